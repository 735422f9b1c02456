"""Figures of earlier years are drawn before this year's, and the comparator beside them."""

from dataclasses import replace
from decimal import Decimal

from cyps_reports.plan.model.measure import Basis, EarlierYear
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.blocks import Exhibit
from cyps_reports.report.build import build_report
from cyps_reports.report.other_figures import trend_of
from tests.tools.other_figures import FIRST, IN_WORDS, PLAN, assessed, of, rows_of
from tests.tools.small_plan import small_plan


def lines_of(plan: Plan, *actuals: str) -> tuple[tuple[str, ...], dict[str, list[str]]]:
    """The chart of the first measure, which is off target.

    Its categories, and its lines by name.
    """
    section = next(
        s
        for s in build_report(assessed(plan, *actuals), ()).sections
        if s.title.endswith("Needs attention")
    )
    told = [block.chart for block in section.blocks if isinstance(block, Exhibit)]
    charts = [chart for chart in told if chart]
    return (
        (
            charts[0].categories,
            {
                line.name: ["" if value is None else str(value) for value in line.values]
                for line in charts[0].lines
            },
        )
        if charts
        else ((), {})
    )


def test_earlier_years_and_the_outturn_are_drawn_before_this_years_figures() -> None:
    categories, lines = lines_of(PLAN, "70", "71")
    assert categories == ("Baseline July 2014", "15/16", "16/17", "31 Aug", "30 Sep")
    assert lines == {
        "Actual": ["60", "70.1", "74.5", "70", "71"],
        "Target 2017/18": ["80"] * 5,
        "Statistical neighbours": ["", "", "", "", "79.80"],
    }


def test_an_annual_result_is_drawn_behind_those_of_earlier_years() -> None:
    plan = replace(PLAN, measures=(replace(FIRST, basis_set=Basis.ANNUAL),))
    assert lines_of(plan, "71") == (
        ("Baseline July 2014", "15/16", "16/17", "17/18"),
        {
            "Actual": ["60", "70.1", "74.5", "71"],
            "Target 2017/18": ["80"] * 4,
            "Statistical neighbours": ["", "", "", "79.80"],
        },
    )


def test_a_whole_years_result_is_never_joined_with_the_year_so_far() -> None:
    plan = replace(PLAN, measures=(replace(FIRST, basis_set=Basis.CUMULATIVE),))
    trend = trend_of(assessed(plan, "10", "20", "30").measures[0], plan)
    assert (trend.labels, trend.has_years) == (("31 Jul", "31 Aug", "30 Sep"), False)
    assert rows_of(assessed(plan, "10"), "History")[0]["2015/16"] == "70.1%"


def test_without_earlier_years_the_outturn_is_a_mark_before_this_years_figures() -> None:
    plan = small_plan(measures=(of(1),))
    assert lines_of(plan, "70", "71") == ((), {})
    categories, lines = lines_of(plan, "70", "70", "71")
    assert categories == ("16/17", "31 Jul", "31 Aug", "30 Sep")
    assert lines["Actual"] == ["", "70", "70", "71"]
    assert lines["Last year"] == ["74.5", "", "", ""]


def test_the_outturn_is_drawn_once_where_it_stands_among_the_earlier_years_too() -> None:
    years = (EarlierYear("2016/17", Decimal("74.5")), EarlierYear("2015/16", Decimal(70)))
    plan = small_plan(measures=(of(1, earlier_years=years),))
    assert lines_of(plan, "70")[0] == ("15/16", "16/17", "30 Sep")


def test_the_places_of_values_are_not_drawn_as_figures() -> None:
    trend = trend_of(assessed(IN_WORDS, "1").measures[0], IN_WORDS)
    assert (trend.labels, trend.figures, trend.has_years) == ((), (), False)
