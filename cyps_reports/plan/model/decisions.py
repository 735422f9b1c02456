"""What was decided after a plan was approved, as frozen data.

A date that was moved, a row that was withdrawn, a usual range made anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cyps_reports.findings import Places


class WithdrawnAs(StrEnum):
    """What became of a row that the plan no longer pursues."""

    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    DEFERRED = "deferred"


class ClosedAs(StrEnum):
    """What became of a row of the year before that this year's plan does not go on with."""

    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    BUSINESS_AS_USUAL = "business as usual"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A row taken out of what is pursued, by approval.

    `why` says, of one that was merged, into which other.
    """

    kind: WithdrawnAs
    approved_by: str
    approved_on: date
    why: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """A row of last year's plan that is closed: `was` is its reference then, `name` what it was.

    `closed_on` is the day on which it was completed, or on which that was decided. `why` is the
    reason; of a row that was merged, with the row that it went into.
    """

    was: str
    name: str
    closed_as: ClosedAs
    closed_on: date | None = None
    decided_by: str = ""
    why: str = ""
    places: Places = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Redating:
    """A due date moved by approval; the first due date stays beside it.

    `due_said` is how the plan says the new one where that is no day, like `June 2017`.
    """

    due: date
    approved_by: str
    approved_on: date
    due_said: str = ""

    @property
    def shown(self) -> str | date:
        """The new due date as the plan says it."""
        return self.due_said or self.due


FEWEST_FOR_LIMITS = 12
"""Comparable figures that a usual range needs; it is locked on the first so many."""


@dataclass(frozen=True, slots=True)
class RangeMove:
    """A usual range made anew by approval, from the figures of a day on.

    `why` says what changed so that the old range no longer tells what is usual.
    """

    starts: date
    approved_by: str
    approved_on: date
    why: str


def is_later(approved: Redating | Withdrawal | RangeMove | None, day: date) -> bool:
    """Whether something was approved only after a day."""
    return approved is not None and approved.approved_on > day
