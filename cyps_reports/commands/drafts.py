"""Writes the month's email drafts into its output, from the report that lies there."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from cyps_reports import locations
from cyps_reports.commands.console import CannotRun, Console, read, say_findings
from cyps_reports.commands.keeping import write_keeping
from cyps_reports.findings import Finding
from cyps_reports.letters.drafts import Attachment, Draft
from cyps_reports.machine import content_of
from cyps_reports.mailing import (
    DRAFTS,
    Mailing,
    as_at_of,
    cabinet_report,
    changed_report,
    mailing_of,
    outdated_drafts,
)
from cyps_reports.monthly import CheckedMonth
from cyps_reports.record.file import is_edited, is_same, record_in
from cyps_reports.record.schema import RECORD
from cyps_reports.words import counted, listed

Check = Callable[[date | None], CheckedMonth]
"""Reads and checks the month as at a date; the month's last day for None."""

Outputs = Callable[[CheckedMonth], Mapping[str, bytes]]
"""What the month's outputs would be now, by file name."""


def as_reported(
    output: Path, check: Check, outputs: Outputs, as_at: date | None, again: Callable[[date | None], str]
) -> tuple[CheckedMonth, Attachment, tuple[Finding, ...]]:
    """The month as it was reported, Cabinet's report as it lies there, and what is odd about that report.

    It is judged on the date it was reported on where no other is given. `again` says how to make the report.

    Raises:
        CannotRun: nothing was reported yet, or not this: returns, plan or date have changed since.

    """
    checked = check(as_at)
    folder, name = output / str(checked.assessment.month), cabinet_report(checked)
    there = read(folder, (RECORD, name))
    record = there.get(RECORD)
    if record is None:
        raise CannotRun(f"there is no report in {folder} yet. {again(as_at)}")
    reported = as_at or as_at_of(record)
    if reported and reported != checked.assessment.as_at:
        checked = check(reported)
    made_now = outputs(checked)
    if is_edited(record_in(record)):
        raise CannotRun(f"the record in {folder} was changed since it was written. {again(reported)}")
    if not is_same(record_in(made_now[RECORD]), record_in(record)):
        changed = f"the returns, the plan or the date have changed since the report in {folder} was made"
        raise CannotRun(f"{changed}. {again(reported)}")
    if name not in there:
        raise CannotRun(f"the Word report {name} is not in {folder}. {again(reported)}")
    report = Attachment(name, there[name])
    return checked, report, changed_report(report, made_now[name])


def report_first(said: argparse.Namespace, as_at: date | None) -> str:
    """What to run first, with the folder and the options that were typed."""
    words = ["cyps-reports", "report", *([_quoted(said.returns)] if said.returns else [])]
    words += [word for option in ("plan", "output") for word in _option(option, getattr(said, option))]
    words += ["--as-at", as_at.isoformat()] if as_at else []
    return f"Run this first: {' '.join(words)}"


def _option(name: str, value: Path | None) -> tuple[str, ...]:
    if value is None or value == Path(locations.OUTPUT_NAME):
        return ()
    return f"--{name}", _quoted(value)


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


def write_drafts(
    console: Console,
    options: argparse.Namespace,
    checked: CheckedMonth,
    report: Attachment,
    odd: tuple[Finding, ...] = (),
) -> tuple[Draft, ...]:
    """Writes the drafts, takes away those of an earlier run that no longer apply, and says so."""
    mailing = mailing_now(checked, report)
    folder = drafts_folder(options.output, checked)
    say_findings(console, (*odd, *mailing.findings))
    console.say_all(_about_texts(locations.email_texts(Path()), options.returns))
    outdated: list[Path] = []

    def going() -> tuple[str, ...]:
        outdated[:] = outdated_drafts(folder, mailing)
        return tuple(path.name for path in outdated)

    _, kept = write_keeping(folder, mailing.files, going)
    console.say(f"Wrote {counted(len(mailing.drafts), 'email draft')} in {folder}:")
    console.say(f"  {', '.join(draft.name for draft in mailing.drafts)}")
    console.say_all(kept)
    console.say_all(f"Took away {path}, which no longer applies" for path in outdated)
    return mailing.drafts


def mailing_now(checked: CheckedMonth, report: Attachment) -> Mailing:
    """The month's emails with the texts of this folder."""
    built_in = {path.name: path.read_bytes() for path in locations.built_in_email_texts()}
    texts = {name: content_of(path) or b"" for name, path in locations.email_texts(Path()).items()}
    return mailing_of(checked, report, texts, built_in)


def _about_texts(paths: Mapping[str, Path], returns: Path) -> Iterator[str]:
    """Which texts are built in where the officer may have meant their own, and where theirs are looked for."""
    own = locations.own_email_texts(Path())
    built_in = [name for name, path in paths.items() if path.parent != own]
    if built_in:
        which = "The built-in email texts were used" if len(built_in) == len(paths) else f"Built in: {listed(built_in)}"
        yield f"{which}. Yours are looked for in {own}, in the folder where the command is run."
    if passed_over := sorted(path.name for path in own.glob("*") if path.is_file() and path not in paths.values()):
        yield f"Not used in {own}, as no email is called so: {listed(passed_over)}. The names are {listed(paths)}."
    months = returns.resolve().parent
    elsewhere = locations.own_email_texts(months.parent)
    if built_in and months.name == locations.RETURNS_NAME and elsewhere.is_dir() and elsewhere != own.resolve():
        yield f"There are email texts in {elsewhere}, which were NOT used."
        yield f"To use them, run the command in the folder {months.parent}."


def drafts_folder(output: Path, checked: CheckedMonth) -> Path:
    """Where a month's drafts lie."""
    return output / str(checked.assessment.month) / DRAFTS
