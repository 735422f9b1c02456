"""What a measure's figure is rated against, as formulas: its target, its steps, its year's pace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.measures import comparison_of
from cyps_reports.assessment.model import MeasureResult
from cyps_reports.assessment.trends import FEWEST_FOR_PACE, Point, period_end
from cyps_reports.plan.dates.months import DAY_ZERO, Month
from cyps_reports.plan.dates.periods import ANNUAL
from cyps_reports.plan.figures.published import published, rounded
from cyps_reports.plan.figures.standards import step_days
from cyps_reports.plan.model.measure import Basis, Between, Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Band, Missing, Target
from cyps_reports.templates.language import Cells, all_of, any_of, day, first_that_holds, text
from cyps_reports.templates.reading import NOTHING, step

RATED_LATER = "Rated in the report"
"""What a row says whose rating rests on months that are not known where the return was made.

It is then done without a corrective action, which the report may ask for. A return that was made
with the earlier months (templates --from) says what the report will say, unless those months are
corrected afterwards.
"""
COMPARED, STANDARD = "compared", "standard"
"""The keys of the columns that hold what is rated, and against what.

A figure, or words instead of either.
"""


@dataclass(frozen=True, slots=True)
class Rated:
    """A measure row of a return: its plan, its month, and the plan year's earlier points.

    These are None where not known.

    `empty` is what the row comes to while it holds no answer, `empty_state` its state in words.
    """

    measure: Measure
    plan: Plan
    month: Month
    points: tuple[Point, ...] | None
    empty: MeasureResult

    @property
    def empty_state(self) -> str:
        """What is said of the row without an answer.

        Where no figure is due, one of months not known may stand.
        """
        reporting = self.empty.reporting
        is_between = not reporting.is_due and self.plan.period_of(self.measure) != ANNUAL
        return RATED_LATER if self.points is None and is_between else self.empty.state.value

    @property
    def is_of_the_year(self) -> bool:
        """Whether its figures are of the year so far, and rated as such."""
        return (
            self.measure.basis is Basis.CUMULATIVE and self.measure.polarity is not Polarity.MONITOR
        )


def comparison_formulas(row: Rated, cells: Cells) -> dict[str, str]:
    """What is rated against what, as `comparison_of` has it."""
    actual, target = cells[step("actual")], _figure(row.measure, row.measure.target)
    if not row.is_of_the_year and not row.measure.steps:
        return {
            COMPARED: f"=IF(ISNUMBER({actual}),{actual},{text(NOTHING)})",
            STANDARD: f"={target}",
        }
    given = cells[step("as_at")]
    on = f"IF(ISNUMBER({given}),{given},{day(row.month.last)})"
    at_year_end, is_stepped = f"{on}>={day(row.plan.ends)}", _is_stepped(row, on)
    has_target = bool(row.measure.target_figures)
    of_end = (
        (at_year_end, target) if has_target else (all_of(at_year_end, f"NOT({is_stepped})"), target)
    )
    # A measure without steps has no list to look one up in.
    reached = ((is_stepped, _step(row, on)),) if row.measure.steps else ()
    standard = first_that_holds((of_end, *reached), target)
    figure = actual
    if row.is_of_the_year:
        forecast = _forecast(row, actual, on) if has_target else text(NOTHING)
        figure = f"IF(OR({at_year_end},{is_stepped}),{actual},{forecast})"
    return {COMPARED: f"=IF(ISNUMBER({actual}),{figure},{text(NOTHING)})", STANDARD: f"={standard}"}


def standard_on(row: Rated, on: date) -> Decimal | str:
    """What a figure of a day is rated against; words where there is nothing."""
    against = comparison_of(row.measure, row.plan, Point(on, row.month, Decimal(0)), None).against
    figure = _figure_of(row.measure, against)
    return MeasureState.NO_TARGET.value if figure is None else figure


def _figure(measure: Measure, planned: Target) -> str:
    """A figure of the plan as it is published; words where there is none."""
    figure = _figure_of(measure, planned)
    return text(MeasureState.NO_TARGET) if figure is None else f"{figure:f}"


def _figure_of(measure: Measure, planned: Target) -> Decimal | None:
    """A figure of the plan as it is published, of a range its lower end.

    The rating itself knows both ends.
    """
    match published(measure, planned):
        case Missing():
            return None
        case Band(low, _):
            return low
        case figure:
            return figure


def _is_stepped(row: Rated, on: str) -> str:
    """Whether a step is in force on a day."""
    days = step_days(row.measure, row.plan)
    if not days:
        return "FALSE"
    is_reached = f"{on}>={day(min(days))}"
    return (
        is_reached
        if row.measure.between is Between.HOLD
        else f"AND({is_reached},{on}<={day(max(days))})"
    )


def _step(row: Rated, on: str) -> str:
    """The step in force on a day.

    The last one reached, or the straight line from one to the next.
    """
    days = step_days(row.measure, row.plan)
    if row.measure.between is Between.HOLD:
        return _looked_up(on, days, (rounded(each, row.measure.decimals) for each in days.values()))
    figures = tuple(days.values())
    rises = (*(after - before for before, after in pairwise(figures)), Decimal(0))
    lengths = (*(Decimal((after - before).days) for before, after in pairwise(days)), Decimal(1))
    gone = f"({on}-{_looked_up(on, days, map(_serial, days))})"
    risen = f"{_looked_up(on, days, rises)}*{gone}/{_looked_up(on, days, lengths)}"
    return f"ROUND(ROUND({_looked_up(on, days, figures)}+{risen},10),{row.measure.decimals})"


def _looked_up(on: str, days: Iterable[date], values: Iterable[Decimal]) -> str:
    """The value of the last of the days that is reached; however many there are, it stays short."""
    figures = ",".join(f"{value:f}" for value in values)
    return f"LOOKUP({on},{{{','.join(f'{_serial(each)}' for each in days)}}},{{{figures}}})"


def _serial(each: date) -> Decimal:
    """A day as spreadsheets count them: a list of constants holds no formula of it."""
    return Decimal((each - DAY_ZERO).days)


def _forecast(row: Rated, actual: str, on: str) -> str:
    """What the year comes to at its pace so far, as `forecast_of` has it.

    Words where nothing can be told.
    """
    points, plan = row.points, row.plan
    if points is None:
        return text(RATED_LATER)
    no_forecast = text(MeasureState.NO_FORECAST)
    is_known = any_of(_is_of_same_time(row, point, on) for point in points) if points else "FALSE"
    newest, figure = on, actual
    if points:
        last = points[-1]
        newest = f"IF({on}<{day(last.day)},{day(last.day)},{on})"
        figure = f"IF({on}<{day(last.day)},{last.actual:f},{actual})"
    elapsed, left = (
        f"({newest}-{day(plan.starts - timedelta(days=1))})",
        f"({day(plan.ends)}-{newest})",
    )
    central = f"ROUND(ROUND({figure}+{figure}/{elapsed}*{left},10),{row.measure.decimals})"
    if row.measure.unit.is_percentage:
        planned = (row.measure.outturn, *row.measure.target_figures)
        known = [each for each in planned if isinstance(each, Decimal)]
        highest = max([*known, *(point.actual for point in points)], default=Decimal(0))
        central = f"IF(MAX({highest:f},{actual})<=100,MIN(100,{central}),{central})"
    is_enough = f"{len(points)}+IF({is_known},0,1)>={FEWEST_FOR_PACE}"
    return f"IF(AND({is_enough},{newest}<{day(plan.ends)}),{central},{no_forecast})"


def _is_of_same_time(row: Rated, point: Point, on: str) -> str:
    """Whether a day is that of a point, or in its reporting period: both are one point then."""
    end = period_end(row.measure, row.plan, point.day)
    if end is None:
        return f"{on}={day(point.day)}"
    before = [
        due_month.last for due_month in row.plan.due_months(row.measure) if due_month.last < end
    ]
    last_before = max(before, default=row.plan.starts - timedelta(days=1))
    return f"AND({on}>{day(last_before)},{on}<={day(end)})"
