"""What tables of ratings are made of: the colours by their names, a measure, and any figures."""

from decimal import Decimal

from hypothesis import strategies as st

from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.quantities import Missing, Tolerance
from cyps_reports.plan.model.units import Unit

GREEN, AMBER, RED = MeasureState.ON_TARGET, MeasureState.CLOSE_TO_TARGET, MeasureState.OFF_TARGET
FIVE_PERCENT = Tolerance(Decimal(5))
FIGURES = st.decimals(min_value=-500, max_value=500, places=2)
RATED = st.sampled_from([Polarity.HIGHER, Polarity.LOWER])


def measure(target: str, polarity: Polarity, unit: Unit = Unit.PERCENT, **more: object) -> Measure:
    """A measure with a target, or with the reason why there is none."""
    figure = Missing(target) if target in tuple(Missing) else Decimal(target)
    return Measure("A", 1, "", "A measure", unit, polarity, target=figure, **more)  # type: ignore[arg-type]
