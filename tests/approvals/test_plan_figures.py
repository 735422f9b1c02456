"""What the figures of a measure mean together: limits, steps, what none can be, others."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import Period, ReportingPeriod
from cyps_reports.plan.figures.ages import is_too_old
from cyps_reports.plan.figures.impossible import (
    day_numbers,
    days_among,
    impossible,
    lowest_possible,
    most_parted,
    scale_of,
)
from cyps_reports.plan.figures.others_said import (
    comparator_shown,
    comparator_words,
    earlier_year_words,
    further_comparator_words,
)
from cyps_reports.plan.figures.parted import Said, far_above, parted_in_plan, said_in, two_figures
from cyps_reports.plan.figures.published import published
from cyps_reports.plan.figures.standards import first_step, path_on, step_days, step_on
from cyps_reports.plan.figures.targets import target_words
from cyps_reports.plan.model.measure import (
    Basis,
    Between,
    Comparator,
    EarlierYear,
    Measure,
)
from cyps_reports.plan.model.quantities import Band, Missing, Target
from cyps_reports.plan.model.units import Unit
from cyps_reports.workbooks.grid import RawCell
from tests.tools.approved import Approved
from tests.tools.odd_figures import FIGURED
from tests.tools.placed import decimals, measure, placed_plan
from tests.tools.said import each_said, said

_EIGHTY = Decimal(80)
TARGETS: dict[str, dict[str, Any]] = {
    "no target": {},
    "80": {"target": _EIGHTY},
    "at least 80": {"target": _EIGHTY, "target_said": "at least 80%"},
    "at most 80": {"target": _EIGHTY, "target_said": "at most 80%"},
    "75 to 85": {"target": Band(Decimal(75), Decimal(85))},
    "TBC": {"target": Missing.TO_BE_CONFIRMED},
}
_PLANNED: dict[str, dict[str, Any]] = {
    "nothing": {},
    "target 80": {"target": _EIGHTY},
    "target 80, outturn 74.5": {"target": _EIGHTY, "outturn": Decimal("74.5")},
    "target -5": {"target": Decimal(-5)},
    "target 120": {"target": Decimal(120)},
    "range 75 to 85": {"target": Band(Decimal(75), Decimal(85))},
    "target 12000": {"target": Decimal(12000)},
    "similar 43282": {"target": _EIGHTY, "similar": Decimal(43282)},
    "outturn 43282": {"target": _EIGHTY, "outturn": Decimal(43282)},
    "target 43282": {"target": Decimal(43282), "outturn": Decimal(100)},
    "steps 43282": {"target": _EIGHTY, "steps": {Month(2017, 6): Decimal(43282)}},
    "comparator 43282": {"target": _EIGHTY, "comparators": (Comparator("E", Decimal(43282)),)},
    "earlier 43282": {"target": _EIGHTY, "earlier_years": (EarlierYear("2010", Decimal(43282)),)},
    "only 43282": {"target": Decimal(43282)},
    "4328.2 and 43282": {"target": Decimal("4328.2"), "outturn": Decimal(43282)},
    "4328.1 and 43282": {"target": Decimal("4328.1"), "outturn": Decimal(43282)},
}
_RETURNED = decimals(
    "-5", "-0.1", "0", "800", "801", "36525", "36526", "43282", "73050", "73051", "43282.5"
)
_PARTED_TEXTS = (
    "148 151",
    "1 285",
    "12 000",
    "150 160 170",
    "0 123",
    "148  151",
    "84",
    "1 148 151",
    "99 100",
)


def _possible() -> Iterator[str]:
    for unit, (name, figures) in product(("%", "count", "£m", "days"), _PLANNED.items()):
        row = measure(1, unit=FIGURED[unit], **figures)
        bounds = (lowest_possible(row), day_numbers(row), most_parted(row), list(days_among(row)))
        yield f"{unit}, {name}: lowest, days, parted, days among {said(bounds)}"
        refused = {each: impossible(row, each) for each in _RETURNED}
        yield from (f"{unit}, {name}, {each}: {said(why)}" for each, why in refused.items() if why)
    for name, figures in _PLANNED.items():
        row = measure(1, unit=FIGURED["people"], **figures)
        for text in _PARTED_TEXTS:
            figure = Decimal("".join(text.split()))
            yield f"people, {name}, {said(text)}: {said(impossible(row, figure, text))}"
    for name, figures in _PLANNED.items():
        for actuals in (
            decimals("50", "60"),
            decimals("-1"),
            decimals("100", "101"),
            decimals("0"),
        ):
            for unit in ("%", "count"):
                scale = scale_of(measure(1, unit=FIGURED[unit], **figures), actuals)
                near = [scale.nearest(each) for each in decimals("-3", "0", "50", "100", "103")]
                spans = [
                    scale.is_spanned_by(*map(Decimal, each))
                    for each in ((0, 100), (0, 99), (1, 100))
                ]
                told = f"{said(scale)} {said(near)} {spans}"
                yield f"scale of {unit}, {name} with {said(actuals)}: {told}"


def _parted() -> Iterator[str]:
    known = (
        decimals(),
        decimals("0"),
        decimals("9.9"),
        decimals("10"),
        decimals("100", "5"),
        decimals("0.5"),
    )
    yield from each_said(far_above, ((each,) for each in known))
    for text, most in product(
        _PARTED_TEXTS, (None, Decimal(1000), Decimal(148151), Decimal(1000000))
    ):
        figures = (Decimal("".join(text.split())),)
        refused = two_figures(Said(text, figures), FIGURED["people"], most)
        yield f"{said(text)} above {most}: {said(refused)}"
    below = Said("-148 151", decimals("-148151"))
    yield f"below nought: {said(two_figures(below, FIGURED['£'], Decimal(1000)))}"
    yield f"no figure: {said(two_figures(Said('148 151', ()), FIGURED['£'], Decimal(0)))}"
    cells = {"target": Said("148 151", decimals("148151")), "outturn": Said("150", decimals("150"))}
    two = {
        "target": Said("148 151", decimals("148151")),
        "outturn": Said("148 999", decimals("148999")),
    }
    for each, unit in product((cells, two), (Unit.COUNT, Unit.PERCENT, Unit.TEXT)):
        yield f"{said(each)} in {unit}: {said(parted_in_plan(each, unit))}"
        beside = parted_in_plan(each, unit, decimals("90000"))
        yield f"{said(each)} in {unit} beside 90000: {said(beside)}"
    targets: tuple[Target, ...] = (_EIGHTY, Band(Decimal(7), Decimal(8)), Missing.NOT_GIVEN)
    typed = (RawCell("80 000"), RawCell(80))
    yield from each_said(said_in, product(typed, targets))


def test_what_a_figure_of_a_measure_cannot_be(approved: Approved) -> None:
    approved.check("figures that cannot be", (*_possible(), *_parted()))


def _stepped() -> Iterator[tuple[str, Measure]]:
    months = (Month(2017, 6), Month(2017, 12), Month(2018, 3))
    figures = decimals("10.0", "20.05", "40.0")
    targets: tuple[Target, ...] = (
        Decimal("50.0"),
        Missing.NOT_GIVEN,
        Band(Decimal(45), Decimal(50)),
    )
    forms = product(range(4), (None, *Between), (Basis.SNAPSHOT, Basis.CUMULATIVE), targets)
    for number, between, basis, target in forms:
        steps = dict(list(zip(months, figures, strict=True))[:number])
        named = f"{number} steps, {between}, {basis}, target {said(target)}"
        more = {"between_set": between, "basis_set": basis, "target": target, "steps": steps}
        yield named, measure(1, **more)


_DAYS = (
    *(date(2017, 3, 31), date(2017, 4, 1), date(2017, 6, 29), date(2017, 6, 30), date(2017, 7, 1)),
    *(
        date(2017, 9, 15),
        date(2017, 12, 31),
        date(2018, 1, 15),
        date(2018, 3, 30),
        date(2018, 3, 31),
    ),
    date(2018, 4, 1),
)


def _on_days() -> Iterator[str]:
    plan = placed_plan()
    short = replace(plan, ends=date(2018, 3, 15))
    for name, row in _stepped():
        yield f"{name}: {said(step_days(row, plan))}, first {said(first_step(row, plan))}"
        yield f"{name}, on days: {said([step_on(row, plan, day) for day in _DAYS])}"
        yield f"{name}, path: {said([path_on(row, plan, day, None) for day in _DAYS])}"
        whole = [path_on(row, plan, day, Decimal(365)) for day in _DAYS]
        yield f"{name}, path to 365: {said(whole)}"
    row = measure(1, steps={Month(2018, 3): _EIGHTY})
    yield f"a plan that ends within its month: {said(step_days(row, short))}"


def _aged() -> Iterator[str]:
    for every in (*map(ReportingPeriod, Period), ReportingPeriod(months=(10, 1)), None):
        plan, month = placed_plan(), Month(2017, 12)
        row = measure(1, reported=every)
        days = [
            date(2017, number, 1) - timedelta(days=late)
            for number in range(4, 13)
            for late in (0, 1)
        ]
        old = [each for each in days if is_too_old(row, plan, each, month)]
        early = [each for each in days if is_too_old(row, plan, each, Month(2017, 6))]
        quarterly = replace(plan, reported=ReportingPeriod(Period.QUARTER))
        by_plan = [each for each in days if is_too_old(row, quarterly, each, month)]
        yield f"{every}: too old {said(old)}; in June {said(early)}"
        yield f"{every}: too old in a quarterly plan {said(by_plan)}"


def test_where_a_measure_should_stand_on_a_day(approved: Approved) -> None:
    approved.check("steps on days", (*_on_days(), *_aged()))


def _compared() -> Iterator[str]:
    neighbours = "Statistical neighbours"
    told = (
        Comparator(neighbours, Decimal("78.1"), "2014/15"),
        Comparator("statistical-neighbours", Decimal("79.85"), "2015/16", "of ten"),
        Comparator("England", Missing.TO_BE_CONFIRMED, "2016/17"),
        Comparator("Region", Missing.NOT_GIVEN, "2016/17"),
        Comparator("Hull", Missing.NOT_GIVEN, "", "told", "Agreed"),
    )
    years = (
        EarlierYear("2015/16", Decimal("70.15")),
        EarlierYear("2013/14", Missing.NOT_GIVEN),
        EarlierYear("Baseline July 2014", Decimal(60), "estimated"),
        EarlierYear("2012/13", Missing.NOT_GIVEN, "", "Draft"),
    )
    for named, decimals_set in product(("", neighbours, "Region", "Wales"), (None, 1)):
        row = measure(
            1, comparators=told, earlier_years=years, similar_named=named, decimals_set=decimals_set
        )
        words = (comparator_words, further_comparator_words, comparator_shown, earlier_year_words)
        yield from (
            f"compared with “{named}” at {decimals_set}: {each.__name__} {said(each(row))}"
            for each in words
        )
    bare = measure(1)
    none = (comparator_words, further_comparator_words, earlier_year_words)
    yield f"none: {said([each(bare) for each in none])}"
    for (name, target), places in product(TARGETS.items(), (None, 0, 1)):
        row = measure(1, decimals_set=places, **target)
        yield f"{name} at {places}: {target_words(row)}, {said(published(row, row.target))}"
    half = measure(1, decimals_set=0, target=Decimal("80.5"), target_said="at least 80.5%")
    halves = published(half, Band(*decimals("0.5", "1.5")))
    yield f"at least 80.5% at 0: {target_words(half)}; a half {said(halves)}"


def test_what_is_said_of_other_figures(approved: Approved) -> None:
    approved.check("other figures said", _compared())
