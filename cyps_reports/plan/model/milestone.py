"""A milestone of the plan as frozen data: what will be done, by whom, by which deadlines."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from cyps_reports.findings import Places
from cyps_reports.plan.dates.periods import Period
from cyps_reports.plan.model.decisions import Redating, Withdrawal, is_later
from cyps_reports.plan.model.references import reference_of


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


class AtApproval(StrEnum):
    """How far a milestone's part was when the plan was approved."""

    OPEN = ""
    COMPLETED = "completed"
    COMPLETED_AND_ONGOING = "completed & ongoing"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date, or one recurring duty, of a milestone; `number` counts from 1.

    `due_said` is how the plan says the due date where that is no day: `June 2017`, `by end of Q3`.
    It is due on the last day of that time; words like `Phase 2` or `TBC` stand for no date. `was`
    is what it was called in last year's plan, "" where it is new.
    """

    number: int
    due: date | None = None
    recurrence: Recurrence = Recurrence.NONE
    at_approval: AtApproval = AtApproval.OPEN
    purpose: str = ""
    redating: Redating | None = None
    due_said: str = ""
    withdrawal: Withdrawal | None = None
    was: str = ""
    places: Places = field(default_factory=dict, compare=False)

    def as_it_stood(self, day: date) -> Deadline:
        """The deadline as it was known on a day.

        What was approved counts from the day it was approved, not before.
        """
        stood = replace(self, redating=None) if is_later(self.redating, day) else self
        return replace(stood, withdrawal=None) if is_later(self.withdrawal, day) else stood

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
        return (
            self.recurrence is Recurrence.ONGOING
            or self.at_approval is AtApproval.COMPLETED_AND_ONGOING
        )

    @property
    def period(self) -> Period | None:
        """The period of time in which it is due again, month by month or longer.

        None where it is not.
        """
        return self.recurrence.period

    @property
    def recurs(self) -> bool:
        """Whether it is a duty that is never done for good.

        Due again in every period, or ongoing.
        """
        return self.period is not None or self.is_ongoing


def deadline_called(ref: str, number: int | str) -> str:
    """What a deadline is called beside others of its milestone: `A20, deadline 2`."""
    return f"{ref}, deadline {number}"


@dataclass(frozen=True, slots=True)
class Milestone:
    """What will be done, by which director lead, with which partners, by which deadlines.

    `lead` is the key of the lead who is accountable, "" where there is none; `other_leads` are the
    keys of those who lead it too. It has a `reference` of its own, or a number that makes one.
    `success` and `evidence` are how the plan knows that it is done; `moves` are the references of
    the measures it should move. `head` is who fills it in, where that is not the priority's head of
    service.
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
        """The reference as the plan prints it.

        Its own, else from the priority's code and the number, like `A12`.
        """
        return self.reference or reference_of(self.priority, self.number)

    @property
    def leads(self) -> str:
        """Its leads as the plan prints them, the accountable one first: `JM; TK`."""
        return "; ".join(each for each in (self.lead, *self.other_leads) if each)

    def as_it_stood(self, day: date) -> Milestone:
        """The milestone with its deadlines as they were known on a day."""
        deadlines = tuple(deadline.as_it_stood(day) for deadline in self.deadlines)
        return self if deadlines == self.deadlines else replace(self, deadlines=deadlines)

    def label(self, deadline: Deadline) -> str:
        """What names one of its deadlines by itself.

        `A12`, or `A20, deadline 2` where there are several.
        """
        return deadline_called(self.ref, deadline.number) if len(self.deadlines) > 1 else self.ref

    def called(self, deadline: Deadline) -> str:
        """The same as the subject of a sentence: `A12`, or `A20, deadline 2,`."""
        label = self.label(deadline)
        return label if label == self.ref else f"{label},"
