"""What is written to people is what was approved: emails in full, feedback, calendars, texts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.model import Assessment
from cyps_reports.finding_codes import Code
from cyps_reports.findings import CellRef, Finding, error, note, warning
from cyps_reports.letters.calendar import events_of
from cyps_reports.letters.feedback import feedback_texts
from cyps_reports.letters.letter import Attachment, Draft, Paper
from cyps_reports.letters.recipients import body_reader, row_reader
from cyps_reports.letters.sending_out import Blank, open_rows_of, reminder_drafts, return_drafts
from cyps_reports.letters.status import closing_words, status_lines, status_of
from cyps_reports.letters.texts import (
    LEAD,
    OF_REMINDERS,
    OF_RETURNS,
    PLACEHOLDERS,
    Text,
    one_line,
    text_of,
)
from cyps_reports.letters.unused_workbooks import Unused, could_not_be, unused_of
from cyps_reports.mailing import Mailing, mailing_of, texts_read
from cyps_reports.monthly import CheckedMonth, check_month
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import Period, ReportingPeriod
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.question import Question
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.rows.heads import Head
from cyps_reports.returns.model import Input, Returns
from tests.tools.approved import Approved
from tests.tools.emails import BUILT_IN, REPORT, with_plan
from tests.tools.small_plan import small_plan

_JUNE = Month(2017, 6)


def _said(drafts: Iterable[Draft], in_full: tuple[str, ...] = ("",)) -> Iterator[str]:
    """All that stands in emails, line by line; of those not called so, whom they go to alone."""
    for draft in drafts:
        yield f"# {draft.name} from {draft.sender or 'nobody'} to {', '.join(draft.to) or 'nobody'}"
        yield from (f"copy to {each}" for each in draft.copies)
        yield from (f"attached {each.name}" for each in draft.attachments)
        yield from (f"in doubt: {each}" for each in (draft.doubt,) if each)
        if draft.name.startswith(in_full):
            yield f"Subject: {draft.subject}"
            yield from (f"| {line}" for line in draft.body.splitlines())


def _found(findings: Iterable[Finding]) -> Iterator[str]:
    for each in findings:
        place = ", ".join(filter(None, (each.place.workbook, each.place.sheet, each.place.cell)))
        yield f"{each.severity} {each.code} at {place or 'no place'}: {each.message} {each.fix}"


def _mailing(checked: CheckedMonth, **texts: bytes) -> Mailing:
    return mailing_of(checked, REPORT, {**BUILT_IN, **texts}, BUILT_IN)


@pytest.fixture(scope="module")
def months(few_rows: Path) -> tuple[CheckedMonth, ...]:
    """August, in which a return is missing, and September, of a few rows of the example."""
    plan, findings = read_plan(few_rows / "plan.xlsx")
    assert plan is not None, findings
    read = [check_month(few_rows / month, plan, None) for month in ("2012-08", "2012-09")]
    assert all(read)
    return tuple(each for each in read if each)


def test_emails_of_the_example(months: tuple[CheckedMonth, ...], approved: Approved) -> None:
    told = [line for month in months for line in _said(_mailing(month).drafts)]
    approved.check("emails of the example", told)


def _of_plan(checked: CheckedMonth, **fields: Any) -> CheckedMonth:
    return with_plan(checked, replace(checked.assessment.plan, **fields))


def _with_heads(checked: CheckedMonth, head: str, refs: tuple[str, ...]) -> CheckedMonth:
    """The same where somebody else fills in some rows."""
    here = checked.assessment
    measures = tuple(
        replace(each, measure=replace(each.measure, head=head))
        if each.measure.ref in refs
        else each
        for each in here.measures
    )
    deadlines = tuple(
        replace(each, milestone=replace(each.milestone, head=head))
        if each.milestone.ref in refs
        else each
        for each in here.deadlines
    )
    return replace(checked, assessment=replace(here, measures=measures, deadlines=deadlines))


_IN_FULL: Mapping[str, tuple[str, ...]] = {
    "words of its own": ("childrens", "lead", "missing"),
    "a question": ("lead",),
    "others fill in rows": ("incomplete-E",),
    "Return D.xlsx left out": ("unreadable",),
    "x.xlsx left out": ("unreadable",),
}
"""The emails that are told in full, by how their names begin."""


def _variants(august: CheckedMonth) -> Iterator[tuple[str, CheckedMonth]]:
    """The same month of other plans."""
    plan = august.assessment.plan
    nobody = tuple(replace(each, head="", email="", places={}) for each in plan.priorities)
    twice = tuple(replace(each, email="a@x.example; b@x.example") for each in plan.priorities)
    yield (
        "nobody has an address",
        _of_plan(
            august,
            email_sender="",
            email_to="",
            email_copies="",
            priorities=nobody,
            leads=tuple(replace(each, email="", places={}) for each in plan.leads),
            places={},
        ),
    )
    yield (
        "two addresses each",
        _of_plan(august, email_to="x@x.example; y@x.example", priorities=twice),
    )
    yield "others fill in rows", _with_heads(august, "Ann Other <ann@x.example>", ("E2", "E10"))
    words = Vocabulary(priority="Outcome", body="Children's Board")
    yield "words of its own", _of_plan(august, vocabulary=words, marking="", closing_days=1)
    asked = Question(date(2012, 7, 3), "Cabinet", ("A9",), "Why so late?", "JM", date(2012, 8, 1))
    yield "a question", _of_plan(august, questions=(asked, replace(asked, by_whom="Jo Moxon")))
    quarterly = ReportingPeriod(Period.QUARTER)
    yield "nothing is due", _of_plan(august, reported=quarterly)
    yield "no lead", _of_plan(august, leads=())
    damaged = error("damaged-file", CellRef("Return D.xlsx"), "It is damaged.", "Ask again.")
    other = error("another-month", CellRef("x.xlsx"), "It is of July.", "Ask again.")
    lost = warning("not-a-workbook", CellRef("return_d (2).docx"), "It is Word.", "Ask again.")
    for left_out in ((damaged,), (other,), (lost,), (damaged, other), (other, other)):
        names = " and ".join(each.place.workbook for each in left_out)
        found = (*august.findings, *left_out)
        yield f"{names} left out", replace(august, findings=found, left_out=left_out)


def test_emails_of_other_plans(months: tuple[CheckedMonth, ...], approved: Approved) -> None:
    told: list[str] = []
    for words, month in _variants(months[0]):
        made = _mailing(month)
        told += ["", f"## {words}", *_said(made.drafts, _IN_FULL.get(words, ()))]
        told += _found(made.findings)
    approved.check("emails of other plans", told)


# Of a month's beginning


def _rich_plan() -> Plan:
    """A plan with a deadline on each side of each day that matters, and of each kind."""
    days = {
        1: Deadline(1, date(2017, 5, 31)),
        2: Deadline(1, date(2017, 6, 1), purpose="For the Board"),
        3: Deadline(1, date(2017, 7, 7)),
        4: Deadline(1, date(2017, 7, 8)),
        5: Deadline(1, recurrence=Recurrence.MONTHLY),
        6: Deadline(1, date(2017, 6, 30), at_approval=AtApproval.COMPLETED),
        7: Deadline(1),
        8: Deadline(1, date(2017, 4, 30)),
    }
    rows = [
        Milestone("A", number, "", f"Milestone {number}", "AB", deadlines=(deadline,))
        for number, deadline in days.items()
    ]
    rows[2] = replace(rows[2], head="Ann Other <ann@x.example>", lead="")
    rows[3] = replace(rows[3], head="ann other <ann@x.example>")
    return small_plan(
        priorities=(Priority("A", "First", "Head A", "a@x.example"), Priority("B", "Second")),
        leads=(Lead("AB", "A Bee", "Director", "bee@x.example"), Lead("CD", "C Dee", "")),
        measures=(Measure("A", 9, "", "A share", Unit.PERCENT, Polarity.HIGHER, head="Cy"),),
        milestones=tuple(rows),
        email_sender="me@x.example",
        marking="Draft",
    )


def _paper(plan: Plan, kinds: tuple[str, ...]) -> Paper:
    return Paper(plan, _JUNE, _JUNE.last, texts_read(kinds, BUILT_IN, BUILT_IN).by_kind)


def _unused(*names: str) -> Unused:
    found = (error("damaged-file", CellRef(each), "It is damaged.", "Ask again.") for each in names)
    return Unused(tuple(found), ("A", "B"))


def test_emails_of_a_months_beginning(approved: Approved) -> None:
    plan, told = _rich_plan(), list[str]()
    first, second = plan.priorities
    done = {("A8", 1)}
    rows = tuple(open_rows_of(plan, first, done))
    attached = (Attachment("return-A.xlsx", b""), Attachment("dates.ics", b""))
    drafts, lacking = return_drafts(
        _paper(plan, OF_RETURNS), (Blank(first, attached, rows), Blank(second, (), ()))
    )
    told += [*_said(drafts), *_found(lacking)]
    for today in (date(2017, 7, 7), date(2017, 7, 8)):
        for names in ((), ("return-A.xlsx",), ("x.xlsx", "return-B.xlsx", "y.xlsx")):
            told += [
                "",
                f"## reminded on {today}, with {' and '.join(names) or 'nothing'} left out",
            ]
            drafts, lacking = reminder_drafts(_paper(plan, OF_REMINDERS), _unused(*names), today)
            told += [*_said(drafts, ("",) if not names else ()), *_found(lacking)]
    for month in (Month(2017, 4), _JUNE, Month(2017, 8)):
        for each in events_of(plan, month, first, rows):
            told += ["", f"## {month}: {each.day} {each.title} ({each.uid})"]
            told += each.text.splitlines()
    approved.check("emails before a month ends", told)


# Feedback, status, what was left out


def test_feedback(approved: Approved) -> None:
    needed = error("not-a-figure", CellRef("a.xlsx", "Targets", "I5"), "A1 is wrong.", "Mend it.")
    also = error("not-a-date", CellRef("a.xlsx", "Targets", "J5"), "So is its date.", "Mend it.")
    look = warning("no-update", CellRef("a.xlsx", "Targets", "K5"), "A1 says nothing.", "Say it.")
    more = warning("no-update", CellRef("a.xlsx", "Targets", "K6"), "A2 says nothing.", "Say it.")
    least = note("plan-no-date", CellRef("a.xlsx"), "Nothing to do.", "Nothing.")
    elsewhere = error("no-return", CellRef(), "No return.", "Ask.")
    unknown = error("damaged-file", CellRef("b.xlsx"), "It is damaged.", "Ask again.")
    told: list[str] = []
    for found in (
        (),
        (least, elsewhere),
        (needed,),
        (needed, also),
        (look,),
        (look, more),
        (needed, look, also, more, least),
        (unknown, look),
    ):
        told += ["", f"## {', '.join(each.code for each in found) or 'nothing found'}"]
        for name, text in feedback_texts(found, ("a.xlsx",), _JUNE).items():
            told += [f"# {name}", *(f"| {line}" for line in text.splitlines())]
    approved.check("feedback", told)


def _assessed(plan: Plan, month: Month, *inputs: Input) -> Assessment:
    return assess(plan, Returns(month, inputs), Earlier(), month.last)


def test_status(approved: Approved) -> None:
    told: list[str] = []
    plan = _rich_plan()
    for month in (_JUNE, Month(2018, 3), Month(2017, 12)):
        for days in (0, 1, 5):
            here = _assessed(replace(plan, closing_days=days), month)
            for day in (1, 2, 5, 7, 8, 10):
                today = date(month.next.year, month.next.number, day)
                told.append(f"{today}, {days} days: {closing_words(here, today)}")
    quarterly = replace(plan, reported=ReportingPeriod(Period.QUARTER))
    for month in (Month(2017, 5), Month(2018, 2), Month(2018, 4)):
        here = _assessed(quarterly, month)
        told += [closing_words(here, month.last), *status_lines(status_of(here))]
    several = (Input("a.xlsx", "", "A"), Input("b.xlsx", "", "A"), Input("c.xlsx", ""))
    told += status_lines(status_of(_assessed(plan, _JUNE, *several)))
    approved.check("status", told)


_NAMES = (
    *("return-A.xlsx", "Return A.xlsx", "return_a_final.xlsx", "returnA.xlsx", "priority A.docx"),
    *("my return-A (2).xlsx", "return-AB.xlsx", "return-B.xlsx", "A.xlsx", "preturn-A.xlsx"),
    *("return - A.xlsx in Mail.msg", "return-1A.xlsx", "return-A1.xlsx", "REPORT-A.xlsx"),
)
_CODES: tuple[Code, ...] = ("another-month", "another-plan", "not-a-return", "damaged-file")


def test_what_was_left_out(approved: Approved) -> None:
    here = _assessed(_rich_plan(), _JUNE, Input("b.xlsx", "", "B"))
    whole = _assessed(_rich_plan(), _JUNE, Input("a.xlsx", "", "A"), Input("b.xlsx", "", "B"))
    told: list[str] = []
    for name in _NAMES:
        for make in (error, warning):
            left = make("damaged-file", CellRef(name), "It is damaged.", "Ask again.")
            one = unused_of(here, (left,))
            is_theirs, may_be = bool(one.theirs("A")), bool(one.perhaps_theirs("A"))
            told.append(
                f"{left.severity} {name}: theirs {is_theirs}, perhaps {may_be}, {one.doubt}"
            )
    for code in _CODES:
        left = error(code, CellRef("x.xlsx"), "It is so.", "Ask again.")
        doubts = [unused_of(each, (left, left)).doubt or "no doubt" for each in (here, whole)]
        told.append(f"{code}: {could_not_be((left,))}; {'; all came: '.join(doubts)}")
    approved.check("left out of a month", told)


# Texts, and names of drafts

_TEXTS: Mapping[str, bytes] = {
    "plain": b"Subject: Yours\n\nDear {name},\n",
    "spaces": b"\n\n  subject:   Yours  \r\n\r\nDear { name }, {NAME} {{name}} {name\r\n",
    "old": b"SUBJECT: Yours\rDear \xe9 {initial} {exception} {post} {post} {x y}",
    "utf-16": "Subject: Yours\n\nDear é".encode("utf-16"),
    "utf-8": "\ufeffSubject: Yours\n\nDear é {qqqq}".encode(),
    "no subject": b"Dear {name},",
    "an empty subject": b"Subject:  \nDear",
    "no body": b"Subject: Yours\n \n",
    "no text": b"Subject: Yours\n\n\x00\x01",
    "too long": b"Subject: Yours\n\n" + b"x" * 20_000 + b"{nonsense}",
    "nearly too long": b"Subject: Yours\n\n" + b"x" * 19_973 + b"{nonsense}",
    "empty": b"",
}


def test_texts_of_emails(approved: Approved) -> None:
    told: list[str] = []
    for words, content in _TEXTS.items():
        text, findings = text_of(LEAD, content, b"Subject: built in\n\nbody")
        told += [f"# {words}", f"Subject: {text.subject}", f"| {text.body[:60]} ({len(text.body)})"]
        told += _found(findings)
    told += [f"{kind}: {', '.join(known)}" for kind, known in PLACEHOLDERS.items()]
    values = {"a": "one\n\n\n\ntwo", "b": "", "c": "\u202ex =?utf-8?q?y?= \t z{a}"}
    for body in (
        "{a}",
        "{b}",
        "x\n\n{b}\n\ny",
        "{c}",
        "{ a }",
        "{a",
        "{{a}}",
        "{d}",
        " x \n\n\n\n\ny ",
    ):
        filled = Text(body, body).filled(values)
        told.append(f"{body!r}: {filled.subject!r}, {filled.body!r}")
    told += [f"{text!r}: {one_line(text)!r}" for text in ("a\nb", " =?x ", "\u202ea\u2069", "\x07")]
    approved.check("texts of emails", told)


def test_names_of_drafts(tmp_path: Path, approved: Approved) -> None:
    told: list[str] = []
    for body in ("", "Cabinet", "Children's Board", "Children’s  Board!", "123", "…", "É"):
        told.append(f"{body}: {body_reader(small_plan(vocabulary=Vocabulary(body=body))).name}")
    priority = Priority("A/1", "First")
    for name, email in (("Ann O'Bee", ""), ("", "a.b@x.example"), ("", ""), ("../x", "")):
        head = Head(name, email)
        told.append(f"{name}, {email}: {row_reader(head, CellRef(), priority)}")
    approved.check("names of drafts", told)
