"""The RAG rules of measures: truth tables with their boundaries, and what holds for any figures."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.measures import rate, state_without_actual
from cyps_reports.plan.figures.published import rounded
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Tolerance
from cyps_reports.plan.model.units import Unit
from cyps_reports.returns.model import Absent, DataStatus, MeasureEntry
from tests.tools.ratings import AMBER, FIGURES, FIVE_PERCENT, GREEN, RATED, RED, measure


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
