"""What is put into a head of service's calendar: the closing day, and the days items are due."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cyps_reports.findings import shortened
from cyps_reports.letters.status import closing_day
from cyps_reports.letters.texts import one_line
from cyps_reports.phrases import counted
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.report.deadline_wording import due_text, full_name

DatedRow = tuple[Milestone, Deadline]
"""A deadline with its milestone."""


@dataclass(frozen=True, slots=True)
class DayEvent:
    """An entry of a whole day in a calendar.

    The `uid` stays the same from month to month, so that a new entry takes the old one's place.
    """

    uid: str
    day: date
    title: str
    text: str


def events_of(
    plan: Plan, month: Month, priority: Priority, open_rows: Iterable[DatedRow]
) -> tuple[DayEvent, ...]:
    """The closing day of a priority's return, then its open deadlines from the month on, by day.

    Also those far ahead: one that is re-dated later is so put right in the calendar.
    """
    coming = sorted(_coming(month, open_rows), key=lambda each: each[0])
    return (
        _closing(plan, month, priority),
        *(_due(plan, day, milestone, deadline) for day, (milestone, deadline) in coming),
    )


def _coming(month: Month, rows: Iterable[DatedRow]) -> Iterator[tuple[date, DatedRow]]:
    for row in rows:
        day = row[1].binding
        if day and day >= month.first:
            yield day, row


def _closing(plan: Plan, month: Month, priority: Priority) -> DayEvent:
    called = plan.vocabulary.priority_called(priority.code)
    days = counted(plan.closing_days, "working day")
    text = f"The return for {month.in_words} for {called} is due, {days} after the month's end."
    return DayEvent(
        _uid(plan, "closing", priority.code, str(month)),
        closing_day(plan, month),
        one_line(f"Return for {called}, {month.in_words}: last day"),
        f"{text}\n{_signed(plan)}",
    )


def _due(plan: Plan, day: date, milestone: Milestone, deadline: Deadline) -> DayEvent:
    purpose = f"For: {deadline.purpose}\n" if deadline.purpose else ""
    leads = f"{plan.lead_column}: {milestone.leads}\n" if milestone.leads else ""
    text = f"{full_name(milestone, deadline)}\n{purpose}{leads}Due {due_text(deadline)}."
    return DayEvent(
        _uid(plan, "deadline", milestone.ref, deadline.number),
        day,
        shortened(one_line(f"Due: {milestone.label(deadline)} {milestone.name}")),
        f"{text}\n{_signed(plan)}",
    )


def _signed(plan: Plan) -> str:
    """Which plan it is of, and the marking of every output."""
    return f"{plan.identity}\n{plan.marking}".strip()


def _uid(plan: Plan, *what: str | int) -> str:
    """What tells an entry from all others, also of other plans and councils."""
    named = json.dumps([plan.council, plan.title, plan.year, *what])
    return f"{hashlib.sha256(named.encode()).hexdigest()[:32]}@cyps-reports"
