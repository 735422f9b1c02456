"""The emails of a month's beginning: the blank returns, and reminders of those not come back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cyps_reports.findings import Finding
from cyps_reports.letters.calendar import DatedRow
from cyps_reports.letters.heads import heads_of_rows
from cyps_reports.letters.letter import (
    Attachment,
    Draft,
    Paper,
    copied_to,
    with_own_names,
)
from cyps_reports.letters.recipients import Reader, head_reader, lacking_of
from cyps_reports.letters.status import closing_day
from cyps_reports.letters.texts import REMINDER, RETURN, SECOND_REMINDER
from cyps_reports.letters.unused_workbooks import Unused
from cyps_reports.phrases import listed
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.references import same_reference
from cyps_reports.plan.rows.addresses import addresses_in
from cyps_reports.report.deadline_wording import due_text, full_name

Drafts = tuple[tuple[Draft, ...], tuple[Finding, ...]]
"""Drafts in the plan's order, and a warning for each address they lack."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A priority's blank return with what goes with it, and the deadlines that are open in it."""

    priority: Priority
    attachments: tuple[Attachment, ...]
    open_rows: tuple[DatedRow, ...]


def return_drafts(paper: Paper, blanks: Iterable[Blank]) -> Drafts:
    """An email to each head of service, which brings them their return.

    Whoever fills in single rows of it gets a copy.
    """
    made = [_return_draft(paper, blank) for blank in blanks]
    return _named(paper, made)


def _return_draft(paper: Paper, blank: Blank) -> tuple[Reader, Draft]:
    priority = blank.priority
    reader = head_reader(paper.plan, priority, RETURN)
    values = {**paper.about(priority), "items": _due_by_then(paper, blank.open_rows)}
    draft = replace(paper.draft(RETURN, reader, values), attachments=blank.attachments)
    return reader, _copied_to_heads(paper.plan, priority, draft)


def _due_by_then(paper: Paper, rows: Sequence[DatedRow]) -> str:
    """The open deadlines that are due up to the month's closing day, those that are over first.

    "" where there are none.
    """
    first, last = paper.month.first, closing_day(paper.plan, paper.month)
    dated = sorted(
        ((row[1].binding, row) for row in rows if row[1].binding), key=lambda each: str(each[0])
    )
    over = [row for day, row in dated if day and day < first]
    due = [row for day, row in dated if day and first <= day <= last]
    parts = (_listed("Overdue, unless it is done:", over), _listed("Due by then:", due))
    return "\n\n".join(filter(None, parts))


def _listed(title: str, rows: Iterable[DatedRow]) -> str:
    """Deadlines under their title, a line each; "" where there are none."""
    lines = [
        f"  - {full_name(milestone, deadline)}: due {due_text(deadline)}"
        for milestone, deadline in rows
    ]
    return "\n".join((title, "", *lines)) if lines else ""


def reminder_drafts(paper: Paper, unused: Unused, today: date) -> Drafts:
    """A reminder of each return that has not come.

    After the closing day it is the second one, with copies to the leads of the priority's
    milestones. Where a workbook came that may be the return and could not be used, it is in doubt.
    """
    is_second = today > closing_day(paper.plan, paper.month)
    missing = [each for each in paper.plan.priorities if each.code in unused.missing]
    made = [_reminder(paper, each, unused, is_second=is_second) for each in missing]
    return _named(paper, made)


def _reminder(
    paper: Paper, priority: Priority, unused: Unused, *, is_second: bool
) -> tuple[Reader, Draft]:
    kind = SECOND_REMINDER if is_second else REMINDER
    leads = leads_of(paper.plan, priority) if is_second else ()
    told = tuple(each for each in leads if addresses_in(each.email))
    named = f"A copy of this goes to {listed(each.called for each in told)}." if told else ""
    values = {**paper.about(priority), "copied_to": named}
    reader = head_reader(paper.plan, priority, kind)
    draft = _copied_to_heads(paper.plan, priority, paper.draft(kind, reader, values))
    theirs = (address for each in told for address in addresses_in(each.email))
    may_have_come = unused.theirs(priority.code) or unused.perhaps_theirs(priority.code)
    doubt = unused.doubt if may_have_come else ""
    return reader, replace(copied_to(draft, (*draft.copies, *theirs)), doubt=doubt)


def leads_of(plan: Plan, priority: Priority) -> tuple[Lead, ...]:
    """The leads who are accountable for milestones of a priority, in the plan's order."""
    named = {same_reference(each.lead) for each in plan.milestones_of(priority.code) if each.lead}
    return tuple(each for each in plan.leads if same_reference(each.key) in named)


def _copied_to_heads(plan: Plan, priority: Priority, draft: Draft) -> Draft:
    heads = heads_of_rows(plan, priority)
    return copied_to(draft, (address for each in heads for address in addresses_in(each.email)))


def _named(paper: Paper, made: Collection[tuple[Reader, Draft]]) -> Drafts:
    drafts = with_own_names(draft for _, draft in made)
    return drafts, lacking_of(paper.plan, (reader for reader, _ in made))


def open_rows_of(
    plan: Plan, priority: Priority, completed: Collection[tuple[str, int]]
) -> Iterator[DatedRow]:
    """The dated deadlines of a priority that are neither completed nor withdrawn.

    `completed` are the keys of those that its return says were completed before.
    """
    for milestone in plan.milestones_of(priority.code):
        for deadline in milestone.deadlines:
            is_closed = deadline.withdrawal or deadline.at_approval or deadline.recurs
            if not is_closed and (milestone.ref, deadline.number) not in completed:
                yield milestone, deadline
