"""Who writes a month's Excel summary while its report is written here."""

from __future__ import annotations

from contextlib import AbstractContextManager

from cyps_reports.meanwhile.work import Meanwhile, meanwhile
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.blocks import Summary
from cyps_reports.writers.excel.summary import excel_summary


def summary_writer(
    plan: Plan, *, is_wanted: bool
) -> AbstractContextManager[Meanwhile[Summary, bytes]]:
    """A process that gets ready to write the summary of a plan's month.

    None where no summary is wanted, or of a large plan: its summary and its report together would
    take much memory.
    """
    deadlines = sum(len(each.deadlines) for each in plan.milestones)
    is_small = len(plan.measures) + deadlines <= MANY_ROWS
    return meanwhile(excel_summary, is_wanted=is_wanted and is_small)


MANY_ROWS = 3_000
