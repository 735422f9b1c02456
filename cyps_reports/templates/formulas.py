"""The live words of a return as spreadsheet formulas, which say what the rules of assessment/ say.

They use no function that Excel 2007, Excel on the web and LibreOffice do not share. What the plan promises is
written into them as constants, so that neither sorting nor editing the plan's cells changes a word. A test
recalculates thousands of rows with LibreOffice and compares them with the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.deadlines import SOON
from cyps_reports.assessment.model import DEADLINE_RAG, MEASURE_RAG, DeadlineState, MeasureState
from cyps_reports.plan.dates import Month
from cyps_reports.plan.figures import LARGEST_AMOUNT, LARGEST_SHARE, SMALLEST_PASTED, published
from cyps_reports.plan.model import AtApproval, Basis, Deadline, Figure, Measure, Polarity, Tolerance, Unit
from cyps_reports.returns.model import DataStatus, Status
from cyps_reports.templates import todo
from cyps_reports.theme import Tone

Cells = Mapping[str, str]
"""The address of each of a row's cells, by column key."""


RATED_LATER = "Rated in the report"
"""What a row says whose rating rests on the months before: a formula of one month cannot forecast."""


def measure_state(measure: Measure, tolerance: Tolerance, cells: Cells, as_at: str, month: Month) -> str:
    """The state of a measure row in the return of a month."""
    actual = cells["actual"]
    rated, unrated = _rated(measure, tolerance, cells, month), _unrated(measure, cells, as_at)
    return f'=IF(ISNUMBER({actual}),{rated},IF(TRIM({actual})="",{unrated},{_text(MeasureState.UNREADABLE)}))'


def _rated(measure: Measure, tolerance: Tolerance, cells: Cells, month: Month) -> str:
    actual = cells["actual"]
    # Rounded twice, because 0.285 times 100 is a little less than 28.5 to a spreadsheet.
    value = f"ROUND(ROUND({actual},10),{measure.decimals})"
    refused = ""
    if measure.unit is Unit.PERCENT:
        as_points = f"IF(ABS({actual})>{LARGEST_SHARE},{actual},{actual}*100)"
        value = f"ROUND(ROUND({as_points},10),{measure.decimals})"
        refused = f"AND(ABS({actual})>{LARGEST_SHARE},ABS({actual})<={SMALLEST_PASTED})"
    if measure.unit is Unit.MONEY:
        refused = f"ABS({actual})>={LARGEST_AMOUNT}"
    rated = _rating(measure, tolerance, value, measure.target)
    if measure.basis is Basis.CUMULATIVE and measure.polarity is not Polarity.MONITOR:
        rated = _rating_so_far(measure, tolerance, value, cells["as_at"], month)
    return f"IF({refused},{_text(MeasureState.UNREADABLE)},{rated})" if refused else rated


def _rating_so_far(measure: Measure, tolerance: Tolerance, value: str, day: str, month: Month) -> str:
    """Against the profile, where the figure is of the return month; what is rated on a forecast waits for it."""
    has_target = isinstance(measure.target, Decimal)
    later = _text(RATED_LATER if has_target or measure.profile else MeasureState.NO_TARGET)
    if month not in measure.profile:
        return later
    is_of_month = f"AND({day}>={_date(month.first)},{day}<={_date(month.last)})"
    rated = _rating(measure, tolerance, value, measure.profile[month])
    return f"IF(ISNUMBER({day}),IF({is_of_month},{rated},{later}),{rated})"


def _rating(measure: Measure, tolerance: Tolerance, value: str, standard: Figure) -> str:
    target = published(measure, standard)
    if measure.polarity is Polarity.MONITOR:
        return _text(MeasureState.MONITOR_ONLY)
    if not isinstance(target, Decimal):
        return _text(MeasureState.NO_TARGET)
    allowed = tolerance.around(target)
    low, high = f"{target - allowed:f}", f"{target + allowed:f}"
    green, amber, red = (_text(state) for state in MEASURE_RAG)
    match measure.polarity:
        case Polarity.HIGHER:
            return f"IF({value}>={target:f},{green},IF({value}>={low},{amber},{red}))"
        case Polarity.LOWER:
            return f"IF({value}<={target:f},{green},IF({value}<={high},{amber},{red}))"
        case _:
            return f"IF(AND({value}>={low},{value}<={high}),{green},{red})"


def _unrated(measure: Measure, cells: Cells, as_at: str) -> str:
    status = f"TRIM({cells['data_status']})"
    unsaid = _text(MeasureState.NOT_REPORTED)
    if measure.target_due:
        unsaid = f"IF({as_at}<{_date(measure.target_due.first)},{_text(MeasureState.NOT_YET_DUE)},{unsaid})"
    return (
        f"IF({status}={_text(DataStatus.NOT_YET_DUE)},{_text(MeasureState.NOT_YET_DUE)},"
        f"IF({status}={_text(DataStatus.NOT_AVAILABLE)},{_text(MeasureState.NOT_AVAILABLE)},"
        f'IF({status}="",{unsaid},{_text(MeasureState.NOT_REPORTED)})))'
    )


def measure_todo(cells: Cells, as_at: str) -> str:
    """What a measure row still needs; the same steps as todo.measure_todo."""
    state, day = cells["state"], cells["as_at"]
    is_figure = f"ISNUMBER({cells['actual']})"
    status = f"TRIM({cells['data_status']})"
    known, wrong = (
        ",".join(f"{status}={_text(each)}" for each in several) for several in (DataStatus, todo.WITHOUT_FIGURE)
    )
    return _first_that_holds(
        (f"{state}={_text(MeasureState.UNREADABLE)}", _text(todo.UNREADABLE_FIGURE)),
        (f"{state}={_text(MeasureState.NOT_REPORTED)}", _text(todo.NO_FIGURE)),
        (f'AND({is_figure},TRIM({day})="")', _text(todo.NO_AS_AT)),
        (f"AND({is_figure},NOT(ISNUMBER({day})))", _text(todo.UNREADABLE_AS_AT)),
        (f"AND({is_figure},{day}>{as_at})", _text(todo.FUTURE_AS_AT)),
        (f"AND({is_figure},NOT(OR({known})))", _text(todo.NO_DATA_STATUS)),
        (f"AND({is_figure},OR({wrong}))", _text(todo.WRONG_DATA_STATUS)),
        _action_wanted(state, cells, (each for each, tone in MEASURE_RAG.items() if tone is not Tone.GREEN)),
    )


def deadline_state(
    deadline: Deadline, last_done: Month | None, cells: Cells, as_at: str, known: DeadlineState | None = None
) -> str:
    """The state of a deadline.

    `last_done` is the last month before this one that a monthly item was done; `known` the state of what was
    completed in an earlier month, which it keeps.
    """
    if deadline.at_approval is AtApproval.COMPLETED:
        return f"={_text(DeadlineState.COMPLETED)}"
    if deadline.is_monthly:
        return f"={_monthly(last_done, cells, as_at)}"
    if deadline.is_ongoing:
        return f"=IF({_is_update(cells)},{_text(DeadlineState.ONGOING)},{_text(DeadlineState.NO_UPDATE)})"
    completed, done = cells["completed"], _text(DeadlineState.COMPLETED)
    if deadline.due is not None:
        done = f"IF({completed}<={_date(deadline.due)},{done},{_text(DeadlineState.COMPLETED_LATE)})"
    still_open = _text(known or DeadlineState.NO_DATE_SET)
    if known is None and deadline.binding is not None:
        still_open = _open(deadline, _date(deadline.binding), cells, as_at)
    return f"=IF({_counts(completed, as_at)},{done},{still_open})"


def _open(deadline: Deadline, binding: str, cells: Cells, as_at: str) -> str:
    status, progress, expected = (f"{cells[key]}" for key in ("status", "progress", "expected"))
    started = f'OR(TRIM({status})={_text(Status.ON_TRACK)},AND(TRIM({status})="",TRIM({progress})<>""))'
    is_soon = f"{binding}-{as_at}<={SOON.days}"
    at_risk = (
        f"OR(TRIM({status})={_text(Status.AT_RISK)},IF(ISNUMBER({expected}),{expected}>{binding},FALSE),"
        f"AND({is_soon},NOT({started})))"
    )
    otherwise = (
        _text(DeadlineState.REDATED)
        if deadline.redating
        else f"IF({is_soon},{_text(DeadlineState.DUE_SOON)},"
        f"IF({started},{_text(DeadlineState.ON_TRACK)},{_text(DeadlineState.NOT_YET_STARTED)}))"
    )
    return (
        f"IF({as_at}>{binding},{_text(DeadlineState.OVERDUE)},"
        f"IF(NOT({_is_update(cells)}),{_text(DeadlineState.NO_UPDATE)},"
        f"IF({at_risk},{_text(DeadlineState.AT_RISK)},{otherwise})))"
    )


def _monthly(last_done: Month | None, cells: Cells, as_at: str) -> str:
    before = _date(last_done.first) if last_done else "0"
    latest = f"MAX(IF({_counts(cells['completed'], as_at)},{cells['completed']},0),{before})"
    months = f"(YEAR({as_at})-YEAR({latest}))*12+MONTH({as_at})-MONTH({latest})"
    missed = _text(DeadlineState.MISSED)
    return (
        f"IF({latest}=0,{missed},IF({months}=0,{_text(DeadlineState.DONE_THIS_MONTH)},"
        f"IF({months}=1,{_text(DeadlineState.MISSED_THIS_MONTH)},{missed})))"
    )


def deadline_todo(deadline: Deadline, cells: Cells, as_at: str) -> str:
    """What a deadline's row still needs; the same steps as todo.deadline_todo."""
    if deadline.at_approval is AtApproval.COMPLETED:
        return f"={_text(todo.DONE)}"
    state, completed, expected = cells["state"], cells["completed"], cells["expected"]
    status = f"TRIM({cells['status']})"
    hopeful = ",".join(f"{status}={_text(each)}" for each in todo.HOPEFUL)
    no_update = todo.NOT_YET_DONE if deadline.is_monthly else todo.NO_UPDATE
    wanted = ",".join(f"{state}={_text(each)}" for each in todo.EXPECTED_WANTED)
    finished = ",".join(f"{state}={_text(each)}" for each in DeadlineState if each.is_completed)
    alerts = (each for each, tone in DEADLINE_RAG.items() if tone in (Tone.RED, Tone.AMBER))
    return _first_that_holds(
        (_is_no_date(completed), _text(todo.UNREADABLE_COMPLETED)),
        (f"AND(ISNUMBER({completed}),{completed}>{as_at})", _text(todo.FUTURE_COMPLETED)),
        (
            f'AND(TRIM({cells["status"]})={_text(Status.COMPLETED)},TRIM({completed})="")',
            _text(todo.COMPLETED_WITHOUT_DATE),
        ),
        (f"OR({finished})", _text(todo.DONE)),
        (_is_no_date(expected), _text(todo.UNREADABLE_EXPECTED)),
        (f'AND(TRIM({cells["status"]})<>"",NOT({_is_status(cells)}))', _text(todo.UNREADABLE_STATUS)),
        (f"NOT({_is_update(cells)})", _text(no_update)),
        *([] if deadline.is_monthly else [(f'{status}=""', _text(todo.NO_STATUS))]),
        (f"AND({state}={_text(DeadlineState.OVERDUE)},OR({hopeful}))", f"{state}&{_text(todo.WRONG_STATUS)}"),
        (f"AND(ISNUMBER({expected}),{expected}<{as_at})", _text(todo.EXPECTED_PASSED)),
        _action_wanted(state, cells, alerts),
        (f'AND(OR({wanted}),TRIM({expected})="")', f"{state}&{_text(todo.NO_EXPECTED)}"),
    )


def _first_that_holds(*steps: tuple[str, str]) -> str:
    formula = _text(todo.DONE)
    for condition, words in reversed(steps):
        formula = f"IF({condition},{words},{formula})"
    return f"={formula}"


def _action_wanted(state: str, cells: Cells, states: Iterable[MeasureState | DeadlineState]) -> tuple[str, str]:
    wanted = ",".join(f"{state}={_text(each)}" for each in states)
    return (
        f'AND(OR({wanted}),TRIM({cells["corrective_action"]})="")',
        f"{state}&{_text(todo.NO_ACTION)}",
    )


def _is_update(cells: Cells) -> str:
    dates = (f"ISNUMBER({cells[key]})" for key in ("completed", "expected"))
    return f'OR(TRIM({cells["progress"]})<>"",{",".join(dates)},{_is_status(cells)})'


def _is_status(cells: Cells) -> str:
    choices = ",".join(f"TRIM({cells['status']})={_text(each)}" for each in Status)
    return f"OR({choices})"


def _is_no_date(cell: str) -> str:
    return f'AND(TRIM({cell})<>"",NOT(ISNUMBER({cell})))'


def _counts(completed: str, as_at: str) -> str:
    """A date completed counts where it is one and not after the month."""
    return f"IF(ISNUMBER({completed}),{completed}<={as_at},FALSE)"


def _text(words: str) -> str:
    return f'"{words}"'


def _date(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"
