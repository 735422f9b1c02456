"""What stays true from month to month, so that nobody types anything twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from cyps_reports.assessment.earlier import Earlier, earlier_of, is_dated_after
from cyps_reports.assessment.reporting import reporting_of
from cyps_reports.assessment.trends import Point, points_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import ANNUAL
from cyps_reports.plan.model.measure import Basis, Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns.model import (
    DataStatus,
    DeadlineEntry,
    DeadlineKey,
    MeasureEntry,
    MeasureKey,
    Returns,
    Status,
)


@dataclass(frozen=True, slots=True)
class Carried:
    """What earlier months leave behind in a blank return.

    `measures` and `deadlines` are entries that are filled in already: annual results that are
    final, dates completed, and the corrective actions that each row was last given.
    """

    earlier: Earlier = field(default_factory=Earlier)
    measures: Mapping[MeasureKey, MeasureEntry] = field(default_factory=dict)
    deadlines: Mapping[DeadlineKey, DeadlineEntry] = field(default_factory=dict)

    def points_of(self, measure: Measure, plan: Plan, month: Month) -> tuple[Point, ...] | None:
        """The plan year's earlier points of a measure.

        None where there may be some and none are known here.
        """
        if not self.earlier.months and month > plan.report_months[0]:
            return None
        return points_of(measure, plan, self.earlier.actuals.get(measure.key, ()))

    def measures_of(self, plan: Plan, month: Month) -> dict[MeasureKey, MeasureEntry]:
        """What is filled in already in a month's return.

        No result of a year where that of the next one is due.
        """
        due_again = {
            measure.key
            for measure in plan.measures
            if plan.period_of(measure) == ANNUAL
            and reporting_of(measure, plan, month, self.earlier).is_due
        }
        return {
            key: MeasureEntry(corrective_action=each.corrective_action)
            if key in due_again
            else each
            for key, each in self.measures.items()
        }


def carried_from(months: Iterable[Returns], plan: Plan) -> Carried:
    """What the months' returns, the oldest first, leave behind.

    Months of the years before are among them by this plan's references; a result of theirs is not
    this year's.
    """
    together, first = tuple(months), plan.months[0]
    known_then = earlier_of(together)
    own = tuple(month for month in known_then.months if month >= first)
    earlier = replace(known_then, months=own)
    dated = {
        (milestone.ref, deadline.number)
        for milestone, deadline in plan.deadlines()
        if not deadline.recurs
    }
    completions = {
        key: DeadlineEntry(status=Status.COMPLETED, completed=known.completed)
        for key, known in earlier.completions.items()
        if key in dated
    }
    measure_actions = _last_actions(month.measures for month in together)
    deadline_actions = _last_actions(month.deadlines for month in together)
    asked = {
        key: MeasureEntry(corrective_action=action)
        for key, action in measure_actions.items()
        if action
    }
    finals = _finals(together, plan)
    known = {
        key: replace(each, corrective_action=measure_actions[key]) for key, each in finals.items()
    }
    due = {
        key: DeadlineEntry(corrective_action=action)
        for key, action in deadline_actions.items()
        if action
    }
    return Carried(earlier, measures={**asked, **known}, deadlines={**due, **completions})


def _finals(months: Iterable[Returns], plan: Plan) -> dict[MeasureKey, MeasureEntry]:
    """The annual results of the plan's year that are final."""
    annual = {measure.key for measure in plan.measures if measure.basis is Basis.ANNUAL}
    return {
        key: entry
        for returns in months
        for key, entry in returns.measures.items()
        if key in annual and returns.month >= plan.months[0] and _is_final(entry, returns.month)
    }


Key = TypeVar("Key")


def _last_actions(
    months: Iterable[Mapping[Key, MeasureEntry] | Mapping[Key, DeadlineEntry]],
) -> dict[Key, str]:
    """The corrective action of each row's last entry, also beside an older result.

    One taken out since is not carried on.
    """
    return {key: entry.corrective_action for month in months for key, entry in month.items()}


def _is_final(entry: MeasureEntry, month: Month) -> bool:
    """Whether a month's entry is a result that stands; one dated after its month was an error."""
    is_result = entry.has_actual and entry.data_status is DataStatus.FINAL
    return is_result and not is_dated_after(entry, month.last)
