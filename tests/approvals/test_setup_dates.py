"""What is understood of dates as councils type them, word by word, is what was approved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from cyps_reports.setup.meaning.date_cells import (
    DeadlineSaid,
    PlanTime,
    are_day_first,
    deadlines_in,
    two_way_dates,
)
from cyps_reports.setup.meaning.recurrences import recurrence_named
from cyps_reports.setup.meaning.step_columns import says_period, step_columns_in
from cyps_reports.setup.meaning.table_headings import Head
from cyps_reports.setup.sources.source import SourceCell, SourcePlace
from cyps_reports.workbooks.grid import RawCell
from tests.setup_documents import said_of_dates as said
from tests.tools.approved import Approved
from tests.tools.told_of_drafts import YEAR, Refusals, shown

PLACE = SourcePlace("plan.docx", "table 1", "row 2, column 3")
CALENDAR_YEARS = PlanTime(date(2012, 1, 1), date(2013, 12, 31))
OPEN_ENDED = PlanTime(date(2012, 4, 1))
DAY_FIRST = PlanTime(date(2012, 4, 1), date(2013, 3, 31), is_day_first=True)
RECURRENCES = (
    *("ongoing", "on-going", "continuous", "Continuously", "each  month", "each quarter"),
    *("each term", "each year", "monthly", "six monthly", "6-monthly", "annual", "termly"),
    *("twice a year", "every year", "half-yearly", "seven monthly", "sometimes"),
)
STEP_HEADS = (
    *("Target Q1", "Target Q2 2012/13", "Quarter 3", "Q4, 2012/13", "Q5", "Autumn term target"),
    *("Spring term 2012/13", "Summer term", "June 2012 target", "Jul. 12", "Aug '12", "Sep-12"),
    *("Target 2012/13", "FAQ1", "Q12", "March 2012", "April 2012", "March 2013", "April 2013"),
    *("June", "summer", "Q1 2012", "Quarter2", "June 112"),
)


def cell(value: str | date, raised: str = "") -> SourceCell:
    look = "dd/mm/yyyy" if isinstance(value, date) else "General"
    return SourceCell(RawCell(value, look, raised=raised), PLACE, 1, 2)


def deadline(each: DeadlineSaid, refusals: Refusals) -> str:
    """A deadline in words, without what nothing is said of."""
    parts = {
        "due": "" if each.due is None else shown(each.due),
        "recurs": each.recurrence,
        "at approval": each.at_approval,
        "for": each.purpose and shown(each.purpose),
    }
    told = ", ".join(f"{key} {value}" for key, value in parts.items() if value)
    often = " (how often)" if each.is_often else ""
    return f"{told or 'nothing'}{often}{refusals.why(each.refused)}"


@dataclass
class Reader:
    """Reads cells of deadlines; why one is open is told whole once."""

    refusals: Refusals = field(default_factory=Refusals)

    def read(self, value: str | date, time: PlanTime = YEAR, raised: str = "") -> str:
        found = deadlines_in(cell(value, raised), time)
        said = (deadline(each, self.refusals) for each in found)
        return f"{shown(value)} → {' | '.join(said) or 'no deadline'}"

    def all(self) -> Iterator[str]:
        texts = (*said.one_date(), *said.with_words(), *said.in_lines())
        yield from map(self.read, dict.fromkeys(texts))
        yield "== a day that a sheet stored"
        days = (date(2012, 6, 30), NOON, date(2009, 12, 31))
        yield from map(self.read, days)
        yield "== a raised mark in it"
        yield from (self.read("30 June 2012", raised=mark) for mark in ("2", "0", "7"))
        for called, time, typed in OTHER_PLANS:
            yield f"== in {called}"
            yield from (self.read(text, time) for text in typed)


NOON = datetime.fromisoformat("2012-06-30T12:00")
OTHER_PLANS = (
    ("a plan that does not say when it begins", PlanTime(), said.WITHOUT_A_YEAR),
    ("one of which only the first day is known", OPEN_ENDED, said.OPEN_ENDED),
    ("one of two calendar years", CALENDAR_YEARS, said.OF_CALENDAR_YEARS),
    ("one that writes the day first", DAY_FIRST, said.WITH_THE_DAY_FIRST),
)


def orders() -> Iterator[str]:
    """Whether the day is first in a document, by its dates; and what is known of a plan's time."""
    yield from map(_order, said.ORDERS)
    for time in (PlanTime(), OPEN_ENDED, YEAR):
        months = [str(month) for month in time.months]
        yield f"{time.known}: {len(months)} months {months[:1]} {months[-1:]}"


def _order(texts: Iterable[str]) -> str:
    cells = [cell(text) for text in texts]
    two_way = [each for one in cells for each in two_way_dates(one)]
    return f"{' | '.join(texts)} → {are_day_first(cells)}, two ways: {two_way}"


def steps() -> Iterator[str]:
    """Columns of targets that are steps: each heading beside one that is, alone, and all."""
    heads = [Head("target", text, cell(text)) for text in STEP_HEADS]
    sure = Head("target", "Q2", cell("Q2"))
    for head in heads:
        found = step_columns_in([(3, head), (7, sure)], YEAR)
        month = found.get(3)
        yield f"{head.heading} → {month or 'no step'}; says a period: {says_period(head)}"
    for columns in ([], heads[:1], heads[:2], heads[:3], [heads[12], heads[0]]):
        found = step_columns_in(enumerate(columns), YEAR)
        yield f"{[each.heading for each in columns]} → {[str(month) for month in found.values()]}"
    yield f"no first day → {dict(step_columns_in(enumerate(heads[:3]), PlanTime()))}"


def test_dates_are_read_as_approved(approved: Approved) -> None:
    approved.check("setup dates", (*Reader().all(), *orders()))


def test_recurrences_and_steps_are_read_as_approved(approved: Approved) -> None:
    recurrences = (f"{text} → {recurrence_named(text)}" for text in RECURRENCES)
    approved.check("setup recurrences and steps", (*recurrences, *steps()))
