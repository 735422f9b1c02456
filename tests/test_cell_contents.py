"""What a cell's content means, in every format that comes back.

Errors, links, formulas, merged and odd cells.
"""

import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from openpyxl.worksheet.formula import ArrayFormula

from cyps_reports.findings import CellRef, Finding, Severity
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import Absent, DataStatus, Returns, Status
from cyps_reports.returns.reader import read_return
from cyps_reports.workbooks.formulas import is_bare_link
from cyps_reports.workbooks.grid import Book, column_letters
from cyps_reports.workbooks.opening import open_book
from tests.tools import libreoffice
from tests.tools.returned import SEPTEMBER, Answers, cells_of, returned

KINDS = ("xlsx", "xls", "ods")
OURS = "Our data"
# B7 of our own sheet is empty, B9 holds 166.
SHOWN: dict[tuple[str, str], tuple[object, str]] = {
    ("A7", "actual"): (f"='{OURS}'!B7", "#,##0"),
    ("A7", "as_at"): (f"='{OURS}'!$B$7", "dd/mm/yy"),
    ("A8", "actual"): (f"='{OURS}'!B9", "#,##0"),
    ("A9", "actual"): (f"=SUM('{OURS}'!B7:B8)", "0%"),
    ("A3", "comment"): (f"=+'{OURS}'!B7", "General"),
    ("A9", "comment"): (f"=VLOOKUP(\"none\",'{OURS}'!A6:B7,2,FALSE)", "General"),
    ("A10", "actual"): (f"=INDEX('{OURS}'!B1:B9,7)", "0%"),
    ("A10", "comment"): (f"=OFFSET('{OURS}'!B1,6,0)", "General"),
    ("A11", "comment"): (f"=ROUND('{OURS}'!B7*100,1)", "General"),
    ("A13", "corrective_action"): (f"=INDIRECT(\"'{OURS}'!B7\")", "General"),
    ("A14", "corrective_action"): (f"=INDEX('{OURS}'!B1:B9,9)", "General"),
    # One formula fills two cells, as one does that spills.
    ("A5", "actual"): (ArrayFormula("I9:I10", f"='{OURS}'!B7:B8"), "0%"),
    ("A6", "actual"): (None, "0%"),
    ("A4", "actual"): (20, ";;;"),
    ("A3", "actual"): (0.785, '0%;-0%;"nil"'),
    ("A7", "comment"): (1.5, "[h]:mm"),
    ("A8", "comment"): (7700900123, "00000 000000"),
    ("A1", "comment"): (0.5, "0%"),
    ("A2", "comment"): (datetime(2012, 9, 21), "dd/mm/yy"),  # noqa: DTZ001
    ("A4", "comment"): (True, "General"),
    ("A5", "comment"): (5, "General"),
    ("A6", "comment"): (1200, '"£"#,##0.00'),
    ("A12", "progress"): ("=NA()", "General"),
    ("A12", "corrective_action"): ("=1/0", "General"),
    ("A13", "status"): ("=nothing", "General"),
    ("A14", "progress"): ("\u200bVisited\ufeff twice", "General"),
    ("A15", "ref"): ("A\u200b15", "General"),
    ("A17", "expected"): ("=TODAY()+60", "dd/mm/yy"),
    ("A18", "expected"): ("=DATE(2012,10,5)", "dd/mm/yy"),
    ("A15", "completed"): ("\u200e20 July\u200b 2012", "General"),
    ("A11", "actual"): ("78\u200b.5%", "@"),
    ("A11", "data_status"): ("Fi\u00adnal", "General"),
}


def read(path: Path, plan: Plan) -> tuple[Returns, tuple[Finding, ...]]:
    return returns_for(SEPTEMBER, read_folder(path.parent, plan))


def with_cells(folder: Path, plan: Plan, cells: dict[tuple[str, str], tuple[object, str]]) -> Path:
    path = returned(folder, plan, "A", {key: value for key, (value, _) in cells.items()})
    workbook, places = (
        openpyxl.load_workbook(path),
        cells_of(returned(folder, plan, "A", {}, name="blank.xlsx")),
    )
    for key, (value, number_format) in cells.items():
        sheet, cell = places[key]
        workbook[sheet][cell].value = value
        workbook[sheet][cell].number_format = number_format
    ours = workbook.create_sheet(OURS)
    ours["A7"], ours["B9"] = "none", 166
    workbook.save(path)
    (folder / "blank.xlsx").unlink()
    return path


def told(
    findings: tuple[Finding, ...], places: dict[tuple[str, str], tuple[str, str]]
) -> dict[tuple[str, str], str]:
    keys = {place: key for key, place in places.items()}
    return {keys[each.place.sheet, each.place.cell]: each.code for each in findings}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, plan: Plan, office: None) -> dict[str, Path]:
    """One return, calculated and saved by LibreOffice in each of its formats."""
    folder = tmp_path_factory.mktemp("saved")
    path = with_cells(folder, plan, SHOWN)
    kept: dict[str, Path] = {}
    for kind in KINDS:
        (folder / kind).mkdir()
        (kept[kind],) = libreoffice.convert([path], kind, folder / kind)
    return kept


@pytest.mark.parametrize("kind", KINDS)
def test_what_each_format_says(
    kind: str, saved: dict[str, Path], plan: Plan, tmp_path: Path
) -> None:
    returns, findings = read(saved[kind], plan)
    assert told(findings, cells_of(returned(tmp_path, plan, "A", {}))) == {
        ("A4", "actual"): "shown-otherwise",
        ("A3", "comment"): "linked-nought",
        ("A5", "actual"): "linked-nought",
        ("A6", "actual"): "linked-nought",
        ("A7", "actual"): "linked-nought",
        ("A9", "comment"): "linked-nought",
        ("A10", "actual"): "linked-nought",
        ("A10", "comment"): "linked-nought",
        ("A11", "comment"): "linked-nought",
        ("A13", "corrective_action"): "linked-nought",
        ("A7", "as_at"): "zero-date",
        ("A17", "expected"): "date-of-today",
        ("A12", "progress"): "error-value",
        ("A12", "corrective_action"): "error-value",
        ("A13", "status"): "error-value",
    }
    errors = [each for each in findings if each.severity is Severity.ERROR]
    assert [each.code for each in findings if each not in errors] == ["date-of-today"]
    assert returns.deadlines["A18", 1].expected == date(2012, 10, 5)
    measures, deadlines = returns.measures, returns.deadlines
    assert {ref: measures[ref, ""].comment for ref in ("A1", "A2", "A3", "A4", "A5", "A6")} == {
        "A1": "50%",
        "A2": "21/09/12",
        "A3": "",
        "A4": "TRUE",
        "A5": "5",
        "A6": "£1,200.00",
    }
    assert [measures[ref, ""].comment for ref in ("A7", "A8")] == ["36:00", "07700 900123"]
    assert measures["A3", ""].actual == Decimal(79)
    assert [measures[ref, ""].actual for ref in ("A7", "A8", "A9")] == [
        Absent.UNREADABLE,
        Decimal(166),
        Decimal(0),
    ]
    assert (measures["A11", ""].actual, measures["A11", ""].data_status) == (
        Decimal("78.5"),
        DataStatus.FINAL,
    )
    assert (deadlines["A12", 1].progress, deadlines["A12", 1].corrective_action) == ("", "")
    assert deadlines["A13", 1].status is Absent.UNREADABLE
    assert (deadlines["A14", 1].progress, deadlines["A14", 1].corrective_action) == (
        "Visited twice",
        "166",
    )
    assert deadlines["A15", 1].completed == date(2012, 7, 20)


def test_errors_are_told_in_every_column(tmp_path: Path, plan: Plan) -> None:
    entries = ("actual", "as_at", "data_status", "comment", "corrective_action")
    answers: Answers = {
        **{("A1", key): "#REF!" for key in entries},
        **{
            ("A12", key): "#N/A"
            for key in ("status", "completed", "expected", "progress", "corrective_action")
        },
    }
    returns, findings = read(returned(tmp_path, plan, "A", answers), plan)
    assert [finding.code for finding in findings] == ["error-value"] * len(answers)
    assert (returns.measures["A1", ""].comment, returns.deadlines["A12", 1].corrective_action) == (
        "",
        "",
    )
    assert not returns.deadlines["A12", 1].is_update


def test_what_a_formula_never_calculated_fills_is_told_in_each_cell(
    tmp_path: Path, plan: Plan
) -> None:
    formula = ArrayFormula("I5:I6", f"='{OURS}'!B8:B9")
    path = with_cells(
        tmp_path, plan, {("A1", "actual"): (formula, "0%"), ("A7", "actual"): (148, "0")}
    )
    returns, findings = read(path, plan)
    assert told(findings, cells_of(returned(tmp_path, plan, "A", {}))) == {
        ("A1", "actual"): "formula-without-result",
        ("A2", "actual"): "formula-without-result",
    }
    assert returns.measures["A7", ""].actual == 148


def test_formulas_never_calculated_are_told_in_every_column(tmp_path: Path, plan: Plan) -> None:
    entries = ("actual", "as_at", "data_status", "comment", "corrective_action")
    answers: Answers = {
        **{("A1", key): '="x"' for key in entries},
        **{
            ("A12", key): '="x"'
            for key in ("status", "completed", "expected", "progress", "corrective_action")
        },
    }
    _, findings = read(returned(tmp_path, plan, "A", answers), plan)
    assert [finding.code for finding in findings] == ["formula-without-result"] * len(answers)
    assert all(finding.fix.startswith(("Type ", "Choose ")) for finding in findings)


def stored(path: Path, result: str, *, asks: bool, kind: str = "") -> None:
    """Writes a result into the workbook's formulas 7+0.

    It then asks to be calculated when opened, or does not.
    """
    with zipfile.ZipFile(path) as package:
        parts = {
            name: package.read(name).decode() if name.endswith(".xml") else package.read(name)
            for name in package.namelist()
        }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            if isinstance(part, str):
                part, times = re.subn(
                    r'<c r="(\w+)" s="(\d+)"><f>7\+0</f><v ?/?>(</v>)?',
                    rf'<c r="\1" s="\2"{kind}><f>7+0</f><v>{result}</v>',
                    part,
                )
                assert times or "7+0" not in part
                part = part if asks else part.replace(' fullCalcOnLoad="1"', "")
            package.writestr(name, part)


@pytest.mark.parametrize(
    ("result", "kind", "asks", "code"),
    [
        # A program that only writes puts 0, or nothing, where Excel would put the result.
        ("0", "", True, "formula-without-result"),
        ("", ' t="str"', True, "formula-without-result"),
        ("", "", False, "formula-without-result"),
        ("7", "", True, ""),
        ("0", "", False, ""),
        ("", ' t="str"', False, ""),
    ],
)
def test_a_result_that_nobody_calculated(
    result: str, kind: str, asks: bool, code: str, tmp_path: Path, plan: Plan
) -> None:
    path = returned(tmp_path, plan, "A", {("A7", "actual"): "=7+0", ("A12", "progress"): "=7+0"})
    stored(path, result, asks=asks, kind=kind)
    returns, findings = read(path, plan)
    assert [finding.code for finding in findings] == [code] * 2 if code else findings == ()
    figure = Absent.UNREADABLE if code else Decimal(result) if result else Absent.EMPTY
    assert returns.measures["A7", ""].actual == figure
    assert returns.deadlines["A12", 1].progress == ("" if code else result)


@pytest.mark.parametrize(
    ("formula", "is_link"),
    [
        ("=B7", True),
        ("+$B$7", True),
        ("=Data!B7", True),
        ("='Our data (old)'!B7", True),
        ("=[1]Data!$B$7", True),
        ("='[Book 2.xlsx]Data'!B7", True),
        ("=Total", True),
        ("=Table1[Total]", True),
        ("=Data!B7:B9", True),
        ("=B:B", True),
        ("=_xlfn.ANCHORARRAY(Data!B7)", True),
        ('=_xlfn._xlws.FILTER(Data!B7:B9,Data!A7:A9="A7")', True),
        ("=TRANSPOSE(Data!B7:D7)", True),
        ("=N(Data!B7)", True),
        ("=Data!B7:B9*2", True),
        ("=Data!B7:B9+Data!C7:C9", False),
        ("=(B7)", True),
        ("of:=[.B7]", True),
        ("of:=['Our data'.B7]", True),
        ("=B7+0", False),
        ("=B7-B8", False),
        ("=SUM(B7:B8)", False),
        ("of:=SUM([.B7:.B8])", False),
        ("of:=[.B7]-[.B8]", False),
        ("=0", False),
        ("=TODAY()", False),
        ('=IF(B7="","",B7)', False),
        ('=VLOOKUP("A7",Data!A:C,3,FALSE)', True),
        ("=VLOOKUP(A7,'Our (old) data, too'!A:C,3,0)", True),
        ('=_xlfn.XLOOKUP("A7",Data!A:A,Data!C:C)', True),
        ('=IFERROR(VLOOKUP("A)7",Data!A:C,3,FALSE),"")', True),
        ('=INDEX(C:C,MATCH("A7",A:A,0))', True),
        ('=INDIRECT("Data!C7")', True),
        ("=ROUND(Data!B7*100,1)", True),
        ("=Data!B7/100", True),
        ("=B7%", True),
        ('of:=IFERROR(VLOOKUP("A7";[$Data.A1:.C9];3;0);"")', True),
        ("of:=ROUND([.B7];1)", True),
        ("=INDEX(A:A,3)-INDEX(B:B,3)", False),
        ("=INDEX(A:A,3)/INDEX(B:B,3)", False),
        ("=ROUND(SUM(B1:B7),1)", False),
        ("=ROUND(B7-B8,1)", False),
        ("=IFERROR(B7/B8,0)", False),
        ("=B7*B8", False),
        ('=COUNTIF(B:B,"x")', False),
        ("=INDEX(A:A", False),
    ],
)
def test_what_only_repeats_another_cell(formula: str, is_link: bool) -> None:
    assert is_bare_link(formula) is is_link


def test_a_comment_merged_across_the_corrective_action(tmp_path: Path, plan: Plan) -> None:
    path = returned(
        tmp_path, plan, "A", {("A1", "comment"): "Results are in.", ("A12", "progress"): "Costed."}
    )
    places = cells_of(path)
    workbook = openpyxl.load_workbook(path)
    for row, first in (("A1", "comment"), ("A2", "comment"), ("A12", "progress")):
        sheet, start = places[row, first]
        workbook[sheet].merge_cells(f"{start}:{places[row, 'corrective_action'][1]}")
    workbook.save(path)
    returns, findings = read(path, plan)
    # What is merged and empty says nothing twice.
    assert [(finding.code, finding.severity, finding.place.cell) for finding in findings] == [
        ("merged-cells", Severity.WARNING, places[row, "corrective_action"][1])
        for row in ("A1", "A12")
    ]
    assert findings[0].message == (
        f"Corrective action is merged with Comment (cell {places['A1', 'comment'][1]});"
        " what is there was taken for Comment only."
    )
    assert returns.measures["A1", ""].comment == "Results are in."
    assert returns.deadlines["A12", 1].progress == "Costed."
    assert (
        returns.measures["A1", ""].corrective_action
        == returns.deadlines["A12", 1].corrective_action
        == ""
    )


def test_three_columns_merged_belong_to_the_first(tmp_path: Path, plan: Plan) -> None:
    path = returned(tmp_path, plan, "A", {("A12", "status"): "On track"})
    places = cells_of(path)
    workbook = openpyxl.load_workbook(path)
    workbook["Milestones"].merge_cells(
        f"{places['A12', 'status'][1]}:{places['A12', 'expected'][1]}"
    )
    workbook.save(path)
    returns, findings = read(path, plan)
    entry = returns.deadlines["A12", 1]
    assert (entry.status, entry.completed, entry.expected) == (
        Status.ON_TRACK,
        Absent.EMPTY,
        Absent.EMPTY,
    )
    assert [finding.message.split(" is ")[0] for finding in findings] == [
        "Date completed",
        "Expected date",
    ]


def test_a_date_serial_in_a_figure_cell(tmp_path: Path, plan: Plan) -> None:
    cells: dict[tuple[str, str], tuple[object, str]] = {
        ("A3", "actual"): (46178, "0%"),
        ("A7", "actual"): (46115, "#,##0"),
        ("A8", "actual"): (datetime(2026, 6, 5), "dd-mmm"),  # noqa: DTZ001
        ("A1", "actual"): (-0.785, "0.0%"),
    }
    returns, findings = read(with_cells(tmp_path, plan, cells), plan)
    assert sorted(finding.code for finding in findings) == ["below-zero", *["date-for-figure"] * 3]
    assert all(finding.severity is Severity.ERROR for finding in findings)
    assert all(
        returns.measures[ref, ""].actual is Absent.UNREADABLE for ref in ("A1", "A3", "A7", "A8")
    )


def test_money_in_excels_own_formats_is_in_pounds(tmp_path: Path, plan: Plan) -> None:
    """A file names them by number alone; what Excel shows then goes by the country."""
    cells: dict[tuple[str, str], tuple[object, str]] = {
        ("A7", "actual"): (148, BUILTIN_FORMATS[5]),
        ("A8", "actual"): (166, BUILTIN_FORMATS[44]),
    }
    _, findings = read(with_cells(tmp_path, plan, cells), plan)
    assert [finding.message for finding in findings] == [
        "A7: The cell shows “£148”, but holds the number 148.",
        "A8: The cell shows “£166.00”, but holds the number 166.",
    ]


def test_a_date_counts_as_its_cell_shows_it(tmp_path: Path, plan: Plan) -> None:
    """Excel makes 1 September of Sep-12, and a format may say that something is not done yet."""
    day, first = datetime(2012, 9, 14), datetime(2012, 9, 1)  # noqa: DTZ001
    cells: dict[tuple[str, str], tuple[object, str]] = {
        ("A13", "completed"): (first, "mmm-yy"),
        ("A14", "completed"): (day, "mmm-yy"),
        ("A15", "completed"): (day, '"not "dd/mm/yy'),
        ("A12", "expected"): (day, '"w/c "dd/mm/yy'),
        ("A7", "as_at"): (first, "mmmm yyyy"),
        ("A8", "as_at"): (day, "d-mmm"),
        ("A3", "as_at"): (day, "[$-F800]dddd, mmmm dd, yyyy"),
        ("A1", "as_at"): (day, r"yyyy\-mm\-dd\Thh:mm"),
        ("A16", "completed"): (day, 'dd/mm/yy"?"'),
    }
    returns, findings = read(with_cells(tmp_path, plan, cells), plan)
    told = {each.message for each in findings if each.code in ("not-a-date", "shown-otherwise")}
    assert told == {
        "A13: The cell shows “Sep-12”, without the day.",
        "A15: The cell shows “not 14/09/12”, but holds 14 September 2012.",
        "A12: The cell shows “w/c 14/09/12”, but holds 14 September 2012.",
        "A16: The cell shows “14/09/12?”, but holds 14 September 2012.",
        "A7: The cell shows “September 2012”, without the day.",
    }
    assert returns.deadlines["A13", 1].completed is Absent.UNREADABLE
    assert returns.deadlines["A14", 1].completed == day.date(), "nobody's 14th is made of a month"
    assert {returns.measures[ref, ""].as_at for ref in ("A8", "A3", "A1")} == {day.date()}


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_a_date_counts_so_in_every_kind_of_workbook(kind: str, tmp_path: Path, plan: Plan) -> None:
    day, first = datetime(2012, 9, 14), datetime(2012, 9, 1)  # noqa: DTZ001
    cells: dict[tuple[str, str], tuple[object, str]] = {
        ("A13", "completed"): (first, "mmm-yy"),
        ("A15", "completed"): (day, '"not "dd/mm/yy'),
        ("A12", "expected"): (day, '"w/c "dd/mm/yy'),
        ("A16", "completed"): (day, '"<"dd/mm/yy'),
        ("A8", "as_at"): (day, "d-mmm"),
        ("A3", "as_at"): (day, "dd mmmm yyyy"),
    }
    path = with_cells(tmp_path, plan, cells)
    libreoffice.convert((path,), kind, tmp_path / "saved")
    returns, _ = read(tmp_path / "saved" / f"{path.stem}.{kind}", plan)
    read_as = [returns.deadlines[ref, 1].completed for ref in ("A13", "A15", "A16")]
    assert [*read_as, returns.deadlines["A12", 1].expected] == [Absent.UNREADABLE] * 4
    assert {returns.measures[ref, ""].as_at for ref in ("A8", "A3")} == {day.date()}


@pytest.mark.parametrize("epoch", [WINDOWS_EPOCH, MAC_EPOCH])
@pytest.mark.parametrize("is_ours", [True, False])
def test_the_first_day_of_a_calendar_is_no_date(
    epoch: datetime, is_ours: bool, tmp_path: Path, plan: Plan
) -> None:
    cells: dict[tuple[str, str], tuple[object, str]] = {("A12", "completed"): (0, "dd/mm/yy")}
    path = with_cells(tmp_path, plan, cells)
    workbook = openpyxl.load_workbook(path)
    workbook.epoch = epoch
    # Without formulas it is read by the quick reader.
    for sheet in workbook if is_ours else ():
        for row in sheet.iter_rows():
            for cell in row:
                cell.value = None if cell.data_type == "f" else cell.value
    workbook.save(path)
    returns, findings = read(path, plan)
    assert [finding.code for finding in findings] == ["zero-date"]
    assert returns.deadlines["A12", 1].completed is Absent.UNREADABLE


def test_no_invisible_character_is_kept(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook["Sheet"]
    sheet.title = "Tar\u200bgets"
    for at, odd in enumerate(
        "\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u202e\u2060\u2066\ufe0f\ufeff"
    ):
        sheet.cell(at + 1, 1, f"A{odd}1")
    workbook.save(tmp_path / "odd.xlsx")
    book = open_book(tmp_path / "odd.xlsx")
    assert isinstance(book, Book)
    found = book.sheet("Targets")
    assert found is not None
    assert {cell.value for cell in found.cells.values()} == {"A1"}


def test_a_reference_with_a_raised_mark_is_no_other_row(tmp_path: Path, plan: Plan) -> None:
    path = returned(tmp_path, plan, "A", {("A1", "ref"): "A11", ("A1", "actual"): 0.785})
    book = open_book(path)
    assert isinstance(book, Book)
    targets = book.sheet("Targets")
    assert targets is not None
    place = min(at for at, cell in targets.cells.items() if cell.value == "A11")
    cells = {**targets.cells, place: targets.cells[place]._replace(raised="1")}
    sheets = tuple(replace(each, cells=cells) if each is targets else each for each in book.sheets)
    read = read_return(replace(book, sheets=sheets), plan)
    assert [finding.code for finding in read.findings] == ["row-not-in-plan"]
    assert ((("A1", ""), "A1"),) in [each.rows for each in read.missing]
    assert read.measures["A11", ""].actual is Absent.EMPTY


def with_a_mark(text: str, mark: str, rest: str = "") -> CellRichText:
    """A text with the mark of a footnote in it, as Excel keeps one that stands raised."""
    raised = TextBlock(InlineFont(vertAlign="superscript"), mark)
    pieces: list[str | TextBlock] = [text, raised, rest]
    return CellRichText([each for each in pieces if each])


def test_a_footnotes_mark_is_no_digit_of_a_text_a_heading_or_a_reference(
    tmp_path: Path, plan: Plan
) -> None:
    answers = {("A7", "actual"): 148, ("A8", "actual"): 166, ("A1", "actual"): 0.785}
    path, workbook_cells = (
        returned(tmp_path, plan, "A", answers),
        cells_of(returned(tmp_path, plan, "A", {}, name="blank.xlsx")),
    )
    (tmp_path / "blank.xlsx").unlink()
    workbook = openpyxl.load_workbook(path)
    typed = {
        ("A7", "comment"): with_a_mark("Rose to 148", "1", " pupils"),
        ("A12", "progress"): with_a_mark("All 13", "a"),
        ("A7", "ref"): with_a_mark("A7", "1"),
        ("A1", "ref"): "A1¹",
    }
    for key, text in typed.items():
        sheet, cell = workbook_cells[key]
        workbook[sheet][cell].value = text
    heading = next(
        cell for row in workbook["Targets"]["A1:Z9"] for cell in row if cell.value == "Actual"
    )
    heading.value = with_a_mark("Actual", "2")
    workbook.save(path)
    returns, findings = read(path, plan)
    assert findings == ()
    measures = returns.measures
    assert measures["A7", ""].comment == "Rose to 148¹ pupils"
    assert returns.deadlines["A12", 1].progress == "All 13a"
    assert [measures[ref, ""].actual for ref in ("A1", "A7", "A8")] == [Decimal("78.5"), 148, 166]


@pytest.mark.parametrize(
    "typed", ["-", "\u2013", "n/a", "N/A.", "None", "TBC", "?", "...", "%", "\u00a0-"]
)
def test_a_dash_is_no_corrective_action_and_no_progress(
    typed: object, tmp_path: Path, plan: Plan
) -> None:
    columns = {("A3", "comment"), ("A3", "corrective_action"), ("A12", "progress")}
    returned(tmp_path, plan, "A", dict.fromkeys(columns, typed) | {("A3", "actual"): 0.5})
    returns, findings = read(tmp_path / "return-A.xlsx", plan)
    assert findings == ()
    said = returns.measures["A3", ""]
    assert (said.comment, said.corrective_action) == ("", "")
    assert not returns.deadlines["A12", 1].is_update


@pytest.mark.parametrize("typed", ["No change.", "None of them came.", "10", "\u2713", "50%", "0"])
def test_what_says_little_is_still_said(typed: str, tmp_path: Path, plan: Plan) -> None:
    returned(tmp_path, plan, "A", {("A12", "progress"): typed})
    returns, _ = read(tmp_path / "return-A.xlsx", plan)
    assert returns.deadlines["A12", 1].progress == typed


@pytest.mark.share(2)
@pytest.mark.parametrize(
    ("typed", "code"), [("#REF!", "error-value"), ('="x"', "formula-without-result")]
)
@pytest.mark.parametrize(
    ("sheet", "cell"),
    [("Measures", "D2"), ("Measures", "K2"), ("Milestones", "E2"), ("Plan", "B3")],
)
def test_a_plan_cell_without_content(
    sheet: str, cell: str, typed: str, code: str, tmp_path: Path, plan: Plan
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(plan))
    workbook = openpyxl.load_workbook(path)
    workbook[sheet][cell].value = typed
    workbook.save(path)
    unusable, findings = read_plan(path)
    assert unusable is None
    assert [
        (each.code, each.place.sheet, each.place.cell) for each in findings if each.code == code
    ] == [(code, sheet, cell)]


def test_a_fraction_that_became_a_day_in_the_plan_is_pointed_out(plan: Plan) -> None:
    known = next(each for each in plan.measures if each.ref == "A7")
    places = {key: CellRef(cell=key) for key in ("target", "outturn")}
    first = replace(known, places=places)
    others = tuple(each for each in plan.measures if each is not known)
    for changed, key in (
        (replace(first, target=Decimal(41065)), "target"),
        (replace(first, outturn=Decimal(46178)), "outturn"),
    ):
        told = [
            each
            for each in faults(replace(plan, measures=(changed, *others)))
            if each.code == "date-for-figure"
        ]
        assert [each.severity for each in told] == [Severity.WARNING]
        assert told[0].place == CellRef(cell=key)
        assert "a fraction like 5/6" in told[0].message
    assert "date-for-figure" not in {each.code for each in faults(plan)}


def test_what_is_merged_across_two_columns_of_the_plan_is_told(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(plan))
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Measures"]
    heading = {cell.value: column_letters(at) for at, cell in enumerate(sheet[1], start=1)}
    sheet.merge_cells(f"{heading['Outturn']}8:{heading['Target']}8")
    sheet.merge_cells(f"{heading['Priority']}2:{heading['Priority']}9")
    workbook.save(path)
    _, findings = read_plan(path)
    merged = [each for each in findings if each.code == "merged-cells"]
    says = "is merged with Outturn (cell I8); what is there was taken for Outturn only."
    assert [(each.place.cell, each.message) for each in merged] == [
        (f"{heading[each]}8", f"{each} {says}") for each in ("Note on outturn", "Target")
    ]
