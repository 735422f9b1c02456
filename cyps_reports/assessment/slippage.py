"""Slippage: how often and how far what is expected of a deadline moved.

By deadline and by director lead.

What is expected starts at the due date; each month whose return gives another expected date is a
move. Approved re-dating is no move: only the plan sets it, and the due date stays beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import merge

from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.groups import grouped
from cyps_reports.plan.dates.months import Month


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

    How many deadlines are expected late, how often these moved and how many days late they are in
    all; and how many are expected early, which makes up for nothing.
    """

    lead: str
    late: int
    moves: int
    days: int
    early: int


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
    dues = [*assessment.earlier.dues.get(result.key, ())]
    if result.deadline.due:
        dues.append((assessment.plan.months[0], result.deadline.due))
    return dates_in_order(dues, given)


def dates_in_order(
    dues: Sequence[tuple[Month, date]], expected: Iterable[tuple[Month, date]]
) -> tuple[date, ...]:
    """Each date that was another than the one before: due dates by plans, expected ones by returns.

    Both come with the month that they were said in. A due date that a later plan left as it was is
    said once.
    """
    new_dues = [each for at, each in enumerate(dues) if not at or each[1] != dues[at - 1][1]]
    # A plan is there before the returns of its first month.
    in_order = [day for _, day in merge(new_dues, expected, key=lambda told: told[0])]
    return tuple(day for at, day in enumerate(in_order) if not at or day != in_order[at - 1])


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
    """The slips of each director lead together, the most days late first."""
    together = grouped(slips, lambda each: each.result.milestone.lead)
    found = (_of_lead(lead, group) for lead, group in together.items())
    return tuple(sorted(found, key=lambda each: (-each.days, -each.late, each.lead)))


def _of_lead(lead: str, slips: Sequence[Slip]) -> LeadSlippage:
    late = [each for each in slips if each.days > 0]
    return LeadSlippage(
        lead,
        late=len(late),
        moves=sum(each.moves for each in late),
        days=sum(each.days for each in late),
        early=sum(each.days < 0 for each in slips),
    )
