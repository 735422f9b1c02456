"""Steps: the targets of a measure within the plan, which count until the next or on the line
between two.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier, earlier_of
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import MeasureResult, RatedOn
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.figures.standards import step_on
from cyps_reports.plan.model.measure import Between, Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.model.units import Unit
from cyps_reports.report.outlook_wording import forecast_words
from cyps_reports.report.wording import measure_reason
from cyps_reports.returns.model import Input, MeasureEntry, Returns
from tests.tools.ratings import AMBER, GREEN, RED

T = date(2012, 9, 30)
SEPTEMBER = Month(2012, 9)


def measure(target: str, polarity: Polarity) -> Measure:
    return Measure("A", 1, "", "A measure", Unit.PERCENT, polarity, target=Decimal(target))


def _assessed_alone(
    plan: Plan, planned: Measure, entry: MeasureEntry, earlier: Earlier | None = None
) -> MeasureResult:
    returns = Returns(SEPTEMBER, (Input("a.xlsx", "", planned.priority),), {planned.key: entry})
    return assess(replace(plan, measures=(planned,)), returns, earlier or Earlier(), T).measures[0]


STEPS = {Month(2012, 6): Decimal(40), Month(2012, 9): Decimal(44), Month(2012, 12): Decimal(47)}
ATTENDED = replace(measure("50", Polarity.HIGHER), steps=STEPS)
"""A share that rises quarter by quarter."""
AT_MOST = replace(
    measure("20", Polarity.LOWER), steps={Month(2012, 6): Decimal(30), Month(2012, 12): Decimal(25)}
)


@pytest.mark.parametrize(
    ("planned", "actual", "day", "state", "reason"),
    [
        (
            ATTENDED,
            "45",
            date(2012, 9, 30),
            GREEN,
            "1 point above the step of 44% for 30 September 2012; the year-end target is 50%.",
        ),
        (
            ATTENDED,
            "44",
            date(2012, 9, 30),
            GREEN,
            "Exactly on the step of 44% for 30 September 2012; the year-end target is 50%.",
        ),
        (
            ATTENDED,
            "42",
            date(2012, 9, 30),
            AMBER,
            "2 points below the step of 44% for 30 September 2012; amber down to 42%; the "
            "year-end target is 50%.",
        ),
        # The day before, the last step reached is June's.
        (
            ATTENDED,
            "42",
            date(2012, 9, 29),
            GREEN,
            "2 points above the step of 40% for 30 June 2012; the year-end target is 50%.",
        ),
        (
            ATTENDED,
            "40",
            date(2012, 5, 31),
            RED,
            "10 points below the 50% target; amber starts at 48%; its first step is 40% for "
            "30 June 2012.",
        ),
        (
            AT_MOST,
            "31",
            date(2012, 9, 30),
            AMBER,
            "1 point above the step of 30% for 30 June 2012; amber up to 31.5%; the year-end "
            "target is 20%.",
        ),
        (
            AT_MOST,
            "29",
            date(2012, 9, 30),
            GREEN,
            "1 point below the step of 30% for 30 June 2012, where lower is better; the "
            "year-end target is 20%.",
        ),
        (
            replace(ATTENDED, between_set=Between.LINE),
            "42",
            date(2012, 8, 15),
            GREEN,
            "Exactly on the step of 42% for 15 August 2012 (on the line between two steps); "
            "the year-end target is 50%.",
        ),
    ],
)
def test_a_figure_is_rated_against_the_step_in_force_on_its_own_day(
    plan: Plan, planned: Measure, actual: str, day: date, state: MeasureState, reason: str
) -> None:
    result = _assessed_alone(plan, planned, MeasureEntry(actual=Decimal(actual), as_at=day))
    assert result.state is state
    assert measure_reason(result, plan, SEPTEMBER) == reason


@pytest.mark.parametrize(
    ("starts", "ends", "called"),
    [
        (date(2012, 4, 1), date(2013, 3, 31), "year-end"),
        (date(2012, 4, 6), date(2013, 4, 5), "year-end"),
        (date(2011, 9, 1), date(2012, 12, 31), "final"),
        (date(2012, 4, 1), date(2015, 3, 31), "final"),
    ],
)
def test_the_target_behind_the_steps_is_called_after_the_plans_length(
    plan: Plan, starts: date, ends: date, called: str
) -> None:
    """A year that begins on the sixth of a month lies in thirteen months."""
    plan = replace(plan, starts=starts, ends=ends)
    result = _assessed_alone(plan, ATTENDED, MeasureEntry(actual=Decimal(45), as_at=T))
    assert f"; the {called} target is 50%." in measure_reason(result, plan, SEPTEMBER)


@pytest.mark.parametrize(
    ("between", "day", "expected"),
    [
        (Between.HOLD, date(2012, 6, 29), None),
        (Between.HOLD, date(2012, 6, 30), "40"),
        (Between.HOLD, date(2013, 2, 28), "47"),  # the last step holds until the plan's last day
        (Between.LINE, date(2012, 6, 29), None),
        (Between.LINE, date(2012, 8, 15), "42"),
        (
            Between.LINE,
            date(2013, 2, 14),
            "49",
        ),  # from December's 47 to the target of 50: 46 of 90 days
    ],
)
def test_between_two_steps_the_last_one_holds_or_the_line_is_read(
    plan: Plan, between: Between, day: date, expected: str | None
) -> None:
    read = step_on(replace(ATTENDED, between_set=between), plan, day)
    assert (read and read.figure) == (None if expected is None else Decimal(expected))


def test_on_the_last_day_the_target_counts_and_without_one_the_last_step(plan: Plan) -> None:
    entry = MeasureEntry(actual=Decimal(48), as_at=plan.ends)

    def against(planned: Measure) -> object:
        returns = Returns(Month(2013, 3), (Input("a.xlsx", "", "A"),), {planned.key: entry})
        alone = replace(plan, measures=(planned,), milestones=())
        (result,) = assess(alone, returns, Earlier(), plan.ends).measures
        return result.compared and result.compared.against

    assert against(ATTENDED) == Decimal(50)
    assert against(replace(ATTENDED, target=Missing.TO_BE_CONFIRMED)) == Decimal(47)


def test_only_a_step_of_the_plans_last_day_can_contradict_the_target(plan: Plan) -> None:
    def codes(steps: dict[Month, Decimal]) -> list[str]:
        measures = (replace(ATTENDED, steps=steps),)
        found = faults(replace(plan, measures=measures, milestones=()))
        return [each.code for each in found if each.code == "plan-step-against-target"]

    assert codes(STEPS) == []
    assert codes({**STEPS, Month(2013, 3): Decimal(50)}) == []
    assert codes({**STEPS, Month(2013, 3): Decimal(49)}) == ["plan-step-against-target"]


def test_what_the_years_end_may_bring_stands_beside_the_step_and_does_not_rate(plan: Plan) -> None:
    """41 to 45 from April to August, 46 in September: the line ends near 52."""
    months = [
        Returns(
            Month(2012, 4 + at),
            (Input("a.xlsx", "", "A"),),
            {ATTENDED.key: MeasureEntry(actual=Decimal(41 + at), as_at=Month(2012, 4 + at).last)},
        )
        for at in range(5)
    ]
    result = _assessed_alone(
        plan, ATTENDED, MeasureEntry(actual=Decimal(46), as_at=T), earlier_of(months)
    )
    assert (result.state, result.compared and result.compared.on) == (GREEN, RatedOn.STEP)
    assert forecast_words(result, plan) == "Likely to meet 50%: 51% to 53% if nothing changes"
