"""What becomes of rows that were taken out during a year: closed, or asked about where deferred."""

from __future__ import annotations

from cyps_reports.plan.dates.months import long
from cyps_reports.plan.model.decisions import Closed, ClosedAs, Withdrawal, WithdrawnAs
from cyps_reports.plan.sheets.book import CellsByKey
from cyps_reports.setup.open_cells import Opened

_CLOSED_AS = {
    WithdrawnAs.WITHDRAWN: ClosedAs.WITHDRAWN,
    WithdrawnAs.MERGED: ClosedAs.MERGED,
}
"""How a row is closed that was taken out during the year; what was deferred goes on."""


def closing_of(withdrawal: Withdrawal | None, was: str, name: str) -> Closed | None:
    """How a row is closed that was taken out; None where it was not, or only deferred."""
    closed_as = _CLOSED_AS.get(withdrawal.kind) if withdrawal else None
    if withdrawal is None or closed_as is None:
        return None
    return Closed(
        was, name, closed_as, withdrawal.approved_on, withdrawal.approved_by, withdrawal.why
    )


def deferral(cells: CellsByKey, called: str, withdrawal: Withdrawal | None) -> dict[str, Opened]:
    """The cell that says so of a row that was deferred, open; nothing of any other."""
    if withdrawal is None or withdrawal.kind is not WithdrawnAs.DEFERRED:
        return {}
    why = (
        f"{called} was deferred by {withdrawal.approved_by} on {long(withdrawal.approved_on)}."
        " Where it goes on now, empty this cell and those of its approval and reason."
    )
    return {"withdrawn_as": Opened(cells.get("withdrawn_as"), why)}
