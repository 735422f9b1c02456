"""What could be two figures, or belong to two columns, in a plan: asked, and never guessed."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cyps_reports.findings import Finding
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Comparator, EarlierYear, Measure, Polarity
from cyps_reports.plan.model.quantities import Figure, Missing
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets import layout
from cyps_reports.setup.draft import PlanDraft
from cyps_reports.setup.meaning.understanding import draft_of
from cyps_reports.setup.sources.trackers import tracker_of
from cyps_reports.setup.sources.word_documents import read_document
from cyps_reports.workbooks.reading import read_book
from tests.setup_documents.sheets import SheetData, tracker
from tests.tools.small_plan import plan_typed, small_plan
from tests.tools.word_package import Cell, Row, WordDocument

HEAD = ("Ref", "Measure", "Outturn 2011/12", "Target 2012/13")


def planned(
    outturn: Figure = Missing.NOT_GIVEN, target: Figure = Missing.NOT_GIVEN, **more: Any
) -> Measure:
    none = Missing.NOT_GIVEN
    return Measure(
        "A",
        1,
        "",
        "Pupils",
        Unit.COUNT,
        Polarity.LOWER,
        none,
        outturn=outturn,
        target=target,
        **more,
    )


def two_figures(path: Path, plan: Mapping[tuple[str, str], str], measure: Measure) -> list[Finding]:
    typed = plan_typed(path / "plan.xlsx", small_plan(measures=(measure,)), plan)
    _, found = read_plan(typed)
    return [each for each in found if each.code == "two-figures"]


TARGET, OUTTURN = (layout.MEASURES, "Target"), (layout.MEASURES, "Outturn")


@pytest.mark.parametrize(
    ("typed", "cells"),
    [
        ({TARGET: "150 160", OUTTURN: "148"}, ["Target"]),
        ({TARGET: "150 160"}, ["Target"]),
        ({TARGET: "150\u00a0160", OUTTURN: "148 151"}, ["Target", "Outturn"]),
        ({TARGET: "at most 150 160", OUTTURN: "148"}, ["Target"]),
        ({TARGET: "12 000", OUTTURN: "11"}, ["Target"]),
        ({TARGET: "12 000", OUTTURN: "11 500"}, []),
        ({TARGET: "12 000"}, []),
        ({TARGET: "1 285", OUTTURN: "1 240"}, []),
        ({TARGET: "150 160", OUTTURN: "148,151"}, []),
        ({TARGET: "150 160", OUTTURN: "149 000"}, ["Target"]),
        ({TARGET: "150,160", OUTTURN: "148"}, []),
    ],
)
def test_a_space_in_the_plan_parts_two_figures_where_no_other_figure_is_so_large(
    typed: dict[tuple[str, str], str], cells: list[str], tmp_path: Path
) -> None:
    found = two_figures(tmp_path, typed, planned())
    assert [each.place.sheet for each in found] == [layout.MEASURES] * len(cells)
    for each, heading in zip(found, cells, strict=True):
        said = " ".join(typed[layout.MEASURES, heading].split())
        assert f"“{said}” may be two figures, or " in each.message.replace("\u00a0", " ")
        assert each.severity == "error"
        assert each.fix.endswith("Leave the other figure out, or put it in a note.")


@pytest.mark.parametrize("said", ["count?", "%?", "people? or households"])
def test_a_unit_in_doubt_is_none(said: str, tmp_path: Path) -> None:
    cells = {(layout.MEASURES, "Unit"): said}
    path = plan_typed(tmp_path / "plan.xlsx", small_plan(measures=(planned(Decimal(148)),)), cells)
    (finding,) = (each for each in read_plan(path)[1] if each.place.cell.startswith("E"))
    assert (finding.code, finding.severity) == ("no-unit", "error")
    assert finding.message == f"“{said}” leaves open what the unit is."


def test_so_it_does_among_steps_comparators_and_earlier_years(tmp_path: Path) -> None:
    beside = planned(
        Decimal(148),
        Decimal(150),
        comparators=(Comparator("England", Decimal(140), "2011/12"),),
        earlier_years=(EarlierYear("2010/11", Decimal(160)),),
        steps={Month(2017, 6): Decimal(149)},
    )
    typed = {
        (layout.COMPARATORS, "Figure"): "140 141",
        (layout.EARLIER_YEARS, "Figure"): "160 161",
        (layout.STEPS, "June"): "149 151",
    }
    found = two_figures(tmp_path, typed, beside)
    told_on = {each.place.sheet for each in found}
    assert told_on == {layout.COMPARATORS, layout.EARLIER_YEARS, layout.STEPS}


def from_word(*rows: Row) -> PlanDraft:
    made = WordDocument()
    made.heading("Priority A: Safe", 1)
    made.table(rows)
    return draft_of(read_document("plan.docx", made.bytes()))


def from_tracker(merged: tuple[str, ...], *rows: tuple[str | int | None, ...]) -> PlanDraft:
    sheet = SheetData("Priority A Safe", rows, merged=merged)
    book = read_book("plan.xlsx", tracker(sheet))
    assert not isinstance(book, Finding)
    return draft_of(tracker_of(book))


def told(draft: PlanDraft, code: str) -> list[Finding]:
    return [each for each in draft.findings if each.code == code]


def test_start_leaves_open_what_may_be_two_figures() -> None:
    draft = from_word(
        (*HEAD, "England"), ("A1", "Number of pupils at risk", "148", "150 160", "12 000")
    )
    (row,) = draft.rows(layout.MEASURES)
    assert (row.value("outturn"), row.value("target")) == (Decimal(148), "150 160")
    assert row.cells["target"].is_open
    target, england = told(draft, "two-figures")
    assert (target.place.sheet, england.place.sheet) == (layout.MEASURES, layout.COMPARATORS)
    assert target.message == (
        "Table 1, row 2, column 4 of plan.docx: “150 160” was not taken: it may be two figures, "
        "or 150,160."
    )


@pytest.mark.parametrize("typed", ["120k", "1.2 thousand", "0.12m", "12 dozen", "45 pc"])
def test_a_word_for_how_many_is_no_unit_of_a_measure(typed: str) -> None:
    draft = from_word(HEAD, ("A1", "Number of pupils at risk", "148", typed))
    (row,) = draft.rows(layout.MEASURES)
    assert (row.value("unit"), row.value("outturn")) == ("count", Decimal(148))
    assert row.cells["target"].is_open
    (finding,) = told(draft, "not-a-figure")
    assert f"“{typed}” was not taken: it is not a figure." in finding.message


MERGED_ROWS = (HEAD, ("A1", "Number of pupils at risk", 148, None))


@pytest.mark.parametrize("kind", ["word", "tracker"])
def test_a_figure_merged_across_two_columns_is_the_first_ones_and_the_other_is_open(
    kind: str,
) -> None:
    draft = (
        from_word(HEAD, ("A1", "Number of pupils at risk", Cell("148", columns=2)))
        if kind == "word"
        else from_tracker(("C2:D2",), *MERGED_ROWS)
    )
    (row,) = draft.rows(layout.MEASURES)
    assert (row.value("outturn"), row.value("target")) == (Decimal(148), None)
    assert row.cells["target"].is_open
    (finding,) = told(draft, "merged-cells")
    assert finding.message.endswith(
        "“148” is merged across Outturn 2011/12 and Target 2012/13, and was taken for Outturn "
        "2011/12 only."
    )
    assert finding.fix == "Type what belongs under Target 2012/13, if anything."
    assert (finding.place.workbook, finding.place.sheet) == ("plan.xlsx", layout.MEASURES)


def test_a_word_in_place_of_figures_that_is_merged_across_them_says_it_of_each() -> None:
    draft = from_word(HEAD, ("A1", "Number of pupils at risk", Cell("TBC", columns=2)))
    (row,) = draft.rows(layout.MEASURES)
    assert (row.value("outturn"), row.value("target")) == ("TBC", "TBC")
    assert not told(draft, "merged-cells")


def test_a_cell_of_milestones_that_is_merged_across_columns_is_told() -> None:
    draft = from_word(
        ("Ref", "Action", "By when", "Lead"),
        ("A1", "Visit schools", "30 June 2012", "JM"),
        ("A2", "Visit homes", Cell("31 July 2012", columns=2)),
    )
    _, row = draft.rows(layout.MILESTONES)
    assert (str(row.value("due")), row.value("lead")) == ("2012-07-31", None)
    (finding,) = told(draft, "merged-cells")
    assert "“31 July 2012” is merged across By when and Lead, and was taken for By when only" in (
        finding.message
    )


def test_columns_under_one_merged_heading_are_one() -> None:
    draft = from_word(
        ("Ref", "Action", Cell("By when", columns=2), "Lead"),
        ("A1", "Visit schools", Cell("30 June 2012", columns=2), "JM"),
    )
    (row,) = draft.rows(layout.MILESTONES)
    assert str(row.value("due")) == "2012-06-30"
    assert not told(draft, "merged-cells")


def test_a_rate_that_says_its_unit_before_and_behind_is_no_component() -> None:
    said = "Rate per 10,000: 49.9 per 10,000\nNumber: 321"
    draft = from_word(HEAD, ("A1", "Looked after children", said, "50 per 10,000"))
    assert all(not row.value("component") for row in draft.rows(layout.MEASURES))


def test_a_milestone_that_is_merged_downwards_in_a_tracker_has_several_deadlines() -> None:
    draft = from_tracker(
        ("A2:A3", "B2:B3"),
        ("Ref", "Action", "By when", "Lead"),
        ("A1", "Visit schools", "30 June 2012", "JM"),
        (None, None, "30 September 2012", None),
    )
    rows = draft.rows(layout.MILESTONES)
    assert [(row.value("number"), row.value("name"), str(row.value("due"))) for row in rows] == [
        (Decimal(1), "Visit schools", "2012-06-30"),
        (Decimal(1), "Visit schools", "2012-09-30"),
    ]
    assert not told(draft, "draft-reference")


def test_what_is_merged_across_the_name_is_the_name() -> None:
    draft = from_word(
        HEAD,
        (Cell("Number of pupils", columns=2), "148", "150"),
        ("A2", "Number of schools", "1", "2"),
    )
    first, _ = draft.rows(layout.MEASURES)
    assert (first.value("name"), first.value("outturn")) == (
        "Number of pupils",
        Decimal(148),
    )
