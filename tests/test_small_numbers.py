"""What a plan and its returns say for the public edition: rows about children, and their counts."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cyps_reports.findings import CellRef, Severity
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import AboutChildren, Measure, Polarity
from cyps_reports.plan.model.small_numbers import RestsOn, SmallNumbers, rests_on, wrong_relations
from cyps_reports.plan.model.units import Unit, graded, unit_named
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets.measure_columns import MEASURE_COLUMNS
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns.checks import entry_findings
from cyps_reports.returns.model import MeasureEntry, Returns
from cyps_reports.returns.needed_columns import deadline_columns, not_asked_of, target_columns
from cyps_reports.workbooks.layout import keys
from tests.tools.small_plan import small_plan

MONTH = Month(2017, 9)
PLACES = {key: CellRef("plan.xlsx", "Measures", key) for key in keys(MEASURE_COLUMNS)}


def row(number: int, unit: Unit = Unit.COUNT, **said: Any) -> Measure:
    measure = Measure("A", number, "", f"Row {number}", unit, Polarity.HIGHER, places=PLACES)
    return replace(measure, about_children=AboutChildren.YES, **said)


@pytest.mark.parametrize(
    ("unit", "rests"),
    [
        ("count", RestsOn.COUNT),
        ("children", RestsOn.COUNT),
        ("%", RestsOn.SHARE),
        ("per 10,000", RestsOn.SHARE),
        ("rate per 1,000 children", RestsOn.SHARE),
        ("days", RestsOn.AVERAGE),
        ("weeks", RestsOn.AVERAGE),
        ("£m", RestsOn.AVERAGE),
        ("ratio", RestsOn.AVERAGE),
        ("text", RestsOn.WORDS),
        ("yes/no", RestsOn.WORDS),
    ],
)
def test_how_a_figure_rests_on_children(unit: str, rests: RestsOn) -> None:
    named = unit_named(unit)
    assert named is not None
    assert rests_on(row(1, named)) is rests


def test_a_grade_rests_on_no_count() -> None:
    assert rests_on(row(1, graded(("Good", "Poor")))) is RestsOn.WORDS


PART, OTHER, SHARE = row(1), row(2), row(3, Unit.PERCENT)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"sum_of": ("A1", "A2")}, ""),
        ({"sum_of": ("a 1", "A2")}, ""),
        ({"sum_of": ("A1", "Z9")}, "There is no measure “Z9” in this plan."),
        ({"sum_of": ("A1", "A3")}, "A4 is not counted in what A3 is."),
        ({"sum_of": ("A4",)}, "A4 is said to be made of itself."),
        ({"numerator": "A1", "denominator": "A2"}, ""),
        ({"denominator": "1,250"}, ""),
        ({"numerator": "12"}, "There is no measure “12” in this plan."),
        ({"denominator": "some"}, "There is no measure “some” in this plan."),
    ],
)
def test_a_row_is_made_of_rows_of_the_plan(said: dict[str, Any], problem: str) -> None:
    wrong = list(wrong_relations((PART, OTHER, SHARE, row(4, **said))))
    assert [each.message for each in wrong] == ([problem] if problem else [])
    assert all(
        (each.code, each.severity, each.place.cell) == ("unknown-relation", Severity.ERROR, key)
        for each in wrong
        for key in said
    )


def test_a_number_that_is_a_reference_too_is_not_guessed_at() -> None:
    named = replace(PART, reference="12", number=None)
    wrong = list(wrong_relations((named, row(2, Unit.PERCENT, denominator="12"))))
    assert [each.message for each in wrong] == ["“12” may be a number of children or a reference."]


def test_a_sum_is_no_part_of_itself() -> None:
    wrong = list(wrong_relations((row(1, sum_of=("A2",)), row(2, sum_of=("A1",)))))
    assert [each.message for each in wrong] == [
        "A1 is a sum of rows that are sums of it.",
        "A2 is a sum of rows that are sums of it.",
    ]


def test_components_are_named_with_their_reference() -> None:
    rows = (
        row(1, component="Boys"),
        row(1, component="Girls"),
        row(2, sum_of=("A1 boys", "A1 Girls")),
    )
    assert list(wrong_relations(rows)) == []


def test_a_return_asks_for_the_counts_that_the_plan_does_not_give() -> None:
    share = row(3, Unit.PERCENT)
    asked = {"numerator", "denominator", "public_comment"}
    assert asked <= set(keys(target_columns((PART, share))))
    assert not_asked_of(PART) == {"own_rating", "numerator", "denominator"}
    assert not_asked_of(share) == {"own_rating"}
    known = replace(share, numerator="A1", denominator="1,250")
    assert not asked - {"public_comment"} & set(keys(target_columns((PART, known))))


def test_a_plan_that_says_nothing_of_children_asks_for_nothing() -> None:
    silent = replace(SHARE, about_children=None)
    plan = small_plan(measures=(silent,))
    asked = {"numerator", "denominator", "public_comment"}
    assert not asked & set(keys(target_columns((silent,))))
    assert not asked & set(keys(deadline_columns(plan, plan.deadlines())))
    says = small_plan(measures=(replace(silent, about_children=AboutChildren.NO),))
    assert "public_comment" in keys(deadline_columns(says, says.deadlines()))


@pytest.mark.parametrize(
    ("actual", "numerator", "denominator", "problem"),
    [
        ("25", "3", "12", ""),
        ("25", "", "12", ""),
        ("0", "0", "0", ""),
        ("25", "about 3", "12", "A3: “about 3” is no number of children."),
        ("25", "13", "12", "A3: the numerator 13 is more than the denominator 12."),
        ("25", "4", "12", "A3: 4 of 12 is 33%, and the actual is 25%."),
    ],
)
def test_counts_of_a_return_that_cannot_be(
    actual: str, numerator: str, denominator: str, problem: str
) -> None:
    plan = small_plan(measures=(SHARE,))
    further = (("numerator", numerator), ("denominator", denominator))
    given = MeasureEntry(Decimal(actual), further=tuple(each for each in further if each[1]))
    found = entry_findings(plan, Returns(MONTH, measures={SHARE.key: given}))
    assert [each.message for each in found] == ([problem] if problem else [])
    code = "count-unreadable" if "about" in numerator else "counts-disagree"
    assert all(each.code == code for each in found)
    silent = small_plan(measures=(replace(SHARE, about_children=AboutChildren.NO),))
    assert not entry_findings(silent, Returns(MONTH, measures={SHARE.key: given}))


def test_a_rule_that_is_none_of_the_choices_is_refused(tmp_path: Path) -> None:
    plan = small_plan(measures=(SHARE,), small_numbers=SmallNumbers.TENS)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(plan))
    assert read_plan(path) == (plan, ())
    plan = replace(plan, small_numbers="rounded to 7")  # type: ignore[arg-type]
    path.write_bytes(plan_workbook(plan))
    _, findings = read_plan(path)
    assert [(each.code, each.place.sheet) for each in findings] == [("not-a-choice", "Plan")]
