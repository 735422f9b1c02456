"""What Cabinet asked, and what every report must say: two sheets of the plan workbook."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.reported_position import Position
from cyps_reports.finding_codes import Code
from cyps_reports.letters.requests import questions_text
from cyps_reports.monthly import check_month
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.question import Question
from cyps_reports.plan.model.report_text import StandingText, Where
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets.report_layout import ASKED, STANDING_TEXT
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.report.blocks import Bullets, Paragraph
from cyps_reports.report.build import build_report
from cyps_reports.report.readers import Audience, Readers
from cyps_reports.returns.model import Returns
from tests.tools.small_plan import small_plan

MONTH, DAY = Month(2017, 9), date(2017, 9, 30)
OPEN = Question(
    date(2017, 9, 5), "Cabinet", ("A1",), "When will all schools be visited?", due=date(2017, 9, 20)
)
ANSWERED = replace(OPEN, asked="Who pays?", answer="The service.", closed=date(2017, 9, 12))
MILESTONE = Milestone(
    "A", 1, "", "Schools visited", "AB", deadlines=(Deadline(1, date(2018, 3, 31)),)
)
PLAN = small_plan(
    milestones=(MILESTONE,),
    leads=(Lead("AB", "A Bee", "Director"), Lead("CD", "C Dee", "Director")),
)
TEXTS = (
    StandingText("Background", Where.FRONT, ("The plan was approved in March.", "It runs on.")),
    StandingText("Legal implications", Where.BEFORE, ("None.",)),
    StandingText("Contact", Where.AFTER, ("A Bee.",)),
    StandingText("Background", Where.FRONT, ("More of it.",)),
)


def assessed(plan: Plan) -> Assessment:
    return assess(plan, Returns(MONTH), Earlier(), DAY)


def lines(
    plan: Plan,
    readers: Readers | None = None,
    before: date | None = None,
    answered: frozenset[str] | None = None,
) -> list[str]:
    """What page one says in sentences and lists."""
    positions = (Position(Month(2017, 8), before, answered=answered),) if before else ()
    report = build_report(assessed(plan), (), positions, (), readers)
    (summary,) = (each for each in report.sections if each.title.endswith("Summary"))
    said: list[str] = []
    for block in summary.blocks:
        said += [block.text] if isinstance(block, Paragraph) else []
        said += block.items if isinstance(block, Bullets) else []
    return said


def asking(*questions: Question) -> Plan:
    return replace(PLAN, questions=questions)


def test_an_open_question_is_in_the_summary_until_it_is_answered() -> None:
    told = (
        "A1: When will all schools be visited? Asked on 5 September 2017 (Cabinet) of A Bee; due "
        "20 September 2017, 10 days overdue."
    )
    assert told in lines(asking(OPEN))
    assert "Cabinet asked, and has no answer yet:" in lines(asking(OPEN))
    assert not [each for each in lines(asking(ANSWERED)) if "no answer yet" in each]
    assert not [each for each in lines(PLAN) if "Asked" in each or "no answer yet" in each]
    later = replace(OPEN, asked_on=date(2017, 10, 2))
    assert not [each for each in lines(asking(later)) if "Asked" in each or "no answer" in each]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (replace(OPEN, due=None), "Asked on 5 September 2017 (Cabinet) of A Bee."),
        (replace(OPEN, asked_on=None, meeting="", by_whom="Finance"), "Asked of Finance; due"),
        (Question(None, "", (), "Why"), "Why."),
        (Question(None, "", (), "Why?", due=date(2017, 10, 1)), "Why? Due 1 October 2017."),
        (replace(OPEN, due=date(2017, 9, 29)), "due 29 September 2017, 1 day overdue."),
        (replace(OPEN, by_whom="C Dee"), "of C Dee"),
    ],
)
def test_what_is_said_of_a_question(question: Question, told: str) -> None:
    assert [line for line in lines(asking(question)) if told in line]


@pytest.mark.parametrize(
    ("before", "is_told"),
    [(None, True), (date(2017, 8, 31), True), (date(2017, 9, 12), False)],
    ids=["in the first report", "in the next report", "once"],
)
def test_an_answer_is_told_in_the_next_report_once(before: date | None, is_told: bool) -> None:
    told = "A1: Who pays? Answered on 12 September 2017: The service."
    assert (told in lines(asking(ANSWERED), before=before)) is is_told


@pytest.mark.parametrize("answered", [frozenset(), frozenset({ANSWERED.key})])
def test_an_answer_that_was_typed_late_is_told_all_the_same(answered: frozenset[str]) -> None:
    """The last record tells what its readers were told; the day alone does not."""
    told = lines(asking(ANSWERED), before=date(2017, 9, 29), answered=answered)
    assert any("Who pays?" in line for line in told) is (not answered)


def test_a_lead_is_told_of_what_that_lead_is_to_answer() -> None:
    plan = asking(OPEN, replace(OPEN, asked="And who?", by_whom="CD"))
    text = questions_text(assessed(plan), "CD")
    assert text.startswith("Asked by Cabinet, and not answered yet\n---")
    assert "And who?" in text
    assert "When will" not in text
    assert "When will" in questions_text(assessed(plan), "AB")
    assert questions_text(assessed(asking(ANSWERED)), "AB") == ""
    of_lead = lines(plan, Readers(lead="CD"))
    assert [each for each in of_lead if "And who?" in each]
    assert not [each for each in of_lead if "When will" in each]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (replace(OPEN, references=("Z9",)), "asked-of-nothing"),
        (replace(OPEN, due=date(2017, 9, 4)), "asked-dates-out-of-order"),
        (replace(ANSWERED, closed=date(2017, 9, 4)), "asked-dates-out-of-order"),
        (replace(ANSWERED, closed=None), "asked-answer-without-date"),
        (replace(ANSWERED, answer=""), "asked-closed-without-answer"),
    ],
)
def test_what_is_odd_about_a_question(question: Question, code: Code) -> None:
    assert code in {each.code for each in faults(asking(question))}
    assert not {each.code for each in faults(asking(OPEN, ANSWERED)) if "asked" in each.code}


def test_a_question_whose_answer_is_overdue(tmp_path: Path) -> None:
    (tmp_path / "2017-09").mkdir()
    checked = check_month(tmp_path / "2017-09", asking(OPEN, ANSWERED), DAY)
    assert checked
    assert [each.code for each in checked.findings].count("asked-overdue") == 1


def test_standing_texts_stand_where_the_plan_says() -> None:
    plan = replace(PLAN, standing_texts=TEXTS)
    sections = build_report(assessed(plan), ()).sections
    titles = [each.title.partition(". ")[2] for each in sections]
    assert titles.index("Background") == titles.index("Summary") + 1
    assert titles.index("Legal implications") == titles.index("Priority A: First") - 1
    assert titles[-1] == "Contact"
    (background,) = (each for each in sections if each.title.endswith("Background"))
    assert [each.text for each in background.blocks if isinstance(each, Paragraph)] == [
        "The plan was approved in March.",
        "It runs on.",
        "More of it.",
    ]
    leadership = build_report(assessed(plan), (), readers=Readers(Audience.LEADERSHIP)).sections
    assert "Contact" in leadership[-1].title
    of_lead = build_report(assessed(plan), (), readers=Readers(lead="AB")).sections
    assert "Contact" not in of_lead[-1].title


def typed(tmp_path: Path, plan: Plan, change: Callable[[openpyxl.Workbook], object]) -> Path:
    """The plan's workbook with something typed into it."""
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(plan)))
    change(book)
    path = tmp_path / "plan.xlsx"
    book.save(path)
    return path


def test_a_plan_without_the_two_sheets_is_read(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        del book[ASKED], book[STANDING_TEXT]

    plan, findings = read_plan(typed(tmp_path, PLAN, change))
    assert (plan, findings) == (PLAN, ())


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "code"),
    [
        (STANDING_TEXT, "A2", "Background", "empty-cell"),
        (STANDING_TEXT, "C2", "The plan.", "empty-cell"),
        (STANDING_TEXT, "B2", "somewhere", "not-a-choice"),
        (ASKED, "A2", "soon", "not-a-date"),
        (ASKED, "F2", "31/09/17", "impossible-date"),
        (ASKED, "B2", "Cabinet", "empty-cell"),
        (ASKED, "A1", "x", "no-column"),
    ],
)
def test_what_of_the_two_sheets_is_refused_by_cell(
    tmp_path: Path, sheet: str, cell: str, value: str, code: Code
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = value

    plan, findings = read_plan(typed(tmp_path, PLAN, change))
    assert plan is None
    assert code in {each.code for each in findings}
    assert {each.place.sheet for each in findings} == {sheet}


def test_a_sheet_that_lost_its_headings_is_told(tmp_path: Path) -> None:
    path = typed(tmp_path, asking(OPEN), lambda book: book[ASKED].delete_rows(1))
    _, findings = read_plan(path)
    assert [each.code for each in findings] == ["no-sheet"]


def test_lines_of_a_text_are_its_paragraphs_and_where_may_be_empty(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book[STANDING_TEXT]["A2"], book[STANDING_TEXT]["C2"] = "Contact", "A Bee\n\n 01302 "

    plan, findings = read_plan(typed(tmp_path, PLAN, change))
    assert findings == ()
    assert plan
    assert plan.standing_texts == (StandingText("Contact", Where.AFTER, ("A Bee", "01302")),)


@pytest.mark.parametrize(
    ("asked", "closed", "is_open"),
    [
        (None, None, True),
        (4, None, True),
        (5, None, True),
        (6, None, False),
        (4, 6, True),
        (4, 5, False),
        (4, 4, False),
        (None, 6, True),
        (None, 5, False),
    ],
)
def test_a_question_is_open_from_the_day_it_is_asked_until_it_is_answered(
    asked: int | None, closed: int | None, is_open: bool
) -> None:
    days = {number: date(2017, 9, number) for number in (4, 5, 6)}
    question = replace(OPEN, asked_on=days.get(asked or 0), closed=days.get(closed or 0))
    assert question.is_open(days[5]) is is_open
