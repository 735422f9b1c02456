"""What the rows of a record say, as entries of returns and as states of the plan's rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.reported_position import DeadlineStanding, MeasureStanding
from cyps_reports.assessment.restated import Restated, Told, What
from cyps_reports.plan.model.measure import Measure
from cyps_reports.record.former import FormerDeadline, FormerMeasure
from cyps_reports.record.schema import DeadlineRow, FurtherRow, InputRow, MeasureRow, RestatedRow
from cyps_reports.returns.model import (
    Absent,
    DataStatus,
    DeadlineEntry,
    Input,
    MeasureEntry,
    MeasureKey,
    SignOff,
    Status,
)
from cyps_reports.returns.says_nothing import given

_DATA_STATUSES = {status.value.lower(): status for status in DataStatus}


def key_of(row: MeasureRow | FormerMeasure | RestatedRow) -> MeasureKey:
    """Reference and component: what finds the row's measure in the plan."""
    return row.ref, row.component


def figure_of(figure: Decimal | None, said: str, measure: Measure | None) -> Decimal | None:
    """The figure; of what was judged, the place of its value among those that the plan now has."""
    return measure.unit.place_of(said) if measure and said else figure


def measure_entry(row: MeasureRow | FormerMeasure, measure: Measure | None) -> MeasureEntry:
    """What the month's own return gave; a kept actual was another month's."""
    is_own = row.kept_from is None
    actual = figure_of(row.actual, row.actual_said, measure) if is_own else None
    is_text = is_own and measure is not None and measure.unit.is_text
    status = _DATA_STATUSES.get(row.data_status, Absent.EMPTY)
    return MeasureEntry(
        actual=Absent.EMPTY if actual is None else actual,
        said=row.actual_said if is_text else "",
        as_at=(row.as_at if is_own else None) or Absent.EMPTY,
        data_status=status if is_own else Absent.EMPTY,
        comment=given(row.comment),
        corrective_action=given(row.corrective_action),
        further=_further(row.further) if row.further else (),
    )


def input_in(row: InputRow) -> Input:
    """A workbook that was read, with what it said of who answers for it."""
    sign_off = SignOff(row.filled_in_by, row.signed_off_by, row.signed_off_on)
    return Input(
        row.workbook, row.sha256, row.priority, sign_off, signed_content=row.signed_content
    )


def deadline_entry(row: DeadlineRow | FormerDeadline, completed: date | None) -> DeadlineEntry:
    """What the month's own return gave; `completed` is the date completed that is asked for."""
    return DeadlineEntry(
        status=Status(row.status) if row.status else Absent.EMPTY,
        completed=completed or Absent.EMPTY,
        expected=row.expected or Absent.EMPTY,
        progress=given(row.progress),
        corrective_action=given(row.corrective_action),
        further=_further(row.further) if row.further else (),
    )


def _further(rows: Iterable[FurtherRow]) -> tuple[tuple[str, str], ...]:
    return tuple((each.column, each.text) for each in rows if given(each.text))


def measure_standing(
    row: MeasureRow | FormerMeasure, measure: Measure | None, priority: str
) -> MeasureStanding:
    """How the row stood, in a priority of the plan."""
    # Records of before had no such word; of a plan's row without a target the state tells.
    can_be_rated = (
        row.state is not MeasureState.NO_TARGET if row.can_be_rated is None else row.can_be_rated
    )
    actual = figure_of(row.actual, row.actual_said, measure)
    return MeasureStanding(row.state, actual, can_be_rated, priority)


def deadline_standing(row: DeadlineRow | FormerDeadline, priority: str) -> DeadlineStanding:
    """How the row stood, in a priority of the plan."""
    expected = row.expected_last if row.state.is_open else None
    return DeadlineStanding(row.state, row.redated or row.due, expected, priority)


def restated_in(row: RestatedRow, measure: Measure | None) -> Restated:
    """A figure that was told otherwise than before."""
    was, now = (
        (said or None) if row.what is What.RATING else _told(figure, said, measure)
        for figure, said in ((row.was, row.was_said), (row.now, row.now_said))
    )
    return Restated(key_of(row), row.month, was, now, row.what)


def _told(figure: Decimal | None, said: str, measure: Measure | None) -> Told | None:
    if measure and measure.unit.is_text:
        return said or None
    return figure_of(figure, said, measure)
