"""Writing workbooks: the same bytes for the same content, and typed text that stays text."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cyps_reports import theme
from cyps_reports.phrases import lines_taken
from cyps_reports.workbooks.limits import MAX_LINKS
from cyps_reports.workbooks.packages import FIXED_TIME, rewritten
from cyps_reports.workbooks.plain_text import plain

DATE_FORMAT, TEXT_FORMAT = "dd/mm/yy", "@"


def _hex(colour: str) -> str:
    return f"#{colour}"


FONT_POINTS = 10
"""The size of text in workbooks."""

_HOUSE_STYLE = {
    "font_name": theme.FONT,
    "font_size": FONT_POINTS,
    "font_color": _hex(theme.INK),
    "valign": "top",
}


class _Sheet(Worksheet):  # type: ignore[misc]
    """A sheet whose cells, rules and looks take formulas as they are given.

    Xlsxwriter looks through each for the many functions that spreadsheets got after 2007, which
    takes longer than all else of a return. The formulas here have none of them.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _xml_start_tag_unencoded(self, tag: str, attributes: _Attributes = ()) -> None:
        super()._xml_start_tag_unencoded(tag, _without_set_height(attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: _Attributes = ()) -> None:
        super()._xml_empty_tag_unencoded(tag, _without_set_height(attributes))


_Attributes = Sequence[tuple[str, object]]


def _without_set_height(row: _Attributes) -> _Attributes:
    """The heights set here are for the opening only: a row grows with what is typed into it."""
    return [each for each in row if each[0] != "customHeight"]


Look = frozenset[tuple[str, object]]
"""Xlsxwriter's properties of a format, over the house style."""


class Writer:
    """An xlsxwriter workbook in memory, with one format object for each look."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self._formats: dict[Look, Format] = {}

    def look(self, **properties: object) -> Format:
        """The format with these xlsxwriter properties over the house style."""
        return self.format_of(frozenset(properties.items()))

    def format_of(self, look: Look) -> Format:
        """The format of a look; one that many cells have is put together once."""
        if look not in self._formats:
            # In the order of their names: a set has another in each run.
            self._formats[look] = self.workbook.add_format({**_HOUSE_STYLE, **dict(sorted(look))})
        return self._formats[look]

    def heading(self, **properties: object) -> Format:
        """The look of a column's heading, with these xlsxwriter properties over it."""
        return self.look(
            bold=True,
            font_color=_hex(theme.ON_ACCENT),
            bg_color=_hex(theme.ACCENT),
            text_wrap=True,
            valign="vcenter",
            border=1,
            border_color=_hex(theme.LINE),
            **properties,
        )

    def title(self) -> Format:
        """The look of a sheet's title."""
        return self.look(bold=True, font_size=16, font_color=_hex(theme.ACCENT), valign="vcenter")


def colours(tone: theme.Tone) -> dict[str, str]:
    """The format properties of a tone."""
    paint = theme.PAINTS[tone]
    return {"bg_color": _hex(paint.background), "font_color": _hex(paint.ink)}


def fill(colour: str) -> dict[str, str]:
    """The format property of a background colour of the theme."""
    return {"bg_color": _hex(colour)}


def ink(colour: str) -> dict[str, str]:
    """The format property of a text colour of the theme."""
    return {"font_color": _hex(colour)}


def lines() -> dict[str, object]:
    """The format properties of thin lines round a cell."""
    return {"border": 1, "border_color": _hex(theme.LINE)}


@contextmanager
def workbook_bytes(
    buffer: io.BytesIO, title: str, author: str, subject: str, *, is_large: bool = False
) -> Iterator[Writer]:
    """A workbook that is written into `buffer` on leaving.

    Xlsxwriter's warnings are our bugs and raise.

    A large one is put together in files of a temporary folder, not in memory.

    Raises:
        OSError: the temporary folder cannot be written to.

    """
    with (
        warnings.catch_warnings(),
        TemporaryDirectory(prefix="cyps-") if is_large else nullcontext() as folder,
    ):
        warnings.simplefilter("error")
        workbook = Workbook(buffer, _options(folder))
        workbook.worksheet_class = _Sheet
        texts = {"title": plain(title), "author": plain(author), "subject": plain(subject)}
        workbook.set_properties({**texts, "created": FIXED_TIME})
        yield Writer(workbook)
        try:
            workbook.close()
        except FileCreateError as problem:
            raise _told_anew(problem.args[0]) from problem
        # A workbook, its sheets and their charts hold one another: all that was written would stay
        # until Python looks for what is unused.
        for each in (*workbook.worksheets(), workbook):
            vars(each).clear()
    if is_large:
        _forget_the_files(buffer)


def _forget_the_files(buffer: io.BytesIO) -> None:
    """Takes out of the package what it says of the files that it was put together from."""
    fixed = rewritten(buffer.getvalue())
    buffer.seek(0)
    buffer.truncate()
    buffer.write(fixed)


def _options(folder: str | None) -> dict[str, object]:
    """The library's options, made for each workbook: it writes into what it is given."""
    where: dict[str, object] = {"tmpdir": folder} if folder else {"in_memory": True}
    # The width of a column is told in letters of this font.
    font = {"font_name": theme.FONT, "font_size": FONT_POINTS}
    never = {"strings_to_formulas": False, "strings_to_urls": False}
    return {**where, **never, "default_format_properties": font}


def _told_anew(fault: OSError) -> OSError:
    """The same fault as a new one: the library's would hold itself, and what was left open."""
    return OSError(fault.errno, fault.strerror, fault.filename)


LINE_POINTS = 13.5
"""The height of a line of text in a cell."""

# No program takes a taller row, or more letters in a cell.
_TALLEST_POINTS, _MOST_LETTERS = 409, 32_767


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """The height in points that shows every wrapped text in full.

    `cells` are texts and column widths.

    Said outright, because spreadsheet programs disagree on fitting rows when they open a file.
    """
    tallest = LINE_POINTS * max((_lines_of(text, width) for text, width in cells), default=1) + 3
    return min(tallest, _TALLEST_POINTS)


def _lines_of(text: str, width: float) -> int:
    """Lines a text takes in a column of so many characters.

    Bold and wide letters take a little more.
    """
    if not text:
        return 1
    room = max(1, int(width * 1.02))
    if len(text) <= room and "\n" not in text:
        return 1
    if len(text) > _TALLEST_POINTS * room:
        return _TALLEST_POINTS
    return sum(lines_taken(line, room) for line in text.split("\n"))


def _fitting(text: str) -> str:
    """The text as far as a cell can hold it; the record and the Word report have all of it."""
    # A letter outside the basic plane, such as an emoji, counts twice.
    if 2 * len(text) <= _MOST_LETTERS or len(text.encode("utf-16-le")) <= 2 * _MOST_LETTERS:
        return text
    return text.encode("utf-16-le")[: 2 * (_MOST_LETTERS - 1)].decode("utf-16-le", "ignore") + "…"


def put_link(sheet: Worksheet, row: int, column: int, text: str, target: str, look: Format) -> None:
    """Writes a text that leads somewhere.

    Only the text where the sheet has as many hyperlinks as it can hold.
    """
    if sheet.hlink_count < MAX_LINKS:
        sheet.write_url(row, column, target, look, _fitting(plain(text)))
    else:
        put(sheet, row, column, text, look)


def table_headings(names: Iterable[str]) -> list[str]:
    """The names as the headings of an Excel table.

    They have to be there, and differ in more than their capitals.
    """
    made: dict[str, str] = {}
    for name in names:
        heading = tidy = " ".join(plain(name).split())[:_LONGEST_HEADING] or "Column"
        number = 2
        while heading.casefold() in made:
            heading, number = f"{tidy} {number}", number + 1
        made[heading.casefold()] = heading
    return list(made.values())


_LONGEST_HEADING = 200


def put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | date | Decimal | int | float | None,
    look: Format,
) -> None:
    """Writes a value as what it is: text never becomes a formula, a link or a number.

    Counted from 0.
    """
    match value:
        case str() if value:
            sheet.write_string(row, column, _fitting(plain(value)), look)
        case None | str():
            sheet.write_blank(row, column, None, look)
        case date():
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)  # noqa: DTZ001
        case _:
            sheet.write_number(row, column, float(value), look)
