"""The report models of a month, built once from its assessment and findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from cyps_reports.assessment.changes import Change
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.reported_position import Position
from cyps_reports.findings import Finding
from cyps_reports.plan.dates import long
from cyps_reports.plan.report_text import Where
from cyps_reports.report.blocks import Report, Section, Summary
from cyps_reports.report.sections.attention import attention_section
from cyps_reports.report.sections.changes import changes_section
from cyps_reports.report.sections.due import due_section
from cyps_reports.report.sections.key import data_section, key_section
from cyps_reports.report.sections.leadership import leadership_section
from cyps_reports.report.sections.priority import priority_section
from cyps_reports.report.sections.slippage import slippage_section
from cyps_reports.report.sections.standing import standing_sections
from cyps_reports.report.sections.summary import purpose_section, summary_section
from cyps_reports.report.sections.words import for_reading
from cyps_reports.report.sections.year_end import year_end_section
from cyps_reports.report.sheets.workbook import summary_sheets
from cyps_reports.returns.baseline_guard import EDITED
from cyps_reports.words.model import ReportWords


class Audience(StrEnum):
    """Whom the Word report is for."""

    CABINET = "cabinet"
    LEADERSHIP = "leadership"


@dataclass(frozen=True, slots=True)
class Readers:
    """Whom the Word report is for.

    `lead` are the initials of the one director lead it is about, or "".
    """

    audience: Audience = Audience.CABINET
    lead: str = ""


def build_report(
    assessment: Assessment,
    findings: tuple[Finding, ...],
    positions: tuple[Position, ...] = (),
    changes: tuple[Change, ...] = (),
    readers: Readers | None = None,
    words: ReportWords | None = None,
) -> Report:
    """The whole Word report.

    `findings` are those of plan, returns and assessment, in the order they are shown; `positions`
    those of the earlier months, the oldest first; `changes` what has changed since the last of
    them; `words` are the officer's, for all readers but a single lead.
    """
    readers = readers or Readers()
    plan = assessment.plan
    told = ReportScope(assessment, findings, positions, changes, words)
    if readers.lead:
        told = _of_lead(told, readers.lead)
    about = f": {plan.lead(readers.lead).called}" if readers.lead else ""
    return Report(
        title=f"{plan.title} {plan.year}{about}",
        month=assessment.month.in_words,
        council=plan.council,
        service=plan.service,
        marking=plan.marking,
        facts=_facts(assessment, readers),
        sections=_numbered(_with_words(_sections(told, readers), readers)),
    )


def build_summary(
    assessment: Assessment,
    findings: tuple[Finding, ...],
    positions: tuple[Position, ...] = (),
    changes: tuple[Change, ...] = (),
) -> Summary:
    """The whole Excel summary of the same; it is always of the whole plan."""
    plan = assessment.plan
    sheets = summary_sheets(assessment, findings, positions, changes)
    return Summary(
        f"{plan.title} {plan.year}", assessment.month.in_words, plan.service, plan.marking, sheets
    )


@dataclass(frozen=True, slots=True)
class ReportScope:
    """What a Word report is told of: the whole month, or one director lead's part of it."""

    assessment: Assessment
    findings: tuple[Finding, ...]
    positions: tuple[Position, ...]
    changes: tuple[Change, ...]
    words: ReportWords | None = None


def _of_lead(whole: ReportScope, initials: str) -> ReportScope:
    theirs = whole.assessment.of_lead(initials)
    keys = {deadline.key for deadline in theirs.deadlines}
    changes = (
        change
        for change in whole.changes
        if isinstance(change.result, DeadlineResult) and change.result.key in keys
    )
    positions = (position.within(theirs) for position in whole.positions)
    findings = (finding for finding in whole.findings if finding.code != EDITED)
    return ReportScope(theirs, tuple(findings), tuple(positions), tuple(changes))


def _sections(told: ReportScope, readers: Readers) -> Iterable[Section]:
    assessment, previous = told.assessment, told.positions[-1] if told.positions else None
    yield purpose_section(assessment, _addressee(assessment, readers))
    yield from _standing(assessment, readers, Where.FRONT)
    yield summary_section(assessment, previous, told.words, readers.lead)
    if year_end := year_end_section(assessment):
        yield year_end
    if attention := attention_section(assessment, told.positions, told.words):
        yield attention
    yield changes_section(assessment, told.positions, told.changes, told.findings)
    yield slippage_section(assessment)
    yield due_section(assessment)
    if readers.audience is Audience.LEADERSHIP:
        yield leadership_section(assessment, told.findings)
    yield from _standing(assessment, readers, Where.BEFORE)
    for priority in assessment.plan.priorities:
        if assessment.measures_of(priority.code) or assessment.deadlines_of(priority.code):
            yield priority_section(priority, assessment, told.words)
    yield key_section(assessment)
    yield data_section(assessment, told.findings)
    yield from _standing(assessment, readers, Where.AFTER)


def _standing(assessment: Assessment, readers: Readers, where: Where) -> Iterable[Section]:
    """What every report must say; what is written for one lead need not."""
    return () if readers.lead else standing_sections(assessment.plan, where)


def _with_words(sections: Iterable[Section], readers: Readers) -> Iterable[Section]:
    """The officer writes in Cabinet's report alone; others have what was written there."""
    return sections if readers == Readers() else map(for_reading, sections)


def _addressee(assessment: Assessment, readers: Readers) -> str:
    if readers.lead:
        return assessment.plan.lead(readers.lead).called
    if readers.audience is Audience.LEADERSHIP:
        return "The leadership team"
    return assessment.plan.report_to or assessment.plan.vocabulary.body_word


def _facts(assessment: Assessment, readers: Readers) -> tuple[tuple[str, str], ...]:
    """What stands on the front of a decision report; only what the plan workbook gives."""
    plan = assessment.plan
    is_decision_report = readers == Readers()
    facts = [
        ("To", _addressee(assessment, readers)),
        ("Report of", plan.report_of),
        ("Position as at", long(assessment.as_at)),
    ]
    if is_decision_report:
        facts += [
            (f"{plan.vocabulary.body_word} member", plan.cabinet_member),
            ("Wards affected", plan.wards),
            ("Key decision", plan.key_decision),
            ("Copies to", plan.also_to),
        ]
    return tuple((label, value) for label, value in facts if value)


def _numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(
        replace(each, title=f"{number}. {each.title}")
        for number, each in enumerate(sections, start=1)
    )
