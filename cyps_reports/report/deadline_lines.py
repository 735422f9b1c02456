"""A deadline as a point of a list: what it is, when it is due, how it stands, what was written."""

from __future__ import annotations

from collections.abc import Iterable

from cyps_reports.assessment.exceptions import MilestoneResult
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import lower, none_or
from cyps_reports.plan.dates.months import short
from cyps_reports.plan.model.milestone import Deadline
from cyps_reports.report.blocks import Point
from cyps_reports.report.deadline_cells import DeadlineCells, people_of
from cyps_reports.report.deadline_wording import deadline_name, due_text, further_reason
from cyps_reports.report.table_blocks import Cell
from cyps_reports.report.wording import action_given


def next_point(
    result: DeadlineResult, assessment: Assessment, planned: Iterable[str] = ()
) -> Point:
    """`C24 Health survey (VL; Health), on track. Due in 30 days.`, under its due date."""
    state = lower(word_of(result.state))
    text = f"{_which(result)}{_people(result, assessment)}, {state}."
    return _point(result, assessment, text, planned)


def open_point(
    result: DeadlineResult,
    assessment: Assessment,
    *,
    is_named: bool,
    far: str = "",
    planned: Iterable[str] = (),
) -> Point:
    """`B9 Audits (deadline 3 of 3) (MV; Police): 31/01/13, on track. 2 of 3 done.`.

    By its reference alone where a point before names it.
    """
    state, due = lower(word_of(result.state)), due_text(result.deadline, short)
    stands = state if lower(due) == state else f"{lower(due)}, {state}"
    text = f"{_called(result, assessment, is_named=is_named)}: {stands}."
    return _point(result, assessment, text, planned, far=far, is_named=is_named)


def quiet_point(result: DeadlineResult, assessment: Assessment, *, is_named: bool) -> Point:
    """`B9 Audits (deadline 3 of 3) (MV; Police): 31/01/13.`, under its state."""
    due = lower(due_text(result.deadline, short))
    text = f"{_called(result, assessment, is_named=is_named)}: {due}."
    return _point(result, assessment, text, (), is_named=is_named)


def _called(result: DeadlineResult, assessment: Assessment, *, is_named: bool) -> str:
    return f"{_which(result)}{_people(result, assessment) if is_named else ''}"


def _point(
    result: DeadlineResult,
    assessment: Assessment,
    text: str,
    planned: Iterable[str],
    *,
    far: str = "",
    is_named: bool = True,
) -> Point:
    cells, milestone = DeadlineCells(result, assessment), result.milestone
    reason = further_reason(result, assessment.as_at, assessment.plan.vocabulary)
    action = cells.corrective_action
    given = action_given(action.text)
    written = "\n".join(filter(None, (cells.progress.text, given, *planned)))
    return Point(
        f"{milestone.ref} {milestone.name}" if is_named else milestone.ref,
        " ".join(filter(None, (text, reason, f"{far}." if far else ""))),
        Cell(written, hyperlinks=(*cells.progress.hyperlinks, *action.hyperlinks)),
    )


def _which(result: DeadlineResult) -> str:
    """` (deadline 2 of 4)`; "" for a milestone's only deadline."""
    which = deadline_name(result.milestone, result.deadline)
    return f" ({lower(which)})" if which else ""


def _people(result: DeadlineResult, assessment: Assessment) -> str:
    people = people_of(DeadlineCells(result, assessment))
    return f" ({people})" if people else ""


def how_far(milestone: MilestoneResult, beside: DeadlineResult) -> str:
    """`2 of 4 done; first overdue since 30/06/12, next 31/12/12`.

    "" for a milestone with one deadline. A date is left out that stands `beside` it, as the due
    date of that very deadline.
    """
    if milestone.dated < 2:
        return ""
    dates = (("first overdue since", milestone.overdue), ("next", milestone.next_open))
    told = [
        f"{what} {_binding(each.deadline)}"
        for what, each in dates
        if each and each.deadline.binding and each is not beside
    ]
    done = f"{none_or(milestone.done).capitalize()} of {milestone.dated} done"
    return f"{done}; {', '.join(told)}" if told else done


def _binding(deadline: Deadline) -> str:
    """The date that counts, as the plan says it."""
    day = deadline.binding
    return deadline.binding_said or (short(day) if day else "")
