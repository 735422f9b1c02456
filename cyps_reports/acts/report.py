"""Makes the month's report: all its results stand in their places, or none.

They are the Word report, the Excel summary and the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cyps_reports.acts.ended import CannotRun, Ended, Progress, Reason, Watch, unwatched
from cyps_reports.acts.inputs import InputFiles, Inputs, input_files
from cyps_reports.acts.keeping import Written, write_once_made
from cyps_reports.acts.month import ReadMonth, judge_month, open_month
from cyps_reports.acts.month_folder import MonthRequest
from cyps_reports.acts.summary_writer import summary_writer
from cyps_reports.acts.words import words_taken_in
from cyps_reports.assessment.going_on import errors_in
from cyps_reports.files.kept_aside import Kept, kept_aside
from cyps_reports.machine import content_of
from cyps_reports.meanwhile.work import Meanwhile
from cyps_reports.outputs import Outputs, month_outputs, sealed
from cyps_reports.phrases import are, counted, lower
from cyps_reports.plan.dates.months import month_of
from cyps_reports.plan.model.small_numbers import Edition
from cyps_reports.plan.rows.cell_values import leads_in, names_of
from cyps_reports.record.file import RecordFile, record_sums_in, sums_in
from cyps_reports.record.file_names import RECORD, WORDS
from cyps_reports.report.blocks import Summary
from cyps_reports.report.readers import Audience, Readers
from cyps_reports.writers.pdf.report import this_computers
from cyps_reports.writers.report_files import Formats


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequest(MonthRequest):
    """The month's report, for whom it is, and what it is wanted as beside Word and Excel.

    `html` is one page that needs nothing beside it; `html_fragment` the same for a page of the
    council's own; `pdf` is made by LibreOffice where it is found; `csv` are the tables.

    `lead` are the initials, the name or the post of one lead whose items alone are wanted; "" for
    all. The public edition lies in a folder of its own within the month's results. `goes_on` is how
    many errors somebody has seen who wants the report without them: it is recorded, and the report
    says so. 0 says nothing.
    """

    audience: Audience = Audience.CABINET
    lead: str = ""
    csv: bool = False
    html: bool = False
    html_fragment: bool = False
    pdf: bool = False
    edition: Edition = Edition.INTERNAL
    goes_on: int = 0

    @property
    def formats(self) -> Formats:
        """The same as it is made."""
        maker = this_computers() if self.pdf else None
        return Formats(self.csv, self.html, self.html_fragment, maker)


@dataclass(frozen=True, slots=True)
class ReportBegun(Progress):
    """The month was read, and nothing speaks against reporting it into its folder of results."""

    month: ReadMonth


@dataclass(frozen=True, slots=True)
class Replaced:
    """What of an earlier report is replaced, which may have gone out already.

    `changed_records` are the months, as `2012-08`, whose records are not those that the report
    there was made from. `is_another_report` where it tells something else than the new one;
    `not_made_again` are files of its own.
    """

    changed_records: tuple[str, ...] = ()
    is_another_report: bool = False
    not_made_again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportMade(Progress):
    """The report as it is about to be written, and what it replaces."""

    month: ReadMonth
    outputs: Outputs
    replaced: Replaced


@dataclass(frozen=True, slots=True)
class Reported:
    """A month's report: the month, what was made of it, what that replaced, and the files."""

    month: ReadMonth
    outputs: Outputs
    replaced: Replaced
    written: Written

    @property
    def ended(self) -> Ended:
        """Done; with errors where any was found in the returns or the plan."""
        return self.month.ended


def report(request: ReportRequest, watch: Watch = unwatched) -> Reported:
    """Reads the month, makes its report and writes it.

    Tells FoundMonth, ReadMonth, ReportBegun and ReportMade.

    What somebody changed of an earlier report is kept beside the new one. The same inputs give the
    same bytes.

    Raises:
        CannotRun: as of `read_month`; there is no such lead; the results would lie among the
            returns, or a report with a marking would replace one without; the folder cannot be
            written; a public edition cannot be made yet, or not for the leadership.
        OSError, MemoryError, ImportError: the machine cannot go on.

    """
    opened = open_month(request, watch)
    # All workbooks are read, so a processor is free for it.
    with summary_writer(opened.used.plan, is_wanted=not request.lead) as excel:
        month = _gone_on_with(judge_month(opened, request.as_at, watch), request.goes_on)
        is_public = request.edition is Edition.PUBLIC
        return _made(request, month, _public(request, month) if is_public else month, watch, excel)


def public_report(request: ReportRequest, month: ReadMonth, watch: Watch = unwatched) -> Reported:
    """Makes the public edition of a month that was read, and writes it; tells the same.

    Raises:
        CannotRun: as of `report`.
        OSError, MemoryError, ImportError: the machine cannot go on.

    """
    with summary_writer(month.used.plan, is_wanted=not request.lead) as excel:
        return _made(request, month, _public(request, month), watch, excel)


def _made(
    request: ReportRequest,
    month: ReadMonth,
    told: ReadMonth,
    watch: Watch,
    excel: Meanwhile[Summary, bytes],
) -> Reported:
    """What is made of a month and written, as `told` tells it in its folder of results."""
    readers = Readers(request.audience, _lead(month, request.lead) if request.lead else "")
    there = record_file(told.results)
    _refuse_to_replace(told, there)
    watch(ReportBegun(month))
    files = inputs_of(request, month)
    outputs = month_outputs(
        told.checked, readers, files.style, files.sources, request.formats, excel
    )
    replaced = _replaced(told.results, there, outputs)
    watch(ReportMade(month, outputs, replaced))
    return Reported(month, outputs, replaced, _written(told, there, outputs))


def _public(request: ReportRequest, whole: ReadMonth) -> ReadMonth:
    """The month as its public edition tells it."""
    if request.audience is Audience.LEADERSHIP:
        problem = "what is written for the leadership team has no public edition."
        raise CannotRun(Reason.INTERNAL_ONLY, problem, "Leave out --audience or --edition.")
    # What hides figures, and what is emailed, is loaded where it is wanted.
    from cyps_reports.acts.public import public_of

    return public_of(whole)


def _gone_on_with(month: ReadMonth, seen: int) -> ReadMonth:
    """The month, with what is said of going on where somebody has seen so many errors."""
    there = errors_in(month.checked.findings)
    if seen and seen != there:
        things = f"{are(there)} {counted(there, 'thing')}" if there else "is nothing"
        problem = f"there {things} that cannot be read or used, not {seen:,}."
        raise CannotRun(Reason.CHANGED_SINCE, problem, "Look through them, and say it again.")
    return gone_on(month) if seen else month


def gone_on(month: ReadMonth) -> ReadMonth:
    """The month as it is reported without what cannot be read or used."""
    return replace(month, checked=month.checked.going_on())


def inputs_of(request: MonthRequest, month: ReadMonth) -> InputFiles:
    """The files that the results of a month are made from."""
    first = month_of(month.checked.assessment.plan.starts)
    history = month.checked.history
    inputs = Inputs(
        month.returns,
        month.records,
        month.used.book.path,
        month.month,
        first,
        history.followed.months,
    )
    words = month.checked.words.sources if month.checked.words else ()
    return input_files(request.root, inputs, history.known_sums, words)


def _lead(month: ReadMonth, typed: str) -> str:
    """The key of the lead whom the initials, name or post typed are of."""
    plan = month.checked.assessment.plan
    found = leads_in(typed, names_of(plan.leads))
    known = [lead.key for lead in plan.leads]
    if len(found) != 1 or found[0] not in known:
        choices = f"Give one of: {', '.join(known)}." if known else "The plan has no leads."
        raise CannotRun(
            Reason.NO_LEAD, f"there is no {lower(plan.lead_word)} “{typed}” in the plan.", choices
        )
    return found[0]


def _refuse_to_replace(month: ReadMonth, there: RecordFile) -> None:
    """A report with a marking must not replace one that has none.

    It may be marked as an example, or as a draft of another plan.

    Nor may results lie among the returns, where the next run would take them for some.
    """
    folder, marking, elsewhere = (
        month.results,
        month.used.plan.marking,
        "Choose another folder with --output.",
    )
    if folder.resolve() == month.returns.resolve():
        problem = f"the results would lie among the returns in {folder}."
        raise CannotRun(Reason.AMONG_RETURNS, problem, elsewhere)
    if marking and _is_unmarked(there):
        problem = f"{folder} holds a report that is not marked “{marking}”, and this one is."
        raise CannotRun(Reason.WOULD_REPLACE_UNMARKED, problem, elsewhere)


def record_file(folder: Path) -> RecordFile:
    """The record in a folder of results; empty where there is none."""
    return RecordFile(content_of(folder / RECORD) or b"")


def _is_unmarked(there: RecordFile) -> bool:
    """Whether a report lies there that has no marking."""
    plan = there.told.get("plan")
    return isinstance(plan, dict) and "marking" in plan and not plan["marking"]


def _replaced(folder: Path, there: RecordFile, outputs: Outputs) -> Replaced:
    changed = tuple(_made_from_others(there, outputs))
    if not (there.told and outputs.is_whole) or there.tells_the_same(outputs.record):
        return Replaced(changed)
    old = tuple(
        name
        for name in sums_in(there.told)
        if name not in (*outputs.files, WORDS) and (folder / name).is_file()
    )
    return Replaced(changed, is_another_report=True, not_made_again=old)


def _made_from_others(there: RecordFile, outputs: Outputs) -> Iterator[str]:
    """The earlier months whose record is another one than the report was made from."""
    before, after = record_sums_in(there.told), record_sums_in(outputs.record)
    return (month for month, each in before.items() if after.get(month, each) != each)


def _written(month: ReadMonth, before: RecordFile, outputs: Outputs) -> Written:
    """Writes what was made, with the record of it; what somebody changed since is kept beside it.

    What is kept is found out while no other run writes to the folder: another may have written
    since `before`.
    """
    folder = month.results
    kept: list[Kept] = []

    def files() -> dict[str, bytes | None]:
        there = record_file(folder)
        contents = sealed(outputs, there)
        # Where every place was emptied, no file of words is left.
        is_emptied = outputs.is_whole and WORDS not in contents and (folder / WORDS).exists()
        going = {WORDS: b""} if is_emptied else {}
        known = there.ever_written | words_taken_in(month)
        kept[:] = kept_aside(folder, {**going, **contents}, known)
        copies = {each.aside: each.content for each in kept}
        # What tells of the report is in its place before the report is: a run that is killed in
        # between leaves no report whose words seem new.
        first = {name: contents[name] for name in (WORDS, RECORD) if name in contents}
        return {**dict.fromkeys(going), **first, **contents, **copies}

    paths = sorted(write_once_made(folder, files), key=lambda path: path.name in (WORDS, RECORD))
    return Written(tuple(paths), tuple(kept), is_known=bool(before.told))
