"""A plan workbook with a row on each sheet, to type odd things into, and what becomes of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from cyps_reports.groups import grouped
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import (
    Closed,
    ClosedAs,
    RangeMove,
    Redating,
    Withdrawal,
    WithdrawnAs,
)
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import (
    AboutChildren,
    Comparator,
    EarlierYear,
    Measure,
    Polarity,
)
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.question import Question
from cyps_reports.plan.model.report_text import StandingText, Where
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.reader import plan_as_read
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.book import FIELDS
from cyps_reports.plan.sheets.layout import tables
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.workbooks.grid import Book, RawCell, Sheet
from cyps_reports.workbooks.layout import Column, keys
from cyps_reports.workbooks.reading import read_book
from tests.tools.said import parts_of, said, what_differs
from tests.tools.small_plan import small_plan

CABINET = "Cabinet"
APPROVED = date(2017, 6, 12)
FIRST = Measure(
    "A",
    1,
    "",
    "Pupils in school",
    Unit.PERCENT,
    Polarity.HIGHER,
    similar=Decimal("79.5"),
    outturn=Decimal("74.5"),
    target=Decimal(80),
    steps={Month(2017, 6): Decimal(76), Month(2017, 12): Decimal(78)},
    comparators=(Comparator("England", Decimal(81), "2016/17", "of all"),),
    earlier_years=(EarlierYear("2015/16", Decimal("70.1"), "estimated"),),
    range_moves=(RangeMove(date(2017, 5, 1), CABINET, APPROVED, "A new form"),),
    about_children=AboutChildren.YES,
    withdrawal=Withdrawal(WithdrawnAs.DEFERRED, CABINET, APPROVED, "until next year"),
    was="A7",
)
SECOND = Measure(
    "A", 2, "Girls", "Girls in school", Unit.COUNT, Polarity.HIGHER, outturn=Decimal(90)
)
MILESTONE = Milestone(
    "A",
    3,
    "Schools",
    "Open the school",
    "AB",
    partners=("Police", "Health"),
    deadlines=(
        Deadline(1, date(2017, 9, 1), redating=Redating(date(2017, 10, 1), CABINET, APPROVED)),
        Deadline(2, date(2018, 1, 31), purpose="The second one", was="A20, deadline 2"),
    ),
    success="It is full",
    moves=("A1",),
)
PLAN = small_plan(
    priorities=(
        Priority("A", "First", "Jo Smith", "j.smith@council.gov.uk"),
        Priority("B", "Second"),
    ),
    leads=(Lead("AB", "A Bee", "Director", "a.bee@council.gov.uk"), Lead("", "C Dee", "Head")),
    measures=(FIRST, SECOND),
    milestones=(MILESTONE,),
    closed=(Closed("A9", "Old one", ClosedAs.COMPLETED, APPROVED, CABINET, "done"),),
    standing_texts=(StandingText("Background", Where.FRONT, ("A first.", "A second.")),),
    questions=(Question(APPROVED, "Cabinet", ("A1",), "Why so few?", "AB", date(2017, 7, 1)),),
)
"""A plan with a row on each sheet, and two where the second is read by the first."""


def book_of(plan: Plan = PLAN) -> Book:
    """The plan's workbook as it is read."""
    book = read_book("plan.xlsx", plan_workbook(plan))
    assert isinstance(book, Book)
    return book


Cells = Mapping[tuple[str, int, str], object]
"""What is typed, by sheet, row and column's key; None empties a cell. On the sheet Plan, row 0."""


def typed_in(book: Book, cells: Cells) -> Book:
    """The book with other cells."""
    by_sheet = grouped(cells, lambda at: at[0])
    return replace(
        book,
        sheets=tuple(
            _typed(sheet, {at: cells[at] for at in by_sheet.get(sheet.name, ())})
            for sheet in book.sheets
        ),
    )


def _typed(sheet: Sheet, cells: Cells) -> Sheet:
    there = dict(sheet.cells)
    for (_, row, key), value in cells.items():
        place = _place(sheet, row, key)
        there.pop(place, None)
        if value is not None:
            there[place] = value if isinstance(value, RawCell) else RawCell(value)  # type: ignore[arg-type]
    return replace(sheet, cells=there)


_COLUMNS = tables(PLAN.starts, PLAN.ends)


def columns_of(name: str) -> Sequence[Column]:
    """The columns of a sheet; of the sheet Plan its labelled cells."""
    return FIELDS if name == layout.PLAN else _COLUMNS[name]


def _place(sheet: Sheet, row: int, key: str) -> tuple[int, int]:
    if sheet.name == layout.PLAN:
        return 3 + keys(FIELDS).index(key), 2
    return row, 1 + keys(columns_of(sheet.name)).index(key)


class Read:
    """A book as it is read, and what is otherwise where something else is typed."""

    def __init__(self, book: Book) -> None:
        self._book = book
        plan, self._told = plan_as_read(book)
        self._pieces = dict(parts_of(plan))

    def with_typed(self, what: str, cells: Cells) -> Iterator[str]:
        """What is otherwise in the plan, and what is told, where these cells are typed."""
        yield from self.of(what, typed_in(self._book, cells))

    def of(self, what: str, book: Book) -> Iterator[str]:
        """The same of another book: in one line, or a line for each."""
        plan, told = plan_as_read(book)
        changed = what_differs(self._pieces, dict(parts_of(plan)))
        became = [*changed, *(said(each) for each in told if each not in self._told)]
        if len(became) < 2:
            yield f"{what}: {' '.join(became) or 'as before'}"
            return
        yield f"{what}:"
        yield from (f"- {each}" for each in became)
