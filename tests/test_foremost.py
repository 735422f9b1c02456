"""Which rows a report names first: the worst, those without an action, the better ones."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.changes import Change, Kind
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.foremost import Foremost, Result, foremost_of, seriousness
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Assessment, Direction, MeasureResult, Travel
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Priority
from cyps_reports.plan.model.units import Unit
from cyps_reports.returns.model import Absent, DeadlineEntry, Input, MeasureEntry, Returns, Status
from tests.tools.small_plan import small_plan

MONTH, DAY = Month(2017, 9), date(2017, 9, 30)
ACTION = "More of it."


def assessed(
    measures: dict[str, tuple[str, str, Polarity]],
    deadlines: dict[str, tuple[date, date | None]],
    *,
    without: tuple[str, ...] = (),
    unknown: tuple[str, ...] = (),
) -> Assessment:
    """Measures as target, actual and polarity, deadlines as due and expected dates, by reference.

    Rows `without` have no corrective action; of those `unknown` nothing came.
    """
    plan = small_plan(
        priorities=(Priority("A", "First"), Priority("B", "Second")),
        measures=tuple(
            Measure(
                "A", None, "", ref, Unit.PERCENT, polarity, target=Decimal(target), reference=ref
            )
            for ref, (target, _, polarity) in measures.items()
        ),
        milestones=tuple(
            Milestone(
                "B" if ref in unknown else "A",
                None,
                "",
                ref,
                "AB",
                reference=ref,
                deadlines=(Deadline(1, due),),
            )
            for ref, (due, _) in deadlines.items()
        ),
    )

    def action(ref: str) -> str:
        return "" if ref in without else ACTION

    figures = {
        (ref, ""): MeasureEntry(Decimal(actual), DAY, corrective_action=action(ref))
        for ref, (_, actual, _) in measures.items()
    }
    updates = {
        (ref, 1): DeadlineEntry(
            Status.ON_TRACK, expected=late or Absent.EMPTY, corrective_action=action(ref)
        )
        for ref, (_, late) in deadlines.items()
        if ref not in unknown
    }
    returns = Returns(MONTH, (Input("return-A.xlsx", "", "A"),), figures, updates)
    return assess(plan, returns, Earlier(), DAY)


def refs(results: tuple[Result, ...]) -> list[str]:
    return [r.measure.ref if isinstance(r, MeasureResult) else r.milestone.ref for r in results]


HIGHER, LOWER = Polarity.HIGHER, Polarity.LOWER
JULY, NOVEMBER = date(2017, 8, 1), date(2017, 11, 29)


@pytest.mark.parametrize(
    ("measures", "deadlines", "worst"),
    [
        ({}, {}, []),
        # All on target or due later: nothing to discuss.
        ({"M1": ("50", "50", HIGHER)}, {"D1": (date(2017, 12, 1), None)}, []),
        # The same four points weigh more beside a smaller target, whichever way is better.
        (
            {"M1": ("80", "70", HIGHER), "M2": ("20", "30", LOWER), "M3": ("40", "30", HIGHER)},
            {},
            ["M2", "M3", "M1"],
        ),
        # 60 days late weigh as much as one tolerance past the edge of amber.
        ({"M1": ("100", "89", HIGHER)}, {"D1": (JULY, None)}, ["M1", "D1"]),
        ({"M1": ("100", "91", HIGHER)}, {"D1": (JULY, None)}, ["D1", "M1"]),
        # What is expected later weighs more than what is due longer.
        (
            {},
            {"D1": (date(2017, 7, 1), date(2017, 10, 2)), "D2": (JULY, NOVEMBER)},
            ["D2", "D1"],
        ),
        # Alike ones stand in the order of the plan, measures before deadlines; five at most.
        (
            {f"M{n}": ("100", "90", HIGHER) for n in range(1, 4)},
            {f"D{n}": (JULY, None) for n in range(1, 4)},
            ["M1", "M2", "M3", "D1", "D2"],
        ),
        # However late deadlines are, the worst measure is among the five, and the other way round.
        (
            {"M1": ("100", "94", HIGHER), "M2": ("100", "80", HIGHER)},
            {f"D{n}": (date(2016, 7, n), None) for n in range(1, 7)},
            ["D1", "D2", "D3", "D4", "M2"],
        ),
        (
            {f"M{n}": ("100", "10", HIGHER) for n in range(1, 7)},
            {"D1": (date(2017, 9, 29), None), "D2": (date(2017, 9, 28), None)},
            ["M1", "M2", "M3", "M4", "D2"],
        ),
    ],
)
def test_the_worst_come_first_whatever_they_are_counted_in(
    measures: dict[str, tuple[str, str, Polarity]],
    deadlines: dict[str, tuple[date, date | None]],
    worst: list[str],
) -> None:
    assert refs(foremost_of(assessed(measures, deadlines)).worst) == worst


def test_a_measure_that_is_just_red_weighs_one() -> None:
    month = assessed({"M1": ("100", "94", HIGHER)}, {"D1": (date(2017, 9, 29), None)})
    assert seriousness(month.measures[0]) == pytest.approx(1.2)
    assert seriousness(month.deadlines[0]) == pytest.approx(1 + 1 / 60)


def test_those_without_a_corrective_action_are_one_of_the_five() -> None:
    measures = {f"M{n}": ("100", "50", HIGHER) for n in range(1, 7)}
    deadlines: dict[str, tuple[date, date | None]] = {"D1": (JULY, None), "D2": (JULY, None)}
    found = foremost_of(assessed(measures, deadlines, without=("M6", "D1", "D2"), unknown=("D2",)))
    assert refs(found.worst) == ["M1", "M2", "M3", "D1"]
    assert refs(found.without_action) == ["M6", "D1"], "of D2 nothing came"


def moved(month: Assessment, ref: str, earlier: str) -> Assessment:
    """The month with a figure that was another one in August."""

    def change(result: MeasureResult) -> MeasureResult:
        direction = Direction(Travel.IMPROVING, Decimal(earlier), Month(2017, 8))
        return replace(result, direction=direction) if result.measure.ref == ref else result

    return replace(month, measures=tuple(map(change, month.measures)))


def rose(month: Assessment, ref: str, was: MeasureState) -> Change:
    result = next(each for each in month.measures if each.measure.ref == ref)
    return Change(Kind.RATING, ref, was, result.state, result)


def better(*, changed: tuple[str, MeasureState] | None = None, completed: int = 0) -> Foremost:
    month = assessed(
        {
            "M1": ("50", "52", HIGHER),
            "M2": ("50", "60", HIGHER),
            "M3": ("50", "49", HIGHER),
            "M4": ("50", "20", HIGHER),
            "M5": ("20", "10", LOWER),
        },
        {f"D{n}": (date(2017, 12, n), None) for n in range(1, 4)},
    )
    for ref, earlier in {"M1": "51", "M2": "51", "M3": "40", "M4": "10", "M5": "19"}.items():
        month = moved(month, ref, earlier)
    risen = [rose(month, *changed)] if changed else []
    met = [
        Change(Kind.MET, each.label, each.state, each.state, each)
        for each in month.deadlines[:completed]
    ]
    return foremost_of(month, (*risen, *met))


def test_the_better_ones_are_on_target_and_moved_furthest() -> None:
    """M3 is amber and M4 red: they are better, and no good news yet."""
    assert refs(better().better) == ["M5", "M2", "M1"]


def test_a_rating_that_rose_comes_first_also_to_amber() -> None:
    assert refs(better(changed=("M3", MeasureState.OFF_TARGET)).better) == ["M3", "M5", "M2"]
    fell = better(changed=("M3", MeasureState.ON_TARGET))
    assert refs(fell.better) == ["M5", "M2", "M1"], "a rating that fell is no good news"


def test_what_was_completed_is_one_of_the_three() -> None:
    found = better(completed=2)
    assert refs(found.better) == ["M5", "M2"]
    assert refs(found.completed) == ["D1", "D2"]


def test_what_had_been_completed_and_has_another_date_is_no_news() -> None:
    month = assessed({}, {"D1": (JULY, None)})
    (deadline,) = month.deadlines
    done, was_late = DeadlineState.COMPLETED, DeadlineState.COMPLETED_LATE
    corrected = Change(Kind.MET, deadline.label, was_late, done, deadline)
    assert foremost_of(month, (corrected,)).completed == ()
    met = Change(Kind.MET, deadline.label, DeadlineState.OVERDUE, done, deadline)
    assert foremost_of(month, (met,)).completed == (deadline,)
