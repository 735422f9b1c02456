"""What the years before come to for the rows of this plan: entries and states by its references."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from cyps_reports.assessment.earlier import Earlier, YearBefore, earlier_of
from cyps_reports.assessment.reported_position import Position
from cyps_reports.assessment.restated import What, with_told
from cyps_reports.groups import grouped
from cyps_reports.history.former import FormerYear, FormerYears, Links, links_before, links_of
from cyps_reports.phrases import listed
from cyps_reports.plan.dates.months import Month, month_of
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.record.entries import (
    deadline_entry,
    deadline_standing,
    key_of,
    measure_entry,
    measure_standing,
    restated_in,
)
from cyps_reports.record.former import FormerDeadline, FormerMeasure, FormerRecord
from cyps_reports.record.schema import RestatedRow
from cyps_reports.returns.model import Absent, DeadlineKey, MeasureEntry, MeasureKey, Returns

Retold = Mapping[tuple[MeasureKey, Month, What], RestatedRow]
"""Figures that a later month told otherwise, by row of this plan and month."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What was returned and reported in the years before, of the rows that this plan goes on with.

    `returns` are the months' entries, the oldest first, and `position` the last month's states, all
    by this plan's references. `dues` are the due dates that each year's plan set, with the year's
    first month. `links` are the rows of the year before; None where nothing is known of one.
    `rows_then` are this plan's measures by what they were in a month of a year before.
    """

    returns: tuple[Returns, ...] = ()
    position: Position | None = None
    dues: Mapping[DeadlineKey, tuple[tuple[Month, date], ...]] = field(default_factory=dict)
    links: Links | None = None
    year_before: YearBefore | None = None
    rows_then: Mapping[Month, Mapping[MeasureKey, MeasureKey]] = field(default_factory=dict)

    @property
    def months(self) -> tuple[Month, ...]:
        """The months before the plan that are known from their records, the oldest first."""
        return tuple(each.month for each in self.returns)

    @property
    def earlier(self) -> Earlier:
        """What was known when this plan began; its own months are still to come."""
        known = earlier_of(self.returns)
        return replace(known, months=(), dues=self.dues, year_before=self.year_before)


def followed(former: FormerYears, plan: Plan) -> Followed:
    """The years before by the references of this plan."""
    if former.newest is None:
        return Followed()
    measures = {each.key: each for each in plan.measures}
    recurring = {(each.ref, due.number) for each, due in plan.deadlines() if due.recurs}
    by_year = tuple(_links_by_year(former, plan))
    retold = dict(_retold(by_year))
    returns = [
        _returns(record, links, measures, recurring, retold)
        for year, links in by_year
        for record in year.records
    ]
    newest = by_year[0][1]
    return Followed(
        returns=tuple(sorted(returns, key=lambda each: each.month)),
        position=_position(former.newest.last, newest, measures),
        dues=_dues(by_year),
        links=newest,
        year_before=_year_before(former.newest, plan),
        rows_then=dict(_rows_then(by_year)),
    )


def _rows_then(
    by_year: tuple[tuple[FormerYear, Links], ...],
) -> Iterator[tuple[Month, Mapping[MeasureKey, MeasureKey]]]:
    for year, links in by_year:
        now = {was: key for key, was in links.measures.items()}
        yield from ((record.month, now) for record in year.records)


def _year_before(year: FormerYear, plan: Plan) -> YearBefore:
    """What a report says of the year before; nobody types the words of what is closed again."""
    rows = year.rows
    closed = ((each.was, rows.closed(each.was)) for each in plan.closed)
    names = {was: listed(sorted({_name(key, year) for key in keys})) for was, keys in closed}
    return YearBefore(year.year, year.last.as_at, names)


def _name(key: MeasureKey | DeadlineKey, year: FormerYear) -> str:
    ref, part = key
    row = year.measures[ref, part] if isinstance(part, str) else year.deadlines[ref, part]
    return row.name


def _links_by_year(former: FormerYears, plan: Plan) -> Iterator[tuple[FormerYear, Links]]:
    """Each year, the newest first, with the rows of this plan in it."""
    years = former.years
    links = links_of(plan, years[0])
    yield years[0], links
    for year, before in pairwise(years):
        links = links_before(links, year, before)
        yield before, links


def _retold(
    by_year: tuple[tuple[FormerYear, Links], ...],
) -> Iterator[tuple[tuple[MeasureKey, Month, What], RestatedRow]]:
    """What was told otherwise later, the last one last, each by the references of its record."""
    for year, links in reversed(by_year):
        now = {was: key for key, was in links.measures.items()}
        for row in (each for record in year.records for each in record.restated):
            if key := now.get(key_of(row)):
                yield (key, row.month, row.what), row


def _returns(
    record: FormerRecord,
    links: Links,
    measures: Mapping[MeasureKey, Measure],
    recurring: Collection[DeadlineKey],
    retold: Retold,
) -> Returns:
    """A month's entries as they were told last, by this plan's references.

    The days on which a duty that recurs was done complete no deadline that takes its place.
    """
    entries = {
        key: _entry(record.measures[was], measures[key], _retold_of(key, record.month, retold))
        for key, was in links.measures.items()
        if was in record.measures
    }
    answers = {
        key: deadline_entry(row, row.completed if key in recurring or _is_done(row) else None)
        for key, was in links.deadlines.items()
        if (row := record.deadlines.get(was))
    }
    return Returns(record.month, (), entries, answers)


def _is_done(row: FormerDeadline) -> bool:
    """Whether the date completed of a row is the one that it was done for good on.

    A record of a date that did not count yet is followed by the month in which it did.
    """
    return row.state.is_completed


def _retold_of(key: MeasureKey, month: Month, retold: Retold) -> tuple[RestatedRow, ...]:
    return tuple(retold[key, month, what] for what in _WHATS if (key, month, what) in retold)


_WHATS = tuple(What)


def _entry(row: FormerMeasure, measure: Measure, retold: Iterable[RestatedRow]) -> MeasureEntry:
    """What was entered; a figure of another unit or data basis is no figure of this measure."""
    entry = measure_entry(row, measure)
    if not _is_comparable(row, measure):
        return replace(entry, actual=Absent.EMPTY, said="", as_at=Absent.EMPTY)
    for each in retold:
        entry = with_told(entry, restated_in(each, measure).now, each.what)
    return entry


def _is_comparable(row: FormerMeasure, measure: Measure) -> bool:
    # Records of before did not say unit and basis.
    same_unit = row.unit in ("", measure.unit.name)
    return same_unit and row.basis in ("", measure.basis.value)


def _position(
    record: FormerRecord, links: Links, measures: Mapping[MeasureKey, Measure]
) -> Position:
    """How the rows stood in the last month; what that plan said is not compared cell by cell."""
    return Position(
        month=record.month,
        as_at=record.as_at,
        measures={
            key: measure_standing(row, measures[key], measures[key].priority)
            for key, was in links.measures.items()
            if (row := record.measures.get(was)) and _is_comparable(row, measures[key])
        },
        deadlines={
            key: deadline_standing(told, told.priority)
            for key, was in links.deadlines.items()
            if (told := record.deadlines.get(was))
        },
        is_reported=True,
    )


def _dues(
    by_year: tuple[tuple[FormerYear, Links], ...],
) -> dict[DeadlineKey, tuple[tuple[Month, date], ...]]:
    """The due dates of each row by the years that set them, the oldest first."""
    set_by = [
        (key, (month_of(year.starts), due))
        for year, links in reversed(by_year)
        for key, was in links.deadlines.items()
        if (due := year.deadlines[was].due)
    ]
    by_key = grouped(set_by, lambda each: each[0])
    return {key: tuple(due for _, due in group) for key, group in by_key.items()}
