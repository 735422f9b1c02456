"""Reports for the leadership team and for one director lead, and the house style they are
written in.
"""

import io
import json
import shutil
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt

from cyps_reports import cli, locations
from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import outputs_of
from cyps_reports.report.readers import Audience, Readers
from cyps_reports.writers.word.house_style import HouseStyle, style_findings, word_template
from tests.tools.read_outputs import headings, table_rows


def report_for(
    checked: CheckedMonth, readers: Readers, style: HouseStyle | None = None
) -> WordDocument:
    outputs = outputs_of(checked, readers, style)
    return Document(
        io.BytesIO(next(content for name, content in outputs.items() if name.endswith(".docx")))
    )


def test_the_leadership_team_sees_more(september: CheckedMonth) -> None:
    document = report_for(september, Readers(Audience.LEADERSHIP))
    assert "8. For the leadership team" in headings(document, 1)
    facts = document.paragraphs[2].text.split("  ·  ")
    assert "To: The leadership team" in facts
    contradicted = table_rows(document, "Where managers see it otherwise")[1:]
    assert ["A12", "On track", "■ Overdue"] in [[row[0], row[4], row[5]] for row in contradicted]
    silent = {row[0] for row in table_rows(document, "Without an update")[1:]}
    assert silent == {
        e.milestone.ref for e in september.assessment.deadlines if e.state == "No update"
    }
    by_lead = table_rows(document, "Slippage by director lead")[1:]
    leads = {each.milestone.lead for each in september.assessment.deadlines}
    assert {row[0].partition("(")[2].rstrip(")") for row in by_lead} <= leads
    slipped = table_rows(document, "Slippage by milestone")[1:]
    assert ["C30", "31/12/12, 31/01/13", "2", "+215"] in [
        [row[0], row[4], row[6], row[7]] for row in slipped
    ]
    told = [row[1] for row in table_rows(document, "Findings in the returns")[1:]]
    name = "B7 Performance and Development Reviews (PDRs) completed"
    assert f"{name}: “approx 84” is not a figure." in told


def test_one_lead_sees_their_own_items_only(september: CheckedMonth) -> None:
    outputs = outputs_of(september, Readers(lead="JM"))
    assert list(outputs) == ["cyps-report-2012-09-JM.docx"]
    document = report_for(september, Readers(lead="JM"))
    texts = [p.text for p in document.paragraphs]
    assert "CYPS Improvement Plan 2012/13: Jo Moxon: September 2012" in texts
    assert not any(
        title.partition(". ")[2].startswith(("Priority B", "Priority D", "Priority E"))
        for title in headings(document, 1)
    )
    contents = next(at for at, text in enumerate(texts) if text.startswith("Contents: "))
    assert texts.index("2. Late deadlines") > contents, "they stand before the pages they are of"
    late = {row[0] for row in table_rows(document, "Late deadlines")[1:]}
    assert late == {
        e.milestone.ref
        for e in september.assessment.deadlines
        if e.state.is_missed and e.milestone.lead == "JM"
    }


def test_the_summary_is_the_first_pages_of_cabinet_s_report(september: CheckedMonth) -> None:
    cabinet, summary, leadership = (
        headings(report_for(september, Readers(audience)), 1)
        for audience in (Audience.CABINET, Audience.SUMMARY, Audience.LEADERSHIP)
    )
    assert summary == [*cabinet[:4], "5. Accessibility"]
    only_theirs = {title.partition(". ")[2] for title in leadership}
    only_theirs -= {title.partition(". ")[2] for title in cabinet}
    assert only_theirs == {"For the leadership team", "Slippage"}


def test_the_example_of_each_audience_by_command(
    few_rows: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(few_rows, tmp_path / "returns")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["report", "--audience", "leadership"]) == 1
    assert cli.main(["report", "--audience", "summary"]) == 1
    assert cli.main(["report", "--lead", "VL"]) == 1
    names = {path.name for path in Path("output/2012-09").iterdir()}
    assert {"cyps-report-2012-09-leadership.docx", "cyps-report-2012-09-VL.docx"} <= names
    assert "cyps-report-2012-09-summary.docx" in names
    capsys.readouterr()
    assert cli.main(["report", "--lead", "XX"]) == 2
    assert "Give one of: JM, CP, MV, VL." in capsys.readouterr().err


def test_a_changed_template_changes_the_report(september: CheckedMonth) -> None:
    template = Document(io.BytesIO(word_template()))
    template.styles["Heading 1"].font.size = Pt(31)
    template.sections[0].header.paragraphs[0].text = "Our logo"
    buffer = io.BytesIO()
    template.save(buffer)
    document = report_for(september, Readers(), HouseStyle("house.docx", buffer.getvalue()))
    assert document.styles["Heading 1"].font.size == Pt(31)
    header = [p.text for p in document.sections[0].header.paragraphs]
    marking = september.assessment.plan.marking
    assert header == ["Our logo", f"{marking}. Internal edition, not for publication"]


def test_a_template_that_lacks_a_style_is_a_finding_and_no_crash(september: CheckedMonth) -> None:
    template = Document(io.BytesIO(word_template()))
    styles = template.styles.element
    styles.remove(template.styles["Table Text"].element)
    buffer = io.BytesIO()
    template.save(buffer)
    style = HouseStyle("house.docx", buffer.getvalue())
    (finding,) = style_findings(style)
    assert (
        finding.message
        == "The Word template has no style “Table Text”; the built-in one is used for it."
    )
    outputs = outputs_of(september, style=style)
    assert "style-missing" in {
        each["code"] for each in json.loads(outputs["as-reported.json"])["findings"]
    }


def test_a_template_that_is_no_word_document_is_a_finding_and_no_crash(
    september: CheckedMonth,
) -> None:
    style = HouseStyle("house.docx", b"not a document")
    assert [each.code for each in style_findings(style)] == ["unreadable-template"]
    assert headings(report_for(september, Readers(), style), 1)


def test_the_built_in_template_is_the_one_the_program_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built_in = locations.built_in() / locations.REPORT_TEMPLATE_NAME
    assert built_in.read_bytes() == word_template()
    # So it is not looked through at each run.
    assert style_findings(HouseStyle(built_in.name, built_in.read_bytes())) == ()
    monkeypatch.chdir(tmp_path)
    assert locations.report_template(Path()) == built_in
    own = tmp_path / "input_templates" / locations.REPORT_TEMPLATE_NAME
    own.parent.mkdir()
    own.write_bytes(word_template())
    assert (
        locations.report_template(Path())
        == Path("input_templates") / locations.REPORT_TEMPLATE_NAME
    )


def test_a_template_whose_style_is_one_of_letters_is_a_finding_and_no_crash(
    september: CheckedMonth,
) -> None:
    document = Document()
    document.styles.add_style("Callout", WD_STYLE_TYPE.CHARACTER)
    buffer = io.BytesIO()
    document.save(buffer)
    style = HouseStyle("house.docx", buffer.getvalue())
    assert [each.code for each in style_findings(style)] == ["unreadable-template"]
    assert headings(report_for(september, Readers(), style), 1)
