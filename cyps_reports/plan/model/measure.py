"""A measure of the plan as frozen data.

What it counts, what it aims for, what it is compared with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cyps_reports.findings import Places
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import ANNUAL, ReportingPeriod
from cyps_reports.plan.model.decisions import RangeMove, Withdrawal, is_later
from cyps_reports.plan.model.quantities import Band, Figure, Missing, Target, Tolerance, decimals_of
from cyps_reports.plan.model.references import reference_of
from cyps_reports.plan.model.units import Unit

ANNUAL_RESULT = "annual"
"""What a plan may say of a measure's frequency, in any letters."""


class Polarity(StrEnum):
    """Which way a measure should move. Data of the plan, never inferred from its figures."""

    HIGHER = "higher"
    LOWER = "lower"
    CLOSE = "close"
    MONITOR = "monitor"


class Basis(StrEnum):
    """What a month's figure of a measure stands for, which decides what it can be compared with.

    A snapshot is the position on a day, a cumulative figure the year so far, a rolling one a time
    that moves on with the month, an annual one the whole year's result.
    """

    SNAPSHOT = "snapshot"
    CUMULATIVE = "cumulative"
    ROLLING = "rolling"
    ANNUAL = "annual"


class Between(StrEnum):
    """What counts between two steps of a measure.

    The last one reached, or the straight line from one to the next.
    """

    HOLD = "hold"
    LINE = "line"


class AboutChildren(StrEnum):
    """Whether a figure counts children, or rests on a count of them."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Comparator:
    """What a measure is compared with: whose figure it is, in the measure's unit, of which year.

    The plan's note.

    Of a measure that is a text, `said` is what stands in the figure's place.
    """

    name: str
    figure: Figure
    year: str = ""
    note: str = ""
    said: str = ""

    @property
    def called(self) -> str:
        """`England 2010/11`."""
        return f"{self.name} {self.year}".strip()


@dataclass(frozen=True, slots=True)
class EarlierYear:
    """What a measure was in an earlier year, in its unit.

    `year` is as the plan says it: `2010/11`, `Baseline 2010`.

    Of a measure that is a text, `said` is what stands in the figure's place.
    """

    year: str
    figure: Figure
    note: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of a targets table: a measure, or one component of it.

    It has a `reference` of its own, or a number that makes one. `steps` are its targets for the end
    of some months within the plan, in the measure's unit. `target_said` is how the plan says its
    target where that is more than the figure: `at least 85%`. `green_limit` and `amber_limit` are
    the last figures that are green and amber, where the plan sets them; without a green limit the
    target is it. The figures of a measure that is judged are places of its unit's values; of one
    that is a text, the texts are `target_said`, `outturn_said` and `similar_said`. `similar_named`
    is the comparator whose figure `similar` is, "" where the plan has it in its own column. `head`
    is who fills it in, where that is not the priority's head of service. `was` is what it was
    called in last year's plan, "" where it is new. `range_moves` are the usual ranges made anew by
    approval. `about_children` is None where the plan does not say; `numerator`, `denominator` and
    `sum_of` name the rows that a figure is made of, `denominator` or the number of children.
    """

    priority: str
    number: int | None
    component: str
    name: str
    unit: Unit
    polarity: Polarity
    similar: Figure = Missing.NOT_GIVEN
    similar_said: str = ""
    similar_note: str = ""
    outturn: Figure = Missing.NOT_GIVEN
    outturn_said: str = ""
    outturn_note: str = ""
    target: Target = Missing.NOT_GIVEN
    target_said: str = ""
    target_note: str = ""
    target_due: Month | None = None
    frequency: str = ""
    tolerance: Tolerance | None = None
    green_limit: Decimal | None = None
    amber_limit: Decimal | None = None
    decimals_set: int | None = None
    basis_set: Basis | None = None
    steps: Mapping[Month, Decimal] = field(default_factory=dict)
    between_set: Between | None = None
    reported: ReportingPeriod | None = None
    reference: str = ""
    similar_named: str = ""
    comparators: tuple[Comparator, ...] = ()
    earlier_years: tuple[EarlierYear, ...] = ()
    head: str = ""
    withdrawal: Withdrawal | None = None
    was: str = ""
    range_moves: tuple[RangeMove, ...] = ()
    about_children: AboutChildren | None = None
    numerator: str = ""
    denominator: str = ""
    sum_of: tuple[str, ...] = ()
    places: Places = field(default_factory=dict, compare=False)

    @property
    def ref(self) -> str:
        """The reference as the plan prints it.

        Its own, else from the priority's code and the number, like `A1`.
        """
        return self.reference or reference_of(self.priority, self.number)

    @property
    def key(self) -> tuple[str, str]:
        """Reference and component: what finds this row in a return."""
        return self.ref, self.component

    @property
    def called(self) -> str:
        """What a sentence calls it: `A1`, or `E1 Gross` with its component."""
        return f"{self.ref} {self.component}".strip()

    @property
    def is_about_children(self) -> bool:
        """Whether the plan says that it is about children."""
        return self.about_children is AboutChildren.YES

    @property
    def basis(self) -> Basis:
        """The data basis.

        What the plan sets, else annual where it is reported once a year, else a snapshot.
        """
        is_annual = self.frequency.casefold() == ANNUAL_RESULT or self.reported == ANNUAL
        return self.basis_set or (Basis.ANNUAL if is_annual else Basis.SNAPSHOT)

    @property
    def is_of_year_alone(self) -> bool:
        """Whether a figure dated before the plan year is none of this year's.

        That is the year so far; and a year's result of a measure that goes on from last year's
        plan, whose last result is its outturn.
        """
        is_last_years = self.basis is Basis.ANNUAL and bool(self.was)
        return is_last_years or self.basis is Basis.CUMULATIVE

    @property
    def between(self) -> Between:
        """What counts between two steps.

        What the plan sets, else the line where the figure is of the year so far.
        """
        return self.between_set or (
            Between.LINE if self.basis is Basis.CUMULATIVE else Between.HOLD
        )

    @property
    def can_be_rated(self) -> bool:
        """Whether there is a target or steps to rate it against.

        It is then neither only monitored nor withdrawn.

        A text is rated by its manager, whatever its target says.
        """
        has_standard = bool(self.target_figures) or bool(self.steps) or self.unit.is_text
        return has_standard and self.polarity is not Polarity.MONITOR and self.withdrawal is None

    def as_it_stood(self, day: date) -> Measure:
        """The measure as it was known on a day.

        A withdrawal, and a usual range made anew, count from the day they were approved.
        """
        moves = tuple(move for move in self.range_moves if not is_later(move, day))
        withdrawal = None if is_later(self.withdrawal, day) else self.withdrawal
        if (withdrawal, moves) == (self.withdrawal, self.range_moves):
            return self
        return replace(self, withdrawal=withdrawal, range_moves=moves)

    @property
    def decimals(self) -> int:
        """The published decimals.

        Those the plan sets, else the most that any of its figures shows.
        """
        if self.unit.is_judged:
            return 0
        if self.decimals_set is not None:
            return self.decimals_set
        figures = (self.similar, self.outturn, *self.target_figures, *self.steps.values())
        return max(
            (decimals_of(figure) for figure in figures if isinstance(figure, Decimal)), default=0
        )

    @property
    def values(self) -> tuple[str, ...]:
        """The values of a grade, the best first; none of a measure whose values its unit tells."""
        return () if self.unit.is_yes_or_no else self.unit.values

    @property
    def target_figures(self) -> tuple[Decimal, ...]:
        """The figures that its target gives: one, the two ends of a range, or none."""
        match self.target:
            case Band(low, high):
                return low, high
            case Missing():
                return ()
            case figure:
                return (figure,)
