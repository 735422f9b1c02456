"""Feedback, the status of a month, and the texts of emails are as approved."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.model import Assessment
from cyps_reports.finding_codes import Code
from cyps_reports.findings import CellRef, error, note, warning
from cyps_reports.letters.feedback import feedback_texts
from cyps_reports.letters.recipients import body_reader, row_reader
from cyps_reports.letters.status import closing_words, status_lines, status_of
from cyps_reports.letters.texts import (
    LEAD,
    PLACEHOLDERS,
    Text,
    one_line,
    text_of,
)
from cyps_reports.letters.unused_workbooks import could_not_be, unused_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import Period, ReportingPeriod
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.plan.rows.heads import Head
from cyps_reports.returns.model import Input, Returns
from tests.tools.approved import Approved
from tests.tools.letters_told import JUNE, found, rich_plan
from tests.tools.small_plan import small_plan

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
    for theirs in (
        (),
        (least, elsewhere),
        (needed,),
        (needed, also),
        (look,),
        (look, more),
        (needed, look, also, more, least),
        (unknown, look),
    ):
        told += ["", f"## {', '.join(each.code for each in theirs) or 'nothing found'}"]
        for name, text in feedback_texts(theirs, ("a.xlsx",), JUNE).items():
            told += [f"# {name}", *(f"| {line}" for line in text.splitlines())]
    approved.check("feedback", told)


def _assessed(plan: Plan, month: Month, *inputs: Input) -> Assessment:
    return assess(plan, Returns(month, inputs), Earlier(), month.last)


def test_status(approved: Approved) -> None:
    told: list[str] = []
    plan = rich_plan()
    for month in (JUNE, Month(2018, 3), Month(2017, 12)):
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
    told += status_lines(status_of(_assessed(plan, JUNE, *several)))
    approved.check("status", told)


_NAMES = (
    *("return-A.xlsx", "Return A.xlsx", "return_a_final.xlsx", "returnA.xlsx", "priority A.docx"),
    *("my return-A (2).xlsx", "return-AB.xlsx", "return-B.xlsx", "A.xlsx", "preturn-A.xlsx"),
    *("return - A.xlsx in Mail.msg", "return-1A.xlsx", "return-A1.xlsx", "REPORT-A.xlsx"),
)
_CODES: tuple[Code, ...] = ("another-month", "another-plan", "not-a-return", "damaged-file")


def test_what_was_left_out(approved: Approved) -> None:
    here = _assessed(rich_plan(), JUNE, Input("b.xlsx", "", "B"))
    whole = _assessed(rich_plan(), JUNE, Input("a.xlsx", "", "A"), Input("b.xlsx", "", "B"))
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
        told += found(findings)
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
