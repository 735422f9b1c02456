"""Slippage: how often and how far what is expected of a deadline moved.

By deadline and by director lead.

What is expected starts at the due date; each month whose return gives another expected date is a
move. Approved re-dating is no move: only the plan sets it, and the due date stays beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cyps_reports.assessment.model import Assessment, DeadlineResult


@dataclass(frozen=True, slots=True)
class Slip:
    """A deadline whose expected date moved.

    `dates` are the due date and each date that was expected after it.
    """

    result: DeadlineResult
    dates: tuple[date, ...]

    @property
    def moves(self) -> int:
        """How often it moved."""
        return len(self.dates) - 1

    @property
    def days(self) -> int:
        """How many days it moved in all; negative where it came forward."""
        return (self.dates[-1] - self.dates[0]).days


@dataclass(frozen=True, slots=True)
class LeadSlippage:
    """A director lead's slips together.

    How many deadlines moved, how often, how many days in all.
    """

    lead: str
    deadlines: int
    moves: int
    days: int


def slips_of(assessment: Assessment) -> tuple[Slip, ...]:
    """The deadlines whose expected date moved this year, the furthest first."""
    slips = (Slip(result, expectations(result, assessment)) for result in assessment.deadlines)
    return tuple(sorted((slip for slip in slips if slip.moves > 0), key=lambda slip: -slip.days))


def expectations(result: DeadlineResult, assessment: Assessment) -> tuple[date, ...]:
    """The due date, then each expected date that differs from the one before.

    Nothing for recurring duties.

    Nor is there any for what was withdrawn.
    """
    if result.deadline.recurs or result.state.is_withdrawn:
        return ()
    given = [day for _, day in assessment.earlier.expected.get(result.key, ())]
    if now := expected_now(result):
        given.append(now)
    dates = [result.deadline.due] if result.deadline.due else []
    for day in given:
        if not dates or day != dates[-1]:
            dates.append(day)
    return tuple(dates)


def expected_now(result: DeadlineResult) -> date | None:
    """The expected date that this month's return gives for what is not completed."""
    expected = result.entry.expected if result.entry else None
    return expected if isinstance(expected, date) and result.state.is_open else None


def expected_last(result: DeadlineResult, assessment: Assessment) -> date | None:
    """What is expected of a deadline that is still open.

    By this month's return, else by the last that said.
    """
    if not result.state.is_open or result.deadline.recurs:
        return None
    given = assessment.earlier.expected.get(result.key, ())
    return expected_now(result) or (given[-1][1] if given else None)


def by_lead(slips: Iterable[Slip]) -> tuple[LeadSlippage, ...]:
    """The slips of each director lead together, in the order of their first."""
    together: dict[str, list[Slip]] = {}
    for slip in slips:
        together.setdefault(slip.result.milestone.lead, []).append(slip)
    return tuple(
        LeadSlippage(
            lead, len(group), sum(each.moves for each in group), sum(each.days for each in group)
        )
        for lead, group in together.items()
    )
