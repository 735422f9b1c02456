"""What the report could not use, and what the next blanks carry forward, against the second
opinion.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from tests.second_opinion.differences import Difference, differ
from tests.second_opinion.entries import DeadlineEntry, Gap, MeasureEntry
from tests.second_opinion.plan import Plan
from tests.second_opinion.readback import Part, part
from tests.second_opinion.rules import is_future
from tests.second_opinion.verdict import Known, Opinion, opinion
from tests.second_opinion.workbook import Row, Workbook

Place = tuple[str, str, str]
"""Workbook, sheet and cell."""


def compare_findings(
    record: dict[str, Any], parts: list[Part], workbooks: dict[str, Workbook], mine: Opinion
) -> Iterator[Difference]:
    """Every entry that cannot be used is an error at its cell, and nothing else is."""
    own = sorted(
        place for code, workbook in workbooks.items() for place in _errors(code, workbook, mine)
    )
    errors = [each for each in record["findings"] if each["severity"] == "error"]
    theirs = sorted(
        (each["workbook"], each["sheet"], each["cell"]) for each in errors if each["cell"]
    )
    yield from differ("findings", "errors", [each for each in own if each not in theirs], [])
    yield from differ("findings", "errors", [], [each for each in theirs if each not in own])
    missing = sorted({key[0][0] for key in mine.deadlines} - set(workbooks))
    none = [each["message"] for each in errors if each["code"] == "no-return"]
    named = sorted(code for message in none for code in re.findall(r"Priority ([A-Z])\b", message))
    yield from differ("findings", "no return", missing, named)
    yield from _notes(parts, len(errors), len(workbooks))


def _errors(code: str, workbook: Workbook, mine: Opinion) -> Iterator[Place]:
    for sheet, rows in workbook.rows.items():
        for key, row in rows.items():
            measure, deadline = mine.measures.get(key), mine.deadlines.get(key)
            if measure and measure.entry:
                headings = _measure_errors(measure.entry, mine.month)
            elif deadline and deadline.entry and not deadline.deadline.completed_at_approval:
                headings = _deadline_errors(
                    deadline.entry, mine.month, is_done=deadline.judged.completed is not None
                )
            else:
                continue
            for heading in headings:
                yield f"return-{code}.xlsx", sheet, row[heading].address


def _measure_errors(entry: MeasureEntry, month: date) -> Iterator[str]:
    if entry.actual is Gap.UNREADABLE:
        yield "Actual"
    if entry.as_at is Gap.UNREADABLE or (entry.actual is not Gap.EMPTY and is_future(entry, month)):
        yield "Data as at"


def _deadline_errors(entry: DeadlineEntry, month: date, *, is_done: bool) -> Iterator[str]:
    if entry.status == "?":
        yield "Status"
    if entry.completed is Gap.UNREADABLE or (
        isinstance(entry.completed, date) and entry.completed > month
    ):
        yield "Date completed"
    if entry.status == "Completed" and entry.completed is Gap.EMPTY and not is_done:
        yield "Date completed"
    if entry.expected is Gap.UNREADABLE:
        yield "Expected date"


def _notes(parts: list[Part], errors: int, workbooks: int) -> Iterator[Difference]:
    text = " ".join(part(parts, "Notes on the data").paragraphs)
    found = re.search(r"made from (\d+|one) workbooks?", text)
    yield from differ(
        "Word, notes", "workbooks", workbooks, int(found[1].replace("one", "1")) if found else 0
    )
    found = re.search(r"These (\d+) things|This (?:one )?(thing)", text)
    told = (int(found[1]) if found[1] else 1) if found else 0
    yield from differ("Word, notes", "things that could not be used", errors, told)


# Blanks


def compare_blank(
    blank: Workbook, code: str, plan: Plan, templated: Known | None, month: date
) -> Iterator[Difference]:
    """What was completed, and final results of the year, are filled in already; nothing else is."""
    known = {each: returns for each, returns in (templated or {}).items() if each < month}
    place = f"Blank {code}"
    for measure in plan.measures:
        if measure.ref[0] == code:
            final = _final(known, measure.key) if measure.basis == "annual" else None
            row = blank.rows["Targets"][measure.key]
            own = (
                [final.as_at if isinstance(final.as_at, date) else None, "Final"]
                if final
                else [None, None]
            )
            theirs = [_value(row, "Data as at"), _value(row, "Data status")]
            yield from differ(
                place,
                f"{measure.row}, filled in",
                [final is not None, *own],
                [_value(row, "Actual") is not None, *theirs],
            )
    before = opinion(plan, known, month)
    for key, judged in before.deadlines.items():
        if key[0][0] == code and not judged.deadline.completed_at_approval:
            row = blank.rows["Milestones"][key]
            own_day = judged.judged.completed
            filled = [
                _value(row, "Status"),
                _value(row, "Date completed"),
                _value(row, "Expected date"),
            ]
            yield from differ(
                place,
                f"{judged.deadline.row}, filled in",
                ["Completed" if own_day else None, own_day, None],
                filled,
            )
            yield from differ(
                place,
                f"{judged.deadline.row}, re-dated",
                judged.deadline.redated,
                _value(row, "Re-dated to"),
            )


def _final(known: Known, key: tuple[str, str]) -> MeasureEntry | None:
    """The newest final result that an earlier month's return gave."""
    newest = next(
        (
            known[each][key[0][0]].measures[key]
            for each in sorted(known, reverse=True)
            if key[0][0] in known[each]
        ),
        None,
    )
    return (
        newest
        if newest and newest.data_status == "Final" and not isinstance(newest.actual, Gap)
        else None
    )


def _value(row: Row, heading: str) -> object:
    value = row[heading].value
    return value.date() if isinstance(value, datetime) else value
