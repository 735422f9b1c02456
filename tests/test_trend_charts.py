"""Charts of measures: what is drawn, over which months, from where to where, and what they say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.figures.standards import path_on
from cyps_reports.plan.model.measure import Basis, EarlierYear, Polarity
from cyps_reports.plan.model.quantities import Band, Missing
from cyps_reports.plan.model.units import Unit
from cyps_reports.report.chart_axis import axis_for
from cyps_reports.report.chart_blocks import Axis, Line, LineChart, LineKind
from cyps_reports.report.chart_words import MOST_WORDS
from cyps_reports.report.rating_wording import apart_words
from cyps_reports.report.trend_charts import chart_beside_name, trend_chart
from cyps_reports.writers.excel.chart_labels import Side, sides
from cyps_reports.writers.excel.chart_room import categories_a_name, height_beside_words
from cyps_reports.writers.excel.charts import chart_parts
from cyps_reports.writers.word.exhibits import CHART_PIXELS
from tests.test_trends import MONTHS, PERCENT, PLAN, SPEND, assessed
from tests.test_usual_range import STEADY

Z = Decimal


def line_of(chart: LineChart, name: str) -> Line:
    return next(line for line in chart.lines if line.name == name)


def of_spend(*so_far: str) -> LineChart:
    return trend_chart(assessed(SPEND, *so_far), PLAN)


# Of the year so far


def test_the_year_so_far_is_drawn_over_the_whole_plan_year() -> None:
    chart = of_spend("1.000", "2.000", "3.000")
    assert chart.categories == (
        *("Apr", "May", "Jun", "Jul", "Aug", "Sep"),
        *("Oct", "Nov", "Dec", "Jan", "Feb", "Mar"),
    )
    assert line_of(chart, "Actual").values == (Z("1.000"), Z("2.000"), Z("3.000"), *(None,) * 9)


def test_the_year_so_far_is_never_drawn_under_the_whole_years_target() -> None:
    pace = line_of(of_spend("1.000", "2.000", "3.000"), "Even pace")
    assert pace.kind is LineKind.AIM
    assert pace.values[0] == Z("0.904"), "30 of 365 days of 11"
    assert pace.values[-1] == Z("11.000")
    values = [value for value in pace.values if value is not None]
    assert values == sorted(values)
    assert len({*values}) == 12


def test_the_year_so_far_is_drawn_against_its_steps_where_there_are_some() -> None:
    steps = {MONTHS[2]: Z("2.000"), MONTHS[11]: Z("10.500")}
    chart = trend_chart(assessed(replace(SPEND, steps=steps), "1", "2", "3"), PLAN)
    line = line_of(chart, "Steps").values
    assert (line[2], line[-1]) == (Z("2.000"), Z("11.000")), "the year's end is the target's"


def test_a_figure_of_the_middle_of_a_month_stands_beside_what_was_due_on_its_own_day() -> None:
    assert path_on(SPEND, PLAN, date(2012, 4, 15), Z("11.000")) == Z("0.452")
    assert path_on(SPEND, PLAN, PLAN.ends, Z("11.000")) == Z("11.000")
    assert path_on(SPEND, PLAN, PLAN.starts, None) is None


def test_a_forecast_goes_on_from_the_newest_figure_with_its_range() -> None:
    result = assessed(SPEND, "1.000", "2.100", "2.900", "4.000")
    chart, forecast = trend_chart(result, PLAN), result.forecast
    assert forecast is not None
    ahead, band = line_of(chart, "Forecast (rough)"), chart.band
    assert ahead.values[:3] == (None,) * 3
    assert (ahead.values[3], ahead.values[-1]) == (Z("4.000"), forecast.central)
    assert band is not None
    assert (band.lows[3], band.highs[3]) == (Z("4.000"), Z("4.000")), "it opens from there"
    assert (band.lows[-1], band.highs[-1]) == (forecast.low, forecast.high)


def test_without_a_forecast_there_is_neither_line_nor_range() -> None:
    chart = of_spend("1.000", "2.000")
    assert [line.name for line in chart.lines] == ["Actual", "Even pace"]
    assert chart.band is None


def test_at_the_years_end_nothing_is_forecast() -> None:
    chart = of_spend(*(f"{each}.000" for each in range(1, 13)))
    assert chart.band is None
    assert chart.title == "E1: £12.000m for the year, £1.000m over"


def test_a_range_to_aim_for_is_two_lines() -> None:
    measure = replace(SPEND, target=Band(Z("10.000"), Z("12.000")), polarity=Polarity.CLOSE)
    chart = trend_chart(assessed(measure, "1.000", "2.000", "3.000"), PLAN)
    assert [line.name for line in chart.lines if line.is_standard] == [
        "Even pace from",
        "Even pace to",
    ]


# Of any other figure


def of_share(*actuals: str) -> LineChart:
    return trend_chart(assessed(PERCENT, *actuals), PLAN)


def test_a_snapshot_is_drawn_against_its_target_with_amber_as_a_band() -> None:
    chart = of_share("70.0", "71.0", "72.0")
    assert chart.categories == ("11/12", "30 Apr", "31 May", "30 Jun")
    assert line_of(chart, "Actual").values == (None, Z("70.0"), Z("71.0"), Z("72.0"))
    assert line_of(chart, "Target").values == (Z(80),) * 4
    assert chart.band is not None
    assert (chart.band.name, chart.band.lows[0], chart.band.highs[0]) == ("Amber", Z(76), Z(80))


@pytest.mark.parametrize(
    ("polarity", "amber"),
    [
        (Polarity.HIGHER, (Z(76), Z(80))),
        (Polarity.LOWER, (Z(80), Z(84))),
        (Polarity.CLOSE, (Z(76), Z(84))),
    ],
)
def test_amber_lies_on_the_side_that_is_worse(
    polarity: Polarity, amber: tuple[Decimal, Decimal]
) -> None:
    band = trend_chart(assessed(replace(PERCENT, polarity=polarity), "70.0"), PLAN).band
    assert band is not None
    assert (band.lows[0], band.highs[0]) == amber


def test_many_figures_stand_over_their_months_and_a_few_over_their_days() -> None:
    assert of_share(*STEADY[:6]).categories[1:3] == ("30 Apr", "31 May")
    assert of_share(*STEADY[:7]).categories[:3] == ("", "Apr", "May")


def test_last_year_and_similar_authorities_are_marks() -> None:
    measure = replace(PERCENT, similar=Z("78.0"))
    chart = trend_chart(assessed(measure, "70.0", "71.0"), PLAN)
    marks = {line.name: line.values for line in chart.lines if line.kind is LineKind.MARK}
    assert marks == {
        "Last year": (Z("70.0"), None, None),
        "Similar authorities": (None, None, Z("78.0")),
    }


def test_a_national_figure_is_not_called_that_of_similar_authorities() -> None:
    measure = replace(PERCENT, similar=Z("78.0"), similar_note="National figure")
    chart = trend_chart(assessed(measure, "70.0"), PLAN)
    assert [line.name for line in chart.lines if line.kind is LineKind.MARK][1:] == [
        "National figure"
    ]


def test_a_usual_range_takes_the_place_of_the_amber_band_whose_end_stays_a_line() -> None:
    chart = trend_chart(assessed(PERCENT, *STEADY, "81.0"), PLAN)
    assert chart.band is not None
    assert (chart.band.name, chart.band.lows[0], chart.band.highs[0]) == (
        "Usual range",
        Z("74.9"),
        Z("86.1"),
    )
    assert line_of(chart, "Amber ends").values[0] == Z(76)


def test_steps_are_drawn_each_on_its_own_day() -> None:
    steps = {MONTHS[0]: Z(70), MONTHS[1]: Z(75)}
    chart = trend_chart(assessed(replace(PERCENT, steps=steps), "70.0", "71.0"), PLAN)
    assert line_of(chart, "Steps").values == (Z(70), Z(70), Z(75))
    assert chart.alt_text.endswith("; steps 75.0%.")
    assert chart.title == "A1: 71.0%, 4.0 points below its step and rising"


def test_an_annual_result_against_its_step_has_a_chart() -> None:
    years = tuple(EarlierYear(f"{2008 + at}/{9 + at:02d}", Z(60 + at)) for at in range(3))
    annual = replace(PERCENT, basis_set=Basis.ANNUAL, earlier_years=years, steps={MONTHS[0]: Z(70)})
    chart = trend_chart(assessed(annual, "65.0"), PLAN)
    assert line_of(chart, "Steps").values == (Z("70.0"),) * 5
    assert chart.title == "A1: 65.0%, 5.0 points below its step and falling"


def test_without_a_target_nothing_is_drawn_for_it() -> None:
    chart = trend_chart(assessed(replace(PERCENT, target=Missing.TO_BE_CONFIRMED), "70"), PLAN)
    assert [line.name for line in chart.lines] == ["Actual", "Last year"]
    assert chart.band is None


# Labels


@pytest.mark.parametrize(
    ("polarity", "labelled"),
    [
        (Polarity.HIGHER, {1: "72.0%", 2: "69.0%", 4: "71.0%"}),
        (Polarity.LOWER, {1: "72.0%", 3: "74.0%", 4: "71.0%"}),
        (Polarity.MONITOR, {1: "72.0%", 4: "71.0%"}),
    ],
)
def test_the_first_the_last_and_the_worst_figure_are_labelled(
    polarity: Polarity, labelled: dict[int, str]
) -> None:
    measure = replace(PERCENT, polarity=polarity)
    chart = trend_chart(assessed(measure, "72.0", "69.0", "74.0", "71.0"), PLAN)
    assert line_of(chart, "Actual").labels == labelled


def test_a_label_has_no_words_of_its_unit() -> None:
    measure = replace(PERCENT, unit=Unit.DAYS, target=Z("12.4"), outturn=Z("14.0"))
    assert line_of(trend_chart(assessed(measure, "13.1"), PLAN), "Actual").labels == {1: "13.1"}


# Messages


@pytest.mark.parametrize(
    ("chart", "title"),
    [
        (of_spend("1.000", "2.000", "3.000"), "E1: heading for £12.033m, £1.033m over"),
        (of_spend("1.000", "2.000"), "E1: £2.000m so far, £0.162m above an even pace"),
        (of_share("70.0", "71.0"), "A1: 71.0%, 9.0 points below target and rising"),
        (of_share("71.0", "70.0"), "A1: 70.0%, 10.0 points below target and falling"),
        (of_share("71.0", "71.0"), "A1: 71.0%, 9.0 points below target and unchanged"),
        (of_share("79.0"), "A1: 79.0%, 1.0 points below target"),
        (of_share("80.0"), "A1: 80.0%, exactly on target"),
    ],
)
def test_a_chart_is_titled_with_its_message(chart: LineChart, title: str) -> None:
    assert chart.title == title


@pytest.mark.parametrize(
    "unit",
    [
        *(Unit.PERCENT, Unit.COUNT, Unit.MONEY, Unit.DAYS),
        Unit("rate", after=" per 10,000 children under 18", endings=("per 10,000",)),
        Unit("ratio", before="1:"),
    ],
)
@pytest.mark.parametrize("basis", [Basis.SNAPSHOT, Basis.CUMULATIVE])
@pytest.mark.parametrize("number", [1, 2, 3, 6, 12])
@pytest.mark.parametrize("component", ["", "of many words that stand in the caption alone"])
def test_no_message_has_more_than_ten_words(
    unit: Unit, basis: Basis, number: int, component: str
) -> None:
    measure = replace(PERCENT, unit=unit, basis_set=basis, component=component)
    chart = trend_chart(assessed(measure, *(str(50 + each) for each in range(number))), PLAN)
    assert len(chart.title.split()) <= MOST_WORDS
    assert component in chart.caption


def test_in_words_the_message_comes_first() -> None:
    assert of_share("70.0", "71.0").alt_text == (
        "Up from 70.0% in April to 71.0% in May; the 80% target is not met. "
        "Share: 70.0% on 30/04/12, 71.0% on 31/05/12; target 80%."
    )
    assert of_share("81.0", "80.0").alt_text.startswith(
        "Down from 81.0% in April to 80.0% in May; the 80% target is met. "
    )
    assert of_share("71.0", "71.0").alt_text.startswith("71.0% in May, the same as in April;")
    year = [str(70 + each) for each in range(12)]
    assert of_share(*year).alt_text.startswith(
        "Up from 70% in April to 81% in March; the 80% target was met. "
    )
    assert of_spend("1.000", "2.000", "3.000").alt_text.startswith(
        "£3.000m by 30 June 2012, heading for £12.033m (£11.818m to £12.248m) by 31 March 2013, "
        "£1.033m over. Spend: £1.000m on 30/04/12, "
    )


@pytest.mark.parametrize(
    ("difference", "unit", "said"),
    [
        ("-4.4", Unit.PERCENT, "4.4 points"),
        ("1", Unit.PERCENT, "1 point"),
        ("0.165", Unit.MONEY, "£0.165m"),
        ("-0.7", Unit.DAYS, "0.7 days"),
        ("16", Unit.COUNT, "16"),
        ("2", Unit("ratio", before="1:"), "2"),
    ],
)
def test_a_difference_is_told_in_the_unit(difference: str, unit: Unit, said: str) -> None:
    assert apart_words(Decimal(difference), unit) == said


# The axis


@pytest.mark.parametrize(
    ("unit", "figures", "axis"),
    [
        (Unit.COUNT, ("166", "174"), Axis(Z(0), Z(200), Z(50))),
        (Unit.MONEY, ("0.5", "1.45"), Axis(Z(0), Z(2), Z("0.5"))),
        (Unit.MONEY, ("-0.5", "1.0"), Axis(Z(-1), Z("1.5"), Z("0.5"))),
        (Unit.PERCENT, ("52.6", "57"), Axis(Z(48), Z(60), Z(2))),
        (Unit.PERCENT, ("99", "100"), Axis(Z(94), Z(100), Z(2))),
        (Unit.PERCENT, ("0", "1"), Axis(Z(0), Z("3.0"), Z("1.0"))),
        (Unit.PERCENT, ("3.7", "4.9"), Axis(Z(1), Z(7), Z(1))),
        (Unit.COUNT, ("0",), Axis(Z(0), Z(1), Z(1))),
    ],
)
def test_counts_and_money_begin_at_nought_and_percentages_have_a_window(
    unit: Unit, figures: tuple[str, ...], axis: Axis
) -> None:
    assert axis_for(unit, map(Decimal, figures)) == axis


@given(st.lists(st.decimals(-1000, 10_000, places=2), min_size=1, max_size=20))
def test_whatever_is_drawn_lies_within_its_axis(figures: list[Decimal]) -> None:
    for unit in (Unit.COUNT, Unit.MONEY, Unit.PERCENT, Unit.DAYS):
        axis = axis_for(unit, figures)
        assert axis.low <= min(figures) <= max(figures) <= axis.high
        assert axis.step > 0
        assert (axis.high - axis.low) / axis.step <= 8


def test_a_plan_of_years_says_which_year_a_month_is_of() -> None:
    plan = replace(PLAN, ends=Month(2014, 3).last)
    chart = trend_chart(assessed(SPEND, "1.000"), plan)
    assert (chart.categories[0], chart.categories[-1], len(chart.categories)) == (
        "Apr 12",
        "Mar 14",
        24,
    )


# Its labels


def placed(chart: LineChart) -> dict[str, Side]:
    found = sides(chart, line_of(chart, "Actual"))
    return {text: side for side, texts in found.items() for text in texts.values()}


def test_the_last_label_stands_on_the_paper_beside_its_point() -> None:
    assert placed(of_share("70.0", "74.0", "76.0"))["76.0%"] is Side.RIGHT


def test_a_label_stands_on_the_side_where_nothing_is_drawn() -> None:
    first = placed(of_share("78.0", "60.0", "61.0"))["78.0%"]
    assert first is Side.BELOW, "the target of 80% lies above it"
    assert placed(of_share("82.0", "60.0", "61.0"))["82.0%"] is Side.ABOVE


def test_near_the_foot_of_the_axis_a_label_stands_above() -> None:
    chart = of_spend("0.001", "0.500", "0.900")
    assert placed(chart)["£0.001m"] is Side.ABOVE


def test_labels_too_near_each_other_stand_on_two_sides() -> None:
    chart = of_spend("1.000", "2.000")
    assert len({*placed(chart).values()}) == 2


def test_at_a_low_point_of_a_steep_line_a_label_stands_below_it() -> None:
    assert placed(of_share("70.0", "50.0", "50.0", "68.0"))["50.0%"] is Side.BELOW


def test_a_chart_beside_words_is_as_high_as_its_title_and_its_legend_want() -> None:
    chart = chart_beside_name(assessed(PERCENT, "70.0", "71.0", "72.0"), PLAN)
    assert chart is not None
    plain = height_beside_words(replace(chart, title="Short"))
    assert (
        height_beside_words(replace(chart, title="Short enough for a line, and another")) == plain
    )
    assert (
        height_beside_words(replace(chart, title="So long that it stands on two lines: " * 2))
        > plain
    )
    long_named = (replace(chart.lines[0], name="Statistical neighbours"), *chart.lines[1:])
    assert height_beside_words(replace(chart, title="Short", lines=long_named)) > plain, (
        "a name a line"
    )


def test_no_month_below_a_chart_is_turned_and_of_very_many_every_second_is_told() -> None:
    year = of_share(*(f"{each}.0" for each in range(60, 72)))
    assert len(year.categories) == 13, "last year's before them"
    spend = of_spend("1.000", "2.000", "3.000")
    beside_words, narrow = (CHART_PIXELS, 160), (276, 160)
    assert categories_a_name(spend, beside_words) == 1
    assert categories_a_name(spend, narrow) == 2, "twelve months touch there"
    xml = chart_parts(year, "rId1")[0].decode()
    months = xml[xml.index("<c:catAx>") : xml.index("</c:catAx>")]
    assert 'rot="0"' in months
    assert '<c:tickLblSkip val="2"/>' in months
    few = chart_parts(of_share("70.0", "71.0", "72.0"), "rId1")[0].decode()
    assert '<c:tickLblSkip val="1"/>' in few


def test_the_name_over_a_chart_is_not_told_again_in_it() -> None:
    assert chart_beside_name(assessed(PERCENT, "70.0", "71.0"), PLAN) is None, "two are no line"
    chart = chart_beside_name(assessed(SPEND, "1.000", "2.000", "3.000"), PLAN)
    assert chart is not None
    assert (chart.title, chart.caption) == ("Heading for £12.033m, £1.033m over", "")
