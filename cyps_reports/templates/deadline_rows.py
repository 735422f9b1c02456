"""What stands in a row of the sheet Milestones of a blank return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from cyps_reports.assessment.completeness import deadline_needs, said_of
from cyps_reports.assessment.model import Assessment
from cyps_reports.plan.dates.months import Month, month_of
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone
from cyps_reports.returns import layout
from cyps_reports.returns.model import DeadlineEntry, Status
from cyps_reports.templates.carry import Carried
from cyps_reports.templates.deadline_words import deadline_state, deadline_todo
from cyps_reports.templates.guide import AS_AT_CELL
from cyps_reports.templates.reading import choice_formulas, reading_columns, text_formulas
from cyps_reports.templates.reading_dates import date_formulas
from cyps_reports.templates.rows import Content, Live, SheetRow, addresses, live_readings
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.writing import DATE_FORMAT

MILESTONE_READINGS = reading_columns(layout.MILESTONE_COLUMNS)
"""The hidden columns at the right end of the sheet, which are never read by the program."""


def deadline_row(
    row: int,
    milestone: Milestone,
    deadline: Deadline,
    assessment: Assessment,
    carried: Carried,
    columns: Sequence[Column],
) -> SheetRow:
    """A row of Milestones, which has these columns; `row` is where it stands, counted from 0."""
    cells = addresses((*columns, *MILESTONE_READINGS), row)
    key = (milestone.ref, deadline.number)
    result = next(each for each in assessment.deadlines if each.key == key)
    last_done = carried.earlier.last_done.get(key) if deadline.period else None
    starts = month_of(assessment.plan.starts)
    known = result.state if result.state.is_completed else None
    planned = {column.key: column.value(milestone, deadline) for column in layout.MILESTONE_PLAN}
    answers = _deadline_answers(result.entry or DeadlineEntry())
    return SheetRow(
        {
            **planned,
            **answers,
            **live_readings(_deadline_readings(cells), answers),
            "state": Live(
                deadline_state(deadline, last_done, cells, AS_AT_CELL, starts, known),
                result.state.value,
            ),
            "todo": Live(
                deadline_todo(deadline, cells, AS_AT_CELL),
                said_of(deadline_needs(result, assessment.as_at), result.state.value),
            ),
            "previous": _last_told(last_done, carried.earlier.progress.get(key)),
        },
        {key: DATE_FORMAT for key, value in planned.items() if isinstance(value, date)},
        is_closed=deadline.at_approval is AtApproval.COMPLETED or result.state.is_withdrawn,
    )


def _deadline_answers(entry: DeadlineEntry) -> dict[str, Content]:
    """What is filled in already."""
    completed = entry.completed if isinstance(entry.completed, date) else None
    return {
        "status": entry.status.value if completed else None,
        "completed": completed,
        "corrective_action": entry.corrective_action,
    }


def _last_told(last_done: Month | None, progress: tuple[Month, str] | None) -> str:
    """When it was last done, and the last progress with its month."""
    done = f"Last done in {last_done.in_words}." if last_done else ""
    said = f"{progress[0].in_words}: {progress[1]}" if progress else ""
    return " ".join(part for part in (done, said) if part)


def _deadline_readings(cells: Mapping[str, str]) -> dict[str, str]:
    return {
        **date_formulas("completed", cells),
        **date_formulas("expected", cells),
        **choice_formulas("status", Status, cells),
        **text_formulas("progress", cells),
        **text_formulas("corrective_action", cells),
    }
