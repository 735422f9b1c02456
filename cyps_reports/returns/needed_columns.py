"""Which columns of the return its rows need: those of some rows alone stand only where one does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.small_numbers import asks_denominator, asks_numerator
from cyps_reports.returns.layout import (
    TARGET_COLUMNS,
    DeadlineColumn,
    MeasureColumn,
    milestone_columns,
)
from cyps_reports.returns.model import DENOMINATOR, NUMERATOR, OWN_RATING, PUBLIC_COMMENT
from cyps_reports.workbooks.layout import Column


def target_columns(measures: Iterable[Measure]) -> tuple[Column, ...]:
    """The columns of the sheet Targets that these measures need.

    A rating of one's own stands there only where one is judged, what the public edition needs where
    the plan says what is about children, an optional one of the plan where it says something.
    """
    rows = tuple(measures)
    return tuple(column for column in TARGET_COLUMNS if _is_needed(column, rows))


def _is_needed(column: Column, rows: tuple[Measure, ...]) -> bool:
    """Whether any measure needs a column of the sheet Targets."""
    if column.key in _NEEDED_BY:
        return any(map(_NEEDED_BY[column.key], rows))
    if isinstance(column, MeasureColumn) and column.is_optional:
        return any(map(column.value, rows))
    return True


_NEEDED_BY: Mapping[str, Callable[[Measure], bool]] = {
    OWN_RATING: lambda measure: measure.unit.is_judged,
    NUMERATOR: asks_numerator,
    DENOMINATOR: asks_denominator,
    PUBLIC_COMMENT: lambda measure: measure.about_children is not None,
}
"""Which measures need a column that is not for all."""


def not_asked_of(measure: Measure) -> frozenset[str]:
    """The columns to fill in that others on the sheet need and a measure does not."""
    not_needed = (key for key, is_needed in _NEEDED_BY.items() if not is_needed(measure))
    # Of yes and no the plan says which is right.
    rated_by_plan = (OWN_RATING,) if measure.unit.is_yes_or_no else ()
    return frozenset((*not_needed, *rated_by_plan))


def deadline_columns(
    plan: Plan, deadlines: Iterable[tuple[Milestone, Deadline]]
) -> tuple[Column, ...]:
    """The columns of the sheet Milestones that these deadlines need.

    Likewise, and with the plan's word over leads.
    """
    rows = tuple(deadlines)
    return tuple(
        column
        for column in milestone_columns(plan)
        if (column.key != PUBLIC_COMMENT or plan.says_about_children)
        and (
            not (isinstance(column, DeadlineColumn) and column.is_optional)
            or any(column.value(*row) for row in rows)
        )
    )
