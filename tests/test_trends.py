"""Points, forecasts, steps and usual ranges of measures."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier, EarlierActual, earlier_of
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import MeasureResult, RatedOn, Travel
from cyps_reports.assessment.trends import (
    Forecast,
    Method,
    Point,
    forecast_of,
    points_of,
)
from cyps_reports.plan.dates.months import Month, month_of
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Missing, Tolerance
from cyps_reports.plan.model.units import Unit
from cyps_reports.report.outlook_wording import forecast_words
from cyps_reports.report.wording import (
    direction_words,
    measure_reason,
    outturn_words,
    state_words,
)
from cyps_reports.returns.model import Absent, Input, MeasureEntry, Returns

PLAN = Plan(
    "Council",
    "Service",
    "Plan",
    "2012/13",
    date(2012, 4, 1),
    date(2013, 3, 31),
    Tolerance(Decimal(5)),
)
PERCENT = Measure(
    "A", 1, "", "Share", Unit.PERCENT, Polarity.HIGHER, outturn=Decimal("70.0"), target=Decimal(80)
)
SPEND = Measure(
    *("E", 1, "", "Spend", Unit.MONEY, Polarity.LOWER),
    outturn=Decimal("12.000"),
    target=Decimal("11.000"),
    basis_set=Basis.CUMULATIVE,
)
MONTHS = PLAN.months


def told(*actuals: str, first: Month = MONTHS[0]) -> tuple[EarlierActual, ...]:
    """Actuals of one month after the other, as the month's last day; the newest first."""
    found: list[EarlierActual] = []
    month = first
    for actual in actuals:
        found.insert(0, EarlierActual(month, Decimal(actual), month.last))
        month = month.next
    return tuple(found)


def points(measure: Measure, *actuals: str) -> tuple[Point, ...]:
    return points_of(measure, PLAN, told(*actuals))


def test_a_figure_told_again_for_the_same_day_is_one_point_and_the_last_word_counts() -> None:
    day = date(2012, 4, 30)
    twice = (EarlierActual(MONTHS[1], Decimal(72), day), EarlierActual(MONTHS[0], Decimal(70), day))
    assert points_of(PERCENT, PLAN, twice) == (Point(day, MONTHS[1], Decimal(72)),)


def test_points_are_in_the_order_of_their_days_and_of_the_plan_year() -> None:
    late_told = (
        EarlierActual(MONTHS[3], Decimal(73), date(2012, 5, 31)),
        EarlierActual(MONTHS[2], Decimal(72), Absent.EMPTY),
        EarlierActual(MONTHS[1], Decimal(60), date(2011, 5, 31)),
    )
    assert [point.day for point in points_of(PERCENT, PLAN, late_told)] == [
        date(2012, 5, 31),
        date(2012, 6, 30),
    ]


def test_annual_results_have_no_points() -> None:
    assert points_of(replace(PERCENT, basis_set=Basis.ANNUAL), PLAN, told("70", "71", "72")) == ()


@pytest.mark.parametrize(
    ("basis", "number", "is_forecast"),
    [
        (Basis.SNAPSHOT, 5, False),
        (Basis.SNAPSHOT, 6, True),
        (Basis.SNAPSHOT, 11, True),
        (Basis.SNAPSHOT, 12, False),  # the year is over
        (Basis.CUMULATIVE, 2, False),
        (Basis.CUMULATIVE, 3, True),
        (Basis.ROLLING, 11, False),
        (Basis.ANNUAL, 11, False),
    ],
)
def test_when_there_is_a_forecast(basis: Basis, number: int, is_forecast: bool) -> None:
    measure = replace(PERCENT, basis_set=basis)
    figures = points(measure, *(str(50 + each) for each in range(number)))
    assert (forecast_of(measure, PLAN, figures) is not None) is is_forecast


def test_a_straight_line_goes_on_straight() -> None:
    start = date(2012, 4, 1)
    line = tuple(
        Point(start + timedelta(days), month_of(start + timedelta(days)), Decimal(days) / 10)
        for days in (0, 40, 80, 120, 160, 200)
    )
    forecast = forecast_of(replace(PERCENT, decimals_set=1), PLAN, line)
    # A range is never narrower than a step of the decimals, however straight the line.
    assert forecast == Forecast(Decimal("36.3"), Decimal("36.4"), Decimal("36.5"), 6, Method.LINE)


def test_the_range_of_the_line_is_the_textbooks_prediction_interval() -> None:
    """Days 0 to 5 of a plan year of 8 days: 1, 3, 2, 4, 3, 5.

    The mean day is 2.5, the mean figure 3, Σ(d−2.5)² = 17.5, the slope 11/17.5 = 0.6286. At day 7
    the line is 5.829; s² = (10 − 0.6286 × 11) / 4 = 0.7714; t(4) = 1.533, and 1.533 × √(0.7714 × (1
    + 1/6 + 4.5²/17.5)) = 2.052.
    """
    plan = replace(PLAN, ends=date(2012, 4, 8))
    days = tuple(
        Point(date(2012, 4, 1 + at), MONTHS[0], Decimal(figure))
        for at, figure in enumerate("132435")
    )
    forecast = forecast_of(replace(PERCENT, decimals_set=2, unit=Unit.COUNT), plan, days)
    assert forecast is not None
    assert (forecast.low, forecast.central, forecast.high) == (
        Decimal("3.78"),
        Decimal("5.83"),
        Decimal("7.88"),
    )


@pytest.mark.parametrize(
    ("number", "t"),
    [(6, 1.533), (7, 1.476), (8, 1.440), (9, 1.415), (10, 1.397), (11, 1.383)],
)
def test_the_range_of_the_line_rests_on_students_t(number: int, t: float) -> None:
    """The half width over that of one standard error is t, which leaves a tenth on either side
    (any textbook).
    """
    figures = [50 + (at % 2) for at in range(number)]
    days = [float((month.last - PLAN.starts).days) for month in MONTHS[:number]]
    middle, level = sum(days) / number, sum(figures) / number
    across = sum((day - middle) ** 2 for day in days)
    slope = sum((d - middle) * (f - level) for d, f in zip(days, figures, strict=True)) / across
    errors = sum(
        (f - level - slope * (d - middle)) ** 2 for d, f in zip(days, figures, strict=True)
    )
    ahead = (PLAN.ends - PLAN.starts).days - middle
    one = (errors / (number - 2) * (1 + 1 / number + ahead**2 / across)) ** 0.5
    measure = replace(PERCENT, decimals_set=6, unit=Unit.COUNT)
    forecast = forecast_of(measure, PLAN, points(measure, *map(str, figures)))
    assert forecast is not None
    assert float(forecast.high - forecast.low) / 2 / one == pytest.approx(t, abs=1e-4)


def test_what_could_be_anything_is_not_printed() -> None:
    result = assessed(PERCENT, "5", "95", "5", "95", "5", "95")
    assert result.forecast is not None
    assert (result.forecast.low, result.forecast.high) == (Decimal(0), Decimal(100))
    assert result.told_forecast is None
    assert forecast_words(result, PLAN) == ""


def test_a_forecast_of_few_figures_is_said_to_be_rough() -> None:
    so_far = ("1.000", "2.100", "3.000", "4.100", "5.000", "6.100")
    few, more = assessed(SPEND, *so_far[:5]), assessed(SPEND, *so_far)
    assert forecast_words(few, PLAN).endswith(" if nothing changes (rough)")
    assert forecast_words(more, PLAN).endswith(" if nothing changes")


def test_a_steady_pace_goes_on() -> None:
    plan = replace(PLAN, starts=date(2012, 4, 1), ends=date(2012, 4, 10))
    days = tuple(Point(date(2012, 4, each), MONTHS[0], Decimal(each)) for each in (2, 4, 5))
    assert forecast_of(SPEND, plan, days) == Forecast(
        Decimal("9.999"), Decimal("10.000"), Decimal("10.001"), 3, Method.PACE
    )


def test_an_uneven_pace_gives_a_range_about_the_mean_pace() -> None:
    forecast = forecast_of(SPEND, PLAN, points(SPEND, "1.000", "2.100", "2.900", "4.000"))
    assert forecast is not None
    assert forecast.low < forecast.central < forecast.high
    assert forecast.central == Decimal("11.967")  # 4 in 122 days, for 365


@pytest.mark.parametrize(
    ("number", "t"),
    [
        *[(3, 1.886), (4, 1.638), (5, 1.533), (6, 1.476), (7, 1.440)],
        *[(8, 1.415), (9, 1.397), (10, 1.383), (11, 1.372)],
    ],
)
def test_the_range_of_the_pace_rests_on_students_t(number: int, t: float) -> None:
    """Steps of equal length: the variance of the pace is that of the steps, and grows with the
    days that are left.
    """
    plan = replace(PLAN, ends=PLAN.starts + timedelta(10 * 12 - 1))
    steps = [100 + (at % 2) for at in range(number)]
    ends = [PLAN.starts + timedelta(10 * at - 1) for at in range(1, number + 1)]
    so_far = tuple(
        Point(day, month_of(day), Decimal(sum(steps[: at + 1]))) for at, day in enumerate(ends)
    )
    mean = sum(steps) / number
    a_day = sum((step - mean) ** 2 for step in steps) / 10 / (number - 1)
    left, elapsed = 10 * (12 - number), 10 * number
    one = (a_day * (left + left**2 / elapsed)) ** 0.5
    forecast = forecast_of(replace(SPEND, unit=Unit.COUNT, decimals_set=6), plan, so_far)
    assert forecast is not None
    assert float(forecast.high - forecast.low) / 2 / one == pytest.approx(t, abs=1e-4)


@given(st.lists(st.decimals(0, 100, places=1), min_size=6, max_size=11))
def test_a_forecast_is_always_a_possible_range(figures: list[Decimal]) -> None:
    forecast = forecast_of(PERCENT, PLAN, points(PERCENT, *map(str, figures)))
    assert forecast is not None
    assert 0 <= forecast.low <= forecast.central <= forecast.high <= 100
    assert forecast.high - forecast.low >= Decimal("0.1"), "one step of the measure's decimals"


@given(st.lists(st.decimals(-50, 50, places=3), min_size=3, max_size=11))
def test_any_spend_can_be_forecast(figures: list[Decimal]) -> None:
    forecast = forecast_of(SPEND, PLAN, points(SPEND, *map(str, figures)))
    assert forecast is not None
    assert forecast.low <= forecast.central <= forecast.high


# Rating of the year so far


def assessed(measure: Measure, *actuals: str, month: Month | None = None) -> MeasureResult:
    """The measure in the month of the last of its actuals."""
    *before, now = told(*actuals)[::-1]
    returns = Returns(
        month or now.month,
        (Input("e.xlsx", "", measure.priority),),
        {measure.key: MeasureEntry(now.actual, now.as_at)},
    )
    earlier = Earlier(actuals={measure.key: tuple(before[::-1])}) if before else Earlier()
    plan = replace(PLAN, measures=(measure,))
    return assess(plan, returns, earlier, returns.month.last).measures[0]


@pytest.mark.parametrize(
    ("actuals", "state", "on"),
    [
        (("0.900",), MeasureState.NO_FORECAST, RatedOn.FORECAST),
        (("0.900", "1.800"), MeasureState.NO_FORECAST, RatedOn.FORECAST),
        (("0.900", "1.800", "2.700"), MeasureState.ON_TARGET, RatedOn.FORECAST),
        (
            ("0.940", "1.880", "2.820"),
            MeasureState.CLOSE_TO_TARGET,
            RatedOn.FORECAST,
        ),  # comes to 11.311
        (("1.000", "2.000", "3.000"), MeasureState.OFF_TARGET, RatedOn.FORECAST),  # comes to 12.033
        (
            ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "10.5", "11.000"),
            MeasureState.ON_TARGET,
            RatedOn.ACTUAL,
        ),
    ],
)
def test_spend_so_far_is_rated_on_what_it_comes_to(
    actuals: tuple[str, ...], state: MeasureState, on: RatedOn
) -> None:
    result = assessed(SPEND, *actuals)
    assert result.state is state
    assert result.compared is not None
    assert result.compared.on is on


@pytest.mark.parametrize(
    ("actual", "state"),
    [
        ("2.000", MeasureState.ON_TARGET),
        ("2.001", MeasureState.CLOSE_TO_TARGET),
        ("2.100", MeasureState.CLOSE_TO_TARGET),
        ("2.101", MeasureState.OFF_TARGET),
    ],
)
def test_spend_so_far_is_rated_against_its_step_where_there_is_one(
    actual: str, state: MeasureState
) -> None:
    stepped = replace(SPEND, steps={MONTHS[0]: Decimal("0.900"), MONTHS[1]: Decimal("2.000")})
    result = assessed(stepped, "0.900", actual)
    assert result.state is state
    assert result.compared is not None
    assert result.compared.on is RatedOn.STEP


def test_where_there_is_no_step_any_more_the_forecast_is_rated() -> None:
    stepped = replace(SPEND, steps={MONTHS[0]: Decimal("0.900")})
    result = assessed(stepped, "0.900", "1.800", "2.700")
    assert result.compared is not None
    assert result.compared.on is RatedOn.FORECAST


def test_what_is_rated_on_its_forecast_says_so() -> None:
    result = assessed(SPEND, "1.000", "2.000", "3.000")
    assert state_words(result) == "Off target (forecast)"
    assert measure_reason(result, PLAN, result.points[-1].month) == (
        "£3.000m by 30 June 2012. At this rate £12.033m by 31 March 2013: £1.033m (9%) "
        "over the £11.000m target; amber starts at £11.550m."
    )
    assert forecast_words(result, PLAN) == (
        "Likely to miss £11.000m: £11.818m to £12.248m if nothing changes (rough)"
    )


def test_what_is_rated_against_its_step_says_so() -> None:
    stepped = replace(SPEND, steps={MONTHS[0]: Decimal("0.900")})
    result = assessed(stepped, "0.910")
    assert state_words(result) == "Close to target"
    assert measure_reason(result, PLAN, MONTHS[0]) == (
        "£0.010m over the step of £0.900m for 30 April 2012; amber up to £0.945m; the "
        "year-end target is £11.000m."
    )


def test_the_year_so_far_only_grows_so_its_forecasts_are_compared() -> None:
    result = assessed(SPEND, "1.000", "2.000", "3.000", "3.600")
    assert result.direction.travel is Travel.IMPROVING
    assert direction_words(result, PLAN) == (
        "▲ Heading for better than in Jun 2012 (forecast £12.033m)"
    )
    assert outturn_words(result, PLAN) == "▲ Heading for better than 2011/12 outturn"


def test_part_of_a_year_is_never_said_to_be_better_than_the_whole_one_before() -> None:
    """£3m in three months is less than last year's £12m, and heads for more."""
    result = assessed(SPEND, "1.000", "2.000", "3.010")
    assert result.direction.travel is Travel.WORSENING
    assert direction_words(result, PLAN) == "▼ Heading for worse than 2011/12 outturn (£12.000m)"
    assert assessed(SPEND, "1.000", "2.000").direction.travel is Travel.NOT_COMPARABLE


def test_the_years_result_is_compared_as_it_is() -> None:
    result = assessed(SPEND, *(f"{each}.000" for each in range(1, 12)), "12.500")
    assert outturn_words(result, PLAN) == "▼ Worsening since 2011/12 outturn"


@pytest.mark.parametrize(
    ("target", "polarity", "said"),
    [
        ("49.5", Polarity.HIGHER, "likely to meet 49.5%"),
        ("60.0", Polarity.HIGHER, "likely to miss 60.0%"),
        ("55.0", Polarity.HIGHER, "may meet or miss 55.0%"),
        ("60.0", Polarity.LOWER, "likely to meet 60.0%"),
        ("49.5", Polarity.LOWER, "likely to miss 49.5%"),
        ("55.0", Polarity.LOWER, "may meet or miss 55.0%"),
        ("57.0", Polarity.CLOSE, "likely to meet 57.0%"),
        ("70.0", Polarity.CLOSE, "likely to miss 70.0%"),
        ("60.0", Polarity.CLOSE, "may meet or miss 60.0%"),
    ],
)
def test_what_the_years_end_may_bring_is_said_against_the_target(
    target: str, polarity: Polarity, said: str
) -> None:
    """Rising from 50.0% to 53.5%, the year's end is between 54.6% and 58.7%."""
    measure = replace(PERCENT, target=Decimal(target), polarity=polarity)
    result = assessed(measure, "50.0", "51.5", "51.0", "52.5", "52.0", "53.5")
    assert result.forecast is not None
    assert (result.forecast.low, result.forecast.high) == (Decimal("54.6"), Decimal("58.7"))
    assert forecast_words(result, PLAN) == (
        f"{said.capitalize()}: 54.6% to 58.7% if nothing changes"
    )


def test_without_a_target_the_years_end_is_a_range_alone() -> None:
    measure = replace(PERCENT, target=Missing.TO_BE_CONFIRMED)
    result = assessed(measure, "50.0", "51.5", "51.0", "52.5", "52.0", "53.5")
    assert (
        forecast_words(result, PLAN) == "By the end of 2012/13: 54.6% to 58.7% if nothing changes"
    )


def test_a_snapshot_is_seen_against_the_last_month_and_the_outturn() -> None:
    result = assessed(PERCENT, "75.0", "72.0")
    assert direction_words(result, PLAN) == "▼ Worsening since Apr 2012 (75.0%)"
    assert outturn_words(result, PLAN) == "▲ Improving since 2011/12 outturn"


def test_a_restated_figure_says_what_it_was() -> None:
    earlier = (EarlierActual(MONTHS[0], Decimal("75.0"), MONTHS[0].last, was=Decimal("74.0")),)
    returns = Returns(
        MONTHS[1],
        (Input("a", "", "A"),),
        {("A1", ""): MeasureEntry(Decimal("72.0"), MONTHS[1].last)},
    )
    plan = replace(PLAN, measures=(PERCENT,))
    result = assess(plan, returns, Earlier(actuals={("A1", ""): earlier}), MONTHS[1].last).measures[
        0
    ]
    assert (
        direction_words(result, PLAN) == "▼ Worsening since Apr 2012 (75.0%, restated from 74.0%)"
    )


def test_earlier_months_are_put_together_in_their_order() -> None:
    months = [
        Returns(month, measures={("A1", ""): MeasureEntry(Decimal(70 + at), month.last)})
        for at, month in enumerate(MONTHS[:3])
    ]
    assert [each.actual for each in earlier_of(months).actuals["A1", ""]] == [72, 71, 70]
