"""What cells show of days and times, in England: each in every kind of number format.

A line of what is approved is a format, and what each value shows in it. A space is written as ·.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from cyps_reports.workbooks.serials import (
    FIRST_DAYS,
    date_of,
    duration_of,
    is_of_dates,
    is_of_durations,
)
from cyps_reports.workbooks.shown_times import (
    AROUND_DATES,
    said_around,
    shows_no_day,
    shows_which_day,
    words_around,
)
from tests.tools.approved import Approved
from tests.tools.shown_tables import lines, seen, table

MOMENTS = (
    datetime(2012, 9, 4, 0, 0),  # noqa: DTZ001
    datetime(2012, 9, 14, 13, 5, 7, 250_000),  # noqa: DTZ001
    datetime(1900, 1, 1, 11, 59, 59, 999_000),  # noqa: DTZ001
    datetime(1899, 12, 31, 12, 0),  # noqa: DTZ001
    date(2012, 12, 25),
    date(1899, 12, 31),
    time(0, 0),
    time(0, 30, 5),
    time(12, 1),
    time(23, 59, 59, 4_000),
    timedelta(0),
    timedelta(minutes=90),
    timedelta(days=2, hours=3, seconds=7, microseconds=500_000),
)
MOMENT_FORMATS = """
General
dd/mm/yy
dd/mm/yyyy
d/m/yyy
mm-dd-yy
m/d/yy
m/d/yyyy
m/d/yy h:mm
m/d/yyyy h:mm
[$-F800]dddd, mmmm dd, yyyy
[$-f800]x
[$-F400]h:mm:ss AM/PM
[$-809]dd mmmm yyyy
d-mmm-yy
d-mmm
mmm-yy
mmmm
mmmmm
mmmmmm
ddd
dddd
ddddd
y
yyyy
h:mm
hh:mm
hhh:mm:ss
h:mm AM/PM
h A/P
hh:mm am/pm
h:mm:ss
mm:ss
mm:ss.0
ss.00
mmss.0
h m
m h
h mmm
[h]:mm
[hh]:mm:ss
[mm]:ss
[m]
[ss]
[s].00
[hhh]
h:mm:ss;@
"on "d mmmm
\\d dd
dd_)
dd* mm
"x"
[Red]dd
dd;"never"
0
0.00
"""
WORDY = """
dd/mm/yyyy
"before "d mmm yyyy
<d mmm
~dd/mm
d mmm?
mmm-yy
mmmm yyyy
m yyyy
yyyy
d yyyy
d mmm
dddd mmmm yyyy
ddd d mmm
h:mm
mmm yy h
mmm yy s
General
0.0
"by" d/m/yy
"by the end of" mmmm yyyy
d.m.yy
d-m-yy, hh:mm
[$-809]d mmm yy
\\b\\yd/m/yy
dd/mm/yyyy AM/PM
(d/m/yy)
≤ d/m/yy
> d m
from d.m.yy
d mmm yy;@
#ERROR d
"Q"q yyyy
"""
AROUND = """
14/09/2012
before 14/09/2012
14 September 2012
Fri 14 Sept 2012
friday, 14th september
1st, 2nd, 3rd and 4th
end of September 2012
<14.09.12
14/09/2012?
14:30 pm
~ 14 Sep
2012-09-14T00:00
Sept
am 12:00
about Tuesday
(14/9)
14/09/12 TBC
≤ 14/09/12
5 May
"""
OF_NUMBERS = ("General", "general", "0", "0.0", "0.00", "0.0#", "#", "#.##")
SERIALS = (
    *(0, 0.25, 0.999999999, 0.9999999999, 1, 1.5, 59, 59.5, 60, 61, 41183, 41183.123456),
    *(-1, -0.5, 2958465, 2958466, 1e9, 1e300),
)


def attempt(act: Callable[[], object]) -> str:
    """What it gives, or that there is none."""
    try:
        return str(act())
    except (OverflowError, ValueError) as problem:
        return type(problem).__name__


def serials() -> Iterator[str]:
    for each in SERIALS:
        moments = [attempt(partial(date_of, each, first)) for first in FIRST_DAYS.values()]
        lasts = attempt(partial(duration_of, each))
        yield f"{each}: {moments[0]} | of a Mac {moments[1]} | lasts {lasts}"


def kinds(formats: Iterable[str]) -> Iterator[str]:
    for each in formats:
        told = (
            ("dates", is_of_dates(each)),
            ("durations", is_of_durations(each)),
            ("no day", shows_no_day(each)),
            ("which day", shows_which_day(each)),
        )
        words = seen(words_around(each))
        yield f"{each}  ⇒  {', '.join(name for name, holds in told if holds)} | around it {words}"


def test_what_days_and_times_show(approved: Approved) -> None:
    formats = [*lines(MOMENT_FORMATS)]
    words = (f"{each}  ⇒  {seen(' '.join(sorted(said_around(each))))}" for each in lines(AROUND))
    told = (
        *table(formats, MOMENTS),
        *kinds((*formats, *lines(WORDY), *OF_NUMBERS)),
        *words,
        *serials(),
        f"words around dates: {' '.join(sorted(AROUND_DATES))}",
    )
    approved.check("shown days and times", told)
