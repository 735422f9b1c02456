"""Next year's plan, proposed from this one and what was reported in its year."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cyps_reports import api, cli
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import ClosedAs, Redating, Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import Basis, Comparator, EarlierYear, Measure, Polarity
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Missing, Tolerance
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.setup.years.next_period import next_period
from tests.tools.returned import Answers, returned
from tests.tools.small_plan import small_plan

MARCH, APRIL = Month(2018, 3), Month(2018, 4)
APPROVED = "Cabinet", date(2017, 9, 1)


def measure(number: int, **more: Any) -> Measure:
    fields: dict[str, Any] = {
        "outturn": Decimal("70.0"),
        "target": Decimal("80.0"),
        "similar": Decimal("75.0"),
        "polarity": Polarity.HIGHER,
        **more,
    }
    return Measure("A", number, "", f"Measure {number}", Unit.PERCENT, **fields)


def milestone(number: int, *deadlines: Deadline, **more: Any) -> Milestone:
    return Milestone("A", number, "Head", f"Milestone {number}", "AB", deadlines=deadlines, **more)


PLAN = small_plan(
    email_to="board@council.gov.uk",
    measures=(
        measure(1, steps={Month(2017, 9): Decimal(75)}, target_note="Agreed by the board"),
        measure(2, tolerance=Tolerance(Decimal(3))),
        measure(3, basis_set=Basis.CUMULATIVE),
        measure(4, polarity=Polarity.MONITOR, target=Missing.NOT_GIVEN),
        measure(
            5,
            comparators=(Comparator("England", Decimal(60), "2016/17"),),
            earlier_years=(EarlierYear("2015/16", Decimal(65)),),
        ),
        measure(6, withdrawal=Withdrawal(WithdrawnAs.MERGED, *APPROVED, "Into A1")),
        measure(7, target=Missing.TO_BE_CONFIRMED),
    ),
    milestones=(
        milestone(11, Deadline(1, date(2017, 6, 30))),
        milestone(
            12,
            Deadline(1, date(2017, 5, 31)),
            Deadline(2, date(2017, 12, 31), redating=Redating(date(2018, 6, 30), *APPROVED)),
            depends_on=("A11",),
            moves=("A1", "A6"),
        ),
        milestone(13, Deadline(1, recurrence=Recurrence.MONTHLY), depends_on=("A12",)),
        milestone(14, Deadline(1, at_approval=AtApproval.COMPLETED)),
        milestone(
            15,
            Deadline(
                1, date(2018, 1, 31), withdrawal=Withdrawal(WithdrawnAs.WITHDRAWN, *APPROVED, "No")
            ),
        ),
        milestone(
            16,
            Deadline(
                1, date(2018, 2, 1), withdrawal=Withdrawal(WithdrawnAs.DEFERRED, *APPROVED, "Later")
            ),
        ),
        milestone(17, Deadline(1, date(2018, 9, 30))),
    ),
)
ANSWERS: Answers = {
    ("A1", "actual"): 0.785,
    ("A1", "as_at"): date(2018, 3, 31),
    ("A1", "data_status"): "Final",
    ("A2", "actual"): 0.71,
    ("A2", "as_at"): date(2018, 3, 31),
    ("A2", "data_status"): "Provisional",
    ("A3", "actual"): 0.9,
    ("A3", "as_at"): date(2018, 2, 28),
    ("A3", "data_status"): "Final",
    ("A4", "actual"): 0.5,
    ("A4", "as_at"): date(2018, 3, 31),
    ("A11", "completed"): date(2017, 7, 10),
    ("A12 1", "completed"): date(2017, 5, 30),
    ("A12 2", "expected"): date(2018, 7, 31),
    ("A12 2", "progress"): "Nearly there",
}


def office_of(
    folder: Path, plan: Plan, months: Mapping[Month, Answers], *, is_reported: bool = True
) -> Path:
    (folder / "input_templates").mkdir()
    (folder / "input_templates" / "plan.xlsx").write_bytes(plan_workbook(plan))
    for month, answers in months.items():
        place = folder / "returns" / str(month)
        place.mkdir(parents=True)
        returned(place, plan, "A", answers, month)
        if is_reported:
            api.report(api.ReportRequest(root=folder, returns=place.relative_to(folder)))
    return folder


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose year ended in March; nothing is changed in it."""
    return office_of(tmp_path_factory.mktemp("office"), PLAN, {MARCH: ANSWERS})


@pytest.fixture(scope="module")
def written(office: Path) -> api.NewYearWritten:
    return api.write_new_year(api.NewYearRequest(root=office))


@pytest.fixture(scope="module")
def proposed(written: api.NewYearWritten) -> Plan:
    plan, findings = read_plan(written.path)
    assert plan is not None, findings
    return plan


def note_on(written: api.NewYearWritten, sheet: str, cell: str) -> str:
    comment = openpyxl.load_workbook(written.path)[sheet][cell].comment
    return comment.text if comment else ""


def rows_of(plan: Plan) -> dict[str, Measure]:
    return {each.ref: each for each in plan.measures}


def test_it_lies_beside_this_years_and_is_of_the_next_year(
    written: api.NewYearWritten, proposed: Plan, office: Path
) -> None:
    assert written.path == office / "input_templates" / "plan-2018-19.xlsx"
    assert (proposed.year, proposed.starts, proposed.ends) == (
        "2018/19",
        date(2018, 4, 1),
        date(2019, 3, 31),
    )
    assert read_plan(office / "input_templates" / "plan.xlsx")[0] == PLAN


def test_what_was_typed_once_is_not_typed_again(proposed: Plan) -> None:
    changed = {
        *("year", "starts", "ends", "measures", "milestones", "closed", "places"),
        *("months", "report_months", "goes_on"),
    }
    told = {name: value for name, value in vars(PLAN).items() if not name.startswith("_")}
    for name in told.keys() - changed:
        assert getattr(proposed, name) == told[name], name
    kept = ("name", "unit", "polarity", "tolerance", "basis_set", "priority", "number", "decimals")
    for row in proposed.measures:
        before = rows_of(PLAN)[row.was]
        assert [getattr(row, each) for each in kept] == [getattr(before, each) for each in kept]


def test_the_last_final_figure_becomes_the_outturn(proposed: Plan) -> None:
    assert rows_of(proposed)["A1"].outturn == Decimal("78.5")
    assert rows_of(proposed)["A1"].was == "A1"


def test_targets_and_comparators_are_empty_and_open_with_what_they_were(
    written: api.NewYearWritten, proposed: Plan
) -> None:
    row = rows_of(proposed)["A1"]
    assert (row.target, row.similar) == (Missing.NOT_GIVEN, Missing.NOT_GIVEN)
    assert note_on(written, "Measures", "K2") == "Open: The target of A1; it was 80.0%."
    assert "it was 75.0%" in note_on(written, "Measures", "G2")
    assert rows_of(proposed)["A1"].target_note == "Agreed by the board"
    assert "does it hold" in note_on(written, "Measures", "L2")
    assert "it was TBC" in note_on(written, "Measures", "K7")
    assert not note_on(written, "Measures", "K5"), "A4 is only monitored"


def test_the_steps_are_a_year_on_and_open(written: api.NewYearWritten) -> None:
    sheet = openpyxl.load_workbook(written.path)["Steps"]
    (at,) = (cell.column for cell in sheet[1] if cell.value == "September")
    cell = sheet.cell(2, at)
    assert cell.value is None
    assert cell.comment is not None
    assert "a year before it was 75%" in cell.comment.text


@pytest.mark.parametrize(
    ("ref", "outturn", "why"),
    [
        ("A2", Decimal("71.0"), "of 31 March 2018 is provisional: type the final one"),
        ("A3", Missing.NOT_GIVEN, "is of the year up to 28 February 2018, not of all of it"),
        ("A4", Decimal("50.0"), "of 31 March 2018 is not said to be final"),
        ("A5", Missing.NOT_GIVEN, "No figure of A5 was reported for 2017/18"),
    ],
)
def test_an_outturn_that_is_not_plain_is_open(
    written: api.NewYearWritten, proposed: Plan, ref: str, outturn: object, why: str
) -> None:
    assert rows_of(proposed)[ref].outturn == outturn
    assert why in note_on(written, "Measures", f"I{1 + int(ref[1:])}")
    assert any(each.code == "open-cell" and why in each.message for each in written.findings)


def test_open_milestones_go_on_with_their_first_due_date_and_what_became_of_it(
    written: api.NewYearWritten, proposed: Plan
) -> None:
    (a12,) = (each for each in proposed.milestones if each.ref == "A12")
    (deadline,) = a12.deadlines
    assert (deadline.number, deadline.due, deadline.was) == (
        1,
        date(2017, 12, 31),
        "A12, deadline 2",
    )
    assert deadline.redating == Redating(date(2018, 6, 30), *APPROVED)
    assert a12.progress_at_approval == "March 2018: Nearly there"
    note = note_on(written, "Milestones", "F2")
    assert "A12, deadline 2, was first due 31 December 2017; re-dated once, to 30/06/18;" in note
    assert "moved once, last to 31/07/18" in note


def test_what_a_milestone_waits_for_and_moves_is_what_goes_on(proposed: Plan) -> None:
    rows = {each.ref: each for each in proposed.milestones}
    assert (rows["A12"].depends_on, rows["A12"].moves) == ((), ("A1",))
    assert rows["A13"].depends_on == ("A12",)
    assert [each.ref for each in proposed.milestones] == ["A12", "A13", "A16", "A17"]


def test_what_was_deferred_is_asked_about(written: api.NewYearWritten, proposed: Plan) -> None:
    (a16,) = (each for each in proposed.milestones if each.ref == "A16")
    assert a16.deadlines[0].withdrawal is not None
    assert any("A16 was deferred by Cabinet" in each.message for each in written.findings)


def test_the_others_are_closed_with_their_date_and_reason(proposed: Plan) -> None:
    told = [(c.was, c.closed_as, c.closed_on, c.decided_by, c.why) for c in proposed.closed]
    day = APPROVED[1]
    assert told == [
        ("A6", ClosedAs.MERGED, day, "Cabinet", "Into A1"),
        ("A11", ClosedAs.COMPLETED, date(2017, 7, 10), "", "10 days late."),
        ("A12, deadline 1", ClosedAs.COMPLETED, date(2017, 5, 30), "", ""),
        ("A14", ClosedAs.COMPLETED, None, "", "Completed when the plan of 2017/18 was approved."),
        ("A15", ClosedAs.WITHDRAWN, day, "Cabinet", "No"),
    ]


def test_comparators_and_earlier_years_go_a_year_on(
    written: api.NewYearWritten, proposed: Plan
) -> None:
    row = rows_of(proposed)["A5"]
    assert row.comparators == (Comparator("England", Missing.NOT_GIVEN, "2017/18"),)
    assert "that of 2016/17 was 60%" in note_on(written, "Comparators", "E2")
    assert row.earlier_years == (
        EarlierYear("2015/16", Decimal(65)),
        EarlierYear("2016/17", Decimal("70.0")),
    )


def test_what_is_proposed_goes_on_without_a_word_missing(office: Path, proposed: Plan) -> None:
    folder = office / "returns" / str(APRIL)
    folder.mkdir()
    returned(folder, proposed, "A", {}, APRIL)
    read = api.read_month(api.MonthRequest(root=office, returns=Path(f"returns/{APRIL}")))
    assert read.used.book.path.name == "plan-2018-19.xlsx"
    about_rows = {"not-carried", "was-unknown", "was-not-said", "outturn-against-record"}
    assert not about_rows & {each.code for each in read.checked.findings}
    done = {each.was for each in proposed.closed if each.closed_as is ClosedAs.COMPLETED}
    assert done == {"A11", "A12, deadline 1", "A14"}


def test_nothing_is_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office_of(tmp_path, PLAN, {MARCH: ANSWERS}, is_reported=False))
    assert cli.main(["new-year"]) == cli.DONE
    said = capsys.readouterr().out
    assert "Wrote input_templates/plan-2018-19.xlsx" in said.replace("\\", "/")
    assert "Going on into 2018/19: 6 measure rows and 4 deadlines. Closed: 5 rows." in said
    assert "cyps-reports plan check --plan" in said
    there = Path("input_templates/plan-2018-19.xlsx")
    there.write_bytes(b"looked through")
    assert cli.main(["new-year"]) == cli.COULD_NOT_RUN
    assert there.read_bytes() == b"looked through"
    assert "is there already; it was left as it is" in capsys.readouterr().err


def test_without_a_plan_of_ones_own_there_is_nothing_to_go_on_from(tmp_path: Path) -> None:
    with pytest.raises(api.CannotRun) as told:
        api.write_new_year(api.NewYearRequest(root=tmp_path))
    assert told.value.reason is api.Reason.NO_PLAN


@pytest.mark.parametrize(
    ("starts", "ends", "year", "then"),
    [
        (date(2012, 4, 1), date(2013, 3, 31), "2012/13", (date(2014, 3, 31), "2013/14")),
        (date(2016, 1, 1), date(2016, 12, 31), "2016", (date(2017, 12, 31), "2017")),
        (date(2016, 9, 1), date(2017, 8, 31), "2016-17", (date(2018, 8, 31), "2017-18")),
        (date(2017, 4, 6), date(2018, 4, 5), "2017/18", (date(2019, 4, 5), "2018/19")),
        (date(2017, 1, 15), date(2018, 1, 14), "2017/18", (date(2019, 1, 14), "2018/19")),
        (date(2016, 2, 29), date(2017, 2, 28), "2016/17", (date(2018, 2, 28), "2017/18")),
        (date(2017, 4, 3), date(2018, 3, 30), "2017/18", (date(2019, 3, 30), "2018/19")),
        (date(2026, 4, 1), date(2029, 3, 31), "2026 to 2029", (date(2032, 3, 31), "2029 to 2032")),
    ],
)
def test_the_next_plan_is_as_long(
    starts: date, ends: date, year: str, then: tuple[date, str]
) -> None:
    plan = replace(PLAN, starts=starts, ends=ends, year=year)
    period = next_period(plan)
    assert (period.ends, period.said(year)) == then


def test_a_year_that_names_none_is_called_by_its_days(tmp_path: Path) -> None:
    office_of(tmp_path, replace(PLAN, year="Year two"), {MARCH: ANSWERS}, is_reported=False)
    written = api.write_new_year(api.NewYearRequest(root=tmp_path))
    assert (written.proposed.year, written.path.name) == ("2018/19", "plan-2018-19.xlsx")


def test_a_year_in_the_title_is_the_next_and_the_old_title_is_known(tmp_path: Path) -> None:
    plan = replace(PLAN, title="Improvement Plan 2017/18", outturn_heading="Outturn 2016/17")
    office_of(tmp_path, plan, {MARCH: ANSWERS})
    path = api.write_new_year(api.NewYearRequest(root=tmp_path)).path
    read, _ = read_plan(path)
    assert read is not None
    assert read.title == "Improvement Plan 2018/19"
    assert read.also_titles == "Improvement Plan 2017/18"
    assert read.outturn_heading == "Outturn 2017/18"
