"""Reporting periods, as quarters, terms, years and named months: how they are typed, and when
they end."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.completeness import Need, needs_of
from cyps_reports.assessment.earlier import Earlier, earlier_of
from cyps_reports.assessment.exceptions import measure_counts
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Assessment, MeasureResult
from cyps_reports.findings import Refused
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.dates.months import Month, months_between
from cyps_reports.plan.dates.periods import ANNUAL, MONTHLY, Period, ReportingPeriod, period_in
from cyps_reports.plan.model.measure import Basis, Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import read_plan
from cyps_reports.returns.model import DataStatus, Input, MeasureEntry, Returns
from tests.tools.periods import AUGUST, HALF_YEARLY, JUNE, QUARTERLY, TERMLY, YEAR, measure
from tests.tools.shares import share_of
from tests.tools.small_plan import plan_typed, small_plan

SCHOOL_YEAR = months_between(date(2017, 9, 1), date(2018, 8, 31))


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


def test_where_no_returns_are_due_none_is_missing() -> None:
    plan = small_plan(reported=QUARTERLY, measures=(measure(),))
    may, june = (
        assess(plan, Returns(month), Earlier(), month.last).measures[0]
        for month in (Month(2017, 5), JUNE)
    )
    assert (may.state, june.state) == (MeasureState.NOT_YET_DUE, MeasureState.NO_RETURN)
