"""What a row of a return still needs, in words: the rule itself, and the same as a formula in templates/formulas.py."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cyps_reports.assessment.model import DeadlineState, MeasureState
from cyps_reports.plan.model import AtApproval, Deadline
from cyps_reports.returns.model import Absent, DataStatus, DeadlineEntry, MeasureEntry, Status
from cyps_reports.theme import Tone

DONE = "Done"
NO_FIGURE = "Actual missing"
UNREADABLE_FIGURE = "Actual: type a figure"
NO_AS_AT = "Give the date of the figure"
UNREADABLE_AS_AT = "Data as at: type a date"
FUTURE_AS_AT = "Data as at is after the month"
NO_DATA_STATUS = "Choose a data status"
WRONG_DATA_STATUS = "Data status does not fit a figure"
UNREADABLE_COMPLETED = "Date completed: type a date"
FUTURE_COMPLETED = "Not past yet: use Expected date"
COMPLETED_WITHOUT_DATE = "Completed: give the date"
UNREADABLE_EXPECTED = "Expected date: type a date"
UNREADABLE_STATUS = "Status: choose from the list"
NO_STATUS = "Choose a status"
EXPECTED_PASSED = "Expected date has passed: give a new one"
WRONG_STATUS = ": the status does not fit"
NO_UPDATE = "Update missing"
NOT_YET_DONE = "Give the date it was last done"
NO_ACTION = ": give a corrective action"
NO_EXPECTED = ": give an expected date"

_ASKED_IN = {
    NO_FIGURE: "actual",
    UNREADABLE_FIGURE: "actual",
    NO_AS_AT: "as_at",
    UNREADABLE_AS_AT: "as_at",
    FUTURE_AS_AT: "as_at",
    NO_DATA_STATUS: "data_status",
    WRONG_DATA_STATUS: "data_status",
    UNREADABLE_COMPLETED: "completed",
    FUTURE_COMPLETED: "completed",
    COMPLETED_WITHOUT_DATE: "completed",
    NOT_YET_DONE: "completed",
    UNREADABLE_EXPECTED: "expected",
    EXPECTED_PASSED: "expected",
    NO_EXPECTED: "expected",
    UNREADABLE_STATUS: "status",
    NO_STATUS: "status",
    WRONG_STATUS: "status",
    NO_UPDATE: "status",
    NO_ACTION: "corrective_action",
}

WITHOUT_FIGURE = (DataStatus.NOT_YET_DUE, DataStatus.NOT_AVAILABLE)
HOPEFUL = (Status.NOT_STARTED, Status.ON_TRACK)
EXPECTED_WANTED = (DeadlineState.OVERDUE, DeadlineState.AT_RISK)


def asked_in(words: str) -> str:
    """The key of the column that the words ask for; "" for a row that needs nothing."""
    return next((key for asked, key in _ASKED_IN.items() if words.endswith(asked)), "")


def measure_todo(entry: MeasureEntry, state: MeasureState, as_at: date) -> str:
    """What a measure row still needs; `DONE` where nothing."""
    if state is MeasureState.UNREADABLE:
        return UNREADABLE_FIGURE
    if state is MeasureState.NOT_REPORTED:
        return NO_FIGURE
    if isinstance(entry.actual, Decimal):
        if entry.as_at is Absent.EMPTY:
            return NO_AS_AT
        if not isinstance(entry.as_at, date):
            return UNREADABLE_AS_AT
        if entry.as_at > as_at:
            return FUTURE_AS_AT
        if not isinstance(entry.data_status, DataStatus):
            return NO_DATA_STATUS
        if entry.data_status in WITHOUT_FIGURE:
            return WRONG_DATA_STATUS
    if state.rag in (Tone.RED, Tone.AMBER) and not entry.corrective_action:
        return state.value + NO_ACTION
    return DONE


def deadline_todo(deadline: Deadline, entry: DeadlineEntry, state: DeadlineState, as_at: date) -> str:
    """What a deadline's row still needs; `DONE` where nothing."""
    if deadline.at_approval is AtApproval.COMPLETED:
        return DONE
    if entry.completed is Absent.UNREADABLE:
        return UNREADABLE_COMPLETED
    if isinstance(entry.completed, date) and entry.completed > as_at:
        return FUTURE_COMPLETED
    if entry.status is Status.COMPLETED and entry.completed is Absent.EMPTY:
        return COMPLETED_WITHOUT_DATE
    if state.is_completed:
        return DONE
    if entry.expected is Absent.UNREADABLE:
        return UNREADABLE_EXPECTED
    if entry.status is Absent.UNREADABLE:
        return UNREADABLE_STATUS
    if not entry.is_update:
        return NOT_YET_DONE if deadline.is_monthly else NO_UPDATE
    if entry.status is Absent.EMPTY and not deadline.is_monthly:
        return NO_STATUS
    if state is DeadlineState.OVERDUE and entry.status in HOPEFUL:
        return state.value + WRONG_STATUS
    if isinstance(entry.expected, date) and entry.expected < as_at:
        return EXPECTED_PASSED
    if state.rag in (Tone.RED, Tone.AMBER) and not entry.corrective_action:
        return state.value + NO_ACTION
    if state in EXPECTED_WANTED and entry.expected is Absent.EMPTY:
        return state.value + NO_EXPECTED
    return DONE
