"""What a plan itself gets wrong: each check with rows that it tells of, and rows at its limit."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cyps_reports.plan.checks.dependencies import circles
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import ANNUAL, Period, ReportingPeriod
from cyps_reports.plan.model.decisions import Redating, Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import Basis, EarlierYear, Measure, Polarity
from cyps_reports.plan.model.milestone import AtApproval, Milestone, Recurrence
from cyps_reports.plan.model.quantities import Band, Missing, Tolerance
from cyps_reports.plan.model.units import Unit, graded, unit_named
from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.plan.rows.approvals import merged_into_nothing
from cyps_reports.plan.rows.asked import overdue_questions
from tests.tools.approved import Approved
from tests.tools.placed import lead, measure, milestone, placed_plan, question
from tests.tools.said import said, told_of

_CHILDREN = unit_named("children") or Unit.COUNT
_GRADED = graded(("Good", "Fair", "Poor"))
_DAY = date(2017, 6, 12)
_MERGED = Withdrawal(WithdrawnAs.MERGED, "Cabinet", _DAY, "into A2")


def _alone(row: Mapping[str, Any], number: int | None = 1) -> Measure:
    """A measure of which a check that is about others than itself has nothing to tell."""
    usual: dict[str, Any] = {"outturn": Decimal(70), "target": Decimal(80)}
    return measure(number, **{**usual, **row})


_MEASURES: tuple[dict[str, Any], ...] = (
    {},
    *({"target": each} for each in Missing),
    *({"outturn": each} for each in Missing),
    {"target": Missing.NOT_GIVEN, "unit": Unit.TEXT, "outturn": Missing.NOT_GIVEN},
    {"target": Missing.NOT_GIVEN, "polarity": Polarity.MONITOR},
    *({"target": Decimal(each)} for each in (69, 70, 71)),
    *({"target": Decimal(each), "polarity": Polarity.LOWER} for each in (69, 70, 71)),
    {"target": Decimal(60), "polarity": Polarity.CLOSE},
    {"target": Decimal(60), "target_note": "as agreed"},
    {"target": Band(Decimal(50), Decimal(60)), "polarity": Polarity.CLOSE},
    {"target": Decimal(80), "similar": Decimal(81)},
    {"target": Decimal(80), "similar": Decimal(80)},
    {"target": Decimal(80), "similar": Decimal(81), "similar_named": "England"},
    {"target": Decimal(1), "outturn": Decimal(2), "unit": _GRADED},
    {"target": Decimal(0)},
    {"target": Decimal(0), "tolerance": Tolerance(Decimal(2), is_absolute=True)},
    {"target": Decimal(0), "amber_limit": Decimal(0)},
    {"steps": {Month(2018, 3): Decimal(80)}},
    {"steps": {Month(2018, 3): Decimal(79)}},
    {"steps": {Month(2018, 2): Decimal(79)}},
    {"steps": {Month(2018, 3): Decimal(79)}, "target": Missing.TO_BE_CONFIRMED},
    {"reported": ReportingPeriod(months=(5,))},
    {"reported": ReportingPeriod(months=(5, 6))},
    {"reported": ReportingPeriod(Period.TERM)},
    *({"earlier_years": (EarlierYear(each, Decimal(1)),)} for each in ("2017/18", "2017-18")),
    *({"earlier_years": (EarlierYear(each, Decimal(1)),)} for each in ("2016/17", "2018", "2017")),
    {"name": "Spend, year to date"},
    {"name": "Spend, year to date", "basis_set": Basis.ROLLING},
    {"name": "Spend, year to date", "basis_set": Basis.CUMULATIVE},
    {"name": "Spend, year to date", "reported": ANNUAL},
    {"name": "Judged, year to date", "unit": _GRADED, "target": Decimal(2)},
    {"name": "Rolling year", "component": "as at the end of the month"},
    {"component": "rolling 12 months", "basis_set": Basis.SNAPSHOT},
    {"name": "Rolling", "basis_set": Basis.SNAPSHOT, "unit": _CHILDREN},
    {"unit": Unit.MONEY, "name": "Savings made"},
    {"unit": Unit.MONEY, "name": "Savings made", "basis_set": Basis.SNAPSHOT},
    {"unit": Unit.MONEY, "name": "Savings made", "reported": ANNUAL},
    {"unit": Unit.MONEY, "name": "Savings made", "polarity": Polarity.MONITOR},
    {"unit": Unit.MONEY, "name": "Savings", "component": "per child"},
    {"unit": Unit.COUNT, "name": "Carers recruited"},
    {"unit": _CHILDREN, "name": "adopted"},
    {"unit": Unit.COUNT, "target": Decimal(43282)},
    {"unit": Unit.COUNT, "outturn": Decimal(43282)},
    {"unit": Unit.COUNT, "similar": Decimal(43282)},
    {"unit": Unit.MONEY, "outturn": Decimal(43282)},
    {"target": Missing.NOT_GIVEN, "withdrawal": _MERGED},
)


def _of_measures() -> Iterator[str]:
    quarterly = {"reported": ReportingPeriod(Period.QUARTER)}
    for row in _MEASURES:
        findings = faults(placed_plan(measures=(_alone(row),), **quarterly))
        yield from told_of(said(row), findings)
    alike: tuple[dict[str, Any], ...] = (
        {},
        {},
        {"priority": "B"},
        {"unit": Unit.COUNT},
        {"target": Decimal(81)},
        {"unit": _GRADED},
    )
    more = (*alike, {"unit": _GRADED}, {"target": Decimal(81)}, {"outturn": Decimal(71)}, {})
    rows = tuple(_alone(row, at) for at, row in enumerate(more, start=1))
    yield from told_of("same numbers", faults(placed_plan(measures=rows)))
    words = Vocabulary(red="Black")
    nought = placed_plan(vocabulary=words, measures=(_alone({"target": Decimal(0)}),))
    yield from told_of("red called otherwise", faults(nought))
    by_points = placed_plan(
        tolerance=Tolerance(Decimal(1), is_absolute=True), measures=nought.measures
    )
    yield from told_of("a tolerance in points", faults(by_points))
    yield from told_of("another year", faults(placed_plan(year="2016/17")))
    yield from told_of("a year in words", faults(placed_plan(year="2017 to 2018")))


def test_what_a_plan_gets_wrong_of_its_measures(approved: Approved) -> None:
    approved.check("faults of measures", _of_measures())


_REDATED = Redating(date(2017, 10, 31), "Cabinet", _DAY)
_DEADLINES: tuple[dict[str, Any], ...] = (
    {"due": date(2017, 9, 30)},
    {},
    *({"due_said": each} for each in ("TBC", "n/a", "Phase 2", "To be confirmed")),
    *({"recurrence": each} for each in Recurrence),
    *({"at_approval": each} for each in AtApproval),
    *({"due": each} for each in (date(2017, 3, 31), date(2017, 4, 1), date(2018, 3, 31))),
    {"due": date(2018, 4, 1)},
    {"due": date(2017, 3, 31), "was": "A9"},
    {"due": date(2018, 4, 1), "was": "A9"},
    *({"due": date(2017, 10, each), "redating": _REDATED} for each in (30, 31)),
    {"due": date(2017, 11, 1), "redating": _REDATED},
    {"redating": _REDATED},
    {"withdrawal": _MERGED},
)
_SEVERAL: tuple[tuple[dict[str, Any], ...], ...] = (
    ({"due": date(2017, 9, 30)}, {"recurrence": Recurrence.ANNUAL}),
    ({"due": date(2017, 9, 30)}, {"due": date(2017, 9, 30)}, {"recurrence": Recurrence.MONTHLY}),
    ({"recurrence": Recurrence.ONGOING}, {"due": date(2017, 9, 30)}),
    ({"at_approval": AtApproval.COMPLETED_AND_ONGOING}, {"due": date(2017, 9, 30)}),
    ({"recurrence": Recurrence.ANNUAL}, {"recurrence": Recurrence.ONGOING}),
    ({"at_approval": AtApproval.COMPLETED}, {"due": date(2017, 9, 30)}),
    ({"at_approval": AtApproval.COMPLETED}, {"at_approval": AtApproval.COMPLETED}),
    ({"at_approval": AtApproval.COMPLETED, "withdrawal": _MERGED}, {"due": date(2017, 9, 30)}),
    ({"due": date(2018, 9, 30)}, {"withdrawal": _MERGED, "due": date(2019, 9, 30)}, {}),
)


def _chain(*needed: tuple[tuple[str, ...], date]) -> tuple[Milestone, ...]:
    return tuple(
        milestone(at, {"due": due}, depends_on=needs)
        for at, (needs, due) in enumerate(needed, start=1)
    )


_JUNE, _JULY, _MAY = date(2017, 6, 30), date(2017, 7, 31), date(2017, 5, 31)
_CHAINS = {
    "before what it needs": _chain((("A2",), _JUNE), ((), _JULY), (("a 1", "A2"), _MAY)),
    "on the same day": _chain((("A2",), _JUNE), ((), _JUNE)),
    "itself": _chain((("A1",), _JUNE)),
    "two": _chain((("A2",), _JUNE), (("A1",), _JUNE)),
    "three, and one to the side": _chain(
        (("A2", "A4"), _JUNE), (("A3",), _JUNE), (("A1", "A9"), _JUNE), ((), _JUNE)
    ),
    "two circles": _chain((("A2",), _JUNE), (("A1", "A3"), _JUNE), (("A2",), _JUNE)),
    "into a circle": _chain((("A2",), _JUNE), (("A3",), _JUNE), (("A2",), _JUNE)),
    "the shorter way": _chain((("A2", "A3"), _JUNE), (("A3",), _JUNE), (("A1",), _JUNE)),
}


def _of_milestones() -> Iterator[str]:
    for row in _DEADLINES:
        yield from told_of(said(row), faults(placed_plan(milestones=(milestone(1, row),))))
    for rows in _SEVERAL:
        yield from told_of(said(rows), faults(placed_plan(milestones=(milestone(1, *rows),))))
    nobody = placed_plan(milestones=(milestone(1, lead=""), milestone(2)))
    yield from told_of("no lead", faults(nobody))
    for name, chain in _CHAINS.items():
        plan = placed_plan(milestones=chain)
        yield from told_of(f"waiting: {name}", faults(plan))
        found = [[each.ref for each in circle] for circle in circles(plan)]
        yield f"circles: {name}: {said(found)}"
    latest = milestone(1, {"due": _MAY}, {"due": _JULY})
    both = (latest, milestone(2, {"due": _JUNE}, {}, depends_on=("A1",)))
    yield from told_of("waiting for the latest of several", faults(placed_plan(milestones=both)))


def test_what_a_plan_gets_wrong_of_its_milestones(approved: Approved) -> None:
    approved.check("faults of milestones", _of_milestones())


LEADS = (
    ("AB", "A Bee", "Director"),
    ("", "L. O'Brien", ""),
    ("LO", "Mrs L O’Brien", ""),
    ("", "Mr L O'Brien", ""),
    ("", "", "Head of Inclusion"),
    ("HI", "", "head of inclusion"),
    ("XY", "", ""),
    ("", "X.Y.", ""),
)


def _merged() -> Iterator[str]:
    whys = ("into A2", "A 2", "A22", "", "A1 deadline", "S 1", "into A3")
    kinds = (WithdrawnAs.MERGED, WithdrawnAs.DEFERRED)
    made = [Withdrawal(kind, "Cabinet", _DAY, why) for kind in kinds for why in whys]
    for each in made:
        rows = (_alone({"withdrawal": each}), _alone({"component": "Girls"}, 2))
        twice = milestone(3, {"withdrawal": each}, {})
        plan = placed_plan(measures=rows, milestones=(twice, milestone(4, reference="S 1")))
        yield from told_of(f"{each.kind} “{each.why}”", merged_into_nothing(plan))


_QUESTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"references": ("A1", "a", "A9", "B")},
    {"references": ("A9",)},
    {"due": _DAY},
    {"due": date(2017, 6, 11)},
    {"closed": _DAY, "answer": "Yes."},
    {"closed": date(2017, 6, 11), "answer": "Yes."},
    {"asked_on": None, "due": _DAY, "closed": date(2017, 6, 11), "answer": "Yes."},
    {"answer": "Yes."},
    {"closed": _JUNE},
    {"due": _JULY},
    {"due": date(2017, 7, 30)},
    {"due": _JUNE, "asked": "Why are so few children in school, and what is done for each " * 3},
    {"due": _JUNE, "closed": _JULY, "answer": "Yes."},
    {"due": _JUNE, "closed": date(2017, 8, 1), "answer": "Yes."},
    {"due": _JUNE, "asked_on": date(2017, 8, 1)},
)


def _of_others() -> Iterator[str]:
    yield from told_of("leads", faults(placed_plan(leads=tuple(lead(*each) for each in LEADS))))
    yield from _merged()
    for row in _QUESTIONS:
        plan = placed_plan(measures=(_alone({}),), questions=(question(1, **row),))
        yield from told_of(f"asked {said(row)}", (*faults(plan), *overdue_questions(plan, _JULY)))


def test_what_a_plan_gets_wrong_of_leads_decisions_and_questions(approved: Approved) -> None:
    approved.check("faults of leads, decisions and questions", _of_others())
