"""How a plan's year ended: figures against targets, what was late, what was not done."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.measures import RowState, count_measures, rate
from cyps_reports.assessment.model import Assessment, DeadlineResult, MeasureResult, RatedOn
from cyps_reports.groups import grouped
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import WithdrawnAs
from cyps_reports.plan.model.measure import Basis
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns.model import DataStatus


class Firmness(StrEnum):
    """How firm the year's figure of a measure is, the least firm first; the printed word."""

    MISSING = "missing"
    UNSAID = "not said to be final"
    PROVISIONAL = "provisional"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class MeasureEnd:
    """A measure row at the year's end: its state against the year's target, how firm its figure is.

    A figure from before the year is none of it, nor is one of the year so far from before its last
    month. `past` is how many tolerances the figure is past the target, negative where it is worse.
    """

    result: MeasureResult
    state: MeasureState
    firmness: Firmness
    past: float = 0.0


class Fate(StrEnum):
    """Where a deadline went that was not done, the worst first; what a sentence says of some."""

    OVERDUE = "overdue"
    OPEN = "still open, but not overdue"
    REDATED = "re-dated beyond the plan's end"
    DEFERRED = "deferred"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class DeadlineEnd:
    """A deadline that was not done, and where it went."""

    result: DeadlineResult
    fate: Fate


@dataclass(frozen=True, slots=True)
class YearEnd:
    """How a plan's year ended; of deadlines those with an end: what recurs is never done for good.

    `measures` are those not withdrawn, the worst against its target first; `late` the latest first;
    `not_done` by where they went, the longest overdue first. `in_time` counts what was completed in
    time.
    """

    measures: tuple[MeasureEnd, ...]
    in_time: int
    late: tuple[DeadlineResult, ...]
    not_done: tuple[DeadlineEnd, ...]

    @property
    def states(self) -> Counter[MeasureState]:
        """How many measures, not rows, are in each state."""
        rows = ((each.result.measure, each.state) for each in self.measures)
        return count_measures(RowState(row.ref, state, row.can_be_rated) for row, state in rows)

    @property
    def firmnesses(self) -> Counter[Firmness]:
        """How many measures have a figure that firm; of components the least firm one counts."""
        by_measure = grouped(self.measures, lambda each: each.result.measure.ref).values()
        order = list(Firmness)
        firm = ({each.firmness for each in rows} for rows in by_measure)
        return Counter(min(each, key=order.index) for each in firm)

    @property
    def deadlines(self) -> int:
        """How many deadlines it tells of."""
        return self.in_time + len(self.late) + len(self.not_done)

    def with_fate(self, fate: Fate) -> tuple[DeadlineResult, ...]:
        """The deadlines that went one way, in their order."""
        return tuple(each.result for each in self.not_done if each.fate is fate)


def year_end_of(assessment: Assessment) -> YearEnd | None:
    """How the year ended; None before the last month of the plan in which returns are due."""
    plan, month = assessment.plan, assessment.month
    if month not in plan.months or month < plan.report_months[-1]:
        return None
    pursued = [each for each in assessment.measures if not each.state.is_withdrawn]
    ends = (_measure_end(each, plan, month) for each in pursued)
    with_end = [each for each in assessment.deadlines if not each.deadline.recurs]
    done = [each for each in with_end if each.state.is_completed]
    late = sorted((each for each in done if each.days), key=lambda each: -each.days)
    not_done = (DeadlineEnd(each, _fate(each, plan)) for each in with_end if each not in done)
    return YearEnd(
        tuple(sorted(ends, key=_worst_first)),
        len(done) - len(late),
        tuple(late),
        tuple(sorted(not_done, key=_by_fate)),
    )


def _measure_end(result: MeasureResult, plan: Plan, month: Month) -> MeasureEnd:
    if not result.has_actual or result.fault:
        return MeasureEnd(result, result.state, Firmness.MISSING)
    if not is_of_year(result, plan, month):
        return MeasureEnd(result, MeasureState.NOT_REPORTED, Firmness.MISSING)
    firmness = _FIRM.get(result.data_status, Firmness.UNSAID)
    on = result.compared.on if result.compared else RatedOn.ACTUAL
    if on not in (RatedOn.STEP, RatedOn.FORECAST) or result.actual is None:
        return MeasureEnd(result, result.state, firmness, _past(result.gap, result.tolerance))
    state, gap, tolerance = rate(result.measure, result.actual, plan.tolerance_of(result.measure))
    return MeasureEnd(result, state, firmness, _past(gap, tolerance))


_FIRM: dict[object, Firmness] = {
    DataStatus.FINAL: Firmness.FINAL,
    DataStatus.PROVISIONAL: Firmness.PROVISIONAL,
}


def is_of_year(result: MeasureResult, plan: Plan, month: Month) -> bool:
    """Whether the actual that stands can be the year's, also where an earlier return told it."""
    told = result.kept.month.last if result.kept else month.last
    day = result.as_at if isinstance(result.as_at, date) else told
    is_so_far = result.measure.basis is Basis.CUMULATIVE
    return day >= (plan.months[-1].first if is_so_far else plan.starts)


def _past(gap: Decimal | None, tolerance: Decimal | None) -> float:
    """How many tolerances a figure is past its target: a scale on which units compare."""
    if gap is None or tolerance is None or not gap:
        return 0.0
    return float(gap / tolerance) if tolerance else math.copysign(math.inf, gap)


def _worst_first(end: MeasureEnd) -> tuple[int, float]:
    """Off target first, then close, not known, on target, and what has no target."""
    rank = {
        MeasureState.OFF_TARGET: 0,
        MeasureState.CLOSE_TO_TARGET: 1,
        MeasureState.ON_TARGET: 3,
        **dict.fromkeys(WITHOUT_TARGET, 4),
    }
    return rank.get(end.state, 2), end.past


WITHOUT_TARGET = (MeasureState.NO_TARGET, MeasureState.MONITOR_ONLY)
"""The states of what there was nothing to meet of."""


def _fate(result: DeadlineResult, plan: Plan) -> Fate:
    withdrawal, redating = result.deadline.withdrawal, result.deadline.redating
    if result.state.is_withdrawn and withdrawal:
        return _WITHDRAWN[withdrawal.kind]
    if result.state.is_missed:
        return Fate.OVERDUE
    return Fate.REDATED if redating and redating.due > plan.ends else Fate.OPEN


_WITHDRAWN = {
    WithdrawnAs.WITHDRAWN: Fate.WITHDRAWN,
    WithdrawnAs.MERGED: Fate.MERGED,
    WithdrawnAs.DEFERRED: Fate.DEFERRED,
}


def _by_fate(end: DeadlineEnd) -> tuple[int, int]:
    return list(Fate).index(end.fate), -end.result.days
