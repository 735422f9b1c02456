"""Who has returned and who has not, and by when the month closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cyps_reports.acts.ended import Ended, Watch, ended_with, unwatched
from cyps_reports.acts.month import ReadMonth, read_month
from cyps_reports.acts.month_folder import MonthRequest
from cyps_reports.findings import Refused
from cyps_reports.letters.status import PriorityStatus, status_of
from cyps_reports.plan.dates.reading import date_in
from cyps_reports.workbooks.grid import RawCell


@dataclass(frozen=True, slots=True)
class MonthStatus:
    """A month and the status of each priority, in the plan's order."""

    month: ReadMonth
    priorities: tuple[PriorityStatus, ...]

    @property
    def returned(self) -> int:
        """How many priorities have returned."""
        return sum(bool(priority.workbooks) for priority in self.priorities)

    @property
    def ended(self) -> Ended:
        """Done; with errors where a file that came could not be used."""
        return ended_with(self.month.checked.left_out)


def status(request: MonthRequest, watch: Watch = unwatched) -> MonthStatus:
    """Reads the month and says who has returned what; tells FoundMonth and ReadMonth.

    Raises:
        CannotRun: as of `read_month`.
        OSError, MemoryError, ImportError: the machine cannot go on.

    """
    return status_in(read_month(request, watch))


def status_in(month: ReadMonth) -> MonthStatus:
    """The status of each priority in a month that was read."""
    return MonthStatus(month, status_of(month.checked.assessment))


def day_in(typed: str) -> date | Refused | None:
    """A day to judge on as somebody typed it; None where nothing was typed."""
    return date_in(RawCell(typed.strip()))
