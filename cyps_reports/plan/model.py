"""The approved plan as frozen data: priorities, leads, measures, milestones and their deadlines."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from cyps_reports.findings import CellRef
from cyps_reports.plan.dates import MONTHS_OF_A_YEAR, Month, months_between
from cyps_reports.plan.periods import ANNUAL, MONTHLY, Period, ReportingPeriod
from cyps_reports.plan.references import reference_of, same_reference
from cyps_reports.plan.units import Unit
from cyps_reports.plan.vocabulary import STANDARD, Vocabulary

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


SIMILAR_AUTHORITIES = "Similar authorities"
"""What measures are compared with where the plan names no comparator."""

DEFAULT_LEAD_WORD = "Lead"
"""Where the plan calls its leads by no other word."""

_ANNUAL_RESULT = "annual"
"""What a plan may say of a measure's frequency, in any letters."""

_SMALL = ("and", "of", "the", "for", "in", "with")
_LONGEST_SHORT_NAME = 20

DEFAULT_CLOSING_DAYS = 5
"""Where the plan sets no other: returns are due five working days after the month's end."""


class Missing(StrEnum):
    """Why the plan holds no figure; the value is what stands in the plan's cell, four different things."""

    NOT_APPLICABLE = "NA"
    TO_BE_CONFIRMED = "TBC"
    TO_BE_DETERMINED = "TBD"
    NOT_GIVEN = ""


Figure = Decimal | Missing
"""A figure of the plan in its measure's unit (percentages as 78.5), with the decimals the plan shows."""


@dataclass(frozen=True, slots=True)
class Band:
    """A target that is a range, in its measure's unit: on target from `low` to `high`, both included."""

    low: Decimal
    high: Decimal

    def end_near(self, figure: Decimal) -> Decimal:
        """The end of the range that a figure outside it lies beyond."""
        return self.low if figure < self.low else self.high


Target = Figure | Band
"""What a measure aims for: a figure, a range, or why the plan has neither."""


class Polarity(StrEnum):
    """Which way a measure should move. Data of the plan, never inferred from its figures."""

    HIGHER = "higher"
    LOWER = "lower"
    CLOSE = "close"
    MONITOR = "monitor"


class Basis(StrEnum):
    """What a month's figure of a measure stands for, which decides what it can be compared with.

    A snapshot is the position on a day, a cumulative figure the year so far, a rolling one a time that moves on
    with the month, an annual one the whole year's result.
    """

    SNAPSHOT = "snapshot"
    CUMULATIVE = "cumulative"
    ROLLING = "rolling"
    ANNUAL = "annual"


class Between(StrEnum):
    """What counts between two steps of a measure: the last one reached, or the straight line from one to the next."""

    HOLD = "hold"
    LINE = "line"


class Recurrence(StrEnum):
    """Whether a deadline comes back in every period of time, or never ends."""

    NONE = ""
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    TERMLY = "termly"
    HALF_YEARLY = "half-yearly"
    ANNUAL = "annual"
    ONGOING = "ongoing"

    @property
    def period(self) -> Period | None:
        """The period in which it is due again; None where there is none."""
        return _PERIODS.get(self)

    @property
    def with_article(self) -> str:
        """What a sentence calls it: `a monthly`, `an annual`."""
        return f"{'an' if self in (Recurrence.ANNUAL, Recurrence.ONGOING) else 'a'} {self}"


_PERIODS = {
    Recurrence.MONTHLY: Period.MONTH,
    Recurrence.QUARTERLY: Period.QUARTER,
    Recurrence.TERMLY: Period.TERM,
    Recurrence.HALF_YEARLY: Period.HALF_YEAR,
    Recurrence.ANNUAL: Period.YEAR,
}


class WithdrawnAs(StrEnum):
    """What became of a row that the plan no longer pursues."""

    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A row taken out of what is pursued, by approval; `why` says, of one that was merged, into which other."""

    kind: WithdrawnAs
    approved_by: str
    approved_on: date
    why: str = ""


class AtApproval(StrEnum):
    """How far a milestone's part was when the plan was approved."""

    OPEN = ""
    COMPLETED = "completed"
    COMPLETED_AND_ONGOING = "completed & ongoing"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far past its target an actual may be and still be amber.

    `amount` is a percentage of the target's absolute value, or, where `is_absolute`, in the measure's unit.
    """

    amount: Decimal
    is_absolute: bool = False

    def around(self, target: Decimal) -> Decimal:
        """The tolerance of a target, in the target's unit, never negative."""
        return self.amount if self.is_absolute else abs(target) * self.amount / 100


Places = Mapping[str, CellRef]
"""Where each value of a row stands in the plan workbook, by column key."""


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority area, A to E in the built-in plan, with its head of service and where to write to them."""

    code: str
    title: str
    head: str = ""
    email: str = ""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Lead:
    """A director lead: a person, a post or a team. Not all of initials, name and post need be there."""

    initials: str
    name: str
    post: str
    email: str = ""
    places: Places = field(default_factory=dict, compare=False, repr=False)

    @property
    def key(self) -> str:
        """What the milestones name them by: the initials, else the name, else the post."""
        return self.initials or self.name or self.post

    @property
    def called(self) -> str:
        """Who it is: the name, else the post, else the initials."""
        return self.name or self.post or self.initials

    @property
    def in_full(self) -> str:
        """Name and post, as far as they are there."""
        return ", ".join(part for part in (self.name, self.post) if part) or self.initials


NOBODY = Lead("", "No lead", "")
"""The lead of a milestone that has none."""


@dataclass(frozen=True, slots=True)
class Comparator:
    """What a measure is compared with: whose figure it is, in the measure's unit, of which year; the plan's note.

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
    """What a measure was in an earlier year, in its unit; `year` is as the plan says it: `2010/11`, `Baseline 2010`.

    Of a measure that is a text, `said` is what stands in the figure's place.
    """

    year: str
    figure: Figure
    note: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of a targets table: a measure, or one component of it.

    It has a `reference` of its own, or a number that makes one. `steps` are its targets for the end of some months
    within the plan, in the measure's unit. `target_said` is how the plan says its target where that is more than
    the figure: `at least 85%`. `green_limit` and `amber_limit` are the last figures that are green and amber, where the
    plan sets them; without a green limit the target is it. The figures of a measure that is judged are places of its
    unit's values; of one that is a text, the texts are `target_said`, `outturn_said` and `similar_said`.
    `similar_named` is the comparator whose figure `similar` is, "" where the plan has it in its own column. `head` is
    who fills it in, where that is not the priority's head of service.
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
    places: Places = field(default_factory=dict, compare=False, repr=False)

    @property
    def ref(self) -> str:
        """As the plan prints it: its own, else from the priority's code and the number, like `A1`."""
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
    def basis(self) -> Basis:
        """The data basis: what the plan sets, else annual where it is reported once a year, else a snapshot."""
        is_annual = self.frequency.casefold() == _ANNUAL_RESULT or self.reported == ANNUAL
        return self.basis_set or (Basis.ANNUAL if is_annual else Basis.SNAPSHOT)

    @property
    def between(self) -> Between:
        """What counts between two steps: what the plan sets, else the line where the figure is of the year so far."""
        return self.between_set or (Between.LINE if self.basis is Basis.CUMULATIVE else Between.HOLD)

    @property
    def can_be_rated(self) -> bool:
        """Whether there is a target or steps to rate it against, and it is neither only monitored nor withdrawn.

        A text is rated by its manager, whatever its target says.
        """
        has_standard = bool(self.target_figures) or bool(self.steps) or self.unit.is_text
        return has_standard and self.polarity is not Polarity.MONITOR and self.withdrawal is None

    def as_it_stood(self, day: date) -> Measure:
        """The measure as it was known on a day: a withdrawal counts from the day it was approved, not before."""
        return replace(self, withdrawal=None) if _is_later(self.withdrawal, day) else self

    @property
    def decimals(self) -> int:
        """The published decimals: those the plan sets, else the most that any of its figures shows."""
        if self.unit.is_judged:
            return 0
        if self.decimals_set is not None:
            return self.decimals_set
        figures = (self.similar, self.outturn, *self.target_figures, *self.steps.values())
        return max((decimals_of(figure) for figure in figures if isinstance(figure, Decimal)), default=0)

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


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, tuple[Item, ...]]:
    """The items by key, each group in the order given."""
    groups: dict[Key, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return {name: tuple(group) for name, group in groups.items()}


def decimals_of(figure: Decimal) -> int:
    """How many decimals a figure is written with: 3 for 86.190."""
    exponent = figure.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True)
class Redating:
    """A due date moved by approval; the first due date stays beside it.

    `due_said` is how the plan says the new one where that is no day, like `June 2017`.
    """

    due: date
    approved_by: str
    approved_on: date
    due_said: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date, or one recurring duty, of a milestone; `number` counts from 1.

    `due_said` is how the plan says the due date where that is no day: `June 2017`, `by end of Q3`. It is due on the
    last day of that time; words like `Phase 2` or `TBC` stand for no date.
    """

    number: int
    due: date | None = None
    recurrence: Recurrence = Recurrence.NONE
    at_approval: AtApproval = AtApproval.OPEN
    purpose: str = ""
    redating: Redating | None = None
    due_said: str = ""
    withdrawal: Withdrawal | None = None
    places: Places = field(default_factory=dict, compare=False, repr=False)

    def as_it_stood(self, day: date) -> Deadline:
        """The deadline as it was known on a day: what was approved counts from the day it was approved, not before."""
        stood = replace(self, redating=None) if _is_later(self.redating, day) else self
        return replace(stood, withdrawal=None) if _is_later(self.withdrawal, day) else stood

    @property
    def binding(self) -> date | None:
        """The date that counts: the re-dated one where there is one."""
        return self.redating.due if self.redating else self.due

    @property
    def binding_said(self) -> str:
        """How the plan says the date that counts where that is no day; "" where it is one."""
        return self.redating.due_said if self.redating else self.due_said

    @property
    def is_ongoing(self) -> bool:
        """Ongoing by the plan, or completed at approval and ongoing since (B15, B16)."""
        return self.recurrence is Recurrence.ONGOING or self.at_approval is AtApproval.COMPLETED_AND_ONGOING

    @property
    def period(self) -> Period | None:
        """The period of time in which it is due again, month by month or longer; None where it is not."""
        return self.recurrence.period

    @property
    def recurs(self) -> bool:
        """Whether it is a duty that is never done for good: due again in every period, or ongoing."""
        return self.period is not None or self.is_ongoing


def _is_later(approved: Redating | Withdrawal | None, day: date) -> bool:
    """Whether something was approved only after a day."""
    return approved is not None and approved.approved_on > day


def deadline_called(ref: str, number: int | str) -> str:
    """What a deadline is called beside others of its milestone: `A20, deadline 2`."""
    return f"{ref}, deadline {number}"


@dataclass(frozen=True, slots=True)
class Milestone:
    """What will be done, by which director lead, with which partners, by which deadlines.

    `lead` is the key of the lead who is accountable, "" where there is none; `other_leads` are the keys of those who
    lead it too. It has a `reference` of its own, or a number that makes one. `success` and `evidence` are how the plan
    knows that it is done; `moves` are the references of the measures it should move. `head` is who fills it in, where
    that is not the priority's head of service.
    """

    priority: str
    number: int | None
    heading: str
    name: str
    lead: str
    partners: tuple[str, ...] = ()
    progress_at_approval: str = ""
    depends_on: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    reference: str = ""
    other_leads: tuple[str, ...] = ()
    success: str = ""
    evidence: str = ""
    moves: tuple[str, ...] = ()
    head: str = ""

    @property
    def ref(self) -> str:
        """As the plan prints it: its own, else from the priority's code and the number, like `A12`."""
        return self.reference or reference_of(self.priority, self.number)

    @property
    def leads(self) -> str:
        """Its leads as the plan prints them, the accountable one first: `JM; TK`."""
        return "; ".join(each for each in (self.lead, *self.other_leads) if each)

    def as_it_stood(self, day: date) -> Milestone:
        """The milestone with its deadlines as they were known on a day."""
        deadlines = tuple(each.as_it_stood(day) for each in self.deadlines)
        return self if deadlines == self.deadlines else replace(self, deadlines=deadlines)

    def label(self, deadline: Deadline) -> str:
        """What names one of its deadlines by itself: `A12`, or `A20, deadline 2` where there are several."""
        return deadline_called(self.ref, deadline.number) if len(self.deadlines) > 1 else self.ref

    def called(self, deadline: Deadline) -> str:
        """The same as the subject of a sentence: `A12`, or `A20, deadline 2,`."""
        label = self.label(deadline)
        return label if label == self.ref else f"{label},"


@dataclass(frozen=True)
class Plan:
    """A year's approved improvement plan, in the plan's own order.

    `closing_days` are the working days after a month's end by which its returns are due; `reported` is how often they
    are, and how often a measure is that sets nothing else.
    """

    council: str
    service: str
    title: str
    year: str
    starts: date
    ends: date
    tolerance: Tolerance
    reported: ReportingPeriod = MONTHLY
    closing_days: int = DEFAULT_CLOSING_DAYS
    report_to: str = ""
    report_of: str = ""
    also_to: str = ""
    cabinet_member: str = ""
    wards: str = ""
    key_decision: str = ""
    marking: str = ""
    email_sender: str = ""
    email_to: str = ""
    email_copies: str = ""
    mail_server: str = ""
    outturn_heading: str = ""
    lead_word: str = DEFAULT_LEAD_WORD
    similar_name: str = ""
    vocabulary: Vocabulary = STANDARD
    priorities: tuple[Priority, ...] = ()
    leads: tuple[Lead, ...] = ()
    measures: tuple[Measure, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    places: Places = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The months of the plan year in their order."""
        return months_between(self.starts, self.ends)

    @cached_property
    def report_months(self) -> tuple[Month, ...]:
        """The months of the plan in which returns are due, in their order; all of them in a monthly plan."""
        return self.reported.ends(self.months)

    def is_report_month(self, month: Month) -> bool:
        """Whether returns are due in a month; a month outside the plan is told of as such."""
        return month in self.report_months or month not in self.months

    def report_month_after(self, month: Month) -> Month:
        """The next month in which returns are due; the month after where there is none any more."""
        return next((each for each in self.report_months if each > month), month.next)

    def report_month_before(self, month: Month) -> Month | None:
        """The last month before another in which returns were due; None where there is none."""
        return next((each for each in reversed(self.report_months) if each < month), None)

    def period_of(self, measure: Measure) -> ReportingPeriod:
        """How often a measure is reported: as it sets itself, once where it has an annual result, else as the plan."""
        is_annual = measure.basis is Basis.ANNUAL or measure.target_due is not None
        return measure.reported or (ANNUAL if is_annual else self.reported)

    def due_months(self, measure: Measure) -> tuple[Month, ...]:
        """The months in whose returns a figure of a measure is due, in their order.

        That is where its reporting period ends, or the next month with returns. An annual result is due when the plan
        expects it, and again every year; else in the last month of each year of the plan. It may never be due.
        """
        period, expected = self.period_of(measure), measure.target_due
        if expected is None and period == self.reported:
            return self.report_months
        last = self.report_months[-1]
        if period == ANNUAL and expected:
            years = range(len(self.months) // MONTHS_OF_A_YEAR + 1)
            ends: Iterable[Month] = (Month(expected.year + each, expected.number) for each in years)
        else:
            # The plan's year may go on after the last returns are due.
            ends = (min(each, last) for each in period.ends(self.months) if not expected or each >= expected)
        due = (next((each for each in self.report_months if each >= end), None) for end in ends)
        return tuple(dict.fromkeys(each for each in due if each))

    @property
    def identity(self) -> str:
        """What a return workbook says to show which plan it belongs to."""
        return f"{self.title} {self.year}"

    @property
    def outturn_year(self) -> str:
        """The year before: `2011/12` for a plan that starts in April 2012, `2011` for one that starts in January."""
        before = self.starts.year - 1
        return f"{before}" if self.starts.month == 1 else f"{before}/{self.starts.year % 100:02d}"

    @property
    def outturn_column(self) -> str:
        """What the column of last year's figures is called: as the plan says, else `Outturn 2011/12`."""
        return self.outturn_heading or f"Outturn {self.outturn_year}"

    @property
    def outturn_said(self) -> str:
        """What a sentence calls last year's figures: as the plan says, else `2011/12 outturn`."""
        return self.outturn_heading or f"{self.outturn_year} outturn"

    @property
    def similar_column(self) -> str:
        """What the figures are called that measures are compared with: the comparator, else `Similar authorities`."""
        return self.similar_name or SIMILAR_AUTHORITIES

    @property
    def lead_column(self) -> str:
        """What a column of leads is called: `Lead`, or the plan's word, unless that only says what kind of lead."""
        is_kind = self.lead_word.casefold().endswith(DEFAULT_LEAD_WORD.casefold())
        return DEFAULT_LEAD_WORD if is_kind else self.lead_word

    @property
    def short_name(self) -> str:
        """What the names of the results begin with: the first letters of the service's words, like `cyps`.

        A service of one word is the word; one without letters that every system takes is `plan`.
        """
        said = re.findall(r"[a-z]+(?:['’][a-z]+)?", self.service.casefold())
        words = [word for word in said if word not in _SMALL]
        name = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)
        return name[:_LONGEST_SHORT_NAME] or "plan"

    def as_it_stood(self, day: date) -> Plan:
        """The plan as it was known on a day: without the re-datings and withdrawals that were approved later."""
        measures = tuple(each.as_it_stood(day) for each in self.measures)
        milestones = tuple(each.as_it_stood(day) for each in self.milestones)
        if (measures, milestones) == (self.measures, self.milestones):
            return self
        return replace(self, measures=measures, milestones=milestones)

    def tolerance_of(self, measure: Measure) -> Tolerance:
        """The measure's own tolerance, else the plan's."""
        return measure.tolerance or self.tolerance

    def measures_of(self, priority: str) -> tuple[Measure, ...]:
        """The measure rows of one priority."""
        return self._measures.get(priority, ())

    def milestones_of(self, priority: str) -> tuple[Milestone, ...]:
        """The milestones of one priority."""
        return self._milestones.get(priority, ())

    def priority_with(self, ref: str) -> str:
        """The priority of the row with a reference, however that is written; "" where the plan has no such row.

        Nothing else tells: a reference need not begin with its priority's code.
        """
        return self._priorities.get(same_reference(ref), "")

    @cached_property
    def _priorities(self) -> dict[str, str]:
        rows: tuple[Measure | Milestone, ...] = (*self.measures, *self.milestones)
        return {same_reference(each.ref): each.priority for each in rows}

    @cached_property
    def _measures(self) -> dict[str, tuple[Measure, ...]]:
        return grouped(self.measures, lambda measure: measure.priority)

    @cached_property
    def _milestones(self) -> dict[str, tuple[Milestone, ...]]:
        return grouped(self.milestones, lambda milestone: milestone.priority)

    def deadlines(self) -> tuple[tuple[Milestone, Deadline], ...]:
        """Every deadline with its milestone."""
        return tuple((milestone, deadline) for milestone in self.milestones for deadline in milestone.deadlines)

    def lead(self, key: str) -> Lead:
        """The lead of that key, however it is written; nobody for "".

        Raises:
            KeyError: no such lead; the plan reader refuses plans where that could happen.

        """
        wanted = same_reference(key)
        if not wanted:
            return NOBODY
        for lead in self.leads:
            if same_reference(lead.key) == wanted:
                return lead
        raise KeyError(key)
