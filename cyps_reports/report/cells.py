"""Cells of every kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.report.table_blocks import Amount, Cell, Hyperlink
from cyps_reports.returns.model import DeadlineEntry, MeasureEntry, further_in
from cyps_reports.theme import PAINTS, Tone
from cyps_reports.workbooks.layout import Column


def rag_cell(state: str, tone: Tone) -> Cell:
    """A state as symbol, word and colour."""
    return Cell(f"{PAINTS[tone].symbol} {state}".strip(), tone)


def rating_cell(state: str, tone: Tone, vocabulary: Vocabulary) -> Cell:
    """The same, under the plan's own word for the rating where it has one."""
    own = vocabulary.own_rating(tone)
    return rag_cell(
        f"{own}\n{state}" if own.casefold() not in ("", state.casefold()) else state, tone
    )


def number_cell(number: int) -> Cell:
    """A count."""
    return Cell(f"{number:,}", value=number)


def date_cell(day: object) -> Cell:
    """A date; empty for anything else."""
    return Cell(f"{day:%d/%m/%y}", value=day) if isinstance(day, date) else Cell()


def amount_cell(measure: Measure, figure: Decimal | None) -> Cell:
    """A figure in the measure's unit, words where it is judged; empty where there is none."""
    if figure is None:
        return Cell()
    value = None if measure.unit.is_judged else Amount(figure, measure.unit)
    return Cell(printed(figure, measure.unit), value=value)


def typed_cell(text: str, entry: MeasureEntry | DeadlineEntry | None, column: str) -> Cell:
    """What was typed in a column, with where it leads."""
    links = entry.links if entry else ()
    return Cell(
        text,
        hyperlinks=tuple(
            Hyperlink(link.text, link.address) for link in links if link.column == column
        ),
    )


def further_cells(
    columns: Iterable[Column], entry: MeasureEntry | DeadlineEntry | None
) -> dict[str, Cell]:
    """What stands in optional columns, by their keys."""
    return {column.key: Cell(further_in(entry, column.key)) for column in columns}


def with_notes(text: str, notes: tuple[str, ...]) -> str:
    """What was typed, and what somebody noted on the row's cells."""
    told = (f"Note in the workbook: {note}" for note in notes)
    return "\n".join(part for part in (text, *told) if part)


def lead_name(plan: Plan, key: str) -> str:
    """`Jo Moxon (JM)`; the name alone where there are no initials; `No lead` for ""."""
    lead = plan.lead(key)
    return (
        f"{lead.called} ({lead.initials})"
        if lead.initials and lead.called != lead.initials
        else lead.called
    )
