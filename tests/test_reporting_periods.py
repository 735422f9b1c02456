"""Reporting periods: quarters, terms, years and named months, and the figures that stand between
their ends.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.completeness import Need, needs_of
from cyps_reports.assessment.earlier import Earlier, earlier_of
from cyps_reports.assessment.exceptions import measure_counts
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Assessment, MeasureResult, Travel
from cyps_reports.findings import Refused
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.dates.months import Month, months_between
from cyps_reports.plan.dates.periods import ANNUAL, MONTHLY, Period, ReportingPeriod, period_in
from cyps_reports.plan.figures.ages import is_too_old
from cyps_reports.plan.model.decisions import Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.reader import read_plan
from cyps_reports.report.deadline_wording import deadline_reason
from cyps_reports.report.wording import as_at_words, measure_reason
from cyps_reports.returns.checks import entry_findings
from cyps_reports.returns.model import (
    Absent,
    DataStatus,
    DeadlineEntry,
    Input,
    MeasureEntry,
    Returns,
    Status,
)
from cyps_reports.templates.carry import carried_from
from cyps_reports.templates.workbook import return_workbook
from tests.tools.returned import cells_of
from tests.tools.shares import share_of
from tests.tools.small_plan import plan_typed, small_plan

QUARTERLY, TERMLY, HALF_YEARLY = (
    ReportingPeriod(each) for each in (Period.QUARTER, Period.TERM, Period.HALF_YEAR)
)
GREEN, AMBER, RED = MeasureState.ON_TARGET, MeasureState.CLOSE_TO_TARGET, MeasureState.OFF_TARGET
JUNE, JULY, AUGUST, SEPTEMBER = (Month(2017, number) for number in (6, 7, 8, 9))
YEAR = months_between(date(2017, 4, 1), date(2018, 3, 31))
SCHOOL_YEAR = months_between(date(2017, 9, 1), date(2018, 8, 31))


MILESTONE = Milestone("A", 9, "", "A milestone", "AB", deadlines=(Deadline(1, date(2018, 3, 31)),))


def measure(number: int = 1, target: int = 50, **more: Any) -> Measure:
    figures: dict[str, Any] = {"outturn": Decimal(40), "target": Decimal(target), **more}
    return Measure("A", number, "", f"Measure {number}", Unit.PERCENT, Polarity.HIGHER, **figures)


# When a period ends


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("quarterly", QUARTERLY),
        ("Every quarter", QUARTERLY),
        ("Half yearly", HALF_YEARLY),
        ("six-monthly", HALF_YEARLY),
        ("Annually", ANNUAL),
        ("October; January; April", ReportingPeriod(months=(10, 1, 4))),
        ("Oct, Jan and Apr", ReportingPeriod(months=(10, 1, 4))),
        ("July", ReportingPeriod(months=(7,))),
        ("", None),
        ("now and then", "unknown-reporting-period"),
        ("October or so", "unknown-reporting-period"),
    ],
)
def test_how_often_is_said_in_a_word_or_by_months(
    typed: str, period: ReportingPeriod | str | None
) -> None:
    read = period_in(typed)
    assert (read.code if isinstance(read, Refused) else read) == period


@pytest.mark.parametrize(
    ("period", "typed", "in_words", "last_one", "one_by_one"),
    [
        (MONTHLY, "monthly", "monthly", "last month", "Month by month"),
        (HALF_YEARLY, "half-yearly", "half-yearly", "last half-year", "Half-year by half-year"),
        (ANNUAL, "annual", "every year", "last year", "Year by year"),
        (ReportingPeriod(months=(7,)), "July", "in July", "the last report", "Report by report"),
        (
            ReportingPeriod(months=(10, 1, 4)),
            "October; January; April",
            "in October, January and April",
            "the last report",
            "Report by report",
        ),
    ],
)
def test_what_a_period_is_called(
    period: ReportingPeriod, typed: str, in_words: str, last_one: str, one_by_one: str
) -> None:
    assert (str(period), period.in_words, period.last_one, period.one_by_one) == (
        typed,
        in_words,
        last_one,
        one_by_one,
    )
    assert period_in(typed) == period


@pytest.mark.parametrize(
    ("period", "months", "ends"),
    [
        (QUARTERLY, YEAR, "June September December March"),
        (QUARTERLY, SCHOOL_YEAR, "November February May August"),
        (HALF_YEARLY, YEAR, "September March"),
        (ANNUAL, YEAR, "March"),
        (TERMLY, YEAR, "April July December"),
        (TERMLY, SCHOOL_YEAR, "December April July"),
        (ReportingPeriod(months=(10, 1, 4)), SCHOOL_YEAR, "October January April"),
        (
            QUARTERLY,
            months_between(date(2017, 4, 1), date(2018, 5, 31)),
            "June September December March May",
        ),
        (ReportingPeriod(months=(10,)), YEAR[:3], "June"),  # it is reported once at least
    ],
)
def test_in_which_months_of_a_plan_a_period_ends(
    period: ReportingPeriod, months: tuple[Month, ...], ends: str
) -> None:
    assert [each.in_words.split()[0] for each in period.ends(months)] == ends.split()


@pytest.mark.parametrize(
    ("reported", "planned", "due"),
    [
        (MONTHLY, measure(reported=QUARTERLY), "June September December March"),
        (QUARTERLY, measure(), "June September December March"),
        (QUARTERLY, measure(reported=MONTHLY), "June September December March"),
        (MONTHLY, measure(reported=ANNUAL), "March"),
        (MONTHLY, measure(reported=ANNUAL, target_due=AUGUST), "August"),
        (MONTHLY, measure(frequency="annual", target_due=AUGUST), "August"),
        (MONTHLY, measure(reported=ANNUAL, target_due=Month(2018, 8)), ""),
        # An annual result of August is asked for in the next return.
        (QUARTERLY, measure(reported=ANNUAL, target_due=AUGUST), "September"),
        (TERMLY, measure(reported=ANNUAL), "December"),
        (MONTHLY, measure(reported=QUARTERLY, target_due=AUGUST), "September December March"),
    ],
)
def test_when_a_figure_of_a_measure_is_due(
    reported: ReportingPeriod, planned: Measure, due: str
) -> None:
    plan = small_plan(reported=reported, measures=(planned,))
    assert [each.in_words.split()[0] for each in plan.due_months(planned)] == due.split()


def test_an_annual_result_is_due_every_year_of_a_plan_of_three() -> None:
    plan = small_plan(
        ends=date(2020, 3, 31), measures=(measure(reported=ANNUAL, target_due=AUGUST),)
    )
    assert plan.due_months(plan.measures[0]) == (AUGUST, Month(2018, 8), Month(2019, 8))


PERIODS = st.one_of(
    st.builds(ReportingPeriod, st.sampled_from(Period)),
    st.sets(st.integers(1, 12), min_size=1, max_size=5).map(
        lambda each: ReportingPeriod(months=tuple(sorted(each)))
    ),
)
MEASURES = st.builds(
    measure,
    reported=st.none() | PERIODS,
    target_due=st.none() | st.builds(Month, st.integers(2016, 2019), st.integers(1, 12)),
    basis_set=st.none() | st.sampled_from(Basis),
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    starts = draw(st.dates(date(2017, 1, 1), date(2017, 12, 31)))
    ends = starts + timedelta(draw(st.integers(40, 1200)))
    return small_plan(starts=starts, ends=ends, reported=draw(PERIODS), measures=(draw(MEASURES),))


@settings(max_examples=share_of(300))
@given(plans(), st.data())
def test_every_month_is_due_or_between_and_what_is_kept_is_never_missing(
    plan: Plan, data: st.DataObject
) -> None:
    """Returns come every month, in some of them with a figure.

    Each month is assessed with those before it.
    """
    (planned,) = plan.measures
    due = plan.due_months(planned)
    assert set(due) <= set(plan.report_months) <= set(plan.months)
    assert list(due) == sorted(set(due))
    months: list[Returns] = []
    for month in plan.months:
        has_figure = data.draw(st.booleans())
        entry = (
            MeasureEntry(Decimal(45), min(month.last, plan.ends), DataStatus.FINAL)
            if has_figure
            else MeasureEntry()
        )
        returns = Returns(month, (Input("a.xlsx", "", "A"),), {planned.key: entry})
        assessment = assess(plan, returns, earlier_of(months), min(month.last, plan.ends))
        (result,) = assessment.measures
        _holds(
            result,
            assessment,
            is_due=month in due,
            given_before=any(_has_figure(each) for each in months),
        )
        months.append(returns)


def _has_figure(returns: Returns) -> bool:
    return any(isinstance(each.actual, Decimal) for each in returns.measures.values())


def _holds(
    result: MeasureResult, assessment: Assessment, *, is_due: bool, given_before: bool
) -> None:
    needs, missing = (
        needs_of(assessment, result),
        {MeasureState.NOT_REPORTED, MeasureState.NO_RETURN},
    )
    has_figure = _has_figure(assessment.returns)
    if has_figure:
        assert result.kept is None, "what is given counts, early or not"
        assert result.actual is not None
    if result.kept:
        assert given_before
        assert (result.actual, result.state in missing, needs) == (Decimal(45), False, ())
        assert measure_counts((result,))[MeasureState.NOT_YET_DUE] == 0
    is_annual = assessment.plan.period_of(result.measure) == ANNUAL
    if not is_due and not is_annual:
        assert Need.NO_FIGURE not in needs, "between, nothing is asked for"
    if is_due and not has_figure and not result.kept:
        assert result.state is MeasureState.NOT_REPORTED
        assert Need.NO_FIGURE in needs


@pytest.mark.parametrize(
    ("typed", "told"), [("Annual", []), (None, []), ("Quarterly", ["frequency-without-effect"])]
)
def test_how_often_a_figure_comes_stands_in_the_column_that_counts(
    tmp_path: Path, typed: str | None, told: list[str]
) -> None:
    plan = small_plan(measures=(measure(),))
    read, findings = read_plan(
        plan_typed(tmp_path / "plan.xlsx", plan, {("Measures", "Frequency"): typed})
    )
    assert read
    assert read.measures[0].reported is None
    assert [each.code for each in findings] == told
    assert [each.place.cell for each in findings] == ["N2"] * len(told)


def test_named_months_in_which_no_return_is_due_are_a_note() -> None:
    def notes(reported: ReportingPeriod, months: tuple[int, ...]) -> list[str]:
        plan = small_plan(
            reported=reported, measures=(measure(reported=ReportingPeriod(months=months)),)
        )
        return [
            each.message for each in faults(plan) if each.code == "plan-reported-without-returns"
        ]

    assert notes(MONTHLY, (10,)) == []
    assert notes(QUARTERLY, (10, 12)) == []
    assert notes(QUARTERLY, (10,)) == [
        "A1 is reported in October, but the plan has returns quarterly: its figures are asked for "
        "in the next of these."
    ]


# What stands in a month


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


def between(deadline: Deadline, june: DeadlineEntry | None, month: Month) -> tuple[str, str, str]:
    """A deadline of a quarterly plan in a month with no return.

    State, reason, and corrective action that is known.
    """
    plan = small_plan(reported=QUARTERLY, milestones=(replace(MILESTONE, deadlines=(deadline,)),))
    entries = {("A9", 1): june} if june else {}
    returned_in_june = Returns(JUNE, (Input("a.xlsx", "", "A"),) if june else (), {}, entries)
    assessment = assess(plan, Returns(month), earlier_of([returned_in_june]), month.last)
    assert assessment.findings == ()
    (result,) = assessment.deadlines
    return (
        result.state.value,
        deadline_reason(result, month.last),
        result.told.corrective_action if result.told else "",
    )


@pytest.mark.parametrize(
    ("deadline", "said", "month", "state", "reason"),
    [
        (
            Deadline(1, date(2018, 3, 31)),
            {"status": Status.AT_RISK},
            JULY,
            "At risk",
            "Reported as at risk.",
        ),
        # The date decides, also between.
        (
            Deadline(1, date(2017, 8, 30)),
            {"status": Status.ON_TRACK},
            JULY,
            "Due soon",
            "Due in 30 days.",
        ),
        (
            Deadline(1, date(2017, 7, 15)),
            {"status": Status.ON_TRACK},
            JULY,
            "Overdue",
            "16 days overdue.",
        ),
        (
            Deadline(1, date(2017, 8, 20)),
            {"status": Status.NOT_STARTED},
            JULY,
            "At risk",
            "Due in 20 days and not",
        ),
        (
            Deadline(1, date(2017, 8, 20)),
            {"expected": date(2017, 9, 1)},
            JULY,
            "At risk",
            "Expected on 1 September 2017, after its due date.",
        ),
        (
            Deadline(1, recurrence=Recurrence.QUARTERLY),
            {"completed": date(2017, 6, 5)},
            AUGUST,
            "Due this quarter",
            "Last done in June 2017; due by 30 September 2017.",
        ),
        (
            Deadline(1, recurrence=Recurrence.QUARTERLY),
            {"status": Status.ON_TRACK},
            AUGUST,
            "Missed",
            "Not done in the quarter to June 2017; no date it was done has been returned so far.",
        ),
    ],
)
def test_where_no_return_is_due_a_deadline_is_judged_by_its_last_update(
    deadline: Deadline, said: dict[str, Any], month: Month, state: str, reason: str
) -> None:
    now, why, action = between(deadline, DeadlineEntry(**said, corrective_action="Hurry."), month)
    assert (now, action) == (state, "Hurry.")
    assert why.startswith(reason)
    assert why.endswith(" Last updated in the June 2017 return.")


def test_an_ongoing_item_was_updated_when_it_was_asked_for() -> None:
    told = between(
        Deadline(1, recurrence=Recurrence.ONGOING), DeadlineEntry(progress="Goes on."), JULY
    )
    assert told == ("Ongoing", "Updated in the June 2017 return.", "")


@pytest.mark.parametrize(
    ("recurrence", "june"),
    [
        # Whether it was done in July nobody was asked; nor what was asked for in June and not
        # returned.
        (Recurrence.MONTHLY, DeadlineEntry(completed=date(2017, 6, 5))),
        (Recurrence.TERMLY, DeadlineEntry(completed=date(2017, 3, 5))),
        (Recurrence.ONGOING, None),
    ],
)
def test_what_nobody_was_asked_is_not_known(
    recurrence: Recurrence, june: DeadlineEntry | None
) -> None:
    state, reason, _ = between(Deadline(1, recurrence=recurrence), june, JULY)
    assert (state, reason) == ("No return", "No return received from Priority A.")


def test_in_a_month_with_returns_an_earlier_update_does_not_stand() -> None:
    plan = small_plan(reported=QUARTERLY, milestones=(MILESTONE,))
    june = Returns(
        JUNE, (Input("a.xlsx", "", "A"),), {}, {("A9", 1): DeadlineEntry(Status.ON_TRACK)}
    )
    (result,) = assess(plan, Returns(SEPTEMBER), earlier_of([june]), SEPTEMBER.last).deadlines
    assert (result.state.value, result.kept) == ("No return", None)


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


def test_where_no_returns_are_due_none_is_missing() -> None:
    plan = small_plan(reported=QUARTERLY, measures=(measure(),))
    may, june = (
        assess(plan, Returns(month), Earlier(), month.last).measures[0]
        for month in (Month(2017, 5), JUNE)
    )
    assert (may.state, june.state) == (MeasureState.NOT_YET_DUE, MeasureState.NO_RETURN)


def test_a_line_through_the_months_of_a_plan_of_three_years() -> None:
    plan = small_plan(ends=date(2020, 3, 31), measures=(measure(target=90),))
    figures = {month: {1: str(40 + at % 3)} for at, month in enumerate(plan.months[:-1])}
    (result,) = reported_in(plan, figures, plan.months[-2]).measures
    assert result.forecast is not None
    assert result.forecast.points == 35
