"""How a sheet is printed: on which paper, and on how many pages beside each other.

A wide sheet is printed on several, whose first columns are the same, rather than too small to read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from xlsxwriter.worksheet import Worksheet

from cyps_reports import theme
from cyps_reports.workbooks.plain_text import plain

SMALLEST = 0.8
"""Of the size on the screen: a text of 10 points has 8 at least."""
_SIDE, _TOP, _HEADER = 0.3, 0.5, 0.25
"""The margins in inches, and what a title over the page takes of it."""
_PIXELS_PER_INCH, _PIXELS_PER_CHARACTER, _PIXELS_BESIDE = 96, 7, 5
_TO_BE_SAFE = 0.94
"""Programs and printers differ by so much in how wide a column is."""


class Paper(Enum):
    """A size of paper: its number in a workbook, its longer and its shorter side in inches."""

    A4 = 9, 11.69, 8.27
    A3 = 8, 16.54, 11.69

    @property
    def number(self) -> int:
        """Its number in a workbook."""
        return self.value[0]

    def room(self, *, is_landscape: bool = True) -> float:
        """How many pixels fit between the margins, as small as is readable."""
        across = self.value[1] if is_landscape else self.value[2]
        return (across - 2 * _SIDE) * _PIXELS_PER_INCH * _TO_BE_SAFE / SMALLEST


def pixels_of(width: float) -> int:
    """How wide a column of so many characters is on the screen; nothing where it is hidden."""
    return int(width * _PIXELS_PER_CHARACTER + _PIXELS_BESIDE) if width else 0


def pages_across(widths: Sequence[float], repeated: int, room: float) -> int:
    """On how many pages beside each other a sheet is readable.

    `widths` are in characters, 0 for a hidden column; the first `repeated` columns stand on every
    page, which has `room` for so many pixels, and takes one more column at least.
    """
    pixels = [pixels_of(width) for width in widths]
    always = used = sum(pixels[:repeated])
    pages = 1
    for needed in pixels[repeated:]:
        if used + needed > room and used > always:
            pages, used = pages + 1, always
        used += needed
    return pages


@dataclass(frozen=True, slots=True)
class Printed:
    """What of a sheet is printed under its title, and what is said with it on every page.

    `widths` are those of its columns in characters, 0 for a hidden one; the first `repeated` stand
    on every page. `heads` and `last` are the rows of a table's headings and of its end, None where
    there is more on the sheet than a table. `breaks` are the rows that a new page begins with. Rows
    are counted from 0.
    """

    title: str
    widths: Sequence[float]
    repeated: int = 0
    heads: int | None = None
    last: int = 0
    breaks: Sequence[int] = ()
    marking: str = ""


def set_up_page(
    sheet: Worksheet, printed: Printed, *, paper: Paper = Paper.A4, is_landscape: bool = True
) -> None:
    """The page that a sheet is printed on.

    Where a table goes over several pages side by side, the title stands over each of them: what
    stands above the table would be cut off on the second.
    """
    sheet.set_paper(paper.number)
    if is_landscape:
        sheet.set_landscape()
    room = paper.room(is_landscape=is_landscape)
    across = pages_across(printed.widths, printed.repeated, room)
    if printed.breaks:
        # A program that fits a sheet to its pages breaks them where it likes.
        sheet.set_print_scale(_scale(printed.widths, room))
        sheet.set_h_pagebreaks(list(printed.breaks))
    else:
        sheet.fit_to_pages(across, 0)
    if printed.heads is not None:
        sheet.repeat_rows(printed.heads)
    is_headed = across > 1 and printed.heads is not None
    if across > 1 and printed.repeated:
        sheet.repeat_columns(0, printed.repeated - 1)
        # The pages with the rest of the same rows lie behind each other.
        sheet.print_across()
    if is_headed or printed.last:
        top = printed.heads if is_headed and printed.heads is not None else 0
        sheet.print_area(top, 0, printed.last, len(printed.widths) - 1)
    if is_headed:
        sheet.set_header(f'&L&"{theme.FONT},Bold"&14{_coded(printed.title)}')
    top_margin = _TOP + _HEADER if is_headed else _TOP
    sheet.set_margins(_SIDE, _SIDE, top_margin, _TOP)
    marking = f"{_coded(printed.marking)}  " if printed.marking else ""
    sheet.set_footer(f"&L{marking}&A&RPage &P of &N")


def _scale(widths: Sequence[float], room: float) -> int:
    """In per cent, so that the columns fit on one page, as far as they are readable on it."""
    fitting = int(100 * SMALLEST * room / max(1, sum(map(pixels_of, widths))))
    return max(int(100 * SMALLEST), min(100, fitting))


def _coded(text: str) -> str:
    """A text as a header has it, in which & begins a code, and which is not long."""
    return plain(text)[:_LONGEST].replace("&", "&&")


_LONGEST = 100


def paper_for(widths: Sequence[float]) -> Paper:
    """A4 where all of a sheet is readable on it, else A3."""
    return Paper.A4 if pages_across(widths, 0, Paper.A4.room()) == 1 else Paper.A3
