"""What comes back is never what was sent out. Each form has a test named after it."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from cyps_reports.findings import Finding, Severity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import Absent, Returns, Status
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.opening import open_book
from tests.fuzz import bombs
from tests.tools import libreoffice
from tests.tools.returned import SEPTEMBER, cells_of, returned

ANSWERS = {
    ("A1", "actual"): 0.785,
    ("A1", "as_at"): datetime(2012, 7, 31),  # noqa: DTZ001
    ("A2", "comment"): "Re-marks are in.",
    ("A7", "actual"): 148,
    ("A20 1", "status"): "Completed",
    ("A20 1", "completed"): datetime(2012, 7, 20),  # noqa: DTZ001
}

Edit = Callable[[openpyxl.Workbook], object]


@pytest.fixture
def sent(tmp_path: Path, plan: Plan) -> Path:
    """A filled return in a folder of its own."""
    folder = tmp_path / "2012-09"
    folder.mkdir()
    return returned(folder, plan, "A", ANSWERS)


def edit(path: Path, change: Edit) -> None:
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    workbook.save(path)


def read(path: Path, plan: Plan) -> tuple[Returns, tuple[Finding, ...]]:
    return returns_for(SEPTEMBER, read_folder(path.parent, plan))


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def as_it_was_sent(returns: Returns) -> None:
    assert returns.measures["A1", ""].actual == Decimal("78.5")
    assert returns.measures["A1", ""].as_at == date(2012, 7, 31)
    assert returns.measures["A2", ""].comment == "Re-marks are in."
    assert returns.measures["A7", ""].actual == Decimal(148)
    assert returns.deadlines["A20", 1].status is Status.COMPLETED
    assert returns.deadlines["A20", 1].completed == date(2012, 7, 20)


def test_hidden_rows_and_columns(sent: Path, plan: Plan) -> None:
    def hide(workbook: openpyxl.Workbook) -> None:
        for row in range(4, 9):
            workbook["Targets"].row_dimensions[row].hidden = True
        workbook["Milestones"].column_dimensions["C"].hidden = True

    edit(sent, hide)
    returns, findings = read(sent, plan)
    assert findings == ()
    as_it_was_sent(returns)


def test_inserted_rows_and_columns(sent: Path, plan: Plan) -> None:
    def insert(workbook: openpyxl.Workbook) -> None:
        workbook["Targets"].insert_rows(6, 3)
        workbook["Targets"].insert_cols(2, 2)
        workbook["Milestones"].insert_rows(1, 4)

    edit(sent, insert)
    returns, findings = read(sent, plan)
    assert findings == ()
    as_it_was_sent(returns)


def test_moved_sheets_and_new_ones(sent: Path, plan: Plan) -> None:
    def move(workbook: openpyxl.Workbook) -> None:
        workbook.create_sheet("My workings", 0)["A1"] = "Ref"
        workbook.move_sheet("Guide", 3)
        workbook["Targets"].title = "July figures"

    edit(sent, move)
    returns, findings = read(sent, plan)
    assert findings == ()
    as_it_was_sent(returns)


def test_a_chart_sheet_in_front(sent: Path, plan: Plan) -> None:
    edit(sent, lambda workbook: workbook.create_chartsheet("Chart", 0).add_chart(BarChart()))
    as_it_was_sent(read(sent, plan)[0])


def test_a_renamed_file(sent: Path, plan: Plan) -> None:
    renamed = sent.rename(sent.with_name("Copy of FINAL v3 (JM comments).xlsx"))
    returns, findings = read(renamed, plan)
    assert findings == ()
    as_it_was_sent(returns)


def test_a_renumbered_row(sent: Path, plan: Plan) -> None:
    sheet, cell = cells_of(sent)["A7", "ref"]
    edit(sent, lambda workbook: _set(workbook, sheet, cell, "A7a"))
    returns, findings = read(sent, plan)
    assert codes(findings) == ["row-not-in-plan", "rows-missing"]
    assert "(A7a)" in findings[0].message
    assert "“148”" in findings[0].message
    assert ("A7", "") not in returns.measures


def test_a_row_that_is_none_is_told_by_what_it_says(sent: Path, plan: Plan) -> None:
    sheet, part = cells_of(sent)["A7", "component"]

    def change(workbook: openpyxl.Workbook) -> None:
        workbook[sheet][part].value = "Girls"
        workbook[sheet]["B40"].value = "All figures are provisional"

    edit(sent, change)
    _, findings = read(sent, plan)
    assert codes(findings) == ["row-not-in-plan", "row-not-in-plan", "rows-missing"]
    assert "Row 11 (A7 Girls) is not a row" in findings[0].message
    assert "Row 40 (All figures are provisional) is not a row" in findings[1].message


def _set(workbook: openpyxl.Workbook, sheet: str, cell: str, value: object) -> None:
    workbook[sheet][cell].value = value


def test_spaces_and_case_in_references(sent: Path, plan: Plan) -> None:
    sheet, cell = cells_of(sent)["A7", "ref"]
    edit(sent, lambda workbook: _set(workbook, sheet, cell, " a 7\xa0"))
    returns, findings = read(sent, plan)
    assert findings == ()
    as_it_was_sent(returns)


@pytest.mark.parametrize("typed", ["A7.", "A-7", "A.7", "A–7", "A07", "(A7)", "A7*", "#A7", "A7:"])
def test_signs_in_a_reference_beside_its_own_name(typed: str, sent: Path, plan: Plan) -> None:
    (sheet, cell), (_, other) = cells_of(sent)["A7", "ref"], cells_of(sent)["A7", "name"]
    edit(sent, lambda workbook: _set(workbook, sheet, cell, typed))
    returns, findings = read(sent, plan)
    assert findings == ()
    as_it_was_sent(returns)
    # Beside another name, nobody can tell which row it is.
    edit(sent, lambda workbook: _set(workbook, sheet, other, "Pupils out of school"))
    assert codes(read(sent, plan)[1]) == ["row-not-in-plan", "rows-missing"]


def test_a_1904_workbook(sent: Path, plan: Plan) -> None:
    def turn(workbook: openpyxl.Workbook) -> None:
        workbook.epoch = CALENDAR_MAC_1904

    edit(sent, turn)
    with zipfile.ZipFile(sent) as package:
        assert b'date1904="1"' in package.read("xl/workbook.xml")
    returns, findings = read(sent, plan)
    assert findings == ()
    as_it_was_sent(returns)


def test_a_formula_with_its_result(sent: Path, plan: Plan) -> None:
    place = cells_of(sent)["A1", "actual"]
    rewritten(sent, b"<v>0.785</v>", b"<f>SUM(0.7,0.085)</f><v>0.785</v>")
    assert openpyxl.load_workbook(sent)[place[0]][place[1]].value == "=SUM(0.7,0.085)"
    returns, findings = read(sent, plan)
    assert findings == ()
    as_it_was_sent(returns)


def test_a_link_to_another_workbook(sent: Path, plan: Plan) -> None:
    rewritten(sent, b"<v>0.785</v>", b"<f>'[1]School results'!$B$4</f><v>0.785</v>")
    returns, findings = read(sent, plan)
    assert findings == ()
    as_it_was_sent(returns)


def test_a_formula_that_was_never_calculated(sent: Path, plan: Plan) -> None:
    place = cells_of(sent)["A1", "actual"]
    edit(sent, lambda workbook: _set(workbook, *place, "=SUM(0.7,0.085)"))
    returns, findings = read(sent, plan)
    assert [(f.code, f.place.cell) for f in findings] == [("formula-without-result", place[1])]
    assert returns.measures["A1", ""].actual is Absent.UNREADABLE


@pytest.mark.parametrize("shown", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!"])
def test_an_error_value(sent: Path, plan: Plan, shown: str) -> None:
    place = cells_of(sent)["A1", "actual"]
    edit(sent, lambda workbook: _set(workbook, *place, shown))
    returns, (finding,) = read(sent, plan)
    assert finding.message == f"A1: The cell shows the error {shown}."
    assert returns.measures["A1", ""].actual is Absent.UNREADABLE


def test_merged_plan_cells(sent: Path, plan: Plan) -> None:
    first = cells_of(sent)["A20 1", "ref"][1]
    second = cells_of(sent)["A20 2", "ref"][1]
    edit(sent, lambda workbook: workbook["Milestones"].merge_cells(f"{first}:{second}"))
    returns, findings = read(sent, plan)
    assert findings == ()
    assert ("A20", 2) in returns.deadlines
    as_it_was_sent(returns)


def test_merged_answers(sent: Path, plan: Plan) -> None:
    first, second = (cells_of(sent)[f"A20 {n}", "status"][1] for n in (1, 2))
    edit(sent, lambda workbook: workbook["Milestones"].merge_cells(f"{first}:{second}"))
    returns, (finding,) = read(sent, plan)
    assert (finding.code, finding.place.cell) == ("merged-cells", second)
    assert returns.deadlines["A20", 1].status is Status.COMPLETED
    assert returns.deadlines["A20", 2].status is Absent.EMPTY


def test_cell_notes_are_kept(sent: Path, plan: Plan) -> None:
    sheet, cell = cells_of(sent)["A1", "actual"]

    def annotate(workbook: openpyxl.Workbook) -> None:
        workbook[sheet][cell].comment = Comment("Checked with the schools team. JM", "JM")

    edit(sent, annotate)
    returns, _ = read(sent, plan)
    assert returns.measures["A1", ""].notes == ("Checked with the schools team. JM",)


def test_threaded_comments_are_kept(sent: Path, plan: Plan) -> None:
    sheet, cell = cells_of(sent)["A12", "status"]
    seen_by_old_excel = (
        "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; "
        "however, any edits to"
        " it will get removed if the file is opened in a newer version of Excel. Learn more:"
        " https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n    Can we say Completed?"
    )

    def annotate(workbook: openpyxl.Workbook) -> None:
        workbook[sheet][cell].comment = Comment(seen_by_old_excel, "tc={1}")

    edit(sent, annotate)
    returns, _ = read(sent, plan)
    assert returns.deadlines["A12", 1].notes == ("Can we say Completed?",)


def rewritten(path: Path, old: bytes, new: bytes) -> None:
    """The same package with some bytes of its parts replaced."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(path) as package,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        found = 0
        for member in package.infolist():
            part = package.read(member)
            found += part.count(old)
            copy.writestr(member.filename, part.replace(old, new))
    assert found
    path.write_bytes(buffer.getvalue())


def test_strict_open_xml(sent: Path, plan: Plan) -> None:
    for family in ("spreadsheetml/2006/main", "officeDocument/2006/relationships"):
        strict = family.replace("/2006", "")
        rewritten(
            sent,
            f"http://schemas.openxmlformats.org/{family}".encode(),
            f"http://purl.oclc.org/ooxml/{strict}".encode(),
        )
    returns, findings = read(sent, plan)
    assert findings == ()
    as_it_was_sent(returns)


def test_odd_packaging_that_openpyxl_refuses(sent: Path, plan: Plan) -> None:
    rewritten(sent, b"<cellXfs", b'<cellXfs unknown="1"')
    returns, findings = read(sent, plan)
    assert "read-without-formats" not in codes(findings)
    assert returns.measures["A1", ""].actual == Decimal("78.5"), "its format is read"
    assert returns.measures["A7", ""].actual == Decimal(148)
    assert returns.deadlines["A20", 1].completed == date(2012, 7, 20)


def test_a_used_range_of_the_whole_sheet(sent: Path, plan: Plan) -> None:
    def stretch(workbook: openpyxl.Workbook) -> None:
        workbook["Targets"]["XFD1048576"].number_format = "0.0"

    edit(sent, stretch)
    returns, findings = read(sent, plan)
    assert findings == ()
    as_it_was_sent(returns)


def test_a_truncated_file(sent: Path, plan: Plan) -> None:
    sent.write_bytes(sent.read_bytes()[:-500])
    assert codes(read(sent, plan)[1]) == ["damaged-file"]


def test_a_macro_workbook(sent: Path, plan: Plan) -> None:
    renamed = sent.rename(sent.with_suffix(".xlsm"))
    returns, findings = read(renamed, plan)
    assert findings == ()
    as_it_was_sent(returns)


def test_an_old_workbook_with_the_new_ending_and_the_other_way_round(
    sent: Path, plan: Plan
) -> None:
    renamed = sent.rename(sent.with_suffix(".xls"))
    returns, findings = read(renamed, plan)
    assert findings == ()
    as_it_was_sent(returns)


DECLARED = (
    b'<?xml version="1.0"?><!DOCTYPE x PUBLIC "-//OpenOffice.org//DTD OfficeDocument '
    b'1.0//EN" "module.dtd"><x/>'
)
WITH_ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'


def with_part(path: Path, name: str, part: bytes) -> None:
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(name, part)


@pytest.mark.parametrize("name", ["customUI/customUI.xml", "customXml/item1.xml"])
@pytest.mark.parametrize("part", [DECLARED, WITH_ENTITY])
def test_a_document_type_in_a_part_that_nobody_reads(
    sent: Path, plan: Plan, name: str, part: bytes
) -> None:
    with_part(sent, name, part)
    returns, findings = read(sent, plan)
    assert findings == ()
    as_it_was_sent(returns)


@pytest.mark.parametrize("part", [DECLARED, WITH_ENTITY])
def test_an_open_document_workbook_with_a_macro(tmp_path: Path, part: bytes) -> None:
    path = tmp_path / "return.ods"
    path.write_bytes(bombs.ods_rows("", ""))
    with_part(path, "Basic/Standard/Module1.xml", part)
    with_part(path, "Basic/Standard/script-lb.xml", DECLARED)
    assert isinstance(open_book(path), Book)


def test_a_document_type_that_declares_something_in_a_part_that_is_read(
    sent: Path, plan: Plan
) -> None:
    with_part(sent, "xl/more.xml", WITH_ENTITY)
    assert codes(read(sent, plan)[1]) == ["unsafe-file"]


@pytest.mark.parametrize("damage", [b"", b'<c r="AB99" t="n"><v>x1</v></c>'])
@pytest.mark.parametrize(
    "iso", [b"2012-07-31", b"2012-07-31T00:00:00", b"2012-07-31T00:00:00.000Z"]
)
def test_dates_that_are_stored_as_iso_texts(
    sent: Path, plan: Plan, damage: bytes, iso: bytes
) -> None:
    rewritten(sent, b' t="n"><v>41121</v>', b' t="d"><v>' + iso + b"</v>")
    if damage:
        rewritten(sent, b"</row></sheetData>", damage + b"</row></sheetData>")
    returns, findings = read(sent, plan)
    assert codes(findings) == (["damaged-cells"] if damage else [])
    as_it_was_sent(returns)


TURNED = "sorted and more.xlsx"
LOCKED = {"locked.ods": "calc8", "locked.xls": "MS Excel 97"}
FILTERS = {
    "saved by LibreOffice.xlsx": "Calc MS Excel 2007 XML",
    "as OpenDocument.ods": "calc8",
    "as old Excel.xls": "MS Excel 97",
}


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory, plan: Plan, office: None) -> dict[str, Path]:
    """The same return, typed into and saved by LibreOffice in each of its formats, and once with
    a password.
    """
    folder = tmp_path_factory.mktemp("copies")
    blank = returned(folder, plan, "A", {})
    places = cells_of(blank)
    typed = {
        ("A1", "actual"): "78.5%",
        ("A1", "as_at"): "31/07/12",
        ("A2", "comment"): "Re-marks are in.",
        ("A7", "actual"): "148",
        ("A20 1", "status"): "Completed",
        ("A20 1", "completed"): "20/07/12",
        ("A22", "expected"): "14.12.12",
        ("A3", "actual"): "see comments",
    }
    entries = [[*places[key], text] for key, text in typed.items()]
    saved = {name: folder / name.replace(".", " ") / name for name in (*FILTERS, TURNED, *LOCKED)}
    for path in saved.values():
        path.parent.mkdir()
    jobs: list[dict[str, object]] = [
        {"open": str(blank), "save": str(saved[name]), "filter": kind, "entries": entries}
        for name, kind in FILTERS.items()
    ]
    jobs.append(
        jobs[0]
        | {
            "save": str(saved[TURNED]),
            "steps": [
                ["sort", "Targets", "A4:Q15", 3],
                ["insert rows", "Targets", 7, 2],
                ["hide row", "Targets", 10],
                ["insert rows", "Milestones", 0, 1],
                ["rename", "Milestones", "Our milestones"],
            ],
        }
    )
    jobs += [
        jobs[0] | {"save": str(saved[name]), "filter": kind, "password": "secret"}
        for name, kind in LOCKED.items()
    ]
    libreoffice.type_into(jobs)
    return saved


@pytest.mark.parametrize("name", FILTERS)
def test_each_format_a_person_saves_in_reads_the_same(
    name: str, copies: dict[str, Path], plan: Plan
) -> None:
    returns, findings = read(copies[name], plan)
    assert codes(findings) == ["not-a-figure"]
    assert (
        findings[0].place.cell
        == cells_of(copies[name].parent.parent / "return-A.xlsx")["A3", "actual"][1]
    )
    as_it_was_sent(returns)
    assert returns.deadlines["A22", 1].expected == date(2012, 12, 14)


def test_sorted_inserted_hidden_and_renamed_in_libreoffice(
    copies: dict[str, Path], plan: Plan
) -> None:
    workbook = openpyxl.load_workbook(copies[TURNED])
    assert [
        workbook["Targets"].cell(5, 1).value,
        workbook["Targets"].row_dimensions[11].hidden,
    ] != ["A1", False]
    returns, findings = read(copies[TURNED], plan)
    assert codes(findings) == ["not-a-figure"]
    as_it_was_sent(returns)


@pytest.mark.parametrize("name", LOCKED)
def test_a_password(name: str, copies: dict[str, Path], plan: Plan) -> None:
    (finding,) = read(copies[name], plan)[1]
    assert finding.code == "protected-file"
    assert finding.severity is Severity.ERROR


def encrypted(*streams: str) -> bytes:
    """Excel wraps an encrypted .xlsx in the container of old Excel, in streams of these names."""
    named = b"".join(name.encode("utf-16-le") + bytes(32) for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + named


@pytest.mark.parametrize(
    "streams",
    [
        ("EncryptedPackage",),
        ("EncryptedPackage", "EncryptionInfo", "StrongEncryptionTransform"),
        ("EncryptedPackage", "EncryptionInfo", "LabelInfo"),
    ],
)
def test_a_password_on_a_new_workbook(sent: Path, plan: Plan, streams: tuple[str, ...]) -> None:
    sent.write_bytes(encrypted(*streams))
    (finding,) = read(sent, plan)[1]
    assert finding.code == "protected-file"
    assert "even if Excel opens it without asking" in finding.message


@pytest.mark.parametrize(
    "streams",
    [
        ("DRMEncryptedDataSpace", "DRMEncryptedTransform", "EncryptedPackage", "DataSpaces"),
        ("EncryptedPackage", "LabelInfo"),
        ("\tDRMContent", "Workbook"),
    ],
)
def test_a_sensitivity_label(sent: Path, plan: Plan, streams: tuple[str, ...]) -> None:
    sent.write_bytes(encrypted(*streams))
    (finding,) = read(sent, plan)[1]
    assert (finding.code, finding.severity) == ("labelled-file", Severity.ERROR)
    assert "sensitivity label" in finding.message
    assert "unprotected copy" in finding.fix


def texts(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        yield from (
            cell.text for _, cell in sorted(sheet.cells.items()) if isinstance(cell.value, str)
        )


def test_texts_are_the_same_in_every_format(copies: dict[str, Path]) -> None:
    read_texts = []
    for name in FILTERS:
        book = open_book(copies[name])
        assert isinstance(book, Book)
        read_texts.append(list(texts(book)))
    assert read_texts[0] == read_texts[1] == read_texts[2]


UNREADABLE = Absent.UNREADABLE
FIGURES: dict[str, tuple[str, object, str, Decimal | Absent]] = {
    "78% as text": ("A1", "78%", "@", Decimal("78.0")),
    "78.5 % as text, with a space": ("A1", "78.5 %", "@", Decimal("78.5")),
    "£86.190m as text": ("E1 Gross", "£86.190m", "@", Decimal("86.190")),
    "86,190,000 in a measure of £m": ("E1 Gross", "86,190,000", "@", UNREADABLE),
    "86190000 as a number in a measure of £m": ("E1 Gross", 86_190_000, "#,##0", UNREADABLE),
    "1,234 as text": ("A7", "1,234", "@", Decimal(1234)),
    "12 (of 17)": ("A4", "12 (of 17)", "@", UNREADABLE),
    "0.785 in a percentage format": ("A1", 0.785, "0.0%", Decimal("78.5")),
    "78.5 without a format": ("A1", 78.5, "General", Decimal("78.5")),
    "0.785 without a format": ("A1", 0.785, "General", UNREADABLE),
    "n/a": ("A7", "n/a", "@", Absent.NOT_AVAILABLE),
    "tbc": ("A7", "tbc", "@", Absent.EMPTY),
    "a dash": ("A7", "-", "@", Absent.EMPTY),
    "see comments": ("A7", "see comments", "@", UNREADABLE),
    "trailing spaces": ("A7", "148  ", "@", Decimal(148)),
    "non-breaking spaces": ("A7", "\xa0148\xa0", "@", Decimal(148)),
    "full-width digits": ("A7", "１４８", "@", Decimal(148)),
    "negative money in brackets": ("E2", "(0.082)", "@", Decimal("-0.082")),
}
DATES: dict[str, tuple[object, date | Absent]] = {
    "30/06/12 as text": ("30/06/12", date(2012, 6, 30)),
    "31.07.12 as text": ("31.07.12", date(2012, 7, 31)),
    "1 September 2012 as text": ("1 September 2012", date(2012, 9, 1)),
    "a real date": (datetime(2012, 6, 30), date(2012, 6, 30)),  # noqa: DTZ001
    "a US-ordered date": ("06/30/12", UNREADABLE),
    "a two-way date": ("05/06/12", UNREADABLE),
    "an impossible date": ("31/06/12", UNREADABLE),
    "30062026 typed as a number": (30062026, UNREADABLE),
    "March 2013": ("March 2013", UNREADABLE),
    "Q2": ("Q2", UNREADABLE),
}


@pytest.mark.share(2)
@pytest.mark.parametrize("form", FIGURES)
def test_a_figure(form: str, tmp_path: Path, plan: Plan) -> None:
    row, typed, number_format, figure = FIGURES[form]
    path = returned(tmp_path, plan, row[0], {(row, "actual"): typed})
    place = cells_of(path)[row, "actual"]

    def formatted(workbook: openpyxl.Workbook) -> None:
        workbook[place[0]][place[1]].number_format = number_format

    edit(path, formatted)
    returns, findings = read(path, plan)
    ref, _, component = row.partition(" ")
    assert returns.measures[ref, component].actual == figure
    about = [finding for finding in findings if finding.code != "below-zero"]
    assert [(f.place.sheet, f.place.cell) for f in about] == (
        [place] if isinstance(figure, Absent) else []
    )
    assert all(finding.fix for finding in about)


@pytest.mark.parametrize("form", DATES)
def test_a_date(form: str, tmp_path: Path, plan: Plan) -> None:
    typed, day = DATES[form]
    path = returned(tmp_path, plan, "A", {("A20 1", "completed"): typed})
    place = cells_of(path)["A20 1", "completed"]
    returns, findings = read(path, plan)
    assert returns.deadlines["A20", 1].completed == day
    assert [(f.place.sheet, f.place.cell) for f in findings] == (
        [place] if isinstance(day, Absent) else []
    )


def test_filtered_rows(sent: Path, plan: Plan) -> None:
    def filtered(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Targets"]
        sheet.tables["Targets"].autoFilter.add_filter_column(9, ["Final"])
        for row in range(6, 16):
            sheet.row_dimensions[row].hidden = True

    edit(sent, filtered)
    returns, findings = read(sent, plan)
    assert findings == ()
    as_it_was_sent(returns)
