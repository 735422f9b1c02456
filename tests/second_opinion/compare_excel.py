"""The Excel summary's sheets against the second opinion."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.second_opinion import said
from tests.second_opinion.compare_changes import plain
from tests.second_opinion.compare_summary import priority_counts
from tests.second_opinion.compare_word import direction_said, read_direction
from tests.second_opinion.differences import Difference, differ
from tests.second_opinion.plan import Plan
from tests.second_opinion.readback import Sheet, figures
from tests.second_opinion.rules import rag
from tests.second_opinion.slippage import lead_of
from tests.second_opinion.unusual import assurance
from tests.second_opinion.verdict import DeadlineOpinion, Known, MeasureOpinion, Opinion

Sheets = dict[str, list[Sheet]]
Cells = Iterator[tuple[str, object, object]]


def compare_excel(
    sheets: Sheets, plan: Plan, mine: Opinion, known: Known, earlier: list[Opinion]
) -> Iterator[Difference]:
    yield from _rows(sheets, "Measures", list(mine.measures.values()), _measure_cells)
    yield from _rows(sheets, "Milestones", list(mine.deadlines.values()), _deadline_cells)
    late = [row for row in mine.deadlines.values() if rag(row.state) == "red"]
    yield from _missed(table(sheets, "Missed deadlines"), late)
    yield from _by_lead(table(sheets, "By lead"), plan, mine)
    yield from _months(table(sheets, "Month by month"), [*earlier, mine])
    yield from _history(table(sheets, "History"), mine, known)


def table(sheets: Sheets, name: str) -> Sheet:
    tables = sheets.get(name, [])
    return tables[0] if tables else []


def _rows(sheets: Sheets, name: str, opinions: list[Any], cells: Any) -> Iterator[Difference]:
    rows = table(sheets, name)
    yield from differ(f"Excel, {name}", "rows", len(opinions), len(rows))
    for row, opinion in zip(rows, opinions, strict=False):
        label = opinion.measure.row if isinstance(opinion, MeasureOpinion) else opinion.deadline.row
        for what, own, theirs in cells(row, opinion):
            yield from differ(f"Excel, {name}", f"{label}, {what}", own, theirs)


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else None


def _figure(value: object, unit: str) -> Decimal | None:
    return plain(value, unit) if isinstance(value, int | float) else None


def _measure_cells(row: dict[str, Any], mine: MeasureOpinion) -> Cells:
    measure = mine.measure
    yield "measure", said.measure_name(measure), row["Measure"]
    for heading, value in (
        ("Similar authorities", measure.similar),
        ("Outturn", measure.outturn),
        ("Target", measure.target),
    ):
        cell = row[heading]
        yield (
            heading,
            value,
            _figure(cell, measure.unit) if isinstance(value, Decimal) else cell or "",
        )
    yield "actual", mine.figure, _figure(row["Actual"], measure.unit)
    yield "RAG", rag(mine.state).capitalize(), row["RAG"]
    yield "state", said.rating(mine), row["State"]
    yield (
        "direction",
        direction_said(mine),
        read_direction(row["Direction of travel"] or ""),
    )
    yield "variation", mine.variation, row.get("Variation") or ""
    yield "assurance", assurance(measure, mine.usual), row.get("Assurance") or ""
    yield "corrective action", mine.action, row["Corrective action"] or ""


def _deadline_cells(row: dict[str, Any], mine: DeadlineOpinion) -> Cells:
    deadline, entry = mine.deadline, mine.entry
    yield "ref", deadline.ref, row["Ref"]
    yield "due", deadline.due_now, _day(row["Due"])
    yield "due in words", said.due(deadline), row["Due in words"]
    yield "lead", deadline.lead, row["Lead"]
    yield "RAG", rag(mine.state).capitalize(), row["RAG"]
    yield "state", said.shown(mine.state), row["State"]
    yield "days late", mine.judged.days_overdue or mine.judged.days_late, row["Days late"] or 0
    view = entry.status if entry and entry.status != "?" else ""
    yield "manager's view", view, row["Manager's view"] or ""
    if not deadline.recurrence:
        yield "date completed", mine.judged.completed, _day(row["Date completed"])
    yield "expected date", mine.expected, _day(row["Expected date"])


def _missed(rows: Sheet, late: list[DeadlineOpinion]) -> Iterator[Difference]:
    own = Counter(
        (each.deadline.ref, said.shown(each.state), each.judged.days_overdue) for each in late
    )
    theirs = Counter((row["Ref"], row["State"], row["Days late"] or 0) for row in rows)
    yield from differ(
        "Excel, Missed deadlines",
        "rows",
        sorted((own - theirs).elements()),
        sorted((theirs - own).elements()),
    )
    days = [row["Days late"] or 0 for row in rows]
    yield from differ("Excel, Missed deadlines", "longest first", sorted(days, reverse=True), days)


def _by_lead(rows: Sheet, plan: Plan, mine: Opinion) -> Iterator[Difference]:
    for row in rows:
        lead = lead_of(row)
        states = Counter(
            each.state for each in mine.deadlines.values() if each.deadline.lead == lead
        )
        counted = {
            name: row.get(name) or 0 for name in {*states, *row} - {"Director lead", "Deadlines"}
        }
        yield from differ("Excel, By lead", lead, {name: states[name] for name in counted}, counted)
        yield from differ("Excel, By lead", f"{lead}, deadlines", states.total(), row["Deadlines"])
    leads = {each.deadline.lead for each in mine.deadlines.values()}
    yield from differ("Excel, By lead", "leads", len(leads), len(rows))


def _months(rows: Sheet, months: list[Opinion]) -> Iterator[Difference]:
    for row, each in zip(rows, months, strict=False):
        own = {"Month": f"{each.month:%B %Y}", **priority_counts(each, "")}
        yield from differ("Excel, Month by month", str(own["Month"]), own, row)
    yield from differ("Excel, Month by month", "months", len(months), len(rows))


def _history(rows: Sheet, mine: Opinion, known: Known) -> Iterator[Difference]:
    for row, opinion in zip(rows, mine.measures.values(), strict=False):
        measure = opinion.measure
        for month in sorted(known):
            returned = known[month].get(measure.ref[0])
            given = returned.measures[measure.key].actual if returned else None
            own = given if isinstance(given, Decimal) else None
            theirs = _figure(row[f"{month:%B %Y}"], measure.unit)
            yield from differ("Excel, History", f"{measure.row}, {month:%B %Y}", own, theirs)
        usual = figures(str(row.get("Usual range") or ""))
        yield from differ(
            "Excel, History", f"{measure.row}, usual range", list(opinion.usual or ()), usual
        )
    yield from differ("Excel, History", "rows", len(mine.measures), len(rows))
