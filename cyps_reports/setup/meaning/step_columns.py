"""Columns of targets for a part of the plan's time: quarters, months or terms, as steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cyps_reports.findings import Refused
from cyps_reports.plan.dates.due import due_in
from cyps_reports.plan.dates.months import Month, month_of
from cyps_reports.setup.meaning.date_cells import PlanTime
from cyps_reports.setup.meaning.date_words import MONTH
from cyps_reports.setup.meaning.table_headings import Head
from cyps_reports.workbooks.grid import RawCell

_YEAR = r"20\d\d(?:[/-]\d{2,4})?"
_PERIOD = re.compile(
    rf"(?<!\w)(?:(?:Q|Quarter )(?P<quarter>[1-4])(?:,? (?P<year>{_YEAR}))?"
    rf"|(?P<term>(?:autumn|spring|summer) term)(?:,? (?P<of>{_YEAR}))?"
    rf"|(?P<month>{MONTH})\.?[ -]'?(?P<in>20\d\d|\d\d))(?!\w)",
    re.IGNORECASE,
)
_FEWEST = 2


def step_columns_in(columns: Iterable[tuple[int, Head]], time: PlanTime) -> Mapping[int, Month]:
    """The columns of targets that are steps, each with the month whose end it is for.

    There are none where fewer than two columns say a period. A period that cannot be told, or is no
    part of the plan's time, is left out.
    """
    found = {at: period for at, head in columns if (period := _PERIOD.search(head.heading))}
    if len(found) < _FEWEST or time.starts is None:
        return {}
    starts, ends = time.known
    months = {at: _month(period, time) for at, period in found.items()}
    return {
        at: month
        for at, month in months.items()
        if month is not None and month_of(starts) <= month <= month_of(ends)
    }


def says_period(head: Head) -> bool:
    """Whether a column is headed by a quarter, a month or a term, and not by a whole year."""
    return _PERIOD.search(head.heading) is not None


def _month(period: re.Match[str], time: PlanTime) -> Month | None:
    due = due_in(RawCell(_said(period)), *time.known)
    return None if due is None or isinstance(due, Refused) or not due.day else month_of(due.day)


def _said(period: re.Match[str]) -> str:
    """The period as the plan workbook would have it: `Q1`, `Autumn term`, `September 2023`."""
    if period["month"]:
        year = period["in"] if len(period["in"]) > len("23") else f"20{period['in']}"
        return f"{period['month']} {year}"
    year = period["year"] or period["of"] or ""
    named = f"Q{period['quarter']}" if period["quarter"] else period["term"]
    return f"{named} {year}".strip()
