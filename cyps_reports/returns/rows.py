"""The rows of a return: which row of the plan each is, and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Generic

from cyps_reports.findings import Finding, Findings, error, shortened, warning
from cyps_reports.phrases import lower
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.references import row_key, same_reference
from cyps_reports.returns.baseline_guard import Edit, deadline_edits, measure_edits
from cyps_reports.returns.entries import deadline_entry, measure_entry
from cyps_reports.returns.merge import Entry, Key, merge_into
from cyps_reports.returns.model import DeadlineEntry, DeadlineKey, MeasureEntry, MeasureKey
from cyps_reports.returns.struck_out import is_struck_row
from cyps_reports.returns.tables import FoundTables
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.plain_text import same_words, unmarked
from cyps_reports.workbooks.table_rows import Row
from cyps_reports.workbooks.tables import Table

RowKey = tuple[str, str | int]
"""What a row says it is.

Reference and component as it is compared, or reference and number of the deadline.
"""


@dataclass(frozen=True, slots=True)
class PlannedRow(Generic[Key, Entry]):
    """A row of the plan.

    What it is called, whose it is, and how a return's row is held against it and read.
    """

    key: Key
    reference: str
    called: str
    priority: str
    name: str
    edits: Callable[[Row], Iterator[Edit]]
    entry: Callable[[Row, Findings], Entry]


@dataclass(frozen=True)
class Rows(Generic[Key, Entry]):
    """One kind of table of a workbook beside the rows of the plan that belong in it.

    Those of its own priorities.

    `second` is the column that tells apart the rows of one reference, and `second_in` what is read
    from it.
    """

    tables: FoundTables
    plan: Plan
    planned: Mapping[RowKey, PlannedRow[Key, Entry]]
    second: str
    second_in: Callable[[Row], str | int]

    def refs_of(self, priority: str) -> frozenset[str]:
        """The references that a priority has in this kind of table."""
        return frozenset(ref for (ref, _), row in self.planned.items() if row.priority == priority)

    @property
    def refs_there(self) -> frozenset[str]:
        """The references of the plan that stand in the tables."""
        return frozenset(self.ref_in(row) for row in self.tables.rows) & {
            ref for ref, _ in self.planned
        }

    def ref_in(self, row: Row) -> str:
        """A row's reference.

        Where it has two, the one that the plan has too, and "" where that is not plain.
        """
        refs = {_reference(version) for version in row.versions if "ref" in version.columns}
        known = {ref for ref in refs if self.plan.priority_with(ref)}
        refs = known or {self._by_name(row, ref) for ref in refs}
        return refs.pop() if len(refs) == 1 else ""

    def _by_name(self, row: Row, ref: str) -> str:
        """The plan's reference of the name in a row, where the row's differs by its signs alone.

        A7 of `A-7.` or `A07`.
        """
        named = self._without_signs.get((_bare(ref), same_words(row.label("name"))), set())
        return min(named) if len(named) == 1 else ref

    @cached_property
    def _without_signs(self) -> Mapping[tuple[str, str], Set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for (ref, _), planned in self.planned.items():
            found.setdefault((_bare(ref), same_words(planned.name)), set()).add(ref)
        return found

    @property
    def contested(self) -> Iterator[Key]:
        """The keys of the rows whose name is that of another row."""
        for row in self.tables.rows:
            planned = self.planned.get((self.ref_in(row), self.second_in(row)))
            if planned and self.named_otherwise(row, planned):
                yield planned.key

    def named_otherwise(
        self, row: Row, planned: PlannedRow[Key, Entry]
    ) -> PlannedRow[Key, Entry] | None:
        """The other row of the plan whose name stands in a row; None where it is its own, or new.

        That happens where one column was sorted and the others were not.
        """
        said = same_words(row.label("name"))
        if said in ("", same_words(planned.name)):
            return None
        named = [each for each in self.planned.values() if same_words(each.name) == said]
        return named[0] if len({each.reference for each in named}) == 1 else None

    def planned_for(self, row: Row, priorities: Set[str]) -> PlannedRow[Key, Entry] | None:
        """The row of the plan that a row is; None where it is none of these priorities.

        One of another priority has to say so twice, by its reference and by its name.
        """
        is_plain = all(self.second not in version.columns for version in row.versions[1:])
        planned = self.planned.get((self.ref_in(row), self.second_in(row))) if is_plain else None
        if planned is None or planned.priority in priorities:
            return planned
        return planned if same_words(row.label("name")) == same_words(planned.name) else None

    def read(
        self, table: Table, priorities: Set[str], found: Findings, edits: list[Edit]
    ) -> dict[Key, Entry]:
        """What the rows of a table say, by the keys of the plan's rows."""
        entries: dict[Key, Entry] = {}
        for row in table.rows:
            planned = self.planned_for(row, priorities)
            if planned is None:
                found.add(
                    _unmatched(row, self.tables.kind.entries, self.plan.vocabulary.priority_word)
                )
                continue
            if planned.priority not in priorities:
                found.add(
                    _of_another_priority(
                        row, planned.called, self.plan.vocabulary.priority_called(planned.priority)
                    )
                )
            if other := self.named_otherwise(row, planned):
                found.add(_against_name(row, planned, other))
                continue
            for version in row.versions:
                edits += (
                    ()
                    if is_struck_row(version, self.tables.kind.columns)
                    else planned.edits(version)
                )
                merge_into(entries, planned.key, planned.entry(version, found), found)
        return entries


def measure_rows(
    tables: FoundTables, plan: Plan, codes: Set[str]
) -> Rows[MeasureKey, MeasureEntry]:
    """The tables of targets, and the measures of some priorities.

    A plan of many is not gone through for each book.
    """
    planned: dict[RowKey, PlannedRow[MeasureKey, MeasureEntry]] = {
        row_key(*each.key): _planned_measure(each)
        for code in (priority.code for priority in plan.priorities if priority.code in codes)
        for each in plan.measures_of(code)
    }
    return Rows(tables, plan, planned, "component", lambda row: same_words(row.label("component")))


def _planned_measure(measure: Measure) -> PlannedRow[MeasureKey, MeasureEntry]:
    return PlannedRow(
        measure.key,
        measure.ref,
        measure.called,
        measure.priority,
        measure.name,
        lambda row: measure_edits(row, measure),
        lambda row, found: measure_entry(row, measure, found),
    )


def deadline_rows(
    tables: FoundTables, plan: Plan, codes: Set[str]
) -> Rows[DeadlineKey, DeadlineEntry]:
    """The tables of milestones, and the deadlines of some priorities."""
    planned: dict[RowKey, PlannedRow[DeadlineKey, DeadlineEntry]] = {
        (same_reference(each.ref), deadline.number): _planned_deadline(
            each, deadline, tables.kind.columns
        )
        for code in (priority.code for priority in plan.priorities if priority.code in codes)
        for each in plan.milestones_of(code)
        for deadline in each.deadlines
    }
    return Rows(tables, plan, planned, "deadline", _deadline_number)


def _planned_deadline(
    milestone: Milestone, deadline: Deadline, columns: tuple[Column, ...]
) -> PlannedRow[DeadlineKey, DeadlineEntry]:
    return PlannedRow(
        (milestone.ref, deadline.number),
        milestone.ref,
        f"{milestone.ref} deadline {deadline.number}",
        milestone.priority,
        milestone.name,
        lambda row: deadline_edits(row, milestone, deadline, columns),
        lambda row, found: deadline_entry(row, milestone.label(deadline), found),
    )


def codes_in(tables: FoundTables, plan: Plan) -> frozenset[str]:
    """The priorities that a row of the tables says it belongs to."""
    refs = {_reference(version) for row in tables.rows for version in row.versions}
    return frozenset(plan.priority_with(ref) for ref in refs) - {""}


def _reference(row: Row) -> str:
    """The row's reference, without the mark of a footnote that stands at it.

    None where that is no digit, as nobody could tell it from the reference's own letters.
    """
    cell = row.cell("ref")
    if cell.raised and not cell.written:
        return ""
    said = row.label("ref")
    return same_reference(unmarked(said) or said)


def _bare(ref: str) -> str:
    """A reference by its letters and digits, without the noughts before a number."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[\W_]+", "", ref.casefold()))


def _deadline_number(row: Row) -> int:
    """The first number in `2 of 4`; 1 where nothing is said, 0 where something else is."""
    said = row.label("deadline")
    match = re.match(r"\d{1,6}", said)
    return int(match[0]) if match else int(not said)


def _unmatched(row: Row, entries: tuple[Column, ...], priority_word: str) -> Finding:
    """A row that is not the plan's.

    An error where something was entered in it, else only a warning.
    """
    entered = [row.text(column.key) for column in entries if row.text(column.key)]
    refs = " or ".join(version.label("ref") for version in row.versions if version.label("ref"))
    part = row.label("component") or row.label("deadline")
    said = f"{refs} {part}".strip() or row.label("name")
    quoted = f" What was entered there is not used: “{entered[0][:80]}”." if entered else ""
    make = error if entered else warning
    return make(
        "row-not-in-plan",
        row.place("ref"),
        f"Row {row.number} ({shortened(said) or 'without a reference'}) is not a row of the "
        "approved plan for this"
        f" {lower(priority_word)}.{quoted}",
        "Type the reference the plan uses, or take the row out.",
    )


def _against_name(
    row: Row, planned: PlannedRow[Key, Entry], other: PlannedRow[Key, Entry]
) -> Finding:
    return error(
        "reference-against-name",
        row.place("ref"),
        f"Row {row.number} has the reference {planned.reference}, and the name of "
        f"{other.reference}: “{shortened(other.name)}”. What was entered there is not used.",
        f"Type {other.reference} if the row is that one, else the name of {planned.reference}.",
    )


def _of_another_priority(row: Row, called: str, priority: str) -> Finding:
    return warning(
        "row-of-another-priority",
        row.place("ref"),
        f"{called} is a row of {priority}, whose return this workbook is not. It was read for "
        "that priority.",
        f"Take the row out if the return of {priority} has it.",
    )
