"""What an entry says against itself: dates that cannot be, and answers that do not go together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from cyps_reports.findings import CellRef, Finding, error, warning
from cyps_reports.plan.dates import TYPE_A_DATE, long
from cyps_reports.plan.model import Basis, Deadline, Measure, Milestone, Plan
from cyps_reports.returns.model import Absent, DataStatus, DeadlineEntry, MeasureEntry, Returns, Status

_TYPE_THE_DAY = "Type the day the figure was true; check its year."
TYPE_THE_FIGURE = "Type the figure, or choose Not yet due or Not available."


def entry_findings(plan: Plan, returns: Returns, as_at: date) -> tuple[Finding, ...]:
    """Every contradiction within an entry, on an as-at date, in the plan's order."""
    found: list[Finding] = []
    for measure in plan.measures:
        if entry := returns.measures.get(measure.key):
            found += [f for check in MEASURE_CHECKS for f in check(plan, measure, entry, as_at)]
    for milestone, deadline in plan.deadlines():
        if answer := returns.deadlines.get((milestone.ref, deadline.number)):
            found += [f for check in DEADLINE_CHECKS for f in check(plan, milestone, deadline, answer, as_at)]
    return tuple(found)


def _undated(plan: Plan, measure: Measure, entry: MeasureEntry, as_at: date) -> Iterator[Finding]:
    if isinstance(entry.actual, Decimal) and entry.as_at is Absent.EMPTY:
        yield warning(
            "no-as-at-date", _at(entry, "as_at"), f"{measure.ref} has a figure but not its date.", TYPE_A_DATE
        )


def _future_figure(plan: Plan, measure: Measure, entry: MeasureEntry, as_at: date) -> Iterator[Finding]:
    if isinstance(entry.actual, Decimal) and isinstance(entry.as_at, date) and entry.as_at > as_at:
        yield error(
            "future-figure",
            _at(entry, "as_at"),
            f"The figure of {measure.called} is dated {long(entry.as_at)}, after {long(as_at)}. It is shown, but not"
            " rated.",
            _TYPE_THE_DAY,
        )


def _figure_before_year(plan: Plan, measure: Measure, entry: MeasureEntry, as_at: date) -> Iterator[Finding]:
    if isinstance(entry.actual, Decimal) and isinstance(entry.as_at, date) and entry.as_at < plan.starts:
        is_rated = measure.basis is not Basis.CUMULATIVE
        yield warning(
            "figure-before-plan-year",
            _at(entry, "as_at"),
            f"The figure of {measure.called} is dated {long(entry.as_at)}, before the plan year began."
            + ("" if is_rated else " The year so far cannot be: it is shown, but not rated."),
            _TYPE_THE_DAY,
        )


def _status_against_figure(plan: Plan, measure: Measure, entry: MeasureEntry, as_at: date) -> Iterator[Finding]:
    without = (DataStatus.NOT_YET_DUE, DataStatus.NOT_AVAILABLE)
    if isinstance(entry.actual, Decimal) and entry.data_status in without:
        yield warning(
            "figure-with-no-figure-status",
            _at(entry, "data_status"),
            f"{measure.ref} has a figure, but its data status is “{entry.data_status}”. The figure is used.",
            "Choose Final or Provisional, or empty the figure.",
        )


def _no_data_status(plan: Plan, measure: Measure, entry: MeasureEntry, as_at: date) -> Iterator[Finding]:
    if isinstance(entry.actual, Decimal) and entry.data_status is Absent.EMPTY:
        yield warning(
            "no-data-status",
            _at(entry, "data_status"),
            f"{measure.ref} has a figure, but does not say whether it is final.",
            "Choose Final or Provisional.",
        )


def _no_figure(plan: Plan, measure: Measure, entry: MeasureEntry, as_at: date) -> Iterator[Finding]:
    with_figure = (DataStatus.FINAL, DataStatus.PROVISIONAL)
    if entry.actual is Absent.EMPTY and entry.data_status in with_figure:
        yield warning(
            "status-without-figure",
            _at(entry, "actual"),
            f"{measure.ref} is marked “{entry.data_status}”, but there is no figure.",
            TYPE_THE_FIGURE,
        )


def _completed_before_year(
    plan: Plan, milestone: Milestone, deadline: Deadline, entry: DeadlineEntry, as_at: date
) -> Iterator[Finding]:
    if isinstance(entry.completed, date) and entry.completed < plan.starts:
        yield warning(
            "completed-before-plan-year",
            _at(entry, "completed"),
            f"{milestone.called(deadline)} is said to be completed on {long(entry.completed)},"
            " before the plan year began.",
            "Check the year of the date.",
        )


def _date_against_status(
    plan: Plan, milestone: Milestone, deadline: Deadline, entry: DeadlineEntry, as_at: date
) -> Iterator[Finding]:
    dated = isinstance(entry.completed, date) and not deadline.recurs
    if dated and entry.status in (Status.NOT_STARTED, Status.ON_TRACK, Status.AT_RISK):
        yield warning(
            "date-against-status",
            _at(entry, "status"),
            f"{milestone.called(deadline)} has a date completed, but its status is “{entry.status}”.",
            "Choose Completed, or empty the date completed.",
        )


def _expected_in_past(
    plan: Plan, milestone: Milestone, deadline: Deadline, entry: DeadlineEntry, as_at: date
) -> Iterator[Finding]:
    is_open = not isinstance(entry.completed, date) and entry.status is not Status.COMPLETED
    if is_open and isinstance(entry.expected, date) and entry.expected < as_at:
        yield warning(
            "expected-date-passed",
            _at(entry, "expected"),
            f"{milestone.called(deadline)} was expected on {long(entry.expected)}, which has passed.",
            "Type the new expected date, or the date completed.",
        )


MeasureCheck = Callable[[Plan, Measure, MeasureEntry, date], Iterator[Finding]]
DeadlineCheck = Callable[[Plan, Milestone, Deadline, DeadlineEntry, date], Iterator[Finding]]

MEASURE_CHECKS: tuple[MeasureCheck, ...] = (
    _undated,
    _future_figure,
    _figure_before_year,
    _status_against_figure,
    _no_data_status,
    _no_figure,
)
DEADLINE_CHECKS: tuple[DeadlineCheck, ...] = (
    _completed_before_year,
    _date_against_status,
    _expected_in_past,
)


def _at(entry: MeasureEntry | DeadlineEntry, key: str) -> CellRef:
    return entry.places.get(key, CellRef())
