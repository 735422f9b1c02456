"""What Excel says and checks where a manager types: a message and a rule for each column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from xlsxwriter.worksheet import Worksheet

from cyps_reports.plan.dates.reading import TYPE_A_DATE
from cyps_reports.returns import layout
from cyps_reports.templates.date_checks import A_DATE
from cyps_reports.templates.rows import SheetRow
from cyps_reports.workbooks.layout import Column, choose_one

_VALIDATED: Mapping[str, Mapping[str, Any]] = {
    "actual": {"validate": "decimal", "criteria": "between", "minimum": -1e9, "maximum": 1e9},
    **dict.fromkeys(layout.DATES, A_DATE),
}


_WANTED = {
    "actual": "Type a figure only, like 78.5% or 150.",
    **dict.fromkeys(layout.DATES, TYPE_A_DATE),
}


def check_entries(
    sheet: Worksheet, at: int, first: int, rows: Sequence[SheetRow], column: Column
) -> None:
    """Input messages and checks; a warning rather than a stop, so that nothing typed is lost.

    `at` is the column's number, `first` that of the first of the rows.
    """
    if not isinstance(column, layout.EntryColumn):
        return
    for judged, together in groupby(
        rows, lambda row: row.judged_as if column.key == "actual" else None
    ):
        last = first + len(tuple(together)) - 1
        sheet.data_validation(
            first, at, last, at, _rule(column) if judged is None else _rule_of_words(column, judged)
        )
        first = last + 1


def _rule_of_words(column: Column, values: tuple[str, ...]) -> dict[str, Any]:
    """The actual of what is judged.

    One of its values, offered as a list where a list can hold them, or a text.
    """
    rule: dict[str, Any] = {
        "validate": "any",
        "input_title": column.heading,
        "input_message": _TYPE_WORDS,
    }
    if values:
        rule["input_message"] = choose_one(values)[:_LONGEST_MESSAGE]
        if not any("," in value for value in values) and len(",".join(values)) <= _LONGEST_LIST:
            wanted = {
                "error_type": "warning",
                "error_title": column.heading,
                "error_message": rule["input_message"],
            }
            rule |= {"validate": "list", "source": list(values), **wanted}
    return rule


_TYPE_WORDS = "Say in words how things stand."
_LONGEST_MESSAGE, _LONGEST_LIST = 200, 255


def _rule(column: Column) -> dict[str, Any]:
    rule: dict[str, Any] = dict(_VALIDATED.get(column.key, {"validate": "any"}))
    if column.choices:
        rule = {"validate": "list", "source": list(column.choices)}
    rule |= {"input_title": column.heading, "input_message": column.prompt}
    if rule["validate"] != "any":
        wanted = choose_one(column.choices) if column.choices else _WANTED[column.key]
        rule |= {"error_type": "warning", "error_title": column.heading, "error_message": wanted}
    return rule
