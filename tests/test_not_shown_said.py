"""A measure that a public edition hides is rated: it is said not to be shown, not to be unrated."""

import pytest

from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.measures import RowState, state_of_measure
from cyps_reports.assessment.reported_position import position_of
from cyps_reports.report.headline_wording import headlines
from cyps_reports.report.page_one_headline import headline
from cyps_reports.report.sections.counts import ratings_chart
from cyps_reports.report.sections.page_one import bar_table
from tests.test_moved_counts import NO_RETURN, NOT_SHOWN, OFF, ON, month_in


@pytest.mark.parametrize(
    ("states", "text", "more", "in_summary"),
    [
        (
            (ON, OFF, NO_RETURN),
            "Half of the rated measures are on target (1 of 2); 1 is off target.",
            "1 measure could not be rated this month.",
            "1 measure is not rated: no return (1).",
        ),
        (
            (ON, OFF, NOT_SHOWN),
            "Half of the rated measures shown are on target (1 of 2); 1 is off target.",
            "1 measure is not shown.",
            "1 measure is not shown.",
        ),
        (
            (ON, NOT_SHOWN, NOT_SHOWN, NO_RETURN),
            "The one rated measure shown is on target (1 of 1); none is off target.",
            "1 measure could not be rated this month. 2 measures are not shown.",
            "1 measure is not rated: no return (1). 2 measures are not shown.",
        ),
        (
            (NOT_SHOWN, NOT_SHOWN),
            "No measure can be shown with a rating this month.",
            "2 measures are not shown.",
            "2 measures are not shown.",
        ),
    ],
    ids=["none", "one", "two", "all"],
)
def test_how_many_are_hidden_and_how_many_not_rated(
    states: tuple[MeasureState, ...], text: str, more: str, in_summary: str
) -> None:
    month = month_in(*states)
    said = headline(position_of(month), None, month)
    assert (said.text, said.more) == (text, f"{more} No return was received from Priority B.")
    assert in_summary in " ".join(headlines(month))


def test_the_bars_and_the_chart_say_not_shown_only_where_some_is_hidden() -> None:
    for states, words in (((ON, NO_RETURN), "not rated"), ((ON, NOT_SHOWN), "not shown")):
        month = month_in(*states)
        table = bar_table(month, position_of(month), None)
        (bar, _) = table.rows[0].bars
        assert bar.parts[-1].words.endswith(words)
        assert words in table.key
        assert ratings_chart(month).series[-1].name.lower().endswith(words)


def test_a_measure_with_a_hidden_component_is_not_said_to_be_reported_in_part() -> None:
    rows = (RowState("E1", ON), RowState("E1", NOT_SHOWN))
    assert state_of_measure(rows) is NOT_SHOWN
