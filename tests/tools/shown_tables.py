"""What values show in formats, as tables: a line for each format."""

from collections.abc import Iterable, Iterator

from cyps_reports.workbooks.shown_values import shown


def lines(of: str) -> list[str]:
    return [each for each in of.split("\n") if each]


def seen(value: object) -> str:
    return str(value).replace(" ", "·") or "∅"


def table(formats: Iterable[str], values: Iterable[object]) -> Iterator[str]:
    kept = tuple(values)
    for each in formats:
        cells = (f"{value!s}: {seen(shown(value, each))}" for value in kept)
        yield f"{each}  ⇒  {' | '.join(cells)}"
