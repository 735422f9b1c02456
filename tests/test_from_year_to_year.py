"""A plan that goes on from last year's: its rows by what they were, and what is known of them."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cyps_reports import api
from cyps_reports.assessment.changes import Kind
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.earlier import EarlierActual
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.slippage import slips_of
from cyps_reports.assessment.trends import points_before, points_of
from cyps_reports.assessment.usual_range import limits_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Basis
from cyps_reports.plan.model.milestone import Deadline, Recurrence
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.report.sections.changes import changes_section, further_changes_section
from cyps_reports.report.table_blocks import Table
from tests.tools.approved import Approved, sums_of_results
from tests.tools.returned import returned
from tests.tools.small_plan import small_plan
from tests.tools.year_gone_on import (
    APRIL,
    CLOSED,
    FEBRUARY,
    JUNE,
    MARCH,
    MAY,
    NEXT_YEAR,
    checked,
    codes,
    last_years,
    measure,
    milestone,
    of_code,
    state_of,
    this_years,
)


def test_the_plan_of_each_month_is_the_one_that_the_month_is_in(a_year_on: Path) -> None:
    checked(a_year_on, this_years())
    late = api.read_month(api.MonthRequest(root=a_year_on, returns=Path("returns/2018-03")))
    assert late.used.book.path.name == "plan.xlsx", "March is still reported with last year's"


def test_figures_go_on_by_what_a_row_was(a_year_on: Path) -> None:
    now = {("A1", "actual"): 0.8, ("A1", "as_at"): date(2018, 4, 30)}
    month = checked(a_year_on, this_years(), answers=now)
    (a1,) = month.assessment.measures
    assert (a1.direction.travel, a1.direction.since) == ("improving", MARCH)
    assert a1.direction.earlier == 78
    assert [each.month for each in a1.points] == [APRIL], "a forecast is of this year's figures"
    assert not {"not-carried", "was-unknown", "outturn-against-record"} & codes(month)


def test_a_row_that_is_renumbered_keeps_its_first_due_date(a_year_on: Path) -> None:
    month = checked(a_year_on, this_years(), answers={("A2", "expected"): date(2018, 10, 31)})
    (slip,) = slips_of(month.assessment)
    assert slip.result.milestone.ref == "A2"
    assert slip.dates == (
        date(2017, 12, 31),
        date(2018, 2, 28),
        date(2018, 5, 31),
        date(2018, 9, 30),
        date(2018, 10, 31),
    )
    moved = [each for each in month.changes if each.kind is Kind.MOVED]
    assert [(each.was, each.now) for each in moved] == [(date(2018, 5, 31), date(2018, 10, 31))]


def test_what_recurs_was_last_done_last_year(a_year_on: Path) -> None:
    assert state_of(checked(a_year_on, this_years()), "A3") is DeadlineState.MISSED_THIS_MONTH


def test_a_meeting_of_last_year_completes_no_deadline_that_takes_its_place(a_year_on: Path) -> None:
    last = milestone(3, "Hold the last meeting", Deadline(1, date(2018, 9, 30), was="A6"))
    month = checked(a_year_on, this_years(milestones=(last,)))
    assert state_of(month, "A3") is DeadlineState.NO_UPDATE
    assert not [each for each in month.changes if each.kind is Kind.MET]


def test_nothing_completed_comes_back(a_year_on: Path) -> None:
    """Rolled over by hand once, with the same references, 43 deadlines came back as overdue."""
    by_hand = last_years(**NEXT_YEAR)
    month = checked(a_year_on, by_hand)
    states = {each.label: each.state for each in month.assessment.deadlines}
    assert states["A4"] is DeadlineState.COMPLETED
    assert states["A5, deadline 1"] is DeadlineState.COMPLETED
    assert states["A7"] is DeadlineState.OVERDUE, "which was never completed"
    assert "7 rows" in of_code(month, "was-not-said").message


@pytest.mark.parametrize("was", ["A4", "a 4"])
def test_what_goes_on_though_it_was_completed_stays_completed(a_year_on: Path, was: str) -> None:
    row = milestone(9, "Open the centre", Deadline(1, date(2017, 6, 30), was=was))
    plan = this_years(milestones=(row,), closed=())
    assert state_of(checked(a_year_on, plan), "A9") is DeadlineState.COMPLETED


def test_an_open_row_that_is_neither_carried_nor_closed_is_named_once(a_year_on: Path) -> None:
    plan = this_years(closed=tuple(each for each in CLOSED if each.was != "A7"))
    told = of_code(checked(a_year_on, plan), "not-carried")
    assert told.message == "1 row of 2017/18 is neither carried on nor closed: A7."
    assert told.place.sheet == "Closed"


def test_what_was_completed_needs_no_reason(a_year_on: Path) -> None:
    plan = this_years(closed=tuple(each for each in CLOSED if each.was in ("A2", "A7")))
    assert "not-carried" not in codes(checked(a_year_on, plan))


def test_what_never_was_is_told_at_its_cell(a_year_on: Path) -> None:
    rows = (
        milestone(2, "Train all staff", Deadline(1, date(2018, 9, 30), was="A99")),
        milestone(3, "Meet", Deadline(3, recurrence=Recurrence.MONTHLY, was="A5")),
    )
    month = checked(a_year_on, this_years(milestones=rows))
    told = [each for each in month.findings if each.code == "was-unknown"]
    assert [each.message for each in told] == [
        "There was no A99 in 2017/18, so nothing goes on in this row.",
        "A5 was several rows in 2017/18.",
    ]
    assert told[1].fix == "Type which: A5 (deadline 1) and A5 (deadline 2)."
    assert all(each.place.sheet == "Milestones" and each.place.cell for each in told)


def test_the_first_report_of_a_year_says_what_was_closed_and_why(a_year_on: Path) -> None:
    month = checked(a_year_on, this_years())
    section = further_changes_section(month.assessment, month.history.positions, month.changes)
    assert section is not None
    (table,) = (
        each for each in section.blocks if isinstance(each, Table) and "Closed" in each.title
    )
    rows = [row for row in table.rows if isinstance(row, tuple)]
    told = {row[0].text: [cell.text for cell in row[2:]] for row in rows}
    assert told["A7"] == ["Merged", "20 March 2018", "Cabinet", "Into A2"]
    assert told.keys() == {"A2", "A7"}
    texts = [getattr(each, "text", "") for each in section.blocks]
    assert "A4 is new in 2018/19." in texts
    assert "2 rows of 2017/18 were completed and are closed: A4 and A5 (deadline 1)." in texts
    section = changes_section(month.assessment, month.history.positions, month.changes)
    texts = [getattr(each, "text", "") for each in section.blocks]
    assert any("compared with what was reported as at 31 March 2018" in each for each in texts)


def test_a_records_rows_say_what_they_were_so_that_the_chain_goes_on(
    a_year_on: Path, approved: Approved
) -> None:
    checked(a_year_on, this_years(), answers={("A1", "actual"): 0.8})
    api.report(api.ReportRequest(root=a_year_on, returns=Path("returns/2018-04")))
    record = json.loads((a_year_on / "output/2018-04/as-reported.json").read_text(encoding="utf-8"))
    assert [row["was"] for row in record["deadlines"]] == ["A5, deadline 2", "A6", ""]
    known = {each["month"] for each in record["inputs"] if each["workbook"] == "as-reported.json"}
    assert known == {"2017-06", "2018-02", "2018-03"}
    verified = api.verify(api.VerifyRequest(root=a_year_on, results=Path("output/2018-04")))
    assert not verified.made_otherwise
    approved.check("from year to year", sums_of_results(a_year_on / "output"))
    assert verified.ended == api.Ended.DONE
    year_three = small_plan(
        year="2019/20",
        starts=date(2019, 4, 1),
        ends=date(2020, 3, 31),
        milestones=(milestone(8, "Train", Deadline(1, date(2019, 9, 30), was="A2")),),
        measures=(measure(7, "Visits on time", was="A1"),),
    )
    (a_year_on / "input_templates" / "plan-2019-20.xlsx").write_bytes(plan_workbook(year_three))
    folder = a_year_on / "returns" / "2019-04"
    folder.mkdir()
    returned(folder, year_three, "A", {("A7", "actual"): 0.5}, Month(2019, 4))
    read = api.read_month(api.MonthRequest(root=a_year_on, returns=Path("returns/2019-04")))
    earlier = read.checked.history.earlier
    told = [each.month for each in earlier.actuals["A7", ""]]
    assert told == [APRIL, MARCH, FEBRUARY, JUNE]
    assert earlier.expected["A8", 1] == ((FEBRUARY, date(2018, 2, 28)), (MARCH, date(2018, 5, 31)))
    (slip,) = slips_of(read.checked.assessment)
    assert slip.dates[0] == date(2017, 12, 31)


def test_actions_and_progress_are_carried_into_the_new_years_first_return(a_year_on: Path) -> None:
    (a_year_on / "input_templates" / "plan-2018-19.xlsx").write_bytes(plan_workbook(this_years()))
    request = api.TemplatesRequest(
        root=a_year_on,
        today=date(2018, 4, 3),
        returns=Path("returns/2018-03"),
        output=Path("blank"),
    )
    written = api.write_templates(request)
    assert written.month == APRIL
    assert written.used.book.path.name == "plan-2018-19.xlsx"
    book = openpyxl.load_workbook(a_year_on / "blank" / "return-A.xlsx")
    texts = {str(cell.value) for sheet in book for row in sheet for cell in row if cell.value}
    assert "More visitors" in texts
    assert any("March 2018: Two thirds trained" in each for each in texts)


def test_a_late_annual_result_of_last_year_is_shown_and_not_rated(a_year_on: Path) -> None:
    """It belongs to its own year: under Outturn in the plan, and to last year's last report."""
    result = measure(1, "Visits on time", basis_set=Basis.ANNUAL, was="A1")
    late = {
        ("A1", "actual"): 0.81,
        ("A1", "as_at"): date(2018, 1, 31),
        ("A1", "data_status"): "Final",
    }
    month = checked(a_year_on, this_years(measures=(result,)), answers=late)
    (a1,) = month.assessment.measures
    assert a1.state is MeasureState.UNREADABLE
    assert a1.actual == Decimal(81)
    told = of_code(month, "figure-before-plan-year")
    assert "It is last year's result" in told.message
    assert "it belongs in the plan workbook" in told.fix
    new = measure(1, "Visits on time", basis_set=Basis.ANNUAL)
    (may,) = checked(a_year_on, this_years(measures=(new,)), MAY, late).assessment.measures
    assert may.state is MeasureState.ON_TARGET, "of a new measure nobody knows better"


def test_twelve_figures_over_two_years_make_a_usual_range() -> None:
    """The range is locked on the first twelve, wherever the plan year begins."""
    share = measure(1, "Visits on time", was="A1")
    plan = this_years(measures=(share,))
    months = [Month(2017, at) for at in range(4, 13)] + [Month(2018, at) for at in range(1, 7)]
    told = [EarlierActual(month, Decimal(70 + month.number % 3), month.last) for month in months]
    before = points_before(share, plan, reversed(told))
    assert [point.month for point in before] == months[:12]
    points = points_of(share, plan, reversed(told))
    assert [point.month for point in points] == months[12:]
    limits = limits_of(share, (*before, *points))
    assert limits is not None
    assert limits == limits_of(share, before), "what came later does not move it"
