"""Comparators and figures of earlier years are compared with, and printed with their measure."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyps_reports.assessment.model import Against, Assessment
from cyps_reports.plan.cell_texts import plan_cells
from cyps_reports.plan.model.measure import Comparator, EarlierYear, Measure
from cyps_reports.plan.reader import read_plan
from cyps_reports.report.build import build_report
from cyps_reports.report.table_blocks import Table
from cyps_reports.returns import layout as targets
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.templates.workbook import return_workbook
from tests.tools.other_figures import (
    IN_WORDS,
    MONTH,
    NEIGHBOURS,
    PLAN,
    assessed,
    of,
    rows_of,
    written,
)
from tests.tools.report_models import texts_in
from tests.tools.shares import share_of
from tests.tools.small_plan import small_plan
from tests.tools.units import UNITS


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
