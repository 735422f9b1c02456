"""The council's own words: codes stay codes in the record, and what is printed follows the plan."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cyps_reports import locations
from cyps_reports.assessment import state_words
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Against, Travel
from cyps_reports.letters.letter import Attachment
from cyps_reports.letters.texts import PLACEHOLDERS, file_name
from cyps_reports.mailing import Mailing, mailing_of, outdated_drafts
from cyps_reports.monthly import CheckedMonth, check_month
from cyps_reports.outputs import month_record
from cyps_reports.phrases import plural, with_the
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Withdrawal, WithdrawnAs
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.references import codes_named
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.model.vocabulary import STANDARD, Vocabulary
from cyps_reports.report.blocks import Bullets, Heading
from cyps_reports.report.build import build_report, build_summary
from cyps_reports.report.table_blocks import Table
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import DataStatus, Status
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.theme import Tone
from tests.tools.report_models import texts_in
from tests.tools.returned import Answers, returned
from tests.tools.small_plan import small_plan

MONTH = Month(2017, 9)
OWN = Vocabulary(priority="Outcome", body="Board", red="Black", blue="Blue – complete")


def plan_of(vocabulary: Vocabulary = OWN, **more: Any) -> Plan:
    measures = (
        Measure("1", 1, "", "Good schools", Unit.PERCENT, Polarity.HIGHER, target=Decimal(80)),
        Measure("2", 1, "", "Good nurseries", Unit.PERCENT, Polarity.HIGHER, target=Decimal(80)),
    )
    milestones = (
        Milestone("1", 2, "", "Schools visited", "AB", deadlines=(Deadline(1, date(2017, 6, 30)),)),
        Milestone("1", 3, "", "Schools told", "AB", deadlines=(Deadline(1, date(2017, 10, 31)),)),
    )
    return small_plan(
        priorities=(Priority("1", "First", "Jo", "jo@a.example"), Priority("2", "Second")),
        lead_word="Owner",
        report_to="The Partnership Board",
        cabinet_member="Cllr Smith",
        measures=measures,
        milestones=milestones,
        vocabulary=vocabulary,
        **more,
    )


ANSWERS: Answers = {
    ("1.1", "actual"): 0.5,
    ("1.1", "as_at"): MONTH.last,
    ("1.1", "data_status"): "Final",
    ("1.2", "completed"): date(2017, 6, 1),
    ("1.2", "status"): "Completed",
}


def checked(tmp_path: Path, plan: Plan, answers: Answers = ANSWERS) -> CheckedMonth:
    folder = tmp_path / str(MONTH)
    folder.mkdir()
    returned(folder, plan, "1", answers, MONTH)
    month = check_month(folder, plan, None)
    assert month is not None
    return month


def report_texts(month: CheckedMonth) -> list[str]:
    return list(texts_in(build_report(month.assessment, month.findings)))


def summary_texts(month: CheckedMonth) -> list[str]:
    return list(texts_in(build_summary(month.assessment, month.findings)))


def test_where_nobody_is_named_the_report_goes_to_the_body_that_takes_it(tmp_path: Path) -> None:
    said = report_texts(checked(tmp_path, replace(plan_of(), report_to="")))
    assert "Board" in said
    assert any(each.startswith("The Board is also asked to note") for each in said)


def test_the_report_says_the_plans_words(tmp_path: Path) -> None:
    said = report_texts(checked(tmp_path, plan_of()))
    assert any(each.endswith("Outcome 1: First") for each in said)
    assert "How each outcome stands" in said
    assert "Portfolio holder" in said
    assert "Board member" not in said, "the board has members of its own"
    assert "No return received from Outcome 2 for September 2017." in said
    assert "Behind a milestone stand its owner and partners, in brackets." in said
    assert said[said.index("1.3 Schools told") + 1].startswith(" (AB), ")
    assert "50%, 30 points below the 80% target; amber starts at 76%." in said
    assert "■ Black\nOff target" in said
    assert "√ Blue – complete" in said
    assert any("■ Black: off target, late; " in each for each in said)
    assert "The outcome's workbook was not received." in said
    assert "Owners" in said
    assert not [each for each in said if "riorit" in each or "Cabinet" in each or "Red" in each]


def of_many_kinds(vocabulary: Vocabulary = OWN) -> Plan:
    """The same with items that recur, that wait for others, that are no longer pursued, and with
    heads of their own.
    """
    plan = plan_of(vocabulary)
    merged = Withdrawal(WithdrawnAs.MERGED, "Board", date(2017, 6, 12), "1.1")
    held = replace(
        plan.milestones[1], depends_on=("1.4",), moves=("1.1",), head="Al <al@a.example>"
    )
    late = Milestone(
        "1", 4, "", "Schools chosen", "AB", deadlines=(Deadline(1, date(2017, 7, 31)),)
    )
    termly = Milestone(
        "1", 5, "", "Schools seen", "AB", deadlines=(Deadline(1, recurrence=Recurrence.TERMLY),)
    )
    gone = Milestone(
        "1",
        6,
        "",
        "Schools named",
        "AB",
        deadlines=(Deadline(1, date(2017, 8, 31), withdrawal=merged),),
    )
    more = replace(
        plan.measures[0], number=7, withdrawal=replace(merged, kind=WithdrawnAs.DEFERRED)
    )
    milestones = (plan.milestones[0], held, late, termly, gone)
    return replace(plan, measures=(*plan.measures, more), milestones=milestones)


def test_what_other_councils_milestones_have_is_told_in_the_plans_words(tmp_path: Path) -> None:
    month = checked(tmp_path, of_many_kinds())
    said = report_texts(month)
    assert any("It waits for 1.4, 61 days overdue." in each for each in said)
    assert any("1 measure deferred and 1 deadline merged" in each for each in said)
    key = " ".join(each for each in said if each.startswith("Close to target, "))
    assert "Missed last term" in key
    assert "quarter" not in key
    drafts = {each.name: each.body for each in letters(month).drafts}
    told = [*said, *summary_texts(month), *drafts.values()]
    assert "return for Outcome 1 (First)" in drafts["incomplete-1-Al"]
    assert not [each for each in told if "riorit" in each or "Cabinet" in each or "Red" in each]


def test_a_plan_without_words_of_its_own_has_the_standard_ones(tmp_path: Path) -> None:
    said = report_texts(checked(tmp_path, plan_of(STANDARD)))
    assert any(each.endswith("Priority 1: First") for each in said)
    assert "Cabinet member" in said
    assert "■ Off target" in said
    assert "The plan's words" not in said


def test_the_key_says_what_the_plan_calls_the_ratings(tmp_path: Path) -> None:
    report = build_report(checked(tmp_path, plan_of()).assessment, ())
    (table,) = [
        b
        for s in report.sections
        for b in s.blocks
        if getattr(b, "title", "") == "The plan's words for ratings"
    ]
    assert [[cell.text for cell in row] for row in table.rows] == [  # type: ignore[union-attr]
        ["■ Black", "Off target, Overdue"],
        ["◊ Amber", "Close to target, At risk, Re-dated"],
        ["● Green", "On target, Due soon, On track, Ongoing"],
        ["√ Blue – complete", "Completed late, Completed"],
        [
            "○ Grey",
            "No return, Not reported, Part reported, Not yet due, Not available, No target, No "
            "forecast yet,"
            " Unreadable, Monitor only, No update, No date set, Not yet started",
        ],
    ]


_UPRIGHT, _WIDE = 21.0 - 2 * 1.8, 29.7 - 2 * 1.8
"""Centimetres across a page of A4, upright and on its side."""
_MARGINS_OF_A_CELL, _A_LETTER = 0.38, 0.16
"""Centimetres of a cell, left and right; of the mean bold letter of a heading."""


@pytest.mark.parametrize("word", ["Lead", "Owner", "Accountable officer", "Responsibility"])
def test_no_word_over_the_leads_is_broken(tmp_path: Path, word: str) -> None:
    plan = replace(plan_of(), lead_word=word)
    overdue: Answers = {cell: answer for cell, answer in ANSWERS.items() if cell[0] != "1.2"}
    overdue = {**overdue, ("1.3", "status"): "At risk"}
    report = build_report(checked(tmp_path, plan, overdue).assessment, ())
    found = [
        (table, column, _WIDE if section.is_wide else _UPRIGHT)
        for section in report.sections
        for table in section.blocks
        if isinstance(table, Table)
        for column in table.columns
        if column.heading == plan.lead_column
    ]
    assert {"Late deadlines", "At risk, re-dated or missed once"} <= {
        table.title for table, _, _ in found
    }
    longest = max(map(len, plan.lead_column.split()))
    for table, column, across in found:
        share = column.width / sum(each.width for each in table.columns)
        assert share * across > longest * _A_LETTER + _MARGINS_OF_A_CELL, table.title


def test_the_key_names_a_lead_once_however_little_the_plan_says_of_them(tmp_path: Path) -> None:
    leads = (
        Lead("AB", "A Bee", "Director"),
        Lead("", "Team", ""),
        Lead("XY", "", ""),
        Lead("", "C Dee", "Head"),
    )
    plan = replace(plan_of(), leads=leads)
    (key,) = [
        s
        for s in build_report(checked(tmp_path, plan).assessment, ()).sections
        if s.title.endswith("Key")
    ]
    at = key.blocks.index(Heading("Owners"))
    assert key.blocks[at + 1] == Bullets(("AB: A Bee, Director", "Team", "XY", "C Dee, Head"))


@pytest.mark.parametrize(
    ("amber", "title"),
    [("", "Close to target"), ("Some concern", "Close to target (Some concern)")],
)
def test_what_came_without_a_corrective_action_is_told_under_the_plans_words(
    tmp_path: Path, amber: str, title: str
) -> None:
    plan, answers = (
        plan_of(Vocabulary(amber=amber)),
        {**ANSWERS, ("1.1", "actual"): 0.79, ("1.3", "status"): "On track"},
    )
    texts = report_texts(checked(tmp_path, plan, answers))
    at = texts.index("1.1 Good schools")
    assert title in texts[:at]
    said, written = texts[at + 1 : at + 3]
    assert said.startswith(": 79%, 1 point below the 80% target; ")
    assert written.endswith("No corrective action was given.")


def test_the_summary_says_the_plans_words(tmp_path: Path) -> None:
    said = summary_texts(checked(tmp_path, plan_of()))
    assert {"Outcome", "Owner", "Black", "Blue – complete"} <= {*said}
    assert not [each for each in said if "riorit" in each or "Cabinet" in each or each == "Lead"]


def test_the_record_keeps_the_codes(tmp_path: Path) -> None:
    month = checked(tmp_path, plan_of())
    record: Any = month_record(month, None, ())
    first = record["measures"][0]
    assert (first["rag"], first["state"]) == ("red", "Off target")
    assert [each["rag"] for each in record["deadlines"]] == ["blue", "grey"]


def test_what_is_printed_for_a_code_is_not_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables: dict[type[StrEnum], Any] = {**state_words._TABLES}
    tables[MeasureState] = {
        **state_words.MEASURE_WORDS,
        MeasureState.OFF_TARGET: "Missed its target",
    }
    monkeypatch.setattr(state_words, "_TABLES", tables)
    month = checked(tmp_path, plan_of())
    assert not [
        each
        for each in (*report_texts(month), *summary_texts(month))
        if each.endswith("Off target")
    ]
    assert "■ Missed its target" in summary_texts(month)
    record: Any = month_record(month, None, ())
    assert record["measures"][0]["state"] == "Off target"


def test_every_state_and_direction_is_printed_from_the_table(
    september: CheckedMonth, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = {
        codes: {code: f"§{word}" for code, word in table.items()}
        for codes, table in state_words._TABLES.items()
    }
    monkeypatch.setattr(state_words, "_TABLES", marked)
    made = build_summary(september.assessment, ()).sheets
    sheets = {sheet.name: sheet.tables[0] for sheet in made if sheet.tables}
    for name, headings in {
        "Measures": ("State", "Direction of travel"),
        "Milestones": ("State", "Manager's view"),
    }.items():
        at = [
            [column.heading for column in sheets[name].columns].index(heading)
            for heading in headings
        ]
        cells = [
            row[number].text for row in sheets[name].rows if isinstance(row, tuple) for number in at
        ]
        # Where there is nothing to compare with, two figures are the same, or where a figure of
        # the year so far is heading, a sentence says so.
        sentences = ("Not comparable", "► Same as", "▲ Heading for", "▼ Heading for")
        told = [each for each in cells if each and not each.startswith(sentences)]
        assert len(told) > 30
        assert all("§" in each for each in told), [each for each in told if "§" not in each]


@pytest.mark.parametrize(
    "codes", [MeasureState, DeadlineState, Travel, Against, Status, DataStatus]
)
def test_every_code_has_its_word(codes: type[StrEnum]) -> None:
    words = [state_words.word_of(each) for each in codes]  # type: ignore[arg-type]
    assert all(words)
    assert len(set(words)) == len(words)


def letters(assessment: CheckedMonth) -> Mailing:
    folder = locations.built_in() / "emails"
    texts = {file_name(kind): (folder / file_name(kind)).read_bytes() for kind in PLACEHOLDERS}
    return mailing_of(assessment, Attachment("report.docx", b""), texts, texts)


def test_the_letters_say_the_plans_words(tmp_path: Path) -> None:
    plan = plan_of()
    mailing = letters(checked(tmp_path, plan))
    drafts = {each.name: f"{each.subject}\n{each.body}" for each in mailing.drafts}
    assert "Outcome 2 return for September 2017" in drafts["missing-2"]
    assert "return for Outcome 1 (First)" in drafts["incomplete-1"]
    assert not [name for name, text in drafts.items() if "riorit" in text or "Cabinet" in text]
    lacking = [each.message for each in mailing.findings if each.code == "no-address"]
    assert "There is no email address for Board; the draft board is without one." in lacking
    assert any("the head of service of Outcome 2" in each for each in lacking)


def test_the_boards_draft_is_called_so_and_known_as_our_own(tmp_path: Path) -> None:
    month = checked(tmp_path, plan_of())
    mailing = letters(month)
    assert "board.eml" in mailing.files
    assert not any("cabinet" in name for name in mailing.files)
    (tmp_path / "committee.eml").write_bytes(mailing.files["board.eml"])
    (tmp_path / "mine.eml").write_bytes(b"X-Unsent: 1\r\nSubject: Mine\r\n\r\nHello.")
    assert [path.name for path in outdated_drafts(tmp_path, mailing)] == ["committee.eml"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Cabinet", "Cabinet"),
        ("Board", "the Board"),
        ("SEND Improvement Board", "the SEND Improvement Board"),
        ("The Partnership Board", "The Partnership Board"),
        ("Jo Smith, Lead Member", "Jo Smith, Lead Member"),
        ("", ""),
    ],
)
def test_a_sentence_names_the_body_with_its_article(body: str, said: str) -> None:
    assert with_the(body) == said


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("", "cabinet"),
        ("Board", "board"),
        ("Children's Trust Board", "childrens-trust-board"),
        ("委", "cabinet"),
    ],
)
def test_the_name_of_that_draft_is_one_that_every_system_takes(
    tmp_path: Path, body: str, name: str
) -> None:
    mailing = letters(checked(tmp_path, plan_of(Vocabulary(body=body))))
    assert mailing.drafts[0].name == name


def cells_of(workbook: bytes) -> dict[str, list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return {
        sheet.title: [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        for sheet in book
    }


def test_the_return_says_the_plans_words() -> None:
    plan = plan_of()
    cells = cells_of(return_workbook(plan, plan.priorities[0], MONTH))
    assert cells["Guide"][0] == "Outcome 1: monthly return"
    assert "Outcome" in cells["Guide"]
    assert "Outcome 1: milestones" in cells["Milestones"]
    assert "Owner" in cells["Milestones"]
    assert "Owner" in cells["Look up"]
    everything = [each for texts in cells.values() for each in texts]
    assert not [each for each in everything if "riorit" in each or each == "Lead"]


@pytest.mark.parametrize(
    "sent", [plan_of(), plan_of(STANDARD), replace(plan_of(), lead_word="Lead")]
)
def test_a_return_is_read_that_was_sent_out_with_these_words_or_before_there_were_any(
    tmp_path: Path, sent: Plan
) -> None:
    returned(tmp_path, sent, "1", ANSWERS, MONTH)
    returns, findings = returns_for(MONTH, read_folder(tmp_path, plan_of()))
    assert findings == ()
    assert returns.came_from("1")
    assert returns.measures["1.1", ""].actual == Decimal(50)
    assert returns.deadlines["1.2", 1].completed == date(2017, 6, 1)


def test_an_edited_lead_is_told_by_the_plans_own_word(tmp_path: Path) -> None:
    plan = plan_of()
    path = returned(tmp_path, plan, "1", ANSWERS, MONTH)
    workbook = openpyxl.load_workbook(path)
    first = next(
        cell for row in workbook["Milestones"].iter_rows() for cell in row if cell.value == "AB"
    )
    first.value = "Somebody"
    workbook.save(path)
    _, findings = returns_for(MONTH, read_folder(tmp_path, plan))
    said = "“Owner” of 1.2 says “Somebody”; the approved plan says “AB”, and that is used."
    assert [each.message for each in findings] == [said]
    last_month = {"1.2, deadline 1": {"Lead": "Somebody"}}
    _, findings = returns_for(MONTH, read_folder(tmp_path, plan), last_month)
    assert [each.code for each in findings] == ["older-than-plan"]


@pytest.mark.parametrize("word", ["Plan", "Return month", "Status", "Milestone"])
def test_words_that_mean_something_else_in_a_return_do_no_harm(tmp_path: Path, word: str) -> None:
    plan = replace(plan_of(Vocabulary(priority=word)), lead_word=word)
    returned(tmp_path, plan, "1", ANSWERS, MONTH)
    returns, findings = returns_for(MONTH, read_folder(tmp_path, plan))
    assert findings == ()
    assert returns.came_from("1")


@pytest.mark.parametrize(
    ("vocabulary", "codes", "called"),
    [
        (STANDARD, ("A",), "Priority A"),
        (STANDARD, ("A", "B", "C"), "Priorities A, B and C"),
        (OWN, ("1",), "Outcome 1"),
        (OWN, ("Outcome 1",), "Outcome 1"),
        (Vocabulary(priority="Key result area"), ("1", "2"), "Key result areas 1 and 2"),
    ],
)
def test_what_priorities_are_called(
    vocabulary: Vocabulary, codes: tuple[str, ...], called: str
) -> None:
    assert vocabulary.priorities_called(codes) == called


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Outcome 1", {"1"}),
        ("Outcomes 1 and 2", {"1", "2"}),
        ("Priority 1", {"1"}),
        ("1", {"1"}),
        ("Priority 9", set()),
    ],
)
def test_the_guide_of_a_return_may_say_the_word_with_the_code(text: str, codes: set[str]) -> None:
    assert codes_named(text, ("1", "2"), "Outcome") == codes
    assert codes_named("Priority 1", ("Priority 1", "2"), "Outcome") == {"Priority 1"}


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("Priority", "Priorities"),
        ("Outcome", "Outcomes"),
        ("Key result area", "Key result areas"),
        ("Survey", "Surveys"),
        ("Process", "Processes"),
    ],
)
def test_several_of_what_a_plan_names(one: str, several: str) -> None:
    assert plural(one) == several


def test_ratings_have_the_plans_words_or_ours() -> None:
    assert [OWN.rating(tone) for tone in Tone] == [
        "Black",
        "Amber",
        "Green",
        "Blue – complete",
        "Grey",
        "",
    ]
