"""What the page says of steps and ends that no act says itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cyps_reports import api
from cyps_reports.phrases import counted, listed
from cyps_reports.plan.dates.months import long
from cyps_reports.record.file_names import RECORD, WORDS
from cyps_reports.sending.wording import GoOn, closing_lines, delivery_line
from cyps_reports.setup.open_file import OPEN_FILE

UNFORESEEN = (
    "Something happened that the program does not know of. Nothing was replaced that was not "
    "finished. Try again; if it says the same, tell whoever looks after the program."
)


_FIXES = {
    api.Reason.NO_PLAN: "Begin with your own plan, or put plan.xlsx back in input_templates.",
    api.Reason.FAULTY_PLAN: "Download it on the page Plan, mend it, and bring it back there.",
    api.Reason.OTHER_MONTH: "Choose another month.",
    api.Reason.NOT_TOLD: "Type what is still empty: council, service, title and both days.",
    api.Reason.NO_MAIL_SERVER: "Type it in the plan workbook's sheet Plan.",
    api.Reason.NO_SENDER: "Type where the emails come from in the plan workbook's sheet Plan.",
    api.Reason.NOT_MADE: "Make the returns first, on the page Send out.",
    api.Reason.NO_PASSWORD: "Type the password.",
    api.Reason.INTERNAL_ONLY: "Choose other readers, or the internal edition.",
    api.Reason.WOULD_REPLACE_UNMARKED: "Move the report that lies there to another folder first.",
}
"""What to do on the page where an act says it for the command line."""


_PROBLEMS = {
    api.Reason.FAULTY_PLAN: "The plan workbook must be mended first.",
    api.Reason.NO_SENDER: "The plan does not say where the emails come from. Nothing was sent.",
}
"""What is said on the page where an act refers to lines of the command line."""


def problem_of(problem: api.CannotRun) -> str:
    """Why an act could not go on, as it is said on the page."""
    return _PROBLEMS.get(problem.reason, problem.problem)


def fix_of(problem: api.CannotRun) -> str:
    """What to do about why an act could not go on, as it is done on the page."""
    return _FIXES.get(problem.reason, problem.fix)


def in_words(step: api.Progress) -> Iterator[str]:
    """A step of an act, as one who waits for it reads it."""
    match step:
        case api.FoundMonth():
            yield "Found the month's folder; reading its workbooks"
        case api.ReadMonth(checked=checked):
            number = len(checked.assessment.returns.inputs)
            yield f"Read {counted(number, 'workbook')}, as at {long(checked.assessment.as_at)}"
        case api.ReportBegun():
            yield "Making the report"
        case api.ReportMade():
            yield "Made the report; writing its files"
        case api.DraftsMade(mailing=mailing):
            yield f"Made {counted(len(mailing.drafts), 'email draft')}"
        case api.OutDraftsMade(month=month):
            yield f"Made the email drafts for {month.in_words}"
        case api.CarriedForward(months=months):
            known = listed(month.in_words for month in months)
            yield f"Carried forward from {known}" if known else "There is nothing to carry forward"
        case api.StepKept(deliveries=deliveries):
            known_ones = (
                each for each in deliveries if each.outcome is not api.Outcome.UNCONFIRMED
            )
            yield from (delivery_line(each).strip() for each in known_ones)


def taken_in_lines(taken: api.TakenIn) -> Iterator[str]:
    """What became of the files that were brought."""
    if taken.new:
        yield f"Now in the month's folder: {listed(taken.new)}."
    for name, place in taken.beside:
        yield (
            f"{name} was there already and says something else. Both are kept: the new one is "
            f"called {place}. Set aside the one that does not count."
        )
    for name, aside in taken.replaced:
        yield f"{name} is the new one now. The one of before is set aside as {aside}."
    if taken.there_already:
        yield f"Had come already with the same content: {listed(taken.there_already)}."
    yield from (f"Not taken in: {name}. {why}" for name, why in taken.refused)


def written_lines(written: api.Written) -> Iterator[str]:
    """Which files were written, and what was kept of those before them."""
    yield f"Written: {listed(path.name for path in written.paths)}."
    yield from kept_lines(written)


_FILES = {
    ".docx": "the Word report",
    ".xlsx": "the Excel summary",
    ".html": "the report as a web page",
    ".pdf": "the report as a PDF",
    ".csv": "a table, for other programs",
    RECORD: "what was reported, for later months",
    WORDS: "your words, for the next report",
}
"""What each file of a month is, by its name or its ending."""


def files_said(names: Iterable[str]) -> dict[str, str]:
    """The names of a month's files, each with what it is."""
    return {name: _FILES.get(name) or _FILES.get(Path(name).suffix, "") for name in names}


def audiences_said(body: str) -> dict[str, str]:
    """Whom a report can be for, and what is in it; `body` is what takes it, like Cabinet."""
    said = {
        api.Audience.CABINET: f"{body}: the whole report",
        api.Audience.SUMMARY: "In short: summary, scorecard, what needs attention or is late",
        api.Audience.LEADERSHIP: "The leadership team: with slippage, and the problems by cell",
    }
    return {audience.value: words for audience, words in said.items()}


def kept_lines(written: api.Written) -> Iterator[str]:
    """What was kept of the files before them, and what was taken away."""
    for kept in written.kept:
        yield f"{kept.name} had been changed since it was made; it is kept as {kept.aside}."
    for path in written.taken_away:
        yield f"{path.name} no longer applies and was taken away."


def drafted_lines(drafted: api.Drafted | api.DraftedOut, root: Path) -> Iterator[str]:
    """How many emails were written, where they lie, and what was kept of those before them."""
    folder = drafted.folder.relative_to(root).as_posix()
    yield f"{counted(len(drafted.drafts), 'email')}, which lie in {folder} too."
    yield from kept_lines(drafted.written)


_ENDS = {
    api.SendingEnd.NOTHING_LEFT: "There is nothing left to send",
    api.SendingEnd.DECLINED: "Nothing was sent, as something has changed. Look through it again",
    api.SendingEnd.SENT: "Sent",
    api.SendingEnd.BROKEN_OFF: "The sending broke off",
    api.SendingEnd.STOPPED: "The sending was stopped",
}


def sent_title(sent: api.Sent) -> str:
    """How a sending ended."""
    return _ENDS[sent.end]


_GO_ON = GoOn("Press “Yes, send them” again to go on")


def sent_lines(sent: api.Sent) -> Iterator[str]:
    """What became of the emails, and why the sending broke off."""
    if sent.why:
        yield sent.why
    if sent.to_send:
        yield from (line.strip() for line in closing_lines(sent.to_send, sent.known, _GO_ON))


def replaced_lines(replaced: api.Replaced) -> Iterator[str]:
    """What of an earlier report was replaced, which may have gone out."""
    for month in replaced.changed_records:
        yield f"The record of {month} is not the one that the report before was made from."
    if replaced.is_another_report:
        yield (
            "This replaces another report of the month. If that one went out, the next month's "
            "changes are now told against this one."
        )
    if replaced.not_made_again:
        left = listed(replaced.not_made_again)
        yield f"Made from the earlier returns, and not made again: {left}."


def started_lines(started: api.Started) -> Iterator[str]:
    """What was made of a folder, and what comes next."""
    if started.written:
        yield (
            "It holds the plan workbook, the texts of the emails, the look of the report, and "
            "“Start here”, which says the month in plain steps."
        )
    if any(OPEN_FILE in path.name for path in started.written):
        yield f"From now on, double-click “{OPEN_FILE}” in it."
    if started.kept:
        yield f"Kept as it is: {listed(path.name for path in started.kept)}."
    if started.is_unread:
        yield "There is a plan already; nothing of the document was taken."
    if not started.request.is_example:
        yield (
            "Next: download the plan workbook from this page, fill in its yellow cells in Excel, "
            "and bring it back here, until nothing is open."
        )


def put_back_lines(done: api.PlanPutBack) -> Iterator[str]:
    """What became of the plan workbook before."""
    for path in done.aside:
        yield f"The one before is set aside as {path.parent.parent.name}/plan/{path.name}."


def new_year_lines(made: api.NewYearWritten) -> Iterator[str]:
    """What next year's plan holds, and where it lies."""
    new = made.proposed
    yield f"Written: {made.path.name}, beside this year's plan, with what is open in yellow."
    yield (
        f"{counted(new.measures, 'measure')} and {counted(new.deadlines, 'deadline')} go on; "
        f"{counted(new.closed, 'row')} {'is' if new.closed == 1 else 'are'} closed."
    )
    yield "Download it on its page, fill in what is open, and bring it back."
