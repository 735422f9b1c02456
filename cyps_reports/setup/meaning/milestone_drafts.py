"""Milestones of a document as rows of the sheet Milestones, one for each deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from cyps_reports.plan.dates.reading import date_in
from cyps_reports.plan.model.milestone import AtApproval
from cyps_reports.setup.meaning.date_cells import DeadlineSaid, PlanTime, deadlines_in
from cyps_reports.setup.meaning.lead_cells import Leads, lead_in
from cyps_reports.setup.meaning.made_cells import Made, MadeRow, is_blank, text_of
from cyps_reports.setup.meaning.plan_rows import PlanRow
from cyps_reports.setup.sources.source import SourceCell
from cyps_reports.workbooks.plain_text import same_words

_TEXTS = {"success": "success", "evidence": "evidence", "progress": "progress_at_approval"}
_DONE = {
    **dict.fromkeys(("completed", "complete", "done", "blue complete"), AtApproval.COMPLETED),
    **dict.fromkeys(
        ("completed ongoing", "completed and ongoing"), AtApproval.COMPLETED_AND_ONGOING
    ),
}


def milestone_rows(row: PlanRow, leads: Leads, time: PlanTime) -> Iterator[MadeRow]:
    """The rows of a milestone: what it says of itself stands in each of them."""
    said: list[tuple[DeadlineSaid, SourceCell | None]] = [*_deadlines(row, time)]
    said = said or [(DeadlineSaid(), None)]
    own = _own_cells(row, leads)
    is_one = len(said) == 1
    for number, (deadline, cell) in enumerate(said, start=1):
        made = {**row.keys, "deadline": Made(Decimal(number), row.name_cell.place), **own}
        made |= _deadline(deadline, cell)
        status = row.cell("status") if is_one else None
        if status is not None and (done := _DONE.get(same_words(status.text))):
            made["at_approval"] = Made(done.value, status.place)
        elif is_one and _has_day(row.cell("completed")):
            # The plan workbook has no place for the day, which is told as left out.
            made["at_approval"] = Made(AtApproval.COMPLETED.value)
        yield {key: each for key, each in made.items() if _says(each)}


def _has_day(cell: SourceCell | None) -> bool:
    """Whether a cell says on which day something was completed."""
    return cell is not None and isinstance(date_in(cell.raw), date)


def _says(cell: Made) -> bool:
    return cell.value is not None or cell.refused is not None


def _deadlines(row: PlanRow, time: PlanTime) -> Iterator[tuple[DeadlineSaid, SourceCell]]:
    for cell in row.cells("due"):
        yield from ((each, cell) for each in deadlines_in(cell, time))


def _deadline(deadline: DeadlineSaid, cell: SourceCell | None) -> Mapping[str, Made]:
    place = cell.place if cell is not None else None
    return {
        "due": Made(deadline.due, place, None if deadline.is_often else deadline.refused),
        "recurrence": Made(
            deadline.recurrence or None, place, deadline.refused if deadline.is_often else None
        ),
        "at_approval": Made(deadline.at_approval or None, place),
        "purpose": Made(deadline.purpose or None, place),
    }


def _own_cells(row: PlanRow, leads: Leads) -> Mapping[str, Made]:
    made: dict[str, Made | None] = {
        "heading": Made(row.heading or None, row.name_cell.place),
        "name": Made(row.name, row.name_cell.place),
    }
    lead, partners = row.cell("lead"), row.cell("partners")
    made["lead"] = None if lead is None else lead_in(lead, leads)
    made["partners"] = None if partners is None else _partners(partners)
    for key, column in _TEXTS.items():
        cell = row.cell(key)
        made[column] = None if cell is None else text_of(cell)
    return {key: each for key, each in made.items() if each is not None}


def _partners(cell: SourceCell) -> Made | None:
    """The partners parted by semicolons, where the document parts them plainly."""
    if is_blank(cell):
        return None
    parts = re.split(r"\s*[;\n]\s*(?:• )?", cell.text.removeprefix("• "))
    if len(parts) == 1:
        parts = re.split(r"\s*,\s*", cell.text)
        is_list = all(0 < len(part.split()) <= _LONGEST_NAME for part in parts)
        parts = parts if is_list and " and " not in cell.text else [cell.text]
    return Made("; ".join(part for part in parts if part), cell.place)


_LONGEST_NAME = 3
