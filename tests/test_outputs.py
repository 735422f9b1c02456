"""The Word report and the Excel summary, read back as their readers' programs read them."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.document import Document as WordDocument
from ooxml_integrity import check as integrity_check
from openxml_audit import FileFormat, OpenXmlValidator

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.going_on import errors_in
from cyps_reports.assessment.measure_states import MEASURE_RAG
from cyps_reports.assessment.reported_position import position_of
from cyps_reports.findings import CellRef, Subject, error, warning
from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import outputs_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.blocks import Bullets, Paragraph, Report, Section, SheetModel, Summary
from cyps_reports.report.build import build_report, build_summary
from cyps_reports.report.deadline_cells import DeadlineCells
from cyps_reports.report.measure_cells import MeasureCells
from cyps_reports.report.sections.counts import TONE_WORDS, count_table
from cyps_reports.report.sections.data_notes import data_section
from cyps_reports.report.table_blocks import Amount, Cell, Table, TableColumn
from cyps_reports.returns.model import Returns
from cyps_reports.theme import PAINTS, Tone
from cyps_reports.writers.excel.summary import excel_summary
from cyps_reports.writers.word.report import word_report
from tests.tools import libreoffice
from tests.tools.approved_plan import EXAMPLE_MARKING
from tests.tools.read_outputs import (
    EXCEL,
    SHEETS,
    WORD,
    is_exception,
    is_open,
    open_lines,
    section_texts,
    sheet_rows,
    table_rows,
)

# openpyxl, with which the summary is read back, knows no sparklines and says so.
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")


@pytest.mark.parametrize("name", [WORD, EXCEL])
def test_outputs_validate_against_the_open_xml_schema(outputs: Path, name: str) -> None:
    result = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(outputs / name)
    assert [str(each) for each in result.errors] == []


def test_the_word_report_is_consistent_in_itself(outputs: Path) -> None:
    assert [str(each) for each in integrity_check(str(outputs / WORD))] == []


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
    place = CellRef("return-A.xlsx", "Targets", "I5")
    soon = error("not-a-figure", place, "A1: “soon” is not a figure.", "")
    figure = replace(soon, about=Subject("A1", "A1 Key Stage 2"))
    section = data_section(september.assessment, (damaged, no_column, figure, figure, damaged))
    blocks = list(section.blocks)
    assert Paragraph("These 3 things could not be used as received, or never came:") in blocks
    assert next(each for each in blocks if isinstance(each, Bullets)).items == (
        "return-D.xlsx: The file is damaged.",
        "return-B.xlsx, sheet Targets: The column “Actual” is not there.",
        "A1: “soon” is not a figure.",
    )


def test_what_is_wrong_in_two_copies_is_counted_and_told_of_each(september: CheckedMonth) -> None:
    """So many things as whoever had the report made was shown."""
    copies = tuple(
        replace(
            error("not-a-date", CellRef(book, "Targets", "I5"), "A1: “Q2” is not a date.", ""),
            about=Subject("A1", "A1 Key Stage 2"),
        )
        for book in ("return-A.xlsx", "return-A (2).xlsx")
    )
    month = error(
        "another-month",
        CellRef("return-B.xlsx", "Guide", "B4"),
        "The workbook is for May 2012.",
        "",
    )
    findings = (*copies, month)
    blocks = data_section(september.assessment, findings).blocks
    number = errors_in(findings)
    assert Paragraph(f"These {number} things could not be used as received, or never came:") in (
        blocks
    )
    assert next(each for each in blocks if isinstance(each, Bullets)).items == (
        "return-A.xlsx, sheet Targets, cell I5: A1: “Q2” is not a date.",
        "return-A (2).xlsx, sheet Targets, cell I5: A1: “Q2” is not a date.",
        "return-B.xlsx: The workbook is for May 2012.",
    )


def test_a_missing_return_is_said_where_nobody_can_overlook_it(august: CheckedMonth) -> None:
    document = Document(io.BytesIO(outputs_of(august)["cyps-report-2012-08.docx"]))
    texts = [paragraph.text for paragraph in document.paragraphs]
    headline = next(text for text in texts if text.startswith("Fewer than half"))
    assert headline.endswith("No return was received from Priority D.")
    assert "No return came from Priority D: nothing is known of 12 open deadlines." in texts
    said = "No return received from Priority D for August 2012."
    assert texts.count(said) >= 2, "in the priority's section, in the notes on the data"


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
        assert [cell.tone for cell in last[2:]] == [
            tone if number else Tone.PLAIN for tone, number in zip(tones, counts, strict=True)
        ]
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
    assert ("x.xlsx: Something was odd.",) in said
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
