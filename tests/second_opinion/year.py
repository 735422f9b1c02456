"""A plan year, month by month: blank returns, typing in LibreOffice, late and corrected
workbooks, and the report.

Everything is done as the performance officer and the managers do it: by command and by keyboard.
"""

import copy
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.second_opinion.entries import DeadlineEntry, MeasureEntry, Return
from tests.second_opinion.managers import Managers, Typed
from tests.second_opinion.officer import make_plan
from tests.second_opinion.plan import Measure, Plan, read_plan
from tests.second_opinion.rules import rounded
from tests.second_opinion.workbook import Row, Workbook, read_workbook
from tests.tools import libreoffice

ROOT = Path(__file__).parent.parent.parent
XLSX = "Calc MS Excel 2007 XML"

MEASURE_FIELDS = {
    "Actual": "actual",
    "Data as at": "as_at",
    "Data status": "data_status",
    "Comment": "comment",
    "Corrective action": "action",
}
DEADLINE_FIELDS = {
    "Status": "status",
    "Date completed": "completed",
    "Expected date": "expected",
    "Progress": "progress",
    "Corrective action": "action",
}

Known = dict[date, dict[str, Return]]
"""Month to priority to the return that lies in the folder."""


@dataclass(frozen=True)
class MonthRun:
    """What lay on the table when a month's report was made, and where its results are."""

    seed: int
    month: date
    plan: Plan
    known: Known
    """Every return in the folders by then."""
    templated: Known | None
    """The returns that the blanks were carried forward from; None where they were made without."""
    blanks: dict[str, Workbook]
    returns: Path
    output: Path
    status: str

    @property
    def name(self) -> str:
        return f"{self.month:%Y-%m}"

    def returned(self, code: str) -> Path:
        return self.returns / f"return-{code}.xlsx"


@dataclass
class Year:
    seed: int
    folder: Path
    known: Known = field(default_factory=dict)
    late: dict[date, dict[str, Return]] = field(default_factory=dict)
    corrected: list[tuple[date, str, tuple[str, str], int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.folder / "input_templates").mkdir(parents=True)
        self.plan_path = self.folder / "input_templates" / "plan.xlsx"
        make_plan(ROOT / "input_templates" / "plan.xlsx", self.plan_path, self.seed)
        self.plan = read_plan(self.plan_path)
        self.managers = Managers(self.plan, self.seed)

    def runs(self, first: int = 0, count: int = 12) -> Iterator[MonthRun]:
        """Month by month, from the plan year's first (0) or a later one on."""
        for month in self.plan.months[first : first + count]:
            yield self.run(month)

    def run(self, month: date) -> MonthRun:
        name = f"{month:%Y-%m}"
        templated = self._blanks(month)
        blanks = {code: read_workbook(self._blank(month, code)) for code in self.plan.priorities}
        jobs = [*self._corrections(month), *self._filled_in(month, blanks)]
        self._late_ones(month)
        libreoffice.type_into(jobs)
        for job in jobs:
            if "then" in job:
                shutil.move(str(job["save"]), str(job["then"]))
        returns, output = self.folder / "returns" / name, self.folder / "output"
        self._command("report", str(returns), "--output", str(output))
        status = self._command("status", str(returns))
        known = copy.deepcopy(self.known)
        return MonthRun(
            self.seed,
            month,
            self.plan,
            known,
            templated,
            blanks,
            returns,
            output / name,
            status.stdout,
        )

    def _chance(self, *what: object) -> random.Random:
        return random.Random("|".join(map(str, (self.seed, *what))))

    def _command(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "cyps_reports", *words, "--plan", str(self.plan_path)]
        there = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, capture_output=True, text=True, env=there, cwd=self.folder, check=False
        )
        if done.returncode not in (0, 1) or "Traceback" in done.stderr:
            raise RuntimeError(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return done

    # What is sent out

    def _blank(self, month: date, code: str) -> Path:
        return self.folder / "blank" / f"{month:%Y-%m}" / f"return-{code}.xlsx"

    def _blanks(self, month: date) -> Known | None:
        before = month.replace(day=1) - timedelta(1)
        output = str(self._blank(month, "").parent)
        words = ["templates", "--month", f"{month:%Y-%m}", "--output", output]
        if before not in self.known or self._chance(month, "carry").random() < 0.15:
            self._command(*words)
            return None
        self._command(*words, "--from", str(self.folder / "returns" / f"{before:%Y-%m}"))
        return copy.deepcopy(self.known)

    # What comes back

    def _filled_in(self, month: date, blanks: dict[str, Workbook]) -> Iterator[dict[str, Any]]:
        self.known[month] = {}
        folder = self.folder / "returns" / f"{month:%Y-%m}"
        folder.mkdir(parents=True)
        for code, blank in blanks.items():
            roll = self._chance(month, code, "came").random()
            if roll < 0.05 and month != self.plan.months[0]:
                continue
            filled, entries = self._entries(month, code, blank)
            target = folder / f"return-{code}.xlsx"
            if roll < 0.12:
                self.late.setdefault(month, {})[code] = filled
                target = self.folder / "late" / f"{month:%Y-%m}" / target.name
                target.parent.mkdir(parents=True, exist_ok=True)
            else:
                self.known[month][code] = filled
            yield {
                "open": str(self._blank(month, code)),
                "save": str(target),
                "filter": XLSX,
                "entries": entries,
            }

    def _entries(
        self, month: date, code: str, blank: Workbook
    ) -> tuple[Return, list[tuple[str, str, str]]]:
        filled, entries = Return({}, {}), []
        for measure in self.plan.measures:
            if measure.ref.startswith(code):
                row = blank.rows["Targets"][measure.key]
                entry, typed = self.managers.measure(measure, month)
                if measure.as_it_stood(month).withdrawn:
                    entry, typed = MeasureEntry(), {}
                standing = standing_in(row, MEASURE_FIELDS, measure)
                if is_known(standing) and self._chance(month, measure.row, "leaves").random() < 0.8:
                    entry, typed = MeasureEntry(), {}
                filled.measures[measure.key] = replace(
                    entry, **untouched(standing, MEASURE_FIELDS, typed)
                )
                entries += keystrokes(row, typed)
        for deadline in self.plan.deadlines:
            if deadline.ref.startswith(code):
                row = blank.rows["Milestones"][deadline.key]
                answer, typed = self.managers.deadline(deadline, month)
                standing = standing_in(row, DEADLINE_FIELDS)
                if (
                    deadline.completed_at_approval
                    or deadline.as_it_stood(month).withdrawn
                    or (
                        is_known(standing)
                        and self._chance(month, deadline.row, "leaves").random() < 0.8
                    )
                ):
                    answer, typed = DeadlineEntry(), {}
                filled.deadlines[deadline.key] = replace(
                    answer, **untouched(standing, DEADLINE_FIELDS, typed)
                )
                entries += keystrokes(row, typed)
        return filled, entries

    def _late_ones(self, month: date) -> None:
        """Last month's workbooks that come when its report is out."""
        before = month.replace(day=1) - timedelta(1)
        for code, filled in self.late.pop(before, {}).items():
            self.known[before][code] = filled
            name = f"return-{code}.xlsx"
            folder = f"{before:%Y-%m}"
            shutil.copy(
                self.folder / "late" / folder / name, self.folder / "returns" / folder / name
            )

    def _corrections(self, month: date) -> Iterator[dict[str, Any]]:
        """Figures of earlier months typed over in their workbooks.

        Some are taken back a month later.
        """
        before = month.replace(day=1) - timedelta(1)
        again = [each for each in self.corrected if self._chance(*each).random() < 0.6]
        self.corrected = []
        for earlier, code, key, step in again:
            yield self._correction(earlier, code, key, -step)
        for code, filled in self.known.get(before, {}).items():
            chance = self._chance(month, code, "corrects")
            rows = [
                key for key, entry in filled.measures.items() if isinstance(entry.actual, Decimal)
            ]
            if rows and chance.random() < 0.4:
                key, step = chance.choice(rows), chance.choice((1, 3))
                self.corrected.append((before, code, key, step))
                yield self._correction(before, code, key, step)

    def _correction(
        self, month: date, code: str, key: tuple[str, str], step: int
    ) -> dict[str, Any]:
        path = self.folder / "returns" / f"{month:%Y-%m}" / f"return-{code}.xlsx"
        measure = next(each for each in self.plan.measures if each.key == key)
        entry, typed = self.managers.corrected(measure, self.known[month][code].measures[key], step)
        self.known[month][code].measures[key] = entry
        entries = keystrokes(read_workbook(path).rows["Targets"][key], typed)
        aside = path.with_name(f"saved-{path.name}")
        return {
            "open": str(path),
            "save": str(aside),
            "then": str(path),
            "filter": XLSX,
            "entries": entries,
        }


def standing_in(row: Row, fields: dict[str, str], measure: Measure | None = None) -> dict[str, Any]:
    """What stands in a row's cells before anybody types: what is known already is filled in."""
    found: dict[str, Any] = {}
    for heading, name in fields.items():
        value = row[heading].value
        if isinstance(value, datetime):
            found[name] = value.date()
        elif isinstance(value, int | float) and measure:
            figure = Decimal(str(value)) * (100 if measure.unit == "%" else 1)
            found[name] = rounded(figure, measure.decimals)
        elif value not in (None, ""):
            found[name] = str(value)
    return found


def is_known(standing: dict[str, Any]) -> bool:
    """Whether more is filled in than a corrective action, which asks for this month's news all
    the same.
    """
    return bool(standing.keys() - {"action"})


def untouched(standing: dict[str, Any], fields: dict[str, str], typed: Typed) -> dict[str, Any]:
    overtyped = {fields[heading] for heading, text in typed.items() if text}
    return {name: value for name, value in standing.items() if name not in overtyped}


def keystrokes(row: Row, typed: Typed) -> list[tuple[str, str, str]]:
    cells = [(row[heading], text) for heading, text in typed.items() if text]
    assert not any(cell.is_locked for cell, _ in cells)
    return [(cell.sheet, cell.address, text) for cell, text in cells]
