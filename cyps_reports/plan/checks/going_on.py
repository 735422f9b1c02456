"""What a plan says wrongly of the rows that it goes on with from last year, once for each cause."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.findings import CellRef, Finding, error, shortened
from cyps_reports.groups import grouped
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.references import row_key, same_reference
from cyps_reports.plan.sheets.common_columns import WAS


def rows_going_on(plan: Plan) -> Iterator[Finding]:
    """Rows that are closed and go on all the same, and measures that go on in two rows."""
    yield from _carried_and_closed(plan)
    yield from _in_two_rows(plan)


def _carried_and_closed(plan: Plan) -> Iterator[Finding]:
    rows = [(each.was, each.called, each.places) for each in plan.measures]
    rows += [
        (each.was, milestone.called(each), each.places) for milestone, each in plan.deadlines()
    ]
    going_on = {same_reference(was): (called, places) for was, called, places in rows if was}
    for closed in plan.closed:
        if there := going_on.get(same_reference(closed.was)):
            called, places = there
            place = places.get("was", CellRef())
            yield error(
                "carried-and-closed",
                closed.places.get("was", CellRef()),
                f"{shortened(closed.was)} is closed here, but {called} goes on with it (sheet"
                f" {place.sheet}, cell {place.cell}).",
                f"Take this row out, or empty that cell under {WAS.heading}.",
            )


def _in_two_rows(plan: Plan) -> Iterator[Finding]:
    """Figures go on in one row; a milestone may become several."""
    going_on = (each for each in plan.measures if each.was)
    for first, *others in grouped(
        going_on, lambda each: row_key(each.was, each.component)
    ).values():
        for each in others:
            place = first.places.get("was", CellRef())
            yield error(
                "was-twice",
                each.places.get("was", CellRef()),
                f"{first.called} goes on with {shortened(each.was)} already, in cell {place.cell};"
                " the figures of a measure go on in one row.",
                "Empty the cell of the row that is to begin anew.",
            )
