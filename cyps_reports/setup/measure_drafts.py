"""Measures of a document as rows of the sheets Measures, Steps, Comparators, Earlier years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cyps_reports.findings import Refused, shortened
from cyps_reports.plan.dates import Month, month_in
from cyps_reports.plan.measure import ANNUAL_RESULT, Polarity
from cyps_reports.plan.periods import period_in
from cyps_reports.plan.typed import tolerance_in
from cyps_reports.plan.units import Unit, unit_named
from cyps_reports.setup.cells import Made, MadeRow, is_blank, text_of
from cyps_reports.setup.date_cells import PlanTime
from cyps_reports.setup.figure_cells import Part, components_of, figure_of, part_of, parts_of
from cyps_reports.setup.heads import Head
from cyps_reports.setup.measure_units import unit_of
from cyps_reports.setup.rows import PlanRow
from cyps_reports.setup.source import SourceCell, SourceRow
from cyps_reports.setup.step_columns import says_period, step_columns_in
from cyps_reports.workbooks.tables import same_words

_FIGURES = ("similar", "outturn", "target")
_NOTES = {key: f"{key}_note" for key in _FIGURES}
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
    """The rows of the sheets that measures stand on; `time` is the plan's."""

    time: PlanTime = field(default_factory=PlanTime)
    measures: list[MadeRow] = field(default_factory=list)
    comparators: list[MadeRow] = field(default_factory=list)
    earlier: list[MadeRow] = field(default_factory=list)
    steps: list[MadeRow] = field(default_factory=list)

    def add(self, row: PlanRow, plan_year: str) -> None:
        """A measure, with a row for each of its components."""
        months = step_columns_in(row.block.heads.all_of("target"), self.time)
        columns = _columns(row, plan_year, months)
        for source in row.rows:
            self._of_row(row, source, columns, months)

    def _of_row(
        self,
        row: PlanRow,
        source: SourceRow,
        columns: Mapping[str, int],
        months: Mapping[int, Month],
    ) -> None:
        heads = row.block.heads
        cells = {key: source.cells[at] for key, at in columns.items()}
        beside = [(head, source.cells[at]) for at, head in _beside(row, columns)]
        steps = {month: source.cells[at] for at, month in months.items()}
        figures = (*cells.values(), *(cell for _, cell in beside), *steps.values())
        parts = {cell: parts_of(cell) for cell in figures}
        own = _own_component(row, source)
        labels = tuple(components_of(parts.values())) or ("",)
        headings = {key: heads.columns[at] for key, at in columns.items()}
        for label in labels:
            unit = unit_of(row, source, label, parts, headings)
            component = label or (own.text if own else "")
            made = dict(row.keys)
            if component:
                made["component"] = Made(component, own.place if own else source.cells[0].place)
            made |= _own_cells(row)
            made["unit"] = unit
            for key, cell in cells.items():
                made |= _figure(key, cell, part_of(parts[cell], label), unit)
            self.measures.append({key: each for key, each in made.items() if _says(each)})
            self._beside(row, component, beside, parts, label, unit)
            said = {month: part_of(parts[cell], label) for month, cell in steps.items()}
            self._steps(made, steps, said, unit)

    def _steps(
        self,
        made: MadeRow,
        cells: Mapping[Month, SourceCell],
        said: Mapping[Month, Part | None],
        unit: Made,
    ) -> None:
        """The targets of a measure within the plan, in one row; none where it has none."""
        steps = {
            str(month): _read(part, unit, cells[month], is_target=False)
            for month, part in said.items()
            if part is not None and part.text and not part.missing
        }
        keys = ("priority", "number", "component", "reference")
        row = {key: Made(made[key].value, made[key].source) for key in keys if key in made}
        if steps:
            self.steps.append(row | steps)

    def _beside(
        self,
        row: PlanRow,
        component: str,
        beside: Iterable[tuple[Head, SourceCell]],
        parts: Mapping[SourceCell, tuple[Part, ...]],
        label: str,
        unit: Made,
    ) -> None:
        """The figures of other authorities and of earlier years."""
        for head, cell in beside:
            part = part_of(parts[cell], label)
            if part is None or not part.text:
                continue
            made = {"reference": Made(row.called, row.reference_place)}
            if component:
                made["component"] = Made(component, cell.place)
            made["figure"] = _read(part, unit, cell, is_target=False)
            if part.note:
                made["note"] = Made(part.note, cell.place)
            years = head.years
            if head.key == "comparator":
                name = _without_years(head.heading, years)
                made["name"] = Made(name, head.cell.place)
                if years:
                    made["year"] = Made(years[-1], head.cell.place)
                self.comparators.append(made)
            else:
                made["year"] = Made(years[-1] if years else head.heading, head.cell.place)
                self.earlier.append(made)


def _says(cell: Made) -> bool:
    return cell.value is not None or cell.refused is not None


def _without_years(heading: str, years: Iterable[str]) -> str:
    for year in years:
        heading = heading.replace(year, " ")
    return " ".join(heading.split()).strip(" ()-–,") or heading


def _columns(row: PlanRow, plan_year: str, months: Mapping[int, Month]) -> Mapping[str, int]:
    """The column of each kind of figure: last year's outturn, this year's target.

    The last of several steps is the target where there is no other.
    """
    found: dict[str, int] = {}
    for key in _FIGURES:
        columns = row.block.heads.all_of(key)
        if columns:
            whole = tuple(each for each in columns if key != "target" or not says_period(each[1]))
            is_of_steps = key == "target" and not whole
            last = max(months, key=lambda at: months[at], default=columns[-1][0])
            found[key] = last if is_of_steps else _best(key, whole, plan_year)
    return found


def _best(key: str, columns: tuple[tuple[int, Head], ...], plan_year: str) -> int:
    dated = [(head.years[-1], at) for at, head in columns if head.years]
    if key == "target":
        this_year = [at for year, at in dated if plan_year and year[:4] == plan_year[:4]]
        undated = [at for at, head in columns if not head.years]
        return (this_year or undated or [at for _, at in sorted(dated)])[0]
    undated = [at for at, head in columns if not head.years]
    return max(dated)[1] if dated and not (undated and key == "similar") else undated[-1]


def _beside(row: PlanRow, columns: Mapping[str, int]) -> Iterator[tuple[int, Head]]:
    """Columns of comparators, and of outturns of the years before last year's."""
    for at, head in row.block.heads.columns.items():
        is_earlier = head.key == "outturn" and at != columns.get("outturn")
        if head.key == "comparator" or is_earlier:
            yield at, head


def _own_component(row: PlanRow, source: SourceRow) -> SourceCell | None:
    at = row.block.heads.first_of("component")
    return source.cells[at] if at is not None and not is_blank(source.cells[at]) else None


def _figure(key: str, cell: SourceCell, part: Part | None, unit: Made) -> MadeRow:
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
