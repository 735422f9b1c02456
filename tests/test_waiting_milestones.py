"""A milestone that waits for another says so while that is late or at risk."""

from dataclasses import replace
from datetime import date

import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.model import Assessment
from cyps_reports.findings import CellRef
from cyps_reports.letters.requests import exceptions_text
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.model.decisions import Withdrawal, WithdrawnAs
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.deadline_wording import deadline_reason, stands
from cyps_reports.report.sections.late import late_section
from cyps_reports.report.table_blocks import Table
from cyps_reports.returns.model import DeadlineEntry, Input, Returns, Status
from tests.tools.many_milestones import CABINET, JUNE, PLAN, milestone


def results(plan: Plan, **entries: DeadlineEntry) -> Assessment:
    """June's results of milestones whose rows say this."""
    returns = Returns(
        JUNE,
        (Input("return-A.xlsx", "", "A"),),
        deadlines={(ref, 1): each for ref, each in entries.items()},
    )
    return assess(plan.as_it_stood(JUNE.last), returns, Earlier(), JUNE.last)


def waiting(first: Deadline, entry: DeadlineEntry, ref: str = "A4") -> str:
    """What the second milestone says of waiting for the first."""
    plan = replace(
        PLAN, milestones=(milestone(4, first), milestone(5, Deadline(1), depends_on=(ref,)))
    )
    told = results(plan, A4=entry).deadlines[1]
    return deadline_reason(told, JUNE.last).partition(" It waits for ")[2]


LATE, SOON, FAR = date(2017, 6, 1), date(2017, 7, 14), date(2017, 12, 31)
GONE = Withdrawal(WithdrawnAs.WITHDRAWN, CABINET, JUNE.last)


@pytest.mark.parametrize(
    ("first", "entry", "said"),
    [
        (Deadline(1, LATE), DeadlineEntry(), "A4, 29 days overdue."),
        (Deadline(1, FAR), DeadlineEntry(Status.AT_RISK), "A4, which is at risk."),
        (Deadline(1, SOON), DeadlineEntry(Status.NOT_STARTED), "A4, which is at risk."),
        (Deadline(1, recurrence=Recurrence.MONTHLY), DeadlineEntry(), "A4, which has been missed."),
        (Deadline(1, FAR), DeadlineEntry(Status.ON_TRACK), ""),
        (Deadline(1, LATE), DeadlineEntry(Status.COMPLETED, JUNE.last), ""),
        (Deadline(1, LATE, withdrawal=GONE), DeadlineEntry(), ""),
        (
            Deadline(1, LATE, withdrawal=replace(GONE, approved_on=date(2017, 7, 1))),
            DeadlineEntry(),
            "A4, 29 days overdue.",
        ),
    ],
)
def test_only_what_is_late_or_at_risk_holds_up(
    first: Deadline, entry: DeadlineEntry, said: str
) -> None:
    assert waiting(first, entry) == said
    assert waiting(first, entry, "a 4") == said, "however the reference is written"


def test_several_that_hold_up_are_told_apart() -> None:
    first = tuple(milestone(each, Deadline(1, LATE)) for each in (4, 6))
    plan = replace(
        PLAN, milestones=(*first, milestone(5, Deadline(1, FAR), depends_on=("A4", "A6")))
    )
    told = deadline_reason(results(plan, A5=DeadlineEntry(Status.ON_TRACK)).deadlines[2], JUNE.last)
    assert told.endswith(" It waits for A4, 29 days overdue; and for A6, 29 days overdue.")


def test_what_waits_is_told_to_its_lead_and_beside_what_is_late() -> None:
    plan = replace(
        PLAN,
        milestones=(
            milestone(4, Deadline(1, LATE)),
            milestone(5, Deadline(1, FAR), depends_on=("A4",)),
        ),
    )
    told = results(plan, A4=DeadlineEntry(Status.ON_TRACK), A5=DeadlineEntry(Status.ON_TRACK))
    assert "Waiting for what is late or at risk" in (email := exceptions_text(told))
    assert email.endswith("It waits for A4, 29 days overdue.")
    (late,) = (each for each in late_section(told).blocks if isinstance(each, Table))
    (row,) = late.rows
    assert isinstance(row, tuple)
    assert row[-1].text.split("\n")[-2:] == [
        "A5 waits for it.",
        "No corrective action was given.",
    ]


def test_where_no_return_came_nobody_is_told_that_no_action_was_given() -> None:
    plan = replace(PLAN, milestones=(milestone(4, Deadline(1, LATE)),))
    none = assess(plan, Returns(JUNE), Earlier(), JUNE.last)
    assert none.deadlines[0].entry is None
    assert "corrective action was given" not in str(late_section(none).blocks)
    came = results(plan, A4=DeadlineEntry(Status.ON_TRACK))
    assert "No corrective action was given." in str(late_section(came).blocks)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (DeadlineState.OVERDUE, "is overdue"),
        (DeadlineState.AT_RISK, "is at risk"),
        (DeadlineState.MISSED, "has been missed"),
        (DeadlineState.MISSED_THIS_MONTH, "was missed this month"),
        (DeadlineState.MISSED_LAST_TERM, "was missed last term"),
    ],
)
def test_what_was_missed_is_told_as_past(state: DeadlineState, said: str) -> None:
    assert stands(state) == said


def test_a_milestone_of_several_deadlines_holds_up_by_its_longest_overdue() -> None:
    several = (Deadline(1, date(2017, 5, 31)), Deadline(2, date(2017, 4, 30)), Deadline(3, FAR))
    first = replace(milestone(4, several[0]), deadlines=several)
    done = milestone(6, Deadline(1, FAR), depends_on=("A4",))
    plan = replace(
        PLAN, milestones=(first, milestone(5, Deadline(1, FAR), depends_on=("A4", "A6")), done)
    )
    told = results(plan, A6=DeadlineEntry(Status.COMPLETED, JUNE.last)).deadlines
    assert deadline_reason(told[3], JUNE.last).endswith(
        "It waits for A4, deadline 2, 61 days overdue."
    )
    assert "waits" not in deadline_reason(told[4], JUNE.last), "what is done waits for nothing"


def test_a_circle_of_milestones_is_told_once() -> None:
    first, second, third = PLAN.milestones[:3]
    plan = replace(
        PLAN,
        milestones=(
            replace(first, depends_on=("A6",)),
            second,
            replace(third, depends_on=("A5",)),
            replace(PLAN.milestones[4], depends_on=("A4",)),
        ),
    )
    told = [each.message for each in faults(plan) if each.code == "plan-circular-dependency"]
    assert told == ["A4 waits for itself through A6 and A5, so nothing says which comes first."]


def test_a_circle_of_milestones_names_every_cell_that_makes_it() -> None:
    def at(number: int, needs: str, cell: str) -> Milestone:
        milestone = PLAN.milestones[number]
        (first, *others) = milestone.deadlines
        placed = replace(first, places={"depends_on": CellRef("plan.xlsx", "Milestones", cell)})
        return replace(milestone, depends_on=(needs,), deadlines=(placed, *others))

    plan = replace(PLAN, milestones=(at(0, "A5", "H4"), at(1, "A4", "H6")))
    (told,) = (each for each in faults(plan) if each.code == "plan-circular-dependency")
    assert told.message.startswith("A4 waits for itself through A5 (cells H4 and H6), so nothing")
    assert told.place.cell == "H4"
