"""Who has returned and who has not, how complete each return is, and by when the month closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cyps_reports.assessment.completeness import needs_of, rows_of
from cyps_reports.assessment.model import Assessment
from cyps_reports.phrases import counted, some_of
from cyps_reports.plan.dates.months import Month, long
from cyps_reports.plan.dates.working_days import working_days_after, working_days_between
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.rows.heads import head_name
from cyps_reports.report.signing import signed_in_short


@dataclass(frozen=True, slots=True)
class PriorityStatus:
    """One priority's return: its workbooks, and how many of its rows are done.

    There are no workbooks where it did not come. `head` is who fills it in, "" where the plan does
    not say; `signed` says whether it is signed off, "" where nobody asks and nothing says so.

    `is_due` where returns are due for the month.
    """

    code: str
    title: str
    workbooks: tuple[str, ...]
    done: int
    rows: int
    is_due: bool = True
    head: str = ""
    signed: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether the return is due and has not come."""
        return self.is_due and not self.workbooks


def status_of(assessment: Assessment) -> tuple[PriorityStatus, ...]:
    """The status of each priority, in the plan's order.

    A row is done where it needs nothing, as its return says.
    """
    return tuple(_status(assessment, priority) for priority in assessment.plan.priorities)


def _status(assessment: Assessment, priority: Priority) -> PriorityStatus:
    rows = rows_of(assessment, priority.code)
    return PriorityStatus(
        code=priority.code,
        title=priority.title,
        workbooks=tuple(
            each.workbook for each in assessment.returns.inputs if each.priority == priority.code
        ),
        done=sum(not needs_of(assessment, row) for row in rows),
        rows=len(rows),
        is_due=assessment.plan.is_report_month(assessment.month),
        head=head_name(priority.head),
        signed=signed_in_short(assessment, priority.code),
    )


def closing_day(plan: Plan, month: Month) -> date:
    """The day by which a month's returns are due."""
    return working_days_after(month.last, plan.closing_days)


def closing_words(assessment: Assessment, today: date) -> str:
    """By when the month closes, and how long that is from today."""
    plan, month = assessment.plan, assessment.month
    if not plan.is_report_month(month):
        following = plan.report_month_after(month)
        next_one = (
            f"; the next ones are for {following.in_words}"
            if following in plan.report_months
            else ""
        )
        return (
            f"No returns are due for {month.in_words}: the plan is reported "
            f"{plan.reported.in_words}{next_one}."
        )
    closing = closing_day(plan, month)
    after = f"{counted(assessment.plan.closing_days, 'working day')} after the month's end"
    if today > closing:
        return f"The month closed on {long(closing)}, {after}."
    said = f"The month closes on {long(closing)}, {after}"
    if today == closing:
        return f"{said}; that is today."
    return f"{said}; {counted(working_days_between(today, closing), 'working day')} from today."


def status_lines(statuses: tuple[PriorityStatus, ...]) -> tuple[str, ...]:
    """A line for each priority."""
    return tuple(_status_line(status) for status in statuses)


def _status_line(status: PriorityStatus) -> str:
    if status.workbooks:
        done = some_of(status.done, status.rows, "row")
        signed = f", {status.signed}" if status.signed else ""
        return f"{status.code}: {done} done{signed} ({', '.join(status.workbooks)})"
    return f"{status.code}: not returned" if status.is_due else f"{status.code}: nothing is due"
