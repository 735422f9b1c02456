"""A simulated year: what happens to a plan month by month, and the simulation's own record of
what has changed.

Nothing here uses the program's rules. The simulation decides what a manager types and works out for
itself, in the plainest way there is, what a report of that month would have to say.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Redating, Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.writer import plan_workbook
from tests.tools.typed import typed_return

MeasureKey = tuple[str, str]
DeadlineKey = tuple[str, int]
Told = tuple[str, str, str, str]
"""A change as a report tells it: what, which row, what it was, what it is."""

GREEN, AMBER, RED = "On target", "Close to target", "Off target"
COLOURS = {
    **dict.fromkeys(("Overdue", "Missed"), "red"),
    **dict.fromkeys(("At risk", "Missed this month", "Re-dated"), "amber"),
    **dict.fromkeys(("On track", "Due soon", "Ongoing", "Done this month"), "green"),
    **dict.fromkeys(("Completed", "Completed late"), "blue"),
    **dict.fromkeys(("Not yet started", "No update", "No date set", "No return"), "grey"),
    **dict.fromkeys(("Withdrawn", "Merged", "Deferred"), "grey"),
}
WITHDRAWN = "Withdrawn, merged or deferred"
APART = ("Withdrawn", "Merged", "Deferred")
DONE = ("Completed", "Completed late")
MISSED = ("Overdue", "Missed")


@dataclass(frozen=True)
class Figure:
    """What a manager types for a measure: a figure and its day, or a data status without one."""

    actual: Decimal | None
    as_at: date
    status: str


@dataclass(frozen=True)
class Answer:
    """What a manager types for a deadline."""

    status: str = ""
    completed: date | None = None
    expected: date | None = None
    progress: str = ""


@dataclass
class Standing:
    """What a month's report told of every row, as the simulation knows it."""

    states: dict[object, str] = field(default_factory=dict)
    actuals: dict[MeasureKey, Decimal] = field(default_factory=dict)
    binding: dict[DeadlineKey, date | None] = field(default_factory=dict)
    expected: dict[DeadlineKey, date] = field(default_factory=dict)


@dataclass
class Year:
    """The simulation: the plan as it is now, everything typed so far, and which returns have
    arrived.
    """

    plan: Plan
    chance: random.Random
    folder: Path
    figures: dict[Month, dict[MeasureKey, Figure]] = field(default_factory=dict)
    answers: dict[Month, dict[DeadlineKey, Answer]] = field(default_factory=dict)
    arrived: dict[Month, set[str]] = field(default_factory=dict)
    told: dict[Month, Standing] = field(default_factory=dict)
    levels: dict[MeasureKey, str] = field(default_factory=dict)
    finishes: dict[DeadlineKey, date | None] = field(default_factory=dict)
    estimates: dict[DeadlineKey, date] = field(default_factory=dict)
    plan_changes: list[Told] = field(default_factory=list)
    told_of: dict[tuple[MeasureKey, date], Decimal | None] = field(default_factory=dict)
    told_dates: dict[DeadlineKey, date] = field(default_factory=dict)
    corrected: list[tuple[Month, MeasureKey, Decimal | None]] = field(default_factory=list)
    late: list[tuple[Month, str]] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)

    def begin(self, month: Month) -> None:
        """A month: late returns of the last one arrive, somebody corrects a figure, the plan
        changes, returns come.
        """
        self.plan_changes, self.edited = [], []
        self._late_returns_arrive()
        if self.figures:
            self._correct(month)
            self._correct_dates_completed(month)
        if month.number in (7, 11, 2):
            self._redate(month)
        if month.number in (9, 1):
            self._edit_plan()
        if month.number == 10:
            self._withdraw(month)
        if month.number == 2:
            self._take_up_again()
        self.figures[month] = {each.key: self._figure(each, month) for each in self.plan.measures}
        if month.number in (8, 12):
            self._tell_last_month_again(month)
        self.answers[month] = {
            (milestone.ref, deadline.number): self._answer(
                (milestone.ref, deadline.number), deadline, month
            )
            for milestone, deadline in self.plan.deadlines()
        }
        self.arrived[month] = set()
        for priority in self.plan.priorities:
            roll = self.chance.random()
            if roll < 0.08:
                continue
            if roll < 0.18:
                self.late.append((month, priority.code))
                continue
            self._arrive(month, priority.code)
        (self.folder / "returns" / "plan.xlsx").write_bytes(plan_workbook(self.plan))

    # What happens

    def _late_returns_arrive(self) -> None:
        for month, code in self.late:
            self._arrive(month, code)
        self.late = []

    def _arrive(self, month: Month, code: str) -> None:
        self.arrived[month].add(code)
        self._write(month, code)

    def _write(self, month: Month, code: str, edit: MeasureKey | None = None) -> None:
        path = self.folder / "returns" / str(month) / f"return-{code}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        figures = {key: each for key, each in self.figures[month].items() if _code(key[0]) == code}
        answers = {key: each for key, each in self.answers[month].items() if _code(key[0]) == code}
        path.write_bytes(typed_return(self.plan, code, month, figures, answers, edit))

    def edit_in_return(self, month: Month) -> None:
        """Somebody types over the plan's target in a return that has arrived."""
        code = next(code for code in ("A", "B", "C") if code in self.arrived[month])
        measure = next(
            each for each in self.plan.measures_of(code) if isinstance(each.target, Decimal)
        )
        self._write(month, code, measure.key)
        self.edited.append(f"return-{code}.xlsx, sheet Targets, cell G")

    def _correct(self, month: Month) -> None:
        """A figure that was reported last month turns out to be wrong, or what was corrected was
        right after all.
        """
        if self.corrected and month.number % 2:
            for before, key, first in self.corrected:
                self._retype(before, key, first)
            self.corrected = []
            return
        last = max(self.told)
        some = [
            key for key in self.told[last].actuals if self._measure(key).basis is Basis.SNAPSHOT
        ]
        for key in self.chance.sample(sorted(some), min(len(some), 2)):
            first = self.figures[last][key].actual
            assert first is not None
            is_taken_back = bool(self.corrected)
            self.corrected.append((last, key, first))
            step = Decimal(1).scaleb(-self._measure(key).decimals)
            self._retype(last, key, None if is_taken_back else first + step)

    def _retype(self, month: Month, key: MeasureKey, figure: Decimal | None) -> None:
        self.figures[month][key] = replace(self.figures[month][key], actual=figure)
        self._write(month, _code(key[0]))

    def _correct_dates_completed(self, month: Month) -> None:
        """What was said to be completed in time turns out to be completed late.

        And the other way round.
        """
        for key, done in sorted(self._known_done(max(self.told)).items()):
            _, deadline = self._deadline(key)
            if (
                key in self.finishes
                and deadline.due
                and deadline.due < month.first
                and self.chance.random() < 0.1
            ):
                is_late = done > deadline.due
                self.finishes[key] = (
                    deadline.due - timedelta(1) if is_late else deadline.due + timedelta(1)
                )

    def _tell_last_month_again(self, month: Month) -> None:
        """This month's return gives last month's day again with another figure."""
        before = max(each for each in self.figures if each < month)
        for measure in self.plan.measures_of("B")[:2]:
            old, new = self.figures[before][measure.key], self.figures[month][measure.key]
            if old.actual is not None and new.actual is not None and "B" in self.arrived[before]:
                again = old.actual + 2 * Decimal(1).scaleb(-measure.decimals)
                self.figures[month][measure.key] = Figure(again, old.as_at, "Final")

    def _redate(self, month: Month) -> None:
        """Cabinet approves another date for something that is open."""
        key = self.chance.choice(
            [key for key in self.finishes if key not in self._known_done(max(self.told))]
        )
        milestone, deadline = self._deadline(key)
        assert deadline.due is not None
        new = max(deadline.due, month.last) + timedelta(45)
        redating = Redating(new, "Cabinet", month.first)
        named = _row(milestone, deadline)
        before = deadline.redating
        for heading, was, now in (
            ("Re-dated due date", before and before.due, redating.due),
            ("Re-dating approved by", before and before.approved_by, redating.approved_by),
            ("Re-dating approved on", before and before.approved_on, redating.approved_on),
        ):
            # A new date is told as a re-dating, once; only what else changes of it is a change of
            # the plan's cells.
            if was != now and deadline.binding == new:
                self.plan_changes.append(
                    (f"Plan: {heading}", named, _plain(was) or "empty", _plain(now))
                )
        self._replace_deadline(key, replace(deadline, redating=redating))

    def _withdraw(self, month: Month) -> None:
        """Cabinet withdraws a measure, and merges one open deadline and defers another."""
        measure = next(each for each in reversed(self.plan.measures) if self._is_rateable(each))
        self._replace_measure(
            measure, Withdrawal(WithdrawnAs.WITHDRAWN, "Cabinet", month.first, "No longer counted.")
        )
        done = self._known_done(max(self.told))
        still_open = [key for key in self.finishes if key not in done]
        for key, kind in (
            (still_open[0], WithdrawnAs.MERGED),
            (still_open[-1], WithdrawnAs.DEFERRED),
        ):
            withdrawal = Withdrawal(kind, "Cabinet", month.first, "A12")
            self._replace_deadline(key, replace(self._deadline(key)[1], withdrawal=withdrawal))

    def _take_up_again(self) -> None:
        """The measure is taken up again."""
        self._replace_measure(next(each for each in self.plan.measures if each.withdrawal), None)

    def _replace_measure(self, measure: Measure, withdrawal: Withdrawal | None) -> None:
        new = replace(measure, withdrawal=withdrawal)
        measures = tuple(new if each is measure else each for each in self.plan.measures)
        self.plan = replace(self.plan, measures=measures)

    def _edit_plan(self) -> None:
        """A target is made harder, and a milestone is given to another director lead."""
        measure = self.chance.choice(
            [each for each in self.plan.measures if self._is_rateable(each)]
        )
        assert isinstance(measure.target, Decimal)
        harder = measure.target + (1 if measure.polarity is Polarity.HIGHER else -1)
        self.plan_changes.append(
            ("Plan: Target", measure.called, shown(measure.target, measure), shown(harder, measure))
        )
        milestone = self.chance.choice(self.plan.milestones)
        lead = next(each.initials for each in self.plan.leads if each.initials != milestone.lead)
        self.plan_changes += [
            ("Plan: Lead", _row(milestone, deadline), milestone.lead, lead)
            for deadline in milestone.deadlines
        ]
        self.plan = replace(
            self.plan,
            measures=tuple(
                replace(m, target=harder) if m is measure else m for m in self.plan.measures
            ),
            milestones=tuple(
                replace(m, lead=lead) if m is milestone else m for m in self.plan.milestones
            ),
        )

    def _replace_deadline(self, key: DeadlineKey, new: Deadline) -> None:
        self.plan = replace(
            self.plan,
            milestones=tuple(
                replace(
                    m, deadlines=tuple(new if (m.ref, d.number) == key else d for d in m.deadlines)
                )
                for m in self.plan.milestones
            ),
        )

    # What managers type

    def _figure(self, measure: Measure, month: Month) -> Figure:
        if measure.basis is Basis.ANNUAL:
            out = measure.target_due is not None and month >= measure.target_due
            assert isinstance(measure.target, Decimal)
            return (
                Figure(round(measure.target, measure.decimals), month.last, "Final")
                if out
                else Figure(None, month.last, "Not yet due")
            )
        if measure.basis is Basis.CUMULATIVE:
            return Figure(self._so_far(measure, month), month.last, "Provisional")
        if self.chance.random() < 0.1:
            return Figure(None, month.last, "Not available")
        if self.chance.random() < 0.3 or measure.key not in self.levels:
            self.levels[measure.key] = self.chance.choice((GREEN, AMBER, RED))
        if not isinstance(measure.target, Decimal):
            return Figure(
                round(Decimal(self.chance.randint(40, 60)), measure.decimals), month.last, "Final"
            )
        return Figure(self._at_level(measure, self.levels[measure.key]), month.last, "Final")

    def _so_far(self, measure: Measure, month: Month) -> Decimal:
        """A steady pace, a little better than the target needs."""
        target = measure.target if isinstance(measure.target, Decimal) else Decimal("0.6")
        share = Decimal((month.last - self.plan.starts).days + 1) / 365
        better = Decimal("1.03") if measure.polarity is Polarity.HIGHER else Decimal("0.97")
        return round(target * share * better, measure.decimals)

    def _at_level(self, measure: Measure, level: str) -> Decimal:
        """A figure that far from the target.

        Amber where the tolerance has room for a step of the last decimal.
        """
        assert isinstance(measure.target, Decimal)
        step = Decimal(1).scaleb(-measure.decimals)
        worse = -step if measure.polarity is Polarity.HIGHER else step
        steps = {
            GREEN: -self.chance.randint(0, 2),
            AMBER: 1,
            RED: int(_tolerance(self.plan, measure) / step) + 2,
        }
        return measure.target + steps[level] * worse

    def _answer(self, key: DeadlineKey, deadline: Deadline, month: Month) -> Answer:
        progress = f"What happened in {month.in_words}."
        if deadline.recurrence is Recurrence.MONTHLY:
            done = (
                month.first + timedelta(self.chance.randint(0, 27))
                if self.chance.random() < 0.7
                else None
            )
            return Answer(completed=done)
        if deadline.at_approval is AtApproval.COMPLETED:
            return Answer()
        if (
            deadline.recurrence is Recurrence.ONGOING
            or deadline.at_approval is AtApproval.COMPLETED_AND_ONGOING
        ):
            return Answer("On track", progress=progress) if self.chance.random() < 0.8 else Answer()
        if deadline.due is None and self.chance.random() < 0.3:
            return Answer(
                "On track",
                expected=month.last + timedelta(self.chance.choice((30, 60))),
                progress=progress,
            )
        if deadline.due is None or self.chance.random() < 0.08:
            return Answer()
        return self._dated(key, deadline.due, month, progress)

    def _dated(self, key: DeadlineKey, due: date, month: Month, progress: str) -> Answer:
        if key not in self.finishes:
            never = self.chance.random() < 0.1
            self.finishes[key] = None if never else due + timedelta(self.chance.randint(-25, 75))
        finish = self.finishes[key]
        if finish is not None and self.plan.starts <= finish <= month.last:
            return Answer("Completed", completed=finish)
        expected = None
        if month.last > due - timedelta(40) and (finish is None or finish > due):
            if self.chance.random() < 0.4 or key not in self.estimates:
                self.estimates[key] = max(due, month.last) + timedelta(self.chance.randint(1, 60))
            expected = self.estimates[key]
        status = self.chance.choice(("On track", "On track", "At risk", "Not started"))
        return Answer(status, expected=expected, progress=progress)

    # What a report has to say

    def changes(self, month: Month) -> set[Told]:
        """What has changed since the last report; and this month's report is told from here on."""
        now = self._tell(month)
        before = self.told.get(max((each for each in self.told if each < month), default=month))
        self.told[month] = now
        restated, moved = list(self._restated(month)), list(self._moved(before or now, now, month))
        if before is None:
            return set()
        return {
            *self._of_measures(before, now),
            *restated,
            *self._of_deadlines(before, now),
            *moved,
            *self.plan_changes,
        }

    def _tell(self, month: Month) -> Standing:
        told = Standing()
        for measure in self.plan.measures:
            told.states[measure.key] = self._measure_state(measure, month)
            given = self._given(measure, month)
            figure = given if given is not None else self._kept(measure, month)
            if figure is not None:
                told.actuals[measure.key] = figure
        for milestone, deadline in self.plan.deadlines():
            key = (milestone.ref, deadline.number)
            told.states[key] = self._deadline_state(key, deadline, month)
            expected = self.answers[month][key].expected
            if (
                expected
                and milestone.priority in self.arrived[month]
                and told.states[key] not in (*DONE, *APART)
            ):
                told.expected[key] = expected
            told.binding[key] = deadline.redating.due if deadline.redating else deadline.due
        return told

    def _measure_state(self, measure: Measure, month: Month) -> str:
        if measure.withdrawal:
            return measure.withdrawal.kind.value.capitalize()
        kept = self._kept(measure, month)
        if _code(measure.ref) not in self.arrived[month] and kept is None:
            return "No return"
        figure = self.figures[month][measure.key]
        actual = figure.actual if kept is None else kept
        if actual is None:
            return figure.status
        if not isinstance(measure.target, Decimal):
            return "No target"
        if measure.basis is Basis.CUMULATIVE:
            told = sum(_code(measure.ref) in self.arrived[each] for each in self.arrived)
            return GREEN if told >= 3 or month.last >= self.plan.ends else "No forecast yet"
        short = (actual - measure.target) * (-1 if measure.polarity is Polarity.HIGHER else 1)
        return GREEN if short <= 0 else AMBER if short <= _tolerance(self.plan, measure) else RED

    def _given(self, measure: Measure, month: Month) -> Decimal | None:
        """What the month's return gives, if it came."""
        return (
            self.figures[month][measure.key].actual
            if _code(measure.ref) in self.arrived[month]
            else None
        )

    def _kept(self, measure: Measure, month: Month) -> Decimal | None:
        """The year's result that an earlier return gave, where this month's gives none."""
        if measure.basis is not Basis.ANNUAL or self._given(measure, month) is not None:
            return None
        before = (
            self._given(measure, each)
            for each in sorted(self.arrived, reverse=True)
            if each < month
        )
        return next((each for each in before if each is not None), None)

    def _deadline_state(self, key: DeadlineKey, deadline: Deadline, month: Month) -> str:
        came = _code(key[0]) in self.arrived[month]
        answer, day = self.answers[month][key] if came else Answer(), month.last
        if deadline.at_approval is AtApproval.COMPLETED:
            return "Completed"
        if deadline.withdrawal and key not in self._known_done(month):
            return deadline.withdrawal.kind.value.capitalize()
        if deadline.recurrence is Recurrence.MONTHLY:
            return self._monthly_state(key, month)
        if (
            deadline.recurrence is Recurrence.ONGOING
            or deadline.at_approval is AtApproval.COMPLETED_AND_ONGOING
        ):
            return "No return" if not came else "Ongoing" if answer.status else "No update"
        if deadline.due is None:
            return "No date set" if came else "No return"
        if done := self._known_done(month).get(key):
            return "Completed" if done <= deadline.due else "Completed late"
        binding = deadline.redating.due if deadline.redating else deadline.due
        if day > binding:
            return "Overdue"
        if not came or not answer.status:
            return "No return" if not came else "No update"
        soon, started = (binding - day).days <= 30, answer.status == "On track"
        if (
            answer.status == "At risk"
            or (answer.expected or binding) > binding
            or (soon and not started)
        ):
            return "At risk"
        if deadline.redating:
            return "Re-dated"
        return "Due soon" if soon else "On track" if started else "Not yet started"

    def _monthly_state(self, key: DeadlineKey, month: Month) -> str:
        done = [
            m
            for m in self.arrived
            if m <= month and _code(key[0]) in self.arrived[m] and self._done_in(m, key)
        ]
        if month in done:
            return "Done this month"
        if _code(key[0]) not in self.arrived[month]:
            return "No return"
        return "Missed this month" if done and max(done).next == month else "Missed"

    def _done_in(self, month: Month, key: DeadlineKey) -> bool:
        return self.answers[month][key].completed is not None

    def _known_done(self, month: Month) -> dict[DeadlineKey, date]:
        return {
            key: answer.completed
            for each in self.arrived
            if each <= month
            for key, answer in self.answers[each].items()
            if answer.completed and _code(key[0]) in self.arrived[each]
        }

    def _of_measures(self, before: Standing, now: Standing) -> Iterator[Told]:
        for measure in self.plan.measures:
            key, ratings = measure.key, (GREEN, AMBER, RED)
            was, state = before.states[key], now.states[key]
            if was in APART or state in APART:
                if was != state:
                    yield WITHDRAWN, measure.called, was, state
                continue
            if key in now.actuals and key not in before.actuals:
                yield "New figure", measure.called, was, shown(now.actuals[key], measure)
            if key in before.actuals and key not in now.actuals:
                yield (
                    "No figure this month",
                    measure.called,
                    shown(before.actuals[key], measure),
                    state,
                )
            if was != state and (was in ratings or state in ratings):
                yield "Rating", measure.called, was, state

    def _restated(self, month: Month) -> Iterator[Told]:
        """Figures of a day that are another now than readers were last told.

        From here on they are told of these.
        """
        words: dict[tuple[MeasureKey, date], Decimal] = {}
        for each in sorted(self.arrived):
            for key, typed in self.figures[each].items():
                if typed.actual is not None and _code(key[0]) in self.arrived[each]:
                    words[key, typed.as_at] = typed.actual
        for (key, day), was in self.told_of.items():
            now, measure = words.get((key, day)), self._measure(key)
            if now != was:
                self.told_of[key, day] = now
                yield "Restated figure", measure.called, shown(was, measure), shown(now, measure)
        for key in self.told[month].actuals:
            figure = self._given(self._measure(key), month)
            if figure is not None:
                self.told_of[key, self.figures[month][key].as_at] = figure

    def _of_deadlines(self, before: Standing, now: Standing) -> Iterator[Told]:
        for milestone, deadline in self.plan.deadlines():
            key = (milestone.ref, deadline.number)
            was, state, row = before.states[key], now.states[key], _row(milestone, deadline)
            if was != state and (was in APART or state in APART):
                yield WITHDRAWN, row, was, state
            elif was != state and (COLOURS[was], COLOURS[state]) not in (
                ("grey", "grey"),
                ("green", "green"),
            ):
                yield _kind(was, state), row, was, state
            if before.binding[key] != now.binding[key]:
                yield (
                    "Re-dated with approval",
                    row,
                    _long(before.binding[key]),
                    _long(now.binding[key]),
                )

    def _moved(self, before: Standing, now: Standing, month: Month) -> Iterator[Told]:
        """Expected dates that are another than readers were last told.

        From here on they are told of these.
        """
        for milestone, deadline in self.plan.deadlines():
            key = (milestone.ref, deadline.number)
            expected = now.expected.get(key) or self._last_expected(key, month)
            if not expected or now.states[key] in (*DONE, *APART):
                continue
            last = self.told_dates.get(key) or before.binding[key]
            self.told_dates[key] = expected
            if expected != last:
                yield "Expected date moved", _row(milestone, deadline), _long(last), _long(expected)

    def _last_expected(self, key: DeadlineKey, month: Month) -> date | None:
        given = [
            self.answers[each][key].expected
            for each in sorted(self.arrived)
            if each < month and _code(key[0]) in self.arrived[each]
        ]
        return next((each for each in reversed(given) if each), None)

    # Looking things up

    def _is_rateable(self, measure: Measure) -> bool:
        return (
            isinstance(measure.target, Decimal)
            and measure.basis is Basis.SNAPSHOT
            and measure.unit.is_percentage
        )

    def _measure(self, key: MeasureKey) -> Measure:
        return next(each for each in self.plan.measures if each.key == key)

    def _deadline(self, key: DeadlineKey) -> tuple[Milestone, Deadline]:
        return next((m, d) for m, d in self.plan.deadlines() if (m.ref, d.number) == key)


def _kind(was: str, state: str) -> str:
    if state in DONE:
        return "Deadline met" if state == "Completed" else "Completed late"
    return "Deadline missed" if state in MISSED and was not in MISSED else "State"


def _code(ref: str) -> str:
    return ref.rstrip("0123456789")


def _row(milestone: Milestone, deadline: Deadline) -> str:
    return (
        f"{milestone.ref}, deadline {deadline.number}"
        if len(milestone.deadlines) > 1
        else milestone.ref
    )


def _tolerance(plan: Plan, measure: Measure) -> Decimal:
    assert isinstance(measure.target, Decimal)
    tolerance = measure.tolerance or plan.tolerance
    return measure.target * tolerance.amount / 100


def shown(figure: Decimal | None, measure: Measure) -> str:
    """A figure as a reader sees it."""
    if figure is None:
        return "no figure"
    text = f"{figure:,}"
    match measure.unit:
        case Unit.PERCENT:
            return f"{text}%"
        case Unit.MONEY:
            return f"£{text}m"
        case Unit.DAYS:
            return f"{text} days"
        case _:
            return text


def _plain(value: object) -> str:
    return f"{value:%d/%m/%y}" if isinstance(value, date) else str(value or "")


def _long(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "no date"
