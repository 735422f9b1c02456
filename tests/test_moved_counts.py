"""Why counts moved: what nobody knows in one of two months, and what the plan says otherwise."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cyps_reports.assessment.changes import Change, changes_of
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.foremost import foremost_of
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.reported_position import Position, position_of
from cyps_reports.plan.cell_texts import plan_cells
from cyps_reports.plan.model.decisions import Redating
from cyps_reports.plan.model.measure import Polarity
from cyps_reports.plan.model.milestone import Deadline
from cyps_reports.report.page_one_headline import headline, movement
from cyps_reports.report.sections.changes_in_short import changes_in_short
from cyps_reports.report.summary_wording import movement_note
from tests.test_foremost import DAY, assessed

ON, OFF, CLOSE = MeasureState.ON_TARGET, MeasureState.OFF_TARGET, MeasureState.CLOSE_TO_TARGET
NO_RETURN, NOT_SHOWN = MeasureState.NO_RETURN, MeasureState.NOT_SHOWN
FIGURES = {ON: "95", CLOSE: "88", OFF: "50"}
LATE, TRACK = DeadlineState.OVERDUE, DeadlineState.ON_TRACK
UNKNOWN = DeadlineState.NO_RETURN


def month_in(*states: MeasureState, deadlines: tuple[DeadlineState, ...] = ()) -> Assessment:
    names = [f"M{number}" for number in range(1, len(states) + 1)]
    rows = [(name, FIGURES.get(state, "95")) for name, state in zip(names, states, strict=True)]
    measures = {name: ("90", figure, Polarity.HIGHER) for name, figure in rows}
    due: dict[str, tuple[date, date | None]] = {
        f"D{number}": (DAY, None) for number in range(1, len(deadlines) + 1)
    }
    month = assessed(measures, due)
    return replace(
        month,
        measures=tuple(
            replace(each, state=state) for each, state in zip(month.measures, states, strict=True)
        ),
        deadlines=tuple(
            replace(each, state=state)
            for each, state in zip(month.deadlines, deadlines, strict=True)
        ),
    )


def _reported(month: Assessment) -> Position:
    return replace(position_of(month), is_reported=True, cells=plan_cells(month.plan))


def _said(then: Assessment, now: Assessment) -> tuple[str, str, str]:
    """Page one's first sentences, the table's note, and the note of the Excel summary."""
    before = _reported(then)
    changes = changes_of(now, (before,))
    position = position_of(now)
    said = headline(position, before, now, changes).text
    return said, movement("", position, before, changes), movement_note(before, now, changes)


@pytest.mark.parametrize(
    ("then", "now", "text", "note"),
    [
        ((OFF, OFF, ON), (OFF, OFF, ON), "2 are off target.", "No change"),
        ((OFF, OFF, ON), (OFF, CLOSE, ON), "1 is off target (down 1).", "−1 off"),
        (
            (OFF, OFF, ON),
            (OFF, NO_RETURN, ON),
            "1 is off target (down 1, with 1 no longer rated).",
            "−1 off (1 no longer rated)",
        ),
        (
            (OFF, OFF, OFF, OFF, ON),
            (OFF, NO_RETURN, MeasureState.UNREADABLE, ON, ON),
            "1 is off target (down 3, with 2 no longer rated).",
            "+1 on target, −3 off (2 no longer rated)",
        ),
        (
            (OFF, OFF, OFF, ON),
            (NO_RETURN, NOT_SHOWN, MeasureState.WITHDRAWN, ON),
            "none is off target (down 3, with 1 no longer rated, 1 no longer shown and "
            "1 no longer pursued).",
            "−3 off (1 no longer rated, 1 no longer shown and 1 no longer pursued)",
        ),
        (
            (NO_RETURN, NOT_SHOWN, ON),
            (OFF, OFF, ON),
            "2 are off target (up 2, with 1 newly rated and 1 not shown before).",
            "+2 off (1 newly rated and 1 not shown before)",
        ),
        ((OFF, ON, ON), (NO_RETURN, OFF, ON), "1 is off target.", "−1 on target"),
    ],
    ids=["none", "better", "one", "two", "of each kind", "came again", "as many as before"],
)
def test_what_is_not_rated_in_one_of_two_months_is_no_improvement(
    then: tuple[MeasureState, ...], now: tuple[MeasureState, ...], text: str, note: str
) -> None:
    headline_said, moved, _ = _said(month_in(*then), month_in(*now))
    assert headline_said.endswith(f"; {text}")
    assert moved == note


def test_a_fall_of_those_on_target_says_what_is_no_longer_rated() -> None:
    text, note, _ = _said(month_in(ON, ON, OFF), month_in(ON, NO_RETURN, OFF))
    assert "on target (1 of 2, down 1, with 1 no longer rated);" in text
    assert note == "−1 on target (1 no longer rated)"


@pytest.mark.parametrize(
    ("then", "now", "text", "note"),
    [
        ((LATE, TRACK), (LATE, TRACK), "1 of 2 deadlines is late;", "No change"),
        ((LATE, TRACK), (TRACK, TRACK), "None of 2 deadlines is late (down 1);", "−1 late"),
        (
            (DeadlineState.MISSED, LATE, LATE),
            (UNKNOWN, TRACK, LATE),
            "1 of 3 deadlines is late (down 2, with 1 no longer known);",
            "−2 late (1 no longer known)",
        ),
        (
            (UNKNOWN, UNKNOWN, TRACK),
            (LATE, LATE, LATE),
            "3 of 3 deadlines are late (up 3, with 2 not known before);",
            "+3 late (2 not known before)",
        ),
        (
            (LATE, LATE),
            (DeadlineState.WITHDRAWN, LATE),
            "1 of 1 deadline is late (down 1, with 1 no longer pursued);",
            "−1 late (1 no longer pursued)",
        ),
    ],
    ids=["none", "better", "one", "came again", "withdrawn"],
)
def test_the_same_holds_of_late_deadlines(
    then: tuple[DeadlineState, ...], now: tuple[DeadlineState, ...], text: str, note: str
) -> None:
    said, moved, _ = _said(month_in(deadlines=then), month_in(deadlines=now))
    assert said.startswith(text)
    assert moved == note


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ((OFF,), (OFF,), "no change"),
        ((OFF,), (ON,), "+1 on target, −1 off"),
        ((OFF, ON), (NO_RETURN, ON), "−1 off (1 no longer rated)"),
        ((OFF, OFF, ON), (NO_RETURN, NO_RETURN, ON), "−2 off (2 no longer rated)"),
    ],
    ids=["none", "better", "one", "two"],
)
def test_the_excel_summary_says_it_too(
    then: tuple[MeasureState, ...], now: tuple[MeasureState, ...], said: str
) -> None:
    _, _, note = _said(month_in(*then), month_in(*now))
    assert note == f"In brackets: the change since September 2017. In all: {said}."


# A plan that says something else


def _with_target(month: Assessment, target: str, state: MeasureState) -> Assessment:
    """The month under another target of its first measure."""
    first, *others = month.plan.measures
    plan = replace(month.plan, measures=(replace(first, target=Decimal(target)), *others))
    result = replace(month.measures[0], measure=plan.measures[0], state=state)
    return replace(month, plan=plan, measures=(result, *month.measures[1:]))


def _lines(changes: tuple[Change, ...]) -> list[str]:
    return [line.text for line in changes_in_short(changes)]


@pytest.mark.parametrize(
    ("was", "now", "target", "said"),
    [
        (OFF, CLOSE, "85", "Now close to target. From off target: M1 ({})."),
        (OFF, ON, "45", "Now on target. From off target: M1 ({})."),
        (ON, OFF, "99", "Now off target. From on target: M1 ({})."),
    ],
)
def test_a_rating_that_another_target_changed_says_so(
    was: MeasureState, now: MeasureState, target: str, said: str
) -> None:
    then = month_in(was, ON)
    month = _with_target(month_in(was, ON), target, now)
    changes = changes_of(month, (_reported(then),))
    because = f"its target was changed from 90% to {target}%"
    assert said.format(because) in _lines(changes)
    assert foremost_of(month, changes).better == ()
    text, note, _ = _said(then, month)
    assert "with 1 by a changed plan" in text
    assert "(1 by a changed plan)" in note


def test_a_target_that_stands_says_nothing() -> None:
    then, month = month_in(OFF), month_in(ON)
    changes = changes_of(month, (_reported(then),))
    assert _lines(changes) == ["Now on target. From off target: M1."]
    assert [each.measure.ref for each in foremost_of(month, changes).better] == ["M1"]


def test_where_nobody_kept_what_the_plan_said_nothing_is_claimed() -> None:
    month = _with_target(month_in(OFF), "45", ON)
    before = replace(_reported(month_in(OFF)), cells=None)
    assert _lines(changes_of(month, (before,))) == ["Now on target. From off target: M1."]


def test_a_lead_and_a_priority_that_changed_are_told_cell_by_cell() -> None:
    then = month_in(ON)
    (lead,), (first, second) = then.plan.leads, then.plan.priorities
    leads = (replace(lead, name="C Dee", post="Head of Learning"),)
    priorities = (replace(first, title="Safe"), second)
    now = replace(then, plan=replace(then.plan, leads=leads, priorities=priorities))
    changes = changes_of(now, (_reported(then),))
    assert {(each.ref, each.about, each.was, each.now) for each in changes} == {
        ("Priority A", "Title", "First", "Safe"),
        ("Lead AB", "Name", "A Bee", "C Dee"),
        ("Lead AB", "Post", "Director", "Head of Learning"),
    }


def test_a_late_deadline_that_was_redated_is_no_improvement() -> None:
    then = month_in(deadlines=(LATE, LATE))
    moved = Deadline(1, DAY, redating=Redating(date(2017, 12, 31), "Cabinet", DAY))
    now = month_in(deadlines=(DeadlineState.REDATED, LATE))
    result = replace(now.deadlines[0], deadline=moved)
    now = replace(now, deadlines=(result, now.deadlines[1]))
    text, note, _ = _said(then, now)
    assert text.startswith("1 of 2 deadlines is late (down 1, with 1 re-dated);")
    assert note == "−1 late (1 re-dated)"
    because = "its due date was changed from 30/09/17 to 31/12/17"
    lines = _lines(changes_of(now, (_reported(then),)))
    assert (
        f"Now at risk, re-dated or missed once. From overdue to re-dated: D1 ({because})." in lines
    )
