"""How the plan stood in a month.

The state of every row, as it was reported or as it is assessed now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.measures import RowState, states_of_measures
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.slippage import expected_last
from cyps_reports.groups import grouped
from cyps_reports.plan.cell_texts import PlanCells
from cyps_reports.plan.dates.months import Month
from cyps_reports.returns.model import DeadlineKey, MeasureKey
from cyps_reports.theme import Tone


@dataclass(frozen=True, slots=True)
class MeasureStanding:
    """The state of a measure row and the actual it rests on.

    And whether the plan gave it a target or steps.
    """

    state: MeasureState
    actual: Decimal | None = None
    can_be_rated: bool = True
    priority: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineStanding:
    """The state of a deadline, the date that counted, and the last expected date.

    The date that counted is the re-dated one where there was one, else the due date.

    That is the one readers know of: a later month is told where it is another.
    """

    state: DeadlineState
    binding: date | None = None
    expected: date | None = None
    priority: str = ""


@dataclass(frozen=True)
class Position:
    """Every row of the plan in a month.

    `is_reported` where it is what the readers of that month's report were told. `cells` is what the
    plan said then; None where nobody kept it. `answered` are the questions whose answers had been
    told by then, likewise.
    """

    month: Month
    as_at: date
    measures: Mapping[MeasureKey, MeasureStanding] = field(default_factory=dict)
    deadlines: Mapping[DeadlineKey, DeadlineStanding] = field(default_factory=dict)
    is_reported: bool = False
    cells: PlanCells | None = None
    answered: frozenset[str] | None = None

    def measure_counts(self, code: str = "") -> Counter[MeasureState]:
        """How many measures, not rows, are in each state, of one priority or of all."""
        return Counter(self.measure_states(code).values())

    def measure_states(self, code: str = "") -> dict[str, MeasureState]:
        """The state of each measure by its reference, of one priority or of all."""
        rows = self._measures.get(code, ()) if code else self.measures.items()
        return states_of_measures(
            RowState(ref, each.state, each.can_be_rated) for (ref, _), each in rows
        )

    def deadlines_of(self, code: str = "") -> Iterable[tuple[DeadlineKey, DeadlineStanding]]:
        """The deadlines with their keys, of one priority or of all."""
        return self._deadlines.get(code, ()) if code else self.deadlines.items()

    def tone_counts(self, code: str = "") -> Counter[Tone]:
        """How many deadlines have each colour, of one priority or of all.

        What was withdrawn is counted apart.
        """
        rows = self.deadlines_of(code)
        return Counter(each.state.rag for _, each in rows if not each.state.is_withdrawn)

    @cached_property
    def _measures(self) -> dict[str, tuple[tuple[MeasureKey, MeasureStanding], ...]]:
        return grouped(self.measures.items(), lambda row: row[1].priority)

    @cached_property
    def _deadlines(self) -> dict[str, tuple[tuple[DeadlineKey, DeadlineStanding], ...]]:
        return grouped(self.deadlines.items(), lambda row: row[1].priority)

    def within(self, assessment: Assessment) -> Position:
        """The same with only the rows that an assessment is about, as with one director lead's."""
        measures = {result.measure.key for result in assessment.measures}
        deadlines = {result.key for result in assessment.deadlines}
        return replace(
            self,
            measures={key: each for key, each in self.measures.items() if key in measures},
            deadlines={key: each for key, each in self.deadlines.items() if key in deadlines},
        )


def _standing(result: DeadlineResult, assessment: Assessment) -> DeadlineStanding:
    expected, priority = expected_last(result, assessment), result.milestone.priority
    return DeadlineStanding(result.state, result.deadline.binding, expected, priority)


def position_of(assessment: Assessment) -> Position:
    """The position that an assessment comes to, without what the plan says.

    That stands in the assessment.
    """
    return Position(
        month=assessment.month,
        as_at=assessment.as_at,
        measures={
            result.measure.key: MeasureStanding(
                result.state, result.actual, result.measure.can_be_rated, result.measure.priority
            )
            for result in assessment.measures
        },
        deadlines={
            deadline.key: _standing(deadline, assessment) for deadline in assessment.deadlines
        },
    )
