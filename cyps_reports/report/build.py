"""The report models of a month, built once from its assessment and findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cyps_reports.assessment.changes import Change
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.reported_position import Position
from cyps_reports.findings import Finding
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.model.small_numbers import Edition
from cyps_reports.report.blocks import Report, Section, Summary
from cyps_reports.report.editions import ReportScope, sections_of
from cyps_reports.report.readers import Audience, Readers, addressee
from cyps_reports.report.sections.words import for_reading
from cyps_reports.report.sheets.workbook import summary_sheets
from cyps_reports.returns.baseline_guard import EDITED
from cyps_reports.words.model import ReportWords

if TYPE_CHECKING:
    from cyps_reports.disclosure.shown import Disclosure


def build_report(
    assessment: Assessment,
    findings: tuple[Finding, ...],
    positions: tuple[Position, ...] = (),
    changes: tuple[Change, ...] = (),
    readers: Readers | None = None,
    words: ReportWords | None = None,
    disclosure: Disclosure | None = None,
) -> Report:
    """The whole Word report.

    `findings` are those of plan, returns and assessment, in the order they are shown; `positions`
    those of the earlier months, the oldest first; `changes` what has changed since the last of
    them; `words` are the officer's, for all readers but a single lead. `disclosure` is what a
    public edition shows, whose month it then is; None for the internal one.
    """
    readers = readers or Readers()
    plan = assessment.plan
    told = ReportScope(assessment, findings, positions, changes, words, disclosure)
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
        sections=tuple(_with_words(sections_of(told, readers), told, readers)),
        edition=EDITION_WORDS[_edition(disclosure)],
    )


def build_summary(
    assessment: Assessment,
    findings: tuple[Finding, ...],
    positions: tuple[Position, ...] = (),
    changes: tuple[Change, ...] = (),
    disclosure: Disclosure | None = None,
) -> Summary:
    """The whole Excel summary of the same; it is always of the whole plan."""
    plan = assessment.plan
    sheets = summary_sheets(assessment, findings, positions, changes, disclosure)
    return Summary(
        f"{plan.title} {plan.year}",
        assessment.month.in_words,
        plan.service,
        plan.marking,
        sheets,
        EDITION_WORDS[_edition(disclosure)],
    )


def _edition(disclosure: Disclosure | None) -> Edition:
    return Edition.PUBLIC if disclosure else Edition.INTERNAL


EDITION_WORDS = {
    Edition.INTERNAL: "Internal edition, not for publication",
    Edition.PUBLIC: "Public edition",
}
"""What stands on every page of an edition."""


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


def _with_words(
    sections: Iterable[Section], told: ReportScope, readers: Readers
) -> Iterable[Section]:
    """The officer writes in Cabinet's internal report alone; others have what was written there."""
    is_written_in = readers == Readers() and not told.disclosure
    return sections if is_written_in else map(for_reading, sections)


def _facts(assessment: Assessment, readers: Readers) -> tuple[tuple[str, str], ...]:
    """What stands on the front of a decision report; only what the plan workbook gives."""
    plan = assessment.plan
    is_decision_report = not readers.lead and readers.audience is not Audience.LEADERSHIP
    facts = [
        ("To", addressee(assessment, readers)),
        ("Report of", plan.report_of),
        ("Position as at", long(assessment.as_at)),
    ]
    if is_decision_report:
        facts += [
            (plan.vocabulary.member_word, plan.cabinet_member),
            ("Wards affected", plan.wards),
            ("Key decision", plan.key_decision),
            ("Copies to", plan.also_to),
            ("Contact", plan.contact),
        ]
    return tuple((label, value) for label, value in facts if value)
