"""Reads what every report says from the plan workbook: background, legal, financial, contacts."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.findings import Findings, error
from cyps_reports.plan.model.report_text import StandingText, Where
from cyps_reports.plan.rows.cell_values import choice_or_none
from cyps_reports.plan.sheets import report_layout
from cyps_reports.plan.sheets.tables import rows_if_there
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.table_rows import Row


def standing_texts_in(book: Book, found: Findings) -> tuple[StandingText, ...]:
    """The standing texts of a plan workbook, in their order; none where it has no such sheet."""
    rows = rows_if_there(
        book, report_layout.STANDING_TEXT, report_layout.STANDING_TEXT_COLUMNS, found
    )
    return tuple(text for row in rows for text in _standing_text(row, found))


def _standing_text(row: Row, found: Findings) -> Iterator[StandingText]:
    where = found.take(choice_or_none(row, "where", Where), row.place("where"), None)
    lines = (" ".join(line.split()) for line in row.cell("text").text.splitlines())
    text = StandingText(row.text("heading"), where or Where.AFTER, tuple(filter(None, lines)))
    lacking = [key for key in ("heading", "text") if not row.text(key)]
    for key in lacking:
        found.add(
            error(
                "empty-cell",
                row.place(key),
                f"The {key} of this standing text is missing.",
                "Type it here, or take the row out.",
            )
        )
    if not lacking:
        yield text


def standing_text_cells(text: StandingText) -> dict[str, str]:
    """What the cells of a standing text hold, by the keys of their columns."""
    return {"heading": text.heading, "where": text.where.value, "text": text.text}
