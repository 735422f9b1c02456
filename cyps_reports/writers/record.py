"""The machine-readable record of what was reported: as-reported.json (DESIGN 4)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.changes import Change, Kind
from cyps_reports.assessment.model import Assessment, DeadlineResult, MeasureResult
from cyps_reports.assessment.slippage import expected_last
from cyps_reports.findings import CellRef, Finding
from cyps_reports.plan.cells import plan_cells
from cyps_reports.plan.figures import published
from cyps_reports.plan.model import Plan
from cyps_reports.report import deadline_wording, wording
from cyps_reports.returns.model import Absent, DataStatus, DeadlineEntry, MeasureEntry, Status

SCHEMA = 1

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Source:
    """A file the report is made from: its name, its check sum, its folder's month ("" for plan and template)."""

    workbook: str
    sha256: str
    month: str = ""


def record_of(
    assessment: Assessment,
    findings: Iterable[Finding],
    changes: Iterable[Change] = (),
    sources: Iterable[Source] = (),
) -> Json:
    """The record as plain values: figures as text so that nothing is lost, dates as ISO, absent as null.

    A later month reads it back (history/records.py). Of the changes it keeps the figures that were restated.
    """
    return {
        "schema": SCHEMA,
        "plan": _plan(assessment.plan),
        "return_month": str(assessment.month),
        "as_at": assessment.as_at.isoformat(),
        "measures": [_measure(result, assessment) for result in assessment.measures],
        "deadlines": [_deadline(result, assessment) for result in assessment.deadlines],
        "findings": [finding_row(finding) for finding in findings],
        "inputs": _inputs(assessment, sources),
        "restated": [_restated(change) for change in changes if change.kind is Kind.RESTATED],
        "plan_cells": plan_cells(assessment.plan),
    }


def _inputs(assessment: Assessment, sources: Iterable[Source]) -> list[Json]:
    """The returns as they were read, then every other file that was there or was used."""
    month = str(assessment.month)
    read: list[Json] = [
        {"workbook": each.workbook, "sha256": each.sha256, "priority": each.priority, "month": month}
        for each in assessment.returns.inputs
    ]
    names = {(month, each.workbook) for each in assessment.returns.inputs}
    others: list[Json] = [
        {"workbook": each.workbook, "sha256": each.sha256, "priority": "", "month": each.month}
        for each in sources
        if (each.month, each.workbook) not in names
    ]
    return [*read, *others]


ON_OUTPUTS = ("outputs", "other_outputs")
"""The files made from what the record tells; those that the program wrote beside them from other inputs, or before."""


def sums_in(record: Json) -> dict[str, str]:
    """The check sums of the files that a record was written with, by name."""
    return dict(_sums(record, "outputs"))


def written_in(record: Json) -> frozenset[tuple[str, str]]:
    """Name and check sum of every file that the program wrote into a record's folder, also from other inputs."""
    return frozenset(each for key in ON_OUTPUTS for each in _sums(record, key))


def _sums(record: Json, key: str) -> Iterator[tuple[str, str]]:
    told = record.get(key)
    rows = [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []
    return ((str(each["file"]), str(each["sha256"])) for each in rows if {"file", "sha256"} <= each.keys())


def is_same(first: Json, second: Json) -> bool:
    """Whether two records tell the same of the same inputs, whatever files were written of it."""
    nothing = dict.fromkeys(ON_OUTPUTS)
    return {**first, **nothing} == {**second, **nothing}


def is_as_written(content: bytes) -> bool:
    """Whether a file's bytes are a record in the very form in which the program writes one."""
    record = record_in(content)
    return "outputs" in record and record_bytes(record) == content


def record_in(content: bytes) -> Json:
    """The record in a file's bytes; empty where there is none that can be read."""
    try:
        there = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return there if isinstance(there, dict) else {}


def record_bytes(record: Json) -> bytes:
    """The record as UTF-8 JSON, a line for each measure, deadline, finding and input; the same bytes each time."""
    buffer = io.BytesIO()
    # Bit by bit: the bits of a large record take many times the memory of the whole.
    buffer.writelines(bit.encode("utf-8", "replace") for bit in _bits(record, levels=2))
    buffer.write(b"\n")
    return buffer.getvalue()


def _bits(value: object, levels: int) -> Iterator[str]:
    """A value as JSON, its entries on lines of their own for so many levels."""
    if not levels or not value or not isinstance(value, dict | list):
        # On one line, Python's library writes many times faster.
        yield json.dumps(value, ensure_ascii=False)
        return
    is_named = isinstance(value, dict)
    yield "{" if is_named else "["
    for number, each in enumerate(value):
        yield ",\n" if number else "\n"
        yield f"{json.dumps(each, ensure_ascii=False)}: " if is_named else ""
        yield from _bits(value[each] if is_named else each, levels - 1)
    yield "\n}" if is_named else "\n]"


def _plan(plan: Plan) -> Json:
    return {
        "council": plan.council,
        "service": plan.service,
        "title": plan.title,
        "year": plan.year,
        "starts": plan.starts.isoformat(),
        "marking": plan.marking,
    }


def _restated(change: Change) -> Json:
    if not isinstance(change.result, MeasureResult):
        raise TypeError("only a measure's figure is restated")
    measure = change.result.measure
    return {
        "ref": measure.ref,
        "component": measure.component,
        "month": str(change.month),
        "was": None if change.was is None else str(change.was),
        "now": None if change.now is None else str(change.now),
    }


def _forecast(result: MeasureResult, plan: Plan) -> Json | None:
    forecast = result.told_forecast
    if forecast is None:
        return None
    return {
        "day": plan.ends.isoformat(),
        "low": str(forecast.low),
        "central": str(forecast.central),
        "high": str(forecast.high),
        "points": forecast.points,
        "method": forecast.method.value,
    }


def _measure(result: MeasureResult, assessment: Assessment) -> Json:
    measure, entry = result.measure, result.entry
    similar, outturn, target = (
        str(published(measure, figure)) for figure in (measure.similar, measure.outturn, measure.target)
    )
    return {
        "ref": measure.ref,
        "component": measure.component,
        "name": measure.name,
        "unit": measure.unit.value,
        "polarity": measure.polarity.value,
        "basis": measure.basis.value,
        "actual": None if result.actual is None else str(result.actual),
        "as_at": _iso(entry.as_at if entry else None),
        "data_status": _said(entry.data_status if entry else None).lower(),
        "target": target,
        "outturn": outturn,
        "similar": similar,
        "can_be_rated": measure.can_be_rated,
        "rag": result.rag.value,
        "state": result.state.value,
        "reason": wording.measure_reason(result, assessment.plan, assessment.month),
        "direction": result.direction.travel.value,
        "direction_since": wording.direction_since(result.direction, assessment.plan),
        "since_outturn": result.since_outturn.travel.value,
        "rated_on": result.compared.on.value if result.compared and result.state.is_rated else "",
        "forecast": _forecast(result, assessment.plan),
        "against_similar": result.similar.value,
        "comment": entry.comment if entry else "",
        "corrective_action": entry.corrective_action if entry else "",
        "notes": list(entry.notes) if entry else [],
        "links": _links(entry),
        "source": _source(entry.places.get("actual") if entry else None),
    }


def _deadline(result: DeadlineResult, assessment: Assessment) -> Json:
    milestone, deadline, entry = result.milestone, result.deadline, result.entry
    return {
        "ref": milestone.ref,
        "deadline": deadline.number,
        "name": milestone.name,
        "due": _iso(deadline.due),
        "redated": _iso(deadline.redating.due if deadline.redating else None),
        "recurrence": deadline.recurrence.value,
        "lead": milestone.lead,
        "rag": result.rag.value,
        "state": result.state.value,
        "reason": deadline_wording.deadline_reason(result, assessment.as_at),
        "days_overdue": result.days if result.state.is_missed else 0,
        "days_late": result.days if result.state.is_completed else 0,
        "status": _said(entry.status if entry else None),
        "completed": _iso(result.completed),
        "expected": _iso(entry.expected if entry else None),
        "expected_last": _iso(expected_last(result, assessment)),
        "progress": entry.progress if entry else "",
        "corrective_action": entry.corrective_action if entry else "",
        "notes": list(entry.notes) if entry else [],
        "links": _links(entry),
        "source": _source(entry.places.get("status") if entry else None),
    }


def _links(entry: MeasureEntry | DeadlineEntry | None) -> list[Json]:
    """Where the texts of an entry lead, each with the column it stands in."""
    return [{"column": each.column, "address": each.address} for each in entry.links] if entry else []


def _iso(value: date | Absent | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


def _said(chosen: DataStatus | Status | Absent | None) -> str:
    """What was chosen; "" where nothing was, or nothing that can be read."""
    return "" if chosen is None or isinstance(chosen, Absent) else chosen.value


def _source(place: CellRef | None) -> Json | None:
    return {"workbook": place.workbook, "sheet": place.sheet, "cell": place.cell} if place else None


def finding_row(finding: Finding) -> Json:
    """A finding as plain values."""
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "workbook": finding.place.workbook,
        "sheet": finding.place.sheet,
        "cell": finding.place.cell,
        "message": finding.message,
        "fix": finding.fix,
    }


def decimal_or_none(text: object) -> Decimal | None:
    """A record's figure as a number; None for NA, TBC, TBD and nothing."""
    try:
        return Decimal(str(text))
    except ArithmeticError:
        return None
