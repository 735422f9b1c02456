"""The email drafts: whom they go to, what they ask for, and what of it is in doubt."""

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from cyps_reports import locations
from cyps_reports.assessment.completeness import Need, needs_of, rows_of
from cyps_reports.findings import CellRef, Finding, error
from cyps_reports.letters.letter import Draft
from cyps_reports.letters.requests import of_priority
from cyps_reports.monthly import CheckedMonth, check_month
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.plan import Plan
from tests.tools.emails import (
    REPORT,
    mailing,
    with_plan,
)
from tests.tools.returned import returned


@pytest.fixture(scope="session")
def months(
    july: CheckedMonth, august: CheckedMonth, september: CheckedMonth
) -> tuple[CheckedMonth, ...]:
    return july, august, september


def test_who_gets_a_draft(months: tuple[CheckedMonth, ...]) -> None:
    names = [[draft.name for draft in mailing(month).drafts] for month in months]
    leads = ["lead-JM", "lead-CP", "lead-MV", "lead-VL"]
    whole = [f"incomplete-{code}" for code in "ABCDE"]
    assert names[1] == [
        "cabinet",
        *leads,
        "missing-D",
        # What B says nothing of is not due for months.
        *(each for each in whole if each not in ("incomplete-B", "incomplete-D")),
    ]
    assert names[2] == ["cabinet", *leads, *whole]
    assert all(mailing(month).findings == () for month in months)


def test_recipients_sender_and_marking_come_from_the_plan(august: CheckedMonth) -> None:
    by_name = {draft.name: draft for draft in mailing(august).drafts}
    assert {draft.sender for draft in by_name.values()} == {"performance@council.example"}
    assert by_name["cabinet"].to == ("cabinet@council.example",)
    assert by_name["cabinet"].copies == (
        "trust.board@council.example",
        "leadership.team@council.example",
    )
    assert by_name["lead-JM"].to == ("jm@council.example",)
    assert by_name["missing-D"].to == ("head.d@council.example",)
    marking = august.assessment.plan.marking
    for draft in by_name.values():
        assert draft.subject.startswith(f"[{marking}] CYPS Improvement Plan 2012/13: ")
        assert draft.body.startswith(f"{marking}\n\nDear ")
        assert (draft.attachments == (REPORT,)) == (draft.name == "cabinet")
    unmarked = with_plan(august, replace(august.assessment.plan, marking=""))
    for draft in mailing(unmarked).drafts:
        assert draft.subject.startswith("CYPS Improvement Plan")
        assert draft.body.startswith("Dear ")


def test_every_draft_says_by_when(months: tuple[CheckedMonth, ...]) -> None:
    closing = ("7 August 2012", "7 September 2012", "5 October 2012")
    for month, day in zip(months, closing, strict=True):
        for draft in mailing(month).drafts:
            if draft.name.startswith("lead"):
                has_asked = f"return their workbooks by {day}." in draft.body
                assert has_asked is ("In the returns, about your milestones" in draft.body)
            elif draft.name != "cabinet":
                assert f"by {day} (5 working days after the month's end)" in draft.body
            assert "{" not in draft.subject + draft.body
            assert not re.search(r"\n\n\n|[ \t]\n|  \w", re.sub("\n +", "\n", draft.body)), (
                draft.body
            )


def test_the_missing_return_says_what_that_means(august: CheckedMonth) -> None:
    body = next(draft.body for draft in mailing(august).drafts if draft.name == "missing-D")
    assert "Dear Head of Service D,\n\nThe August 2012 return for Priority D (" in body
    assert "and 2 deadlines that are past due are shown as late." in body


def test_a_lead_reads_their_exceptions_and_what_others_are_asked_for(august: CheckedMonth) -> None:
    by_name = {draft.name: draft.body for draft in mailing(august).drafts}
    assert "Dear Jo Moxon," in by_name["lead-JM"]
    assert (
        "  - A12 Costed improvement plans in place for all Schools Causing Concern, improving "
        "term on term: Overdue."
        " Due 30 June 2012. 62 days overdue. Expected on 28 September 2012."
        " Corrective action: Head of School Improvement to meet both heads on 6 September.\n"
    ) in by_name["lead-JM"]
    without = "No corrective action was given. The head of service is asked for one."
    assert without in by_name["lead-JM"]
    assert "D5 Integrated Children with Disabilities Service" in by_name["lead-CP"]
    asked = by_name["lead-CP"].partition("In the returns, about your milestones")[2]
    assert re.search(r"  - E10 .* \(deadline 1 of 3\) \(Milestones, J6\): it is marked", asked)
    assert "Type the date" not in asked, "that is asked of the head of service"
    assert "Type the date" in by_name["incomplete-E"]
    theirs = {each.milestone.ref for each in august.assessment.of_lead("CP").deadlines}
    assert set(re.findall(r"^  - ([A-E]\d+)", by_name["lead-CP"], flags=re.MULTILINE)) <= theirs


def test_the_head_of_service_reads_of_two_answers_in_two_workbooks(
    tmp_path: Path, example_plan_read: Plan
) -> None:
    for name, progress in (("a.xlsx", 41000), ("b.xlsx", 41001)):
        returned(
            tmp_path, example_plan_read, "A", {("A12", "expected"): progress}, Month(2012, 8), name
        )
    checked = check_month(tmp_path, example_plan_read, date(2012, 8, 31))
    assert checked is not None
    body = next(draft.body for draft in mailing(checked).drafts if draft.name == "incomplete-A")
    assert "In the workbook b.xlsx:" in body
    told = " ".join(body.split())
    assert re.search(
        r"- A12 .* \(Milestones, K\d+\): This cell says “02/04/12”,"
        r" but a.xlsx, cell K\d+, says “01/04/12”",
        told,
    )


def test_a_lead_with_nothing_to_do_gets_none(august: CheckedMonth) -> None:
    plan = august.assessment.plan
    idle = replace(
        plan, leads=(*plan.leads, Lead("ZZ", "Zo Zed", "Director", "zz@council.example"))
    )
    assert "lead-ZZ" not in {draft.name for draft in mailing(with_plan(august, idle)).drafts}


QUOTED = re.compile(r"^  - ([A-E]\d+) .* \((Targets|Milestones), ([A-Z]+\d+)\): ", re.MULTILINE)


def test_every_cell_quoted_is_there_and_is_that_rows(months: tuple[CheckedMonth, ...]) -> None:
    quoted = 0
    for month in months:
        folder = locations.example_returns() / str(month.assessment.month)
        books = {path.name: openpyxl.load_workbook(path) for path in folder.glob("*.xlsx")}
        for draft in mailing(month).drafts:
            for part in draft.body.split("In the workbook ")[1:]:
                workbook = books[part.partition(":")[0]]
                for ref, sheet, cell in QUOTED.findall(part):
                    quoted += 1
                    row = workbook[sheet][cell].row
                    refs = {str(each.value) for each in workbook[sheet][row]}
                    assert ref in refs, (draft.name, sheet, cell, ref)
    assert quoted > 30


def test_every_row_that_is_not_done_is_quoted_with_the_cells_it_needs(
    months: tuple[CheckedMonth, ...],
) -> None:
    quoted = 0
    for month in months:
        bodies = {draft.name: draft.body for draft in mailing(month).drafts}
        for priority in month.assessment.plan.priorities:
            for result in rows_of(month.assessment, priority.code):
                for need in needs_of(month.assessment, result):
                    if need is not Need.ROW and result.entry:
                        place = result.entry.places[need.key]
                        body = bodies[f"incomplete-{priority.code}"]
                        assert f" ({place.sheet}, {place.cell}): " in body, (result, need)
                        quoted += 1
    assert quoted > 30


def test_each_cell_is_asked_of_one_person(months: tuple[CheckedMonth, ...]) -> None:
    """What mends it stands in one email alone; a lead is told what others are asked for."""
    for month in months:
        mends = {each.fix for each in month.findings}
        asked: dict[str, str] = {}
        for draft in mailing(month).drafts:
            if draft.name.startswith("lead"):
                assert not [fix for fix in mends if fix in draft.body], draft.name
                continue
            for part in draft.body.split("In the workbook ")[1:]:
                for _, sheet, cell in QUOTED.findall(part):
                    place = f"{part.partition(':')[0]} {sheet} {cell}"
                    assert asked.setdefault(place, draft.name) == draft.name


def test_nothing_is_asked_for_twice(months: tuple[CheckedMonth, ...]) -> None:
    for month in months:
        for priority in month.assessment.plan.priorities:
            asked = of_priority(month.assessment, priority.code, month.findings)
            assert len(asked) == len({(each.place, each.message) for each in asked})


def test_what_is_done_needs_no_draft(august: CheckedMonth) -> None:
    asked = of_priority(august.assessment, "A", august.findings)
    assert asked
    assert of_priority(august.assessment, "D", august.findings) == ()


def test_a_workbook_that_was_left_out_is_told_where_a_return_is_missing(
    august: CheckedMonth,
) -> None:
    odd = error("another-month", CellRef("return-D.xlsx"), "It is for July.", "Move it.")
    made = mailing(replace(august, left_out=(odd,)))
    assert [(each.code, each.place.workbook) for each in made.findings] == [
        ("left-out-workbook", "return-D.xlsx")
    ]


# Returns that came and could not be used


@pytest.fixture
def damaged_month(tmp_path: Path) -> Path:
    """August's returns; those of C and D came, and are cut short."""
    folder = tmp_path / "2012-08"
    shutil.copytree(locations.example_returns() / "2012-08", folder)
    whole = (folder / "return-C.xlsx").read_bytes()
    for code in "CD":
        (folder / f"return-{code}.xlsx").write_bytes(whole[:3000])
    return folder


def drafts_by_name(folder: Path, plan: Plan) -> tuple[dict[str, Draft], tuple[Finding, ...]]:
    checked = check_month(folder, plan, None)
    assert checked is not None
    made = mailing(checked)
    return {draft.name: draft for draft in made.drafts}, made.findings


def test_the_owner_of_a_return_that_could_not_be_read_is_told_so(
    damaged_month: Path, example_plan_read: Plan
) -> None:
    """Not that nothing came; with what is wrong with it, and what mends it."""
    by_name, findings = drafts_by_name(damaged_month, example_plan_read)
    assert {"unreadable-C", "unreadable-D"} <= set(by_name)
    assert not any(name.startswith("missing") for name in by_name)
    draft = by_name["unreadable-D"]
    assert draft.to == ("head.d@council.example",)
    assert draft.subject.endswith("Priority D return for August 2012 could not be used")
    assert "Thank you for the August 2012 return for Priority D (" in draft.body
    assert "It came, but it could not be read." in draft.body
    assert "In the workbook return-D.xlsx:" in draft.body
    assert "  - The file is damaged" in draft.body
    assert "Until it can be read, the report says “No return”" in draft.body
    assert "has not come" not in draft.body
    assert "return-C" not in draft.body
    assert not re.search(r"[{}]", draft.subject + draft.body)
    told = {each.place.workbook for each in findings if each.code == "left-out-workbook"}
    assert told == {"return-C.xlsx", "return-D.xlsx"}


def test_a_workbook_that_tells_no_owner_may_be_anybodys_who_is_missing(
    damaged_month: Path, example_plan_read: Plan
) -> None:
    (damaged_month / "return-C.xlsx").rename(damaged_month / "from the office.xlsx")
    by_name, _ = drafts_by_name(damaged_month, example_plan_read)
    assert (
        "A workbook came for August 2012 that could not be read, and nothing tells whose"
        in by_name["unreadable-C"].body
    )
    assert "In the workbook from the office.xlsx:" in by_name["unreadable-C"].body
    assert "from the office" not in by_name["unreadable-D"].body, "theirs is known"
    assert "unreadable-A" not in by_name, "A's return came"


def test_a_return_for_another_month_is_not_told_as_unreadable(
    tmp_path: Path, example_plan_read: Plan
) -> None:
    folder = tmp_path / "2012-08"
    shutil.copytree(locations.example_returns() / "2012-08", folder)
    shutil.copy(locations.example_returns() / "2012-07" / "return-D.xlsx", folder / "return-D.xlsx")
    by_name, _ = drafts_by_name(folder, example_plan_read)
    assert "It came, but it could not be used as it is." in by_name["unreadable-D"].body
    assert "The workbook is for July 2012, not for August 2012." in by_name["unreadable-D"].body


def test_what_rests_on_a_return_that_could_not_be_used_is_in_doubt(
    damaged_month: Path, example_plan_read: Plan, august: CheckedMonth
) -> None:
    by_name, _ = drafts_by_name(damaged_month, example_plan_read)
    doubtful = {name for name, draft in by_name.items() if draft.doubt}
    assert {"cabinet", "unreadable-C", "unreadable-D"} <= doubtful
    leads = {
        each.milestone.lead
        for each in august.assessment.deadlines
        if each.milestone.priority in "CD"
    }
    assert doubtful - {"cabinet", "unreadable-C", "unreadable-D"} <= {
        f"lead-{initials}" for initials in leads
    }
    assert any(name.startswith("lead") for name in doubtful), (
        "told that something is late, for want of that return"
    )
    assert by_name["cabinet"].doubt == "return-C.xlsx and return-D.xlsx came but could not be used"
    assert not any(draft.doubt for draft in mailing(august).drafts), (
        "D never came in August, and that is certain"
    )


def test_where_every_return_came_only_what_could_not_be_read_is_a_doubt(
    tmp_path: Path, example_plan_read: Plan
) -> None:
    folder = tmp_path / "2012-09"
    shutil.copytree(locations.example_returns() / "2012-09", folder)
    shutil.copy(
        locations.example_returns() / "2012-08" / "return-A.xlsx",
        folder / "last month's return-A.xlsx",
    )
    by_name, _ = drafts_by_name(folder, example_plan_read)
    assert not any(draft.doubt for draft in by_name.values())
    (folder / "more of return-A.xlsx").write_bytes((folder / "return-A.xlsx").read_bytes()[:3000])
    by_name, _ = drafts_by_name(folder, example_plan_read)
    assert {name for name, draft in by_name.items() if draft.doubt} == {"cabinet", "incomplete-A"}
