"""Figures in the cells of a document: their unit as it is said, their components, their notes.

The figures themselves are read as those of the plan workbook are, so nothing is taken here that is
refused there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cyps_reports.findings import Refused, shortened
from cyps_reports.plan.figures.parted import Said, parted_in_plan, said_in
from cyps_reports.plan.figures.reading import missing_word
from cyps_reports.plan.figures.targets import figure_said_in, target_in
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.model.units import Unit
from cyps_reports.setup.meaning.made_cells import LONGEST_SHORT, Made, is_blank
from cyps_reports.setup.meaning.units_said import BOUND
from cyps_reports.setup.sources.source import SourceCell
from cyps_reports.workbooks.grid import RawCell
from cyps_reports.workbooks.plain_text import same_words

_MISSING = {
    **dict.fromkeys(("n/a", "not applicable", "na"), Missing.NOT_APPLICABLE),
    **dict.fromkeys(("to be confirmed", "tbc"), Missing.TO_BE_CONFIRMED),
    **dict.fromkeys(
        ("to be determined", "tbd", "to be set", "to be agreed"), Missing.TO_BE_DETERMINED
    ),
}
_FIGURE = r"[£(]?\s?[+\-−–]?\s?£?\s?\d[\d,]*(?:\.\d+)?"
# A dash behind a space and right before a figure is its sign, as in `Net -£4m`.
_COMPONENT = re.compile(
    r"(?P<label>[A-Za-z][^\d£%:]*?)(?:\s*[:=]\s*|\s*[–-]\s+|[–-]|\s*)"
    rf"(?P<figure>(?:{_FIGURE}).*|NA|N/A|TBC|TBD)",
    re.I,
)
_BEHIND = re.compile(rf"(?P<figure>{_FIGURE}[^()\n]*?)\s*\((?P<label>[A-Za-z][^()\d]*)\)")
_IN_BRACKETS = re.compile(r"(?P<figure>[^\s()\[\]][^()\[\]]*?)\s*[(\[](?P<note>[^()\[\]]+)[)\]]")
_TRAILING = re.compile(
    r"(?P<figure>.*?[\d%mk])\s*[,–-]?\s*"
    r"(?P<note>provisional|estimated?|unvalidated|validated|final|forecast)",
    re.I,
)
_YEAR_ALONE = re.compile(r"(?:in |as at )?(?:19|20)\d\d(?:[/–-]\d{2,4})?")


@dataclass(frozen=True, slots=True)
class Part:
    """A figure of a cell: the component that it is of, its text, and its notes."""

    label: str
    text: str
    note: str = ""
    raw: RawCell | None = None

    @property
    def cell(self) -> RawCell:
        """What the plan's own readers read."""
        return RawCell(self.text) if self.raw is None else self.raw

    @property
    def missing(self) -> str:
        """The word that stands in place of a figure, as the plan workbook has it; else ""."""
        return missing_in(self.text)


def missing_in(text: str) -> str:
    """NA, TBC or TBD where a text says that; else ""."""
    line = " ".join(text.split()).casefold()
    found = _MISSING.get(line) or missing_word(text)
    return found.value if found else ""


def parts_of(cell: SourceCell, known: Collection[str] = ()) -> tuple[Part, ...]:
    """The figures of a cell: one, or one for each component that its lines name.

    The name of a component may stand before one figure alone only where it is `known`, as one of
    several in another cell of the row: else it may be a word like about.
    """
    if is_blank(cell):
        return (Part("", "", _notes(cell, None)),) if cell.notes else ()
    if not isinstance(cell.raw.value, str) or len(cell.text) > LONGEST_SHORT:
        return (Part("", cell.text, _notes(cell, None), cell.raw),)
    lines = [line.strip() for line in cell.text.split("\n")]
    found = _labelled(lines)
    labels = [each["label"].strip() for each in found]
    are_known = len(labels) > 1 or set(labels) <= set(known)
    if len(found) == len(lines) and are_known and _are_labels(labels):
        return tuple(
            _part(each["label"].strip(), each["figure"], _notes(cell, at))
            for at, each in enumerate(found)
        )
    return (_part("", cell.text, _notes(cell, None), cell.raw),)


def _labelled(lines: Sequence[str]) -> list[re.Match[str]]:
    """The lines that name a component before their figure, or all of them in brackets behind it."""
    behind = [_BEHIND.fullmatch(line) for line in lines]
    are_behind = len(lines) > 1 and all(behind)
    before = [_component(line) for line in lines]
    found = behind if are_behind else before
    return [each for each in found if each is not None]


def _component(line: str) -> re.Match[str] | None:
    return None if BOUND.match(line) else _COMPONENT.fullmatch(line)


def _are_labels(labels: Iterable[str]) -> bool:
    said = [label.strip().casefold() for label in labels]
    are_words = all(each and not _NO_LABEL.search(each) for each in said)
    return are_words and len(set(said)) == len(said)


_NO_LABEL = re.compile(
    r"\b(?:increase|reduce|reduction|improve|improvement|decrease|raise|rise|fall|maintain|remain"
    r"|achieve|exceed|reach|by|from|per|approx\w*|about|around|circa|c|target|baseline"
    r"|currently|now|was|top|bottom|tbc|tbd|q|quarter|year|age|aged|band|grade|level|ks|stage)\b"
)
"""What says that a figure is a change, or near something, or is itself part of a name."""


def _part(label: str, text: str, notes: str, raw: RawCell | None = None) -> Part:
    """A figure without the words in brackets behind it, which are a note."""
    match = _IN_BRACKETS.fullmatch(text) or _TRAILING.fullmatch(text)
    if match and _is_note(match["note"]) and re.search(r"\d|NA|TB", match["figure"]):
        both = "; ".join(each for each in (match["note"].strip(), notes) if each)
        return Part(label, match["figure"].strip(), both)
    return Part(label, text.strip(), notes, raw)


def _is_note(said: str) -> bool:
    has_letters = bool(re.search(r"[A-Za-z]{2,}", said))
    has_figure = bool(re.search(r"\d\s?%|£", said))
    return bool(_YEAR_ALONE.fullmatch(said.strip())) or (has_letters and not has_figure)


def _notes(cell: SourceCell, line: int | None) -> str:
    """The footnotes of a line, or of the whole cell; one of no known line is of the first."""
    lines = cell.note_lines or (0,) * len(cell.notes)
    own = [note for note, at in zip(cell.notes, lines, strict=False) if line in (None, at)]
    return "; ".join(dict.fromkeys(own))


def figures_of(
    parts: Mapping[int, tuple[Part, SourceCell]], unit: Unit, target: int | None
) -> Mapping[int, Made]:
    """The figures of a measure by their columns, of which one is the target's.

    One that may be two figures is left open.
    """
    made = {
        at: figure_of(part, unit, cell, is_target=at == target)
        for at, (part, cell) in parts.items()
    }
    said = {at: _said(parts[at][0], each, unit) for at, each in made.items() if not each.refused}
    for at, refused in parted_in_plan(said, unit).items():
        text = parts[at][0].text
        made[at] = Made(text, parts[at][1].place, _not_taken(refused, text))
    return made


def _said(part: Part, made: Made, unit: Unit) -> Said:
    figure = made.value
    read = target_in(RawCell(part.text), unit)
    if isinstance(figure, Decimal) or isinstance(read, Refused):
        return said_in(part.cell, figure if isinstance(figure, Decimal) else Missing.NOT_GIVEN)
    return said_in(part.cell, read.target)


def figure_of(part: Part, unit: Unit, cell: SourceCell, *, is_target: bool) -> Made:
    """A figure in its unit as the draft has it; the document's words, open, where it is none."""
    if not part.text:
        return Made(None, cell.place)
    if part.missing:
        return Made(part.missing, cell.place)
    raw = part.cell
    if len(part.text) > LONGEST_SHORT:
        problem = f"{_quoted(part.text)} it is far too long for a figure."
        return Made(part.text, cell.place, Refused("not-a-figure", problem, _TYPE_THE_FIGURE))
    if _is_change(part.text, unit):
        problem = f"{_quoted(part.text)} it may be a change, or less than nothing."
        return Made(part.text, cell.place, Refused("not-a-figure", problem, _TYPE_THE_FIGURE))
    if isinstance(raw.value, str):
        raw = raw._replace(value=re.sub(r"(?i)(?<=\d)\s?(?:million|mn)\b", "m", raw.value))
        raw = raw._replace(value=re.sub(r"(?i)(?<=\d)\s?per ?cent\b", "%", str(raw.value)))
    read = target_in(raw, unit) if is_target else figure_said_in(raw, unit)
    if isinstance(read, Refused):
        return Made(part.text, cell.place, _not_taken(read, part.text))
    if read.said:
        return Made(part.text, cell.place)
    value = read.target if isinstance(read.target, Decimal) and not unit.values else part.text
    return Made(value, cell.place)


_TYPE_THE_FIGURE = "Type the figure itself."
_SIGNED = re.compile(r"\s*(?:[+\-\u2212\u2013]|\()\s*\d")


def _is_change(text: str, unit: Unit) -> bool:
    """Whether a figure has a sign, or stands in brackets, as only amounts of money may."""
    return not unit.is_money and _SIGNED.match(text) is not None


def _quoted(text: str) -> str:
    return f"“{shortened(' '.join(text.split()))}” was not taken:"


def _not_taken(refused: Refused, text: str) -> Refused:
    return replace(refused, message=f"{_quoted(text)} {_rest(refused, text)}")


def _rest(refused: Refused, text: str) -> str:
    """Why, without naming the text a second time."""
    named = f"“{shortened(' '.join(text.split()))}” "
    told = refused.message
    told = f"it {told.removeprefix(named)}" if told.startswith(named) else told
    return f"{told[:1].lower()}{told[1:]}"


def components_of(cells: Iterable[tuple[Part, ...]]) -> Iterator[str]:
    """The components that the cells of a row name, in their order."""
    yield from dict.fromkeys(part.label for parts in cells for part in parts if part.label)


def part_of(parts: tuple[Part, ...], label: str) -> Part | None:
    """The figure of a component in a cell; a word like NA that names none stands for each."""
    same = [part for part in parts if same_words(part.label) == same_words(label)]
    if same:
        return same[0]
    bare = [part for part in parts if not part.label and (part.missing or not part.text)]
    if bare:
        return bare[0]
    return parts[0] if parts and not parts[0].label else None
