"""How large things are on paper and on the screen, what is left free about them, and in which
colours they are.
"""

import io
import re
from dataclasses import replace
from decimal import Decimal as Z

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html as reading

from cyps_reports import theme
from cyps_reports.report.blocks import Report, Section
from cyps_reports.report.chart_blocks import Line, LineChart
from cyps_reports.report.page_blocks import Bar, BarRow, BarTable
from cyps_reports.report.table_blocks import Table, TableColumn
from cyps_reports.writers.excel.chart_room import height_beside_words, legend_at, plot_at
from cyps_reports.writers.html.report import html_report
from cyps_reports.writers.word.bars import bar_table_xml
from cyps_reports.writers.word.report import word_report
from cyps_reports.writers.word.shapes import LETTERS
from cyps_reports.writers.word.xml import CellStyles
from tests.tools.report_models import ALL_KINDS, LINE_CHART

UPRIGHT, WIDE = (21.0, 29.7), (29.7, 21.0)


def test_a_page_is_a4_with_less_room_about_it_where_tables_are_wide() -> None:
    sections = (Section("1. Upright", ()), Section("2. Wide", (), is_wide=True))
    report = Report("T", "M", "C", "S", "", (), sections)
    pages = [
        (
            *(round(each.cm, 1) for each in (page.page_width, page.page_height)),  # type: ignore[union-attr]
            *(round(each.cm, 1) for each in (page.left_margin, page.top_margin)),  # type: ignore[union-attr]
            *(round(each.cm, 1) for each in (page.right_margin, page.bottom_margin)),  # type: ignore[union-attr]
        )
        for page in Document(io.BytesIO(word_report(report))).sections
    ]
    assert pages[-2:] == [(*UPRIGHT, 1.8, 1.4, 1.8, 1.4), (*WIDE, 1.5, 1.2, 1.5, 1.2)]


@pytest.mark.parametrize(("is_dense", "beside", "over"), [(False, "80", "28"), (True, "50", "10")])
def test_what_is_free_in_a_cell_of_a_table(is_dense: bool, beside: str, over: str) -> None:
    table = Table("A table", "What it shows.", (TableColumn("Ref", 1),), (), is_dense=is_dense)
    report = Report("T", "M", "C", "S", "", (), (Section("1. A table", (table,)),))
    (made,) = Document(io.BytesIO(word_report(report))).tables[-1:]
    free = {
        each.tag.rpartition("}")[2]: each.get(qn("w:w"))
        for each in made._tbl.tblPr.xpath("./w:tblCellMar/*")
    }
    assert free == {"top": over, "left": beside, "bottom": over, "right": beside}


@pytest.mark.parametrize("shares", [(34, 66), (30, 31, 39), (28, 23, 28, 21)])
def test_what_share_of_the_page_each_column_of_bars_has(shares: tuple[int, ...]) -> None:
    assert sum(shares) == 100
    headings = ("Priority", "Measures", "Deadlines", "Since")[: len(shares)]
    bars = tuple(Bar((), "None") for _ in headings[1:3])
    table = BarTable("Bars", "What they show.", headings, (BarRow("A", bars, ""),), "")
    made = bar_table_xml(table, 10_000, CellStyles())
    widths = "".join(f'<w:gridCol w:w="{share * 100}"/>' for share in shares)
    assert f"<w:tblGrid>{widths}</w:tblGrid>" in made


def _mirrored(letter: str) -> set[frozenset[tuple[int, int]]]:
    return {
        frozenset((100 - across, down) for across, down in stroke) for stroke in LETTERS[letter]
    }


def test_the_letters_of_icons_stand_upright_in_the_middle() -> None:
    assert _mirrored("H") == {frozenset(stroke) for stroke in LETTERS["H"]}
    for letter, strokes in LETTERS.items():
        points = [point for stroke in strokes for point in stroke]
        low, high = min(across for across, _ in points), max(across for across, _ in points)
        assert abs((low + high) / 2 - 50) <= 2.5, letter
        if letter != "~":
            top, foot = min(down for _, down in points), max(down for _, down in points)
            assert (top, foot) in {(26, 74), (26, 76), (24, 76)}, letter
    hook, dot = LETTERS["?"]
    assert {across for across, down in (*hook, *dot) if down == 24 or down > 50} == {50}


def test_a_line_chart_on_the_screen_ends_before_its_edges() -> None:
    drawn = reading.fromstring(html_report(ALL_KINDS)).find(".//figure/svg[@class='plot']")
    assert drawn is not None
    assert drawn.get("viewbox") == "0 0 340 190"
    heights = [float(each.get("y1", "")) for each in drawn.iter("line")]
    assert (min(heights), max(heights)) == (16, 168)
    assert {each.get("x2") for each in drawn.iter("line")} == {"328"}
    names = [each for each in drawn.iter("text") if each.text in ("11/12", "Apr", "May", "Jun")]
    assert {each.get("y") for each in names} == {"183"}


def test_what_a_legend_shows_has_one_size() -> None:
    page = reading.fromstring(html_report(ALL_KINDS))
    swatches = page.findall(".//ul[@class='legend']/li/svg")
    assert {(each.get("width"), each.get("height")) for each in swatches} == {("26", "12")}
    boxes = page.findall(".//ul[@class='legend']/li/svg/rect")
    assert {(each.get("width"), each.get("height")) for each in boxes} == {("26", "12")}
    assert len(boxes) == 4, "two colours of the bars, and the usual range in either chart"


def test_every_colour_is_one() -> None:
    alone = {name: each for name, each in vars(theme).items() if name.isupper()}
    colours = [each for name, each in alone.items() if isinstance(each, str) and name != "FONT"]
    colours += [part for each in theme.PAINTS.values() for part in (each.background, each.ink)]
    colours += [part for each in theme.ICON_PAINTS.values() for part in each]
    colours += theme.TINTS.values()
    assert len(colours) > 30
    assert [each for each in colours if not re.fullmatch("[0-9A-F]{6}", each)] == []


TWO_LINES = "A1: 61%, which is 9 points below the target, and falling"
LONG_NAME = Line("Twenty-one letters it", (Z(70),) * 4)


@pytest.mark.parametrize(
    ("chart", "title", "legend"),
    [
        (LINE_CHART, 26, 44),
        (replace(LINE_CHART, title=TWO_LINES), 39, 44),
        (replace(LINE_CHART, lines=(*LINE_CHART.lines, LONG_NAME)), 26, 88),
        (replace(LINE_CHART, band=None), 26, 33),
    ],
    ids=["a line and seven names", "two lines", "a long name", "six names"],
)
def test_how_the_room_of_a_small_chart_is_shared(chart: LineChart, title: int, legend: int) -> None:
    """Over it its title, its legend and a gap; 74 pixels of lines; the months, the caption."""
    assert height_beside_words(chart) == title + legend + 4 + 74 + 19
    pixels = 318, 212
    assert legend_at(chart, pixels) == pytest.approx(
        {"x": 0.02, "y": title / 212, "width": 0.96, "height": legend / 212}
    )
    for caption, below in (("A1 Attainment", 19 + 27), ("", 19)):
        plot = plot_at(replace(chart, caption=caption), pixels)
        drawn = 212 - title - legend - 4 - below
        assert plot == pytest.approx(
            {"x": 0.12, "y": (title + legend + 4) / 212, "width": 0.7, "height": drawn / 212}
        )
