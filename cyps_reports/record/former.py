"""Reads the record of a month of an earlier plan: what its rows were, by their references then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.plan.dates import Month
from cyps_reports.record.codec import UNFIT, from_json
from cyps_reports.record.file import Json, RecordFile
from cyps_reports.record.followed_rows import FollowedDeadline, FollowedMeasure
from cyps_reports.record.schema import RECORD, SCHEMA, PlanRow, RestatedRow
from cyps_reports.returns.model import DeadlineKey, MeasureKey


@dataclass(frozen=True)
class FormerRecord:
    """What was reported in a month of an earlier plan.

    `restated` are figures of months before it that it told otherwise. `sum` is what later records
    know it by; `is_edited` where it does not tell what it did when it was written.
    """

    month: Month
    as_at: date
    plan: PlanRow
    measures: Mapping[MeasureKey, FollowedMeasure]
    deadlines: Mapping[DeadlineKey, FollowedDeadline]
    restated: tuple[RestatedRow, ...] = ()
    sum: str = ""
    is_edited: bool = False


def read_former(path: Path, month: Month, *, is_checked: bool) -> FormerRecord | Finding | None:
    """The record of a month; a finding where it cannot be used, None where there is none.

    Where it is not checked, it is taken to tell what it did when it was written: to find out takes
    as long as to read it.

    Raises:
        OSError: it is there and cannot be opened.

    """
    if not path.is_file():
        return None
    file = RecordFile(path.read_bytes())
    try:
        return _former(file.told, month, file, is_checked=is_checked)
    except UNFIT:
        return _damaged(month)


def _former(told: Json, month: Month, file: RecordFile, *, is_checked: bool) -> FormerRecord:
    if (told["return_month"], told["schema"]) != (str(month), SCHEMA):
        raise ValueError("of another month or schema")
    measures = from_json(tuple[FollowedMeasure, ...], told["measures"])
    deadlines = from_json(tuple[FollowedDeadline, ...], told["deadlines"])
    return FormerRecord(
        month=month,
        as_at=from_json(date, told["as_at"]),
        plan=from_json(PlanRow, told["plan"]),
        measures={(row.ref, row.component): row for row in measures},
        deadlines={(row.ref, row.deadline): row for row in deadlines},
        restated=from_json(tuple[RestatedRow, ...], told.get("restated", [])),
        sum=file.known_by if is_checked else file.says_known_by,
        is_edited=is_checked and file.is_edited,
    )


def _damaged(month: Month) -> Finding:
    return warning(
        "unreadable-record",
        CellRef(f"{month}/{RECORD}"),
        f"The record of what was reported for {month.in_words} cannot be read, so the figures and"
        " dates of that month are missing from what goes on from the year before.",
        "Put it back from a copy, or make the report of that month again with its own plan.",
    )
