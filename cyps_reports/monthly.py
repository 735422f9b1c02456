"""The month on one page.

From a folder of returns to an assessment, its findings and what has changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.changes import Change, changes_of
from cyps_reports.assessment.going_on import going_on
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.named import named
from cyps_reports.assessment.restated import restated_of
from cyps_reports.files.names import report_file
from cyps_reports.findings import CellRef, Finding, Severity, error, warning, worst_first
from cyps_reports.history.earlier_months import EarlierMonths, find_earlier, records_in
from cyps_reports.history.joined_months import History, history_of
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.dates.months import Month, long, month_of, month_of_folder
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.small_numbers import Edition
from cyps_reports.plan.rows.asked import overdue_questions
from cyps_reports.record.file_names import RECORD
from cyps_reports.record.reader import Reported, read_record
from cyps_reports.returns.checks import entry_findings
from cyps_reports.returns.folder import (
    EMPTY_FOLDER,
    Read,
    ReadFiles,
    month_said_by,
    read_files,
    read_folders,
    returns_for,
)
from cyps_reports.returns.model import Input, Returns
from cyps_reports.returns.return_workbook import ReturnBook
from cyps_reports.returns.signing import as_signed, sign_off_findings
from cyps_reports.words.checks import words_findings
from cyps_reports.words.folder import MonthWords, Results, month_words
from cyps_reports.words.model import ReportWords, Words

if TYPE_CHECKING:
    from cyps_reports.disclosure.published import Published
    from cyps_reports.disclosure.shown import Disclosure


@dataclass(frozen=True, slots=True)
class CheckedMonth:
    """A month read and assessed.

    `findings` are by workbook, the worst first, those of the plan at the end.

    `left_out` are those among them that say why a file that came for the month was not used.
    `words` are the officer's, with what is to be said of the files they were read from.
    `disclosure` is what a public edition shows, whose month it then is.
    """

    assessment: Assessment
    findings: tuple[Finding, ...]
    history: History = field(default_factory=History)
    changes: tuple[Change, ...] = ()
    left_out: tuple[Finding, ...] = ()
    words: MonthWords | None = None
    disclosure: Disclosure | None = None

    @property
    def edition(self) -> Edition:
        """Who may read what is made of it."""
        return Edition.PUBLIC if self.disclosure else Edition.INTERNAL

    @property
    def about_words(self) -> tuple[Finding, ...]:
        """What is to be said of the files that the words were read from; it is in no record."""
        return self.words.findings if self.words else ()

    @property
    def words_told(self) -> ReportWords:
        """The words that the report has, and those of the report before it."""
        return self.words.told if self.words else ReportWords(Words(self.assessment.month))

    def going_on(self) -> CheckedMonth:
        """The same, with the finding that it is reported without what could not be used."""
        return replace(self, findings=going_on(self.findings))


@dataclass(frozen=True, slots=True)
class OpenedMonth:
    """A month whose workbooks are read and not yet judged on a day.

    So are those of the months before it.

    `plan_findings` are what was found in the plan workbook; `read` is by folder what its workbooks
    say; `told_before` are the workbooks of an earlier run of the month, where it is known.
    `records` is the folder of results that the earlier months' records lie in, None for none.
    """

    month: Month
    folder: Path
    plan: Plan
    plan_findings: tuple[Finding, ...]
    earlier: EarlierMonths
    read: Mapping[Path, Read]
    words: MonthWords
    told_before: tuple[Input, ...] = ()
    records: Path | None = None


def check_month(
    folder: Path,
    plan: Plan,
    as_at: date | None,
    plan_findings: tuple[Finding, ...] = (),
    reported: Path | None = None,
    *,
    usual: Path | None = None,
    from_workbooks: bool = False,
    as_kept: bool = False,
) -> CheckedMonth | None:
    """Reads a month's folder against the plan and judges it on a day.

    `opened_month`, then `judged`.
    """
    opened = opened_month(
        folder,
        plan,
        as_at,
        plan_findings,
        reported,
        usual=usual,
        from_workbooks=from_workbooks,
        as_kept=as_kept,
    )
    return judged(opened, as_at) if opened else None


def opened_month(
    folder: Path,
    plan: Plan,
    as_at: date | None,
    plan_findings: tuple[Finding, ...] = (),
    reported: Path | None = None,
    *,
    usual: Path | None = None,
    from_workbooks: bool = False,
    as_kept: bool = False,
    read_all: ReadFiles = read_files,
) -> OpenedMonth | None:
    """Reads a month's folder against the plan; None where nothing tells which month it is.

    The month is the folder's name, else what its workbooks say, else that of `as_at`. `reported` is
    the folder that holds the results of all months, and `usual` the one whose earlier months count
    where that has none; with `from_workbooks` their workbooks are
    read even where the records stand for them, with `as_kept` the month's words are those kept
    beside the results, whatever was written in the report since; `read_all` is how workbooks are
    read.
    """
    named = month_of_folder(folder.resolve().name, plan.months)
    read = {} if named else read_folders((folder,), plan, read_all)
    month = named or month_said_by(read[folder]) or (month_of(as_at) if as_at else None)
    if month is None:
        return None

    # What is there of earlier months, then the workbooks that have to be read.
    records = records_in(reported, usual, month) if reported else None
    earlier = find_earlier(
        folder.resolve().parent, records, month, plan, from_workbooks=from_workbooks
    )
    to_read = [each for each in (folder, *earlier.to_read) if each not in read]
    read |= read_folders(to_read, plan, read_all)
    words = words_for(month, plan, reported, records, as_kept=as_kept)
    before = _told_before(month, plan, reported, read[folder])
    return OpenedMonth(month, folder, plan, plan_findings, earlier, read, words, before, records)


def _told_before(month: Month, plan: Plan, reported: Path | None, read: Read) -> tuple[Input, ...]:
    """The workbooks that the month's own record tells of, where any is signed off."""
    inputs = (each for book in read if isinstance(book, ReturnBook) for each in book.inputs)
    if reported is None or not any(each.sign_off.is_given for each in inputs):
        return ()
    record = read_record(reported / str(month) / RECORD, month, plan)
    if not isinstance(record, Reported) or record.is_edited:
        return ()
    return record.returns.inputs


def words_for(
    month: Month,
    plan: Plan,
    reported: Path | None,
    records: Path | None,
    *,
    as_kept: bool = False,
) -> MonthWords:
    """The officer's words of a month, and of the report before it, out of the folders of results.

    `records` is that of earlier months.

    Raises:
        OSError: a file is there and cannot be opened.

    """
    if reported is None or records is None:
        return MonthWords(ReportWords(Words(month)))
    before = plan.report_month_before(month)
    last = _results_of(before, plan, records) if before else None
    return month_words(_results_of(month, plan, reported), last, as_kept=as_kept)


def _results_of(month: Month, plan: Plan, reported: Path) -> Results:
    return Results(reported / str(month), report_file(plan, month), month, plan)


def judged(opened: OpenedMonth, as_at: date | None) -> CheckedMonth:
    """What a month comes to on a day, its last one for None.

    The earlier months in their order, then this one.
    """
    month, plan, day = opened.month, opened.plan, as_at or opened.month.last
    history = history_of(opened.earlier, opened.read, month, plan)
    came, reading = returns_for(month, opened.read[opened.folder], history.former_cells)
    returns = as_signed(came, opened.told_before)
    if not plan.is_report_month(month):
        reading = tuple(each for each in reading if each.code != EMPTY_FOLDER)
    assessment = assess(plan.as_it_stood(day), returns, history.earlier, day)
    restated = restated_of(history.tellings, (*history.returned, returns))
    changes = changes_of(assessment, history.compared_with, restated)

    asked = overdue_questions(plan, day)
    about_month = (*_odd_month(month, plan), *_odd_day(day, month), *history.findings, *asked)
    entered = (*entry_findings(plan, returns), *sign_off_findings(plan, returns))
    about_returns = (*reading, *entered, *assessment.findings)
    about_words = words_findings(opened.words.told, assessment)
    about_all = worst_first((*about_month, *about_returns, *about_words))
    findings = (*named(about_all, assessment), *opened.plan_findings, *faults(plan))
    left_out = _left_out(returns, reading)
    return CheckedMonth(assessment, findings, history, changes, left_out, opened.words)


def public_edition(whole: CheckedMonth, published: Sequence[Published] = ()) -> CheckedMonth:
    """The month as its public edition tells it; `published` are the earlier public editions.

    What is found in workbooks is for those who work with them.
    """
    # Half of what hides figures; few months have such an edition.
    from cyps_reports.disclosure.month import public_month

    public = public_month(whole.assessment, whole.history, published)
    return CheckedMonth(
        public.assessment,
        (),
        public.history,
        public.changes,
        words=whole.words,
        disclosure=public.disclosure,
    )


def _left_out(returns: Returns, reading: tuple[Finding, ...]) -> tuple[Finding, ...]:
    used = {"", *(each.workbook for each in returns.inputs)}
    about_others = (each for each in reading if each.place.workbook not in used)
    return worst_first(finding for finding in about_others if finding.severity is not Severity.NOTE)


def _odd_month(month: Month, plan: Plan) -> tuple[Finding, ...]:
    if month in plan.months:
        return ()
    problem = f"{month.in_words} is not in the year of the plan, {plan.year}."
    return (
        error(
            "month-outside-plan",
            CellRef(),
            problem,
            "Give the plan workbook of that year with --plan.",
        ),
    )


def _odd_day(as_at: date, month: Month) -> tuple[Finding, ...]:
    if month_of(as_at) == month:
        return ()
    problem = (
        f"The report is as at {long(as_at)}, which is not in the return month {month.in_words}."
    )
    return (
        warning(
            "as-at-outside-month",
            CellRef(),
            problem,
            "Give a day of the month with --as-at, or leave it out.",
        ),
    )
