"""Direction of travel and the comparison with similar authorities."""

from datetime import date
from decimal import Decimal

import pytest

from cyps_reports.assessment.direction import against_similar, direction_of
from cyps_reports.assessment.earlier import EarlierActual, earlier_of
from cyps_reports.assessment.model import Against, Direction, Travel
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.model.units import Unit
from cyps_reports.returns.model import Absent, DeadlineEntry, MeasureEntry, Returns

JULY, AUGUST = Month(2012, 7), Month(2012, 8)
END_OF_SEPTEMBER = date(2012, 9, 30)


def measure(polarity: Polarity, **more: object) -> Measure:
    whole: dict[str, object] = {"outturn": Decimal("70.0"), "target": Decimal(80)}
    return Measure("A", 1, "", "Measure", Unit.PERCENT, polarity, **(whole | more))  # type: ignore[arg-type]


def before(actual: str, month: Month = AUGUST, as_at: date | Absent | None = None) -> EarlierActual:
    return EarlierActual(month, Decimal(actual), as_at or month.last)


@pytest.mark.parametrize(
    ("polarity", "now", "travel"),
    [
        (Polarity.HIGHER, "76.0", Travel.IMPROVING),
        (Polarity.HIGHER, "75.0", Travel.SAME),
        (Polarity.HIGHER, "74.9", Travel.WORSENING),
        (Polarity.LOWER, "74.9", Travel.IMPROVING),
        (Polarity.LOWER, "75.0", Travel.SAME),
        (Polarity.LOWER, "76.0", Travel.WORSENING),
        (Polarity.CLOSE, "78.0", Travel.IMPROVING),
        (Polarity.CLOSE, "85.0", Travel.SAME),
        (Polarity.CLOSE, "85.1", Travel.WORSENING),
        (Polarity.MONITOR, "76.0", Travel.NOT_COMPARABLE),
    ],
)
def test_against_the_month_before(polarity: Polarity, now: str, travel: Travel) -> None:
    assert (
        direction_of(measure(polarity), Decimal(now), END_OF_SEPTEMBER, (before("75.0"),)).travel
        is travel
    )


def test_it_says_what_it_is_against() -> None:
    found = direction_of(
        measure(Polarity.HIGHER), Decimal(76), END_OF_SEPTEMBER, (before("75"), before("60", JULY))
    )
    assert found == Direction(Travel.IMPROVING, Decimal(75), AUGUST)


def test_else_against_the_outturn() -> None:
    found = direction_of(measure(Polarity.HIGHER), Decimal(76), END_OF_SEPTEMBER, ())
    assert found == Direction(Travel.IMPROVING, Decimal("70.0"))


def test_an_annual_result_is_always_against_the_outturn() -> None:
    annual = measure(Polarity.HIGHER, frequency="annual")
    assert direction_of(annual, Decimal(76), END_OF_SEPTEMBER, (before("75"),)).since is None


def test_the_same_figure_told_again_is_not_a_movement() -> None:
    told_again = (before("76", AUGUST, END_OF_SEPTEMBER), before("75", JULY))
    assert (
        direction_of(measure(Polarity.HIGHER), Decimal(76), END_OF_SEPTEMBER, told_again).since
        == JULY
    )


@pytest.mark.parametrize("outturn", [Missing.TO_BE_CONFIRMED, Missing.NOT_GIVEN])
def test_not_comparable(outturn: Missing) -> None:
    bare = measure(Polarity.HIGHER, outturn=outturn)
    assert direction_of(bare, Decimal(76), END_OF_SEPTEMBER, ()).travel is Travel.NOT_COMPARABLE
    assert (
        direction_of(bare, None, END_OF_SEPTEMBER, (before("1"),)).travel is Travel.NOT_COMPARABLE
    )


@pytest.mark.parametrize(
    ("polarity", "similar", "against"),
    [
        (Polarity.HIGHER, Decimal(75), Against.BETTER),
        (Polarity.HIGHER, Decimal(76), Against.SAME),
        (Polarity.HIGHER, Decimal(77), Against.WORSE),
        (Polarity.LOWER, Decimal(77), Against.BETTER),
        (Polarity.LOWER, Decimal(75), Against.WORSE),
        (Polarity.MONITOR, Decimal(75), Against.NOT_COMPARABLE),  # nobody says which way is better
        (Polarity.HIGHER, Missing.NOT_APPLICABLE, Against.NOT_COMPARABLE),
        (Polarity.HIGHER, Missing.TO_BE_CONFIRMED, Against.NOT_COMPARABLE),
    ],
)
def test_against_similar_authorities(
    polarity: Polarity, similar: Decimal | Missing, against: Against
) -> None:
    assert against_similar(measure(polarity, similar=similar), Decimal(76)) is against


def test_history_keeps_what_later_months_need() -> None:
    key = ("A1", "")
    months = [
        Returns(
            JULY,
            measures={key: MeasureEntry(Decimal(70), date(2012, 7, 31))},
            deadlines={("B13", 1): DeadlineEntry(completed=date(2012, 7, 18))},
        ),
        Returns(
            AUGUST,
            measures={key: MeasureEntry(Absent.UNREADABLE)},
            deadlines={
                ("B13", 1): DeadlineEntry(completed=Absent.UNREADABLE),
                ("A12", 1): DeadlineEntry(completed=date(2012, 9, 14)),
            },
        ),
    ]
    earlier = earlier_of(months)
    assert earlier.months == (JULY, AUGUST)
    assert earlier.actuals[key] == (EarlierActual(JULY, Decimal(70), date(2012, 7, 31)),)
    assert earlier.last_done[("B13", 1)] == JULY
    assert ("A12", 1) not in earlier.completions, "a date after that month's end never counted"
