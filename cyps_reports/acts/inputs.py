"""The files that a month's results are made from, with their check sums.

Among them is the template that gives the Word report its look.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cyps_reports import locations
from cyps_reports.machine import content_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.record.sources import KnownSums, Source, sources_of
from cyps_reports.writers.word.house_style import HouseStyle


@dataclass(frozen=True, slots=True)
class InputFiles:
    """Every file that results are made from, and the look of the Word report.

    `style` is None for the writer's own look.
    """

    style: HouseStyle | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where results come from.

    The folder of the month's returns, that of all months' results, and the plan workbook.

    `first` is the first month of the plan year, `before` are the months of the years before whose
    records it goes on from.
    """

    returns: Path
    reported: Path
    plan: Path
    month: Month
    first: Month
    before: tuple[Month, ...] = ()


def input_files(
    root: Path,
    inputs: Inputs,
    known: KnownSums | None = None,
    words: tuple[Source, ...] = (),
) -> InputFiles:
    """The house style of the officer's folder, and the sources with their check sums.

    `known` were taken already; `words` are the officer's, which were read for it.
    """
    template = locations.report_template(root)
    others = tuple(path for path in (inputs.plan, template) if path)
    sources = sources_of(
        inputs.returns,
        inputs.reported,
        inputs.month,
        inputs.first,
        others,
        known,
        inputs.before,
    )
    return InputFiles(house_style(template), (*sources, *words))


def house_style(template: Path | None) -> HouseStyle | None:
    """The look of the Word report that a template gives; None where there is no template."""
    if template is None:
        return None
    content = template.read_bytes()
    return HouseStyle(
        template.name, content, is_built_in=content == content_of(locations.built_in_template())
    )
