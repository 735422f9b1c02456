"""The approved plan as frozen data.

Priorities with their measures and milestones, and what holds for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from cyps_reports.findings import Places
from cyps_reports.groups import grouped
from cyps_reports.plan.dates.months import MONTHS_OF_A_YEAR, Month, months_between
from cyps_reports.plan.dates.periods import ANNUAL, MONTHLY, ReportingPeriod
from cyps_reports.plan.model.decisions import Closed
from cyps_reports.plan.model.leads import DEFAULT_LEAD_WORD, NOBODY, Lead
from cyps_reports.plan.model.measure import Basis, Measure
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.quantities import Tolerance
from cyps_reports.plan.model.question import Question
from cyps_reports.plan.model.references import same_reference
from cyps_reports.plan.model.report_text import StandingText
from cyps_reports.plan.model.short_names import short_name_of
from cyps_reports.plan.model.sign_off import SignOffAsked
from cyps_reports.plan.model.small_numbers import Edition, SmallNumbers
from cyps_reports.plan.model.vocabulary import STANDARD, Vocabulary

SIMILAR_AUTHORITIES = "Similar authorities"
"""What measures are compared with where the plan names no comparator."""

DEFAULT_CLOSING_DAYS = 5
"""Where the plan sets no other: returns are due five working days after the month's end."""


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority area (A to E in the built-in plan), with its head of service and their address.

    `short_title` are a few words for where there is little room.
    """

    code: str
    title: str
    head: str = ""
    email: str = ""
    short_title: str = ""
    places: Places = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Plan:
    """A year's approved improvement plan, in the plan's own order.

    `closing_days` are the working days after a month's end by which its returns are due; `reported`
    is how often they are, and how often a measure is that sets nothing else. `also_titles` are the
    titles it had before, `closed` what was in last year's plan and is not in this one.
    `small_numbers` is what the public edition keeps back, `emailed` the edition that is sent.
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
    contact: str = ""
    marking: str = ""
    email_sender: str = ""
    email_to: str = ""
    email_copies: str = ""
    mail_server: str = ""
    also_titles: str = ""
    outturn_heading: str = ""
    lead_word: str = DEFAULT_LEAD_WORD
    similar_name: str = ""
    small_numbers: SmallNumbers = SmallNumbers.COUNTS
    emailed: Edition = Edition.INTERNAL
    sign_off: SignOffAsked = SignOffAsked.NO
    vocabulary: Vocabulary = STANDARD
    priorities: tuple[Priority, ...] = ()
    leads: tuple[Lead, ...] = ()
    measures: tuple[Measure, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    closed: tuple[Closed, ...] = ()
    standing_texts: tuple[StandingText, ...] = ()
    questions: tuple[Question, ...] = ()
    places: Places = field(default_factory=dict, compare=False)

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The months of the plan year in their order."""
        return months_between(self.starts, self.ends)

    @cached_property
    def report_months(self) -> tuple[Month, ...]:
        """The months of the plan in which returns are due, in their order.

        All of them in a monthly plan.
        """
        return self.reported.ends(self.months)

    def is_report_month(self, month: Month) -> bool:
        """Whether returns are due in a month; a month outside the plan is told of as such."""
        return month in self.report_months or month not in self.months

    def report_month_after(self, month: Month) -> Month:
        """The next month in which returns are due; the month after where there is none any more."""
        return next(
            (report_month for report_month in self.report_months if report_month > month),
            month.next,
        )

    def report_month_before(self, month: Month) -> Month | None:
        """The last month before another in which returns were due; None where there is none."""
        return next(
            (report_month for report_month in reversed(self.report_months) if report_month < month),
            None,
        )

    def period_of(self, measure: Measure) -> ReportingPeriod:
        """How often a measure is reported.

        As it sets itself, once where it has an annual result, else as the plan.
        """
        is_annual = measure.basis is Basis.ANNUAL or measure.target_due is not None
        return measure.reported or (ANNUAL if is_annual else self.reported)

    def due_months(self, measure: Measure) -> tuple[Month, ...]:
        """The months in whose returns a figure of a measure is due, in their order.

        That is where its reporting period ends, or the next month with returns. An annual result is
        due when the plan expects it, and again every year; else in the last month of each year of
        the plan. It may never be due.
        """
        period, expected = self.period_of(measure), measure.target_due
        if expected is None and period == self.reported:
            return self.report_months
        last = self.report_months[-1]
        if period == ANNUAL and expected:
            years = range(len(self.months) // MONTHS_OF_A_YEAR + 1)
            ends: Iterable[Month] = (Month(expected.year + year, expected.number) for year in years)
        else:
            # The plan's year may go on after the last returns are due.
            ends = (
                min(each, last)
                for each in period.ends(self.months)
                if not expected or each >= expected
            )
        due = (
            next((report_month for report_month in self.report_months if report_month >= end), None)
            for end in ends
        )
        return tuple(dict.fromkeys(each for each in due if each))

    @property
    def identity(self) -> str:
        """What a return workbook says to show which plan it belongs to."""
        return f"{self.title} {self.year}"

    @cached_property
    def says_about_children(self) -> bool:
        """Whether any row says if it is about children, as where a public edition is meant."""
        return any(each.about_children for each in self.measures)

    @cached_property
    def goes_on(self) -> bool:
        """Whether any row says what it was last year, or was closed."""
        of_measures = any(each.was for each in self.measures)
        return bool(self.closed) or of_measures or any(each.was for _, each in self.deadlines())

    @property
    def outturn_year(self) -> str:
        """The year before.

        `2011/12` for a plan that starts in April 2012, `2011` for one that starts in January.
        """
        before = self.starts.year - 1
        return f"{before}" if self.starts.month == 1 else f"{before}/{self.starts.year % 100:02d}"

    @property
    def outturn_column(self) -> str:
        """What the column of last year's figures is called.

        As the plan says, else `Outturn 2011/12`.
        """
        return self.outturn_heading or f"Outturn {self.outturn_year}"

    @property
    def outturn_said(self) -> str:
        """What a sentence calls last year's figures: as the plan says, else `2011/12 outturn`."""
        return self.outturn_heading or f"{self.outturn_year} outturn"

    @property
    def similar_column(self) -> str:
        """What the figures are called that measures are compared with.

        The comparator, else `Similar authorities`.
        """
        return self.similar_name or SIMILAR_AUTHORITIES

    @property
    def lead_column(self) -> str:
        """What a column of leads is called.

        `Lead`, or the plan's word, unless that only says what kind of lead.
        """
        is_kind = self.lead_word.casefold().endswith(DEFAULT_LEAD_WORD.casefold())
        return DEFAULT_LEAD_WORD if is_kind else self.lead_word

    @property
    def short_name(self) -> str:
        """What the names of the results begin with, like `cyps`."""
        return short_name_of(self.service)

    def as_it_stood(self, day: date) -> Plan:
        """The plan as it was known on a day.

        Without the re-datings and withdrawals that were approved later.
        """
        measures = tuple(measure.as_it_stood(day) for measure in self.measures)
        milestones = tuple(milestone.as_it_stood(day) for milestone in self.milestones)
        if (measures, milestones) == (self.measures, self.milestones):
            return self
        return replace(self, measures=measures, milestones=milestones)

    def tolerance_of(self, measure: Measure) -> Tolerance:
        """The measure's own tolerance, else the plan's."""
        return measure.tolerance or self.tolerance

    @cached_property
    def references(self) -> frozenset[str]:
        """Those of all measures and milestones."""
        rows: tuple[Measure | Milestone, ...] = (*self.measures, *self.milestones)
        return frozenset(each.ref for each in rows)

    def measures_of(self, priority: str) -> tuple[Measure, ...]:
        """The measure rows of one priority."""
        return self._measures.get(priority, ())

    def milestones_of(self, priority: str) -> tuple[Milestone, ...]:
        """The milestones of one priority."""
        return self._milestones.get(priority, ())

    def priority_with(self, ref: str) -> str:
        """The priority of the row with a reference, however that is written.

        "" where the plan has no such row.

        Nothing else tells: a reference need not begin with its priority's code.
        """
        return self._priorities.get(same_reference(ref), "")

    @cached_property
    def _priorities(self) -> dict[str, str]:
        rows: tuple[Measure | Milestone, ...] = (*self.measures, *self.milestones)
        return {same_reference(row.ref): row.priority for row in rows}

    @cached_property
    def _measures(self) -> dict[str, tuple[Measure, ...]]:
        return grouped(self.measures, lambda measure: measure.priority)

    @cached_property
    def _milestones(self) -> dict[str, tuple[Milestone, ...]]:
        return grouped(self.milestones, lambda milestone: milestone.priority)

    def deadlines(self) -> tuple[tuple[Milestone, Deadline], ...]:
        """Every deadline with its milestone."""
        return tuple(
            (milestone, deadline)
            for milestone in self.milestones
            for deadline in milestone.deadlines
        )

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
