"""Icons of variation and assurance, and figures as a line: in Word as shapes, in Excel as words."""

import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from cyps_reports import theme
from cyps_reports.assessment.usual_range import limits_of
from cyps_reports.plan.model.measure import Polarity
from cyps_reports.report.blocks import Report, Section, SheetModel, Summary
from cyps_reports.report.icons import assurance_cell, variation_cell
from cyps_reports.report.table_blocks import Cell, Icon, Table, TableColumn
from cyps_reports.theme import Tone
from cyps_reports.writers.excel.summary import excel_summary
from cyps_reports.writers.html.shapes import icon_svg
from cyps_reports.writers.word.report import word_report
from tests.test_trends import PERCENT, assessed
from tests.test_usual_range import STEADY
from tests.tools.read_outputs import contrast

TREND = (Decimal("16.7"), Decimal("12.1"), Decimal("14.3"))


def table() -> Table:
    rows = [(Cell(icon.words, icon.tone, icon=icon), Cell(trend=TREND)) for icon in Icon]
    columns = (TableColumn("Icon", 20, by_word=True), TableColumn("Trend", 12))
    return Table("Icons", "Each icon.", columns, tuple(rows))


@pytest.mark.parametrize("polarity", Polarity)
@pytest.mark.parametrize("last", ["81.0", "87.0", "74.0"])
def test_a_measure_with_a_usual_range_has_its_icons(polarity: Polarity, last: str) -> None:
    measure = replace(PERCENT, polarity=polarity, target=Decimal(80))
    result = assessed(measure, *STEADY, last)
    assert result.limits == limits_of(measure, result.points)
    variation, assurance = variation_cell(result), assurance_cell(result)
    assert variation.icon is not None
    assert variation.text
    is_judged = polarity in (Polarity.HIGHER, Polarity.LOWER)
    assert (assurance.icon is Icon.EITHER) is is_judged
    assert bool(assurance.text) is is_judged


@pytest.mark.parametrize(
    ("polarity", "last", "icon"),
    [
        (Polarity.HIGHER, "81.0", Icon.USUAL),
        (Polarity.HIGHER, "99.0", Icon.BETTER_HIGH),
        (Polarity.HIGHER, "60.0", Icon.WORSE_LOW),
        (Polarity.LOWER, "99.0", Icon.WORSE_HIGH),
        (Polarity.LOWER, "60.0", Icon.BETTER_LOW),
        (Polarity.MONITOR, "99.0", Icon.HIGH),
        (Polarity.CLOSE, "60.0", Icon.LOW),
    ],
)
def test_the_icon_says_which_way_it_went_and_whether_that_is_better(
    polarity: Polarity, last: str, icon: Icon
) -> None:
    assert variation_cell(assessed(replace(PERCENT, polarity=polarity), *STEADY, last)).icon is icon


@pytest.mark.parametrize(
    ("target", "icon"), [("60", Icon.MEETS), ("80", Icon.EITHER), ("99", Icon.MISSES)]
)
def test_the_icon_says_whether_the_target_is_met_every_time(target: str, icon: Icon) -> None:
    result = assessed(replace(PERCENT, target=Decimal(target)), *STEADY, "81.0")
    assert assurance_cell(result).icon is icon


def test_before_there_is_a_usual_range_there_is_no_icon() -> None:
    result = assessed(PERCENT, *STEADY)
    assert variation_cell(result) == assurance_cell(result) == Cell()


def test_no_two_icons_differ_by_their_colour_alone() -> None:
    seen = {(icon.letter, icon.is_assurance, icon.words) for icon in Icon}
    assert len(seen) == len(Icon)
    for ink, paper in theme.ICON_PAINTS.values():
        assert contrast(ink, paper) >= 4.5


def shapes_of(document: bytes) -> Iterator[tuple[int, str]]:
    for each in Document(io.BytesIO(document)).element.body.iter(qn("wp:docPr")):
        yield int(str(each.get("id"))), str(each.get("descr"))


def test_in_word_icons_and_trends_are_drawn_and_told_in_words() -> None:
    section = Section("Icons", (table(), table()))
    report = word_report(Report("T", "M", "C", "S", "", (), (section,)))
    shapes = [*shapes_of(report)]
    assert [number for number, _ in shapes] == [*range(shapes[0][0], shapes[0][0] + len(shapes))]
    told = [words for _, words in shapes]
    assert told[: 2 * len(Icon) : 2] == [icon.words for icon in Icon]
    assert set(told[1::2]) == {"3 figures, from 16.7 to 14.3; lowest 12.1, highest 16.7"}
    texts = [row.cells[0].text.strip() for row in Document(io.BytesIO(report)).tables[0].rows[1:]]
    assert texts == [icon.words for icon in Icon], "the words stand beside"


@pytest.mark.filterwarnings("ignore:Sparkline Group")
def test_in_excel_icons_are_their_letters_and_coloured_by_rule() -> None:
    model = SheetModel("Icons", "Icons", (), (table(),))
    summary = excel_summary(Summary("T", "M", "S", "", (model,)))
    sheet = openpyxl.load_workbook(io.BytesIO(summary))["Icons"]
    cells = {sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)}
    assert {f"{icon.letter}  {icon.words}" for icon in Icon} <= cells
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    assert any('H  Real improvement, by high figures"' in rule.formula[0] for rule in rules)
    assert len(rules) == len({icon.tone for icon in Icon} - {Tone.PLAIN})


@pytest.mark.parametrize("icon", Icon)
def test_on_the_web_an_icon_is_a_frame_in_its_colours(icon: Icon) -> None:
    (frame,) = icon_svg(icon).iter("rect" if icon.is_assurance else "circle")
    ink, paper = theme.ICON_PAINTS[icon.tone]
    assert (frame.get("fill"), frame.get("stroke"), frame.get("stroke-width")) == (
        f"#{paper}",
        f"#{ink}",
        "6",
    )
