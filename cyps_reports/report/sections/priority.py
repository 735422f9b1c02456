"""A priority's section: the officer's words, its targets, and its milestones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cyps_reports.assessment.exceptions import deadline_counts, measure_counts
from cyps_reports.assessment.missing_returns import no_return
from cyps_reports.assessment.model import Assessment, MeasureResult
from cyps_reports.assessment.reported_position import Position
from cyps_reports.assessment.state_words import word_of
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Priority
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.report.attention_wording import plan_notes, told_under
from cyps_reports.report.blocks import Block, Callout, Heading, Paragraph, Section
from cyps_reports.report.columns import (
    room_for_heading,
    room_for_references,
    room_for_units,
    without_columns,
)
from cyps_reports.report.headline_wording import withdrawn_sentence
from cyps_reports.report.measure_cells import MeasureCells
from cyps_reports.report.outlook_wording import range_in_short
from cyps_reports.report.rating_wording import rating_reason, says_no_more_than_the_row
from cyps_reports.report.sections.attention import TITLE as ATTENTION
from cyps_reports.report.sections.attention import told_in_full
from cyps_reports.report.sections.milestones import milestone_blocks, prose
from cyps_reports.report.sections.words import priority_words
from cyps_reports.report.short_wording import short_title
from cyps_reports.report.signing import signed_sentences
from cyps_reports.report.table_blocks import Align, Cell, Table, TableColumn
from cyps_reports.returns.model import MeasureKey
from cyps_reports.theme import Tone
from cyps_reports.words.model import ReportWords


class _Annex(NamedTuple):
    """What all priorities' sections rest on.

    `told` are the keys of the measures that are told in full before, `ref` is the column of
    references.
    """

    assessment: Assessment
    words: ReportWords | None
    previous: Position | None
    told: frozenset[MeasureKey]
    ref: TableColumn


def priority_sections(
    assessment: Assessment,
    words: ReportWords | None = None,
    previous: Position | None = None,
) -> Iterator[Section]:
    """Each priority in the plan's order; what the `previous` report told, in short."""
    ref = TableColumn("Ref", 1.0 + room_for_references(assessment.plan, 1.0))
    annex = _Annex(assessment, words, previous, told_in_full(assessment), ref)
    for priority in assessment.plan.priorities:
        if assessment.measures_of(priority.code) or assessment.deadlines_of(priority.code):
            called = assessment.plan.vocabulary.priority_called(priority.code)
            blocks = tuple(_blocks(priority, annex))
            yield Section(f"{called}: {short_title(priority)}", blocks)


def _blocks(priority: Priority, annex: _Annex) -> Iterator[Block]:
    assessment = annex.assessment
    measures, deadlines = (
        assessment.measures_of(priority.code),
        assessment.deadlines_of(priority.code),
    )
    if short_title(priority) != priority.title:
        yield Paragraph(f"{priority.title}.")
    if priority.code in assessment.missing_priorities:
        yield Callout(
            no_return(assessment.plan.vocabulary, priority.code, assessment.month), Tone.AMBER
        )
    apart = withdrawn_sentence(measure_counts(measures), deadline_counts(deadlines))
    if apart:
        yield Paragraph(apart)
    if signed := signed_sentences(assessment, priority.code):
        yield Paragraph(signed)
    yield from priority_words(assessment.plan, priority.code, annex.words)
    if measures:
        yield Heading("Targets")
        yield from _measures(priority, measures, annex)
    yield from milestone_blocks(deadlines, assessment, annex.previous)


def _measures(
    priority: Priority, measures: tuple[MeasureResult, ...], annex: _Annex
) -> Iterator[Block]:
    """Those in full that are not told before, and which are."""
    assessment, told = annex.assessment, annex.told
    here = tuple(each for each in measures if each.measure.key not in told)
    if here:
        yield _targets(priority, here, annex)
    before = [MeasureCells(each, assessment) for each in measures if each.measure.key in told]
    if before:
        refs = (each.result.measure.called for each in before)
        yield Paragraph(told_under(ATTENTION, refs))
    if notes := plan_notes(before, assessment.plan):
        yield Paragraph(notes, is_note=True)


def _targets(priority: Priority, measures: tuple[MeasureResult, ...], annex: _Annex) -> Table:
    """What the scorecard does not tell: others' figures, the plan's notes, what was written."""
    plan = annex.assessment.plan
    figure = _FIGURE + room_for_units(result.measure for result in measures)
    similar = max(figure + 0.2, room_for_heading(plan.similar_name))
    narrow = (
        annex.ref,
        TableColumn("Measure", 7.0),
        TableColumn(plan.similar_column, similar, Align.RIGHT),
        TableColumn(plan.outturn_column, figure, Align.RIGHT),
    )
    left = _TARGETS - sum(each.width for each in narrow)
    called = plan.vocabulary.priority_called(priority.code)
    table = Table(
        f"{called} targets",
        f"The measures of {called} with their reasons, comments and corrective actions.",
        (*narrow, TableColumn("Reason, comment and corrective action", left)),
        tuple(_target_row(MeasureCells(each, annex.assessment)) for each in measures),
    )
    has_similar = any(_has_similar(result.measure) for result in measures)
    # What similar authorities have stands in the third column; the last has its room.
    return table if has_similar else without_columns(table, (2,), wider=len(narrow))


_TARGETS, _FIGURE = 26.7, 2.0
"""How wide the table is, and a figure in it, in centimetres."""


def _has_similar(measure: Measure) -> bool:
    """Whether the plan says anything of similar authorities; of a text it does so in words."""
    return bool(measure.similar_said) or measure.similar is not Missing.NOT_GIVEN


def _reason(cells: MeasureCells) -> Cell:
    """Why a measure is rated as it is; its rating where that would say the row's figures again."""
    result, plan, month = cells.result, cells.assessment.plan, cells.assessment.month
    is_plain = says_no_more_than_the_row(result, plan, month)
    if not is_plain or cells.reason.text != rating_reason(result, plan, month):
        return cells.reason
    return Cell(f"{word_of(result.state)}.")


def _target_row(cells: MeasureCells) -> tuple[Cell, ...]:
    """Its figure, its target and how both compare stand on the scorecard."""
    last = prose(_reason(cells), comment=cells.comment, action=cells.corrective_action)
    plan = cells.assessment.plan
    notes = "; ".join(note.removesuffix(".") for note in cells.target.footnotes)
    target = f"Target {plan.year}: {cells.target.text} ({notes})" if notes else ""
    ahead = range_in_short(cells.result, plan)
    others = (target, cells.further_comparators.text, cells.earlier_years.text, ahead)
    last = last._replace(text="\n".join(filter(None, (last.text, *others))))
    return cells.ref, cells.name, cells.similar, cells.outturn, last
