"""The live words of a measure's row as formulas, which say what the rules of assessment/ say.

What the plan promises and what earlier months told is written into them as constants, so that
neither sorting nor editing the plan's cells changes a word. A test recalculates thousands of rows
with LibreOffice and compares them with the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from cyps_reports.assessment.completeness import DONE, WITHOUT_FIGURE, Need
from cyps_reports.assessment.measures import comparison_of
from cyps_reports.assessment.model import (
    MEASURE_RAG,
    MEASURE_WITHDRAWN,
    MeasureResult,
    MeasureState,
)
from cyps_reports.assessment.trends import FEWEST_FOR_PACE, Point, period_end
from cyps_reports.plan.dates import DAY_ZERO, Month
from cyps_reports.plan.figures import published, rounded
from cyps_reports.plan.measure import Basis, Between, Measure, Polarity
from cyps_reports.plan.model import Plan
from cyps_reports.plan.periods import ANNUAL
from cyps_reports.plan.quantities import Band, Missing, Target
from cyps_reports.plan.standards import step_days
from cyps_reports.returns.model import DataStatus
from cyps_reports.templates.asking import Step, action_wanted, todo
from cyps_reports.templates.judged_words import judged_needs, judged_rating
from cyps_reports.templates.language import (
    Cells,
    all_of,
    any_of,
    day,
    first_that_holds,
    one_of,
    text,
)
from cyps_reports.templates.reading import NOTHING, UNREAD, is_blank, step
from cyps_reports.theme import Tone

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


def measure_state(row: Rated, cells: Cells, as_at: str) -> str:
    """The state of a measure's row.

    `as_at` is where the day stands on which everything is judged.
    """
    measure, actual, given = row.measure, cells[step("actual")], cells[step("as_at")]
    if measure.withdrawal:
        return f"={text(MEASURE_WITHDRAWN[measure.withdrawal.kind])}"
    faults = [f"{given}>{as_at}"]
    if measure.is_of_year_alone:
        faults.append(f"{given}<{day(row.plan.starts)}")
    is_misdated = f"IF(ISNUMBER({given}),{any_of(faults)},FALSE)"
    unreadable = text(MeasureState.UNREADABLE)
    rating = (
        judged_rating(measure, cells)
        if measure.unit.is_judged
        else _rating(row, cells[COMPARED], cells[STANDARD])
    )
    rated = f"IF({is_misdated},{unreadable},{rating})"
    unrated = f"IF({actual}={text(UNREAD)},{unreadable},{_unrated(row, cells)})"
    return f"=IF(ISNUMBER({actual}),{rated},{unrated})"


def _rating(row: Rated, figure: str, standard: str) -> str:
    measure = row.measure
    if measure.polarity is Polarity.MONITOR:
        return text(MeasureState.MONITOR_ONLY)
    rated = first_that_holds(
        (
            (_is_at(figure, measure, _green_ends(row, standard)), text(MeasureState.ON_TARGET)),
            (
                _is_at(figure, measure, _amber_ends(row, standard)),
                text(MeasureState.CLOSE_TO_TARGET),
            ),
        ),
        text(MeasureState.OFF_TARGET),
    )
    # Words in place of either are the state.
    return f"IF(ISNUMBER({standard}),IF(ISNUMBER({figure}),{rated},{figure}),{standard})"


_Ends = tuple[str, str]
"""The lowest and the highest figure that has a colour.

Of a measure where one way is better, one of them counts.
"""


def _is_at(figure: str, measure: Measure, ends: _Ends) -> str:
    """Where a figure is as good as the ends of a colour."""
    low, high = ends
    match measure.polarity:
        case Polarity.HIGHER:
            return f"{figure}>={low}"
        case Polarity.LOWER:
            return f"{figure}<={high}"
        case _:
            return f"AND({figure}>={low},{figure}<={high})"


def _green_ends(row: Rated, standard: str) -> _Ends:
    measure, target = row.measure, published(row.measure, row.measure.target)
    if isinstance(target, Band):
        return f"{target.low:f}", f"{target.high:f}"
    if measure.green_limit is not None:
        return f"{measure.green_limit:f}", f"{measure.green_limit:f}"
    return _around(row, standard) if measure.polarity is Polarity.CLOSE else (standard, standard)


def _amber_ends(row: Rated, standard: str) -> _Ends:
    measure, target = row.measure, published(row.measure, row.measure.target)
    if isinstance(target, Band):
        tolerance = row.plan.tolerance_of(measure)
        return (
            f"{target.low - tolerance.around(target.low):f}",
            f"{target.high + tolerance.around(target.high):f}",
        )
    if measure.amber_limit is not None:
        return f"{measure.amber_limit:f}", f"{measure.amber_limit:f}"
    return _around(row, standard)


def _around(row: Rated, standard: str) -> _Ends:
    tolerance = row.plan.tolerance_of(row.measure)
    allowed = (
        f"{tolerance.amount:f}"
        if tolerance.is_absolute
        else f"ABS({standard})*{tolerance.amount:f}/100"
    )
    return f"ROUND({standard}-{allowed},10)", f"ROUND({standard}+{allowed},10)"


def _unrated(row: Rated, cells: Cells) -> str:
    """The state without a figure.

    That of the one that stands where none is due yet, else why there is none.
    """
    if row.empty.kept or row.empty_state == RATED_LATER:
        return text(row.empty_state)
    status, actual = cells[step("data_status")], cells[step("actual")]
    not_yet_due = f"{status}={text(DataStatus.NOT_YET_DUE)}"
    if row.empty.state is MeasureState.NOT_YET_DUE:
        not_yet_due = any_of((not_yet_due, is_blank(status)))
    not_available = any_of(f"{each}={text(DataStatus.NOT_AVAILABLE)}" for each in (status, actual))
    return first_that_holds(
        (
            (not_yet_due, text(MeasureState.NOT_YET_DUE)),
            (not_available, text(MeasureState.NOT_AVAILABLE)),
        ),
        text(MeasureState.NOT_REPORTED),
    )


def measure_todo(row: Rated, cells: Cells, as_at: str) -> str:
    """What a measure row still needs.

    The first of its needs, in the order of assessment/completeness.py.
    """
    if row.measure.withdrawal:
        return f"={text(DONE)}"
    state, given, status = cells["state"], cells[step("as_at")], cells[step("data_status")]
    actual, has_figure = cells[step("actual")], f"ISNUMBER({cells[step('actual')]})"
    unread = text(UNREAD)
    wanted, action = action_wanted(
        (each for each, tone in MEASURE_RAG.items() if tone is not Tone.GREEN), cells
    )
    early = f"{given}<{day(row.plan.starts)}" if row.measure.is_of_year_alone else "FALSE"
    is_last_years = row.measure.is_of_year_alone and row.measure.basis is Basis.ANNUAL
    need_of_early = Need.LAST_YEARS if is_last_years else Need.EARLY_AS_AT
    steps = (
        (f"{actual}={unread}", Need.UNREADABLE_FIGURE),
        (
            f"{state}={text(MeasureState.NOT_REPORTED)}" if row.empty.reporting.is_due else "FALSE",
            Need.NO_FIGURE,
        ),
        (f"{given}={unread}", Need.UNREADABLE_AS_AT),
        (all_of(has_figure, is_blank(given)), Need.NO_AS_AT),
        (all_of(has_figure, f"{given}>{as_at}"), Need.FUTURE_AS_AT),
        (all_of(has_figure, early), need_of_early),
        (f"{status}={unread}", Need.UNREADABLE_DATA_STATUS),
        (all_of(has_figure, is_blank(status)), Need.NO_DATA_STATUS),
        (all_of(has_figure, one_of(status, WITHOUT_FIGURE)), Need.WRONG_DATA_STATUS),
        *_needs_of_judged(row, cells, has_figure),
        (f"ISERROR({cells['comment']})", Need.UNREADABLE_COMMENT),
        (f"ISERROR({cells['corrective_action']})", Need.UNREADABLE_ACTION),
        (all_of(has_figure, wanted) if row.empty.kept else wanted, action),
    )
    return todo(steps, state)


def _needs_of_judged(row: Rated, cells: Cells, has_figure: str) -> Iterator[Step]:
    """What a rating by choice still needs; of one that stands from before nothing is asked."""
    for condition, need in judged_needs(row.measure, cells) if row.measure.unit.is_judged else ():
        yield all_of(has_figure, condition) if row.empty.kept else condition, need
