"""The approved 2012/13 plan, from its data in tests/data/approved_plan, as the plan model."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from cyps_reports.plan.dates.months import month_named
from cyps_reports.plan.model.decisions import Redating
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import AboutChildren, Basis, Measure, Polarity
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.quantities import Figure, Missing, Tolerance
from cyps_reports.plan.model.units import Unit

DATA = Path(__file__).parent.parent / "data" / "approved_plan"

EXAMPLE_MARKING = "Illustrative example: figures are not real performance"
# Savings to be achieved by the end of each month from April, in £m; illustrative.
EXAMPLE_STEPS = {
    "E2": [
        "0.200",
        "0.450",
        "0.750",
        "1.100",
        "1.450",
        "1.850",
        "2.250",
        "2.700",
        "3.100",
        "3.550",
        "4.000",
        "4.425",
    ],
}
EXAMPLE_REDATINGS = {"A14": date(2012, 11, 30), "C30": date(2012, 12, 31), "E17": date(2012, 8, 31)}


# What the public edition needs to know: which rows are not about children, and of how many
# children the others tell; illustrative, as who decides it is the council.
NOT_ABOUT_CHILDREN = ("A3", "A4", "B6", "B7", "B8", "C9", "E1", "E2", "E3", "E6", "E7", "E8")
EXAMPLE_DENOMINATORS = {
    "A1": "3,310",
    "A2": "3,420",
    "A5": "3,600",
    "A6": "3,600",
    "A9": "9,800",
    "A10": "24,000",
    "A11": "18,000",
    "B1": "3,120",
    "B2": "1,940",
    "B3": "314",
    "B4": "330",
    "C1": "34",
    "C2": "420",
    "C3": "164",
    "C4": "430",
    "C5": "430",
    "C6": "470",
    "C8": "490",
    "C10": "62",
    "C11": "62",
}


# Our reading of the plan, which does not say it; the officer can change it.
CUMULATIVE = ("E1", "E2", "E3", "E6", "E7")
ROLLING = ("B5", "B8")

# The only units of the approved plan: any other word is a slip of the pen in its data.
UNITS = {str(each): each for each in (Unit.PERCENT, Unit.COUNT, Unit.MONEY, Unit.DAYS)}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one table of the approved plan, as text."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def approved_plan() -> Plan:
    """The whole approved plan."""
    return Plan(
        council="Doncaster Metropolitan Borough Council",
        service="Children and Young People's Service",
        title="CYPS Improvement Plan",
        year="2012/13",
        starts=date(2012, 4, 1),
        ends=date(2013, 3, 31),
        tolerance=Tolerance(Decimal(5)),
        lead_word="Director lead",
        report_to="Cabinet",
        report_of="Director of Children and Young People's Service",
        also_to="Children's Trust Board; Leadership Team",
        priorities=tuple(
            Priority(row["code"], row["title"], short_title=row["short_title"])
            for row in rows("priorities")
        ),
        leads=tuple(Lead(row["initials"], row["name"], row["post"]) for row in rows("leads")),
        measures=tuple(_measure(row) for row in rows("measures")),
        milestones=tuple(_milestones()),
    )


def example_plan() -> Plan:
    """The approved plan as the illustrative example uses it.

    Marked, and with three milestones re-dated.
    """

    def redated(milestone: Milestone) -> Milestone:
        due = EXAMPLE_REDATINGS.get(milestone.ref)
        if due is None:
            return milestone
        redating = Redating(due, "Children's Trust Board (illustrative)", date(2012, 7, 18))
        return replace(milestone, deadlines=(replace(milestone.deadlines[0], redating=redating),))

    def stepped(measure: Measure) -> Measure:
        figures = map(Decimal, EXAMPLE_STEPS.get(measure.ref, ()))
        return replace(measure, steps=dict(zip(plan.months, figures, strict=False)))

    plan = approved_plan()
    return replace(
        plan,
        measures=tuple(about_children(stepped(m)) for m in plan.measures),
        cabinet_member="To be confirmed",
        wards="All",
        key_decision="No",
        marking=EXAMPLE_MARKING,
        email_sender="performance@council.example",
        email_to="cabinet@council.example",
        email_copies="trust.board@council.example; leadership.team@council.example",
        mail_server="mail.council.example",
        priorities=tuple(
            replace(
                each,
                head=f"Head of Service {each.code}",
                email=f"head.{each.code.lower()}@council.example",
            )
            for each in plan.priorities
        ),
        leads=tuple(
            replace(each, email=f"{each.initials.lower()}@council.example") for each in plan.leads
        ),
        milestones=tuple(redated(m) for m in plan.milestones),
    )


def about_children(measure: Measure) -> Measure:
    """A measure of the example with what the public edition needs to know of it."""
    if measure.ref in NOT_ABOUT_CHILDREN:
        return replace(measure, about_children=AboutChildren.NO)
    is_share_of_placements = measure.called == "E4 Share of placements"
    return replace(
        measure,
        about_children=AboutChildren.YES,
        numerator="E4 Number" if is_share_of_placements else "",
        denominator="318" if is_share_of_placements else EXAMPLE_DENOMINATORS.get(measure.ref, ""),
    )


def figure(text: str) -> Figure:
    """A figure as the plan gives it."""
    return Missing(text) if text in tuple(Missing) else Decimal(text)


def _measure(row: dict[str, str]) -> Measure:
    return Measure(
        priority=row["priority"],
        number=int(row["number"]),
        component=row["component"],
        name=row["measure"],
        unit=UNITS[row["unit"]],
        polarity=Polarity(row["polarity"]),
        similar=figure(row["similar_authorities"]),
        similar_note=row["similar_note"],
        outturn=figure(row["outturn_2011_12"]),
        outturn_note=row["outturn_note"],
        target=figure(row["target_2012_13"]),
        target_note=row["target_note"],
        target_due=month_named(row["target_due"]),
        frequency=row["frequency"],
        basis_set=_basis(row),
        tolerance=Tolerance(Decimal(row["tolerance"].rstrip("%"))) if row["tolerance"] else None,
    )


def _basis(row: dict[str, str]) -> Basis:
    ref = f"{row['priority']}{row['number']}"
    if row["frequency"] == "annual":
        return Basis.ANNUAL
    return (
        Basis.CUMULATIVE
        if ref in CUMULATIVE
        else Basis.ROLLING
        if ref in ROLLING
        else Basis.SNAPSHOT
    )


def _milestones() -> Iterator[Milestone]:
    for (priority, number), group in groupby(
        rows("milestones"), lambda row: (row["priority"], row["number"])
    ):
        together = list(group)
        first = together[0]
        yield Milestone(
            priority=priority,
            number=int(number),
            heading=first["heading"],
            name=first["milestone"],
            lead=first["lead"],
            partners=tuple(first["partners"].split("; ")) if first["partners"] else (),
            progress_at_approval=first["progress_at_approval"],
            depends_on=("C32",) if (priority, number) == ("C", "33") else (),
            deadlines=tuple(_deadline(row) for row in together),
        )


def _deadline(row: dict[str, str]) -> Deadline:
    return Deadline(
        number=int(row["deadline"]),
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        recurrence=Recurrence(row["recurrence"]),
        at_approval=AtApproval(row["status_at_approval"]),
        purpose=row["deadline_for"],
    )
