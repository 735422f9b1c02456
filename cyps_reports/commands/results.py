"""What a command makes of a month, and what it may replace."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from cyps_reports import locations
from cyps_reports.commands.console import CannotRun, Console, content_of
from cyps_reports.commands.inputs import plan_path
from cyps_reports.findings import Finding
from cyps_reports.plan.dates import Month, month_of
from cyps_reports.words import listed

if TYPE_CHECKING:
    from cyps_reports.monthly import CheckedMonth
    from cyps_reports.outputs import HouseStyle
    from cyps_reports.report.build import Readers
    from cyps_reports.writers.record import Source


def output_folder(options: argparse.Namespace, checked: CheckedMonth) -> Path:
    """Where the month's results lie."""
    return Path(options.output / str(checked.assessment.month))


def month_outputs(
    options: argparse.Namespace, checked: CheckedMonth, readers: Readers | None = None, *, with_csv: bool = False
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The month's outputs in the house style of this folder, and what that style lacks."""
    from cyps_reports.history.records import RECORD
    from cyps_reports.outputs import outputs_of, sealed, style_findings

    template = locations.report_template(Path())
    style = _house_style(template) if template else None
    sources = _sources(options, checked, template)
    outputs = outputs_of(checked, readers, style, sources)
    if with_csv:
        from cyps_reports import frames

        outputs |= frames.csv_files(json.loads(outputs[RECORD]))
    there = _record_there(output_folder(options, checked))
    return sealed(outputs, checked, style, sources, there), style_findings(style)


def _house_style(template: Path) -> HouseStyle:
    from cyps_reports.outputs import HouseStyle

    content = template.read_bytes()
    return HouseStyle(template.name, content, is_built_in=content == content_of(locations.built_in_template()))


def _sources(options: argparse.Namespace, checked: CheckedMonth, template: Path | None) -> tuple[Source, ...]:
    from cyps_reports.sources import sources_of

    others = tuple(path for path in (plan_path(options), template) if path)
    first = month_of(checked.assessment.plan.starts)
    return sources_of(options.returns, options.output, checked.assessment.month, first, others)


def refuse_to_replace(folder: Path, checked: CheckedMonth, returns: Path) -> None:
    """A report with a marking (an example, a draft of another plan) must not replace one that has none.

    Nor may results lie among the returns, where the next run would take them for some.
    """
    if folder.resolve() == returns.resolve():
        raise CannotRun(f"the results would lie among the returns in {folder}. Choose another folder with --output.")
    plan_there = _record_there(folder).get("plan")
    if not isinstance(plan_there, dict) or "marking" not in plan_there:
        return
    marking = checked.assessment.plan.marking
    if marking and not plan_there["marking"]:
        problem = f"{folder} holds a report that is not marked “{marking}”, and this one is."
        raise CannotRun(f"{problem} Choose another folder with --output.")


def kept_edits(console: Console, folder: Path, outputs: Mapping[str, bytes]) -> dict[str, bytes]:
    """Documents in the folder that somebody changed since they were made, under the names they are kept by."""
    from cyps_reports.writers.record import sums_in

    made = sums_in(_record_there(folder))
    kept = {}
    for name in (each for each in outputs if each in made and each.endswith(_EDITABLE)):
        there = content_of(folder / name) or outputs[name]
        if there != outputs[name] and hashlib.sha256(there).hexdigest() != made[name]:
            aside = _free_name(folder, name)
            kept[aside] = there
            console.say(f"{name} was changed since it was made; it is kept as {aside}.")
    return kept


_EDITABLE = (".docx", ".xlsx")


def _free_name(folder: Path, name: str) -> str:
    stem, suffix = Path(name).stem, Path(name).suffix
    names = (f"{stem}-edited{number or ''}{suffix}" for number in count())
    return next(each for each in names if not (folder / each).exists())


def tell_what_is_replaced(console: Console, folder: Path, outputs: Mapping[str, bytes], month: Month) -> None:
    """Another report of a month may have gone out already; the next month is compared with what lies there."""
    from cyps_reports.history.records import RECORD
    from cyps_reports.writers.record import is_same, record_in, sums_in

    there = _record_there(folder)
    if there and RECORD in outputs and not is_same(there, record_in(outputs[RECORD])):
        console.say(
            f"This replaces another report of {month.in_words}. If that one went out, keep it: the next month's"
        )
        console.say("changes are told against what lies in this folder. --output makes this one elsewhere.")
        old = [name for name in sums_in(there) if name not in outputs and (folder / name).is_file()]
        if old:
            console.say(f"Made from the earlier returns, and not made again now: {listed(old)}.")


def _record_there(folder: Path) -> dict[str, object]:
    """The record in a folder; empty where there is none that can be read."""
    from cyps_reports.history.records import RECORD
    from cyps_reports.writers.record import record_in

    return record_in(content_of(folder / RECORD) or b"")
