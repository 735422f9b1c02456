"""The sheets of the Excel summary, read back as spreadsheet programs read them."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.reported_position import position_of
from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import outputs_of
from cyps_reports.report.build import build_summary
from cyps_reports.report.cells import number_cell
from cyps_reports.report.sections.counts import TONE_WORDS
from cyps_reports.report.table_blocks import Cell
from cyps_reports.theme import FONT, PAINTS, Tone
from cyps_reports.workbooks.writing import LINE_POINTS, row_height
from cyps_reports.writers.excel.summary import excel_summary
from tests.tools import libreoffice
from tests.tools.read_outputs import EXCEL, SHEETS, sheet_rows

# openpyxl, with which the summary is read back, knows no sparklines and says so.
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")


def test_the_excel_summary_has_its_sheets(excel: openpyxl.Workbook) -> None:
    assert excel.sheetnames == SHEETS
    assert excel["Chart data"].sheet_state == "hidden"
    assert len(sheet_rows(excel, "Measures")) == 41
    assert len(sheet_rows(excel, "Milestones")) == 113
    assert len(sheet_rows(excel, "Missed deadlines")) == 10
    assert {row["Severity"] for row in sheet_rows(excel, "Findings")} == {
        "Error",
        "Warning",
        "Note",
    }
    assert [row["Priority"] for row in sheet_rows(excel, "Sources")] == list("ABCDE")


COLUMNS = {
    "Overview": (
        "Priority; Rated; On target; Close to target; Off target; Overdue or missed;"
        " At risk, re-dated or missed once; On track; Completed; No update or not started",
        "Needs attention; Ref; State; Due; Lead",
    ),
    "Measures": (
        "Ref; Measure; RAG; State; Actual; Target; Data as at; Direction of travel; Reason; Trend;"
        " Year end; Corrective action; Comment; Outturn; Since the outturn; Similar authorities;"
        " Against similar authorities; Unit; Polarity; Numerator; Denominator; Public comment;"
        " Priority; Source",
    ),
    "Milestones": (
        "Ref; Milestone; Deadline; RAG; State; Due; Days late; Lead; Expected date; Date completed;"
        " Reason; Corrective action; Progress; Manager's view; Due in words; Heading; Partners;"
        " Public comment; Priority; Source",
    ),
    "By lead": (
        "Director lead; Deadlines; Overdue; Missed; At risk; Missed this month; Re-dated;"
        " No update; No date set; Not yet started; Due soon; On track; Ongoing; Done this month;"
        " Completed late; Completed",
        "Director lead; Deadlines late; Times moved; Days late in all; Deadlines early",
    ),
    "Changes": ("What; Ref; Measure or milestone; Lead; Was; Now; Reason",),
    "History": (
        "Ref; Measure; Unit; Data basis; Outturn; July 2012; August 2012; September 2012; Restated;"
        " Target; Direction of travel; Since the outturn; Forecast: from; Forecast: to;"
        " Forecast by; Usual range",
    ),
    "Month by month": (
        "Month; Rated; On target; Close to target; Off target; Overdue or missed;"
        " At risk, re-dated or missed once; On track; Completed; No update or not started",
    ),
    "Slippage": ("Ref; Milestone; Lead; Due; Expected since; State; Times moved; Days",),
    "Key": ("Shown as; Meaning", "Shown as; Meaning", "About; How to read it"),
    "Findings": ("Severity; Workbook; Sheet; Cell; What is wrong; What to do",),
    "Sources": ("Priority; Workbook; Filled in by; Signed off by; Signed off on; Fingerprint",),
}
COLUMNS |= {"Missed deadlines": COLUMNS["Milestones"], "Trends": ()}


def test_the_columns_of_each_table_of_the_summary(september: CheckedMonth) -> None:
    told = {
        sheet.name: tuple(
            "; ".join(column.heading for column in table.columns) for table in sheet.tables
        )
        for sheet in build_summary(september.assessment, september.findings).sheets
    }
    assert told == COLUMNS


def test_a_sheet_holds_its_cells_without_the_ranges_of_its_tables(
    september: CheckedMonth, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, close = list[int](), xlsxwriter.Workbook.close

    def closed(book: xlsxwriter.Workbook) -> None:
        held.extend(len(sheet.table_cells) for sheet in book.worksheets())
        close(book)

    monkeypatch.setattr(xlsxwriter.Workbook, "close", closed)
    excel_summary(build_summary(september.assessment, september.findings))
    assert len(held) == len(SHEETS)
    assert not any(held)


def test_a_count_is_a_number_in_its_cell() -> None:
    assert number_cell(1040) == Cell("1,040", value=1040)


def test_the_heading_of_figures_stands_over_them_at_the_right(excel: openpyxl.Workbook) -> None:
    sheet = excel["History"]
    heads, *body = [list(row) for row in sheet[sheet.tables["History_1"].ref]]
    stand = {str(head.value): head.alignment.horizontal for head in heads}
    for at, head in enumerate(heads):
        assert {row[at].alignment.horizontal for row in body} == {head.alignment.horizontal}
    assert (stand["Measure"], stand["September 2012"]) == ("left", "right")


def test_every_text_fits_the_height_of_its_row_in_the_width_of_its_column(
    excel: openpyxl.Workbook,
) -> None:
    for sheet in excel.worksheets:
        # The file stores a width with the room beside the text, and neighbours of one width
        # together.
        groups = [
            (each.min or 0, each.max or 0, round(each.width - 0.71))
            for each in sheet.column_dimensions.values()
        ]
        widths = {
            column: width for first, last, width in groups for column in range(first, last + 1)
        }
        for table in sheet.tables.values():
            for row in sheet[table.ref]:
                texts = [
                    (cell.value, widths[cell.column]) for cell in row if isinstance(cell.value, str)
                ]
                height = sheet.row_dimensions[row[0].row].height or LINE_POINTS
                assert height >= row_height(texts) - 0.5, (sheet.title, row[0].coordinate)


SAID = (
    "The Head of School Improvement met NHS England, and every action was agreed with governors "
    "and heads. " * 4
)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("text", [SAID, SAID.upper()], ids=["words", "capitals"])
def test_a_row_is_high_enough_for_its_longest_text_in_print(text: str, tmp_path: Path) -> None:
    """At least as high as LibreOffice makes it for what is typed into it, plain and bold."""
    with xlsxwriter.Workbook(tmp_path / "empty.xlsx") as book:
        for width in (24, 40):
            sheet = book.add_worksheet(str(width))
            sheet.set_column(0, 0, width)
            for row, bold in enumerate((False, True)):
                look = {"text_wrap": True, "font_name": FONT, "font_size": 10, "bold": bold}
                sheet.write_blank(row, 0, None, book.add_format(look))
    entries = [[name, cell, text] for name in ("24", "40") for cell in ("A1", "A2")]
    job = {
        "open": str(tmp_path / "empty.xlsx"),
        "save": str(tmp_path / "typed.xlsx"),
        "entries": entries,
    }
    libreoffice.type_into([job | {"filter": "Calc MS Excel 2007 XML"}])
    for sheet in openpyxl.load_workbook(tmp_path / "typed.xlsx"):
        for row in (1, 2):
            typed = sheet.row_dimensions[row].height
            assert typed > 5 * LINE_POINTS
            assert row_height([(text, float(sheet.title))]) >= typed, (sheet.title, row)


def test_the_slippage_of_each_lead_stands_beside_their_deadlines(excel: openpyxl.Workbook) -> None:
    table = excel["By lead"].tables["By_lead_2"]
    head, *rows = ([cell.value for cell in row] for row in excel["By lead"][table.ref])
    assert head == [
        *("Director lead", "Deadlines late", "Times moved", "Days late in all"),
        "Deadlines early",
    ]
    assert ["Vicki Lawson (VL)", 7, 11, 761, 4] in rows
    assert [row[3] for row in rows] == sorted((row[3] for row in rows), reverse=True)


def test_each_lead_has_their_deadlines(
    excel: openpyxl.Workbook, as_reported: dict[str, Any]
) -> None:
    for row in sheet_rows(excel, "By lead"):
        initials = row["Director lead"][-3:-1]
        theirs = [each for each in as_reported["deadlines"] if each["lead"] == initials]
        assert int(row["Deadlines"]) == len(theirs)
        assert int(row["Overdue"]) == sum(each["state"] == "Overdue" for each in theirs)


def test_the_excel_summary_is_typed(excel: openpyxl.Workbook) -> None:
    assert excel.properties.title == "CYPS Improvement Plan 2012/13: September 2012"
    sheet = excel["Measures"]
    (table,) = sheet.tables.values()
    heads, first, *_ = sheet[table.ref]
    cells = {str(head.value): cell for head, cell in zip(heads, first, strict=True)}
    assert cells["Actual"].number_format == "0.0%"
    assert cells["Actual"].value == 0.785
    assert sheet.freeze_panes
    assert sheet.print_title_rows
    for each in (each for each in excel.worksheets if each.sheet_state == "visible"):
        assert str(each.page_setup.paperSize) in ("8", "9")
        assert each.page_setup.orientation == "landscape"


def test_a_word_takes_its_colour_by_rule(excel: openpyxl.Workbook) -> None:
    sheet = excel["Measures"]
    (table,) = sheet.tables.values()
    heads = [str(cell.value) for cell in sheet[table.ref][0]]
    ruled: dict[str, dict[str, str]] = {}
    for area in sheet.conditional_formatting:
        rules: Any = area.rules
        column = heads[next(iter(area.sqref.ranges)).min_col - 1]
        ruled[column] = {rule.formula[0]: rule.dxf.fill.bgColor.rgb for rule in rules}
    assert set(ruled) == {"RAG", "State"}
    reds = [colour for formula, colour in ruled["RAG"].items() if '="Red"' in formula]
    assert reds == ["FF" + PAINTS[Tone.RED].background]


def test_three_points_are_drawn_and_two_are_not(outputs: Path, july: CheckedMonth) -> None:
    with zipfile.ZipFile(outputs / EXCEL) as package:
        measures = package.read("xl/worksheets/sheet2.xml").decode()
        sheet = openpyxl.load_workbook(outputs / EXCEL)["Measures"]
    drawn = re.findall(r"<xm:f>'Measures'!([A-Z]+)(\d+):([A-Z]+)(\d+)</xm:f>", measures)
    assert len(drawn) == 41, "a row each, also of those without: sorting moves what they show"
    assert {row for _, row, _, _ in drawn} == {row for _, _, _, row in drawn}
    first, _, last, _ = drawn[0]
    assert {(one, other) for one, _, other, _ in drawn} == {(first, last)}
    points = [[cell.value for cell in row] for row in sheet[f"{first}:{last}"]]
    of_rows = [*zip(*points, strict=True)] if len(points) == 3 else points
    assert (67, 67, 69) in of_rows
    assert sheet.column_dimensions[first].hidden
    with zipfile.ZipFile(io.BytesIO(outputs_of(july)["cyps-summary-2012-07.xlsx"])) as package:
        assert b"sparkline" not in package.read("xl/worksheets/sheet2.xml")


def test_the_history_sheet_has_each_months_figures_and_forecasts(excel: openpyxl.Workbook) -> None:
    rows = {row["Ref"]: row for row in sheet_rows(excel, "History")}
    a8 = rows["A8"]
    assert [a8[month] for month in ("July 2012", "August 2012", "September 2012")] == [
        "174",
        "171",
        "166",
    ]
    assert (a8["Data basis"], a8["Forecast by"]) == ("Snapshot", ""), "a line needs six figures"
    assert "April 2012" not in a8, "no column for months that nothing is known of"
    assert rows["A1"]["Forecast by"] == "", "annual results are not forecast"
    assert rows["B5"]["Forecast by"] == "", "nor are rolling averages"
    e6 = rows["E6"]
    assert e6["Forecast by"] == "pace, 3 figures"
    assert float(e6["Forecast: from"]) < float(e6["Forecast: to"])


def test_the_year_month_by_month_counts_as_each_months_report_did(
    excel: openpyxl.Workbook, july: CheckedMonth, august: CheckedMonth, september: CheckedMonth
) -> None:
    rows = sheet_rows(excel, "Month by month")
    for row, month in zip(rows, (july, august, september), strict=True):
        position = position_of(month.assessment)
        states, tones = position.measure_counts(), position.tone_counts()
        rated = sum(
            states[each]
            for each in (
                MeasureState.ON_TARGET,
                MeasureState.CLOSE_TO_TARGET,
                MeasureState.OFF_TARGET,
            )
        )
        assert row == {
            "Month": month.assessment.month.in_words,
            "Rated": f"{rated} of {states.total()}",
            "On target": str(states[MeasureState.ON_TARGET]),
            "Close to target": str(states[MeasureState.CLOSE_TO_TARGET]),
            "Off target": str(states[MeasureState.OFF_TARGET]),
            **{word: str(tones[tone]) for tone, word in TONE_WORDS.items()},
        }


def test_the_sheets_on_the_year_so_far(excel: openpyxl.Workbook) -> None:
    months = sheet_rows(excel, "Month by month")
    assert [row["Month"] for row in months] == ["July 2012", "August 2012", "September 2012"]
    assert months[-1]["Rated"] == "32 of 38"
    slips = [row for row in excel["Slippage"].iter_rows(values_only=True) if row[0] == "A12"]
    assert (slips[0][4], *slips[0][6:8]) == ("14/09/12, 28/09/12, 26/10/12", 3, 118)


def test_the_top_exceptions_link_to_their_rows(excel: openpyxl.Workbook) -> None:
    linked = [cell for row in excel["Overview"].iter_rows() for cell in row if cell.hyperlink]
    assert len(linked) == 19
    for cell in linked:
        link: Any = cell.hyperlink
        name, place = str(link.location).replace("'", "").split("!")
        assert excel[name][place].value == cell.value
