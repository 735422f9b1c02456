"""Writes the month's email drafts into its output, from the report that lies there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from cyps_reports import locations
from cyps_reports.acts.ended import Ended, NotReported, Progress, Watch, unwatched
from cyps_reports.acts.keeping import Written, read_as_written, write_keeping
from cyps_reports.acts.month import ReadMonth, judge_month, open_month
from cyps_reports.acts.month_folder import MonthRequest
from cyps_reports.acts.public import GoesOut, public_report_of
from cyps_reports.acts.report import Reported, gone_on, inputs_of
from cyps_reports.assessment.going_on import GOES_ON
from cyps_reports.assessment.model import Assessment
from cyps_reports.files.kept_aside import kept_of
from cyps_reports.files.names import report_file
from cyps_reports.findings import Finding
from cyps_reports.letters.letter import Attachment, Draft
from cyps_reports.letters.texts import OF_MONTH_END, file_name
from cyps_reports.machine import content_of
from cyps_reports.mailing import (
    DRAFTS,
    Mailing,
    as_at_of,
    changed_report,
    mailing_of,
    outdated_drafts,
)
from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import made_again, month_record
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.small_numbers import Edition
from cyps_reports.record.file import RecordFile, has_finding
from cyps_reports.record.file_names import RECORD
from cyps_reports.words.copies import copies_not_attached
from cyps_reports.words.folder import Results
from cyps_reports.words.harvest import Harvest
from cyps_reports.writers.word.as_sent import as_sent


@dataclass(frozen=True, slots=True)
class TextsUsed:
    """Which texts of the emails were used, by file name.

    `own` is where the officer's own are looked for. `passed_over` are files there that no email is
    called by; `names` are what they may be called. `not_used` is a folder with texts beside the
    returns, which is not that of the officer's folder; None where there is none.
    """

    paths: Mapping[str, Path]
    own: Path
    passed_over: tuple[str, ...] = ()
    not_used: Path | None = None
    names: tuple[str, ...] = ()

    @property
    def built_in(self) -> tuple[str, ...]:
        """The names of those that are built in."""
        return tuple(name for name, path in self.paths.items() if path.parent != self.own)


@dataclass(frozen=True, slots=True)
class DraftsMade(Progress):
    """The emails as they are about to be written.

    Beside them what is odd about them or the report, and their texts.
    """

    mailing: Mailing
    findings: tuple[Finding, ...]
    texts: TextsUsed


@dataclass(frozen=True, slots=True)
class Drafted:
    """A month's email drafts and the files they were written to.

    With the month, what is odd about the emails, and the folder they lie in.
    """

    month: ReadMonth
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
        """The plan they are about, as it stood on the day."""
        return self.month.checked.assessment.plan

    @property
    def ended(self) -> Ended:
        """Done; with errors where any was found in the returns or the plan."""
        return self.month.ended


def draft(request: MonthRequest, watch: Watch = unwatched) -> Drafted:
    """Writes the drafts to go with the report that lies in the month's results.

    The month is judged on the day it was reported on where the request gives none. What somebody
    changed of drafts of before is kept beside the new ones. Tells FoundMonth, ReadMonth and
    DraftsMade.

    Raises:
        NotReported: nothing was reported yet, or not this: returns, plan or date have changed
            since. CannotRun: as of `read_month`; the folder cannot be written. OSError,
            MemoryError, ImportError: the machine cannot go on.

    """
    month, there = _as_reported(request, watch)
    report, odd = _reported_now(request, month, there)
    goes = GoesOut(report)
    if month.used.plan.emailed is Edition.PUBLIC:
        goes, odd = public_report_of(request.root, month), ()
    return _drafted(request.root, month, goes, odd, watch)


def draft_of(root: Path, reported: Reported, watch: Watch = unwatched) -> Drafted:
    """Writes the drafts to go with the report that was just made; tells DraftsMade.

    Raises:
        CannotRun: the folder cannot be written.
        OSError, MemoryError, ImportError: the machine cannot go on.

    """
    month = reported.month
    name = _report_of(month)
    if month.used.plan.emailed is Edition.PUBLIC:
        return _drafted(root, month, public_report_of(root, month), (), watch)
    internal = Attachment(name, reported.outputs.files[name])
    return _drafted(root, month, GoesOut(internal), (), watch)


@dataclass(frozen=True, slots=True)
class _There:
    """What lies in the month's results.

    Its record, and Cabinet's report, None where that is not there.
    """

    record: RecordFile | None
    report: bytes | None = field(repr=False)


def _as_reported(request: MonthRequest, watch: Watch) -> tuple[ReadMonth, _There]:
    """The month on the day it was reported on, and what was reported."""
    opened = open_month(request, watch, as_kept=True)
    name = report_file(opened.used.plan, opened.opened.month)
    there = read_as_written(opened.results, (RECORD, name))
    content = there.get(RECORD)
    record = None if content is None else RecordFile(content)
    as_at = request.as_at or (as_at_of(record.told) if record else None)
    month = judge_month(opened, as_at, watch)
    is_gone_on = record is not None and has_finding(record.told, GOES_ON)
    return gone_on(month) if is_gone_on else month, _There(record, there.get(name))


def _reported_now(
    request: MonthRequest, month: ReadMonth, there: _There
) -> tuple[Attachment, tuple[Finding, ...]]:
    """Cabinet's report as it lies there, and what is odd about it.

    Raises:
        NotReported: it does not lie there, or returns, plan or date have changed since it was made.

    """
    folder, record, name = month.results, there.record, _report_of(month)
    if record is None:
        raise NotReported(f"there is no report in {folder} yet", request.as_at)
    as_at = request.as_at or as_at_of(record.told)
    if record.is_edited:
        raise NotReported(f"the record in {folder} was changed since it was written", as_at)
    files = inputs_of(request, month)
    made_now = month_record(month.checked, files.style, files.sources)
    if not record.tells_the_same(made_now):
        changed = (
            f"the returns, the plan or the date have changed since the report in {folder} was made"
        )
        raise NotReported(changed, as_at)
    if there.report is None:
        raise NotReported(f"the Word report {name} is not in {folder}", as_at)
    report = Attachment(name, there.report)
    made = made_again((name,), month.checked, files.style, made_now)[name]
    found = _results_of(month).harvest_of(there.report) if there.report != made else None
    typed = (*_new_words(month, found), *found.elsewhere) if found else ()
    return report, changed_report(report, made, typed)


def _new_words(month: ReadMonth, found: Harvest) -> Iterator[str]:
    """What was written in the report's places since it was made."""
    now = month.checked.words_told.now
    for tag, paragraphs in found.words.items():
        yield from (text for text in paragraphs if text not in now.paragraphs(tag))


def _results_of(month: ReadMonth) -> Results:
    """The month's folder of results, as the officer's words are read from it."""
    return Results(month.results, _report_of(month), month.month, month.used.plan)


def _edited_copies(month: ReadMonth, report: Attachment) -> tuple[Finding, ...]:
    """What is said of edited copies of the report that are not attached."""
    folder = month.results
    names = sorted(path.name for path in folder.iterdir() if kept_of(path.name) == report.name)
    contents = ((name, content_of(folder / name)) for name in names)
    copies = {name: content for name, content in contents if content is not None}
    return tuple(copies_not_attached(_results_of(month), report.content, copies))


def _report_of(month: ReadMonth) -> str:
    return report_file(month.used.plan, month.month)


def _drafted(
    root: Path, month: ReadMonth, goes: GoesOut, odd: tuple[Finding, ...], watch: Watch
) -> Drafted:
    """Writes the drafts, and takes away those of an earlier run that no longer apply."""
    texts = texts_used(root, month.returns, OF_MONTH_END)
    mailing = mailing_now(month.checked, goes.report, texts.paths, goes.told)
    findings = (*odd, *_edited_copies(month, goes.report), *mailing.findings)
    watch(DraftsMade(mailing, findings, texts))
    folder = month.results / DRAFTS
    written = write_keeping(
        folder, mailing.files, lambda: [path.name for path in outdated_drafts(folder, mailing)]
    )
    return Drafted(month, mailing, findings, texts, folder, written)


def mailing_now(
    checked: CheckedMonth,
    report: Attachment,
    texts: Mapping[str, Path],
    told: Assessment | None = None,
) -> Mailing:
    """The month's emails with the texts in these files; the report goes without empty places.

    `told` is the month as the report tells it, where that is a public edition.
    """
    sent = replace(report, content=as_sent(report.content))
    return mailing_of(checked, sent, *contents_of(texts), told)


def contents_of(texts: Mapping[str, Path]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What stands in these files, and in those built in, by name."""
    built_in = {path.name: path.read_bytes() for path in locations.built_in_email_texts()}
    return {name: content_of(path) or b"" for name, path in texts.items()}, built_in


def texts_used(root: Path, returns: Path, kinds: tuple[str, ...]) -> TextsUsed:
    """Which texts emails of these kinds have in an officer's folder."""
    own, paths = locations.own_email_texts(root), locations.email_texts(root)
    known = set(paths.values())
    passed_over = tuple(
        sorted(path.name for path in own.glob("*") if path.is_file() and path not in known)
    )
    wanted = {name: path for name, path in paths.items() if name in map(file_name, kinds)}
    return TextsUsed(wanted, own, passed_over, _texts_elsewhere(own, returns), tuple(paths))


def _texts_elsewhere(own: Path, returns: Path) -> Path | None:
    """The folder of texts beside the returns, where that is another one than the officer's."""
    months = returns.resolve().parent
    elsewhere = locations.own_email_texts(months.parent)
    is_another = (
        months.name == locations.RETURNS_NAME and elsewhere.is_dir() and elsewhere != own.resolve()
    )
    return elsewhere if is_another else None
