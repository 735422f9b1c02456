"""The states of a deadline, the periods they speak of, and their colours."""

from __future__ import annotations

from enum import StrEnum

from cyps_reports.plan.dates.periods import Period
from cyps_reports.plan.model.decisions import WithdrawnAs
from cyps_reports.theme import Tone


class DeadlineState(StrEnum):
    """What can be said of a deadline, the worst first.

    So a milestone's worst open deadline is found.
    """

    OVERDUE = "Overdue"
    MISSED = "Missed"
    AT_RISK = "At risk"
    MISSED_THIS_MONTH = "Missed this month"
    MISSED_THIS_QUARTER = "Missed this quarter"
    MISSED_THIS_TERM = "Missed this term"
    MISSED_THIS_HALF_YEAR = "Missed this half-year"
    MISSED_THIS_YEAR = "Missed this year"
    MISSED_LAST_QUARTER = "Missed last quarter"
    MISSED_LAST_TERM = "Missed last term"
    MISSED_LAST_HALF_YEAR = "Missed last half-year"
    MISSED_LAST_YEAR = "Missed last year"
    REDATED = "Re-dated"
    NO_RETURN = "No return"
    NO_UPDATE = "No update"
    NO_DATE_SET = "No date set"
    NOT_YET_STARTED = "Not yet started"
    DUE_THIS_QUARTER = "Due this quarter"
    DUE_THIS_TERM = "Due this term"
    DUE_THIS_HALF_YEAR = "Due this half-year"
    DUE_THIS_YEAR = "Due this year"
    DUE_SOON = "Due soon"
    ON_TRACK = "On track"
    ONGOING = "Ongoing"
    DONE_THIS_MONTH = "Done this month"
    DONE_THIS_QUARTER = "Done this quarter"
    DONE_THIS_TERM = "Done this term"
    DONE_THIS_HALF_YEAR = "Done this half-year"
    DONE_THIS_YEAR = "Done this year"
    COMPLETED_LATE = "Completed late"
    COMPLETED = "Completed"
    WITHDRAWN = "Withdrawn"
    MERGED = "Merged"
    DEFERRED = "Deferred"

    @property
    def rag(self) -> Tone:
        """Its colour."""
        return DEADLINE_RAG[self]

    @property
    def is_completed(self) -> bool:
        """Whether it is done for good."""
        return self in (DeadlineState.COMPLETED, DeadlineState.COMPLETED_LATE)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is no longer pursued, and counted apart."""
        return self in DEADLINE_WITHDRAWN.values()

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done: neither done for good nor withdrawn."""
        return not self.is_completed and not self.is_withdrawn

    @property
    def is_known(self) -> bool:
        """Whether anybody has said how it stands, or it can be told without."""
        return self not in (DeadlineState.NO_RETURN, DeadlineState.NO_UPDATE)

    @property
    def is_missed(self) -> bool:
        """Whether its time has passed: the red states."""
        return self in (DeadlineState.OVERDUE, DeadlineState.MISSED)

    @property
    def period(self) -> Period | None:
        """The period it speaks of, `quarter` in `Missed last quarter`.

        None where it speaks of none.
        """
        return next((each for each in Period if self.value.endswith(f" {each}")), None)


def done_in(period: Period) -> DeadlineState:
    """The state of a recurring item that was done in the period that runs, or has just ended."""
    return DeadlineState(f"Done this {period}")


def missed_in(period: Period) -> DeadlineState:
    """The state of one that was last done in the period before the one that has just ended."""
    return DeadlineState(f"Missed this {period}")


def missed_before(period: Period) -> DeadlineState:
    """The state of one that was not done in the last period, while the next one runs.

    No month runs that long.
    """
    return DeadlineState(f"Missed last {period}")


def due_in(period: Period) -> DeadlineState:
    """The state of one that nothing was missed of, while the next period runs.

    No month runs that long.
    """
    return DeadlineState(f"Due this {period}")


DEADLINE_WITHDRAWN = {
    WithdrawnAs.WITHDRAWN: DeadlineState.WITHDRAWN,
    WithdrawnAs.MERGED: DeadlineState.MERGED,
    WithdrawnAs.DEFERRED: DeadlineState.DEFERRED,
}
"""The state of a deadline that is no longer pursued."""

LONGER_PERIODS = tuple(each for each in Period if each is not Period.MONTH)

DEADLINE_RAG: dict[DeadlineState, Tone] = {
    DeadlineState.OVERDUE: Tone.RED,
    DeadlineState.MISSED: Tone.RED,
    DeadlineState.AT_RISK: Tone.AMBER,
    **{missed_in(each): Tone.AMBER for each in Period},
    **{missed_before(each): Tone.AMBER for each in LONGER_PERIODS},
    DeadlineState.REDATED: Tone.AMBER,
    DeadlineState.NO_RETURN: Tone.GREY,
    DeadlineState.NO_UPDATE: Tone.GREY,
    DeadlineState.NO_DATE_SET: Tone.GREY,
    DeadlineState.NOT_YET_STARTED: Tone.GREY,
    **{due_in(each): Tone.GREY for each in LONGER_PERIODS},
    DeadlineState.DUE_SOON: Tone.GREEN,
    DeadlineState.ON_TRACK: Tone.GREEN,
    DeadlineState.ONGOING: Tone.GREEN,
    **{done_in(each): Tone.GREEN for each in Period},
    DeadlineState.COMPLETED_LATE: Tone.BLUE,
    DeadlineState.COMPLETED: Tone.BLUE,
    **dict.fromkeys(DEADLINE_WITHDRAWN.values(), Tone.GREY),
}
