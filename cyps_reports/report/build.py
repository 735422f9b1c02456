"""The report models of a month, built once from its assessment and findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from cyps_reports.assessment.changes import Change
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.reported_position import Position
from cyps_reports.findings import Finding
from cyps_reports.plan.dates import long
from cyps_reports.plan.report_text import Where
from cyps_reports.plan.small_numbers import Edition
from cyps_reports.report.blocks import Report, Section, Summary
from cyps_reports.report.sections.accessibility import accessibility_section
from cyps_reports.report.sections.attention import attention_section
from cyps_reports.report.sections.changes import changes_section, further_changes_section
from cyps_reports.report.sections.due import due_section
from cyps_reports.report.sections.key import data_section, key_section
from cyps_reports.report.sections.late import late_section
from cyps_reports.report.sections.leadership import leadership_section
from cyps_reports.report.sections.not_shown import not_shown_section
from cyps_reports.report.sections.page_one import lead_page_section, page_one_section
from cyps_reports.report.sections.priority import priority_section
from cyps_reports.report.sections.reading import PLAIN_STATES, reading_section
from cyps_reports.report.sections.scorecard import scorecard_section
from cyps_reports.report.sections.slippage import slippage_section
from cyps_reports.report.sections.standing import standing_sections
from cyps_reports.report.sections.words import for_reading
from cyps_reports.report.sections.year_end import year_end_section
from cyps_reports.report.sheets.workbook import summary_sheets
from cyps_reports.returns.baseline_guard import EDITED
from cyps_reports.words.model import ReportWords

if TYPE_CHECKING:
    from cyps_reports.disclosure.shown import Disclosure


class Audience(StrEnum):
    """Whom the Word report is for."""

    CABINET = "cabinet"
    SUMMARY = "summary"
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
        sections=tuple(_with_words(_sections(told, readers), told, readers)),
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


@dataclass(frozen=True, slots=True)
class ReportScope:
    """What a Word report is told of: the whole month, or one director lead's part of it."""

    assessment: Assessment
    findings: tuple[Finding, ...]
    positions: tuple[Position, ...]
    changes: tuple[Change, ...]
    words: ReportWords | None = None
    disclosure: Disclosure | None = None


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


Part = Callable[[ReportScope, Readers], Iterator[Section]]
"""What stands in one place of a report: its sections, none where there is nothing to tell."""


def _previous(told: ReportScope) -> Position | None:
    """How things stood in the report before."""
    return told.positions[-1] if told.positions else None


def _page_one(told: ReportScope, readers: Readers) -> Iterator[Section]:
    assessment, changes, previous = told.assessment, told.changes, _previous(told)
    if readers.lead:
        yield lead_page_section(assessment, previous, changes, readers.lead)
    else:
        reader = _addressee(assessment, readers)
        yield page_one_section(assessment, previous, changes, told.words, reader)


def _standing(where: Where) -> Part:
    """What every report must say; what is written for one lead need not."""

    def part(told: ReportScope, readers: Readers) -> Iterator[Section]:
        if not readers.lead:
            yield from standing_sections(told.assessment.plan, where)

    return part


def _scorecard(told: ReportScope, _: Readers) -> Iterator[Section]:
    if told.assessment.measures:
        yield scorecard_section(told.assessment)


def _year_end(told: ReportScope, _: Readers) -> Iterator[Section]:
    if section := year_end_section(told.assessment):
        yield section


def _attention(told: ReportScope, readers: Readers) -> Iterator[Section]:
    is_short = readers.audience is Audience.SUMMARY
    if section := attention_section(told.assessment, told.positions, told.words, is_short=is_short):
        yield section


def _late(told: ReportScope, _: Readers) -> Iterator[Section]:
    yield late_section(told.assessment)


def _due_next(told: ReportScope, _: Readers) -> Iterator[Section]:
    yield due_section(told.assessment)


def _changes(told: ReportScope, _: Readers) -> Iterator[Section]:
    yield changes_section(told.assessment, told.positions, told.changes)


def _further_changes(told: ReportScope, _: Readers) -> Iterator[Section]:
    if section := further_changes_section(told.assessment, told.positions, told.changes):
        yield section


def _how_to_read(told: ReportScope, _: Readers) -> Iterator[Section]:
    yield reading_section(told.assessment)


def _key(told: ReportScope, _: Readers) -> Iterator[Section]:
    """What the pages before it do not say of how to read the report."""
    yield key_section(told.assessment, PLAIN_STATES)


def _for_the_leadership(told: ReportScope, _: Readers) -> Iterator[Section]:
    yield leadership_section(told.assessment, told.findings)
    yield slippage_section(told.assessment)


def _priorities(told: ReportScope, _: Readers) -> Iterator[Section]:
    assessment = told.assessment
    for priority in assessment.plan.priorities:
        if assessment.measures_of(priority.code) or assessment.deadlines_of(priority.code):
            yield priority_section(priority, assessment, told.words, _previous(told))


def _not_shown(told: ReportScope, _: Readers) -> Iterator[Section]:
    if told.disclosure:
        yield not_shown_section(told.assessment, told.disclosure.rule)


def _accessibility(told: ReportScope, _: Readers) -> Iterator[Section]:
    yield accessibility_section(told.assessment.plan)


def _where_from(told: ReportScope, _: Readers) -> Iterator[Section]:
    """What of the council's workbooks nobody outside is told."""
    if not told.disclosure:
        yield data_section(told.assessment, told.findings)


_PAGES: tuple[Part, ...] = (
    _page_one,
    _standing(Where.FRONT),
    _scorecard,
    _year_end,
    _attention,
    _late,
    _due_next,
    _changes,
    _how_to_read,
    _not_shown,
)
_LEADS_PAGES: tuple[Part, ...] = (
    _page_one,
    _year_end,
    _late,
    _due_next,
    _changes,
    _how_to_read,
)
_SUMMARY: tuple[Part, ...] = (
    _page_one,
    _standing(Where.FRONT),
    _scorecard,
    _year_end,
    _attention,
    _late,
    _not_shown,
    _standing(Where.BEFORE),
    _accessibility,
    _standing(Where.AFTER),
)
_ANNEX: tuple[Part, ...] = (
    _standing(Where.BEFORE),
    _priorities,
    _further_changes,
    _where_from,
    _key,
    _accessibility,
    _standing(Where.AFTER),
)
_LEADS_ANNEX: tuple[Part, ...] = (_priorities, _further_changes, _key, _accessibility)

EDITIONS: dict[Audience, tuple[tuple[Part, ...], tuple[Part, ...]]] = {
    Audience.CABINET: (_PAGES, _ANNEX),
    Audience.SUMMARY: (_SUMMARY, ()),
    Audience.LEADERSHIP: ((*_PAGES, _for_the_leadership), _ANNEX),
}
"""What each edition has, in its order: the pages, and behind them the annex.

What names directors' slippage or cells of returns is for the leadership alone.
"""

LEADS_EDITIONS: dict[Audience, tuple[tuple[Part, ...], tuple[Part, ...]]] = {
    Audience.CABINET: (_LEADS_PAGES, _LEADS_ANNEX),
    Audience.SUMMARY: ((*_LEADS_PAGES, _accessibility), ()),
    Audience.LEADERSHIP: ((*_LEADS_PAGES, _for_the_leadership), _LEADS_ANNEX),
}
"""The same for one lead, whose deadlines alone they tell of: nothing of measures."""


def _sections(told: ReportScope, readers: Readers) -> Iterator[Section]:
    """The sections with their numbers; those of the annex are counted apart."""
    editions = LEADS_EDITIONS if readers.lead else EDITIONS
    pages, annex = (_of(parts, told, readers) for parts in editions[readers.audience])
    for number, each in enumerate(pages, start=1):
        yield replace(each, title=f"{number}. {each.title}")
    for number, each in enumerate(annex, start=1):
        # Pages of one shape, which no section leaves half empty.
        title = f"Annex {number}. {each.title}"
        yield replace(each, title=title, is_annex=True, is_wide=True)


def _of(parts: tuple[Part, ...], told: ReportScope, readers: Readers) -> Iterator[Section]:
    for part in parts:
        yield from part(told, readers)


def _with_words(
    sections: Iterable[Section], told: ReportScope, readers: Readers
) -> Iterable[Section]:
    """The officer writes in Cabinet's internal report alone; others have what was written there."""
    is_written_in = readers == Readers() and not told.disclosure
    return sections if is_written_in else map(for_reading, sections)


def _addressee(assessment: Assessment, readers: Readers) -> str:
    if readers.lead:
        return assessment.plan.lead(readers.lead).called
    if readers.audience is Audience.LEADERSHIP:
        return "The leadership team"
    return assessment.plan.report_to or assessment.plan.vocabulary.body_word


def _facts(assessment: Assessment, readers: Readers) -> tuple[tuple[str, str], ...]:
    """What stands on the front of a decision report; only what the plan workbook gives."""
    plan = assessment.plan
    is_decision_report = not readers.lead and readers.audience is not Audience.LEADERSHIP
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
            ("Contact", plan.contact),
        ]
    return tuple((label, value) for label, value in facts if value)
