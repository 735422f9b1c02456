"""What of a plan is still open before the first returns go out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from cyps_reports.findings import CellRef, Finding, error, has_errors, warning
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.reader import plan_as_read
from cyps_reports.plan.rows.addresses import MEND, addresses_in
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.book import cell_of_field
from cyps_reports.plan.sheets.fields import PLAN_FIELDS
from cyps_reports.plan.sheets.open_notes import still_open
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.layout import headings


def what_is_open(book: Book) -> tuple[Plan, tuple[Finding, ...]]:
    """The plan as far as its workbook can be read, and what is open, in the order of the sheets.

    There is one finding for a cell, the most serious. Where one is an error, no returns can be
    made yet.
    """
    plan, read = plan_as_read(book)
    findings = tuple(each for each in read if not _follows(each, plan))
    missing = tuple(each for check in CHECKS for each in check(plan, book.name))
    # What else a plan gets wrong can only be told of one that can be read.
    of_plan = () if has_errors((*findings, *missing)) else faults(plan)
    told = _once_for_a_cell((*findings, *missing, *of_plan, *still_open(book)))
    in_book = (_in_a_sheet(each, book.name) for each in told)
    sheets = [sheet.name for sheet in book.sheets]
    return plan, tuple(sorted(in_book, key=lambda each: _where(each, sheets)))


def _follows(finding: Finding, plan: Plan) -> bool:
    """Whether it is wrong only as no priority is listed yet, which is told itself."""
    return finding.code == "unknown-priority" and not plan.priorities


def _nothing_listed(plan: Plan, workbook: str) -> Iterator[Finding]:
    """Sheets that are empty, so that there is nothing to report on."""
    if not plan.priorities:
        yield error(
            "nothing-listed",
            CellRef(workbook, layout.PRIORITIES, "A2"),
            "No priority is listed yet.",
            "Type each priority in a row of its own: its letter or number, and its title.",
        )
    if not plan.measures and not plan.milestones:
        yield error(
            "nothing-listed",
            CellRef(workbook, layout.MEASURES, "A2"),
            "No measure is listed yet, and no milestone.",
            "Type the measures here, and the milestones on their sheet, a row each.",
        )
    if plan.milestones and not plan.leads:
        yield warning(
            "nothing-listed",
            CellRef(workbook, layout.LEADS, "A2"),
            "No lead is listed yet, so nobody answers for any milestone.",
            "Type each lead in a row of its own: initials, name, post and email.",
        )


def _priorities_without_rows(plan: Plan, workbook: str) -> Iterator[Finding]:
    for each in plan.priorities:
        has_rows = plan.measures_of(each.code) or plan.milestones_of(each.code)
        if not has_rows and (plan.measures or plan.milestones):
            yield warning(
                "priority-without-rows",
                each.places["code"],
                f"{plan.vocabulary.priority_called(each.code)} has no measure and no milestone.",
                "Type them on their sheets, or take the priority out.",
            )


def _untitled(plan: Plan, workbook: str) -> Iterator[Finding]:
    """Rows that do not say what they are about."""
    for priority in plan.priorities:
        if not priority.title:
            yield _to_type(priority.places["title"], "The title of this priority is missing.")
    for measure in plan.measures:
        if not measure.name:
            yield _to_type(measure.places["name"], f"{measure.called} does not say its measure.")
    for milestone in plan.milestones:
        if not milestone.name:
            place = milestone.deadlines[0].places["name"]
            yield _to_type(place, f"{milestone.ref} does not say what will be done.")


def _to_type(place: CellRef, problem: str) -> Finding:
    return error("empty-cell", place, problem, "Type it here, in the plan's words.")


def _heads(plan: Plan, workbook: str) -> Iterator[Finding]:
    """Priorities of which nobody is named who fills in the return, or where to write to them."""
    for each in plan.priorities:
        called = plan.vocabulary.priority_called(each.code)
        has_address = bool(addresses_in(each.email))
        if not each.head:
            also = "" if has_address else ", and there is no email address"
            problem = f"Nobody is named who fills in the return of {called}{also}."
            mend = "Type the head of service's name here, and the address under Email."
            yield warning("no-head", _place(each, "head"), problem, mend)
        elif not has_address:
            yield _no_address(_place(each, "email"), each.head)


def _lead_addresses(plan: Plan, workbook: str) -> Iterator[Finding]:
    for lead in plan.leads:
        if not addresses_in(lead.email):
            yield _no_address(_place(lead, "email"), lead.called)


def _place(row: Priority | Lead, key: str) -> CellRef:
    return row.places.get(key, CellRef())


def _no_address(place: CellRef, who: str) -> Finding:
    problem = f"There is no email address for {who}."
    return warning("no-address", place, problem, f"Type it here, like {layout.EXAMPLE_ADDRESS}.")


def _report_addresses(plan: Plan, workbook: str) -> Iterator[Finding]:
    """Who the emails come from, and who gets the report."""
    for key in ("email_sender", "email_to"):
        if not getattr(plan, key):
            place = plan.places.get(key) or CellRef(workbook, layout.PLAN, cell_of_field(key))
            problem = f"“{headings(PLAN_FIELDS)[key]}” is empty: the emails need it."
            yield warning("no-address", place, problem, MEND)


Check = Callable[[Plan, str], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    _nothing_listed,
    _priorities_without_rows,
    _untitled,
    _heads,
    _lead_addresses,
    _report_addresses,
)
"""What is missing before the first returns go out. A new one is a line here."""


def _once_for_a_cell(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One finding for each cell, the most serious; what is told of no single cell is told too."""
    told: dict[CellRef, Finding] = {}
    for each in findings:
        if not each.place.cell:
            yield each
        elif each.place not in told or each.severity.rank < told[each.place].severity.rank:
            told[each.place] = each
    yield from told.values()


def _in_a_sheet(finding: Finding, workbook: str) -> Finding:
    """What is told of the plan as a whole stands on its first sheet."""
    is_of_whole = finding.place == CellRef()
    return replace(finding, place=CellRef(workbook, layout.PLAN)) if is_of_whole else finding


_CELL = re.compile(r"([A-Z]+)(\d+)")


def _where(finding: Finding, sheets: Sequence[str]) -> tuple[int, int, int, str]:
    """Where a finding stands: by sheet, row and column; what is of no cell comes first."""
    place = finding.place
    sheet = sheets.index(place.sheet) if place.sheet in sheets else -1
    match = _CELL.fullmatch(place.cell)
    column, row = (match[1], int(match[2])) if match else ("", 0)
    return sheet, row, len(column), column
