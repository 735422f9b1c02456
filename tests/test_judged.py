"""Measures that are judged in words: grades, yes and no, a text.

From the plan workbook to the report.
"""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from cyps_reports import cli, frames
from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.completeness import Need, needs_of
from cyps_reports.assessment.earlier import Earlier, earlier_of
from cyps_reports.assessment.exceptions import measure_counts
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Against, Assessment, Travel
from cyps_reports.findings import Refused
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import Period, ReportingPeriod
from cyps_reports.plan.figures.reading import figure_in
from cyps_reports.plan.model.decisions import Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.quantities import Band, Missing, Tolerance
from cyps_reports.plan.model.units import NO_IS_RIGHT, Unit, graded, unit_named
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets import layout as plan_layout
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.report.blocks import Section
from cyps_reports.report.measure_cells import MeasureCells
from cyps_reports.report.sections.priority import priority_section
from cyps_reports.report.sections.scorecard import scorecard_section
from cyps_reports.report.table_blocks import Align, Table, TableColumn
from cyps_reports.report.wording import as_at_words, direction_words, measure_reason, state_words
from cyps_reports.returns import layout
from cyps_reports.returns.checks import entry_findings
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import (
    OWN_RATING,
    Absent,
    DataStatus,
    Input,
    MeasureEntry,
    OwnRating,
    Returns,
)
from cyps_reports.templates.carry import carried_from
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.workbooks.grid import RawCell
from tests.tools.read_results import sheet_rows
from tests.tools.returned import cells_of, returned
from tests.tools.small_plan import plan_typed, small_plan

MAY, JUNE = Month(2017, 5), Month(2017, 6)
OFSTED = graded(("Outstanding", "Good", "Requires improvement", "Inadequate"))
GOOD, OUTSTANDING, WEAK, BAD = Decimal(3), Decimal(4), Decimal(2), Decimal(1)
GREEN, AMBER, RED = MeasureState.ON_TARGET, MeasureState.CLOSE_TO_TARGET, MeasureState.OFF_TARGET
NOT_JUDGED = MeasureState.NOT_JUDGED
WHY = "Two of three inspections went well."


def judged(unit: Unit = OFSTED, polarity: Polarity = Polarity.HIGHER, **more: Any) -> Measure:
    figures: dict[str, Any] = {
        "target": Missing.NOT_GIVEN if unit.is_text else GOOD if unit == OFSTED else Decimal(2)
    }
    return Measure("A", more.pop("number", 1), "", "A measure", unit, polarity, **(figures | more))


def entry(actual: Decimal | str, own: str = "", comment: str = WHY) -> MeasureEntry:
    said: dict[str, Any] = {"said": actual} if isinstance(actual, str) else {"actual": actual}
    further = ((OWN_RATING, own),) if own else ()
    return MeasureEntry(
        **said,
        as_at=MAY.last,
        data_status=DataStatus.FINAL,
        comment=comment,
        corrective_action="Done.",
        further=further,
    )


def assessed(measure: Measure, given: MeasureEntry, earlier: Earlier | None = None) -> Assessment:
    plan = small_plan(measures=(measure,))
    returns = Returns(MAY, (Input("a.xlsx", "", "A"),), {("A1", ""): given})
    return assess(plan, returns, earlier or Earlier(), MAY.last)


@pytest.mark.parametrize(
    ("unit", "actual", "own", "state"),
    [
        # At its target or above it, the order decides, whatever else was chosen.
        (OFSTED, OUTSTANDING, "", GREEN),
        (OFSTED, GOOD, "", GREEN),
        (OFSTED, GOOD, "Off target", GREEN),
        # Below it, the manager says how far it is off; it is not on target.
        (OFSTED, WEAK, "", NOT_JUDGED),
        (OFSTED, WEAK, "On target", NOT_JUDGED),
        (OFSTED, WEAK, "Close to target", AMBER),
        (OFSTED, WEAK, "Off target", RED),
        (OFSTED, BAD, "Close to target", AMBER),
        # Two workbooks chose differently.
        (OFSTED, WEAK, "Close to target\nOff target", NOT_JUDGED),
        # Of yes and no one is right.
        (Unit.YES_NO, Decimal(2), "", GREEN),
        (Unit.YES_NO, Decimal(1), "", RED),
        (Unit.YES_NO, Decimal(1), "Close to target", RED),
        (NO_IS_RIGHT, Decimal(2), "", GREEN),
        (NO_IS_RIGHT, Decimal(1), "", RED),
        # A text is what the manager says.
        (Unit.TEXT, "Agreed", "", NOT_JUDGED),
        (Unit.TEXT, "Agreed", "On target", GREEN),
        (Unit.TEXT, "Agreed", "Close to target", AMBER),
        (Unit.TEXT, "Agreed", "Off target", RED),
    ],
)
def test_the_order_decides_where_it_can_else_the_manager(
    unit: Unit, actual: Decimal | str, own: str, state: MeasureState
) -> None:
    assert assessed(judged(unit), entry(actual, own)).measures[0].state is state


@pytest.mark.parametrize(
    ("measure", "given", "state"),
    [
        (judged(polarity=Polarity.MONITOR), entry(BAD, "Off target"), MeasureState.MONITOR_ONLY),
        (
            judged(Unit.TEXT, Polarity.MONITOR),
            entry("Agreed", "Off target"),
            MeasureState.MONITOR_ONLY,
        ),
        (judged(target=Missing.TO_BE_CONFIRMED), entry(BAD, "Off target"), MeasureState.NO_TARGET),
        (judged(), MeasureEntry(), MeasureState.NOT_REPORTED),
        (judged(), MeasureEntry(actual=Absent.UNREADABLE), MeasureState.UNREADABLE),
        (judged(), MeasureEntry(data_status=DataStatus.NOT_YET_DUE), MeasureState.NOT_YET_DUE),
        (judged(Unit.TEXT), MeasureEntry(), MeasureState.NOT_REPORTED),
        (
            judged(Unit.TEXT),
            replace(entry("Agreed", "On target"), as_at=JUNE.last),
            MeasureState.UNREADABLE,
        ),
    ],
)
def test_what_is_judged_is_left_unrated_for_the_same_reasons(
    measure: Measure, given: MeasureEntry, state: MeasureState
) -> None:
    assert assessed(measure, given).measures[0].state is state


def test_a_component_that_is_a_text_is_missing_until_it_is_rated() -> None:
    """It needs no target to be rated; a grade does."""
    words, grades = (
        replace(judged(Unit.TEXT), component="Words"),
        replace(judged(), component="Grades"),
    )

    def state(given: MeasureEntry, graded_by: Measure = grades) -> MeasureState:
        returns = Returns(
            MAY,
            (Input("a.xlsx", "", "A"),),
            {("A1", "Words"): given, ("A1", "Grades"): entry(GOOD)},
        )
        plan = small_plan(measures=(words, graded_by))
        (state,) = measure_counts(assess(plan, returns, Earlier(), MAY.last).measures)
        return state

    assert state(entry("Agreed", "On target")) is GREEN
    assert state(entry("Agreed", "Off target")) is RED
    assert state(entry("Agreed")) is MeasureState.PART_REPORTED
    assert state(MeasureEntry()) is MeasureState.PART_REPORTED
    assert (
        state(entry("Agreed", "On target"), replace(grades, target=Missing.TO_BE_CONFIRMED))
        is GREEN
    )


@pytest.mark.parametrize(
    ("unit", "actual", "own", "comment", "needs"),
    [
        (OFSTED, GOOD, "", "", ()),
        (OFSTED, WEAK, "", "", (Need.NO_RATING,)),
        (OFSTED, WEAK, "Off target", "", (Need.NO_REASON,)),
        (OFSTED, WEAK, "Off target", WHY, ()),
        (Unit.YES_NO, Decimal(1), "", "", ()),
        (Unit.TEXT, "Agreed", "", WHY, (Need.NO_RATING,)),
        (Unit.TEXT, "Agreed", "On target", "", (Need.NO_REASON,)),
    ],
)
def test_a_choice_and_its_reason_are_asked_for(
    unit: Unit, actual: Decimal | str, own: str, comment: str, needs: tuple[Need, ...]
) -> None:
    assessment = assessed(judged(unit), entry(actual, own, comment))
    assert needs_of(assessment, assessment.measures[0]) == needs
    codes = {"own_rating": "no-own-rating", "comment": "no-reason-for-rating"}
    told = [each.code for each in assessment.findings if each.code != "no-return"]
    assert told == [codes[need.key] for need in needs]


def test_no_reason_is_asked_for_where_nothing_is_rated_or_the_comment_cannot_be_read() -> None:
    monitored = assessed(judged(Unit.TEXT, Polarity.MONITOR), entry("Agreed", "Off target", ""))
    assert needs_of(monitored, monitored.measures[0]) == ()
    unread = assessed(
        judged(Unit.TEXT), replace(entry("Agreed", "Off target", ""), unread=("comment",))
    )
    assert needs_of(unread, unread.measures[0]) == (Need.UNREADABLE_COMMENT,)


@pytest.mark.parametrize("given", [entry(GOOD), MeasureEntry()])
def test_what_is_withdrawn_stays_so_whatever_its_row_says(given: MeasureEntry) -> None:
    withdrawal = Withdrawal(WithdrawnAs.WITHDRAWN, "Cabinet", MAY.last)
    for measure in (
        judged(withdrawal=withdrawal),
        replace(judged(), unit=Unit.COUNT, withdrawal=withdrawal),
    ):
        assert assessed(measure, given).measures[0].state is MeasureState.WITHDRAWN


@pytest.mark.parametrize(
    ("own", "is_told"), [("Off target", True), ("On target", False), ("", False)]
)
def test_a_choice_against_the_order_is_told_and_not_used(own: str, is_told: bool) -> None:
    assessment = assessed(judged(), entry(OUTSTANDING, own))
    assert ["own-rating-against-order" in {f.code for f in assessment.findings}] == [is_told]


def test_a_choice_for_a_figure_is_told_and_not_used() -> None:
    plan = small_plan(
        measures=(Measure("A", 1, "", "M", Unit.PERCENT, Polarity.HIGHER, target=Decimal(80)),)
    )
    returns = Returns(
        MAY, (Input("a.xlsx", "", "A"),), {("A1", ""): entry(Decimal(85), "Off target")}
    )
    assert [each.code for each in entry_findings(plan, returns)] == ["own-rating-not-used"]
    assert assess(plan, returns, Earlier(), MAY.last).measures[0].state is GREEN


@pytest.mark.parametrize(
    ("unit", "actual", "own", "said"),
    [
        (OFSTED, GOOD, "", "“Good” is the target."),
        (OFSTED, OUTSTANDING, "", "“Outstanding” is better than the target, “Good”."),
        (
            OFSTED,
            WEAK,
            "Close to target",
            "“Requires improvement” is below the target, “Good”; judged close to target in "
            "the return.",
        ),
        (
            OFSTED,
            WEAK,
            "",
            "“Requires improvement” is below the target, “Good”, and no rating was chosen for "
            "that.",
        ),
        (Unit.YES_NO, Decimal(1), "", "“No” is not the target, “Yes”."),
        (NO_IS_RIGHT, Decimal(1), "", "“Yes” is not the target, “No”."),
        (Unit.TEXT, "Agreed", "On target", "Judged on target in the return."),
        (Unit.TEXT, "Agreed", "", "No rating was chosen for what was returned."),
    ],
)
def test_the_sentence_says_who_judged(
    unit: Unit, actual: Decimal | str, own: str, said: str
) -> None:
    assessment = assessed(judged(unit), entry(actual, own))
    result = assessment.measures[0]
    assert measure_reason(result, assessment.plan, MAY) == said
    assert state_words(result).endswith(" (judged)") == result.state.is_rated


@pytest.mark.parametrize(
    ("before", "now", "travel", "said"),
    [
        (WEAK, GOOD, Travel.IMPROVING, "▲ Improving since Apr 2017 (Requires improvement)"),
        (GOOD, GOOD, Travel.SAME, "► Same as Apr 2017 (Good)"),
        (GOOD, BAD, Travel.WORSENING, "▼ Worsening since Apr 2017 (Good)"),
    ],
)
def test_direction_goes_by_the_order_and_nothing_is_forecast(
    before: Decimal, now: Decimal, travel: Travel, said: str
) -> None:
    months = [
        Returns(Month(2017, 4), (), {("A1", ""): replace(entry(before), as_at=date(2017, 4, 30))})
    ]
    measure = judged(similar=GOOD, outturn=WEAK)
    assessment = assessed(measure, entry(now, "Off target"), earlier_of(months))
    result = assessment.measures[0]
    assert result.direction.travel is travel
    assert direction_words(result, assessment.plan) == said
    assert result.similar is (Against.SAME if now == GOOD else Against.WORSE)
    assert (result.points, result.forecast, result.limits) == ((), None, None)


@pytest.mark.parametrize(
    ("name", "judges"),
    [("grade", False), ("Yes/No", True), ("text", True), ("score", False), ("people", False)],
)
def test_units_that_are_judged(name: str, judges: bool) -> None:
    """A grade is, once the plan names its values."""
    unit = unit_named(name)
    assert unit
    assert unit.is_judged is judges
    assert OFSTED.is_judged


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Good", GOOD),
        (" good. ", GOOD),
        ("REQUIRES  IMPROVEMENT", WEAK),
        ("TBC", Missing.TO_BE_CONFIRMED),
    ],
)
def test_a_value_is_known_however_its_letters_are(typed: str, read: Decimal | Missing) -> None:
    assert figure_in(RawCell(typed), OFSTED) == read


def test_another_word_is_none_of_the_values() -> None:
    read = figure_in(RawCell("Splendid"), OFSTED)
    assert isinstance(read, Refused)
    assert read.fix == "Choose one of: Outstanding, Good, Requires improvement, Inadequate."


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({}, []),
        ({"Values": None}, ["no-values"]),
        ({"Values": "Good"}, ["no-values"]),
        ({"Values": "Good; good; Bad"}, ["values-alike"]),
        ({"Unit": "%", "Target": "80%", "Outturn": None}, ["values-without-grade"]),
        ({"Target": "Splendid"}, ["not-a-choice"]),
        ({"Target": "at least Good"}, []),
        ({"Target": "at most Good"}, ["target-against-polarity"]),
        ({"Polarity": "lower"}, ["judged-polarity"]),
        ({"Data basis": "cumulative"}, ["judged-basis"]),
        ({"Amber limit": "Inadequate"}, ["limits-of-judged"]),
        ({"Green limit": "Good"}, ["limits-of-judged"]),
        ({"Reported": "quarterly"}, []),
        ({"Tolerance": "5%"}, ["limits-of-judged"]),
    ],
)
def test_a_plan_that_cannot_be_judged_by_is_told_once(
    tmp_path: Path, cells: dict[str, object], codes: list[str]
) -> None:
    typed = {(plan_layout.MEASURES, heading): value for heading, value in cells.items()}
    path = plan_typed(tmp_path / "plan.xlsx", small_plan(measures=(judged(outturn=WEAK),)), typed)
    plan, findings = read_plan(path)
    assert [each.code for each in findings] == codes
    assert (plan is None) is bool(codes)


@pytest.mark.parametrize(
    "said", ["No more than two schools in a category", "At least three agreed"]
)
def test_the_words_of_a_text_say_nothing_of_its_polarity(tmp_path: Path, said: str) -> None:
    measure = judged(Unit.TEXT)
    read, findings = read_plan(
        plan_typed(
            tmp_path / "plan.xlsx", small_plan(measures=(measure,)), {("Measures", "Target"): said}
        )
    )
    assert findings == ()
    assert read
    assert read.measures == (replace(measure, target_said=said),)


def test_at_most_a_grade_is_told_once_with_what_helps(tmp_path: Path) -> None:
    path = plan_typed(
        tmp_path / "plan.xlsx",
        small_plan(measures=(judged(),)),
        {("Measures", "Target"): "at most Good"},
    )
    _, findings = read_plan(path)
    assert [(each.code, each.fix) for each in findings] == [
        ("target-against-polarity", "Correct the target.")
    ]


def test_a_grade_may_be_called_as_a_bound_is(tmp_path: Path) -> None:
    grades = graded(("Good or better", "1 or more", "None"))
    plan = small_plan(
        measures=(judged(grades, target=Decimal(3)), judged(grades, number=2, target=Decimal(2)))
    )
    (tmp_path / "plan.xlsx").write_bytes(plan_workbook(plan))
    assert read_plan(tmp_path / "plan.xlsx") == (plan, ())


def test_what_is_judged_has_no_steps(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(small_plan(measures=(judged(), judged(Unit.TEXT, number=2)))))
    book = openpyxl.load_workbook(path)
    sheet = book[plan_layout.STEPS]
    for number, said in ((1, "Good"), (2, "Agreed")):
        sheet.append(["A", number, None, said])
    book.save(path)
    plan, findings = read_plan(path)
    assert plan is None
    assert [(each.code, each.place.cell) for each in findings] == [
        ("steps-of-judged", "B2"),
        ("steps-of-judged", "B3"),
    ]


JULY = Month(2017, 7)
QUARTERLY = ReportingPeriod(Period.QUARTER)


def between(planned: Measure, given: MeasureEntry, now: MeasureEntry) -> Assessment:
    """July, of a measure that is reported quarterly, after what was given in June."""
    plan = small_plan(measures=(replace(planned, reported=QUARTERLY),))
    june, july = (
        Returns(month, (Input("a.xlsx", "", "A"),), {("A1", ""): each})
        for month, each in ((JUNE, given), (JULY, now))
    )
    return assess(plan, july, earlier_of([june]), JULY.last)


@pytest.mark.parametrize(
    ("unit", "actual", "own", "state", "said"),
    [
        (OFSTED, GOOD, "", GREEN, "“Good” is the target."),
        (
            OFSTED,
            WEAK,
            "Close to target",
            AMBER,
            "“Requires improvement” is below the target, “Good”; judged",
        ),
        (
            OFSTED,
            WEAK,
            "",
            NOT_JUDGED,
            "“Requires improvement” is below the target, “Good”, and no rating was chosen",
        ),
        (Unit.YES_NO, Decimal(1), "", RED, "“No” is not the target, “Yes”."),
        (
            Unit.TEXT,
            "Agreed",
            "Close to target",
            AMBER,
            "Judged close to target in the return.",
        ),
    ],
)
def test_between_its_reports_a_judgement_and_its_rating_stand(
    unit: Unit, actual: Decimal | str, own: str, state: MeasureState, said: str
) -> None:
    july = between(judged(unit), entry(actual, own), MeasureEntry())
    (result,) = july.measures
    assert (result.state, result.has_actual, result.kept and result.kept.month) == (
        state,
        True,
        JUNE,
    )
    assert (result.actual or result.said, result.comment) == (actual, WHY)
    assert (needs_of(july, result), july.findings) == ((), ()), "nothing is asked for between"
    reason = measure_reason(result, july.plan, JULY)
    assert reason.startswith(said)
    assert reason.endswith(" As at 31 May 2017; the next judgement is due in September 2017.")
    assert as_at_words(result, july.plan, JULY.last) == "31/05/17, final"


def test_a_new_judgement_between_counts() -> None:
    july = between(judged(Unit.TEXT), entry("Draft", "Off target"), entry("Agreed", "On target"))
    assert [(each.said, each.state, each.kept) for each in july.measures] == [
        ("Agreed", GREEN, None)
    ]


def test_a_text_of_a_day_after_its_month_does_not_stand() -> None:
    ahead = replace(entry("Agreed", "On target"), as_at=JULY.last)
    (result,) = between(judged(Unit.TEXT), ahead, MeasureEntry()).measures
    assert (result.state, result.kept, result.said) == (MeasureState.NOT_REPORTED, None, "")


def test_a_rating_without_an_actual_does_not_change_the_one_that_stands() -> None:
    now = MeasureEntry(further=((OWN_RATING, "Off target"),))
    july = between(judged(), entry(WEAK, "Close to target"), now)
    assert july.measures[0].state is AMBER
    assert [each.code for each in july.findings] == ["own-rating-between-reports"]
    assert july.findings[0].message == (
        "A1 says “Off target” without an actual; that of June 2017 stands as “Close to target”."
    )


def of_many_kinds() -> Plan:
    """A scorecard with a grade, yes and no, a text, a range, points, limits and at least."""

    def measure(number: int, unit: Unit, name: str, **more: Any) -> Measure:
        return Measure("A", number, "", name, unit, more.pop("polarity", Polarity.HIGHER), **more)

    per = unit_named("per 10,000")
    assert per
    points = Tolerance(Decimal("2.5"), is_absolute=True)
    return small_plan(
        priorities=(Priority("A", "Scorecard"), Priority("B", "Figures only")),
        measures=(
            measure(
                1,
                OFSTED,
                "Inspection of services",
                target=GOOD,
                target_said="at least Good",
                outturn=WEAK,
            ),
            measure(
                2,
                Unit.YES_NO,
                "Plan in place",
                target=Decimal(2),
                outturn=Decimal(1),
                similar=Decimal(2),
            ),
            measure(
                3, NO_IS_RIGHT, "Child in unsuitable housing", target=Decimal(2), outturn=Decimal(2)
            ),
            measure(
                4,
                Unit.TEXT,
                "Workforce strategy",
                target_said="Agreed by all partners",
                outturn_said="Draft",
            ),
            measure(
                5,
                Unit.PERCENT,
                "Placements near home",
                polarity=Polarity.CLOSE,
                target=Band(Decimal(85), Decimal(90)),
                target_said="85-90 %",
            ),
            measure(
                6, Unit.PERCENT, "Assessments in time", target=Decimal("78.5"), tolerance=points
            ),
            measure(
                7,
                per,
                "Children looked after",
                polarity=Polarity.LOWER,
                target=Decimal("52.3"),
                target_said="no more than 52.3",
                amber_limit=Decimal("55.0"),
            ),
            Measure("B", 1, "", "Visits", Unit.COUNT, Polarity.HIGHER, target=Decimal(40)),
        ),
    )


class Office:
    """An officer's folder for that plan, written to its workbook and read back."""

    def __init__(self, folder: Path, planned: Plan) -> None:
        self.folder = folder
        (folder / "returns").mkdir()
        path = folder / "returns" / "plan.xlsx"
        path.write_bytes(plan_workbook(planned))
        plan, findings = read_plan(path)
        assert plan == planned
        assert findings == ()
        self.plan = plan

    def reported(
        self, month: Month, actuals: dict[str, object], owns: dict[str, str]
    ) -> list[dict[str, Any]]:
        """Sends the month's answers in and reports; the measures of the record."""
        folder = self.folder / "returns" / str(month)
        folder.mkdir()
        for code in ("A", "B"):
            mine = [ref for ref in actuals if ref.startswith(code)]
            answers: dict[tuple[str, str], object] = {}
            for ref in mine:
                answers |= {
                    (ref, "actual"): actuals[ref],
                    (ref, "as_at"): month.last,
                    (ref, "data_status"): "Final",
                }
                answers |= {
                    (ref, "comment"): f"Comment of {month}.",
                    (ref, "corrective_action"): "Done.",
                }
                answers |= {(ref, OWN_RATING): owns[ref]} if ref in owns else {}
            returned(folder, self.plan, code, answers, month)
        assert cli.main(["report", f"returns/{month}", "--csv"]) == 0
        record = json.loads((self.output(month) / "as-reported.json").read_text(encoding="utf-8"))
        assert [each for each in record["findings"] if each["severity"] != "note"] == []
        measures: list[dict[str, Any]] = record["measures"]
        return measures

    def output(self, month: Month) -> Path:
        return self.folder / "output" / str(month)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.chdir(tmp_path)
    return Office(tmp_path, of_many_kinds())


FIRST = {
    "A1": "Requires improvement",
    "A2": "no",
    "A3": "No",
    "A4": "A draft is with partners.",
    "A5": 0.83,
    "A6": 0.764,
    "A7": 54.1,
    "B1": 41,
}
SECOND = {
    **FIRST,
    "A1": "Good",
    "A2": "Yes",
    "A3": "Yes",
    "A4": "Agreed by all.",
    "A5": 0.87,
    "A6": 0.759,
    "A7": 55.1,
}


def test_a_plan_of_many_kinds_goes_through_two_months(office: Office) -> None:
    first = office.reported(MAY, FIRST, {"A1": "Close to target", "A4": "Off target"})
    assert [(each["actual"], each["actual_said"], each["rag"]) for each in first] == [
        (None, "Requires improvement", "amber"),
        (None, "No", "red"),
        (None, "No", "green"),
        (None, "A draft is with partners.", "red"),
        ("83", "", "amber"),
        ("76.4", "", "amber"),
        ("54.1", "", "amber"),
        ("41", "", "green"),
    ]
    assert [(each["target"], each["target_said"]) for each in first[:7]] == [
        ("Good", "at least Good"),
        ("Yes", ""),
        ("No", ""),
        ("", "Agreed by all partners"),
        ("85 to 90", "85-90 %"),
        ("78.5", ""),
        ("52.3", "no more than 52.3"),
    ]
    second = office.reported(JUNE, SECOND, {"A4": "On target"})
    assert [each["rag"] for each in second] == [
        "green",
        "green",
        "red",
        "green",
        "green",
        "red",
        "red",
        "green",
    ]
    assert [each["direction"] for each in second[:4]] == [
        "improving",
        "improving",
        "worsening",
        "not comparable",
    ]
    assert [each["rated_on"] for each in second[:5]] == ["judged"] * 4 + ["actual"]
    assert cli.main(["verify", "output/2017-06"]) == 0


def test_everything_is_printed_as_the_plan_and_the_return_have_it(office: Office) -> None:
    office.reported(MAY, FIRST, {"A1": "Close to target", "A4": "Off target"})
    office.reported(JUNE, SECOND, {"A4": "On target"})
    output = office.output(JUNE)
    document = Document(str(output / f"cs-report-{JUNE}.docx"))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {
        "at least Good",
        "Requires improvement",
        "85-90 %",
        "78.5%",
        "no more than 52.3",
    } <= cells
    assert {"Agreed by all partners", "Draft"} <= cells
    (summary,) = output.glob("*-summary-*.xlsx")
    told = [row["Direction of travel"] for row in sheet_rows(summary, ("Measures",))["Measures"]]
    assert any("Improving since May 2017 (Requires improvement)" in text for text in told)
    assert any("2.8 per 10,000 above the 52.3 per 10,000 target" in text for text in cells)
    assert any(text.endswith("On target (judged)") for text in cells)
    sheets = openpyxl.load_workbook(output / f"cs-summary-{JUNE}.xlsx")
    changes = [row[4:6] for row in sheets["Changes"].iter_rows(values_only=True) if row[1] == "A1"]
    assert changes == [("◊ Close to target", "● On target")]
    history = [row for row in sheets["History"].iter_rows(values_only=True) if row[0] == "A1"]
    assert "Requires improvement" in history[0]
    (of_text,) = (row for row in sheets["History"].iter_rows(values_only=True) if row[0] == "A4")
    at = of_text.index("A draft is with partners.")
    assert of_text[at + 1] == "Agreed by all.", "May, then June"
    assert "Your rating" in [cell.value for row in sheets["Measures"].iter_rows() for cell in row]
    frame = frames.measures(output / "as-reported.json")
    assert list(frame["target_stated"][:5]) == ["Good", "Yes", "No", "", "85 to 90"]
    assert list(frame["own_rating"].fillna("")[:4]) == ["", "", "", "On target"]


def test_a_month_that_is_lost_is_taken_from_its_record(office: Office) -> None:
    office.reported(MAY, FIRST, {"A1": "Close to target", "A4": "Off target"})
    for path in (office.folder / "returns" / str(MAY)).iterdir():
        path.unlink()
    folder = office.folder / "returns" / str(JUNE)
    folder.mkdir()
    answers = {("A1", "actual"): "Good", ("A1", "as_at"): JUNE.last, ("A1", "data_status"): "Final"}
    returned(folder, office.plan, "A", answers, JUNE)
    cli.main(["report", f"returns/{JUNE}"])
    record = json.loads((office.output(JUNE) / "as-reported.json").read_text(encoding="utf-8"))
    told = record["measures"][0]
    assert (told["direction"], told["direction_since"]) == ("improving", "May 2017")


def test_a_judgement_that_is_corrected_is_restated_in_words_once(office: Office) -> None:
    office.reported(MAY, FIRST, {"A1": "Close to target", "A4": "Off target"})
    (path,) = (office.folder / "returns" / str(MAY)).glob("*A*.xlsx")
    book = openpyxl.load_workbook(path)
    sheet, cell = cells_of(path)["A1", "actual"]
    book[sheet][cell].value = "Inadequate"
    book.save(path)
    office.reported(JUNE, SECOND, {"A4": "On target"})
    record = json.loads((office.output(JUNE) / "as-reported.json").read_text(encoding="utf-8"))
    told = {"ref": "A1", "component": "", "month": "2017-05", "was": None, "now": None}
    told["what"] = "figure"
    assert record["restated"] == [
        {**told, "was_said": "Requires improvement", "now_said": "Inadequate"}
    ]
    assert cli.main(["verify", "output/2017-06"]) == 0
    office.reported(JULY, SECOND, {"A4": "On target"})
    record = json.loads((office.output(JULY) / "as-reported.json").read_text(encoding="utf-8"))
    assert record["restated"] == [], "it was told in June"


@pytest.mark.share(2)
@pytest.mark.parametrize("now", ["Off target", ""])
def test_a_rating_that_was_chosen_otherwise_is_restated_once(office: Office, now: str) -> None:
    office.reported(MAY, FIRST, {"A1": "Close to target", "A4": "Off target"})
    (path,) = (office.folder / "returns" / str(MAY)).glob("*A*.xlsx")
    book = openpyxl.load_workbook(path)
    sheet, cell = cells_of(path)["A1", OWN_RATING]
    book[sheet][cell].value = now or None
    book.save(path)
    office.reported(JUNE, SECOND, {"A4": "On target"})
    record = json.loads((office.output(JUNE) / "as-reported.json").read_text(encoding="utf-8"))
    told = {"ref": "A1", "component": "", "month": "2017-05", "was": None, "now": None}
    said = {"was_said": "Close to target", "now_said": now, "what": "rating"}
    assert record["restated"] == [{**told, **said}]
    changes = _sheet(office, JUNE, "Changes")
    assert [(row[1], *row[4:7]) for row in changes if row[0] == "Restated rating"] == [
        (
            "A1",
            "◊ Close to target",
            f"■ {now}" if now else "no rating",
            "The rating given for May 2017 was restated.",
        )
    ]
    assert cli.main(["verify", "output/2017-06"]) == 0

    office.reported(JULY, SECOND, {"A4": "On target"})
    path.unlink()
    cli.main(["report", f"returns/{JULY}"])
    record = json.loads((office.output(JULY) / "as-reported.json").read_text(encoding="utf-8"))
    assert record["restated"] == [], "it was told in June"


@pytest.mark.share(3)
@pytest.mark.parametrize("now", ["No draft yet.", "No draft yet.\nIt is late.", ""])
def test_a_text_that_is_corrected_is_restated_once(office: Office, now: str) -> None:
    office.reported(MAY, FIRST, {"A1": "Close to target", "A4": "Off target"})
    (path,) = (office.folder / "returns" / str(MAY)).glob("*A*.xlsx")
    book = openpyxl.load_workbook(path)
    sheet, cell = cells_of(path)["A4", "actual"]
    book[sheet][cell].value = now or None
    book.save(path)
    office.reported(JUNE, SECOND, {"A4": "On target"})
    was = "A draft is with partners."
    record = json.loads((office.output(JUNE) / "as-reported.json").read_text(encoding="utf-8"))
    told = {"ref": "A4", "component": "", "month": "2017-05", "was": None, "now": None}
    told["what"] = "figure"
    assert record["restated"] == [{**told, "was_said": was, "now_said": now}]
    changes = _sheet(office, JUNE, "Changes")
    assert ("A4", was, now or "no text", "The text given for May 2017 was restated.") in [
        (row[1], *row[4:7]) for row in changes
    ]
    assert cli.main(["verify", "output/2017-06"]) == 0

    office.reported(JULY, SECOND, {"A4": "On target"})
    path.unlink()
    cli.main(["report", f"returns/{JULY}"])
    record = json.loads((office.output(JULY) / "as-reported.json").read_text(encoding="utf-8"))
    assert record["restated"] == [], "it was told in June"
    (of_text,) = (row for row in _sheet(office, JULY, "History") if row[0] == "A4")
    assert was not in of_text, "where the return is lost, it is what was told last"
    assert (now in of_text) == bool(now)


def _sheet(office: Office, month: Month, name: str) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(office.output(month) / f"cs-summary-{month}.xlsx", read_only=True)
    return [*book[name].iter_rows(values_only=True)]


def test_a_quarterly_judgement_goes_through_the_record_of_the_months_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """August knows June's judgement where only the records of June and July are left."""
    monkeypatch.chdir(tmp_path)
    plan = of_many_kinds()
    office = Office(
        tmp_path,
        replace(plan, measures=tuple(replace(each, reported=QUARTERLY) for each in plan.measures)),
    )
    office.reported(JUNE, FIRST, {"A1": "Close to target", "A4": "Off target"})
    office.reported(JULY, {}, {})
    for path in (office.folder / "returns").glob("2017-0*/*.xlsx"):
        path.unlink()
    (office.folder / "returns" / str(JULY.next)).mkdir()
    returned(office.folder / "returns" / str(JULY.next), office.plan, "A", {}, JULY.next)
    cli.main(["report", f"returns/{JULY.next}"])
    record = json.loads((office.output(JULY.next) / "as-reported.json").read_text(encoding="utf-8"))
    said = [
        (each["actual_said"], each["rag"], each["kept_from"]) for each in record["measures"][:4]
    ]
    assert said == [
        ("Requires improvement", "amber", "2017-06"),
        ("No", "red", "2017-06"),
        ("No", "green", "2017-06"),
        ("A draft is with partners.", "red", "2017-06"),
    ]
    assert cli.main(["verify", "output/2017-08"]) == 0
    sheets = openpyxl.load_workbook(office.output(JULY.next) / f"cs-summary-{JULY.next}.xlsx")
    text = "\n".join(str(cell.value) for row in sheets["Measures"].iter_rows() for cell in row)
    assert "A draft is with partners." in text


def test_only_a_return_with_something_judged_asks_for_a_rating_of_ones_own(tmp_path: Path) -> None:
    plan = of_many_kinds()
    for code, is_there in (("A", True), ("B", False)):
        path = returned(tmp_path, plan, code, {}, MAY)
        sheet = openpyxl.load_workbook(path)[layout.TARGETS]
        heads = [cell.value for cell in sheet[4]]
        assert ("Your rating" in heads) is is_there
        if is_there:
            (place,) = {
                cell
                for (row, key), (_, cell) in cells_of(path).items()
                if (row, key) == ("A1", "actual")
            }
            places = {
                row: cell for (row, key), (_, cell) in cells_of(path).items() if key == OWN_RATING
            }
            unlocked = [row for row, cell in places.items() if not sheet[cell].protection.locked]
            assert unlocked == ["A1", "A4"]
            offered = {
                str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation
            }
            assert offered[place] == '"Outstanding,Good,Requires improvement,Inadequate"'


def test_two_workbooks_that_judge_otherwise_are_quoted_in_their_words(office: Office) -> None:
    folder = office.folder / "returns" / str(MAY)
    folder.mkdir()
    for name, grade in (("one.xlsx", "Good"), ("two.xlsx", "inadequate")):
        returned(folder, office.plan, "A", {("A1", "actual"): grade}, MAY, name)
    returns, findings = returns_for(MAY, read_folder(folder, office.plan))
    assert returns.measures["A1", ""].actual is Absent.TWO_ANSWERS
    (told,) = (each.message for each in findings if each.code == "two-answers")
    assert told.startswith("A1: This cell says “inadequate”, but one.xlsx")
    assert "says “Good”. Neither is used." in told


def test_a_final_judgement_of_the_year_is_filled_in_already(tmp_path: Path) -> None:
    plan = small_plan(
        measures=(
            judged(basis_set=Basis.ANNUAL),
            judged(Unit.TEXT, number=2, basis_set=Basis.ANNUAL),
        )
    )
    given = {("A1", ""): entry(WEAK, "Close to target"), ("A2", ""): entry("Agreed", "On target")}
    carried = carried_from([Returns(MAY, (), given)], plan)
    path = tmp_path / "return-A.xlsx"
    path.write_bytes(return_workbook(plan, plan.priorities[0], JUNE, carried))
    cells, sheet = cells_of(path), openpyxl.load_workbook(path, data_only=True)[layout.TARGETS]
    keys = ("actual", "own_rating", "state", "todo")
    filled = [tuple(sheet[cells[row, key][1]].value for key in keys) for row in ("A1", "A2")]
    assert filled == [
        ("Requires improvement", "Close to target", "Close to target", "Done"),
        ("Agreed", "On target", "On target", "Done"),
    ]
    returns, findings = returns_for(JUNE, read_folder(tmp_path, plan))
    assert findings == ()
    assert returns.measures["A1", ""].own_rating is OwnRating.CLOSE_TO_TARGET
    assert returns.measures["A2", ""].said == "Agreed"


def test_what_was_said_last_stands_beside_the_cell_to_fill(tmp_path: Path) -> None:
    plan = small_plan(measures=(judged(), judged(Unit.TEXT, number=2), judged(Unit.TEXT, number=3)))
    undated = replace(entry("Not begun"), as_at=Absent.EMPTY)
    given = {
        ("A1", ""): entry(WEAK),
        ("A2", ""): entry("Agreed with all schools"),
        ("A3", ""): undated,
    }
    path = tmp_path / "return-A.xlsx"
    carried = carried_from([Returns(MAY, (), given)], plan)
    path.write_bytes(return_workbook(plan, plan.priorities[0], JUNE, carried))
    cells, sheet = cells_of(path), openpyxl.load_workbook(path, data_only=True)[layout.TARGETS]
    assert [sheet[cells[ref, "previous"][1]].value for ref in ("A1", "A2", "A3")] == [
        "Requires improvement (31/05/17)",
        "Agreed with all schools (31/05/17)",
        "Not begun (May 2017)",
    ]


def test_places_in_an_order_are_no_figures_that_jump() -> None:
    many = graded(tuple(f"Step {number}" for number in range(12, 0, -1)))
    april = MAY.previous
    before = earlier_of(
        [Returns(april, (), {("A1", ""): replace(entry(Decimal(12)), as_at=april.last)})]
    )
    found = assessed(
        judged(many, target=Decimal(5)), entry(Decimal(1), "Off target"), before
    ).findings
    assert [each.code for each in found] == ["comment-unchanged"]


def test_own_ratings_are_the_ratings() -> None:
    assert [each.value for each in OwnRating] == [each.value for each in (GREEN, AMBER, RED)]


@pytest.mark.parametrize(
    ("unit", "actual", "align"),
    [(Unit.TEXT, "Most children feel safe, but not all.", Align.LEFT), (OFSTED, GOOD, Align.RIGHT)],
)
def test_a_text_is_read_from_the_left_also_among_figures(
    unit: Unit, actual: Decimal | str, align: Align
) -> None:
    told = assessed(
        judged(unit, target_said="Most children feel safe."), entry(actual, "On target")
    )
    cells = MeasureCells(told.measures[0], told)
    figures = TableColumn("Actual", 2.0, Align.RIGHT)
    assert {figures.align_of(cells.actual), figures.align_of(cells.target)} == {align}
    (table,) = (b for b in scorecard_section(told).blocks if isinstance(b, Table))
    row = table.rows[0]
    assert isinstance(row, tuple)
    actual_column = [each.heading for each in table.columns].index("Actual")
    assert table.columns[actual_column].align_of(row[actual_column]) is align


def test_a_row_that_was_withdrawn_is_not_said_to_be_incomparable() -> None:
    gone = Withdrawal(WithdrawnAs.MERGED, "Cabinet", date(2017, 4, 3), "A2")
    row = judged(Unit.PERCENT, target=Decimal(50), withdrawal=gone)
    told = assessed(row, entry(Decimal(40)))
    assert direction_words(told.measures[0], told.plan) == ""
    going_on = assessed(replace(row, withdrawal=None), entry(Decimal(40)))
    assert direction_words(going_on.measures[0], going_on.plan) == "Not comparable"


def test_no_word_of_a_grade_is_broken_in_the_report() -> None:
    grade = judged(similar=WEAK, outturn=WEAK)
    told = assessed(grade, entry(GOOD, "On target"))
    plan = replace(told.plan, similar_name="Statistical neighbours")
    told = replace(told, plan=plan)
    annex = widths_in(priority_section(plan.priorities[0], told))
    card = widths_in(scorecard_section(told))
    letters_and_margins = len("improvement") * 0.15 + 0.38
    for heading in ("Statistical neighbours", "Outturn 2016/17"):
        assert annex[heading] > letters_and_margins, heading
    for heading in ("Outturn 2016/17", "Target or step", "Actual"):
        assert card[heading] > letters_and_margins, heading
    *others, reason = annex.values()
    assert reason > max(others) > 4
    assert card["Measure"] > 4


def widths_in(section: Section) -> dict[str, float]:
    """The centimetres of each column of the section's one table, across a page on its side."""
    (table,) = (each for each in section.blocks if isinstance(each, Table))
    across, total = 29.7 - 2 * 1.8, sum(each.width for each in table.columns)
    return {each.heading: across * each.width / total for each in table.columns}
