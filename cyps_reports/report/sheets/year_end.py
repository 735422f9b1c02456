"""How the year ended, for the Excel summary: figures, and deadlines late or not done."""

from __future__ import annotations

from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.year_end import DeadlineEnd, MeasureEnd, YearEnd, year_end_of
from cyps_reports.report.blocks import SheetModel
from cyps_reports.report.columns import lead_in_characters, word_heading
from cyps_reports.report.deadline_cells import DeadlineCells
from cyps_reports.report.measure_cells import MeasureCells
from cyps_reports.report.sections.year_end import (
    FIGURES,
    FIGURES_SAID,
    LATE,
    LATE_SAID,
    NOT_DONE,
    NOT_DONE_SAID,
    end_cell,
    where_it_went,
    year_sentences,
)
from cyps_reports.report.table_blocks import Align, Cell, Table, TableColumn

NAME = "Year end"


def year_end_sheets(assessment: Assessment) -> tuple[SheetModel, ...]:
    """The sheet of the year as a whole, three tables; none before its last report."""
    end = year_end_of(assessment)
    said = year_sentences(end, assessment) if end else ()
    if end is None or not said:
        return ()
    tables = (_figures(end, assessment), _late(end, assessment), _not_done(end, assessment))
    return (SheetModel(NAME, NAME, said, tables),)


def _figures(end: YearEnd, assessment: Assessment) -> Table:
    columns = (
        TableColumn("Ref", 8),
        TableColumn("Measure", 44),
        word_heading(assessment.plan.outturn_column, 20, Align.RIGHT),
        TableColumn("Actual", 16, Align.RIGHT),
        TableColumn("Target", 18, Align.RIGHT),
        TableColumn("Against target", 16),
        TableColumn("The figure is", 18),
        TableColumn("Data as at", 22),
    )
    rows = tuple(_figure_row(each, assessment) for each in end.measures)
    return Table(FIGURES, FIGURES_SAID, columns, rows)


def _figure_row(end: MeasureEnd, assessment: Assessment) -> tuple[Cell, ...]:
    cells = MeasureCells(end.result, assessment)
    firmness, result = Cell(end.firmness.capitalize()), end_cell(end, assessment)
    return (
        cells.ref,
        cells.name,
        cells.outturn._replace(footnotes=()),
        cells.actual,
        cells.target._replace(footnotes=()),
        result,
        firmness,
        cells.as_at,
    )


def _late(end: YearEnd, assessment: Assessment) -> Table:
    columns = (
        TableColumn("Ref", 8),
        TableColumn("Milestone", 44),
        lead_in_characters(assessment.plan, 7),
        TableColumn("Due", 16),
        TableColumn("Completed", 18),
        TableColumn("Days late", 16, Align.RIGHT),
    )
    return Table(LATE, LATE_SAID, columns, tuple(_late_row(each, assessment) for each in end.late))


def _late_row(result: DeadlineResult, assessment: Assessment) -> tuple[Cell, ...]:
    cells = DeadlineCells(result, assessment)
    return cells.ref, cells.title, cells.lead, cells.due, cells.completed, cells.days


def _not_done(end: YearEnd, assessment: Assessment) -> Table:
    columns = (
        TableColumn("Ref", 8),
        TableColumn("Milestone", 44),
        lead_in_characters(assessment.plan, 7),
        TableColumn("Due", 16),
        TableColumn("State", 18),
        TableColumn("Where it went", 40),
    )
    rows = tuple(_not_done_row(each, assessment) for each in end.not_done)
    return Table(NOT_DONE, NOT_DONE_SAID, columns, rows)


def _not_done_row(end: DeadlineEnd, assessment: Assessment) -> tuple[Cell, ...]:
    cells = DeadlineCells(end.result, assessment)
    where = Cell(where_it_went(end, assessment))
    return cells.ref, cells.title, cells.lead, cells.due, cells.rating, where
