"""How an act ends, what it tells while it goes on, and why it cannot go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from cyps_reports.findings import Finding, has_errors


class Ended(IntEnum):
    """How an act ended; the number is the exit code of the command line."""

    DONE = 0
    DONE_WITH_ERRORS = 1
    BROKEN_OFF = 2


def ended_with(findings: Iterable[Finding]) -> Ended:
    """Done; with errors where one is among the findings."""
    return Ended.DONE_WITH_ERRORS if has_errors(findings) else Ended.DONE


class Reason(StrEnum):
    """Why an act cannot go on: the key by which a face knows it."""

    NO_RETURNS = "no-returns"
    NO_MONTH = "no-month"
    NO_PLAN = "no-plan"
    FAULTY_PLAN = "faulty-plan"
    OTHER_PLAN = "other-plan"
    NO_PLAN_WORKBOOK = "no-plan-workbook"
    CHANGED_SINCE = "changed-since"
    NO_LEAD = "no-lead"
    AMONG_RETURNS = "among-returns"
    UNSAID_OF_CHILDREN = "unsaid-of-children"
    INTERNAL_ONLY = "internal-only"
    WOULD_REPLACE_UNMARKED = "would-replace-unmarked"
    NOT_REPORTED = "not-reported"
    NOT_WRITTEN = "not-written"
    FILLED_IN = "filled-in"
    NOT_MADE = "not-made"
    NO_FILE = "no-file"
    NO_FOLDER = "no-folder"
    NO_RECORD = "no-record"
    OTHER_MONTH = "other-month"
    NO_MAIL_SERVER = "no-mail-server"
    NO_SENDER = "no-sender"
    NO_PASSWORD = "no-password"
    CANNOT_SEND = "cannot-send"
    NOBODY_ANSWERS = "nobody-answers"
    NO_SOURCE = "no-source"
    NOT_TOLD = "not-told"
    ODD_MACHINE = "odd-machine"


class CannotRun(Exception):  # noqa: N818 - reads as what happened
    """An act cannot go on: `problem` says why, `fix` what to do about it.

    Each is a sentence, or `fix` is "" where one says both.

    As a text it is both. `findings` are what of a plan workbook must be mended first.
    """

    def __init__(
        self, reason: Reason, problem: str, fix: str = "", findings: tuple[Finding, ...] = ()
    ) -> None:
        super().__init__(f"{problem} {fix}".strip())
        self.reason, self.problem, self.fix, self.findings = reason, problem, fix, findings


class NotReported(CannotRun):
    """The month has to be reported first, or again.

    `as_at` is the day to report it on, None for its last day.
    """

    def __init__(self, problem: str, as_at: date | None) -> None:
        super().__init__(Reason.NOT_REPORTED, f"{problem}.", "Make the report first.")
        self.as_at = as_at


_FIRST_YEAR, _LAST_YEAR = 1980, 2107
"""The years that the packages of Word and Excel know. A clock outside them has lost its battery."""


def refuse_wrong_clock(today: date) -> None:
    """Raises CannotRun where today is a day on which no Word or Excel file can be written."""
    if not _FIRST_YEAR <= today.year <= _LAST_YEAR:
        problem = f"this computer's clock says that it is {today.year}."
        raise CannotRun(Reason.ODD_MACHINE, problem, "Set it right, and run again.")


@dataclass(frozen=True, slots=True)
class Progress:
    """What an act tells while it goes on; each kind says what has just been done."""


Watch = Callable[[Progress], None]
"""Is told each step as soon as it is done, in the thread that the act runs in."""


def unwatched(_: Progress) -> None:
    """Watches nothing."""
