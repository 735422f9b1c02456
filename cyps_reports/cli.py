"""The command line: the only place that prints, exits or reads the clock."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cyps_reports import locations
from cyps_reports.arguments import parser_for
from cyps_reports.commands.console import (
    COULD_NOT_RUN,
    DONE,
    DONE_WITH_ERRORS,
    CannotRun,
    Console,
    content_of,
    finding_lines,
    tally,
    write,
)
from cyps_reports.findings import Finding, Severity, has_errors
from cyps_reports.plan.dates import Month, long, month_named, month_of
from cyps_reports.plan.model import Plan
from cyps_reports.plan.reader import read_plan
from cyps_reports.words import listed

if TYPE_CHECKING:
    from cyps_reports.monthly import CheckedMonth
    from cyps_reports.report.build import Readers
    from cyps_reports.report.drafts import Attachment
    from cyps_reports.templates.carry import Carried
    from cyps_reports.writers.record import Source

__all__ = ["COULD_NOT_RUN", "DONE", "DONE_WITH_ERRORS", "CannotRun", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command.

    Returns 0 when done, 1 when done with findings of severity error, 2 when it could not run.
    """
    _use_utf8()
    commands = {
        "templates": _templates,
        "check": _check,
        "status": _status,
        "report": _report,
        "email": _email,
        "run": _whole_month,
        "verify": _verify,
    }
    options = parser_for(commands).parse_args(arguments)
    try:
        return int(options.run(options))
    except CannotRun as problem:
        print(f"Could not run: {problem}", file=sys.stderr)
    except OSError as problem:
        what, why = problem.filename or "A file", problem.strerror or "no reason was given"
        print(f"Could not run: {what} cannot be used ({why}). Allow reading it, and run again.", file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped. Nothing was replaced that was not finished; run the command again.", file=sys.stderr)
    return COULD_NOT_RUN


def _use_utf8() -> None:
    """A Windows console in an old code page must not turn £ or a name into a crash."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def _templates(options: argparse.Namespace) -> int:
    from cyps_reports.templates.carry import Carried
    from cyps_reports.templates.workbook import return_workbook
    from cyps_reports.writers.files import file_name

    if options.returns is not None:
        _refuse_unless_folder(options.returns)
    plan, _ = _plan(options)
    carried = _carried(options.returns, plan) if options.returns else Carried()
    month = options.month or _default_month(plan, carried.earlier.months)
    contents = {
        file_name(f"return-{priority.code}.xlsx"): return_workbook(plan, priority, month, carried)
        for priority in plan.priorities
    }
    _refuse_to_lose_answers((options.output / name for name in contents), plan)
    if not (options.output / locations.PLAN_NAME).exists():
        contents[locations.PLAN_NAME] = _plan_path(options).read_bytes()
    for path in write(options.output, contents):
        print(f"Wrote {path}")
    print(f"The returns are for {month.in_words}.")
    return DONE


def _refuse_to_lose_answers(paths: Iterable[Path], plan: Plan) -> None:
    from cyps_reports.returns.folder import holds_answers

    for path in paths:
        if path.exists() and holds_answers(path, plan):
            raise CannotRun(
                f"{path} has been filled in. Move it into its month's folder under returns,"
                " or choose another folder with --output."
            )


def _carried(returns: Path, plan: Plan) -> Carried:
    from cyps_reports.history.months import earlier_folders, read_history
    from cyps_reports.returns.folder import open_folders
    from cyps_reports.templates.carry import carried_from

    month = month_named(returns.resolve().name)
    if month is None:
        raise CannotRun(f"{returns} is not named after its month. Give a folder like returns/2012-09.")
    folders = earlier_folders(returns.resolve().parent, month.next, month_of(plan.starts))
    opened = open_folders(tuple(folders.values()))
    by_month = {each: opened[folder] for each, folder in folders.items()}
    history = read_history(by_month, Path(locations.OUTPUT_NAME), month.next, plan)
    months = tuple(each.returns for each in history.months)
    print(f"Carried forward from {listed(each.month.in_words for each in months)}.")
    return carried_from(months, plan)


def _default_month(plan: Plan, earlier: tuple[Month, ...]) -> Month:
    """The month after the last one carried from or returned; else the current one, if in the plan year."""
    if earlier:
        return earlier[-1].next
    newest = locations.newest_month(Path(locations.RETURNS_NAME))
    returned = month_named(newest.name) if newest else None
    if returned:
        return returned.next
    today = _today()
    return month_of(today) if plan.starts <= today <= plan.ends else month_of(plan.starts)


def _check(options: argparse.Namespace) -> int:
    checked = _run(options, quiet=options.json)
    if options.json:
        from cyps_reports.writers.record import finding_row

        print(json.dumps([finding_row(finding) for finding in checked.findings], ensure_ascii=False, indent=1))
    else:
        notes = tuple(each for each in checked.findings if each.severity is Severity.NOTE)
        others = tuple(each for each in checked.findings if each.severity is not Severity.NOTE)
        # The notes hardly change from month to month: first, so that what matters stays on the screen.
        _print_findings(() if options.no_notes else notes)
        _print_findings(others)
        print(tally(checked.findings))
    if options.feedback:
        _write_feedback(options.feedback, options.returns, checked, quiet=options.json)
    return DONE_WITH_ERRORS if has_errors(checked.findings) else DONE


def _write_feedback(folder: Path, returns: Path, checked: CheckedMonth, *, quiet: bool) -> None:
    from cyps_reports.report.feedback import feedback_texts
    from cyps_reports.workbooks.opening import workbooks_in
    from cyps_reports.writers.files import file_name

    # Only this month's workbooks have an owner to write to: not the plan, nor what is left of earlier months.
    month, names = checked.assessment.month, tuple(path.name for path in workbooks_in(returns))
    about_returns = tuple(each for each in checked.findings if each.place.workbook in names)
    texts = feedback_texts(about_returns, names, month)
    # Notepad wants Windows' line ends; the mark at the start tells it that £ is meant.
    contents = {
        file_name(f"{name} {month} feedback.txt"): text.replace("\n", "\r\n").encode("utf-8-sig")
        for name, text in texts.items()
    }
    for path in write(folder, contents):
        if not quiet:
            print(f"Wrote {path}")


def _status(options: argparse.Namespace) -> int:
    from cyps_reports.report.status import closing_words, status_lines, status_of

    checked = _run(options, quiet=False)
    print(closing_words(checked.assessment, _today()))
    statuses = status_of(checked.assessment)
    for line in status_lines(statuses):
        print(f"  {line}")
    missing = sum(not each.workbooks for each in statuses)
    print(f"{len(statuses) - missing} of {len(statuses)} returned.")
    return DONE


def _now() -> datetime:
    return datetime.now().astimezone()


def _today() -> date:
    return _now().date()


def _report(options: argparse.Namespace) -> int:
    from cyps_reports.report.build import Audience, Readers

    checked = _run(options, quiet=False)
    leads = [lead.initials for lead in checked.assessment.plan.leads]
    if options.lead and options.lead not in leads:
        raise CannotRun(f"there is no director lead “{options.lead}” in the plan. Give one of: {', '.join(leads)}.")
    folder = _output_folder(options, checked)
    _refuse_to_replace(folder, checked)
    readers = Readers(Audience(options.audience), options.lead)
    outputs, about_style = _outputs(options, checked, readers, with_csv=options.csv and not options.lead)
    _tell_what_is_replaced(folder, outputs, checked.assessment.month)
    wanted = tuple(each for each in checked.findings if each.severity is Severity.ERROR or _is_of_history(each))
    _print_findings((*wanted, *about_style))
    for path in write(folder, outputs):
        print(f"Wrote {path}")
    print(tally(checked.findings))
    return DONE_WITH_ERRORS if has_errors(checked.findings) else DONE


def _is_of_history(finding: Finding) -> bool:
    """Whether something of an earlier month is missing that the report would rest on."""
    from cyps_reports.history.months import OF_EARLIER_MONTHS

    return finding.severity is Severity.WARNING and finding.code in OF_EARLIER_MONTHS


def _output_folder(options: argparse.Namespace, checked: CheckedMonth) -> Path:
    return Path(options.output / str(checked.assessment.month))


def _outputs(
    options: argparse.Namespace, checked: CheckedMonth, readers: Readers | None = None, *, with_csv: bool = False
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The month's outputs in the house style of this folder, and what that style lacks."""
    from cyps_reports.history.records import RECORD
    from cyps_reports.outputs import HouseStyle, outputs_of, sealed, style_findings

    template = locations.report_template(Path())
    style = HouseStyle(template.name, template.read_bytes()) if template else None
    sources = _sources(options, checked, template)
    outputs = outputs_of(checked, readers, style, sources)
    if with_csv:
        from cyps_reports import frames

        outputs |= frames.csv_files(json.loads(outputs[RECORD]))
    there = _record_in(_output_folder(options, checked))
    return sealed(outputs, checked, style, sources, there), style_findings(style)


def _sources(options: argparse.Namespace, checked: CheckedMonth, template: Path | None) -> tuple[Source, ...]:
    from cyps_reports.sources import sources_of

    others = tuple(path for path in (_plan_path(options), template) if path)
    first = month_of(checked.assessment.plan.starts)
    return sources_of(options.returns, options.output, checked.assessment.month, first, others)


def _email(options: argparse.Namespace) -> int:
    from cyps_reports.commands.drafts import as_reported, report_first

    def check(as_at: date | None) -> CheckedMonth:
        options.as_at = as_at
        return _run(options, quiet=False)

    said = argparse.Namespace(**vars(options))
    checked, report, odd = as_reported(
        options.output,
        check,
        lambda checked: _outputs(options, checked)[0],
        options.as_at,
        lambda as_at: report_first(said, as_at),
    )
    return _mail(options, checked, report, odd)


def _whole_month(options: argparse.Namespace) -> int:
    """Check, report and drafts one after the other, saying which is on."""
    from cyps_reports.mailing import cabinet_report
    from cyps_reports.report.drafts import Attachment

    steps = 4 if options.send else 3
    print(f"1 of {steps}: Reading and checking the returns", flush=True)
    checked = _run(options, quiet=False)
    folder = _output_folder(options, checked)
    _refuse_to_replace(folder, checked)
    print(f"2 of {steps}: Writing the report", flush=True)
    outputs, about_style = _outputs(options, checked)
    _print_findings((*(each for each in checked.findings if each.severity is not Severity.NOTE), *about_style))
    for path in write(folder, outputs):
        print(f"Wrote {path}")
    print(tally(checked.findings))
    print(f"3 of {steps}: Writing the email drafts", flush=True)
    name = cabinet_report(checked)
    return _mail(options, checked, Attachment(name, outputs[name]))


def _mail(options: argparse.Namespace, checked: CheckedMonth, report: Attachment, odd: tuple[Finding, ...] = ()) -> int:
    """Writes the drafts, and sends them where that was asked for."""
    from cyps_reports.commands.drafts import drafts_folder, write_drafts

    drafts = write_drafts(CONSOLE, options.output, checked, report, odd)
    ended = DONE_WITH_ERRORS if has_errors(checked.findings) else DONE
    if not options.send:
        return ended
    from cyps_reports.commands.sending import send

    print("4 of 4: Sending the emails" if options.command == "run" else "Sending the emails", flush=True)
    folder = drafts_folder(options.output, checked)
    return max(ended, send(CONSOLE, options, checked.assessment.plan, drafts, folder))


def _refuse_to_replace(folder: Path, checked: CheckedMonth) -> None:
    """A report with a marking (an example, a draft of another plan) must not replace one that has none."""
    plan_there = _record_in(folder).get("plan")
    if not isinstance(plan_there, dict) or "marking" not in plan_there:
        return
    marking = checked.assessment.plan.marking
    if marking and not plan_there["marking"]:
        problem = f"{folder} holds a report that is not marked “{marking}”, and this one is."
        raise CannotRun(f"{problem} Choose another folder with --output.")


def _tell_what_is_replaced(folder: Path, outputs: dict[str, bytes], month: Month) -> None:
    """Another report of a month may have gone out already; the next month is compared with what lies there."""
    from cyps_reports.history.records import RECORD
    from cyps_reports.writers.record import is_same, record_in

    there = _record_in(folder)
    if there and RECORD in outputs and not is_same(there, record_in(outputs[RECORD])):
        print(f"This replaces another report of {month.in_words}. If that one went out, keep it: the next month's")
        print("changes are told against what lies in this folder. --output makes this one elsewhere.")


def _record_in(folder: Path) -> dict[str, object]:
    """The record in a folder; empty where there is none that can be read."""
    from cyps_reports.history.records import RECORD
    from cyps_reports.writers.record import record_in

    return record_in(content_of(folder / RECORD) or b"")


def _verify(options: argparse.Namespace) -> int:
    from cyps_reports.history.records import RECORD
    from cyps_reports.verify import NoRecordError, differences, recorded_in

    folder: Path = options.results
    try:
        recorded = recorded_in(folder / RECORD)
    except NoRecordError as problem:
        raise CannotRun(str(problem)) from problem
    options.returns = options.returns or locations.returned_in(recorded.month)
    others = tuple(path for path in (_plan_path(options), locations.report_template(Path())) if path)
    lines = differences(recorded, folder, RECORD, options.returns, others)
    for line in lines:
        print(line)
    if not lines:
        print(f"All {len(recorded.outputs)} results and {len(recorded.inputs)} inputs are what the record says.")
    return DONE_WITH_ERRORS if lines else DONE


def _run(options: argparse.Namespace, *, quiet: bool) -> CheckedMonth:
    from cyps_reports.monthly import check_month

    returns: Path = _returns(options, quiet=quiet)
    options.returns = returns
    plan, plan_findings = _plan(options)
    checked = check_month(returns, plan, options.as_at, plan_findings, options.output)
    if checked is None:
        inside = locations.newest_month(returns)
        hint = (
            f"It holds months: give one, like {inside}." if inside else "Name it after its month, like returns/2012-09."
        )
        raise CannotRun(f"nothing tells which month the folder {returns} is for. {hint}")
    if not quiet:
        assessment = checked.assessment
        print(f"{plan.identity}, {assessment.month.in_words}, as at {long(assessment.as_at)}")
        if plan.marking:
            print(plan.marking)
    return checked


def _returns(options: argparse.Namespace, *, quiet: bool) -> Path:
    given: Path | None = options.returns
    if given is not None:
        _refuse_unless_folder(given)
        return given
    own = locations.newest_month(Path(locations.RETURNS_NAME))
    example = own or locations.newest_month(locations.example_returns())
    if example is None:
        raise CannotRun("there is no folder ./returns, and the built-in example is not installed.")
    if own is None and not quiet:
        print("There is no ./returns folder with a month in it: this is the built-in illustrative example.")
    return example


def _refuse_unless_folder(folder: Path) -> None:
    if not folder.is_dir():
        kind = "a file, not a folder" if folder.exists() else "not there"
        raise CannotRun(f"{folder} is {kind}. Give the folder that holds the month's returned workbooks.")


def _plan_path(options: argparse.Namespace) -> Path:
    return options.plan or locations.plan_for(options.returns, Path())


def _plan(options: argparse.Namespace) -> tuple[Plan, tuple[Finding, ...]]:
    path = _plan_path(options)
    if not path.is_file():
        raise CannotRun(f"the plan workbook {path} is not there. Give its place with --plan.")
    plan, findings = read_plan(path)
    if plan is None:
        _print_findings(findings)
        raise CannotRun(f"the plan workbook {path} must be mended first (see above).")
    return plan, findings


def _print_findings(findings: tuple[Finding, ...]) -> None:
    for line in finding_lines(findings):
        print(line)


def _say(line: str) -> None:
    print(line, flush=True)


def _complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _ask(question: str) -> str:
    try:
        return input(question)
    except EOFError:
        return ""


def _ask_secret(question: str) -> str:
    try:
        return getpass.getpass(question)
    except EOFError:
        return ""


CONSOLE = Console(_say, _complain, _ask, _ask_secret, _now, os.environ)
