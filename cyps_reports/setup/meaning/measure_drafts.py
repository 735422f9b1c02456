"""Measures of a document as rows of the sheet Measures, Comparators and Earlier years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cyps_reports.findings import Refused, shortened
from cyps_reports.plan.dates.periods import period_in
from cyps_reports.plan.dates.reading import month_in
from cyps_reports.plan.model.measure import ANNUAL_RESULT, Polarity
from cyps_reports.plan.model.units import Unit, unit_named
from cyps_reports.plan.rows.cell_values import tolerance_in
from cyps_reports.setup.meaning.date_cells import PlanTime
from cyps_reports.setup.meaning.figure_cells import (
    Part,
    components_of,
    figures_of,
    part_of,
    parts_of,
)
from cyps_reports.setup.meaning.figure_columns import (
    FIGURES,
    FigureColumns,
    figure_columns,
    name_of_comparator,
)
from cyps_reports.setup.meaning.made_cells import Made, MadeRow, is_blank, text_of
from cyps_reports.setup.meaning.measure_basis import data_basis
from cyps_reports.setup.meaning.measure_units import SEVERAL_UNITS, unit_of
from cyps_reports.setup.meaning.merged_across import merged_with
from cyps_reports.setup.meaning.plan_rows import PlanRow
from cyps_reports.setup.sources.source import SourceCell, SourceRow
from cyps_reports.workbooks.layout import choose_one
from cyps_reports.workbooks.plain_text import same_words

_NOTES = {key: f"{key}_note" for key in FIGURES}
_POLARITIES = {
    **{each.value: each for each in Polarity},
    **dict.fromkeys(("close to target", "close to the target", "in range"), Polarity.CLOSE),
    **dict.fromkeys(("high", "higher is better", "bigger is better"), Polarity.HIGHER),
    **dict.fromkeys(("increase", "up", "maximise", "high is good", "bigger"), Polarity.HIGHER),
    **dict.fromkeys(("low", "lower is better", "smaller is better"), Polarity.LOWER),
    **dict.fromkeys(("info", "info only", "information only"), Polarity.MONITOR),
    **dict.fromkeys(("measure for information", "for information"), Polarity.MONITOR),
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
            several = [parts_of(source.cells[at]) for at in columns.all]
            known = tuple(components_of(several))
            parts = {at: parts_of(source.cells[at], known) for at in columns.all}
            for label in tuple(components_of(parts.values())) or ("",):
                self._add(_OfRow(row, source, columns, parts, label))

    def _add(self, each: _OfRow) -> None:
        unit = each.unit
        key = {**each.row.keys, **each.component}
        own = _own_cells(each.row)
        made = {**key, **own, "unit": unit, **data_basis(each.row, each.label, unit, own)}
        figures = _figures(each, unit)
        for figure, at in each.columns.own.items():
            made |= _figure(figure, each, at, figures)
        self.measures.append({name: cell for name, cell in made.items() if _says(cell)})
        steps = {
            str(month): figures[at]
            for at, month in each.columns.steps.items()
            if at in figures and _says(figures[at])
        }
        if steps:
            self.steps.append({**key, **steps})
        self._beside(each, figures)

    def _beside(self, each: _OfRow, figures: Mapping[int, Made]) -> None:
        """The figures of other authorities and of earlier years."""
        called = {"reference": Made(each.row.called, each.row.reference_place), **each.component}
        for at, head in (*each.columns.comparators, *each.columns.earlier):
            part, cell = each.part(at), each.source.cells[at]
            if at not in figures or not _says(figures[at]):
                continue
            made = {**called, "figure": figures[at]}
            if part and part.note:
                made["note"] = Made(part.note, cell.place)
            year = head.years[-1] if head.years else ""
            if head.key in ("outturn", "current"):
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
        return part_of(self.parts[at], self.label)

    @property
    def unit(self) -> Made:
        """What it is counted in."""
        parts = {self.source.cells[at]: said for at, said in sorted(self.parts.items())}
        heads = self.row.block.heads.columns
        headings = {key: heads[at] for key, at in self.columns.own.items()}
        return unit_of(self.row, self.source, self.label, parts, headings)

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


def _figure(key: str, each: _OfRow, at: int, figures: Mapping[int, Made]) -> MadeRow:
    part, cell = each.part(at), each.source.cells[at]
    noted = {_NOTES[key]: Made(part.note, cell.place)} if part and part.note else {}
    return ({key: figures[at]} if at in figures else {}) | noted


def _figures(each: _OfRow, unit: Made) -> Mapping[int, Made]:
    """Its figures by their columns.

    One is open where it is of another unit, or may be two, or is merged with another column; all
    stand as they are where the unit is open. What only lacks its unit is read as soon as that is
    typed, and nothing is to be mended.
    """
    is_known = unit.value and (unit.is_proposed or not unit.refused)
    known = unit_named(str(unit.value)) if is_known else None
    parts = {at: part for at in each.columns.all if (part := each.part(at))}
    merged = {at: made for at in each.columns.all if (made := _merged(each, at))}
    if known is None or known == Unit.GRADE:
        unread = {at: _unread(part, unit, each.source.cells[at]) for at, part in parts.items()}
        return unread | merged
    cells = {at: (part, each.source.cells[at]) for at, part in parts.items()}
    return {**figures_of(cells, known, each.columns.own.get("target")), **merged}


def _merged(each: _OfRow, at: int) -> Made | None:
    """An open cell where a column has a cell that is merged with another column's."""
    cell = each.source.cells[at]
    refused = merged_with(cell, each.row.block.heads.columns[at])
    return Made(None, cell.place, refused) if refused else None


def _unread(part: Part, unit: Made, cell: SourceCell) -> Made:
    text = part.missing or part.text or None
    is_several = unit.refused is not None and unit.refused.code == SEVERAL_UNITS
    is_open = is_several and text is not None and not part.missing
    return Made(text, cell.place, unit.refused if is_open else None, is_told=False)


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
    problem = f"The document does not say the polarity of {row.quoted}."
    if cell is not None:
        problem = f"“{shortened(cell.text)}” is no polarity: it does not say which way is better."
    place = cell.place if cell is not None else row.name_cell.place
    return Made(None, place, Refused("draft-polarity", problem, choose_one(Polarity)))


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
