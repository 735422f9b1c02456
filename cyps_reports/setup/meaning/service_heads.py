"""The heads of service that a table of a document names for its priorities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cyps_reports.plan.model.references import same_reference
from cyps_reports.setup.meaning.lead_cells import NOBODY_YET
from cyps_reports.setup.meaning.made_cells import Made, MadeRow, is_blank
from cyps_reports.setup.meaning.priorities import Group, group_in
from cyps_reports.setup.meaning.table_blocks import Block
from cyps_reports.setup.meaning.table_headings import Kind
from cyps_reports.setup.sources.source import SourceCell, SourcePlace
from cyps_reports.workbooks.plain_text import same_words


@dataclass(frozen=True, slots=True)
class ServiceHead:
    """Who fills in the return of a priority: the cells of their name and their email address.

    `named` is the priority as the cell `said` names it.
    """

    named: Group
    said: SourceCell
    cells: Mapping[str, SourceCell]

    def is_of(self, priority: MadeRow) -> bool:
        """Whether it is this row of the sheet Priorities that is named."""
        code, title = (str(priority[key].value or "") for key in ("code", "title"))
        is_code = same_reference(self.named.code.rstrip(".:)")) == same_reference(code)
        if is_code or (self.named.code and self.named.title):
            return is_code
        # A short title stands where a code may.
        words = same_words(self.named.title or self.named.code)
        return words in (same_words(title), same_words(code))


def service_heads(blocks: Iterable[Block]) -> tuple[ServiceHead, ...]:
    """Those that the tables of heads of service name."""
    return tuple(each for block in blocks if block.kind is Kind.HEADS for each in _in(block))


def _in(block: Block) -> Iterator[ServiceHead]:
    columns = {"head": block.heads.first_of("head"), "email": block.heads.first_of("email")}
    named_at = block.heads.first_of("priority code", "priority")
    for each in block.rows:
        cells = {key: each.row.cells[at] for key, at in columns.items() if at is not None}
        cells = {key: cell for key, cell in cells.items() if _says_who(cell)}
        if named_at is not None and cells and not is_blank(each.row.cells[named_at]):
            said = each.row.cells[named_at]
            yield ServiceHead(group_in(said), said, cells)


def _says_who(cell: SourceCell) -> bool:
    return not is_blank(cell) and " ".join(cell.text.split()).casefold() not in NOBODY_YET


def with_heads(priority: MadeRow, heads: Iterable[ServiceHead]) -> MadeRow:
    """A row of the sheet Priorities with the head of service who is named for it."""
    own = next((each for each in heads if each.is_of(priority)), None)
    cells = own.cells if own else {}
    said = {key: Made(" ".join(cell.text.split()), cell.place) for key, cell in cells.items()}
    return {**priority, **said}


def taken_with(
    priorities: Iterable[MadeRow], heads: Iterable[ServiceHead]
) -> Iterator[SourcePlace]:
    """The cells that name the priorities whose heads of service were taken."""
    there = tuple(priorities)
    for each in heads:
        if any(each.is_of(priority) for priority in there):
            yield each.said.place
