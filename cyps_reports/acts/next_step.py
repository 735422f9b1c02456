"""What an officer does next in a month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from cyps_reports.acts.ended import CannotRun, Reason
from cyps_reports.acts.office import results_in
from cyps_reports.acts.status import MonthStatus
from cyps_reports.findings import Severity
from cyps_reports.letters.status import closing_day
from cyps_reports.letters.texts import RETURN, SECOND_REMINDER
from cyps_reports.mailing import DRAFTS, goes_before_month_end
from cyps_reports.phrases import counted
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.sign_off import SignOffAsked
from cyps_reports.record.file_names import RECORD
from cyps_reports.sending.connection import CannotSendError
from cyps_reports.sending.keeping import Record


class NextStep(Enum):
    """What comes next."""

    SEND_OUT = auto()
    TAKE_IN = auto()
    REMIND = auto()
    MEND = auto()
    SIGN_OFF = auto()
    REPORT = auto()
    SEND = auto()
    NEXT_MONTH = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progressed:
    """How far a month is.

    `missing` are the priorities whose return is due and has not come, `unsigned` those whose return
    has to be signed off and is not. `is_late` once the closing day is over. The returns are sent
    out, and those missing after it reminded of, where emails of that were drafted or sent here.
    `is_sent_elsewhere` where the report's emails are drafted and no mail server sends them from
    here.
    """

    returned: int = 0
    missing: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()
    errors: int = 0
    is_late: bool = False
    is_sent_out: bool = False
    is_reminded: bool = False
    is_reported: bool = False
    is_anything_sent: bool = False
    is_sent_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next, and the same as a sentence."""

    step: NextStep
    sentence: str


def step_after(done: Progressed) -> NextStep:
    """What comes next where so much is done: the first that holds."""
    is_waiting = bool(done.missing) and not done.is_late
    steps = (
        (NextStep.NEXT_MONTH, done.is_anything_sent or done.is_sent_elsewhere),
        (NextStep.SEND, done.is_reported),
        (NextStep.SEND_OUT, bool(done.missing) and not (done.returned or done.is_sent_out)),
        (NextStep.REMIND, bool(done.missing) and done.is_late and not done.is_reminded),
        (NextStep.TAKE_IN, bool(done.missing) and not done.returned),
        (NextStep.MEND, done.errors > 0),
        (NextStep.SIGN_OFF, bool(done.unsigned)),
        (NextStep.TAKE_IN, is_waiting),
    )
    return next((step for step, holds in steps if holds), NextStep.REPORT)


def next_step(status: MonthStatus, today: date) -> Next:
    """What comes next in a month of this status, by what lies in its results.

    Raises:
        CannotRun: the record of what was sent cannot be read.
        OSError: another result cannot be read.

    """
    done = _progressed(status, today)
    step = step_after(done)
    return Next(step, _sentence(step, done, status))


def _progressed(status: MonthStatus, today: date) -> Progressed:
    month = status.month
    assessment, plan = month.checked.assessment, month.checked.assessment.plan
    drafted, sent = _emails_of(status)
    errors = (each for each in month.checked.findings if each.severity is Severity.ERROR)
    is_asked = plan.sign_off is SignOffAsked.YES
    inputs = assessment.returns.inputs if is_asked else ()
    unsigned = {each.priority for each in inputs if not each.sign_off.is_given}
    return Progressed(
        returned=status.returned,
        missing=tuple(each.code for each in status.priorities if each.is_missing),
        unsigned=tuple(each.code for each in plan.priorities if each.code in unsigned),
        errors=sum(each.code != _NO_RETURN for each in errors),
        is_late=today > closing_day(plan, month.month),
        is_sent_out=any(name.startswith(f"{RETURN}-") for name in drafted | sent),
        is_reminded=any(name.startswith(f"{SECOND_REMINDER}-") for name in drafted | sent),
        is_reported=RECORD in results_in(month.results),
        is_anything_sent=_has_reports(sent),
        is_sent_elsewhere=_has_reports(drafted) and not plan.mail_server,
    )


def _has_reports(names: Iterable[str]) -> bool:
    """Whether emails of the report are among them."""
    return any(not goes_before_month_end(name) for name in names)


_NO_RETURN = "no-return"
"""The code of a return that has not come, which is asked for by itself."""


def _emails_of(status: MonthStatus) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the emails that are drafted in the month's results, and of those sent."""
    folder = status.month.results / DRAFTS
    try:
        log = Record(folder).read()
    except CannotSendError as problem:
        raise CannotRun(Reason.CANNOT_SEND, str(problem)) from problem
    deliveries = log.deliveries if log else ()
    drafted = (path.stem for path in folder.glob("*.eml"))
    return frozenset(drafted), frozenset(each.draft for each in deliveries)


def _sentence(step: NextStep, done: Progressed, status: MonthStatus) -> str:
    month, plan = status.month.month, status.month.checked.assessment.plan
    called = plan.vocabulary.priorities_called
    match step:
        case NextStep.SEND_OUT:
            return f"Send out the returns for {month.in_words}; none has come or was sent out here."
        case NextStep.TAKE_IN:
            return f"Bring the returns of {called(done.missing)} as they come{_by_when(status)}."
        case NextStep.REMIND:
            return f"Remind those whose return has not come: {called(done.missing)}."
        case NextStep.MEND:
            return f"Look through the problems: {counted(done.errors, 'error')}."
        case NextStep.SIGN_OFF:
            return f"Have the returns signed off that are not yet: {called(done.unsigned)}."
        case NextStep.REPORT:
            without = f", without {called(done.missing)}" if done.missing else ""
            return f"Make the report{without}."
        case NextStep.SEND:
            return "Look through the emails and send them."
        case NextStep.NEXT_MONTH:
            return f"{_until_sent(done)}{_after(plan, status)}"


def _until_sent(done: Progressed) -> str:
    """What comes before the next month, where nothing tells whether the emails went out."""
    if done.is_anything_sent:
        return ""
    return "Send the emails from your mail program, if they are not sent yet. Then: "


def _by_when(status: MonthStatus) -> str:
    closing = closing_day(status.month.checked.assessment.plan, status.month.month)
    return f"; they are due on {long(closing)}"


def _after(plan: Plan, status: MonthStatus) -> str:
    following = plan.report_month_after(status.month.month)
    if following not in plan.report_months:
        return "Make next year's plan: these were the last returns of this one."
    return f"Make the returns for {following.in_words}, and send them out."
