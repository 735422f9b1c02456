"""The rows of a plan in a document, each with what it is called and what it belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cyps_reports.findings import Refused, shortened
from cyps_reports.plan.model.references import reference_of, same_reference
from cyps_reports.setup.meaning.column_meanings import NAMES
from cyps_reports.setup.meaning.made_cells import Made, is_blank
from cyps_reports.setup.meaning.priorities import NOWHERE, Group, Groups
from cyps_reports.setup.meaning.table_blocks import Block
from cyps_reports.setup.meaning.table_headings import Kind
from cyps_reports.setup.sources.source import BULLET, SourceCell, SourcePlace, SourceRow

_EMBEDDED = re.compile(
    r"(?P<ref>\(?(?:[A-Z]{1,4} ?\d+(?:\.\d+)*[a-z]?|\d+(?:\.\d+)*[a-z]?|[a-z]|[ivx]+)\)?)"
    r"(?:[.:)]\s+|[.:)](?=\D)|\s+[–—-]\s+|\s+)(?P<text>\S.*)",
    re.DOTALL,
)


@dataclass
class PlanRow:
    """A measure or a milestone: its rows in the document, its reference and its name there."""

    block: Block
    rows: list[SourceRow]
    group: Group
    heading: str
    reference: str
    reference_place: SourcePlace | None
    name: str
    name_cell: SourceCell
    number: int | None = None
    labels: tuple[SourceCell, ...] = ()
    told_in: tuple[SourcePlace, ...] = ()
    code: str = ""
    refused: Refused | None = None
    has_priorities: bool = True

    def cell(self, key: str) -> SourceCell | None:
        """The first cell of its rows that says something in a column of that key."""
        for at, _ in self.block.heads.all_of(key):
            for row in self.rows:
                if not is_blank(row.cells[at]):
                    return row.cells[at]
        return None

    def cells(self, key: str) -> Iterator[SourceCell]:
        """All of them, each once."""
        at = self.block.heads.first_of(key)
        if at is not None:
            yield from dict.fromkeys(row.cells[at] for row in self.rows)

    @property
    def quoted(self) -> str:
        """Its name as a message quotes it."""
        return f"“{shortened(' '.join(self.name.split()))}”"

    @property
    def called(self) -> str:
        """The reference as the plan prints it."""
        return reference_of(self.code, self.number) if self.number else self.reference

    @property
    def keys(self) -> Mapping[str, Made]:
        """The cells of the plan workbook that say which row it is."""
        # That a plan has no priorities at all is told once, of no place.
        source = self.group.source or (self.name_cell.place if self.has_priorities else None)
        priority = Made(self.code or None, source, _no_priority(self))
        named = Made(None, self.reference_place, self.refused)
        if self.number is not None:
            number = Made(Decimal(self.number), self.reference_place, self.refused)
            return {"priority": priority, "number": number}
        if self.refused is not None:
            return {"priority": priority, "number": named}
        return {"priority": priority, "reference": Made(self.reference, self.reference_place)}


def _no_priority(row: PlanRow) -> Refused | None:
    if row.code:
        return None
    if not row.has_priorities:
        problem = "The document names no priorities, so none of its rows has one."
        return Refused("draft-priority", problem, _ADD_PRIORITIES)
    problem = f"The document does not say to which priority {row.quoted} belongs."
    return Refused("draft-priority", problem, "Type a code of the sheet Priorities.")


_ADD_PRIORITIES = (
    "Type at least one on the sheet Priorities, and its code in each row; copy it down the column."
)


def plan_rows(blocks: Iterable[Block], groups: Groups) -> tuple[PlanRow, ...]:
    """The rows of measures and milestones in the document's order, not numbered yet."""
    found: list[PlanRow] = []
    for block in blocks:
        if block.kind in (Kind.MEASURES, Kind.MILESTONES):
            found += _rows_in(block, groups)
    if all(row.group == NOWHERE for row in found):
        for row in found:
            row.has_priorities = False
    return tuple(found)


def _rows_in(block: Block, groups: Groups) -> Iterator[PlanRow]:
    at = block.heads.first_of(*NAMES)
    if at is None:
        return
    is_embedded = block.heads.first_of("reference") is None and _are_embedded(block, at)
    last: PlanRow | None = None
    for each in block.rows:
        cell = each.row.cells[at]
        reference = _reference(block, each.row)
        if last is not None and _goes_on(last, cell, reference):
            last.rows.append(each.row)
            last.told_in += _again(last, reference)
            continue
        if is_blank(cell):
            continue
        if last is not None:
            yield last
        group, heading = groups.of(block, each)
        text = cell.text if "\n" in cell.text else cell.text.removeprefix(BULLET)
        said, name = _split(text) if is_embedded else ("", text)
        place = reference.place if reference is not None else cell.place
        printed = reference.text if reference is not None else said
        last = PlanRow(block, [each.row], group, heading, _tidy(printed), place, name, cell)
        last.labels = each.across
        last.told_in = tuple(cell.place for cell in groups.columns_of(block, each))
    if last is not None:
        yield last


def _goes_on(last: PlanRow, cell: SourceCell, reference: SourceCell | None) -> bool:
    """Whether a row is about the same thing as the one before: merged with it, or unnamed."""
    if cell == last.name_cell:
        return True
    is_new = (
        reference is not None
        and not is_blank(reference)
        and _tidy(reference.text) != last.reference
    )
    return is_blank(cell) and not is_new


def _again(row: PlanRow, reference: SourceCell | None) -> tuple[SourcePlace, ...]:
    """The place of a cell that only repeats the reference of the row that it goes on."""
    is_same = reference is not None and _tidy(reference.text) == row.reference
    return (reference.place,) if reference is not None and is_same else ()


def _reference(block: Block, row: SourceRow) -> SourceCell | None:
    at = block.heads.first_of("reference")
    return row.cells[at] if at is not None else None


def _tidy(reference: str) -> str:
    line = " ".join(reference.split())
    return line.removesuffix(".").removesuffix(":").removesuffix(")").strip("( -–—")


def _are_embedded(block: Block, at: int) -> bool:
    """Whether all names of a block begin with a reference, each with its own."""
    cells = dict.fromkeys(each.row.cells[at] for each in block.rows)
    texts = [cell.text for cell in cells if not is_blank(cell)]
    matches = [_EMBEDDED.fullmatch(text) for text in texts]
    said = [match["ref"] for match in matches if match]
    return bool(texts) and len(said) == len(texts) and len(set(said)) == len(said)


def _split(text: str) -> tuple[str, str]:
    match = _EMBEDDED.fullmatch(text)
    return (match["ref"], match["text"]) if match else ("", text)


@dataclass
class Numbering:
    """Gives each row its number or its reference, through both tables of each priority."""

    taken: dict[str, PlanRow] = field(default_factory=dict)
    _highest: Counter[str] = field(default_factory=Counter)

    def settle(self, rows: Iterable[PlanRow]) -> None:
        """All rows; those without a reference come behind the numbers that are there."""
        each_row = tuple(rows)
        bare = Counter(row.reference for row in each_row if row.reference.isdigit())
        are_own = all(times == 1 for times in bare.values())
        for row in each_row:
            self._printed(row, are_own=are_own)
        printed = {id(row.block.heads) for row in each_row if row.reference}
        for row in each_row:
            if row.number is None and not row.reference and row.refused is None:
                self._highest[row.code] += 1
                row.number = self._highest[row.code]
                if id(row.block.heads) in printed:
                    row.refused = _unprinted(row)

    def _printed(self, row: PlanRow, *, are_own: bool) -> None:
        if not row.reference:
            return
        row.number = _number_in(row.reference, row.code, are_own=are_own)
        key = same_reference(row.called)
        if key in self.taken:
            other = self.taken[key].name_cell.place
            problem = f"The reference “{row.reference}” stands at two rows, here and in {other}."
            mend = "Type a number that no other row of the priority has, or a reference of its own."
            row.refused = Refused("draft-reference", problem, mend)
            row.number = None
            return
        self.taken[key] = row
        if row.number is not None:
            self._highest[row.code] = max(self._highest[row.code], row.number)


def _unprinted(row: PlanRow) -> Refused:
    problem = f"{row.quoted} has no reference; it was called {row.called}."
    return Refused("draft-reference", problem, "Leave it, or type the number that it has.")


def _number_in(reference: str, code: str, *, are_own: bool) -> int | None:
    """The number of a reference that is made of the priority's code and a number; None else."""
    match = re.search(r"[1-9]\d{0,3}$", reference)
    if match is None or not code:
        return None
    number = int(match[0])
    if same_reference(reference_of(code, number)) == same_reference(reference):
        return number
    return number if reference.isdigit() and not are_own else None
