"""Finds the headings of a table, in one row or several, and what each column under them holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum

from cyps_reports.setup.meaning.column_meanings import NAMES, has_references, settled
from cyps_reports.setup.sources.source import SourceCell, SourceRow
from cyps_reports.setup.synonyms import is_exact, key_of, years_in
from cyps_reports.workbooks.plain_text import same_words


class Kind(StrEnum):
    """What the rows of a table are."""

    MEASURES = "measures"
    MILESTONES = "milestones"
    LEADS = "leads"
    HEADS = "heads"


@dataclass(frozen=True, slots=True)
class Head:
    """One column: what it holds, "" where nobody knows; its heading and the years in that."""

    key: str
    heading: str
    cell: SourceCell

    @property
    def lowest(self) -> str:
        """The heading in the row next to the column's cells."""
        return " ".join(self.cell.text.split())

    @property
    def years(self) -> tuple[str, ...]:
        """The years that the heading names."""
        return years_in(self.heading)


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns of a table by their number from 0, what its rows are, and who says so."""

    columns: Mapping[int, Head]
    kind: Kind | None
    said: frozenset[tuple[str, ...]]

    def all_of(self, *keys: str) -> tuple[tuple[int, Head], ...]:
        """The columns that hold one of these, from left to right."""
        return tuple((at, head) for at, head in self.columns.items() if head.key in keys)

    def first_of(self, *keys: str) -> int | None:
        """The first column that holds one of these."""
        return next((at for at, _ in self.all_of(*keys)), None)

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.columns)

    def repeats(self, row: SourceRow) -> bool:
        """Whether a row is one of the headings again, as at the top of a page."""
        return said_in(row) in self.said


_OF_MEASURES = ("similar", "comparator", "outturn", "current", "target", "unit", "polarity")
_OF_MILESTONES = ("due", "lead", "progress", "success", "evidence", "partners", "status")
_OF_LEADS = ("person", "post", "initials", "lead", "email")
_MOST_ROWS = 4
"""Of headings one above the other."""


def said_in(row: SourceRow) -> tuple[str, ...]:
    """What each cell of a row says, as all writings of it have it in common."""
    return tuple(same_words(cell.text) for cell in row.own)


def heads_at(rows: Sequence[SourceRow], at: int) -> tuple[Heads, int] | None:
    """The headings that begin at a row, and the first row behind them; None where none do."""
    if not _may_begin(rows[at]):
        return None
    for last in range(at, min(at + _MOST_ROWS, len(rows))):
        end = _end_of(rows, at, last)
        heads = _heads(rows[at:end], rows[end:]) if _is_head(rows[at:end]) else None
        if heads is not None and heads.kind is not None:
            return heads, end
        if not _goes_on(rows, last):
            return None
    return None


def _may_begin(row: SourceRow) -> bool:
    return row.across is None and len(row.filled) > 1


def _goes_on(rows: Sequence[SourceRow], at: int) -> bool:
    """Whether the headings of a row have others beneath them."""
    row = rows[at]
    is_merged = any(cell.columns > 1 or cell.row + cell.rows - 1 > at for cell in row.filled)
    is_wide = at + 1 < len(rows) and rows[at + 1].across is None
    return is_merged and is_wide and all(len(cell.text) <= _LONGEST for cell in row.filled)


_LONGEST = 60


def _end_of(rows: Sequence[SourceRow], at: int, last: int) -> int:
    """The first row that no heading of these reaches into."""
    first = rows[at].cells[0].row if rows[at].cells else at
    cells = [cell for row in rows[at : last + 1] for cell in row.own]
    below = max((cell.row + cell.rows for cell in cells if cell.rows <= _MOST_ROWS), default=0)
    end = max(last + 1, min(below - first + at, len(rows)))
    is_more = end < len(rows) and _are_below(rows[end - 1], rows[end])
    return end + 1 if is_more else end


def _are_below(groups: SourceRow, row: SourceRow) -> bool:
    """Whether a row has the headings under those that are merged across it."""
    if row.across or not row.filled:
        return False
    wide = {cell for cell in groups.own if cell.columns > 1 and cell.text}
    beneath = [
        own
        for above, own in zip(groups.cells, row.cells, strict=True)
        if above in wide and own.text
    ]
    is_short = all(len(cell.text) <= _LONGEST for cell in row.filled)
    others = [own for above, own in zip(groups.cells, row.cells, strict=True) if above not in wide]
    are_alone = all(own.is_empty or own in groups.own for own in others)
    are_named = all(key_of(own.text) or years_in(own.text) for own in beneath)
    return bool(beneath) and is_short and (are_alone or are_named)


def _is_head(rows: Sequence[SourceRow]) -> bool:
    """Whether most of what stands in the rows is headings, and not text with such words in it."""
    cells = list(dict.fromkeys(cell for row in rows for cell in row.filled))
    known = [cell for cell in cells if key_of(cell.text) or years_in(cell.text)]
    exact = [cell for cell in cells if is_exact(cell.text)]
    is_short = sum(len(cell.text) <= _LONGEST for cell in cells) == len(cells)
    says_so = all(cell.is_heading for cell in cells)
    enough = len(exact) >= _FEWEST if not says_so else len(known) >= _FEWEST
    return is_short and enough and len(known) * 2 >= len(cells)


_FEWEST = 2


def _heads(rows: Sequence[SourceRow], body: Sequence[SourceRow]) -> Heads:
    width = len(rows[0].cells)
    columns = {at: _head(rows, at) for at in range(width)}
    named = {at: _with_year_as_outturn(head) for at, head in columns.items()}
    said = {at: head.key for at, head in named.items()}
    if "reference" not in said.values() and not named[0].heading and has_references(body):
        said[0] = "reference"
    keys = settled(said, body)
    heads = {at: replace(head, key=keys[at]) for at, head in named.items()}
    return Heads(heads, _kind(heads), frozenset(said_in(row) for row in rows))


def _head(rows: Sequence[SourceRow], at: int) -> Head:
    """A column's heading: the lowest of its cells where that says enough, else all of them."""
    cells = dict.fromkeys(row.cells[at] for row in rows)
    own = [cell for cell in cells if cell.text]
    texts = [" ".join(cell.text.split()) for cell in own]
    whole = " ".join(texts)
    lowest = texts[-1] if texts else ""
    key = (key_of(lowest) if not _is_only_year(lowest) else "") or key_of(whole)
    return Head(key, whole, own[-1] if own else next(iter(cells)))


def _is_only_year(text: str) -> bool:
    years = years_in(text)
    return bool(years) and same_words(text) == same_words(years[0])


def _with_year_as_outturn(head: Head) -> Head:
    """A column that is headed by a year alone has what was reached in it."""
    return Head("outturn", head.heading, head.cell) if _is_only_year(head.heading) else head


def _is_of_heads(keys: AbstractSet[str]) -> bool:
    """Whether a table says of each priority who its head of service is, and nothing of the plan."""
    of_plan = {*_OF_MEASURES, *_OF_MILESTONES} - {"lead"}
    return "head" in keys and bool(keys & {"priority", "priority code"}) and not keys & of_plan


def _kind(columns: Mapping[int, Head]) -> Kind | None:
    """What the rows of a table with these columns are; None where that is no part of a plan."""
    keys = {head.key for head in columns.values()}
    if _is_of_heads(keys):
        return Kind.HEADS
    name = next((each for each in NAMES if each in keys), None)
    if name is None:
        is_leads = len(keys.intersection(_OF_LEADS)) > 1 and keys & {"person", "post", "initials"}
        return Kind.LEADS if is_leads else None
    figures, deeds = keys.intersection(_OF_MEASURES), keys.intersection(_OF_MILESTONES)
    if name == "name of measure" and figures:
        return Kind.MEASURES
    if figures and "due" not in keys and len(figures) >= len(deeds):
        return Kind.MEASURES
    return Kind.MILESTONES if deeds else None
