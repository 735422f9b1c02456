"""A month's beginning: the blank returns go out by email, and what has not come is reminded of."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from cyps_reports import api, cli, locations
from cyps_reports.acts.ended import CannotRun, Reason
from cyps_reports.letters.calendar import DayEvent, events_of
from cyps_reports.letters.letter import Paper
from cyps_reports.letters.sending_out import Blank, open_rows_of, reminder_drafts, return_drafts
from cyps_reports.letters.texts import REMINDER, RETURN, SECOND_REMINDER, Text
from cyps_reports.letters.unused_workbooks import Unused
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Redating
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.writers.calendar import calendar_file
from tests.tools.mail_server import Post, mail_server
from tests.tools.returned import returned
from tests.tools.shares import share_of
from tests.tools.small_plan import small_plan

OCTOBER = Month(2012, 10)
SEPTEMBER_2017 = Month(2017, 9)
CLOSING = date(2012, 11, 7)
BEFORE, AFTER = date(2012, 11, 1), date(2012, 11, 8)
NAMES = [f"return-{code}" for code in "ABCDE"]


def office_of(example: Path, root: Path) -> Path:
    """An officer's folder with September's returns of an example, and blank ones for October."""
    shutil.copytree(example / "2012-09", root / "returns" / "2012-09")
    shutil.copy(example / "plan.xlsx", root / "returns")
    asked = api.TemplatesRequest(root=root, today=CLOSING, returns=Path("returns/2012-09"))
    api.write_templates(asked)
    return root


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The officer's folder of the whole example; for copies only."""
    return office_of(locations.example_returns(), tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def made_of_few(few_rows: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That of a few rows of the example; for copies only."""
    return office_of(few_rows, tmp_path_factory.mktemp("made of few"))


@pytest.fixture(scope="module")
def some_rows(made_of_few: Path) -> Plan:
    """The plan of that folder, as it is read."""
    plan, findings = read_plan(made_of_few / "returns" / "plan.xlsx")
    assert plan is not None, findings
    return plan


@pytest.fixture
def root(made_of_few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "office"
    shutil.copytree(made_of_few, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="module")
def sent_out(made: Path, tmp_path_factory: pytest.TempPathFactory) -> api.DraftedOut:
    """The drafts with the blank returns, made once."""
    folder = tmp_path_factory.mktemp("sent out") / "office"
    shutil.copytree(made, folder)
    return api.draft_returns(request(folder))


def request(root: Path, month: Month | None = None) -> api.SendOutRequest:
    return api.SendOutRequest(root=root, month=month)


def email_of(folder: Path, name: str) -> EmailMessage:
    return message_from_bytes((folder / f"{name}.eml").read_bytes(), policy=policy.default)


def entries(content: bytes) -> Iterator[Event]:
    return (each for each in Calendar.from_ical(content.decode()).walk() if isinstance(each, Event))


def days(content: bytes) -> dict[str, date]:
    """The days of a calendar file by their titles."""
    return {str(each["summary"]): each["dtstart"].dt for each in entries(content)}


# The returns


def test_each_head_of_service_gets_their_return_and_a_calendar(
    made: Path, sent_out: api.DraftedOut
) -> None:
    assert sent_out.month == OCTOBER, "that of the returns that lie there"
    assert [each.name for each in sent_out.drafts] == NAMES
    assert sent_out.folder.parts[-3:] == ("output", "2012-10", "emails")
    assert sent_out.findings == ()
    for code, draft in zip("ABCDE", sent_out.drafts, strict=True):
        assert draft.to == (f"head.{code.lower()}@council.example",)
        workbook, calendar = draft.attachments
        assert (workbook.name, calendar.name) == (f"return-{code}.xlsx", f"return-{code}.ics")
        assert workbook.content == (made / "input_templates" / workbook.name).read_bytes()
        by_when = "send it back by 7 November 2012 (5 working days after the month's end)"
        assert by_when in draft.body


def test_the_email_says_what_is_due_until_the_closing_day(sent_out: api.DraftedOut) -> None:
    over, due = sent_out.drafts[0].body.split("Due by then:")
    assert _dated(due) == [("A13", "31 October 2012"), ("A24", "31 October 2012")]
    assert over.partition("Overdue, unless it is done:")[1]
    assert ("A12", "30 June 2012") in _dated(over)


def _dated(text: str) -> list[tuple[str, ...]]:
    """The rows that are listed with their dates."""
    return re.findall(r"^  - (\S+) .*: due (.*)$", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("days", "titles"),
    [
        ((), []),
        ((date(2017, 8, 31),), ["Overdue, unless it is done:"]),
        ((date(2017, 9, 1),), ["Due by then:"]),
        ((date(2017, 10, 6), date(2017, 6, 30)), ["Overdue, unless it is done:", "Due by then:"]),
        ((date(2017, 10, 7),), []),
    ],
    ids=["none", "over", "in the month", "two", "after the closing day"],
)
def test_what_is_overdue_already_is_listed_before_what_is_due(
    days: tuple[date, ...], titles: list[str]
) -> None:
    plan = one_milestone(*(Deadline(number, day) for number, day in enumerate(days, 1)))
    rows = tuple((milestone, each) for milestone in plan.milestones for each in milestone.deadlines)
    paper = Paper(plan, Month(2017, 9), date(2017, 9, 30), {RETURN: Text("{name}", "{items}")})
    ((draft,), _) = return_drafts(paper, [Blank(plan.priorities[0], (), rows)])
    body = draft.body
    assert [line for line in body.splitlines() if line.endswith(":")] == titles


def test_the_file_opens_with_both_attached(sent_out: api.DraftedOut) -> None:
    message = email_of(sent_out.folder, "return-B")
    assert message["X-Unsent"] == "1"
    kinds = [each.get_content_type() for each in message.iter_attachments()]
    assert kinds == [
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "text/calendar",
    ]
    attached = tuple(each.get_payload(decode=True) for each in message.iter_attachments())
    assert attached == tuple(each.content for each in sent_out.drafts[1].attachments)
    text = (sent_out.folder / "return-B.txt").read_bytes().decode("utf-8-sig")
    assert "Attachment: return-B.xlsx\r\nAttachment: return-B.ics\r\n" in text


def test_the_same_folder_gives_the_same_bytes(
    made: Path, sent_out: api.DraftedOut, tmp_path: Path
) -> None:
    shutil.copytree(made, tmp_path / "office")
    assert api.draft_returns(request(tmp_path / "office")).mailing.files == sent_out.mailing.files


def test_the_command_line_makes_and_sends_them_once(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["email", "--for", "returns", "--month", "2012-10"]) == 0
    said = capsys.readouterr().out
    assert "CYPS Improvement Plan 2012/13, returns for October 2012" in said
    assert f"Wrote 5 email drafts in {Path('output/2012-10/emails')}:" in said
    with mail_server(root, Post()) as running:
        through = ("--server", running.address, "--ca-file", str(running.ca_file))
        assert cli.main(["email", "2012-10", "--for", "returns", "--send", "--yes", *through]) == 0
        said = capsys.readouterr().out
        assert "    Attachment: return-A.xlsx (" in said
        assert "    Attachment: return-A.ics (" in said
        assert "5 of 5 sent." in said
        assert cli.main(["email", "--for", "returns", "--send", "--yes", *through]) == 0
        assert "There is nothing left to send." in capsys.readouterr().out
    assert len(running.post.taken) == 5


def test_whoever_fills_in_single_rows_gets_a_copy(root: Path, some_rows: Plan) -> None:
    plan = some_rows
    measures = tuple(
        replace(each, head="Jo Smith <jo.smith@council.example>")
        if each.ref in ("A8", "A9")
        else each
        for each in plan.measures
    )
    (root / "returns" / "plan.xlsx").write_bytes(plan_workbook(replace(plan, measures=measures)))
    (first, second, *_) = api.draft_returns(request(root)).drafts
    assert first.copies == ("jo.smith@council.example",)
    assert second.copies == ()


# What lies there


def test_without_blank_returns_the_command_to_make_them_is_said(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (root / "input_templates").glob("return-*"):
        path.unlink()
    assert cli.main(["email", "--for", "returns"]) == 2
    assert capsys.readouterr().err == (
        "Could not run: no blank returns lie in input_templates. Make them first, as with: "
        "cyps-reports templates\n"
    )


def test_blank_returns_of_another_month_are_not_sent(root: Path) -> None:
    with pytest.raises(CannotRun) as told:
        api.draft_returns(request(root, Month(2012, 11)))
    assert told.value.reason is Reason.NOT_MADE
    assert "templates --month 2012-11" in str(told.value)
    assert {each.code for each in told.value.findings} == {"no-blank-return"}
    assert not (root / "output").exists()


@pytest.mark.parametrize(
    ("month", "problem"),
    [(Month(2014, 1), "January 2014 is not in the plan year 2012/13.")],
)
def test_a_month_without_returns_is_refused(root: Path, month: Month, problem: str) -> None:
    with pytest.raises(CannotRun, match=problem):
        api.draft_returns(request(root, month))


def test_one_that_is_no_blank_return_is_told_and_the_others_go(root: Path) -> None:
    blanks = root / "input_templates"
    (blanks / "return-A.xlsx").write_bytes(b"PK\x03\x04 damaged")
    (blanks / "return-B.xlsx").unlink()
    shutil.copy(blanks / "return-D.xlsx", blanks / "return-C.xlsx")
    drafted = api.draft_returns(request(root))
    assert [each.name for each in drafted.drafts] == ["return-D", "return-E"]
    told = [(each.place.workbook, each.code) for each in drafted.findings]
    assert told == [(f"return-{code}.xlsx", "no-blank-return") for code in "ABC"]
    assert drafted.ended is api.Ended.DONE_WITH_ERRORS


def test_one_that_was_filled_in_since_is_told(root: Path, some_rows: Plan) -> None:
    returned(root / "input_templates", some_rows, "A", {("A8", "actual"): 80}, month=OCTOBER)
    drafted = api.draft_returns(request(root))
    assert [each.code for each in drafted.findings] == ["changed-blank-return"]
    assert len(drafted.drafts) == 5, "it is attached as it is"


def test_one_of_the_plan_as_it_was_is_told(root: Path, some_rows: Plan) -> None:
    plan = some_rows
    renamed = tuple(
        replace(each, name="Another wording") if each.ref == "C1" else each
        for each in plan.measures
    )
    (root / "returns" / "plan.xlsx").write_bytes(plan_workbook(replace(plan, measures=renamed)))
    drafted = api.draft_returns(request(root))
    told = [(each.place.workbook, each.code) for each in drafted.findings]
    assert told == [("return-C.xlsx", "older-blank-return")]


# The calendar


def one_milestone(*deadlines: Deadline) -> Plan:
    milestone = Milestone("A", 1, "", "Open the centre", "AB", deadlines=deadlines)
    return small_plan(milestones=(milestone,), leads=(Lead("AB", "A Bee", "Director"),))


def events(plan: Plan, month: Month = SEPTEMBER_2017) -> tuple[DayEvent, ...]:
    (priority,) = plan.priorities
    return events_of(plan, month, priority, open_rows_of(plan, priority, ()))


def test_the_calendar_has_the_closing_day_and_what_is_open_from_the_month_on() -> None:
    plan = one_milestone(
        Deadline(1, due=date(2017, 8, 31)),
        Deadline(2, due=date(2018, 3, 31)),
        Deadline(3, due=date(2017, 9, 1), purpose="walls"),
        Deadline(4, due=date(2017, 10, 1), at_approval=AtApproval.COMPLETED),
        Deadline(5, recurrence=Recurrence.MONTHLY),
    )
    content = calendar_file(events(plan), Month(2017, 9))
    assert days(content) == {
        "Return for Priority A, September 2017: last day": date(2017, 10, 6),
        "Due: A1, deadline 3 Open the centre": date(2017, 9, 1),
        "Due: A1, deadline 2 Open the centre": date(2018, 3, 31),
    }


def test_each_entry_is_of_a_whole_day_and_takes_nobodys_time() -> None:
    for entry in entries(
        calendar_file(events(one_milestone(Deadline(1, due=date(2018, 1, 5)))), OCTOBER)
    ):
        assert (entry["dtend"].dt - entry["dtstart"].dt).days == 1
        assert not hasattr(entry["dtstart"].dt, "hour")
        assert entry["transp"] == "TRANSPARENT"


def test_a_later_month_takes_the_place_of_what_an_earlier_one_put_there() -> None:
    september, october = Month(2017, 9), Month(2017, 10)
    before = one_milestone(Deadline(1, due=date(2017, 12, 1)))
    redating = Redating(date(2018, 2, 1), "Board", date(2017, 10, 1))
    after = one_milestone(Deadline(1, due=date(2017, 12, 1), redating=redating))
    (_, old), (_, new) = (
        tuple(entries(calendar_file(events(plan, month), month)))
        for plan, month in ((before, september), (after, october))
    )
    assert old["uid"] == new["uid"]
    assert (old["dtstart"].dt, new["dtstart"].dt) == (date(2017, 12, 1), date(2018, 2, 1))
    assert old["sequence"] < new["sequence"]
    assert old["dtstamp"].dt < new["dtstamp"].dt


def test_entries_of_other_plans_priorities_and_months_are_others() -> None:
    plan = one_milestone(Deadline(1, due=date(2017, 12, 1)), Deadline(2, due=date(2017, 12, 1)))
    others = (plan, replace(plan, council="Elsewhere"), replace(plan, year="2018/19"))
    uids = [each.uid for other in others for each in events(other)]
    uids += [events(plan, Month(2017, 10))[0].uid]
    assert len(set(uids)) == len(uids) == 10


@settings(max_examples=share_of(60))
@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=40))
def test_whatever_a_plan_says_the_calendar_is_read_as_it_was_meant(
    name: str, purpose: str, marking: str
) -> None:
    milestone = Milestone(
        "A", 1, "", name, "AB", deadlines=(Deadline(1, due=date(2017, 12, 1), purpose=purpose),)
    )
    plan = small_plan(milestones=(milestone,), marking=marking)
    content = calendar_file(events(plan), Month(2017, 9), "a@b.example")
    assert content == calendar_file(events(plan), Month(2017, 9), "a@b.example")
    assert len(list(entries(content))) == 2
    assert content.count(b"BEGIN:VEVENT") == content.count(b"\r\nUID:") == 2
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


# Reminders


def test_only_those_whose_return_has_not_come_are_reminded(root: Path, some_rows: Plan) -> None:
    month = root / "returns" / "2012-10"
    month.mkdir()
    for code in "ABD":
        returned(month, some_rows, code, {}, month=OCTOBER)
    drafted = api.draft_reminders(request(root), CLOSING)
    assert [each.name for each in drafted.drafts] == ["reminder-C", "reminder-E"]
    first, _ = drafted.drafts
    assert "is due on 7 November 2012, and has not come yet" in first.body
    assert (first.to, first.copies) == (("head.c@council.example",), ())
    assert first.attachments == ()


def test_before_anything_came_everybody_is_reminded(root: Path) -> None:
    drafted = api.draft_reminders(request(root), BEFORE)
    assert [each.name for each in drafted.drafts] == [f"reminder-{code}" for code in "ABCDE"]


def test_after_the_closing_day_the_leads_get_a_copy(root: Path) -> None:
    drafted = api.draft_reminders(request(root), AFTER)
    assert [each.name for each in drafted.drafts] == [f"second-reminder-{code}" for code in "ABCDE"]
    plan = drafted.plan
    for code, draft in zip("ABCDE", drafted.drafts, strict=True):
        keys = {each.lead for each in plan.milestones_of(code)}
        leads = [each for each in plan.leads if each.key in keys]
        assert draft.copies == tuple(each.email for each in leads if each.email)
        assert "was due on 7 November 2012" in draft.body
        for lead in leads:
            assert lead.called in draft.body
    assert drafted.drafts[0].copies


def test_a_lead_without_an_address_is_not_said_to_have_a_copy(root: Path, some_rows: Plan) -> None:
    leads = tuple(replace(each, email="") for each in some_rows.leads)
    (root / "returns" / "plan.xlsx").write_bytes(plan_workbook(replace(some_rows, leads=leads)))
    (first, *_) = api.draft_reminders(request(root), AFTER).drafts
    assert first.copies == ()
    assert "A copy of this" not in first.body
    assert "\n\n\n" not in first.body


def test_one_whose_return_came_and_cannot_be_read_is_held_back(root: Path) -> None:
    month = root / "returns" / "2012-10"
    month.mkdir()
    (month / "return-C.xlsx").write_bytes(b"PK\x03\x04 damaged")
    drafted = api.draft_reminders(request(root), BEFORE)
    doubts = {each.name: each.doubt for each in drafted.drafts}
    assert doubts.pop("reminder-C") == "return-C.xlsx came but could not be used"
    assert set(doubts.values()) == {""}
    assert [each.code for each in drafted.findings] == ["left-out-workbook"]


def test_reminders_that_no_longer_apply_are_taken_away_and_nothing_else(
    root: Path, some_rows: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    returns = api.draft_returns(request(root))
    api.draft_reminders(request(root), BEFORE)
    month = root / "returns" / "2012-10"
    month.mkdir()
    for code in "ABCDE":
        returned(month, some_rows, code, {}, month=OCTOBER)
    assert cli.main(["email", "--for", "reminders"]) == 0
    assert "Every return has come: nobody needs a reminder." in capsys.readouterr().out
    there = {path.stem for path in returns.folder.glob("*.eml")}
    assert there == set(NAMES)
    cli.main(["run", "2012-10"])
    there = {path.stem for path in returns.folder.glob("*.eml")}
    assert there > {*NAMES, "cabinet"}
    assert cli.main(["verify", "output/2012-10"]) == 0


def test_a_body_called_like_a_kind_keeps_its_draft(root: Path, some_rows: Plan) -> None:
    """The draft to the body that takes the report is called as the plan calls it."""
    vocabulary = replace(some_rows.vocabulary, body="Return panel")
    plan = replace(some_rows, vocabulary=vocabulary)
    (root / "returns" / "plan.xlsx").write_bytes(plan_workbook(plan))
    cli.main(["run", "2012-09"])
    emails = root / "output" / "2012-09" / "emails"
    assert (emails / "return-panel.eml").is_file()
    api.draft_reminders(request(root, Month(2012, 9)), BEFORE)
    assert (emails / "return-panel.eml").is_file()


def test_the_days_of_both_reminders_meet() -> None:
    """The closing day itself still belongs to the first."""
    priority = Priority("A", "First", email="a@b.example")
    plan = small_plan(priorities=(priority,))
    text = Text("{closing}", "{name}")
    paper = Paper(
        plan, Month(2017, 9), date(2017, 9, 30), dict.fromkeys((REMINDER, SECOND_REMINDER), text)
    )
    names = {
        day: reminder_drafts(paper, Unused(missing=("A",)), day)[0][0].name
        for day in (date(2017, 10, 6), date(2017, 10, 7))
    }
    assert names == {date(2017, 10, 6): "reminder-A", date(2017, 10, 7): "second-reminder-A"}
