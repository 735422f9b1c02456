"""Plans in which each action is a table of its own: labels at the left, what they say beside them.

Such cards become the rows of one table with the labels as its headings, as other plans have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from cyps_reports.setup.sources.source import SourceCell, SourceDocument, SourceRow, SourceTable
from cyps_reports.setup.synonyms import is_exact, key_of
from cyps_reports.workbooks.grid import EMPTY
from cyps_reports.workbooks.plain_text import same_words

_NAMES = ("action", "measure", "what", "objective")
_FEWEST_LABELS = 3


@dataclass
class _Card:
    """A card: what its labels say, by their words; the texts across the table above it."""

    said: dict[str, tuple[SourceCell, SourceCell]] = field(default_factory=dict)
    above: list[SourceCell] = field(default_factory=list)

    @property
    def is_one(self) -> bool:
        """Whether it says what is done or measured, and more about it, under labels alone."""
        labels = [label.text for label, _ in self.said.values()]
        known = [each for each in labels if key_of(each)]
        is_named = any(key_of(each) in _NAMES for each in labels)
        is_sure = sum(map(is_exact, labels)) * 2 >= len(labels)
        has_heads = any(is_exact(value.text) for _, value in self.said.values())
        return is_named and is_sure and not has_heads and len(known) >= _FEWEST_LABELS


def with_cards(document: SourceDocument) -> SourceDocument:
    """The document with its cards as tables; those under the same headings are one."""
    tables, cards, first = list[SourceTable](), list[_Card](), None
    for table in document.tables:
        found = _cards(table)
        if first is not None and (not found or table.headings != first.headings):
            tables.append(_joined(first, cards))
            cards, first = [], None
        if found:
            first = first or table
            cards.extend(found)
        else:
            tables.append(table)
    if first is not None:
        tables.append(_joined(first, cards))
    return replace(document, tables=tuple(tables))


def _cards(table: SourceTable) -> list[_Card]:
    """The cards of a table; none where it is another."""
    cards = [_Card()]
    for row in table.rows:
        if row.across is not None:
            if cards[-1].said:
                cards.append(_Card())
            cards[-1].above.extend([row.across] if row.across.text else [])
            continue
        for label, value in _pairs(row):
            words = same_words(label.text)
            if words in cards[-1].said:
                cards.append(_Card())
            cards[-1].said[words] = label, value
        if len(row.own) % 2 or any(each.rows > 1 for each in row.filled):
            return []
        if any(value.text and not label.text for label, value in _beside(row)):
            return []
    found = [each for each in cards if each.said]
    are_cards = bool(found) and all(each.is_one for each in found)
    return found if are_cards else []


def _pairs(row: SourceRow) -> Iterator[tuple[SourceCell, SourceCell]]:
    """Each label of a row with the cell to its right."""
    return ((label, value) for label, value in _beside(row) if label.text)


def _beside(row: SourceRow) -> Iterator[tuple[SourceCell, SourceCell]]:
    return zip(row.own[::2], row.own[1::2], strict=False)


def _joined(first: SourceTable, cards: Sequence[_Card]) -> SourceTable:
    labels: dict[str, SourceCell] = {}
    for card in cards:
        for words, (label, _) in card.said.items():
            labels.setdefault(words, label)
    heads = [
        replace(label, row=0, column=at, rows=1, columns=1)
        for at, label in enumerate(labels.values())
    ]
    rows = [SourceRow(tuple(heads))]
    for card in cards:
        rows.extend(_rows(card, tuple(labels), len(rows)))
    return replace(first, rows=tuple(rows), page_heads=1)


def _rows(card: _Card, labels: Sequence[str], at: int) -> Iterator[SourceRow]:
    """A card as a row of the table, under the texts above it."""
    for number, each in enumerate(card.above):
        whole = replace(each, row=at + number, column=0, rows=1, columns=len(labels))
        yield SourceRow((whole,) * len(labels))
    row = at + len(card.above)
    cells = (
        replace(_said(card, words), row=row, column=column, rows=1, columns=1, is_heading=False)
        for column, words in enumerate(labels)
    )
    yield SourceRow(tuple(cells))


def _said(card: _Card, words: str) -> SourceCell:
    """What a card says under a label; an empty cell where it has no such label."""
    if words in card.said:
        return card.said[words][1]
    label, _ = next(iter(card.said.values()))
    return replace(label, raw=EMPTY, notes=(), note_lines=())
