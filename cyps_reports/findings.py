"""Findings: problems as values, each with its place and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from cyps_reports.finding_codes import Code
from cyps_reports.phrases import counted

T = TypeVar("T")


class Severity(StrEnum):
    """How much a finding matters.

    An error changes what is reported, a warning may, a note does not.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the most serious."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """Where something stands: a workbook's file name, a sheet's name, a cell like `E7`.

    Each may be empty.
    """

    workbook: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        parts = (
            self.workbook,
            self.sheet and f"sheet {self.sheet}",
            self.cell and f"cell {self.cell}",
        )
        return ", ".join(part for part in parts if part)

    @property
    def in_workbook(self) -> str:
        """Where it stands for whoever has the workbook open: `Targets, I11`; "" for all of it."""
        return ", ".join(part for part in (self.sheet, self.cell) if part)

    @property
    def row(self) -> tuple[str, str, str]:
        """The row that a cell is in: workbook, sheet and number."""
        return self.workbook, self.sheet, "".join(filter(str.isdigit, self.cell))


Places = Mapping[str, CellRef]
"""Where each value of a row stands in its workbook, by column key."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The row that a finding is about.

    What its sentence calls it, like `B7`, and its whole name, like `B7 PDRs completed`.
    """

    called: str
    name: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem.

    How bad it is, where, what is wrong (`message`) and what to type or do instead (`fix`); of a row
    of a return also which one (`about`).
    """

    severity: Severity
    code: Code
    place: CellRef
    message: str
    fix: str
    about: Subject | None = None

    @property
    def told(self) -> str:
        """What is wrong, by name and place, for whoever has the workbook.

        `B7 PDRs completed (Targets, I11): “approx 84” is not a figure.`
        """
        where = self.place.in_workbook
        if self.about is None:
            return f"{where}: {self.message}" if where else self.message
        return self._of_row(f" ({where})" if where else "")

    @property
    def named(self) -> str:
        """The same without its place, which stands beside it."""
        return self._of_row("")

    def _of_row(self, at: str) -> str:
        if self.about is None:
            return self.message
        return f"{self.about.name}{at}: {_without(self.about.called, self.message)}"


def _without(called: str, message: str) -> str:
    """A sentence behind the name of the row that it begins with."""
    rest = message.removeprefix(called)
    if rest == message or rest[:1] not in (":", ",", " "):
        return message
    if rest.startswith(": "):
        return rest.removeprefix(": ")
    return f"it {rest.removeprefix(',').strip()}"


def numbers_said(findings: Iterable[Finding]) -> str:
    """`2 errors, 1 note`: how many there are of each severity that there is; "" of none."""
    numbers = Counter(finding.severity for finding in findings)
    return ", ".join(counted(numbers[each], each) for each in Severity if numbers[each])


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a cell's content was not taken, before it is known where the cell stands."""

    code: Code
    message: str
    fix: str

    def at(self, place: CellRef) -> Finding:
        """The same as a finding of severity error, at its place."""
        return Finding(Severity.ERROR, self.code, place, self.message, self.fix)


def error(code: Code, place: CellRef, message: str, fix: str) -> Finding:
    """A finding that changes what can be reported."""
    return Finding(Severity.ERROR, code, place, message, fix)


def warning(code: Code, place: CellRef, message: str, fix: str) -> Finding:
    """A finding somebody should look at before the report goes out."""
    return Finding(Severity.WARNING, code, place, message, fix)


def note(code: Code, place: CellRef, message: str, fix: str) -> Finding:
    """A finding worth knowing that needs nothing this month."""
    return Finding(Severity.NOTE, code, place, message, fix)


def shortened(text: str) -> str:
    """What was typed as a message quotes it: enough to know it by."""
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


_LONGEST_QUOTE = 80


class Findings:
    """Findings gathered while something is read, in the order they come up."""

    def __init__(self) -> None:
        self._found: list[Finding] = []

    def add(self, *findings: Finding) -> None:
        """Keeps these too."""
        self._found.extend(findings)

    def take(self, read: T | Refused, place: CellRef, instead: T) -> T:
        """What was read, or `instead` where it was refused.

        The refusal is then kept with its place.
        """
        if isinstance(read, Refused):
            self.add(read.at(place))
            return instead
        return read

    @property
    def all(self) -> tuple[Finding, ...]:
        """Everything gathered so far."""
        return tuple(self._found)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings ordered by workbook, then severity; within those the order they were found in."""
    return tuple(
        sorted(findings, key=lambda finding: (finding.place.workbook, finding.severity.rank))
    )
