"""What an officer does next in a month."""

from __future__ import annotations

from enum import Enum, auto

from cyps_reports.acts.ended import CannotRun, Reason
from cyps_reports.acts.office import results_in
from cyps_reports.acts.status import MonthStatus
from cyps_reports.findings import has_errors
from cyps_reports.mailing import DRAFTS, goes_before_month_end
from cyps_reports.record.schema import RECORD
from cyps_reports.sending.connection import CannotSendError
from cyps_reports.sending.keeping import Record


class NextStep(Enum):
    """What comes next."""

    TAKE_IN = auto()
    MEND = auto()
    REPORT = auto()
    SEND = auto()
    NEXT_MONTH = auto()


def step_after(
    *, returned: int, is_any_error: bool, is_reported: bool, is_anything_sent: bool
) -> NextStep:
    """What comes next where so much is done."""
    if is_anything_sent:
        return NextStep.NEXT_MONTH
    if is_reported:
        return NextStep.SEND
    if not returned:
        return NextStep.TAKE_IN
    return NextStep.MEND if is_any_error else NextStep.REPORT


def next_step(status: MonthStatus) -> NextStep:
    """What comes next in a month of this status, by what lies in its results.

    Raises:
        CannotRun: the record of what was sent cannot be read.
        OSError: another result cannot be read.

    """
    month = status.month
    try:
        log = Record(month.results / DRAFTS).read()
    except CannotSendError as problem:
        raise CannotRun(Reason.CANNOT_SEND, str(problem)) from problem
    deliveries = log.deliveries if log else ()
    return step_after(
        returned=status.returned,
        is_any_error=has_errors(month.checked.findings),
        is_reported=RECORD in results_in(month.results),
        is_anything_sent=any(not goes_before_month_end(each.draft) for each in deliveries),
    )
