"""What of a record's rows is followed into later years; the fields are those of `record/schema`.

Many months are read, and a row with these alone is read in half the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.model import MeasureState
from cyps_reports.plan.dates import Month
from cyps_reports.record.schema import FurtherRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedMeasure:
    """A measure row of a year before, as `MeasureRow` has it."""

    ref: str
    component: str
    priority: str = ""
    name: str = ""
    unit: str = ""
    basis: str = ""
    actual: Decimal | None
    actual_said: str = ""
    as_at: date | None
    data_status: str
    kept_from: Month | None = None
    can_be_rated: bool | None = None
    state: MeasureState
    comment: str
    corrective_action: str
    further: tuple[FurtherRow, ...] = ()
    was: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedDeadline:
    """A deadline of a year before, as `DeadlineRow` has it."""

    ref: str
    deadline: int
    priority: str = ""
    name: str = ""
    due: date | None
    redated: date | None
    state: DeadlineState
    status: str
    completed: date | None
    expected: date | None
    expected_last: date | None = None
    progress: str
    corrective_action: str
    further: tuple[FurtherRow, ...] = ()
    was: str = ""
