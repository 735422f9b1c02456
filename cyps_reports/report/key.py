"""How to read the report: the rules in words, the director leads, and notes on the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cyps_reports.assessment.deadlines import SOON
from cyps_reports.assessment.model import Assessment, DeadlineState, MeasureState
from cyps_reports.findings import Finding, Severity
from cyps_reports.plan.dates import long
from cyps_reports.report.blocks import Block, Bullets, Cell, Heading, Paragraph, Section, Table, TableColumn
from cyps_reports.report.rows import rag_cell
from cyps_reports.report.wording import counted, listed
from cyps_reports.returns.model import DataStatus
from cyps_reports.theme import Tone

MEASURE_MEANINGS = {
    MeasureState.ON_TARGET: "The actual meets its target or is better.",
    MeasureState.CLOSE_TO_TARGET: "The actual misses its target by no more than the tolerance.",
    MeasureState.OFF_TARGET: "The actual misses its target by more than the tolerance.",
    MeasureState.NO_RETURN: "The priority's workbook was not received.",
    MeasureState.NOT_REPORTED: "The workbook was received without a figure.",
    MeasureState.NOT_YET_DUE: "An annual result that is not out yet.",
    MeasureState.NOT_AVAILABLE: "The manager says there is no figure this month.",
    MeasureState.NO_TARGET: "The plan sets no target yet.",
    MeasureState.UNREADABLE: "What was entered cannot be read as a figure.",
    MeasureState.MONITOR_ONLY: "The plan monitors the measure without rating it.",
}

DEADLINE_MEANINGS = {
    DeadlineState.COMPLETED: "Completed by its due date.",
    DeadlineState.COMPLETED_LATE: "Completed after its due date.",
    DeadlineState.OVERDUE: "Past its due date and not reported as completed. Due today is not overdue.",
    DeadlineState.AT_RISK: f"The manager says so or expects it late, or it is due within {SOON.days} days unstarted.",
    DeadlineState.REDATED: "The date was moved with approval; amber at best.",
    DeadlineState.DUE_SOON: f"Started, and due within {SOON.days} days.",
    DeadlineState.ON_TRACK: f"Started, and not due within {SOON.days} days.",
    DeadlineState.NOT_YET_STARTED: f"Not started, and not due within {SOON.days} days.",
    DeadlineState.DONE_THIS_MONTH: "A monthly item that was done in the month.",
    DeadlineState.MISSED_THIS_MONTH: "A monthly item last done the month before.",
    DeadlineState.MISSED: "A monthly item not done for longer, or never.",
    DeadlineState.ONGOING: "An ongoing item that was updated in the month.",
    DeadlineState.NO_UPDATE: "The workbook was received without an update.",
    DeadlineState.NO_DATE_SET: "The plan sets no date.",
    DeadlineState.NO_RETURN: "The priority's workbook was not received, and the item is not past due.",
}


def key_section(assessment: Assessment) -> Section:
    """Rules and tolerances in words, and the director leads."""
    plan = assessment.plan
    share = f"{plan.tolerance.amount}% of the target"
    blocks: tuple[Block, ...] = (
        Paragraph(
            f"Figures and states are as at {long(assessment.as_at)}. A measure is rated against its target, with a"
            f" tolerance of {share} unless the plan sets another. A measure with components has the rating of its"
            " worst rated component. Each colour has its own word and symbol, so nothing rests on colour alone."
        ),
        Heading("Measures"),
        _meanings("Ratings of measures", ((s.value, s.rag, text) for s, text in MEASURE_MEANINGS.items())),
        Heading("Deadlines"),
        _meanings("States of deadlines", ((s.value, s.rag, text) for s, text in DEADLINE_MEANINGS.items())),
        Heading("Direction of travel"),
        Paragraph(
            "▲ improving, ► same, ▼ worsening. An up arrow always means better, also where a lower figure is better."
            " An actual is compared with the last month that has one of an earlier date, else with last year's"
            " outturn; an annual result always with the outturn."
        ),
        Heading("Director leads"),
        Bullets(tuple(f"{lead.initials}: {lead.name}, {lead.post}" for lead in plan.leads)),
    )
    return Section("How to read this report", blocks)


def _meanings(title: str, rows: Iterable[tuple[str, Tone, str]]) -> Table:
    return Table(
        title,
        f"{title}: the word, symbol and colour of each, and what it means.",
        (TableColumn("Shown as", 4.0), TableColumn("Meaning", 13.0)),
        tuple((rag_cell(state, tone), Cell(text)) for state, tone, text in rows),
    )


def data_section(assessment: Assessment, findings: tuple[Finding, ...]) -> Section:
    """What bears on the figures shown: missing returns, provisional figures, entries that could not be used."""
    return Section("Notes on the data", tuple(_data_blocks(assessment, findings)))


def _data_blocks(assessment: Assessment, findings: tuple[Finding, ...]) -> Iterator[Block]:
    came = [each.workbook for each in assessment.returns.inputs]
    yield Paragraph(
        f"This report was made from {counted(len(came), 'workbook')}: {listed(came)}."
        if came
        else "No return was received."
    )
    provisional = [
        " ".join(part for part in result.measure.key if part)
        for result in assessment.measures
        if result.actual is not None and result.entry and result.entry.data_status is DataStatus.PROVISIONAL
    ]
    if provisional:
        yield Paragraph(f"Provisional figures, which may change: {listed(provisional)}.")
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        which = (
            "This could not be used as received, or never came"
            if len(errors) == 1
            else (f"These {len(errors)} things could not be used as received, or never came")
        )
        yield Paragraph(f"{which}:")
        yield Bullets(tuple(told(finding) for finding in errors))
    others = len(findings) - len(errors)
    if others:
        yield Paragraph(f"The Excel summary lists {counted(others, 'further note')} for the performance officer.")


def told(finding: Finding) -> str:
    """A finding in one line: where, and what."""
    place = str(finding.place)
    return f"{place}: {finding.message}" if place else finding.message
