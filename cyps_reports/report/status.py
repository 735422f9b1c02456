"""Who has returned and who has not, how complete each return is, and by when the month closes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cyps_reports.assessment.model import Assessment
from cyps_reports.findings import CellRef
from cyps_reports.plan.dates import long
from cyps_reports.plan.working_days import working_days_after, working_days_between
from cyps_reports.returns.model import DeadlineEntry, MeasureEntry
from cyps_reports.templates.todo import DONE, asked_in, deadline_todo, measure_todo
from cyps_reports.words import counted, some_of


@dataclass(frozen=True, slots=True)
class PriorityStatus:
    """One priority's return: its workbooks (none where it did not come), and how many of its rows are done."""

    code: str
    title: str
    workbooks: tuple[str, ...]
    done: int
    rows: int


def status_of(assessment: Assessment) -> tuple[PriorityStatus, ...]:
    """The status of each priority, in the plan's order. A row is done where the return workbook says so."""
    return tuple(
        PriorityStatus(
            code=priority.code,
            title=priority.title,
            workbooks=tuple(e.workbook for e in assessment.returns.inputs if e.priority == priority.code),
            done=sum(row.words == DONE for row in rows_todo(assessment, priority.code)),
            rows=len(assessment.measures_of(priority.code)) + len(assessment.deadlines_of(priority.code)),
        )
        for priority in assessment.plan.priorities
    )


@dataclass(frozen=True, slots=True)
class RowTodo:
    """One row of a return: what it still needs, in the return workbook's words, and the cell that is asked for.

    The words are "" where no return came; the place is empty where the row is not in the return.
    """

    called: str
    words: str
    place: CellRef


def rows_todo(assessment: Assessment, code: str) -> Iterator[RowTodo]:
    """Every row of a priority's return, also the done ones."""
    for measure in assessment.measures_of(code):
        words = measure_todo(measure.entry, measure.state, assessment.as_at) if measure.entry else ""
        yield _row_todo(measure.measure.called, words, measure.entry)
    for result in assessment.deadlines_of(code):
        entry = result.entry
        words = deadline_todo(result.deadline, entry, result.state, assessment.as_at) if entry else ""
        yield _row_todo(result.label, words, entry)


def _row_todo(called: str, words: str, entry: MeasureEntry | DeadlineEntry | None) -> RowTodo:
    places = entry.places if entry else {}
    in_order = (places.get(asked_in(words), CellRef()), *places.values())
    return RowTodo(called, words, next((place for place in in_order if place.cell), CellRef()))


def closing_day(assessment: Assessment) -> date:
    """The day by which the month's returns are due."""
    return working_days_after(assessment.month.last, assessment.plan.closing_days)


def closing_words(assessment: Assessment, today: date) -> str:
    """By when the month closes, and how long that is from today."""
    closing = closing_day(assessment)
    after = f"{counted(assessment.plan.closing_days, 'working day')} after the month's end"
    said = f"The month closes on {long(closing)}, {after}"
    if today > closing:
        return f"{said}; that was {counted((today - closing).days, 'day')} ago."
    if today == closing:
        return f"{said}; that is today."
    return f"{said}; {counted(working_days_between(today, closing), 'working day')} from today."


def status_lines(statuses: tuple[PriorityStatus, ...]) -> tuple[str, ...]:
    """A line for each priority."""
    return tuple(
        f"{each.code}: {some_of(each.done, each.rows, 'row')} done ({', '.join(each.workbooks)})"
        if each.workbooks
        else f"{each.code}: not returned"
        for each in statuses
    )
