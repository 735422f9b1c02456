"""What is completed after the plan's date and within an approved new one is said to be so."""

from dataclasses import replace
from datetime import date

import pytest

from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.plan.model.decisions import Redating
from cyps_reports.plan.model.milestone import Deadline
from cyps_reports.report.deadline_wording import deadline_reason
from tests.test_foremost import DAY, assessed

WITHIN = "after the plan's date, within the approved new date"


@pytest.mark.parametrize(
    ("new", "said", "days", "told"),
    [
        (None, "", 5, "5 days late."),
        (None, "", 1, "1 day late."),
        (date(2017, 8, 31), "", 5, f"5 days {WITHIN} (31/08/17)."),
        (date(2017, 8, 31), "August 2017", 5, f"5 days {WITHIN} (August 2017)."),
        (date(2017, 7, 5), "", 5, f"5 days {WITHIN} (05/07/17)."),
        (date(2017, 7, 4), "", 5, "5 days late."),
    ],
    ids=["none", "one day", "within", "by a month", "on the day", "after both"],
)
def test_what_is_completed_late(new: date | None, said: str, days: int, told: str) -> None:
    (result,) = assessed({}, {"D1": (date(2017, 6, 30), None)}).deadlines
    redating = Redating(new, "Cabinet", DAY, said) if new else None
    late = replace(
        result,
        state=DeadlineState.COMPLETED_LATE,
        deadline=Deadline(1, date(2017, 6, 30), redating=redating),
        days=days,
        completed=date(2017, 7, 5),
    )
    assert deadline_reason(late, DAY) == f"Completed on 5 July 2017, {told}"
