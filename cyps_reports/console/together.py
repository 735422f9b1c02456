"""Findings that say the same of several cells of a column, said once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cyps_reports.findings import Finding
from cyps_reports.phrases import counted, listed
from cyps_reports.plan.groups import grouped

_CELL = re.compile(r"([A-Z]+)(\d+)")


def said_together(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, those alike of one column as one at the first place: `F2 to F9 and F12`."""
    alike = grouped(findings, _what_is_alike)
    return tuple(_at_all(group) for group in alike.values())


def _what_is_alike(finding: Finding) -> Finding:
    """The finding without its row."""
    match = _CELL.fullmatch(finding.place.cell)
    cell = match[1] if match else finding.place.cell
    return replace(finding, place=replace(finding.place, cell=cell))


def _at_all(group: Sequence[Finding]) -> Finding:
    first = group[0]
    match = _CELL.fullmatch(first.place.cell)
    if len(group) == 1 or match is None:
        return first
    rows = [int(each.place.cell.removeprefix(match[1])) for each in group]
    cells = listed(_runs(match[1], rows))
    cell = f"{cells} ({counted(len(group), 'cell')})"
    return replace(first, place=replace(first.place, cell=cell))


def _runs(column: str, rows: Sequence[int]) -> Iterator[str]:
    """The cells of a column, those that follow each other as `F2 to F9`."""
    starts = [row for row in rows if row - 1 not in rows]
    ends = [row for row in rows if row + 1 not in rows]
    for start, end in zip(starts, ends, strict=True):
        yield f"{column}{start}" if start == end else f"{column}{start} to {column}{end}"
