"""What is solved of a month's findings since it was last read, and what is new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cyps_reports.findings import Finding


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed among findings: those that are there no more, and those that were not."""

    solved: tuple[Finding, ...] = ()
    new: frozenset[Finding] = frozenset()


def since(before: Iterable[Finding], now: Iterable[Finding]) -> Since:
    """What is solved and what is new; a workbook that came again may have another name."""
    was, there = tuple(before), tuple(now)
    known_before, known_now = set(map(_same, was)), set(map(_same, there))
    return Since(
        tuple(each for each in was if _same(each) not in known_now),
        frozenset(each for each in there if _same(each) not in known_before),
    )


def _same(finding: Finding) -> tuple[str, str, str, str]:
    return finding.code, finding.place.sheet, finding.place.cell, finding.message
