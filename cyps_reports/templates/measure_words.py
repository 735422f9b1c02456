"""The live words of a measure's row as formulas, which say what the rules of assessment/ say.

What the plan promises and what earlier months told is written into them as constants, so that
neither sorting nor editing the plan's cells changes a word. A test recalculates thousands of rows
with LibreOffice and compares them with the rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.assessment.completeness import DONE, WITHOUT_FIGURE, Need
from cyps_reports.assessment.measure_states import MEASURE_RAG, MEASURE_WITHDRAWN, MeasureState
from cyps_reports.plan.figures.published import published
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.quantities import Band
from cyps_reports.returns.model import DataStatus
from cyps_reports.templates.asking import Step, action_wanted, todo
from cyps_reports.templates.comparison_words import COMPARED, RATED_LATER, STANDARD, Rated
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
from cyps_reports.templates.reading import UNREAD, is_blank, step
from cyps_reports.theme import Tone


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
