"""What a manager typed, and what a careful reader takes it to mean."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum


class Gap(Enum):
    """Why there is no value: nothing stands there, or what stands there cannot be read."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"


Day = date | Gap
Figure = Decimal | Gap


@dataclass(frozen=True)
class MeasureEntry:
    """A measure's row of a return; a percentage is 78.5 for 78.5%."""

    actual: Figure = Gap.EMPTY
    as_at: Day = Gap.EMPTY
    data_status: str = ""
    comment: str = ""
    action: str = ""


@dataclass(frozen=True)
class DeadlineEntry:
    """A deadline's row of a return; a status that is not on the list is "?"."""

    status: str = ""
    completed: Day = Gap.EMPTY
    expected: Day = Gap.EMPTY
    progress: str = ""
    action: str = ""

    @property
    def is_started(self) -> bool:
        return self.status == "On track" or (self.status == "" and self.progress != "")

    @property
    def is_update(self) -> bool:
        """A status, progress or date that can be read.

        A corrective action alone is none of them.
        """
        dated = isinstance(self.completed, date) or isinstance(self.expected, date)
        return self.status not in ("", "?") or self.progress != "" or dated


@dataclass(frozen=True)
class Return:
    """One priority's return of one month.

    Rows are (ref, component) and (ref, number of the deadline).
    """

    measures: dict[tuple[str, str], MeasureEntry]
    deadlines: dict[tuple[str, int], DeadlineEntry]
