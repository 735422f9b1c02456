"""Entries of returns as the public edition knows them: without what is hidden.

Of what managers write only the public comment stays.
"""

from __future__ import annotations

from decimal import Decimal

from cyps_reports.disclosure.rounding import Shown
from cyps_reports.disclosure.shown import Disclosure
from cyps_reports.findings import CellRef, Places
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns.model import (
    OWN_RATING,
    PUBLIC_COMMENT,
    Absent,
    DeadlineEntry,
    Input,
    MeasureEntry,
    Returns,
    further_in,
)


def public_returns(returns: Returns, plan: Plan, disclosure: Disclosure) -> Returns:
    """A month's returns as the public edition knows them; a row the plan has not is left out."""
    measures = {each.key: each for each in plan.measures}
    return Returns(
        returns.month,
        tuple(Input("", "", each.priority) for each in returns.inputs),
        {
            key: public_entry(measures[key], entry, returns.month, disclosure)
            for key, entry in returns.measures.items()
            if key in measures
        },
        {key: public_update(entry) for key, entry in returns.deadlines.items()},
    )


def public_entry(
    measure: Measure, entry: MeasureEntry, month: Month, disclosure: Disclosure
) -> MeasureEntry:
    """A measure's entry with its figure as it is shown, and its public comment."""
    is_secret = measure.is_about_children and measure.unit.is_text and bool(entry.said)
    return MeasureEntry(
        actual=Absent.CONFIDENTIAL if is_secret else _actual(measure, entry, month, disclosure),
        as_at=entry.as_at,
        data_status=entry.data_status,
        said="" if is_secret else entry.said,
        comment=further_in(entry, PUBLIC_COMMENT),
        further=_own_rating(measure, entry),
        places=_there(entry.places),
    )


def _actual(measure: Measure, entry: MeasureEntry, month: Month, disclosure: Disclosure) -> Shown:
    given = entry.actual
    return disclosure.of(measure.key, month, given) if isinstance(given, Decimal) else given


def _own_rating(measure: Measure, entry: MeasureEntry) -> tuple[tuple[str, str], ...]:
    """The rating that was chosen of what is judged, unless it is of words that are hidden."""
    chosen = further_in(entry, OWN_RATING)
    is_told = measure.unit.is_judged and not (measure.is_about_children and measure.unit.is_text)
    return ((OWN_RATING, chosen),) if chosen and is_told else ()


def public_update(entry: DeadlineEntry) -> DeadlineEntry:
    """A deadline's entry with its status and dates, and its public comment as the progress."""
    return DeadlineEntry(
        entry.status,
        entry.completed,
        entry.expected,
        progress=further_in(entry, PUBLIC_COMMENT),
        places=_there(entry.places),
    )


def _there(places: Places) -> Places:
    """That a row stood in a return, without saying where."""
    return dict.fromkeys(places, CellRef())
