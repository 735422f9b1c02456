"""The verify command: whether a month's results are still what they were, and are what their inputs give."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from cyps_reports import __version__, locations
from cyps_reports.commands.console import DONE, DONE_WITH_ERRORS, CannotRun, Console
from cyps_reports.commands.drafts import mailing_now
from cyps_reports.commands.inputs import plan_path, read_plan_of
from cyps_reports.commands.results import house_style
from cyps_reports.letters.drafts import Attachment
from cyps_reports.machine import content_of
from cyps_reports.mailing import DRAFTS, as_at_of, cabinet_report
from cyps_reports.monthly import CheckedMonth, check_month
from cyps_reports.outputs import HouseStyle, made_again, month_record
from cyps_reports.record.file import record_bytes, record_in
from cyps_reports.record.schema import RECORD
from cyps_reports.record.sources import Source, sources_of
from cyps_reports.verify.documents import document_difference
from cyps_reports.verify.drafts import draft_differences
from cyps_reports.verify.records import record_differences
from cyps_reports.verify.sums import INPUT, NoRecordError, Recorded, differences, later_reports, recorded_in
from cyps_reports.words import counted

_MOST_TOLD = 10
"""So many things that a record tells otherwise are told one by one."""


@dataclass(frozen=True, slots=True)
class Results:
    """The results to be verified, and the inputs as they are now."""

    folder: Path
    recorded: Recorded
    sources: tuple[Source, ...]
    style: HouseStyle | None


def verify(console: Console, options: argparse.Namespace) -> int:
    """Says what of a month's results is not as it was written, or not what the inputs give.

    Raises:
        CannotRun: there is no record to go by.

    """
    month = _month(options)
    lines = (
        *differences(month.recorded, month.folder, month.sources),
        *later_reports(month.folder, month.recorded.month),
    )
    console.say_all(lines)
    changed_inputs = [line for line in lines if line.startswith(INPUT)]
    if changed_inputs:
        console.say(f"Compared with the returns in {options.returns}; --returns and --plan give others.")
        console.say("The results and drafts were not made again: that takes every input as it was.")
        return DONE_WITH_ERRORS
    told_otherwise = tuple(_made_again(console, options, month))
    console.say_all(told_otherwise)
    if lines or told_otherwise:
        return DONE_WITH_ERRORS
    results, inputs = counted(len(month.recorded.outputs), "result"), counted(len(month.recorded.inputs), "input")
    console.say(f"{results} and {inputs} are what the record says.")
    console.say("Made again from the inputs, the results are the same.")
    return DONE


def _month(options: argparse.Namespace) -> Results:
    """What is to be verified; `options` then have the folder of its returns, and that of all months' results."""
    folder: Path = options.results
    try:
        recorded = recorded_in(folder / RECORD)
    except NoRecordError as problem:
        raise CannotRun(str(problem)) from problem
    may_be_example = bool(recorded.marking)
    options.returns = options.returns or locations.returned_in(recorded.month, may_be_example=may_be_example)
    options.output = folder.resolve().parent
    template = locations.report_template(Path())
    others = tuple(path for path in (plan_path(options), template) if path)
    sources = sources_of(options.returns, options.output, recorded.month, recorded.first, others)
    return Results(folder, recorded, sources, house_style(template))


def _made_again(console: Console, options: argparse.Namespace, month: Results) -> Iterator[str]:
    """A line for each thing that the results tell otherwise than they would, made again from their inputs."""
    checked = _checked(console, options, month)
    record = record_in(record_bytes(month_record(checked, month.style, month.sources)))
    lines = (*_of_record(month, record), *_of_documents(month, checked, record), *_of_drafts(month, checked))
    by = str(month.recorded.whole.get("program") or "")
    if lines and by != __version__:
        yield (
            f"The results were made with {f'version {by}' if by else 'an earlier version'} of the program, and made"
            f" again with version {__version__}, which may write some things otherwise:"
        )
    yield from lines


def _checked(console: Console, options: argparse.Namespace, month: Results) -> CheckedMonth:
    """The month read again from the workbooks, as at the day it was reported on."""
    plan, plan_findings = read_plan_of(console, options)
    as_at: date | None = as_at_of(record_bytes(month.recorded.whole))
    checked = check_month(options.returns, plan, as_at, plan_findings, options.output, from_workbooks=True)
    if checked is None or checked.assessment.month != month.recorded.month:
        raise CannotRun(f"the returns in {options.returns} are not those of {month.recorded.month.in_words}.")
    return checked


def _of_record(month: Results, made: dict[str, object]) -> Iterator[str]:
    different = record_differences(month.recorded.whole, made)
    yield from islice(different, _MOST_TOLD)
    more = sum(1 for _ in different)
    if more:
        yield f"The record tells {counted(more, 'further thing')} otherwise."


def _of_documents(month: Results, checked: CheckedMonth, record: dict[str, object]) -> Iterator[str]:
    made = made_again(month.recorded.outputs.keys(), checked, month.style, record)
    for name in month.recorded.outputs:
        kept = content_of(month.folder / name)
        if name not in made:
            yield f"Result {name} could not be made again: the program makes no file of this name."
        elif kept is not None and (difference := document_difference(name, kept, made[name])):
            yield f"Result {name} is not what the inputs give: it {difference}."


def _of_drafts(month: Results, checked: CheckedMonth) -> Iterator[str]:
    """Against the Word report as it lies there: one that was edited is what the drafts have attached."""
    name = cabinet_report(checked)
    content = content_of(month.folder / name)
    if content is not None:
        yield from draft_differences(month.folder / DRAFTS, mailing_now(checked, Attachment(name, content)))
