"""The rows of the record: measures and deadlines as they were reported, and findings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from cyps_reports.assessment.model import Assessment, DeadlineResult, MeasureResult
from cyps_reports.assessment.slippage import expected_last
from cyps_reports.findings import CellRef, Finding
from cyps_reports.plan.figures.published import printed, published
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Band, Target
from cyps_reports.record.schema import (
    DeadlineRow,
    FindingRow,
    ForecastRow,
    FurtherRow,
    LinkRow,
    MeasureRow,
    SourceRow,
    Stated,
)
from cyps_reports.report import deadline_wording, wording
from cyps_reports.report.rating_wording import actual_words
from cyps_reports.returns.model import (
    Absent,
    DataStatus,
    DeadlineEntry,
    MeasureEntry,
    Status,
    further_in,
)


def measure_row(result: MeasureResult, assessment: Assessment) -> MeasureRow:
    """A measure row as it is reported."""
    measure = result.measure
    entry = result.entry or MeasureEntry()
    return MeasureRow(
        ref=measure.ref,
        component=measure.component,
        priority=measure.priority,
        name=measure.name,
        unit=measure.unit.name,
        polarity=measure.polarity.value,
        basis=measure.basis.value,
        actual=None if measure.unit.is_judged else result.actual,
        actual_said=actual_words(result) if measure.unit.is_judged else "",
        as_at=_day(result.as_at),
        data_status=_said(result.data_status).lower(),
        kept_from=result.kept.month if result.kept else None,
        target=_stated(measure, measure.target),
        target_said=measure.target_said,
        green_limit=measure.green_limit,
        amber_limit=measure.amber_limit,
        outturn=_stated(measure, measure.outturn, measure.outturn_said),
        similar=_stated(measure, measure.similar, measure.similar_said),
        can_be_rated=measure.can_be_rated,
        rag=result.rag.value,
        state=result.state,
        withdrawn=measure.withdrawal.approved_on if measure.withdrawal else None,
        reason=wording.measure_reason(result, assessment.plan, assessment.month),
        direction=result.direction.travel.value,
        direction_since=wording.direction_since(result.direction, assessment.plan),
        since_outturn=result.since_outturn.travel.value,
        rated_on=result.compared.on.value if result.compared and result.state.is_rated else "",
        forecast=_forecast(result, assessment.plan),
        against_similar=result.similar.value,
        comment=entry.comment,
        corrective_action=entry.corrective_action,
        further=_further(entry),
        notes=entry.notes,
        links=_links(entry),
        source=_source(entry.places.get("actual")),
        was=measure.was,
        **_last_years(result, assessment.plan),
    )


def _forecast(result: MeasureResult, plan: Plan) -> ForecastRow | None:
    forecast = result.told_forecast
    if forecast is None:
        return None
    return ForecastRow(
        day=plan.ends,
        low=forecast.low,
        central=forecast.central,
        high=forecast.high,
        points=forecast.points,
        method=forecast.method.value,
    )


def _last_years(result: MeasureResult, plan: Plan) -> dict[str, Any]:
    """The figure of last year that readers were told of beside this one."""
    since = result.direction.since
    if since is None or since >= plan.months[0] or result.measure.unit.is_judged:
        return {}
    return {"before": result.direction.earlier, "before_month": since}


def _stated(measure: Measure, figure: Target, said: str = "") -> Stated:
    """A figure as it is, a range as `85 to 90`.

    Words where it is judged, `said` where it is a text.
    """
    match published(measure, figure):
        case Band(low, high):
            return Stated(f"{low} to {high}")
        case Decimal() as shown if not measure.unit.is_judged:
            return Stated(str(shown))
        case shown:
            return Stated(said or printed(shown, measure.unit))


def deadline_row(result: DeadlineResult, assessment: Assessment) -> DeadlineRow:
    """A deadline as it is reported."""
    milestone, deadline = result.milestone, result.deadline
    entry = result.entry or DeadlineEntry()
    return DeadlineRow(
        ref=milestone.ref,
        deadline=deadline.number,
        priority=milestone.priority,
        name=milestone.name,
        due=deadline.due,
        redated=deadline.redating.due if deadline.redating else None,
        recurrence=deadline.recurrence.value,
        lead=milestone.lead,
        rag=result.rag.value,
        state=result.state,
        withdrawn=deadline.withdrawal.approved_on if deadline.withdrawal else None,
        reason=deadline_wording.deadline_reason(
            result, assessment.as_at, assessment.plan.vocabulary
        ),
        days_overdue=result.days if result.state.is_missed else 0,
        days_late=result.days if result.state.is_completed else 0,
        status=_said(entry.status),
        completed=result.completed,
        completed_entered=_day(entry.completed),
        expected=_day(entry.expected),
        expected_last=expected_last(result, assessment),
        progress=entry.progress,
        corrective_action=entry.corrective_action,
        further=_further(entry),
        notes=entry.notes,
        links=_links(entry),
        source=_source(entry.places.get("status")),
        was=deadline.was,
    )


def _further(entry: MeasureEntry | DeadlineEntry) -> tuple[FurtherRow, ...]:
    """What stands in optional columns, each once, also where two workbooks fill it in."""
    columns = dict.fromkeys(column for column, _ in entry.further)
    return tuple(FurtherRow(column=column, text=further_in(entry, column)) for column in columns)


def _links(entry: MeasureEntry | DeadlineEntry) -> tuple[LinkRow, ...]:
    """Where the texts of an entry lead, each with the column it stands in."""
    return tuple(LinkRow(column=link.column, address=link.address) for link in entry.links)


def _day(given: date | Absent) -> date | None:
    return None if isinstance(given, Absent) else given


def _said(chosen: DataStatus | Status | Absent) -> str:
    """What was chosen; "" where nothing was, or nothing that can be read."""
    return "" if isinstance(chosen, Absent) else chosen.value


def _source(place: CellRef | None) -> SourceRow | None:
    return SourceRow(workbook=place.workbook, sheet=place.sheet, cell=place.cell) if place else None


def finding_row(finding: Finding) -> FindingRow:
    """A finding with its place."""
    return FindingRow(
        severity=finding.severity,
        code=finding.code,
        workbook=finding.place.workbook,
        sheet=finding.place.sheet,
        cell=finding.place.cell,
        message=finding.message,
        fix=finding.fix,
    )
