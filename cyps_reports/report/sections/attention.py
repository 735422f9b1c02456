"""Needs attention: each measure off target with its chart, each one close to target in a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cyps_reports.assessment.exceptions import exceptions_of, off_target
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Assessment, MeasureResult
from cyps_reports.assessment.reported_position import Position
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import counted
from cyps_reports.report.attention_wording import (
    beside_words,
    change_words,
    figure_and_reason,
    has_return,
    in_a_line,
    in_full,
    led_by,
)
from cyps_reports.report.blocks import (
    Block,
    Bullets,
    Exhibit,
    Heading,
    Labelled,
    Paragraph,
    Points,
    Section,
)
from cyps_reports.report.measure_cells import MeasureCells
from cyps_reports.report.sections.words import further_measure_words, measure_words
from cyps_reports.report.table_blocks import Cell
from cyps_reports.report.trend_charts import chart_beside_name
from cyps_reports.report.wording import NO_ACTION, NOT_MOVED, measure_name
from cyps_reports.words.model import ReportWords

TITLE = "Needs attention"

MOST_IN_FULL = 12
"""So many measures off target are told in full here, and so many close to it, the furthest off
first; of more, the others have a line, and their priority's own table tells them. More charts would
also be too many for LibreOffice.
"""


def attention_section(
    assessment: Assessment,
    positions: Sequence[Position] = (),
    words: ReportWords | None = None,
    *,
    is_short: bool = False,
) -> Section | None:
    """The measures that are not where they should be, the furthest off target first.

    What was written of those close to target is left out where `is_short`.

    None where there are no measures, as in the report of one lead.
    """
    if not assessment.measures:
        return None
    blocks = (*_off(assessment, positions, words), *_close_blocks(assessment, is_short=is_short))
    return Section(TITLE, blocks)


def told_in_full(assessment: Assessment) -> frozenset[tuple[str, str]]:
    """The keys of the measures that this section tells in full."""
    off, close = off_target(assessment), _close(assessment)
    told = (*off[:MOST_IN_FULL], *close[:MOST_IN_FULL])
    return frozenset(result.measure.key for result in told)


def _close(assessment: Assessment) -> list[MeasureResult]:
    """The measures close to target, in the plan's order."""
    close = MeasureState.CLOSE_TO_TARGET
    return [each for each in assessment.measures if each.state is close]


def _off(
    assessment: Assessment, positions: Sequence[Position], words: ReportWords | None
) -> Iterator[Block]:
    exceptions = exceptions_of(assessment)
    red = exceptions.measures
    if not red:
        is_any_rated = any(measure.state.is_rated for measure in assessment.measures)
        yield Paragraph(
            "No rated measure is off target." if is_any_rated else "No measure can be rated."
        )
    yield from _told(red[:MOST_IN_FULL], assessment, positions, words)
    others = red[MOST_IN_FULL:]
    if others:
        yield Heading(f"{counted(len(others), 'other measure')} off target, in short")
        yield Bullets(tuple(in_a_line(each, assessment) for each in others))
    yield from _other_words(red, assessment, words)


def _close_blocks(assessment: Assessment, *, is_short: bool) -> Iterator[Block]:
    if amber := _close(assessment):
        own, word = assessment.plan.vocabulary.amber, word_of(MeasureState.CLOSE_TO_TARGET)
        yield Heading(f"{word} ({own})" if own else word)
        told = [] if is_short else amber[:MOST_IN_FULL]
        if told:
            yield Points(tuple(in_full(each, assessment) for each in told))
        if in_short := amber[len(told) :]:
            yield Bullets(tuple(in_a_line(each, assessment) for each in in_short))


def _told(
    results: Sequence[MeasureResult],
    assessment: Assessment,
    positions: Sequence[Position],
    words: ReportWords | None,
) -> Iterator[Block]:
    """Each measure in full; behind the last component of one, the officer's words on it."""
    refs = [each.measure.ref for each in results]
    for at, result in enumerate(results):
        yield Heading(f"{result.measure.ref} {measure_name(result.measure)}")
        yield _exhibit(result, assessment, positions)
        if refs[at] not in refs[at + 1 :]:
            yield from measure_words(assessment.plan, (refs[at],), words)


def _other_words(
    red: Sequence[MeasureResult], assessment: Assessment, words: ReportWords | None
) -> Iterator[Block]:
    """The places of the measures in short, and of those that something was written of."""
    in_full = {each.measure.ref for each in red[:MOST_IN_FULL]}
    refs = [each.measure.ref for each in red if each.measure.ref not in in_full]
    yield from measure_words(assessment.plan, tuple(dict.fromkeys(refs)), words, is_named=True)
    yield from further_measure_words(assessment.plan, {*in_full, *refs}, words)


def _exhibit(
    result: MeasureResult, assessment: Assessment, positions: Sequence[Position]
) -> Exhibit:
    cells, plan = MeasureCells(result, assessment), assessment.plan
    change = (change_words(result, positions, plan), *beside_words(cells))
    label, lead = led_by(result, assessment)
    what = f"Corrective action ({lead})" if lead else "Corrective action"
    action = cells.corrective_action
    is_missing = not action.text and has_return(result, assessment)
    missing = f"{NO_ACTION.removesuffix('.')}{lead and f' ({lead})'}." if is_missing else ""
    told = (
        Labelled("Change", Cell(" ".join(filter(None, change)))),
        Labelled("Comment", cells.comment),
        Labelled(what, action),
        Labelled(label, Cell("" if action.text or missing else lead)),
        Labelled("", Cell(missing)),
        Labelled("", Cell(NOT_MOVED if result in exceptions_of(assessment).unmoved else "")),
    )
    return Exhibit(
        title=f"{result.measure.ref} {measure_name(result.measure)}",
        rating=cells.rating,
        reason=figure_and_reason(result, assessment),
        told=tuple(each for each in told if each.cell.text),
        chart=chart_beside_name(result, plan),
    )
