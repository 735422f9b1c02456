"""What becomes of all that somebody may type for a date, a month, a due date or a period."""

from collections.abc import Iterator
from datetime import date

from cyps_reports.plan.dates.due import due_in
from cyps_reports.plan.dates.months import (
    Month,
    long,
    month_named,
    month_number,
    month_of_folder,
    months_between,
    short,
)
from cyps_reports.plan.dates.periods import TERM_ENDS, Period, ReportingPeriod, period_in
from cyps_reports.plan.dates.reading import date_in, month_in
from cyps_reports.plan.dates.working_days import (
    is_working_day,
    working_days_after,
    working_days_between,
)
from cyps_reports.plan.dates.years import first_year_in, year_called
from tests.tools import odd_dates
from tests.tools.approved import Approved
from tests.tools.odd_figures import parts
from tests.tools.said import each_said, said, told_alike


def test_what_becomes_of_a_date_and_of_a_month(approved: Approved) -> None:
    lines = (
        line
        for cell in odd_dates.CELLS
        for line in told_alike(
            cell, (("a date", said(date_in(cell))), ("a month", said(month_in(cell))))
        )
    )
    approved.check("dates and months typed", lines)


def test_what_becomes_of_a_due_date(approved: Approved) -> None:
    def lines() -> Iterator[str]:
        for cell in odd_dates.DUE_CELLS:
            read = {name: due_in(cell, *time) for name, time in odd_dates.PLAN_TIMES.items()}
            settled = {
                name: f" settled {due.is_settled}"
                for name, due in read.items()
                if isinstance(due, tuple)
            }
            yield from told_alike(
                cell, ((name, said(due) + settled.get(name, "")) for name, due in read.items())
            )

    approved.check("due dates typed", lines())


_SAY_YEARS = """
2010/11|Baseline July 2010|in 1999|1899|2100|20101|x2010|2010 and 2011|2011 and 2010|12010|
"""
_MONTHS = months_between(date(2012, 4, 1), date(2013, 6, 30))


def _months() -> Iterator[str]:
    for name in parts(odd_dates.FOLDERS):
        few, none = month_of_folder(name, _MONTHS), month_of_folder(name)
        yield f"folder “{name}”: {few}; where no months are known: {none}"
    yield from each_said(month_named, ((each,) for each in parts(odd_dates.NAMED)))
    words = parts("January|Jan|sept|SEP|Sept|september|septem|May|mai|December|dec|x")
    yield from each_said(month_number, ((each,) for each in words))
    for month in (Month(2012, 1), Month(2012, 2), Month(2013, 2), Month(2012, 11), Month(2012, 12)):
        about = (month.first, month.last, month.next, month.previous)
        since = [month.months_since(each) for each in (Month(2011, 12), Month(2012, 3))]
        yield f"{month} is {month.in_words}: {said(about)}, {said(since)} months since"
    ends = [date(2012, 3, 1), date(2012, 4, 30), date(2012, 5, 1), date(2013, 1, 31)]
    yield from each_said(months_between, ((date(2012, 4, 30), each) for each in ends))
    days = (date(2012, 6, 3), date(2009, 12, 31))
    yield from (f"{said(each)}: {short(each)}, {long(each)}" for each in days)
    yield from each_said(first_year_in, ((each,) for each in parts(_SAY_YEARS)))
    for first, last in ((2026, 2026), (2026, 2027), (2026, 2028), (2099, 2100), (2008, 2009)):
        yield f"{first} to {last}: {year_called(date(first, 4, 1), date(last, 3, 31))}"


def test_what_months_and_years_are_called(approved: Approved) -> None:
    approved.check("months and years", _months())


_PERIODS = (
    *map(ReportingPeriod, Period),
    ReportingPeriod(months=(10,)),
    ReportingPeriod(months=(10, 1)),
    ReportingPeriod(months=(10, 1, 4)),
)
_TIMES = (
    (date(2012, 4, 1), date(2013, 3, 31)),
    (date(2012, 1, 1), date(2012, 12, 31)),
    (date(2012, 9, 1), date(2013, 8, 31)),
    (date(2012, 4, 1), date(2013, 6, 30)),
    (date(2012, 5, 1), date(2012, 8, 31)),
    (date(2012, 12, 1), date(2014, 1, 31)),
)


def _periods() -> Iterator[str]:
    yield from each_said(period_in, ((each,) for each in parts(odd_dates.PERIODS)))
    yield f"terms end in {said(TERM_ENDS)}"
    for each in _PERIODS:
        yield f"{each}: {each.noun}, {each.last_one}, {each.one_by_one}, {each.in_words}"
        for starts, ends in _TIMES:
            months = months_between(starts, ends)
            days = (
                date(2011, 1, 1),
                starts,
                date(2012, 10, 31),
                date(2013, 1, 31),
                ends,
                date(2015, 1, 1),
            )
            following = [each.ends_next(months, day) for day in days]
            end = said(each.ends(months))
            yield f"{each}, {months[0]} to {months[-1]}: {end}, next {said(following)}"
    for period in Period:
        for first in (1, 4, 9, 12):
            numbers = period.ends(first)
            last = [period.last_month(Month(2012, number), first) for number in range(1, 13)]
            before = [
                period.last_month_before(Month(2012, number), first) for number in range(1, 13)
            ]
            later = [
                Month(2011, 6),
                Month(2012, 3),
                Month(2012, 4),
                Month(2013, 1),
                Month(2014, 12),
            ]
            between = [period.between(Month(2012, 3), month, first) for month in later]
            yield f"{period} {period.often} from {first}: {said(numbers)} {said(between)}"
            yield f"{period} from {first}, last months: {said(last)}"
            yield f"{period} from {first}, last months before: {said(before)}"


def test_what_periods_are_and_when_they_end(approved: Approved) -> None:
    approved.check("periods", _periods())


def _working_days() -> Iterator[str]:
    april = [date(2012, 4, day) for day in range(1, 31)]
    yield f"no working days: {said([day for day in april if not is_working_day(day)])}"
    spring = [date(2012, 4, 5), date(2012, 4, 7), date(2012, 12, 24)]
    yield from each_said(
        working_days_after, ((day, number) for day in spring for number in range(4))
    )
    ends = (
        date(2012, 4, 4),
        date(2012, 4, 5),
        date(2012, 4, 6),
        date(2012, 4, 10),
        date(2012, 4, 30),
    )
    yield from each_said(working_days_between, ((spring[0], end) for end in ends))


def test_working_days(approved: Approved) -> None:
    approved.check("working days", _working_days())
