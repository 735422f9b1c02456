"""Reads .xlsx and .xlsm files, strict ones too, as they stream by: only what is wanted, and within bounds."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from cyps_reports.findings import CellRef, Finding
from cyps_reports.workbooks import left_out
from cyps_reports.workbooks.grid import Sheet, column_letters
from cyps_reports.workbooks.limits import MAX_SHEETS, Budget, TooMuchError
from cyps_reports.workbooks.markup import MarkupError, scan
from cyps_reports.workbooks.packages import Package
from cyps_reports.workbooks.xlsx_cells import Shared, SheetCells
from cyps_reports.workbooks.xlsx_parts import Link, Links, Notes, Sheets, Styles, Texts


@dataclass(frozen=True, slots=True)
class _Workbook:
    """A workbook's package, and where its parts lie."""

    package: Package
    name: str
    folder: str
    links: tuple[Link, ...]

    def part(self, kind: str) -> str | None:
        """The part of a kind that the workbook refers to."""
        found = (_resolved(self.folder, each.target) for each in self.links if each.kind == kind)
        return next((each for each in found if each in self.package.names), None)


def read(name: str, content: bytes) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """The sheets of a workbook without charts, and what was odd about them.

    Raises:
        TooMuchError: the workbook holds more than is read.
        Exception: nearly any, where the package or its XML is not whole.

    """
    budget = Budget()
    with Package(content, budget) as package:
        path = _workbook_path(package)
        folder = posixpath.dirname(path)
        workbook = _Workbook(package, name, folder, _links(package, path))
        told = Sheets()
        scan(package.chunks(path), told, budget)
        formats, findings = _formats(workbook)
        shared = Shared(_texts(workbook), formats, told.epoch)
        sheets, more = _read_sheets(workbook, told, shared)
    return sheets, (*findings, *more)


def _workbook_path(package: Package) -> str:
    named = (each.target.lstrip("/") for each in _links(package, "") if each.kind == "officeDocument")
    return next((each for each in named if each in package.names), "xl/workbook.xml")


def _links(package: Package, part: str) -> tuple[Link, ...]:
    """What a part refers to; nothing where it does not say."""
    folder, file = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{file}.rels")
    if path not in package.names:
        return ()
    links = Links()
    scan(package.chunks(path), links, package.budget)
    return tuple(links.found)


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _texts(workbook: _Workbook) -> list[str]:
    path = workbook.part("sharedStrings")
    texts = Texts(workbook.package.budget)
    if path:
        scan(workbook.package.chunks(path), texts, workbook.package.budget)
    return texts.found


def _formats(workbook: _Workbook) -> tuple[list[str], tuple[Finding, ...]]:
    """The number format of each style; a workbook whose styles cannot be read still has its values."""
    path = workbook.part("styles")
    styles = Styles()
    try:
        if path:
            scan(workbook.package.chunks(path), styles, workbook.package.budget)
    except (MarkupError, TooMuchError):
        path = None
    if path:
        return styles.formats, ()
    return [], (left_out.formats_left_out(workbook.name),)


def _read_sheets(workbook: _Workbook, told: Sheets, shared: Shared) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    parts = {each.number: each for each in workbook.links}
    wanted = [
        (title, path)
        for title, number in told.found
        if (link := parts.get(number))
        and link.kind == "worksheet"
        and (path := _resolved(workbook.folder, link.target)) in workbook.package.names
    ]
    sheets: list[Sheet] = []
    findings: list[Finding] = []
    for title, path in wanted[:MAX_SHEETS]:
        sheet, found = _read_sheet(workbook, title, path, shared)
        sheets.append(sheet)
        findings += found
    if len(wanted) > MAX_SHEETS:
        findings.append(left_out.sheets_beyond(workbook.name, len(wanted)))
    return tuple(sheets), tuple(findings)


def _read_sheet(workbook: _Workbook, title: str, path: str, shared: Shared) -> tuple[Sheet, tuple[Finding, ...]]:
    """A sheet as far as it can be read, and a finding where that is not all of it."""
    package = workbook.package
    gathered = SheetCells(shared, package.budget)
    findings: list[Finding] = []
    try:
        scan(package.chunks(path), gathered, package.budget)
    except MarkupError:
        findings.append(left_out.damaged_sheet(gathered.last_place(workbook.name, title)))
    except TooMuchError:
        findings.append(left_out.oversized_sheet(gathered.last_place(workbook.name, title)))
    if gathered.beyond:
        row, column = gathered.beyond
        findings.append(left_out.cells_beyond(CellRef(workbook.name, title, f"{column_letters(column)}{row}")))
    if gathered.elements > left_out.MANY_ELEMENTS:
        findings.append(left_out.stuffed_sheet(CellRef(workbook.name, title)))
    try:
        _add_notes(workbook, path, gathered)
    except (MarkupError, TooMuchError):
        findings.append(left_out.notes_left_out(CellRef(workbook.name, title)))
    return Sheet(workbook.name, title, gathered.cells, tuple(gathered.merged)), tuple(findings)


def _add_notes(workbook: _Workbook, path: str, gathered: SheetCells) -> None:
    package = workbook.package
    for link in _links(package, path):
        target = _resolved(posixpath.dirname(path), link.target)
        if link.kind == "comments" and target in package.names:
            notes = Notes(package.budget)
            scan(package.chunks(target), notes, package.budget)
            gathered.add_notes(notes.found)
