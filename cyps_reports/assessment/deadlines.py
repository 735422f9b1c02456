"""The states of deadlines on an as-at date: the first rule that holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cyps_reports.assessment.deadline_states import (
    DEADLINE_WITHDRAWN,
    DeadlineState,
    done_in,
    due_in,
    missed_before,
    missed_in,
)
from cyps_reports.plan.dates.months import Month, month_of
from cyps_reports.plan.dates.periods import Period
from cyps_reports.plan.model.milestone import AtApproval, Deadline
from cyps_reports.returns.model import DeadlineEntry, Status

SOON = timedelta(days=30)
"""A deadline within this time is due soon, or at risk where nothing has started."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A deadline's state, and how many days late it is or was done; 0 where it is not late.

    `period_to` is the last month of the period that the state of a recurring item speaks of, else
    None.
    """

    state: DeadlineState
    days: int = 0
    period_to: Month | None = None


def judge(
    deadline: Deadline,
    entry: DeadlineEntry | None,
    completed: date | None,
    last_done: Month | None,
    as_at: date,
    starts: date,
) -> Judged:
    """The state of a deadline.

    `entry` is None where no return came. `completed` is the date completed that counts, of this
    return or an earlier month. `last_done` is the last month a recurring item is known to have been
    done. `starts` is the plan's first day, from whose month quarters, half-years and years are
    counted.
    """
    if deadline.at_approval is AtApproval.COMPLETED:
        return Judged(DeadlineState.COMPLETED)
    if deadline.withdrawal and (completed is None or deadline.recurs):
        return Judged(DEADLINE_WITHDRAWN[deadline.withdrawal.kind])
    if deadline.period:
        return _recurring(deadline.period, entry, last_done, month_of(as_at), month_of(starts))
    if deadline.is_ongoing:
        return Judged(_ongoing(entry))
    if completed is not None:
        return _completed(deadline, completed)
    if deadline.binding is None:
        return Judged(DeadlineState.NO_DATE_SET if entry else DeadlineState.NO_RETURN)
    if as_at > deadline.binding:
        return Judged(DeadlineState.OVERDUE, (as_at - deadline.binding).days)
    return Judged(_open(deadline, deadline.binding, entry, as_at))


def _completed(deadline: Deadline, completed: date) -> Judged:
    """Against the due date the plan froze, even where it was re-dated."""
    if deadline.due is None or completed <= deadline.due:
        return Judged(DeadlineState.COMPLETED)
    return Judged(DeadlineState.COMPLETED_LATE, (completed - deadline.due).days)


def _open(
    deadline: Deadline, binding: date, entry: DeadlineEntry | None, as_at: date
) -> DeadlineState:
    """Rules 4 to 7: neither completed nor past its date."""
    if entry is None:
        return DeadlineState.NO_RETURN
    if not entry.is_update:
        return DeadlineState.NO_UPDATE
    is_soon = binding - as_at <= SOON
    is_later = isinstance(entry.expected, date) and entry.expected > binding
    if entry.status is Status.AT_RISK or is_later or (is_soon and not entry.is_started):
        return DeadlineState.AT_RISK
    if deadline.redating:
        return DeadlineState.REDATED
    if is_soon:
        return DeadlineState.DUE_SOON
    return DeadlineState.ON_TRACK if entry.is_started else DeadlineState.NOT_YET_STARTED


def _recurring(
    period: Period, entry: DeadlineEntry | None, last_done: Month | None, month: Month, first: Month
) -> Judged:
    """An item that is due again in every period, in a month of a plan that began in another.

    A period is judged from its last month on. Until then an item that was done in the one before is
    due, and one that was not is still missed.
    """
    now = period.last_month(month, first.number)
    before = period.last_month_before(month, first.number)
    if last_done and period.between(last_done, month, first.number) <= 0:
        return Judged(done_in(period), period_to=now)
    if entry is None:
        return Judged(DeadlineState.NO_RETURN, period_to=now)
    if month == now:
        was_done = last_done is not None and period.between(last_done, month, first.number) == 1
        return Judged(missed_in(period) if was_done else DeadlineState.MISSED, period_to=now)
    since = period.between(last_done, before, first.number) if last_done else None
    if since == 0 or (since is None and before < first):
        return Judged(due_in(period), period_to=now)
    return Judged(missed_before(period) if since == 1 else DeadlineState.MISSED, period_to=before)


def _ongoing(entry: DeadlineEntry | None) -> DeadlineState:
    if entry is None:
        return DeadlineState.NO_RETURN
    return DeadlineState.ONGOING if entry.is_update else DeadlineState.NO_UPDATE
