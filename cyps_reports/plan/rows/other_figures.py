"""Figures beside this year's: what measures are compared with, and what they were in earlier years.

On two sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from cyps_reports.findings import CellRef, Finding, Findings, Refused, error, shortened
from cyps_reports.groups import grouped
from cyps_reports.phrases import counted
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.dates.years import first_year_in
from cyps_reports.plan.figures.impossible import planned_figures
from cyps_reports.plan.figures.parted import parted_in_plan, said_in
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.figures.targets import NO_TARGET, TargetSaid, figure_said_in
from cyps_reports.plan.model.measure import Comparator, EarlierYear, Measure
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.model.references import RowKey, row_key
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.figure_columns import COMPARATOR_COLUMNS, EARLIER_YEAR_COLUMNS
from cyps_reports.plan.sheets.tables import rows_if_there
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.plain_text import same_words
from cyps_reports.workbooks.table_rows import Row

_OtherFigure = TypeVar("_OtherFigure", Comparator, EarlierYear)


@dataclass(frozen=True, slots=True)
class _Kind:
    """One of the two sheets: its name and its columns.

    With the key of the one that a row cannot lack, and what that says.
    """

    sheet: str
    columns: Sequence[Column]
    named_by: str
    what: str


_COMPARATORS = _Kind(layout.COMPARATORS, COMPARATOR_COLUMNS, "name", "comparator")
_EARLIER_YEARS = _Kind(layout.EARLIER_YEARS, EARLIER_YEAR_COLUMNS, "year", "earlier year")


def with_comparators(
    book: Book, measures: tuple[Measure, ...], default: str, default_place: CellRef, found: Findings
) -> tuple[Measure, ...]:
    """The measures with their comparators.

    `default` is the comparator that stands for similar authorities, "" where the measures' own
    column says their figure; `default_place` is where that is said.
    """
    rows = rows_of_measures(book, _COMPARATORS.sheet, _COMPARATORS.columns, measures, found)
    names = dict.fromkeys(
        row.text("name") for group in rows.values() for row in group if row.text("name")
    )
    if default and same_words(default) not in map(same_words, names):
        found.add(_unknown_default(default, default_place, names))
    if not rows:
        return measures
    told = ((each, rows.get(row_key(*each.key), ())) for each in measures)
    return tuple(_with_comparators(measure, group, default, found) for measure, group in told)


def with_earlier_years(
    book: Book, measures: tuple[Measure, ...], found: Findings
) -> tuple[Measure, ...]:
    """The measures with their figures of earlier years, in the order of the sheet."""
    rows = rows_of_measures(book, _EARLIER_YEARS.sheet, _EARLIER_YEARS.columns, measures, found)
    if not rows:
        return measures

    def of(measure: Measure) -> tuple[EarlierYear, ...]:
        group = rows.get(row_key(*measure.key), ())
        return tuple(
            _told(group, lambda row: _earlier_year(row, measure, found), _EARLIER_YEARS, found)
        )

    told = ((each, of(each)) for each in measures)
    return tuple(replace(each, earlier_years=years) if years else each for each, years in told)


def rows_of_measures(
    book: Book,
    sheet: str,
    columns: Sequence[Column],
    measures: Iterable[Measure],
    found: Findings,
) -> Mapping[RowKey, tuple[Row, ...]]:
    """The rows of a sheet by their measure.

    A row of no measure is an error, told once for each that is not there.
    """
    rows = rows_if_there(book, sheet, columns, found)
    by_measure = grouped(rows, lambda row: row_key(row.text("reference"), row.text("component")))
    known = {row_key(*measure.key) for measure in measures} if by_measure else set()
    found.add(*(_unknown_measure(group) for key, group in by_measure.items() if key not in known))
    return by_measure


def _told(
    rows: Iterable[Row], read: Callable[[Row], _OtherFigure], kind: _Kind, found: Findings
) -> Iterator[_OtherFigure]:
    """What the rows of a measure say, each once."""
    first: dict[tuple[str, str], Row] = {}
    for row in rows:
        if not row.text(kind.named_by):
            problem = f"The {kind.what} of this figure is missing."
            found.add(
                error(
                    "empty-cell",
                    row.place(kind.named_by),
                    problem,
                    "Type it here, or take the row out.",
                )
            )
            continue
        key = same_words(row.text(kind.named_by)), same_words(row.text("year"))
        if first.setdefault(key, row) is not row:
            found.add(_twice(row, first[key], kind))
            continue
        yield read(row)


def _comparator(row: Row, measure: Measure, found: Findings) -> Comparator:
    told = _figure(row, measure, found)
    return Comparator(row.text("name"), told.figure, _year(row, found), row.text("note"), told.said)


def _earlier_year(row: Row, measure: Measure, found: Findings) -> EarlierYear:
    told = _figure(row, measure, found)
    return EarlierYear(_year(row, found), told.figure, row.text("note"), told.said)


def _figure(row: Row, measure: Measure, found: Findings) -> TargetSaid:
    cell, place = row.cell("figure"), row.place("figure")
    told = found.take(figure_said_in(cell, measure.unit), place, NO_TARGET)
    said = {place: said_in(cell, told.target)}
    refused = parted_in_plan(said, measure.unit, planned_figures(measure)).get(place)
    return found.take(refused or told, place, NO_TARGET)


def _year(row: Row, found: Findings) -> str:
    """The year as it is typed; Excel makes a date of 2010/11 in a cell that is not for text."""
    value = row.cell("year").value
    if isinstance(value, date):
        problem = f"The cell holds the date {long(value)}; Excel makes one of 2010/11."
        mend = "Format the cell as Text, and type it again, like 2010/11 or Baseline July 2010."
        found.add(Refused("date-for-year", problem, mend).at(row.place("year")))
    return row.text("year")


def _with_comparators(
    measure: Measure, rows: tuple[Row, ...], default: str, found: Findings
) -> Measure:
    if not rows:
        return measure
    comparators = tuple(
        _told(rows, lambda row: _comparator(row, measure, found), _COMPARATORS, found)
    )
    of_default = [
        comparator
        for comparator in comparators
        if default
        and same_words(comparator.name) == same_words(default)
        and (comparator.said or comparator.figure != Missing.NOT_GIVEN)
    ]
    told = replace(measure, comparators=comparators)
    if not of_default:
        return told
    newest = max(of_default, key=lambda each: first_year_in(each.year))
    in_column = (measure.similar, measure.similar_said)
    if in_column not in ((Missing.NOT_GIVEN, ""), (newest.figure, newest.said)):
        found.add(_against_column(measure, newest))
    return replace(told, similar=newest.figure, similar_said=newest.said, similar_named=newest.name)


def _unknown_measure(rows: tuple[Row, ...]) -> Finding:
    row, others = rows[0], len(rows) - 1
    called = f"{row.text('reference')} {row.text('component')}".strip()
    say = "says" if others == 1 else "say"
    also = f" {counted(others, 'other row')} {say} so too." if others else ""
    return error(
        "unknown-measure",
        row.place("reference"),
        f"There is no measure “{shortened(called)}” in this plan.{also}",
        "Type its reference, and the component where it has some, as on the sheet "
        f"{layout.MEASURES}; or take the row"
        " out.",
    )


def _twice(row: Row, first: Row, kind: _Kind) -> Finding:
    said = " ".join(dict.fromkeys((row.text(kind.named_by), row.text("year")))).strip()
    return error(
        "figure-twice",
        row.place("year"),
        f"{row.text('reference')} has a figure of {said} in row {first.number} too.",
        "Take one of the two rows out.",
    )


def _unknown_default(default: str, place: CellRef, names: Iterable[str]) -> Finding:
    return error(
        "unknown-comparator",
        place,
        f"There is no comparator “{shortened(default)}” on the sheet {layout.COMPARATORS}.",
        f"Type one of: {', '.join(names) or 'none is listed yet'}; or empty the cell.",
    )


def _against_column(measure: Measure, comparator: Comparator) -> Finding:
    told = comparator.said or printed(comparator.figure, measure.unit)
    column = measure.similar_said or printed(measure.similar, measure.unit)
    return error(
        "comparator-against-similar",
        measure.places.get("similar", CellRef()),
        f"{measure.called} has {shortened(column)} here, but {comparator.name} on the sheet "
        f"{layout.COMPARATORS} has"
        f" {shortened(told)}.",
        f"Empty this cell, as {comparator.name} stands for similar authorities; or correct the "
        "figure there.",
    )
