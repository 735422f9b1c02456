"""What an entry says against itself or the plan year.

What a row still needs is found by the assessment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.plan.checks.small_in_words import SAY_OTHERWISE, may_tell, small_numbers_said
from cyps_reports.plan.dates.months import Month, long
from cyps_reports.plan.figures.ages import is_too_old
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns.counts import count_findings
from cyps_reports.returns.model import (
    OWN_RATING,
    PUBLIC_COMMENT,
    Absent,
    DeadlineEntry,
    MeasureEntry,
    Returns,
    Status,
    further_in,
)

TYPE_ITS_DAY = "Type the day the figure was true; check its year."
"""What to type where a figure's date cannot be right."""


def entry_findings(plan: Plan, returns: Returns) -> tuple[Finding, ...]:
    """Every contradiction within an entry, in the plan's order."""
    found: list[Finding] = []
    for measure in plan.measures:
        if entry := returns.measures.get(measure.key):
            found += [
                f for check in MEASURE_CHECKS for f in check(plan, measure, entry, returns.month)
            ]
    for milestone, deadline in plan.deadlines():
        if answer := returns.deadlines.get((milestone.ref, deadline.number)):
            found += [
                f for check in DEADLINE_CHECKS for f in check(plan, milestone, deadline, answer)
            ]
    return tuple(found)


def _figure_before_year(
    plan: Plan, measure: Measure, entry: MeasureEntry, month: Month
) -> Iterator[Finding]:
    """Worth a look.

    One that can be of this year alone is asked for again instead.
    """
    has_figure = entry.has_actual and not measure.is_of_year_alone
    if has_figure and isinstance(entry.as_at, date) and entry.as_at < plan.starts:
        yield warning(
            "figure-before-plan-year",
            _at(entry, "as_at"),
            f"The figure of {measure.called} is dated {long(entry.as_at)}, before the plan year "
            "began.",
            TYPE_ITS_DAY,
        )


def _figure_too_old(
    plan: Plan, measure: Measure, entry: MeasureEntry, month: Month
) -> Iterator[Finding]:
    """Once, in the month that gives it; that it is from before the plan year says more."""
    day = entry.as_at if entry.has_actual else Absent.EMPTY
    if isinstance(day, date) and plan.starts <= day and is_too_old(measure, plan, day, month):
        yield warning(
            "figure-too-old",
            _at(entry, "as_at"),
            f"The figure of {measure.called} is dated {long(day)}, but it is reported"
            f" {plan.period_of(measure).in_words}.",
            TYPE_ITS_DAY,
        )


def _rating_not_used(
    plan: Plan, measure: Measure, entry: MeasureEntry, month: Month
) -> Iterator[Finding]:
    """A rating of one's own counts only where the measure is judged."""
    if entry.own_rating and not measure.unit.is_judged:
        yield warning(
            "own-rating-not-used",
            _at(entry, OWN_RATING),
            f"{measure.called} is rated by its figure; the rating “{entry.own_rating}” chosen for "
            "it is not used.",
            "Empty the cell; what should be known about the figure belongs in the comment.",
        )


def _small_numbers(place: CellRef, called: str, text: str) -> Iterator[Finding]:
    """A public comment that may tell of so few children that one may be recognised."""
    for said in small_numbers_said(text):
        yield warning(
            "small-number-in-words",
            place,
            may_tell(f"The public comment on {called}", said),
            SAY_OTHERWISE,
        )


def _small_numbers_of_measure(
    plan: Plan, measure: Measure, entry: MeasureEntry, month: Month
) -> Iterator[Finding]:
    said = further_in(entry, PUBLIC_COMMENT)
    yield from _small_numbers(_at(entry, PUBLIC_COMMENT), measure.called, said)


def _small_numbers_of_deadline(
    plan: Plan, milestone: Milestone, deadline: Deadline, entry: DeadlineEntry
) -> Iterator[Finding]:
    said, called = further_in(entry, PUBLIC_COMMENT), milestone.called(deadline)
    yield from _small_numbers(_at(entry, PUBLIC_COMMENT), called, said)


def _completed_before_year(
    plan: Plan, milestone: Milestone, deadline: Deadline, entry: DeadlineEntry
) -> Iterator[Finding]:
    # What goes on from last year may have been completed then.
    is_new = not deadline.was
    if is_new and isinstance(entry.completed, date) and entry.completed < plan.starts:
        yield warning(
            "completed-before-plan-year",
            _at(entry, "completed"),
            f"{milestone.called(deadline)} is said to be completed on {long(entry.completed)},"
            " before the plan year began.",
            "Check the year of the date.",
        )


_FAR_AHEAD = 10
"""So many years after its plan, nothing is expected: 2112 was typed for 2012, or 300912."""


def _expected_far_ahead(
    plan: Plan, milestone: Milestone, deadline: Deadline, entry: DeadlineEntry
) -> Iterator[Finding]:
    last = max(plan.ends, deadline.due or plan.ends)
    if isinstance(entry.expected, date) and entry.expected.year > last.year + _FAR_AHEAD:
        yield warning(
            "expected-far-ahead",
            _at(entry, "expected"),
            f"{milestone.called(deadline)} is expected on {long(entry.expected)}, more than "
            f"{_FAR_AHEAD} years after its plan.",
            "Check the year of the date.",
        )


def _date_against_status(
    plan: Plan, milestone: Milestone, deadline: Deadline, entry: DeadlineEntry
) -> Iterator[Finding]:
    dated = isinstance(entry.completed, date) and not deadline.recurs
    if dated and entry.status in (Status.NOT_STARTED, Status.ON_TRACK, Status.AT_RISK):
        yield warning(
            "date-against-status",
            _at(entry, "status"),
            f"{milestone.called(deadline)} has a date completed, but its status is "
            f"“{entry.status}”.",
            "Choose Completed, or empty the date completed.",
        )


MeasureCheck = Callable[[Plan, Measure, MeasureEntry, Month], Iterator[Finding]]
DeadlineCheck = Callable[[Plan, Milestone, Deadline, DeadlineEntry], Iterator[Finding]]

MEASURE_CHECKS: tuple[MeasureCheck, ...] = (
    _figure_before_year,
    _figure_too_old,
    _rating_not_used,
    count_findings,
    _small_numbers_of_measure,
)
DEADLINE_CHECKS: tuple[DeadlineCheck, ...] = (
    _completed_before_year,
    _expected_far_ahead,
    _date_against_status,
    _small_numbers_of_deadline,
)


def _at(entry: MeasureEntry | DeadlineEntry, key: str) -> CellRef:
    return entry.places.get(key, CellRef())
