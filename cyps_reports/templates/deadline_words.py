"""The live words of a deadline's row as formulas, which say what the rules of assessment/ say."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.assessment.completeness import (
    ASKED_AHEAD,
    EXPECTED_WANTED,
    FINISHED,
    HOPEFUL,
    Need,
)
from cyps_reports.assessment.deadline_states import (
    DEADLINE_RAG,
    DEADLINE_WITHDRAWN,
    DeadlineState,
    done_in,
    due_in,
    missed_before,
    missed_in,
)
from cyps_reports.assessment.deadlines import SOON
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import Period
from cyps_reports.plan.model.milestone import AtApproval, Deadline
from cyps_reports.returns.model import Status
from cyps_reports.templates.asking import Step, action_wanted, todo
from cyps_reports.templates.language import (
    Cells,
    all_of,
    any_of,
    day,
    first_that_holds,
    one_of,
    text,
)
from cyps_reports.templates.reading import UNREAD, is_blank, step
from cyps_reports.theme import Tone


def deadline_state(
    deadline: Deadline,
    last_done: Month | None,
    cells: Cells,
    as_at: str,
    starts: Month,
    known: DeadlineState | None = None,
) -> str:
    """The state of a deadline.

    `last_done` is the last month before this one that a recurring item was done, `starts` the
    plan's first month; `known` the state of what was completed in an earlier month, which it keeps.
    """
    if deadline.at_approval is AtApproval.COMPLETED:
        return f"={text(DeadlineState.COMPLETED)}"
    withdrawn = DEADLINE_WITHDRAWN[deadline.withdrawal.kind] if deadline.withdrawal else None
    if withdrawn and deadline.recurs:
        return f"={text(withdrawn)}"
    if deadline.period:
        latest = _latest(last_done, cells, as_at)
        rule = _every_month if deadline.period is Period.MONTH else _recurring
        return f"={rule(deadline.period, latest, as_at, starts)}"
    if deadline.is_ongoing:
        ongoing, silent = text(DeadlineState.ONGOING), text(DeadlineState.NO_UPDATE)
        return f"=IF({_is_update(cells)},{ongoing},{silent})"
    done = text(DeadlineState.COMPLETED)
    if deadline.due is not None:
        is_in_time = f"{cells[step('completed')]}<={day(deadline.due)}"
        done = f"IF({is_in_time},{done},{text(DeadlineState.COMPLETED_LATE)})"
    still_open = text(known or withdrawn or DeadlineState.NO_DATE_SET)
    if known is None and withdrawn is None and deadline.binding is not None:
        still_open = _open(deadline, day(deadline.binding), cells, as_at)
    return f"=IF({_counts(cells, as_at)},{done},{still_open})"


def _open(deadline: Deadline, binding: str, cells: Cells, as_at: str) -> str:
    status, progress, expected = (cells[step(key)] for key in ("status", "progress", "expected"))
    started = (
        f"OR({status}={text(Status.ON_TRACK)},AND({is_blank(status)},NOT({is_blank(progress)})))"
    )
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


def _latest(last_done: Month | None, cells: Cells, as_at: str) -> str:
    """The day, or the first of the month, on which a recurring item was done last.

    0 where it never was.
    """
    before = day(last_done.first) if last_done else "0"
    return f"MAX(IF({_counts(cells, as_at)},{cells[step('completed')]},0),{before})"


def _every_month(period: Period, latest: str, as_at: str, starts: Month) -> str:
    """A month is always judged: what is due every month is never only due."""
    since = _periods_between(period, latest, as_at, starts)
    return first_that_holds(
        (
            (f"{latest}=0", text(DeadlineState.MISSED)),
            (f"{since}=0", text(done_in(period))),
            (f"{since}=1", text(missed_in(period))),
        ),
        text(DeadlineState.MISSED),
    )


def _recurring(period: Period, latest: str, as_at: str, starts: Month) -> str:
    """A longer period is judged in its last month; until then the one before is."""
    ends = period.ends(starts.number)
    is_judged = any_of(f"MONTH({as_at})={end}" for end in ends)
    since = _periods_between(period, latest, as_at, starts)
    is_first = f"{_periods_between(period, day(starts.first), as_at, starts)}<=0"
    never = first_that_holds(
        ((is_judged, text(DeadlineState.MISSED)), (is_first, text(due_in(period)))),
        text(DeadlineState.MISSED),
    )
    once = f"IF({is_judged},{text(missed_in(period))},{text(due_in(period))})"
    twice = f"IF({is_judged},{text(DeadlineState.MISSED)},{text(missed_before(period))})"
    return first_that_holds(
        (
            (f"{latest}=0", never),
            (f"{since}<=0", text(done_in(period))),
            (f"{since}=1", once),
            (f"{since}=2", twice),
        ),
        text(DeadlineState.MISSED),
    )


def _periods_between(period: Period, earlier: str, later: str, starts: Month) -> str:
    """How many periods the later day's comes after the earlier one's; both are formulas."""
    ends = period.ends(starts.number)

    def within_year(each: str) -> str:
        if period is Period.MONTH:
            return f"MONTH({each})"
        return "+".join(f"(MONTH({each})>{end})" for end in ends)

    years = f"(YEAR({later})-YEAR({earlier}))*{len(ends)}"
    whole = within_year(earlier) if period is Period.MONTH else f"({within_year(earlier)})"
    return f"{years}+{within_year(later)}-{whole}"


_IN_WANT_OF_ACTION = tuple(
    each
    for each, tone in DEADLINE_RAG.items()
    if tone in (Tone.RED, Tone.AMBER) and each is not DeadlineState.REDATED
)
"""What is off, but for what was re-dated: it needs a corrective action."""


def deadline_todo(deadline: Deadline, cells: Cells, as_at: str) -> str:
    """What a deadline's row still needs.

    The first of its needs, in the order of assessment/completeness.py.
    """
    state = cells["state"]
    completed, expected, status = (cells[step(key)] for key in ("completed", "expected", "status"))
    unread = text(UNREAD)
    withdrawn = (each for each in DEADLINE_WITHDRAWN.values() if deadline.withdrawal)
    periods = (None, Period.MONTH, deadline.period)
    finished = (each for each in FINISHED if each.period in periods and not each.is_withdrawn)
    late = (each for each in DeadlineState if each.is_missed)
    alerts = (each for each in _IN_WANT_OF_ACTION if each.period in periods)
    steps = (
        *((f"{state}={text(each)}", None) for each in withdrawn),
        (f"{completed}={unread}", Need.UNREADABLE_COMPLETED),
        (f"{expected}={unread}", Need.UNREADABLE_EXPECTED),
        (f"{status}={unread}", Need.UNREADABLE_STATUS),
        (f"ISERROR({cells['progress']})", Need.UNREADABLE_PROGRESS),
        (f"ISERROR({cells['corrective_action']})", Need.UNREADABLE_ACTION),
        (f"IF(ISNUMBER({completed}),{completed}>{as_at},FALSE)", Need.FUTURE_COMPLETED),
        (one_of(state, finished), None),
        (
            all_of(f"{status}={text(Status.COMPLETED)}", is_blank(completed)),
            Need.COMPLETED_WITHOUT_DATE,
        ),
        *_not_asked(deadline, cells, as_at),
        (f"NOT({_is_update(cells)})", Need.NOT_YET_DONE if deadline.period else Need.NO_UPDATE),
        ("FALSE" if deadline.period else is_blank(status), Need.NO_STATUS),
        (all_of(one_of(state, late), one_of(status, HOPEFUL)), Need.WRONG_STATUS),
        (f"IF(ISNUMBER({expected}),{expected}<{as_at},FALSE)", Need.EXPECTED_PASSED),
        action_wanted(alerts, cells),
        (all_of(one_of(state, EXPECTED_WANTED), is_blank(expected)), Need.NO_EXPECTED),
    )
    return todo(steps, state)


def _not_asked(deadline: Deadline, cells: Cells, as_at: str) -> Iterator[Step]:
    """A row on which nothing was answered is done where it is not due for months."""
    if deadline.binding is not None:
        is_far = f"{day(deadline.binding)}-{as_at}>{ASKED_AHEAD.days}"
        yield all_of(is_far, f"NOT({_is_update(cells)})"), None


def _is_update(cells: Cells) -> str:
    """Whether anything was answered that can be read."""
    status, progress = cells[step("status")], cells[step("progress")]
    dates = (f"ISNUMBER({cells[step(key)]})" for key in ("completed", "expected"))
    return any_of((f"NOT({is_blank(progress)})", *dates, one_of(status, Status)))


def _counts(cells: Cells, as_at: str) -> str:
    """A date completed counts where it is one and not after the month."""
    completed = cells[step("completed")]
    return f"IF(ISNUMBER({completed}),{completed}<={as_at},FALSE)"
