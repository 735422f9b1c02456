"""A plan with a row of every kind and what was returned in its year, for the year after it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cyps_reports.assessment.earlier import (
    Earlier,
    EarlierActual,
    EarlierCompletion,
    EarlierText,
)
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import ANNUAL, ReportingPeriod
from cyps_reports.plan.model.decisions import RangeMove, Redating, Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import (
    Basis,
    Between,
    Comparator,
    EarlierYear,
    Measure,
    Polarity,
)
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model.quantities import Band, Missing
from cyps_reports.plan.model.question import Question
from cyps_reports.plan.model.report_text import StandingText, Where
from cyps_reports.plan.model.units import Unit
from cyps_reports.returns.model import Absent, DataStatus
from tests.tools.small_plan import small_plan

MARCH, FEBRUARY = Month(2018, 3), Month(2018, 2)
APPROVED = "Cabinet", date(2017, 9, 1)
FINAL, PROVISIONAL = DataStatus.FINAL, DataStatus.PROVISIONAL
MADE = {kind: Withdrawal(kind, *APPROVED, f"Was {kind}") for kind in WithdrawnAs}


def measure(number: int, unit: Unit = Unit.PERCENT, **more: Any) -> Measure:
    fields: dict[str, Any] = {
        "outturn": Decimal("70.0"),
        "target": Decimal("80.0"),
        "polarity": Polarity.HIGHER,
        **more,
    }
    return Measure("A", number, "", f"Measure {number}", unit, **fields)


def milestone(number: int, *deadlines: Deadline, **more: Any) -> Milestone:
    return Milestone("A", number, "Head", f"Milestone {number}", "AB", deadlines=deadlines, **more)


def actual(
    figure: str, month: Month = MARCH, status: DataStatus | Absent = FINAL, **more: Any
) -> EarlierActual:
    fields: dict[str, Any] = {"as_at": month.last, **more}
    return EarlierActual(month, Decimal(figure), data_status=status, **fields)


_STEPS = {Month(2017, 9): Decimal(75), Month(2017, 12): Decimal(77)}
_NEIGHBOURS = (
    Comparator("England", Decimal(60), "2016/17"),
    Comparator("England", Decimal(58), "2015/16"),
    Comparator("Region", Missing.TO_BE_CONFIRMED, "", "Once it is out"),
)
MEASURES = (
    measure(1, steps=_STEPS, target_note="Agreed by the board", between_set=Between.LINE),
    measure(2, similar=Decimal("75.0"), green_limit=Decimal(79), amber_limit=Decimal(70)),
    measure(3, basis_set=Basis.CUMULATIVE),
    measure(4, basis_set=Basis.CUMULATIVE, amber_limit=Decimal(60)),
    measure(5, polarity=Polarity.MONITOR, target=Missing.NOT_GIVEN),
    measure(6, target=Missing.NOT_GIVEN, similar=Missing.NOT_APPLICABLE),
    measure(7, target=Missing.NOT_APPLICABLE, similar=Missing.TO_BE_CONFIRMED),
    measure(8, target=Missing.TO_BE_CONFIRMED, outturn=Missing.NOT_GIVEN),
    measure(9, target=Band(Decimal(80), Decimal(90)), target_said="80% to 90%"),
    measure(10, comparators=_NEIGHBOURS, similar=Decimal(60), similar_named="England"),
    measure(11, earlier_years=(EarlierYear("2015/16", Decimal(65), "A note"),)),
    measure(12, withdrawal=MADE[WithdrawnAs.WITHDRAWN], steps=_STEPS, comparators=_NEIGHBOURS),
    measure(
        13, withdrawal=MADE[WithdrawnAs.MERGED], earlier_years=(EarlierYear("2015", Decimal(1)),)
    ),
    measure(14, withdrawal=MADE[WithdrawnAs.DEFERRED]),
    measure(
        15,
        Unit.TEXT,
        target_said="Good",
        outturn_said="Fair",
        similar_said="Fine",
        target=Missing.NOT_GIVEN,
        outturn=Missing.NOT_GIVEN,
    ),
    measure(16, Unit.COUNT, target=Decimal(40), outturn=Decimal(44), decimals_set=0),
    measure(
        17,
        target_due=Month(2017, 10),
        frequency="annual result",
        reported=ReportingPeriod(months=(10,)),
    ),
    measure(18, reported=ANNUAL, outturn_note="Of the year before", was="A3"),
    measure(19, range_moves=(RangeMove(date(2017, 6, 1), *APPROVED, "A new count"),)),
    measure(20, Unit.TEXT, target=Missing.NOT_APPLICABLE, outturn=Missing.NOT_GIVEN),
    measure(21, outturn=Decimal("70.25"), target=Decimal(80)),
    measure(22, outturn=Decimal("70.25"), target=Decimal(80)),
)
MILESTONES = (
    milestone(31, Deadline(1, date(2017, 6, 30))),
    milestone(
        32,
        Deadline(1, date(2017, 5, 31)),
        Deadline(2, date(2017, 12, 31), redating=Redating(date(2018, 6, 30), *APPROVED)),
        depends_on=("A31", "A36"),
        moves=("A1", "a 12", "A13"),
        progress_at_approval="Begun",
    ),
    milestone(33, Deadline(1, recurrence=Recurrence.MONTHLY), depends_on=("a32",)),
    milestone(34, Deadline(1, at_approval=AtApproval.COMPLETED)),
    milestone(35, Deadline(1, date(2018, 1, 31), withdrawal=MADE[WithdrawnAs.WITHDRAWN])),
    milestone(36, Deadline(1, date(2018, 2, 1), withdrawal=MADE[WithdrawnAs.DEFERRED])),
    milestone(
        37,
        Deadline(1, date(2018, 9, 30)),
        Deadline(2, date(2018, 3, 31)),
        Deadline(3, date(2018, 4, 1)),
    ),
    milestone(38, Deadline(1, date(2017, 6, 30))),
    milestone(39, Deadline(1, date(2017, 6, 30)), Deadline(2, due_said="Phase 2")),
    milestone(40, Deadline(1, date(2017, 6, 30), at_approval=AtApproval.COMPLETED_AND_ONGOING)),
    milestone(41, Deadline(1, date(2017, 6, 30)), progress_at_approval="Begun"),
    milestone(42, Deadline(1, date(2017, 6, 30), withdrawal=MADE[WithdrawnAs.MERGED])),
    milestone(43, Deadline(1, date(2017, 6, 30))),
)
_QUESTIONS = (
    Question(date(2017, 9, 1), "Cabinet", ("A1",), "How many?", "AB", date(2017, 10, 1)),
    Question(date(2017, 9, 1), "Cabinet", (), "Why?", answer="So.", closed=date(2017, 10, 2)),
)
PLAN = small_plan(
    measures=MEASURES,
    milestones=MILESTONES,
    questions=_QUESTIONS,
    outturn_heading="Outturn 2016/17",
    standing_texts=(StandingText("Background", Where.FRONT, ("One.", "Two.")),),
)
_ACTUALS: Mapping[int, tuple[EarlierActual, ...]] = {
    1: (actual("78.5"), actual("77.0", FEBRUARY)),
    2: (actual("71", status=PROVISIONAL),),
    3: (actual("90", FEBRUARY),),
    4: (actual("92"),),
    5: (actual("50", status=Absent.EMPTY),),
    6: (actual("51", FEBRUARY),),
    7: (actual("52", as_at=Absent.EMPTY),),
    9: (actual("53", as_at=date(2018, 3, 15)),),
    10: (actual("61.25"),),
    11: (actual("62", Month(2017, 3)),),
    14: (actual("63"),),
    16: (actual("44"),),
    17: (actual("64", Month(2017, 10)),),
    18: (actual("65", status=DataStatus.NOT_AVAILABLE),),
    19: (actual("66", Month(2017, 4)),),
    22: (actual("71.5"),),
}
_DUES = {("A38", 1): ((Month(2016, 4), date(2016, 9, 30)), (Month(2016, 10), date(2017, 3, 31)))}
EARLIER = Earlier(
    months=(FEBRUARY, MARCH),
    actuals={(f"A{number}", ""): given for number, given in _ACTUALS.items()},
    texts={("A15", ""): (EarlierText(MARCH, "Better", MARCH.last, data_status=FINAL),)},
    completions={
        ("A31", 1): EarlierCompletion(MARCH, date(2017, 7, 1)),
        ("A32", 1): EarlierCompletion(MARCH, date(2017, 6, 2)),
        ("A33", 1): EarlierCompletion(MARCH, date(2017, 6, 2)),
        ("A39", 2): EarlierCompletion(MARCH, date(2017, 6, 2)),
        ("A43", 1): EarlierCompletion(MARCH, date(2017, 6, 30)),
    },
    expected={
        ("A38", 1): ((FEBRUARY, date(2018, 4, 30)), (MARCH, date(2018, 5, 31))),
        ("A41", 1): ((MARCH, date(2018, 5, 31)),),
        ("A40", 1): ((FEBRUARY, date(2017, 7, 31)), (MARCH, date(2017, 8, 31))),
    },
    progress={
        ("A32", 1): (FEBRUARY, "Half done"),
        ("A32", 2): (MARCH, "Nearly there"),
        ("A41", 1): (MARCH, "Under way"),
    },
    dues=_DUES,
)
