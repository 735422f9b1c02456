"""The baseline guard.

What a return changed of the approved plan is found, and the plan's value is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cyps_reports.finding_codes import Code
from cyps_reports.findings import CellRef, Finding, Refused, note, shortened, warning
from cyps_reports.phrases import listed
from cyps_reports.plan.cell_texts import PlanCells
from cyps_reports.plan.dates.months import DAY_ZERO, MAC_DAY_ZERO, Month, short
from cyps_reports.plan.dates.reading import date_in
from cyps_reports.plan.figures.published import printed, rounded
from cyps_reports.plan.figures.reading import figure_in
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.milestone import Deadline, Milestone, deadline_called
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.row_sentences import NO_DUE_DATE
from cyps_reports.plan.sheets.milestone_columns import MILESTONE_COLUMNS
from cyps_reports.returns import layout
from cyps_reports.workbooks.grid import RawCell
from cyps_reports.workbooks.layout import Column, headings
from cyps_reports.workbooks.plain_text import same_words
from cyps_reports.workbooks.table_rows import Row

EDITED: Code = "plan-cell-edited"
"""The code of a finding on a plan cell that a return says otherwise."""

# Where a return calls a cell of the plan otherwise than the plan workbook does: by the column's key
# in the return.
_PLAN_HEADINGS = {
    key: headings(MILESTONE_COLUMNS)[own]
    for key, own in (("redated", "redated_due"), ("lead", "lead"))
}


@dataclass(frozen=True, slots=True)
class Edit:
    """A plan cell that a return has otherwise.

    `row` is the plan's row, `promised` what the plan says there.

    `approved_on` is the day from which the plan says so, where it did not from the start.
    `is_struck` where what stood there is struck through. `key` is that of the column, where the
    plan workbook may call it otherwise than `heading`.
    """

    place: CellRef
    row: str
    ref: str
    heading: str
    now: str
    promised: str
    approved_on: date | None = None
    is_struck: bool = False
    key: str = ""

    def was_approved_after(self, month: Month) -> bool:
        """Whether the plan did not say so yet on the month's last day."""
        return self.approved_on is not None and self.approved_on > month.last


def measure_edits(row: Row, measure: Measure) -> Iterator[Edit]:
    """The plan cells of a row of Targets that no longer say what the plan says."""
    for column in (each for each in layout.TARGET_PLAN if _is_guarded(row, each)):
        promised = column.value(measure)
        cell = row.cell(column.key)
        if _says(cell, promised, measure.unit):
            continue
        if column.before and _says(cell, column.before(measure), measure.unit):
            continue
        was = promised if isinstance(promised, str) else printed(promised, measure.unit)
        withdrawal = measure.withdrawal if column.key == "withdrawn" else None
        yield Edit(
            row.place(column.key),
            measure.called,
            measure.ref,
            column.heading,
            _as_typed(cell, measure.unit),
            was,
            withdrawal.approved_on if withdrawal else None,
            bool(cell.struck),
        )


def deadline_edits(
    row: Row,
    milestone: Milestone,
    deadline: Deadline,
    columns: Sequence[Column] = layout.MILESTONE_COLUMNS,
) -> Iterator[Edit]:
    """The plan cells of a row of Milestones that say something else now.

    Under the headings of these columns.
    """
    for column in columns:
        if not (isinstance(column, layout.DeadlineColumn) and _is_guarded(row, column)):
            continue
        promised = column.value(milestone, deadline)
        cell = row.cell(column.key)
        if not _says(cell, promised, Unit.COUNT):
            was = short(promised) if isinstance(promised, date) else promised or ""
            now = _as_typed(cell, Unit.COUNT)
            called = deadline_called(milestone.ref, deadline.number)
            approved = {"redated": deadline.redating, "withdrawn": deadline.withdrawal}.get(
                column.key
            )
            since = approved.approved_on if approved else None
            place, struck = row.place(column.key), bool(cell.struck)
            yield Edit(
                place, called, milestone.ref, column.heading, now, was, since, struck, column.key
            )


def _is_guarded(row: Row, column: Column) -> bool:
    """Every plan column that is there, but for those the row was found by."""
    return column.key in row.columns and column.key not in layout.KEYS


def _says(cell: RawCell, promised: str | Decimal | Missing | date | None, unit: Unit) -> bool:
    match promised:
        case Decimal():
            # Pasted as values only, a figure loses its format; that is no edit.
            bare = Decimal(f"{cell.value:.15g}") if _is_number(cell) else None
            return bare in (promised, promised / 100) or figure_in(cell, unit) == promised
        case date():
            # Another format shows it otherwise, and is no edit.
            as_date = cell._replace(number_format="General")
            return date_in(as_date) == promised or _stands_for(cell, promised)
        case _:
            shown = cell.text
            return shown == promised or unit.compared(shown) == unit.compared(promised or "")


def _stands_for(cell: RawCell, promised: date) -> bool:
    """Whether the cell holds the plan's date in a form that a program left it in.

    It may lose how cells look, or show the date as text.

    That is a number of days, as Excel counts them or as it did on Macs; or a text in which one of
    day and month comes first, which alone could be read two ways.
    """
    if _is_number(cell):
        return any(cell.value == (promised - first).days for first in _FIRST_DAYS)
    if match := _SHOWN.fullmatch(cell.text):
        one, other, year = (int(part) for part in match.groups())
        is_same_day = sorted((one, other)) == sorted((promised.day, promised.month))
        return is_same_day and year in (promised.year, promised.year % 100)
    return cell.text.startswith(f"{promised:%Y-%m-%d}T00:00")


_SHOWN = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})", re.ASCII)
_FIRST_DAYS = (DAY_ZERO, MAC_DAY_ZERO)


def _is_number(cell: RawCell) -> bool:
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def _as_typed(cell: RawCell, unit: Unit) -> str:
    """What the cell shows, as near as can be told."""
    if isinstance(cell.value, date):
        day = date_in(cell)
        return short(day) if isinstance(day, date) else cell.text
    if _is_number(cell):
        figure = figure_in(cell, unit)
        return (
            cell.text
            if isinstance(figure, Missing | Refused)
            else printed(rounded(figure, 3).normalize(), unit)
        )
    return cell.text


def _edits_in(month: Month, edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits of a month's return.

    A cell that is empty before its re-dating was approved is none.
    """
    return (edit for edit in edits if edit.now or not edit.was_approved_after(month))


def edit_findings(month: Month, edits: Iterable[Edit], former: PlanCells) -> Iterator[Finding]:
    """Each edit, and one note for what the plan did not say yet when the workbook was made.

    `former` is what the plan said last month. One note tells all such cells of a column.
    """
    older: dict[tuple[str, str, bool], list[Edit]] = {}
    for edit in _edits_in(month, edits):
        is_as_last_month = _is_as_last_month(edit, former)
        if is_as_last_month or (_is_of_before(edit) and not edit.was_approved_after(month)):
            column = (edit.place.sheet, edit.heading, is_as_last_month)
            older.setdefault(column, []).append(edit)
        else:
            yield _edited(replace(edit, promised="") if edit.was_approved_after(month) else edit)
    for (_, _, is_as_last_month), those in older.items():
        yield _older_than_plan(those, is_as_last_month=is_as_last_month)


def _is_as_last_month(edit: Edit, former: PlanCells) -> bool:
    """Whether the cell says what the plan said last month, which was changed since."""
    heading = _PLAN_HEADINGS.get(edit.key, edit.heading)
    if edit.row not in former:
        return False
    said = former[edit.row].get(heading, "")
    if _compared(said) == _compared(edit.promised):
        # What changed, if anything, is a sign that `same_words` leaves out, as of a grade.
        return said.strip().casefold() == edit.now.strip().casefold()
    return _compared(said) == _compared(edit.now)


def _compared(said: str) -> str:
    """The same words, and a figure without the noughts it ends on: a cell need not show them."""
    return same_words(_LAST_NOUGHTS.sub(lambda found: found[1] or "", said))


_LAST_NOUGHTS = re.compile(r"\.0+(?!\d)|(\.\d*[1-9])0+(?!\d)", re.ASCII)


def _is_of_before(edit: Edit) -> bool:
    """Whether the cell only lacks what the plan says now.

    It is empty, says that it is to be settled, or has some of the plan's lines, not all, and no
    other. Where somebody emptied it, no harm is done either.
    """
    if edit.is_struck or not edit.promised:
        return False
    there = {same_words(line) for line in edit.now.splitlines()} - _NOTHING_YET
    return there < {same_words(line) for line in edit.promised.splitlines()}


_NOTHING_YET = {
    same_words(said)
    for said in (
        Missing.NOT_GIVEN,
        Missing.TO_BE_CONFIRMED,
        Missing.TO_BE_DETERMINED,
        NO_DUE_DATE,
    )
}


def _older_than_plan(edits: Sequence[Edit], *, is_as_last_month: bool) -> Finding:
    first, *others = edits
    refs = tuple(dict.fromkeys(edit.ref for edit in edits))
    left_out = refs[_MOST_NAMED:]
    named = (*refs[:_MOST_NAMED], f"{len(left_out)} more") if left_out else refs
    says, now = "lacks what the plan says now", f", “{first.promised}”"
    if is_as_last_month:
        says = "is as the plan said last month; it was changed since"
        now = f", to “{first.promised}”" if first.promised else ": it is empty now"
    told = f"{says}, and the plan's values are" if others else f"{says}{now}, and that is"
    return note(
        "older-than-plan",
        first.place,
        f"“{first.heading}” of {listed(named)} {told} used.",
        "Nothing: the next return will have it.",
    )


_MOST_NAMED = 10


def _edited(edit: Edit) -> Finding:
    mend = f"Type “{edit.promised}” back." if edit.promised else "Empty the cell."
    says = f"says “{shortened(edit.now)}”" if edit.now else "is empty"
    if edit.is_struck and not edit.now:
        mend, says = "Take the strike-through off.", "is struck through"
    promised = f"says “{edit.promised}”" if edit.promised else "leaves it empty"
    return warning(
        EDITED,
        edit.place,
        f"“{edit.heading}” of {edit.ref} {says}; the approved plan {promised}, and that is used.",
        mend,
    )
