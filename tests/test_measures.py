"""The RAG rules of measures: truth tables, boundaries included, and what must hold for any
figures.
"""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier, earlier_of
from cyps_reports.assessment.exceptions import measure_counts
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.measures import (
    RowState,
    count_measures,
    rate,
    state_of_measure,
    state_without_actual,
)
from cyps_reports.assessment.model import (
    Against,
    Comparison,
    DateFault,
    Direction,
    MeasureResult,
    Travel,
)
from cyps_reports.findings import CellRef
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.figures.published import rounded
from cyps_reports.plan.figures.standards import step_on
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Missing, Tolerance
from cyps_reports.plan.model.units import Unit
from cyps_reports.report.wording import as_at_words, measure_reason
from cyps_reports.returns.model import Absent, DataStatus, Input, MeasureEntry, Returns
from tests.tools.approved_plan import approved_plan

FIVE_PERCENT = Tolerance(Decimal(5))
T = date(2012, 9, 30)
SEPTEMBER = Month(2012, 9)
GREEN, AMBER, RED = MeasureState.ON_TARGET, MeasureState.CLOSE_TO_TARGET, MeasureState.OFF_TARGET


def measure(target: str, polarity: Polarity, unit: Unit = Unit.PERCENT, **more: object) -> Measure:
    figure = Missing(target) if target in tuple(Missing) else Decimal(target)
    return Measure("A", 1, "", "A measure", unit, polarity, target=figure, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("polarity", "target", "actual", "state"),
    [
        # Higher is better: 5% of 80.00 is 4.00, so amber ends at 76.00.
        (Polarity.HIGHER, "80.00", "80.01", GREEN),
        (Polarity.HIGHER, "80.00", "80.00", GREEN),
        (Polarity.HIGHER, "80.00", "79.99", AMBER),
        (Polarity.HIGHER, "80.00", "76.00", AMBER),
        (Polarity.HIGHER, "80.00", "75.99", RED),
        # Lower is better: 5% of 80.00 is 4.00, so amber ends at 84.00.
        (Polarity.LOWER, "80.00", "79.99", GREEN),
        (Polarity.LOWER, "80.00", "80.00", GREEN),
        (Polarity.LOWER, "80.00", "80.01", AMBER),
        (Polarity.LOWER, "80.00", "84.00", AMBER),
        (Polarity.LOWER, "80.00", "84.01", RED),
        # Close to target: green within the tolerance on either side, never amber.
        (Polarity.CLOSE, "80.00", "84.00", GREEN),
        (Polarity.CLOSE, "80.00", "76.00", GREEN),
        (Polarity.CLOSE, "80.00", "84.01", RED),
        (Polarity.CLOSE, "80.00", "75.99", RED),
        # Negative targets: the tolerance is of the target's absolute value.
        (Polarity.HIGHER, "-10.00", "-10.50", AMBER),
        (Polarity.HIGHER, "-10.00", "-10.51", RED),
        # A target of nought has no percentage: anything short of it is red.
        (Polarity.LOWER, "0", "0", GREEN),
        (Polarity.LOWER, "0", "1", RED),
    ],
)
def test_ratings(polarity: Polarity, target: str, actual: str, state: MeasureState) -> None:
    assert rate(measure(target, polarity), Decimal(actual), FIVE_PERCENT)[0] is state


@pytest.mark.parametrize(
    ("target", "tolerance", "actual", "state"),
    [
        ("0", Tolerance(Decimal(2), is_absolute=True), "2", AMBER),
        ("0", Tolerance(Decimal(2), is_absolute=True), "3", RED),
        ("82.907", Tolerance(Decimal(1)), "83.736", AMBER),  # 1% of 82.907 is 0.82907
        ("82.907", Tolerance(Decimal(1)), "83.737", RED),
        ("150", Tolerance(Decimal(0)), "151", RED),
    ],
)
def test_own_tolerances(
    target: str, tolerance: Tolerance, actual: str, state: MeasureState
) -> None:
    assert rate(measure(target, Polarity.LOWER, Unit.COUNT), Decimal(actual), tolerance)[0] is state


@pytest.mark.parametrize(
    ("ref", "actual", "state"),
    [
        ("A4", "53", GREEN),  # 9 of 17 schools: 52.94% prints and rates as 53%
        ("A4", "52", AMBER),
        ("A4", "50", RED),
        ("B3", "6.50", GREEN),  # lower is better, and the target is worse than the outturn of 3.67
        ("B3", "6.51", AMBER),
        ("B3", "6.82", AMBER),
        ("B3", "6.83", RED),
        ("B4", "15.00", GREEN),
        ("B4", "15.75", AMBER),
        ("B4", "15.76", RED),
        ("A1", "78.0", GREEN),
        ("A1", "74.1", AMBER),
        ("A1", "74.0", RED),
    ],
)
def test_ratings_on_the_real_plan(plan: Plan, ref: str, actual: str, state: MeasureState) -> None:
    planned = next(each for each in plan.measures if each.ref == ref)
    assert rate(planned, Decimal(actual), plan.tolerance_of(planned))[0] is state


def test_9_of_17_schools_is_53_percent(plan: Plan) -> None:
    a4 = next(each for each in plan.measures if each.ref == "A4")
    assert rounded(Decimal(9) / 17 * 100, a4.decimals) == Decimal(53)


ENTRY = MeasureEntry


@pytest.mark.parametrize(
    ("entry", "is_awaited", "state"),
    [
        (None, True, MeasureState.NO_RETURN),
        (None, False, MeasureState.NO_RETURN),
        (ENTRY(), True, MeasureState.NOT_REPORTED),
        (ENTRY(), False, MeasureState.NOT_YET_DUE),
        (ENTRY(actual=Absent.UNREADABLE), True, MeasureState.UNREADABLE),
        (ENTRY(actual=Absent.UNREADABLE), False, MeasureState.UNREADABLE),
        (ENTRY(data_status=DataStatus.NOT_YET_DUE), True, MeasureState.NOT_YET_DUE),
        (ENTRY(data_status=DataStatus.NOT_AVAILABLE), True, MeasureState.NOT_AVAILABLE),
        (ENTRY(data_status=DataStatus.NOT_AVAILABLE), False, MeasureState.NOT_AVAILABLE),
        (ENTRY(actual=Absent.NOT_AVAILABLE), True, MeasureState.NOT_AVAILABLE),
        (ENTRY(data_status=DataStatus.FINAL), True, MeasureState.NOT_REPORTED),
    ],
)
def test_why_there_is_no_rating(
    entry: MeasureEntry | None, is_awaited: bool, state: MeasureState
) -> None:
    assert (
        state_without_actual(measure("80", Polarity.HIGHER), entry, is_awaited=is_awaited) is state
    )


@pytest.mark.parametrize(
    ("planned", "state"),
    [
        (measure("TBD", Polarity.HIGHER), MeasureState.NO_TARGET),
        (measure("TBC", Polarity.HIGHER), MeasureState.NO_TARGET),
        (measure("", Polarity.LOWER), MeasureState.NO_TARGET),
        (measure("80", Polarity.MONITOR), MeasureState.MONITOR_ONLY),
        (measure("", Polarity.MONITOR), MeasureState.MONITOR_ONLY),
    ],
)
def test_an_actual_that_is_not_rated(planned: Measure, state: MeasureState) -> None:
    assert rate(planned, Decimal(80), FIVE_PERCENT) == (state, None, None)
    assert state.rag == "grey"
    assert not state.is_rated


FIGURES = st.decimals(min_value=-500, max_value=500, places=2)
RATED = st.sampled_from([Polarity.HIGHER, Polarity.LOWER])
ORDER = [GREEN, AMBER, RED]


@given(FIGURES, FIGURES, FIGURES, RATED)
def test_a_better_actual_never_worsens_a_rating(
    target: Decimal, one: Decimal, two: Decimal, polarity: Polarity
) -> None:
    better, worse = (
        (max(one, two), min(one, two))
        if polarity is Polarity.HIGHER
        else (min(one, two), max(one, two))
    )
    states = [
        rate(measure(str(target), polarity), actual, FIVE_PERCENT)[0] for actual in (better, worse)
    ]
    assert ORDER.index(states[0]) <= ORDER.index(states[1])


@given(FIGURES, FIGURES, st.decimals(min_value=0, max_value=100, places=2))
def test_closer_to_a_close_target_is_never_worse(
    target: Decimal, one: Decimal, step: Decimal
) -> None:
    nearer, further = target + one / 1000, target + one / 1000 + (step if one >= 0 else -step)
    states = [
        rate(measure(str(target), Polarity.CLOSE), actual, FIVE_PERCENT)[0]
        for actual in (nearer, further)
    ]
    assert ORDER.index(states[0]) <= ORDER.index(states[1])


@given(
    FIGURES,
    FIGURES,
    st.sampled_from([Polarity.HIGHER, Polarity.LOWER, Polarity.CLOSE]),
    st.booleans(),
)
def test_negating_every_figure_and_swapping_polarity_changes_no_rating(
    target: Decimal, actual: Decimal, polarity: Polarity, is_absolute: bool
) -> None:
    swapped = {Polarity.HIGHER: Polarity.LOWER, Polarity.LOWER: Polarity.HIGHER}.get(
        polarity, polarity
    )
    tolerance = Tolerance(Decimal(5), is_absolute)
    one = rate(measure(str(target), polarity), actual, tolerance)
    other = rate(measure(str(-target), swapped), -actual, tolerance)
    assert one == other


@given(FIGURES, FIGURES, RATED)
def test_the_colour_never_contradicts_the_figure_beside_it(
    target: Decimal, actual: Decimal, polarity: Polarity
) -> None:
    assume(target != 0)
    state, _, _ = rate(measure(str(target), polarity), actual, FIVE_PERCENT)
    meets = actual >= target if polarity is Polarity.HIGHER else actual <= target
    assert (state is GREEN) is meets


def assessed(plan: Plan, ref: str, **entry: object) -> MeasureResult:
    planned = next(each for each in plan.measures if each.ref == ref)
    read = MeasureEntry(**entry, places={"actual": CellRef("a.xlsx", "Targets", "H5")})  # type: ignore[arg-type]
    returns = Returns(SEPTEMBER, (Input("a.xlsx", "", planned.priority),), {planned.key: read})
    results = assess(plan, returns, Earlier(), T).measures
    return next(each for each in results if each.measure.key == planned.key)


@pytest.mark.parametrize(
    ("ref", "actual", "reason"),
    [
        ("A4", "52", "1 point below the 53% target; amber down to 50.35%."),
        ("A4", "53", "Exactly on the 53% target."),
        ("A4", "60", "7 points above the 53% target."),
        ("A4", "41", "12 points below the 53% target; amber starts at 50.35%."),
        ("A7", "148", "2 below the 150 target, where lower is better."),
        ("A7", "176", "26 above the 150 target; amber starts at 157.5."),
        (
            "B8",
            "13.0",
            "0.6 days above the 12.4-day target; amber up to 13.0 days.",
        ),
        (
            "E1",
            "41.000",
            "£41.000m is the year so far. It is rated on its forecast, which needs 3 figures.",
        ),
        ("C3", "69", "69% cannot be rated: the target is to be determined."),
    ],
)
def test_every_rating_carries_its_sentence(plan: Plan, ref: str, actual: str, reason: str) -> None:
    result = assessed(plan, ref, actual=Decimal(actual))
    assert measure_reason(result, plan, SEPTEMBER) == reason


@pytest.mark.parametrize(
    ("ref", "entry", "reason"),
    [
        ("A4", {}, "No figure was given in the September 2012 return."),
        ("A5", {"data_status": DataStatus.NOT_YET_DUE}, "The result is not out yet."),
        (
            "A1",
            {"data_status": DataStatus.NOT_YET_DUE},
            "The result is not out yet. It was expected in July 2012.",
        ),
        (
            "A7",
            {"data_status": DataStatus.NOT_AVAILABLE},
            "The figure is not available this month.",
        ),
        ("A7", {"actual": Absent.UNREADABLE}, "What was entered cannot be read as a figure."),
        ("A7", {"actual": Absent.TWO_ANSWERS}, "Two different figures were returned."),
    ],
)
def test_every_missing_rating_says_why(
    plan: Plan, ref: str, entry: dict[str, object], reason: str
) -> None:
    assert measure_reason(assessed(plan, ref, **entry), plan, SEPTEMBER) == reason


def rated(planned: Measure, actual: Decimal, tolerance: Tolerance) -> tuple[MeasureState, str]:
    """The state of an actual under a tolerance, and its sentence."""
    state, gap, allowed = rate(planned, actual, tolerance)
    result = MeasureResult(
        measure=planned,
        entry=MeasureEntry(actual=actual),
        state=state,
        direction=Direction(Travel.NOT_COMPARABLE),
        similar=Against.NOT_COMPARABLE,
        gap=gap,
        tolerance=allowed,
        compared=Comparison(actual, planned.target),
    )
    return state, measure_reason(result, replace(approved_plan(), tolerance=tolerance), SEPTEMBER)


@pytest.mark.parametrize(
    ("planned", "actual", "tolerance", "limit"),
    [
        # 97.5% of 45.213 is 44.082675, 102.5% of it 46.343325: to the figures'
        # decimals; where such a figure had another colour, more exactly.
        (
            measure("45.213", Polarity.HIGHER, Unit.MONEY),
            "44.500",
            Tolerance(Decimal("2.5")),
            "£44.083m",
        ),
        (
            measure("45.213", Polarity.LOWER, Unit.MONEY),
            "46.000",
            Tolerance(Decimal("2.5")),
            "£46.343m",
        ),
        (measure("78.5", Polarity.HIGHER), "75.0", FIVE_PERCENT, "74.6%"),
        (measure("78.5", Polarity.HIGHER), "74.5", FIVE_PERCENT, "74.6%"),
        (measure("53", Polarity.HIGHER), "52", FIVE_PERCENT, "50.35%"),
        (measure("80", Polarity.HIGHER), "77", FIVE_PERCENT, "76%"),
        # No share is over all, and nothing that is counted is less than nought.
        (measure("98", Polarity.LOWER), "99", FIVE_PERCENT, "100%"),
        (measure("98", Polarity.LOWER), "103", FIVE_PERCENT, "102.9%"),
        (
            measure("2", Polarity.HIGHER, Unit.COUNT),
            "1",
            Tolerance(Decimal(3), is_absolute=True),
            "0",
        ),
        (
            measure("2", Polarity.HIGHER, Unit.COUNT),
            "-1",
            Tolerance(Decimal(3), is_absolute=True),
            "−1",
        ),
    ],
)
def test_a_limit_has_the_figures_decimals_and_can_be(
    planned: Measure, actual: str, tolerance: Tolerance, limit: str
) -> None:
    _, sentence = rated(planned, Decimal(actual), tolerance)
    assert sentence.removesuffix(".").endswith(f" {limit}"), sentence


@given(FIGURES, FIGURES, RATED, st.sampled_from(["5", "2.5", "0.333"]))
def test_the_limit_beside_a_figure_never_contradicts_its_colour(
    target: Decimal, actual: Decimal, polarity: Polarity, percentage: str
) -> None:
    assume(target != 0)
    state, sentence = rated(measure(str(target), polarity), actual, Tolerance(Decimal(percentage)))
    told = re.search(r"; (?:amber|on target) (starts at|up to|down to) (.*)%\.$", sentence)
    assert (told is None) is (state is GREEN)
    if told:
        limit = Decimal(told[2].replace("−", "-").replace(",", ""))
        is_beyond = actual < limit if actual < target else actual > limit
        assert (state is RED) is is_beyond, sentence
        assert is_beyond or limit != target, sentence


def test_a_row_that_is_gone_is_said(plan: Plan) -> None:
    result = assess(plan, Returns(SEPTEMBER, (Input("a.xlsx", "", "A"),)), Earlier(), T).measures[3]
    assert (
        measure_reason(result, plan, SEPTEMBER)
        == "Its row is missing from the September 2012 return."
    )


def test_a_measure_is_its_worst_rated_component(plan: Plan) -> None:
    returns = Returns(
        SEPTEMBER,
        (Input("e.xlsx", "", "E"),),
        {
            ("E1", "Gross"): MeasureEntry(actual=Decimal("82.000")),
            ("E1", "Net"): MeasureEntry(actual=Decimal("42.900")),
            ("E3", "Other CYPS"): MeasureEntry(actual=Decimal("0.400")),
        },
    )
    results = assess(plan, returns, Earlier(), T).measures_of("E")
    counts = measure_counts(results)
    # Spend of the year so far cannot be rated from one figure, and of E3 not all was returned.
    assert counts == {
        MeasureState.NO_FORECAST: 1,
        MeasureState.PART_REPORTED: 1,
        MeasureState.NOT_REPORTED: 6,
    }
    assert measure_counts(results[:2]).total() == 1


UNTOLD = MeasureState.NOT_REPORTED


@pytest.mark.parametrize(
    ("components", "state"),
    [
        ([(GREEN, True), (AMBER, True)], AMBER),
        ([(RED, True), (AMBER, True)], RED),
        ([(GREEN, True), (GREEN, True)], GREEN),
        ([(GREEN, True), (UNTOLD, True)], MeasureState.PART_REPORTED),
        ([(MeasureState.NO_FORECAST, True), (GREEN, True)], MeasureState.PART_REPORTED),
        ([(MeasureState.UNREADABLE, True), (GREEN, True)], MeasureState.PART_REPORTED),
        # Red and amber are known, whatever the others turn out to be.
        ([(AMBER, True), (UNTOLD, True)], AMBER),
        ([(RED, True), (UNTOLD, True)], RED),
        # A component without a target can never be rated, and holds nothing up.
        ([(GREEN, True), (UNTOLD, False)], GREEN),
        ([(GREEN, True), (MeasureState.NO_TARGET, False)], GREEN),
        # One has a figure that is not rated, the other has none.
        ([(MeasureState.NO_TARGET, False), (UNTOLD, True)], MeasureState.PART_REPORTED),
        ([(UNTOLD, True), (MeasureState.NO_FORECAST, True)], MeasureState.PART_REPORTED),
        ([(MeasureState.MONITOR_ONLY, False), (UNTOLD, False)], MeasureState.PART_REPORTED),
        # One is said in words that nobody has rated.
        ([(MeasureState.NOT_JUDGED, True), (GREEN, True)], MeasureState.PART_REPORTED),
        ([(MeasureState.NOT_JUDGED, True), (UNTOLD, True)], MeasureState.PART_REPORTED),
        (
            [(MeasureState.NOT_AVAILABLE, True), (MeasureState.NOT_JUDGED, True)],
            MeasureState.NOT_JUDGED,
        ),
        # Where none is rated, what asks most of somebody counts, wherever it stands.
        (
            [(MeasureState.NO_TARGET, False), (MeasureState.UNREADABLE, True)],
            MeasureState.UNREADABLE,
        ),
        ([(UNTOLD, True), (MeasureState.UNREADABLE, True)], MeasureState.UNREADABLE),
        ([(MeasureState.NOT_YET_DUE, True), (UNTOLD, True)], UNTOLD),
        (
            [(MeasureState.NO_FORECAST, True), (MeasureState.NOT_AVAILABLE, True)],
            MeasureState.NOT_AVAILABLE,
        ),
        (
            [(MeasureState.NO_TARGET, False), (MeasureState.NOT_YET_DUE, True)],
            MeasureState.NOT_YET_DUE,
        ),
        (
            [(MeasureState.NO_TARGET, False), (MeasureState.NO_FORECAST, True)],
            MeasureState.NO_FORECAST,
        ),
        ([(MeasureState.NO_TARGET, False), (MeasureState.NO_RETURN, True)], MeasureState.NO_RETURN),
        ([(UNTOLD, True), (UNTOLD, True)], UNTOLD),
        ([(UNTOLD, True)], UNTOLD),
    ],
)
def test_a_measure_with_components(
    components: list[tuple[MeasureState, bool]], state: MeasureState
) -> None:
    rows = [RowState("E1", each, can_be_rated) for each, can_be_rated in components]
    assert state_of_measure(rows) is state
    assert count_measures(rows) == {state: 1}


def test_every_state_without_a_rating_has_its_place_among_components() -> None:
    unrated = {each for each in MeasureState if not each.is_rated} - {MeasureState.PART_REPORTED}
    for state in unrated:
        assert state_of_measure([RowState("E1", state)]) is state
    told = unrated - {MeasureState.NOT_SHOWN}
    assert state_of_measure([RowState("E1", each) for each in told]) is MeasureState.UNREADABLE
    # In the public edition, what is hidden comes before all that could tell something of it.
    assert state_of_measure([RowState("E1", each) for each in unrated]) is MeasureState.NOT_SHOWN


def test_a_measure_is_not_on_target_while_its_net_spend_is_not_known(plan: Plan) -> None:
    """E1 Gross is on its step; of Net nothing was returned."""
    stepped = {"Gross": Decimal("43.000"), "Net": Decimal("21.000")}
    measures = tuple(
        replace(each, steps={SEPTEMBER: stepped[each.component]})
        for each in plan.measures
        if each.ref == "E1"
    )
    entries = {("E1", "Gross"): MeasureEntry(actual=Decimal("43.000"), as_at=T)}
    returns = Returns(SEPTEMBER, (Input("e.xlsx", "", "E"),), entries)
    results = assess(replace(plan, measures=measures), returns, Earlier(), T).measures
    assert [each.state for each in results] == [GREEN, UNTOLD]
    assert measure_counts(results) == {MeasureState.PART_REPORTED: 1}


# The day of a figure

CUMULATIVE = replace(
    measure("86.000", Polarity.LOWER),
    unit=Unit.MONEY,
    basis_set=Basis.CUMULATIVE,
    steps={SEPTEMBER: Decimal(43)},
)
SHARE = measure("80", Polarity.HIGHER)


@pytest.mark.parametrize(
    ("planned", "day", "state", "fault"),
    [
        (CUMULATIVE, date(2012, 9, 30), GREEN, None),
        (CUMULATIVE, date(2012, 10, 1), MeasureState.UNREADABLE, DateFault.AFTER),
        (CUMULATIVE, date(2013, 3, 31), MeasureState.UNREADABLE, DateFault.AFTER),
        (CUMULATIVE, date(2013, 9, 30), MeasureState.UNREADABLE, DateFault.AFTER),  # a year off
        (CUMULATIVE, date(2012, 3, 31), MeasureState.UNREADABLE, DateFault.BEFORE),
        (CUMULATIVE, date(2011, 9, 30), MeasureState.UNREADABLE, DateFault.BEFORE),  # a year off
        (CUMULATIVE, Absent.EMPTY, GREEN, None),
        (SHARE, date(2012, 9, 30), RED, None),
        (SHARE, date(2012, 4, 1), RED, None),
        (SHARE, date(2012, 10, 1), MeasureState.UNREADABLE, DateFault.AFTER),
        (SHARE, date(2012, 3, 31), RED, None),  # old, and told so, but what is known
        (SHARE, Absent.UNREADABLE, RED, None),
    ],
)
def test_the_day_of_a_figure_decides_whether_it_is_rated(
    plan: Plan, planned: Measure, day: date | Absent, state: MeasureState, fault: DateFault | None
) -> None:
    entry = MeasureEntry(actual=Decimal(43), as_at=day)
    result = _assessed_alone(plan, planned, entry)
    assert (result.state, result.fault) == (state, fault)
    assert result.actual == 43, "it is shown all the same"
    if fault:
        assert (result.points, result.forecast, result.direction.travel) == (
            (),
            None,
            Travel.NOT_COMPARABLE,
        )


def _assessed_alone(
    plan: Plan, planned: Measure, entry: MeasureEntry, earlier: Earlier | None = None
) -> MeasureResult:
    returns = Returns(SEPTEMBER, (Input("a.xlsx", "", planned.priority),), {planned.key: entry})
    return assess(replace(plan, measures=(planned,)), returns, earlier or Earlier(), T).measures[0]


@pytest.mark.parametrize(
    ("planned", "day", "reason"),
    [
        (
            SHARE,
            date(2013, 9, 30),
            "43% is dated 30 September 2013, which is after the day of this report, so it is not "
            "rated.",
        ),
        (
            CUMULATIVE,
            date(2011, 9, 30),
            "£43m is dated 30 September 2011, before the plan year began; a figure of the year so "
            "far cannot be, so it"
            " is not rated.",
        ),
    ],
)
def test_a_figure_that_is_not_rated_for_its_date_says_so(
    plan: Plan, planned: Measure, day: date, reason: str
) -> None:
    result = _assessed_alone(plan, planned, MeasureEntry(actual=Decimal(43), as_at=day))
    assert measure_reason(result, plan, SEPTEMBER) == reason


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2012, 7, 31), "31/07/12, final"),
        (date(2012, 4, 1), "01/04/12, final"),
        (date(2012, 3, 31), "31/03/12, 6 months old, final"),
        (date(2011, 9, 30), "30/09/11, 12 months old, final"),
    ],
)
def test_a_figure_from_before_the_plan_year_is_shown_with_its_age(
    plan: Plan, day: date, words: str
) -> None:
    entry = MeasureEntry(actual=Decimal(81), as_at=day, data_status=DataStatus.FINAL)
    assert as_at_words(_assessed_alone(plan, SHARE, entry), plan, T) == words


def test_a_figure_of_a_day_to_come_is_never_read_from_later(plan: Plan) -> None:
    august, july = Month(2012, 8), Month(2012, 7)
    months = [
        Returns(july, measures={SHARE.key: MeasureEntry(Decimal(70), july.last)}),
        Returns(august, measures={SHARE.key: MeasureEntry(Decimal(99), date(2013, 8, 31))}),
    ]
    earlier = earlier_of(months)
    assert [each.actual for each in earlier.actuals[SHARE.key]] == [70]
    assert [each.actual for each in earlier.set_aside[SHARE.key]] == [99], (
        "to be shown all the same"
    )
    result = _assessed_alone(plan, SHARE, MeasureEntry(actual=Decimal(71), as_at=T), earlier)
    assert (result.direction.travel, result.direction.since) == (Travel.IMPROVING, july)


def test_a_figure_from_before_the_plan_year_is_no_earlier_figure(plan: Plan) -> None:
    """August's figure was of last November: September's is compared with July's."""
    july, august = Month(2012, 7), Month(2012, 8)
    months = [
        Returns(july, measures={SHARE.key: MeasureEntry(Decimal(70), july.last)}),
        Returns(august, measures={SHARE.key: MeasureEntry(Decimal(99), date(2011, 11, 30))}),
    ]
    result = _assessed_alone(
        plan, SHARE, MeasureEntry(actual=Decimal(71), as_at=T), earlier_of(months)
    )
    assert (result.direction.travel, result.direction.since) == (Travel.IMPROVING, july)


# Steps of a figure of the year so far, on the line between two dates

STEPPED = replace(
    CUMULATIVE,
    decimals_set=3,
    steps={
        Month(2012, 4): Decimal("3.000"),
        Month(2012, 6): Decimal("9.100"),
        Month(2013, 3): Decimal("86.000"),
    },
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2012, 3, 30), None),
        (date(2012, 3, 31), "0.000"),
        (date(2012, 4, 15), "1.500"),  # half way from nought to 3
        (date(2012, 4, 30), "3.000"),
        (date(2012, 5, 31), "6.100"),  # 31 of the 61 days to the end of June: 3 + 6.1 × 31/61
        (date(2012, 6, 30), "9.100"),
        (date(2012, 7, 31), "17.800"),  # 9.1 + 76.9 × 31/274
        (date(2013, 3, 31), "86.000"),
    ],
)
def test_a_line_of_steps_is_read_on_the_figures_own_day(
    plan: Plan, day: date, expected: str | None
) -> None:
    read = step_on(STEPPED, plan, day)
    assert (read and read.figure) == (None if expected is None else Decimal(expected))


def test_after_the_last_step_of_the_year_so_far_there_is_no_standard(plan: Plan) -> None:
    assert step_on(CUMULATIVE, plan, date(2012, 10, 1)) is None
    assert step_on(SHARE, plan, T) is None


@pytest.mark.parametrize(
    ("actual", "day", "state", "reason"),
    [
        (
            "1.500",
            date(2012, 4, 15),
            GREEN,
            "Exactly on the step of £1.500m for 15 April 2012 (on the line between two "
            "steps); the year-end target is £86.000m.",
        ),
        (
            "3.000",
            date(2012, 4, 15),
            RED,
            "£1.500m over the step of £1.500m for 15 April 2012 (on the line between two "
            "steps); amber starts at £1.575m; the year-end target is £86.000m.",
        ),
        (
            "3.000",
            date(2012, 4, 30),
            GREEN,
            "Exactly on the step of £3.000m for 30 April 2012; the year-end target is £86.000m.",
        ),
    ],
)
def test_spend_is_rated_against_the_step_of_its_own_day(
    plan: Plan, actual: str, day: date, state: MeasureState, reason: str
) -> None:
    result = _assessed_alone(plan, STEPPED, MeasureEntry(actual=Decimal(actual), as_at=day))
    assert result.state is state
    assert measure_reason(result, plan, SEPTEMBER) == reason
