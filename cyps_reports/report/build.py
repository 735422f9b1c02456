"""The report model of a month, built once from its assessment and findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from cyps_reports.assessment.model import Assessment
from cyps_reports.findings import Finding
from cyps_reports.plan.dates import long
from cyps_reports.report.attention import attention_section
from cyps_reports.report.blocks import Report, Section
from cyps_reports.report.changes import changes_section, due_section
from cyps_reports.report.key import data_section, key_section
from cyps_reports.report.leadership import leadership_section
from cyps_reports.report.priority import priority_section
from cyps_reports.report.sheets import summary_sheets
from cyps_reports.report.summary import purpose_section, summary_section


class Audience(StrEnum):
    """Whom the Word report is for."""

    CABINET = "cabinet"
    LEADERSHIP = "leadership"


@dataclass(frozen=True, slots=True)
class Readers:
    """Whom the Word report is for; `lead` are the initials of the one director lead it is about, or ""."""

    audience: Audience = Audience.CABINET
    lead: str = ""


def build_report(
    assessment: Assessment,
    findings: tuple[Finding, ...],
    previous: Assessment | None = None,
    readers: Readers | None = None,
) -> Report:
    """The whole report.

    `findings` are those of plan, returns and assessment, in the order they are shown; `previous` is the month
    before, where anything was returned for it. The sheets are always of the whole plan.
    """
    readers = readers or Readers()
    plan = assessment.plan
    told, before = assessment, previous
    if readers.lead:
        told = assessment.of_lead(readers.lead)
        before = previous.of_lead(readers.lead) if previous else None
    about = f": {plan.lead(readers.lead).name}" if readers.lead else ""
    return Report(
        title=f"{plan.title} {plan.year}{about}",
        month=assessment.month.in_words,
        council=plan.council,
        service=plan.service,
        marking=plan.marking,
        facts=_facts(assessment, readers),
        sections=_numbered(_sections(told, findings, before, readers)),
        sheets=summary_sheets(assessment, findings, previous),
    )


def _sections(
    assessment: Assessment, findings: tuple[Finding, ...], previous: Assessment | None, readers: Readers
) -> Iterable[Section]:
    yield purpose_section(assessment, _addressee(assessment, readers))
    yield summary_section(assessment, previous)
    yield attention_section(assessment)
    yield changes_section(assessment, previous)
    yield due_section(assessment)
    if readers.audience is Audience.LEADERSHIP:
        yield leadership_section(assessment, findings)
    for priority in assessment.plan.priorities:
        if assessment.measures_of(priority.code) or assessment.deadlines_of(priority.code):
            yield priority_section(priority, assessment)
    yield key_section(assessment)
    yield data_section(assessment, findings)


def _addressee(assessment: Assessment, readers: Readers) -> str:
    if readers.lead:
        return assessment.plan.lead(readers.lead).name
    if readers.audience is Audience.LEADERSHIP:
        return "The leadership team"
    return assessment.plan.report_to or "The reader"


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
            ("Cabinet member", plan.cabinet_member),
            ("Wards affected", plan.wards),
            ("Key decision", plan.key_decision),
            ("Copies to", plan.also_to),
        ]
    return tuple((label, value) for label, value in facts if value)


def _numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(replace(each, title=f"{number}. {each.title}") for number, each in enumerate(sections, start=1))
