"""The years before: the records of the plans that this one goes on from, and its rows in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from cyps_reports.findings import Finding
from cyps_reports.groups import grouped
from cyps_reports.plan.dates.months import MONTHS_OF_A_YEAR, month_of
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.was import RowsThen, rows_then
from cyps_reports.plan.titles import goes_on_from
from cyps_reports.record.file_names import RECORD
from cyps_reports.record.former import FormerDeadline, FormerMeasure, FormerRecord, read_former
from cyps_reports.record.sources import returned_in
from cyps_reports.returns.model import DeadlineKey, MeasureKey
from cyps_reports.returns.months import month_folders
from cyps_reports.workbooks.plain_text import same_words

Key = TypeVar("Key", MeasureKey, DeadlineKey)


@dataclass(frozen=True, slots=True)
class FormerYear:
    """A year of an earlier plan: its records, the oldest first, and its rows as told last."""

    year: str
    starts: date
    records: tuple[FormerRecord, ...]
    measures: Mapping[MeasureKey, FormerMeasure]
    deadlines: Mapping[DeadlineKey, FormerDeadline]

    @property
    def rows(self) -> RowsThen:
        """Its rows by how they are called."""
        return rows_then(self.measures, self.deadlines)

    @property
    def last(self) -> FormerRecord:
        """The record of its last month."""
        return self.records[-1]


@dataclass(frozen=True, slots=True)
class FormerYears:
    """The years before that this plan goes on from, the newest first, without a gap between them.

    `of_others` are the records before them that are of plans with another title or year; `changed`
    the workbooks of the last month that are others now than those it was reported from; `findings`
    say which records cannot be read. Of the records the newest is looked at for edits.
    """

    years: tuple[FormerYear, ...] = ()
    of_others: tuple[FormerRecord, ...] = ()
    changed: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def records(self) -> tuple[FormerRecord, ...]:
        """All their records, the oldest first."""
        return tuple(record for year in reversed(self.years) for record in year.records)

    @property
    def newest(self) -> FormerYear | None:
        """The year before this plan."""
        return self.years[0] if self.years else None


def find_former(returns: Path, reported: Path | None, plan: Plan) -> FormerYears:
    """What the folders of results (`reported`) hold of the months before the plan began.

    Whether a record was edited is found out of the newest, with which this year's are compared.
    """
    first = month_of(plan.starts)
    folders = month_folders(reported) if reported else {}
    months = sorted(month for month in folders if month < first)
    read = [
        read_former(folders[month] / RECORD, month, is_looked_at=month == months[-1])
        for month in months
    ]
    records = [each for each in read if isinstance(each, FormerRecord)]
    findings = tuple(each for each in read if isinstance(each, Finding))
    # A plan of the same year is this one, before its first day was corrected.
    like_it = [
        each
        for each in records
        if each.plan.marking == plan.marking and same_words(each.plan.year) != same_words(plan.year)
    ]
    by_plan = grouped(like_it, lambda each: goes_on_from(plan, each.plan.title, each.plan.year))
    years = tuple(_without_gap(_years(by_plan.get(True, ())), plan.starts))
    changed = tuple(_changed(years[0].last, returns)) if years else ()
    return FormerYears(years, by_plan.get(False, ()), changed, findings)


def _changed(record: FormerRecord, returns: Path) -> Iterator[str]:
    """The workbooks of a month that are others now than those it was reported from."""
    folder, of_month = month_folders(returns).get(record.month), str(record.month)
    told = {each for each in record.sources if each.month == of_month}
    if folder and told:
        yield from (each.workbook for each in returned_in(folder, record.month) if each not in told)


def _years(records: Iterable[FormerRecord]) -> list[FormerYear]:
    """The records by the plan they are of, the newest year first."""
    by_plan = grouped(records, lambda each: (each.plan.starts, each.plan.year))
    return [_year(by_plan[key]) for key in sorted(by_plan, reverse=True)]


def _year(records: tuple[FormerRecord, ...]) -> FormerYear:
    of = records[-1].plan
    measures = {key: row for each in records for key, row in each.measures.items()}
    deadlines = {key: row for each in records for key, row in each.deadlines.items()}
    return FormerYear(of.year, of.starts, records, measures, deadlines)


def _without_gap(years: Iterable[FormerYear], starts: date) -> Iterator[FormerYear]:
    """Years up to the first of which the one after is not known: no reference tells beyond it."""
    follows = month_of(starts)
    for year in years:
        if follows.months_since(year.last.month) > MONTHS_OF_A_YEAR:
            return
        yield year
        follows = month_of(year.starts)


class Asked(NamedTuple):
    """A row that goes on from one of the year before: what says so, and its words."""

    was: str
    name: str


@dataclass(frozen=True, slots=True)
class Links:
    """By row of this plan, the row of a former year that it goes on from.

    `by_words` where nothing says which they are, and those with the same reference and the same
    words are taken for the same.
    """

    measures: Mapping[MeasureKey, MeasureKey] = field(default_factory=dict)
    deadlines: Mapping[DeadlineKey, DeadlineKey] = field(default_factory=dict)
    by_words: bool = False


def links_of(plan: Plan, year: FormerYear) -> Links:
    """The rows of the year before the plan that its rows go on from."""
    measures = {each.key: Asked(each.was, each.name) for each in plan.measures}
    deadlines = {
        (milestone.ref, each.number): Asked(each.was, milestone.name)
        for milestone, each in plan.deadlines()
    }
    return _links(measures, deadlines, year)


def links_before(links: Links, year: FormerYear, before: FormerYear) -> Links:
    """The same rows of the plan in the year before a former year."""
    measures = {key: Asked(row.was, row.name) for key, row in year.measures.items()}
    deadlines = {key: Asked(row.was, row.name) for key, row in year.deadlines.items()}
    step = _links(measures, deadlines, before)
    return Links(_through(links.measures, step.measures), _through(links.deadlines, step.deadlines))


def _through(first: Mapping[Key, Key], second: Mapping[Key, Key]) -> dict[Key, Key]:
    return {key: second[then] for key, then in first.items() if then in second}


def _links(
    measures: Mapping[MeasureKey, Asked],
    deadlines: Mapping[DeadlineKey, Asked],
    year: FormerYear,
) -> Links:
    if not any(each.was for each in (*measures.values(), *deadlines.values())):
        alike = _alike(measures, year.measures), _alike(deadlines, year.deadlines)
        return Links(*alike, by_words=True)
    rows = year.rows
    said = ((key, rows.measure(each.was, key[1])) for key, each in measures.items() if each.was)
    due = ((key, rows.deadline(each.was, key[1])) for key, each in deadlines.items() if each.was)
    return Links(_each_once(dict(said)), {key: was for key, was in due if was})


def _alike(
    asked: Mapping[Key, Asked], rows: Mapping[Key, FormerMeasure] | Mapping[Key, FormerDeadline]
) -> dict[Key, Key]:
    """The rows with the same reference and the same words."""
    names = {key: same_words(row.name) for key, row in rows.items()}
    return {key: key for key, each in asked.items() if names.get(key) == same_words(each.name)}


def _each_once(links: Mapping[MeasureKey, MeasureKey | None]) -> dict[MeasureKey, MeasureKey]:
    """Figures go on in one row: in the first, where two say that they were the same one."""
    first: dict[MeasureKey, MeasureKey] = {}
    for key, was in links.items():
        if was:
            first.setdefault(was, key)
    return {key: was for was, key in first.items()}
