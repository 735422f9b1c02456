"""Reads the record of a month of an earlier plan: what its rows were, by their references then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.plan.dates.months import Month
from cyps_reports.record.codec import UNFIT, from_json
from cyps_reports.record.file import Json, RecordFile
from cyps_reports.record.file_names import RECORD
from cyps_reports.record.schema import SCHEMA, FurtherRow, InputRow, PlanRow, RestatedRow
from cyps_reports.record.sources import Source
from cyps_reports.returns.model import DeadlineKey, MeasureKey


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerMeasure:
    """What a later year needs of a measure row; its fields are of the record's (schema.py)."""

    ref: str
    component: str
    name: str = ""
    unit: str = ""
    basis: str = ""
    actual: Decimal | None
    actual_said: str = ""
    as_at: date | None
    data_status: str
    kept_from: Month | None = None
    can_be_rated: bool | None = None
    state: MeasureState
    comment: str
    corrective_action: str
    further: tuple[FurtherRow, ...] = ()
    was: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerDeadline:
    """What a later year needs of a deadline, likewise."""

    ref: str
    deadline: int
    priority: str = ""
    name: str = ""
    due: date | None
    redated: date | None
    state: DeadlineState
    status: str
    completed: date | None
    expected: date | None
    expected_last: date | None = None
    progress: str
    corrective_action: str
    further: tuple[FurtherRow, ...] = ()
    was: str = ""


@dataclass(frozen=True)
class FormerRecord:
    """What was reported in a month of an earlier plan.

    `restated` are figures of months before it that it told otherwise, `sources` the files that it
    was made from. `sum` is what later records know it by, as it says itself; `is_edited` where it
    was looked at and does not tell what it did when it was written.
    """

    month: Month
    as_at: date
    plan: PlanRow
    measures: Mapping[MeasureKey, FormerMeasure]
    deadlines: Mapping[DeadlineKey, FormerDeadline]
    restated: tuple[RestatedRow, ...] = ()
    sources: tuple[Source, ...] = ()
    sum: str = ""
    is_edited: bool = False


def read_former(
    path: Path, month: Month, *, is_looked_at: bool = True
) -> FormerRecord | Finding | None:
    """The record of a month; a finding where it cannot be used, None where there is none.

    Whether it was edited is only found out where it `is_looked_at`, as that takes a while.

    Raises:
        OSError: it is there and cannot be opened.

    """
    if not path.is_file():
        return None
    file = RecordFile(path.read_bytes())
    try:
        record = _former(file.told, month, file)
        return replace(record, is_edited=is_looked_at and file.is_edited)
    except UNFIT:
        return _damaged(month)


def _former(told: Json, month: Month, file: RecordFile) -> FormerRecord:
    if (told["return_month"], told["schema"]) != (str(month), SCHEMA):
        raise ValueError("of another month or schema")
    measures = from_json(tuple[FormerMeasure, ...], told["measures"])
    deadlines = from_json(tuple[FormerDeadline, ...], told["deadlines"])
    return FormerRecord(
        month=month,
        as_at=from_json(date, told["as_at"]),
        plan=from_json(PlanRow, told["plan"]),
        measures={(row.ref, row.component): row for row in measures},
        deadlines={(row.ref, row.deadline): row for row in deadlines},
        restated=from_json(tuple[RestatedRow, ...], told.get("restated", [])),
        sources=tuple(_sources(from_json(tuple[InputRow, ...], told.get("inputs", [])))),
        sum=file.says_known_by,
    )


def _sources(rows: Iterable[InputRow]) -> Iterator[Source]:
    return (Source(each.workbook, each.sha256, each.month) for each in rows)


def _damaged(month: Month) -> Finding:
    return warning(
        "unreadable-record",
        CellRef(f"{month}/{RECORD}"),
        f"The record of what was reported for {month.in_words} cannot be read, so the figures and"
        " dates of that month are missing from what goes on from the year before.",
        "Put it back from a copy, or make the report of that month again with its own plan.",
    )
