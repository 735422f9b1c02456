"""Which column of a table of measures holds which figures: of which year, month or authority."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cyps_reports.plan.dates.months import Month
from cyps_reports.setup.meaning.date_cells import PlanTime
from cyps_reports.setup.meaning.step_columns import says_period, step_columns_in
from cyps_reports.setup.meaning.table_headings import Head, Heads
from cyps_reports.setup.synonyms import number_of_year

FIGURES = ("similar", "outturn", "target")
OF_FIGURES = frozenset((*FIGURES, "current", "comparator"))
"""The keys of columns with figures of measures."""
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
    targets, outturns = heads.all_of("target"), _outturns(heads, plan_year)
    similar, others = heads.all_of("similar"), heads.all_of("comparator")
    months = step_columns_in(targets, time)
    target = _target(targets, months, plan_year, outturns) if targets else None
    if target is not None:
        own["target"] = target
    if outturns:
        own["outturn"] = _latest(outturns)
    if len(similar) == 1 and not others:
        own["similar"] = similar[0][0]
    steps = {at: month for at, month in months.items() if at != own.get("target")}
    earlier = tuple(each for each in outturns if each[0] != own["outturn"])
    beside = () if "similar" in own else (*similar, *others)
    return FigureColumns(own, steps, tuple(sorted(beside, key=lambda each: each[0])), earlier)


def _target(
    columns: Columns, months: Mapping[int, Month], plan_year: str, outturns: Columns
) -> int | None:
    """The column of the target for the plan's end; None where that cannot be told from others."""
    others = [(at, head) for at, head in columns if not says_period(head)]
    this_year = [at for at, head in others if _is_of(head, plan_year)]
    undated = [at for at, head in others if not head.years]
    if this_year or undated:
        return (this_year or undated)[0]
    if months:
        return max(months, key=lambda at: months[at])
    dated = sorted((number_of_year(head.years[-1]), at) for at, head in others)
    return _of_next_year(dated, plan_year, outturns) if dated else columns[-1][0]


def _of_next_year(
    dated: Sequence[tuple[int, int]], plan_year: str, outturns: Columns
) -> int | None:
    """The first of the targets of years that is not of a year before the plan.

    Where nothing says the plan's year, it comes after the last one of an outturn.
    """
    reached = [number_of_year(head.years[-1]) for _, head in outturns if head.years]
    if not plan_year and not reached:
        return dated[0][1] if len(dated) == 1 else None
    first = number_of_year(plan_year) if plan_year else max(reached) + 1
    return next((at for year, at in dated if year >= first), None)


def _is_of(head: Head, plan_year: str) -> bool:
    first = number_of_year(plan_year) if plan_year else 0
    return any(number_of_year(year) == first for year in head.years)


def _outturns(heads: Heads, plan_year: str) -> Columns:
    """The columns of what was reached before the plan; those of its own years are none.

    What is called current is last year's only where nothing else is.
    """
    every = heads.all_of("outturn", "current")
    before = tuple((at, head) for at, head in every if not _is_within(head, plan_year))
    sure = tuple((at, head) for at, head in before if head.key == "outturn" or head.years)
    return sure or before


def _is_within(head: Head, plan_year: str) -> bool:
    """Whether a column is of the plan's first year, or of a later one."""
    if not plan_year or not head.years:
        return False
    year, first = head.years[-1], number_of_year(plan_year)
    is_split = len(year) > len("2012")
    return number_of_year(year) >= first if is_split else number_of_year(year) > first


def _latest(columns: Columns) -> int:
    dated = [(number_of_year(head.years[-1]), at) for at, head in columns if head.years]
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
