"""Slippage: what was expected, how often and how far it moved."""

from dataclasses import replace
from datetime import date, timedelta

from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.slippage import by_lead, expectations, slips_of
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.report.blocks import Paragraph
from cyps_reports.report.sections.slippage import slippage_section
from cyps_reports.returns.model import DeadlineEntry, Returns
from tests.tools.approved_plan import approved_plan
from tests.tools.two_reported import (
    AUGUST,
    SEPTEMBER,
)


def test_slippage_counts_each_move_of_what_was_expected(september: CheckedMonth) -> None:
    slips = {
        (slip.result.milestone.ref, slip.result.deadline.number): slip
        for slip in slips_of(september.assessment)
    }
    a12 = slips["A12", 1]
    assert a12.dates == (
        date(2012, 6, 30),
        date(2012, 9, 14),
        date(2012, 9, 28),
        date(2012, 10, 26),
    )
    assert (a12.moves, a12.days) == (3, 118)
    assert slips["C24", 1].days == -4, "earlier counts too"
    leads = by_lead(slips.values())
    assert [each.days for each in leads] == sorted((each.days for each in leads), reverse=True)
    late = [slip for slip in slips.values() if slip.days > 0]
    assert sum(each.late for each in leads) == len(late)
    assert sum(each.days for each in leads) == sum(slip.days for slip in late), "early ones apart"
    assert sum(each.early for each in leads) == sum(slip.days < 0 for slip in slips.values())


DUE = date(2012, 6, 30)


LATER = DUE + timedelta(30)


def slipped(
    deadline: Deadline,
    now: DeadlineEntry | None,
    earlier: tuple[date, ...] = (),
    state: str = "Overdue",
) -> tuple[date, ...]:
    """What was expected of a deadline one date after the other.

    `earlier` by August's returns, then by this one.
    """
    milestone = Milestone("A", 12, "Heading", "Milestone", "JM", deadlines=(deadline,))
    result = DeadlineResult(milestone, deadline, now, DeadlineState(state))
    told = {result.key: tuple((AUGUST, day) for day in earlier)}
    plan = replace(approved_plan(), milestones=(milestone,))
    assessment = Assessment(
        plan, Returns(SEPTEMBER), SEPTEMBER.last, (), (result,), Earlier(expected=told)
    )
    assert (slips_of(assessment) != ()) == (len(expectations(result, assessment)) > 1)
    return expectations(result, assessment)


def test_what_is_a_move_of_what_was_expected() -> None:
    due, expected = Deadline(1, due=DUE), DeadlineEntry(expected=LATER)
    assert slipped(due, None) == (DUE,)
    assert slipped(due, DeadlineEntry(expected=DUE)) == (DUE,), "the due date itself is no move"
    assert slipped(due, expected) == (DUE, LATER)
    assert slipped(due, expected, (LATER, DUE)) == (DUE, LATER, DUE, LATER), (
        "nor is it one to say the same again"
    )
    assert slipped(due, expected, (LATER,)) == (DUE, LATER)
    assert slipped(due, expected, state="Completed") == (DUE,), (
        "completed, nothing is expected any more"
    )
    assert slipped(Deadline(1), expected) == (LATER,), "a first date of what had none is no move"
    assert slipped(Deadline(1, recurrence=Recurrence.MONTHLY), expected, (DUE,)) == ()


def said_of_slippage(assessment: Assessment) -> list[str]:
    return [
        each.text for each in slippage_section(assessment).blocks if isinstance(each, Paragraph)
    ]


def test_slippage_is_told_where_there_is_some(july: CheckedMonth, september: CheckedMonth) -> None:
    none = replace(july.assessment, deadlines=())
    assert said_of_slippage(none) == ["No expected date has moved this year."]
    (told,) = said_of_slippage(september.assessment)
    slips = slips_of(september.assessment)
    late, early = (sum(each.days * way > 0 for each in slips) for way in (1, -1))
    assert told.startswith(
        f"{late} deadlines are or were expected late and {early} early (early ones are no slippage)"
    )
    for way, said in (
        (1, "1 deadline is or was expected late this year."),
        (-1, "No deadline is or was expected late and 1 early (an early one is no slippage)"),
    ):
        one = next(each for each in slips if each.days * way > 0)
        (told,) = said_of_slippage(replace(september.assessment, deadlines=(one.result,)))
        assert told.startswith(said)


def test_approved_redating_is_no_slip_and_the_due_date_stays(september: CheckedMonth) -> None:
    a14 = next(
        slip for slip in slips_of(september.assessment) if slip.result.milestone.ref == "A14"
    )
    assert a14.dates[0] == date(2012, 7, 31)
    assert a14.result.deadline.binding == date(2012, 11, 30)
