"""An outturn of a plan is held against the last final figure that was reported last year."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cyps_reports import api
from cyps_reports.assessment.changes import Kind
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Basis
from cyps_reports.plan.writer import plan_workbook
from tests.tools.returned import returned
from tests.tools.year_gone_on import (
    FEBRUARY,
    LAST_YEAR,
    MARCH,
    MAY,
    checked,
    codes,
    last_years,
    measure,
    of_code,
    reported,
    this_years,
)


def test_an_outturn_that_is_not_the_last_final_figure_is_told_with_what_to_type(
    a_year_on: Path,
) -> None:
    plan = this_years(measures=(measure(1, "Visits on time", outturn=Decimal(77), was="A1"),))
    told = of_code(checked(a_year_on, plan), "outturn-against-record")
    assert told.fix == "Type 78% here, or say under Note on outturn why it is another."
    assert told.place.sheet == "Measures"


def test_a_note_says_why_an_outturn_is_another(a_year_on: Path) -> None:
    noted = measure(1, "Visits", outturn=Decimal(77), outturn_note="Audited", was="A1")
    assert "outturn-against-record" not in codes(checked(a_year_on, this_years(measures=(noted,))))


@pytest.mark.parametrize(("month", "is_whole"), [(FEBRUARY, False), (MARCH, True)])
def test_a_part_of_a_year_without_its_date_is_no_outturn(
    tmp_path: Path, month: Month, is_whole: bool
) -> None:
    """Visits are counted over the year: 40 by the end of February are not the year's."""
    visits = measure(1, "Visits", basis_set=Basis.CUMULATIVE)
    (tmp_path / "input_templates").mkdir()
    path = tmp_path / "input_templates" / "plan.xlsx"
    year = replace(last_years(), measures=(visits,))
    path.write_bytes(plan_workbook(year))
    reported(tmp_path, year, {month: {("A1", "actual"): 0.4, ("A1", "data_status"): "Final"}})
    goes_on = replace(visits, outturn=Decimal(55), was="A1")
    told = codes(checked(tmp_path, this_years(measures=(goes_on,))))
    assert ("outturn-against-record" in told) is is_whole


def test_a_march_corrected_after_the_roll_over_is_told_where_the_outturn_stands(
    a_year_on: Path,
) -> None:
    path = a_year_on / "returns" / str(MARCH) / "return-A.xlsx"
    path.unlink()
    corrected = {**LAST_YEAR[MARCH], ("A1", "actual"): 0.79}
    returned(path.parent, last_years(), "A", corrected, MARCH)
    api.report(api.ReportRequest(root=a_year_on, returns=Path(f"returns/{MARCH}")))
    told = of_code(checked(a_year_on, this_years()), "outturn-against-record")
    assert "the last final figure reported for 2017/18 is 79%" in told.message


@pytest.mark.full
def test_a_march_corrected_after_april_was_reported_is_told_once_as_restated(
    a_year_on: Path,
) -> None:
    now = {("A1", "actual"): 0.8, ("A1", "as_at"): date(2018, 4, 30)}
    checked(a_year_on, this_years(), answers=now)
    april = api.ReportRequest(root=a_year_on, returns=Path("returns/2018-04"))
    api.report(april)
    path = a_year_on / "returns" / str(MARCH) / "return-A.xlsx"
    path.unlink()
    returned(path.parent, last_years(), "A", {**LAST_YEAR[MARCH], ("A1", "actual"): 0.79}, MARCH)
    api.report(api.ReportRequest(root=a_year_on, returns=Path(f"returns/{MARCH}")))
    may = checked(a_year_on, this_years(), MAY)
    told = [each for each in may.changes if each.kind is Kind.RESTATED]
    assert [(each.ref, each.month, each.was, each.now) for each in told] == [
        ("A1", MARCH, Decimal(78), Decimal(79))
    ]
    assert (
        "the report for April 2018 was made from"
        in of_code(may, "record-of-another-report").message
    )
    api.report(replace(april, returns=Path("returns/2018-05")))
    june = checked(a_year_on, this_years(), Month(2018, 6))
    assert not [each for each in june.changes if each.kind is Kind.RESTATED]
