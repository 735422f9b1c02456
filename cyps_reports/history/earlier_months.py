"""What there is of the earlier months.

Their folders and records, and which workbooks have to be read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cyps_reports import __version__
from cyps_reports.finding_codes import Code
from cyps_reports.findings import CellRef, Finding, Severity, warning
from cyps_reports.history.former import FormerYears, find_former
from cyps_reports.plan.dates.months import Month, month_of
from cyps_reports.plan.model.plan import Plan
from cyps_reports.record.file_names import RECORD
from cyps_reports.record.reader import PUT_BACK, Reported, read_record
from cyps_reports.record.sources import KnownSums, Source, is_as_recorded
from cyps_reports.returns.model import Returns
from cyps_reports.returns.months import earlier_folders, month_folders
from cyps_reports.returns.reading_basis import reading_basis
from cyps_reports.workbooks.folders import listing_of


@dataclass(frozen=True, slots=True)
class EarlierMonths:
    """The earlier months of the plan year.

    The folders of their returns, and their records or why one cannot be used.

    `standing` are the returns of those whose record stands for the workbooks: they are the very
    same, and so is the plan they are read against. `former` are the records of the years before.
    """

    folders: Mapping[Month, Path] = field(default_factory=dict)
    records: Mapping[Month, Reported | Finding] = field(default_factory=dict)
    standing: Mapping[Month, Returns] = field(default_factory=dict)
    former: FormerYears = field(default_factory=FormerYears)

    @property
    def months(self) -> tuple[Month, ...]:
        """Every month that there is a folder or a record of, the oldest first."""
        return tuple(sorted({*self.folders, *self.records}))

    @property
    def to_read(self) -> tuple[Path, ...]:
        """The folders whose workbooks have to be read."""
        return tuple(folder for month, folder in self.folders.items() if month not in self.standing)

    @property
    def known_sums(self) -> KnownSums:
        """The check sums that were taken to find this out."""
        reported = {
            month: each for month, each in self.records.items() if isinstance(each, Reported)
        }
        returned = {month: _in_order(reported[month].sources_of(month)) for month in self.standing}
        before = {each.month: each.sum for each in self.former.records}
        of_year = {month: each.sum for month, each in reported.items()}
        return KnownSums(returned, before | of_year)


def _in_order(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """A workbook that is the return of several priorities is one file."""
    return tuple(sorted({*sources}))


def records_in(reported: Path, usual: Path | None, month: Month) -> Path:
    """The folder of results whose records of earlier months count.

    That in which the month is reported; but the usual one where that alone holds earlier months, as
    where a second look goes to a folder of its own.
    """
    if usual is None or any(each < month for each in month_folders(reported)):
        return reported
    return usual if any(each < month for each in month_folders(usual)) else reported


def find_earlier(
    within: Path, reported: Path | None, month: Month, plan: Plan, *, from_workbooks: bool = False
) -> EarlierMonths:
    """What there is before `month`.

    Folders of returns in a folder, and records in the folders of the results.

    With `from_workbooks` no record stands for them: they are all read again.
    """
    first = month_of(plan.starts)
    folders = earlier_folders(within, month, first)
    results = earlier_folders(reported, month, first) if reported else {}
    found = {each: read_record(folder / RECORD, each, plan) for each, folder in results.items()}
    records = {each: record for each, record in found.items() if record is not None}
    former = find_former(within, reported, plan)
    if from_workbooks:
        return EarlierMonths(folders, records, former=former)
    basis = reading_basis(plan)
    standing = {
        each: returned
        for each, folder in folders.items()
        if (returned := _standing_for(records.get(each), folder, each, basis))
    }
    return EarlierMonths(folders, records, standing, former)


def _standing_for(
    record: Reported | Finding | None, folder: Path, month: Month, basis: str
) -> Returns | None:
    """What a record says that a folder's workbooks say; None where they have to be read."""
    if not isinstance(record, Reported) or record.is_edited or record.returned is None:
        return None
    if (record.reading_basis, record.program) != (basis, __version__):
        return None
    if any(finding.severity is Severity.ERROR for finding in listing_of(folder).findings):
        return None
    return record.returned if is_as_recorded(folder, record.sources_of(month)) else None


def about_records(earlier: EarlierMonths, first: Month) -> Iterator[Finding]:
    """What is wrong with the records themselves.

    Damaged, of another plan, edited, or not those a later one knows. `first` is the plan's first
    month.
    """
    for month in earlier.months:
        record = earlier.records.get(month)
        if isinstance(record, Finding):
            yield record
        elif record and record.is_edited:
            yield _edited(month, has_returns=month in earlier.folders)
        elif record and (later := _made_from_another(record.sum, month, earlier)):
            yield _another_than(month, later)
    for before in earlier.former.records:
        if later := _made_from_another(before.sum, before.month, earlier):
            yield _another_than(before.month, later)
    yield from _gone_of_years_before(earlier, first)


def _gone_of_years_before(earlier: EarlierMonths, first: Month) -> Iterator[Finding]:
    """The records of years before that a report of this year was made from, and that are gone."""
    former = earlier.former
    there = {each.month for each in (*former.records, *former.of_others)}
    told_of = {each.place.workbook for each in former.findings}
    reported = (each for each in earlier.records.values() if isinstance(each, Reported))
    known = {month for each in reported for month in each.months if month < first}
    for month in sorted(known - there):
        is_told = f"{month}/{RECORD}" in told_of
        later = None if is_told else _made_from_another("", month, earlier)
        if later:
            yield _gone(month, later)


def _gone(month: Month, later: Month) -> Finding:
    return warning(
        "nothing-known-of-month",
        CellRef(f"{month}/{RECORD}"),
        f"The record of what was reported for {month.in_words} is not there any more; the report"
        f" for {later.in_words} was made from it. Its figures and dates are missing from what goes"
        " on from the year before.",
        "Put the month's folder of results back in its place.",
    )


def _made_from_another(sum_: str, month: Month, earlier: EarlierMonths) -> Month | None:
    """The newest later month that was reported from another record of this month than this one."""
    for later in reversed(earlier.months):
        told = earlier.records.get(later)
        known = (
            told.sum_of_record_of(month)
            if isinstance(told, Reported) and not told.is_edited
            else ""
        )
        if known:
            return later if known != sum_ else None
    return None


def _edited(month: Month, *, has_returns: bool) -> Finding:
    used = "what the month's returns say now was used instead, where there are any"
    if not has_returns:
        used = "there are no returns of the month, so it was used as it is"
    return warning(
        "edited-record",
        CellRef(f"{month}/{RECORD}"),
        f"The record of what was reported for {month.in_words} was changed since it was written;"
        f" {used}.",
        PUT_BACK,
    )


def _another_than(month: Month, later: Month) -> Finding:
    return warning(
        OTHER_RECORD,
        CellRef(f"{month}/{RECORD}"),
        f"The record of what was reported for {month.in_words} is not the one that the report for "
        f"{later.in_words} was"
        " made from. What it says now was used.",
        f"Nothing, if the report for {month.in_words} was made again since. If not, put the "
        "record back from a copy.",
    )


OTHER_RECORD: Code = "record-of-another-report"
"""The code of what is said of a record that a later report does not know."""
