"""Measures that are judged in words: grades, yes and no, a text.

From the plan workbook to the report.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.completeness import Need, needs_of
from cyps_reports.assessment.earlier import Earlier, earlier_of
from cyps_reports.assessment.exceptions import measure_counts
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Against, Assessment, Travel
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.model.units import NO_IS_RIGHT, Unit, graded
from cyps_reports.report.blocks import Section
from cyps_reports.report.measure_cells import MeasureCells
from cyps_reports.report.sections.priority import priority_sections
from cyps_reports.report.sections.scorecard import scorecard_section
from cyps_reports.report.table_blocks import Align, Table, TableColumn
from cyps_reports.report.wording import as_at_words, direction_words, measure_reason, state_words
from cyps_reports.returns.checks import entry_findings
from cyps_reports.returns.model import (
    OWN_RATING,
    Absent,
    DataStatus,
    Input,
    MeasureEntry,
    OwnRating,
    Returns,
)
from tests.tools.judged import (
    BAD,
    GOOD,
    JULY,
    JUNE,
    MAY,
    OFSTED,
    OUTSTANDING,
    QUARTERLY,
    WEAK,
    WHY,
    entry,
    judged,
)
from tests.tools.ratings import AMBER, GREEN, RED
from tests.tools.small_plan import small_plan

NOT_JUDGED = MeasureState.NOT_JUDGED


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
    annex = widths_in(next(priority_sections(told)))
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
