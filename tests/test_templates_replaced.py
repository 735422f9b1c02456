"""What templates may replace: only returns in which every cell is as the program wrote it."""

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from cyps_reports import cli, locations
from cyps_reports.templates.as_written import first_difference
from cyps_reports.workbooks.packages import rewritten
from tests.tools import libreoffice

BLANK = Path("input_templates/return-A.xlsx")
SUMS = Path("input_templates/.cyps-written.json")
Change = Callable[[bytes], bytes]
"""What a tool does to one part of a workbook.

All else, the document's properties too, stays as it is.
"""


@pytest.fixture(autouse=True)
def office_folder(few_rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(few_rows, tmp_path / "returns")
    monkeypatch.chdir(tmp_path)


def sheet(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def changed_by_a_tool(part: str, change: Change) -> None:
    before = BLANK.read_bytes()
    BLANK.write_bytes(
        rewritten(before, lambda name, content: change(content) if name == part else content)
    )
    assert BLANK.read_bytes() != before


def put(cell: str, text: str) -> Change:
    """A text typed into a cell, whether it is there or not."""
    typed = f'<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>'
    number = re.sub(r"\D", "", cell)

    def change(content: bytes) -> bytes:
        xml = content.decode()
        there = re.search(rf'<c r="{cell}"(?: [^>]*)?(?:/>|>.*?</c>)', xml)
        if there:
            return xml.replace(there.group(), typed).encode()
        row = re.search(rf'<row r="{number}"[^>]*>.*?</row>', xml)
        if row:
            return xml.replace(
                row.group(), row.group().replace("</row>", f"{typed}</row>")
            ).encode()
        return xml.replace("</sheetData>", f'<row r="{number}">{typed}</row></sheetData>').encode()

    return change


def instead(old: str, new: str) -> Change:
    return lambda content: content.replace(old.encode(), new.encode())


LAST_ROW, BESIDE = "A8", "T8"
WAYS = {
    "an answer, and the properties kept": (sheet(2), put("I5", "78.5%"), "Targets, I5"),
    "a renamed heading": (sheet(2), put("N4", "Our comment"), "Targets, N4"),
    "renumbered references": (sheet(2), put("A6", "A99"), "Targets, A6"),
    "an added row": (sheet(2), put(LAST_ROW, "A12"), f"Targets, {LAST_ROW}"),
    "a text beside the table": (sheet(3), put(BESIDE, "Ask Jo"), f"Milestones, {BESIDE}"),
    "a text in the guide": (sheet(1), put("D30", "Ask Jo"), "Guide, D30"),
    "a formula written over": (sheet(2), put("L5", "Green"), "Targets, L5"),
    "a sheet of that name": (
        "xl/workbook.xml",
        instead('name="Look up"', 'name="Our notes"'),
        "Look up, A1",
    ),
}


@pytest.mark.share(3)
@pytest.mark.parametrize("way", WAYS)
def test_work_is_never_replaced(way: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["templates"]) == 0
    part, change, place = WAYS[way]
    changed_by_a_tool(part, change)
    before = BLANK.read_bytes()
    assert cli.main(["templates"]) == 2
    said = capsys.readouterr().err
    assert (
        f"{BLANK} has been filled in. Move it into its month's folder under returns, or choose "
        "another" in said
    )
    assert f"It first differs from what the program writes in {place}." in said
    assert BLANK.read_bytes() == before


def with_a_sheet_of_ones_own(book: openpyxl.Workbook) -> None:
    book.create_sheet("Our notes")["B2"] = "Ask Jo"


def with_an_empty_sheet(book: openpyxl.Workbook) -> None:
    book.create_sheet("Our notes")


def with_a_note(book: openpyxl.Workbook) -> None:
    book["Targets"]["B5"].comment = Comment("Ask Jo", "Jo")


@pytest.mark.share(3)
@pytest.mark.parametrize("change", [with_a_sheet_of_ones_own, with_an_empty_sheet, with_a_note])
def test_nor_is_what_stands_on_no_cell_of_ours(change: Callable[[openpyxl.Workbook], None]) -> None:
    assert cli.main(["templates"]) == 0
    book = openpyxl.load_workbook(BLANK)
    change(book)
    book.save(BLANK)
    before = BLANK.read_bytes()
    assert cli.main(["templates"]) == 2
    assert BLANK.read_bytes() == before


@pytest.mark.share(3)
@pytest.mark.parametrize(
    "part", ["xl/media/image1.png", "xl/drawings/drawing1.xml", "xl/vbaProject.bin"]
)
def test_nor_a_picture_or_a_macro(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["templates"]) == 0
    with zipfile.ZipFile(BLANK, "a") as package:
        package.writestr(part, b"a picture")
    assert cli.main(["templates"]) == 2
    assert "It holds something that the program does not write" in capsys.readouterr().err


@pytest.mark.full
def test_nor_a_text_far_below_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["templates"]) == 0
    changed_by_a_tool(sheet(2), put("B3000", "Ask Jo"))
    assert cli.main(["templates"]) == 2
    assert (
        "It first differs from what the program writes in Targets, B3000."
        in capsys.readouterr().err
    )


@pytest.mark.share(3)
@pytest.mark.parametrize("content", [b"", b"PK", b"not a workbook"])
def test_nor_what_cannot_be_read(content: bytes) -> None:
    assert cli.main(["templates"]) == 0
    BLANK.write_bytes(content)
    assert cli.main(["templates"]) == 2
    assert BLANK.read_bytes() == content


@pytest.mark.full
def test_a_sheet_of_ones_own_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Where all cells of the program's own sheets are as written."""
    assert cli.main(["templates"]) == 0
    with_sheet = instead("</sheets>", '<sheet name="Our notes" sheetId="9" r:id="rId99"/></sheets>')
    changed_by_a_tool("xl/workbook.xml", with_sheet)
    relation = (
        '<Relationship Id="rId99" Target="worksheets/sheet9.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
    )
    changed_by_a_tool("xl/_rels/workbook.xml.rels", instead("</Relationships>", relation))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    own = f'<worksheet xmlns="{main}"><sheetData></sheetData></worksheet>'.encode()
    with zipfile.ZipFile(BLANK, "a") as package:
        package.writestr("xl/worksheets/sheet9.xml", put("B2", "Ask Jo")(own))
    assert cli.main(["templates"]) == 2
    assert "in Our notes, B2." in capsys.readouterr().err


@pytest.mark.share(2)
@pytest.mark.parametrize("month", [["--month", "2012-10"], ["--from", "returns/2012-09"]])
def test_what_is_byte_for_byte_as_written_is_replaced_whatever_it_was_made_of(
    month: list[str],
) -> None:
    assert cli.main(["templates", "--from", "returns/2012-08"]) == 0
    assert cli.main(["templates", *month]) == 0
    plan = openpyxl.load_workbook("input_templates/plan.xlsx")
    plan["Plan"]["B3"] = f"{plan['Plan']['B3'].value} as amended"
    plan.save("input_templates/plan.xlsx")
    before = BLANK.read_bytes()
    assert cli.main(["templates", "--plan", "input_templates/plan.xlsx", "--month", "2012-11"]) == 0
    assert BLANK.read_bytes() != before


@pytest.mark.full
def test_without_the_check_sums_the_cells_tell() -> None:
    assert cli.main(["templates", "--from", "returns/2012-08"]) == 0
    for damaged in (b"[", b"{}", b"[" * 200_000, None):
        SUMS.unlink() if damaged is None else SUMS.write_bytes(damaged)
        assert cli.main(["templates", "--from", "returns/2012-09"]) == 0


def test_the_month_to_carry_forward_from_may_be_named_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["templates", "--from", "2012-08"]) == 0
    assert "Carried forward from July 2012 and August 2012." in capsys.readouterr().out


def test_the_blank_returns_that_travel_with_the_program_are_replaced() -> None:
    shutil.rmtree("returns")
    shutil.copytree(locations.example_returns(), "returns")
    BLANK.parent.mkdir()
    shutil.copy(locations.built_in() / BLANK.name, BLANK)
    assert cli.main(["templates", "--from", "returns/2012-08"]) == 0


@pytest.mark.full
def test_what_was_carried_and_cannot_be_told_counts_as_filled_in(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["templates", "--from", "returns/2012-09"]) == 0
    SUMS.unlink()
    assert cli.main(["templates", "--month", "2012-11"]) == 2
    assert "If nobody needs it, take it away and run again." in capsys.readouterr().err


@pytest.mark.full
@pytest.mark.usefixtures("office")
def test_saved_again_by_libreoffice_with_nothing_typed_it_is_as_written(tmp_path: Path) -> None:
    from cyps_reports.plan.reader import read_plan

    assert cli.main(["templates", "--month", "2012-10"]) == 0
    (saved,) = libreoffice.convert([BLANK], "xlsx", tmp_path / "saved")
    plan, _ = read_plan(Path("returns/plan.xlsx"))
    assert plan is not None
    assert saved.read_bytes() != BLANK.read_bytes()
    assert first_difference(saved, plan, ()) is None
