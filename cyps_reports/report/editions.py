"""What each edition of a report has, in its order: the pages, and behind them the annex."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cyps_reports.assessment.changes import Change
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.reported_position import Position
from cyps_reports.findings import Finding
from cyps_reports.plan.model.report_text import Where
from cyps_reports.report.blocks import Section
from cyps_reports.report.readers import Audience, Readers, addressee
from cyps_reports.report.sections.accessibility import accessibility_section
from cyps_reports.report.sections.attention import attention_section
from cyps_reports.report.sections.changes import changes_section, further_changes_section
from cyps_reports.report.sections.data_notes import data_section
from cyps_reports.report.sections.due import due_section
from cyps_reports.report.sections.key import key_section
from cyps_reports.report.sections.late import late_section
from cyps_reports.report.sections.leadership import leadership_section
from cyps_reports.report.sections.not_shown import not_shown_section
from cyps_reports.report.sections.page_one import lead_page_section, page_one_section
from cyps_reports.report.sections.priority import priority_sections
from cyps_reports.report.sections.reading import PLAIN_STATES, reading_section
from cyps_reports.report.sections.scorecard import scorecard_section
from cyps_reports.report.sections.slippage import slippage_section
from cyps_reports.report.sections.standing import standing_sections
from cyps_reports.report.sections.year_end import year_end_section
from cyps_reports.words.model import ReportWords

if TYPE_CHECKING:
    from cyps_reports.disclosure.shown import Disclosure


@dataclass(frozen=True, slots=True)
class ReportScope:
    """What a Word report is told of: the whole month, or one director lead's part of it."""

    assessment: Assessment
    findings: tuple[Finding, ...]
    positions: tuple[Position, ...]
    changes: tuple[Change, ...]
    words: ReportWords | None = None
    disclosure: Disclosure | None = None


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
        reader = addressee(assessment, readers)
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
    yield from priority_sections(told.assessment, told.words, _previous(told))


def _not_shown(told: ReportScope, _: Readers) -> Iterator[Section]:
    if told.disclosure:
        yield not_shown_section(told.assessment, told.disclosure.rule)


def _accessibility(told: ReportScope, _: Readers) -> Iterator[Section]:
    yield accessibility_section(told.assessment.plan)


def _where_from(told: ReportScope, _: Readers) -> Iterator[Section]:
    """What of the council's workbooks nobody outside is told."""
    if not told.disclosure:
        yield data_section(told.assessment, told.findings)


_FRONT: tuple[Part, ...] = (
    _page_one,
    _standing(Where.FRONT),
    _scorecard,
    _year_end,
    _attention,
    _late,
)
_PAGES: tuple[Part, ...] = (
    *_FRONT,
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
    *_FRONT,
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


def sections_of(told: ReportScope, readers: Readers) -> Iterator[Section]:
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
