"""The sentence of every rating, and of every missing one; no limit contradicts its colour."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.measures import rate
from cyps_reports.assessment.model import Against, Comparison, Direction, MeasureResult, Travel
from cyps_reports.findings import CellRef
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Tolerance
from cyps_reports.plan.model.units import Unit
from cyps_reports.report.wording import measure_reason
from cyps_reports.returns.model import Absent, DataStatus, Input, MeasureEntry, Returns
from tests.tools.approved_plan import approved_plan
from tests.tools.ratings import FIGURES, FIVE_PERCENT, GREEN, RATED, RED, measure
from tests.tools.returned import SEPTEMBER


def assessed(plan: Plan, ref: str, **entry: object) -> MeasureResult:
    planned = next(each for each in plan.measures if each.ref == ref)
    read = MeasureEntry(**entry, places={"actual": CellRef("a.xlsx", "Targets", "H5")})  # type: ignore[arg-type]
    returns = Returns(SEPTEMBER, (Input("a.xlsx", "", planned.priority),), {planned.key: read})
    results = assess(plan, returns, Earlier(), SEPTEMBER.last).measures
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
    result = assess(
        plan, Returns(SEPTEMBER, (Input("a.xlsx", "", "A"),)), Earlier(), SEPTEMBER.last
    ).measures[3]
    assert (
        measure_reason(result, plan, SEPTEMBER)
        == "Its row is missing from the September 2012 return."
    )
