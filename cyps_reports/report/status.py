"""Who has returned and who has not, how complete each return is, and by when the month closes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cyps_reports.assessment.model import Assessment
from cyps_reports.plan.dates import long
from cyps_reports.plan.working_days import working_days_after, working_days_between
from cyps_reports.report.wording import counted
from cyps_reports.templates.todo import DONE, deadline_todo, measure_todo


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
            done=sum(words == DONE for words in _todos(assessment, priority.code)),
            rows=len(assessment.measures_of(priority.code)) + len(assessment.deadlines_of(priority.code)),
        )
        for priority in assessment.plan.priorities
    )


def _todos(assessment: Assessment, code: str) -> Iterator[str]:
    for measure in assessment.measures_of(code):
        yield measure_todo(measure.entry, measure.state, assessment.as_at) if measure.entry else ""
    for result in assessment.deadlines_of(code):
        entry = result.entry
        yield deadline_todo(result.deadline, entry, result.state, assessment.as_at) if entry else ""


def closing_words(assessment: Assessment, today: date) -> str:
    """By when the month closes, and how long that is from today."""
    closing = working_days_after(assessment.month.last, assessment.plan.closing_days)
    after = f"{counted(assessment.plan.closing_days, 'working day')} after the month's end"
    said = f"The month closes on {long(closing)}, {after}"
    if today > closing:
        return f"{said}; that was {counted((today - closing).days, 'day')} ago."
    left = working_days_between(today, closing)
    return f"{said}; {counted(left, 'working day')} from today." if left else f"{said}; that is today."


def status_lines(statuses: tuple[PriorityStatus, ...]) -> tuple[str, ...]:
    """A line for each priority."""
    return tuple(
        f"{each.code}: {each.done} of {each.rows} rows done ({', '.join(each.workbooks)})"
        if each.workbooks
        else f"{each.code}: not returned"
        for each in statuses
    )
