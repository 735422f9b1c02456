"""Workbooks put together part by part, as no library writes them, and what is read of one."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import quoteattr

from cyps_reports.findings import Finding
from cyps_reports.workbooks.budget import Budget
from cyps_reports.workbooks.grid import EMPTY, Book, RawCell, Sheet, column_letters
from cyps_reports.workbooks.refusals import Refusal

Parts = Mapping[str, str | bytes]

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_VOCABULARIES = ("office", "table", "text", "style", "drawing")
_LONGEST = 160


def package(parts: Parts) -> bytes:
    """The parts as a zip file, each made at the same moment."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return buffer.getvalue()


def relations(*told: tuple[str, str, str]) -> str:
    """The part that says what another refers to: key, kind and target, outside where it is one."""
    made = "".join(
        f"<Relationship Id={quoteattr(key)} Type={quoteattr(f'{RELATIONS}/{kind}')} "
        f"Target={quoteattr(target)}{_mode(target)}/>"
        for key, kind, target in told
    )
    return f'<Relationships xmlns="{_PACKAGE}">{made}</Relationships>'


def _mode(target: str) -> str:
    return ' TargetMode="External"' if ":" in target else ""


def sheet(inside: str) -> str:
    """The part of a sheet."""
    return f'<worksheet xmlns="{_MAIN}" xmlns:r="{RELATIONS}">{inside}</worksheet>'


def excel(sheets: Mapping[str, str], parts: Parts | None = None, settings: str = "") -> bytes:
    """A workbook with sheets by name, each with what stands in it, and further parts."""
    numbered = list(enumerate(sheets.items(), start=1))
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"/>' for n, (name, _) in numbered
    )
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("a", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{RELATIONS}">{settings}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            *((f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n, _ in numbered)
        ),
    }
    made |= {f"xl/worksheets/sheet{n}.xml": sheet(each) for n, (_, each) in numbered}
    return package(made | dict(parts or {}))


def open_document(body: str, styles: str = "", parts: Parts | None = None) -> bytes:
    """An OpenDocument spreadsheet with these tables and automatic styles."""
    content = f"{_document('content')}<office:automatic-styles>{styles}</office:automatic-styles>"
    content += f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
    made: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"{content}</office:document-content>",
    }
    return package(made | dict(parts or {}))


def common_styles(styles: str) -> str:
    """The part with the styles of an OpenDocument spreadsheet that have names."""
    inside = f"<office:styles>{styles}</office:styles>"
    return f"{_document('styles')}{inside}</office:document-styles>"


def _document(kind: str) -> str:
    names = " ".join(
        f'xmlns:{"draw" if each == "drawing" else each}="{_OPEN}{each}:1.0"'
        for each in _VOCABULARIES
    )
    return f'<office:document-{kind} {names} xmlns:xlink="http://www.w3.org/1999/xlink">'


def told_cell(cell: RawCell) -> str:
    """All that is read of a cell and is not as in an empty one."""
    others = (
        f"{name}={_short(value)}"
        for name, value, usual in zip(RawCell._fields, cell, EMPTY, strict=True)
        if value != usual and name != "value"
    )
    return ", ".join((_short(cell.value), *others))


def _short(value: object) -> str:
    said = repr(value)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}… of {len(said)}"


def told_sheet(each: Sheet) -> Iterator[str]:
    """What a sheet has beside its cells, as far as it has any."""
    rows, columns = (sorted(those) for those in each.hidden)
    told: dict[str, object] = {
        "merged": each.merged,
        "rows hidden": rows,
        "columns hidden": columns,
    }
    told |= {"boxes": each.boxes, "hidden": each.is_hidden}
    of = "; ".join(f"{name} {_short(value)}" for name, value in told.items() if value)
    yield f"sheet “{each.name}” of {len(each.cells)} cells: {of or 'nothing else'}"


def cells_of(each: Sheet) -> Iterator[str]:
    """Every cell of a sheet, by its place."""
    for (row, column), cell in sorted(each.cells.items()):
        yield f"{column_letters(column)}{row}: {told_cell(cell)}"


def told_budget(budget: Budget) -> str:
    """What a reader passed over."""
    told = {"beyond": budget.is_beyond, "damaged": budget.is_damaged}
    odd = " and ".join(name for name, holds in told.items() if holds) or "whole"
    return f"{budget.sheets} sheets, {odd}"


def rows_of(cells: Iterable[str], first: int = 1) -> str:
    """Cells in the XML of a sheet, under each other in column B: `attributes|what is in it`."""
    return "".join(
        f'<row r="{row}"><c r="B{row}" {attributes}>{inside}</c></row>'
        for row, cell in enumerate(cells, start=first)
        for attributes, _, inside in (cell.partition("|"),)
    )


def told_file(of: object) -> str:
    """What became of a file."""
    if isinstance(of, Finding):
        return f"{of.severity} {of.code} of “{of.place}”: {of.message} ⟶ {of.fix}"
    if isinstance(of, Refusal):
        return f"{of.severity} {of.code}: {of.message} ⟶ {of.fix}"
    if isinstance(of, Book):
        sheets = ", ".join(f"“{each.name}” of {len(each.cells)} cells" for each in of.sheets)
        return " | ".join((f"read: {sheets}", *map(told_file, of.findings)))
    return str(of)
