"""Faults that plans of other councils had, each by the plan that showed it."""

import io
import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier, EarlierActual, EarlierText
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.reporting import reporting_of
from cyps_reports.assessment.state_meanings import deadline_meanings
from cyps_reports.findings import CellRef, Refused
from cyps_reports.machine import content_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import ANNUAL, Period, ReportingPeriod
from cyps_reports.plan.figures.targets import figure_said_in, plan_figure_in, target_in
from cyps_reports.plan.model.decisions import Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import Basis, Comparator, EarlierYear, Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.model.units import Unit, graded, unit_named
from cyps_reports.plan.row_sentences import withdrawal_words
from cyps_reports.plan.rows.cell_values import what_is_wrong_with_values
from cyps_reports.record.file_names import RECORD
from cyps_reports.report.blocks import Exhibit
from cyps_reports.report.build import build_report, build_summary
from cyps_reports.report.columns import room_for_references
from cyps_reports.report.deadline_wording import deadline_reason
from cyps_reports.report.table_blocks import Table
from cyps_reports.returns.baseline_guard import Edit, edit_findings
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import Absent, DataStatus, Input, MeasureEntry, Returns
from cyps_reports.verify.sums import NoRecordError, recorded_in
from cyps_reports.workbooks.grid import RawCell
from cyps_reports.writers.excel.summary import excel_summary
from tests.tools.returned import returned
from tests.tools.small_plan import small_plan

SEPTEMBER = Month(2017, 9)


def of(number: int, **more: Any) -> Measure:
    fields: dict[str, Any] = {
        "name": f"Measure {number}",
        "unit": Unit.PERCENT,
        "polarity": Polarity.HIGHER,
        "outturn": Decimal(70),
        "target": Decimal(80),
        "component": "",
    }
    return Measure("A", number, **(fields | more))


def assessed(plan: Plan, actual: str, month: Month = SEPTEMBER) -> Assessment:
    """A month of the plan with one figure for its first measure, of the month's last day."""
    entry = MeasureEntry(Decimal(actual), month.last, DataStatus.FINAL)
    returns = Returns(month, (Input("a.xlsx", "", "A"),), {plan.measures[0].key: entry})
    return assess(plan, returns, Earlier(), month.last)


def test_an_annual_result_against_a_step_is_drawn_behind_its_earlier_years() -> None:
    """It is no point of the year, so the one step it is rated against stands along the line."""
    steps = {Month(2017, 6): Decimal(40), Month(2018, 1): Decimal(60)}
    years = (EarlierYear("2015/16", Decimal(30)),)
    plan = small_plan(measures=(of(1, basis_set=Basis.ANNUAL, steps=steps, earlier_years=years),))
    report = build_report(assessed(plan, "20"), ())
    blocks = (block for section in report.sections for block in section.blocks)
    (chart,) = (block.chart for block in blocks if isinstance(block, Exhibit) and block.chart)
    assert {line.name: [*map(str, line.values)] for line in chart.lines} == {
        "Actual": ["30", "70", "20"],
        "Steps": ["40", "40", "40"],
    }


def test_the_sheets_of_a_half_yearly_plan_are_tables_too() -> None:
    half_yearly = ReportingPeriod(Period.HALF_YEAR)
    plan = small_plan(measures=(of(1),), reported=half_yearly)
    before = Earlier(
        months=(SEPTEMBER,),
        actuals={("A1", ""): (EarlierActual(SEPTEMBER, Decimal(70), SEPTEMBER.last),)},
    )
    march = Month(2018, 3)
    entry = MeasureEntry(Decimal(75), march.last, DataStatus.FINAL)
    returns = Returns(march, (Input("a.xlsx", "", "A"),), {("A1", ""): entry})
    content = excel_summary(build_summary(assess(plan, returns, before, march.last), ()))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert all(book[name].tables for name in ("Measures", "History"))


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("A14", "into A14"),
        ("P 1.2", "into P 1.2"),
        ("E1 Gross", "into E1 Gross"),
        ("Safeguarding 3", "into Safeguarding 3"),
        ("Now part of A14", "Now part of A14"),
        ("A14 covers it", "A14 covers it"),
        ("into A14", "into A14"),
    ],
)
def test_what_a_row_was_merged_into_is_said_so_however_the_plan_calls_it(
    why: str, said: str
) -> None:
    merged = Withdrawal(WithdrawnAs.MERGED, "Cabinet", date(2017, 6, 12), why)
    assert withdrawal_words(merged) == f"Merged by Cabinet on 12 June 2017: {said}"
    withdrawn = replace(merged, kind=WithdrawnAs.WITHDRAWN)
    assert withdrawal_words(withdrawn) == f"Withdrawn by Cabinet on 12 June 2017: {why}"


def similar_cell(plan: Plan, measure: Measure) -> tuple[str, tuple[str, ...], str]:
    """The figure of the comparators' column, its footnotes, and the text beside it."""
    assessment = assessed(replace(plan, measures=(measure,)), "85")
    blocks = [
        block for section in build_report(assessment, ()).sections for block in section.blocks
    ]
    (table,) = (
        each for each in blocks if isinstance(each, Table) and each.title.endswith("targets")
    )
    ((_, _, cell, *_, beside),) = (row for row in table.rows if isinstance(row, tuple))
    return cell.text, cell.footnotes, beside.text


def test_each_figure_of_comparators_stands_once_and_says_whose_it_is() -> None:
    """The heading names the plan's comparator; a figure of another, or its year, is in its note."""
    plan = small_plan(similar_name="Region")
    region = Comparator("Region", Decimal(77), "2016", "of nine")
    england = Comparator("England", Decimal(80), "2016")
    named = of(1, similar=Decimal(77), similar_named="Region", comparators=(england, region))
    shown, notes, beside = similar_cell(plan, named)
    assert (shown, notes) == ("77%", ("Region 2016: of nine.",))
    assert "Comparators: England 2016: 80%" in beside
    assert "Region 2016" not in beside
    bare = replace(region, year="", note="")
    assert similar_cell(plan, replace(named, comparators=(bare,)))[:2] == ("77%", ())
    own = of(1, similar=Decimal(79), similar_note="National", comparators=(england,))
    assert similar_cell(plan, own)[:2] == ("79%", ("Similar authorities: National.",))
    assert similar_cell(small_plan(), own)[:2] == ("79%", ("National.",))
    without = of(
        1, comparators=(replace(region, figure=Missing.NOT_GIVEN),), similar=Missing.TO_BE_CONFIRMED
    )
    assert similar_cell(plan, without)[:2] == ("TBC", ())


THREE_YEARS = small_plan(
    year="2017 to 2020",
    ends=date(2020, 3, 31),
    measures=(of(1, reported=ANNUAL), of(2, reported=ANNUAL, unit=Unit.TEXT)),
)


@pytest.mark.parametrize(
    ("given", "day", "is_asked"),
    [
        ("2019-02", "2019-01-31", False),  # a month early
        ("2018-09", "2018-09-30", False),  # half a year early
        ("2018-08", "2018-08-31", True),  # of some other time
        ("2018-05", "2018-03-31", True),  # the year before's, which came late
        ("2018-12", "2018-03-31", True),  # and very late
        ("2018-03", "2018-03-31", True),  # the year before's
        ("2019-03", "2019-03-31", False),  # in its month
    ],
)
def test_a_result_of_a_later_year_may_come_early_and_is_not_asked_for_again(
    given: str, day: str, is_asked: bool
) -> None:
    month = Month(*map(int, given.split("-")))
    measure, text = THREE_YEARS.measures
    as_at = date.fromisoformat(day)
    earlier = Earlier(
        months=(month,),
        actuals={measure.key: (EarlierActual(month, Decimal(70), as_at),)},
        texts={text.key: (EarlierText(month, "Agreed.", as_at),)},
    )
    for each in (measure, text):
        reporting = reporting_of(each, THREE_YEARS, Month(2019, 3), earlier)
        assert (reporting.is_due, reporting.kept is None) == (is_asked, is_asked)
        assert reporting.next_due == Month(2020, 3)


EXAM = graded(("A*", "A", "B"))


@pytest.mark.parametrize(
    ("typed", "place"),
    [("A*", 3), (" a* ", 3), ("A", 2), ("a", 2), ("B", 1), ("b.", 1), ("A+", None), ("A.", None)],
)
def test_grades_that_differ_by_a_sign_alone_are_told_apart(typed: str, place: int | None) -> None:
    assert EXAM.place_of(typed) == place


def test_a_list_of_such_grades_is_read_and_each_is_its_own() -> None:
    assert what_is_wrong_with_values(Unit.GRADE, EXAM.values) is None
    for values in (("A", "a"), ("A*", " a*"), ("A", "*"), ("A", "–")):
        refused = what_is_wrong_with_values(Unit.GRADE, values)
        assert refused is not None
        assert refused.code == "values-alike"


def test_a_target_edited_from_one_such_grade_to_another_is_told(tmp_path: Path) -> None:
    plan = small_plan(measures=(of(1, unit=EXAM, target=Decimal(2), outturn=Decimal(1)),))
    for typed, told in (("A*", ["plan-cell-edited"]), ("a", [])):
        folder = tmp_path / typed[0:1] / str(len(typed))
        folder.mkdir(parents=True)
        returned(folder, plan, "A", {("A1", "target"): typed}, SEPTEMBER)
        _, findings = returns_for(SEPTEMBER, read_folder(folder, plan))
        assert [each.code for each in findings] == told


@pytest.mark.parametrize(
    ("was", "now", "typed", "told"),
    [
        ("A", "A", "A*", "plan-cell-edited"),
        ("A*", "A", "a* ", "older-than-plan"),
        ("A", "A*", "A", "older-than-plan"),
        ("B", "A", "B", "older-than-plan"),
        ("B", "A", "A*", "plan-cell-edited"),
    ],
)
def test_a_grade_of_last_months_plan_is_told_apart_from_an_edited_one(
    was: str, now: str, typed: str, told: str
) -> None:
    edit = Edit(CellRef("return-A.xlsx", "Targets", "F2"), "A1", "A1", "Target", typed, now)
    (found,) = edit_findings(SEPTEMBER, [edit], {"A1": {"Target": was}})
    assert found.code == told


@pytest.mark.parametrize(
    ("typed", "mend"),
    [
        ("<80%", "Type at most 80% if it is; else at most and the first figure that is."),
        ("less than 80%", "Type at most 80% if it is; else at most and the first figure that is."),
        ("Under 80 %", "Type at most 80% if it is; else at most and the first figure that is."),
        ("over 80%", "Type at least 80% if it is; else at least and the first figure that is."),
        ("> 80%", "Type at least 80% if it is; else at least and the first figure that is."),
        (
            "More than 80%",
            "Type at least 80% if it is; else at least and the first figure that is.",
        ),
    ],
)
def test_a_target_above_or_below_a_figure_is_offered_as_at_least_or_at_most(
    typed: str, mend: str
) -> None:
    refused = target_in(RawCell(typed), Unit.PERCENT)
    assert isinstance(refused, Refused)
    assert refused.code == "not-a-figure"
    assert refused.message == f"“{typed}” does not say whether 80% itself is on target."
    assert refused.fix == mend


@pytest.mark.parametrize(
    ("typed", "unit", "mend"),
    [
        ("Fewer than 100", "count", "Type at most 100 if it is; else at most 99."),
        ("more than 1,000", "count", "Type at least 1,000 if it is; else at least 1,001."),
        ("fewer than 2", "people", "Type at most 2 people if it is; else at most 1 person."),
        ("below 1", "count", "Type at most 1 if it is; else at most 0."),
        ("below 0", "count", "Type at most 0 if it is; else at most and the first figure that is."),
        (
            "under 99.5",
            "count",
            "Type at most 99.5 if it is; else at most and the first figure that is.",
        ),
        (
            "under 12",
            "weeks",
            "Type at most 12 weeks if it is; else at most and the first figure that is.",
        ),
    ],
)
def test_of_what_cannot_be_divided_the_next_figure_is_offered(
    typed: str, unit: str, mend: str
) -> None:
    known = unit_named(unit)
    assert known is not None
    refused = target_in(RawCell(typed), known)
    assert isinstance(refused, Refused)
    assert refused.fix == mend


@pytest.mark.parametrize("cell", [RawCell("approx 84%"), RawCell("84%¹"), RawCell("4 of 5")])
def test_words_beside_a_figure_of_the_plan_go_into_a_note_and_into_no_comment(
    cell: RawCell,
) -> None:
    for read in (target_in, figure_said_in, plan_figure_in):
        refused = read(cell, Unit.PERCENT)
        assert isinstance(refused, Refused)
        assert "in a note" in refused.fix
        assert "comment" not in refused.fix


@pytest.mark.parametrize("typed", ["over the moon", "> see note", "under TBC"])
def test_what_is_above_or_below_no_figure_is_no_target(typed: str) -> None:
    refused = target_in(RawCell(typed), Unit.PERCENT)
    assert isinstance(refused, Refused)
    assert "itself" not in refused.message


@pytest.mark.parametrize(
    ("month", "due", "said"),
    [
        (Month(2017, 4), date(2017, 7, 31), "No return is due until June 2017."),
        (
            Month(2017, 5),
            date(2017, 5, 10),
            "21 days overdue: no return is due until June 2017; not reported as completed.",
        ),
        (Month(2017, 6), date(2017, 7, 31), "No return received from Priority A."),
        (
            Month(2017, 7),
            date(2017, 7, 30),
            "1 day overdue: no return received; not reported as completed.",
        ),
    ],
)
def test_before_the_first_returns_of_a_quarterly_plan_none_is_said_to_be_missing(
    month: Month, due: date, said: str
) -> None:
    milestone = Milestone("A", 1, "", "M", "AB", deadlines=(Deadline(1, due),))
    plan = small_plan(reported=ReportingPeriod(Period.QUARTER), milestones=(milestone,))
    (result,) = assess(plan, Returns(month), Earlier(), month.last).deadlines
    assert deadline_reason(result, month.last) == said


@pytest.mark.parametrize(
    ("recurrence", "states"),
    [
        (Recurrence.NONE, set()),
        (Recurrence.ONGOING, set()),
        (Recurrence.MONTHLY, {"Done this month", "Missed this month", "Missed"}),
        (
            Recurrence.TERMLY,
            {"Done this term", "Due this term", "Missed this term", "Missed last term", "Missed"},
        ),
    ],
)
def test_the_key_explains_what_recurs_only_where_something_of_the_plan_does(
    recurrence: Recurrence, states: set[str]
) -> None:
    milestone = Milestone("A", 1, "", "M", "AB", deadlines=(Deadline(1, recurrence=recurrence),))
    told = {each.value for each in deadline_meanings(small_plan(milestones=(milestone,)))}
    assert {each for each in told if each.split()[0] in ("Done", "Due", "Missed")} - {
        "Due soon"
    } == states


def test_a_comment_left_as_it_was_is_asked_about_only_beside_a_figure() -> None:
    """Where no figure came, none has moved, and the figure is what is asked for."""
    plan = small_plan(measures=(of(1),))
    august = Month(2017, 8)
    before = EarlierActual(august, Decimal(70), august.last, comment="As before.")
    earlier = Earlier(months=(august,), actuals={("A1", ""): (before,)})

    def told(actual: Decimal | Absent) -> set[str]:
        entry = MeasureEntry(actual, SEPTEMBER.last, DataStatus.FINAL, comment="As before.")
        returns = Returns(SEPTEMBER, (Input("a.xlsx", "", "A"),), {("A1", ""): entry})
        found = assess(plan, returns, earlier, SEPTEMBER.last).findings
        return {str(each.code) for each in found} & {"comment-unchanged"}

    assert told(Decimal(75)) == {"comment-unchanged"}
    assert told(Decimal(70)) == set()
    assert told(Absent.EMPTY) == told(Absent.UNREADABLE) == set()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_in_the_place_of_a_record_is_no_record_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / RECORD)
    assert content_of(tmp_path / RECORD) is None
    with pytest.raises(NoRecordError):
        recorded_in(tmp_path / RECORD)


@pytest.mark.parametrize(
    ("refs", "more"),
    [
        (("A1", "A24"), 0.0),
        (("P 1.20",), 0.6),  # short, and not broken at its space
        (("KPI 1-12",), 1.0),
        (("Safeguarding 3",), 1.8),  # no word of it is broken
        (("An extraordinarily-long-reference",), 2.0),
    ],
)
def test_the_column_of_references_has_room_for_the_plans_own(
    refs: tuple[str, ...], more: float
) -> None:
    plan = small_plan(measures=tuple(of(at, reference=ref) for at, ref in enumerate(refs)))
    assert room_for_references(plan, 1.0) == more
    targets, whole = [
        next(each for each in section.blocks if isinstance(each, Table))
        for each_plan in (plan, small_plan(measures=(of(1),)))
        for section in build_report(assessed(each_plan, "85"), ()).sections
        if section.title.endswith("First")
    ]
    assert targets.columns[0].width == 1.0 + more
    widths = [round(sum(column.width for column in each.columns), 1) for each in (targets, whole)]
    assert widths[0] == widths[1]


def test_a_text_of_similar_authorities_stands_in_the_report_where_no_figure_of_them_does() -> None:
    text = of(1, unit=Unit.TEXT, target=Missing.NOT_GIVEN, outturn=Missing.NOT_GIVEN)
    shown, _, _ = similar_cell(small_plan(), replace(text, similar_said="Agreed by most"))
    assert shown == "Agreed by most"
