"""Which column of a table of measures holds which figures: of which year, month or authority."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cyps_reports.findings import Refused
from cyps_reports.plan.dates import Month, month_of
from cyps_reports.plan.due import due_in
from cyps_reports.setup.date_cells import PlanTime
from cyps_reports.setup.heads import Head, Heads
from cyps_reports.workbooks.grid import RawCell

FIGURES = ("similar", "outturn", "target")
Columns = tuple[tuple[int, Head], ...]


@dataclass(frozen=True, slots=True)
class FigureColumns:
    """The columns of a table by their numbers from 0: one for each of the measure's own figures.

    `steps` are targets within the plan by their months, `earlier` outturns of earlier years.
    """

    own: Mapping[str, int] = field(default_factory=dict)
    steps: Mapping[int, Month] = field(default_factory=dict)
    comparators: Columns = ()
    earlier: Columns = ()

    @property
    def all(self) -> tuple[int, ...]:
        """All of them."""
        beside = (at for at, _ in (*self.comparators, *self.earlier))
        return (*self.own.values(), *self.steps, *beside)


def figure_columns(heads: Heads, plan_year: str, time: PlanTime) -> FigureColumns:
    """The columns of figures under some headings."""
    own: dict[str, int] = {}
    targets, outturns = heads.all_of("target"), heads.all_of("outturn")
    similar, others = heads.all_of("similar"), heads.all_of("comparator")
    months = {at: month for at, head in targets if (month := _month(head, time))}
    if targets:
        own["target"] = _target(targets, months, plan_year)
    if outturns:
        own["outturn"] = _latest(outturns)
    if len(similar) == 1 and not others:
        own["similar"] = similar[0][0]
    steps = {at: month for at, month in months.items() if at != own.get("target")}
    earlier = tuple(each for each in outturns if each[0] != own["outturn"])
    beside = () if "similar" in own else (*similar, *others)
    return FigureColumns(own, steps, tuple(sorted(beside, key=lambda each: each[0])), earlier)


def _target(columns: Columns, months: Mapping[int, Month], plan_year: str) -> int:
    """The column of the target for the plan's end."""
    others = [(at, head) for at, head in columns if at not in months and not _is_part(head)]
    this_year = [at for at, head in others if _is_of(head, plan_year)]
    undated = [at for at, head in others if not head.years]
    if this_year or undated:
        return (this_year or undated)[0]
    if months:
        return max(months, key=lambda at: months[at])
    dated = sorted((head.years[-1], at) for at, head in others)
    return dated[0][1] if dated else columns[-1][0]


def _is_of(head: Head, plan_year: str) -> bool:
    return bool(plan_year) and any(year[:4] == plan_year[:4] for year in head.years)


_PART = re.compile(r"\b(?:Q|quarter ?)[1-4]\b", re.IGNORECASE)


def _is_part(head: Head) -> bool:
    """Whether a heading is of a quarter."""
    return _PART.search(head.lowest) is not None


def _month(head: Head, time: PlanTime) -> Month | None:
    """The month, or the last of the quarter, that the target of a column is for."""
    words = re.sub(r"\b(?:target|targets|for|by|end of|end)\b:?", " ", head.lowest, flags=re.I)
    line = " ".join(words.split())
    is_quarter = _PART.fullmatch(line) is not None
    if not line or (is_quarter and time.starts is None):
        return None
    due = due_in(RawCell(line), *time.known)
    is_known = due is not None and not isinstance(due, Refused) and due.day is not None
    month = month_of(due.day) if is_known and due and due.day else None  # type: ignore[union-attr]
    first, last = (month_of(day) for day in time.known)
    is_within = month is not None and (time.starts is None or first <= month <= last)
    return month if is_within else None


def _latest(columns: Columns) -> int:
    dated = [(head.years[-1], at) for at, head in columns if head.years]
    return max(dated)[1] if dated else columns[-1][0]


def name_of_comparator(head: Head) -> str:
    """Whose figures a column holds: its heading without the year."""
    name = head.heading
    for year in head.years:
        name = name.replace(year, " ")
    return " ".join(name.split()).strip(" ()-–,") or head.heading


def similar_name(heads: Iterable[Heads]) -> tuple[str, Head] | None:
    """The comparator that is called similar authorities, where it stands beside others."""
    for each in heads:
        similar, others = each.all_of("similar"), each.all_of("comparator")
        if similar and (others or len(similar) > 1):
            return name_of_comparator(similar[0][1]), similar[0][1]
    return None
