"""The colours of a return's rows, which follow the live words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from cyps_reports import theme
from cyps_reports.assessment.completeness import DONE
from cyps_reports.theme import Tone
from cyps_reports.workbooks.layout import Column, keys
from cyps_reports.workbooks.writing import Writer, colours, ink


def colour_rows(
    writer: Writer,
    sheet: Worksheet,
    columns: Sequence[Column],
    tones: Mapping[str, Tone],
    rows: range,
) -> None:
    """The states in their colours, what is to do in bold.

    Repeated headings stand in a quieter ink. `rows` are those of the table, counted from 0.
    """
    at = {key: number for number, key in enumerate(keys(columns))}
    state, to_do = (xl_rowcol_to_cell(rows[0], at[key], col_abs=True) for key in ("state", "todo"))
    for tone in Tone:
        for words in _short_enough(
            f'{state}="{word}"' for word, each in tones.items() if each is tone
        ):
            look = writer.workbook.add_format({**colours(tone), "bold": True})
            _when(sheet, at["state"], rows, f"=OR({words})", look)
    bold = writer.workbook.add_format({"bold": True})
    _when(sheet, at["todo"], rows, f'={to_do}<>"{DONE}"', bold)
    for key in (each for each in ("heading", "name") if each in at):
        here, above = (
            xl_rowcol_to_cell(row, at[key], col_abs=True) for row in (rows[0], rows[0] - 1)
        )
        quiet = writer.workbook.add_format(ink(theme.MUTED))
        _when(sheet, at[key], rows, f"={here}={above}", quiet)


_LONGEST_RULE = 240
"""In characters. Excel lets nobody type a longer formula as a rule of colours."""


def _short_enough(conditions: Iterable[str]) -> Iterator[str]:
    """The conditions, as many together as one rule of colours has room for."""
    together = ""
    for condition in conditions:
        if together and len(together) + len(condition) > _LONGEST_RULE:
            yield together
            together = ""
        together = f"{together},{condition}" if together else condition
    if together:
        yield together


def _when(sheet: Worksheet, column: int, rows: range, criteria: str, look: Format) -> None:
    rule = {"type": "formula", "criteria": criteria, "format": look}
    sheet.conditional_format(rows[0], column, rows[-1], column, rule)
