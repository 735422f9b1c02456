"""What is printed for each code of the assessment: the one table of these words.

The codes themselves (MeasureState and the others) stay in records, whatever is printed for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Against, Travel
from cyps_reports.returns.model import DataStatus, Status

MEASURE_WORDS: Mapping[MeasureState, str] = {
    MeasureState.ON_TARGET: "On target",
    MeasureState.CLOSE_TO_TARGET: "Close to target",
    MeasureState.OFF_TARGET: "Off target",
    MeasureState.NO_RETURN: "No return",
    MeasureState.NOT_REPORTED: "Not reported",
    MeasureState.NOT_JUDGED: "Not judged",
    MeasureState.PART_REPORTED: "Part reported",
    MeasureState.NOT_YET_DUE: "Not yet due",
    MeasureState.NOT_AVAILABLE: "Not available",
    MeasureState.NO_TARGET: "No target",
    MeasureState.NO_FORECAST: "No forecast yet",
    MeasureState.UNREADABLE: "Unreadable",
    MeasureState.MONITOR_ONLY: "Monitor only",
    MeasureState.NOT_SHOWN: "Not shown",
    MeasureState.WITHDRAWN: "Withdrawn",
    MeasureState.MERGED: "Merged",
    MeasureState.DEFERRED: "Deferred",
}
DEADLINE_WORDS: Mapping[DeadlineState, str] = {
    DeadlineState.OVERDUE: "Overdue",
    DeadlineState.MISSED: "Missed",
    DeadlineState.AT_RISK: "At risk",
    DeadlineState.MISSED_THIS_MONTH: "Missed this month",
    DeadlineState.MISSED_THIS_QUARTER: "Missed this quarter",
    DeadlineState.MISSED_THIS_TERM: "Missed this term",
    DeadlineState.MISSED_THIS_HALF_YEAR: "Missed this half-year",
    DeadlineState.MISSED_THIS_YEAR: "Missed this year",
    DeadlineState.MISSED_LAST_QUARTER: "Missed last quarter",
    DeadlineState.MISSED_LAST_TERM: "Missed last term",
    DeadlineState.MISSED_LAST_HALF_YEAR: "Missed last half-year",
    DeadlineState.MISSED_LAST_YEAR: "Missed last year",
    DeadlineState.REDATED: "Re-dated",
    DeadlineState.NO_RETURN: "No return",
    DeadlineState.NO_UPDATE: "No update",
    DeadlineState.NO_DATE_SET: "No date set",
    DeadlineState.NOT_YET_STARTED: "Not yet started",
    DeadlineState.DUE_THIS_QUARTER: "Due this quarter",
    DeadlineState.DUE_THIS_TERM: "Due this term",
    DeadlineState.DUE_THIS_HALF_YEAR: "Due this half-year",
    DeadlineState.DUE_THIS_YEAR: "Due this year",
    DeadlineState.DUE_SOON: "Due soon",
    DeadlineState.ON_TRACK: "On track",
    DeadlineState.ONGOING: "Ongoing",
    DeadlineState.DONE_THIS_MONTH: "Done this month",
    DeadlineState.DONE_THIS_QUARTER: "Done this quarter",
    DeadlineState.DONE_THIS_TERM: "Done this term",
    DeadlineState.DONE_THIS_HALF_YEAR: "Done this half-year",
    DeadlineState.DONE_THIS_YEAR: "Done this year",
    DeadlineState.COMPLETED_LATE: "Completed late",
    DeadlineState.COMPLETED: "Completed",
    DeadlineState.WITHDRAWN: "Withdrawn",
    DeadlineState.MERGED: "Merged",
    DeadlineState.DEFERRED: "Deferred",
}
DIRECTION_OF_TRAVEL = "Direction of travel"
"""What is improving, same or worsening, where it has a heading."""

TRAVEL_WORDS: Mapping[Travel, str] = {
    Travel.IMPROVING: "improving",
    Travel.SAME: "same",
    Travel.WORSENING: "worsening",
    Travel.NOT_COMPARABLE: "not comparable",
}
AGAINST_WORDS: Mapping[Against, str] = {
    Against.BETTER: "better",
    Against.SAME: "same",
    Against.WORSE: "worse",
    Against.NOT_COMPARABLE: "not comparable",
}
STATUS_WORDS: Mapping[Status, str] = {
    Status.NOT_STARTED: "Not started",
    Status.ON_TRACK: "On track",
    Status.AT_RISK: "At risk",
    Status.COMPLETED: "Completed",
}
DATA_STATUS_WORDS: Mapping[DataStatus, str] = {
    DataStatus.FINAL: "Final",
    DataStatus.PROVISIONAL: "Provisional",
    DataStatus.NOT_YET_DUE: "Not yet due",
    DataStatus.NOT_AVAILABLE: "Not available",
}
_TABLES: Mapping[type[StrEnum], Mapping[Any, str]] = {
    MeasureState: MEASURE_WORDS,
    DeadlineState: DEADLINE_WORDS,
    Travel: TRAVEL_WORDS,
    Against: AGAINST_WORDS,
    Status: STATUS_WORDS,
    DataStatus: DATA_STATUS_WORDS,
}


def word_of(code: MeasureState | DeadlineState | Travel | Against | Status | DataStatus) -> str:
    """The word that is printed for a code."""
    return _TABLES[type(code)][code]
