"""Brings the workbooks of a month together: several returns for one priority merge row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from cyps_reports.findings import CellRef, Finding, Findings, error, note, shortened
from cyps_reports.plan.dates.months import Month, short
from cyps_reports.returns.model import (
    Absent,
    DeadlineEntry,
    DeadlineKey,
    MeasureEntry,
    MeasureKey,
    Returns,
)
from cyps_reports.returns.return_workbook import ReturnBook

Entry = TypeVar("Entry", MeasureEntry, DeadlineEntry)
Key = TypeVar("Key", MeasureKey, DeadlineKey)


def returns_of(month: Month, books: Iterable[ReturnBook]) -> tuple[Returns, tuple[Finding, ...]]:
    """The month's returns, and a finding for each cell that two workbooks answer differently."""
    together = tuple(books)
    found = Findings()
    found.add(*_shared_priorities(together))
    measures: dict[MeasureKey, MeasureEntry] = {}
    deadlines: dict[DeadlineKey, DeadlineEntry] = {}
    for book in together:
        for measure_key, measure in book.measures.items():
            merge_into(measures, measure_key, measure, found)
        for deadline_key, deadline in book.deadlines.items():
            merge_into(deadlines, deadline_key, deadline, found)
    return Returns(
        month, tuple(each for book in together for each in book.inputs), measures, deadlines
    ), found.all


def merge_into(entries: dict[Key, Entry], key: Key, entry: Entry, found: Findings) -> None:
    """Adds an entry to those there.

    Where its row is there already, empty cells are filled from the other.
    """
    if key in entries:
        entry, conflicts = _merged(entries[key], entry)
        found.add(*conflicts)
    entries[key] = entry


def answers_in(entry: MeasureEntry | DeadlineEntry) -> dict[str, object]:
    """What was entered in a row, by the names of the entry's fields.

    What was left empty is not there.
    """
    values = {
        field.name: getattr(entry, field.name)
        for field in fields(entry)
        if field.name not in _NO_ANSWERS
    }
    return {name: value for name, value in values.items() if not _is_empty(value)}


def _merged(first: Entry, second: Entry) -> tuple[Entry, tuple[Finding, ...]]:
    places = dict(first.places)
    values: dict[str, Any] = {}
    conflicts: list[Finding] = []
    for name in (field.name for field in fields(first) if field.name not in _NO_ANSWERS):
        ours, theirs = getattr(first, name), getattr(second, name)
        values[name], cell = ours, _CELLS.get(name, name)
        if _is_empty(ours) and not _is_empty(theirs):
            values[name] = theirs
            places |= {cell: second.places[cell]} if cell in second.places else {}
        elif not (_is_empty(theirs) or ours == theirs or _has_said(first, ours, theirs)):
            conflicts += (
                [_conflict(first, second, cell, ours, theirs)] if cell in first.places else []
            )
            values[name] = _both(ours, theirs)
    said = dict(first.further)
    for key, theirs in (each for each in second.further if each not in first.further):
        if key in said:
            conflicts.append(_conflict(first, second, key, said[key], theirs))
        else:
            places |= {key: second.places[key]} if key in second.places else {}
    typed = {**dict(second.says_nothing), **dict(first.says_nothing)}
    only_theirs = typed.keys() - dict(first.says_nothing).keys()
    places |= {key: second.places[key] for key in only_theirs if not values[key]}
    also = (*first.also, *(place for place in second.places.values() if place.cell), *second.also)
    values |= {"places": places, "also": also, "says_nothing": tuple(typed.items())}
    values |= _words_of_actual(first, second)
    return replace(first, **values), tuple(conflicts)


_CELLS = {"said": "actual"}
"""The columns of answers that are called otherwise."""


def _has_said(first: Entry, ours: object, theirs: object) -> bool:
    """Whether a text is one of those that several workbooks together gave already."""
    texts = isinstance(ours, str) and isinstance(theirs, str)
    return texts and bool(first.also) and f"\n{theirs}\n" in f"\n{ours}\n"


def _words_of_actual(first: Entry, second: Entry) -> dict[str, str]:
    """The words of a judgement, which go with it."""
    if not (isinstance(first, MeasureEntry) and isinstance(second, MeasureEntry)):
        return {}
    return {"typed": second.typed if _is_empty(first.actual) else first.typed}


def _both(ours: object, theirs: object) -> object:
    """Neither answer may win: a figure or a date is not used, two texts are both kept.

    Beside one that cannot be read there are no two answers: nobody knows whether they are the same.
    """
    if Absent.UNREADABLE in (ours, theirs):
        return Absent.UNREADABLE
    if isinstance(ours, tuple) and isinstance(theirs, tuple):
        return (*ours, *(their for their in theirs if their not in ours))
    texts = isinstance(ours, str) and isinstance(theirs, str)
    return f"{ours}\n{theirs}" if texts and not isinstance(ours, StrEnum) else Absent.TWO_ANSWERS


def _is_empty(value: object) -> bool:
    return value is Absent.EMPTY or value in ("", ())


def _conflict(first: Entry, second: Entry, name: str, ours: object, theirs: object) -> Finding:
    place, other = second.places.get(name, CellRef()), first.places.get(name, CellRef())
    one, another = (
        _shown(each, name, answer) for each, answer in ((first, ours), (second, theirs))
    )
    return error(
        "two-answers",
        place,
        f"{second.called}: This cell {_said(another)}, but {_seen_from(place, other)} {_said(one)}."
        f"{' Neither is used.' if isinstance(_both(ours, theirs), Absent) else ''}",
        "Agree one answer and empty the other cell.",
    )


def _shown(entry: Entry, name: str, answer: object) -> object:
    """An answer, in its own words where it was judged."""
    if isinstance(entry, MeasureEntry) and name == "actual" and isinstance(answer, Decimal):
        return entry.typed or answer
    return answer


_NO_ANSWERS = ("called", "typed", "places", "also", "says_nothing")


def _seen_from(place: CellRef, other: CellRef) -> str:
    """Where another cell is, as much of it as differs."""
    if other.workbook != place.workbook:
        return f"{other.workbook}, cell {other.cell},"
    return (
        f"cell {other.cell}"
        if other.sheet == place.sheet
        else f"cell {other.cell} on the sheet “{other.sheet}”"
    )


def _said(answer: object) -> str:
    """What a cell says, as a sentence goes on.

    A figure is rounded, so the cell may show more of it.
    """
    match answer:
        case Absent.UNREADABLE:
            return "holds what cannot be read"
        case Absent.TWO_ANSWERS:
            return "differs from another one already"
        case Decimal():
            return f"is read as {answer:,f}"
        case date():
            return f"says “{short(answer)}”"
        case _:
            return f"says “{shortened(str(answer))}”"


def _shared_priorities(books: tuple[ReturnBook, ...]) -> Iterator[Finding]:
    inputs = [each for book in books for each in book.inputs]
    called = {
        each.priority: book.vocabulary.priority_called(each.priority)
        for book in books
        for each in book.inputs
    }
    for code in sorted({each.priority for each in inputs}):
        names = [each.workbook for each in inputs if each.priority == code]
        if len(names) > 1:
            yield note(
                "several-returns",
                CellRef(names[-1]),
                f"{called[code]} came in {len(names)} workbooks: {', '.join(names)}. They were "
                "read together.",
                "Nothing, if each owner filled in a part; else take the old one out of the folder.",
            )
