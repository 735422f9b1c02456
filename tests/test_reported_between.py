"""Figures stand between the ends of their reporting periods, and are asked for at these."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.completeness import Need, needs_of
from cyps_reports.assessment.earlier import earlier_of
from cyps_reports.assessment.exceptions import measure_counts
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Assessment, Travel
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import ANNUAL, MONTHLY, ReportingPeriod
from cyps_reports.plan.figures.ages import is_too_old
from cyps_reports.plan.model.decisions import Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import Basis
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.wording import as_at_words, measure_reason
from cyps_reports.returns.checks import entry_findings
from cyps_reports.returns.model import Absent, DataStatus, Input, MeasureEntry, Returns
from cyps_reports.templates.carry import carried_from
from cyps_reports.templates.workbook import return_workbook
from tests.tools.periods import AUGUST, HALF_YEARLY, JULY, JUNE, QUARTERLY, SEPTEMBER, YEAR, measure
from tests.tools.ratings import GREEN, RED
from tests.tools.returned import cells_of
from tests.tools.small_plan import small_plan


def reported_in(plan: Plan, months: Mapping[Month, Mapping[int, str]], until: Month) -> Assessment:
    """The last of the months assessed, each with its figures by number.

    A month without any came empty.
    """
    returns = [
        Returns(
            month,
            (Input("a.xlsx", "", "A"),),
            {
                each.key: MeasureEntry(
                    Decimal(figures[each.number or 0]), month.last, DataStatus.FINAL
                )
                if each.number in figures
                else MeasureEntry()
                for each in plan.measures
            },
        )
        for month, figures in months.items()
    ]
    *before, now = returns
    assert now.month == until
    return assess(plan, now, earlier_of(before), until.last)


def test_quarterly_figures_are_counted_in_the_months_between() -> None:
    """Three of four are red in June.

    In August the fourth is given early, and three are red all the same.
    """
    plan = small_plan(
        measures=tuple(measure(number, reported=QUARTERLY) for number in (1, 2, 3, 4))
    )
    june = {1: "60", 2: "30", 3: "30", 4: "30"}
    assert measure_counts(reported_in(plan, {JUNE: june}, JUNE).measures) == {GREEN: 1, RED: 3}
    july = reported_in(plan, {JUNE: june, JULY: {}}, JULY)
    assert measure_counts(july.measures) == {GREEN: 1, RED: 3}
    august = reported_in(plan, {JUNE: june, JULY: {}, AUGUST: {1: "61"}}, AUGUST)
    assert measure_counts(august.measures) == {GREEN: 1, RED: 3}
    second = august.measures[1]
    assert as_at_words(second, plan, AUGUST.last) == "30/06/17, final"
    assert measure_reason(second, plan, AUGUST) == (
        "20 points below the 50% target; amber starts at 48%. As at 30 June 2017; the "
        "next figure is due in September 2017."
    )
    assert not any(needs_of(august, each) for each in august.measures[1:]), (
        "nothing is asked for between"
    )
    september = reported_in(
        plan, {JUNE: june, JULY: {}, AUGUST: {}, SEPTEMBER: {1: "62"}}, SEPTEMBER
    )
    assert measure_counts(september.measures) == {GREEN: 1, MeasureState.NOT_REPORTED: 3}


def test_a_quarter_that_was_missed_stays_so_until_a_figure_comes_and_is_not_asked_for_between() -> (
    None
):
    plan = small_plan(measures=(measure(reported=QUARTERLY),))
    months: dict[Month, dict[int, str]] = {JUNE: {1: "50"}, SEPTEMBER: {}, SEPTEMBER.next: {}}
    (result,) = (october := reported_in(plan, months, SEPTEMBER.next)).measures
    assert result.state is MeasureState.NOT_REPORTED
    assert (
        measure_reason(result, plan, SEPTEMBER.next)
        == "No figure was given when it was due, in September 2017."
    )
    assert needs_of(october, result) == ()
    (late,) = reported_in(plan, {**months, SEPTEMBER.next: {1: "51"}}, SEPTEMBER.next).measures
    assert late.state is GREEN


def test_before_its_first_period_ends_nothing_is_due() -> None:
    plan = small_plan(measures=(measure(reported=QUARTERLY),))
    (result,) = (april := reported_in(plan, {YEAR[0]: {}}, YEAR[0])).measures
    assert (result.state, needs_of(april, result)) == (MeasureState.NOT_YET_DUE, ())
    assert measure_reason(result, plan, YEAR[0]) == "No figure is due until June 2017."


def test_without_the_return_a_figure_that_is_not_due_stands() -> None:
    plan = small_plan(measures=(measure(1, reported=QUARTERLY), measure(2)))
    june = Returns(
        JUNE,
        (Input("a.xlsx", "", "A"),),
        {each.key: MeasureEntry(Decimal(50), JUNE.last) for each in plan.measures},
    )
    quarterly, monthly = assess(plan, Returns(JULY), earlier_of([june]), JULY.last).measures
    assert (quarterly.state, quarterly.kept and quarterly.kept.month) == (GREEN, JUNE)
    assert monthly.state is MeasureState.NO_RETURN


@pytest.mark.parametrize(
    ("now", "comment", "action"),
    [
        (MeasureEntry(), "Few came.", "Ask again."),
        (MeasureEntry(Absent.NOT_AVAILABLE), "Few came.", "Ask again."),
        (MeasureEntry(comment="More came."), "More came.", "Ask again."),
        (MeasureEntry(corrective_action="Asked."), "Few came.", "Asked."),
    ],
)
def test_between_a_figure_stands_with_the_newest_that_was_said_of_it(
    now: MeasureEntry, comment: str, action: str
) -> None:
    plan = small_plan(measures=(measure(reported=QUARTERLY),))
    given = MeasureEntry(
        Decimal(30),
        JUNE.last,
        DataStatus.FINAL,
        comment="Few came.",
        corrective_action="Ask again.",
    )
    june, july = (
        Returns(month, (Input("a.xlsx", "", "A"),), {("A1", ""): entry})
        for month, entry in ((JUNE, given), (JULY, now))
    )
    (result,) = assess(plan, july, earlier_of([june]), JULY.last).measures
    assert (result.state, result.kept and result.kept.month, result.actual) == (
        RED,
        JUNE,
        Decimal(30),
    )
    assert (result.comment, result.corrective_action) == (comment, action)


@pytest.mark.parametrize("given", [Absent.UNREADABLE, Absent.TWO_ANSWERS])
def test_what_cannot_be_read_is_told_also_between(given: Absent) -> None:
    plan = small_plan(measures=(measure(reported=QUARTERLY),))
    june = Returns(
        JUNE, (Input("a.xlsx", "", "A"),), {("A1", ""): MeasureEntry(Decimal(50), JUNE.last)}
    )
    july = Returns(JULY, (Input("a.xlsx", "", "A"),), {("A1", ""): MeasureEntry(given)})
    (result,) = assess(plan, july, earlier_of([june]), JULY.last).measures
    assert (result.state, result.kept, result.actual) == (MeasureState.UNREADABLE, None, None)


def test_an_annual_result_may_come_early_and_is_asked_for_until_it_comes() -> None:
    planned = measure(reported=ANNUAL, target_due=AUGUST)
    plan = small_plan(measures=(planned,))
    (early,) = reported_in(plan, {JULY: {1: "55"}, AUGUST: {}}, AUGUST).measures
    assert (early.state, early.kept and early.kept.month) == (GREEN, JULY)
    (late,) = (
        september := reported_in(plan, {JULY: {}, AUGUST: {}, SEPTEMBER: {}}, SEPTEMBER)
    ).measures
    assert (late.state, needs_of(september, late)) == (MeasureState.NOT_REPORTED, (Need.NO_FIGURE,))


def test_last_years_result_is_not_filled_in_where_the_next_one_is_due(tmp_path: Path) -> None:
    """A plan of two years, with a result every August; that of the first August is final."""
    planned = measure(reported=ANNUAL, target_due=AUGUST)
    plan, path = small_plan(ends=date(2019, 3, 31), measures=(planned,)), tmp_path / "return.xlsx"
    entry = MeasureEntry(Decimal(45), AUGUST.last, DataStatus.FINAL, corrective_action="Revise.")
    carried = carried_from([Returns(AUGUST, (), {planned.key: entry})], plan)

    def made(month: Month) -> list[object]:
        path.write_bytes(return_workbook(plan, plan.priorities[0], month, carried))
        cells, sheet = cells_of(path), openpyxl.load_workbook(path, data_only=True)["Targets"]
        return [
            sheet[cells["A1", key][1]].value
            for key in ("previous", "actual", "corrective_action", "todo")
        ]

    assert made(Month(2018, 7)) == ["45% (31/08/17)", 0.45, "Revise.", "Done"]
    assert made(Month(2018, 8)) == ["45% (31/08/17)", None, "Revise.", Need.NO_FIGURE.words]


def test_an_annual_result_of_a_plan_of_three_years_stands_until_the_next_is_due() -> None:
    plan = small_plan(
        ends=date(2020, 3, 31), measures=(measure(reported=ANNUAL, target_due=AUGUST),)
    )
    in_2018 = {number: Month(2018, number) for number in (7, 8, 9)}

    def told(*months: Month) -> tuple[object, ...]:
        until = in_2018[months[-1].number]
        (result,) = (
            found := reported_in(plan, {AUGUST: {1: "55"}, **{each: {} for each in months}}, until)
        ).measures
        return result.state, result.kept and result.kept.month, needs_of(found, result)

    missing = (MeasureState.NOT_REPORTED, None, (Need.NO_FIGURE,))
    assert told(in_2018[7]) == (GREEN, AUGUST, ())
    assert told(in_2018[7], in_2018[8]) == missing, "last year's does not stand for this year's"
    assert told(in_2018[7], in_2018[8], in_2018[9]) == missing


def test_where_the_return_of_its_month_is_not_known_the_figure_before_it_stands() -> None:
    """Nobody can say that the quarter was missed; what is known is still told."""
    plan = small_plan(measures=(measure(reported=QUARTERLY),))
    october = SEPTEMBER.next
    (result,) = (found := reported_in(plan, {JUNE: {1: "50"}, october: {}}, october)).measures
    assert (result.state, result.kept and result.kept.month) == (GREEN, JUNE)
    assert needs_of(found, result) == ()
    assert as_at_words(result, plan, october.last) == "30/06/17, final"


def test_a_quarterly_measure_that_is_withdrawn_shows_no_figure_of_before() -> None:
    withdrawal = Withdrawal(WithdrawnAs.DEFERRED, "Cabinet", date(2017, 7, 20))
    plan = small_plan(measures=(measure(reported=QUARTERLY, withdrawal=withdrawal),))
    june: dict[Month, dict[int, str]] = {JUNE: {1: "50"}}
    (before,) = reported_in(plan.as_it_stood(JUNE.last), june, JUNE).measures
    assert before.state is GREEN
    for month in (JULY, SEPTEMBER):
        found = reported_in(plan.as_it_stood(month.last), {**june, month: {}}, month)
        (result,) = found.measures
        assert (result.state, result.kept, result.actual) == (MeasureState.DEFERRED, None, None)
        assert needs_of(found, result) == ()


def test_a_figure_of_before_the_plan_year_does_not_stand_for_the_year_so_far() -> None:
    spend, share = (
        measure(1, reported=QUARTERLY, basis_set=Basis.CUMULATIVE),
        measure(2, reported=QUARTERLY),
    )
    plan = small_plan(measures=(spend, share))
    given = MeasureEntry(Decimal(50), date(2017, 3, 31), DataStatus.FINAL)
    june, july = (
        Returns(month, (Input("a.xlsx", "", "A"),), {each.key: entry for each in plan.measures})
        for month, entry in ((JUNE, given), (JULY, MeasureEntry()))
    )
    results = assess(plan, july, earlier_of([june]), JULY.last).measures
    assert [(each.state, each.kept and each.kept.month) for each in results] == [
        (MeasureState.NOT_REPORTED, None),
        (GREEN, JUNE),
    ]


def test_a_figure_older_than_its_period_allows_is_a_warning_in_its_own_month_alone() -> None:
    planned = measure(reported=QUARTERLY)
    plan = small_plan(measures=(planned,))

    def codes(month: Month, entry: MeasureEntry) -> list[str]:
        returns = Returns(month, (Input("a.xlsx", "", "A"),), {planned.key: entry})
        return [each.code for each in entry_findings(plan, returns)]

    assert codes(SEPTEMBER, MeasureEntry(Decimal(50), date(2017, 6, 30))) == [], (
        "of the quarter before: out late"
    )
    assert codes(SEPTEMBER, MeasureEntry(Decimal(50), date(2017, 5, 31))) == ["figure-too-old"]
    assert codes(SEPTEMBER.next, MeasureEntry()) == []
    assert codes(SEPTEMBER, MeasureEntry(Decimal(50), date(2017, 3, 31))) == [
        "figure-before-plan-year"
    ], "and no other"


@pytest.mark.parametrize(
    ("reported", "month", "day", "is_old"),
    [
        (MONTHLY, Month(2018, 8), date(2018, 7, 31), False),
        (MONTHLY, Month(2018, 8), date(2018, 6, 30), True),
        (HALF_YEARLY, Month(2018, 9), date(2018, 3, 31), False),
        (HALF_YEARLY, Month(2018, 9), date(2018, 2, 28), True),
        # Where the plan does not say how often, or once a year, nothing says how old is too old.
        (None, Month(2018, 8), date(2017, 4, 30), False),
        (ANNUAL, Month(2020, 3), date(2017, 4, 30), False),
    ],
)
def test_how_old_a_figure_may_be_goes_by_what_the_plan_says_of_its_measure(
    reported: ReportingPeriod | None, month: Month, day: date, is_old: bool
) -> None:
    plan = small_plan(ends=date(2020, 3, 31), measures=(measure(reported=reported),))
    assert is_too_old(plan.measures[0], plan, day, month) is is_old


def test_six_comparable_points_are_of_six_periods() -> None:
    """A quarterly figure told early is no point of its own beside its quarter's."""
    ends = date(2019, 3, 31)
    planned = measure(reported=QUARTERLY)
    plan = small_plan(ends=ends, measures=(planned,))
    due = plan.due_months(planned)
    figures = {month: {1: str(40 + at)} for at, month in enumerate(due[:5])}
    (five,) = reported_in(plan, {**figures, Month(2018, 7): {1: "46"}}, Month(2018, 7)).measures
    assert len(five.points) == 6, "the sixth quarter so far"
    with_early = dict(sorted({**figures, JULY: {1: "44"}, AUGUST: {1: "43"}}.items()))
    (same,) = reported_in(plan, {**with_early, due[5]: {1: "45"}}, due[5]).measures
    assert [each.actual for each in same.points] == [Decimal(40 + at) for at in range(6)]
    assert same.forecast is not None
    assert same.direction.since == due[4]


def test_a_figure_is_compared_with_that_of_the_period_before_not_with_an_early_one_of_its_own() -> (
    None
):
    plan = small_plan(measures=(measure(reported=QUARTERLY),))
    months: dict[Month, dict[int, str]] = {
        JUNE: {1: "45"},
        JULY: {1: "48"},
        AUGUST: {},
        SEPTEMBER: {1: "47"},
    }
    (result,) = reported_in(plan, months, SEPTEMBER).measures
    assert (result.direction.travel, result.direction.since) == (Travel.IMPROVING, JUNE)


def test_a_line_through_the_months_of_a_plan_of_three_years() -> None:
    plan = small_plan(ends=date(2020, 3, 31), measures=(measure(target=90),))
    figures = {month: {1: str(40 + at % 3)} for at, month in enumerate(plan.months[:-1])}
    (result,) = reported_in(plan, figures, plan.months[-2]).measures
    assert result.forecast is not None
    assert result.forecast.points == 35
