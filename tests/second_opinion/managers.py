"""Managers' entries of a month, by chance with a fixed seed: what is typed, and what it means.

Each row's story hangs on the seed and the row alone, so the year can be told again from any month.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from tests.second_opinion.entries import Day, DeadlineEntry, Gap, MeasureEntry
from tests.second_opinion.plan import Deadline, Measure, Plan
from tests.second_opinion.rules import PERIODS, rounded

Typed = dict[str, str]
"""Heading of the column to the text typed there."""

UNREADABLE_FIGURES = ("approx 84", "<5", "see comments", "about 12", "12 or 13")
UNREADABLE_DAYS = ("Q2", "31/06/12", "next week", "end of term", "30/02/13")
UNKNOWN_STATUSES = ("Nearly", "On track?", "On hold")
STEADY = ("A4", "B1", "C5", "E5")
"""Reported every month without a slip, so that the year has figures enough for a usual range."""
ACTIONS = ("Team to meet on the backlog by the month's end.", "Heads to agree a plan with JM.")
NEWS = ("Draft is with partners.", "Half of the work is done.", "Waiting for the Board's answer.")
WITHOUT_WORDS = ("n/a", "N/A.", "None", "none needed", "No action required.", "TBC", "-", "...")
"""Typed where words are asked for, and no words: a careful reader takes them for an empty cell."""


def day_typed(day: date, chance: random.Random) -> str:
    """A day as people type it."""
    forms = ("%d/%m/%y", "%d/%m/%y", "%d/%m/%Y", "%d.%m.%y", "%d %B %Y", "%Y-%m-%d")
    return day.strftime(chance.choice(forms))


def some_day(day: date, chance: random.Random) -> tuple[str, Day]:
    """Mostly the day; now and then nothing, or what nobody can read."""
    roll = chance.random()
    if roll < 0.05:
        return "", Gap.EMPTY
    if roll < 0.09:
        return chance.choice(UNREADABLE_DAYS), Gap.UNREADABLE
    return day_typed(day, chance), day


def in_words(text: str, chance: random.Random) -> tuple[str, str]:
    """What is typed for a text, and the text; now and then it is typed for an empty one."""
    is_idle = not text and chance.random() < 0.3
    return (chance.choice(WITHOUT_WORDS), "") if is_idle else (text, text)


def figure_typed(figure: Decimal, unit: str) -> str:
    return f"{figure}%" if unit == "%" else str(figure)


@dataclass(frozen=True)
class Managers:
    """Those who fill in the returns of one plan year."""

    plan: Plan
    seed: int

    def _chance(self, *what: object) -> random.Random:
        return random.Random("|".join(map(str, (self.seed, *what))))

    # Measures

    def measure(self, measure: Measure, month: date) -> tuple[MeasureEntry, Typed]:
        chance = self._chance(measure.row, month)
        if measure.basis == "annual":
            entry, typed = self._annual(measure, month, chance)
        else:
            entry, typed = self._monthly_figure(measure, month, chance)
        idle = self._chance(measure.row, month, "idle")
        said, comment = in_words(chance.choice(("", "", *NEWS)), idle)
        told, action = in_words(chance.choice(("", *ACTIONS)), idle)
        typed |= {"Comment": said, "Corrective action": told}
        return replace(entry, comment=comment, action=action), typed

    def _annual(
        self, measure: Measure, month: date, chance: random.Random
    ) -> tuple[MeasureEntry, Typed]:
        """Not yet due until its month, provisional first, then final."""
        out = measure.result_due or date(self.plan.last.year, 1, 1)
        if month < out:
            status = chance.choice(("Not yet due", "Not yet due", ""))
            return MeasureEntry(data_status=status), {"Data status": status}
        status = "Provisional" if (month - out).days < 40 else "Final"
        return self._given(
            measure, self._level(measure, out), out + timedelta(20), status, chance, month
        )

    def _monthly_figure(
        self, measure: Measure, month: date, chance: random.Random
    ) -> tuple[MeasureEntry, Typed]:
        roll = 1.0 if measure.ref in STEADY else chance.random()
        if roll < 0.04:
            return MeasureEntry(), {}
        if roll < 0.07:
            return MeasureEntry(data_status="Not available"), {"Data status": "Not available"}
        if roll < 0.12:
            typed = {
                "Actual": chance.choice(UNREADABLE_FIGURES),
                "Data as at": month.strftime("%d/%m/%y"),
            }
            return MeasureEntry(actual=Gap.UNREADABLE, as_at=month), typed
        day = month - timedelta(chance.choice((0, 0, 0, 1, 3, 9)))
        if roll < 0.15:
            day = month + timedelta(chance.choice((1, 12, 182, 365)))
        elif roll < 0.18:
            day = chance.choice((self.plan.first - timedelta(1), month - timedelta(366)))
        elif roll < 0.22 and month > self.plan.months[0]:
            # Last month's figure once more.
            day = month.replace(day=1) - timedelta(1)
        status = chance.choice(("Final", "Final", "Provisional", "Provisional", ""))
        level = self._level(measure, min(day, month))
        if measure.ref in STEADY:
            typed = {
                "Actual": figure_typed(level, measure.unit),
                "Data as at": f"{day:%d/%m/%y}",
                "Data status": "Final",
            }
            return MeasureEntry(rounded(level, measure.decimals), day, "Final"), typed
        return self._given(measure, level, day, status, chance, month)

    def _given(
        self,
        measure: Measure,
        level: Decimal,
        day: date,
        status: str,
        chance: random.Random,
        month: date,
    ) -> tuple[MeasureEntry, Typed]:
        text, meaning = some_day(day, chance)
        typed = {
            "Actual": figure_typed(level, measure.unit),
            "Data as at": text,
            "Data status": status,
        }
        return MeasureEntry(rounded(level, measure.decimals), meaning, status), typed

    def _level(self, measure: Measure, day: date) -> Decimal:
        """Where the measure stands: on its way from the outturn to somewhere about the target."""
        chance = self._chance(measure.row, "level")
        target = measure.target if isinstance(measure.target, Decimal) else Decimal(60)
        outturn = (
            measure.outturn if isinstance(measure.outturn, Decimal) else target * Decimal("0.9")
        )
        share = Decimal((day - self.plan.first).days + 1) / 365
        end = target * Decimal(str(round(chance.uniform(0.9, 1.1), 3)))
        wobble = Decimal(
            str(round(self._chance(measure.row, day.month, day.year).uniform(-0.04, 0.04), 4))
        )
        if measure.basis == "cumulative":
            level = end * max(share, Decimal("0.01")) * (1 + wobble)
        else:
            level = outturn + (end - outturn) * share + target * wobble
            if self._chance(measure.row, "exact", day.month).random() < 0.08:
                level = target
        extra = (
            self._chance(measure.row, "extra", day).choice((0, 0, 1))
            if measure.unit != "count"
            else 0
        )
        level = rounded(max(level, Decimal(0)), measure.decimals + extra)
        return min(level, Decimal(100)) if measure.unit == "%" else level

    def corrected(
        self, measure: Measure, entry: MeasureEntry, step: int
    ) -> tuple[MeasureEntry, Typed]:
        """A figure typed over in an earlier month's workbook.

        A second correction takes the first back.
        """
        assert isinstance(entry.actual, Decimal)
        figure = entry.actual + step * Decimal(1).scaleb(-measure.decimals)
        return replace(entry, actual=figure), {"Actual": figure_typed(figure, measure.unit)}

    # Deadlines

    def deadline(self, deadline: Deadline, month: date) -> tuple[DeadlineEntry, Typed]:
        chance = self._chance(deadline.row, deadline.number, month)
        if chance.random() < 0.08:
            return DeadlineEntry(), {}
        if deadline.recurrence in PERIODS:
            seldom = 0.25 if deadline.recurrence == "monthly" else 0.8
            entry, typed = self._done(month, chance, seldom)
        elif deadline.recurrence == "ongoing":
            entry, typed = self._news(chance.choice(("On track", "", "")), chance)
        else:
            entry, typed = self._dated(deadline, month, chance)
        idle = self._chance(deadline.row, deadline.number, month, "idle")
        told, action = in_words(chance.choice(("", "", *ACTIONS)), idle)
        said, _ = in_words(typed.get("Progress", ""), idle)
        typed |= {"Progress": said, "Corrective action": told}
        return replace(entry, action=action), typed

    def _news(self, status: str, chance: random.Random) -> tuple[DeadlineEntry, Typed]:
        progress = chance.choice(("", *NEWS))
        return DeadlineEntry(status=status, progress=progress), {
            "Status": status,
            "Progress": progress,
        }

    def _done(
        self, month: date, chance: random.Random, seldom: float
    ) -> tuple[DeadlineEntry, Typed]:
        entry, typed = self._news(chance.choice(("On track", "")), chance)
        if chance.random() < seldom:
            return entry, typed
        back = chance.choice((3, 8, 15, 45)) if month > self.plan.months[1] else 3
        day = month - timedelta(back)
        return replace(entry, completed=day), typed | {"Date completed": day_typed(day, chance)}

    def _ends(self, deadline: Deadline) -> date:
        """When it will really be done."""
        chance = self._chance(deadline.row, deadline.number, "ends")
        due = deadline.due or self.plan.first + timedelta(200)
        return max(
            due + timedelta(chance.choice((-20, -5, 0, 0, 0, 9, 40, 95, 400))), self.plan.first
        )

    def _dated(
        self, deadline: Deadline, month: date, chance: random.Random
    ) -> tuple[DeadlineEntry, Typed]:
        end, due = self._ends(deadline), deadline.due
        if end <= month:
            return self._finished(end, month, chance)
        begun = due is None or (due - month).days < self._chance(deadline.row, "begins").choice(
            (20, 60, 150)
        )
        status = (
            "Not started"
            if not begun
            else chance.choice(("On track", "On track", "On track", "At risk", ""))
        )
        if chance.random() < 0.04:
            # A status that is not on the list is none.
            entry, typed = self._news("?", chance)
            return entry, typed | {"Status": chance.choice(UNKNOWN_STATUSES)}
        entry, typed = self._news(status, chance)
        if (due is not None and end > due and begun) or chance.random() < 0.1:
            expected = end + timedelta(
                self._chance(deadline.row, month.month // 3).choice((0, 0, -14, 21))
            )
            text, meaning = some_day(expected, chance)
            entry, typed = replace(entry, expected=meaning), typed | {"Expected date": text}
        return entry, typed

    def _finished(
        self, end: date, month: date, chance: random.Random
    ) -> tuple[DeadlineEntry, Typed]:
        """Completed, as a rule with its date."""
        status = chance.choice(("Completed", "Completed", "Completed", "On track", ""))
        entry, typed = self._news(status, chance)
        roll = chance.random()
        if roll < 0.08:
            return replace(entry, status="Completed"), typed | {"Status": "Completed"}
        day = month + timedelta(chance.choice((1, 20))) if roll < 0.12 else end
        text, meaning = some_day(day, chance)
        return replace(entry, completed=meaning), typed | {"Date completed": text}
