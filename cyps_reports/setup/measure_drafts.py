"""Measures of a document as rows of the sheet Measures, Comparators and Earlier years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cyps_reports.findings import Refused, shortened
from cyps_reports.phrases import listed
from cyps_reports.plan.cell_values import tolerance_in
from cyps_reports.plan.dates import month_in
from cyps_reports.plan.measure import ANNUAL_RESULT, Polarity
from cyps_reports.plan.periods import period_in
from cyps_reports.plan.units import Unit, unit_named
from cyps_reports.setup.cells import Made, MadeRow, is_blank, text_of
from cyps_reports.setup.date_cells import PlanTime
from cyps_reports.setup.figure_cells import (
    Part,
    components_of,
    figure_of,
    is_whole_bare,
    parts_of,
    unit_named_in,
    unit_said,
)
from cyps_reports.setup.figure_columns import (
    FIGURES,
    FigureColumns,
    figure_columns,
    name_of_comparator,
)
from cyps_reports.setup.rows import PlanRow
from cyps_reports.setup.source import SourceCell, SourceRow
from cyps_reports.workbooks.tables import same_words

_NOTES = {key: f"{key}_note" for key in FIGURES}
_POLARITIES = {
    **dict.fromkeys(("higher", "high", "higher is better", "bigger is better"), Polarity.HIGHER),
    **dict.fromkeys(("increase", "up", "maximise", "high is good", "bigger"), Polarity.HIGHER),
    **dict.fromkeys(("lower", "low", "lower is better", "smaller is better"), Polarity.LOWER),
    **dict.fromkeys(("info", "info only", "information only", "monitor"), Polarity.MONITOR),
    **dict.fromkeys(("information", "contextual", "context", "monitored only"), Polarity.MONITOR),
    **dict.fromkeys(("h", "higher better"), Polarity.HIGHER),
    **dict.fromkeys(("l", "lower better"), Polarity.LOWER),
    **dict.fromkeys(("decrease", "down", "minimise", "low is good", "smaller"), Polarity.LOWER),
}


@dataclass
class MeasureRows:
    """The rows of the sheets that measures stand on."""

    measures: list[MadeRow] = field(default_factory=list)
    steps: list[MadeRow] = field(default_factory=list)
    comparators: list[MadeRow] = field(default_factory=list)
    earlier: list[MadeRow] = field(default_factory=list)

    def add(self, row: PlanRow, plan_year: str, time: PlanTime) -> None:
        """A measure, with a row for each of its components."""
        columns = figure_columns(row.block.heads, plan_year, time)
        for source in row.rows:
            parts = {at: parts_of(source.cells[at]) for at in columns.all}
            for label in tuple(components_of(parts.values())) or ("",):
                self._add(_OfRow(row, source, columns, parts, label))

    def _add(self, each: _OfRow) -> None:
        unit = _unit(each)
        key = {**each.row.keys, **each.component}
        made = {**key, **_own_cells(each.row), "unit": unit}
        for figure, at in each.columns.own.items():
            made |= _figure(figure, each, at, unit)
        self.measures.append({name: cell for name, cell in made.items() if _says(cell)})
        steps = {
            str(month): _read(part, unit, each.source.cells[at], is_target=False)
            for at, month in each.columns.steps.items()
            if (part := each.part(at)) and part.text
        }
        if steps:
            self.steps.append({**key, **steps})
        self._beside(each, unit)

    def _beside(self, each: _OfRow, unit: Made) -> None:
        """The figures of other authorities and of earlier years."""
        called = {"reference": Made(each.row.called, each.row.reference_place), **each.component}
        for at, head in (*each.columns.comparators, *each.columns.earlier):
            part, cell = each.part(at), each.source.cells[at]
            if part is None or not part.text:
                continue
            made = {**called, "figure": _read(part, unit, cell, is_target=False)}
            if part.note:
                made["note"] = Made(part.note, cell.place)
            year = head.years[-1] if head.years else ""
            if head.key == "outturn":
                made["year"] = Made(year or head.heading, head.cell.place)
                self.earlier.append(made)
                continue
            made["name"] = Made(name_of_comparator(head), head.cell.place)
            if year:
                made["year"] = Made(year, head.cell.place)
            self.comparators.append(made)


@dataclass(frozen=True, slots=True)
class _OfRow:
    """A component of a measure in a row of the document; `parts` by the columns' numbers."""

    row: PlanRow
    source: SourceRow
    columns: FigureColumns
    parts: Mapping[int, tuple[Part, ...]]
    label: str

    def part(self, at: int) -> Part | None:
        """Its figure in a column."""
        return _of(self.parts[at], self.label)

    @property
    def component(self) -> MadeRow:
        """Its cell of that name, where it has one."""
        own = _own_component(self.row, self.source)
        text = self.label or (own.text if own else "")
        source = own.place if own else self.row.name_cell.place
        return {"component": Made(text, source)} if text else {}


def _says(cell: Made) -> bool:
    return cell.value is not None or cell.refused is not None


def _own_component(row: PlanRow, source: SourceRow) -> SourceCell | None:
    at = row.block.heads.first_of("component")
    return source.cells[at] if at is not None and not is_blank(source.cells[at]) else None


def _of(parts: tuple[Part, ...], label: str) -> Part | None:
    """The figure of a component in a cell; a word like NA that names none stands for each."""
    same = [part for part in parts if same_words(part.label) == same_words(label)]
    if same:
        return same[0]
    bare = [part for part in parts if not part.label and (part.missing or not part.text)]
    return bare[0] if bare else (parts[0] if parts and not parts[0].label else None)


def _unit(each: _OfRow) -> Made:
    """What a measure is counted in, as the document says it; open where it does not, or twice."""
    row = each.row
    column = row.block.heads.first_of("unit")
    if column is not None and not is_blank(each.source.cells[column]):
        cell = each.source.cells[column]
        return Made(" ".join(cell.text.split()), cell.place)
    own = [part for at in each.columns.all if (part := each.part(at)) and part.text]
    figures = [part.text for part in own if not part.missing]
    said = tuple(dict.fromkeys(unit_said(text) for text in figures))
    named = unit_named_in(f"{each.label} {row.name}")
    place = row.name_cell.place
    if len(said) == 1 and said[0] and (not named or _same_unit(named, said[0])):
        return Made(said[0], place)
    plain = [unit for unit in said if unit]
    headings = (row.block.heads.columns[at].heading for at in each.columns.own.values())
    heading = unit_named_in(" ".join(headings))
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
    return Made("count", place) if are_counts else Made(None, place, _unsaid(row, figures))


_SIGNS = ("%", "£m", "£000", "£", "ratio")


def _same_unit(one: str, other: str) -> bool:
    return unit_named(one) == unit_named(other) or (one == "count" and other not in _SIGNS)


def _shows_signs(row: PlanRow) -> bool:
    """Whether the table writes the signs of its percentages, so that what has none is a count."""
    columns = [at for at, _ in row.block.heads.all_of(*FIGURES)]
    texts = (each.row.cells[at].text for each in row.block.rows for at in columns)
    return any(unit_said(text) in _SIGNS for text in texts)


def _mixed(figures: Iterable[str]) -> Refused:
    said = ", ".join(f"“{shortened(text)}”" for text in dict.fromkeys(figures))
    mend = "Type what is counted, like people, or one of the list; and mend the figures to it."
    return Refused("draft-unit", f"Its figures are of more than one unit: {said}.", mend)


def _unsaid(row: PlanRow, figures: Iterable[str]) -> Refused:
    problem = f"The document does not say in what “{shortened(row.name)}” is counted."
    if said := listed(f"“{shortened(text)}”" for text in dict.fromkeys(figures)):
        problem += f" It has {said}."
    return Refused("draft-unit", problem, "Type what is counted, like people, or one of the list.")


def _figure(key: str, each: _OfRow, at: int, unit: Made) -> MadeRow:
    part, cell = each.part(at), each.source.cells[at]
    if part is None:
        return {}
    figure = _read(part, unit, cell, is_target=key == "target")
    return {key: figure} | ({_NOTES[key]: Made(part.note, cell.place)} if part.note else {})


def _read(part: Part, unit: Made, cell: SourceCell, *, is_target: bool) -> Made:
    """A figure in its unit; as it stands, and open with it, where the unit is."""
    known = unit_named(str(unit.value)) if unit.value and not unit.refused else None
    if known is None or known == Unit.GRADE:
        text = part.missing or part.text or None
        is_open = text is not None and not part.missing
        return Made(text, cell.place, unit.refused if is_open else None, is_told=False)
    return figure_of(part, known, cell, is_target=is_target)


def _own_cells(row: PlanRow) -> Mapping[str, Made]:
    """What a measure says in words: its name, which way is better, how often it comes."""
    made = {"name": Made(row.name, row.name_cell.place), "polarity": _polarity(row)}
    for key, read in (("frequency", _frequency), ("reported", _reported)):
        cell = row.cell(key)
        if cell is not None and (found := read(cell)):
            made |= found
    due = row.cell("target_due")
    if due is not None:
        made["target_due"] = _month(due)
    tolerance = row.cell("tolerance")
    if tolerance is not None:
        read_as = tolerance_in(tolerance.raw)
        wrong = read_as if isinstance(read_as, Refused) else None
        made["tolerance"] = Made(tolerance.text, tolerance.place, wrong)
    return made


def _month(cell: SourceCell) -> Made:
    read = month_in(cell.raw)
    if isinstance(read, Refused):
        return Made(cell.text, cell.place, read)
    return Made(read.in_words if read else None, cell.place)


def _polarity(row: PlanRow) -> Made:
    cell = row.cell("polarity")
    said = _POLARITIES.get(same_words(cell.text)) if cell is not None else None
    if cell is not None and said is not None:
        return Made(said.value, cell.place)
    problem = f"The document does not say the polarity of “{shortened(row.name)}”."
    if cell is not None:
        problem = f"“{shortened(cell.text)}” is no polarity: it does not say which way is better."
    mend = "Choose higher, lower, close to the target, or monitored only."
    place = cell.place if cell is not None else row.name_cell.place
    return Made(None, place, Refused("draft-polarity", problem, mend))


def _frequency(cell: SourceCell) -> Mapping[str, Made]:
    if same_words(cell.text) in (ANNUAL_RESULT, "annually", "yearly"):
        return {"frequency": Made(ANNUAL_RESULT, cell.place)}
    return _reported(cell)


def _reported(cell: SourceCell) -> Mapping[str, Made]:
    read = period_in(cell.text)
    refused = read if isinstance(read, Refused) else None
    said = text_of(cell)
    value = str(read) if read is not None and refused is None else cell.text
    return {"reported": Made(value, cell.place, refused)} if said else {}
