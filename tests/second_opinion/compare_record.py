"""The machine-readable record against the second opinion, field by field."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.second_opinion.differences import Difference, differ
from tests.second_opinion.outlook import Direction
from tests.second_opinion.rules import rag
from tests.second_opinion.verdict import DeadlineOpinion, MeasureOpinion, Opinion

Record = dict[str, Any]


def read_record(output: Path) -> Record:
    found: Record = json.loads((output / "as-reported.json").read_text(encoding="utf-8"))
    return found


def compare_record(record: Record, mine: Opinion) -> Iterator[Difference]:
    rows = {(row["ref"], row["component"]): row for row in record["measures"]}
    yield from differ("record", "measures", sorted(mine.measures), sorted(rows))
    for key, opinion in mine.measures.items():
        yield from _measure(rows[key], opinion, mine)
    dated = {(row["ref"], row["deadline"]): row for row in record["deadlines"]}
    yield from differ("record", "deadlines", sorted(mine.deadlines), sorted(dated))
    for number, judged in mine.deadlines.items():
        yield from _deadline(dated[number], judged)


def day_text(day: object) -> str | None:
    return day.isoformat() if isinstance(day, date) else None


def _measure(row: Record, mine: MeasureOpinion, month: Opinion) -> Iterator[Difference]:
    where, entry = mine.measure.row, mine.shown
    said = {
        "state": mine.state,
        "rag": rag(mine.state),
        "actual": mine.figure,
        "as_at": day_text(entry.as_at) if entry else None,
        "data_status": entry.data_status.lower() if entry else "",
        "rated_on": mine.rating.rated_on,
        "target": mine.measure.target,
        "outturn": mine.measure.outturn,
        "similar": mine.measure.similar,
        "against_similar": mine.similar,
        "since_outturn": mine.since_outturn.kind,
        # Beside a result that stands, these are of the month's own return.
        "comment": mine.entry.comment if mine.entry else "",
        "corrective_action": mine.entry.action if mine.entry else "",
    }
    for name, value in said.items():
        yield from differ("record", f"{where}, {name}", value, _like(value, row[name]))
    yield from differ(
        "record", f"{where}, direction", direction_words(mine.direction), _direction(row)
    )
    ahead = mine.ahead
    forecast = row["forecast"]
    yield from differ(
        "record",
        f"{where}, forecast",
        (ahead.method, ahead.count) if ahead else None,
        (forecast["method"], forecast["points"]) if forecast else None,
    )
    if ahead and forecast:
        yield from differ(
            "record", f"{where}, forecast, central", ahead.central, Decimal(forecast["central"])
        )
        yield from range_faults(where, mine, Decimal(forecast["low"]), Decimal(forecast["high"]))


def range_faults(
    where: str, mine: MeasureOpinion, low: Decimal, high: Decimal
) -> Iterator[Difference]:
    """A range holds its middle, is at least one step wide, says what can be, and not all that
    can be.
    """
    step = Decimal(1).scaleb(-mine.measure.decimals)
    top = Decimal(100) if mine.measure.unit == "%" else Decimal("Infinity")
    ahead = mine.ahead
    assert ahead
    as_mine = (
        ahead.low is None
        or ahead.high is None
        or max(abs(ahead.low - low), abs(ahead.high - high)) <= step
    )
    holds = low <= ahead.central <= high and high - low >= step and low >= 0 and high <= top
    says_something = low > 0 or high < 100
    fits = -min(low.as_tuple().exponent, high.as_tuple().exponent) <= mine.measure.decimals  # type: ignore[operator]
    if not (as_mine and holds and says_something and fits):
        yield Difference(
            "record",
            f"{where}, forecast, range",
            f"{ahead.central} in {ahead.low} to {ahead.high}",
            (low, high),
        )


def _like(mine: object, theirs: object) -> object:
    """A figure of the record as a figure, where the opinion has one."""
    if isinstance(mine, Decimal) and isinstance(theirs, str):
        return Decimal(theirs)
    return theirs or "" if isinstance(mine, str) else theirs


def direction_words(direction: Direction) -> tuple[str, str]:
    since = direction.since
    return direction.kind, f"{since:%B %Y}" if isinstance(since, date) else since


def _direction(row: Record) -> tuple[str, str]:
    since = row["direction_since"] or ""
    return row["direction"], "outturn" if "outturn" in since else since


def _deadline(row: Record, mine: DeadlineOpinion) -> Iterator[Difference]:
    where, entry, deadline = mine.deadline.row, mine.entry, mine.deadline
    recurring = deadline.recurrence != ""
    said = {
        "state": mine.state,
        "rag": rag(mine.state),
        "due": day_text(deadline.due),
        "redated": day_text(deadline.redated),
        "lead": deadline.lead,
        "days_overdue": mine.judged.days_overdue,
        "days_late": mine.judged.days_late,
        "status": (entry.status if entry.status != "?" else "") if entry else "",
        "expected": day_text(mine.expected),
        "progress": entry.progress if entry else "",
        "corrective_action": mine.action,
    }
    if not recurring:
        said["completed"] = day_text(mine.judged.completed)
    for name, value in said.items():
        yield from differ("record", f"{where}, {name}", value, row[name])
