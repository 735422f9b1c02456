"""Reads the rows of the sheet Milestones into milestones: a row is a deadline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cyps_reports.findings import Finding, Findings, error
from cyps_reports.groups import grouped
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model.references import same_reference
from cyps_reports.plan.rows.approvals import due_of, redating_in, withdrawal_in, words_for_date
from cyps_reports.plan.rows.cell_values import (
    choice,
    code_in,
    leads_in,
    names_of,
    number_in,
    several,
    whole,
)
from cyps_reports.plan.sheets.milestone_columns import MILESTONE_COLUMNS
from cyps_reports.workbooks.layout import keys
from cyps_reports.workbooks.table_rows import Row

_MILESTONE_KEYS = keys(MILESTONE_COLUMNS)


class Named(NamedTuple):
    """What rows of milestones rest on.

    The priorities' codes, the leads, the plan's first and last day.
    """

    codes: Mapping[str, str]
    leads: Sequence[Lead]
    starts: date
    ends: date


def milestones_in(rows: Iterable[Row], named: Named, found: Findings) -> Iterator[Milestone]:
    """Milestones, each of the rows with its reference or number wherever they stand.

    A row is a deadline.
    """
    names = names_of(named.leads)
    for together in grouped(rows, lambda row: _names_milestone(row, named.codes)).values():
        first = together[0]
        for row in together[1:]:
            found.add(*_disagreements(first, row))
        lead, *others = leads_in(first.text("lead"), names) or ("",)
        yield Milestone(
            priority=code_in(first, named.codes),
            number=found.take(number_in(first), first.place("number"), None),
            heading=first.text("heading"),
            name=first.text("name"),
            lead=lead,
            partners=several(first.text("partners")),
            progress_at_approval=first.text("progress_at_approval"),
            depends_on=several(first.text("depends_on")),
            deadlines=tuple(_deadline(row, named, found) for row in together),
            reference=first.text("reference"),
            other_leads=tuple(others),
            success=first.text("success"),
            evidence=first.text("evidence"),
            moves=several(first.text("moves")),
            head=first.text("head"),
        )


def _names_milestone(row: Row, codes: Mapping[str, str]) -> tuple[str, str, str]:
    own = same_reference(row.text("reference"))
    return ("", "", own) if own else (code_in(row, codes), row.text("number"), "")


_OF_MILESTONE = (
    "heading",
    "name",
    "lead",
    "partners",
    "progress_at_approval",
    "depends_on",
)
"""What every row of a milestone says alike."""

_OF_FIRST_ROW = ("success", "evidence", "moves", "head")
"""What the first row may say for all of them."""

_OF_REFERENCE = ("priority", "number")
"""What rows of a milestone say alike.

What it is named by is not asked for where it has a reference of its own.
"""


def _disagreements(first: Row, row: Row) -> Iterator[Finding]:
    said_again = (key for key in _OF_FIRST_ROW if row.text(key))
    differing = [key for key in (*_OF_MILESTONE, *said_again) if row.text(key) != first.text(key)]
    differing += [
        key
        for key in _OF_REFERENCE
        if row.text(key) and same_reference(row.text(key)) != same_reference(first.text(key))
    ]
    for key in differing:
        yield error(
            "milestone-rows-differ",
            row.place(key),
            f"“{row.text(key)}” differs from “{first.text(key)}” in the milestone's first row.",
            "Give every row of a milestone the same text, or the milestone another number.",
        )


def _deadline(row: Row, named: Named, found: Findings) -> Deadline:
    due = due_of(row, "due", named.starts, named.ends, found)
    found.add(*words_for_date(row, due))
    return Deadline(
        number=found.take(whole(row, "deadline"), row.place("deadline"), 0),
        due=due.day if due else None,
        recurrence=found.take(
            choice(row, "recurrence", Recurrence), row.place("recurrence"), Recurrence.NONE
        ),
        at_approval=found.take(
            choice(row, "at_approval", AtApproval), row.place("at_approval"), AtApproval.OPEN
        ),
        purpose=row.text("purpose"),
        redating=redating_in(row, named.starts, named.ends, found),
        due_said=due.said if due else "",
        withdrawal=withdrawal_in(row, found),
        was=row.text("was"),
        places=row.places(_MILESTONE_KEYS),
    )
