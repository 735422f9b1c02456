"""Next year's plan from this one and what was reported: nothing that was typed is typed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from cyps_reports.assessment.earlier import Earlier
from cyps_reports.findings import Finding
from cyps_reports.plan.dates.years import first_year_in
from cyps_reports.plan.model.decisions import Closed
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.references import same_reference
from cyps_reports.plan.rows.range_moves import range_move_cells
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.book import BookCells, CellsByKey, Written
from cyps_reports.plan.sheets.report_layout import ASKED, STANDING_TEXT
from cyps_reports.plan.writer import book_cells
from cyps_reports.setup.open_cells import Opened, Row, as_written, open_at, open_findings, to_do
from cyps_reports.setup.years.closing import closing_of
from cyps_reports.setup.years.next_measures import (
    next_comparators,
    next_earlier_years,
    next_measure,
    next_steps,
)
from cyps_reports.setup.years.next_milestones import YearBehind, next_milestone
from cyps_reports.setup.years.next_period import NextPeriod, next_period


@dataclass(frozen=True, slots=True)
class NewYear:
    """Next year's plan as it is proposed: what stands in its workbook, and what is open in it.

    `measures` and `deadlines` are how many rows go on, `closed` how many do not.
    """

    year: str
    workbook: str
    cells: BookCells
    findings: tuple[Finding, ...]
    measures: int
    deadlines: int
    closed: int


def new_year(plan: Plan, earlier: Earlier) -> NewYear:
    """Next year's plan; `earlier` is what was returned in the year of this one and before."""
    period = next_period(plan)
    behind, cells = YearBehind(plan, earlier, period), book_cells(plan)
    kept = tuple(each for each in plan.measures if not _closed_measure(each))
    facts: dict[str, Written | Opened] = {**cells.facts, **_facts(plan, period)}
    milestones = tuple(_milestones(cells, behind, kept))
    closed = tuple(_closed(behind))
    tables: dict[str, Sequence[Row]] = {
        layout.PRIORITIES: cells.rows[layout.PRIORITIES],
        layout.LEADS: cells.rows[layout.LEADS],
        layout.MEASURES: tuple(_measures(cells, behind)),
        layout.MILESTONES: milestones,
        layout.STEPS: tuple(_steps(cells, behind)),
        layout.COMPARATORS: tuple(chain.from_iterable(next_comparators(m, period) for m in kept)),
        layout.EARLIER_YEARS: tuple(_earlier_years(cells, behind)),
        layout.USUAL_RANGES: tuple(chain.from_iterable(map(range_move_cells, kept))),
        layout.CLOSED: tuple(map(_closed_row, closed)),
        STANDING_TEXT: cells.rows[STANDING_TEXT],
        ASKED: tuple(_open_questions(cells, plan)),
    }
    return _proposed(plan, period, facts, tables, len(kept), len(milestones), len(closed))


def _proposed(
    plan: Plan,
    period: NextPeriod,
    facts: Mapping[str, Written | Opened],
    tables: Mapping[str, Sequence[Row]],
    *counts: int,
) -> NewYear:
    year = _year(plan, period)
    workbook = f"plan-{period.called.replace('/', '-').replace(' to ', '-')}.xlsx"
    columns = layout.tables(period.starts, period.ends)
    is_open = open_at(facts, tables, columns)
    rows = {sheet: tuple(map(as_written, rows)) for sheet, rows in tables.items()}
    title = f"{_title(plan, period)} {year}"
    written = as_written(facts)
    cells = BookCells(
        title, plan.service, period.starts, period.ends, written, rows, to_do(is_open)
    )
    return NewYear(year, workbook, cells, tuple(open_findings(workbook, is_open)), *counts)


def _year(plan: Plan, period: NextPeriod) -> str:
    """What the year is called, as this one is where that says which it is."""
    later = period.said(plan.year)
    return later if later != plan.year else period.called


def _title(plan: Plan, period: NextPeriod) -> str:
    """The title, in which the year may stand."""
    return period.said(plan.title)


def _facts(plan: Plan, period: NextPeriod) -> dict[str, Written | Opened]:
    """What the sheet Plan says otherwise: the time, and what names a year."""
    title = _title(plan, period)
    before = [plan.also_titles] if plan.also_titles else []
    also = before if title == plan.title else [*before, plan.title]
    return {
        "title": title,
        "also_titles": "; ".join(also),
        "year": _year(plan, period),
        "starts": period.starts,
        "ends": period.ends,
        "outturn_heading": _outturn_heading(plan, period),
    }


def _outturn_heading(plan: Plan, period: NextPeriod) -> Written | Opened:
    heading = plan.outturn_heading
    if heading and not first_year_in(heading):
        why = f"What last year's figures are called; it was “{heading}”."
        return Opened(heading, why)
    return period.said(heading)


def _closed_measure(measure: Measure) -> Closed | None:
    return closing_of(measure.withdrawal, measure.called, measure.name)


def _measures(cells: BookCells, behind: YearBehind) -> Iterator[Row]:
    plan = behind.plan
    for row, measure in zip(cells.rows[layout.MEASURES], plan.measures, strict=True):
        if not _closed_measure(measure):
            yield next_measure(row, measure, plan, behind.earlier, behind.period)


def _steps(cells: BookCells, behind: YearBehind) -> Iterator[Row]:
    stepped = [each for each in behind.plan.measures if each.steps or each.between_set]
    for row, measure in zip(cells.rows[layout.STEPS], stepped, strict=True):
        if not _closed_measure(measure):
            yield next_steps(row, measure, behind.period)


def _earlier_years(cells: BookCells, behind: YearBehind) -> Iterator[Row]:
    plan = behind.plan
    rows = iter(cells.rows[layout.EARLIER_YEARS])
    uses_them = any(each.earlier_years for each in plan.measures)
    for measure in plan.measures:
        own = tuple(islice(rows, len(measure.earlier_years)))
        if not _closed_measure(measure):
            yield from next_earlier_years(own, measure, plan, with_outturn=uses_them)


def _milestones(cells: BookCells, behind: YearBehind, kept: Sequence[Measure]) -> Iterator[Row]:
    rows = iter(cells.rows[layout.MILESTONES])
    carried = frozenset(same_reference(each.ref) for each in kept)
    for milestone in behind.plan.milestones:
        own: list[CellsByKey] = list(islice(rows, len(milestone.deadlines)))
        yield from next_milestone(own, milestone, behind, carried)


def _open_questions(cells: BookCells, plan: Plan) -> Iterator[Row]:
    """What Cabinet asked and was not answered goes on; what was answered is told no more."""
    for row, question in zip(cells.rows[ASKED], plan.questions, strict=True):
        if question.closed is None:
            yield row


def _closed(behind: YearBehind) -> Iterator[Closed]:
    """What does not go on, in the plan's order."""
    for measure in behind.plan.measures:
        if closed := _closed_measure(measure):
            yield closed
    for milestone, deadline in behind.plan.deadlines():
        if done := behind.closing(milestone, deadline):
            yield done


def _closed_row(closed: Closed) -> Row:
    return {
        "was": closed.was,
        "name": closed.name,
        "closed_as": closed.closed_as.value,
        "closed_on": closed.closed_on,
        "decided_by": closed.decided_by,
        "why": closed.why,
    }
