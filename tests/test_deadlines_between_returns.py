"""In a month without returns, a deadline is judged by what was last said of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import earlier_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.milestone import Deadline, Recurrence
from cyps_reports.report.deadline_wording import deadline_reason
from cyps_reports.returns.model import DeadlineEntry, Input, Returns, Status
from tests.tools.periods import AUGUST, JULY, JUNE, MILESTONE, QUARTERLY, SEPTEMBER
from tests.tools.small_plan import small_plan


def between(deadline: Deadline, june: DeadlineEntry | None, month: Month) -> tuple[str, str, str]:
    """A deadline of a quarterly plan in a month with no return.

    State, reason, and corrective action that is known.
    """
    plan = small_plan(reported=QUARTERLY, milestones=(replace(MILESTONE, deadlines=(deadline,)),))
    entries = {("A9", 1): june} if june else {}
    returned_in_june = Returns(JUNE, (Input("a.xlsx", "", "A"),) if june else (), {}, entries)
    assessment = assess(plan, Returns(month), earlier_of([returned_in_june]), month.last)
    assert assessment.findings == ()
    (result,) = assessment.deadlines
    return (
        result.state.value,
        deadline_reason(result, month.last),
        result.told.corrective_action if result.told else "",
    )


@pytest.mark.parametrize(
    ("deadline", "said", "month", "state", "reason"),
    [
        (
            Deadline(1, date(2018, 3, 31)),
            {"status": Status.AT_RISK},
            JULY,
            "At risk",
            "Reported as at risk.",
        ),
        # The date decides, also between.
        (
            Deadline(1, date(2017, 8, 30)),
            {"status": Status.ON_TRACK},
            JULY,
            "Due soon",
            "Due in 30 days.",
        ),
        (
            Deadline(1, date(2017, 7, 15)),
            {"status": Status.ON_TRACK},
            JULY,
            "Overdue",
            "16 days overdue.",
        ),
        (
            Deadline(1, date(2017, 8, 20)),
            {"status": Status.NOT_STARTED},
            JULY,
            "At risk",
            "Due in 20 days and not",
        ),
        (
            Deadline(1, date(2017, 8, 20)),
            {"expected": date(2017, 9, 1)},
            JULY,
            "At risk",
            "Expected on 1 September 2017, after its due date.",
        ),
        (
            Deadline(1, recurrence=Recurrence.QUARTERLY),
            {"completed": date(2017, 6, 5)},
            AUGUST,
            "Due this quarter",
            "Last done in June 2017; due by 30 September 2017.",
        ),
        (
            Deadline(1, recurrence=Recurrence.QUARTERLY),
            {"status": Status.ON_TRACK},
            AUGUST,
            "Missed",
            "Not done in the quarter to June 2017; no date it was done has been returned so far.",
        ),
    ],
)
def test_where_no_return_is_due_a_deadline_is_judged_by_its_last_update(
    deadline: Deadline, said: dict[str, Any], month: Month, state: str, reason: str
) -> None:
    now, why, action = between(deadline, DeadlineEntry(**said, corrective_action="Hurry."), month)
    assert (now, action) == (state, "Hurry.")
    assert why.startswith(reason)
    assert why.endswith(" Last updated in the June 2017 return.")


def test_an_ongoing_item_was_updated_when_it_was_asked_for() -> None:
    told = between(
        Deadline(1, recurrence=Recurrence.ONGOING), DeadlineEntry(progress="Goes on."), JULY
    )
    assert told == ("Ongoing", "Updated in the June 2017 return.", "")


@pytest.mark.parametrize(
    ("recurrence", "june"),
    [
        # Whether it was done in July nobody was asked; nor what was asked for in June and not
        # returned.
        (Recurrence.MONTHLY, DeadlineEntry(completed=date(2017, 6, 5))),
        (Recurrence.TERMLY, DeadlineEntry(completed=date(2017, 3, 5))),
        (Recurrence.ONGOING, None),
    ],
)
def test_what_nobody_was_asked_is_not_known(
    recurrence: Recurrence, june: DeadlineEntry | None
) -> None:
    state, reason, _ = between(Deadline(1, recurrence=recurrence), june, JULY)
    assert (state, reason) == ("No return", "No return received from Priority A.")


def test_in_a_month_with_returns_an_earlier_update_does_not_stand() -> None:
    plan = small_plan(reported=QUARTERLY, milestones=(MILESTONE,))
    june = Returns(
        JUNE, (Input("a.xlsx", "", "A"),), {}, {("A9", 1): DeadlineEntry(Status.ON_TRACK)}
    )
    (result,) = assess(plan, Returns(SEPTEMBER), earlier_of([june]), SEPTEMBER.last).deadlines
    assert (result.state.value, result.kept) == ("No return", None)
