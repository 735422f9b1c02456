"""What two records of a month tell otherwise, in plain words.

The one that was kept, and the one made again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from cyps_reports.assessment.restated import What
from cyps_reports.plan.dates.months import month_named
from cyps_reports.plan.model.milestone import deadline_called
from cyps_reports.record.file import Json, has_sum
from cyps_reports.record.schema import BESIDE_CONTENT

_NOT_COMPARED = (
    "inputs",
    "findings",
    "measures",
    "deadlines",
    "restated",
    "plan",
    "plan_cells",
    *BESIDE_CONTENT,
)
_OF_LATER_RECORDS = ("completed_entered", "reading_basis")
"""What records of before, without a check sum, did not tell."""
_WORDS = {"rag": "colour", "as_at": "date", "sha256": "check sum"}
"""What fields are called in a sentence, where it is not their name."""


def record_differences(kept: Json, made: Json) -> Iterator[str]:
    """A line for each thing that the kept record tells otherwise than the one made again."""
    without = () if has_sum(kept) else _OF_LATER_RECORDS
    told, given = dict(_facts(kept, without)), dict(_facts(made, without))
    for subject in {**given, **told}:
        if subject not in told:
            yield f"The record lacks {subject}: the returns give {given[subject]}."
        elif subject not in given:
            yield f"The record has {subject}, {told[subject]}, which the returns do not give."
        elif told[subject] != given[subject]:
            yield f"{subject} in the record is {told[subject]}; the returns give {given[subject]}."
    yield from _of_findings(_findings(kept), _findings(made))


def _of_findings(told: Counter[str], given: Counter[str]) -> Iterator[str]:
    yield from (
        f"The record has a finding that the returns do not give: {each}" for each in told - given
    )
    yield from (
        f"The record lacks a finding that the returns give: {each}" for each in given - told
    )


def _findings(record: Json) -> Counter[str]:
    return Counter(_finding(row) for row in _rows(record, "findings"))


def _finding(row: Mapping[str, Any]) -> str:
    place = ", ".join(str(row.get(key)) for key in ("workbook", "sheet", "cell") if row.get(key))
    return (
        f"{row.get('severity')} {row.get('code')}{f' in {place}' if place else ''}: "
        f"{row.get('message')}"
    )


def _facts(record: Json, without: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for row in _rows(record, "measures"):
        yield from _of_row(_measure_called(row), row, ("ref", "component"), without)
    for row in _rows(record, "deadlines"):
        called = deadline_called(str(row.get("ref")), str(row.get("deadline"))).removesuffix(
            deadline_called("", 1)
        )
        yield from _of_row(called, row, ("ref", "deadline"), without)
    for row in _rows(record, "restated"):
        month = month_named(str(row.get("month")))
        subject = (
            f"{_measure_called(row)}'s restated {row.get('what', What.FIGURE)} of "
            f"{month.in_words if month else row.get('month')}"
        )
        now, was = (_shown(row.get(f"{key}_said") or row.get(key)) for key in ("now", "was"))
        yield subject, f"{now} (was {was})"
    for row_name, cells in _mapping(record.get("plan_cells")).items():
        yield from (
            (f"{row_name}'s {head} in the plan", _shown(text))
            for head, text in _mapping(cells).items()
        )
    yield from (
        (f"The plan's {name}", _shown(value))
        for name, value in _mapping(record.get("plan")).items()
    )
    others = (key for key in record if key not in (*_NOT_COMPARED, *without))
    yield from ((f"The {key.replace('_', ' ')}", _shown(record[key])) for key in others)


def _measure_called(row: Mapping[str, Any]) -> str:
    return f"{row.get('ref')} {row.get('component') or ''}".strip()


def _of_row(
    called: str, row: Mapping[str, Any], keys: tuple[str, ...], without: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if name not in keys and name not in without:
            yield f"{called}'s {_WORDS.get(name, name).replace('_', ' ')}", _shown(value)


def _shown(value: object) -> str:
    match value:
        case None | "" | []:
            return "nothing"
        case Mapping():
            return ", ".join(f"{key} {_shown(each)}" for key, each in value.items())
        case list():
            return "; ".join(map(_shown, value))
    text = str(value)
    return text if len(text) <= _PLAIN and " " not in text else f"“{text}”"


_PLAIN = 40
"""So long is what is told without quotation marks: a figure, a date, a word."""


def _rows(record: Json, table: str) -> list[Mapping[str, Any]]:
    told = record.get(table)
    rows = told if isinstance(told, list) else []
    return [row for row in rows if isinstance(row, Mapping)]


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
