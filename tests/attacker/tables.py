"""A published table, and what somebody makes of it who knows how its figures hang together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from tests.attacker.solving import System, Unknown

HIDDEN = ("c", "low", None)


@dataclass(frozen=True)
class Row:
    """A row of a plan, as somebody knows it who has the plan.

    `out_of` is 0 of a count and 100 of a percentage, `parts` the rows whose sum it is, `above` and
    `below` the rows of its numerator and its denominator, or a number of children.
    """

    name: str
    out_of: int = 0
    parts: tuple[str, ...] = ()
    above: str = ""
    below: str | int = ""
    is_so_far: bool = False


Cell = tuple[str, str]
"""A row and a column."""


@dataclass
class Known:
    """Rows, and what editions have shown of them: a figure, or that it is hidden.

    In the column `begins` what is counted so far begins anew.
    """

    rows: Sequence[Row]
    cells: Mapping[Cell, Decimal | None]
    least: int = 1
    most: int = 10_000
    begins: str = ""
    system: System = field(default_factory=System)

    def __post_init__(self) -> None:
        by_name = {row.name: row for row in self.rows}
        columns = dict.fromkeys(column for _, column in self.cells)
        for row in self.rows:
            for column in columns:
                self._add(row, column, by_name)

    def span(self, name: str, column: str) -> tuple[int, int] | None:
        """What a count can be; None where the row says nothing in that column."""
        if (name, column) not in self.cells:
            return None
        told = self.cells[name, column]
        if told is None:
            return self.least, self.most
        return int(told), int(told)

    def _count(self, of: str | int, column: str, kind: str, row: Row) -> Unknown:
        if isinstance(of, int):
            return self._unknown(("number", of), of, of)
        span = self.span(of, column) if of else None
        if span is None:
            return self._unknown((kind, row.name, of, column), 0, self.most)
        return self._unknown((of, column), *span)

    def _unknown(self, name: Unknown, low: int, high: int) -> Unknown:
        self.system.spans.setdefault(name, (low, high))
        return name

    def _add(self, row: Row, column: str, by_name: Mapping[str, Row]) -> None:
        if (row.name, column) not in self.cells:
            return
        told = self.cells[row.name, column]
        if row.out_of:
            self._add_share(row, column, told)
            return
        self._unknown((row.name, column), *(self.span(row.name, column) or (0, 0)))
        parts = [self.span(part, column) for part in row.parts]
        if any(parts):
            times: dict[Unknown, int] = {(row.name, column): -1}
            for part in row.parts:
                times[self._count(part, column, "part", row)] = 1
            self.system.add_equal(times, 0)
        if row.is_so_far:
            columns = sorted({at for name, at in self.cells if name == row.name})
            for before, after in pairwise(columns):
                if before < self.begins <= after:
                    continue
                for each in (before, after):
                    self._unknown((row.name, each), *(self.span(row.name, each) or (0, 0)))
                self.system.add({(row.name, before): 1, (row.name, after): -1}, 0)

    def _add_share(self, row: Row, column: str, told: Decimal | None) -> None:
        above = self._count(row.above, column, "above", row)
        below = self._count(row.below, column, "below", row)
        rest = self._unknown(("rest", row.name, column), 0, self.most)
        self.system.add_equal({above: 1, rest: 1, below: -1}, 0)
        # Of nobody there is no share, shown or hidden.
        self.system.add({below: -1}, -1)
        if told is not None:
            exponent = told.as_tuple().exponent
            assert isinstance(exponent, int)
            half = Fraction(1, 2) * Fraction(10) ** min(exponent, 0)
            low, high = Fraction(told) - half, Fraction(told) + half
            # low <= out_of * above / below < high, in whole numbers
            self.system.add({below: low.numerator, above: -row.out_of * low.denominator}, 0)
            self.system.add({above: row.out_of * high.denominator, below: -high.numerator}, -1)
