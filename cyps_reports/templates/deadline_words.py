"""The live words of a deadline's row as formulas, which say what the rules of assessment/ say."""

from __future__ import annotations

from cyps_reports.assessment.completeness import EXPECTED_WANTED, FINISHED, HOPEFUL, Need
from cyps_reports.assessment.deadlines import SOON
from cyps_reports.assessment.model import DEADLINE_RAG, DeadlineState
from cyps_reports.plan.dates import Month
from cyps_reports.plan.model import AtApproval, Deadline
from cyps_reports.returns.model import Status
from cyps_reports.templates.asking import action_wanted, todo
from cyps_reports.templates.language import Cells, all_of, any_of, day, first_that_holds, one_of, text
from cyps_reports.templates.reading import UNREAD, is_blank, step
from cyps_reports.theme import Tone


def deadline_state(
    deadline: Deadline, last_done: Month | None, cells: Cells, as_at: str, known: DeadlineState | None = None
) -> str:
    """The state of a deadline.

    `last_done` is the last month before this one that a monthly item was done; `known` the state of what was
    completed in an earlier month, which it keeps.
    """
    if deadline.at_approval is AtApproval.COMPLETED:
        return f"={text(DeadlineState.COMPLETED)}"
    if deadline.is_monthly:
        return f"={_monthly(last_done, cells, as_at)}"
    if deadline.is_ongoing:
        return f"=IF({_is_update(cells)},{text(DeadlineState.ONGOING)},{text(DeadlineState.NO_UPDATE)})"
    done = text(DeadlineState.COMPLETED)
    if deadline.due is not None:
        done = f"IF({cells[step('completed')]}<={day(deadline.due)},{done},{text(DeadlineState.COMPLETED_LATE)})"
    still_open = text(known or DeadlineState.NO_DATE_SET)
    if known is None and deadline.binding is not None:
        still_open = _open(deadline, day(deadline.binding), cells, as_at)
    return f"=IF({_counts(cells, as_at)},{done},{still_open})"


def _open(deadline: Deadline, binding: str, cells: Cells, as_at: str) -> str:
    status, progress, expected = (cells[step(key)] for key in ("status", "progress", "expected"))
    started = f"OR({status}={text(Status.ON_TRACK)},AND({is_blank(status)},NOT({is_blank(progress)})))"
    is_soon = f"{binding}-{as_at}<={SOON.days}"
    at_risk = any_of(
        (
            f"{status}={text(Status.AT_RISK)}",
            f"IF(ISNUMBER({expected}),{expected}>{binding},FALSE)",
            all_of(is_soon, f"NOT({started})"),
        )
    )
    going = (
        ((f"{as_at}>{binding}"), text(DeadlineState.OVERDUE)),
        (f"NOT({_is_update(cells)})", text(DeadlineState.NO_UPDATE)),
        (at_risk, text(DeadlineState.AT_RISK)),
        ("TRUE" if deadline.redating else "FALSE", text(DeadlineState.REDATED)),
        (is_soon, text(DeadlineState.DUE_SOON)),
        (started, text(DeadlineState.ON_TRACK)),
    )
    return first_that_holds(going, text(DeadlineState.NOT_YET_STARTED))


def _monthly(last_done: Month | None, cells: Cells, as_at: str) -> str:
    before = day(last_done.first) if last_done else "0"
    latest = f"MAX(IF({_counts(cells, as_at)},{cells[step('completed')]},0),{before})"
    months = f"(YEAR({as_at})-YEAR({latest}))*12+MONTH({as_at})-MONTH({latest})"
    return first_that_holds(
        (
            (f"{latest}=0", text(DeadlineState.MISSED)),
            (f"{months}=0", text(DeadlineState.DONE_THIS_MONTH)),
            (f"{months}=1", text(DeadlineState.MISSED_THIS_MONTH)),
        ),
        text(DeadlineState.MISSED),
    )


def deadline_todo(deadline: Deadline, cells: Cells, as_at: str) -> str:
    """What a deadline's row still needs: the first of its needs, in the order of assessment/completeness.py."""
    state = cells["state"]
    completed, expected, status = (cells[step(key)] for key in ("completed", "expected", "status"))
    unread = text(UNREAD)
    late = (each for each in DeadlineState if each.is_missed)
    alerts = (each for each, tone in DEADLINE_RAG.items() if tone in (Tone.RED, Tone.AMBER))
    steps = (
        (f"{completed}={unread}", Need.UNREADABLE_COMPLETED),
        (f"{expected}={unread}", Need.UNREADABLE_EXPECTED),
        (f"{status}={unread}", Need.UNREADABLE_STATUS),
        (f"ISERROR({cells['progress']})", Need.UNREADABLE_PROGRESS),
        (f"ISERROR({cells['corrective_action']})", Need.UNREADABLE_ACTION),
        (f"IF(ISNUMBER({completed}),{completed}>{as_at},FALSE)", Need.FUTURE_COMPLETED),
        (one_of(state, FINISHED), None),
        (all_of(f"{status}={text(Status.COMPLETED)}", is_blank(completed)), Need.COMPLETED_WITHOUT_DATE),
        (f"NOT({_is_update(cells)})", Need.NOT_YET_DONE if deadline.is_monthly else Need.NO_UPDATE),
        ("FALSE" if deadline.is_monthly else is_blank(status), Need.NO_STATUS),
        (all_of(one_of(state, late), one_of(status, HOPEFUL)), Need.WRONG_STATUS),
        (f"IF(ISNUMBER({expected}),{expected}<{as_at},FALSE)", Need.EXPECTED_PASSED),
        action_wanted(alerts, cells),
        (all_of(one_of(state, EXPECTED_WANTED), is_blank(expected)), Need.NO_EXPECTED),
    )
    return todo(steps, state)


def _is_update(cells: Cells) -> str:
    """Whether anything was answered that can be read."""
    status, progress = cells[step("status")], cells[step("progress")]
    dates = (f"ISNUMBER({cells[step(key)]})" for key in ("completed", "expected"))
    return any_of((f"NOT({is_blank(progress)})", *dates, one_of(status, Status)))


def _counts(cells: Cells, as_at: str) -> str:
    """A date completed counts where it is one and not after the month."""
    completed = cells[step("completed")]
    return f"IF(ISNUMBER({completed}),{completed}<={as_at},FALSE)"
