"""The scorecard: which columns it has."""

from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.units import Unit
from cyps_reports.report.build import build_report
from cyps_reports.report.readers import Audience, Readers
from cyps_reports.report.sections.scorecard import ICON_HEADINGS, scorecard_section
from cyps_reports.report.table_blocks import Table
from cyps_reports.writers.word.report import word_report
from tests.tools.small_plan import small_plan
from tests.tools.worst_months import figures_of_months

MEASURE = Measure("A", 1, "", "Attendance", Unit.PERCENT, Polarity.HIGHER, target=Decimal(90))
PLAN = small_plan(measures=(MEASURE,))
APRIL, MARCH = Month(2017, 4), Month(2018, 3)


def headings(months: tuple[Month, ...]) -> tuple[str, ...]:
    """Of the scorecard of a plan with one measure that has a figure of each month."""
    table = scorecard_section(figures_of_months(PLAN, months)).blocks[-1]
    assert isinstance(table, Table)
    assert all(len(row) == len(table.columns) for row in table.rows if isinstance(row, tuple))
    assert sum(column.width for column in table.columns) == pytest.approx(26.7)
    return tuple(column.heading for column in table.columns)


FIRST = ("Ref", "Measure")
LAST = ("Gap", "Rating", "Direction")


def test_a_column_in_which_no_measure_has_anything_is_left_out() -> None:
    """Before there are figures to draw or to forecast from; at the year's end there is none."""
    first = headings((APRIL,))
    assert (first[:2], first[-3:], "Trend" in first) == (FIRST, LAST, False)
    sixth = headings(PLAN.months[:6])
    assert sixth[:3] == (*FIRST, "Trend")
    assert sixth[-4:] == (*LAST, "Year end")
    last = headings(PLAN.months)
    assert last[:3] == (*FIRST, "Trend")
    assert last[-5:] == (*LAST, *ICON_HEADINGS)


def test_the_icons_stand_as_signs_alone() -> None:
    """What they say stands in the key, and in what is read to those who cannot see them."""
    table = scorecard_section(figures_of_months(PLAN, PLAN.months)).blocks[-1]
    assert isinstance(table, Table)
    (row,) = (each for each in table.rows if isinstance(each, tuple))
    assert [(bool(cell.icon), cell.text) for cell in row[-2:]] == [(True, ""), (True, "")]


def test_which_sections_lie_across_the_page() -> None:
    """Those with wide tables, and the whole annex."""
    readers = Readers(Audience.LEADERSHIP)
    sections = build_report(figures_of_months(PLAN, PLAN.months), (), readers=readers).sections
    wide = [each.title.partition(". ")[2] for each in sections if each.is_wide]
    annex = [each.title.partition(". ")[2] for each in sections if each.is_annex]
    last_month = ["Scorecard", "How the year ended", "For the leadership team", "Slippage"]
    assert wide == [*last_month, *annex]
    assert annex[0] == "Priority A: First"


def test_a_heading_that_is_parted_is_read_as_one_word(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(word_report(build_report(figures_of_months(PLAN, PLAN.months), ())))
    table = next(each for each in Document(str(path)).tables if each.rows[0].cells[0].text == "Ref")
    icons = table.rows[0].cells[-2:]
    heads = ["".join(part.text or "" for part in each._tc.iter(qn("w:t"))) for each in icons]
    assert heads == ["Variation", "Assurance"]
    assert len(list(table._tbl.iter(qn("w:softHyphen")))) == 2
