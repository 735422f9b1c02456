"""What stands in a cell of the report in HTML: ratings as chips, icons, trends, links, notes."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.report.table_blocks import Cell
from cyps_reports.theme import PAINTS, Tone
from cyps_reports.writers.html.elements import Child, is_web_address, lines_of, tag
from cyps_reports.writers.html.notes import Notes
from cyps_reports.writers.html.shapes import icon_svg, trend_svg

_SHORT = 18
"""A rating of so many letters stands on one line."""


def cell_html(cell: Cell, notes: Notes) -> Iterator[Child]:
    """What stands in a cell: its icon, its trend, its text, painted where its tone says so."""
    is_painted = cell.tone is not Tone.PLAIN and not (cell.icon or cell.trend)
    if cell.icon:
        yield icon_svg(cell.icon)
    if cell.trend:
        yield trend_svg(cell.trend)
    if is_painted and cell.text:
        yield tag("span", *lines_of(_kept_together(cell)), class_=f"chip {cell.tone}")
    elif cell.hyperlinks:
        yield from _linked(cell)
    else:
        yield from lines_of(cell.text)
    yield from map(notes.reference, cell.footnotes)


def _kept_together(cell: Cell) -> str:
    """The text of a rating: a short one is never broken, nor a symbol left alone."""
    longest = max(map(len, cell.text.split("\n")))
    is_symbol_first = cell.text.startswith(f"{PAINTS[cell.tone].symbol} ")
    most = 1 if is_symbol_first else 0
    spaces = -1 if longest <= _SHORT else most
    return cell.text.replace(" ", "\N{NO-BREAK SPACE}", spaces)


def _linked(cell: Cell) -> Iterator[Child]:
    """Lines, of which some lead somewhere: whole, or from behind what they say of themselves."""
    addresses = {
        line: each.address
        for each in cell.hyperlinks
        for line in each.text.split("\n")
        if line and is_web_address(each.address)
    }
    for place, line in enumerate(cell.text.split("\n")):
        if place:
            yield tag("br")
        told = (each for each in addresses if line == each or line.endswith(f": {each}"))
        part = max(told, key=len, default="")
        yield line.removesuffix(part) if part else line
        if part:
            yield tag("a", part, href=addresses[part])
