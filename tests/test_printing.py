"""On how many pages beside each other a sheet is printed, so that it can be read."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from xlsxwriter import Workbook

from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.build import build_summary
from cyps_reports.workbooks.printing import (
    Paper,
    Printed,
    pages_across,
    paper_for,
    pixels_of,
    set_up_page,
)
from cyps_reports.workbooks.writing import put, workbook_bytes
from cyps_reports.writers.excel.summary import excel_summary
from tests.tools.worst_months import figures_of_months

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")


def test_a_workbook_is_the_same_bytes_whatever_was_written_before_it() -> None:
    """Xlsxwriter keeps what it is given, and writes into it."""

    def written() -> bytes:
        buffer = BytesIO()
        with workbook_bytes(buffer, "A title", "Somebody", "") as writer:
            put(writer.workbook.add_worksheet("Sheet"), 0, 0, "A text", writer.look())
        return buffer.getvalue()

    assert written() == written()


@pytest.mark.parametrize(
    ("widths", "repeated", "pages"),
    [
        ([10, 20, 30], 1, 1),
        ([10] * 12, 1, 1),
        ([10] * 20, 1, 2),
        ([10] * 24, 10, 3),
        ([10, 0, 0, 0, *[10] * 11], 4, 1),
        ([500, 10], 1, 1),
        ([10, 500, 500], 1, 2),
    ],
    ids=[
        "narrow",
        "a page full",
        "too much for one",
        "more of it on every page",
        "hidden columns take no room",
        "one that is wider than the page itself",
        "two of these",
    ],
)
def test_a_wide_sheet_is_printed_on_several_pages_rather_than_too_small(
    widths: list[float], repeated: int, pages: int
) -> None:
    assert pages_across(widths, repeated, Paper.A4.room()) == pages


def test_a_page_of_paper_holds_what_is_printed_at_four_fifths_of_its_size() -> None:
    assert [pixels_of(width) for width in (0, 8.43, 36)] == [0, 64, 257]
    assert round(Paper.A4.room()) == 1251
    assert round(Paper.A3.room()) == 1798
    assert round(Paper.A4.room(is_landscape=False)) == 865


def test_what_is_too_wide_for_a_page_of_a4_is_printed_on_a3() -> None:
    assert paper_for([100, 70]) is Paper.A4
    assert paper_for([100, 90]) is Paper.A3


@pytest.mark.parametrize(
    ("widths", "scale"),
    [([10] * 14, 95), ([10] * 16, 83), ([10] * 30, 80), ([9000] * 3, 80)],
)
def test_a_sheet_of_two_tables_is_never_printed_too_small(widths: list[float], scale: int) -> None:
    content = BytesIO()
    with Workbook(content) as book:
        set_up_page(book.add_worksheet(), Printed("Two tables", widths, breaks=(20,)))
    assert openpyxl.load_workbook(content).worksheets[0].page_setup.scale == scale


@pytest.mark.parametrize(
    ("columns", "area", "columns_again", "has_header"),
    [(3, "$A$1:$C$10", None, False), (40, "$A$5:$AN$10", "$A:$B", True)],
    ids=["on one page, under its title", "on several, each with the title over it"],
)
def test_what_of_a_table_is_printed_and_where_its_title_stands(
    columns: int, area: str, columns_again: str | None, has_header: bool
) -> None:
    content = BytesIO()
    table = Printed("What & why", [10] * columns, repeated=2, heads=4, last=9)
    with Workbook(content) as book:
        set_up_page(book.add_worksheet("Sheet"), table)
    sheet: Any = openpyxl.load_workbook(content).worksheets[0]
    assert sheet.print_area == f"'Sheet'!{area}"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$5:$5", columns_again)
    assert sheet.oddHeader.left.text == ("What && why" if has_header else None)


def test_no_page_ends_within_a_small_chart(plan: Plan) -> None:
    month = figures_of_months(plan, plan.months[:3])
    content = BytesIO(excel_summary(build_summary(month, ())))
    sheet: Any = openpyxl.load_workbook(content)["Trends"]
    assert len(sheet._charts) > 12
    breaks = [each.id for each in sheet.row_breaks.brk]
    # A break that is told as 27 stands over the row that is counted as 27 from 0.
    for chart in sheet._charts:
        first, last = chart.anchor._from.row, chart.anchor.to.row
        assert not any(first < each <= last for each in breaks), (first, last)
    rows = {chart.anchor._from.row for chart in sheet._charts}
    assert {*breaks} == {*sorted(rows)[2::2]}, "two rows of them on each page"


def test_deadlines_by_lead_are_printed_on_one_page_beside_each_other(
    september: CheckedMonth,
) -> None:
    sheets = build_summary(september.assessment, ()).sheets
    (table, below) = next(each for each in sheets if each.name == "By lead").tables
    widths = [column.width for column in table.columns]
    assert pages_across(widths, 1, Paper.A4.room()) == 1
    for column, width in zip(below.columns, widths, strict=False):
        longest = max(map(len, column.heading.split()))
        assert longest + 2 <= width, "a heading is bold, and a little off the edge"
