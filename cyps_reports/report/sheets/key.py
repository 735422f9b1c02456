"""The key of the Excel summary: what the Word report says of how to read it, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cyps_reports.assessment.model import Assessment
from cyps_reports.report.blocks import Block, Bullets, Heading, Paragraph, SheetModel
from cyps_reports.report.sections.key import key_section
from cyps_reports.report.table_blocks import Cell, Table, TableColumn

_WIDTHS = (28, 110)
_LINE = "What the words, signs and colours mean, as in the Word report."


def key_sheet(assessment: Assessment) -> SheetModel:
    """The words with their colours, then the rules in sentences."""
    blocks = key_section(assessment).blocks
    tables = tuple(_wide(each) for each in blocks if isinstance(each, Table))
    rows = tuple((Cell(about), Cell(said)) for about, said in _said(blocks))
    columns = (TableColumn("About", _WIDTHS[0]), TableColumn("How to read it", _WIDTHS[1]))
    rules = Table("How to read it", "The rules in words.", columns, rows)
    return SheetModel("Key", "Key", (_LINE,), (*tables, rules))


def _wide(table: Table) -> Table:
    """The same, as wide as this sheet."""
    columns = (
        replace(each, width=width) for each, width in zip(table.columns, _WIDTHS, strict=True)
    )
    return replace(table, columns=tuple(columns))


def _said(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Each sentence or list of the section with the heading over it."""
    about = "Ratings"
    for block in blocks:
        match block:
            case Heading(text=text):
                about = text
            case Paragraph(text=text):
                yield about, text
            case Bullets(items=items):
                yield about, "\n".join(items)
