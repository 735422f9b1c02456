"""Whether a month's results are still what they were, and are what their inputs give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from cyps_reports import locations
from cyps_reports.acts.drafts import mailing_now
from cyps_reports.acts.ended import CannotRun, Ended, Progress, Reason, Watch, unwatched
from cyps_reports.acts.inputs import InputFiles, Inputs, input_files
from cyps_reports.acts.plan import PlanBook, book_of_month, read_book
from cyps_reports.acts.public import published_before
from cyps_reports.assessment.going_on import GOES_ON
from cyps_reports.files.names import report_file
from cyps_reports.history.earlier_months import records_in
from cyps_reports.letters.letter import Attachment
from cyps_reports.locations import PUBLIC_NAME
from cyps_reports.machine import content_of
from cyps_reports.mailing import DRAFTS, as_at_of
from cyps_reports.monthly import CheckedMonth, check_month, public_edition, words_for
from cyps_reports.outputs import made_again, month_record, report_name
from cyps_reports.phrases import counted
from cyps_reports.plan.model.small_numbers import Edition
from cyps_reports.plan.reader import read_plan
from cyps_reports.record.file import Json, has_finding, record_bytes, record_in
from cyps_reports.record.file_names import RECORD
from cyps_reports.record.sources import Source
from cyps_reports.verify.documents import document_difference
from cyps_reports.verify.drafts import draft_differences
from cyps_reports.verify.records import record_differences
from cyps_reports.verify.sums import (
    Difference,
    Kind,
    NoRecordError,
    Recorded,
    differences,
    later_reports,
    recorded_in,
)

_MOST_TOLD = 10
"""So many things that a record tells otherwise are told one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyRequest:
    """Which month's folder of results is to be verified.

    Paths are relative to `root`, the officer's folder. `results` is that folder, or its month alone
    (`2012-09`).

    `returns` is the folder of its returns; that of the month under returns for None. `plan` is the
    plan workbook; looked for where it may lie for None.
    """

    root: Path
    results: Path
    returns: Path | None = None
    plan: Path | None = None


@dataclass(frozen=True, slots=True)
class Compared(Progress):
    """The results compared with what their record says.

    Which inputs they were compared with, and what differs.
    """

    returns: Path
    book: PlanBook
    differences: tuple[Difference, ...]

    @property
    def is_input_changed(self) -> bool:
        """Whether an input is not what it was, so that nothing can be made again."""
        return any(difference.kind is Kind.INPUT for difference in self.differences)


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it.

    What differs from the record, and then from what the inputs give, made again.

    `made_by` is the version of the program that made the results, "" where they do not say.
    `results` and `inputs` are how many files the record names.
    """

    compared: Compared
    made_otherwise: tuple[Difference, ...]
    made_by: str
    results: int
    inputs: int

    @property
    def ended(self) -> Ended:
        """Done where all is as it was; else with errors."""
        is_same = not self.compared.differences and not self.made_otherwise
        return Ended.DONE if is_same else Ended.DONE_WITH_ERRORS


def verify(request: VerifyRequest, watch: Watch = unwatched) -> Verified:
    """Compares a month's results with their record, and with what their inputs give, made again.

    Tells Compared.

    Where an input is not what it was, nothing is made again.

    Raises:
        CannotRun: there is no record to go by, or no plan workbook; the returns are of another
            month. OSError, MemoryError, ImportError: the machine cannot go on.

    """
    results = _results(request)
    sources = () if results.is_public else results.files.sources
    told = tuple(differences(results.recorded, results.folder, sources))
    if not results.is_public:
        told = (*told, *later_reports(results.folder, results.recorded))
    compared = Compared(results.inputs.returns, results.book, told)
    watch(compared)
    made_otherwise = () if compared.is_input_changed else tuple(_made_again(results, request.root))
    recorded = results.recorded
    made_by = str(recorded.whole.get("program") or "")
    return Verified(compared, made_otherwise, made_by, len(recorded.outputs), len(recorded.inputs))


@dataclass(frozen=True, slots=True)
class _Results:
    """The results to be verified, the folder of all months' results, and the inputs as they are."""

    folder: Path
    of_all: Path
    recorded: Recorded
    book: PlanBook
    inputs: Inputs
    files: InputFiles

    @property
    def is_public(self) -> bool:
        """Whether they are those of a public edition, whose record names no input."""
        return self.recorded.whole.get("edition") == Edition.PUBLIC


def _folder(request: VerifyRequest) -> Path:
    """The folder that was named, or that of the month under output where that alone was named."""
    named = request.root / request.results
    of_month = request.root / locations.OUTPUT_NAME / request.results
    is_alone = len(request.results.parts) == 1 and not named.exists()
    return of_month if is_alone and of_month.is_dir() else named


def _results(request: VerifyRequest) -> _Results:
    root, folder = request.root, _folder(request)
    try:
        recorded = recorded_in(folder / RECORD)
    except NoRecordError as problem:
        raise CannotRun(Reason.NO_RECORD, problem.problem, problem.fix) from problem
    if request.returns is None:
        returns = locations.returned_in(recorded.month, root, may_be_example=bool(recorded.marking))
    else:
        returns = root / request.returns
    book = book_of_month(root, request.plan, returns, recorded.month)
    # A public edition lies within the month's results.
    is_public = recorded.whole.get("edition") == Edition.PUBLIC
    month_folder = folder.resolve().parent if is_public else folder.resolve()
    records = records_in(month_folder.parent, root / locations.OUTPUT_NAME, recorded.month)
    inputs = Inputs(
        returns,
        records,
        book.path,
        recorded.month,
        recorded.first,
        recorded.before,
    )
    words = _words_sources(inputs, month_folder.parent, book)
    files = input_files(root, inputs, words=words)
    return _Results(folder, month_folder.parent, recorded, book, inputs, files)


def _words_sources(inputs: Inputs, of_all: Path, book: PlanBook) -> tuple[Source, ...]:
    """The officer's words as the report there was made with; they are found by the plan's names."""
    plan, _ = read_plan(book.path)
    if plan is None:
        return ()
    return words_for(inputs.month, plan, of_all, inputs.reported, as_kept=True).sources


def _made_again(results: _Results, root: Path) -> Iterator[Difference]:
    """Each thing that the results tell otherwise than they would, made again from their inputs."""
    checked = _checked(results)
    files = results.files
    record = record_in(record_bytes(month_record(checked, files.style, files.sources)))
    yield from (Difference(Kind.RECORD, told) for told in _of_record(results, record))
    yield from (Difference(Kind.RESULT, told) for told in _of_documents(results, checked, record))
    if not results.is_public:
        yield from (Difference(Kind.DRAFT, told) for told in _of_drafts(results, checked, root))


def _checked(results: _Results) -> CheckedMonth:
    """The month read again from the workbooks, as at the day it was reported on."""
    used = read_book(results.book)
    inputs, as_at = results.inputs, as_at_of(results.recorded.whole)
    checked = check_month(
        inputs.returns,
        used.plan,
        as_at,
        used.findings,
        results.of_all,
        usual=inputs.reported,
        from_workbooks=True,
        as_kept=True,
    )
    if checked is None or checked.assessment.month != results.recorded.month:
        problem = (
            f"the returns in {inputs.returns} are not those of {results.recorded.month.in_words}."
        )
        raise CannotRun(Reason.OTHER_MONTH, problem)
    if not results.is_public:
        return checked.going_on() if has_finding(results.recorded.whole, GOES_ON) else checked
    return _public(checked, results)


def _public(checked: CheckedMonth, results: _Results) -> CheckedMonth:
    return public_edition(
        checked, published_before(results.inputs.reported, checked.assessment.month)
    )


def _of_record(results: _Results, made: Json) -> Iterator[str]:
    different = record_differences(results.recorded.whole, made)
    yield from islice(different, _MOST_TOLD)
    more = sum(1 for _ in different)
    if more:
        yield f"The record tells {counted(more, 'further thing')} otherwise."


def _of_documents(results: _Results, checked: CheckedMonth, record: Json) -> Iterator[str]:
    made = made_again(results.recorded.outputs.keys(), checked, results.files.style, record)
    for name in results.recorded.outputs:
        kept = content_of(results.folder / name)
        if name not in made:
            yield f"Result {name} could not be made again: the program makes no file of this name."
        elif kept is not None and (difference := document_difference(name, kept, made[name])):
            yield f"Result {name} is not what the inputs give: it {difference}."


def _of_drafts(results: _Results, checked: CheckedMonth, root: Path) -> Iterator[str]:
    """Against the Word report as it lies there.

    One that was edited is what the drafts have attached.
    """
    plan, month = checked.assessment.plan, checked.assessment.month
    name, folder, told = report_file(plan, month), results.folder, None
    if plan.emailed is Edition.PUBLIC:
        name, folder = report_name(plan, month, edition=Edition.PUBLIC), folder / PUBLIC_NAME
    content = content_of(folder / name)
    if content is not None:
        report, texts = Attachment(name, content), locations.email_texts(root)
        if plan.emailed is Edition.PUBLIC:
            told = _public(checked, results).assessment
        mailing = mailing_now(checked, report, texts, told)
        yield from draft_differences(results.folder / DRAFTS, mailing)
