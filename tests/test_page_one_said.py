"""What page one asks and says, where a reader who knows nothing else would be misled."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.foremost import Foremost, foremost_of
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.reported_position import Position, position_of
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.model.vocabulary import STANDARD, Vocabulary
from cyps_reports.report.page_one_headline import headline, movement
from cyps_reports.report.page_one_wording import (
    better_items,
    recommendations,
    unknown_lines,
    worst_items,
)
from cyps_reports.report.sections.page_one import bar_table
from cyps_reports.returns.model import Input, MeasureEntry, Returns
from tests.test_foremost import DAY, MONTH, assessed
from tests.tools.small_plan import small_plan

HIGHER, LOWER = Polarity.HIGHER, Polarity.LOWER
JUNE = date(2017, 6, 30)


@pytest.mark.parametrize(
    ("own", "key"),
    [
        (
            STANDARD,
            "● on target, on track; ◊ close, at risk, re-dated; ■ off target, late; "
            "○ not rated, no update, not started; √ completed.",
        ),
        (
            Vocabulary(amber="Concern", blue="Done"),
            "● on target, on track; ◊ Concern: close, at risk, re-dated; ■ off target, late; "
            "○ not rated, no update, not started; √ Done: completed.",
        ),
    ],
    ids=["plain", "with words of the plan's own"],
)
def test_the_key_under_the_bars_says_what_each_symbol_means(own: Vocabulary, key: str) -> None:
    month = assessed({"M1": ("90", "40", HIGHER)}, {"D1": (JUNE, None)})
    month = replace(month, plan=replace(month.plan, vocabulary=own))
    assert bar_table(month, position_of(month), None).key == key


@pytest.mark.parametrize(
    ("without", "asked"),
    [
        ((), ["consider the corrective actions for 2 measures off target and 1 late deadline"]),
        (
            ("M1",),
            [
                "consider the corrective actions for 1 of 2 measures off target "
                "and 1 late deadline",
                "ask for actions on the 1 item without one",
            ],
        ),
        (("M1", "M2", "D1"), ["ask for actions on the 3 items without one"]),
    ],
    ids=["all have one", "one has none", "none has one"],
)
def test_nobody_is_asked_to_consider_an_action_that_there_is_not(
    without: tuple[str, ...], asked: list[str]
) -> None:
    measures = {"M1": ("90", "40", HIGHER), "M2": ("90", "50", HIGHER)}
    month = assessed(measures, {"D1": (JUNE, None)}, without=without)
    *asks, of_missing_return = recommendations(month)[1:]
    assert asks == asked
    assert "Priority B" in of_missing_return


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (date(2017, 8, 31), "due 30 June 2017, 92 days overdue; it was expected 31 August 2017."),
        (date(2017, 10, 31), "due 30 June 2017, 92 days overdue; expected 31 October 2017."),
        (DAY, "due 30 June 2017, 92 days overdue; expected 30 September 2017."),
        (None, "due 30 June 2017, 92 days overdue."),
    ],
)
def test_what_was_expected_by_a_day_that_has_passed_is_no_longer_expected(
    expected: date | None, said: str
) -> None:
    month = assessed({}, {"D1": (JUNE, expected)})
    (item, *_) = worst_items(foremost_of(month), month)
    assert item.text.startswith(said)


def of_components(*figures: str | None, unit: Unit = Unit.MONEY) -> Assessment:
    """A measure with two components, of which the second has no target, and one without any."""
    first = Measure("A", 1, "Teams", "Agency staff", unit, LOWER, target=Decimal(1))
    measures = (
        first,
        replace(first, component="Others", target=Missing.NOT_GIVEN),
        replace(first, number=2, component="", target=Missing.NOT_GIVEN, name="Placements"),
    )
    entries = {
        each.key: MeasureEntry(Decimal(figure), DAY)
        for each, figure in zip(measures, figures, strict=True)
        if figure
    }
    returns = Returns(MONTH, (Input("return-A.xlsx", "", "A"),), entries)
    return assess(small_plan(measures=measures), returns, Earlier(), DAY)


def test_a_component_without_a_target_does_not_stand_for_its_measure() -> None:
    month = of_components("3", "1", "1", unit=Unit.COUNT)
    assert [*unknown_lines(month)] == ["No target set: A1 (only Others) and A2."]


def test_in_a_month_after_nothing_came_no_rating_has_moved() -> None:
    month = assessed({"M1": ("90", "95", HIGHER), "M2": ("90", "50", HIGHER)}, {})
    now, nothing = position_of(month), _nothing_came(month)
    said = "Half of the rated measures are on target (1 of 2); 1 is off target."
    assert headline(now, nothing, month).text == said
    assert movement("", now, nothing) == "+2 rated"
    assert movement("", nothing, now) == "−1 on target, −1 off"


def _nothing_came(month: Assessment) -> Position:
    return position_of(assess(month.plan, Returns(MONTH.previous), Earlier(), MONTH.previous.last))


def test_as_many_rows_are_named_as_are_counted(september: CheckedMonth) -> None:
    assessment = september.assessment
    of_c35 = tuple(each for each in assessment.deadlines if each.milestone.ref == "C35")
    of_e1 = tuple(each for each in assessment.measures if each.measure.ref == "E1")
    assert (len(of_c35), len(of_e1)) == (4, 2)
    (done,) = better_items(Foremost(completed=of_c35), assessment.plan)
    assert done.name == "4 deadlines completed"
    assert done.text == ("C35, deadline 1; C35, deadline 2; C35, deadline 3; C35, deadline 4.")
    (without,) = worst_items(Foremost(without_action=(*of_e1, of_c35[0])), assessment)
    assert without.name == "No corrective action was given for 3 items"
    assert without.text == "E1 Gross; E1 Net; C35 (Vicki Lawson)."


@pytest.mark.parametrize(
    ("without", "said"),
    [
        (("M1",), "M1."),
        (("D1",), "D1 (A Bee)."),
        (("M1", "M2", "D1"), "M1; M2; D1 (A Bee)."),
    ],
    ids=["of nobody", "of a lead", "of both"],
)
def test_a_lead_is_named_behind_the_items_of_that_lead_alone(
    without: tuple[str, ...], said: str
) -> None:
    measures = {"M1": ("90", "40", HIGHER), "M2": ("90", "50", HIGHER)}
    month = assessed(measures, {"D1": (JUNE, None)}, without=without)
    assert worst_items(foremost_of(month), month)[-1].text == said
