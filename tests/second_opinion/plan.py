"""The approved plan, read from its workbook cell by cell, without the package."""

import re
from calendar import month_name, monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

SHOWN_AS_PERCENT = "%"


@cache
def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


@dataclass(frozen=True)
class Measure:
    """A row that is rated.

    A percentage is 78.5 for 78.5%; words such as TBC stay words, an empty cell is "".

    Where the target is a range, `target` is its lower end and `target_to` its upper one.
    """

    ref: str
    component: str
    name: str
    unit: str
    polarity: str
    basis: str
    target: Decimal | str
    outturn: Decimal | str
    similar: Decimal | str
    tolerance: Decimal
    tolerance_is_amount: bool
    decimals: int
    is_national: bool = False
    result_due: date | None = None
    steps: dict[date, Decimal] = field(default_factory=dict)
    target_to: Decimal | None = None
    green_limit: Decimal | None = None
    amber_limit: Decimal | None = None
    withdrawn: str = ""
    goes_on: bool = False
    withdrawn_on: date | None = None

    def as_it_stood(self, day: date) -> "Measure":
        """A withdrawal counts from the day it was approved, not before."""
        return (
            replace(self, withdrawn="")
            if self.withdrawn_on is not None and self.withdrawn_on > day
            else self
        )

    @property
    def key(self) -> tuple[str, str]:
        return self.ref, self.component

    @property
    def row(self) -> str:
        return f"{self.ref} {self.component}".strip()


@dataclass(frozen=True)
class Deadline:
    ref: str
    number: int
    of: int
    lead: str
    due: date | None
    recurrence: str = ""
    completed_at_approval: bool = False
    redated: date | None = None
    approved_on: date | None = None
    withdrawn: str = ""
    withdrawn_on: date | None = None

    @property
    def key(self) -> tuple[str, int]:
        return self.ref, self.number

    @property
    def row(self) -> str:
        return f"{self.ref} {self.number}" if self.of > 1 else self.ref

    def as_it_stood(self, day: date) -> "Deadline":
        """A re-dating and a withdrawal count from the day they were approved, not before."""
        if self.withdrawn_on is not None and self.withdrawn_on > day:
            return replace(self, withdrawn="", withdrawn_on=None).as_it_stood(day)
        if self.approved_on is not None and self.approved_on > day:
            return replace(self, redated=None, approved_on=None)
        return self

    @property
    def due_now(self) -> date | None:
        return self.redated or self.due


@dataclass(frozen=True)
class Plan:
    first: date
    last: date
    priorities: tuple[str, ...]
    leads: dict[str, str]
    measures: tuple[Measure, ...]
    deadlines: tuple[Deadline, ...]

    @property
    def months(self) -> tuple[date, ...]:
        """The last days of the year's months."""
        starts = [self.first.month - 1 + step for step in range(12)]
        return tuple(
            month_end(date(self.first.year + start // 12, start % 12 + 1, 1)) for start in starts
        )


def read_plan(path: Path) -> Plan:
    workbook = openpyxl.load_workbook(path)
    settings = {str(row[0].value): row[1].value for row in workbook["Plan"].iter_rows(min_row=3)}
    first, last = _day(settings["First day"]), _day(settings["Last day"])
    assert first
    assert last
    tolerance = Decimal(str(settings["Tolerance"])) * 100
    steps = dict(_steps(workbook["Steps" if "Steps" in workbook.sheetnames else "Profiles"], first))
    measures = tuple(_measure(row, tolerance, steps) for row in _rows(workbook["Measures"]))
    leads = {str(row["Initials"].value): str(row["Name"].value) for row in _rows(workbook["Leads"])}
    priorities = tuple(str(row["Priority"].value) for row in _rows(workbook["Priorities"]))
    return Plan(first, last, priorities, leads, measures, _deadlines(workbook["Milestones"]))


def _rows(sheet: Any) -> Iterator[dict[str, Any]]:
    headings = [str(cell.value) for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[0].value is not None:
            yield dict(zip(headings, row, strict=True))


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else None


def _figure(cell: Any, unit: str) -> Decimal | str:
    if isinstance(cell.value, int | float):
        figure = Decimal(str(cell.value))
        return (figure * 100 if unit == "%" else figure).normalize() + 0
    return "" if cell.value is None else str(cell.value)


def places(figure: Decimal | str) -> int:
    if isinstance(figure, str):
        return 0
    exponent = figure.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def _measure(
    row: dict[str, Any], tolerance: Decimal, steps: dict[tuple[str, str], dict[date, Decimal]]
) -> Measure:
    unit = str(row["Unit"].value)
    ref, component = (
        f"{row['Priority'].value}{row['Number'].value}",
        str(row["Component"].value or ""),
    )
    target, outturn, similar = (
        _figure(row[name], unit) for name in ("Target", "Outturn", "Similar authorities")
    )
    target, target_to = _ends(target)
    own, is_amount = row["Tolerance"], False
    if own.value is not None:
        is_amount = SHOWN_AS_PERCENT not in own.number_format
        tolerance = Decimal(str(own.value)) * (1 if is_amount else 100)
    decimals = row["Decimals"].value
    return Measure(
        ref,
        component,
        str(row["Measure"].value),
        unit,
        str(row["Polarity"].value),
        str(row["Data basis"].value),
        target,
        outturn,
        similar,
        tolerance,
        is_amount,
        int(decimals) if decimals is not None else max(map(places, (target, outturn, similar))),
        is_national="National" in str(row["Note on similar authorities"].value),
        result_due=_day(row["Result due"].value),
        steps=steps.get((ref, component), {}),
        target_to=target_to,
        green_limit=_limit(row.get("Green limit"), unit),
        amber_limit=_limit(row.get("Amber limit"), unit),
        goes_on="Was" in row and row["Was"].value is not None,
        **_withdrawal(row),
    )


def _withdrawal(row: dict[str, Any]) -> dict[str, Any]:
    """What the plan says of a row that is no longer pursued.

    A plan of before has no such columns.
    """
    kind, day = (
        row[heading].value if heading in row else None
        for heading in ("Withdrawn", "Withdrawal approved on")
    )
    return {"withdrawn": str(kind or "").capitalize(), "withdrawn_on": _day(day)}


def _ends(target: Decimal | str) -> tuple[Decimal | str, Decimal | None]:
    """A target that is typed as words: one figure among them, or the two of a range."""
    figures = re.findall(r"\d+(?:\.\d+)?", target) if isinstance(target, str) else []
    if not figures:
        return target, None
    return Decimal(figures[0]), Decimal(figures[1]) if len(figures) > 1 else None


def _limit(cell: Any, unit: str) -> Decimal | None:
    limit = _figure(cell, unit) if cell is not None else ""
    return limit if isinstance(limit, Decimal) else None


def _steps(sheet: Any, first: date) -> Iterator[tuple[tuple[str, str], dict[date, Decimal]]]:
    names = list(month_name)
    for row in _rows(sheet):
        steps = {}
        for name, cell in row.items():
            if name in names and cell.value is not None:
                month = names.index(name)
                year = first.year + (month < first.month)
                steps[month_end(date(year, month, 1))] = Decimal(str(cell.value))
        yield (
            (f"{row['Priority'].value}{row['Number'].value}", str(row["Component"].value or "")),
            steps,
        )


def _deadlines(sheet: Any) -> tuple[Deadline, ...]:
    rows = list(_rows(sheet))
    refs = [f"{row['Priority'].value}{row['Number'].value}" for row in rows]
    return tuple(_deadline(ref, row, refs.count(ref)) for ref, row in zip(refs, rows, strict=True))


def _deadline(ref: str, row: dict[str, Any], of: int) -> Deadline:
    approval = str(row["Status at approval"].value or "")
    recurrence = str(row["Recurrence"].value or "")
    return Deadline(
        ref,
        int(row["Deadline"].value),
        of,
        str(row["Lead"].value),
        _day(row["Due date"].value),
        # What was completed and goes on is an ongoing item.
        "ongoing" if approval == "completed & ongoing" else recurrence,
        approval == "completed",
        _day(row["Re-dated due date"].value),
        _day(row["Re-dating approved on"].value),
        **_withdrawal(row),
    )
