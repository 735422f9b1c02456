"""What the second opinion and the tool say differently."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """Where it stands (record, workbook, Word ...), which row and field, what the opinion and
    what the tool says.
    """

    place: str
    what: str
    opinion: object
    tool: object

    def __str__(self) -> str:
        return (
            f"{self.place}: {self.what}: the opinion says {self.opinion!s}; the tool says "
            f"{self.tool!s}"
        )


def differ(place: str, what: str, opinion: object, tool: object) -> Iterator[Difference]:
    if opinion != tool:
        yield Difference(place, what, opinion, tool)
