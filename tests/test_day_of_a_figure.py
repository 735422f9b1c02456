"""The day of a figure decides whether it is rated, and against which step."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier, earlier_of
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import DateFault, MeasureResult, Travel
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.figures.standards import step_on
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.units import Unit
from cyps_reports.report.wording import as_at_words, measure_reason
from cyps_reports.returns.model import Absent, DataStatus, Input, MeasureEntry, Returns
from tests.tools.ratings import GREEN, RED, measure
from tests.tools.returned import SEPTEMBER

CUMULATIVE = replace(
    measure("86.000", Polarity.LOWER),
    unit=Unit.MONEY,
    basis_set=Basis.CUMULATIVE,
    steps={SEPTEMBER: Decimal(43)},
)
SHARE = measure("80", Polarity.HIGHER)


@pytest.mark.parametrize(
    ("planned", "day", "state", "fault"),
    [
        (CUMULATIVE, date(2012, 9, 30), GREEN, None),
        (CUMULATIVE, date(2012, 10, 1), MeasureState.UNREADABLE, DateFault.AFTER),
        (CUMULATIVE, date(2013, 3, 31), MeasureState.UNREADABLE, DateFault.AFTER),
        (CUMULATIVE, date(2013, 9, 30), MeasureState.UNREADABLE, DateFault.AFTER),  # a year off
        (CUMULATIVE, date(2012, 3, 31), MeasureState.UNREADABLE, DateFault.BEFORE),
        (CUMULATIVE, date(2011, 9, 30), MeasureState.UNREADABLE, DateFault.BEFORE),  # a year off
        (CUMULATIVE, Absent.EMPTY, GREEN, None),
        (SHARE, date(2012, 9, 30), RED, None),
        (SHARE, date(2012, 4, 1), RED, None),
        (SHARE, date(2012, 10, 1), MeasureState.UNREADABLE, DateFault.AFTER),
        (SHARE, date(2012, 3, 31), RED, None),  # old, and told so, but what is known
        (SHARE, Absent.UNREADABLE, RED, None),
    ],
)
def test_the_day_of_a_figure_decides_whether_it_is_rated(
    plan: Plan, planned: Measure, day: date | Absent, state: MeasureState, fault: DateFault | None
) -> None:
    entry = MeasureEntry(actual=Decimal(43), as_at=day)
    result = _assessed_alone(plan, planned, entry)
    assert (result.state, result.fault) == (state, fault)
    assert result.actual == 43, "it is shown all the same"
    if fault:
        assert (result.points, result.forecast, result.direction.travel) == (
            (),
            None,
            Travel.NOT_COMPARABLE,
        )


def _assessed_alone(
    plan: Plan, planned: Measure, entry: MeasureEntry, earlier: Earlier | None = None
) -> MeasureResult:
    returns = Returns(SEPTEMBER, (Input("a.xlsx", "", planned.priority),), {planned.key: entry})
    return assess(
        replace(plan, measures=(planned,)), returns, earlier or Earlier(), SEPTEMBER.last
    ).measures[0]


@pytest.mark.parametrize(
    ("planned", "day", "reason"),
    [
        (
            SHARE,
            date(2013, 9, 30),
            "43% is dated 30 September 2013, which is after the day of this report, so it is not "
            "rated.",
        ),
        (
            CUMULATIVE,
            date(2011, 9, 30),
            "£43m is dated 30 September 2011, before the plan year began; a figure of the year so "
            "far cannot be, so it"
            " is not rated.",
        ),
    ],
)
def test_a_figure_that_is_not_rated_for_its_date_says_so(
    plan: Plan, planned: Measure, day: date, reason: str
) -> None:
    result = _assessed_alone(plan, planned, MeasureEntry(actual=Decimal(43), as_at=day))
    assert measure_reason(result, plan, SEPTEMBER) == reason


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2012, 7, 31), "31/07/12, final"),
        (date(2012, 4, 1), "01/04/12, final"),
        (date(2012, 3, 31), "31/03/12, 6 months old, final"),
        (date(2011, 9, 30), "30/09/11, 12 months old, final"),
    ],
)
def test_a_figure_from_before_the_plan_year_is_shown_with_its_age(
    plan: Plan, day: date, words: str
) -> None:
    entry = MeasureEntry(actual=Decimal(81), as_at=day, data_status=DataStatus.FINAL)
    assert as_at_words(_assessed_alone(plan, SHARE, entry), plan, SEPTEMBER.last) == words


def test_a_figure_of_a_day_to_come_is_never_read_from_later(plan: Plan) -> None:
    august, july = Month(2012, 8), Month(2012, 7)
    months = [
        Returns(july, measures={SHARE.key: MeasureEntry(Decimal(70), july.last)}),
        Returns(august, measures={SHARE.key: MeasureEntry(Decimal(99), date(2013, 8, 31))}),
    ]
    earlier = earlier_of(months)
    assert [each.actual for each in earlier.actuals[SHARE.key]] == [70]
    assert [each.actual for each in earlier.set_aside[SHARE.key]] == [99], (
        "to be shown all the same"
    )
    result = _assessed_alone(
        plan, SHARE, MeasureEntry(actual=Decimal(71), as_at=SEPTEMBER.last), earlier
    )
    assert (result.direction.travel, result.direction.since) == (Travel.IMPROVING, july)


def test_a_figure_from_before_the_plan_year_is_no_earlier_figure(plan: Plan) -> None:
    """August's figure was of last November: September's is compared with July's."""
    july, august = Month(2012, 7), Month(2012, 8)
    months = [
        Returns(july, measures={SHARE.key: MeasureEntry(Decimal(70), july.last)}),
        Returns(august, measures={SHARE.key: MeasureEntry(Decimal(99), date(2011, 11, 30))}),
    ]
    result = _assessed_alone(
        plan, SHARE, MeasureEntry(actual=Decimal(71), as_at=SEPTEMBER.last), earlier_of(months)
    )
    assert (result.direction.travel, result.direction.since) == (Travel.IMPROVING, july)


STEPPED = replace(
    CUMULATIVE,
    decimals_set=3,
    steps={
        Month(2012, 4): Decimal("3.000"),
        Month(2012, 6): Decimal("9.100"),
        Month(2013, 3): Decimal("86.000"),
    },
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2012, 3, 30), None),
        (date(2012, 3, 31), "0.000"),
        (date(2012, 4, 15), "1.500"),  # half way from nought to 3
        (date(2012, 4, 30), "3.000"),
        (date(2012, 5, 31), "6.100"),  # 31 of the 61 days to the end of June: 3 + 6.1 × 31/61
        (date(2012, 6, 30), "9.100"),
        (date(2012, 7, 31), "17.800"),  # 9.1 + 76.9 × 31/274
        (date(2013, 3, 31), "86.000"),
    ],
)
def test_a_line_of_steps_is_read_on_the_figures_own_day(
    plan: Plan, day: date, expected: str | None
) -> None:
    read = step_on(STEPPED, plan, day)
    assert (read and read.figure) == (None if expected is None else Decimal(expected))


def test_after_the_last_step_of_the_year_so_far_there_is_no_standard(plan: Plan) -> None:
    assert step_on(CUMULATIVE, plan, date(2012, 10, 1)) is None
    assert step_on(SHARE, plan, SEPTEMBER.last) is None


@pytest.mark.parametrize(
    ("actual", "day", "state", "reason"),
    [
        (
            "1.500",
            date(2012, 4, 15),
            GREEN,
            "Exactly on the step of £1.500m for 15 April 2012 (on the line between two "
            "steps); the year-end target is £86.000m.",
        ),
        (
            "3.000",
            date(2012, 4, 15),
            RED,
            "£1.500m over the step of £1.500m for 15 April 2012 (on the line between two "
            "steps); amber starts at £1.575m; the year-end target is £86.000m.",
        ),
        (
            "3.000",
            date(2012, 4, 30),
            GREEN,
            "Exactly on the step of £3.000m for 30 April 2012; the year-end target is £86.000m.",
        ),
    ],
)
def test_spend_is_rated_against_the_step_of_its_own_day(
    plan: Plan, actual: str, day: date, state: MeasureState, reason: str
) -> None:
    result = _assessed_alone(plan, STEPPED, MeasureEntry(actual=Decimal(actual), as_at=day))
    assert result.state is state
    assert measure_reason(result, plan, SEPTEMBER) == reason
