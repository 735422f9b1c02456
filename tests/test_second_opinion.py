"""The second opinion: its rules against the page's own examples, and a month or two of the year
it simulates.
"""

import ast
import copy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_reports.assessment.judged import judged_state
from cyps_reports.assessment.measures import rate as programs_rate
from cyps_reports.plan.model import measure as programs
from cyps_reports.plan.model.measure import Polarity
from cyps_reports.plan.model.quantities import Band, Tolerance
from cyps_reports.plan.model.units import NO_IS_RIGHT, Unit, graded
from cyps_reports.returns import model as returned
from tests.second_opinion import outlook
from tests.second_opinion.compare import Comparison
from tests.second_opinion.differences import Difference
from tests.second_opinion.entries import DeadlineEntry, Gap, MeasureEntry
from tests.second_opinion.outlook import NOT_COMPARABLE, Direction, Outlook, Point
from tests.second_opinion.plan import Deadline, Measure, Plan
from tests.second_opinion.rules import (
    PERIODS,
    Judged,
    Rating,
    colour,
    in_words,
    judge,
    rate,
    standard_on,
    whole,
)
from tests.second_opinion.verdict import opinion
from tests.second_opinion.year import MonthRun, Year

OPINION = Path(__file__).parent / "second_opinion"
FIRST, LAST, SEPTEMBER = date(2012, 4, 1), date(2013, 3, 31), date(2012, 9, 30)
PLAN = Plan(FIRST, LAST, ("A",), {}, (), ())
SHARE = Measure(
    "A1",
    "",
    "A share",
    "%",
    "higher",
    "snapshot",
    Decimal(53),
    Decimal(50),
    "NA",
    Decimal(5),
    False,
    decimals=0,
)
SPEND = replace(
    SHARE, unit="£m", polarity="lower", basis="cumulative", target=Decimal(12), decimals=1
)
DUE = Deadline("A12", 1, 1, "JM", due=date(2012, 9, 15))


def test_the_second_opinion_takes_nothing_from_the_package() -> None:
    for path in OPINION.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.startswith("cyps_reports") for name in names), path


@pytest.mark.parametrize(
    ("polarity", "actual", "state"),
    [
        ("higher", "53", "On target"),
        ("higher", "52", "Close to target"),
        ("higher", "50.35", "Close to target"),
        ("higher", "50.34", "Off target"),
        ("lower", "53", "On target"),
        ("lower", "55.65", "Close to target"),
        ("lower", "55.66", "Off target"),
        ("close", "55.65", "On target"),
        ("close", "50.34", "Off target"),
        ("monitor", "50", "Monitor only"),
    ],
)
def test_ratings_follow_the_gap(polarity: str, actual: str, state: str) -> None:
    measure = replace(SHARE, polarity=polarity)
    assert rate(measure, MeasureEntry(Decimal(actual)), SEPTEMBER, PLAN, None).state == state


ANY = st.decimals(min_value=-20, max_value=200, places=1)


@given(ANY, st.decimals(min_value=1, max_value=30, places=1), ANY, st.booleans())
def test_the_program_and_the_second_opinion_rate_ranges_alike(
    low: Decimal, wide: Decimal, actual: Decimal, is_amount: bool
) -> None:
    theirs = replace(
        SHARE, polarity="close", target=low, target_to=low + wide, tolerance_is_amount=is_amount
    )
    ours = programs.Measure(
        "A", 1, "", "", Unit.COUNT, Polarity.CLOSE, target=Band(low, low + wide)
    )
    state = programs_rate(ours, actual, Tolerance(theirs.tolerance, is_amount))[0]
    assert state.value == colour(theirs, actual, low)


@given(
    ANY,
    st.none() | st.integers(0, 5),
    st.integers(5, 20),
    ANY,
    st.sampled_from(["higher", "lower"]),
)
def test_the_program_and_the_second_opinion_rate_by_limits_alike(
    target: Decimal, green: int | None, amber: int, actual: Decimal, polarity: str
) -> None:
    sign = -1 if polarity == "higher" else 1
    limits: dict[str, Any] = {
        "green_limit": None if green is None else target + sign * green,
        "amber_limit": target + sign * amber,
    }
    theirs = replace(SHARE, polarity=polarity, target=target, **limits)
    ours = programs.Measure("A", 1, "", "", Unit.COUNT, Polarity(polarity), target=target, **limits)
    assert programs_rate(ours, actual, Tolerance(theirs.tolerance))[0].value == colour(
        theirs, actual, target
    )


GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")
CHOICES = ["", "On target", "Close to target", "Off target"]


def choice(chosen: str) -> returned.OwnRating | None:
    return returned.OwnRating(chosen) if chosen else None


@pytest.mark.parametrize("values", [GRADES, ("Yes", "No"), ("No", "Yes")])
@pytest.mark.parametrize("chosen", CHOICES)
def test_the_program_and_the_second_opinion_judge_alike(
    values: tuple[str, ...], chosen: str
) -> None:
    unit = (
        graded(values) if values == GRADES else Unit.YES_NO if values[0] == "Yes" else NO_IS_RIGHT
    )
    targets = GRADES if values == GRADES else values[:1]
    for target, said in product(targets, values):
        aim, actual = unit.place_of(target), unit.place_of(said)
        assert aim
        assert actual
        ours = programs.Measure("A", 1, "", "", unit, Polarity.HIGHER, target=aim)
        assert judged_state(ours, actual, choice(chosen)).value == in_words(
            values, target, said, chosen
        ), (
            target,
            said,
        )


@pytest.mark.parametrize("chosen", CHOICES)
def test_the_program_and_the_second_opinion_judge_texts_alike(chosen: str) -> None:
    ours = programs.Measure("A", 1, "", "", Unit.TEXT, Polarity.HIGHER)
    assert judged_state(ours, None, choice(chosen)).value == in_words((), "", "Agreed.", chosen)


def test_what_is_not_rated_says_why() -> None:
    def state(entry: MeasureEntry | None, measure: Measure = SHARE) -> str:
        return rate(measure, entry, SEPTEMBER, PLAN, None).state

    assert state(None) == "No return"
    assert state(MeasureEntry()) == "Not reported"
    assert state(MeasureEntry(data_status="Not yet due")) == "Not yet due"
    assert state(MeasureEntry(Gap.UNREADABLE)) == "Unreadable"
    assert state(MeasureEntry(Decimal(50)), replace(SHARE, target="TBC")) == "No target"
    assert state(MeasureEntry(Decimal(50), date(2012, 10, 1))) == "Unreadable"
    assert state(MeasureEntry(Decimal(50), date(2012, 3, 31))) == "Off target"
    assert state(MeasureEntry(Decimal(5), date(2012, 3, 31)), SPEND) == "Unreadable"


def test_a_line_of_steps_is_read_on_the_line_on_the_figures_own_day() -> None:
    steps = {date(2012, 6, 30): Decimal(3), date(2012, 9, 30): Decimal(6)}
    measure = replace(SPEND, steps=steps)
    assert standard_on(measure, date(2012, 6, 30), FIRST) == Decimal("3.0")
    assert standard_on(measure, date(2012, 8, 15), FIRST) == Decimal("4.5")
    assert standard_on(measure, date(2012, 4, 1), FIRST) == Decimal("0.0")
    assert standard_on(measure, date(2012, 10, 1), FIRST) is None
    entry = MeasureEntry(Decimal("4.6"), date(2012, 8, 15))
    assert rate(measure, entry, SEPTEMBER, PLAN, None) == Rating(
        "Close to target", "step", Decimal("4.6"), Decimal("4.5")
    )


def test_a_measure_is_its_worst_rated_component_and_never_green_in_part() -> None:
    untargeted = replace(SHARE, target="TBC")
    assert whole([(SHARE, "On target"), (SHARE, "Off target")]) == "Off target"
    assert whole([(SHARE, "On target"), (SHARE, "Not reported")]) == "Part reported"
    assert whole([(SHARE, "On target"), (untargeted, "No target")]) == "On target"
    assert whole([(SHARE, "Close to target"), (SHARE, "Not reported")]) == "Close to target"
    assert whole([(untargeted, "No target"), (SHARE, "Not reported")]) == "Part reported"
    assert whole([(untargeted, "No target"), (SHARE, "Unreadable")]) == "Unreadable"
    assert whole([(SHARE, "Not yet due"), (SHARE, "Not reported")]) == "Not reported"


def judged(entry: DeadlineEntry | None, due: date | None, today: date = SEPTEMBER) -> Judged:
    return judge(replace(DUE, due=due), entry, None, frozenset(), today, FIRST)


def test_deadlines_follow_the_first_rule_that_holds() -> None:
    due, soon, far = date(2012, 9, 30), date(2012, 10, 30), date(2012, 10, 31)
    started, silent = DeadlineEntry(status="On track"), DeadlineEntry()
    assert judged(DeadlineEntry(completed=due), due).state == "Completed"
    assert judged(DeadlineEntry(completed=date(2012, 9, 20)), date(2012, 9, 15)) == Judged(
        "Completed late", days_late=5, completed=date(2012, 9, 20)
    )
    assert judged(started, None).state == "No date set"
    assert judged(started, date(2012, 9, 29)) == Judged("Overdue", days_overdue=1)
    assert judged(silent, due).state == "No update"
    assert judged(DeadlineEntry(status="At risk"), far).state == "At risk"
    assert (
        judged(DeadlineEntry(status="On track", expected=date(2012, 11, 1)), far).state == "At risk"
    )
    assert judged(DeadlineEntry(status="Not started"), soon).state == "At risk"
    assert judged(DeadlineEntry(status="Not started"), far).state == "Not yet started"
    assert judged(started, soon).state == "Due soon"
    assert judged(DeadlineEntry(progress="Half done."), far).state == "On track"
    assert judged(None, far).state == "No return"
    assert judged(None, date(2012, 9, 29)).state == "Overdue"
    assert judged(DeadlineEntry(completed=date(2012, 10, 1)), date(2012, 9, 29)).state == "Overdue"


def test_a_redating_counts_from_the_day_it_was_approved() -> None:
    deadline = replace(DUE, redated=date(2012, 12, 31), approved_on=date(2012, 10, 5))
    entry = DeadlineEntry(status="On track")
    assert judge(deadline, entry, None, frozenset(), SEPTEMBER, FIRST).state == "Overdue"
    assert judge(deadline, entry, None, frozenset(), date(2012, 10, 31), FIRST).state == "Re-dated"


def test_monthly_items_count_the_months_since() -> None:
    item = replace(DUE, due=None, recurrence="monthly")
    for day, state in (
        (date(2012, 9, 1), "Done this month"),
        (date(2012, 8, 31), "Missed this month"),
        (date(2012, 7, 31), "Missed"),
    ):
        assert judge(item, DeadlineEntry(), None, frozenset({day}), SEPTEMBER, FIRST).state == state


def figures(*values: str) -> list[Point]:
    days = (*PLAN.months, date(2013, 4, 30))
    return [Point(day, Decimal(value), day) for day, value in zip(days, values, strict=False)]


def test_outlooks_need_six_points_or_three() -> None:
    assert outlook.outlook(SHARE, figures(*"12345"), PLAN) is None
    assert outlook.outlook(SPEND, figures("1", "2"), PLAN) is None
    assert outlook.outlook(SPEND, figures("1", "2", "3"), PLAN) == Outlook(
        Decimal("12.0"), "pace", 3
    )
    line = outlook.outlook(SHARE, figures("40", "42", "44", "46", "48", "50"), PLAN)
    assert line is not None
    assert (line.central, line.method, line.count) == (Decimal(62), "line", 6)


def test_direction_is_the_plain_difference_of_two_figures() -> None:
    known = figures("50", "53", "53")
    assert outlook.direction(SHARE, known[1], known, PLAN) == Direction("improving", PLAN.months[0])
    assert outlook.direction(SHARE, known[2], known, PLAN) == Direction("same", PLAN.months[1])
    assert outlook.direction(SHARE, known[0], known, PLAN) == Direction("same", "outturn")
    lower = replace(SHARE, polarity="lower")
    assert outlook.direction(lower, known[1], known, PLAN) == Direction("worsening", PLAN.months[0])


def test_a_part_of_the_year_is_compared_by_its_outlook() -> None:
    spent = figures("1", "2", "2.9", "3.8")
    assert outlook.direction(SPEND, spent[1], spent, PLAN) == NOT_COMPARABLE
    over = replace(SPEND, outturn=Decimal("11.0"))
    assert outlook.direction(over, spent[2], spent, PLAN) == Direction("worsening", "outturn")
    assert outlook.direction(over, spent[3], spent, PLAN) == Direction("improving", PLAN.months[2])
    assert outlook.since_outturn(over, spent[3], spent, PLAN) == Direction("worsening", "outturn")
    result = Point(LAST, Decimal("10.9"), LAST)
    assert outlook.since_outturn(over, result, spent, PLAN) == Direction("improving", "outturn")


# A few months, as the tool does two years

SEED, AUGUST, MONTHS = 1, 4, (2, 3)
"""The year's seed, the first month, and how many months: a share, and with --full."""


Compared = list[tuple[MonthRun, list[Difference]]]


@pytest.fixture(scope="module")
def compared(office: None, tmp_path_factory: pytest.TempPathFactory, is_full: bool) -> Compared:
    """August on: with re-datings, outlooks and months to compare with.

    Each is compared before the next is typed, which corrects workbooks of this one.
    """
    year, comparison = Year(SEED, tmp_path_factory.mktemp("second-opinion") / "year"), Comparison()
    return [(run, comparison.of_month(run)) for run in year.runs(AUGUST, MONTHS[is_full])]


def test_every_output_says_what_the_second_opinion_says(compared: Compared) -> None:
    if found := [f"{run.name}: {each}" for run, differences in compared for each in differences]:
        pytest.fail("\n".join(found), pytrace=False)


def test_all_kinds_of_rows_are_among_what_is_compared(compared: Compared) -> None:
    run, _ = compared[-1]
    mine = opinion(run.plan, run.known, run.month)
    assert mine.apart() == {
        **dict.fromkeys(("measure withdrawn", "measure deferred"), 1),
        **dict.fromkeys(("deadline withdrawn", "deadline merged", "deadline deferred"), 1),
    }
    assert {each.recurrence for each in run.plan.deadlines} == {"", "ongoing", *PERIODS}


@pytest.mark.full
def test_a_figure_that_differs_is_found_in_every_output(compared: Compared) -> None:
    """So that no difference does not come from nothing compared."""
    run, _ = compared[-1]
    known = copy.deepcopy(run.known)
    returned = known[run.month]["C"]
    key, entry = next(
        (key, each) for key, each in returned.measures.items() if isinstance(each.actual, Decimal)
    )
    returned.measures[key] = replace(entry, actual=Decimal("0.01"))
    finished = next(key for key, each in returned.deadlines.items() if each.status == "Not started")
    returned.deadlines[finished] = replace(returned.deadlines[finished], completed=run.month)
    already = set(map(str, Comparison().of_month(run)))
    found = {
        each.place
        for each in Comparison().of_month(replace(run, known=known))
        if str(each) not in already
    }
    assert {
        "record",
        "Word",
        "Word, page one",
        "Word, scorecard",
        "Excel, Measures",
        "Excel, Milestones",
        "Workbook C",
    } <= found
