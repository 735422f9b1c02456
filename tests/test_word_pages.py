"""How a Word report is laid out: its charts, its links, its pages, and for whom it can be read."""

import io
import re
import subprocess
import zipfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt

from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import outputs_of
from cyps_reports.phrases import capitalised
from cyps_reports.report.blocks import Report, Section
from cyps_reports.report.readers import Audience, Readers
from cyps_reports.report.sections.counts import ratings_chart
from cyps_reports.theme import BAR_GAP_POINTS, PAINTS, Tone
from cyps_reports.writers.word.as_sent import as_sent
from cyps_reports.writers.word.report import word_report
from tests.tools import libreoffice
from tests.tools.read_outputs import EXCEL, WORD
from tests.tools.sentences import word_texts

# openpyxl, with which the summary is read back, knows no sparklines and says so.
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")


def with_ratings_chart(checked: CheckedMonth) -> bytes:
    """A Word report with the chart of ratings, which stands in the Excel summary."""
    section = Section("Ratings", (ratings_chart(checked.assessment),))
    return word_report(Report("T", "M", "C", "S", "", (), (section,)))


def test_the_chart_is_native_with_its_data_and_its_finding_in_words(
    september: CheckedMonth,
) -> None:
    content = with_ratings_chart(september)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        chart = package.read("word/charts/chart1.xml").decode()
        data = openpyxl.load_workbook(io.BytesIO(package.read("word/embeddings/chart1.xlsx")))
    assert "c:externalData" in chart
    assert chart.count('<c:showSerName val="0"/>') == 4
    assert [cell.value for cell in data["Data"][2]] == ["Priority A", 4, 4, 1, 2]
    body = Document(io.BytesIO(content)).element.body
    described = next(iter(body.iter(qn("wp:docPr"))))
    assert "Priority A: 9 of 11 rated, 4 on target, 4 close to target and 1 off target" in str(
        described.get("descr")
    )


def test_each_red_measure_with_three_figures_has_a_small_line_chart(
    outputs: Path, word: WordDocument
) -> None:
    drawn = list(word.element.body.iter(qn("wp:docPr")))
    charts = [each for each in drawn if not str(each.get("name")).startswith("Trend ")]
    told = [str(each.get("descr")) for each in charts]
    assert len(told) == 6
    assert told[1].startswith(
        "Down from 174 in July to 166 in September; the 150 target is not met. Children and young "
        "people on Elective Home Education: "
    )
    assert "174 on 31/07/12, 171 on 31/08/12, 166 on 30/09/12; target 150." in told[1]
    with zipfile.ZipFile(outputs / WORD) as package:
        for number in range(1, 7):
            chart = package.read(f"word/charts/chart{number}.xml").decode()
            lines = chart.partition("<c:lineChart>")[2].partition("</c:lineChart>")[0]
            assert lines.count('<c:smooth val="0"/>') == lines.count("<c:ser>"), "no curves"
            assert chart.count("<c:smooth") == lines.count("<c:smooth"), "areas have none"
            assert '<c:dispBlanksAs val="gap"/>' in chart
            data = openpyxl.load_workbook(
                io.BytesIO(package.read(f"word/embeddings/chart{number}.xlsx"))
            )
            title, first, second, *_ = [cell.value for cell in data["Data"][1]]
            assert len(str(title).split()) <= 10
            assert (first, second) in [("Actual", "Target"), ("Actual", "Even pace")]


def rows_of_data(content: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Data"]
    return list(sheet.iter_rows(values_only=True))


def _drawn(row: Sequence[object]) -> list[object]:
    """What a row of a chart's data draws.

    Its title in Excel names the measure first, and its caption last, which stand over it in Word.
    """
    said = [each for each in row if each is not None]
    if "Actual" not in said:
        return said
    names = [each for each in said[1:] if not re.match(r"[A-Z]\d+ ", str(each))]
    title = re.sub(r"^[A-Z]\d+: ", "", str(said[0]))
    return [capitalised(title), *names]


def test_the_charts_of_a_month_are_the_same_in_word_and_in_excel(
    outputs: Path, excel: openpyxl.Workbook
) -> None:
    with zipfile.ZipFile(outputs / WORD) as package:
        in_word = [
            rows_of_data(package.read(f"word/embeddings/chart{number}.xlsx"))
            for number in range(1, 7)
        ]
    told = [row for rows in in_word for row in rows]
    data = excel["Trend data"].iter_rows(values_only=True)
    filled = [row for row in data if any(cell is not None for cell in row)]
    assert [_drawn(row) for row in filled] == [_drawn(row) for row in told]
    with zipfile.ZipFile(outputs / EXCEL) as package:
        assert len([name for name in package.namelist() if "/charts/chart" in name]) == 7


def test_the_parts_of_a_bar_have_gaps_and_their_symbols(
    september: CheckedMonth, word: WordDocument
) -> None:
    for row in word.tables[0].rows[1:]:
        for cell in row.cells[1:-1]:
            for bar in cell.tables:
                (inside,) = bar._tbl.tblPr.xpath("./w:tblBorders/w:insideV")
                assert int(inside.get(qn("w:sz"))) >= BAR_GAP_POINTS * 8
                assert inside.get(qn("w:color")) == "FFFFFF"
    with zipfile.ZipFile(io.BytesIO(with_ratings_chart(september))) as package:
        chart = package.read("word/charts/chart1.xml").decode()
    for tone in (Tone.GREEN, Tone.AMBER, Tone.RED, Tone.GREY):
        assert f'formatCode="&quot;{PAINTS[tone].symbol} &quot;0;;"' in chart
    gap = f'<a:ln w="{round(BAR_GAP_POINTS * 12_700)}"><a:solidFill><a:srgbClr val="FFFFFF"/>'
    assert chart.count(gap) == 4


def test_a_full_page_is_followed_by_no_blank_one(word: WordDocument) -> None:
    """Where the pages turn, what ends a section is its own last line, and below a table one as
    low as can be.
    """
    endings = [each for each in word.paragraphs if each._p.xpath("./w:pPr/w:sectPr")]
    assert len(endings) == 3, "landscape pages begin and end, and begin again for the annex"
    for each in endings:
        before = each._p.getprevious()
        assert before is not None
        is_empty = not each.text and not each._p.xpath(".//w:drawing")
        assert not is_empty or before.tag == qn("w:tbl")
        assert not is_empty or each.paragraph_format.line_spacing == Pt(1)


def test_the_word_report_is_accessible(word: WordDocument, outputs: Path) -> None:
    assert word.core_properties.title == "CYPS Improvement Plan 2012/13: September 2012"
    assert word.core_properties.language == "en-GB"
    levels = [
        int(p.style.name[-1])
        for p in word.paragraphs
        if p.style is not None and str(p.style.name).startswith("Heading")
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in word.tables:
        properties: Any = table._tbl.tblPr
        assert properties.find(qn("w:tblDescription")).get(qn("w:val"))
        rows: list[Any] = [row._tr.trPr for row in table.rows]
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
        if properties.find(qn("w:tblLook")).get(qn("w:firstRow")) == "0":
            # Words beside a chart are no table: one row, which has no headings.
            assert len(rows) == 1
            continue
        assert rows[0].find(qn("w:tblHeader")) is not None
        assert all(cell.text for cell in table.rows[0].cells), "no blank heading"
    with zipfile.ZipFile(outputs / WORD) as package:
        styles = package.read("word/styles.xml").decode()
    assert 'w:val="en-US"' not in styles
    assert 'w:val="en-GB"' in styles


def test_what_leads_up_to_a_table_is_not_left_alone_at_the_foot_of_a_page(
    word: WordDocument,
) -> None:
    for table in word.tables:
        first = table.rows[0].cells[0].paragraphs[0]
        assert first.paragraph_format.keep_with_next


def test_pages_are_a4_and_tables_stay_on_them(word: WordDocument) -> None:
    for section in word.sections:
        sides = sorted((round(section.page_width.cm, 1), round(section.page_height.cm, 1)))  # type: ignore[union-attr]
        assert sides == [21.0, 29.7]
    widest = 29.7 - 2 * 1.5
    for table in word.tables:
        properties: Any = table._tbl.tblPr
        width = int(properties.find(qn("w:tblW")).get(qn("w:w"))) / 567
        assert width <= widest + 0.05


def pages_of(report: bytes, folder: Path) -> list[str]:
    """The text of each page of a report as it is sent."""
    sent = folder / WORD
    sent.write_bytes(as_sent(report))
    (pdf,) = libreoffice.convert([sent], "pdf", folder)
    command = ["pdftotext", "-layout", str(pdf), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return told.split("\f")[:-1]


@pytest.mark.usefixtures("office")
def test_cabinet_reads_one_page_then_two_then_five_and_the_annex_is_apart(
    outputs: Path, tmp_path: Path
) -> None:
    pages = pages_of((outputs / WORD).read_bytes(), tmp_path)
    assert "1. Summary" in pages[0]
    assert "No update was given on 8 deadlines" in pages[0], "the last thing that it tells"
    attention, annex = "3. Needs attention", "Annex 1. Priority A: Education"
    first = {
        title: next(number for number, text in enumerate(pages, 1) if f"\n{title}" in f"\n{text}")
        for title in ("Ref", f"{attention}\n", f"{annex}\n")
    }
    assert list(first.values()) == [2, 4, 9]
    assert len(pages) <= 20
    assert len(" ".join(word_texts(tmp_path / WORD)).split()) < 7_500


@pytest.mark.usefixtures("office")
def test_the_summary_has_at_most_six_pages(september: CheckedMonth, tmp_path: Path) -> None:
    made = outputs_of(september, Readers(Audience.SUMMARY))
    report = next(content for name, content in made.items() if name.endswith(".docx"))
    pages = pages_of(report, tmp_path)
    assert len(pages) <= 6
    assert sum(len(text.split()) for text in pages) < 4_000
