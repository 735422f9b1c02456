"""The year at a glance: what came, was reported and was sent, month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cyps_reports.acts.ended import CannotRun, Reason
from cyps_reports.acts.month_folder import MonthRequest
from cyps_reports.acts.office import Months
from cyps_reports.acts.taking_in import month_files
from cyps_reports.machine import content_of
from cyps_reports.mailing import DRAFTS, as_at_of
from cyps_reports.plan.dates.months import Month, long
from cyps_reports.record.file import record_in
from cyps_reports.record.file_names import RECORD
from cyps_reports.sending.connection import CannotSendError
from cyps_reports.sending.keeping import Record
from cyps_reports.sending.log import Outcome


@dataclass(frozen=True, slots=True)
class MonthAtAGlance:
    """A month in one line: the files that came, what the report there tells, and what was sent.

    `measures` and `deadlines` count by colour; empty where there is no report, `as_at` is then "".
    """

    month: Month
    is_due: bool
    is_begun: bool
    files: int
    as_at: str
    measures: Mapping[str, int]
    deadlines: Mapping[str, int]
    sent: int

    @property
    def is_reported(self) -> bool:
        """Whether a report lies there."""
        return bool(self.as_at)


def year_at_a_glance(request: MonthRequest, months: Months) -> tuple[MonthAtAGlance, ...]:
    """Each of the months that are due or begun, in their order; the request's month is not asked.

    Raises:
        CannotRun: a record of what was sent cannot be read.
        OSError: another file is there and cannot be opened.

    """
    return tuple(_glance(request, months, each) for each in sorted({*months.due, *months.begun}))


def _glance(request: MonthRequest, months: Months, month: Month) -> MonthAtAGlance:
    results = request.results / str(month)
    told = _told_in(results / RECORD)
    return MonthAtAGlance(
        month,
        month in months.due,
        month in months.begun,
        len(month_files(request.root, month).returns),
        told.as_at,
        told.measures,
        told.deadlines,
        _sent_from(results / DRAFTS),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What a record tells, in short."""

    as_at: str = ""
    measures: Mapping[str, int] = field(default_factory=dict)
    deadlines: Mapping[str, int] = field(default_factory=dict)


def _told_in(path: Path) -> _Told:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return _Told()
    return _read(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=100)
def _read(path: Path, size: int, changed: int) -> _Told:
    """What the record tells; a file is read again only where its size or time is another one."""
    told = record_in(content_of(path) or b"")
    if not told:
        return _Told()
    as_at = as_at_of(told)
    rows = told.get("measures"), told.get("deadlines")
    return _Told(long(as_at) if as_at else "", *(_by_colour(each) for each in rows))


def _by_colour(rows: object) -> Mapping[str, int]:
    known = rows if isinstance(rows, list) else []
    return Counter(str(row.get("rag")) for row in known if isinstance(row, dict))


def _sent_from(drafts: Path) -> int:
    """How many emails were sent, each to one or more people."""
    try:
        log = Record(drafts).read()
    except CannotSendError as problem:
        raise CannotRun(Reason.CANNOT_SEND, str(problem)) from problem
    there = (Outcome.ACCEPTED, Outcome.COUNTED)
    arrived = [each for each in log.deliveries if each.outcome in there] if log else []
    return len({each.digest for each in arrived})
