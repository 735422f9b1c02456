"""Writes the record of what was reported; what its fields are stands in record/schema.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from cyps_reports import __version__
from cyps_reports.assessment.changes import Change, Kind
from cyps_reports.assessment.model import Assessment, MeasureResult
from cyps_reports.assessment.restated import What
from cyps_reports.findings import Finding
from cyps_reports.plan.cell_texts import plan_cells
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.small_numbers import Edition
from cyps_reports.record.codec import as_json
from cyps_reports.record.file import Json, sealed_with_sum
from cyps_reports.record.schema import (
    OF_ITS_FILES,
    SCHEMA,
    InputRow,
    PlanRow,
    Record,
    RestatedRow,
    ShownRow,
)
from cyps_reports.record.sources import Source
from cyps_reports.returns.reading_basis import reading_basis
from cyps_reports.writers.record_rows import deadline_row, finding_row, measure_row

if TYPE_CHECKING:
    from cyps_reports.disclosure.shown import Disclosure


def record_of(
    assessment: Assessment,
    findings: Iterable[Finding],
    changes: Iterable[Change] = (),
    sources: Iterable[Source] = (),
    disclosure: Disclosure | None = None,
) -> Json:
    """The record as plain values, with the check sum of what it tells.

    Without the files written beside it. `disclosure` is that of a public edition.

    A later month reads it back (record/reader.py). Of the changes it keeps the figures that were
    restated.
    """
    record = Record(
        schema=SCHEMA,
        plan=_plan(assessment.plan),
        return_month=assessment.month,
        as_at=assessment.as_at,
        measures=tuple(measure_row(result, assessment) for result in assessment.measures),
        deadlines=tuple(deadline_row(result, assessment) for result in assessment.deadlines),
        findings=tuple(map(finding_row, findings)),
        inputs=tuple(_inputs(assessment, sources)),
        restated=tuple(_restated(changes)),
        plan_cells=plan_cells(assessment.plan),
        answered=tuple(
            each.key for each in assessment.plan.questions if each.is_answered(assessment.as_at)
        ),
        reading_basis=reading_basis(assessment.plan),
        program=__version__,
    )
    whole: Json = as_json(_published(record, disclosure) if disclosure else record)
    told = {key: value for key, value in whole.items() if key not in OF_ITS_FILES}
    return sealed_with_sum(told)


def _published(record: Record, disclosure: Disclosure) -> Record:
    """The record of a public edition: what it shows, and no file that it was made from."""
    return replace(
        record,
        inputs=(),
        reading_basis="",
        edition=Edition.PUBLIC,
        shown=tuple(_shown(disclosure)),
    )


def _shown(disclosure: Disclosure) -> Iterator[ShownRow]:
    for ((ref, component), column), shown in disclosure.shown.items():
        figure = shown if isinstance(shown, Decimal) else None
        yield ShownRow(ref=ref, component=component, column=str(column), figure=figure)


def finding_values(finding: Finding) -> Json:
    """A finding as plain values."""
    row: Json = as_json(finding_row(finding))
    return row


def _inputs(assessment: Assessment, sources: Iterable[Source]) -> Iterator[InputRow]:
    """The returns as they were read, then every other file that was there or was used."""
    month = str(assessment.month)
    read = assessment.returns.inputs
    for each in read:
        yield InputRow(
            workbook=each.workbook,
            sha256=each.sha256,
            priority=each.priority,
            month=month,
            filled_in_by=each.sign_off.filled_in_by,
            signed_off_by=each.sign_off.by,
            signed_off_on=each.sign_off.on,
            signed_content=each.signed_content,
        )
    names = {(month, each.workbook) for each in read}
    for source in sources:
        if (source.month, source.workbook) not in names:
            yield InputRow(
                workbook=source.workbook, sha256=source.sha256, priority="", month=source.month
            )


def _plan(plan: Plan) -> PlanRow:
    return PlanRow(
        council=plan.council,
        service=plan.service,
        title=plan.title,
        year=plan.year,
        starts=plan.starts,
        marking=plan.marking,
    )


def _restated(changes: Iterable[Change]) -> Iterator[RestatedRow]:
    for change in changes:
        if (
            change.kind in (Kind.RESTATED, Kind.RATING_RESTATED)
            and isinstance(change.result, MeasureResult)
            and change.month
        ):
            measure = change.result.measure
            (was, was_said), (now, now_said) = (
                _told(each, measure) for each in (change.was, change.now)
            )
            yield RestatedRow(
                ref=measure.ref,
                component=measure.component,
                month=change.month,
                was=was,
                now=now,
                was_said=was_said,
                now_said=now_said,
                what=What.RATING if change.kind is Kind.RATING_RESTATED else What.FIGURE,
            )


def _told(told: object, measure: Measure) -> tuple[Decimal | None, str]:
    """A figure, and the words that stand for it where it is judged."""
    if isinstance(told, str):
        return None, str(told)
    figure = told if isinstance(told, Decimal) else None
    if figure is None or not measure.unit.is_judged:
        return figure, ""
    return None, printed(figure, measure.unit)
