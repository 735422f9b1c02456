"""Reads what was reported in a month from its record.

And says whether it can stand for the month's workbooks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cyps_reports.assessment.reported_position import Position
from cyps_reports.assessment.restated import Restated, Telling
from cyps_reports.findings import CellRef, Finding, Severity, note, warning
from cyps_reports.plan.dates.months import Month, month_named
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.titles import how_to_adopt, is_called
from cyps_reports.record.codec import UNFIT, from_json
from cyps_reports.record.entries import (
    deadline_entry,
    deadline_standing,
    input_in,
    key_of,
    measure_entry,
    measure_standing,
    restated_in,
)
from cyps_reports.record.file import Json, RecordFile, has_sum
from cyps_reports.record.file_names import BESIDE_RETURNS, RECORD
from cyps_reports.record.schema import SCHEMA, DeadlineRow, FindingRow, MeasureRow, Record
from cyps_reports.record.sources import Source
from cyps_reports.returns.model import Returns

# A record of the built-in plan has under half a megabyte.
_LARGEST = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reported:
    """What was reported in a month.

    The position, the entries with what was carried forward, the figures restated. `last_years` are
    the figures of the year before that were told of beside it.

    `returned` is what the month's own returns gave; None where the record does not tell all of it,
    being of before or of workbooks that could not be read. `sources` are the files the report was
    made from, of every month; `sum` is what later records know this one by, `reading_basis` what
    the returns were read against, `program` the version that read them. `is_edited` where it does
    not tell what it did when it was written.
    """

    position: Position
    returns: Returns
    restated: tuple[Restated, ...]
    last_years: tuple[Telling, ...]
    returned: Returns | None
    sources: tuple[Source, ...]
    sum: str
    reading_basis: str
    program: str
    is_edited: bool = False

    @property
    def months(self) -> frozenset[Month]:
        """The months that the report was made from, itself included."""
        named = (month_named(source.month) for source in self.sources)
        return frozenset(each for each in named if each)

    def sources_of(self, month: Month) -> tuple[Source, ...]:
        """What had come for a month when the report was made; no record, and no words."""
        return tuple(
            source
            for source in self.sources
            if source.month == str(month) and source.workbook not in BESIDE_RETURNS
        )

    def sum_of_record_of(self, month: Month) -> str:
        """The sum of an earlier month's record, as it was when this report was made.

        "" where it had none.
        """
        sums = (
            source.sha256
            for source in self.sources
            if (source.workbook, source.month) == (RECORD, str(month))
        )
        return next(sums, "")


def read_record(path: Path, month: Month, plan: Plan) -> Reported | Finding | None:
    """The record of a month; a finding where it cannot be used, None where there is none.

    Raises:
        OSError: it is there and cannot be opened. A report without it would say other things of the
            same month.

    """
    place = CellRef(f"{month}/{RECORD}")
    try:
        if not path.is_file():
            return None
        if path.stat().st_size > _LARGEST:
            return _damaged(place, month)
        file = RecordFile(path.read_bytes())
        if not _is_same_plan(file.told, plan):
            return _another_plan(place, month, _identity(file.told), plan)
        return replace(_reported(file.told, month, plan, file.known_by), is_edited=file.is_edited)
    except UNFIT:
        return _damaged(place, month)


def _is_same_plan(told: Json, plan: Plan) -> bool:
    """A report with another marking, an example's or a draft's, was of another plan."""
    is_by_name = is_called(plan, _identity(told))
    return is_by_name and bool(_plan_in(told)["marking"] == plan.marking)


def _identity(told: Json) -> str:
    of = _plan_in(told)
    return f"{of['title']} {of['year']}"


def _plan_in(told: Json) -> Mapping[str, object]:
    of = told["plan"]
    if not isinstance(of, Mapping):
        raise TypeError("not a plan")
    return of


def _reported(told: Json, month: Month, plan: Plan, sum_: str) -> Reported:
    record = from_json(Record, told)
    if record.return_month != month or record.schema != SCHEMA:
        raise ValueError("of another month or schema")
    planned = {each.key: each for each in plan.measures}
    measures = {
        key_of(row): measure_entry(row, planned.get(key_of(row))) for row in record.measures
    }
    deadlines = {
        (row.ref, row.deadline): deadline_entry(row, row.completed) for row in record.deadlines
    }
    inputs = tuple(input_in(each) for each in record.inputs if each.priority)
    # A row that stood in a return has its cell.
    given = {
        key_of(row): measure_entry(row, planned.get(key_of(row)))
        for row in record.measures
        if row.source
    }
    of_returns = (row for row in record.deadlines if row.source)
    entered = {
        (row.ref, row.deadline): deadline_entry(row, row.completed_entered) for row in of_returns
    }
    tells_all = has_sum(told) and not any(map(_is_about_file, record.findings))
    return Reported(
        position=_position(record, plan),
        returns=Returns(month, inputs, measures, deadlines),
        restated=tuple(restated_in(row, planned.get(key_of(row))) for row in record.restated),
        last_years=tuple(_last_years(record.measures)),
        returned=Returns(month, inputs, given, entered) if tells_all else None,
        sources=tuple(Source(each.workbook, each.sha256, each.month) for each in record.inputs),
        sum=sum_,
        reading_basis=record.reading_basis,
        program=record.program,
    )


def _last_years(rows: Iterable[MeasureRow]) -> Iterator[Telling]:
    """The figures of last year that were told of beside the month's own."""
    for row in rows:
        if row.before_month:
            yield Telling(key_of(row), row.before_month, row.before)


def _is_about_file(row: FindingRow) -> bool:
    """Whether a whole workbook could not be read; it may be now."""
    return row.severity is Severity.ERROR and bool(row.workbook) and not row.sheet


def _position(record: Record, plan: Plan) -> Position:
    cells, planned = record.plan_cells, {measure.key: measure for measure in plan.measures}
    return Position(
        month=record.return_month,
        as_at=record.as_at,
        measures={
            key_of(row): measure_standing(row, planned.get(key_of(row)), _priority(row, plan))
            for row in record.measures
        },
        deadlines={
            (row.ref, row.deadline): deadline_standing(row, _priority(row, plan))
            for row in record.deadlines
        },
        is_reported=True,
        answered=None if record.answered is None else frozenset(record.answered),
        cells=None if cells is None else {row: _as_called_now(told) for row, told in cells.items()},
    )


def _as_called_now(told: Mapping[str, str]) -> dict[str, str]:
    """What the plan said in a row; records of before called a step a profile."""
    return {re.sub(r"^Profile of ", "Step of ", heading): text for heading, text in told.items()}


def _priority(row: MeasureRow | DeadlineRow, plan: Plan) -> str:
    """Records of before did not say a row's priority; the plan does, where it still has the row."""
    return row.priority or plan.priority_with(row.ref)


PUT_BACK = (
    "Put it back from a copy. Running report for that month makes it anew, but from the "
    "returns as they are now."
)
"""What to do about a record that is not what was written."""


def _damaged(place: CellRef, month: Month) -> Finding:
    return warning(
        "unreadable-record",
        place,
        f"The record of what was reported for {month.in_words} cannot be read; only that month's "
        "returns can be used.",
        PUT_BACK,
    )


def _another_plan(place: CellRef, month: Month, identity: str, plan: Plan) -> Finding:
    return note(
        "record-of-another-plan",
        place,
        f"What was reported for {month.in_words} was of another plan or had another marking. It "
        "was left out.",
        "Nothing, if that was an example or a draft; else check the title, the year and the "
        f"marking of the plan.{how_to_adopt(plan, identity)}",
    )
