"""Findings: problems as values, each with its place and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from cyps_reports.finding_codes import Code

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


Places = Mapping[str, CellRef]
"""Where each value of a row stands in its workbook, by column key."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem.

    How bad it is, where, what is wrong (`message`) and what to type or do instead (`fix`).
    """

    severity: Severity
    code: Code
    place: CellRef
    message: str
    fix: str


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
