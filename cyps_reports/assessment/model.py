"""Results of the assessment as frozen data: a state and a colour for every row of the plan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.earlier import Earlier, EarlierUpdate
from cyps_reports.assessment.measure_row import Given
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.trends import Forecast, Point
from cyps_reports.assessment.usual_range import Limits
from cyps_reports.findings import Finding
from cyps_reports.groups import grouped
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Target
from cyps_reports.returns.model import DeadlineEntry, DeadlineKey, Returns
from cyps_reports.theme import Tone


class Travel(StrEnum):
    """Direction of travel, polarity-adjusted: improving is always better."""

    IMPROVING = "improving"
    SAME = "same"
    WORSENING = "worsening"
    NOT_COMPARABLE = "not comparable"


class Against(StrEnum):
    """How a measure stands against similar authorities."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction of travel, the figure it is seen against, and that figure's month.

    A figure without a month is the outturn.
    It is always the plain difference of two figures; what a process-control chart makes of it is
    told beside it. `is_of_forecast` where the forecasts for the year's end are compared, as with
    figures of the year so far. `restated_from` is what that figure was when it was reported, where
    a later return corrected it.
    """

    travel: Travel
    earlier: Decimal | None = None
    since: Month | None = None
    is_of_forecast: bool = False
    restated_from: Decimal | None = None


class RatedOn(StrEnum):
    """Which figure was compared with what.

    The actual with the target, or what stands in for either.

    What is judged in words is rated by the order of its values, or by its manager.
    """

    ACTUAL = "actual"
    STEP = "step"
    FORECAST = "forecast"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figure that is rated and the one it is rated against, in the measure's unit.

    Either may be missing.

    `day` is that of the step it is rated against, and `is_between` where that was read on the line
    between two.
    """

    figure: Decimal | None
    against: Target
    on: RatedOn = RatedOn.ACTUAL
    day: date | None = None
    is_between: bool = False


class DateFault(StrEnum):
    """Why the date of a figure keeps it from being rated."""

    AFTER = "after the as-at date"
    BEFORE = "before the plan year"
    LAST_YEARS = "last year's result"


@dataclass(frozen=True, slots=True)
class MeasureResult(Given):
    """One measure row on the as-at date.

    `gap` and `tolerance` are in the measure's unit, None where not rated.

    `tolerance` is how far short of its target an actual may fall and still be amber.

    `direction` is since the last month with a comparable figure, else since the outturn;
    `since_outturn` always since the outturn. `points` are the year's comparable figures. `fault` is
    why the actual is shown but not rated.
    """

    state: MeasureState
    direction: Direction
    similar: Against
    gap: Decimal | None = None
    tolerance: Decimal | None = None
    compared: Comparison | None = None
    since_outturn: Direction = Direction(Travel.NOT_COMPARABLE)
    points: tuple[Point, ...] = ()
    forecast: Forecast | None = None
    limits: Limits | None = None
    fault: DateFault | None = None

    @property
    def told_forecast(self) -> Forecast | None:
        """The forecast where it tells anything: not where it spans all that the measure can be."""
        return None if self.forecast is None or self.forecast.spans_scale else self.forecast

    @property
    def rag(self) -> Tone:
        """The colour of its state."""
        return self.state.rag


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a deadline waits for.

    It is the worst deadline of a milestone that has to come first, overdue or at risk.
    """

    label: str
    state: DeadlineState
    days: int = 0


@dataclass(frozen=True, slots=True)
class DeadlineResult:
    """One deadline on the as-at date.

    `days` is how many days late it is or was done; 0 where not late.

    `completed` is the date that counts, also from an earlier month (`completed_in`), or None.
    `last_done` is the last month in which a recurring item was done, `period_to` the last one of
    the period that its state speaks of. `kept` is the update that stands where no return is due and
    none came; `first_asked` the month of the plan's first returns, where it is still to come.
    """

    milestone: Milestone
    deadline: Deadline
    entry: DeadlineEntry | None
    state: DeadlineState
    days: int = 0
    completed: date | None = None
    completed_in: Month | None = None
    last_done: Month | None = None
    period_to: Month | None = None
    waits_for: tuple[Waiting, ...] = ()
    kept: EarlierUpdate | None = None
    first_asked: Month | None = None

    @property
    def told(self) -> DeadlineEntry | None:
        """What is known of it: the month's own entry, or the update that stands."""
        return self.kept.entry if self.kept else self.entry

    @property
    def rag(self) -> Tone:
        """The colour of its state."""
        return self.state.rag

    @property
    def called(self) -> str:
        """What a sentence calls it."""
        return self.milestone.called(self.deadline)

    @property
    def label(self) -> str:
        """What names it by itself."""
        return self.milestone.label(self.deadline)

    @property
    def key(self) -> DeadlineKey:
        """Reference and number."""
        return self.milestone.ref, self.deadline.number


@dataclass(frozen=True)
class Assessment:
    """The whole plan on an as-at date.

    Every measure row and every deadline, in the plan's order.
    """

    plan: Plan
    returns: Returns
    as_at: date
    measures: tuple[MeasureResult, ...]
    deadlines: tuple[DeadlineResult, ...]
    earlier: Earlier = field(default_factory=Earlier)
    findings: tuple[Finding, ...] = ()

    @property
    def month(self) -> Month:
        """The return month."""
        return self.returns.month

    def measures_of(self, priority: str) -> tuple[MeasureResult, ...]:
        """The measure rows of one priority."""
        return self._measures.get(priority, ())

    def deadlines_of(self, priority: str) -> tuple[DeadlineResult, ...]:
        """The deadlines of one priority."""
        return self._deadlines.get(priority, ())

    @cached_property
    def _measures(self) -> dict[str, tuple[MeasureResult, ...]]:
        return grouped(self.measures, lambda result: result.measure.priority)

    @cached_property
    def _deadlines(self) -> dict[str, tuple[DeadlineResult, ...]]:
        return grouped(self.deadlines, lambda result: result.milestone.priority)

    def of_milestone(self, result: DeadlineResult) -> tuple[DeadlineResult, ...]:
        """The deadlines of a deadline's milestone, itself among them."""
        return self._by_milestone.get(id(result.milestone), ())

    @cached_property
    def _by_milestone(self) -> dict[int, tuple[DeadlineResult, ...]]:
        return grouped(self.deadlines, lambda result: id(result.milestone))

    def waiting_for(self, result: DeadlineResult) -> tuple[DeadlineResult, ...]:
        """The deadlines that wait for another one."""
        return self._waiting.get(result.label, ())

    @cached_property
    def _waiting(self) -> dict[str, tuple[DeadlineResult, ...]]:
        waiting: dict[str, tuple[DeadlineResult, ...]] = {}
        for result in self.deadlines:
            for label in {each.label for each in result.waits_for}:
                waiting[label] = (*waiting.get(label, ()), result)
        return waiting

    def of_lead(self, initials: str) -> Assessment:
        """The same with one director lead's deadlines only; measures have no lead."""
        theirs = tuple(
            deadline for deadline in self.deadlines if deadline.milestone.lead == initials
        )
        return replace(self, measures=(), deadlines=theirs)

    @property
    def missing_priorities(self) -> tuple[str, ...]:
        """The priorities that no return came from, in a month in which returns are due."""
        if not self.plan.is_report_month(self.month):
            return ()
        return tuple(p.code for p in self.plan.priorities if not self.returns.came_from(p.code))
