"""Findings on rows of the returns, with the names of the rows that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cyps_reports.assessment.completeness import RowResult
from cyps_reports.assessment.model import Assessment, MeasureResult
from cyps_reports.findings import Finding, Subject

_Row = tuple[str, str, str]


def named(findings: Iterable[Finding], assessment: Assessment) -> tuple[Finding, ...]:
    """The findings, each once, those on a cell of a row of a return about that row."""
    rows = dict(_rows(assessment))
    return tuple(dict.fromkeys(_about(finding, rows) for finding in findings))


def _about(finding: Finding, rows: Mapping[_Row, Subject]) -> Finding:
    about = rows.get(finding.place.row) if finding.place.cell else None
    return replace(finding, about=about) if about else finding


def _rows(assessment: Assessment) -> Iterator[tuple[_Row, Subject]]:
    results: tuple[RowResult, ...] = (*assessment.measures, *assessment.deadlines)
    for result in results:
        if result.entry:
            subject = _subject(result)
            for place in (*result.entry.places.values(), *result.entry.also):
                yield place.row, subject


def _subject(result: RowResult) -> Subject:
    if isinstance(result, MeasureResult):
        measure = result.measure
        component = f": {measure.component}" if measure.component else ""
        return Subject(measure.called, f"{measure.ref} {measure.name}{component}")
    several = len(result.milestone.deadlines)
    which = f" (deadline {result.deadline.number} of {several})" if several > 1 else ""
    return Subject(result.label, f"{result.milestone.ref} {result.milestone.name}{which}")
