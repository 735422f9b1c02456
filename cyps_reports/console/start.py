"""Asks what must be known of a new plan, and says what was made, what stays, and what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cyps_reports.acts.ended import Progress, Watch
from cyps_reports.acts.start import SourceRead, Started
from cyps_reports.console.alike_findings import summed_up
from cyps_reports.console.plan_check import what_there_is
from cyps_reports.console.requests import quoted
from cyps_reports.console.screen import Console, say_findings
from cyps_reports.groups import grouped
from cyps_reports.phrases import counted, listed
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.open_notes import TO_DO
from cyps_reports.setup.draft import PLAN_WORKBOOK, DraftRow, PlanDraft
from cyps_reports.setup.new_plan import NewPlan, Question


@dataclass(slots=True)
class Keyboard:
    """Asks whoever sits before the screen; no answer takes what stands in brackets."""

    console: Console
    is_told: bool = field(default=False)

    def answer(self, question: Question) -> str:
        """What was typed."""
        if not self.is_told:
            self.console.say("A few questions first. Enter alone takes what stands in brackets.")
            self.is_told = True
        if question.refused:
            self.console.say(f"{question.refused.message} {question.refused.fix}")
        proposed = f" [{question.proposed}]" if question.proposed else ""
        return self.console.ask(f"{question.asked}{proposed} ")


def start_steps(console: Console) -> Watch:
    """Says what was understood of a document."""

    def said(step: Progress) -> None:
        if isinstance(step, SourceRead):
            console.say(f"Read {step.source}: {understood(step.draft)}.")

    return said


def understood(draft: PlanDraft) -> str:
    """What a draft holds: `5 priorities, 31 measures, 87 milestones and 4 leads`."""
    counts = (
        (layout.PRIORITIES, "priority"),
        (layout.MEASURES, "measure"),
        (layout.MILESTONES, "milestone"),
        (layout.LEADS, "lead"),
    )
    return what_there_is((_how_many(draft.rows(sheet)), noun) for sheet, noun in counts)


def _how_many(rows: Sequence[DraftRow]) -> int:
    """How many things the rows are of: components and deadlines are rows of one."""
    keys = ("code", "initials", "priority", "number", "reference")
    named = [tuple(row.value(key) for key in keys) for row in rows]
    nameless = [each for each in named if not any(each)]
    return len(set(named) - set(nameless)) + len(nameless)


def say_started(console: Console, started: Started) -> None:
    """Says what was made and what stays, what is open, and what to do next."""
    if started.new:
        console.say(_about_plan(started.new))
    console.say_all(_by_folder("Wrote", started, started.written))
    console.say_all(_by_folder("Kept as it is", started, started.kept))
    if started.is_unread:
        source = started.request.source
        console.say(f"There is a plan already: {started.plan}. Nothing of {source} was taken.")
        console.say("To have it read, move that plan away, or give another folder.")
    say_findings(console, summed_up(started.findings))
    console.say_all(_next_steps(started))


def _about_plan(new: NewPlan) -> str:
    """What is known of the plan, so that it can be seen to be right."""
    days = f"from {long(new.starts)} to {long(new.ends)}"
    called = f"{new.title} {new.year} of {new.council}, {new.service}"
    return f"The plan: {called}; {days}; reported {new.reported.in_words}."


def _by_folder(said: str, started: Started, paths: Iterable[Path]) -> Iterator[str]:
    for folder, names in grouped(paths, lambda path: path.parent).items():
        where = "" if folder == Path() else f" in {folder}"
        yield f"{said}{where}: {listed(path.name for path in names)}"


def _next_steps(started: Started) -> Iterator[str]:
    folder = started.request.folder
    if folder not in (None, Path()):
        yield f"Next, go to the folder: cd {quoted(folder)}"
    if started.request.is_example:
        yield "This is the built-in illustrative example. To try it, run: cyps-reports run"
        return
    if started.draft is not None:
        cells = [each for each in started.findings if each.place.workbook == PLAN_WORKBOOK]
        left = counted(len(cells), "cell")
        yield f"Open: {left}, in yellow. The sheet {TO_DO} lists what is open or was left out."
    yield f"Open {started.plan} in Excel and fill it in; then run: cyps-reports plan check"
