"""The plan workbook as it is written, of a plan and of a draft; and what its sheets may lack."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from cyps_reports.plan.model.quantities import Figure, Missing, Tolerance
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.reader import is_plan_workbook
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.book import (
    BookCells,
    CellsByKey,
    Typed,
    cell_of_field,
    cell_of_row,
    left_open,
    plan_book,
)
from cyps_reports.plan.sheets.open_notes import (
    listed_note,
    open_mend,
    open_note,
    still_open,
)
from cyps_reports.plan.sheets.to_do import OpenCell, holds
from cyps_reports.plan.writer import figure_typed, plan_workbook, tolerance_typed
from cyps_reports.workbooks.grid import Book, RawCell, Sheet
from cyps_reports.workbooks.reading import read_book
from tests.tools.approved import Approved, differing
from tests.tools.every_row import OTHERWISE, every_row
from tests.tools.odd_figures import FIGURED
from tests.tools.odd_plan import Read, book_of, columns_of, typed_in
from tests.tools.said import each_said, said
from tests.tools.sheet_lines import lines_of
from tests.tools.small_plan import small_plan

_LONG = "Why so long? " * 30
_OPEN = (
    OpenCell("Plan", "B3", "Whose plan it is", "Type it."),
    OpenCell("Measures", "K2", "Two figures stand there.", "Type one."),
    OpenCell("", "", "A picture was left out.", "Look at it."),
)


def _draft() -> bytes:
    rows: dict[str, list[CellsByKey]] = {
        layout.MEASURES: [
            {
                "priority": "A",
                "number": 1,
                "name": left_open(_LONG, "It is long.", "page 3"),
                "target": left_open(
                    Typed(Decimal("0.785"), "0.0%"), "Is it 78.5%?", "table 2, row 3"
                ),
                "target_due": left_open(Typed(date(2018, 7, 1), "mmmm yyyy"), "Is it July?"),
                "unit": left_open(None, "What is counted?"),
                "polarity": left_open("", "Which way?", "page 4"),
                "tolerance": left_open(5, "Points?"),
            },
            {"priority": "A", "number": 2, "name": left_open('Say “"yes"”', "Really?")},
        ],
        layout.MILESTONES: [
            {"priority": "A", "due": left_open(date(2017, 9, 1), "When?", "page 5")}
        ],
        layout.EARLIER_YEARS: [{"reference": "A1", "year": left_open("2010/11", "Which year?")}],
    }
    facts: CellsByKey = {
        "council": left_open(None, "Whose plan is it?"),
        "title": "A plan",
        "starts": date(2017, 4, 1),
    }
    return plan_book(
        BookCells(
            "A plan 2017/18", "Service", date(2017, 4, 1), date(2018, 3, 31), facts, rows, _OPEN
        )
    )


def _written() -> Iterator[str]:
    base = list(lines_of(plan_workbook(every_row())))
    yield from base
    others = {
        "with words of its own": plan_workbook(every_row(**OTHERWISE)),
        "with no row": plan_workbook(small_plan(priorities=(), leads=())),
        "a draft": _draft(),
    }
    for name, workbook in others.items():
        lines = differing(base, list(lines_of(workbook)))
        yield from (f"{name}: {each}" for each in lines if each[0] == "+")


def test_the_plan_workbook_as_it_is_written(approved: Approved) -> None:
    approved.check("plan workbooks written", _written())


def _figures() -> Iterator[str]:
    figures: list[Figure] = [
        Decimal(each) for each in ("5.80", "5.8", "78.50", "78.5", "80", "0.00", "86.190")
    ]
    for name, unit in FIGURED.items():
        typed = [figure_typed(each, unit) for each in [*figures, *Missing]]
        yield f"figures typed in {name}: {said(typed)}"
    tolerances = [Tolerance(Decimal("2.5"), is_absolute=each) for each in (True, False)]
    units = (None, Unit.PERCENT, Unit.COUNT, Unit.MONEY)
    yield from each_said(tolerance_typed, ((each, unit) for each in tolerances for unit in units))
    values = (None, "", "a", 'say "so"', "x" * 98, "x" * 99, "x" * 100, "x" * 101)
    further = (date(2017, 4, 1), Decimal("0.785"), 5, "2010/11", '"' * 60)
    yield from each_said(holds, (("'Plan'!B3", each) for each in (*values, *further)))
    yield from each_said(
        open_note, (("Why?", *each) for each in (("", ""), ("page 3", ""), ("", "5"), ("p", _LONG)))
    )
    yield from each_said(
        listed_note, ((open_note("Why?", "page 3", "5"), "Plan B3"), ("Why?", "Plan B3"))
    )
    yield f"empty: {open_mend(is_empty=True)} Filled: {open_mend(is_empty=False)}"
    yield f"places {cell_of_field('council')}, {cell_of_row(layout.LEAD_COLUMNS, 0, 'post')}"


def test_how_values_are_typed_and_left_open(approved: Approved) -> None:
    approved.check("values typed and left open", _figures())


def _open_cells() -> Iterator[str]:
    book = read_book("plan.xlsx", _draft())
    assert isinstance(book, Book)
    told = [said(each) for each in still_open(book)]
    yield from (f"as written: {each}" for each in told)

    def differs(other: Book) -> str:
        return "; ".join(differing(told, [said(each) for each in still_open(other)])) or "as before"

    measures = _sheet(book, layout.MEASURES)
    notes = {at: cell for at, cell in measures.cells.items() if cell.note.startswith("Open: ")}
    for at, cell in notes.items():
        others = {
            "as another value": cell._replace(value="else"),
            "emptied": cell._replace(value=None),
            "without its note": cell._replace(note=""),
            "with a reply": cell._replace(note=f"{cell.note}\nYes, so."),
            "with another note": cell._replace(note=f"Look: {cell.note}"),
        }
        yield f"{at} is noted {said(cell.note)}"
        for what, other in others.items():
            yield f"{at} {what}: {differs(_with(book, layout.MEASURES, at, other))}"
    to_do = _sheet(book, "To do")
    for at in [at for at, cell in to_do.cells.items() if cell.text == "open"]:
        for state in ("done", " DONE ", "Open", "no"):
            yield f"To do {at} {state}: {differs(_with(book, 'To do', at, RawCell(state)))}"
    bare = replace(book, sheets=tuple(each for each in book.sheets if each is not to_do))
    yield f"without the sheet To do: {differs(bare)}"


def _sheet(book: Book, name: str) -> Sheet:
    return next(each for each in book.sheets if each.name == name)


def _with(book: Book, name: str, at: tuple[int, int], cell: RawCell) -> Book:
    return replace(
        book,
        sheets=tuple(
            replace(each, cells={**each.cells, at: cell}) if each.name == name else each
            for each in book.sheets
        ),
    )


def test_which_cells_are_still_open(approved: Approved) -> None:
    approved.check("open cells", _open_cells())


def _forms() -> Iterator[str]:
    """What is told of sheets that are gone, doubled, hidden, merged or struck, or lack headings."""
    book, read = book_of(), Read(book_of())
    for sheet in book.sheets:
        others = tuple(each for each in book.sheets if each is not sheet)
        yield from read.of(f"without the sheet {sheet.name}", replace(book, sheets=others))
        copy, hidden = replace(sheet, name="Copy"), replace(sheet, is_hidden=True)
        yield from read.of(f"{sheet.name} twice", replace(book, sheets=(*book.sheets, copy)))
        yield from read.of(f"{sheet.name} hidden", replace(book, sheets=(*others, hidden, copy)))
        both = (*others, hidden, replace(copy, is_hidden=True))
        yield from read.of(f"{sheet.name} and its copy hidden", replace(book, sheets=both))
        merged = replace(sheet, merged=((2, 1, 2, 3), (2, 4, 3, 4)))
        yield from read.of(f"{sheet.name} merged", replace(book, sheets=(*others, merged)))
        heads = {at: RawCell("x") for at in sheet.cells if at[0] == 1}
        bare = replace(sheet, cells={**sheet.cells, **heads})
        yield from read.of(f"{sheet.name} without headings", replace(book, sheets=(*others, bare)))
        shaped = is_plan_workbook(replace(book, sheets=(*others, bare)))
        without = is_plan_workbook(replace(book, sheets=others))
        yield f"{sheet.name}: a plan workbook without it {without}, bare {shaped}"
    for name in (layout.LEADS, layout.MILESTONES, layout.CLOSED, "Asked by Cabinet"):
        sheet = next(each for each in book.sheets if each.name == name)
        for column in (1, 2, 3):
            one = {(name, 1, key): RawCell("x") for key in (_key_of(name, column),)}
            yield from read.with_typed(f"{name} without heading {column}", one)
        last = max(at[1] for at in sheet.cells) + 1
        first = sheet.cells[1, 1]
        twice = {**sheet.cells, (1, last): first, (2, last): RawCell("other")}
        more = replace(sheet, cells=twice)
        others = tuple(more if each is sheet else each for each in book.sheets)
        yield from read.of(f"{name} with a heading twice", replace(book, sheets=others))
        struck = {(name, 2, each.key): RawCell("", struck="old") for each in columns_of(name)}
        yield from read.of(f"{name} struck", typed_in(book, struck))


def _key_of(name: str, column: int) -> str:
    return columns_of(name)[column - 1].key


def test_what_is_told_of_the_sheets(approved: Approved) -> None:
    approved.check("sheets of the plan workbook", _forms())
