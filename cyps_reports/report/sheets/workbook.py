"""The sheets of the Excel summary: the same cells as the Word report, a column each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cyps_reports.assessment.changes import Change
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.exceptions import deadline_counts, exceptions_of
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.reported_position import Position
from cyps_reports.assessment.slippage import slips_of
from cyps_reports.assessment.state_words import word_of
from cyps_reports.findings import Finding, Severity
from cyps_reports.phrases import lower
from cyps_reports.plan.dates.months import short
from cyps_reports.report.blocks import SheetModel
from cyps_reports.report.cells import lead_name, number_cell
from cyps_reports.report.change_cells import change_cells
from cyps_reports.report.columns import lead_in_characters, word_heading
from cyps_reports.report.deadline_cells import DeadlineCells
from cyps_reports.report.measure_cells import MeasureCells
from cyps_reports.report.other_figures import is_comparator
from cyps_reports.report.sections.changes import compared_with, months_table
from cyps_reports.report.sections.new_year import compared_with_nothing
from cyps_reports.report.sections.not_shown import TITLE, not_shown_table
from cyps_reports.report.sections.slippage import lead_table, milestone_table
from cyps_reports.report.sheets.columns import (
    NAMED,
    PRINTED,
    WHERE_FILLED,
    Keyed,
    measures_sheet,
    milestones_sheet,
)
from cyps_reports.report.sheets.history import history_sheet
from cyps_reports.report.sheets.key import key_sheet
from cyps_reports.report.sheets.names import MEASURES, MILESTONES
from cyps_reports.report.sheets.overview import overview_sheet
from cyps_reports.report.sheets.year_end import year_end_sheets
from cyps_reports.report.table_blocks import EMPTY, Align, Cell, Table, TableColumn
from cyps_reports.report.trend_charts import trend_charts
from cyps_reports.returns.layout import SIGN_OFF_LABELS
from cyps_reports.theme import Tone

if TYPE_CHECKING:
    from cyps_reports.disclosure.shown import Disclosure

SEVERITY_TONES = {Severity.ERROR: Tone.RED, Severity.WARNING: Tone.AMBER, Severity.NOTE: Tone.GREY}


def summary_sheets(
    assessment: Assessment,
    findings: tuple[Finding, ...],
    positions: tuple[Position, ...],
    changes: tuple[Change, ...],
    disclosure: Disclosure | None = None,
) -> tuple[SheetModel, ...]:
    """The sheets of the Excel summary.

    Overview, at the year's end how it ended, measures, milestones, missed deadlines, by lead,
    changes, trends, history, slippage, key; then findings and sources, or what a public edition
    does not show.
    """
    return (
        overview_sheet(assessment, positions[-1] if positions else None, changes),
        *year_end_sheets(assessment),
        _measures(assessment),
        _milestones(assessment),
        _missed(assessment),
        _by_lead(assessment),
        _changes(assessment, positions, changes),
        _trends(assessment),
        history_sheet(assessment),
        _months(assessment, positions),
        _slippage(assessment),
        key_sheet(assessment),
        *((_not_shown(assessment),) if disclosure else (_findings(findings), _sources(assessment))),
    )


def _measures(assessment: Assessment) -> SheetModel:
    cells = [MeasureCells(measure, assessment) for measure in assessment.measures]
    columns = measures_sheet(assessment.plan)
    return _sheet(MEASURES, "Every measure with its rating.", columns, cells)


def _milestones(assessment: Assessment) -> SheetModel:
    cells, columns = _cells(assessment.deadlines, assessment), milestones_sheet(assessment.plan)
    return _sheet(MILESTONES, "Every deadline with its state.", columns, cells)


def _missed(assessment: Assessment) -> SheetModel:
    cells = _cells(exceptions_of(assessment).deadlines, assessment)
    columns, told = milestones_sheet(assessment.plan), "Deadlines overdue or missed, longest first."
    return _sheet("Missed deadlines", told, columns, cells)


def _not_shown(assessment: Assessment) -> SheetModel:
    """What a public edition does not show, and why."""
    line = "The symbols that stand in the place of figures; the Word report says the rule."
    return SheetModel("Not shown", TITLE, (line,), (not_shown_table(assessment),))


def _cells(results: tuple[DeadlineResult, ...], assessment: Assessment) -> list[DeadlineCells]:
    return [DeadlineCells(result, assessment) for result in results]


def _sheet(
    name: str, line: str, columns: Keyed, rows: Sequence[MeasureCells | DeadlineCells]
) -> SheetModel:
    cell_in = {key: _cell_in(key) for key, _ in columns}
    columns = tuple(
        (key, column)
        for key, column in columns
        if key not in WHERE_FILLED or any(cell_in[key](row).text for row in rows)
    )
    keys = [key for key, _ in columns]
    cells = tuple(tuple(cell_in[key](row) for key in keys) for row in rows)
    table = Table(name, line, tuple(column for _, column in columns), cells)
    named, printed = (max(map(keys.index, those & {*keys})) + 1 for those in (NAMED, PRINTED))
    last = columns[printed - 1][1].heading
    on_paper = f"{line} Printed are the columns up to {last}."
    return SheetModel(name, name, (on_paper,), (table,), named=named, printed=printed)


def _cell_in(key: str) -> Callable[[MeasureCells | DeadlineCells], Cell]:
    """Gives a row's cell in a column; empty of a comparator that the measure has not."""
    if is_comparator(key):
        return lambda row: row.further.get(key, EMPTY)
    return lambda row: row.further.get(key) or getattr(row, key)


def _by_lead(assessment: Assessment) -> SheetModel:
    """Each director lead's deadlines by state, and how far their expected dates moved."""
    of_all = deadline_counts(assessment.deadlines)
    states = [state for state in DeadlineState if of_all[state]]
    rows = []
    for key in _lead_keys(assessment):
        theirs = [deadline for deadline in assessment.deadlines if deadline.milestone.lead == key]
        counts = deadline_counts(theirs)
        toned = (
            Cell(str(counts[s]), s.rag if counts[s] else Tone.PLAIN, counts[s]) for s in states
        )
        rows.append((Cell(lead_name(assessment.plan, key)), number_cell(len(theirs)), *toned))
    heads = (
        TableColumn("Deadlines", 11, Align.RIGHT),
        # The words over the table of slippage below stand in the first of them.
        *(
            word_heading(word_of(s), 11 if at < _SHARED else 8, Align.RIGHT, beside=2)
            for at, s in enumerate(states)
        ),
    )
    lead_word = assessment.plan.lead_word
    line = f"How many deadlines of each {lower(lead_word)} are in each state."
    table = Table("By lead", line, (TableColumn(lead_word, 22), *heads), tuple(rows))
    slippage = lead_table(assessment)
    return SheetModel("By lead", "By lead", (line, slippage.description), (table, slippage))


_SHARED = 3


def _lead_keys(assessment: Assessment) -> tuple[str, ...]:
    """The plan's leads by their keys; "" after them where a milestone has none."""
    keys = tuple(lead.key for lead in assessment.plan.leads)
    has_nobody = any(not milestone.lead for milestone in assessment.plan.milestones)
    return (*keys, "") if has_nobody else keys


def _changes(
    assessment: Assessment, positions: tuple[Position, ...], changes: tuple[Change, ...]
) -> SheetModel:
    """Everything that has changed since last month, a row each."""
    line = (
        compared_with(positions[-1], assessment)
        if positions
        else compared_with_nothing(assessment, is_news=bool(changes))
    )
    told = (change_cells(change, assessment) for change in changes)
    rows = tuple((e.kind, e.ref, e.title, e.lead, e.was, e.now, e.reason) for e in told)
    columns = (
        TableColumn("What", 20),
        TableColumn("Ref", 14),
        TableColumn("Measure or milestone", 38),
        lead_in_characters(assessment.plan, 7),
        TableColumn("Was", 18, by_word=True),
        TableColumn("Now", 18, by_word=True),
        TableColumn("Reason", 48),
    )
    table = Table("Changes", line, columns, rows)
    return SheetModel("Changes", "Changes", (line,), (table,), named=3)


def _trends(assessment: Assessment) -> SheetModel:
    """The charts of the measures off target, as in the Word report."""
    reds = exceptions_of(assessment).measures
    charts = trend_charts(reds, assessment.plan)
    line = (
        "The charts of the measures off target, as in the Word report."
        if charts
        else "No measure off target has figures enough to draw."
    )
    return SheetModel("Trends", "Trends", (line,), (), trends=charts)


def _months(assessment: Assessment, positions: tuple[Position, ...]) -> SheetModel:
    table = months_table(assessment, positions)
    return SheetModel(table.title, table.title, (table.description,), (table,))


def _slippage(assessment: Assessment) -> SheetModel:
    table = milestone_table(slips_of(assessment), assessment)
    return SheetModel("Slippage", "Slippage", (table.description,), (table,), named=2)


def _findings(findings: tuple[Finding, ...]) -> SheetModel:
    rows = tuple(
        (
            Cell(finding.severity.capitalize(), SEVERITY_TONES[finding.severity]),
            Cell(finding.place.workbook),
            Cell(finding.place.sheet),
            Cell(finding.place.cell),
            Cell(finding.named),
            Cell(finding.fix),
        )
        for finding in sorted(findings, key=lambda each: each.severity.rank)
    )
    line = "What was found in the workbooks and in the plan, where, and what to do."
    columns = (
        TableColumn("Severity", 10, by_word=True),
        TableColumn("Workbook", 24),
        TableColumn("Sheet", 12),
        TableColumn("Cell", 8),
        TableColumn("What is wrong", 60),
        TableColumn("What to do", 54),
    )
    return SheetModel("Findings", "Findings", (line,), (Table("Findings", line, columns, rows),))


def _sources(assessment: Assessment) -> SheetModel:
    """The workbooks that the figures came from."""
    rows = tuple(
        (
            Cell(each.priority),
            Cell(each.workbook),
            Cell(each.sign_off.filled_in_by),
            Cell(each.sign_off.by),
            Cell(short(each.sign_off.on) if each.sign_off.on else ""),
            Cell(each.sha256),
        )
        for each in assessment.returns.inputs
    )
    word = assessment.plan.vocabulary.priority_word
    line = (
        "The workbooks that were read, who answers for each, and the fingerprint (SHA-256) of it."
    )
    columns = (
        word_heading(word, 9),
        TableColumn("Workbook", 40),
        *(TableColumn(label, 22) for label in SIGN_OFF_LABELS.values()),
        TableColumn("Fingerprint", 70),
    )
    return SheetModel("Sources", "Sources", (line,), (Table("Sources", line, columns, rows),))
