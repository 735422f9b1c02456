"""What an entry says against itself: dates that cannot be, and answers that do not go together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.plan.dates import TYPE_A_DATE, long
from cyps_reports.plan.model import Deadline, Measure, Milestone, Plan
from cyps_reports.returns.model import Absent, DataStatus, DeadlineEntry, MeasureEntry, Returns, Status

TYPE_THE_FIGURE = "Type the figure, or choose Not yet due or Not available."


def entry_findings(plan: Plan, returns: Returns, as_at: date) -> tuple[Finding, ...]:
    """Every contradiction within an entry, on an as-at date, in the plan's order."""
    found: list[Finding] = []
    for measure in plan.measures:
        if entry := returns.measures.get(measure.key):
            found += [f for check in MEASURE_CHECKS for f in check(measure, entry, as_at)]
    for milestone, deadline in plan.deadlines():
        if answer := returns.deadlines.get((milestone.ref, deadline.number)):
            found += [f for check in DEADLINE_CHECKS for f in check(plan, milestone, deadline, answer, as_at)]
    return tuple(found)


def _undated(measure: Measure, entry: MeasureEntry, as_at: date) -> Iterator[Finding]:
    if isinstance(entry.actual, Decimal) and entry.as_at is Absent.EMPTY:
        yield warning(
            "no-as-at-date", _at(entry, "as_at"), f"{measure.ref} has a figure but not its date.", TYPE_A_DATE
        )


def _future_figure(measure: Measure, entry: MeasureEntry, as_at: date) -> Iterator[Finding]:
    if isinstance(entry.as_at, date) and entry.as_at > as_at:
        yield warning(
            "future-figure",
            _at(entry, "as_at"),
            f"The figure of {measure.ref} is dated {long(entry.as_at)}, after {long(as_at)}.",
            "Type the day the figure was true.",
        )


def _status_against_figure(measure: Measure, entry: MeasureEntry, as_at: date) -> Iterator[Finding]:
    without = (DataStatus.NOT_YET_DUE, DataStatus.NOT_AVAILABLE)
    if isinstance(entry.actual, Decimal) and entry.data_status in without:
        yield warning(
            "figure-with-no-figure-status",
            _at(entry, "data_status"),
            f"{measure.ref} has a figure, but its data status is “{entry.data_status}”. The figure is used.",
            "Choose Final or Provisional, or empty the figure.",
        )


def _no_data_status(measure: Measure, entry: MeasureEntry, as_at: date) -> Iterator[Finding]:
    if isinstance(entry.actual, Decimal) and entry.data_status is Absent.EMPTY:
        yield warning(
            "no-data-status",
            _at(entry, "data_status"),
            f"{measure.ref} has a figure, but does not say whether it is final.",
            "Choose Final or Provisional.",
        )


def _no_figure(measure: Measure, entry: MeasureEntry, as_at: date) -> Iterator[Finding]:
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


MeasureCheck = Callable[[Measure, MeasureEntry, date], Iterator[Finding]]
DeadlineCheck = Callable[[Plan, Milestone, Deadline, DeadlineEntry, date], Iterator[Finding]]

MEASURE_CHECKS: tuple[MeasureCheck, ...] = (
    _undated,
    _future_figure,
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
