"""The colours that a measure is rated in, by the names that tables of ratings have for them."""

from cyps_reports.assessment.measure_states import MeasureState

GREEN, AMBER, RED = MeasureState.ON_TARGET, MeasureState.CLOSE_TO_TARGET, MeasureState.OFF_TARGET
