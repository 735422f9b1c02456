"""What each cell of the plan says, as text.

So that one month's plan can be compared with another's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from cyps_reports.plan.dates.months import Month, short
from cyps_reports.plan.dates.periods import MONTHLY, ReportingPeriod
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.model.measure import Comparator, EarlierYear, Measure
from cyps_reports.plan.model.milestone import Deadline, Milestone, deadline_called
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Band, Tolerance
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.rows.approvals import redating_cells, withdrawal_cells
from cyps_reports.plan.rows.heads import head_name
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.fields import PLAN_FIELDS
from cyps_reports.plan.sheets.figure_columns import BETWEEN_STEPS
from cyps_reports.plan.sheets.measure_columns import CHILDREN_COLUMNS, MEASURE_COLUMNS
from cyps_reports.plan.sheets.milestone_columns import MILESTONE_COLUMNS
from cyps_reports.workbooks.layout import headings

PlanCells = Mapping[str, Mapping[str, str]]
"""What the plan's cells say, by row (`E1 Gross`, `A20, deadline 2`) and heading.

Empty cells are left out.
"""

_FIELDS = ("year", "starts", "ends", "tolerance", "closing_days")
"""The fields of the sheet Plan that bear on results."""


def plan_cells(plan: Plan) -> PlanCells:
    """Every cell of the plan that bears on what is reported."""
    heading, of_leads = headings(PLAN_FIELDS), headings(layout.LEAD_COLUMNS)
    return {
        layout.PLAN: {
            **{heading[key]: _said(getattr(plan, key)) for key in _FIELDS},
            **_reported(plan),
        },
        **{
            plan.vocabulary.priority_called(priority.code): {"Title": priority.title}
            for priority in plan.priorities
        },
        **{
            f"{plan.lead_word} {lead.key}": {
                of_leads["name"]: lead.name,
                of_leads["post"]: lead.post,
            }
            for lead in plan.leads
        },
        **{measure.called: _measure(measure) for measure in plan.measures},
        **{deadline_called(m.ref, d.number): _deadline(m, d) for m, d in plan.deadlines()},
    }


def _reported(plan: Plan) -> dict[str, str]:
    """How often the plan is reported.

    Records of before, which did not say it, are of monthly plans.
    """
    heading = headings(PLAN_FIELDS)["reported"]
    return {} if plan.reported == MONTHLY else {heading: str(plan.reported)}


def row_name(row: str, cells: PlanCells) -> str:
    """What a sentence calls a row: `A12` where it has no second deadline."""
    ref = row.removesuffix(deadline_called("", 1))
    return row if deadline_called(ref, 2) in cells else ref


_OF_MEASURES = tuple(column for column in MEASURE_COLUMNS if column not in CHILDREN_COLUMNS)


def _measure(measure: Measure) -> dict[str, str]:
    # Where the plan leaves the data basis open, it is what it then means.
    told: dict[str, object] = {
        "basis_set": measure.basis,
        "target": measure.target_said or measure.target,
        "outturn": measure.outturn_said or measure.outturn,
        "similar": measure.similar_said or measure.similar,
        "head": head_name(measure.head),
        **withdrawal_cells(measure.withdrawal),
    }
    values = {
        column.heading: told[column.key] if column.key in told else getattr(measure, column.key)
        for column in _OF_MEASURES
    }
    values |= {f"Step of {month.in_words}": figure for month, figure in measure.steps.items()}
    values |= {BETWEEN_STEPS.heading: measure.between_set}
    others: dict[str, Comparator | EarlierYear] = {
        **{
            f"{layout.COMPARATORS}: {comparator.called}": comparator
            for comparator in measure.comparators
        },
        **{
            f"{layout.EARLIER_YEARS}: {earlier_year.year}": earlier_year
            for earlier_year in measure.earlier_years
        },
    }
    values |= {heading: each.said or each.figure for heading, each in others.items()}
    values |= {f"Note on {heading}": each.note for heading, each in others.items()}
    values |= {
        f"{layout.USUAL_RANGES}, made anew from {short(move.starts)}": move.why
        for move in measure.range_moves
    }
    return _filled({heading: _said(value, measure.unit) for heading, value in values.items()})


def _deadline(milestone: Milestone, deadline: Deadline) -> dict[str, str]:
    moved = {
        "due": deadline.due_said or deadline.due,
        **redating_cells(deadline.redating),
        "deadline": deadline.number,
        "lead": milestone.leads,
        "head": head_name(milestone.head),
        **withdrawal_cells(deadline.withdrawal),
    }
    values = {
        column.heading: moved[column.key]
        if column.key in moved
        else getattr(deadline if hasattr(deadline, column.key) else milestone, column.key)
        for column in MILESTONE_COLUMNS
    }
    return _filled({heading: _said(value) for heading, value in values.items()})


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    return {heading: text for heading, text in cells.items() if text}


def _said(value: object, unit: Unit = Unit.COUNT) -> str:
    match value:
        case None:
            return ""
        case str() | int() | Unit() | ReportingPeriod():
            return str(value)
        case Month():
            return value.in_words
        case Decimal() | Band():
            return printed(value, unit)
        case Tolerance():
            return printed(value.amount, unit) if value.is_absolute else f"{value.amount}%"
        case date():
            return short(value)
        case Sequence():
            return "; ".join(map(str, value))
        case _:
            raise TypeError(f"no text for {value!r}")
