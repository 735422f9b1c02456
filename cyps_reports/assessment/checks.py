"""What the returns say against what the rules say: contradictions, reopened items, missing answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.model import Assessment, DeadlineResult, DeadlineState, MeasureResult, MeasureState
from cyps_reports.findings import CellRef, Finding, error, warning
from cyps_reports.plan.dates import Month, long
from cyps_reports.plan.figures import printed
from cyps_reports.plan.model import AtApproval, Basis
from cyps_reports.returns.checks import TYPE_THE_FIGURE
from cyps_reports.returns.model import Absent, DeadlineEntry, MeasureEntry, Status
from cyps_reports.theme import Tone
from cyps_reports.words import counted
from cyps_reports.workbooks.tables import same_words

NO_CORRECTIVE_ACTION = "no-corrective-action"
"""The code of a finding on a row that is itself an exception: red or amber, and nothing to be done about it."""


def assessment_findings(assessment: Assessment) -> tuple[Finding, ...]:
    """Every finding of the checks, in the plan's order check by check."""
    return tuple(finding for check in CHECKS for finding in check(assessment))


def no_return(code: str, month: Month) -> str:
    """What is said wherever a priority's return is missing."""
    return f"No return received from Priority {code} for {month.in_words}."


def _missing_returns(assessment: Assessment) -> Iterator[Finding]:
    for code in assessment.missing_priorities:
        yield error(
            "no-return",
            CellRef(),
            no_return(code, assessment.month),
            f"Ask for Priority {code}'s workbook, put it in the folder, and run again.",
        )


def _not_reported(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.measures:
        if result.state is MeasureState.NOT_REPORTED and result.entry and result.entry.places:
            yield warning(
                "not-reported",
                _place(result.entry, "actual"),
                f"{result.measure.called} has no figure, and its data status does not say why.",
                TYPE_THE_FIGURE,
            )


def _completed_without_date(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.deadlines:
        entry = result.entry
        # A date that cannot be read has a finding of its own; what is known to be completed needs no date.
        if entry and entry.status is Status.COMPLETED and entry.completed is Absent.EMPTY and _is_open(result):
            yield error(
                "completed-without-date",
                _place(entry, "completed"),
                f"{result.called} is marked Completed, but its date is missing. It counts as not completed.",
                "Type the date it was completed, like 30/06/12.",
            )


def _is_open(result: DeadlineResult) -> bool:
    return not result.state.is_completed and result.state is not DeadlineState.DONE_THIS_MONTH


def _completed_in_future(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.deadlines:
        entry = result.entry
        if entry and isinstance(entry.completed, date) and entry.completed > assessment.as_at:
            yield error(
                "completed-in-future",
                _place(entry, "completed"),
                f"{result.called} is said to be completed on {long(entry.completed)},"
                f" after {long(assessment.as_at)}. It counts as not completed.",
                "Type the date it was completed, or move the date to Expected date.",
            )


def _self_rating(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.deadlines:
        entry = result.entry
        if entry and result.state.is_missed and entry.status in (Status.ON_TRACK, Status.NOT_STARTED):
            late = f"it is {counted(result.days, 'day')} overdue" if result.days else "it is missed"
            yield warning(
                "status-against-state",
                _place(entry, "status"),
                f"{result.called} says “{entry.status}”, but {late}.",
                "Choose At risk and give an expected date and a corrective action, or Completed and its date.",
            )


def _ongoing_at_risk(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.deadlines:
        if result.entry and result.state is DeadlineState.ONGOING and result.entry.status is Status.AT_RISK:
            yield warning(
                "ongoing-at-risk",
                _place(result.entry, "status"),
                f"{result.called} says “At risk”, but an ongoing item with an update shows as “Ongoing”.",
                "Say in the progress what is at risk.",
            )


def _reopened(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.deadlines:
        at_approval = result.deadline.at_approval is AtApproval.COMPLETED
        is_open = result.entry and result.entry.status in (Status.NOT_STARTED, Status.ON_TRACK, Status.AT_RISK)
        if result.entry and is_open and (at_approval or result.completed_in):
            when = "when the plan was approved"
            if result.completed_in and result.completed:
                when = f"on {long(result.completed)} (return of {result.completed_in.in_words})"
            yield warning(
                "reopened",
                _place(result.entry, "status"),
                f"{result.called} says “{result.entry.status}”, but it was completed {when}. It stays completed.",
                "Empty the row, or explain in the progress what is left to do.",
            )


def _completion_changed(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.deadlines:
        before = assessment.earlier.completions.get(result.key)
        recurs = result.deadline.recurs
        if result.entry and before and result.completed and not recurs and result.completed != before.completed:
            yield warning(
                "completed-date-changed",
                _place(result.entry, "completed"),
                f"{result.called} was completed on {long(before.completed)} by the return of {before.month.in_words};"
                f" this return says {long(result.completed)}, and that is used.",
                "Check which day is right, and type it here.",
            )


def _no_update(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.deadlines:
        entry = result.entry
        if entry and entry.places and not entry.is_update and _is_open(result):
            if result.deadline.is_monthly:
                problem = "is a monthly item, and there is no date it was done this month."
                mend = "Give the date it was last done, or say in the progress why it was not done."
            else:
                problem = "is open and has no status, date or progress this month."
                mend = "Choose a status and write a line of progress."
            yield warning("no-update", _place(entry, "status"), f"{result.called} {problem}", mend)


def _implausible_jump(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.measures:
        if result.measure.basis is Basis.CUMULATIVE:
            continue
        before, since = _last_figure(result, assessment)
        now = result.actual
        if result.entry and now and before and not 1 < 10 * abs(now / before) < 100:
            unit = result.measure.unit
            yield warning(
                "implausible-jump",
                _place(result.entry, "actual"),
                f"{result.measure.called} is {printed(now, unit)}; {since} it was {printed(before, unit)}.",
                "Check the figure and its unit, and type the right one if this is a slip.",
            )


def _last_figure(result: MeasureResult, assessment: Assessment) -> tuple[Decimal | None, str]:
    """The last month's actual, else the outturn, and words for when that was."""
    earlier = assessment.earlier.actuals.get(result.measure.key, ())
    if earlier:
        return earlier[0].actual, f"in {earlier[0].month.in_words}"
    outturn = result.measure.outturn
    return (outturn if isinstance(outturn, Decimal) else None), f"in {assessment.plan.outturn_year}"


def _cumulative_fell(assessment: Assessment) -> Iterator[Finding]:
    """A figure of the year so far only grows."""
    for result in assessment.measures:
        if result.entry and result.measure.basis is Basis.CUMULATIVE and len(result.points) > 1:
            before, now = result.points[-2:]
            if result.actual == now.actual < before.actual:
                unit = result.measure.unit
                yield warning(
                    "cumulative-fell",
                    _place(result.entry, "actual"),
                    f"{result.measure.called} is {printed(now.actual, unit)} for the year so far; on {long(before.day)}"
                    f" it was {printed(before.actual, unit)}.",
                    "Type the whole year's figure up to the date, not the month's; if it did fall, say why.",
                )


def _progress_unchanged(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.deadlines:
        month, before = assessment.earlier.progress.get(result.key, (None, ""))
        now = result.entry.progress if result.entry else ""
        is_last_month = month is not None and month.next == assessment.month
        if result.entry and is_last_month and _is_open(result) and now and same_words(now) == same_words(before):
            yield warning(
                "progress-unchanged",
                _place(result.entry, "progress"),
                f"The progress of {result.label} is the same as last month's, word for word.",
                "Write what has happened since, or that nothing has and why.",
            )


def _comment_unchanged(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.measures:
        before = next(iter(assessment.earlier.actuals.get(result.measure.key, ())), None)
        comment = result.entry.comment if result.entry else ""
        if result.entry and before and comment and comment == before.comment and result.actual != before.actual:
            yield warning(
                "comment-unchanged",
                _place(result.entry, "comment"),
                f"{result.measure.called} has moved since {before.month.in_words}, but its comment is the same.",
                "Write what has changed.",
            )


def _no_corrective_action(assessment: Assessment) -> Iterator[Finding]:
    for measure in assessment.measures:
        if measure.entry and measure.entry.places and lacks_action(measure):
            yield _without_action(measure.entry, measure.measure.called, measure.state.value)
    for deadline in assessment.deadlines:
        entry = deadline.entry
        # Where there is no update, or a date is missing, that is what is asked for.
        if entry and entry.is_update and entry.status is not Status.COMPLETED and lacks_action(deadline):
            yield _without_action(entry, deadline.called, deadline.state.value)


def lacks_action(result: MeasureResult | DeadlineResult) -> bool:
    """Whether it is red or amber without a corrective action: itself an exception (DESIGN 3)."""
    given = result.entry.corrective_action if result.entry else ""
    return result.rag in (Tone.RED, Tone.AMBER) and not given


def _without_action(entry: MeasureEntry | DeadlineEntry, name: str, state: str) -> Finding:
    return warning(
        NO_CORRECTIVE_ACTION,
        _place(entry, "corrective_action"),
        f"{name} is “{state}” and has no corrective action.",
        "Write what will be done, by whom and by when.",
    )


CHECKS: tuple[Callable[[Assessment], Iterator[Finding]], ...] = (
    _missing_returns,
    _completed_without_date,
    _completed_in_future,
    _not_reported,
    _self_rating,
    _ongoing_at_risk,
    _reopened,
    _completion_changed,
    _no_update,
    _implausible_jump,
    _cumulative_fell,
    _progress_unchanged,
    _comment_unchanged,
    _no_corrective_action,
)


def _place(entry: MeasureEntry | DeadlineEntry, key: str) -> CellRef:
    return entry.places.get(key, CellRef())
