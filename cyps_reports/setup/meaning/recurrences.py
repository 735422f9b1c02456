"""What words like annually, six-monthly and each term are as a recurrence of the plan workbook."""

from __future__ import annotations

import re

from cyps_reports.plan.dates.periods import ReportingPeriod, period_in
from cyps_reports.plan.model.milestone import Recurrence

_RECURS = {
    **dict.fromkeys(("ongoing", "on-going", "continuous", "continuously"), Recurrence.ONGOING),
    **dict.fromkeys(("each month",), Recurrence.MONTHLY),
    **dict.fromkeys(("each quarter",), Recurrence.QUARTERLY),
    **dict.fromkeys(("each term",), Recurrence.TERMLY),
    **dict.fromkeys(("each year",), Recurrence.ANNUAL),
}


def recurrence_named(said: str) -> str:
    """The word of the plan workbook for one of a document; the same word where it has none."""
    words = " ".join(said.casefold().split())
    if known := _RECURS.get(words):
        return known.value
    period = period_in(re.sub(r"(?:six|6)[- ]monthly", "half-yearly", words))
    every = period.every if isinstance(period, ReportingPeriod) else None
    return every.often if every else words
