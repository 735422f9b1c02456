"""Figures in the cells of plans, in the forms that published ones have: read or left open."""

from decimal import Decimal

import pytest

from cyps_reports.plan.model.units import unit_named
from cyps_reports.setup.meaning.figure_cells import figure_of, parts_of
from cyps_reports.setup.meaning.made_cells import Made
from cyps_reports.setup.meaning.units_said import unit_named_in, unit_said
from cyps_reports.setup.sources.source import SourceCell, SourcePlace
from cyps_reports.workbooks.grid import RawCell

PLACE = SourcePlace("plan.docx", "table 1", "row 2, column 3")


def read(said: str, otherwise: str = "%") -> tuple[str, Made, str]:
    """The unit that a target is written with, the target in it or another, and its note."""
    cell = SourceCell(RawCell(said), PLACE, 1, 2)
    (part,) = parts_of(cell)
    unit = unit_said(part.text)
    known = unit_named(unit or otherwise)
    assert known is not None
    return unit, figure_of(part, known, cell, is_target=True), part.note


@pytest.mark.parametrize(
    ("said", "unit", "figure"),
    [
        ("78.5%", "%", Decimal("78.5")),
        ("78.0 %", "%", Decimal("78.0")),
        ("£1.2 million", "£m", Decimal("1.2")),
        ("£34k", "£000", Decimal(34)),
        ("£34,000", "£", Decimal(34000)),
        ("1:14", "ratio", Decimal(14)),
        ("12.30 per 10,000", "per 10,000", Decimal("12.30")),
        ("3 working days", "working days", Decimal(3)),
        ("78", "", Decimal(78)),
        ("85-90%", "%", "85-90%"),
        ("at least 90%", "%", "at least 90%"),
        ("no fewer than 12 days", "days", "no fewer than 12 days"),
        ("90%+", "%", "90%+"),
        ("tbc", "", "TBC"),
        ("N/A", "", "NA"),
    ],
)
def test_a_figure_is_read_as_it_is_printed(said: str, unit: str, figure: Decimal | str) -> None:
    found, made, _ = read(said)
    assert found == unit
    assert (str(made.value), made.refused) == (str(figure), None)


@pytest.mark.parametrize(
    ("said", "note"),
    [("73% provisional", "provisional"), ("12% (2017)", "2017"), ("TBC (Sept 2017)", "Sept 2017")],
)
def test_words_behind_a_figure_are_its_note(said: str, note: str) -> None:
    _, made, found = read(said)
    assert found == note
    assert made.refused is None


@pytest.mark.parametrize(
    "said",
    [
        *(">90%", "<10%", "Less than 22%", "Above national average", "Top quartile"),
        *("Increase by 5%", "5% increase", "+5%", "-5%", "Reduce to 12%", "15% to 12%"),
        *("12% (target 10%)", "45 (12.3%)", "45/367", "1 in 14", "14:1", "0.785"),
        *("73%*", "73% ¹", "c. 70%", "approx 70%", "~70%", "70ish", "70% by March"),
        *("Q1 20% Q2 25%", "20% / 25%", "Boys 12%; Girls 14%", "15th percentile", "(12)"),
        *("12,5%", "01/02/2017", "New measure", "Establish baseline", "56.8pp"),
    ],
)
def test_what_is_no_plain_figure_is_left_open_in_its_own_words(said: str) -> None:
    _, made, _ = read(said)
    assert made.refused is not None
    assert made.value == said
    assert "comment" not in made.refused.fix


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Number of children in need (rate per 10K population)", "per 10,000"),
        ("Conceptions per 1000", "per 1,000"),
        ("Number of visits", "count"),
        ("Proportion of re-referrals", "%"),
        ("Spending (£000)", "£000"),
        ("Time to court (weeks)", "weeks"),
        ("Children in care", ""),
    ],
)
def test_a_name_may_say_the_unit(name: str, unit: str) -> None:
    assert unit_named_in(name) == unit


def test_several_lines_with_names_are_components() -> None:
    cell = SourceCell(RawCell("Boys 12%\nGirls 14%"), PLACE, 1, 2)
    assert [(part.label, part.text) for part in parts_of(cell)] == [
        ("Boys", "12%"),
        ("Girls", "14%"),
    ]


@pytest.mark.parametrize(("said", "plain"), [("78%1", "78%"), ("781", "78")])
def test_a_figure_with_a_raised_mark_is_left_open_with_what_it_may_be(
    said: str, plain: str
) -> None:
    cell = SourceCell(RawCell(said, raised="1"), PLACE, 1, 2)
    (part,), unit = parts_of(cell), unit_named("%")
    assert unit
    made = figure_of(part, unit, cell, is_target=True)
    assert made.value == said
    assert made.refused is not None
    assert made.refused.fix.startswith(f"Type {plain} if that is the figure")


def test_what_was_not_taken_is_named_once() -> None:
    _, made, _ = read("55% by March 2027")
    assert made.refused is not None
    assert made.refused.message == "“55% by March 2027” was not taken: it is not a figure."
