"""Reads the cells that managers fill in: one row of a sheet becomes one entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from cyps_reports.findings import CellRef, Finding, Findings, Refused, note, shortened, warning
from cyps_reports.plan.dates.reading import TYPE_THE_DATE, date_in
from cyps_reports.plan.figures.impossible import impossible, planned_figures
from cyps_reports.plan.figures.published import printed, rounded
from cyps_reports.plan.figures.reading import figure_in
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.returns import layout
from cyps_reports.returns.model import (
    DENOMINATOR,
    NUMERATOR,
    OWN_RATING,
    Absent,
    DataStatus,
    DeadlineEntry,
    Link,
    MeasureEntry,
    Status,
)
from cyps_reports.returns.says_nothing import given, says_nothing
from cyps_reports.returns.struck_out import struck_out
from cyps_reports.workbooks.layout import Column, choose_one, headings, keys, not_a_choice
from cyps_reports.workbooks.links import address
from cyps_reports.workbooks.plain_text import as_chosen
from cyps_reports.workbooks.table_rows import Row

_TYPE_WORDS = "Type what is to be said as words."
_CHECK = "Check the figure, and type the right one if this is a slip."

_TARGET_KEYS, _MILESTONE_KEYS = keys(layout.TARGET_ENTRIES), keys(layout.MILESTONE_ENTRIES)

Choice = TypeVar("Choice", bound=str)


def measure_entry(row: Row, measure: Measure, found: Findings) -> MeasureEntry:
    """What a row of the sheet Targets says.

    The actual is rounded half-up to the published decimals.
    """
    row = _of_its_own(row, layout.TARGET_COLUMNS, measure.called, found)
    found.add(*struck_out(row, layout.TARGET_COLUMNS))
    actual, said = _told(row, measure, found)
    further = _further(row, layout.TARGET_FURTHER, found)
    return MeasureEntry(
        actual=actual,
        said=said,
        as_at=_date(row, "as_at", found),
        data_status=_choice(row, "data_status", DataStatus, found),
        comment=_words(row, "comment", found),
        corrective_action=_words(row, "corrective_action", found),
        notes=row.notes,
        links=_links(row, found, "comment", "corrective_action"),
        further=further,
        unread=(
            *_unread(row, "comment", "corrective_action"),
            *_unread_choice(row, OWN_RATING, further),
        ),
        says_nothing=_without_words(row, "comment", "corrective_action"),
        called=row.called,
        typed=row.text("actual") if measure.unit.is_judged else "",
        places=row.places(_TARGET_KEYS),
    )


def deadline_entry(row: Row, called: str, found: Findings) -> DeadlineEntry:
    """What a row of the sheet Milestones says; `called` is what the plan calls its deadline."""
    row = _of_its_own(row, layout.MILESTONE_COLUMNS, called, found)
    found.add(*struck_out(row, layout.MILESTONE_COLUMNS))
    return DeadlineEntry(
        status=_choice(row, "status", Status, found),
        completed=_date(row, "completed", found),
        expected=_date(row, "expected", found),
        progress=_words(row, "progress", found),
        corrective_action=_words(row, "corrective_action", found),
        notes=row.notes,
        links=_links(row, found, "progress", "corrective_action"),
        further=_further(row, layout.MILESTONE_FURTHER, found),
        unread=_unread(row, "progress", "corrective_action"),
        says_nothing=_without_words(row, "progress", "corrective_action"),
        called=row.called,
        places=row.places(_MILESTONE_KEYS),
    )


def _of_its_own(row: Row, columns: tuple[Column, ...], called: str, found: Findings) -> Row:
    """The row by the plan's name.

    Without entries that are another cell's where cells of several rows are merged.
    """
    if not row.sheet.merged:
        return replace(row, called=called)
    entries = [column for column in columns if isinstance(column, layout.EntryColumn)]
    others = {column.key: place for column in entries if (place := row.shared_with(column.key))}
    for column in entries:
        first = row.covered_by(column.key)
        if column.key in others and not row.cell(column.key).is_empty:
            found.add(_merged(row, column, f"cell {others[column.key].cell}", "that row", "row"))
        elif column.key not in others and first and not row.cell(first).is_empty:
            heading = headings(columns)[first]
            found.add(
                _merged(row, column, f"{heading} (cell {row.place(first).cell})", heading, "column")
            )
    own = {key: at for key, at in row.columns.items() if key not in others}
    return replace(row, columns=own, called=called)


def _merged(row: Row, column: Column, other: str, owner: str, each: str) -> Finding:
    return warning(
        "merged-cells",
        row.place(column.key),
        f"{column.heading} is merged with {other}; what is there was taken for {owner} only.",
        f"Unmerge the cells and fill in each {each}.",
    )


def _told(row: Row, measure: Measure, found: Findings) -> tuple[Decimal | Absent, str]:
    """The actual of a measure, and what it says where that is a text."""
    if not measure.unit.is_text or row.text("actual").casefold() in layout.NO_FIGURE_WORDS:
        return _actual(row, measure, found), ""
    said = _prose(row, "actual", found)
    return Absent.UNREADABLE if row.cell("actual").refusal("") else Absent.EMPTY, said


def _actual(row: Row, measure: Measure, found: Findings) -> Decimal | Absent:
    typed = row.text("actual")
    # Accounts show nought as a dash.
    is_nought = row.cell("actual").value == 0
    said = None if is_nought else layout.NO_FIGURE_WORDS.get(typed.casefold())
    if said is not None and measure.unit.place_of(typed) is None:
        # What is plainly not available needs nothing more.
        tell = note if said == DataStatus.NOT_AVAILABLE else warning
        found.add(
            tell(
                "no-figure-in-words",
                row.place("actual"),
                f"“{typed}” was typed in place of a figure for {measure.ref}; it counts as no "
                "figure.",
                f"Empty the cell and choose “{said}” as the data status."
                if said
                else "Empty the cell until there is a figure, and give the reason in the comment.",
            )
        )
        return Absent.NOT_AVAILABLE if said == DataStatus.NOT_AVAILABLE else Absent.EMPTY
    read = figure_in(row.cell("actual"), measure.unit)
    if isinstance(read, Refused):
        return _unreadable(row, "actual", read, found)
    if isinstance(read, Missing):
        return Absent.EMPTY
    # Of a number, a space is how its cell shows it.
    as_text = typed if isinstance(row.cell("actual").value, str) else ""
    if refused := impossible(measure, read, as_text):
        return _unreadable(row, "actual", refused, found)
    found.add(*_oddities(row.place("actual"), measure, read))
    return rounded(read, measure.decimals)


def _oddities(place: CellRef, measure: Measure, figure: Decimal) -> Iterator[Finding]:
    """What a figure of this measure can hardly be, going by the plan's own figures."""
    planned = planned_figures(measure)
    shown = printed(figure, measure.unit)
    if measure.unit.is_whole and measure.decimals == 0 and figure != figure.to_integral_value():
        yield warning(
            "decimals-in-count",
            place,
            f"{measure.ref}: {shown} has decimals, but it is a count.",
            _CHECK,
        )
    if measure.unit.is_percentage and figure > 100 and max(planned, default=Decimal(0)) <= 100:
        yield warning("over-100-percent", place, f"{measure.ref}: {shown} is over 100%.", _CHECK)
    if figure < 0 and min(planned, default=Decimal(0)) >= 0:
        yield warning("below-zero", place, f"{measure.ref}: {shown} is below zero.", _CHECK)


def _date(row: Row, key: str, found: Findings) -> date | Absent:
    read = date_in(row.cell(key))
    if isinstance(read, Refused):
        return _unreadable(row, key, read, found)
    if read and row.cell(key).is_of_today:
        problem = f"{row.called}: the date is that on which the workbook was calculated last."
        found.add(warning("date-of-today", row.place(key), problem, TYPE_THE_DATE))
    return read or Absent.EMPTY


def _unreadable(row: Row, key: str, refused: Refused, found: Findings) -> Absent:
    """Tells the refusal with what a reader knows the row by."""
    told = replace(refused, message=f"{row.called}: {refused.message}")
    found.add(told.at(row.place(key)))
    return Absent.UNREADABLE


def _choice(row: Row, key: str, choices: Iterable[Choice], found: Findings) -> Choice | Absent:
    if refused := row.cell(key).refusal(choose_one(choices)):
        return _unreadable(row, key, refused, found)
    typed = row.text(key)
    if not typed:
        return Absent.EMPTY
    for choice in choices:
        if as_chosen(choice) == as_chosen(typed):
            return choice
    return _unreadable(row, key, not_a_choice(typed, choices), found)


def _further(row: Row, columns: Iterable[Column], found: Findings) -> tuple[tuple[str, str], ...]:
    """What stands in optional columns, by their keys; nothing of those that the sheet has not."""
    said = (
        (
            column.key,
            _choice(row, column.key, column.choices, found)
            if column.choices
            else _answer(row, column.key, found),
        )
        for column in columns
    )
    return tuple((key, answer) for key, answer in said if answer and not isinstance(answer, Absent))


def _links(row: Row, found: Findings, *keys: str) -> tuple[Link, ...]:
    """Where the texts lead that have a hyperlink on them.

    One that only leads on its owner's network is left out.
    """
    links = []
    for key in (key for key in keys if row.cell(key).link):
        # What cannot be text was told where the text was read.
        text, leads_to = _words(row, key, Findings()), row.cell(key).link
        if text and leads_to == address(leads_to):
            links.append(Link(key, text, leads_to))
        elif text:
            found.add(_left_out(row, key, leads_to))
    return tuple(links)


def _left_out(row: Row, key: str, leads_to: str) -> Finding:
    return note(
        "link-left-out",
        row.place(key),
        f"{row.called}: the text is kept, but not its link to “{shortened(leads_to)}”, which is "
        "no address on the web"
        " or of mail: most readers of the report could not follow it.",
        "Nothing, if nobody needs it; else link to an address that begins with https:// or "
        "mailto:.",
    )


def _answer(row: Row, key: str, found: Findings) -> str:
    """What stands in an optional column; how many children there are is asked for as a number."""
    return (_prose if key in (NUMERATOR, DENOMINATOR) else _words)(row, key, found)


def _words(row: Row, key: str, found: Findings) -> str:
    """Text that says anything; "" for a placeholder."""
    return given(_prose(row, key, found))


def _without_words(row: Row, *keys: str) -> tuple[tuple[str, str], ...]:
    """What was typed in place of texts and says nothing, by the texts' keys."""
    typed = [(key, row.text(key)) for key in keys]
    return tuple((key, text) for key, text in typed if text and says_nothing(text))


def _prose(row: Row, key: str, found: Findings) -> str:
    """Text as it is shown, with its line breaks and without spaces at the ends.

    "" where it cannot be text.
    """
    cell = row.cell(key)
    if refused := cell.refusal(_TYPE_WORDS):
        _unreadable(row, key, refused, found)
        return ""
    lines = (" ".join(line.split()) for line in cell.text.splitlines())
    return "\n".join(line for line in lines if line)


def _unread_choice(row: Row, key: str, further: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The key of an optional choice that was made and cannot be read."""
    return () if row.cell(key).is_empty or key in dict(further) else (key,)


def _unread(row: Row, *keys: str) -> tuple[str, ...]:
    """The texts that cannot be read, by key.

    They show an error, or a formula was never calculated.
    """
    return tuple(key for key in keys if row.cell(key).refusal(""))
