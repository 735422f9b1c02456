"""Long work: one thing after the other, in threads, while the page shows how far it is."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

from cyps_reports.api import CannotRun, Finding, Progress, Watch, fault_in_words
from cyps_reports.page.wording import UNFORESEEN, fix_of, in_words, problem_of
from cyps_reports.phrases import capitalised

_KEPT = 50
"""What is remembered of what was done, to say it again where somebody goes back to it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said when something was done, or could not be.

    A title, lines beneath it, and what was found wrong. `field` is the id of the part of a form
    that is to be filled in otherwise, "" where that is not it.
    """

    title: str
    lines: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_problem: bool = False
    field: str = ""


Run = Callable[[Watch, Event], Notice | None]
"""Does something: tells each step, stops where the event asks for it, and says how it went.

None where there is nothing to say.
"""


@dataclass
class Work:
    """Something that is being done, or was: its steps so far, and what is to be said of it.

    `then` is the page that it leads to, `otherwise` that where it could not be done.
    `wants_to_stop` asks it to end before its next step.
    """

    number: int
    title: str
    then: str
    key: object = None
    can_stop: bool = False
    otherwise: str = ""
    steps: list[str] = field(default_factory=list)
    notice: Notice | None = None
    done: Event = field(default_factory=Event)
    wants_to_stop: Event = field(default_factory=Event)

    def watch(self, step: Progress) -> None:
        """Notes a step."""
        self.steps.extend(in_words(step))


class Desk:
    """All the work of one page: long work one at a time, and beside it what is done at once."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._works: tuple[Work, ...] = ()
        self._at_work, self._at_once, self._of_works = Lock(), Lock(), Lock()

    @property
    def is_busy(self) -> bool:
        """Whether something is still being done."""
        return bool(self.under_way)

    @property
    def under_way(self) -> tuple[Work, ...]:
        """What is still being done."""
        return tuple(work for work in self._works if not work.done.is_set())

    def find(self, number: int) -> Work | None:
        """The work of a number; None where it is not known or no longer."""
        return next((work for work in self._works if work.number == number), None)

    def begin(
        self,
        title: str,
        then: str,
        run: Run,
        *,
        key: object = None,
        can_stop: bool = False,
        otherwise: str = "",
    ) -> Work:
        """Begins to do something.

        What has a key and is being done already is not begun again.
        """
        with self._of_works:
            same = (each for each in self._works if key is not None and each.key == key)
            under_way = next((each for each in same if not each.done.is_set()), None)
            if under_way is not None:
                return under_way
            work = self._noted(Work(next(self._numbers), title, then, key, can_stop, otherwise))
        Thread(target=_do, args=(work, run, self._at_work), daemon=True).start()
        return work

    def at_once(self, title: str, then: str, run: Run) -> Work:
        """Does something short before it returns; long work goes on beside it."""
        with self._of_works:
            work = self._noted(Work(next(self._numbers), title, then))
        _do(work, run, self._at_once)
        return work

    def _noted(self, work: Work) -> Work:
        """Remembers it; of what is done, only the newest is remembered."""
        done = [each for each in self._works if each.done.is_set()]
        forgotten = {each.number for each in done[: max(0, len(self._works) + 1 - _KEPT)]}
        left = (each for each in self._works if each.number not in forgotten)
        self._works = (*left, work)
        return work


def _do(work: Work, run: Run, turn: Lock) -> None:
    try:
        with turn:
            work.notice = run(work.watch, work.wants_to_stop)
    except Exception as problem:
        work.notice = problem_said(problem)
    finally:
        work.done.set()


def problem_said(problem: Exception) -> Notice:
    """Why something could not be done, and what to do about it."""
    if isinstance(problem, CannotRun):
        lines = tuple(filter(None, (_sentence(problem_of(problem)), fix_of(problem))))
        return Notice("This could not be done", lines, problem.findings, is_problem=True)
    said = _sentence(fault_in_words(problem)) if isinstance(problem, OSError) else UNFORESEEN
    return Notice("This could not be done", (said,), is_problem=True)


def _sentence(text: str) -> str:
    """The same as a sentence of its own; the name of a file at its beginning stays as it is."""
    return text if "." in text.partition(" ")[0] else capitalised(text)
