"""Makes an officer's folder: the plan workbook to fill in, and what the month needs beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from cyps_reports import locations
from cyps_reports.acts.ended import (
    CannotRun,
    Ended,
    Progress,
    Reason,
    Watch,
    ended_with,
    refuse_wrong_clock,
    unwatched,
)
from cyps_reports.acts.first_facts import StartAnswers, settled_facts
from cyps_reports.acts.keeping import write_once_made
from cyps_reports.acts.open_file import put_open_file
from cyps_reports.findings import Finding, has_errors
from cyps_reports.machine import content_of
from cyps_reports.plan.dates.months import month_of, month_of_folder
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import is_plan_workbook, plan_as_read, read_plan
from cyps_reports.setup.draft import PlanDraft
from cyps_reports.setup.draft_book import draft_book, what_is_left
from cyps_reports.setup.importing import import_plan
from cyps_reports.setup.new_plan import FirstFacts, NewPlan
from cyps_reports.setup.officers_folder import FilesByFolder, example_files, first_files
from cyps_reports.setup.start_here import START_HERE, AboutFolder, start_here
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.opening import open_book


@dataclass(frozen=True, slots=True, kw_only=True)
class StartRequest:
    """Which folder is to be made (`folder`, relative to `root`), and from what.

    `source` is a Word document or a tracker that holds the plan; with `is_example` the folder is
    that of the built-in illustrative example. `facts` are what is known of a new plan. `first` is
    what has to be typed in a new terminal before the program's commands are known there, "" for
    nothing; the page *Start here* says it. `program` is the place of the Python that runs the
    program, for the file to double-click; without it there is none.
    """

    root: Path
    today: date
    folder: Path | None = None
    source: Path | None = None
    is_example: bool = False
    facts: FirstFacts = field(default_factory=FirstFacts)
    first: str = ""
    program: str = ""

    @property
    def place(self) -> Path:
        """The folder itself."""
        return self.root / self.folder if self.folder else self.root


@dataclass(frozen=True, slots=True)
class SourceRead(Progress):
    """What was understood of a document, before anything is asked or written."""

    source: Path
    draft: PlanDraft


@dataclass(frozen=True, slots=True)
class Started:
    """The folder that was made or completed.

    `written` are the files made now, `kept` those that were there and stay. `plan` is the plan
    workbook; `new` is what is known of a new plan, None where there was one. `draft` is what was
    understood of the document, None where none was read; `findings` are what it leaves open, at the
    cells of the plan workbook, the worst first.
    """

    request: StartRequest
    plan: Path
    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    new: NewPlan | None = None
    draft: PlanDraft | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def is_unread(self) -> bool:
        """Whether a document was named of which nothing was taken, as there is a plan already."""
        return self.request.source is not None and self.plan in self.kept

    @property
    def ended(self) -> Ended:
        """Done; with errors where the document was not understood in full, or was not taken."""
        if self.is_unread:
            return Ended.DONE_WITH_ERRORS
        return ended_with(self.findings)


def start(
    request: StartRequest, answers: StartAnswers | None = None, watch: Watch = unwatched
) -> Started:
    """Makes the folder, or what is missing of it; nothing that is there is replaced.

    What must be known of a new plan and stands neither in the request nor in the document is asked
    of `answers`. Tells SourceRead where a document was read. Each of the folders in it is written
    whole or not at all.

    Raises:
        CannotRun: the folder is none, is the program's own, or has another plan than the example's
            in it; the document cannot be read; something is not known; it cannot be written.
        OSError, MemoryError, ImportError: the machine cannot go on.

    """
    refuse_wrong_clock(request.today)
    _refuse_odd_folder(request.place)
    there = locations.plan_of(None, request.place)
    if request.is_example:
        return _example(request, there)
    if there is not None:
        return _completed(request, there)
    source = _source(request)
    if source is not None and (book := _plan_workbook(source)):
        return _taken_over(request, source, book)
    draft = PlanDraft() if source is None else _read(request, source, watch)
    new = settled_facts(request.facts, draft, request.today, answers)
    month = new.next_month(request.today)
    about = AboutFolder(new.council, f"{new.title} {new.year}", month, first=request.first)
    plan = {locations.PLAN_NAME: draft_book(draft, new)}
    made = _written(request, first_files(plan, _beside(request, about)))
    understood = draft if request.source else None
    return replace(made, new=new, draft=understood, findings=what_is_left(draft, new))


def _source(request: StartRequest) -> Path | None:
    """The document that the plan is in; None where none is named.

    Raises:
        CannotRun: it is not there, or is no file.

    """
    if request.source is None:
        return None
    path = request.root / request.source
    if not path.is_file():
        kind = "a folder, not a file" if path.exists() else "not there"
        mend = "Give the place of the Word document or the tracker with --from."
        raise CannotRun(Reason.NO_SOURCE, f"{path} is {kind}.", mend)
    return path


def _plan_workbook(source: Path) -> Book | None:
    """The document, where it is a plan workbook already, as of another folder."""
    is_kept = _plan_name(source) in locations.PLAN_NAMES
    book = open_book(source) if is_kept else None
    return book if isinstance(book, Book) and is_plan_workbook(book) else None


def _plan_name(source: Path) -> str:
    """What a workbook is called as the plan workbook, of its own kind."""
    return Path(locations.PLAN_NAME).with_suffix(source.suffix.lower()).name


def _taken_over(request: StartRequest, source: Path, book: Book) -> Started:
    """A folder for a plan workbook that there is already: it is taken as it is."""
    plan, findings = plan_as_read(book)
    page = _beside(request, _about(request, None if has_errors(findings) else plan))
    return _written(request, first_files({_plan_name(source): source.read_bytes()}, page))


def _read(request: StartRequest, source: Path, watch: Watch) -> PlanDraft:
    """What the document says. Raises CannotRun where no plan can be read from it."""
    draft = import_plan(source)
    if not any(draft.sheets.values()):
        problem = f"no plan could be read from {source.name}, and nothing was made."
        raise CannotRun(Reason.NO_SOURCE, problem, findings=draft.findings)
    watch(SourceRead(request.source or source, draft))
    return draft


def _refuse_odd_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise CannotRun(Reason.NOT_WRITTEN, f"{folder} is a file, not a folder.", _ELSEWHERE)
    if locations.is_programs_own(folder):
        problem = f"{folder.resolve()} is the program's own folder, with the built-in example."
        mend = "Give the name of a new one, like: cyps-reports start improvement-plan"
        raise CannotRun(Reason.NOT_WRITTEN, problem, mend)


_ELSEWHERE = "Give another folder, and run again."


def _example(request: StartRequest, there: Path | None) -> Started:
    """The folder of the built-in example, where no other plan or returns lie."""
    example = locations.plan_in(locations.example_returns())
    if example is None:
        raise CannotRun(Reason.NO_PLAN, "the built-in example is not installed.")
    own = locations.newest_month(request.place / locations.RETURNS_NAME)
    is_other = there is not None and there.read_bytes() != example.read_bytes()
    if is_other or (there is None and own is not None):
        problem = f"{there or own} is yours, and the example needs a folder of its own."
        raise CannotRun(Reason.OTHER_PLAN, problem, _ELSEWHERE)
    about = _about(request, read_plan(example)[0])
    newest = locations.newest_month(locations.example_returns())
    month = month_of_folder(newest.name) if newest else None
    page = _beside(request, replace(about, month=month or about.month))
    return _written(request, example_files(page), there)


def _completed(request: StartRequest, there: Path) -> Started:
    """A folder that has its plan workbook already, with whatever else it lacks."""
    if there.read_bytes() == content_of(locations.built_in_plan()):
        problem = f"{there} is the built-in example's plan, not yours."
        raise CannotRun(Reason.OTHER_PLAN, problem, f"Take it away, or else: {_ELSEWHERE}")
    plan, _ = read_plan(there)
    page = _beside(request, _about(request, plan))
    return _written(request, first_files({}, page), there)


def _beside(request: StartRequest, about: AboutFolder) -> Mapping[str, bytes]:
    """What lies beside the folders: the page Start here."""
    template = locations.report_template(request.place)
    return {START_HERE: start_here(about, template.read_bytes() if template else None)}


def _about(request: StartRequest, plan: Plan | None) -> AboutFolder:
    """What the page says of a plan that is there; in general terms where that cannot be read."""
    if plan is None:
        return AboutFolder("", "Improvement plan", month_of(request.today), first=request.first)
    month = plan.reported.ends_next(plan.months, request.today)
    return AboutFolder(plan.council, plan.identity, month, plan.marking, request.first)


def _written(request: StartRequest, files: FilesByFolder, there: Path | None = None) -> Started:
    """Writes what is not there yet, folder by folder; a plan that is `there` stays."""
    kept: list[Path] = [] if there is None else [there]
    written: list[Path] = []
    for name, contents in files.items():
        written += _completed_folder(request.place / name, contents, kept)
    plan = there or locations.plan_of(None, request.place) or request.place
    opening = put_open_file(request.place, request.program, _ELSEWHERE)
    written += opening.written
    kept += opening.kept
    return Started(request, plan, tuple(written), tuple(dict.fromkeys(kept)))


def _completed_folder(
    folder: Path, contents: Mapping[str, bytes], kept: list[Path]
) -> tuple[Path, ...]:
    def missing() -> dict[str, bytes]:
        there = {name for name in contents if locations.is_there(folder / name)}
        kept.extend(folder / name for name in contents if name in there)
        return {name: content for name, content in contents.items() if name not in there}

    return write_once_made(folder, missing, _ELSEWHERE)
