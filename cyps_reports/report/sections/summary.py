"""Purpose and executive summary.

Headline sentences, counts by priority with their movement, the chart.
"""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.assessment.checks import no_return
from cyps_reports.assessment.exceptions import deadline_counts, measure_counts
from cyps_reports.assessment.model import (
    Assessment,
    MeasureState,
)
from cyps_reports.assessment.reported_position import Position
from cyps_reports.phrases import (
    capitalised,
    counted,
    listed,
    with_the,
)
from cyps_reports.plan.dates import long
from cyps_reports.report.blocks import (
    Block,
    Bullets,
    Callout,
    Paragraph,
    Section,
)
from cyps_reports.report.headline_wording import headlines
from cyps_reports.report.sections.asked import asked_blocks
from cyps_reports.report.sections.counts import count_table, ratings_chart
from cyps_reports.report.sections.words import overall_words
from cyps_reports.theme import Tone
from cyps_reports.words.model import ReportWords


def purpose_section(assessment: Assessment, reader: str) -> Section:
    """What the report is for and what its readers are asked to do."""
    plan = assessment.plan
    states, deadlines = measure_counts(assessment.measures), deadline_counts(assessment.deadlines)
    late = sum(number for state, number in deadlines.items() if state.is_missed)
    asks = [f"note the position of the {plan.title} {plan.year} as at {long(assessment.as_at)}"]
    wanting = []
    if off := states[MeasureState.OFF_TARGET]:
        wanting.append(f"{counted(off, 'measure')} off target")
    if late:
        wanting.append(f"{counted(late, 'deadline')} overdue or missed")
    if wanting:
        asks.append(f"consider the corrective actions for {listed(wanting)}")
    if missing := assessment.missing_priorities:
        which = listed(plan.vocabulary.priority_called(code) for code in missing)
        asks.append(
            f"ask for the missing {'return' if len(missing) == 1 else 'returns'} of {which}"
        )
    return Section(
        "Purpose and recommendations",
        (
            Paragraph(
                "This report shows progress on the plan's targets and milestones to "
                f"{long(assessment.as_at)}. {capitalised(with_the(reader))} is asked to:"
            ),
            Bullets(tuple(f"{ask}." for ask in asks)),
        ),
    )


def summary_section(
    assessment: Assessment,
    previous: Position | None,
    words: ReportWords | None = None,
    lead: str = "",
) -> Section:
    """What is missing, the headlines, the officer's words, what was asked, counts and chart.

    Made to fit the first page. With a lead only what was asked of that lead.
    """
    asked = tuple(asked_blocks(assessment, previous, lead))
    return Section("Executive summary", tuple(_blocks(assessment, previous, words, asked)))


def _blocks(
    assessment: Assessment,
    previous: Position | None,
    words: ReportWords | None,
    asked: tuple[Block, ...],
) -> Iterator[Block]:
    yield from (Callout(sentence, Tone.AMBER) for sentence in missing_returns(assessment))
    yield Paragraph(" ".join(headlines(assessment)))
    yield from overall_words(assessment.plan, words)
    yield from asked
    if previous:
        yield Paragraph(movement_note(previous), is_note=True)
    yield count_table(assessment, previous)
    if assessment.measures:
        yield ratings_chart(assessment)


def movement_note(previous: Position) -> str:
    """What the figures in brackets are."""
    return f"In brackets: the change since {previous.month.in_words}."


def missing_returns(assessment: Assessment) -> tuple[str, ...]:
    """A sentence for each priority that no return came from."""
    return tuple(
        no_return(assessment.plan, code, assessment.month) for code in assessment.missing_priorities
    )
