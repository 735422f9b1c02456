"""Reads the plan workbook into the plan, and says by cell what keeps it from being used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from cyps_reports.findings import CellRef, Finding, Findings, Refused, error, has_errors, warning
from cyps_reports.plan import layout
from cyps_reports.plan.addresses import malformed_addresses
from cyps_reports.plan.approvals import due_of, redating_in, withdrawal_in, words_for_date
from cyps_reports.plan.contradictions import contradictions
from cyps_reports.plan.dates import month_in
from cyps_reports.plan.figures import figure_in
from cyps_reports.plan.groups import grouped
from cyps_reports.plan.leads import DEFAULT_LEAD_WORD, Lead
from cyps_reports.plan.measure import Basis, Measure, Polarity
from cyps_reports.plan.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model import DEFAULT_CLOSING_DAYS, Plan, Priority
from cyps_reports.plan.other_figures import with_comparators, with_earlier_years
from cyps_reports.plan.periods import MONTHLY, period_in
from cyps_reports.plan.quantities import Figure, Missing, Tolerance
from cyps_reports.plan.references import same_reference
from cyps_reports.plan.steps import with_steps
from cyps_reports.plan.struck import standing, struck_content
from cyps_reports.plan.tables import plan_table, table_findings, without_content
from cyps_reports.plan.targets import NO_TARGET, TargetSaid, figure_said_in, target_in
from cyps_reports.plan.typed import (
    choice,
    choice_or_none,
    is_unsaid,
    leads_in,
    needed_date,
    several,
    tolerance_in,
    what_is_wrong_with_values,
    whole,
    whole_in,
    whole_or_none,
)
from cyps_reports.plan.units import JUDGED, KNOWN, NO_IS_RIGHT, Unit, graded, unit_named
from cyps_reports.plan.vocabulary import Vocabulary
from cyps_reports.workbooks.grid import EMPTY, Book, RawCell
from cyps_reports.workbooks.layout import Column, keys
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.tables import Row, same_words

DEFAULT_TOLERANCE = Tolerance(Decimal(5))
"""Where neither plan nor measure sets another: 5 % of the target."""

_NO_FIGURE: Figure = Missing.NOT_GIVEN

_MOST_CLOSING_DAYS, _MOST_DECIMALS = 60, 9

_PRIORITY_KEYS, _LEAD_KEYS = keys(layout.PRIORITY_COLUMNS), keys(layout.LEAD_COLUMNS)
_MEASURE_KEYS, _MILESTONE_KEYS = keys(layout.MEASURE_COLUMNS), keys(layout.MILESTONE_COLUMNS)


def read_plan(path: Path) -> tuple[Plan | None, tuple[Finding, ...]]:
    """The plan in a workbook, and the findings; no plan where any finding is an error."""
    book = open_book(path)
    if isinstance(book, Finding):
        return None, (book,)
    found = Findings()
    plan = _plan(book, found)
    found.add(*contradictions(plan), *malformed_addresses(plan))
    # A figure or a date tells better what to type than the look at all cells does, which comes first.
    findings = tuple({(each.place, each.code, each.message): each for each in found.all}.values())
    return (None if has_errors(findings) else plan), findings


def _plan(book: Book, found: Findings) -> Plan:
    fields = _fields(book, found)
    found.add(*(finding for field in fields.values() for finding in struck_content(*field)))
    texts = {key: " ".join(cell.text.split()) for key, (cell, _) in fields.items()}
    starts, ends = (found.take(needed_date(fields[key][0]), fields[key][1], date.min) for key in ("starts", "ends"))
    for key in ("council", "service", "title", "year"):
        if not texts[key]:
            found.add(_empty(fields[key][1], key.capitalize()))
    closing_cell, closing_place = fields["closing_days"]
    closing_days = found.take(whole_in(closing_cell, _MOST_CLOSING_DAYS), closing_place, None)
    tolerance_cell, tolerance_place = fields["tolerance"]
    tolerance = found.take(tolerance_in(tolerance_cell), tolerance_place, None)
    if is_unsaid(tolerance, tolerance_cell):
        found.add(_unsaid(tolerance_cell, tolerance_place, "in the unit of each measure"))
    priorities = tuple(_priority(row) for row in _rows(book, layout.PRIORITIES, layout.PRIORITY_COLUMNS, found))
    codes = {same_reference(each.code): each.code for each in priorities}
    of_measures = _rows(book, layout.MEASURES, layout.MEASURE_COLUMNS, found)
    measures = tuple(_measure(row, codes, found) for row in of_measures)
    measures = with_steps(book, measures, starts, ends, found)
    measures = with_comparators(book, measures, texts["similar_name"], fields["similar_name"][1], found)
    measures = with_earlier_years(book, measures, found)
    leads = tuple(_lead(row) for row in _rows(book, layout.LEADS, layout.LEAD_COLUMNS, found))
    of_milestones = _rows(book, layout.MILESTONES, layout.MILESTONE_COLUMNS, found)
    return Plan(
        council=texts["council"],
        service=texts["service"],
        title=texts["title"],
        year=texts["year"],
        starts=starts,
        ends=ends,
        tolerance=tolerance or DEFAULT_TOLERANCE,
        reported=found.take(period_in(texts["reported"]), fields["reported"][1], None) or MONTHLY,
        closing_days=DEFAULT_CLOSING_DAYS if closing_days is None else closing_days,
        report_to=texts["report_to"],
        report_of=texts["report_of"],
        also_to=texts["also_to"],
        cabinet_member=texts["cabinet_member"],
        wards=texts["wards"],
        key_decision=texts["key_decision"],
        marking=texts["marking"],
        email_sender=texts["email_sender"],
        email_to=texts["email_to"],
        email_copies=texts["email_copies"],
        mail_server=texts["mail_server"],
        vocabulary=Vocabulary(**{field.key: texts[field.key] for field in layout.VOCABULARY_FIELDS}),
        outturn_heading=texts["outturn_heading"],
        lead_word=texts["lead_word"] or DEFAULT_LEAD_WORD,
        similar_name=texts["similar_name"],
        priorities=priorities,
        leads=leads,
        measures=measures,
        milestones=tuple(_milestones(of_milestones, _Named(codes, leads, starts, ends), found)),
        places={key: place for key, (_, place) in fields.items()},
    )


def _priority(row: Row) -> Priority:
    return Priority(
        code=row.text("code"),
        title=row.text("title"),
        head=row.text("head"),
        email=row.text("email"),
        places=row.places(_PRIORITY_KEYS),
    )


def _lead(row: Row) -> Lead:
    return Lead(
        initials=row.text("initials"),
        name=row.text("name"),
        post=row.text("post"),
        email=row.text("email"),
        places=row.places(_LEAD_KEYS),
    )


def _fields(book: Book, found: Findings) -> dict[str, tuple[RawCell, CellRef]]:
    """The labelled cells of the sheet Plan, by key."""
    sheet = book.sheet(layout.PLAN)
    labelled = (*layout.PLAN_FIELDS, *layout.VOCABULARY_FIELDS)
    if sheet is None:
        found.add(_no_sheet(book.name, layout.PLAN))
        return {field.key: (EMPTY, CellRef(book.name)) for field in labelled}
    nowhere = (EMPTY, CellRef(book.name, sheet.name))
    fields = {field.key: sheet.right_of(field.heading) or nowhere for field in labelled}
    found.add(*without_content(fields.values()))
    return fields


def _rows(book: Book, name: str, columns: Sequence[Column], found: Findings) -> tuple[Row, ...]:
    table = plan_table(book, name, columns)
    if table is None:
        found.add(_no_sheet(book.name, name))
        return ()
    found.add(*table_findings(book, table, columns))
    rows = standing(table.rows, columns, found)
    for row in rows:
        found.add(*without_content((row.cell(column.key), row.place(column.key)) for column in columns))
    return rows


def _code(row: Row, codes: Mapping[str, str]) -> str:
    """The priority of a row as the sheet Priorities writes it; as it is typed where there is none such."""
    typed = row.text("priority")
    return codes.get(same_reference(typed), typed)


def _number(row: Row, found: Findings) -> int | None:
    """The row's number, which must be there where it has no reference of its own."""
    read = whole_or_none(row, "number") if row.text("reference") else whole(row, "number")
    return found.take(read, row.place("number"), None)


def _measure(row: Row, codes: Mapping[str, str], found: Findings) -> Measure:
    unit = _with_values(found.take(_unit(row), row.place("unit"), Unit.COUNT), row, found)

    def limit(key: str) -> Decimal | None:
        read = found.take(figure_in(row.cell(key), unit), row.place(key), _NO_FIGURE)
        return read if isinstance(read, Decimal) else None

    def planned(key: str) -> TargetSaid:
        read = target_in if key == "target" else figure_said_in
        return found.take(read(row.cell(key), unit), row.place(key), NO_TARGET)

    target, outturn, similar = planned("target"), planned("outturn"), planned("similar")
    return Measure(
        priority=_code(row, codes),
        number=_number(row, found),
        component=row.text("component"),
        name=row.text("name"),
        unit=unit,
        polarity=found.take(choice(row, "polarity", Polarity), row.place("polarity"), Polarity.MONITOR),
        similar=similar.figure,
        similar_said=similar.said,
        similar_note=row.text("similar_note"),
        outturn=outturn.figure,
        outturn_said=outturn.said,
        outturn_note=row.text("outturn_note"),
        target=target.target,
        target_said=target.said,
        target_note=row.text("target_note"),
        target_due=found.take(month_in(row.cell("target_due")), row.place("target_due"), None),
        frequency=row.text("frequency"),
        tolerance=_tolerance(row, unit, found),
        green_limit=limit("green_limit"),
        amber_limit=limit("amber_limit"),
        decimals_set=found.take(whole_or_none(row, "decimals_set", _MOST_DECIMALS), row.place("decimals_set"), None),
        basis_set=found.take(choice_or_none(row, "basis_set", Basis), row.place("basis_set"), None),
        reported=found.take(period_in(row.text("reported")), row.place("reported"), None),
        reference=row.text("reference"),
        head=row.text("head"),
        withdrawal=withdrawal_in(row, found),
        places=row.places(_MEASURE_KEYS),
    )


def _with_values(unit: Unit, row: Row, found: Findings) -> Unit:
    """The unit with the values of the row, where it is one of judged measures; a text where they cannot be used."""
    values = several(row.text("values"))
    if wrong := what_is_wrong_with_values(unit, values):
        found.add(wrong.at(row.place("values")))
        return Unit.TEXT if unit == Unit.GRADE else unit
    if unit == Unit.GRADE:
        return graded(values)
    aims_for_no = unit.is_yes_or_no and same_words(row.text("target")) == "no"
    return NO_IS_RIGHT if aims_for_no else unit


def _unit(row: Row) -> Unit | Refused:
    like = ", ".join(each.name for each in (*KNOWN, *JUDGED))
    refused = Refused("no-unit", "The unit is missing.", f"Type what is counted, like people, or one of: {like}.")
    return unit_named(row.text("unit")) or refused


def _tolerance(row: Row, unit: Unit, found: Findings) -> Tolerance | None:
    cell, place = row.cell("tolerance"), row.place("tolerance")
    tolerance = found.take(tolerance_in(cell), place, None)
    if unit.is_percentage and is_unsaid(tolerance, cell):
        found.add(_unsaid(cell, place, "percentage points"))
    return tolerance


def _unsaid(cell: RawCell, place: CellRef, taken: str) -> Finding:
    typed = cell.text
    problem = f"The tolerance {typed} does not say whether it is points or per cent of the target."
    mend = f"Type {typed} points, or {typed}%."
    return warning("tolerance-without-unit", place, f"{problem} It was taken as {typed} {taken}.", mend)


class _Named(NamedTuple):
    """What rows of milestones rest on: the priorities' codes, the leads, the plan's first and last day."""

    codes: Mapping[str, str]
    leads: Sequence[Lead]
    starts: date
    ends: date


def _milestones(rows: Iterable[Row], named: _Named, found: Findings) -> Iterator[Milestone]:
    """Milestones, each of the rows with its reference or number wherever they stand; a row is a deadline."""
    for together in grouped(rows, lambda row: _names_milestone(row, named.codes)).values():
        first = together[0]
        for row in together[1:]:
            found.add(*_disagreements(first, row))
        lead, *others = leads_in(first.text("lead"), named.leads) or ("",)
        yield Milestone(
            priority=_code(first, named.codes),
            number=_number(first, found),
            heading=first.text("heading"),
            name=first.text("name"),
            lead=lead,
            partners=several(first.text("partners")),
            progress_at_approval=first.text("progress_at_approval"),
            depends_on=several(first.text("depends_on")),
            deadlines=tuple(_deadline(row, named, found) for row in together),
            reference=first.text("reference"),
            other_leads=tuple(others),
            success=first.text("success"),
            evidence=first.text("evidence"),
            moves=several(first.text("moves")),
            head=first.text("head"),
        )


def _names_milestone(row: Row, codes: Mapping[str, str]) -> tuple[str, str, str]:
    own = same_reference(row.text("reference"))
    return ("", "", own) if own else (_code(row, codes), row.text("number"), "")


_OF_MILESTONE = (
    "heading",
    "name",
    "lead",
    "partners",
    "progress_at_approval",
    "depends_on",
)
"""What every row of a milestone says alike."""
_OF_FIRST_ROW = ("success", "evidence", "moves", "head")
"""What the first row may say for all of them."""
_OF_REFERENCE = ("priority", "number")
"""What they say alike by what the milestone is named by, but where it has a reference of its own."""


def _disagreements(first: Row, row: Row) -> Iterator[Finding]:
    said_again = (key for key in _OF_FIRST_ROW if row.text(key))
    differing = [key for key in (*_OF_MILESTONE, *said_again) if row.text(key) != first.text(key)]
    differing += [
        key
        for key in _OF_REFERENCE
        if row.text(key) and same_reference(row.text(key)) != same_reference(first.text(key))
    ]
    for key in differing:
        yield error(
            "milestone-rows-differ",
            row.place(key),
            f"“{row.text(key)}” differs from “{first.text(key)}” in the milestone's first row.",
            "Give every row of a milestone the same text, or the milestone another number.",
        )


def _deadline(row: Row, named: _Named, found: Findings) -> Deadline:
    due = due_of(row, "due", named.starts, named.ends, found)
    found.add(*words_for_date(row, due))
    return Deadline(
        number=found.take(whole(row, "deadline"), row.place("deadline"), 0),
        due=due.day if due else None,
        recurrence=found.take(choice(row, "recurrence", Recurrence), row.place("recurrence"), Recurrence.NONE),
        at_approval=found.take(choice(row, "at_approval", AtApproval), row.place("at_approval"), AtApproval.OPEN),
        purpose=row.text("purpose"),
        redating=redating_in(row, named.starts, named.ends, found),
        due_said=due.said if due else "",
        withdrawal=withdrawal_in(row, found),
        places=row.places(_MILESTONE_KEYS),
    )


def _no_sheet(workbook: str, name: str) -> Finding:
    return error(
        "no-sheet",
        CellRef(workbook),
        f"The sheet “{name}” is not there, or has lost its row of headings.",
        f"Put the sheet “{name}” back, from a copy of the plan workbook or the built-in one.",
    )


def _empty(place: CellRef, what: str) -> Finding:
    return error("empty-cell", place, f"{what} is missing.", f"Type the {what.lower()} here.")
