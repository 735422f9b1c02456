"""What is open in a plan workbook: coloured cells with notes, and the sheet that lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from cyps_reports import theme
from cyps_reports.plan.sheets.open_notes import DONE, OPEN, STATE, TO_DO, WHERE, listed_note
from cyps_reports.workbooks.grid import column_letters
from cyps_reports.workbooks.printing import Printed, set_up_page
from cyps_reports.workbooks.writing import Writer, fill, lines, put, put_link, row_height

CellValue = str | date | Decimal | int | None
"""What stands in a cell."""

ValuesByCell = Mapping[tuple[str, str], CellValue]
"""The same by the names of sheets and cells."""


@dataclass(frozen=True, slots=True)
class OpenCell:
    """What is open at a cell of a sheet, and what to do about it; no cell where it is of none."""

    sheet: str
    cell: str
    what: str
    mend: str


def write_to_do(writer: Writer, to_do: Sequence[OpenCell], written: ValuesByCell) -> None:
    """The sheet, whose rows lead to the cells and say by themselves when they are done.

    `written` is what the cells hold as the workbook is made.
    """
    sheet = writer.workbook.add_worksheet(TO_DO)
    put(sheet, 0, 0, "What is open in this plan", writer.title())
    for row, line in enumerate(_ABOUT, start=1):
        put(sheet, row, 0, line, writer.look())
    headings = len(_ABOUT) + 2
    for number, (heading, width) in enumerate(_HEADINGS):
        sheet.set_column(number, number, width)
        put(sheet, headings, number, heading, writer.heading())
    for row, each in enumerate(to_do, start=headings + 1):
        _write_row(writer, sheet, row, each, written)
    sheet.autofilter(headings, 0, headings + len(to_do), len(_HEADINGS) - 1)
    sheet.freeze_panes(headings + 1, 0)
    widths = [width for _, width in _HEADINGS]
    set_up_page(sheet, Printed(TO_DO, widths, heads=headings, last=headings + len(to_do)))


_ABOUT = (
    "Each row leads to a yellow cell, whose note says the same."
    f" Type there what belongs there, and the row says “{DONE}”; where it is right as it stands,"
    f" type {DONE} over “{OPEN}”.",
    "When you are through, run: cyps-reports plan check. Take this sheet out then, if you like.",
)
_HEADINGS = ((WHERE, 18), ("What is open", 64), ("What to do", 50), (STATE, 10))
_DOCUMENT = "The document"


def _write_row(
    writer: Writer, sheet: Worksheet, row: int, open_cell: OpenCell, written: ValuesByCell
) -> None:
    name, cell = open_cell.sheet, open_cell.cell
    where = f"{name} {cell}".strip() or _DOCUMENT
    texts = (where, open_cell.what, open_cell.mend)
    sheet.set_row(row, row_height(zip(texts, (width for _, width in _HEADINGS), strict=False)))
    look = writer.look(text_wrap=True, align="left", **lines())
    for column, text in enumerate(texts):
        put(sheet, row, column, text, look)
    put(sheet, row, len(texts), "look", look)
    if cell:
        put_link(sheet, row, 0, where, f"internal:'{name}'!{cell}", look)
        still_open = holds(f"'{name}'!{cell}", written.get((name, cell)))
        sheet.write_formula(row, len(texts), f'=IF({still_open},"{OPEN}","{DONE}")', look, OPEN)


def mark_open(
    writer: Writer, sheet: Worksheet, row: int, column: int, why: str, value: CellValue
) -> None:
    """Colours a cell for as long as it holds this value, and notes why it is open.

    The colour goes too where the sheet that lists it is told that it is done.
    """
    cell = f"{column_letters(column + 1)}{row + 1}"
    where = f"{sheet.get_name()} {cell}"
    said = why if value in (None, "") else listed_note(why, where)
    sheet.write_comment(row, column, said, _NOTE_SIZE)
    colour = writer.workbook.add_format(fill(theme.INPUT))
    still_open = f"=AND({holds(cell, value)},{_is_listed_open(where)})"
    rule = {"type": "formula", "criteria": still_open, "format": colour}
    sheet.conditional_format(row, column, row, column, rule)


def _is_listed_open(where: str) -> str:
    """The condition, as in a formula, that nobody said of a cell that it is done.

    A rule that colours may name no other sheet, so the sheet is named in words.
    """
    places, states = map(_listed_under, (WHERE, STATE))
    return f'IFERROR(COUNTIFS({places},"{where}",{states},"{DONE}"),0)=0'


def _listed_under(heading: str) -> str:
    column = column_letters(1 + [called for called, _ in _HEADINGS].index(heading))
    return f"INDIRECT(\"'{TO_DO}'!{column}$1:{column}${_MOST_LISTED}\")"


_MOST_LISTED = 5000
_NOTE_SIZE = {"width": 340, "height": 120}
"""In pixels: a note shows its reason and its place in the document."""


def holds(cell: str, value: CellValue) -> str:
    """The condition, as in a formula, that a cell holds this value; long texts by their beginning.

    A short one that somebody has added to is another.
    """
    match value:
        case None | "":
            return f"LEN(TRIM({cell}))=0"
        case str():
            beginning = value[:_COMPARED].replace('"', '""')
            compared = min(len(value) + 1, _COMPARED)
            return f'EXACT(LEFT({cell},{compared}),"{beginning}")'
        case date():
            return f"{cell}=DATE({value.year},{value.month},{value.day})"
        case _:
            return f"{cell}={value}"


# A formula takes texts of 255 letters, and a quotation mark counts twice.
_COMPARED = 100
