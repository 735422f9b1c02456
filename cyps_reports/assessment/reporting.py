"""Reporting periods in a month.

Whether a measure's figure is due, and which earlier one stands until it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from cyps_reports.assessment.earlier import Earlier, EarlierActual, EarlierText
from cyps_reports.plan.dates.months import MONTHS_OF_A_YEAR, Month
from cyps_reports.plan.dates.periods import ANNUAL
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Reporting:
    """What a measure's reporting period means for a month whose return gives no figure of it.

    `kept` is the earlier actual that stands, a figure or a text; None where there is none, or where
    a later one is due. `is_due` where one is asked for, `is_late` where it was due in an earlier
    month and never came, `next_due` is when it is asked for next; None where that is in no later
    month of the plan.
    """

    kept: EarlierActual | EarlierText | None = None
    is_due: bool = True
    is_late: bool = False
    next_due: Month | None = None


DUE = Reporting()
"""Of a measure that is reported every month."""


def reporting_of(measure: Measure, plan: Plan, month: Month, earlier: Earlier) -> Reporting:
    """How a measure stands in its reporting period in a month.

    It goes by what the earlier months' returns gave.

    A result of a year that is due stays so until it is given, and may come before; any other figure
    is asked for in the month in which its period ends, and that month's own. Of a measure that was
    withdrawn nothing is.
    """
    if measure.withdrawal:
        return Reporting(is_due=False)
    due = plan.due_months(measure)
    passed = tuple(each for each in due if each <= month)
    following = next((each for each in due if each > month), None)
    newest = _newest(measure, plan, earlier)
    if not passed:
        return Reporting(newest, is_due=False, next_due=following)
    last, is_annual = passed[-1], plan.period_of(measure) == ANNUAL
    if newest and _is_of_period(newest, passed, plan.months[0], is_annual):
        return Reporting(newest, is_due=False, next_due=following)
    is_late = last < month
    if not is_late or is_annual:
        return Reporting(None, is_late=is_late, next_due=following)
    is_known = last in earlier.months
    return Reporting(
        None if is_known else newest, is_due=False, is_late=is_known, next_due=following
    )


def _is_of_period(
    given: EarlierActual | EarlierText, passed: tuple[Month, ...], first: Month, is_annual: bool
) -> bool:
    """Whether what was given is the figure that was due last.

    A result of a year may come before it is due: in the first year from the plan's first month on,
    later in the half-year before, and of a day after the result before it was due.
    """
    *before, last = passed
    if given.month >= last or not is_annual:
        return given.month >= last
    if not before:
        return given.month >= first
    is_of_another_year = given.day > before[-1].last
    return is_of_another_year and last.months_since(given.month) <= MONTHS_OF_A_YEAR // 2


def _newest(measure: Measure, plan: Plan, earlier: Earlier) -> EarlierActual | EarlierText | None:
    """The last actual given that can be rated.

    The year so far cannot have been counted before the year began.
    """
    if measure.unit.is_text:
        said = earlier.texts.get(measure.key, ())
        return next((each for each in said if each.month >= plan.months[0]), None)
    actuals = earlier.actuals.get(measure.key, ())
    given = (each for each in actuals if each.month >= plan.months[0])
    is_bound = measure.is_of_year_alone
    return next((each for each in given if not is_bound or each.day >= plan.starts), None)
