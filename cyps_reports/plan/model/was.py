"""Which row of the year before is meant by what a plan says under Was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cyps_reports.groups import grouped
from cyps_reports.plan.model.milestone import deadline_called
from cyps_reports.plan.model.references import row_key, same_reference

MeasureKey = tuple[str, str]
DeadlineKey = tuple[str, int]


def measure_called(key: MeasureKey) -> str:
    """What a measure row of the year before is called: `A1`, or `E1 Gross` with its component."""
    return " ".join(key).strip()


@dataclass(frozen=True, slots=True)
class RowsThen:
    """The rows of a plan of before, by how they are called.

    A measure is meant by its reference and its component (`E1 Gross`); by the reference alone where
    it had one row, or one with the component of the row that asks. A deadline is meant by the
    milestone's reference and the deadline (`A20, deadline 2`); by the reference alone where there
    was one, or one with the number of the row that asks.
    """

    measures: Mapping[str, MeasureKey] = field(default_factory=dict)
    components: Mapping[str, Mapping[str, MeasureKey]] = field(default_factory=dict)
    deadlines: Mapping[str, Mapping[int, DeadlineKey]] = field(default_factory=dict)

    def measure(self, was: str, component: str = "") -> MeasureKey | None:
        """The measure row that `was` means in a row with a component; None where it means none."""
        if whole := self.measures.get(same_reference(was)):
            return whole
        rows = self.components.get(same_reference(was), {})
        own = rows.get(row_key("", component)[1])
        return own or (next(iter(rows.values())) if len(rows) == 1 else None)

    def deadline(self, was: str, number: int) -> DeadlineKey | None:
        """The deadline that `was` means in a row with a number; None where it means none."""
        ref, named = _parts(was)
        rows = self.deadlines.get(same_reference(ref), {})
        if named is not None:
            return rows.get(named)
        return rows.get(number) or (next(iter(rows.values())) if len(rows) == 1 else None)

    def closed(self, was: str) -> frozenset[MeasureKey | DeadlineKey]:
        """The rows that a row of the sheet Closed closes: by a reference alone, all that had it."""
        if whole := self.measures.get(same_reference(was)):
            return frozenset((whole,))
        ref, named = _parts(was)
        components = self.components.get(same_reference(ref), {}) if named is None else {}
        dates = self.deadlines.get(same_reference(ref), {})
        numbers = dates if named is None else [named]
        return frozenset(
            (*components.values(), *(dates[each] for each in numbers if each in dates))
        )

    def has_several(self, was: str) -> tuple[str, ...]:
        """What the rows are called that a reference is shared by; none where it is of one row."""
        ref = same_reference(was)
        measures = tuple(map(measure_called, self.components.get(ref, {}).values()))
        keys = self.deadlines.get(ref, {}).values()
        deadlines = tuple(called_in_list(deadline_called(*key)) for key in keys)
        several = (*measures, *deadlines)
        return several if len(several) > 1 else ()


def rows_then(measures: Iterable[MeasureKey], deadlines: Iterable[DeadlineKey]) -> RowsThen:
    """The rows of a plan of before, by how they are called."""
    rows, dates = tuple(measures), tuple(deadlines)
    by_ref = grouped(rows, lambda key: same_reference(key[0]))
    of_milestone = grouped(dates, lambda key: same_reference(key[0]))
    return RowsThen(
        {same_reference(measure_called(key)): key for key in rows},
        {ref: {row_key(*key)[1]: key for key in group} for ref, group in by_ref.items()},
        {ref: {key[1]: key for key in group} for ref, group in of_milestone.items()},
    )


def deadline_was(key: DeadlineKey, *, is_only_one: bool) -> str:
    """What is typed under Was for a deadline of the year before."""
    return key[0] if is_only_one else deadline_called(*key)


def called_in_list(was: str) -> str:
    """What is said of it among others, as a comma parts them: `A20 (deadline 2)`."""
    ref, number = _parts(was)
    return was if number is None else f"{ref} (deadline {number})"


_WITH_DEADLINE = re.compile(r"(.+?)[\s,;]*\(?\s*deadline\s*(\d{1,5})\s*\)?", re.IGNORECASE)


def _parts(was: str) -> tuple[str, int | None]:
    """The milestone's reference, and the number of the deadline where it is said."""
    match = _WITH_DEADLINE.fullmatch(was.strip())
    return (match[1], int(match[2])) if match else (was, None)
