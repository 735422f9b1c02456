"""A plan that goes on from last year's: its rows by what they were, and what is known of them."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cyps_reports import api, cli
from cyps_reports.assessment.changes import Kind
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.earlier import EarlierActual
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.slippage import slips_of
from cyps_reports.assessment.trends import points_before, points_of
from cyps_reports.assessment.usual_range import limits_of
from cyps_reports.findings import Finding
from cyps_reports.history.former import FormerYears, find_former
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Closed, ClosedAs
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.model.was import rows_then
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.titles import how_to_adopt
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.report.sections.changes import changes_section, further_changes_section
from cyps_reports.report.table_blocks import Table
from tests.tools.returned import Answers, returned
from tests.tools.small_plan import small_plan

JUNE, FEBRUARY, MARCH = Month(2017, 6), Month(2018, 2), Month(2018, 3)
APRIL, MAY = Month(2018, 4), Month(2018, 5)
NEXT_YEAR: dict[str, Any] = {
    "year": "2018/19",
    "starts": date(2018, 4, 1),
    "ends": date(2019, 3, 31),
}


def measure(number: int, name: str, **more: Any) -> Measure:
    fields: dict[str, Any] = {"outturn": Decimal(70), "target": Decimal(80), **more}
    return Measure("A", number, "", name, Unit.PERCENT, Polarity.HIGHER, **fields)


def milestone(number: int, name: str, *deadlines: Deadline) -> Milestone:
    return Milestone("A", number, "", name, "AB", deadlines=deadlines)


def last_years(**more: Any) -> Plan:
    return small_plan(
        measures=(measure(1, "Visits on time"), measure(2, "Plans on time")),
        milestones=(
            milestone(4, "Open the centre", Deadline(1, date(2017, 6, 30))),
            milestone(
                5,
                "Train the staff",
                Deadline(1, date(2017, 5, 31)),
                Deadline(2, date(2017, 12, 31)),
            ),
            milestone(6, "Meet", Deadline(1, recurrence=Recurrence.MONTHLY)),
            milestone(7, "Write the guide", Deadline(1, date(2017, 9, 30))),
        ),
        **more,
    )


CLOSED = (
    Closed("A2", "Plans on time", ClosedAs.BUSINESS_AS_USUAL, date(2018, 3, 20), "Cabinet", "Met"),
    Closed("A4", "Open the centre", ClosedAs.COMPLETED, date(2017, 6, 20)),
    Closed("A5, deadline 1", "Train the staff", ClosedAs.COMPLETED, date(2017, 5, 31)),
    Closed("A7", "Write the guide", ClosedAs.MERGED, date(2018, 3, 20), "Cabinet", "Into A2"),
)


def this_years(**more: Any) -> Plan:
    """Renumbered: A1 goes on as it was, A5 as A2, A6 as A3; A4 is new."""
    fields: dict[str, Any] = {
        "measures": (measure(1, "Visits on time", outturn=Decimal(78), was="A1"),),
        "milestones": (
            milestone(2, "Train all staff", Deadline(1, date(2018, 9, 30), was="A5, deadline 2")),
            milestone(3, "Meet", Deadline(1, recurrence=Recurrence.MONTHLY, was="A6")),
            milestone(4, "Open a second centre", Deadline(1, date(2018, 12, 31))),
        ),
        "closed": CLOSED,
    }
    return small_plan(**NEXT_YEAR | fields | more)


LAST_YEAR: Mapping[Month, Answers] = {
    JUNE: {
        ("A1", "actual"): 0.74,
        ("A1", "as_at"): date(2017, 6, 30),
        ("A4", "completed"): date(2017, 6, 20),
        ("A5 1", "completed"): date(2017, 5, 31),
        ("A6", "completed"): date(2017, 6, 10),
    },
    FEBRUARY: {
        ("A1", "actual"): 0.77,
        ("A1", "as_at"): date(2018, 2, 28),
        ("A5 2", "expected"): date(2018, 2, 28),
        ("A5 2", "progress"): "Half of them trained",
    },
    MARCH: {
        ("A1", "actual"): 0.78,
        ("A1", "as_at"): date(2018, 3, 31),
        ("A1", "data_status"): "Final",
        ("A1", "corrective_action"): "More visitors",
        ("A5 2", "expected"): date(2018, 5, 31),
        ("A5 2", "progress"): "Two thirds trained",
        ("A6", "completed"): date(2018, 3, 9),
    },
}


def reported(office: Path, plan: Plan, months: Mapping[Month, Answers]) -> None:
    """Returns of each month, typed and reported."""
    for month, answers in months.items():
        folder = office / "returns" / str(month)
        folder.mkdir(parents=True)
        returned(folder, plan, "A", answers, month)
        api.report(api.ReportRequest(root=office, returns=Path(f"returns/{month}")))


@pytest.fixture(scope="module")
def year_behind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office in which three months of last year were reported; for copies only."""
    office = tmp_path_factory.mktemp("office")
    (office / "input_templates").mkdir()
    plan = last_years()
    (office / "input_templates" / "plan.xlsx").write_bytes(plan_workbook(plan))
    reported(office, plan, LAST_YEAR)
    return office


@pytest.fixture
def office(year_behind: Path, tmp_path: Path) -> Path:
    """Such an office of one's own."""
    shutil.copytree(year_behind, tmp_path, dirs_exist_ok=True)
    return tmp_path


def checked(
    office: Path, plan: Plan, month: Month = APRIL, answers: Answers | None = None
) -> CheckedMonth:
    """A month of this year with these answers, against the plan typed beside last year's."""
    (office / "input_templates" / "plan-2018-19.xlsx").write_bytes(plan_workbook(plan))
    folder = office / "returns" / str(month)
    folder.mkdir()
    returned(folder, plan, "A", answers or {}, month)
    request = api.MonthRequest(root=office, returns=Path(f"returns/{month}"))
    read = api.read_month(request)
    assert read.used.book.path.name == "plan-2018-19.xlsx"
    return read.checked


def of_code(month: CheckedMonth, code: str) -> Finding:
    (found,) = (each for each in month.findings if each.code == code)
    return found


def state_of(month: CheckedMonth, ref: str) -> DeadlineState:
    return next(each.state for each in month.assessment.deadlines if each.milestone.ref == ref)


def codes(month: CheckedMonth) -> set[str]:
    return {each.code for each in month.findings}


def test_the_plan_of_each_month_is_the_one_that_the_month_is_in(office: Path) -> None:
    checked(office, this_years())
    late = api.read_month(api.MonthRequest(root=office, returns=Path("returns/2018-03")))
    assert late.used.book.path.name == "plan.xlsx", "March is still reported with last year's"


def test_a_month_that_two_plan_workbooks_have_is_told(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(office)
    templates = office / "input_templates"
    request = api.MonthRequest(root=office, returns=Path("returns/2018-03"))
    assert "month-in-two-plans" not in codes(api.read_month(request).checked)
    (templates / "plan-2018-19.xlsx").write_bytes((templates / "plan.xlsx").read_bytes())
    month = api.read_month(request)
    told = of_code(month.checked, "month-in-two-plans")
    assert month.used.book.path.name == told.place.workbook == "plan.xlsx"
    assert "in that of plan-2018-19.xlsx. This one was used." in told.message
    cli.main(["report", "returns/2018-03"])
    assert told.message in capsys.readouterr().out, "the report rests on it"
    (templates / "plan-2018-19.xlsx").write_bytes(plan_workbook(this_years()))
    assert "month-in-two-plans" not in codes(api.read_month(request).checked)


def test_figures_go_on_by_what_a_row_was(office: Path) -> None:
    now = {("A1", "actual"): 0.8, ("A1", "as_at"): date(2018, 4, 30)}
    month = checked(office, this_years(), answers=now)
    (a1,) = month.assessment.measures
    assert (a1.direction.travel, a1.direction.since) == ("improving", MARCH)
    assert a1.direction.earlier == 78
    assert [each.month for each in a1.points] == [APRIL], "a forecast is of this year's figures"
    assert not {"not-carried", "was-unknown", "outturn-against-record"} & codes(month)


def test_a_row_that_is_renumbered_keeps_its_first_due_date(office: Path) -> None:
    month = checked(office, this_years(), answers={("A2", "expected"): date(2018, 10, 31)})
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


def test_what_recurs_was_last_done_last_year(office: Path) -> None:
    assert state_of(checked(office, this_years()), "A3") is DeadlineState.MISSED_THIS_MONTH


def test_a_meeting_of_last_year_completes_no_deadline_that_takes_its_place(office: Path) -> None:
    last = milestone(3, "Hold the last meeting", Deadline(1, date(2018, 9, 30), was="A6"))
    month = checked(office, this_years(milestones=(last,)))
    assert state_of(month, "A3") is DeadlineState.NO_UPDATE
    assert not [each for each in month.changes if each.kind is Kind.MET]


def test_nothing_completed_comes_back(office: Path) -> None:
    """Rolled over by hand once, with the same references, 43 deadlines came back as overdue."""
    by_hand = last_years(**NEXT_YEAR)
    month = checked(office, by_hand)
    states = {each.label: each.state for each in month.assessment.deadlines}
    assert states["A4"] is DeadlineState.COMPLETED
    assert states["A5, deadline 1"] is DeadlineState.COMPLETED
    assert states["A7"] is DeadlineState.OVERDUE, "which was never completed"
    assert "7 rows" in of_code(month, "was-not-said").message


@pytest.mark.parametrize("was", ["A4", "a 4"])
def test_what_goes_on_though_it_was_completed_stays_completed(office: Path, was: str) -> None:
    row = milestone(9, "Open the centre", Deadline(1, date(2017, 6, 30), was=was))
    plan = this_years(milestones=(row,), closed=())
    assert state_of(checked(office, plan), "A9") is DeadlineState.COMPLETED


def test_an_open_row_that_is_neither_carried_nor_closed_is_named_once(office: Path) -> None:
    plan = this_years(closed=tuple(each for each in CLOSED if each.was != "A7"))
    told = of_code(checked(office, plan), "not-carried")
    assert told.message == "1 row of 2017/18 is neither carried on nor closed: A7."
    assert told.place.sheet == "Closed"


def test_what_was_completed_needs_no_reason(office: Path) -> None:
    plan = this_years(closed=tuple(each for each in CLOSED if each.was in ("A2", "A7")))
    assert "not-carried" not in codes(checked(office, plan))


def test_what_never_was_is_told_at_its_cell(office: Path) -> None:
    rows = (
        milestone(2, "Train all staff", Deadline(1, date(2018, 9, 30), was="A99")),
        milestone(3, "Meet", Deadline(3, recurrence=Recurrence.MONTHLY, was="A5")),
    )
    month = checked(office, this_years(milestones=rows))
    told = [each for each in month.findings if each.code == "was-unknown"]
    assert [each.message for each in told] == [
        "There was no A99 in 2017/18, so nothing goes on in this row.",
        "A5 was several rows in 2017/18.",
    ]
    assert told[1].fix == "Type which: A5 (deadline 1) and A5 (deadline 2)."
    assert all(each.place.sheet == "Milestones" and each.place.cell for each in told)


def test_an_outturn_that_is_not_the_last_final_figure_is_told_with_what_to_type(
    office: Path,
) -> None:
    plan = this_years(measures=(measure(1, "Visits on time", outturn=Decimal(77), was="A1"),))
    told = of_code(checked(office, plan), "outturn-against-record")
    assert told.fix == "Type 78% here, or say under Note on outturn why it is another."
    assert told.place.sheet == "Measures"


def test_a_note_says_why_an_outturn_is_another(office: Path) -> None:
    noted = measure(1, "Visits", outturn=Decimal(77), outturn_note="Audited", was="A1")
    assert "outturn-against-record" not in codes(checked(office, this_years(measures=(noted,))))


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
    office: Path,
) -> None:
    path = office / "returns" / str(MARCH) / "return-A.xlsx"
    path.unlink()
    corrected = {**LAST_YEAR[MARCH], ("A1", "actual"): 0.79}
    returned(path.parent, last_years(), "A", corrected, MARCH)
    api.report(api.ReportRequest(root=office, returns=Path(f"returns/{MARCH}")))
    told = of_code(checked(office, this_years()), "outturn-against-record")
    assert "the last final figure reported for 2017/18 is 79%" in told.message


def test_the_first_report_of_a_year_says_what_was_closed_and_why(office: Path) -> None:
    month = checked(office, this_years())
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


def test_a_records_rows_say_what_they_were_so_that_the_chain_goes_on(office: Path) -> None:
    checked(office, this_years(), answers={("A1", "actual"): 0.8})
    api.report(api.ReportRequest(root=office, returns=Path("returns/2018-04")))
    record = json.loads((office / "output/2018-04/as-reported.json").read_text(encoding="utf-8"))
    assert [row["was"] for row in record["deadlines"]] == ["A5, deadline 2", "A6", ""]
    known = {each["month"] for each in record["inputs"] if each["workbook"] == "as-reported.json"}
    assert known == {"2017-06", "2018-02", "2018-03"}
    verified = api.verify(api.VerifyRequest(root=office, results=Path("output/2018-04")))
    assert not verified.made_otherwise
    assert verified.ended == api.Ended.DONE
    year_three = small_plan(
        year="2019/20",
        starts=date(2019, 4, 1),
        ends=date(2020, 3, 31),
        milestones=(milestone(8, "Train", Deadline(1, date(2019, 9, 30), was="A2")),),
        measures=(measure(7, "Visits on time", was="A1"),),
    )
    (office / "input_templates" / "plan-2019-20.xlsx").write_bytes(plan_workbook(year_three))
    folder = office / "returns" / "2019-04"
    folder.mkdir()
    returned(folder, year_three, "A", {("A7", "actual"): 0.5}, Month(2019, 4))
    read = api.read_month(api.MonthRequest(root=office, returns=Path("returns/2019-04")))
    earlier = read.checked.history.earlier
    told = [each.month for each in earlier.actuals["A7", ""]]
    assert told == [APRIL, MARCH, FEBRUARY, JUNE]
    assert earlier.expected["A8", 1] == ((FEBRUARY, date(2018, 2, 28)), (MARCH, date(2018, 5, 31)))
    (slip,) = slips_of(read.checked.assessment)
    assert slip.dates[0] == date(2017, 12, 31)


def test_actions_and_progress_are_carried_into_the_new_years_first_return(office: Path) -> None:
    (office / "input_templates" / "plan-2018-19.xlsx").write_bytes(plan_workbook(this_years()))
    request = api.TemplatesRequest(
        root=office,
        today=date(2018, 4, 3),
        returns=Path("returns/2018-03"),
        output=Path("blank"),
    )
    written = api.write_templates(request)
    assert written.month == APRIL
    assert written.used.book.path.name == "plan-2018-19.xlsx"
    book = openpyxl.load_workbook(office / "blank" / "return-A.xlsx")
    texts = {str(cell.value) for sheet in book for row in sheet for cell in row if cell.value}
    assert "More visitors" in texts
    assert any("March 2018: Two thirds trained" in each for each in texts)


def test_a_renamed_plan_is_told_how_to_take_its_returns(office: Path) -> None:
    renamed = replace(last_years(), title="Better Futures Plan")
    path = office / "input_templates" / "plan.xlsx"
    path.write_bytes(plan_workbook(renamed))
    request = api.MonthRequest(root=office, returns=Path(f"returns/{MARCH}"))
    lost = api.read_month(request).checked
    (told,) = (each for each in lost.findings if each.code == "another-plan")
    words = "type “Partnership Plan” beside “Also sent out as” on the sheet Plan"
    assert words in told.fix
    (told, *_) = (each for each in lost.findings if each.code == "record-of-another-plan")
    assert words in told.fix
    path.write_bytes(plan_workbook(replace(renamed, also_titles="Partnership Plan")))
    found = api.read_month(request).checked
    assert not {"another-plan", "record-of-another-plan"} & codes(found)
    assert len(found.history.months) == 2


def test_a_plan_renamed_in_the_new_year_goes_on_all_the_same(office: Path) -> None:
    plan = this_years(title="Better Futures Plan")
    told = of_code(checked(office, plan), "record-of-another-plan")
    assert "June 2017 to March 2018" in told.message
    assert "type “Partnership Plan” beside" in told.fix
    again = checked(office, replace(plan, also_titles="Partnership Plan"), MAY)
    assert "record-of-another-plan" not in codes(again)
    assert again.history.earlier.actuals["A1", ""]


ROWS = rows_then(
    [("A1", ""), ("E1", "Gross"), ("E1", "Net")], [("A4", 1), ("A5", 1), ("A5", 2), ("1.3", 2)]
)


@pytest.mark.parametrize(
    ("was", "component", "meant"),
    [
        ("A1", "", ("A1", "")),
        ("a 1", "", ("A1", "")),
        ("A1", "Gross", ("A1", "")),
        ("E1 Gross", "", ("E1", "Gross")),
        ("E1", "Net", ("E1", "Net")),
        ("E1", "", None),
        ("E1", "Other", None),
        ("A9", "", None),
        ("A4", "", None),
    ],
)
def test_which_measure_is_meant(was: str, component: str, meant: tuple[str, str] | None) -> None:
    assert ROWS.measure(was, component) == meant


@pytest.mark.parametrize(
    ("was", "number", "meant"),
    [
        ("A4", 1, ("A4", 1)),
        ("A4", 3, ("A4", 1)),
        ("A5", 2, ("A5", 2)),
        ("A5", 3, None),
        ("A5, deadline 2", 1, ("A5", 2)),
        ("A5 deadline 2", 1, ("A5", 2)),
        ("A5 (deadline 2)", 1, ("A5", 2)),
        ("a5,Deadline 02", 1, ("A5", 2)),
        ("A5, deadline 7", 1, None),
        ("1.3", 1, ("1.3", 2)),
        ("A1", 1, None),
    ],
)
def test_which_deadline_is_meant(was: str, number: int, meant: tuple[str, int] | None) -> None:
    assert ROWS.deadline(was, number) == meant


@pytest.mark.parametrize(
    ("was", "meant"),
    [
        ("A1", {("A1", "")}),
        ("E1", {("E1", "Gross"), ("E1", "Net")}),
        ("E1 Net", {("E1", "Net")}),
        ("A5", {("A5", 1), ("A5", 2)}),
        ("A5, deadline 1", {("A5", 1)}),
        ("A9", set()),
    ],
)
def test_what_a_row_of_closed_closes(was: str, meant: set[tuple[str, str | int]]) -> None:
    assert ROWS.closed(was) == meant


def faults_of(tmp_path: Path, plan: Plan) -> list[Finding]:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(plan))
    return list(read_plan(path)[1])


def test_a_row_that_goes_on_cannot_be_closed(tmp_path: Path) -> None:
    also = Closed("A6", "Meet", ClosedAs.WITHDRAWN, date(2018, 3, 1), "Cabinet", "No more")
    (told,) = faults_of(tmp_path, this_years(closed=(*CLOSED, also)))
    assert told.code == "carried-and-closed"
    assert told.message.startswith("A6 is closed here, but A3 goes on with it (sheet Milestones")


def test_a_milestone_may_become_several_and_a_measure_may_not(tmp_path: Path) -> None:
    rows = [milestone(at, f"Part {at}", Deadline(1, date(2018, 9, 30), was="A7")) for at in (8, 9)]
    assert not faults_of(tmp_path, this_years(milestones=tuple(rows), closed=()))
    both = (measure(1, "Visits", was="A1"), measure(9, "Calls", was="a1"))
    (told,) = faults_of(tmp_path, this_years(measures=both))
    assert told.code == "was-twice"


def test_what_is_closed_twice_or_as_nothing_is_an_error(tmp_path: Path) -> None:
    (told,) = faults_of(tmp_path, this_years(closed=(*CLOSED, CLOSED[0])))
    assert told.code == "closed-twice"


def test_where_nothing_is_known_of_last_year_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "input_templates").mkdir()
    (tmp_path / "returns").mkdir()
    assert "no-record-of-last-year" in codes(checked(tmp_path, this_years()))


@pytest.mark.full
def test_a_march_corrected_after_april_was_reported_is_told_once_as_restated(office: Path) -> None:
    now = {("A1", "actual"): 0.8, ("A1", "as_at"): date(2018, 4, 30)}
    checked(office, this_years(), answers=now)
    april = api.ReportRequest(root=office, returns=Path("returns/2018-04"))
    api.report(april)
    path = office / "returns" / str(MARCH) / "return-A.xlsx"
    path.unlink()
    returned(path.parent, last_years(), "A", {**LAST_YEAR[MARCH], ("A1", "actual"): 0.79}, MARCH)
    api.report(api.ReportRequest(root=office, returns=Path(f"returns/{MARCH}")))
    may = checked(office, this_years(), MAY)
    told = [each for each in may.changes if each.kind is Kind.RESTATED]
    assert [(each.ref, each.month, each.was, each.now) for each in told] == [
        ("A1", MARCH, Decimal(78), Decimal(79))
    ]
    assert (
        "the report for April 2018 was made from"
        in of_code(may, "record-of-another-report").message
    )
    api.report(replace(april, returns=Path("returns/2018-05")))
    june = checked(office, this_years(), Month(2018, 6))
    assert not [each for each in june.changes if each.kind is Kind.RESTATED]


def test_a_late_annual_result_of_last_year_is_shown_and_not_rated(office: Path) -> None:
    """It belongs to its own year: under Outturn in the plan, and to last year's last report."""
    result = measure(1, "Visits on time", basis_set=Basis.ANNUAL, was="A1")
    late = {
        ("A1", "actual"): 0.81,
        ("A1", "as_at"): date(2018, 1, 31),
        ("A1", "data_status"): "Final",
    }
    month = checked(office, this_years(measures=(result,)), answers=late)
    (a1,) = month.assessment.measures
    assert a1.state is MeasureState.UNREADABLE
    assert a1.actual == Decimal(81)
    told = of_code(month, "figure-before-plan-year")
    assert "It is last year's result" in told.message
    assert "it belongs in the plan workbook" in told.fix
    new = measure(1, "Visits on time", basis_set=Basis.ANNUAL)
    (may,) = checked(office, this_years(measures=(new,)), MAY, late).assessment.measures
    assert may.state is MeasureState.ON_TARGET, "of a new measure nobody knows better"


def test_a_record_of_last_year_that_was_edited_is_told(office: Path) -> None:
    path = office / "output/2018-03/as-reported.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"78"', '"88"'), encoding="utf-8")
    told = of_code(checked(office, this_years()), "edited-record")
    assert told.place.workbook == "2018-03/as-reported.json"


def test_a_record_of_last_year_that_cannot_be_read_is_told(office: Path) -> None:
    (office / "output/2018-02/as-reported.json").write_bytes(b"{")
    month = checked(office, this_years())
    assert of_code(month, "unreadable-record").place.workbook == "2018-02/as-reported.json"
    assert state_of(month, "A3") is DeadlineState.MISSED_THIS_MONTH, "the others still count"


def test_a_record_of_last_year_that_a_report_knew_and_that_is_gone_is_told(office: Path) -> None:
    checked(office, this_years(), answers={("A1", "actual"): 0.8})
    api.report(api.ReportRequest(root=office, returns=Path("returns/2018-04")))
    assert "nothing-known-of-month" not in codes(checked(office, this_years(), MAY))
    (office / "output/2018-02/as-reported.json").unlink()
    may = api.read_month(api.MonthRequest(root=office, returns=Path("returns/2018-05"))).checked
    told = of_code(may, "nothing-known-of-month")
    assert told.place.workbook == "2018-02/as-reported.json"
    assert "the report for April 2018 was made from it" in told.message


@pytest.mark.parametrize("figure", ["1E+99999", "-1E-99999", "NaN"])
def test_a_record_with_a_figure_that_none_can_be_is_told(office: Path, figure: str) -> None:
    path = office / "output/2018-03/as-reported.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["measures"][0]["actual"] = figure
    path.write_text(json.dumps(record), encoding="utf-8")
    now = {("A1", "actual"): 0.8, ("A1", "as_at"): date(2018, 4, 30)}
    month = checked(office, this_years(), answers=now)
    assert of_code(month, "unreadable-record").place.workbook == "2018-03/as-reported.json"


def test_beyond_a_year_without_records_no_reference_tells(office: Path) -> None:
    later = this_years(year="2019/20", starts=date(2019, 4, 1), ends=date(2020, 3, 31))
    (office / "input_templates" / "plan-2019-20.xlsx").write_bytes(plan_workbook(later))
    folder = office / "returns" / "2019-04"
    folder.mkdir()
    returned(folder, later, "A", {}, Month(2019, 4))
    request = api.MonthRequest(root=office, returns=Path("returns/2019-04"))
    read = api.read_month(request).checked
    assert "no-record-of-last-year" in codes(read)
    assert not read.history.earlier.actuals


def test_a_year_goes_on_from_another_year_of_its_own_marking(year_behind: Path) -> None:
    def former(plan: Plan) -> FormerYears:
        return find_former(year_behind / "returns", year_behind / "output", plan)

    (before,) = former(this_years()).years
    assert [each.month for each in before.records] == [JUNE, FEBRUARY, MARCH]
    corrected = replace(last_years(), starts=date(2018, 4, 1))
    assert former(corrected) == FormerYears(), "its own year, before its first day was corrected"
    assert former(this_years(marking="Restricted")) == FormerYears(), "nothing of what is open"


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


def test_where_this_years_plan_must_be_mended_first_it_is_the_one_that_is_told(
    office: Path,
) -> None:
    twice = this_years(closed=(*CLOSED, CLOSED[0]))
    (office / "input_templates" / "plan-2018-19.xlsx").write_bytes(plan_workbook(twice))
    (office / "returns" / "2018-04").mkdir()
    with pytest.raises(api.CannotRun) as told:
        api.read_month(api.MonthRequest(root=office, returns=Path("returns/2018-04")))
    assert "plan-2018-19.xlsx must be mended first" in told.value.problem
    assert [each.code for each in told.value.findings] == ["closed-twice"]


def test_the_plan_in_use_may_be_called_plan_and_the_old_one_after_its_year(office: Path) -> None:
    templates = office / "input_templates"
    (templates / "plan.xlsx").rename(templates / "plan-2017-18.xlsx")
    (templates / "plan.xlsx").write_bytes(plan_workbook(this_years()))
    late = api.read_month(api.MonthRequest(root=office, returns=Path("returns/2018-03")))
    assert late.used.book.path.name == "plan-2017-18.xlsx"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Partnership Plan 2016/17", ""),
        ("Partnership plan 2016 to 2019", ""),
        ("Partnership Plan for Children 2017/18", "“Partnership Plan for Children”"),
        ("Better Futures 2017/18", "“Better Futures”"),
        ("Better Futures 2016/17", "“Better Futures 2016/17”"),
    ],
)
def test_a_title_is_adopted_and_another_year_is_not(said: str, told: str) -> None:
    advice = how_to_adopt(last_years(), said)
    assert (told in advice) if told else not advice
