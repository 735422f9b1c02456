"""Each turn of phrase for none, one, two and many."""

from collections import Counter
from decimal import Decimal

import pytest

from cyps_reports import phrases
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import DeadlineResult
from cyps_reports.phrases import lower
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.plan.model.units import Unit, unit_named
from cyps_reports.report.headline_wording import (
    rated_sentence,
    recurring_sentence,
    withdrawn_sentence,
)
from cyps_reports.report.rating_wording import apart_words
from tests.tools.sentences import slips_in

NUMBERS = (0, 1, 2, 1040)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        (phrases.are, ("is", "is", "are", "are")),
        (phrases.were, ("was", "was", "were", "were")),
        (phrases.have, ("has", "has", "have", "have")),
        (phrases.none_or, ("none", "1", "2", "1,040")),
        (phrases.in_words, ("none", "one", "two", "1,040")),
        (lambda n: phrases.counted(n, "deadline"), ("0 deadlines", "1 deadline", "2 deadlines")),
        (lambda n: phrases.counted(n, "priority"), ("0 priorities", "1 priority", "2 priorities")),
        (
            lambda n: phrases.some_of(n, 1040, "row"),
            ("none of 1,040 rows", "1 of 1,040 rows", "2 of 1,040 rows", "1,040 of 1,040 rows"),
        ),
        (
            lambda n: phrases.some_of(0, n, "row"),
            ("none of 0 rows", "none of 1 row", "none of 2 rows", "none of 1,040 rows"),
        ),
        (
            lambda n: phrases.listed("abcd"[: min(n, 4)]),
            ("", "a", "a and b", "a, b, c and d"),
        ),
    ],
)
def test_a_phrase_of_a_number(phrase: object, said: tuple[str, ...]) -> None:
    assert callable(phrase)
    told = tuple(phrase(number) for number in NUMBERS)
    assert told[: len(said)] == said


def test_few_are_counted_in_words_and_more_in_figures() -> None:
    said = "none one two three four five six seven eight nine ten eleven twelve 13"
    assert [phrases.in_words(number) for number in range(14)] == said.split()


@pytest.mark.parametrize(
    ("noun", "several"),
    [
        ("deadline", "deadlines"),
        ("priority", "priorities"),
        ("day", "days"),
        ("process", "processes"),
        ("branch", "branches"),
        ("box", "boxes"),
    ],
)
def test_several_of_a_noun(noun: str, several: str) -> None:
    assert phrases.plural(noun) == several


@pytest.mark.parametrize(
    ("difference", "unit", "said"),
    [
        ("0.5", Unit.PERCENT, "0.5 points"),
        ("-1", Unit.PERCENT, "1 point"),
        ("1.0", Unit.PERCENT, "1.0 points"),
        ("2", Unit.PERCENT, "2 points"),
        ("1", Unit.DAYS, "1 day"),
        ("2", Unit.DAYS, "2 days"),
        ("1", unit_named("families"), "1 family"),
        ("1040", unit_named("families"), "1,040 families"),
        ("0.165", Unit.MONEY, "£0.165m"),
        ("1040", Unit.COUNT, "1,040"),
    ],
)
def test_how_far_two_figures_are_apart(difference: str, unit: Unit, said: str) -> None:
    assert apart_words(Decimal(difference), unit) == said


ON, NEAR, OFF = MeasureState.ON_TARGET, MeasureState.CLOSE_TO_TARGET, MeasureState.OFF_TARGET
NO_RETURN, NOT_YET_DUE = MeasureState.NO_RETURN, MeasureState.NOT_YET_DUE


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ({}, ""),
        (
            {NO_RETURN: 1},
            "No measure can be rated this month: no return with measures was received.",
        ),
        (
            {NO_RETURN: 38},
            "No measure can be rated this month: no return with measures was received.",
        ),
        (
            {NO_RETURN: 2, NOT_YET_DUE: 1},
            "No measure can be rated this month: no return (2) and not yet due (1).",
        ),
        (
            {ON: 1},
            "1 of 1 measure is rated: 1 on target, none close to target and none off target.",
        ),
        (
            {OFF: 1, NOT_YET_DUE: 1},
            "1 of 2 measures is rated: none on target, none close to target and 1 off target.",
        ),
        (
            {ON: 20, NEAR: 2, OFF: 1, NOT_YET_DUE: 1},
            "23 of 24 measures are rated: 20 on target, 2 close to target and 1 off target.",
        ),
    ],
)
def test_how_many_measures_are_rated(states: dict[MeasureState, int], said: str) -> None:
    assert rated_sentence(Counter(states)) == said


@pytest.mark.parametrize(
    ("measures", "deadlines", "said"),
    [
        ({}, {}, ""),
        ({MeasureState.WITHDRAWN: 1}, {}, "Counted apart: 1 measure withdrawn."),
        ({}, {DeadlineState.MERGED: 2}, "Counted apart: 2 deadlines merged."),
        (
            {MeasureState.DEFERRED: 2},
            {DeadlineState.MERGED: 1, DeadlineState.DEFERRED: 1040},
            "Counted apart: 2 measures deferred, 1 deadline merged and 1,040 deadlines deferred.",
        ),
    ],
)
def test_what_is_counted_apart(
    measures: dict[MeasureState, int], deadlines: dict[DeadlineState, int], said: str
) -> None:
    assert withdrawn_sentence(Counter(measures), Counter(deadlines)) == said


SEPTEMBER = Month(2012, 9)
MISSED, NOW = DeadlineState.MISSED, DeadlineState.MISSED_THIS_MONTH
QUARTER, LAST_QUARTER = DeadlineState.MISSED_THIS_QUARTER, DeadlineState.MISSED_LAST_QUARTER


def item(
    state: DeadlineState, done: int | None = None, how: Recurrence = Recurrence.MONTHLY
) -> DeadlineResult:
    """An item that recurs and was done last in a month of 2012."""
    deadline = Deadline(1, recurrence=how)
    milestone = Milestone("A", 12, "", "Audit", "JM", deadlines=(deadline,))
    last_done = Month(2012, done) if done else None
    return DeadlineResult(milestone, deadline, None, state, last_done=last_done)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ""),
        ([item(DeadlineState.DONE_THIS_MONTH, 9)], ""),
        ([item(NOW, 8)], "One monthly task was missed this month."),
        ([item(NOW, 8)] * 2, "Two monthly tasks were missed this month."),
        ([item(NOW, 8)] * 12, "Twelve monthly tasks were missed this month."),
        ([item(MISSED, 7)], "One monthly task has been missed for two months."),
        ([item(MISSED, 6)], "One monthly task has been missed for three months."),
        (
            [item(MISSED, 7), item(MISSED, 5)],
            "Two monthly tasks have been missed for two months or more.",
        ),
        (
            [item(MISSED, 7), item(NOW, 8)],
            "One monthly task has been missed for two months and one this month.",
        ),
        ([item(MISSED)], "One monthly task has never been done."),
        ([item(MISSED)] * 2, "Two monthly tasks have never been done."),
        (
            [item(MISSED, 7), item(NOW, 8), item(NOW, 8), item(MISSED)],
            "One monthly task has been missed for two months, two this month and one has never "
            "been done.",
        ),
        (
            [item(QUARTER, 6, Recurrence.QUARTERLY), item(LAST_QUARTER, 3, Recurrence.QUARTERLY)],
            "One quarterly task was missed last quarter and one this quarter.",
        ),
        (
            [item(MISSED, 1, Recurrence.QUARTERLY), item(NOW, 8)],
            "One monthly task was missed this month; one quarterly task has been missed for two "
            "quarters or more.",
        ),
    ],
)
def test_what_recurs_and_was_missed(items: list[DeadlineResult], said: str) -> None:
    told = recurring_sentence(items, SEPTEMBER)
    assert told == said
    assert slips_in(told) == []


@pytest.mark.parametrize(
    ("words", "with_article"),
    [
        ("Board", "the Board"),
        ("SEND Partnership Board", "the SEND Partnership Board"),
        ("Cabinet", "Cabinet"),
        ("the Board", "the Board"),
        ("", ""),
    ],
)
def test_a_body_within_a_sentence(words: str, with_article: str) -> None:
    assert phrases.with_the(words) == with_article


@pytest.mark.parametrize(
    ("words", "within", "at_the_start"),
    [
        ("Director lead", "director lead", "Director lead"),
        ("RAG rating", "RAG rating", "RAG rating"),
        ("to do", "to do", "To do"),
        ("", "", ""),
    ],
)
def test_words_within_and_at_the_start_of_a_sentence(
    words: str, within: str, at_the_start: str
) -> None:
    assert (phrases.lower(words), phrases.capitalised(words)) == (within, at_the_start)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("January 2027", "January 2027"),
        ("May 2027", "May 2027"),
        ("May meet or miss", "may meet or miss"),
        ("No date set", "no date set"),
        ("PDRs", "PDRs"),
    ],
)
def test_a_month_keeps_its_capital_within_a_sentence(words: str, said: str) -> None:
    assert lower(words) == said
