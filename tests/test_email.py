"""The email drafts: whom they go to, what they ask for, that they open as drafts, and that
nothing typed breaks out.
"""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cyps_reports import cli, locations
from cyps_reports.assessment.completeness import Need, needs_of, rows_of
from cyps_reports.findings import CellRef, Finding, Severity, error
from cyps_reports.letters.letter import Attachment, Draft
from cyps_reports.letters.requests import of_priority
from cyps_reports.letters.texts import PLACEHOLDERS, one_line, text_of
from cyps_reports.mailing import Mailing, as_at_of, mailing_of
from cyps_reports.monthly import CheckedMonth, check_month
from cyps_reports.outputs import outputs_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.rows.addresses import address_in, addresses_in, malformed_addresses
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.record.file import record_in, sums_in
from cyps_reports.writers.email import draft_files, is_own_draft
from cyps_reports.writers.word.as_sent import as_sent
from tests.tools.approved_plan import example_plan
from tests.tools.returned import returned
from tests.tools.shares import share_of
from tests.tools.typed_cells import type_into

BUILT_IN = {path.name: path.read_bytes() for path in locations.built_in_email_texts()}
REPORT = Attachment("cyps-report.docx", b"PK\x03\x04" + bytes(range(256)))
OWN_TEXTS = Path("input_templates", "emails")
ADDRESS = re.compile(r"[\w.]+@council\.example")


def mailing(checked: CheckedMonth, texts: Mapping[str, bytes] | None = None) -> Mailing:
    return mailing_of(checked, REPORT, {**BUILT_IN, **(texts or {})}, BUILT_IN)


def with_plan(checked: CheckedMonth, plan: Plan) -> CheckedMonth:
    return replace(checked, assessment=replace(checked.assessment, plan=plan))


def read_back(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


@pytest.fixture(scope="session")
def months(
    july: CheckedMonth, august: CheckedMonth, september: CheckedMonth
) -> tuple[CheckedMonth, ...]:
    return july, august, september


# Addresses in the plan workbook


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ()),
        ("j.smith@council.gov.uk", ("j.smith@council.gov.uk",)),
        (" a@b.example ;; c@d.example; a@b.example", ("a@b.example", "c@d.example")),
        ("Smith, Jo <j.smith@council.gov.uk>", ("j.smith@council.gov.uk",)),
        ("o'neill+plan@council.gov.uk", ("o'neill+plan@council.gov.uk",)),
        ("jo@localhost", ()),
        ("jo smith@council.gov.uk", ()),
        ("jo@council..uk", ()),
        (".jo@council.gov.uk", ()),
        ("jo@council.gov.uk, al@council.gov.uk", ()),
        ("jö@council.gov.uk", ()),
        ("jo@cöuncil.gov.uk", ()),
        ("jo@council.gov.uk\nBcc: al@council.gov.uk", ()),
        ("Jo <jo@council.gov.uk> <al@council.gov.uk>", ()),
        ("jo@-council.gov.uk", ()),
        (f"{'x' * 250}@council.gov.uk", ()),
        ("@council.gov.uk", ()),
        ("ask Jo", ()),
    ],
)
def test_an_address_is_taken_as_mail_servers_do(typed: str, expected: tuple[str, ...]) -> None:
    assert addresses_in(typed) == expected


def test_there_is_one_sender() -> None:
    assert address_in("a@b.example") == "a@b.example"
    assert address_in("a@b.example; c@d.example") == ""
    assert address_in("a@b.example; nonsense") == ""


@given(st.text(max_size=60))
def test_whatever_is_typed_an_address_is_on_one_line_and_has_a_domain(typed: str) -> None:
    for address in addresses_in(typed):
        assert re.fullmatch(r"[\x21-\x7e]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+", address)
        assert not set(address) & set('<>,;:" ()[]\\')


def test_the_example_has_its_addresses_and_the_built_in_plan_none(
    plan: Plan, example_plan_read: Plan
) -> None:
    assert example_plan_read == example_plan()
    assert {each.email for each in plan.leads} | {each.email for each in plan.priorities} == {""}
    assert plan.email_sender == plan.email_to == plan.email_copies == plan.mail_server == ""


def edited_plan(tmp_path: Path, edits: Mapping[tuple[str, str], object]) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(example_plan()))
    type_into(path, edits)
    return path


def test_a_plan_workbook_from_before_the_addresses_reads_as_it_did(tmp_path: Path) -> None:
    path = edited_plan(tmp_path, {})
    workbook = openpyxl.load_workbook(path)
    workbook[layout.PRIORITIES].delete_cols(3, 2)
    workbook[layout.LEADS].delete_cols(4)
    labels = {
        str(row[0].value): int(row[0].row or 0)
        for row in workbook[layout.PLAN].iter_rows(max_col=1)
    }
    for label in ("Mail server", "Email copies", "Email to", "Email sender"):
        workbook[layout.PLAN].delete_rows(labels[label])
    workbook.save(path)
    read, findings = read_plan(path)
    assert findings == ()
    assert read is not None
    expected = example_plan()
    assert read == replace(
        expected,
        email_sender="",
        email_to="",
        email_copies="",
        mail_server="",
        priorities=tuple(replace(each, head="", email="") for each in expected.priorities),
        leads=tuple(replace(each, email="") for each in expected.leads),
    )


def test_a_malformed_address_is_found_by_cell_and_never_quoted(tmp_path: Path) -> None:
    cells = {
        (layout.LEADS, "D3"),
        (layout.PRIORITIES, "D2"),
        (layout.PLAN, "B19"),
        (layout.PLAN, "B20"),
    }
    read, findings = read_plan(
        edited_plan(tmp_path, dict.fromkeys(cells, "secret.person at council"))
    )
    assert read is not None, "a plan can be used without"
    assert {(each.place.sheet, each.place.cell) for each in findings} == cells
    for finding in findings:
        assert (finding.severity, finding.code) == (Severity.WARNING, "malformed-address")
        assert finding.place.workbook == "plan.xlsx"
        assert "secret" not in finding.message + finding.fix


# What the drafts say


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


# Addresses that are not there


def test_a_missing_address_is_found_by_cell_and_the_draft_is_written_all_the_same(
    tmp_path: Path, august: CheckedMonth
) -> None:
    cells = {
        (layout.LEADS, "D2"),
        (layout.PRIORITIES, "D5"),
        (layout.PLAN, "B19"),
        (layout.PLAN, "B20"),
    }
    read, findings = read_plan(edited_plan(tmp_path, dict.fromkeys(cells)))
    assert read is not None, findings
    made = mailing(with_plan(august, read))
    assert {(each.place.sheet, each.place.cell) for each in made.findings} == cells
    assert {each.code for each in made.findings} == {"no-address", "no-sender"}
    assert all(each.severity is Severity.WARNING for each in made.findings)
    by_name = {draft.name: draft for draft in made.drafts}
    assert by_name["lead-JM"].to == by_name["missing-D"].to == by_name["cabinet"].to == ()
    assert b"\r\nTo:" not in made.files["lead-JM.eml"]
    assert b"From:" not in made.files["lead-JM.eml"]
    assert len(made.drafts) == len(mailing(august).drafts)


def test_without_the_columns_the_finding_says_which_to_add(august: CheckedMonth) -> None:
    plan = august.assessment.plan
    bare = replace(
        plan,
        email_sender="",
        email_to="",
        places={},
        leads=tuple(replace(each, email="", places={}) for each in plan.leads),
        priorities=tuple(Priority(each.code, each.title) for each in plan.priorities),
    )
    made = mailing(with_plan(august, bare))
    mends = {each.fix for each in made.findings}
    assert "Put “Email” in the plan workbook's sheet Leads, and the address with it." in mends
    assert "Put “Email to” in the plan workbook's sheet Plan, and the address with it." in mends
    assert (
        next(draft.body for draft in made.drafts if draft.name == "missing-D").find(
            "Dear colleague,"
        )
        > 0
    )


def test_a_malformed_address_is_told_once(tmp_path: Path, august: CheckedMonth) -> None:
    read, findings = read_plan(edited_plan(tmp_path, {(layout.LEADS, "D2"): "nonsense"}))
    assert read is not None
    made = mailing(replace(with_plan(august, read), findings=(*august.findings, *findings)))
    assert [each.code for each in made.findings] == ["malformed-address"]


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


# The files


def test_a_draft_opens_as_a_draft_and_reads_back(august: CheckedMonth) -> None:
    made = mailing(august)
    assert set(made.files) == {
        f"{draft.name}.{ending}" for draft in made.drafts for ending in ("eml", "txt")
    }
    for draft in made.drafts:
        content = made.files[f"{draft.name}.eml"]
        assert content.startswith(b"X-Unsent: 1\r\n")
        assert content.isascii()
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert max(map(len, content.split(b"\r\n"))) <= 100
        message = read_back(content)
        assert not message.defects
        assert message["Date"] is None
        assert message["Subject"] == draft.subject
        assert str(message["To"]) == ", ".join(draft.to)
        body = message.get_body()
        assert body
        assert body.get_content().replace("\r\n", "\n") == draft.body
        text = made.files[f"{draft.name}.txt"]
        assert text.startswith(b"\xef\xbb\xbfFrom: performance@council.example\r\nTo: ")
        assert text.decode("utf-8-sig").replace("\r\n", "\n").endswith(f"\n\n{draft.body}")
        assert f"\r\nSubject: {draft.subject}\r\n" in text.decode("utf-8-sig")


def test_the_word_report_is_attached_as_it_is(august: CheckedMonth) -> None:
    (attached,) = read_back(mailing(august).files["cabinet.eml"]).iter_attachments()
    assert attached.get_content() == REPORT.content
    assert attached.get_filename() == REPORT.name
    assert (
        attached.get_content_type()
        == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )


def test_nothing_typed_leads_out_of_the_folder(august: CheckedMonth) -> None:
    plan = august.assessment.plan
    odd = ("../../JM", "jm", "J:M\\", "C N/")
    leads = {lead.initials: initials for lead, initials in zip(plan.leads, odd, strict=True)}
    milestones = tuple(replace(each, lead=leads[each.lead]) for each in plan.milestones)
    deadlines = tuple(
        replace(each, milestone=replace(each.milestone, lead=leads[each.milestone.lead]))
        for each in august.assessment.deadlines
    )
    renamed = replace(
        plan,
        milestones=milestones,
        leads=tuple(replace(each, initials=leads[each.initials]) for each in plan.leads),
    )
    made = mailing(
        replace(august, assessment=replace(august.assessment, plan=renamed, deadlines=deadlines))
    )
    names = [draft.name for draft in made.drafts if draft.name.startswith("lead")]
    assert names == ["lead-JM", "lead-jm2", "lead-JM3", "lead-CN"]


TYPED = st.text(max_size=40) | st.sampled_from(
    [
        "a\r\nBcc: evil@council.example",
        "a\nTo: evil@council.example",
        "{name}",
        "\u2028Cc: x",
        "=?utf-8?q?=0ABcc=3A?=",
        "£“”",
    ]
)


class Held:
    """A month that Hypothesis does not write out."""

    def __init__(self, month: CheckedMonth) -> None:
        self.month = month


@pytest.fixture(scope="session")
def held(august: CheckedMonth) -> Held:
    """August with little in it, so that many drafts of it can be made."""
    assessment = august.assessment
    few = replace(assessment, measures=assessment.measures[:3], deadlines=assessment.deadlines[:12])
    return Held(replace(august, assessment=few, findings=august.findings[:10]))


@settings(max_examples=share_of(60), phases=[Phase.explicit, Phase.generate])
@given(
    marking=TYPED, title=TYPED, name=TYPED, progress=TYPED, sender=TYPED, email=TYPED, subject=TYPED
)
def test_nothing_typed_adds_a_header_or_a_recipient(
    held: Held,
    marking: str,
    title: str,
    name: str,
    progress: str,
    sender: str,
    email: str,
    subject: str,
) -> None:
    plan = held.month.assessment.plan
    typed = replace(
        plan,
        marking=marking,
        title=title,
        email_sender=sender,
        email_to=f"{email}; cabinet@council.example",
        leads=tuple(replace(each, name=name, email=email) for each in plan.leads),
    )
    deadlines = tuple(
        replace(each, entry=replace(each.entry, corrective_action=progress)) if each.entry else each
        for each in held.month.assessment.deadlines
    )
    month = replace(
        held.month, assessment=replace(held.month.assessment, plan=typed, deadlines=deadlines)
    )
    first = next(iter(subject.splitlines()), "")
    text = f"Subject: x{first}{{name}}\n\n{{exceptions}}\n"
    made = mailing(month, {"lead.txt": text.encode("utf-8", "ignore")})
    allowed = {
        "X-Unsent",
        "From",
        "To",
        "Cc",
        "Subject",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    }
    for draft in made.drafts:
        message = read_back(made.files[f"{draft.name}.eml"])
        assert set(message.keys()) <= allowed
        assert len(message.keys()) == len(set(message.keys()))
        assert message["X-Unsent"] == "1"
        for header, expected in (("To", draft.to), ("Cc", draft.copies)):
            read = (
                tuple(each.addr_spec for each in message[header].addresses)
                if message[header]
                else ()
            )
            assert read == expected
            assert set(expected) <= {
                *addresses_in(email),
                *ADDRESS.findall("".join(map(repr, august_addresses(plan)))),
            }
        head = made.files[f"{draft.name}.txt"].decode("utf-8-sig").split("\r\n\r\n")[0]
        assert all(
            re.match(r"(From|To|Cc|Subject|Attachment): ", line) for line in head.split("\r\n")
        )


WORDS = [
    "Illustrative",
    "£5",
    "“figures”",
    "are",
    "–",
    "café",
    "[Draft]",
    "2012/13:",
    "a" * 90,
    "é" * 60,
    "it’s",
]


@given(st.lists(st.sampled_from(WORDS) | st.text(min_size=1, max_size=9), min_size=1, max_size=25))
def test_a_subject_arrives_word_for_word(words: list[str]) -> None:
    subject = one_line(" ".join(words))
    message = read_back(
        draft_files(Draft("x", "a@b.example", ("c@d.example",), (), subject, "Body\n"))["x.eml"]
    )
    assert str(message["Subject"] or "") == subject
    assert {"Bcc", "Cc"}.isdisjoint(message.keys())


def august_addresses(plan: Plan) -> list[str]:
    owners: list[Priority | Lead] = [*plan.priorities, *plan.leads]
    return [plan.email_to, plan.email_copies, *(each.email for each in owners)]


# The texts


def test_the_built_in_texts_use_only_what_is_known() -> None:
    assert set(BUILT_IN) == {f"{kind}.txt" for kind in PLACEHOLDERS}
    for kind in PLACEHOLDERS:
        _, findings = text_of(kind, BUILT_IN[f"{kind}.txt"], b"")
        assert findings == ()


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_is_read_however_it_was_saved(coding: str, end: str) -> None:
    typed = f"subject:  £5 – {{month}}{end}{end}Dear {{ name }},{end}{end}“Please”.{end}"
    text, findings = text_of("missing", typed.encode(coding), b"")
    assert findings == ()
    filled = text.filled({"month": "May 2012", "name": "{month}"})
    assert (filled.subject, filled.body) == ("£5 – May 2012", "Dear {month},\n\n“Please”.\n")


def test_an_unknown_placeholder_is_told_and_left_alone(august: CheckedMonth) -> None:
    made = mailing(
        august, {"missing.txt": b"Subject: {monht}\n\nDear {name}, {findings} {monht}\n"}
    )
    assert [(each.code, each.place.workbook) for each in made.findings] == [
        ("unknown-placeholder", "missing.txt"),
        ("unknown-placeholder", "missing.txt"),
    ]
    assert "{monht}" in made.findings[0].message
    assert "{consequences}" in made.findings[0].fix
    draft = next(each for each in made.drafts if each.name == "missing-D")
    assert draft.subject.endswith("] {monht}")
    assert draft.body.endswith("Dear Head of Service D, {findings} {monht}\n")


@pytest.mark.parametrize(
    ("typed", "quoted", "meant"),
    [
        ("{monht}", "{monht}", "{month}"),
        ("{Month}", "{Month}", "{month}"),
        ("{as at}", "{as at}", "{as_at}"),
        ("{{month}}", "{{month}}", "{month}"),
        ("{{ month", "{{ month", "{month}"),
        ("{month", "{month", "{month}"),
        ("month}", "}", ""),
        ("{}", "{}", ""),
        ("{month.}", "{month.}", "{month}"),
        ("{completeness}", "{completeness}", ""),
    ],
)
@pytest.mark.parametrize("place", ["subject", "body"])
def test_what_stands_in_brackets_and_means_nothing_is_told_and_left_alone(
    typed: str, quoted: str, meant: str, place: str
) -> None:
    subject, body = (
        (f"Hello {typed}", "Dear")
        if place == "subject"
        else ("Hello", f"Dear {typed}\nall, in {{ month }}")
    )
    text, (found,) = text_of("missing", f"Subject: {subject}\n\n{body}\n".encode(), b"")
    assert (found.code, found.place.workbook) == ("unknown-placeholder", "missing.txt")
    assert f"in place of {quoted} in this email; it is left as it is." in found.message
    assert found.fix.startswith(
        f"Perhaps {meant} is meant. Use one of" if meant else "Use one of these"
    )
    assert "{consequences}" in found.fix
    filled = text.filled({"month": "May 2012", "name": "Jo"})
    assert typed in (filled.subject if place == "subject" else filled.body)
    assert place == "subject" or "all, in May 2012" in filled.body


def test_what_would_turn_a_text_round_or_steer_a_screen_is_in_no_email(
    august: CheckedMonth,
) -> None:
    plan = replace(
        august.assessment.plan,
        title="Plan \u202egnp.exe\u202c \x1b[31m",
        service="\u2066S\x9b\u061c",
    )
    for draft in mailing(with_plan(august, plan)).drafts:
        assert not re.search(
            "[\x1b\x9b\u061c\u202a-\u202e\u2066-\u2069]", draft.subject + draft.body
        )


@pytest.mark.parametrize(
    "content",
    [b"", b"Dear all", b"Subject:\n\nDear", b"Subject: x\n\n", b"PK\x03\x04\x00", b"\xff\xfe\x00"],
)
def test_a_text_that_cannot_be_used_is_replaced_and_told(
    august: CheckedMonth, content: bytes
) -> None:
    made = mailing(august, {"missing.txt": content})
    assert [(each.code, each.place.workbook) for each in made.findings] == [
        ("unusable-text", "missing.txt")
    ]
    assert made.drafts == mailing(august).drafts


# The command line


@pytest.fixture
def office_folder(few_rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(few_rows, tmp_path / "returns")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def its_rows(
    few_rows: Path, is_full: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder with the example: some of its rows, and all of them with --full."""
    shutil.copytree(locations.example_returns() if is_full else few_rows, tmp_path / "returns")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("office_folder")
def test_email_wants_a_report_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["email", "returns/2012-08"]) == 2
    assert "Run this first: cyps-reports report returns/2012-08\n" in capsys.readouterr().err
    assert not Path("output").exists()
    plan = "returns/the plan.xlsx"
    shutil.copy("returns/plan.xlsx", plan)
    assert (
        cli.main(
            ["email", "returns/2012-08", "--plan", plan, "--output", "out", "--as-at", "2012-08-30"]
        )
        == 2
    )
    again = (
        'cyps-reports report returns/2012-08 --plan "returns/the plan.xlsx" --output out '
        "--as-at 2012-08-30\n"
    )
    assert capsys.readouterr().err.endswith(again)


def test_the_place_of_the_built_in_example_is_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["email"]) == 2
    assert capsys.readouterr().err.endswith("Run this first: cyps-reports report\n")
    assert cli.main(["run"]) == 1
    told = capsys.readouterr()
    assert str(locations.built_in()) not in told.out + told.err


@pytest.mark.usefixtures("its_rows")
def test_email_writes_the_drafts_of_the_report_and_takes_old_ones_away(
    capsys: pytest.CaptureFixture[str], is_full: bool
) -> None:
    cli.main(["report", "returns/2012-08", "--as-at", "2012-08-30"])
    assert cli.main(["email", "returns/2012-08"]) == 1
    said = capsys.readouterr().out
    assert "as at 30 August 2012" in said, "judged on the day of the report"
    emails = Path("output/2012-08/emails")
    assert f"Wrote {10 if is_full else 8} email drafts in output" in said
    assert (emails / "missing-D.eml").is_file()
    (attached,) = read_back((emails / "cabinet.eml").read_bytes()).iter_attachments()
    report = Path("output/2012-08/cyps-report-2012-08.docx")
    assert attached.get_content() == as_sent(report.read_bytes())
    own = dict.fromkeys(("missing-people.txt", "notes.txt", "lead-notes.eml"), b"mine")
    for name, content in own.items():
        (emails / name).write_bytes(content)
    returned(Path("returns/2012-08"), example_plan(), "D", {}, Month(2012, 8))
    assert cli.main(["email", "returns/2012-08"]) == 2
    assert "have changed since the report in output" in capsys.readouterr().err
    assert (emails / "missing-D.eml").is_file()
    cli.main(["report", "returns/2012-08"])
    cli.main(["email", "returns/2012-08"])
    assert "missing-D.eml, which no longer applies" in capsys.readouterr().out
    names = {path.name for path in emails.iterdir()}
    assert not any(name.startswith("missing-D") for name in names)
    assert "incomplete-D.eml" in names
    assert {name: (emails / name).read_bytes() for name in own} == own


@pytest.mark.usefixtures("office_folder")
def test_a_report_edited_in_word_is_attached_as_it_is_and_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["report", "returns/2012-08"])
    report = Path("output/2012-08/cyps-report-2012-08.docx")
    report.write_bytes(report.read_bytes() + b"edited")
    cli.main(["email", "returns/2012-08"])
    assert "This is not the Word report as it would be made now" in capsys.readouterr().out
    (attached,) = read_back(
        Path("output/2012-08/emails/cabinet.eml").read_bytes()
    ).iter_attachments()
    assert attached.get_content() == as_sent(report.read_bytes())
    report.unlink()
    assert cli.main(["email", "returns/2012-08"]) == 2
    assert "the Word report cyps-report-2012-08.docx is not in output" in capsys.readouterr().err


@pytest.mark.usefixtures("office_folder")
def test_an_officers_own_text_is_used_file_by_file(capsys: pytest.CaptureFixture[str]) -> None:
    own = Path("input_templates/emails")
    own.mkdir(parents=True)
    (own / "cabinet.txt").write_text(
        "Subject: {month} report\n\nDear Members, {monht}\n", encoding="utf-8"
    )
    assert cli.main(["run", "returns/2012-08"]) == 1
    said = capsys.readouterr().out
    assert "cabinet.txt\n  Warning: Nothing can be put in place of {monht} in this email" in said
    text = Path("output/2012-08/emails/cabinet.txt").read_bytes().decode("utf-8-sig")
    assert "August 2012 report" in text
    assert "Dear Members," in text
    assert "has not come yet" in Path("output/2012-08/emails/missing-D.txt").read_bytes().decode(
        "utf-8-sig"
    )


@pytest.mark.usefixtures("office_folder")
def test_built_in_texts_are_never_used_without_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["run", "returns/2012-08"])
    assert (
        f"The built-in email texts were used. Yours are looked for in {OWN_TEXTS}, in the folder"
        in capsys.readouterr().out
    )
    OWN_TEXTS.mkdir(parents=True)
    (OWN_TEXTS / "lead.txt").write_bytes(BUILT_IN["lead.txt"])
    (OWN_TEXTS / "cabinet.txt.txt").write_bytes(BUILT_IN["cabinet.txt"])
    cli.main(["email", "returns/2012-08"])
    said = capsys.readouterr().out
    assert (
        "Built in: cabinet.txt, incomplete.txt, missing.txt and unreadable.txt. Yours are looked "
        "for in" in said
    )
    assert (
        f"Not used in {OWN_TEXTS}, as no email is called so: cabinet.txt.txt. The names are "
        "cabinet.txt," in said
    )
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    cli.main(["run", "../returns/2012-08"])
    said = capsys.readouterr().out
    assert "The built-in email texts were used." in said
    assert re.search(
        r"There are email texts in \S+input_templates.emails, which were NOT used\."
        r"\nTo use them, run",
        said,
    )
    for name, content in BUILT_IN.items():
        (Path("..") / OWN_TEXTS / name).write_bytes(content)
    (Path("..") / OWN_TEXTS / "cabinet.txt.txt").unlink()
    monkeypatch.chdir("..")
    cli.main(["email", "returns/2012-08"])
    assert "texts" not in capsys.readouterr().out.replace("input_templates", "")


@pytest.mark.usefixtures("its_rows")
def test_the_month_end_in_one_go_says_where_it_is(
    capsys: pytest.CaptureFixture[str], is_full: bool
) -> None:
    assert cli.main(["run", "--output", "results"]) == 1
    said = capsys.readouterr().out
    steps = [
        "1 of 3: Reading and checking",
        "2 of 3: Writing the report",
        "3 of 3: Writing the email drafts",
    ]
    assert [said.index(step) for step in steps] == sorted(said.index(step) for step in steps)
    assert f"(Targets, {'I11' if is_full else 'I5'}): “approx 84” is not a figure." in said
    by_itself = {
        path.relative_to("results"): path.read_bytes() for path in Path("results").rglob("*.*")
    }
    cli.main(["report", "--output", "again"])
    cli.main(["email", "--output", "again"])
    assert {
        path.relative_to("again"): path.read_bytes() for path in Path("again").rglob("*.*")
    } == by_itself
    assert len(by_itself) == 3 + 2 * 10 + 1, "with the check sums of the drafts"


@pytest.mark.usefixtures("office_folder")
def test_the_example_never_mixes_with_a_real_month(capsys: pytest.CaptureFixture[str]) -> None:
    plan = str(locations.built_in() / "plan.xlsx")
    cli.main(["report", "returns/2012-09", "--plan", plan])
    before = {path: path.read_bytes() for path in Path("output").rglob("*.*")}
    assert cli.main(["run", "returns/2012-09"]) == 2
    assert cli.main(["email", "returns/2012-09"]) == 2
    assert {path: path.read_bytes() for path in Path("output").rglob("*.*")} == before


@pytest.mark.usefixtures("office_folder")
def test_a_full_disk_leaves_the_old_drafts_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["run", "returns/2012-08"])
    before = {path: path.read_bytes() for path in Path("output").rglob("*.*")}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cyps_reports.files.placing.os.fsync", full)
    assert cli.main(["email", "returns/2012-08"]) == 2
    assert (
        "(No space left on device). Make room on the disk, and run again."
        in capsys.readouterr().err
    )
    assert {path: path.read_bytes() for path in Path("output").rglob("*.*")} == before


@pytest.mark.full
def test_another_process_writes_the_same_drafts(tmp_path: Path) -> None:
    written, example = [], locations.example_returns() / "2012-08"
    for seed in ("1", "2"):
        folder = tmp_path / seed
        done = subprocess.run(
            [sys.executable, "-m", "cyps_reports", "run", str(example), "--output", str(folder)],
            cwd=Path(__file__).parent.parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr
        written.append(
            {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
        )
    assert written[0] == written[1]
    assert len(written[0]) == 3 + 2 * 9 + 1, "with the check sums of the drafts"


# What must stay where it belongs


def every_byte(path: Path) -> bytes:
    """A file's content; of a zip file, that of each of its members."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as package:
        return b"".join(package.read(name) for name in package.namelist())


@pytest.mark.usefixtures("office_folder")
def test_no_address_or_path_stands_in_an_output_it_does_not_belong_in(
    office_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = edited_plan(office_folder, {(layout.LEADS, "D3"): "someone at council.example"})
    shutil.move(edited, office_folder / "returns" / "plan.xlsx")
    cli.main(["run", "returns/2012-08"])
    cli.main(["report", "returns/2012-08", "--audience", "leadership", "--csv"])
    cli.main(["check", "returns/2012-08", "--feedback", "feedback"])
    cli.main(["templates", "--from", "returns/2012-08", "--output", "blank"])
    (office_folder / "blank" / "plan.xlsx").unlink()
    told = capsys.readouterr()
    drafts = set(Path("output").rglob("emails/*.*"))
    others = [
        path for folder in ("output", "feedback", "blank") for path in Path(folder).rglob("*.*")
    ]
    others = [path for path in others if path not in drafts]
    assert len(others) >= 16
    for path in others:
        content = every_byte(path)
        assert b"council.example" not in content, path
        assert str(office_folder).encode() not in content, path
    for path in drafts:
        assert str(office_folder).encode() not in path.read_bytes()
    assert "council.example" not in told.out + told.err
    assert str(office_folder) not in told.out + told.err


def test_drafts_name_nobody_elses_address(august: CheckedMonth) -> None:
    for draft in mailing(august).drafts:
        written = b"".join(draft_files(draft).values()).decode()
        assert set(ADDRESS.findall(written)) == {draft.sender, *draft.recipients}


def test_the_record_does_not_depend_on_the_addresses(august: CheckedMonth) -> None:
    plan = august.assessment.plan
    other = replace(plan, email_to="", email_sender="x@y.example", mail_server="")
    assert outputs_of(with_plan(august, other)) == outputs_of(august)


def findings_of(plan: Plan) -> list[Finding]:
    return list(malformed_addresses(plan))


def test_a_plan_made_in_code_is_checked_too(plan: Plan) -> None:
    assert findings_of(plan) == []
    assert len(findings_of(replace(plan, email_sender="a@b.example; c@d.example"))) == 1
    assert Draft("x", "", ("a@b.example",), ("a@b.example", "c@d.example"), "", "").recipients == (
        "a@b.example",
        "c@d.example",
    )


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [
        ("cabinet", True),
        ("lead-VL", True),
        ("incomplete-A", True),
        ("incomplete-A-JoSmith", True),
        ("incomplete-A-2", True),
        ("my-notes", False),
    ],
)
def test_a_draft_is_known_again_by_every_name_it_may_have(name: str, is_ours: bool) -> None:
    """Whoever fills in single rows has a draft under their own name, which goes too."""
    content = draft_files(Draft(name, "a@b.example", ("c@d.example",), (), "S", "B\n"))
    assert is_own_draft(f"{name}.eml", content[f"{name}.eml"]) is is_ours


@pytest.mark.parametrize(
    "record", [b"[" * 200_000, b"{}", b'{"as_at": 3}', b"not JSON", b'{"outputs": [{}]}']
)
def test_a_damaged_record_gives_no_date_and_no_check_sums(record: bytes) -> None:
    assert as_at_of(record_in(record)) is None
    assert sums_in(record_in(record)) == {}
