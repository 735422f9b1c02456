"""Slippage: how often and how far what is expected of a deadline moved.

By deadline and by director lead.

What is expected starts at the due date; each month whose return gives another expected date is a
move. Approved re-dating is no move: only the plan sets it, and the due date stays beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from heapq import merge

from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.plan.dates import Month


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

    Of a deadline that goes on from a year before, it begins with the due date that it had first,
    and the due dates that later plans set instead are among the others. There is nothing for
    recurring duties, nor for what was withdrawn.
    """
    if result.deadline.recurs or result.state.is_withdrawn:
        return ()
    given = [*assessment.earlier.expected.get(result.key, ())]
    if now := expected_now(result):
        given.append((assessment.month, now))
    dates: list[date] = []
    # A plan is there before the returns of its first month.
    for _, day in merge(_dues(result, assessment), given, key=lambda each: each[0]):
        if not dates or day != dates[-1]:
            dates.append(day)
    return tuple(dates)


def _dues(result: DeadlineResult, assessment: Assessment) -> list[tuple[Month, date]]:
    """The due dates that the plans of each year set, but for those that stayed as they were."""
    told = [*assessment.earlier.dues.get(result.key, ())]
    if result.deadline.due:
        told.append((assessment.plan.months[0], result.deadline.due))
    return [each for at, each in enumerate(told) if not at or each[1] != told[at - 1][1]]


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
