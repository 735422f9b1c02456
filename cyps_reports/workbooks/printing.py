"""How a sheet is printed: on which paper, and on how many pages beside each other.

A wide sheet is printed on several, whose first columns are the same, rather than too small to read.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from xlsxwriter.worksheet import Worksheet

SMALLEST = 0.8
"""Of the size on the screen: a text of 10 points has 8 at least."""
_SIDE, _TOP = 0.3, 0.5
"""The margins in inches."""
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


def set_up_page(
    sheet: Worksheet,
    widths: Sequence[float],
    repeated: int = 0,
    *,
    paper: Paper = Paper.A4,
    is_landscape: bool = True,
) -> None:
    """The page that a sheet is printed on; its first `repeated` columns stand on every page."""
    sheet.set_paper(paper.number)
    if is_landscape:
        sheet.set_landscape()
    sheet.set_margins(_SIDE, _SIDE, _TOP, _TOP)
    across = pages_across(widths, repeated, paper.room(is_landscape=is_landscape))
    sheet.fit_to_pages(across, 0)
    if across > 1 and repeated:
        sheet.repeat_columns(0, repeated - 1)


def paper_for(widths: Sequence[float]) -> Paper:
    """A4 where all of a sheet is readable on it, else A3."""
    return Paper.A4 if pages_across(widths, 0, Paper.A4.room()) == 1 else Paper.A3
