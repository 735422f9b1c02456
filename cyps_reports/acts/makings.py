"""What results are made with besides the month itself: the house style, and the files that the record names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cyps_reports import locations
from cyps_reports.machine import content_of
from cyps_reports.outputs import HouseStyle
from cyps_reports.plan.dates import Month
from cyps_reports.record.sources import KnownSums, Source, sources_of


@dataclass(frozen=True, slots=True)
class Makings:
    """The look of the Word report, None for the writer's own, and every file that results are made from."""

    style: HouseStyle | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """Where results come from: the folders of the month's returns and of all results, the plan workbook, the months.

    `first` is the first month of the plan year.
    """

    returns: Path
    reported: Path
    plan: Path
    month: Month
    first: Month


def makings_of(root: Path, made_from: MadeFrom, known: KnownSums | None = None) -> Makings:
    """The house style of the officer's folder, and the sources with their check sums; `known` were taken already."""
    template = locations.report_template(root)
    others = tuple(path for path in (made_from.plan, template) if path)
    sources = sources_of(made_from.returns, made_from.reported, made_from.month, made_from.first, others, known)
    return Makings(house_style(template), sources)


def house_style(template: Path | None) -> HouseStyle | None:
    """The look of the Word report that a template gives; None where there is no template."""
    if template is None:
        return None
    content = template.read_bytes()
    return HouseStyle(template.name, content, is_built_in=content == content_of(locations.built_in_template()))
