"""The report model of a month, built once from its assessment and findings."""

from __future__ import annotations

from cyps_reports.assessment.model import Assessment
from cyps_reports.findings import Finding
from cyps_reports.plan.dates import long
from cyps_reports.report.attention import attention_section
from cyps_reports.report.blocks import Report
from cyps_reports.report.key import data_section, key_section
from cyps_reports.report.priority import priority_section
from cyps_reports.report.sheets import summary_sheets
from cyps_reports.report.summary import summary_section


def build_report(assessment: Assessment, findings: tuple[Finding, ...]) -> Report:
    """The whole report; `findings` are those of plan, returns and assessment, in the order they are shown."""
    plan = assessment.plan
    facts = (
        ("Report to", plan.report_to),
        ("Report of", plan.report_of),
        ("Copies to", plan.also_to),
        ("Return month", assessment.month.in_words),
        ("Position as at", long(assessment.as_at)),
    )
    return Report(
        title=f"{plan.title} {plan.year}",
        month=assessment.month.in_words,
        council=plan.council,
        service=plan.service,
        marking=plan.marking,
        facts=tuple((label, value) for label, value in facts if value),
        sections=(
            summary_section(assessment),
            attention_section(assessment),
            *(priority_section(priority, assessment) for priority in plan.priorities),
            key_section(assessment),
            data_section(assessment, findings),
        ),
        sheets=summary_sheets(assessment, findings),
    )
