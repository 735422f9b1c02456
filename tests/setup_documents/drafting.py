"""Types the plan of a document into a draft, as a careful officer would: all of it right."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.plan.sheets import layout
from cyps_reports.setup.draft import DraftCell, DraftRow, DraftValue, PlanDraft
from tests.setup_documents.expected import Action, Expected, Figures


def drafted(expected: Expected) -> PlanDraft:
    """The draft in which everything is as it should be; a measure without reference gets one."""
    measures = tuple(
        replace(each, reference=each.reference or f"M{at}")
        for at, each in enumerate(expected.measures, start=1)
    )
    expected = replace(expected, measures=measures)
    facts = {
        key: _day(getattr(expected, key)) for key in ("starts", "ends") if getattr(expected, key)
    }
    leads = {each for action in expected.actions for each in action.lead.split("; ") if each}
    sheets = {
        layout.PRIORITIES: tuple(
            _row(code=code, title=title) for code, title in expected.priorities
        ),
        layout.LEADS: tuple(_row(initials=each) for each in sorted(leads)),
        layout.MEASURES: tuple(map(_measure, expected.measures)),
        layout.MILESTONES: tuple(row for each in expected.actions for row in _milestone(each)),
        layout.STEPS: tuple(_steps(each) for each in expected.measures if each.steps),
        layout.COMPARATORS: tuple(_others(expected, "comparators", "name")),
        layout.EARLIER_YEARS: tuple(_others(expected, "earlier", "year")),
    }
    facts_typed = {key: DraftCell(value) for key, value in facts.items()}
    return PlanDraft(facts_typed, sheets, tuple(_findings(expected)))


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _row(**values: DraftValue) -> DraftRow:
    return DraftRow({key: DraftCell(value) for key, value in values.items() if value})


def _figure(said: str) -> DraftValue:
    try:
        return Decimal(said)
    except InvalidOperation:
        return said


def _measure(wanted: Figures) -> DraftRow:
    row = _row(
        priority=wanted.priority,
        reference=wanted.reference,
        component=wanted.component,
        name=wanted.name,
        unit=wanted.unit,
        polarity=wanted.polarity,
        similar=_figure(wanted.similar),
        similar_note="; ".join(wanted.notes),
        outturn=_figure(wanted.outturn),
        target=_figure(wanted.target),
    )
    polarity = DraftCell(wanted.polarity or None, is_open=not wanted.polarity)
    return DraftRow({**row.cells, "polarity": polarity})


def _milestone(wanted: Action) -> Iterator[DraftRow]:
    for number, each in enumerate(wanted.deadlines, start=1):
        yield _row(
            priority=wanted.priority,
            reference=wanted.reference,
            deadline=Decimal(number),
            heading=wanted.heading,
            name=wanted.name,
            due=each.said or _day(each.day),
            recurrence=each.recurs,
            purpose=each.purpose,
            lead=wanted.lead,
            partners=wanted.partners,
            success=wanted.success,
            evidence=wanted.evidence,
            progress_at_approval=wanted.progress,
            at_approval=wanted.at_approval,
        )


def _steps(wanted: Figures) -> DraftRow:
    months = {month: _figure(figure) for month, figure in wanted.steps}
    return _row(reference=wanted.reference, **months)


def _others(expected: Expected, field: str, key: str) -> Iterator[DraftRow]:
    for each in expected.measures:
        for called, figure in getattr(each, field):
            yield _row(reference=each.reference, figure=_figure(figure), **{key: called})


def _findings(expected: Expected) -> Iterator[Finding]:
    for each in expected.named:
        yield warning("not-a-date", CellRef(), f"{each.at}: {each.quotes}.", "")
