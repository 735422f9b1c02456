"""A plan with a row of every kind: units, targets, limits, steps, dates, duties and decisions."""

from datetime import date
from decimal import Decimal
from typing import Any

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import ANNUAL, Period, ReportingPeriod
from cyps_reports.plan.model.decisions import (
    Closed,
    ClosedAs,
    RangeMove,
    Redating,
    Withdrawal,
    WithdrawnAs,
)
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import (
    AboutChildren,
    Basis,
    Between,
    Comparator,
    EarlierYear,
    Measure,
    Polarity,
)
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.quantities import Band, Missing, Tolerance
from cyps_reports.plan.model.question import Question
from cyps_reports.plan.model.report_text import StandingText, Where
from cyps_reports.plan.model.units import NO_IS_RIGHT, Unit, graded, unit_named
from cyps_reports.plan.model.vocabulary import Vocabulary
from tests.tools.small_plan import small_plan

_DAY = date(2017, 6, 12)
_LOWER, _CLOSE, _MONITOR = (
    {"polarity": each} for each in (Polarity.LOWER, Polarity.CLOSE, Polarity.MONITOR)
)
_GOOD = graded(("Outstanding", "Good", "Poor"))
_STEPS = {Month(2017, 6): Decimal(70), Month(2017, 12): Decimal("75.5")}


def _withdrawn(kind: WithdrawnAs, why: str = "", on: date = _DAY) -> dict[str, Any]:
    return {"withdrawal": Withdrawal(kind, "Cabinet", on, why)}


def _figures(target: str, outturn: str = "", similar: str = "") -> dict[str, Any]:
    given = {"target": target, "outturn": outturn, "similar": similar}
    return {key: Decimal(each) for key, each in given.items() if each}


MEASURES: tuple[dict[str, Any], ...] = (
    {
        **_figures("80", "74.50", "79.5"),
        "target_note": "By law",
        "outturn_note": "Final",
        "similar_note": "National",
    },
    {
        **_figures("12", "14"),
        **_LOWER,
        "unit": Unit.DAYS,
        "tolerance": Tolerance(Decimal("2.5"), is_absolute=True),
    },
    {**_figures("86.190", "84.1"), **_CLOSE, "unit": Unit.MONEY, "basis_set": Basis.CUMULATIVE},
    {**_figures("1250", "1,3".replace(",", "")), **_MONITOR, "unit": unit_named("children")},
    {"target": Band(Decimal(85), Decimal("90.5")), **_CLOSE, "decimals_set": 1},
    {
        **_figures("80"),
        "target_said": "at least 80%",
        "steps": _STEPS,
        "reported": ReportingPeriod(Period.QUARTER),
    },
    {**_figures("80"), "steps": _STEPS, "basis_set": Basis.CUMULATIVE, "component": "Girls"},
    {**_figures("80"), "steps": _STEPS, "between_set": Between.LINE, "component": "Boys"},
    {
        **_figures("20", "18"),
        **_LOWER,
        "unit": Unit.COUNT,
        "green_limit": Decimal(22),
        "amber_limit": Decimal(25),
    },
    {**_figures("14", "12"), **_LOWER, "unit": unit_named("ratio"), "amber_limit": Decimal(16)},
    {
        **_figures("52.3"),
        "unit": unit_named("per 10,000"),
        "about_children": AboutChildren.YES,
        "numerator": "A4",
    },
    {
        **_figures("90"),
        "about_children": AboutChildren.YES,
        "denominator": "1,250",
        "sum_of": ("A1", "A2"),
    },
    {**_figures("40"), "unit": Unit.DAYS, "about_children": AboutChildren.YES, "decimals_set": 0},
    {
        **_figures("40"),
        "about_children": AboutChildren.NO,
        "basis_set": Basis.ROLLING,
        "head": "J Kay <j.kay@c.uk>",
    },
    {**_figures("2", "1", "3"), "unit": _GOOD},
    {"unit": _GOOD, "target": Missing.TO_BE_CONFIRMED, "outturn": Missing.NOT_APPLICABLE},
    {**_figures("2"), "unit": graded(("A*", "A", "B, or worse")), **_MONITOR},
    {**_figures("2", "1"), "unit": Unit.YES_NO},
    {**_figures("2"), "unit": NO_IS_RIGHT},
    {
        "unit": Unit.TEXT,
        "target_said": "Agreed by all",
        "outturn_said": "Draft",
        "similar_said": "Signed",
    },
    {**_figures("95", "93"), "frequency": "Annual", "target_due": Month(2018, 1), "was": "A7"},
    {**_figures("95", "93"), "frequency": "annual"},
    {**_figures("95"), "reported": ANNUAL, "basis_set": Basis.SNAPSHOT},
    {**_figures("95"), "reported": ReportingPeriod(months=(10, 1, 4))},
    {
        "target": Missing.TO_BE_DETERMINED,
        "similar": Missing.TO_BE_CONFIRMED,
        "name": "Measure without a target",
    },
    {**_figures("-0.5", "-1.25"), "unit": unit_named("£000")},
    {**_figures("0")},
    {**_figures("78.50", "78.10"), "reference": "KPI 4", "number": None},
    {
        **_figures("80", similar="78.1"),
        "similar_named": "England",
        "comparators": (
            Comparator("England", Decimal("78.1"), "2016/17", "of all"),
            Comparator("Hull", Decimal(7)),
        ),
        "earlier_years": (
            EarlierYear("2015/16", Decimal("70.10")),
            EarlierYear("2014/15", Missing.NOT_APPLICABLE),
        ),
        "range_moves": (RangeMove(date(2017, 5, 1), "Cabinet", _DAY, "A new form"),),
    },
    {**_figures("80"), **_withdrawn(WithdrawnAs.MERGED, "A14")},
    {**_figures("80"), **_withdrawn(WithdrawnAs.DEFERRED, "until next year.")},
    {**_figures("80"), **_withdrawn(WithdrawnAs.WITHDRAWN, on=date(2018, 2, 1))},
)
"""Measures of the first priority, by what is odd about them."""

_LATER = Redating(date(2017, 10, 31), "Cabinet", _DAY)
DEADLINES: tuple[tuple[dict[str, Any], ...], ...] = (
    ({"due": date(2017, 9, 30)},),
    (
        {"due": date(2017, 5, 31)},
        {"due": date(2017, 12, 1), "purpose": "All schools", "was": "A20, deadline 2"},
    ),
    ({"due": date(2017, 6, 30), "due_said": "June 2017"},),
    ({"due": date(2017, 6, 1), "redating": _LATER},),
    ({"due": date(2017, 6, 1), "redating": Redating(date(2017, 12, 31), "Cabinet", _DAY, "Q3")},),
    ({"due": date(2017, 6, 1), "redating": Redating(date(2018, 1, 1), "Board", date(2018, 1, 1))},),
    *(({"recurrence": each},) for each in tuple(Recurrence)[1:]),
    ({"at_approval": AtApproval.COMPLETED},),
    ({"at_approval": AtApproval.COMPLETED_AND_ONGOING},),
    ({"due_said": "Phase 2"},),
    ({},),
    ({"due": date(2017, 9, 1), **_withdrawn(WithdrawnAs.WITHDRAWN, "not funded")},),
    ({"recurrence": Recurrence.MONTHLY, **_withdrawn(WithdrawnAs.DEFERRED)},),
    ({"due": date(2017, 9, 1), **_withdrawn(WithdrawnAs.MERGED, "into A44 and A45")},),
)
"""The deadlines of milestones of the first priority."""


def _measure(number: int, more: dict[str, Any]) -> Measure:
    fields: dict[str, Any] = {
        "priority": "A",
        "number": number,
        "component": "",
        "name": f"Measure {number}",
        "unit": Unit.PERCENT,
        "polarity": Polarity.HIGHER,
    }
    return Measure(**(fields | more))


def _milestone(number: int, deadlines: tuple[dict[str, Any], ...]) -> Milestone:
    is_first = number == _FIRST_MILESTONE
    further: dict[str, Any] = {
        "other_leads": ("C Dee",),
        "partners": ("Police", "Health"),
        "progress_at_approval": "Scoped",
        "success": "It is full",
        "evidence": "Audit",
        "moves": ("A1", "A2"),
        "head": "J Kay <j.kay@c.uk>",
        "depends_on": (f"A{number + 1}",),
    }
    return Milestone(
        "A",
        number,
        "Schools" if number % 2 else "",
        f"Milestone {number}",
        "AB",
        deadlines=tuple(Deadline(at, **each) for at, each in enumerate(deadlines, start=1)),
        **(further if is_first else {}),
    )


_FIRST_MILESTONE = 40


def every_row(**more: Any) -> Plan:
    """The plan; what it has otherwise is given by field."""
    measures = [_measure(number, each) for number, each in enumerate(MEASURES, start=1)]
    milestones = [
        _milestone(number, each) for number, each in enumerate(DEADLINES, start=_FIRST_MILESTONE)
    ]
    fields: dict[str, Any] = {
        "priorities": (
            Priority("A", "First", "Jo Smith", "j.smith@c.uk", "One"),
            Priority("Outcome 2", "Second: only milestones"),
        ),
        "leads": (Lead("AB", "A Bee", "Director", "a.bee@c.uk"), Lead("", "C Dee", "")),
        "measures": tuple(measures),
        "milestones": (
            *milestones,
            Milestone(
                "Outcome 2",
                None,
                "",
                "Alone",
                "",
                deadlines=(Deadline(1, date(2018, 3, 31)),),
                reference="S1",
            ),
        ),
        "closed": (Closed("A9", "Old one", ClosedAs.BUSINESS_AS_USUAL, _DAY, "Cabinet", "done"),),
        "standing_texts": (StandingText("Background", Where.FRONT, ("A first.", "A second.")),),
        "questions": (
            Question(
                _DAY,
                "Cabinet",
                ("A1", "A2"),
                "Why so few?",
                "AB",
                date(2017, 7, 1),
                "So.",
                date(2017, 7, 2),
            ),
            Question(None, "", (), "What else?"),
        ),
        "similar_name": "England",
    }
    return small_plan(**(fields | more))


OTHERWISE: dict[str, Any] = {
    "starts": date(2018, 1, 1),
    "ends": date(2019, 3, 31),
    "year": "2018 to 2019",
    "reported": ReportingPeriod(Period.QUARTER),
    "tolerance": Tolerance(Decimal("2.5"), is_absolute=True),
    "closing_days": 7,
    "marking": "Draft",
    "lead_word": "Owner",
    "outturn_heading": "Baseline July 2017",
    "vocabulary": Vocabulary(
        "Outcome", "Board", "On course", "Some concern", "Black", "Done", "Not rated"
    ),
}
"""What a plan may say of itself that the usual ones do not."""
