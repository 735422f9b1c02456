"""The month's email drafts.

Cabinet's, one for each director lead, one for each missing or incomplete return.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.state_words import word_of
from cyps_reports.findings import Finding
from cyps_reports.letters.heads import Part, heads_of_rows, parts_of
from cyps_reports.letters.letter import (
    COLLEAGUE,
    Attachment,
    Draft,
    Paper,
    copied_to,
    with_own_names,
)
from cyps_reports.letters.recipients import (
    Reader,
    body_reader,
    head_reader,
    lacking_of,
    lead_reader,
    row_reader,
)
from cyps_reports.letters.requests import (
    asked_for,
    asked_of_heads,
    exceptions_text,
    of_lead,
    questions_text,
)
from cyps_reports.letters.status import PriorityStatus, closing_day, status_of
from cyps_reports.letters.texts import CABINET, INCOMPLETE, LEAD, MISSING, UNREADABLE, Text
from cyps_reports.letters.unused_workbooks import Unused, could_not_be
from cyps_reports.phrases import are, counted, none_or
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.rows.addresses import addresses_in
from cyps_reports.report.headline_wording import headlines
from cyps_reports.report.summary_wording import missing_returns


@dataclass(frozen=True, slots=True)
class Material:
    """What the drafts are made from.

    The assessment, its findings, texts by kind, Cabinet's report, the unused. `told` is the month
    as Cabinet's report tells it, where that is a public edition.
    """

    assessment: Assessment
    findings: tuple[Finding, ...]
    texts: Mapping[str, Text]
    report: Attachment
    unused: Unused
    told: Assessment | None = None

    @property
    def paper(self) -> Paper:
        """What its emails are written on."""
        month = self.assessment
        return Paper(month.plan, month.month, month.as_at, self.texts)


def drafts_of(material: Material) -> tuple[tuple[Draft, ...], tuple[Finding, ...]]:
    """The drafts, in a fixed order, and a warning for each address they lack.

    Where no return is due, nobody is asked for anything: there is Cabinet's alone.
    """
    plan = material.assessment.plan
    kinds = _KINDS if plan.is_report_month(material.assessment.month) else (_cabinet,)
    made = tuple(pair for kind in kinds for pair in kind(material))
    drafts = with_own_names(draft for _, draft in made)
    return drafts, lacking_of(plan, (reader for reader, _ in made))


def _cabinet(material: Material) -> Iterator[tuple[Reader, Draft]]:
    assessment, plan = material.told or material.assessment, material.assessment.plan
    said = "\n\n".join((" ".join(headlines(assessment)), *missing_returns(assessment)))
    doubt = material.unused.doubt
    reader = body_reader(plan)
    said_of_it = {"report_to": plan.report_to, "headlines": said}
    draft = material.paper.draft(CABINET, reader, said_of_it)
    copies = addresses_in(plan.email_copies)
    yield reader, replace(draft, copies=copies, attachments=(material.report,), doubt=doubt)


def _leads(material: Material) -> Iterator[tuple[Reader, Draft]]:
    for lead in material.assessment.plan.leads:
        theirs = material.assessment.of_lead(lead.key)
        questions = questions_text(theirs, lead.key)
        exceptions = "\n\n".join(filter(None, (exceptions_text(theirs), questions)))
        closing = long(closing_day(material.assessment.plan, material.assessment.month))
        asked = asked_of_heads(of_lead(theirs, material.findings), closing)
        if exceptions or asked:
            reader = lead_reader(lead)
            about = {"name": lead.called, "initials": lead.key, "post": lead.post}
            values = {**about, "exceptions": exceptions, "findings": asked}
            draft = material.paper.draft(LEAD, reader, values)
            yield reader, replace(draft, doubt=_doubt_of_lead(theirs, material.unused))


def _doubt_of_lead(theirs: Assessment, unused: Unused) -> str:
    """A lead is told what is late also where no return came."""
    told = {
        deadline.milestone.priority
        for deadline in theirs.deadlines
        if deadline.state.is_missed and deadline.entry is None
    }
    return unused.doubt if told & set(unused.missing) else ""


def _missing(material: Material) -> Iterator[tuple[Reader, Draft]]:
    for priority in material.assessment.plan.priorities:
        if priority.code in material.assessment.missing_priorities:
            came = _came(material, priority)
            kind = UNREADABLE if came else MISSING
            reader = head_reader(material.assessment.plan, priority, kind)
            until = "it can be read" if came else "it comes"
            consequences = _consequences(material.assessment, priority.code, until)
            values = {**material.paper.about(priority), **came, "consequences": consequences}
            draft = material.paper.draft(kind, reader, values)
            others = heads_of_rows(material.assessment.plan, priority)
            theirs = (address for head in others for address in addresses_in(head.email))
            yield reader, copied_to(replace(draft, doubt=material.unused.doubt), theirs)


def _came(material: Material, priority: Priority) -> dict[str, str]:
    """What is said of a return that came, or may have come, and could not be used.

    Empty where none did.
    """
    theirs = material.unused.theirs(priority.code)
    findings = theirs or material.unused.perhaps_theirs(priority.code)
    if not findings:
        return {}
    month, could_not = material.assessment.month.in_words, could_not_be(findings)
    called = f"{material.paper.called(priority)} ({priority.title})"
    came = (
        f"Thank you for the {month} return for {called}. It came, but it {could_not}."
        if theirs
        else f"A workbook came for {month} that {could_not}, and nothing tells whose it is. It "
        "may be the return for"
        f" {called}, which is missing."
    )
    return {"came": came, "findings": asked_for(findings)}


def _incomplete(material: Material) -> Iterator[tuple[Reader, Draft]]:
    for priority, status in _statuses(material):
        parts = (
            parts_of(material.assessment, priority, material.findings) if status.workbooks else ()
        )
        for part in parts:
            if asked := asked_for(part.findings):
                reader = _reader_of(part, priority, material.assessment.plan)
                said = _completeness(part, is_whole=len(parts) == 1)
                asks = {"completeness": said, "findings": asked}
                name = {"name": part.head.name or COLLEAGUE} if part.head else {}
                about = material.paper.about(priority) | name | asks
                doubt = material.unused.doubt if material.unused.theirs(priority.code) else ""
                draft = material.paper.draft(INCOMPLETE, reader, about)
                yield reader, replace(draft, doubt=doubt)


def _reader_of(part: Part, priority: Priority, plan: Plan) -> Reader:
    """Who fills in a part of a return."""
    if part.head:
        return row_reader(part.head, part.place, priority)
    return head_reader(plan, priority, INCOMPLETE)


def _completeness(part: Part, *, is_whole: bool) -> str:
    """How many of the rows are done, of a whole return or of those that somebody fills in."""
    if part.rows == 1:
        row = "Its only row" if is_whole else "Your row in it"
        return f"{row} is done." if part.done else f"{row} is not done."
    whose = f"its {part.rows:,} rows" if is_whole else f"your {part.rows:,} rows in it"
    return f"So far {none_or(part.done)} of {whose} {are(part.done)} done."


_KINDS: tuple[Callable[[Material], Iterator[tuple[Reader, Draft]]], ...] = (
    _cabinet,
    _leads,
    _missing,
    _incomplete,
)
"""The kinds of email. A new one is a function here, its placeholders in texts.py and its text."""


def _statuses(material: Material) -> Iterator[tuple[Priority, PriorityStatus]]:
    return zip(material.assessment.plan.priorities, status_of(material.assessment), strict=True)


def _consequences(assessment: Assessment, code: str, until: str) -> str:
    """What the report says of a priority until its return is there."""
    late = sum(result.state.is_missed for result in assessment.deadlines_of(code))
    said = (
        f"Until {until}, the report says “{word_of(MeasureState.NO_RETURN)}” wherever this "
        "return would be used"
    )
    verb = are(late)
    return (
        f"{said}, and {counted(late, 'deadline')} that {verb} past due {verb} shown as late."
        if late
        else f"{said}."
    )
