"""What a command makes of a month, and what it may replace."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from cyps_reports import locations
from cyps_reports.commands.console import CannotRun, Console, content_of
from cyps_reports.commands.inputs import plan_path
from cyps_reports.findings import Finding
from cyps_reports.plan.dates import Month, month_of

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


def refuse_to_replace(folder: Path, checked: CheckedMonth) -> None:
    """A report with a marking (an example, a draft of another plan) must not replace one that has none."""
    plan_there = _record_there(folder).get("plan")
    if not isinstance(plan_there, dict) or "marking" not in plan_there:
        return
    marking = checked.assessment.plan.marking
    if marking and not plan_there["marking"]:
        problem = f"{folder} holds a report that is not marked “{marking}”, and this one is."
        raise CannotRun(f"{problem} Choose another folder with --output.")


def tell_what_is_replaced(console: Console, folder: Path, outputs: dict[str, bytes], month: Month) -> None:
    """Another report of a month may have gone out already; the next month is compared with what lies there."""
    from cyps_reports.history.records import RECORD
    from cyps_reports.writers.record import is_same, record_in

    there = _record_there(folder)
    if there and RECORD in outputs and not is_same(there, record_in(outputs[RECORD])):
        console.say(
            f"This replaces another report of {month.in_words}. If that one went out, keep it: the next month's"
        )
        console.say("changes are told against what lies in this folder. --output makes this one elsewhere.")


def _record_there(folder: Path) -> dict[str, object]:
    """The record in a folder; empty where there is none that can be read."""
    from cyps_reports.history.records import RECORD
    from cyps_reports.writers.record import record_in

    return record_in(content_of(folder / RECORD) or b"")
