"""What Cabinet asked: the sheet of the plan workbook, and what is odd about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cyps_reports.findings import CellRef, Finding, Findings, error, note, shortened, warning
from cyps_reports.phrases import counted
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.dates.reading import date_in
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.question import Question
from cyps_reports.plan.model.references import same_reference
from cyps_reports.plan.rows.cell_values import leads_in, names_of, several
from cyps_reports.plan.sheets import report_layout
from cyps_reports.plan.sheets.tables import rows_if_there
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.layout import keys
from cyps_reports.workbooks.table_rows import Row


def questions_in(book: Book, found: Findings) -> tuple[Question, ...]:
    """The questions of a plan workbook, in their order; none where it has no such sheet."""
    rows = rows_if_there(book, report_layout.ASKED, report_layout.ASKED_COLUMNS, found)
    return tuple(question for row in rows for question in _question(row, found))


def _question(row: Row, found: Findings) -> Iterator[Question]:
    asked_on, due, closed = (
        found.take(date_in(row.cell(key)), row.place(key), None)
        for key in ("asked_on", "due", "closed")
    )
    if not row.text("asked"):
        problem = "What was asked is missing."
        fix = "Type it here, or take the row out."
        found.add(error("empty-cell", row.place("asked"), problem, fix))
        return
    yield Question(
        asked_on=asked_on,
        meeting=row.text("meeting"),
        references=several(row.text("reference")),
        asked=row.text("asked"),
        by_whom=row.text("by_whom"),
        due=due,
        answer=row.text("answer"),
        closed=closed,
        places=row.places(keys(report_layout.ASKED_COLUMNS)),
    )


def question_cells(question: Question) -> dict[str, str | date | None]:
    """What the cells of a question hold, by the keys of their columns."""
    return {
        "asked_on": question.asked_on,
        "meeting": question.meeting,
        "reference": "; ".join(question.references),
        "asked": question.asked,
        "by_whom": question.by_whom,
        "due": question.due,
        "answer": question.answer,
        "closed": question.closed,
    }


def leads_asked(question: Question, plan: Plan) -> tuple[str, ...]:
    """The keys of the leads who are to answer a question.

    Who is named; else the leads of the milestones it is about.
    """
    known = {lead.key for lead in plan.leads}
    named = tuple(key for key in leads_in(question.by_whom, names_of(plan.leads)) if key in known)
    if named or question.by_whom:
        return named
    wanted = {same_reference(ref) for ref in question.references}
    about = (each.lead for each in plan.milestones if same_reference(each.ref) in wanted)
    return tuple(dict.fromkeys(lead for lead in about if lead))


def of_nothing(plan: Plan) -> Iterator[Finding]:
    """A note on each question about a row that the plan does not have."""
    codes = {same_reference(priority.code) for priority in plan.priorities}
    for question in plan.questions:
        unknown = [
            ref
            for ref in question.references
            if same_reference(ref) not in codes and not plan.priority_with(ref)
        ]
        if unknown:
            yield note(
                "asked-of-nothing",
                question.places.get("reference", CellRef()),
                f"There is no row or priority “{shortened('; '.join(unknown))}” in this plan.",
                "Type the reference as the plan prints it, like A12, or leave the cell empty.",
            )


def dates_out_of_order(plan: Plan) -> Iterator[Finding]:
    """A note on each question whose answer was due, or came, before it was asked."""
    for question in plan.questions:
        for key, day, what in (
            ("due", question.due, "was due"),
            ("closed", question.closed, "came"),
        ):
            if question.asked_on and day and day < question.asked_on:
                yield note(
                    "asked-dates-out-of-order",
                    question.places.get(key, CellRef()),
                    f"The answer {what} on {long(day)}, before it was asked for on "
                    f"{long(question.asked_on)}.",
                    "Correct one of the two dates.",
                )


def half_answered(plan: Plan) -> Iterator[Finding]:
    """A note on each answer without the date it was given on, and each such date without one."""
    for question in plan.questions:
        if question.answer and question.closed is None:
            yield note(
                "asked-answer-without-date",
                question.places.get("closed", CellRef()),
                "There is an answer, but not the date it was given on; it counts as open.",
                "Type the date under Closed.",
            )
        elif question.closed and not question.answer:
            yield note(
                "asked-closed-without-answer",
                question.places.get("answer", CellRef()),
                f"This was closed on {long(question.closed)}, but there is no answer.",
                "Type under Answer what Cabinet is told.",
            )


def overdue_questions(plan: Plan, as_at: date) -> Iterator[Finding]:
    """A warning on each question that is not answered and should have been by a day."""
    for question in plan.questions:
        if question.due and question.is_overdue(as_at):
            yield warning(
                "asked-overdue",
                question.places.get("due", CellRef()),
                f"“{shortened(question.asked)}” should have been answered by "
                f"{long(question.due)}, {counted((as_at - question.due).days, 'day')} ago.",
                "Type the answer and the date it was given on, or agree another date.",
            )
