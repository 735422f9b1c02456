"""Cells of a draft while it is put together: a value and its place, or why it is left open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cyps_reports.findings import CellRef, Finding, Refused, warning
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.sheets.open_notes import IF_RIGHT
from cyps_reports.setup.draft import (
    DraftCell,
    DraftRow,
    DraftValue,
    place_of,
)
from cyps_reports.setup.sources.source import SourceCell, SourcePlace

DASHES = "-–—\u2212"
"""A dash alone says that there is nothing."""


@dataclass(frozen=True, slots=True)
class Made:
    """A cell to be; `refused` says why it is left open, and another cell tells it or this one.

    An open one that is proposed holds what is most likely meant, for somebody to confirm: the other
    cells are read as if it were.
    """

    value: DraftValue = None
    source: SourcePlace | None = None
    refused: Refused | None = None
    is_told: bool = True
    is_proposed: bool = False

    @property
    def draft(self) -> DraftCell:
        """The same as it goes to those who write the draft."""
        if self.refused is None:
            return DraftCell(self.value, self.source)
        why = f"{self.refused.message} {self.refused.fix}"
        return DraftCell(self.value, self.source, is_open=True, why=why)


MadeRow = Mapping[str, Made]


LONGEST_SHORT = 500
"""The letters of the longest cell in which dates, figures or leads are looked for."""


def is_blank(cell: SourceCell) -> bool:
    """Whether a cell says nothing; a dash alone is nothing too."""
    return not cell.text.strip(f"{DASHES} \n")


def text_of(cell: SourceCell) -> Made | None:
    """A cell's text as it stands; None where it says nothing."""
    return None if is_blank(cell) else Made(cell.text, cell.place)


def finished(rows: Iterable[MadeRow]) -> tuple[DraftRow, ...]:
    """The rows of a sheet as the draft has them."""
    return tuple(DraftRow(drafted(row)) for row in rows)


def drafted(row: MadeRow) -> Mapping[str, DraftCell]:
    """The cells of a row as the draft has them."""
    return {key: each.draft for key, each in row.items()}


def open_cells(
    sheet: str, rows: Iterable[MadeRow], months: Sequence[Month] = ()
) -> Iterable[Finding]:
    """A finding for each open cell of a sheet; cells that are open for one cause have one.

    `months` are the plan's, which head columns of the sheet Steps.
    """
    told: set[tuple[SourcePlace | None, str, str]] = set()
    for at, row in enumerate(rows):
        for key, cell in row.items():
            if cell.refused is None or not cell.is_told:
                continue
            if (cell.source, key, cell.refused.message) in told:
                continue
            told.add((cell.source, key, cell.refused.message))
            place = place_of(sheet, at, key, months)
            yield _open(place_said(cell.source), cell, cell.refused, place)


def _open(where: str, cell: Made, refused: Refused, place: CellRef) -> Finding:
    mend = f"{refused.fix} {IF_RIGHT}" if cell.is_proposed else refused.fix
    return warning(refused.code, place, f"{where}{refused.message}", mend)


def place_said(place: SourcePlace | None) -> str:
    """Where something stands in the document, as the beginning of a message."""
    if place is None:
        return ""
    where = str(place)
    return f"{where[:1].upper()}{where[1:]} of {place.document}: "
