"""Reads return workbooks: rows are found by their reference, columns by their heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from cyps_reports.finding_codes import Code
from cyps_reports.findings import (
    CellRef,
    Finding,
    Findings,
    Refused,
    error,
    note,
    shortened,
    warning,
)
from cyps_reports.phrases import listed, lower
from cyps_reports.plan.dates.reading import month_in
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.references import codes_named
from cyps_reports.plan.sheets import layout as plan_layout
from cyps_reports.plan.titles import how_to_adopt, is_called
from cyps_reports.returns import layout
from cyps_reports.returns.baseline_guard import Edit
from cyps_reports.returns.beside_tables import typed_beside
from cyps_reports.returns.merge import Entry, Key
from cyps_reports.returns.model import Input
from cyps_reports.returns.repeated_tables import entries_of
from cyps_reports.returns.return_workbook import Identity, MissingRows, ReturnBook
from cyps_reports.returns.rows import Rows, codes_in, deadline_rows, measure_rows
from cyps_reports.returns.signing import content_of, sign_off_of
from cyps_reports.returns.tables import layout_findings, tables_of
from cyps_reports.workbooks.grid import EMPTY, Book

ANOTHER_PLAN: Code = "another-plan"
"""The code of what is said of a return of another plan."""


def identity_of(book: Book, plan: Plan) -> Identity:
    """What the workbook's guide says of its plan, priority and month, on whichever sheet it stands.

    It calls the priority as the plan does, or as returns do of a plan that has no word of its own.
    """
    labels = (layout.PLAN_LABEL, layout.PRIORITY_LABEL, layout.MONTH_LABEL)
    own = layout.priority_label(plan.vocabulary)
    ranked = sorted(book.sheets, key=lambda sheet: sheet.rank(layout.GUIDE))
    guides = [(sheet, {label: sheet.right_of(label) for label in labels}) for sheet in ranked]
    for sheet, guide in guides:
        guide[layout.PRIORITY_LABEL] = sheet.right_of(own) or guide[layout.PRIORITY_LABEL]
    # One label alone may be a word of the plan that stands in some table.
    guides = [(sheet, guide) for sheet, guide in guides if _labels_there(guide) > 1]
    _, guide = max(
        guides, key=lambda each: (not each[0].is_hidden, _labels_there(each[1])), default=(None, {})
    )
    nowhere = (EMPTY, CellRef(book.name))
    title, priority, month = (guide.get(label) or nowhere for label in labels)
    read = month_in(month[0])
    return Identity(
        plan=" ".join(title[0].text.split()),
        priority=" ".join(priority[0].text.split()),
        month=None if isinstance(read, Refused) else read,
        month_place=month[1],
        month_said=" ".join(month[0].text.split()),
    )


def _labels_there(guide: Mapping[str, object]) -> int:
    return sum(cell is not None for cell in guide.values())


def read_return(book: Book, plan: Plan) -> ReturnBook:
    """What one workbook says as a return of the plan."""
    identity, (targets, milestones) = identity_of(book, plan), tables_of(book, plan)
    has_answers = targets.has_answers or milestones.has_answers
    if _is_a_plan(book) and not has_answers:
        return ReturnBook((), identity, refusal=_plan_among_returns(book))
    said = _priorities_said(identity, plan)
    codes = said | codes_in(targets, plan) | codes_in(milestones, plan)
    of_targets, of_milestones = (
        measure_rows(targets, plan, codes),
        deadline_rows(milestones, plan, codes),
    )
    priorities = _priorities((of_targets, of_milestones), said, plan)
    refusal = _not_ours(book, identity, priorities, plan)
    if refusal:
        return ReturnBook((), identity, about_file=book.findings, refusal=refusal)
    found, edits = Findings(), list[Edit]()
    if identity.priority and not (said and said <= {*priorities}):
        found.add(_another_priority(book, identity.priority, priorities, plan))
    found.add(*_oddities(book, priorities, plan))
    measures = _read(of_targets, priorities, found, edits)
    deadlines = _read(of_milestones, priorities, found, edits)
    found.add(*typed_beside((targets, milestones)))
    sign_off, odd_sign_off = sign_off_of(book)
    found.add(*odd_sign_off)
    is_signed = sign_off.is_given
    content = content_of(book, (*measures.items(), *deadlines.items())) if is_signed else ""
    return ReturnBook(
        inputs=tuple(Input(book.name, book.sha256, code, sign_off, content) for code in priorities),
        identity=identity,
        measures=measures,
        deadlines=deadlines,
        about_file=book.findings,
        findings=found.all,
        edits=tuple(edits),
        missing=(
            *_missing(of_targets, priorities, measures),
            *_missing(of_milestones, priorities, deadlines),
        ),
        vocabulary=plan.vocabulary,
    )


def _not_ours(
    book: Book, identity: Identity, priorities: tuple[str, ...], plan: Plan
) -> Finding | None:
    """Why the workbook is no return of the plan; None where it is one."""
    if identity.plan and not is_called(plan, identity.plan):
        return error(
            ANOTHER_PLAN,
            CellRef(book.name),
            f"The workbook is for “{shortened(identity.plan)}”, not for “{plan.identity}”. It was "
            "left out.",
            f"Put the return workbook of {plan.identity} in the folder."
            f"{how_to_adopt(plan, identity.plan)}",
        )
    if not priorities:
        word = plan.vocabulary.priority_word
        return error(
            "not-a-return",
            CellRef(book.name),
            f"The workbook does not say which {lower(word)} it is for, and none of its rows tell. "
            "It was left out.",
            "If it is a return, copy what was typed into a fresh return workbook; if not, take it "
            "out of the folder.",
        )
    return None


_SHEETS_OF_A_PLAN = (plan_layout.PLAN, plan_layout.LEADS, plan_layout.MEASURES)


def _is_a_plan(book: Book) -> bool:
    return all(book.sheet(name) for name in _SHEETS_OF_A_PLAN)


def _plan_among_returns(book: Book) -> Finding:
    return warning(
        "plan-among-returns",
        CellRef(book.name),
        "This is a plan workbook, not a return. It was left out.",
        "Move it out of the month's folder: to the folder above it, or to input_templates.",
    )


def _priorities_said(identity: Identity, plan: Plan) -> frozenset[str]:
    """The priorities that the guide names: `A`, or `A and B`."""
    return codes_named(
        identity.priority,
        (priority.code for priority in plan.priorities),
        plan.vocabulary.priority_word,
    )


def _priorities(
    kinds: tuple[Rows[Any, Any], ...], said: frozenset[str], plan: Plan
) -> tuple[str, ...]:
    """The priorities whose return the workbook is, in the plan's order.

    None where that is not plain.

    It is the return of those that it says, and of each that has at least half of its rows in one
    kind of table. Where neither tells, it is that of every priority with a row in it.
    """
    there, whole = set[str](), set[str]()
    for rows in kinds:
        for code, number in Counter(plan.priority_with(ref) for ref in rows.refs_there).items():
            there.add(code)
            if number * 2 >= len(rows.refs_of(code)):
                whole.add(code)
    codes = whole | (said & there) or there or said
    return tuple(priority.code for priority in plan.priorities if priority.code in codes)


def _another_priority(book: Book, said: str, priorities: tuple[str, ...], plan: Plan) -> Finding:
    these = listed(priorities)
    vocabulary = plan.vocabulary
    whose = vocabulary.priorities_called(priorities)
    rows = f"every row is of {whose}" if len(priorities) == 1 else f"its rows are of {whose}"
    return warning(
        "another-priority",
        CellRef(book.name, layout.GUIDE),
        f"The guide says {vocabulary.priority_called(shortened(said))}, but {rows}; it was read "
        f"as {these}.",
        f"Type {these} beside “{layout.priority_label(vocabulary)}”.",
    )


def _oddities(book: Book, priorities: tuple[str, ...], plan: Plan) -> Iterator[Finding]:
    """What else than the return of one priority is in the workbook."""
    if len(priorities) > 1:
        several = plan.vocabulary.priorities_called(priorities)
        yield note(
            "several-priorities",
            CellRef(book.name),
            f"The workbook holds the returns of {several}; each row was read for its own.",
            "Nothing, if that is meant; else take out the rows that belong elsewhere.",
        )
    if _is_a_plan(book):
        yield warning(
            "plan-in-return",
            CellRef(book.name),
            f"The workbook also has the sheets of a plan workbook ({listed(_SHEETS_OF_A_PLAN)}). "
            "They were not read:"
            " only the return in it was.",
            "Take these sheets out. Type what should change in the plan into the plan workbook.",
        )


def _read(
    rows: Rows[Key, Entry], priorities: tuple[str, ...], found: Findings, edits: list[Edit]
) -> dict[Key, Entry]:
    """What the tables of one kind say."""
    if any(rows.refs_of(code) for code in priorities):
        found.add(*layout_findings(rows.tables))
    return entries_of(rows, frozenset(priorities), found, edits)


def _missing(
    rows: Rows[Key, Entry], priorities: tuple[str, ...], there: Mapping[Key, Entry]
) -> Iterator[MissingRows]:
    """The rows of each priority that the tables of one kind lack."""
    for code in priorities:
        planned = [each for each in rows.planned.values() if each.priority == code]
        absent = [each for each in planned if each.key not in there]
        contested = {*rows.contested} if absent else set()
        missing = tuple((each.key, each.called) for each in absent if each.key not in contested)
        if missing:
            yield MissingRows(
                rows.tables.place, missing, is_whole_table=len(missing) == len(planned)
            )
