"""Comparators by their names, and figures of earlier years, in the plan workbook: read by cell."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cyps_reports.finding_codes import Code
from cyps_reports.plan.cell_texts import plan_cells
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.dates.years import first_year_in
from cyps_reports.plan.figures.impossible import lowest_possible
from cyps_reports.plan.model.measure import Comparator, EarlierYear
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.fields import PLAN_FIELDS
from cyps_reports.workbooks.layout import keys
from tests.tools.other_figures import FIRST, IN_WORDS, NEIGHBOURS, PLAN, SECOND, of, written
from tests.tools.small_plan import small_plan


def test_comparators_and_earlier_years_read_back_as_they_were_written(tmp_path: Path) -> None:
    assert read_plan(written(tmp_path, PLAN)) == (PLAN, ())


def test_a_figure_of_a_comparator_is_written_once(tmp_path: Path) -> None:
    """Where a comparator stands for similar authorities, their own column is empty, so that
    there is one place.
    """
    workbook = openpyxl.load_workbook(written(tmp_path, PLAN))
    rows = workbook[layout.MEASURES].iter_rows(min_row=2, values_only=True)
    at = [cell.value for cell in workbook[layout.MEASURES][1]].index("Similar authorities")
    assert [row[at] for row in rows] == [None, 0.88]


@pytest.mark.parametrize("sheet", [layout.COMPARATORS, layout.EARLIER_YEARS])
def test_the_years_are_cells_for_text_as_excel_makes_a_date_of_them_elsewhere(
    tmp_path: Path, sheet: str
) -> None:
    workbook = openpyxl.load_workbook(written(tmp_path, PLAN))
    letter = {layout.COMPARATORS: "D", layout.EARLIER_YEARS: "C"}[sheet]
    assert "ear" in str(workbook[sheet][f"{letter}1"].value)
    assert workbook[sheet][f"{letter}2"].number_format == "@"
    assert workbook[sheet].column_dimensions[letter].number_format == "@"


@pytest.mark.parametrize("sheet", [layout.COMPARATORS, layout.EARLIER_YEARS])
def test_a_plan_workbook_may_lack_the_sheet(tmp_path: Path, sheet: str) -> None:
    plan = small_plan(measures=(of(1),))
    assert read_plan(
        written(tmp_path, plan, lambda workbook: workbook.remove(workbook[sheet]))
    ) == (plan, ())


Change = tuple[str, str, object]
A_DATE = datetime(2010, 11, 1)  # noqa: DTZ001
NAMED_IN = f"B{keys(PLAN_FIELDS).index('similar_name') + 3}"
"""The cell of the sheet Plan that names the comparator."""


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (
            (layout.COMPARATORS, "A2", "A9"),
            "unknown-measure",
            "There is no measure “A9” in this plan.",
        ),
        (
            (layout.COMPARATORS, "B2", "Gross"),
            "unknown-measure",
            "There is no measure “A1 Gross” in this plan.",
        ),
        (
            (layout.COMPARATORS, "C2", None),
            "empty-cell",
            "The comparator of this figure is missing.",
        ),
        ((layout.COMPARATORS, "E2", "lots"), "not-a-figure", "“lots” is not a figure."),
        (
            (layout.COMPARATORS, "D2", A_DATE),
            "date-for-year",
            "The cell holds the date 1 November 2010",
        ),
        (
            (layout.COMPARATORS, "D3", "2014/15"),
            "figure-twice",
            "A1 has a figure of Statistical neighbours 2014/15 in",
        ),
        (
            (layout.EARLIER_YEARS, "A2", "KPI 4"),
            "unknown-measure",
            "There is no measure “KPI 4” in this plan.",
        ),
        (
            (layout.EARLIER_YEARS, "C2", None),
            "empty-cell",
            "The earlier year of this figure is missing.",
        ),
        (
            (layout.EARLIER_YEARS, "C3", "2015/16"),
            "figure-twice",
            "A1 has a figure of 2015/16 in row 2 too.",
        ),
        ((layout.EARLIER_YEARS, "D2", "about 70"), "not-a-figure", "“about 70” is not a figure."),
        (
            (layout.MEASURES, "G2", "75%"),
            "comparator-against-similar",
            "A1 has 75% here, but Statistical neighbours on",
        ),
        (
            (layout.PLAN, NAMED_IN, "Wales"),
            "unknown-comparator",
            "There is no comparator “Wales” on the sheet",
        ),
    ],
)
def test_what_cannot_be_a_comparator_or_an_earlier_year_is_told_by_cell_once(
    tmp_path: Path, change: Change, code: Code, words: str
) -> None:
    sheet, cell, value = change

    def type_in(workbook: openpyxl.Workbook) -> None:
        workbook[sheet][cell].value = value

    plan, findings = read_plan(written(tmp_path, PLAN, type_in))
    assert plan is None
    assert [finding.code for finding in findings] == [code]
    (finding,) = findings
    assert finding.message.startswith(words)
    # A row of no measure is told at its reference.
    assert (finding.place.sheet, finding.place.cell) == (
        sheet,
        "A2" if code == "unknown-measure" else cell,
    )


def test_a_wrong_reference_is_told_once_however_many_rows_have_it(tmp_path: Path) -> None:
    def type_in(workbook: openpyxl.Workbook) -> None:
        for row in range(2, 6):
            workbook[layout.COMPARATORS].cell(row, 1).value = "A9"

    plan = replace(PLAN, similar_name="", measures=(replace(FIRST, similar_named=""), SECOND))
    _, findings = read_plan(written(tmp_path, plan, type_in))
    assert [each.message for each in findings] == [
        "There is no measure “A9” in this plan. 3 other rows say so too."
    ]


@pytest.mark.parametrize(
    ("year", "is_odd"),
    [("2016/17", False), ("Baseline April 2017", False), ("2017/18", True), ("2018", True)],
)
def test_an_earlier_year_that_is_none_is_pointed_out(year: str, is_odd: bool) -> None:
    plan = small_plan(measures=(of(1, earlier_years=(EarlierYear(year, Decimal(70)),)),))
    told = [each.message for each in faults(plan) if each.code == "plan-year-not-earlier"]
    assert (
        told
        == [f"A1 has a figure of {year} among its earlier years; the plan year is 2017/18."]
        * is_odd
    )


def test_a_change_of_them_is_a_change_of_the_plan() -> None:
    cells = plan_cells(PLAN)["A1"]
    assert cells["Comparators: England 2016/17"] == "81%"
    assert cells["Note on Earlier years: Baseline July 2014"] == "estimated"


def test_the_newest_figure_that_is_given_stands_for_similar_authorities(tmp_path: Path) -> None:
    """A row may wait for the figure of a year that is not out."""
    waiting = replace(
        FIRST,
        comparators=(*FIRST.comparators, Comparator(NEIGHBOURS, Missing.NOT_GIVEN, "2016/17")),
    )
    plan = replace(PLAN, measures=(waiting, SECOND))
    assert read_plan(written(tmp_path, plan)) == (plan, ())


def test_a_target_worse_than_a_comparator_says_whose_figure_that_is() -> None:
    measures = (replace(FIRST, target=Decimal(78)), replace(SECOND, target=Decimal(78)))
    told = [
        each.message
        for each in faults(replace(PLAN, measures=measures))
        if each.code.endswith("than-similar")
    ]
    assert told == [
        "A1 aims for 78%, worse than Statistical neighbours (79.80%).",
        "A2 aims for 78%, worse than similar authorities already have (88%).",
    ]


def test_a_text_of_similar_authorities_stands_in_one_place(tmp_path: Path) -> None:
    def type_in(workbook: openpyxl.Workbook) -> None:
        workbook[layout.MEASURES]["G3"].value = "Agreed by some"

    _, findings = read_plan(written(tmp_path, IN_WORDS, type_in))
    assert [each.code for each in findings] == ["comparator-against-similar"]
    assert findings[0].message == (
        "A2 has Agreed by some here, but Statistical neighbours on the sheet Comparators has "
        "Agreed by all."
    )


@pytest.mark.parametrize(
    ("text", "year"),
    [("2010/11", 2010), ("Baseline July 2010", 2010), ("2016", 2016), ("", 0), ("year 12345", 0)],
)
def test_the_year_of_a_text(text: str, year: int) -> None:
    assert first_year_in(text) == year


def test_what_is_known_of_a_measure_counts_its_figures_of_other_years() -> None:
    assert lowest_possible(of(1)) == 0
    assert lowest_possible(of(1, earlier_years=(EarlierYear("2010", Decimal(-3)),))) is None
