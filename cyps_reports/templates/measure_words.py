"""The live words of a measure's row as formulas, which say what the rules of assessment/ say.

What the plan promises and what earlier months told is written into them as constants, so that neither sorting nor
editing the plan's cells changes a word. A test recalculates thousands of rows with LibreOffice and compares them with
the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from cyps_reports.assessment.completeness import WITHOUT_FIGURE, Need
from cyps_reports.assessment.measures import comparison_of
from cyps_reports.assessment.model import MEASURE_RAG, MeasureState
from cyps_reports.assessment.trends import FEWEST_FOR_PACE, Point
from cyps_reports.plan.dates import Month
from cyps_reports.plan.figures import published
from cyps_reports.plan.model import Band, Basis, Measure, Missing, Plan, Polarity, Target
from cyps_reports.plan.standards import profile_days
from cyps_reports.returns.model import DataStatus
from cyps_reports.templates.asking import action_wanted, todo
from cyps_reports.templates.judged_words import judged_needs, judged_rating
from cyps_reports.templates.language import Cells, all_of, any_of, day, first_that_holds, one_of, text
from cyps_reports.templates.reading import NOTHING, UNREAD, is_blank, step
from cyps_reports.theme import Tone

RATED_LATER = "Rated in the report"
"""What a row says whose rating rests on months that are not known where the return was made.

It is then done without a corrective action, which the report may ask for. A return that was made with the earlier
months (templates --from) says what the report will say, unless those months are corrected afterwards.
"""
COMPARED, STANDARD = "compared", "standard"
"""The keys of the columns that hold what is rated, and against what: a figure, or words instead of either."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A measure row of a return: its plan, its month, and the plan year's earlier points, None where not known."""

    measure: Measure
    plan: Plan
    month: Month
    points: tuple[Point, ...] | None

    @property
    def is_of_the_year(self) -> bool:
        """Whether its figures are of the year so far, and rated as such."""
        return self.measure.basis is Basis.CUMULATIVE and self.measure.polarity is not Polarity.MONITOR


def comparison_formulas(row: Rated, cells: Cells) -> dict[str, str]:
    """What is rated against what, as `comparison_of` has it."""
    actual, target = cells[step("actual")], _figure(row.measure, row.measure.target)
    if not row.is_of_the_year:
        return {COMPARED: f"=IF(ISNUMBER({actual}),{actual},{text(NOTHING)})", STANDARD: f"={target}"}
    given = cells[step("as_at")]
    on = f"IF(ISNUMBER({given}),{given},{day(row.month.last)})"
    days = profile_days(row.measure, row.plan)
    last = max(days, default=None)
    is_profiled = f"{on}<={day(last)}" if last else "FALSE"
    at_year_end = f"{on}>={day(row.plan.ends)}"
    forecast = _forecast(row, actual, on) if row.measure.target_figures else text(NOTHING)
    standard = first_that_holds(((at_year_end, target), (is_profiled, _on_line(row, on))), target)
    figure = f"IF(OR({at_year_end},{is_profiled}),{actual},{forecast})"
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
    """A figure of the plan as it is published, of a range its lower end; the rating itself knows both ends."""
    match published(measure, planned):
        case Missing():
            return None
        case Band(low, _):
            return low
        case figure:
            return figure


def _on_line(row: Rated, on: str) -> str:
    """Where the profile is on a day: as published on its own dates, on the straight line between them."""
    measure, days = row.measure, profile_days(row.measure, row.plan)
    steps: list[tuple[str, str]] = []
    for before, after in pairwise(days):
        risen = f"{days[before]:f}+({days[after] - days[before]:f})*({on}-{day(before)})/{(after - before).days}"
        steps += [
            (f"{on}<{day(after)}", f"ROUND(ROUND({risen},10),{measure.decimals})"),
            (f"{on}={day(after)}", _figure(measure, days[after])),
        ]
    return first_that_holds(steps, text(MeasureState.NO_TARGET))


def _forecast(row: Rated, actual: str, on: str) -> str:
    """What the year comes to at its pace so far, as `forecast_of` has it; words where nothing can be told."""
    points, plan = row.points, row.plan
    if points is None:
        return text(RATED_LATER)
    no_forecast = text(MeasureState.NO_FORECAST)
    is_known = any_of(f"{on}={day(point.day)}" for point in points) if points else "FALSE"
    newest, figure = on, actual
    if points:
        last = points[-1]
        newest = f"IF({on}<{day(last.day)},{day(last.day)},{on})"
        figure = f"IF({on}<{day(last.day)},{last.actual:f},{actual})"
    elapsed, left = f"({newest}-{day(plan.starts - timedelta(days=1))})", f"({day(plan.ends)}-{newest})"
    central = f"ROUND(ROUND({figure}+{figure}/{elapsed}*{left},10),{row.measure.decimals})"
    if row.measure.unit.is_percentage:
        planned = (row.measure.outturn, *row.measure.target_figures)
        known = [each for each in planned if isinstance(each, Decimal)]
        highest = max([*known, *(point.actual for point in points)], default=Decimal(0))
        central = f"IF(MAX({highest:f},{actual})<=100,MIN(100,{central}),{central})"
    is_enough = f"{len(points)}+IF({is_known},0,1)>={FEWEST_FOR_PACE}"
    return f"IF(AND({is_enough},{newest}<{day(plan.ends)}),{central},{no_forecast})"


def measure_state(row: Rated, cells: Cells, as_at: str) -> str:
    """The state of a measure's row; `as_at` is where the day stands on which everything is judged."""
    measure, actual, given = row.measure, cells[step("actual")], cells[step("as_at")]
    faults = [f"{given}>{as_at}"]
    if measure.basis is Basis.CUMULATIVE:
        faults.append(f"{given}<{day(row.plan.starts)}")
    is_misdated = f"IF(ISNUMBER({given}),{any_of(faults)},FALSE)"
    unreadable = text(MeasureState.UNREADABLE)
    rating = judged_rating(measure, cells) if measure.unit.is_judged else _rating(row, cells[COMPARED], cells[STANDARD])
    rated = f"IF({is_misdated},{unreadable},{rating})"
    return f"=IF(ISNUMBER({actual}),{rated},IF({actual}={text(UNREAD)},{unreadable},{_unrated(measure, cells, as_at)}))"


def _rating(row: Rated, figure: str, standard: str) -> str:
    measure = row.measure
    if measure.polarity is Polarity.MONITOR:
        return text(MeasureState.MONITOR_ONLY)
    rated = first_that_holds(
        (
            (_is_at(figure, measure, _green_ends(row, standard)), text(MeasureState.ON_TARGET)),
            (_is_at(figure, measure, _amber_ends(row, standard)), text(MeasureState.CLOSE_TO_TARGET)),
        ),
        text(MeasureState.OFF_TARGET),
    )
    # Words in place of either are the state.
    return f"IF(ISNUMBER({standard}),IF(ISNUMBER({figure}),{rated},{figure}),{standard})"


_Ends = tuple[str, str]
"""The lowest and the highest figure that has a colour; of a measure where one way is better, one of them counts."""


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
        return f"{target.low - tolerance.around(target.low):f}", f"{target.high + tolerance.around(target.high):f}"
    if measure.amber_limit is not None:
        return f"{measure.amber_limit:f}", f"{measure.amber_limit:f}"
    return _around(row, standard)


def _around(row: Rated, standard: str) -> _Ends:
    tolerance = row.plan.tolerance_of(row.measure)
    allowed = f"{tolerance.amount:f}" if tolerance.is_absolute else f"ABS({standard})*{tolerance.amount:f}/100"
    return f"ROUND({standard}-{allowed},10)", f"ROUND({standard}+{allowed},10)"


def _unrated(measure: Measure, cells: Cells, as_at: str) -> str:
    status, actual = cells[step("data_status")], cells[step("actual")]
    not_yet_due = f"{status}={text(DataStatus.NOT_YET_DUE)}"
    if measure.target_due:
        is_later = f"{as_at}<{day(measure.target_due.first)}"
        not_yet_due = any_of((not_yet_due, all_of(is_blank(status), is_later)))
    not_available = any_of(f"{each}={text(DataStatus.NOT_AVAILABLE)}" for each in (status, actual))
    return first_that_holds(
        ((not_yet_due, text(MeasureState.NOT_YET_DUE)), (not_available, text(MeasureState.NOT_AVAILABLE))),
        text(MeasureState.NOT_REPORTED),
    )


def measure_todo(row: Rated, cells: Cells, as_at: str) -> str:
    """What a measure row still needs: the first of its needs, in the order of assessment/completeness.py."""
    state, given, status = cells["state"], cells[step("as_at")], cells[step("data_status")]
    actual, has_figure = cells[step("actual")], f"ISNUMBER({cells[step('actual')]})"
    unread = text(UNREAD)
    early = f"{given}<{day(row.plan.starts)}" if row.measure.basis is Basis.CUMULATIVE else "FALSE"
    steps = (
        (f"{actual}={unread}", Need.UNREADABLE_FIGURE),
        (f"{state}={text(MeasureState.NOT_REPORTED)}", Need.NO_FIGURE),
        (f"{given}={unread}", Need.UNREADABLE_AS_AT),
        (all_of(has_figure, is_blank(given)), Need.NO_AS_AT),
        (all_of(has_figure, f"{given}>{as_at}"), Need.FUTURE_AS_AT),
        (all_of(has_figure, early), Need.EARLY_AS_AT),
        (f"{status}={unread}", Need.UNREADABLE_DATA_STATUS),
        (all_of(has_figure, is_blank(status)), Need.NO_DATA_STATUS),
        (all_of(has_figure, one_of(status, WITHOUT_FIGURE)), Need.WRONG_DATA_STATUS),
        *(judged_needs(row.measure, cells) if row.measure.unit.is_judged else ()),
        (f"ISERROR({cells['comment']})", Need.UNREADABLE_COMMENT),
        (f"ISERROR({cells['corrective_action']})", Need.UNREADABLE_ACTION),
        action_wanted((each for each, tone in MEASURE_RAG.items() if tone is not Tone.GREEN), cells),
    )
    return todo(steps, state)
