"""The first sheet of the Excel summary: the counts, and everything that needs attention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cyps_reports.assessment.changes import Change
from cyps_reports.assessment.exceptions import Exceptions, exceptions_of
from cyps_reports.assessment.model import Assessment, DeadlineResult, MeasureResult
from cyps_reports.assessment.reported_position import Position
from cyps_reports.plan.rows.heads import head_name
from cyps_reports.report.blocks import SheetModel
from cyps_reports.report.columns import lead_in_characters
from cyps_reports.report.deadline_cells import DeadlineCells
from cyps_reports.report.headline_wording import headlines
from cyps_reports.report.measure_cells import MeasureCells
from cyps_reports.report.sections.counts import count_table, ratings_chart
from cyps_reports.report.sheets.names import MEASURES, MILESTONES
from cyps_reports.report.summary_wording import missing_returns, movement_note
from cyps_reports.report.table_blocks import Cell, Table, TableColumn
from cyps_reports.report.wording import NO_ACTION, NOT_MOVED

_NONE = Cell("–")


def overview_sheet(
    assessment: Assessment, previous: Position | None, changes: Iterable[Change]
) -> SheetModel:
    """How the month stands; `previous` is where the report before stood, None without one.

    `changes` are those since then.
    """
    lines = (*missing_returns(assessment), *headlines(assessment))
    if previous:
        lines = (*lines, movement_note(previous, assessment, changes))
    tables = (count_table(assessment, previous, titled=True), _needs_attention(assessment))
    return SheetModel("Overview", "Overview", lines, tables, (ratings_chart(assessment),))


def _needs_attention(assessment: Assessment) -> Table:
    """The exceptions, each with who leads it, what is done about it, and a link to its row."""
    exceptions = exceptions_of(assessment)
    rows = (*_measures(exceptions, assessment), *_deadlines(exceptions, assessment))
    return Table(
        "What needs attention",
        "Measures off target and deadlines overdue or missed, with their leads, due dates and "
        "corrective actions, and links to their rows.",
        (
            TableColumn("Needs attention", 50),
            TableColumn("Ref", 12),
            TableColumn("State", 12, by_word=True),
            TableColumn("Due", 12),
            lead_in_characters(assessment.plan, 12),
        ),
        rows,
    )


def _measures(exceptions: Exceptions, assessment: Assessment) -> Iterator[tuple[Cell, ...]]:
    at = {result.measure.key: number for number, result in enumerate(assessment.measures)}
    for result in exceptions.measures:
        cells = MeasureCells(result, assessment)
        moved = NOT_MOVED if result in exceptions.unmoved else ""
        action = _action(result, cells.corrective_action)
        told = _lines(cells.name.text, f"{cells.reason.text} {moved}".strip(), action)
        link = cells.ref._replace(link=(MEASURES, at[result.measure.key]))
        yield told, link, cells.state, _NONE, _shown(Cell(_head_of(result, assessment)))


def _deadlines(exceptions: Exceptions, assessment: Assessment) -> Iterator[tuple[Cell, ...]]:
    at = {result.key: number for number, result in enumerate(assessment.deadlines)}
    for result in exceptions.deadlines:
        cells = DeadlineCells(result, assessment)
        action = _action(result, cells.corrective_action)
        told = _lines(cells.title.text, cells.reason.text, action)
        link = cells.ref._replace(link=(MILESTONES, at[result.key]))
        yield told, link, cells.state, _shown(cells.binding), _shown(cells.lead)


def _shown(cell: Cell) -> Cell:
    return cell if cell.text else _NONE


def _lines(*told: str) -> Cell:
    return Cell("\n".join(filter(None, told)))


def _action(result: MeasureResult | DeadlineResult, action: Cell) -> str:
    """What is done about it; of a row that no return told of, nothing is said."""
    if action.text:
        return f"Action: {action.text}"
    return NO_ACTION if result.entry else ""


def _head_of(result: MeasureResult, assessment: Assessment) -> str:
    """Who answers for a measure: the head of service of its row, else of its priority."""
    code = result.measure.priority
    of_priority = next(each.head for each in assessment.plan.priorities if each.code == code)
    return head_name(result.measure.head) or of_priority
