"""Emails and findings line by line, and a plan with a deadline of every kind."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from cyps_reports.findings import Finding
from cyps_reports.letters.letter import Draft
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.units import Unit
from tests.tools.small_plan import small_plan

JUNE = Month(2017, 6)


def said(drafts: Iterable[Draft], in_full: tuple[str, ...] = ("",)) -> Iterator[str]:
    """All that stands in emails, line by line; of those not called so, whom they go to alone."""
    for draft in drafts:
        yield f"# {draft.name} from {draft.sender or 'nobody'} to {', '.join(draft.to) or 'nobody'}"
        yield from (f"copy to {each}" for each in draft.copies)
        yield from (f"attached {each.name}" for each in draft.attachments)
        yield from (f"in doubt: {each}" for each in (draft.doubt,) if each)
        if draft.name.startswith(in_full):
            yield f"Subject: {draft.subject}"
            yield from (f"| {line}" for line in draft.body.splitlines())


def found(findings: Iterable[Finding]) -> Iterator[str]:
    for each in findings:
        place = ", ".join(filter(None, (each.place.workbook, each.place.sheet, each.place.cell)))
        yield f"{each.severity} {each.code} at {place or 'no place'}: {each.message} {each.fix}"


def rich_plan() -> Plan:
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
