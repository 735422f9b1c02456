"""What the measures of a document are counted in, as it says it in one place or another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cyps_reports.finding_codes import Code
from cyps_reports.findings import Refused, shortened
from cyps_reports.phrases import listed
from cyps_reports.plan.model.units import unit_named
from cyps_reports.setup.meaning.figure_cells import Part, part_of
from cyps_reports.setup.meaning.made_cells import Made, is_blank
from cyps_reports.setup.meaning.plan_rows import PlanRow
from cyps_reports.setup.meaning.table_headings import Head
from cyps_reports.setup.meaning.units_said import (
    is_whole_bare,
    looks_like_figure,
    unit_named_in,
    unit_said,
)
from cyps_reports.setup.sources.source import SourceCell, SourceRow

_FIGURES = ("similar", "outturn", "target")


def unit_of(
    row: PlanRow,
    source: SourceRow,
    label: str,
    parts: Mapping[SourceCell, tuple[Part, ...]],
    headings: Mapping[str, Head],
) -> Made:
    """What a measure is counted in, as the document says it; open where it does not, or twice."""
    column = row.block.heads.first_of("unit")
    if column is not None and not is_blank(source.cells[column]):
        cell = source.cells[column]
        return Made(" ".join(cell.text.split()), cell.place)
    own = [part for each in parts.values() if (part := part_of(each, label)) and part.text]
    texts = [part.text for part in own if not part.missing]
    figures = [text for text in texts if looks_like_figure(text)] or texts
    said = tuple(dict.fromkeys(unit_said(text) for text in figures))
    named = unit_named_in(f"{label} {row.name}".strip())
    place = row.name_cell.place
    if len(said) == 1 and said[0] and (not named or _same_unit(named, said[0])):
        return Made(said[0], place)
    plain = [unit for unit in said if unit]
    heading = unit_named_in(" ".join(head.heading for head in headings.values()))
    told = named or heading
    if len(plain) > 1 or (plain and told and not _same_unit(told, plain[0])):
        return Made(None, place, _mixed(figures))
    if plain and (told or plain[0] not in _SIGNS):
        return Made(plain[0], place)
    if plain:
        return Made(None, place, _mixed(figures))
    if told:
        return Made(told, place)
    are_counts = bool(figures) and all(map(is_whole_bare, figures)) and _shows_signs(row)
    if are_counts and _AVERAGE.search(f"{label} {row.name}"):
        return Made(_WITH_DECIMALS, place, _average(row), is_proposed=True)
    return Made("count", place) if are_counts else Made(None, place, _unsaid(row, figures))


_AVERAGE = re.compile(r"\b(?:average|mean|median)\b", re.IGNORECASE)
_WITH_DECIMALS = "score"
"""The unit of a figure with decimals behind which nothing is printed."""


def _average(row: PlanRow) -> Refused:
    problem = (
        f"The document does not say in what {row.quoted} is counted. As an average may have"
        f" decimals, {_WITH_DECIMALS} is proposed, which prints the figure alone."
    )
    mend = (
        "Type what it is an average of, like weeks, or count where it is always whole; and under"
        " Decimals how many are printed."
    )
    return Refused("draft-unit", problem, mend)


_SIGNS = ("%", "£m", "£000", "£", "ratio")


def _same_unit(one: str, other: str) -> bool:
    return unit_named(one) == unit_named(other) or (one == "count" and other not in _SIGNS)


def _shows_signs(row: PlanRow) -> bool:
    """Whether the table writes the signs of its percentages, so that what has none is a count."""
    columns = [at for at, _ in row.block.heads.all_of(*_FIGURES)]
    texts = (each.row.cells[at].text for each in row.block.rows for at in columns)
    return any(unit_said(text) in _SIGNS for text in texts)


def _mixed(figures: Iterable[str]) -> Refused:
    said = ", ".join(f"“{shortened(text)}”" for text in dict.fromkeys(figures))
    mend = "Type what is counted, like people, or one of the list; and mend the figures to it."
    return Refused(SEVERAL_UNITS, f"Its figures are of more than one unit: {said}.", mend)


SEVERAL_UNITS: Code = "draft-units"
"""Why a unit is open whose figures have to be mended too."""


def _unsaid(row: PlanRow, figures: Iterable[str]) -> Refused:
    problem = f"The document does not say in what {row.quoted} is counted."
    if said := listed(f"“{shortened(text)}”" for text in dict.fromkeys(figures)):
        problem += f" It has {said}."
    are_words = bool(said) and not re.search(r"\d", said)
    return Refused("draft-unit", problem, _JUDGED if are_words else _COUNTED)


_COUNTED = "Type what is counted, like people, or one of the list."
_JUDGED = "Type grade, with its values under Values, the best first; or text."
