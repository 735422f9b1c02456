"""Trackers become tables: what stands in a sheet, as somebody sees it who opens the workbook."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from cyps_reports.findings import Finding
from cyps_reports.setup.sources.source import SourceDocument, SourceTable
from cyps_reports.setup.sources.trackers import tracker_of
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.reading import read_book
from tests.setup_documents import aldwyn, fenwick, ryburn, stourley
from tests.setup_documents.sheets import SheetData, as_text, tracker
from tests.tools.libreoffice import convert

HEADS = ("Ref", "Action", "Lead", "Due date")


def read(*sheets: SheetData) -> SourceDocument:
    book = read_book("plan.xlsx", tracker(*sheets))
    assert not isinstance(book, Finding)
    return tracker_of(book)


def texts(table: SourceTable) -> list[str]:
    """Each row as one line; one across the table between brackets."""
    return [
        f"[{row.across.text}]" if row.across else " | ".join(cell.text for cell in row.cells)
        for row in table.rows
    ]


def said(document: SourceDocument) -> list[str]:
    return [f"{each.place.cell} {each.message}".strip() for each in document.findings]


def sheet(*rows: Sequence[str | int | float | date | None], **looks: object) -> SheetData:
    return SheetData("Plan", tuple(map(tuple, rows)), **looks)  # type: ignore[arg-type]


def test_a_table_has_its_headings_its_groups_and_the_titles_above_it() -> None:
    document = read(*ryburn.SHEETS)
    (table,) = document.tables
    title = "Ryburn Council – Children's Improvement Board tracker 2021/22"
    assert [each.text for each in table.headings] == ["Action tracker", title]
    assert [each.text for each in table.before] == [
        "B = complete, R = off track, A = at risk, G = on track"
    ]
    assert table.page_heads == 1
    assert all(cell.is_heading for cell in table.rows[0].cells)
    assert texts(table)[1] == "[Workstream 1: Corporate leadership]"
    assert texts(table)[2].startswith("1.1 | Set up an improvement board with an independent chair")


def test_what_is_hidden_is_told_and_only_rows_are_read() -> None:
    document = read(*ryburn.SHEETS)
    assert not any("IB/3" in line for line in texts(document.tables[0]))
    assert any("28/05/2021" in line for line in texts(document.tables[0]))
    assert said(document) == [
        "Hidden on the sheet Action tracker: row 6; read all the same.",
        "Hidden on the sheet Action tracker: column I; left out.",
        "The sheet Lists is hidden; it was left out.",
    ]
    assert {each.code for each in document.findings} == {"draft-hidden-cells"}


def test_notes_on_cells_and_what_is_struck_through_come_with_their_cells() -> None:
    (table,) = read(*ryburn.SHEETS).tables
    cells = {each.place.cell: each for each in table.cells}
    assert cells["cell E11"].notes == ("Board agreed to look at this date again in October",)
    assert cells["cell C10"].text == "Principal Social Worker"
    assert cells["cell C10"].raw.struck == "K Adeyemi"
    assert str(cells["cell C10"].place) == "sheet Action tracker, cell C10"


def test_each_row_of_headings_begins_a_table_and_titles_run_on() -> None:
    document = read(*fenwick.SHEETS)
    assert [each.page_heads for each in document.tables] == [2, 1, 2, 1]
    title = "Priority 1: Early help that families can find"
    assert [[each.text for each in table.headings] for table in document.tables[:2]] == [
        [title],
        [title],
    ]
    assert texts(document.tables[0])[:2] == [
        "KPI | Measure | Unit | Baseline | Target | Target | Polarity",
        "KPI | Measure | Unit | 2022/23 | Sept 2023 | March 2024 | Polarity",
    ]
    assert "Plan period: 1 April 2023 to 31 March 2024" in [each.text for each in document.texts]


@pytest.mark.parametrize(
    ("name", "title", "headings"),
    [
        ("Priority 1", "Priority 1: Early help", ["Priority 1: Early help"]),
        ("Priority 1 Early help", "Priority 1: Early help", ["Priority 1: Early help"]),
        ("PRIORITY 1 - Early help", "Priority 1: Early help", ["Priority 1: Early help"]),
        (
            "Priority 1 Early help for famil",
            "Priority 1: Early help for families",
            ["Priority 1: Early help for families"],
        ),
        ("Priority 1", "Priority 10: Health", ["Priority 1", "Priority 10: Health"]),
        ("--", "Priority 1: Early help", ["--", "Priority 1: Early help"]),
    ],
)
def test_a_title_takes_the_place_of_the_name_of_its_sheet(
    name: str, title: str, headings: list[str]
) -> None:
    document = read(SheetData(name, ((title,), HEADS, ("1", "Do it", "JM", "Q1"))))
    assert [each.text for each in document.tables[0].headings] == headings


def test_figures_and_dates_stay_as_stored_with_what_they_show() -> None:
    first, second, *_ = read(*fenwick.SHEETS).tables
    cells = {each.place.cell: each for each in (*first.cells, *second.cells)}
    assert cells["cell D6"].raw.value == 0.785
    assert cells["cell D6"].text == "78.5%"
    assert cells["cell D10"].text == "Sep 2023"
    assert cells["cell D11"].text == "15/12/2023"


def test_a_formula_without_a_result_and_an_error_are_told_by_their_cells() -> None:
    rows = (HEADS, ("1", "One", "=A1", "#REF!"), ("2", "Two", "=B1", date(2020, 1, 31)))
    document = read(sheet(*rows))
    assert said(document) == [
        "C2 The cell holds a formula that was never calculated. So it is in 1 other cell: C3.",
        "D2 The cell shows the error #REF!.",
    ]
    assert texts(document.tables[0])[1:] == ["1 | One |  | ", "2 | Two |  | 31/01/2020"]


def test_tables_beside_each_other_are_two_and_empty_columns_part_none() -> None:
    measures, leads, actions = read(*stourley.SHEETS).tables
    assert texts(leads) == [
        "Initials | Name | Job title",
        "HB | Helen Brook | Head of Public Health",
        "TD | Tom Dean | School Nursing Lead",
    ]
    assert measures.width == actions.width == 7
    assert [each.text for each in actions.headings][-1] == "Milestones"
    spaced = (
        ("Ref", "Action", None, "Lead", "Due date"),
        ("1", "One", None, "JM", "May 2020"),
        ("2", "Two", None, "TK", "June 2020"),
    )
    (table,) = read(sheet(*spaced)).tables
    assert texts(table)[1] == "1 | One | JM | May 2020"


def test_merged_cells_say_the_same_in_each_row_and_column_they_cover() -> None:
    measures, _, actions = read(*stourley.SHEETS).tables
    assert [row.cells[0].text for row in measures.rows[1:4]] == ["SP1 Healthy"] * 3
    assert len({row.cells[0] for row in measures.rows[1:4]}) == 1
    assert actions.rows[1].cells[2] is not None
    assert (actions.rows[1].cells[2].columns, measures.rows[1].cells[0].rows) == (2, 3)


def test_rows_without_anything_part_no_table() -> None:
    rows = (HEADS, ("1", "One", "JM", "May 2020"), (), ("2", "Two", "TK", "June 2020"))
    (table,) = read(sheet(*rows)).tables
    assert texts(table)[1:] == ["1 | One | JM | May 2020", "2 | Two | TK | June 2020"]


def test_a_text_below_all_rows_is_no_row_of_the_table() -> None:
    rows = (HEADS, ("1", "One", "JM", "May 2020"), (), ("Figures are provisional.",))
    document = read(sheet(*rows))
    assert len(document.tables[0].rows) == 2
    assert [each.text for each in document.texts] == ["Figures are provisional."]


def test_a_sheet_without_headings_is_a_table_all_the_same() -> None:
    rows = (("Our plan",), ("Open a hub", "in May 2020"), ("Close a hub", "in June 2020"))
    (table,) = read(sheet(*rows)).tables
    assert table.page_heads == 0
    assert texts(table) == ["Open a hub | in May 2020", "Close a hub | in June 2020"]


def test_a_sheet_of_what_is_completed_is_left_out_and_told() -> None:
    rows = (HEADS, ("1", "One", "JM", "May 2020"))
    live, past = sheet(*rows), SheetData("Completed actions", rows)
    document = read(live, past)
    assert len(document.tables) == 1
    assert said(document) == [
        "The sheet Completed actions was left out, as by its name it is of what is over."
    ]


def test_an_empty_sheet_and_one_with_nothing_but_a_name_have_no_tables() -> None:
    assert read(SheetData("Nothing", ())).tables == ()
    assert read(SheetData("Cover", (("Our council",), ("Our plan",)))).tables == ()


def test_a_sheet_saved_as_text_is_read_and_not_spoken_of_as_a_return() -> None:
    book = read_book("aldwyn.csv", as_text(aldwyn.EXPORT))
    assert not isinstance(book, Finding)
    document = tracker_of(book)
    assert document.findings == ()
    assert len(document.tables[0].rows) == 6
    assert texts(document.tables[0])[5].endswith("Café project, £5,000")


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("kind", ["ods", "xls"])
@pytest.mark.parametrize("council", [ryburn, stourley], ids=lambda each: each.__name__[22:])
def test_other_kinds_of_workbooks_say_the_same(council: object, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(tracker(*council.SHEETS))  # type: ignore[attr-defined]
    (saved,) = convert((path,), kind, tmp_path / "saved")
    book = open_book(saved)
    assert not isinstance(book, Finding)
    document, original = tracker_of(book), read(*council.SHEETS)  # type: ignore[attr-defined]
    assert said(document) == said(original)
    assert [texts(each) for each in document.tables] == [texts(each) for each in original.tables]
