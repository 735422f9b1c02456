"""The key: the rules in words, the director leads, abbreviations."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Set

from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.state_meanings import deadline_meanings, measure_meanings
from cyps_reports.assessment.state_words import DIRECTION_OF_TRAVEL, word_of
from cyps_reports.assessment.trends import FEWEST_FOR_LINE, FEWEST_FOR_PACE
from cyps_reports.assessment.usual_range import LIMIT_FACTOR, NEAR, OF, RUN
from cyps_reports.assessment.year_end import year_end_of
from cyps_reports.phrases import plural
from cyps_reports.plan.model.decisions import FEWEST_FOR_LIMITS
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Band
from cyps_reports.report.abbreviations import abbreviations
from cyps_reports.report.blocks import Block, Bullets, Heading, Paragraph, Section
from cyps_reports.report.cells import rag_cell
from cyps_reports.report.outlook_wording import reaches_back
from cyps_reports.report.sections.counts import TONE_WORDS
from cyps_reports.report.table_blocks import Cell, Table, TableColumn
from cyps_reports.theme import Tone

KEY = "Key"


def key_section(
    assessment: Assessment, told: Set[MeasureState | DeadlineState] = frozenset()
) -> Section:
    """Rules and tolerances in words, the ratings and states there are, and the director leads.

    Without the ratings and states that are `told` before.
    """
    plan = assessment.plan
    states = {result.state for result in assessment.deadlines} - told
    of_deadlines = _rows_of(deadline_meanings(plan), states)
    blocks: tuple[Block, ...] = (
        *(_of_measures(assessment, told) if assessment.measures else ()),
        *_meanings("Deadlines", "States of deadlines", of_deadlines),
        *_own_ratings(plan),
        *(_of_movement(assessment) if assessment.measures else ()),
        *_of_years_before(assessment),
        *_of_year_end(assessment),
    )
    if plan.leads:
        leads = Bullets(tuple(map(_in_words, plan.leads)))
        blocks = (*blocks, Heading(plural(plan.lead_word)), leads)
    if short := abbreviations(plan):
        said = Paragraph("; ".join(f"{each}: {words}" for each, words in short) + ".")
        blocks = (*blocks, Heading("Abbreviations"), said)
    return Section(KEY, blocks)


def _of_measures(
    assessment: Assessment, told: Set[MeasureState | DeadlineState]
) -> Iterator[Block]:
    yield from _basis_of_ratings(assessment)
    states = {result.state for result in assessment.measures} - told
    rows = _rows_of(measure_meanings(assessment.plan), states)
    yield from _meanings("Measures", "Ratings of measures", rows)


def _of_movement(assessment: Assessment) -> Iterator[Block]:
    """Directions, forecasts and usual ranges, as far as there are any."""
    yield Heading(DIRECTION_OF_TRAVEL)
    yield Paragraph(
        "An actual is compared with the last earlier one, else with last year's outturn; for "
        "figures of the year so far, forecasts are."
    )
    if any(result.told_forecast for result in assessment.measures):
        yield Heading("Year end")
        yield Paragraph(_year_end())
    if any(result.limits for result in assessment.measures):
        yield Heading("Usual ups and downs")
        yield Paragraph(_USUAL)


def _year_end() -> str:
    return (
        "A year-end range rests on a straight line through the year's figures, from "
        f"{FEWEST_FOR_LINE} on; for figures of the year so far on the pace so far, from "
        f"{FEWEST_FOR_PACE} on, and is rough until there are {FEWEST_FOR_LINE}. “Likely to miss”: "
        "none of it is on target; “likely to meet”: all of it is. Annual and rolling figures have "
        "none. A figure of the year so far without a step is rated on the middle of its range, "
        "marked “(forecast)”."
    )


_USUAL = (
    f"From {FEWEST_FOR_LIMITS} figures on, a measure has a usual range: the average of the "
    f"first {FEWEST_FOR_LIMITS}, and {LIMIT_FACTOR} times their average move either way. It moves "
    "only by approval. A figure in it is “no more than usual”, unless "
    f"{RUN} in a row lie on one side of the average or go one way, or {NEAR} of the last "
    f"{OF} lie near one end. Two signs tell it (NHS, Making data count). Variation: blue H "
    "or L, really better, by high or low figures; orange H or L, really worse; a grey "
    "wave, no more than usual. Assurance: blue P, the target is met whatever the usual "
    "ups and downs; orange F, it is missed whatever they are; a grey question mark, "
    "it may be either."
)


def _of_years_before(assessment: Assessment) -> tuple[Block, ...]:
    """What is said of usual ranges that rest on figures which no chart here draws."""
    if not reaches_back(assessment):
        return ()
    said = (
        "A usual range “since” a month of an earlier year rests on that year's figures too; the "
        "charts draw the months of this year alone."
    )
    return (Paragraph(said),)


def _of_year_end(assessment: Assessment) -> tuple[Block, ...]:
    """What is said of how the year ended, in the report that tells it."""
    if year_end_of(assessment) is None:
        return ()
    return Heading("The year's end"), Paragraph(
        "“How the year ended” holds each figure against the target of the year, also where the "
        "rating beside it is against a step or a forecast. A figure counts as final where its "
        "return says so. It is missing where none came, where the one that stands is from before "
        "the plan began, and where a figure of the year so far ends before the plan's last month. "
        "What was withdrawn, merged or deferred was not done; a measure that was is left out."
    )


def _in_words(lead: Lead) -> str:
    """`JM: Jo Moxon, Director`; who it is alone where there are no initials, or nothing else."""
    return (
        lead.in_full if lead.initials in ("", lead.in_full) else f"{lead.initials}: {lead.in_full}"
    )


def _own_ratings(plan: Plan) -> tuple[Block, ...]:
    """What the plan itself calls the ratings; nothing where it has no words of its own."""
    vocabulary = plan.vocabulary
    if not vocabulary.has_own_ratings:
        return ()
    rows = tuple(
        (rag_cell(vocabulary.rating(tone), tone), Cell(_states_of(plan, tone)))
        for tone in TONE_WORDS
    )
    description = "The plan's own word for each colour, and the ratings and states that have it."
    columns = (TableColumn("Called", 4.0), TableColumn("Ratings and states", 13.0))
    return Heading("The plan's words"), Table(
        "The plan's words for ratings", description, columns, rows
    )


def _states_of(plan: Plan, tone: Tone) -> str:
    """The words of the ratings and states of a colour that the plan's rows can have, each once."""
    measures, deadlines = measure_meanings(plan), deadline_meanings(plan)
    of_measures = (
        word_of(state) for state in MeasureState if state.rag is tone and state in measures
    )
    of_deadlines = (
        word_of(state) for state in DeadlineState if state.rag is tone and state in deadlines
    )
    return ", ".join(dict.fromkeys((*of_measures, *of_deadlines)))


def _rows_of(
    meanings: Mapping[MeasureState, str] | Mapping[DeadlineState, str],
    there: Container[MeasureState | DeadlineState],
) -> Iterator[tuple[str, Tone, str]]:
    """The rows of the states that the report shows."""
    for state, text in meanings.items():
        if state in there:
            yield word_of(state), state.rag, text


def _basis_of_ratings(assessment: Assessment) -> Iterator[Block]:
    plan = assessment.plan
    if any(measure.component for measure in plan.measures):
        yield Paragraph(
            "A measure with components has the rating of its worst rated component, but is not on "
            "target while one that has a target is not rated."
        )
    if any(result.kept for result in assessment.measures):
        yield Paragraph(
            "Between its reporting periods a measure keeps its last figure and rating, with their "
            "date."
        )
    yield from map(Paragraph, _of_own_standards(plan.measures))


def _of_own_standards(measures: Iterable[Measure]) -> Iterator[str]:
    """What is said of targets that are a range, and of limits of a measure's own.

    Where the plan has such.
    """
    rated = [measure for measure in measures if measure.polarity is not Polarity.MONITOR]
    if any(isinstance(each.target, Band) for each in rated):
        yield (
            "Where the target is a range, a figure anywhere in it is on target. One outside is "
            "close to target while it"
            " is no further from the nearer end than the tolerance of that end, and else off "
            "target."
        )
    if any(each.unit.is_judged for each in rated):
        yield (
            "What is judged in words is marked “(judged)”. What is the target or better, in the "
            "plan's order, is on"
            " target. How far a grade below it is off, and how a text is rated, whoever fills in "
            "the return chooses,"
            " with the reason in the comment."
        )
    if any(each.amber_limit is not None for each in rated):
        yield (
            "Where the plan gives a measure its own limits, they stand in place of the tolerance: "
            "it is on target up"
            " to its green limit, or to its target where it has none, and close to target up to "
            "its amber limit."
        )


def _meanings(heading: str, title: str, rows: Iterable[tuple[str, Tone, str]]) -> Iterator[Block]:
    told = tuple((rag_cell(state, tone), Cell(text)) for state, tone, text in rows)
    if told:
        yield Heading(heading)
        yield Table(
            title,
            f"{title}: the word, symbol and colour of each, and what it means.",
            (TableColumn("Shown as", 4.0), TableColumn("Meaning", 13.0)),
            told,
        )
