"""What the plan workbook and the returns say of measures that are judged in words."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cyps_reports.findings import Refused
from cyps_reports.plan.figures.reading import figure_in
from cyps_reports.plan.model.measure import Basis, Polarity
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.model.units import Unit, graded, unit_named
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.row_sentences import polarity_words
from cyps_reports.plan.sheets import layout as plan_layout
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns import layout
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import (
    OWN_RATING,
    Absent,
    DataStatus,
    OwnRating,
    Returns,
)
from cyps_reports.returns.needed_columns import target_columns
from cyps_reports.templates.carry import carried_from
from cyps_reports.templates.entry_checks import _rule_of_words
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.workbooks.grid import RawCell
from tests.tools.judged import GOOD, JUNE, MAY, OFSTED, WEAK, entry, judged, of_many_kinds
from tests.tools.returned import cells_of, returned
from tests.tools.small_plan import plan_typed, small_plan


@pytest.mark.parametrize(
    ("name", "judges"),
    [("grade", False), ("Yes/No", True), ("text", True), ("score", False), ("people", False)],
)
def test_units_that_are_judged(name: str, judges: bool) -> None:
    """A grade is, once the plan names its values."""
    unit = unit_named(name)
    assert unit
    assert unit.is_judged is judges
    assert OFSTED.is_judged


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Good", GOOD),
        (" good. ", GOOD),
        ("REQUIRES  IMPROVEMENT", WEAK),
        ("TBC", Missing.TO_BE_CONFIRMED),
    ],
)
def test_a_value_is_known_however_its_letters_are(typed: str, read: Decimal | Missing) -> None:
    assert figure_in(RawCell(typed), OFSTED) == read


def test_another_word_is_none_of_the_values() -> None:
    read = figure_in(RawCell("Splendid"), OFSTED)
    assert isinstance(read, Refused)
    assert read.fix == "Choose one of: Outstanding, Good, Requires improvement, Inadequate."


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({}, []),
        ({"Values": None}, ["no-values"]),
        ({"Values": "Good"}, ["no-values"]),
        ({"Values": "Good; good; Bad"}, ["values-alike"]),
        ({"Unit": "%", "Target": "80%", "Outturn": None}, ["values-without-grade"]),
        ({"Target": "Splendid"}, ["not-a-choice"]),
        ({"Target": "at least Good"}, []),
        ({"Target": "at most Good"}, ["target-against-polarity"]),
        ({"Polarity": "lower"}, ["judged-polarity"]),
        ({"Data basis": "cumulative"}, ["judged-basis"]),
        ({"Amber limit": "Inadequate"}, ["limits-of-judged"]),
        ({"Green limit": "Good"}, ["limits-of-judged"]),
        ({"Reported": "quarterly"}, []),
        ({"Tolerance": "5%"}, ["limits-of-judged"]),
    ],
)
def test_a_plan_that_cannot_be_judged_by_is_told_once(
    tmp_path: Path, cells: dict[str, object], codes: list[str]
) -> None:
    typed = {(plan_layout.MEASURES, heading): value for heading, value in cells.items()}
    path = plan_typed(tmp_path / "plan.xlsx", small_plan(measures=(judged(outturn=WEAK),)), typed)
    plan, findings = read_plan(path)
    assert [each.code for each in findings] == codes
    assert (plan is None) is bool(codes)


@pytest.mark.parametrize(
    "said", ["No more than two schools in a category", "At least three agreed"]
)
def test_the_words_of_a_text_say_nothing_of_its_polarity(tmp_path: Path, said: str) -> None:
    measure = judged(Unit.TEXT)
    read, findings = read_plan(
        plan_typed(
            tmp_path / "plan.xlsx", small_plan(measures=(measure,)), {("Measures", "Target"): said}
        )
    )
    assert findings == ()
    assert read
    assert read.measures == (replace(measure, target_said=said),)


def test_at_most_a_grade_is_told_once_with_what_helps(tmp_path: Path) -> None:
    path = plan_typed(
        tmp_path / "plan.xlsx",
        small_plan(measures=(judged(),)),
        {("Measures", "Target"): "at most Good"},
    )
    _, findings = read_plan(path)
    assert [(each.code, each.fix) for each in findings] == [
        ("target-against-polarity", "Correct the target.")
    ]


def test_a_grade_may_be_called_as_a_bound_is(tmp_path: Path) -> None:
    grades = graded(("Good or better", "1 or more", "None"))
    plan = small_plan(
        measures=(judged(grades, target=Decimal(3)), judged(grades, number=2, target=Decimal(2)))
    )
    (tmp_path / "plan.xlsx").write_bytes(plan_workbook(plan))
    assert read_plan(tmp_path / "plan.xlsx") == (plan, ())


def test_what_is_judged_has_no_steps(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(small_plan(measures=(judged(), judged(Unit.TEXT, number=2)))))
    book = openpyxl.load_workbook(path)
    sheet = book[plan_layout.STEPS]
    for number, said in ((1, "Good"), (2, "Agreed")):
        sheet.append(["A", number, None, said])
    book.save(path)
    plan, findings = read_plan(path)
    assert plan is None
    assert [(each.code, each.place.cell) for each in findings] == [
        ("steps-of-judged", "B2"),
        ("steps-of-judged", "B3"),
    ]


def test_only_a_return_with_something_judged_asks_for_a_rating_of_ones_own(tmp_path: Path) -> None:
    plan = of_many_kinds()
    for code, is_there in (("A", True), ("B", False)):
        path = returned(tmp_path, plan, code, {}, MAY)
        sheet = openpyxl.load_workbook(path)[layout.TARGETS]
        heads = [cell.value for cell in sheet[4]]
        assert ("Your rating" in heads) is is_there
        if is_there:
            (place,) = {
                cell
                for (row, key), (_, cell) in cells_of(path).items()
                if (row, key) == ("A1", "actual")
            }
            places = {
                row: cell for (row, key), (_, cell) in cells_of(path).items() if key == OWN_RATING
            }
            unlocked = [row for row, cell in places.items() if not sheet[cell].protection.locked]
            assert unlocked == ["A1", "A4"]
            offered = {
                str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation
            }
            assert offered[place] == '"Outstanding,Good,Requires improvement,Inadequate"'


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (("Good", "Weak"), "list"),
        (("Good", "Weak, but better"), "any"),
        (("G" * 127, "W" * 127), "list"),
        (("G" * 127, "W" * 128), "any"),
        ((), "any"),
    ],
    ids=["two", "with a comma", "as many letters as a list holds", "one letter more", "a text"],
)
def test_values_are_offered_as_a_list_where_a_list_can_hold_them(
    values: tuple[str, ...], kind: str
) -> None:
    """Its values are parted by commas, and have 255 letters with these."""
    plan = of_many_kinds()
    (column,) = (each for each in target_columns(plan.measures) if each.key == "actual")
    assert _rule_of_words(column, values)["validate"] == kind


@pytest.mark.parametrize(
    ("unit", "polarity", "words"),
    [
        (OFSTED, Polarity.HIGHER, "Judged in words"),
        (OFSTED, Polarity.MONITOR, "Monitor only"),
        (Unit.COUNT, Polarity.LOWER, "Lower is better"),
        (Unit.COUNT, Polarity.MONITOR, "Monitor only"),
    ],
)
def test_what_a_return_says_of_which_way_is_better(
    unit: Unit, polarity: Polarity, words: str
) -> None:
    assert polarity_words(judged(unit, polarity)) == words


@pytest.mark.parametrize(
    ("more", "is_carried"),
    [
        ({}, True),
        ({"data_status": DataStatus.PROVISIONAL}, False),
        ({"actual": Absent.EMPTY}, False),
        ({"as_at": JUNE.first}, False),
    ],
    ids=["final", "provisional", "empty", "dated after its month"],
)
def test_a_result_of_the_year_is_carried_forward_once_it_is_final(
    more: dict[str, Any], is_carried: bool
) -> None:
    plan = small_plan(measures=(judged(basis_set=Basis.ANNUAL),))
    given = {("A1", ""): replace(entry(WEAK), **more)}
    filled = carried_from([Returns(MAY, (), given)], plan).measures["A1", ""]
    assert filled.has_actual is is_carried


def test_a_final_judgement_of_the_year_is_filled_in_already(tmp_path: Path) -> None:
    plan = small_plan(
        measures=(
            judged(basis_set=Basis.ANNUAL),
            judged(Unit.TEXT, number=2, basis_set=Basis.ANNUAL),
        )
    )
    given = {("A1", ""): entry(WEAK, "Close to target"), ("A2", ""): entry("Agreed", "On target")}
    carried = carried_from([Returns(MAY, (), given)], plan)
    path = tmp_path / "return-A.xlsx"
    path.write_bytes(return_workbook(plan, plan.priorities[0], JUNE, carried))
    cells, sheet = cells_of(path), openpyxl.load_workbook(path, data_only=True)[layout.TARGETS]
    keys = ("actual", "own_rating", "state", "todo")
    filled = [tuple(sheet[cells[row, key][1]].value for key in keys) for row in ("A1", "A2")]
    assert filled == [
        ("Requires improvement", "Close to target", "Close to target", "Done"),
        ("Agreed", "On target", "On target", "Done"),
    ]
    returns, findings = returns_for(JUNE, read_folder(tmp_path, plan))
    assert findings == ()
    assert returns.measures["A1", ""].own_rating is OwnRating.CLOSE_TO_TARGET
    assert returns.measures["A2", ""].said == "Agreed"


def test_what_was_said_last_stands_beside_the_cell_to_fill(tmp_path: Path) -> None:
    plan = small_plan(measures=(judged(), judged(Unit.TEXT, number=2), judged(Unit.TEXT, number=3)))
    undated = replace(entry("Not begun"), as_at=Absent.EMPTY)
    given = {
        ("A1", ""): entry(WEAK),
        ("A2", ""): entry("Agreed with all schools"),
        ("A3", ""): undated,
    }
    path = tmp_path / "return-A.xlsx"
    carried = carried_from([Returns(MAY, (), given)], plan)
    path.write_bytes(return_workbook(plan, plan.priorities[0], JUNE, carried))
    cells, sheet = cells_of(path), openpyxl.load_workbook(path, data_only=True)[layout.TARGETS]
    assert [sheet[cells[ref, "previous"][1]].value for ref in ("A1", "A2", "A3")] == [
        "Requires improvement (31/05/17)",
        "Agreed with all schools (31/05/17)",
        "Not begun (May 2017)",
    ]
