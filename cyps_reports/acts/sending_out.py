"""Writes the emails of a month's beginning: the blank returns, and reminders of what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cyps_reports import locations
from cyps_reports.acts.blank_returns import LyingReturn, lying_returns, plan_and_month
from cyps_reports.acts.drafts import TextsUsed, contents_of, texts_used
from cyps_reports.acts.ended import Ended, Progress, Watch, ended_with, unwatched
from cyps_reports.acts.keeping import Written, write_keeping
from cyps_reports.acts.month import read_month
from cyps_reports.acts.month_folder import MonthRequest
from cyps_reports.acts.plan import PlanUsed
from cyps_reports.findings import Finding
from cyps_reports.letters.calendar import events_of
from cyps_reports.letters.letter import Attachment, Draft, Paper
from cyps_reports.letters.sending_out import (
    Blank,
    Drafts,
    open_rows_of,
    reminder_drafts,
    return_drafts,
)
from cyps_reports.letters.texts import OF_REMINDERS, OF_RETURNS
from cyps_reports.letters.unused_workbooks import Unused, unused_of
from cyps_reports.mailing import (
    DRAFTS,
    Mailing,
    TextsRead,
    left_out_of,
    outdated_drafts,
    texts_read,
    written,
)
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.rows.addresses import MALFORMED, address_in


@dataclass(frozen=True, slots=True, kw_only=True)
class SendOutRequest:
    """The month whose returns are sent out or reminded of, in the officer's folder `root`.

    `month` is that of the blank returns that lie in `templates` where it is None. `plan` is the
    plan workbook; looked for where it may lie for None. `output` is the folder of all months'
    results. Paths are relative to `root`.
    """

    root: Path
    month: Month | None = None
    plan: Path | None = None
    templates: Path = Path(locations.TEMPLATES_NAME)
    output: Path = Path(locations.OUTPUT_NAME)


@dataclass(frozen=True, slots=True)
class OutDraftsMade(Progress):
    """The emails as they are about to be written: the month, the plan, what is odd, their texts."""

    month: Month
    used: PlanUsed
    findings: tuple[Finding, ...]
    texts: TextsUsed


@dataclass(frozen=True, slots=True)
class DraftedOut:
    """Email drafts of a month's beginning, and the folder and files they were written to."""

    month: Month
    used: PlanUsed
    mailing: Mailing
    findings: tuple[Finding, ...]
    texts: TextsUsed
    folder: Path
    written: Written

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The emails as they can be sent."""
        return self.mailing.drafts

    @property
    def plan(self) -> Plan:
        """The plan they are about."""
        return self.used.plan

    @property
    def ended(self) -> Ended:
        """Done; with errors where a return could not be attached."""
        return ended_with(self.findings)


def draft_returns(request: SendOutRequest, watch: Watch = unwatched) -> DraftedOut:
    """Writes an email to each head of service, with the blank return that lies there attached.

    A calendar file with the closing day and the days of the open deadlines goes with it. Tells
    OutDraftsMade.

    Raises:
        CannotRun: no blank returns of the month lie there; there is no plan to be used; the folder
            cannot be written. OSError, MemoryError, ImportError: the machine cannot go on.

    """
    office = _office(request, OF_RETURNS)
    lying = lying_returns(request.root / request.templates, office.used, office.month)
    blanks = [_blank(office, each) for each in lying.returns]
    return office.drafted(return_drafts(office.paper, blanks), lying.findings, watch)


def _blank(office: _Office, lying: LyingReturn) -> Blank:
    # Only here is the library of calendar files needed.
    from cyps_reports.writers.calendar import calendar_file

    plan, month, priority = office.used.plan, office.month, lying.priority
    rows = tuple(open_rows_of(plan, priority, lying.completed))
    events = events_of(plan, month, priority, rows)
    content = calendar_file(events, month, address_in(plan.email_sender))
    calendar = Attachment(f"{Path(lying.name).stem}.ics", content)
    return Blank(priority, (Attachment(lying.name, lying.content), calendar), rows)


def draft_reminders(request: SendOutRequest, today: date, watch: Watch = unwatched) -> DraftedOut:
    """Writes a reminder of each return that has not come; after the closing day the second one.

    Tells OutDraftsMade.

    Raises:
        CannotRun: as of `draft_returns` and `read_month`, but that no blank returns need lie there
            where the month is given.
        OSError, MemoryError, ImportError: the machine cannot go on.

    """
    office = _office(request, OF_REMINDERS)
    unused = _what_came(office)
    drafts, lacking = reminder_drafts(office.paper, unused, today)
    doubtful = tuple(each for each in drafts if each.doubt)
    odd = tuple(left_out_of(unused, doubtful)) if doubtful else ()
    return office.drafted((drafts, lacking), odd, watch)


def _what_came(office: _Office) -> Unused:
    """The priorities whose return has not come, and workbooks that came and may hold it."""
    request, plan = office.request, office.used.plan
    returns = locations.returned_in(office.month, request.root, may_be_example=False)
    if not returns.is_dir():
        return Unused(missing=tuple(each.code for each in plan.priorities))
    asked = MonthRequest(
        root=request.root,
        returns=returns.relative_to(request.root),
        plan=request.plan,
        output=request.output,
    )
    checked = read_month(asked).checked
    return unused_of(checked.assessment, checked.left_out)


@dataclass(frozen=True, slots=True)
class _Office:
    """Whose emails of which kinds are written, and the texts they have."""

    request: SendOutRequest
    used: PlanUsed
    month: Month
    kinds: tuple[str, ...]
    texts: TextsUsed
    read: TextsRead

    @property
    def paper(self) -> Paper:
        """What the emails are written on."""
        return Paper(self.used.plan, self.month, self.month.last, self.read.by_kind)

    def drafted(self, drafts: Drafts, odd: tuple[Finding, ...], watch: Watch) -> DraftedOut:
        """Writes the drafts, and takes away those of an earlier run that no longer apply."""
        made, lacking = drafts
        plan = self.used.plan
        about_addresses = (each for each in faults(plan) if each.code == MALFORMED)
        findings = (*odd, *self.read.findings, *about_addresses, *lacking)
        mailing = written(plan, self.kinds, made, findings)
        watch(OutDraftsMade(self.month, self.used, findings, self.texts))
        folder = self.request.root / self.request.output / str(self.month) / DRAFTS
        files = write_keeping(
            folder, mailing.files, lambda: [each.name for each in outdated_drafts(folder, mailing)]
        )
        return DraftedOut(self.month, self.used, mailing, findings, self.texts, folder, files)


def _office(request: SendOutRequest, kinds: tuple[str, ...]) -> _Office:
    root, folder = request.root, request.root / request.templates
    used, month = plan_and_month(root, folder, request.plan, request.month)
    texts = texts_used(root, root / locations.RETURNS_NAME / str(month), kinds)
    return _Office(request, used, month, kinds, texts, texts_read(kinds, *contents_of(texts.paths)))
