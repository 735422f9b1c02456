"""Findings that are alike in several cells of a column, said once."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace

from cyps_reports.findings import Finding
from cyps_reports.groups import grouped
from cyps_reports.phrases import are, counted, listed

_CELL = re.compile(r"([A-Z]+)(\d+)")
_MANY = 4
"""So many of a kind are summed up in one."""
_RUN = 3
"""So many cells under each other are `F2 to F4`."""


def said_together(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, those that say the same of one column as one: `F2 to F9 and F12`."""
    return _each_group(findings, _by_words)


def summed_up(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same; also many of a kind in one column are one, in the words of the first of them."""
    return _each_group(findings, _by_kind, least=_MANY)


def open_summed_up(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same of open cells alone, whose notes say the rest; others as they are said together."""
    return said_together(_each_group(findings, _by_kind_if_open, least=_MANY))


def _each_group(
    findings: Iterable[Finding], alike: Callable[[Finding], Hashable], least: int = 2
) -> tuple[Finding, ...]:
    """Each group at the place of its first; one that is smaller than `least` is left as it is."""
    told: list[Finding] = []
    for group in grouped(findings, alike).values():
        told += [_at_all(group)] if len(group) >= least and _column(group[0]) else group
    return tuple(told)


def _by_words(finding: Finding) -> Hashable:
    return *_by_kind(finding), finding.message


def _by_kind_if_open(finding: Finding) -> Hashable:
    return _by_kind(finding) if finding.code == "open-cell" else _by_words(finding)


def _by_kind(finding: Finding) -> tuple[Hashable, ...]:
    place = finding.place
    column = _column(finding) or place.cell
    return finding.severity, finding.code, place.workbook, place.sheet, column, finding.fix


def _column(finding: Finding) -> str:
    match = _CELL.fullmatch(finding.place.cell)
    return match[1] if match else ""


def _at_all(group: Sequence[Finding]) -> Finding:
    first, column = group[0], _column(group[0])
    rows = sorted(int(each.place.cell.removeprefix(column)) for each in group)
    cell = f"{listed(_runs(column, rows))} ({counted(len(group), 'cell')})"
    others = sum(each.message != first.message for each in group)
    also = f" {others:,} more {are(others)} like it." if others else ""
    return replace(first, place=replace(first.place, cell=cell), message=f"{first.message}{also}")


def _runs(column: str, rows: Sequence[int]) -> Iterator[str]:
    """The cells of a column, those that follow each other as `F2 to F9`."""
    starts = [row for row in rows if row - 1 not in rows]
    ends = [row for row in rows if row + 1 not in rows]
    for start, end in zip(starts, ends, strict=True):
        if end - start + 1 >= _RUN:
            yield f"{column}{start} to {column}{end}"
        else:
            yield from (f"{column}{row}" for row in range(start, end + 1))
