"""What each rating and each state means, in a sentence for the key of the report and of the returns."""

from __future__ import annotations

from collections.abc import Iterable

from cyps_reports.assessment.deadlines import SOON
from cyps_reports.assessment.model import DeadlineState, MeasureState
from cyps_reports.assessment.trends import FEWEST_FOR_PACE
from cyps_reports.plan.model import Measure

MEASURE_MEANINGS = {
    MeasureState.ON_TARGET: "The actual meets its target or is better.",
    MeasureState.CLOSE_TO_TARGET: "The actual misses its target by no more than the tolerance.",
    MeasureState.OFF_TARGET: "The actual misses its target by more than the tolerance.",
    MeasureState.NO_RETURN: "The priority's workbook was not received.",
    MeasureState.NOT_REPORTED: "The workbook was received without a figure that was due.",
    MeasureState.NOT_JUDGED: "It is judged in words, and whoever judges it has not chosen a rating.",
    MeasureState.PART_REPORTED: "A component is not rated, and the others are on target or not rated either.",
    MeasureState.NOT_YET_DUE: "No figure is due yet: the result is not out, or its reporting period goes on.",
    MeasureState.NOT_AVAILABLE: "The manager says there is no figure this month.",
    MeasureState.NO_TARGET: "The plan sets no target yet.",
    MeasureState.NO_FORECAST: f"The year so far, rated on its forecast, which needs {FEWEST_FOR_PACE} figures.",
    MeasureState.UNREADABLE: "What was entered cannot be used as a figure of this month: a finding says why.",
    MeasureState.MONITOR_ONLY: "The plan monitors the measure without rating it.",
}


def measure_meanings(measures: Iterable[Measure]) -> dict[MeasureState, str]:
    """The meanings that these measures need: of being judged only where one is."""
    is_any_judged = any(each.unit.is_judged for each in measures)
    return {
        state: text for state, text in MEASURE_MEANINGS.items() if is_any_judged or state is not MeasureState.NOT_JUDGED
    }


DEADLINE_MEANINGS = {
    DeadlineState.COMPLETED: "Completed by its due date.",
    DeadlineState.COMPLETED_LATE: "Completed after its due date.",
    DeadlineState.OVERDUE: "Past its due date and not reported as completed. Due today is not overdue.",
    DeadlineState.AT_RISK: f"The manager says so or expects it late, or it is due within {SOON.days} days unstarted.",
    DeadlineState.REDATED: "The date was moved with approval; amber at best.",
    DeadlineState.DUE_SOON: f"Started, and due within {SOON.days} days.",
    DeadlineState.ON_TRACK: f"Started, and not due within {SOON.days} days.",
    DeadlineState.NOT_YET_STARTED: f"Not started, and not due within {SOON.days} days.",
    DeadlineState.DONE_THIS_MONTH: "A monthly item that was done in the month.",
    DeadlineState.MISSED_THIS_MONTH: "A monthly item last done the month before.",
    DeadlineState.MISSED: "A monthly item not done for longer, or never.",
    DeadlineState.ONGOING: "An ongoing item that was updated in the month.",
    DeadlineState.NO_UPDATE: "The workbook was received without an update.",
    DeadlineState.NO_DATE_SET: "The plan sets no date.",
    DeadlineState.NO_RETURN: "The priority's workbook was not received, and the item is not past due.",
}
