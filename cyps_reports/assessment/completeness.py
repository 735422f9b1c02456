"""What a row of a return still needs: the one definition of done.

A row is done where it needs nothing. The To do column of the return workbook says the first need of
its row in the same order (templates/asking.py), the status counts the rows that are done, and each
need that the reader has not told as a finding already is one of the checks
(assessment/asked_of_managers.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum

from cyps_reports.assessment.deadline_states import (
    DEADLINE_WITHDRAWN,
    LONGER_PERIODS,
    DeadlineState,
    done_in,
    due_in,
)
from cyps_reports.assessment.earlier import date_that_counts
from cyps_reports.assessment.judged import rests_on_choice
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Assessment, DateFault, DeadlineResult, MeasureResult
from cyps_reports.plan.dates.periods import Period
from cyps_reports.returns.model import (
    OWN_RATING,
    Absent,
    DataStatus,
    DeadlineEntry,
    MeasureEntry,
    Status,
)
from cyps_reports.theme import Tone

DONE = "Done"


class Need(Enum):
    """One thing that a row may need.

    The key of the column asked for, and the words of the To do column.

    Where `follows_state` the words come after the row's state: `Overdue: give an expected date`.
    """

    ROW = "ref", "The row is not there"
    UNREADABLE_FIGURE = "actual", "Actual: type a figure"
    NO_FIGURE = "actual", "Type the actual, or choose Not yet due or Not available"
    UNREADABLE_AS_AT = "as_at", "Data as at: type a date"
    NO_AS_AT = "as_at", "Give the date of the figure"
    FUTURE_AS_AT = "as_at", "Data as at is after the month"
    EARLY_AS_AT = "as_at", "Data as at is before the plan year"
    LAST_YEARS = "as_at", "This is last year's result"
    UNREADABLE_DATA_STATUS = "data_status", "Data status: choose from the list"
    NO_DATA_STATUS = "data_status", "Choose a data status"
    WRONG_DATA_STATUS = "data_status", "Data status does not fit a figure"
    UNREADABLE_COMPLETED = "completed", "Date completed: type a date"
    FUTURE_COMPLETED = "completed", "This date is in the future: put it in Expected date"
    COMPLETED_WITHOUT_DATE = "completed", "Completed: give the date"
    NOT_YET_DONE = "completed", "Give the date it was last done"
    UNREADABLE_EXPECTED = "expected", "Expected date: type a date"
    EXPECTED_PASSED = "expected", "Expected date has passed: give a new one"
    NO_EXPECTED = "expected", "give an expected date", True
    UNREADABLE_STATUS = "status", "Status: choose from the list"
    NO_UPDATE = "status", "Update missing"
    NO_STATUS = "status", "Choose a status"
    WRONG_STATUS = "status", "Choose At risk, or Completed with its date"
    UNREADABLE_RATING = "own_rating", "Your rating: choose from the list"
    NO_RATING = "own_rating", "Choose your rating"
    NO_REASON = "comment", "say why in the comment", True
    UNREADABLE_COMMENT = "comment", "Comment: type words"
    UNREADABLE_PROGRESS = "progress", "Progress: type words"
    UNREADABLE_ACTION = "corrective_action", "Corrective action: type words"
    NO_ACTION = "corrective_action", "give a corrective action", True

    def __init__(self, key: str, words: str, follows_state: bool = False) -> None:
        self.key = key
        self.words = words
        self.follows_state = follows_state

    def said(self, state: str) -> str:
        """What the To do column says of a row in that state."""
        return f"{state}: {self.words}" if self.follows_state else self.words


UNREAD = (Absent.UNREADABLE, Absent.TWO_ANSWERS)
"""What the reader could not take, and has told as a finding of its own."""
WHAT_IS_MISSING = (Need.NO_FIGURE, Need.NO_UPDATE, Need.NOT_YET_DONE)
"""What is asked for of a row that was left empty."""
WITHOUT_FIGURE = (DataStatus.NOT_YET_DUE, DataStatus.NOT_AVAILABLE)
HOPEFUL = (Status.NOT_STARTED, Status.ON_TRACK)
EXPECTED_WANTED = (DeadlineState.OVERDUE, DeadlineState.AT_RISK)
FINISHED = (
    DeadlineState.COMPLETED,
    DeadlineState.COMPLETED_LATE,
    *map(done_in, Period),
    *map(due_in, LONGER_PERIODS),
    *DEADLINE_WITHDRAWN.values(),
)
"""The states that need nothing more."""


RowResult = MeasureResult | DeadlineResult


def rows_of(assessment: Assessment, priority: str) -> tuple[RowResult, ...]:
    """The rows of one priority's return, in their order."""
    return (*assessment.measures_of(priority), *assessment.deadlines_of(priority))


def said_of(needs: tuple[Need, ...], state: str) -> str:
    """What the To do column says of a row with these needs in that state: the first of them."""
    return needs[0].said(state) if needs else DONE


def needs_of(assessment: Assessment, result: RowResult) -> tuple[Need, ...]:
    """What a row of the month's returns needs, in the order of asking; nothing where it is done.

    A row that no return holds needs the row itself.
    """
    returns = assessment.returns
    if result.state.is_withdrawn:
        return ()
    if isinstance(result, MeasureResult):
        is_there = result.measure.key in returns.measures
        return measure_needs(result) if is_there else (Need.ROW,)
    return (
        deadline_needs(result, assessment.as_at) if result.key in returns.deadlines else (Need.ROW,)
    )


def measure_needs(result: MeasureResult) -> tuple[Need, ...]:
    """What a measure's row needs. A row left empty is a row with nothing in it."""
    if result.state.is_withdrawn:
        return ()
    return tuple(_of_measure(result, result.entry or MeasureEntry()))


def deadline_needs(result: DeadlineResult, as_at: date) -> tuple[Need, ...]:
    """What a deadline's row needs. A row left empty is a row with nothing in it."""
    if result.state.is_withdrawn:
        return ()
    return tuple(_of_deadline(result, result.entry or DeadlineEntry(), as_at))


_FAULTS = {
    DateFault.AFTER: Need.FUTURE_AS_AT,
    DateFault.BEFORE: Need.EARLY_AS_AT,
    DateFault.LAST_YEARS: Need.LAST_YEARS,
}


def _of_measure(result: MeasureResult, entry: MeasureEntry) -> Iterator[Need]:
    has_figure = entry.has_actual
    if entry.actual in UNREAD:
        yield Need.UNREADABLE_FIGURE
    elif result.state is MeasureState.NOT_REPORTED and result.reporting.is_due:
        yield Need.NO_FIGURE
    if entry.as_at in UNREAD:
        yield Need.UNREADABLE_AS_AT
    elif result.fault:
        yield _FAULTS[result.fault]
    elif has_figure and entry.as_at is Absent.EMPTY:
        yield Need.NO_AS_AT
    if entry.data_status in UNREAD:
        yield Need.UNREADABLE_DATA_STATUS
    elif has_figure and entry.data_status is Absent.EMPTY:
        yield Need.NO_DATA_STATUS
    elif has_figure and entry.data_status in WITHOUT_FIGURE:
        yield Need.WRONG_DATA_STATUS
    yield from _of_judged(result, entry)
    yield from _unread_texts(entry)
    if (
        not result.kept
        and lacks_action(result)
        and Need.UNREADABLE_ACTION not in _unread_texts(entry)
    ):
        yield Need.NO_ACTION


def _of_judged(result: MeasureResult, entry: MeasureEntry) -> Iterator[Need]:
    """A rating where the order of the values does not decide, and why it is that.

    Nothing of one that stands.
    """
    if result.kept:
        return
    if result.state is MeasureState.NOT_JUDGED:
        yield Need.UNREADABLE_RATING if OWN_RATING in entry.unread else Need.NO_RATING
    elif rests_on_choice(result) and not entry.comment and "comment" not in entry.unread:
        yield Need.NO_REASON


def _of_deadline(result: DeadlineResult, entry: DeadlineEntry, as_at: date) -> Iterator[Need]:
    unread = tuple(_unread(entry))
    yield from unread
    if isinstance(entry.completed, date) and entry.completed > as_at:
        yield Need.FUTURE_COMPLETED
    # What cannot be read may say that it is completed; nothing that hangs on that is asked yet.
    if result.state in FINISHED or any(need in unread for need in _MAY_BE_COMPLETED):
        return
    if entry.status is Status.COMPLETED and date_that_counts(entry, as_at) is None:
        # Its date is what is asked for, and nothing else.
        if entry.completed is Absent.EMPTY:
            yield Need.COMPLETED_WITHOUT_DATE
    elif entry.is_update:
        yield from _of_update(result, entry, as_at)
    elif not unread and not _is_far(result, as_at):
        yield Need.NOT_YET_DONE if result.deadline.period else Need.NO_UPDATE


def _is_far(result: DeadlineResult, as_at: date) -> bool:
    """Whether it is not due for months, so that an update is welcome and not asked for."""
    binding = result.deadline.binding
    return binding is not None and binding - as_at > ASKED_AHEAD


ASKED_AHEAD = timedelta(days=60)
"""An update is asked for on what falls due within this time, is late, recurs or has no date."""


_MAY_BE_COMPLETED = (Need.UNREADABLE_COMPLETED, Need.UNREADABLE_STATUS)


def _unread(entry: DeadlineEntry) -> Iterator[Need]:
    if entry.completed in UNREAD:
        yield Need.UNREADABLE_COMPLETED
    if entry.expected in UNREAD:
        yield Need.UNREADABLE_EXPECTED
    if entry.status in UNREAD:
        yield Need.UNREADABLE_STATUS
    yield from _unread_texts(entry)


def _unread_texts(entry: MeasureEntry | DeadlineEntry) -> Iterator[Need]:
    texts = (Need.UNREADABLE_COMMENT, Need.UNREADABLE_PROGRESS, Need.UNREADABLE_ACTION)
    return (need for need in texts if need.key in entry.unread)


def _of_update(result: DeadlineResult, entry: DeadlineEntry, as_at: date) -> Iterator[Need]:
    if entry.status is Absent.EMPTY and not result.deadline.period:
        yield Need.NO_STATUS
    if result.state.is_missed and entry.status in HOPEFUL:
        yield Need.WRONG_STATUS
    if isinstance(entry.expected, date) and entry.expected < as_at:
        yield Need.EXPECTED_PASSED
    if lacks_action(result) and Need.UNREADABLE_ACTION not in _unread_texts(entry):
        yield Need.NO_ACTION
    if result.state in EXPECTED_WANTED and entry.expected is Absent.EMPTY:
        yield Need.NO_EXPECTED


def lacks_action(result: RowResult) -> bool:
    """Whether it is red or amber without a corrective action: itself an exception.

    A new date that was approved is what was done about it, so that nothing more is asked for.
    """
    if result.state is DeadlineState.REDATED:
        return False
    if isinstance(result, MeasureResult):
        given = result.corrective_action
    else:
        given = result.told.corrective_action if result.told else ""
    return result.rag in (Tone.RED, Tone.AMBER) and not given
