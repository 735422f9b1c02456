"""Values of options as they are typed: a month, a day, how often."""

from __future__ import annotations

import argparse
from datetime import date

from cyps_reports.findings import Refused
from cyps_reports.plan.dates.months import Month, month_named
from cyps_reports.plan.dates.periods import ReportingPeriod, period_in
from cyps_reports.plan.dates.reading import date_in
from cyps_reports.workbooks.grid import RawCell


def month_typed(text: str) -> Month:
    """A month like 2012-10."""
    month = month_named(text)
    if month is None:
        raise argparse.ArgumentTypeError(f"“{text}” is not a month; type it like 2012-10")
    return month


def period_typed(text: str) -> ReportingPeriod:
    """How often something is reported, like quarterly."""
    period = period_in(text)
    if isinstance(period, Refused):
        raise argparse.ArgumentTypeError(f"{period.message} {period.fix}")
    if period is None:
        raise argparse.ArgumentTypeError("nothing is given; type it like quarterly")
    return period


def day_typed(text: str) -> date:
    """A day like 2012-09-30 or 30 September 2012."""
    day = date_in(RawCell(text))
    if isinstance(day, Refused):
        raise argparse.ArgumentTypeError(f"{day.message} {day.fix}")
    if day is None:
        raise argparse.ArgumentTypeError(
            "the date is empty; type it like 2012-09-30 or 30 September 2012"
        )
    return day
