"""What the Word report of the example month says, read back as Word reads it."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from cyps_reports.assessment.reported_position import position_of
from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import outputs_of
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.units import Unit
from cyps_reports.report.abbreviations import abbreviations
from cyps_reports.theme import Tone
from tests.tools.approved_plan import EXAMPLE_MARKING
from tests.tools.read_changes import steps_in
from tests.tools.read_outputs import (
    WORD,
    annex_texts,
    headings,
    is_exception,
    is_next,
    is_open,
    is_quiet,
    open_lines,
    section_texts,
    table_rows,
)
from tests.tools.sentences import word_texts
from tests.tools.small_plan import small_plan

# openpyxl, with which the summary is read back, knows no sparklines and says so.
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")


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
        "Fewer than half of the rated measures are on target (15 of 32, up 2, with 3 newly rated); "
        "9 are off target (up 1, with 2 newly rated). 10 of 113 deadlines are late (up 1); 45 are "
        "completed (up 10). 6 measures could not be rated this month."
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
        "+2 on target (3 newly rated), +1 off (2 newly rated), +1 late",
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
        "No corrective action was given for 4 items: C8; A12 (Jo Moxon); C16 (Jo Moxon); C26 "
        "(Vicki Lawson)."
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


@pytest.mark.parametrize(
    ("name", "short", "words"),
    [
        ("Seen by the Director of Housing (DH)", "DH", "Director of Housing"),
        ("Plans of a Team around the Child (TAC)", "TAC", "Team around the Child"),
        ("Use of Support for Parents (SP)", "SP", "Support for Parents"),
        ("Pupils who are Ready to Learn (RL)", "RL", "Ready to Learn"),
        ("Boys and Girls in Care (GC)", "GC", "Girls in Care"),
        ("Drug and Alcohol Teams (DATs) joined", "DAT", "Drug and Alcohol Teams"),
        ("Education or Work (EW)", "EW", "Education or Work"),
        ("Strengths and Difficulties (SD)", "SD", "Strengths and Difficulties"),
        ("Children seen (north)", "", ""),
    ],
)
def test_small_words_have_no_letter_in_an_abbreviation_and_begin_none(
    name: str, short: str, words: str
) -> None:
    measure = Measure("A", 1, "", name, Unit.COUNT, Polarity.HIGHER)
    told = abbreviations(small_plan(measures=(measure,)))
    assert told == (((short, words),) if short else ())


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


def called(row: dict[str, Any]) -> str:
    return f"{row['ref']} {row['component']}".strip()


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


def test_comments_and_corrective_actions_are_in_the_report(word: WordDocument) -> None:
    lines = section_texts(word, "3. Needs attention")
    (line,) = (each for each in lines if each.startswith("A2 "))
    assert "Includes the re-marks back so far." in line
    assert "Corrective action: November English resits offered in seven schools" in line
    assert "Similar authorities: 54.26%." in line
