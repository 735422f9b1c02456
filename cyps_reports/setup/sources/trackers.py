"""Reads trackers (.xlsx, .xlsm, .xls, .ods, .csv) into neutral tables, sheet by sheet.

What nobody sees who opens the workbook is told: hidden rows are read, as filters hide them, hidden
columns and sheets are not; nor are sheets of what is completed. Of a formula without a result and
of an error there is nothing to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cyps_reports.findings import CellRef, Finding, Refused, note, warning
from cyps_reports.phrases import counted, listed
from cyps_reports.setup.sources.seen_sheet import SeenSheet
from cyps_reports.setup.sources.sheet_tables import tables_of
from cyps_reports.setup.sources.source import SourceDocument, SourceTable, SourceText
from cyps_reports.workbooks.delimited import READ_AS_TEXT
from cyps_reports.workbooks.grid import Book, Sheet, column_letters


def tracker_of(book: Book) -> SourceDocument:
    """The tables and the texts of all sheets that are seen, in their order."""
    tables, texts = list[SourceTable](), list[SourceText]()
    findings = [_of_trackers(each) for each in book.findings if each.code != READ_AS_TEXT]
    for sheet in book.sheets:
        if sheet.is_hidden:
            findings.extend(_hidden_sheet(sheet))
            continue
        if _OF_THE_PAST.search(sheet.name):
            findings.append(_past(sheet))
            continue
        seen = SeenSheet(sheet)
        if seen.columns:
            found, said = tables_of(seen)
            tables.extend(found)
            texts.extend(said)
            findings.extend((*_hidden(seen), *_unreadable(seen)))
    return SourceDocument(book.name, tuple(tables), "", tuple(texts), tuple(findings))


_READ_ALL = "Look at the plan that was made, and type what is missing from there."


def _of_trackers(finding: Finding) -> Finding:
    """What was odd about the file, with what to do about it here, where it is no return."""
    is_of_returns = finding.code in ("cells-beyond", "sheets-beyond")
    return replace(finding, fix=_READ_ALL) if is_of_returns else finding


_OF_THE_PAST = re.compile(r"\b(?:completed?|closed|archived?|superseded|deleted)\b", re.IGNORECASE)


def _past(sheet: Sheet) -> Finding:
    place = CellRef(sheet.workbook, sheet.name)
    problem = f"The sheet {sheet.name} was left out, as by its name it is of what is over."
    mend = "If it belongs to the plan, give it another name and import the workbook again."
    return warning("draft-table-left-out", place, problem, mend)


def _hidden_sheet(sheet: Sheet) -> Iterator[Finding]:
    if sheet.cells:
        place = CellRef(sheet.workbook, sheet.name)
        problem = f"The sheet {sheet.name} is hidden; it was left out."
        yield note("draft-hidden-cells", place, problem, _UNHIDE)


_UNHIDE = "If it belongs to the plan, unhide it and import the workbook again."


def _hidden(seen: SeenSheet) -> Iterator[Finding]:
    sheet = seen.sheet
    place = CellRef(sheet.workbook, sheet.name)
    if rows := [str(row) for row in seen.rows if row in sheet.hidden.rows]:
        problem = f"Hidden on the sheet {sheet.name}: {_many('row', rows)}; read all the same."
        fix = "If it is no part of the plan any more, take it out of the plan that was made."
        yield note("draft-hidden-cells", place, problem, fix)
    used = sorted({column for (_, column), cell in sheet.cells.items() if cell.text})
    letters = [column_letters(each) for each in used if each in sheet.hidden.columns]
    if letters:
        problem = f"Hidden on the sheet {sheet.name}: {_many('column', letters)}; left out."
        yield note("draft-hidden-cells", place, problem, _UNHIDE)


def _many(noun: str, names: Sequence[str]) -> str:
    return f"{noun}{'s' if len(names) > 1 else ''} {listed(names)}"


def _unreadable(seen: SeenSheet) -> Iterator[Finding]:
    """The cells that hold no value, those of a kind in one finding."""
    sheet = seen.sheet
    refused: dict[str, list[str]] = {}
    refusals: dict[str, Refused] = {}
    for (row, column), cell in sheet.cells.items():
        refusal = cell.refusal(_CALCULATE)
        if refusal and column in seen.columns:
            refused.setdefault(refusal.code, []).append(f"{column_letters(column)}{row}")
            refusals.setdefault(refusal.code, refusal)
    for code, names in refused.items():
        first = refusals[code]
        place = CellRef(sheet.workbook, sheet.name, names[0])
        more = f" So it is in {counted(len(names) - 1, 'other cell')}: {listed(names[1:])}."
        problem = first.message + (more if len(names) > 1 else "")
        yield warning(first.code, place, problem, first.fix)


_CALCULATE = (
    "Open the workbook in Excel, mend the formula, save it and import it again; or type what"
    " belongs there in the plan."
)
