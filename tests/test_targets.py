"""Targets as plans print them: figures, at least and at most, ranges.

And a measure's own green and amber limits.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier, EarlierActual
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.measures import rate
from cyps_reports.assessment.model import MeasureResult
from cyps_reports.findings import Refused
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.figures.targets import target_in, target_words
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Band, Missing, Target, Tolerance
from cyps_reports.plan.model.units import Unit, unit_named
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.report.trend_charts import trend_chart
from cyps_reports.report.wording import measure_reason
from cyps_reports.returns.model import Input, MeasureEntry, Returns
from cyps_reports.workbooks.grid import RawCell
from tests.tools.ratings import AMBER, GREEN, RED
from tests.tools.small_plan import small_plan

MAY = Month(2017, 5)
HIGHER, LOWER, CLOSE = Polarity.HIGHER, Polarity.LOWER, Polarity.CLOSE
POINTS = Tolerance(Decimal("2.5"), is_absolute=True)


def band(low: str, high: str) -> Band:
    return Band(Decimal(low), Decimal(high))


def measure(
    target: Target, polarity: Polarity = HIGHER, unit: Unit = Unit.PERCENT, **more: Any
) -> Measure:
    return Measure("A", 1, "", "A measure", unit, polarity, target=target, **more)


FORMS: list[tuple[str, str, Target]] = [
    ("%", "85%", Decimal(85)),
    ("%", "at least 85%", Decimal(85)),
    ("%", "At least 85", Decimal(85)),
    ("%", "a minimum of 85%", Decimal(85)),
    ("%", "≥ 85", Decimal(85)),
    ("%", ">=85.0%", Decimal("85.0")),
    ("%", "85% or more", Decimal(85)),
    ("%", "85% and above", Decimal(85)),
    ("%", "85+", Decimal(85)),
    ("%", "85%+", Decimal(85)),
    ("count", "at most 12", Decimal(12)),
    ("count", "≤ 12", Decimal(12)),
    ("count", "<=12", Decimal(12)),
    ("count", "no more than 12", Decimal(12)),
    ("count", "1,200 or fewer", Decimal(1200)),
    ("days", "not more than 10 days", Decimal(10)),
    ("%", "85-90 %", band("85", "90")),
    ("%", "85% to 90%", band("85", "90")),
    ("%", "85 – 90%", band("85", "90")),
    ("%", "between 85 and 90", band("85", "90")),
    ("%", "from 85% to 90%", band("85", "90")),
    ("%", "0.5-1.5%", band("0.5", "1.5")),
    ("count", "1,200-1,500", band("1200", "1500")),
    ("days", "10 to 12 days", band("10", "12")),
    ("£m", "£1.2m to £1.5m", band("1.2", "1.5")),
    ("£m", "-1 to 2", band("-1", "2")),
    ("per 10,000", "52-55 per 10,000", band("52", "55")),
    ("ratio", "1:10 to 1:14", band("10", "14")),
    ("count", "TBC", Missing.TO_BE_CONFIRMED),
]


@pytest.mark.parametrize(("unit", "typed", "target"), FORMS)
def test_a_target_is_read_in_every_form_and_printed_as_it_is_typed(
    unit: str, typed: str, target: Target
) -> None:
    counted = unit_named(unit)
    assert counted
    read = target_in(RawCell(typed), counted)
    assert not isinstance(read, Refused), read
    assert read.target == target
    assert target_words(measure(read.target, CLOSE, counted, target_said=read.said)) == typed


@pytest.mark.parametrize(
    ("unit", "typed", "code"),
    [
        ("%", "at least 0.5", "two-way-percentage"),
        ("%", "at least some", "not-a-figure"),
        ("%", "90-85%", "range-backwards"),
        ("%", "85-85%", "range-backwards"),
        ("%", "85-lots", "not-a-figure"),
        ("%", "up to 85%", "not-a-figure"),
        ("%", "more than 85%", "not-a-figure"),
        ("ratio", "1 to 14", "not-a-figure"),
        ("minutes", "30 min", "not-a-figure"),
        ("count", "minus 5", "not-a-figure"),
        ("count", "10% to 20%", "not-a-figure"),
    ],
)
def test_what_is_no_target_is_refused(unit: str, typed: str, code: str) -> None:
    counted = unit_named(unit)
    assert counted
    read = target_in(RawCell(typed), counted)
    assert isinstance(read, Refused)
    assert read.code == code


def test_a_range_that_excel_made_a_date_of_is_asked_for_in_words() -> None:
    read = target_in(RawCell(date(2017, 10, 5)), Unit.COUNT)
    assert isinstance(read, Refused)
    assert read.fix.endswith("; a range as 5 to 10.")


@pytest.mark.parametrize(
    ("actual", "tolerance", "state"),
    [
        ("84.9", Tolerance(Decimal(5)), AMBER),
        ("85", Tolerance(Decimal(5)), GREEN),
        ("87", Tolerance(Decimal(5)), GREEN),
        ("90", Tolerance(Decimal(5)), GREEN),
        ("90.1", Tolerance(Decimal(5)), AMBER),
        # 5% of the nearer end: 4.25 of 85, 4.5 of 90.
        ("80.75", Tolerance(Decimal(5)), AMBER),
        ("80.74", Tolerance(Decimal(5)), RED),
        ("94.5", Tolerance(Decimal(5)), AMBER),
        ("94.51", Tolerance(Decimal(5)), RED),
        ("82.5", POINTS, AMBER),
        ("82.4", POINTS, RED),
        ("92.6", POINTS, RED),
    ],
)
def test_a_range_is_green_within_and_amber_within_the_tolerance_of_its_nearer_end(
    actual: str, tolerance: Tolerance, state: MeasureState
) -> None:
    assert rate(measure(band("85", "90"), CLOSE), Decimal(actual), tolerance)[0] is state


@pytest.mark.parametrize(
    ("polarity", "green", "amber", "actual", "state"),
    [
        (HIGHER, None, "70", "80", GREEN),
        (HIGHER, None, "70", "79.9", AMBER),
        (HIGHER, None, "70", "70", AMBER),
        (HIGHER, None, "70", "69.9", RED),
        (HIGHER, "78", "70", "78", GREEN),
        (HIGHER, "78", "70", "77.9", AMBER),
        (HIGHER, "78", "78", "77.9", RED),
        (LOWER, None, "90", "80", GREEN),
        (LOWER, None, "90", "80.1", AMBER),
        (LOWER, None, "90", "90.1", RED),
        (LOWER, "85", "90", "85", GREEN),
        (LOWER, "85", "90", "85.1", AMBER),
        (LOWER, "85", "90", "90", AMBER),
        (LOWER, "85", "90", "90.1", RED),
    ],
)
def test_own_limits_stand_in_place_of_the_tolerance(
    polarity: Polarity, green: str | None, amber: str, actual: str, state: MeasureState
) -> None:
    limits: dict[str, Any] = {
        "green_limit": Decimal(green) if green else None,
        "amber_limit": Decimal(amber),
    }
    assert (
        rate(measure(Decimal(80), polarity, **limits), Decimal(actual), Tolerance(Decimal(5)))[0]
        is state
    )


def result_of(
    planned: Measure, actual: str, earlier: Earlier | None = None
) -> tuple[MeasureResult, Plan]:
    plan = small_plan(measures=(planned,))
    entry = MeasureEntry(actual=Decimal(actual), as_at=MAY.last)
    returns = Returns(MAY, (Input("a.xlsx", "", "A"),), {("A1", ""): entry})
    return assess(plan, returns, earlier or Earlier(), MAY.last).measures[0], plan


SAID: dict[str, Any] = {"target_said": "85-90 %"}


@pytest.mark.parametrize(
    ("planned", "actual", "said"),
    [
        (
            measure(band("85", "90"), CLOSE, **SAID),
            "87",
            "Within the 85-90 % target.",
        ),
        (
            measure(band("85", "90"), CLOSE, **SAID),
            "83",
            "2 points below the 85-90 % target; amber down to 81%.",
        ),
        (
            measure(band("85", "90"), CLOSE, tolerance=POINTS),
            "95",
            "5 points above the 85% to 90% target; amber starts at 92%.",
        ),
        (
            measure(Decimal(85), green_limit=Decimal(83), amber_limit=Decimal(80)),
            "84",
            "1 point below the 85% target; on target down to 83%.",
        ),
        (
            measure(Decimal(85), green_limit=Decimal(83), amber_limit=Decimal(80)),
            "82",
            "3 points below the 85% target; amber down to 80%.",
        ),
        (
            measure(Decimal(85), amber_limit=Decimal("82.5")),
            "83",
            "2 points below the 85% target; amber down to 82.5%.",
        ),
        (
            measure(Decimal(12), LOWER, Unit.DAYS, amber_limit=Decimal(14)),
            "15",
            "3 days above the 12-day target; amber starts at 14 days.",
        ),
        (
            measure(Decimal(85), target_said="at least 85%"),
            "86",
            "1 point above the 85% target.",
        ),
    ],
)
def test_the_sentence_quotes_the_range_or_the_limits(
    planned: Measure, actual: str, said: str
) -> None:
    result, plan = result_of(planned, actual)
    assert measure_reason(result, plan, MAY) == said


def test_a_range_is_drawn_as_its_two_ends() -> None:
    earlier = tuple(
        EarlierActual(Month(2017, 4), Decimal(70 + n), date(2017, 4, 30 - n)) for n in range(3)
    )
    planned = measure(band("85", "90"), CLOSE, **SAID)
    result, plan = result_of(planned, "72", Earlier(actuals={("A1", ""): earlier}))
    chart = trend_chart(result, plan)
    assert [(line.name, set(line.values)) for line in chart.lines if line.is_standard] == [
        ("Target from", {Decimal(85)}),
        ("Target to", {Decimal(90)}),
    ]
    assert chart.alt_text.endswith("; target 85-90 %.")


AMBER_LIMIT: dict[str, Any] = {"amber_limit": Decimal(70)}


@pytest.mark.parametrize(
    ("planned", "code", "heading"),
    [
        (measure(band("85", "90"), HIGHER), "range-against-polarity", "Target"),
        (
            measure(Decimal(85), LOWER, target_said="at least 85%"),
            "target-against-polarity",
            "Target",
        ),
        (
            measure(Decimal(85), CLOSE, target_said="at least 85%"),
            "target-against-polarity",
            "Target",
        ),
        (
            measure(Decimal(85), HIGHER, target_said="85 or less"),
            "target-against-polarity",
            "Target",
        ),
        (measure(Decimal(80), CLOSE, **AMBER_LIMIT), "limits-against-polarity", "Amber limit"),
        (
            measure(Decimal(80), CLOSE, green_limit=Decimal(75)),
            "limits-against-polarity",
            "Green limit",
        ),
        (
            measure(Decimal(80), CLOSE, green_limit=Decimal(75), **AMBER_LIMIT),
            "limits-against-polarity",
            "Green limit",
        ),
        (measure(Decimal(80), HIGHER, green_limit=Decimal(75)), "no-amber-limit", "Amber limit"),
        (measure(Decimal(80), LOWER, **AMBER_LIMIT), "limits-out-of-order", "Amber limit"),
        (
            measure(Decimal(80), HIGHER, green_limit=Decimal(81), **AMBER_LIMIT),
            "limits-out-of-order",
            "Amber limit",
        ),
        (
            measure(Decimal(80), HIGHER, green_limit=Decimal(69), **AMBER_LIMIT),
            "limits-out-of-order",
            "Amber limit",
        ),
        (
            measure(
                Decimal(80),
                HIGHER,
                basis_set=Basis.CUMULATIVE,
                steps={Month(2018, 3): Decimal(80)},
                **AMBER_LIMIT,
            ),
            "limits-with-steps",
            "Amber limit",
        ),
        (
            measure(band("85", "90"), CLOSE, steps={Month(2018, 3): Decimal(85)}),
            "range-with-steps",
            "Target",
        ),
    ],
)
def test_what_cannot_be_rated_by_is_one_error_on_its_cell(
    tmp_path: Path, planned: Measure, code: str, heading: str
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(small_plan(measures=(planned,))))
    plan, findings = read_plan(path)
    assert plan is None
    assert [each.code for each in findings] == [code]
    sheet = openpyxl.load_workbook(path)[layout.MEASURES]
    assert sheet[f"{findings[0].place.cell.rstrip('0123456789')}1"].value == heading


@pytest.mark.parametrize("target", ["at least 85%", "at most 85%", "85-90 %"])
def test_a_monitored_measure_is_not_rated_and_its_target_may_say_anything(
    tmp_path: Path, target: str
) -> None:
    read = target_in(RawCell(target), Unit.PERCENT)
    assert not isinstance(read, Refused)
    planned = measure(read.target, Polarity.MONITOR, target_said=read.said)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(small_plan(measures=(planned,))))
    plan, findings = read_plan(path)
    assert plan == small_plan(measures=(planned,))
    assert findings == ()


def test_set_decimals_print_the_figure_that_is_rated() -> None:
    planned = measure(Decimal("85.25"), target_said="at least 85.25%", decimals_set=1)
    assert target_words(planned) == "85.3%"
    assert target_words(replace(planned, decimals_set=2)) == "at least 85.25%"
