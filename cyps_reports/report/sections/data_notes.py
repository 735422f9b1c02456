"""Notes on the data: which returns came, what is provisional, what could not be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cyps_reports.assessment.going_on import GOES_ON
from cyps_reports.assessment.missing_returns import NONE_RECEIVED
from cyps_reports.assessment.model import Assessment
from cyps_reports.findings import Finding, Severity
from cyps_reports.history.missing_months import OF_EARLIER_MONTHS
from cyps_reports.phrases import counted, listed
from cyps_reports.report.blocks import Block, Bullets, Paragraph, Section
from cyps_reports.returns.model import DataStatus


def data_section(assessment: Assessment, findings: tuple[Finding, ...]) -> Section:
    """What bears on the figures shown.

    Missing returns, provisional figures, entries that could not be used.
    """
    return Section("Notes on the data", tuple(_data_blocks(assessment, findings)))


def _data_blocks(assessment: Assessment, findings: tuple[Finding, ...]) -> Iterator[Block]:
    came = list(dict.fromkeys(each.workbook for each in assessment.returns.inputs))
    yield Paragraph(
        f"This report was made from {counted(len(came), 'workbook')}: {listed(came)}."
        if came
        else f"{NONE_RECEIVED}."
    )
    provisional = [
        result.measure.called
        for result in assessment.measures
        if result.has_actual and result.data_status is DataStatus.PROVISIONAL
    ]
    if provisional:
        which = "Provisional figure" if len(provisional) == 1 else "Provisional figures"
        yield Paragraph(f"{which}, which may change: {listed(provisional)}.")
    errors = _each_said([each for each in findings if each.severity is Severity.ERROR])
    yield from (Paragraph(each.message) for each in findings if each.code == GOES_ON)
    if errors:
        which = (
            "This could not be used as received, or never came"
            if len(errors) == 1
            else (f"These {len(errors)} things could not be used as received, or never came")
        )
        yield Paragraph(f"{which}:")
        yield Bullets(errors)
    lost = _said(
        each
        for each in findings
        if each.code in OF_EARLIER_MONTHS and each.severity is Severity.WARNING
    )
    if lost:
        yield Paragraph("Of earlier months, which directions, forecasts and changes rest on:")
        yield Bullets(lost)
    others = sum(finding.severity is not Severity.ERROR for finding in findings)
    if others:
        yield Paragraph(
            f"The Excel summary lists {counted(others, 'further finding')} for the performance "
            "officer."
        )


def _each_said(findings: Iterable[Finding]) -> tuple[str, ...]:
    """What each finding says: as many texts as there are findings, which others count.

    What is wrong in two workbooks, as in two copies of one, is told of each by its place.
    """
    each_once = tuple(dict.fromkeys(findings))
    times = Counter(map(_named, each_once))
    return tuple(
        said if times[said] == 1 else f"{finding.place}: {finding.message}"
        for finding in each_once
        for said in (_named(finding),)
    )


def _said(findings: Iterable[Finding]) -> tuple[str, ...]:
    """What findings say, each once."""
    return tuple(dict.fromkeys(_named(finding) for finding in findings))


def _named(finding: Finding) -> str:
    """One that is on no row of the plan names its file, which its sentence does not."""
    place = finding.place
    if finding.about is not None or not place.workbook or place.workbook in finding.message:
        return finding.message
    where = place.workbook if place.cell else str(place)
    return f"{where}: {finding.message}"
