"""What emails say, in full, is what was approved; so are the entries of calendars."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cyps_reports.findings import CellRef, error, warning
from cyps_reports.letters.calendar import events_of
from cyps_reports.letters.letter import Attachment, Paper
from cyps_reports.letters.sending_out import Blank, open_rows_of, reminder_drafts, return_drafts
from cyps_reports.letters.texts import (
    OF_REMINDERS,
    OF_RETURNS,
)
from cyps_reports.letters.unused_workbooks import Unused
from cyps_reports.mailing import Mailing, mailing_of, texts_read
from cyps_reports.monthly import CheckedMonth, check_month
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import Period, ReportingPeriod
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.question import Question
from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.plan.reader import read_plan
from tests.tools.approved import Approved
from tests.tools.emails import BUILT_IN, REPORT, with_plan
from tests.tools.letters_told import JUNE, found, rich_plan, said


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
    told = [line for month in months for line in said(_mailing(month).drafts)]
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
    again = error("damaged-file", CellRef("return-E (2).xlsx"), "It is damaged.", "Ask again.")
    for left_out in ((again,), (damaged,), (other,), (lost,), (damaged, other), (other, other)):
        names = " and ".join(each.place.workbook for each in left_out)
        all_found = (*august.findings, *left_out)
        yield f"{names} left out", replace(august, findings=all_found, left_out=left_out)


def test_emails_of_other_plans(months: tuple[CheckedMonth, ...], approved: Approved) -> None:
    told: list[str] = []
    for words, month in _variants(months[0]):
        made = _mailing(month)
        told += ["", f"## {words}", *said(made.drafts, _IN_FULL.get(words, ()))]
        told += found(made.findings)
    approved.check("emails of other plans", told)


# Of a month's beginning


def _paper(plan: Plan, kinds: tuple[str, ...]) -> Paper:
    return Paper(plan, JUNE, JUNE.last, texts_read(kinds, BUILT_IN, BUILT_IN).by_kind)


def _unused(*names: str) -> Unused:
    found = (error("damaged-file", CellRef(each), "It is damaged.", "Ask again.") for each in names)
    return Unused(tuple(found), ("A", "B"))


def test_emails_of_a_months_beginning(approved: Approved) -> None:
    plan, told = rich_plan(), list[str]()
    first, second = plan.priorities
    done = {("A8", 1)}
    rows = tuple(open_rows_of(plan, first, done))
    attached = (Attachment("return-A.xlsx", b""), Attachment("dates.ics", b""))
    drafts, lacking = return_drafts(
        _paper(plan, OF_RETURNS), (Blank(first, attached, rows), Blank(second, (), ()))
    )
    told += [*said(drafts), *found(lacking)]
    for today in (date(2017, 7, 7), date(2017, 7, 8)):
        for names in ((), ("return-A.xlsx",), ("x.xlsx", "return-B.xlsx", "y.xlsx")):
            told += [
                "",
                f"## reminded on {today}, with {' and '.join(names) or 'nothing'} left out",
            ]
            drafts, lacking = reminder_drafts(_paper(plan, OF_REMINDERS), _unused(*names), today)
            told += [*said(drafts, ("",) if not names else ()), *found(lacking)]
    for month in (Month(2017, 4), JUNE, Month(2017, 8)):
        for each in events_of(plan, month, first, rows):
            told += ["", f"## {month}: {each.day} {each.title} ({each.uid})"]
            told += each.text.splitlines()
    approved.check("emails before a month ends", told)
