"""What the returns say against what the rules say.

Missing answers, contradictions, reopened items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from cyps_reports.assessment.asked_of_managers import asks
from cyps_reports.assessment.completeness import FINISHED
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.judged import rests_on_choice
from cyps_reports.assessment.missing_returns import no_return
from cyps_reports.assessment.model import Assessment, MeasureResult
from cyps_reports.assessment.state_words import word_of
from cyps_reports.findings import CellRef, Finding, error, warning
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.model.measure import Basis
from cyps_reports.plan.model.milestone import AtApproval
from cyps_reports.returns.model import OWN_RATING, DeadlineEntry, MeasureEntry, Status
from cyps_reports.workbooks.plain_text import same_words


def assessment_findings(assessment: Assessment) -> tuple[Finding, ...]:
    """Every finding of the checks, in the plan's order check by check."""
    return tuple(finding for check in CHECKS for finding in check(assessment))


def _missing_returns(assessment: Assessment) -> Iterator[Finding]:
    for code in assessment.missing_priorities:
        called = assessment.plan.vocabulary.priority_called(code)
        yield error(
            "no-return",
            CellRef(),
            no_return(assessment.plan.vocabulary, code, assessment.month),
            f"Ask for {called}'s workbook, put it in the folder, and run again.",
        )


def _ongoing_at_risk(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.deadlines:
        if (
            result.entry
            and result.state is DeadlineState.ONGOING
            and result.entry.status is Status.AT_RISK
        ):
            yield warning(
                "ongoing-at-risk",
                _place(result.entry, "status"),
                f"{result.called} says “{word_of(Status.AT_RISK)}”, but an ongoing item with an "
                "update shows as"
                f" “{word_of(DeadlineState.ONGOING)}”.",
                "Say in the progress what is at risk.",
            )


def _rating_between(assessment: Assessment) -> Iterator[Finding]:
    """A rating without an actual, where an earlier one stands.

    Each is rated as it was when it was given.
    """
    for result in assessment.measures:
        kept, chosen = result.kept, result.entry.own_rating if result.entry else None
        if (
            result.entry
            and kept
            and chosen
            and result.measure.unit.is_judged
            and chosen != kept.own_rating
        ):
            yield warning(
                "own-rating-between-reports",
                _place(result.entry, OWN_RATING),
                f"{result.measure.called} says “{chosen}” without an actual; that of "
                f"{kept.month.in_words} stands as"
                f" “{word_of(result.state)}”.",
                "Type the actual too, to report it anew, or empty the cell.",
            )


def _rating_against_order(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.measures:
        if result.kept:
            continue
        chosen = result.entry.own_rating if result.entry and result.measure.unit.is_judged else None
        is_decided = result.state.is_rated and not rests_on_choice(result)
        if result.entry and chosen and is_decided and chosen.value != result.state.value:
            yield warning(
                "own-rating-against-order",
                _place(result.entry, OWN_RATING),
                f"{result.measure.called} says “{chosen}”, but by its target it is "
                f"“{word_of(result.state)}”."
                " That is used.",
                "Empty the cell, or check the actual; what should be known about it belongs in "
                "the comment.",
            )


def _reopened(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.deadlines:
        at_approval = result.deadline.at_approval is AtApproval.COMPLETED
        status = result.entry.status if result.entry else None
        is_open = status in (Status.NOT_STARTED, Status.ON_TRACK, Status.AT_RISK)
        if (
            result.entry
            and isinstance(status, Status)
            and is_open
            and (at_approval or result.completed_in)
        ):
            when = "when the plan was approved"
            if result.completed_in and result.completed:
                when = f"on {long(result.completed)} (return of {result.completed_in.in_words})"
            yield warning(
                "reopened",
                _place(result.entry, "status"),
                f"{result.called} says “{word_of(status)}”, but it was completed {when}. It stays "
                "completed.",
                "Empty the row, or explain in the progress what is left to do.",
            )


def _completion_changed(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.deadlines:
        before = assessment.earlier.completions.get(result.key)
        recurs = result.deadline.recurs
        if (
            result.entry
            and before
            and result.completed
            and not recurs
            and result.completed != before.completed
        ):
            yield warning(
                "completed-date-changed",
                _place(result.entry, "completed"),
                f"{result.called} was completed on {long(before.completed)} by the return of "
                f"{before.month.in_words};"
                f" this return says {long(result.completed)}, and that is used.",
                "Check which day is right, and type it here.",
            )


def _implausible_jump(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.measures:
        if result.measure.unit.is_judged or result.measure.basis is Basis.CUMULATIVE:
            continue
        if result.state.is_withdrawn or result.kept:
            continue
        before, since = _last_figure(result, assessment)
        now = result.actual
        if result.entry and now and before and not 1 < 10 * abs(now / before) < 100:
            unit = result.measure.unit
            yield warning(
                "implausible-jump",
                _place(result.entry, "actual"),
                f"{result.measure.called} is {printed(now, unit)}; {since} it was "
                f"{printed(before, unit)}.",
                "Check the figure and its unit, and type the right one if this is a slip.",
            )


def _last_figure(result: MeasureResult, assessment: Assessment) -> tuple[Decimal | None, str]:
    """The last month's actual, else the outturn, and words for when that was."""
    earlier = assessment.earlier.actuals.get(result.measure.key, ())
    if earlier:
        return earlier[0].actual, f"in {earlier[0].month.in_words}"
    outturn = result.measure.outturn
    return (
        outturn if isinstance(outturn, Decimal) else None
    ), f"in {assessment.plan.outturn_heading or assessment.plan.outturn_year}"


def _cumulative_fell(assessment: Assessment) -> Iterator[Finding]:
    """A figure of the year so far only grows."""
    for result in assessment.measures:
        if result.entry and _is_pursued_sum(result) and not result.kept and len(result.points) > 1:
            before, now = result.points[-2:]
            if result.actual == now.actual < before.actual:
                unit = result.measure.unit
                yield warning(
                    "cumulative-fell",
                    _place(result.entry, "actual"),
                    f"{result.measure.called} is {printed(now.actual, unit)} for the year so far; "
                    f"on {long(before.day)}"
                    f" it was {printed(before.actual, unit)}.",
                    "Type the whole year's figure up to the date, not the month's; if it did "
                    "fall, say why.",
                )


def _is_pursued_sum(result: MeasureResult) -> bool:
    return result.measure.basis is Basis.CUMULATIVE and not result.state.is_withdrawn


def _progress_unchanged(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.deadlines:
        month, before = assessment.earlier.progress.get(result.key, (None, ""))
        now = result.entry.progress if result.entry else ""
        is_last_month = month is not None and month == assessment.plan.report_month_before(
            assessment.month
        )
        if (
            result.entry
            and is_last_month
            and result.state not in FINISHED
            and now
            and same_words(now) == same_words(before)
        ):
            yield warning(
                "progress-unchanged",
                _place(result.entry, "progress"),
                f"The progress of {result.label} is the same as "
                f"{assessment.plan.reported.last_one}'s, word for word.",
                "Write what has happened since, or that nothing has and why.",
            )


def _comment_unchanged(assessment: Assessment) -> Iterator[Finding]:
    for result in assessment.measures:
        before = next(iter(assessment.earlier.actuals.get(result.measure.key, ())), None)
        comment = result.entry.comment if result.entry else ""
        is_pursued = result.entry and not result.state.is_withdrawn
        if (
            result.entry
            and is_pursued
            and before
            and comment
            and comment == before.comment
            and result.actual is not None
            and result.actual != before.actual
        ):
            yield warning(
                "comment-unchanged",
                _place(result.entry, "comment"),
                f"{result.measure.called} has moved since {before.month.in_words}, but its "
                "comment is the same.",
                "Write what has changed.",
            )


CHECKS: tuple[Callable[[Assessment], Iterator[Finding]], ...] = (
    _missing_returns,
    asks,
    _rating_against_order,
    _rating_between,
    _ongoing_at_risk,
    _reopened,
    _completion_changed,
    _implausible_jump,
    _cumulative_fell,
    _progress_unchanged,
    _comment_unchanged,
)


def _place(entry: MeasureEntry | DeadlineEntry, key: str) -> CellRef:
    return entry.places.get(key, CellRef())
