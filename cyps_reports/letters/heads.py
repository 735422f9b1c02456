"""Whom a priority's return is written to about.

Its head of service, and those who fill in single rows of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cyps_reports.assessment.completeness import RowResult, needs_of, rows_of
from cyps_reports.assessment.model import Assessment, MeasureResult
from cyps_reports.findings import CellRef, Finding
from cyps_reports.letters.requests import of_priority
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.milestone import Milestone
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.references import same_reference
from cyps_reports.plan.rows.heads import Head, head_in


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a return that one person fills in.

    `head` is None where that is the priority's head of service.

    `place` is where the plan names the person, `findings` what is to be put right, and `done` of
    `rows` need nothing.
    """

    head: Head | None
    place: CellRef
    findings: tuple[Finding, ...]
    done: int
    rows: int


def parts_of(
    assessment: Assessment, priority: Priority, findings: Iterable[Finding]
) -> tuple[Part, ...]:
    """The parts of a priority's return, the head of service's first.

    What is on no row of another's is theirs.
    """
    theirs = of_priority(assessment, priority.code, findings)
    rows = rows_of(assessment, priority.code)
    said = dict.fromkeys(text for row in rows if (text := same_reference(_head(row)[0])))
    others = tuple(_of_other(assessment, rows, text, theirs) for text in said)
    told = {finding for part in others for finding in part.findings}
    own = tuple(row for row in rows if not _head(row)[0])
    left = tuple(their for their in theirs if their not in told)
    return (Part(None, CellRef(), left, _done(assessment, own), len(own)), *others)


def _of_other(
    assessment: Assessment, rows: Iterable[RowResult], said: str, theirs: Iterable[Finding]
) -> Part:
    own = tuple(row for row in rows if same_reference(_head(row)[0]) == said)
    places = {
        place.row
        for row in own
        if row.entry
        for place in (*row.entry.places.values(), *row.entry.also)
    }
    asked = tuple(their for their in theirs if their.place.cell and their.place.row in places)
    text, place = _head(own[0])
    return Part(
        head_in(text, assessment.plan.leads), place, asked, _done(assessment, own), len(own)
    )


def _done(assessment: Assessment, rows: Iterable[RowResult]) -> int:
    return sum(not needs_of(assessment, row) for row in rows)


def _head(row: RowResult) -> tuple[str, CellRef]:
    """Who the plan says fills in a row, and where it says so.

    "" where that is the priority's head of service.
    """
    if isinstance(row, MeasureResult):
        return row.measure.head, row.measure.places.get("head", CellRef())
    return row.milestone.head, row.milestone.deadlines[0].places.get("head", CellRef())


def heads_of_rows(plan: Plan, priority: Priority) -> tuple[Head, ...]:
    """Those who fill in single rows of a priority's return, by the plan alone, each once."""
    rows: tuple[Measure | Milestone, ...] = (
        *plan.measures_of(priority.code),
        *plan.milestones_of(priority.code),
    )
    named = {same_reference(row.head): row.head for row in reversed(rows) if row.head}
    said = dict.fromkeys(same_reference(row.head) for row in rows if row.head)
    return tuple(head_in(named[each], plan.leads) for each in said if each)
