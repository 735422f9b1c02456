"""What was decided after a plan was approved, as frozen data.

A date that was moved, a row that was withdrawn, a usual range made anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class WithdrawnAs(StrEnum):
    """What became of a row that the plan no longer pursues."""

    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    DEFERRED = "deferred"


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
