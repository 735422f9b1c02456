"""Reads what was reported in a month, the frozen as-reported.json, which writers/record.py writes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from cyps_reports.assessment.model import DeadlineState, MeasureState
from cyps_reports.assessment.position import DeadlineStanding, MeasureStanding, Position
from cyps_reports.assessment.restated import Restated
from cyps_reports.findings import CellRef, Finding, note, warning
from cyps_reports.plan.cells import PlanCells
from cyps_reports.plan.dates import Month, month_named
from cyps_reports.plan.model import Plan
from cyps_reports.returns.model import (
    Absent,
    DataStatus,
    DeadlineEntry,
    DeadlineKey,
    Input,
    MeasureEntry,
    MeasureKey,
    Returns,
    Status,
)
from cyps_reports.workbooks.folders import is_of_machine

RECORD = "as-reported.json"
"""The name of the machine-readable record."""

# A record of the built-in plan has under half a megabyte.
_LARGEST = 100 * 1024 * 1024

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reported:
    """What was reported in a month: the position, what the returns said, and which figures were restated.

    `months` are those it was made from, itself included.
    """

    position: Position
    returns: Returns
    restated: tuple[Restated, ...] = ()
    months: frozenset[Month] = frozenset()


def read_record(path: Path, month: Month, plan: Plan) -> Reported | Finding | None:
    """The record of a month; a finding where it cannot be used, None where there is none."""
    place = CellRef(f"{month}/{RECORD}")
    try:
        if not path.is_file():
            return None
        if path.stat().st_size > _LARGEST:
            return _damaged(place, month)
        record = json.loads(path.read_text(encoding="utf-8"))
        if not _is_same_plan(record, plan):
            return _another_plan(place, month)
        return _reported(record, month)
    except OSError as problem:
        if is_of_machine(problem):
            raise
        return _damaged(place, month)
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return _damaged(place, month)


def _is_same_plan(record: Json, plan: Plan) -> bool:
    """A report with another marking, an example's or a draft's, was of another plan."""
    told = record["plan"]
    return bool((told["title"], told["year"], told["marking"]) == (plan.title, plan.year, plan.marking))


def _reported(record: Json, month: Month) -> Reported:
    if month_named(record["return_month"]) != month or record["schema"] != 1:
        raise ValueError("of another month or schema")
    measures, deadlines = record["measures"], record["deadlines"]
    return Reported(
        position=Position(
            month=month,
            as_at=date.fromisoformat(record["as_at"]),
            measures={_measure_key(row): _measure_standing(row) for row in measures},
            deadlines={_deadline_key(row): _deadline_standing(row) for row in deadlines},
            is_reported=True,
            cells=_cells(record),
        ),
        returns=Returns(
            month,
            tuple(Input(e["workbook"], e["sha256"], e["priority"]) for e in record["inputs"] if e["priority"]),
            {_measure_key(row): _measure_entry(row) for row in measures},
            {_deadline_key(row): _deadline_entry(row) for row in deadlines},
        ),
        restated=tuple(_restated(record.get("restated", ()))),
        months=frozenset(each for e in record["inputs"] if (each := month_named(str(e.get("month", ""))))),
    )


def _cells(record: Json) -> PlanCells | None:
    cells = record.get("plan_cells")
    return None if cells is None else {row: {**told} for row, told in cells.items()}


def _measure_key(row: Json) -> MeasureKey:
    return row["ref"], row["component"]


def _deadline_key(row: Json) -> DeadlineKey:
    return row["ref"], row["deadline"]


def _measure_standing(row: Json) -> MeasureStanding:
    # Records of before had no such word; of a plan's row without a target the state tells.
    can_be_rated = bool(row.get("can_be_rated", row["state"] != MeasureState.NO_TARGET))
    return MeasureStanding(MeasureState(row["state"]), _figure(row["actual"]), can_be_rated)


def _deadline_standing(row: Json) -> DeadlineStanding:
    state = DeadlineState(row["state"])
    # Records of before held no more than what the month's own return gave.
    expected = None if state.is_completed else _day(row.get("expected_last", row["expected"]))
    return DeadlineStanding(state, _day(row["redated"]) or _day(row["due"]), expected)


def _measure_entry(row: Json) -> MeasureEntry:
    statuses = {status.value.lower(): status for status in DataStatus}
    figure = _figure(row["actual"])
    return MeasureEntry(
        actual=Absent.EMPTY if figure is None else figure,
        as_at=_day(row["as_at"]) or Absent.EMPTY,
        data_status=statuses.get(row["data_status"], Absent.EMPTY),
        comment=_text(row["comment"]),
        corrective_action=_text(row["corrective_action"]),
    )


def _deadline_entry(row: Json) -> DeadlineEntry:
    return DeadlineEntry(
        status=Status(row["status"]) if row["status"] else Absent.EMPTY,
        completed=_day(row["completed"]) or Absent.EMPTY,
        expected=_day(row["expected"]) or Absent.EMPTY,
        progress=_text(row["progress"]),
        corrective_action=_text(row["corrective_action"]),
    )


def _restated(rows: Iterable[Json]) -> Iterable[Restated]:
    for row in rows:
        if month := month_named(row["month"]):
            yield Restated(_measure_key(row), month, _figure(row["was"]), _figure(row["now"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _figure(value: object) -> Decimal | None:
    figure = None if value is None else Decimal(str(value))
    if figure is not None and not figure.is_finite():
        raise ValueError("not a figure")
    return figure


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _damaged(place: CellRef, month: Month) -> Finding:
    return warning(
        "unreadable-record",
        place,
        f"The record of what was reported for {month.in_words} cannot be read; only that month's returns can be used.",
        "Put it back from a copy. Running report for that month makes it anew, but from the returns as they are now.",
    )


def _another_plan(place: CellRef, month: Month) -> Finding:
    return note(
        "record-of-another-plan",
        place,
        f"What was reported for {month.in_words} was of another plan or had another marking. It was left out.",
        "Nothing, if that was an example or a draft; else check the title, the year and the marking of the plan.",
    )
