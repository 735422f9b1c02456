"""What a command makes of a month, and what it may replace."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cyps_reports import locations
from cyps_reports.commands.console import CannotRun, Console, write_once_made
from cyps_reports.commands.inputs import plan_path
from cyps_reports.commands.keeping import kept_lines
from cyps_reports.findings import Finding
from cyps_reports.machine import content_of
from cyps_reports.plan.dates import Month, month_of
from cyps_reports.words import listed

if TYPE_CHECKING:
    from cyps_reports.monthly import CheckedMonth
    from cyps_reports.outputs import HouseStyle
    from cyps_reports.record.file import Json
    from cyps_reports.record.sources import Source
    from cyps_reports.report.build import Readers


def output_folder(options: argparse.Namespace, checked: CheckedMonth) -> Path:
    """Where the month's results lie."""
    return Path(options.output / str(checked.assessment.month))


@dataclass(frozen=True, slots=True)
class Made:
    """What is made of a month: files by name, the record of what they tell, and what their house style lacks.

    The record is among the files where they are the month's results, and not one lead's report alone.
    """

    files: Mapping[str, bytes]
    record: Json
    about_style: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        """Whether these are the month's results."""
        from cyps_reports.record.schema import RECORD

        return RECORD in self.files


def month_outputs(
    options: argparse.Namespace, checked: CheckedMonth, readers: Readers | None = None, *, with_csv: bool = False
) -> Made:
    """The month's outputs in the house style of this folder."""
    from cyps_reports.outputs import month_record, outputs_of, style_findings
    from cyps_reports.record.file import record_in
    from cyps_reports.record.schema import RECORD

    template = locations.report_template(Path())
    style = house_style(template)
    sources = _sources(options, checked, template)
    files = outputs_of(checked, readers, style, sources)
    record = record_in(files[RECORD]) if RECORD in files else month_record(checked, style, sources)
    if with_csv:
        from cyps_reports import frames

        files |= frames.csv_files(record)
    return Made(files, record, style_findings(style))


def house_style(template: Path | None) -> HouseStyle | None:
    """The look of the Word report that a template gives; None where there is no template."""
    from cyps_reports.outputs import HouseStyle

    if template is None:
        return None
    content = template.read_bytes()
    return HouseStyle(template.name, content, is_built_in=content == content_of(locations.built_in_template()))


def _sources(options: argparse.Namespace, checked: CheckedMonth, template: Path | None) -> tuple[Source, ...]:
    from cyps_reports.record.sources import sources_of

    others = tuple(path for path in (plan_path(options), template) if path)
    first = month_of(checked.assessment.plan.starts)
    known = checked.history.known_sums
    return sources_of(options.returns, options.output, checked.assessment.month, first, others, known)


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


def write_results(console: Console, folder: Path, made: Made) -> tuple[Path, ...]:
    """Writes what was made, with the record of it; what somebody changed since is kept beside it, and said.

    What is kept is found out while no other run writes to the folder.

    Raises:
        CannotRun: the folder or a file cannot be written.

    """
    from cyps_reports.outputs import sealed
    from cyps_reports.writers.aside import Kept, kept_aside

    kept: list[Kept] = []
    is_known = bool(_record_there(folder))

    def files() -> dict[str, bytes]:
        outputs = sealed(made.files, made.record, _record_there(folder))
        kept[:] = kept_aside(folder, outputs, _written_there(folder))
        return {**outputs, **{each.aside: each.content for each in kept}}

    paths = write_once_made(folder, files)
    console.say_all(kept_lines(kept, is_known=is_known))
    return paths


def _written_there(folder: Path) -> frozenset[tuple[str, str]]:
    """Name and check sum of all that the program is known to have written to a folder of results."""
    from cyps_reports.record.file import is_as_written, record_in, sha256, written_in
    from cyps_reports.record.schema import RECORD

    there = content_of(folder / RECORD) or b""
    own = {(RECORD, sha256(there))} if is_as_written(there) else set()
    return written_in(record_in(there)) | own


def tell_what_is_replaced(console: Console, folder: Path, made: Made, month: Month) -> None:
    """Another report of a month may have gone out already; the next month is compared with what lies there."""
    from cyps_reports.record.file import is_same, sums_in

    there = _record_there(folder)
    console.say_all(_made_from_others(there, made.record))
    if there and made.is_whole and not is_same(there, made.record):
        console.say(
            f"This replaces another report of {month.in_words}. If that one went out, keep it: the next month's"
        )
        console.say("changes are told against what lies in this folder. --output makes this one elsewhere.")
        old = [name for name in sums_in(there) if name not in made.files and (folder / name).is_file()]
        if old:
            console.say(f"Made from the earlier returns, and not made again now: {listed(old)}.")


def _made_from_others(there: Json, now: Json) -> Iterator[str]:
    """A line for each earlier month whose record is not the one that the report in the folder was made from."""
    from cyps_reports.record.file import record_sums_in

    before, after = record_sums_in(there), record_sums_in(now)
    for month, each in before.items():
        if after.get(month, each) != each:
            yield (
                f"The record of {month} is not the one that the report in this folder was made from: it was made again"
                " since, or changed."
            )


def _record_there(folder: Path) -> Json:
    """The record in a folder; empty where there is none that can be read."""
    from cyps_reports.record.file import record_in
    from cyps_reports.record.schema import RECORD

    return record_in(content_of(folder / RECORD) or b"")
