"""The Word report and the Excel summary, read back as their readers' programs read them."""

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest
import xlsxwriter
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt
from ooxml_integrity import check as integrity_check
from openxml_audit import FileFormat, OpenXmlValidator

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.measure_states import MEASURE_RAG, MeasureState
from cyps_reports.assessment.reported_position import position_of
from cyps_reports.findings import CellRef, error, warning
from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import outputs_of
from cyps_reports.phrases import capitalised
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.abbreviations import abbreviations
from cyps_reports.report.blocks import Bullets, Paragraph, Report, Section, SheetModel, Summary
from cyps_reports.report.build import build_report, build_summary
from cyps_reports.report.deadline_cells import DeadlineCells
from cyps_reports.report.measure_cells import MeasureCells
from cyps_reports.report.readers import Audience, Readers
from cyps_reports.report.sections.counts import TONE_WORDS, count_table, ratings_chart
from cyps_reports.report.sections.data_notes import data_section
from cyps_reports.report.table_blocks import Amount, Cell, Table, TableColumn
from cyps_reports.returns.model import Returns
from cyps_reports.theme import ACCENT, BAR_GAP_POINTS, FONT, MUTED, PAINTS, TINTS, Tone
from cyps_reports.workbooks.writing import LINE_POINTS, row_height
from cyps_reports.writers.excel.summary import excel_summary
from cyps_reports.writers.word.as_sent import as_sent
from cyps_reports.writers.word.report import word_report
from tests.tools import libreoffice
from tests.tools.approved_plan import EXAMPLE_MARKING
from tests.tools.read_changes import steps_in
from tests.tools.sentences import word_texts

# openpyxl, with which the summary is read back, knows no sparklines and says so.
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")

WORD, EXCEL = "cyps-report-2012-09.docx", "cyps-summary-2012-09.xlsx"


@pytest.fixture(scope="session")
def word(outputs: Path) -> WordDocument:
    return Document(str(outputs / WORD))


@pytest.fixture(scope="session")
def excel(outputs: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(outputs / EXCEL)


@pytest.fixture(scope="session")
def as_reported(outputs: Path) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads((outputs / "as-reported.json").read_text(encoding="utf-8"))
    return whole


def table_rows(document: WordDocument, title: str) -> list[list[str]]:
    for table in document.tables:
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        if caption is not None and caption.get(qn("w:val")) == title:
            return [[cell.text for cell in row.cells] for row in table.rows]
    raise AssertionError(f"no table {title}")


def headings(document: WordDocument, level: int) -> list[str]:
    return [
        p.text
        for p in document.paragraphs
        if p.style is not None and p.style.name == f"Heading {level}"
    ]


def section_texts(document: WordDocument, title: str) -> list[str]:
    """The texts of a section's paragraphs."""
    paragraphs = document.paragraphs
    titles = [
        at
        for at, each in enumerate(paragraphs)
        if each.style is not None and each.style.name == "Heading 1"
    ]
    start = next(at for at in titles if paragraphs[at].text == title)
    end = next((at for at in titles if at > start), len(paragraphs))
    return [each.text for each in paragraphs[start + 1 : end] if each.text]


def sheet_rows(workbook: openpyxl.Workbook, name: str) -> list[dict[str, str]]:
    sheet = workbook[name]
    table = sheet.tables[f"{name.replace(' ', '_')}_1"]
    heads, *body = [list(row) for row in sheet[table.ref]]
    return [
        {
            str(h.value): "" if c.value is None else str(c.value)
            for h, c in zip(heads, row, strict=True)
        }
        for row in body
    ]


@pytest.mark.parametrize("name", [WORD, EXCEL])
def test_outputs_validate_against_the_open_xml_schema(outputs: Path, name: str) -> None:
    result = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(outputs / name)
    assert [str(each) for each in result.errors] == []


def test_the_word_report_is_consistent_in_itself(outputs: Path) -> None:
    assert [str(each) for each in integrity_check(str(outputs / WORD))] == []


SECTIONS = [
    "1. Summary",
    "2. Scorecard",
    "3. Needs attention",
    "4. Late deadlines",
    "5. Due next and at risk",
    "6. What has changed since last month",
    "7. How to read this report",
    "Annex 1. Priority A: Education",
    "Annex 2. Priority B: Professional practice",
    "Annex 3. Priority C: Children in care",
    "Annex 4. Priority D: Whole system",
    "Annex 5. Priority E: Finance",
    "Annex 6. Further changes",
    "Annex 7. Notes on the data",
    "Annex 8. Key",
    "Annex 9. Accessibility",
]


def test_the_sections_are_in_their_order(word: WordDocument) -> None:
    assert headings(word, 1) == SECTIONS


def test_the_front_is_that_of_a_decision_report(word: WordDocument) -> None:
    title, marking, facts = [paragraph.text for paragraph in word.paragraphs][:3]
    assert title == "CYPS Improvement Plan 2012/13: September 2012"
    assert marking == EXAMPLE_MARKING
    assert facts.split("  ·  ") == [
        "Doncaster Metropolitan Borough Council",
        "Children and Young People's Service",
        "To: Cabinet",
        "Report of: Director of Children and Young People's Service",
        "Position as at: 30 September 2012",
        "Cabinet member: To be confirmed",
        "Wards affected: All",
        "Key decision: No",
        "Copies to: Children's Trust Board; Leadership Team",
    ]


def bars_of(document: WordDocument) -> dict[str, tuple[list[list[str]], str]]:
    """Page one's bars, each as the texts of its parts, and the remark, by the row's name."""
    rows = document.tables[0].rows[1:]
    return {
        row.cells[0].text: ([_parts(cell) for cell in row.cells[1:-1]], row.cells[-1].text)
        for row in rows
    }


def _parts(cell: Any) -> list[str]:
    """The texts of a bar's parts, or what stands in its place."""
    return [part.text for part in cell.tables[0].rows[0].cells] if cell.tables else [cell.text]


def test_page_one_counts(word: WordDocument) -> None:
    said = " ".join(paragraph.text for paragraph in word.paragraphs)
    assert (
        "Fewer than half of the rated measures are on target (15 of 32, up 2); 9 are off target "
        "(up 1). 10 of 113 deadlines are late (up 1); 45 are completed (up 10). 6 measures could "
        "not be rated this month."
    ) in said
    assert (
        "No usable figure: B7; no figure given: C2; no target set: C3, C7 and E3 (only Other "
        "CYPS); result not out yet: A5 and A6."
    ) in said
    assert (
        "Cabinet is also asked to note progress to 30 September 2012, to consider the corrective "
        "actions for 8 of 9 measures off target and 7 of 10 late deadlines and to ask for actions "
        "on the 4 items without one."
    ) in said
    # Where another deadline of a milestone is completed, it says which was not reported.
    assert "10 deadlines completed: A15, A16, B9, C13, C20, C35, D8, D14, E10 and E16." in said
    assert (
        "No update was given on 8 deadlines: B11, deadline 3; B16; C35, deadline 4; "
        "D12, deadline 3; D14, deadline 3; E10, deadline 3; E16, deadline 3; E24."
    ) in said
    rows = bars_of(word)
    assert [name.partition(":")[0] for name in rows] == ["A", "B", "C", "D", "E", "All"]
    assert rows["All"] == (
        [["● 15", "◊ 8", "■ 9", "○ 6"], ["√ 45", "● 26", "◊ 10", "■ 10", "○ 22"]],
        "+2 on target, +1 off, +1 late",
    )
    assert rows["D: Whole system"][0][0] == ["No measures"]


def test_page_one_names_the_worst_and_the_better(word: WordDocument) -> None:
    worst = [p.text for p in word.paragraphs if p.style and p.style.name == "List Number"]
    assert [text.partition(" ")[0] for text in worst] == ["C33", "C1", "E8", "A12", "No"]
    assert worst[1] == (
        "C1 GCSE A*-C including English and mathematics: children and young people in care: 11.8%, "
        "3.2 points below the target of 15% (2011/12 outturn: 6.4%). One-to-one tuition for this "
        "year's Year 11 from 1 October; virtual head reports to JM each half term."
    )
    assert worst[-1] == (
        "No corrective action was given for 4 items: C8, A12, C16 and C26 (Jo Moxon and Vicki "
        "Lawson)."
    )
    better = [p.text for p in word.paragraphs if p.style and p.style.name == "List Bullet"][:3]
    assert better[0] == (
        "A4 Secondary schools judged good or outstanding by Ofsted: 53%, on target (47% in August)."
    )
    assert better[2].startswith("10 deadlines completed: A15, A16, ")


def test_counts_add_up(as_reported: dict[str, Any], word: WordDocument) -> None:
    (_, deadlines), _ = bars_of(word)["All"]
    counts = [int(re.sub(r"\D", "", text)) for text in deadlines]
    tones = ["blue", "green", "amber", "red", "grey"]
    assert counts == [sum(row["rag"] == tone for row in as_reported["deadlines"]) for tone in tones]
    assert sum(counts) == 113


def test_every_measure_is_a_line_of_the_scorecard(
    word: WordDocument, as_reported: dict[str, Any]
) -> None:
    heads, *rows = table_rows(word, "Scorecard")
    assert heads[-3:] == ["Direction", "Similar", "Year end"]
    assert [row[0] for row in rows] == [row["ref"] for row in as_reported["measures"]]
    found = {row[1]: row[3:] for row in rows}
    assert found["Days lost to sickness per employee"] == [
        "14.7 days",
        "13.1 days",
        "12.4 days",
        "−0.7 days",
        "■ Off target",
        "▼ Worse",
        "Worse",
        "n/a",
    ]
    assert found["Savings achieved"][3:5] == ["+£0.020m", "● On target"]
    assert found["Spend on external social care placements"][-1] == "Likely to miss (rough)"


def test_no_cell_is_blank_and_the_first_column_is_marked(word: WordDocument) -> None:
    for table in word.tables:
        look: Any = table._tbl.tblPr.find(qn("w:tblLook"))
        if look.get(qn("w:firstRow")) == "0":
            continue
        assert look.get(qn("w:firstColumn")) == "1"
        for row in table.rows:
            for cell in row.cells:
                is_drawn = cell._tc.xpath(".//w:drawing") or cell.tables
                assert cell.text.strip() or is_drawn, [each.text for each in row.cells]


def test_movements_are_those_between_the_two_months(
    word: WordDocument, september: CheckedMonth, august: CheckedMonth
) -> None:
    previous = september.history.previous
    assert previous is not None
    assert previous.measures == position_of(august.assessment).measures
    assert previous.deadlines == position_of(august.assessment).deadlines
    now, then = september.assessment, august.assessment
    moved = [
        a.measure.called
        for a, b in zip(now.measures, then.measures, strict=True)
        if a.rag is not b.rag
    ]
    lines = section_texts(word, "6. What has changed since last month")
    steps = [step for line in lines for step in steps_in(line)]
    of_ratings = ("Now off target", "Now close to target", "Now on target", "No longer rated")
    ratings = [line for line in lines if line.startswith(of_ratings)]
    assert sorted(ref for line in ratings for *_, ref in steps_in(line)) == sorted(moved)
    assert ("off target", "on target", "A4") in steps
    done = {r.label for r in now.deadlines if r.state.is_completed}
    done -= {r.label for r in then.deadlines if r.state.is_completed}
    assert {ref for _, state, ref in steps if state.startswith("completed")} == done
    others = table_rows(word, "Other deadlines whose state changed")[1:]
    assert ["○ No update", "● On track", "A17; A23; C15"] in others
    assert not {ref for row in others for ref in row[2].split("; ")} & {ref for *_, ref in steps}
    dates = table_rows(word, "Dates that moved")
    assert dates[0] == ["Ref", "August", "September", "Reason"]
    assert ["D7", "31/12/12", "31/01/13", "31 days later."] in dates


def test_what_has_changed_is_told_in_at_most_ten_lines(word: WordDocument) -> None:
    lines = section_texts(word, "6. What has changed since last month")[1:]
    assert 5 < len(lines) <= 10
    assert lines[0] == (
        "Now off target (4). From on target: B8; C11. From no forecast yet: E3 Social work teams; "
        "E7."
    )


def test_the_abbreviations_are_those_the_plan_explains(plan: Plan, word: WordDocument) -> None:
    explained = dict(abbreviations(plan))
    assert explained["PRU"] == "Pupil Referral Units"
    assert explained["PDR"] == "Performance and Development Reviews"
    assert explained["EET"] == "employment, education or training"
    assert explained["IAG"] == "Information, Advice and Guidance"
    said = next(p.text for p in word.paragraphs if p.text.startswith("ASD: "))
    assert all(f"{short}: {words}" in said for short, words in explained.items())


def test_a_first_month_has_nothing_to_compare_with(july: CheckedMonth) -> None:
    document = Document(io.BytesIO(outputs_of(july)["cyps-report-2012-07.docx"]))
    assert "There are no earlier returns to compare with." in [p.text for p in document.paragraphs]


def test_what_is_at_risk_and_what_falls_due_next(
    word: WordDocument, september: CheckedMonth
) -> None:
    rows = table_rows(word, "At risk, re-dated or missed once")[1:]
    deadlines = september.assessment.deadlines
    amber = [each.milestone.ref for each in deadlines if each.rag is Tone.AMBER]
    assert sorted(row[1] for row in rows) == sorted(amber)
    assert rows[0][0] == "30/09/12"
    coming = [
        each
        for each in deadlines
        if each.deadline.binding
        and date(2012, 9, 30) <= each.deadline.binding <= date(2012, 10, 31)
        and each.state.is_open
        and each.rag is not Tone.AMBER
    ]
    lines = section_texts(word, "5. Due next and at risk")
    lines = lines[lines.index("Due by 31 October 2012, and not at risk") + 1 :]
    named = [line.split()[0] for line in lines if not line.endswith(":")]
    assert sorted(named) == sorted(each.milestone.ref for each in coming)


def test_the_contents_list_is_filled_in_and_its_links_lead_somewhere(word: WordDocument) -> None:
    body = word.element.body
    links = list(body.iter(qn("w:hyperlink")))
    targets = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert ["".join(t.text or "" for t in link.iter(qn("w:t"))) for link in links] == SECTIONS
    assert all(link.get(qn("w:anchor")) in targets for link in links)
    assert "updateFields" not in word.settings.element.xml


def test_plan_notes_are_footnotes_at_their_figures(
    word: WordDocument, outputs: Path, plan: Plan
) -> None:
    with zipfile.ZipFile(outputs / WORD) as package:
        notes = package.read("word/footnotes.xml").decode()
    ids = {int(each) for each in re.findall(r'<w:footnote w:id="(\d+)"', notes)} - {0}
    body = word.element.body
    references = [int(str(each.get(qn("w:id")))) for each in body.iter(qn("w:footnoteReference"))]
    assert references == sorted(ids)
    planned = {
        note.rstrip(".")
        for measure in plan.measures
        for note in (measure.similar_note, measure.outturn_note, measure.target_note)
        if note
    }
    told = [*word_texts(outputs / WORD)]
    assert planned
    for note in planned:
        assert escape(note) in notes or any(note in line for line in told)
    said_again = [str(each.get(qn("w:instr"))) for each in body.iter(qn("w:fldSimple"))]
    assert any("NOTEREF" in each for each in said_again), "“Provisional” is said once a table"


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


@pytest.mark.parametrize("tint", TINTS.values())
@pytest.mark.parametrize("line", [ACCENT, MUTED])
def test_the_lines_of_a_chart_are_seen_on_its_bands(line: str, tint: str) -> None:
    assert contrast(line, tint) >= 3


def test_exceptions_are_the_most_serious_first(word: WordDocument) -> None:
    late = table_rows(word, "Late deadlines")[1:]
    days = [int(match[0]) if (match := re.match(r"\d+", row[5])) else 0 for row in late]
    assert days == sorted(days, reverse=True)
    assert [row[0] for row in late][:3] == ["A12", "C33", "E18"]
    assert late[0][5].endswith("No corrective action was given.")
    red = [each.split()[0] for each in headings(word, 2) if re.match(r"[A-Z]\d+ ", each)]
    assert red == ["C1", "E8", "E3", "A8", "C11", "C9", "E7", "C8", "B8"]


def test_each_priority_has_its_rows_in_the_plans_order(
    word: WordDocument, as_reported: dict[str, Any]
) -> None:
    """Those that are told before are named."""
    before = {each["ref"]: each for each in as_reported["measures"] if is_exception(each)}
    assert len(before) > 10
    for code in "ABCE":
        refs = [row[0] for row in table_rows(word, f"Priority {code} targets")[1:]]
        rows = [each for each in as_reported["measures"] if each["ref"][0] == code]
        assert refs == [each["ref"] for each in rows if not is_exception(each)]
        named = "; ".join(called(each) for each in rows if is_exception(each))
        assert f"Under “Needs attention”: {named}." in annex_texts(word, code)
    assert "New Service Model for Behaviour" in headings(word, 3), "the plan's headings"
    refs = [line.split()[0] for line in open_lines(word)]
    assert refs == [row["ref"] for row in as_reported["deadlines"] if is_open(row)]


def is_exception(row: dict[str, Any]) -> bool:
    return row["rag"] in ("red", "amber")


def called(row: dict[str, Any]) -> str:
    return f"{row['ref']} {row['component']}".strip()


def annex_texts(word: WordDocument, code: str) -> list[str]:
    """The texts of a priority's paragraphs in the annex."""
    title = next(each for each in headings(word, 1) if f"Priority {code}:" in each)
    return section_texts(word, title)


def open_lines(word: WordDocument) -> list[str]:
    """The lines of the open milestones in the annex, but for those with nothing reported."""
    lines: list[str] = []
    for code in "ABCDE":
        texts = annex_texts(word, code)
        told = texts[texts.index("Open milestones") + 1 :]
        ends = ("Open, with nothing reported", "Under “", "Completed")
        end = next(at for at, each in enumerate(told) if each.startswith(ends))
        lines += [each for each in told[:end] if re.match(r"[A-E]\d+ ", each)]
    return lines


def is_open(row: dict[str, Any]) -> bool:
    """Whether a deadline is told in the annex: not told before, and with something to tell."""
    is_told_before = row["rag"] in ("red", "amber", "blue") or is_next(row)
    return not (is_told_before or row["withdrawn"] or is_quiet(row))


def is_next(row: dict[str, Any]) -> bool:
    return "2012-09-30" <= (row["redated"] or row["due"] or "9") <= "2012-10-31"


def is_quiet(row: dict[str, Any]) -> bool:
    """Whether there is no more to say of it than its due date and state."""
    return not (row["progress"] or row["corrective_action"] or row["expected"])


def test_what_has_nothing_reported_has_a_line(
    word: WordDocument, as_reported: dict[str, Any]
) -> None:
    texts = [each.text for each in word.paragraphs]
    wanted = "B9 Quarterly case file audits, covering the effectiveness of Supervision, with an "
    (line,) = (each for each in texts if each.startswith(wanted) and "3 of 3" in each)
    assert line.endswith(" (deadline 3 of 3) (MV; Health; Police): 31/01/13.")
    rows = [
        row
        for row in as_reported["deadlines"]
        if row["rag"] not in ("red", "amber", "blue") and is_quiet(row) and not is_next(row)
    ]
    assert len(rows) > 5
    for row in rows:
        lines = annex_texts(word, row["ref"][0])
        lines = lines[lines.index("Open, with nothing reported") :]
        due = date.fromisoformat(row["due"]).strftime("%d/%m/%y") if row["due"] else "ongoing"
        at = next(
            number
            for number, each in enumerate(lines)
            if each.startswith(f"{row['ref']} ") and each.endswith(f": {due}.")
        )
        state = next(each for each in reversed(lines[:at]) if each.endswith(":"))
        assert state == f"{row['state']}:"


def test_what_is_named_in_a_priority_is_named_once(word: WordDocument) -> None:
    """A second deadline of a milestone is called by its reference alone."""
    lines = [*annex_texts(word, "B")]
    name = "Targeted Family Support and Children in Care Social Work Teams strengthened"
    assert len([each for each in lines if name in each]) == 1
    assert any(each.startswith("B14 (deadline 5 of 5: ") for each in lines)
    assert "B9: deadline 2 on 27/09/12." in lines
    (before,) = (each for each in lines if each.startswith("Reported before: "))
    assert "; B10 29/06/12; " in before
    assert before.startswith("Reported before: B9, deadline 1 06/07/12 (late); ")


def test_word_excel_and_record_say_the_same(
    word: WordDocument, excel: openpyxl.Workbook, as_reported: dict[str, Any]
) -> None:
    in_excel = sheet_rows(excel, "Measures")
    tables = [table_rows(word, f"Priority {code} targets") for code in "ABCE"]
    in_annex = {(row[0], row[1]): row[-1] for table in tables for row in table[1:]}
    head, *rows = table_rows(word, "Scorecard")
    in_word = [dict(zip(head, row, strict=True)) for row in rows]
    attention = section_texts(word, "3. Needs attention")
    for record, sheet, row in zip(as_reported["measures"], in_excel, in_word, strict=True):
        assert record["state"] in sheet["State"]
        assert record["state"] in row["Rating"]
        assert record["reason"] == sheet["Reason"]
        if record["rag"] == "amber":
            name = f"{record['ref']} {row['Measure']}: "
            (line,) = (each for each in attention if each.startswith(name))
            assert record["reason"][1:] in line
            assert record["comment"] in line
            assert record["corrective_action"] in line
        if not is_exception(record):
            annex = in_annex[record["ref"], row["Measure"]]
            is_plain = annex.startswith("On target.")
            assert is_plain or annex.startswith(record["reason"])
            assert not is_plain or (record["state"], record["rated_on"]) == ("On target", "actual")
            assert not is_plain or record["reason"] not in annex
            assert record["comment"] in annex
        if record["actual"]:
            assert record["actual"] in row["Actual"].replace("£", "").replace(",", "")
            value = float(sheet["Actual"]) * (100 if record["unit"] == "%" else 1)
            assert value == pytest.approx(float(record["actual"]))
    in_excel = sheet_rows(excel, "Milestones")
    for record, sheet in zip(as_reported["deadlines"], in_excel, strict=True):
        assert record["state"] in sheet["State"]
        assert record["reason"] == sheet["Reason"]
    told = [each for each in as_reported["deadlines"] if is_open(each)]
    for record, line in zip(told, open_lines(word), strict=True):
        due = record["redated"] or record["due"]
        assert not due or f": {date.fromisoformat(due):%d/%m/%y}, " in line
        assert record["state"].lower() in line
        assert record["progress"] in line
    late = table_rows(word, "Late deadlines")[1:]
    for record in (each for each in as_reported["deadlines"] if each["rag"] == "red"):
        rows_of = [row[5] for row in late if row[0] == record["ref"]]
        assert any(text.startswith(record["reason"]) for text in rows_of)
    at_risk = table_rows(word, "At risk, re-dated or missed once")[1:]
    for record in (each for each in as_reported["deadlines"] if each["rag"] == "amber"):
        rows_of = [row[5] for row in at_risk if row[1] == record["ref"]]
        assert any(text.startswith(record["reason"]) for text in rows_of)
        assert any(record["progress"] in text for text in rows_of)
        assert any(record["corrective_action"] in text for text in rows_of)


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


def test_comments_and_corrective_actions_are_in_the_report(word: WordDocument) -> None:
    lines = section_texts(word, "3. Needs attention")
    (line,) = (each for each in lines if each.startswith("A2 "))
    assert "Includes the re-marks back so far." in line
    assert "Corrective action: November English resits offered in seven schools" in line
    assert "Similar authorities: 54.26%." in line


def test_the_example_is_marked_everywhere(
    word: WordDocument, excel: openpyxl.Workbook, outputs: Path
) -> None:
    assert EXAMPLE_MARKING in [p.text for p in word.paragraphs]
    assert EXAMPLE_MARKING in word.sections[0].header.paragraphs[0].text
    for sheet in (each for each in excel.worksheets if each.sheet_state == "visible"):
        assert sheet["A2"].value == EXAMPLE_MARKING
        footer: Any = sheet.oddFooter
        assert EXAMPLE_MARKING in footer.left.text
    assert EXAMPLE_MARKING in (outputs / "as-reported.json").read_text(encoding="utf-8")
    assert word.core_properties.subject == EXAMPLE_MARKING


def test_what_could_not_be_used_is_told_once_and_a_whole_file_by_its_name(
    september: CheckedMonth,
) -> None:
    damaged = error("damaged-file", CellRef("return-D.xlsx"), "The file is damaged.", "")
    no_column = error(
        "no-column", CellRef("return-B.xlsx", "Targets"), "The column “Actual” is not there.", ""
    )
    figure = error(
        "not-a-figure", CellRef("return-A.xlsx", "Targets", "I5"), "A1: “soon” is not a figure.", ""
    )
    section = data_section(september.assessment, (damaged, no_column, figure, figure, damaged))
    blocks = list(section.blocks)
    assert Paragraph("These 3 things could not be used as received, or never came:") in blocks
    assert next(each for each in blocks if isinstance(each, Bullets)).items == (
        "return-D.xlsx: The file is damaged.",
        "return-B.xlsx, sheet Targets: The column “Actual” is not there.",
        "A1: “soon” is not a figure.",
    )


def test_a_missing_return_is_said_where_nobody_can_overlook_it(august: CheckedMonth) -> None:
    document = Document(io.BytesIO(outputs_of(august)["cyps-report-2012-08.docx"]))
    texts = [paragraph.text for paragraph in document.paragraphs]
    headline = next(text for text in texts if text.startswith("Fewer than half"))
    assert headline.endswith("No return was received from Priority D.")
    assert "No return came from Priority D: nothing is known of 12 open deadlines." in texts
    said = "No return received from Priority D for August 2012."
    assert texts.count(said) >= 2, "in the priority's section, in the notes on the data"


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


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tone", Tone)
def test_colours_can_be_read(tone: Tone) -> None:
    assert contrast(PAINTS[tone].background, PAINTS[tone].ink) >= 4.5


@pytest.mark.parametrize("tone", [Tone.AMBER, Tone.GREEN, Tone.BLUE, Tone.GREY])
def test_red_stands_out_without_its_colour(tone: Tone) -> None:
    assert contrast(PAINTS[Tone.RED].background, PAINTS[tone].background) >= 3


def test_each_tone_has_a_symbol_of_its_own() -> None:
    symbols = [PAINTS[tone].symbol for tone in Tone]
    assert len(set(symbols)) == len(symbols)


SHEETS = [
    *("Overview", "Measures", "Milestones", "Missed deadlines", "By lead"),
    *("Changes", "Trends", "History", "Month by month", "Slippage"),
    *("Key", "Findings", "Sources", "Chart data", "Trend data"),
]


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


NASTY = (
    "=1+1",
    "+44 1302",
    "-5 places",
    "@SUM(A1)",
    "https://example.org/x",
    "mailto:x@example.org",
    "& < > \" '",
    "]]>",
    "emoji 🙂 done",
    "שלום عربى",
    "bell \x07 and null \x00 gone",
    "long " + "word " * 600,
    "two\nlines",
    "{=A1}",
    "lone \ud800 surrogate",
)


def nasty_table() -> Table:
    columns = (TableColumn("Text", 10), TableColumn("Again", 10))
    rows = tuple((Cell(text), Cell(text, Tone.RED)) for text in NASTY)
    return Table("Nasty & <texts>", 'Said "so"', columns, rows)


def nasty_report() -> Report:
    return Report(
        title=NASTY[6],
        month="September 2012",
        council=NASTY[7],
        service=NASTY[0],
        marking=NASTY[8],
        facts=((NASTY[6], NASTY[9]),),
        sections=(Section(NASTY[6], (Paragraph(NASTY[3]), nasty_table())),),
    )


def nasty_summary() -> Summary:
    sheet = SheetModel("Nasty", NASTY[0], (NASTY[3],), (nasty_table(),))
    return Summary(
        title=NASTY[6], month="September 2012", service=NASTY[0], marking=NASTY[8], sheets=(sheet,)
    )


def clean(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", text)


def test_typed_text_comes_out_as_it_was_in_word(tmp_path: Path) -> None:
    path = tmp_path / "nasty.docx"
    path.write_bytes(word_report(nasty_report()))
    rows = table_rows(Document(str(path)), "Nasty & <texts>")[1:]
    assert [row[0] for row in rows] == [clean(text) for text in NASTY]
    assert OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path).is_valid


def test_typed_text_never_becomes_a_formula_or_a_link_in_excel(tmp_path: Path) -> None:
    path = tmp_path / "nasty.xlsx"
    path.write_bytes(excel_summary(nasty_summary()))
    with zipfile.ZipFile(path) as package:
        xml = b"".join(package.read(name) for name in package.namelist() if "worksheets" in name)
    assert b"<f>" not in xml
    assert b"<hyperlink" not in xml
    sheet = openpyxl.load_workbook(path)["Nasty"]
    texts = [str(row[0].value) for row in sheet.iter_rows(min_row=6) if row[0].value]
    assert [text.rstrip() for text in texts] == [clean(text).rstrip() for text in NASTY]
    assert OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path).is_valid


def test_a_large_summary_has_the_bytes_it_would_have_had_as_a_small_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small = excel_summary(nasty_summary())
    monkeypatch.setattr("cyps_reports.writers.excel.summary._LARGE", 0)
    assert excel_summary(nasty_summary()) == small


def test_a_count_has_its_colours_symbol_and_its_change(
    july: CheckedMonth, august: CheckedMonth
) -> None:
    then, now = position_of(july.assessment), position_of(august.assessment)
    for before in (None, now, then):
        *_, last = count_table(august.assessment, before).rows
        assert isinstance(last, tuple)
        told = [cell.text for cell in last[2:]]
        counts = [
            *(now.measure_counts()[each] for each in MEASURE_RAG),
            *(now.tone_counts()[each] for each in TONE_WORDS),
        ]
        old = before or now
        were = [
            *(old.measure_counts()[each] for each in MEASURE_RAG),
            *(old.tone_counts()[each] for each in TONE_WORDS),
        ]
        tones = [*MEASURE_RAG.values(), *TONE_WORDS]
        for text, tone, number, was in zip(told, tones, counts, were, strict=True):
            symbol = f"{PAINTS[tone].symbol} " if number else ""
            change = {1: f" (+{number - was})", -1: f" (−{was - number})", 0: ""}[
                (number > was) - (number < was)
            ]
            assert text == f"{symbol}{number}{change}"


def test_where_no_return_came_its_rows_say_nothing_of_a_manager(plan: Plan) -> None:
    assessment = assess(plan, Returns(Month(2012, 9)), Earlier(), date(2012, 9, 30))
    measures = [MeasureCells(each, assessment) for each in assessment.measures]
    told = {
        cell.text
        for each in measures
        for cell in (each.actual, each.comment, each.corrective_action, each.source)
    }
    computed = {each.forecast_method.text for each in measures} | {
        each.usual_range.text for each in measures
    }
    deadlines = [DeadlineCells(each, assessment) for each in assessment.deadlines]
    told |= {cell.text for each in deadlines for cell in (each.corrective_action, each.source)}
    assert told | computed == {""}


def test_findings_reach_both_documents(september: CheckedMonth) -> None:
    made_up = error(
        "not-a-figure", CellRef("x.xlsx", "Targets", "B2"), "Something was odd.", "Mend it."
    )
    report = build_report(september.assessment, (made_up,))
    said = [b.items for s in report.sections for b in s.blocks if hasattr(b, "items")]
    assert ("Something was odd.",) in said
    summary = build_summary(september.assessment, (made_up,))
    (findings,) = next(sheet for sheet in summary.sheets if sheet.name == "Findings").tables
    assert [cell.text for cell in findings.rows[0]][1:] == [  # type: ignore[union-attr]
        "x.xlsx",
        "Targets",
        "B2",
        "Something was odd.",
        "Mend it.",
    ]


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (1, "This could not be used as received, or never came:"),
        (2, "These 2 things could not be used as received, or never came:"),
    ],
)
def test_one_error_or_several_are_told_as_that(
    september: CheckedMonth, number: int, told: str
) -> None:
    wrong = tuple(
        error("not-a-figure", CellRef("x.xlsx"), f"{at} was odd.", "Mend it.")
        for at in range(number)
    )
    odd = warning("over-100-percent", CellRef("x.xlsx"), "Odd too.", "Look.")
    blocks = [
        block
        for each in build_report(september.assessment, (*wrong, odd)).sections
        for block in each.blocks
    ]
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert told in texts
    assert "The Excel summary lists 1 further finding for the performance officer." in texts
    assert not [text for text in texts if text.endswith("never came:") and text != told]


def test_a_figures_text_and_value_are_one(september: CheckedMonth) -> None:
    summary = build_summary(september.assessment, september.findings)
    for sheet in summary.sheets:
        for table in sheet.tables:
            for row in table.rows:
                for cell in row if isinstance(row, tuple) else ():
                    if isinstance(cell.value, Amount):
                        assert f"{abs(cell.value.figure):,f}" in cell.text


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


@pytest.mark.usefixtures("office")
def test_libreoffice_opens_both_with_nothing_lost(
    outputs: Path, tmp_path: Path, as_reported: dict[str, Any]
) -> None:
    (text,) = libreoffice.convert([outputs / WORD], "txt", tmp_path)
    said = " ".join(text.read_text(encoding="utf-8-sig").split())
    late = [each for each in as_reported["deadlines"] if each["rag"] == "red"]
    # Behind a figure it goes on in a small letter; of a green row its rating may say enough.
    rows = (*as_reported["measures"], *late)
    plain = [row for row in rows if " ".join(row["reason"].split())[1:] not in said]
    assert {(row["state"], row["rated_on"]) for row in plain} == {("On target", "actual")}
    assert said.count("On target. ") >= len(plain)
    for row in filter(is_open, as_reported["deadlines"]):
        assert " ".join(row["progress"].split()) in said
    (again,) = libreoffice.convert([outputs / EXCEL], "xlsx", tmp_path)
    opened = openpyxl.load_workbook(again)
    assert opened.sheetnames == SHEETS
    assert (
        opened["Milestones"].max_row
        == openpyxl.load_workbook(outputs / EXCEL)["Milestones"].max_row
    )
