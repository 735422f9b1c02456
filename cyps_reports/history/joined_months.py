"""Brings each earlier month's returns and record together, as later months need them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier, after
from cyps_reports.assessment.reported_position import Position, position_of
from cyps_reports.assessment.restated import Telling, Told, What, tellings_of
from cyps_reports.findings import Finding, Severity
from cyps_reports.history.carried import carried_findings
from cyps_reports.history.earlier_months import EarlierMonths, about_records
from cyps_reports.history.followed import Followed, followed
from cyps_reports.history.missing_months import what_is_missing
from cyps_reports.history.past_month import PastMonth
from cyps_reports.plan.cell_texts import PlanCells
from cyps_reports.plan.dates.months import Month, month_of
from cyps_reports.plan.model.plan import Plan
from cyps_reports.record.reader import Reported
from cyps_reports.record.sources import KnownSums
from cyps_reports.returns.folder import Read, returns_for
from cyps_reports.returns.model import MeasureKey, Returns


@dataclass(frozen=True, slots=True)
class History:
    """The earlier months of the plan year, the oldest first, as this month needs them.

    `positions` are as reported where there is a record, else assessed anew from the returns.
    `tellings` are the figures that readers were told of, report by report, the same way.
    `known_sums` are check sums taken on the way; `followed` is what the years before come to.
    """

    months: tuple[PastMonth, ...] = ()
    earlier: Earlier = field(default_factory=Earlier)
    positions: tuple[Position, ...] = ()
    tellings: tuple[Telling, ...] = ()
    findings: tuple[Finding, ...] = ()
    known_sums: KnownSums = field(default_factory=KnownSums)
    followed: Followed = field(default_factory=Followed)

    @property
    def returned(self) -> tuple[Returns, ...]:
        """The months' returns as they are now, those of last year by this plan's references."""
        return (*self.followed.returns, *(each.returns for each in self.months))

    @property
    def compared_with(self) -> tuple[Position, ...]:
        """The positions that changes are told against: at first those of the year before."""
        before = (self.followed.position,) if self.followed.position else ()
        return self.positions or before

    @property
    def previous(self) -> Position | None:
        """The last month that anything is known of."""
        return self.positions[-1] if self.positions else None

    @property
    def former_cells(self) -> PlanCells | None:
        """What the plan said last month, as far as that is known."""
        return self.previous.cells if self.previous else None


def history_of(
    earlier: EarlierMonths, read: Mapping[Path, Read], month: Month, plan: Plan
) -> History:
    """The months before `month`.

    From what was found of them and what the workbooks say that had to be read.
    """
    months = _with_retold(tuple(_past_months(earlier, read)))
    before = followed(earlier.former, plan)
    known, positions = before.earlier, list[Position]()
    for each in months:
        positions.append(_position(each, known, plan))
        known = after(known, each.returns, _reported_actuals(each))
    tellings = tuple(telling for each in months for telling in _tellings(each))
    findings = (
        *about_records(earlier, month_of(plan.starts)),
        *what_is_missing(months, month, plan),
        *carried_findings(earlier.former, before, plan),
    )
    return History(
        months,
        known,
        _compared_with(positions, month, plan),
        tellings,
        findings,
        earlier.known_sums,
        before,
    )


def _compared_with(positions: list[Position], month: Month, plan: Plan) -> tuple[Position, ...]:
    """The earlier positions that a month's is seen against.

    A quarter against quarters, not what was told between.
    """
    of_periods = [position for position in positions if plan.is_report_month(position.month)]
    return tuple(of_periods if of_periods and plan.is_report_month(month) else positions)


def _past_months(earlier: EarlierMonths, read: Mapping[Path, Read]) -> Iterator[PastMonth]:
    """Each month that anything is left of.

    Its returns from its record where that stands for the workbooks.
    """
    for month in earlier.months:
        folder, record = earlier.folders.get(month), earlier.records.get(month)
        reported = record if isinstance(record, Reported) else None
        returned, findings = None, tuple[Finding, ...]()
        if month in earlier.standing:
            returned = earlier.standing[month]
        elif folder:
            returned, all_findings = returns_for(month, read[folder])
            findings = tuple(finding for finding in all_findings if _is_about_file(finding))
        returned = returned if returned and returned.inputs else None
        if reported and reported.is_edited and returned:
            reported = None
        if returned or reported or findings:
            yield PastMonth(month, returned, reported, findings)


def _is_about_file(finding: Finding) -> bool:
    """Whether a whole workbook could not be read.

    What stands in its cells was told in its month.
    """
    is_whole = bool(finding.place.workbook) and not finding.place.sheet
    return is_whole and finding.severity is Severity.ERROR


def _position(past: PastMonth, earlier: Earlier, plan: Plan) -> Position:
    if past.reported:
        return past.reported.position
    day = past.month.last
    return position_of(assess(plan.as_it_stood(day), past.returns, earlier, day))


def _reported_actuals(past: PastMonth) -> dict[MeasureKey, Decimal]:
    told = past.reported.returns.measures if past.reported else {}
    return {key: each.actual for key, each in told.items() if isinstance(each.actual, Decimal)}


def _with_retold(months: tuple[PastMonth, ...]) -> tuple[PastMonth, ...]:
    """The months, each with its figures that later reports told otherwise."""
    retold: dict[Month, dict[tuple[MeasureKey, What], Told | None]] = {}
    for each in (row for past in months if past.reported for row in past.reported.restated):
        retold.setdefault(each.month, {})[each.key, each.what] = each.now
    return tuple(replace(past, retold=retold.get(past.month, {})) for past in months)


def _tellings(past: PastMonth) -> Iterator[Telling]:
    """What a month's report told of figures: those restated, and its own.

    Without a record, what it would tell now.
    """
    if past.reported:
        yield from past.reported.last_years
        for each in past.reported.restated:
            yield Telling(each.key, each.month, each.now, each.what)
    told = past.reported.returns if past.reported else past.returns
    for key, entry in told.measures.items():
        yield from tellings_of(key, past.month, entry)
