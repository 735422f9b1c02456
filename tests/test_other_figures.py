"""Comparators by their names, and figures of earlier years.

Read by cell, kept, compared with, printed and drawn.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier, EarlierActual
from cyps_reports.assessment.model import Against, Assessment
from cyps_reports.finding_codes import Code
from cyps_reports.plan.cell_texts import plan_cells
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.years import first_year_in
from cyps_reports.plan.figures.impossible import lowest_possible
from cyps_reports.plan.model.measure import Basis, Comparator, EarlierYear, Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.model.units import Unit, graded
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.fields import PLAN_FIELDS
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.report.blocks import Exhibit
from cyps_reports.report.build import build_report, build_summary
from cyps_reports.report.other_figures import trend_of
from cyps_reports.report.table_blocks import Band, Table
from cyps_reports.returns import layout as targets
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import DataStatus, Input, MeasureEntry, Returns
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.workbooks.layout import keys
from tests.test_own_words import texts_in
from tests.tools.shares import share_of
from tests.tools.small_plan import small_plan
from tests.tools.units import UNITS

MONTH = Month(2017, 9)
NEIGHBOURS = "Statistical neighbours"


def of(number: int, **more: Any) -> Measure:
    fields: dict[str, Any] = {
        "unit": Unit.PERCENT,
        "target": Decimal(80),
        "outturn": Decimal("74.5"),
    }
    return Measure(
        "A", number, "", f"Measure {number}", polarity=Polarity.HIGHER, **(fields | more)
    )


FIRST = of(
    1,
    similar=Decimal("79.80"),
    similar_named=NEIGHBOURS,
    comparators=(
        Comparator(NEIGHBOURS, Decimal("78.1"), "2014/15"),
        Comparator(NEIGHBOURS, Decimal("79.80"), "2015/16", "of ten"),
        Comparator("England", Decimal(81), "2016/17"),
        Comparator("Region", Missing.NOT_APPLICABLE),
    ),
    earlier_years=(
        EarlierYear("2015/16", Decimal("70.1")),
        EarlierYear("Baseline July 2014", Decimal(60), "estimated"),
    ),
)
SECOND = of(2, comparators=(Comparator("England", Decimal(90), "2016/17"),), similar=Decimal(88))
PLAN = small_plan(measures=(FIRST, SECOND), similar_name=NEIGHBOURS)


def written(
    tmp_path: Path, plan: Plan, change: Callable[[openpyxl.Workbook], None] = lambda _: None
) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(plan))
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    workbook.save(path)
    return path


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


def assessed(plan: Plan, *actuals: str, status: DataStatus = DataStatus.FINAL) -> Assessment:
    """The plan with an actual of its first measure at the end of each month to September, the
    last one returned.
    """
    *before, now = actuals
    month, told = MONTH, list[EarlierActual]()
    for actual in reversed(before):
        month = Month(month.year, month.number - 1)
        told.append(EarlierActual(month, Decimal(actual), month.last))
    key = plan.measures[0].key
    entries = {key: MeasureEntry(Decimal(now), MONTH.last, status, corrective_action="More of it.")}
    returns = Returns(MONTH, (Input("a.xlsx", "", "A"),), entries)
    return assess(plan, returns, Earlier(actuals={key: tuple(told)}), MONTH.last)


@pytest.mark.parametrize(
    ("actual", "against", "words"),
    [
        ("81", Against.BETTER, "Better than Statistical neighbours"),
        ("79.8", Against.SAME, "Same as Statistical neighbours"),
        ("79", Against.WORSE, "Worse than Statistical neighbours"),
    ],
)
def test_the_comparator_of_the_plan_is_compared_with_by_its_newest_figure(
    actual: str, against: Against, words: str
) -> None:
    assessment = assessed(PLAN, actual)
    assert assessment.measures[0].similar is against
    (row, _) = rows_of(assessment, "Measures")
    assert row[f"Against {NEIGHBOURS}"] == words


def rows_of(assessment: Assessment, name: str) -> list[dict[str, str]]:
    """The rows of a sheet of the summary, by heading."""
    (table,) = next(
        sheet for sheet in build_summary(assessment, ()).sheets if sheet.name == name
    ).tables
    headings = [column.heading for column in table.columns]
    return [
        {heading: cell.text for heading, cell in zip(headings, row, strict=True)}
        for row in table.rows
        if not isinstance(row, Band)
    ]


def test_the_summary_has_a_column_for_each_comparator_and_each_earlier_year() -> None:
    first, second = rows_of(assessed(PLAN, "79"), "Measures")
    start = [*first].index(NEIGHBOURS)
    beside = [*first][start : start + 6]
    assert {heading: (first[heading], second[heading]) for heading in beside} == {
        NEIGHBOURS: ("79.80%", "88%"),
        f"{NEIGHBOURS} 2014/15": ("78.1%", ""),
        f"{NEIGHBOURS} 2015/16": ("79.80%", ""),
        "England 2016/17": ("81%", "90%"),
        "Region": ("NA", ""),
        "Comparators in words": (
            "Comparators: Statistical neighbours 2014/15: 78.1%; Statistical neighbours 2015/16: "
            "79.80% (of ten);"
            " England 2016/17: 81%; Region: NA",
            "Comparators: England 2016/17: 90%",
        ),
    }
    first, second = rows_of(assessed(PLAN, "79"), "History")
    assert [*first][4:8] == ["Baseline July 2014", "2015/16", "Earlier years in words", "Outturn"]
    assert [first["Baseline July 2014"], first["2015/16"], second["2015/16"]] == [
        "60%",
        "70.1%",
        "",
    ]
    assert (
        first["Earlier years in words"]
        == "Earlier years: Baseline July 2014: 60% (estimated); 2015/16: 70.1%"
    )


def priority_table(assessment: Assessment) -> Table:
    section = next(
        each
        for each in build_report(assessment, ()).sections
        if each.title.endswith("Priority A: First")
    )
    return next(block for block in section.blocks if isinstance(block, Table))


def test_the_word_report_prints_them_with_the_measure() -> None:
    table = priority_table(assessed(PLAN, "99"))
    assert [column.heading for column in table.columns][2] == NEIGHBOURS
    row = table.rows[0]
    assert isinstance(row, tuple)
    assert row[2].text == "79.80%"
    assert "England 2016/17: 81%" in row[-1].text
    assert "Earlier years: Baseline July 2014: 60% (estimated); 2015/16: 70.1%" in row[-1].text


def test_they_go_out_in_the_return_and_come_back_as_the_plan_has_them(tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    path.write_bytes(return_workbook(PLAN, PLAN.priorities[0], MONTH))
    texts = [
        str(cell.value)
        for row in openpyxl.load_workbook(path)[targets.TARGETS].iter_rows()
        for cell in row
    ]
    assert any("England 2016/17: 81%" in each and "2015/16: 70.1%" in each for each in texts)
    _, findings = returns_for(MONTH, read_folder(tmp_path, PLAN))
    assert findings == ()


def test_a_plan_without_them_has_no_such_column() -> None:
    assessment = assessed(small_plan(measures=(of(1, similar=Decimal(79)),)), "99")
    names = [*rows_of(assessment, "Measures")[0]]
    start = names.index("Since the outturn")
    assert names[start : start + 3] == [
        "Since the outturn",
        "Similar authorities",
        "Against similar authorities",
    ]
    assert [*rows_of(assessment, "History")[0]][3:5] == ["Data basis", "Outturn"]
    assert priority_table(assessment).columns[2].heading == "Similar authorities"


def lines_of(plan: Plan, *actuals: str) -> tuple[tuple[str, ...], dict[str, list[str]]]:
    """The chart of the first measure, which is off target.

    Its categories, and its lines by name.
    """
    section = next(
        s
        for s in build_report(assessed(plan, *actuals), ()).sections
        if s.title.endswith("Needs attention")
    )
    told = [block.chart for block in section.blocks if isinstance(block, Exhibit)]
    charts = [chart for chart in told if chart]
    return (
        (
            charts[0].categories,
            {
                line.name: ["" if value is None else str(value) for value in line.values]
                for line in charts[0].lines
            },
        )
        if charts
        else ((), {})
    )


def test_earlier_years_and_the_outturn_are_drawn_before_this_years_figures() -> None:
    categories, lines = lines_of(PLAN, "70", "71")
    assert categories == ("Baseline July 2014", "15/16", "16/17", "31 Aug", "30 Sep")
    assert lines == {
        "Actual": ["60", "70.1", "74.5", "70", "71"],
        "Target 2017/18": ["80"] * 5,
        "Statistical neighbours": ["", "", "", "", "79.80"],
    }


def test_an_annual_result_is_drawn_behind_those_of_earlier_years() -> None:
    plan = replace(PLAN, measures=(replace(FIRST, basis_set=Basis.ANNUAL),))
    assert lines_of(plan, "71") == (
        ("Baseline July 2014", "15/16", "16/17", "17/18"),
        {
            "Actual": ["60", "70.1", "74.5", "71"],
            "Target 2017/18": ["80"] * 4,
            "Statistical neighbours": ["", "", "", "79.80"],
        },
    )


def test_a_whole_years_result_is_never_joined_with_the_year_so_far() -> None:
    plan = replace(PLAN, measures=(replace(FIRST, basis_set=Basis.CUMULATIVE),))
    trend = trend_of(assessed(plan, "10", "20", "30").measures[0], plan)
    assert (trend.labels, trend.has_years) == (("31 Jul", "31 Aug", "30 Sep"), False)
    assert rows_of(assessed(plan, "10"), "History")[0]["2015/16"] == "70.1%"


def test_without_earlier_years_the_outturn_is_a_mark_before_this_years_figures() -> None:
    plan = small_plan(measures=(of(1),))
    assert lines_of(plan, "70", "71") == ((), {})
    categories, lines = lines_of(plan, "70", "70", "71")
    assert categories == ("16/17", "31 Jul", "31 Aug", "30 Sep")
    assert lines["Actual"] == ["", "70", "70", "71"]
    assert lines["Last year"] == ["74.5", "", "", ""]


def test_the_outturn_is_drawn_once_where_it_stands_among_the_earlier_years_too() -> None:
    years = (EarlierYear("2016/17", Decimal("74.5")), EarlierYear("2015/16", Decimal(70)))
    plan = small_plan(measures=(of(1, earlier_years=years),))
    assert lines_of(plan, "70")[0] == ("15/16", "16/17", "30 Sep")


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


OFSTED = graded(("Outstanding", "Good", "Inadequate"))
GRADED = of(
    1,
    unit=OFSTED,
    target=Decimal(2),
    outturn=Decimal(1),
    similar=Decimal(3),
    similar_named=NEIGHBOURS,
    comparators=(
        Comparator(NEIGHBOURS, Decimal(3), "2015/16"),
        Comparator("England", Missing.NOT_APPLICABLE),
    ),
    earlier_years=(
        EarlierYear("2015/16", Decimal(1)),
        EarlierYear("2014/15", Decimal(2), "two inspections"),
    ),
)
TOLD = of(
    2,
    unit=Unit.TEXT,
    target=Missing.NOT_GIVEN,
    outturn=Missing.NOT_GIVEN,
    similar_said="Agreed by all",
    similar_named=NEIGHBOURS,
    comparators=(Comparator(NEIGHBOURS, Missing.NOT_GIVEN, "2015/16", said="Agreed by all"),),
    earlier_years=(EarlierYear("2015/16", Missing.NOT_GIVEN, "of May", "Draft"),),
)
IN_WORDS = small_plan(measures=(GRADED, TOLD), similar_name=NEIGHBOURS)


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


def test_what_is_judged_in_words_is_compared_in_words(tmp_path: Path) -> None:
    assert read_plan(written(tmp_path, IN_WORDS)) == (IN_WORDS, ())
    assessment = assessed(IN_WORDS, "1")
    table = priority_table(assessment)
    said = [" ".join(cell.text for cell in row) for row in table.rows if isinstance(row, tuple)]
    assert "Comparators: England: NA" in said[0]
    assert "Earlier years: 2014/15: Good (two inspections); 2015/16: Inadequate" in said[0]
    assert "Agreed by all" in said[1]
    assert "Comparators" not in said[1], "what stands in the column is told once"
    assert "Earlier years: 2015/16: Draft (of May)" in said[1]
    compared, history = rows_of(assessment, "Measures"), rows_of(assessment, "History")
    assert [each[NEIGHBOURS] for each in compared] == ["Outstanding", "Agreed by all"]
    assert [each[f"{NEIGHBOURS} 2015/16"] for each in compared] == ["Outstanding", "Agreed by all"]
    assert [each["2015/16"] for each in history] == ["Inadequate", "Draft"]
    cells = plan_cells(IN_WORDS)["A2"]
    assert cells["Comparators: Statistical neighbours 2015/16"] == "Agreed by all"
    assert cells["Earlier years: 2015/16"] == "Draft"


def test_a_text_of_similar_authorities_stands_in_one_place(tmp_path: Path) -> None:
    def type_in(workbook: openpyxl.Workbook) -> None:
        workbook[layout.MEASURES]["G3"].value = "Agreed by some"

    _, findings = read_plan(written(tmp_path, IN_WORDS, type_in))
    assert [each.code for each in findings] == ["comparator-against-similar"]
    assert findings[0].message == (
        "A2 has Agreed by some here, but Statistical neighbours on the sheet Comparators has "
        "Agreed by all."
    )


def test_the_places_of_values_are_not_drawn_as_figures() -> None:
    trend = trend_of(assessed(IN_WORDS, "1").measures[0], IN_WORDS)
    assert (trend.labels, trend.figures, trend.has_years) == ((), (), False)


@pytest.mark.parametrize(
    ("text", "year"),
    [("2010/11", 2010), ("Baseline July 2010", 2010), ("2016", 2016), ("", 0), ("year 12345", 0)],
)
def test_the_year_of_a_text(text: str, year: int) -> None:
    assert first_year_in(text) == year


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    unit = draw(st.sampled_from(UNITS))
    places = 0 if unit.is_whole else draw(st.integers(0, 3))
    figure = st.decimals(min_value=2, max_value=150_000 if unit.is_whole else 150, places=places)
    names = draw(
        st.lists(st.sampled_from(["England", "Region", "Neighbours"]), max_size=3, unique=True)
    )
    years = draw(
        st.lists(st.sampled_from(["2013/14", "2014/15", "2015/16"]), max_size=3, unique=True)
    )
    return replace(
        of(1),
        unit=unit,
        comparators=tuple(Comparator(name, draw(figure), "2016/17") for name in names),
        earlier_years=tuple(EarlierYear(year, draw(figure)) for year in years),
    )


@settings(max_examples=share_of(40))
@given(measures())
def test_each_of_these_figures_is_printed_as_the_plan_writes_it(measure: Measure) -> None:
    """In the measure's unit, with the decimals that the plan shows, in the report and in the
    summary.
    """
    assessment = assessed(small_plan(measures=(measure,)), "50")
    said = " ".join(texts_in(build_report(assessment, ())))
    (compared,), (history,) = rows_of(assessment, "Measures"), rows_of(assessment, "History")
    for comparator in measure.comparators:
        expected = measure.unit.around(f"{comparator.figure:,f}")
        assert f"{comparator.called}: {expected}" in said
        assert compared[comparator.called] == expected
    for year in measure.earlier_years:
        expected = measure.unit.around(f"{year.figure:,f}")
        assert f"{year.year}: {expected}" in said
        assert history[year.year] == expected


def test_what_is_known_of_a_measure_counts_its_figures_of_other_years() -> None:
    assert lowest_possible(of(1)) == 0
    assert lowest_possible(of(1, earlier_years=(EarlierYear("2010", Decimal(-3)),))) is None
