"""The states of deadlines: a truth table, the first rule that holds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.deadlines import Judged, judge
from cyps_reports.assessment.earlier import Earlier, EarlierCompletion
from cyps_reports.assessment.exceptions import milestone_results
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.findings import CellRef
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Redating, Withdrawal, WithdrawnAs
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Recurrence
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.deadline_wording import deadline_reason, due_text
from cyps_reports.returns.model import Absent, DeadlineEntry, Input, Returns, Status

S = DeadlineState
T, STARTS = date(2012, 9, 30), date(2012, 4, 1)
SEPTEMBER, AUGUST, JULY = Month(2012, 9), Month(2012, 8), Month(2012, 7)
NOT_STARTED, ON_TRACK, AT_RISK, COMPLETED = Status


def dated(due: date, redated: date | None = None) -> Deadline:
    redating = Redating(redated, "Cabinet", date(2012, 7, 18)) if redated else None
    return Deadline(1, due=due, redating=redating)


def entry(
    status: Status | Absent = Absent.EMPTY,
    expected: date | Absent = Absent.EMPTY,
    progress: str = "",
) -> DeadlineEntry:
    return DeadlineEntry(status=status, expected=expected, progress=progress)


NOTHING = DeadlineEntry()
TODAY, YESTERDAY = T, T - timedelta(1)
IN_30, IN_31 = T + timedelta(30), T + timedelta(31)


@pytest.mark.parametrize(
    ("due", "given", "completed", "state", "days"),
    [
        # 1. Completed
        (date(2012, 6, 30), entry(COMPLETED), date(2012, 6, 29), S.COMPLETED, 0),
        (date(2012, 6, 30), entry(COMPLETED), date(2012, 6, 30), S.COMPLETED, 0),
        (date(2012, 6, 30), entry(COMPLETED), date(2012, 7, 1), S.COMPLETED_LATE, 1),
        (date(2012, 6, 30), NOTHING, date(2012, 7, 30), S.COMPLETED_LATE, 30),
        (date(2012, 3, 1), entry(COMPLETED), date(2012, 2, 29), S.COMPLETED, 0),
        (date(2012, 2, 28), entry(COMPLETED), date(2012, 2, 29), S.COMPLETED_LATE, 1),
        (date(2012, 6, 30), None, date(2012, 6, 30), S.COMPLETED, 0),
        # 3. Overdue
        (YESTERDAY, entry(ON_TRACK), None, S.OVERDUE, 1),
        (YESTERDAY, NOTHING, None, S.OVERDUE, 1),
        (YESTERDAY, None, None, S.OVERDUE, 1),
        (date(2012, 6, 30), entry(COMPLETED), None, S.OVERDUE, 92),
        (TODAY, entry(ON_TRACK), None, S.DUE_SOON, 0),
        # 4. No update
        (TODAY, NOTHING, None, S.NO_UPDATE, 0),
        (IN_31, NOTHING, None, S.NO_UPDATE, 0),
        # 5. At risk
        (IN_31, entry(AT_RISK), None, S.AT_RISK, 0),
        (IN_31, entry(ON_TRACK, IN_31 + timedelta(1)), None, S.AT_RISK, 0),
        (IN_31, entry(ON_TRACK, IN_31), None, S.ON_TRACK, 0),
        (TODAY, entry(NOT_STARTED), None, S.AT_RISK, 0),
        (IN_30, entry(NOT_STARTED), None, S.AT_RISK, 0),
        (IN_31, entry(NOT_STARTED), None, S.NOT_YET_STARTED, 0),
        # 7. Due soon, on track, not yet started
        (IN_30, entry(ON_TRACK), None, S.DUE_SOON, 0),
        (IN_30, entry(progress="Begun."), None, S.DUE_SOON, 0),
        (IN_31, entry(progress="Begun."), None, S.ON_TRACK, 0),
        (IN_31, entry(NOT_STARTED, progress="Planned for spring."), None, S.NOT_YET_STARTED, 0),
        (IN_31, entry(expected=IN_31), None, S.NOT_YET_STARTED, 0),
        # No return
        (TODAY, None, None, S.NO_RETURN, 0),
        (IN_31, None, None, S.NO_RETURN, 0),
    ],
)
def test_a_dated_deadline(
    due: date, given: DeadlineEntry | None, completed: date | None, state: DeadlineState, days: int
) -> None:
    assert judge(dated(due), given, completed, None, T, STARTS) == Judged(state, days)


@pytest.mark.parametrize(
    ("redated", "given", "completed", "state", "days"),
    [
        (IN_31, entry(ON_TRACK), None, S.REDATED, 0),
        (IN_30, entry(ON_TRACK), None, S.REDATED, 0),
        (IN_31, entry(NOT_STARTED), None, S.REDATED, 0),
        (IN_31, entry(AT_RISK), None, S.AT_RISK, 0),
        (IN_30, entry(NOT_STARTED), None, S.AT_RISK, 0),
        (IN_31, entry(ON_TRACK, IN_31 + timedelta(1)), None, S.AT_RISK, 0),
        (IN_31, NOTHING, None, S.NO_UPDATE, 0),
        (TODAY, entry(ON_TRACK), None, S.REDATED, 0),
        (YESTERDAY, entry(ON_TRACK), None, S.OVERDUE, 1),
        (IN_31, None, None, S.NO_RETURN, 0),
        (YESTERDAY, None, None, S.OVERDUE, 1),
        # The plan's own date decides whether it was completed late.
        (IN_31, entry(COMPLETED), date(2012, 8, 1), S.COMPLETED_LATE, 1),
        (IN_31, entry(COMPLETED), date(2012, 7, 31), S.COMPLETED, 0),
    ],
)
def test_a_redated_deadline(
    redated: date,
    given: DeadlineEntry | None,
    completed: date | None,
    state: DeadlineState,
    days: int,
) -> None:
    assert judge(dated(date(2012, 7, 31), redated), given, completed, None, T, STARTS) == Judged(
        state, days
    )


@pytest.mark.parametrize(
    ("given", "last_done", "state"),
    [
        (entry(ON_TRACK), SEPTEMBER, S.DONE_THIS_MONTH),
        (entry(ON_TRACK), AUGUST, S.MISSED_THIS_MONTH),
        (NOTHING, AUGUST, S.MISSED_THIS_MONTH),
        (entry(ON_TRACK), JULY, S.MISSED),
        (entry(ON_TRACK), None, S.MISSED),
        (NOTHING, None, S.MISSED),
        (None, AUGUST, S.NO_RETURN),
        (None, None, S.NO_RETURN),
    ],
)
def test_a_monthly_item(
    given: DeadlineEntry | None, last_done: Month | None, state: DeadlineState
) -> None:
    monthly = Deadline(1, recurrence=Recurrence.MONTHLY)
    assert judge(monthly, given, None, last_done, T, STARTS) == Judged(state, period_to=SEPTEMBER)


@pytest.mark.parametrize(
    "deadline",
    [
        Deadline(1, recurrence=Recurrence.ONGOING),
        Deadline(1, at_approval=AtApproval.COMPLETED_AND_ONGOING),
    ],
)
@pytest.mark.parametrize(
    ("given", "state"),
    [
        (entry(ON_TRACK), S.ONGOING),
        (entry(progress="Checked."), S.ONGOING),
        (NOTHING, S.NO_UPDATE),
        (None, S.NO_RETURN),
    ],
)
def test_an_ongoing_item(
    deadline: Deadline, given: DeadlineEntry | None, state: DeadlineState
) -> None:
    assert judge(deadline, given, None, None, T, STARTS) == Judged(state)


@pytest.mark.parametrize(
    ("given", "completed", "state"),
    [
        (entry(ON_TRACK), None, S.NO_DATE_SET),
        (entry(AT_RISK), None, S.NO_DATE_SET),
        (NOTHING, None, S.NO_DATE_SET),
        (None, None, S.NO_RETURN),
        (entry(COMPLETED), date(2012, 9, 1), S.COMPLETED),
    ],
)
def test_a_deadline_without_a_date(
    given: DeadlineEntry | None, completed: date | None, state: DeadlineState
) -> None:
    assert judge(Deadline(1), given, completed, None, T, STARTS) == Judged(state)


@pytest.mark.parametrize("given", [None, NOTHING, entry(ON_TRACK), entry(NOT_STARTED)])
def test_what_was_completed_at_approval_stays_completed(given: DeadlineEntry | None) -> None:
    done = Deadline(1, at_approval=AtApproval.COMPLETED)
    assert judge(done, given, None, None, T, STARTS) == Judged(S.COMPLETED)


GONE = Withdrawal(WithdrawnAs.MERGED, "Cabinet", T, "A9")


@pytest.mark.parametrize(
    ("deadline", "completed", "state"),
    [
        (dated(date(2012, 7, 31)), None, S.MERGED),
        (Deadline(1), None, S.MERGED),
        (dated(date(2012, 9, 30)), T, S.COMPLETED),
        (dated(date(2012, 7, 31)), T, S.COMPLETED_LATE),
        (Deadline(1, at_approval=AtApproval.COMPLETED), None, S.COMPLETED),
        # What comes again is never done for good.
        (Deadline(1, recurrence=Recurrence.MONTHLY), T, S.MERGED),
        (Deadline(1, recurrence=Recurrence.QUARTERLY), T, S.MERGED),
        (Deadline(1, recurrence=Recurrence.ONGOING), T, S.MERGED),
        (Deadline(1, at_approval=AtApproval.COMPLETED_AND_ONGOING), T, S.MERGED),
    ],
)
def test_what_is_done_stays_done_and_all_else_is_no_longer_pursued(
    deadline: Deadline, completed: date | None, state: DeadlineState
) -> None:
    given = DeadlineEntry(status=Status.ON_TRACK, completed=completed or Absent.EMPTY)
    gone = replace(deadline, withdrawal=GONE)
    last_done = SEPTEMBER if completed and deadline.period else None
    assert judge(gone, given, completed, last_done, T, STARTS).state is state
    if not completed:
        assert judge(gone, None, None, None, T, STARTS).state is state, "nor is a return missed"


LONGER = ("quarter", "term", "half-year", "year")
COLOURS = {
    "red": {"Overdue", "Missed"},
    "amber": {
        "At risk",
        "Re-dated",
        *(f"Missed this {each}" for each in ("month", *LONGER)),
        *(f"Missed last {each}" for each in LONGER),
    },
    "green": {
        "Due soon",
        "On track",
        "Ongoing",
        *(f"Done this {each}" for each in ("month", *LONGER)),
    },
    "blue": {"Completed", "Completed late"},
    "grey": {
        "Not yet started",
        "No update",
        "No date set",
        "No return",
        *(f"Due this {each}" for each in LONGER),
        *("Withdrawn", "Merged", "Deferred"),
    },
}


def test_every_state_has_its_colour() -> None:
    assert {state.value: state.rag.value for state in S} == {
        s: colour for colour, states in COLOURS.items() for s in states
    }


ENTRIES = st.none() | st.builds(
    DeadlineEntry,
    status=st.sampled_from([*Status, Absent.EMPTY, Absent.UNREADABLE]),
    expected=st.just(Absent.EMPTY) | st.dates(date(2012, 4, 1), date(2013, 12, 31)),
    progress=st.sampled_from(["", "Something was done."]),
)


@given(
    st.dates(date(2012, 4, 1), date(2013, 9, 30)),
    ENTRIES,
    st.dates(date(2012, 4, 1), date(2013, 3, 31)),
)
def test_overdue_is_exactly_past_its_date_and_not_completed(
    due: date, given_entry: DeadlineEntry | None, as_at: date
) -> None:
    judged = judge(dated(due), given_entry, None, None, as_at, STARTS)
    assert (judged.state is S.OVERDUE) is (as_at > due)
    assert judged.days == max(0, (as_at - due).days)


def assessed(
    plan: Plan,
    answers: dict[tuple[str, int], DeadlineEntry],
    earlier: Earlier | None = None,
    came: str = "ABCDE",
) -> Assessment:
    returns = Returns(
        SEPTEMBER, tuple(Input(f"{code}.xlsx", "", code) for code in came), {}, answers
    )
    return assess(plan, returns, earlier or Earlier(), T)


def one(assessment: Assessment, ref: str, number: int = 1) -> DeadlineResult:
    return next(each for each in assessment.deadlines if each.key == (ref, number))


def test_a_date_completed_after_the_as_at_date_does_not_count(plan: Plan) -> None:
    result = one(assessed(plan, {("B12", 1): DeadlineEntry(COMPLETED, date(2012, 10, 12))}), "B12")
    assert result.state is S.AT_RISK
    assert result.completed is None


def test_what_was_completed_in_an_earlier_month_needs_no_entry(plan: Plan) -> None:
    earlier = Earlier((JULY,), completions={("A20", 1): EarlierCompletion(JULY, date(2012, 7, 20))})
    result = one(assessed(plan, {}, earlier), "A20")
    assert result.state is S.COMPLETED
    assert deadline_reason(result, T) == "Completed on 20 July 2012 (reported in July 2012)."


CLAIMS = {
    DeadlineEntry(COMPLETED): "completed-without-date",
    DeadlineEntry(COMPLETED, date(2012, 10, 12)): "completed-in-future",
    DeadlineEntry(COMPLETED, Absent.UNREADABLE): None,  # the date has a finding of its own
    DeadlineEntry(COMPLETED, T): None,
}


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: str(claim.completed))
def test_completed_is_believed_only_with_a_date_that_counts(
    plan: Plan, claim: DeadlineEntry
) -> None:
    about = {"completed-without-date", "completed-in-future"}
    found = {f.code for f in assessed(plan, {("A12", 1): claim}).findings} & about
    assert found == ({CLAIMS[claim]} if CLAIMS[claim] else set())


@pytest.mark.parametrize("key", [("B17", 1), ("A20", 1)])
def test_what_is_known_to_be_completed_needs_no_date(plan: Plan, key: tuple[str, int]) -> None:
    earlier = Earlier((JULY,), completions={("A20", 1): EarlierCompletion(JULY, date(2012, 7, 20))})
    assessment = assessed(plan, {key: DeadlineEntry(COMPLETED)}, earlier)
    assert "completed-without-date" not in {f.code for f in assessment.findings}


def test_an_ongoing_item_at_risk_is_pointed_out(plan: Plan) -> None:
    assessment = assessed(plan, {("B15", 1): entry(AT_RISK)})
    assert "ongoing-at-risk" in {f.code for f in assessment.findings}


def test_reopening_is_a_finding_and_changes_nothing(plan: Plan) -> None:
    earlier = Earlier((JULY,), completions={("A20", 1): EarlierCompletion(JULY, date(2012, 7, 20))})
    answers = {("A20", 1): entry(ON_TRACK), ("B17", 1): entry(AT_RISK)}
    assessment = assessed(plan, answers, earlier)
    assert one(assessment, "A20").state is S.COMPLETED
    assert one(assessment, "B17").state is S.COMPLETED
    assert [f.message.split()[0] for f in assessment.findings if f.code == "reopened"] == [
        "A20,",
        "B17",
    ]


def test_a_manager_who_says_on_track_when_overdue_is_contradicted(plan: Plan) -> None:
    assessment = assessed(plan, {("A12", 1): entry(ON_TRACK)})
    told = [
        finding.message for finding in assessment.findings if finding.code == "status-against-state"
    ]
    assert told == ["A12 says “On track”, but it is 92 days overdue."]


def test_no_return_does_not_hide_what_is_past_due(plan: Plan) -> None:
    assessment = assessed(plan, {}, came="ABCE")
    assert one(assessment, "D4").state is S.OVERDUE
    assert deadline_reason(one(assessment, "D4"), T) == (
        "92 days overdue: no return received; not reported as completed."
    )
    assert one(assessment, "D2").state is S.NO_RETURN
    assert assessment.missing_priorities == ("D",)
    assert "No return received from Priority D for September 2012." in {
        f.message for f in assessment.findings
    }


def test_a_milestone_shows_its_worst_open_deadline_and_how_far_it_is(plan: Plan) -> None:
    answers = {
        ("C35", 1): DeadlineEntry(COMPLETED, date(2012, 6, 15)),
        ("C35", 2): DeadlineEntry(COMPLETED, date(2012, 9, 14)),
        ("C35", 3): entry(NOT_STARTED),
        ("C35", 4): entry(AT_RISK),
    }
    c35 = next(
        each
        for each in milestone_results(assessed(plan, answers).deadlines)
        if each.worst.milestone.ref == "C35"
    )
    assert c35.worst.state is S.AT_RISK
    assert (c35.done, c35.dated) == (2, 4)
    assert c35.next_open is not None
    assert c35.next_open.deadline.due == date(2012, 12, 31)
    assert c35.overdue is None


def test_what_has_passed_is_overdue_and_not_next(plan: Plan) -> None:
    c35 = next(
        e for e in milestone_results(assessed(plan, {}).deadlines) if e.worst.milestone.ref == "C35"
    )
    assert c35.overdue is not None
    assert c35.next_open is not None
    assert (c35.overdue.deadline.due, c35.next_open.deadline.due) == (date(2012, 6, 30), T)


@pytest.mark.parametrize(
    ("expected", "reason"),
    [
        (date(2012, 10, 5), "92 days overdue. Expected on 5 October 2012."),
        (T, "92 days overdue. Expected on 30 September 2012."),
        (
            date(2012, 9, 29),
            "92 days overdue. It was expected on 29 September 2012, which has passed.",
        ),
    ],
)
def test_an_expected_date_that_has_passed_is_said_to_have(
    plan: Plan, expected: date, reason: str
) -> None:
    answer = DeadlineEntry(
        AT_RISK, expected=expected, places={"status": CellRef("a.xlsx", "Milestones", "I5")}
    )
    assert deadline_reason(one(assessed(plan, {("A12", 1): answer}), "A12"), T) == reason


def test_recurring_duties_are_not_counted_as_done_or_open(plan: Plan) -> None:
    b14 = next(
        e for e in milestone_results(assessed(plan, {}).deadlines) if e.worst.milestone.ref == "B14"
    )
    assert (b14.done, b14.dated) == (0, 4)
    assert b14.worst.state is S.OVERDUE


def test_deadlines_that_are_no_longer_pursued_are_not_counted_as_done_or_open(plan: Plan) -> None:
    """Of B14's four dated deadlines, of which two are overdue, the first is merged into another
    row.
    """
    (b14,) = (each for each in plan.milestones if each.ref == "B14")
    deadlines = tuple(
        replace(each, withdrawal=GONE if each.number == 1 else None) for each in b14.deadlines
    )
    milestones = tuple(
        replace(each, deadlines=deadlines) if each is b14 else each for each in plan.milestones
    )
    results = assessed(replace(plan, milestones=milestones), {}).deadlines
    (told,) = (each for each in milestone_results(results) if each.worst.milestone.ref == "B14")
    assert (told.done, told.dated) == (0, 3)
    assert (told.overdue and told.overdue.deadline.number) == 3
    assert (told.next_open and told.next_open.deadline.number) == 4


def test_the_first_due_date_stays_beside_the_redated_one() -> None:
    assert due_text(dated(date(2012, 7, 31), date(2012, 11, 30))) == (
        "30 November 2012 (re-dated from 31 July 2012)"
    )


def test_a_first_due_date_in_the_plans_words_reads_on_in_the_sentence() -> None:
    redating = Redating(date(2013, 3, 31), "Cabinet", date(2012, 7, 18), "March 2013")
    redated = Deadline(1, date(2012, 12, 31), due_said="By end of Q3", redating=redating)
    assert due_text(redated) == "March 2013 (re-dated from end of Q3)"
    assert due_text(replace(redated, redating=None)) == "By end of Q3"


@pytest.mark.parametrize(
    ("as_at", "binding", "state", "days"),
    [
        (date(2012, 7, 31), date(2012, 7, 31), DeadlineState.AT_RISK, 0),
        (date(2012, 8, 31), date(2012, 7, 31), DeadlineState.OVERDUE, 31),
        (date(2012, 10, 4), date(2012, 7, 31), DeadlineState.OVERDUE, 65),
        (
            date(2012, 10, 5),
            date(2012, 12, 31),
            DeadlineState.REDATED,
            0,
        ),  # the day it was approved
        (date(2012, 12, 31), date(2012, 12, 31), DeadlineState.AT_RISK, 0),
        (date(2013, 1, 1), date(2012, 12, 31), DeadlineState.OVERDUE, 1),
    ],
)
def test_a_redating_counts_from_the_day_it_was_approved(
    as_at: date, binding: date, state: DeadlineState, days: int
) -> None:
    redating = Redating(date(2012, 12, 31), "Cabinet", date(2012, 10, 5))
    deadline = Deadline(1, due=date(2012, 7, 31), redating=redating).as_it_stood(as_at)
    assert deadline.binding == binding
    entry = DeadlineEntry(status=Status.NOT_STARTED)
    assert judge(deadline, entry, None, None, as_at, STARTS) == Judged(state, days)


def test_a_plan_as_it_stood_is_without_what_was_approved_later(plan: Plan) -> None:
    e17 = next(each for each in plan.milestones if each.ref == "E17")
    redating = Redating(date(2012, 12, 31), "Cabinet", date(2012, 10, 5))
    moved = replace(
        e17, deadlines=(replace(e17.deadlines[0], redating=redating), *e17.deadlines[1:])
    )
    known = replace(
        plan, milestones=tuple(moved if each is e17 else each for each in plan.milestones)
    )
    assert known.as_it_stood(date(2012, 10, 4)) == plan
    assert known.as_it_stood(date(2012, 10, 5)) is known
