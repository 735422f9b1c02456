"""What a month's figure of a document's measure stands for: proposed where words say it."""

from __future__ import annotations

from cyps_reports.findings import Refused
from cyps_reports.plan.figures.basis_said import BASIS_MEANS, basis_said, may_be_total
from cyps_reports.plan.model.measure import ANNUAL_RESULT, Basis
from cyps_reports.plan.model.units import Unit, unit_named
from cyps_reports.setup.meaning.made_cells import Made, MadeRow
from cyps_reports.setup.meaning.plan_rows import PlanRow
from cyps_reports.workbooks.layout import choose_one


def data_basis(row: PlanRow, label: str, unit: Made, own: MadeRow) -> MadeRow:
    """The cell Data basis of a measure, open; no cell where nothing is to be asked.

    What the words say is proposed. Of what may be a total of the year so far, as spend is, it is
    asked. `own` are what else is known of the measure.
    """
    if _is_annual(own):
        return {}
    place = row.name_cell.place
    said = basis_said(row.name, label, str(unit.value or ""))
    if said is not None:
        problem = (
            f"The words of {row.quoted} say that a month's figure is {BASIS_MEANS[said]}, so"
            f" {said} is proposed."
        )
        why = Refused("draft-basis", problem, _CONFIRM)
        return {"basis_set": Made(said.value, place, why, is_proposed=True)}
    known = unit_named(str(unit.value)) if unit.value else None
    if not may_be_total(known or Unit.TEXT, row.name, label):
        return {}
    problem = (
        f"The document does not say whether a month's figure of {row.quoted} is of the year so far"
        " or of the month alone. It decides what it is rated against."
    )
    return {"basis_set": Made(None, place, Refused("draft-basis", problem, choose_one(Basis)))}


def _is_annual(own: MadeRow) -> bool:
    return "frequency" in own and own["frequency"].value == ANNUAL_RESULT


_CONFIRM = "If that is wrong, choose another of the list."
