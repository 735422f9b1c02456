"""The page that stands alone: what to discuss, what is better, what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cyps_reports.assessment.changes import Change
from cyps_reports.assessment.exceptions import pursued
from cyps_reports.assessment.foremost import foremost_of
from cyps_reports.assessment.measure_states import MEASURE_RAG, MeasureState
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.reported_position import Position, position_of
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import capitalised, listed, lower, with_the
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.report.blocks import Block, Bullets, Heading, Paragraph, Section
from cyps_reports.report.headline_wording import not_rated
from cyps_reports.report.page_blocks import Bar, BarPart, BarRow, BarTable, Items
from cyps_reports.report.page_one_headline import headline, lead_headline, movement
from cyps_reports.report.page_one_wording import (
    better_items,
    month_said,
    recommendations,
    unknown_lines,
    worst_items,
)
from cyps_reports.report.sections.asked import asked_blocks
from cyps_reports.report.sections.words import overall_words
from cyps_reports.report.short_wording import short_title
from cyps_reports.theme import PAINTS, Tone
from cyps_reports.words.model import ReportWords

TITLE = "Summary"
_DEADLINES = {
    Tone.BLUE: "completed",
    Tone.GREEN: "on track",
    Tone.AMBER: "at risk, re-dated or missed once",
    Tone.RED: "overdue or missed",
    Tone.GREY: "without an update or not started",
}
"""What a colour means for deadlines, in the order of the bars."""


def page_one_section(
    assessment: Assessment,
    previous: Position | None,
    changes: Iterable[Change],
    words: ReportWords | None,
    reader: str,
) -> Section:
    """All of it for those who take the whole plan; `reader` is whom the report is for."""
    plan, now, changes = assessment.plan, position_of(assessment), tuple(changes)
    foremost = foremost_of(assessment, changes)
    body = capitalised(with_the(reader))
    blocks = (
        headline(now, previous, assessment, changes),
        *overall_words(plan, words),
        bar_table(assessment, now, previous, changes),
        *_asked(body, Items(worst_items(foremost, assessment), True), assessment),
        *_listed("Better this month", Items(better_items(foremost, plan))),
        *_lines("What we do not know", unknown_lines(assessment)),
        *_questions(assessment, previous, ""),
    )
    return Section(TITLE, blocks)


def lead_page_section(
    assessment: Assessment, previous: Position | None, changes: Iterable[Change], lead: str
) -> Section:
    """The same for one lead, of the lead's deadlines."""
    changes = tuple(changes)
    foremost = foremost_of(assessment, changes)
    blocks = (
        lead_headline(assessment, assessment.plan.lead(lead).called),
        bar_table(assessment, position_of(assessment), previous, changes),
        *_listed("Most serious", Items(worst_items(foremost, assessment), True)),
        *_listed("Completed since the last report", Items(better_items(foremost, assessment.plan))),
        *_lines("What we do not know", unknown_lines(assessment)),
        *_questions(assessment, previous, lead),
    )
    return Section(TITLE, blocks)


def _listed(title: str, items: Items) -> Iterator[Block]:
    if items.items:
        yield Heading(title)
        yield items


def _lines(title: str, lines: Iterator[str]) -> Iterator[Block]:
    if told := tuple(lines):
        yield Heading(title)
        yield Bullets(told)


def _asked(body: str, worst: Items, assessment: Assessment) -> Iterator[Block]:
    """What to discuss, and the recommendations, which need no heading of their own behind it."""
    first, *others = recommendations(assessment)
    asked = listed((first, *(f"to {ask}" for ask in others)))
    yield from _listed(f"{body} is asked to discuss", worst)
    if worst.items:
        yield Paragraph(f"{body} is also asked to {asked}.")
    else:
        yield Heading("Recommendations")
        yield Paragraph(f"{body} is asked to {asked}.")


def _questions(assessment: Assessment, previous: Position | None, lead: str) -> Iterator[Block]:
    if asked := tuple(asked_blocks(assessment, previous, lead)):
        yield Heading(f"Asked by {with_the(assessment.plan.vocabulary.body_word)}")
        yield from asked


# The bars


def bar_table(
    assessment: Assessment,
    now: Position,
    previous: Position | None,
    changes: tuple[Change, ...] = (),
) -> BarTable:
    """A row a priority: bars of its measures and of its deadlines, and what has changed."""
    plan = assessment.plan
    shown = [each for each in plan.priorities if _has_rows(assessment, each.code)]
    has_measures = bool(assessment.measures)
    unrated = not_rated(assessment) if has_measures else ""
    named = [(_called(each), each.code) for each in shown]
    if len(shown) > 1:
        named.append(("All", ""))
    rows = []
    for name, code in named:
        note = movement(code, now, previous, changes) if previous else ""
        rows.append(_row(name, code, now, note, unrated))
    word = plan.vocabulary.priority_word
    measures = ("Measures",) if has_measures else ()
    since = (f"Since {month_said(previous.month, plan)}",) if previous else ()
    return BarTable(
        f"How each {lower(word)} stands",
        f"How many measures of each {lower(word)} are on, close to and off target, how its "
        "deadlines stand, and what has changed.",
        (word, *measures, "Deadlines", *since),
        tuple(rows),
        _key(plan, unrated),
    )


def _has_rows(assessment: Assessment, code: str) -> bool:
    return bool(assessment.measures_of(code) or assessment.deadlines_of(code))


def _called(priority: Priority) -> str:
    return f"{priority.code}: {short_title(priority)}"


def _row(name: str, code: str, now: Position, note: str, unrated: str) -> BarRow:
    """`unrated` is what a measure without a rating is called, "" where there are no measures."""
    measures = (_measure_bar(pursued(now.measure_counts(code)), unrated),) if unrated else ()
    return BarRow(name, (*measures, _deadline_bar(now.tone_counts(code))), note)


def _measure_bar(states: Counter[MeasureState], called: str) -> Bar:
    rated = [BarPart(tone, states[s], word_of(s).lower()) for s, tone in MEASURE_RAG.items()]
    unrated = sum(number for state, number in states.items() if not state.is_rated)
    parts = (*rated, BarPart(Tone.GREY, unrated, called))
    return Bar(tuple(part for part in parts if part.number), "No measures")


def _deadline_bar(tones: Counter[Tone]) -> Bar:
    parts = (BarPart(tone, tones[tone], words) for tone, words in _DEADLINES.items())
    return Bar(tuple(part for part in parts if part.number), "No deadlines")


def _key(plan: Plan, unrated: str) -> str:
    """What the symbols in the bars mean, with the plan's own words for ratings."""
    return f"{'; '.join(_signed(plan, tone, unrated) for tone in _KEY)}."


_KEY = {
    Tone.GREEN: ("on target", "on track"),
    Tone.AMBER: ("close", "at risk, re-dated"),
    Tone.RED: ("off target", "late"),
    Tone.GREY: ("", "no update, not started"),
    Tone.BLUE: ("", "completed"),
}
"""What a colour means for measures, and for deadlines; grey is called as the edition wants it."""


def _signed(plan: Plan, tone: Tone, unrated: str) -> str:
    of_measure, of_deadline = _KEY[tone]
    named = unrated if tone is Tone.GREY else of_measure
    meant = [each for each in (named if unrated else "", of_deadline) if each]
    own = plan.vocabulary.own_rating(tone)
    called = f"{own}: " if own else ""
    return f"{PAINTS[tone].symbol} {called}{', '.join(meant)}"
