"""Figures and tolerances in any unit of a plan are typed, refused and printed in it."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cyps_reports.findings import Refused
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.figures.reading import figure_in
from cyps_reports.plan.model.quantities import Tolerance
from cyps_reports.plan.model.units import Unit, unit_named
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.report.rating_wording import apart_words
from cyps_reports.workbooks.grid import RawCell
from tests.tools.plans_of_others import MAY, Office, measure, plan_with, read_back, severe


@pytest.mark.parametrize(
    ("value", "number_format", "unit", "read", "codes"),
    [
        (0.05, "0%", Unit.PERCENT, Tolerance(Decimal(5)), []),
        ("5%", "@", Unit.PERCENT, Tolerance(Decimal(5)), []),
        ("5% of target", "@", Unit.PERCENT, Tolerance(Decimal(5)), []),
        ("5 per cent of the target", "@", Unit.COUNT, Tolerance(Decimal(5)), []),
        ("2.5 points", "@", Unit.PERCENT, Tolerance(Decimal("2.5"), is_absolute=True), []),
        (
            "2.5 percentage points",
            "@",
            Unit.PERCENT,
            Tolerance(Decimal("2.5"), is_absolute=True),
            [],
        ),
        ("1 pp", "@", Unit.PERCENT, Tolerance(Decimal(1), is_absolute=True), []),
        (
            2.5,
            "General",
            Unit.PERCENT,
            Tolerance(Decimal("2.5"), is_absolute=True),
            ["tolerance-without-unit"],
        ),
        (2.5, "General", Unit.COUNT, Tolerance(Decimal("2.5"), is_absolute=True), []),
    ],
)
def test_a_tolerance_is_a_share_or_points(
    tmp_path: Path, value: object, number_format: str, unit: Unit, read: Tolerance, codes: list[str]
) -> None:
    plan = plan_with("A")
    path = tmp_path / "plan.xlsx"
    path.write_bytes(
        plan_workbook(
            replace(plan, measures=(replace(measure("A", 1), unit=unit), measure("Other", 1)))
        )
    )
    book = openpyxl.load_workbook(path)
    sheet = book[layout.MEASURES]
    cell = sheet.cell(2, next(each.column for each in sheet[1] if each.value == "Tolerance"))
    cell.value, cell.number_format = value, number_format  # type: ignore[assignment]
    book.save(path)
    plan_read, findings = read_plan(path)
    assert plan_read is not None, findings
    assert plan_read.measures[0].tolerance == read
    assert [each.code for each in findings] == codes


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.058, "0.00%", "5.8%"),
        (0.058, "0.0%", "5.8%"),
        (0.058, "0.000%", "5.800%"),
        ("5.80%", "@", "5.80%"),
    ],
)
def test_a_percentage_has_the_decimals_that_were_typed(
    value: object, number_format: str, shown: str
) -> None:
    figure = figure_in(RawCell(value, number_format), Unit.PERCENT)  # type: ignore[arg-type]
    assert not isinstance(figure, Refused)
    assert printed(figure, Unit.PERCENT) == shown


@pytest.mark.parametrize(
    ("name", "typed", "shown"),
    [
        ("%", "78.5%", "78.5%"),
        ("per cent", "78.5", "78.5%"),
        ("Number", "1,040", "1,040"),
        ("£m", "£1.285m", "£1.285m"),
        ("£000", "£1,285k", "£1,285k"),
        ("£", "£1,285", "£1,285"),
        ("days", "1 day", "1 day"),
        ("Weeks", "12.4 weeks", "12.4 Weeks"),
        ("people", "150 people", "150 people"),
        ("people", "1 person", "1 person"),
        ("households", "1", "1 household"),
        ("families helped", "1", "1 family helped"),
        ("per 10,000", "52.3 per 10,000", "52.3 per 10,000"),
        ("Rate per 1,000", "5.3", "5.3 per 1,000"),
        ("ratio", "1:14", "1:14"),
        ("score", "3.5", "3.5"),
    ],
)
def test_a_figure_is_typed_and_printed_in_any_unit(name: str, typed: str, shown: str) -> None:
    unit = unit_named(name)
    assert unit is not None
    figure = figure_in(RawCell(typed), unit)
    assert not isinstance(figure, Refused), figure
    assert printed(figure, unit) == shown


@pytest.mark.parametrize(
    ("name", "typed", "fix"),
    [
        ("per 10,000", "many", "Type a rate per 10,000, like 52.3."),
        ("ratio", "half", "Type a ratio, like 1:14."),
        ("households", "50%", "Type a number of households, like 150."),
        ("£000", "?", "Type an amount in thousands of pounds, like 1,285."),
    ],
)
def test_a_refusal_says_what_to_type_in_any_unit(name: str, typed: str, fix: str) -> None:
    unit = unit_named(name)
    assert unit is not None
    read = figure_in(RawCell(typed), unit)
    assert isinstance(read, Refused)
    assert read.fix == fix


@pytest.mark.share(3)
@pytest.mark.parametrize("name", ["per 10,000", "households", "£000", "ratio", "score", "weeks"])
def test_any_unit_goes_out_comes_back_and_is_printed(folder: Path, name: str) -> None:
    unit = unit_named(name)
    assert unit is not None
    plan = plan_with("A")
    counted = replace(measure("A", 1), unit=unit, target=Decimal("14.0"), outturn=Decimal("15.5"))
    plan = replace(plan, measures=(counted, measure("Other", 1)))
    assert read_back(folder, plan) == (plan, [])
    office = Office(folder, plan)
    office.returns_in(MAY, {"A": 1350, "Other": 79})
    record, _ = office.reported(MAY)
    assert list(severe(record)) == []
    told = record["measures"][0]
    assert (told["unit"], told["actual"], told["rag"]) == (name, "13.5", "amber")
    side = "under" if unit.is_money else "below"
    assert told["reason"].startswith(f"{apart_words(Decimal('0.5'), unit)} {side} the")
