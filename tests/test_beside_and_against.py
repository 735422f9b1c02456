"""What is typed beside a return's columns, against its rows, or as a choice in doubt: told."""

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from cyps_reports.findings import Finding
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.units import graded
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import Absent, DataStatus, Returns, Status
from tests.tools import libreoffice
from tests.tools.returned import SEPTEMBER, cells_of, returned
from tests.tools.typed_cells import type_into

Where = dict[tuple[str, str], tuple[str, str]]


def read_edited(
    folder: Path, plan: Plan, edit: Callable[[openpyxl.Workbook, Where], object]
) -> tuple[Returns, Sequence[Finding]]:
    """The return of A with some answers, edited by somebody, as it is read."""
    answers = {("A7", "actual"): 148, ("A8", "actual"): 166, ("A12", "status"): "On track"}
    path = returned(folder, plan, "A", answers)
    workbook = openpyxl.load_workbook(path)
    edit(workbook, cells_of(path))
    workbook.save(path)
    return returns_for(SEPTEMBER, read_folder(folder, plan))


def told(findings: Sequence[Finding], code: str) -> list[Finding]:
    return [each for each in findings if each.code == code]


def row_of(workbook: openpyxl.Workbook, places: Where, ref: str) -> tuple[Worksheet, int]:
    sheet, cell = places[ref, "actual"]
    return workbook[sheet], workbook[sheet][cell].row


def test_what_is_typed_beside_the_columns_is_told(tmp_path: Path, plan: Plan) -> None:
    def edit(workbook: openpyxl.Workbook, places: Where) -> None:
        sheet, row = row_of(workbook, places, "A7")
        sheet.cell(row, sheet.max_column + 2, "should be 151, not 148")
        own = sheet.max_column + 2
        sheet.cell(4, own, "Jo's notes")
        for at in range(5, 10):
            sheet.cell(at, own, at)

    returns, findings = read_edited(tmp_path, plan, edit)
    beside, own = told(findings, "typed-beside")
    assert beside.message == (
        "The column AR is none of the return's, and was not read: “should be 151, not 148” "
        "(row 11)."
    )
    assert beside.place.cell == "AR11"
    assert own.message == (
        "The column “Jo's notes” is none of the return's, and was not read: “5” (row 5), "
        "“6” (row 6), “7” (row 7) and 2 other cells."
    )
    assert {beside.severity, own.severity} == {"note"}
    assert str(returns.measures["A7", ""].actual) == "148"


def test_a_note_on_a_cell_that_is_in_no_row_is_told(tmp_path: Path, plan: Plan) -> None:
    def edit(workbook: openpyxl.Workbook, places: Where) -> None:
        sheet, row = row_of(workbook, places, "A7")
        sheet.cell(4, 9).comment = Comment("All figures are\nprovisional", "Jo")
        sheet.cell(row, 9).comment = Comment("Ask Jo", "Jo")

    returns, findings = read_edited(tmp_path, plan, edit)
    (found,) = told(findings, "typed-beside")
    assert found.message == (
        "A note on a cell that is in no row was not read: “All figures are provisional”."
    )
    assert found.place.cell == "I4"
    assert returns.measures["A7", ""].notes == ("Ask Jo",)


BOX = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>
<xdr:from><xdr:col>8</xdr:col><xdr:colOff>0</xdr:colOff>
<xdr:row>10</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>
<xdr:to><xdr:col>10</xdr:col><xdr:colOff>0</xdr:colOff>
<xdr:row>12</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>
<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="TextBox 1"/>
<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>
<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="400000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/>
<a:p><a:r><a:t>Should be </a:t></a:r><a:r><a:t>151,</a:t></a:r></a:p>
<a:p><a:r><a:t>not 148</a:t></a:r></a:p>
</xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"""
OFFICE_PARTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_box(path: Path) -> None:
    """Lays a text box over A7 and A8 of the sheet Targets, as no library here does."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    books = parts["xl/workbook.xml"].decode()
    at = re.findall('<sheet [^>]*name="([^"]*)"', books).index("Targets") + 1
    sheet, related = f"xl/worksheets/sheet{at}.xml", f"xl/worksheets/_rels/sheet{at}.xml.rels"
    relation = (
        f'<Relationship Id="rBox" Type="{OFFICE_PARTS}/drawing" '
        'Target="/xl/drawings/drawing9.xml"/>'
    )
    drawing = f'<drawing xmlns:o="{OFFICE_PARTS}" o:id="rBox"/>'
    kind = (
        '<Override PartName="/xl/drawings/drawing9.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>'
    )
    for name, before, more in (
        (sheet, "<tableParts", drawing),
        (related, "</Relationships>", relation),
        ("[Content_Types].xml", "</Types>", kind),
    ):
        parts[name] = parts[name].replace(before.encode(), f"{more}{before}".encode())
    with zipfile.ZipFile(path, "w") as package:
        for name, part in {**parts, "xl/drawings/drawing9.xml": BOX.encode()}.items():
            package.writestr(name, part)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_text_box_over_the_cells_is_told(
    kind: str, tmp_path: Path, plan: Plan, office: None
) -> None:
    path = returned(tmp_path, plan, "A", {("A7", "actual"): 148})
    with_box(path)
    (tmp_path / "saved").mkdir()
    if kind != "xlsx":
        (path,) = libreoffice.convert([path], kind, tmp_path / "saved")
    returns, findings = returns_for(SEPTEMBER, read_folder(path.parent, plan))
    (box,) = told(findings, "typed-beside")
    assert box.message == "A text box on the sheet was not read: “Should be 151, not 148”."
    assert (box.place.sheet, box.severity) == ("Targets", "note")
    assert box.place.cell == ("I11" if kind == "xlsx" else "A1")
    assert str(returns.measures["A7", ""].actual) == "148"


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_what_is_typed_over_a_cell_that_works_itself_out_is_told(
    kind: str, tmp_path: Path, plan: Plan, office: None
) -> None:
    path = returned(tmp_path, plan, "A", {("A7", "actual"): 148, ("A12", "status"): "On track"})
    places = cells_of(path)
    typed = {places["A7", "state"]: "Amber, as agreed\nwith JM", places["A12", "todo"]: "done"}
    type_into(path, typed)
    (tmp_path / "saved").mkdir()
    (path,) = libreoffice.convert([path], kind, tmp_path / "saved")
    returns, findings = returns_for(SEPTEMBER, read_folder(path.parent, plan))
    rating, todo = told(findings, "typed-beside")
    assert rating.message == (
        "Rating works itself out; what is typed over it was not read: “Amber, as agreed with JM”."
    )
    assert todo.message == ("To do works itself out; what is typed over it was not read: “done”.")
    assert (rating.place.cell, todo.place.cell) == (
        places["A7", "state"][1],
        places["A12", "todo"][1],
    )
    assert str(returns.measures["A7", ""].actual) == "148"


def test_a_return_that_was_pasted_as_it_showed_was_not_typed_over(
    tmp_path: Path, plan: Plan
) -> None:
    path = returned(tmp_path, plan, "A", {("A7", "actual"): 148})
    places = cells_of(path)
    of_measures = [place for (_, key), place in places.items() if key in ("state", "todo")]
    type_into(path, dict.fromkeys(of_measures, "On target"))
    _, findings = returns_for(SEPTEMBER, read_folder(tmp_path, plan))
    assert not told(findings, "typed-beside")


def test_nothing_is_told_of_the_columns_with_which_a_return_reads_itself(
    tmp_path: Path, plan: Plan
) -> None:
    for code in ("A", "B", "C", "D", "E"):
        returned(tmp_path, plan, code, {}, name=f"{code}.xlsx")
    _, findings = returns_for(SEPTEMBER, read_folder(tmp_path, plan))
    assert not told(findings, "typed-beside")


def swapped(workbook: openpyxl.Workbook, places: Where) -> None:
    """Only the references were sorted, and nothing else of the rows."""
    (sheet, first), (_, second) = (row_of(workbook, places, ref) for ref in ("A7", "A8"))
    sheet.cell(first, 1).value, sheet.cell(second, 1).value = "A8", "A7"


def test_a_row_with_the_name_of_another_is_not_used(tmp_path: Path, plan: Plan) -> None:
    returns, findings = read_edited(tmp_path, plan, swapped)
    first, second = told(findings, "reference-against-name")
    assert first.message.startswith("Row 11 has the reference A8, and the name of A7: “Pupils in")
    assert second.message.startswith("Row 12 has the reference A7, and the name of A8: “Children")
    assert (first.severity, first.place.cell) == ("error", "A11")
    assert first.fix == "Type A7 if the row is that one, else the name of A8."
    assert ("A7", "") not in returns.measures
    assert not told(findings, "plan-cell-edited")
    assert not told(findings, "rows-missing")


def test_a_reference_typed_wrongly_loses_neither_row(tmp_path: Path, plan: Plan) -> None:
    def edit(workbook: openpyxl.Workbook, places: Where) -> None:
        sheet, row = row_of(workbook, places, "A7")
        sheet.cell(row, 1).value = "A8"

    returns, findings = read_edited(tmp_path, plan, edit)
    (against,) = told(findings, "reference-against-name")
    assert against.fix.startswith("Type A7 if the row is that one")
    assert str(returns.measures["A8", ""].actual) == "166"


@pytest.mark.parametrize(
    "typed",
    ["On track?", "~On track", "On track \U0001f534", "On track ✗", "≠ On track", "On track ↓"],
)
def test_a_choice_in_doubt_is_none(typed: str, tmp_path: Path, plan: Plan) -> None:
    def edit(workbook: openpyxl.Workbook, places: Where) -> None:
        sheet, cell = places["A12", "status"]
        workbook[sheet][cell].value = typed
        sheet, cell = places["A7", "data_status"]
        workbook[sheet][cell].value = "Final?"

    returns, findings = read_edited(tmp_path, plan, edit)
    assert returns.deadlines["A12", 1].status is Absent.UNREADABLE
    assert returns.measures["A7", ""].data_status is Absent.UNREADABLE
    assert len(told(findings, "not-a-choice")) == len(("status", "data status"))


@pytest.mark.parametrize(
    "typed", ["on  track", "“On track”", "On-track.", "On track ✓", "| On track |"]
)
def test_a_choice_is_one_in_other_signs(typed: str, tmp_path: Path, plan: Plan) -> None:
    def edit(workbook: openpyxl.Workbook, places: Where) -> None:
        sheet, cell = places["A12", "status"]
        workbook[sheet][cell].value = typed
        sheet, cell = places["A7", "data_status"]
        workbook[sheet][cell].value = "FINAL*"

    returns, _ = read_edited(tmp_path, plan, edit)
    assert returns.deadlines["A12", 1].status is Status.ON_TRACK
    assert returns.measures["A7", ""].data_status is DataStatus.FINAL


def test_a_grade_in_doubt_is_none_unless_it_is_called_so() -> None:
    assert graded(("Good", "Fair")).place_of("Good?") is None
    assert graded(("Good", "Fair")).place_of("good.") is not None
    assert graded(("Good?", "Fair")).place_of("good?") is not None
