"""Plans in which each action is a table of its own, with labels at the left."""

from cyps_reports.setup.meaning.action_cards import with_cards
from cyps_reports.setup.sources.source import SourceDocument, SourceTable
from cyps_reports.setup.sources.word_documents import read_document
from tests.setup_documents.blocks import LEFT, Document, Heading, Table
from tests.setup_documents.word_like import word_like

ONE = (("Action", "Open a hub"), ("Lead", "JM"), ("Due date", "May 2020"))
TWO = (("Action", "Close a hub"), ("Due date", "June 2020"), ("Partners", "Police"))


def read(*blocks: Heading | Table) -> tuple[SourceTable, ...]:
    document: SourceDocument = read_document("plan.docx", word_like(Document(blocks)))
    return with_cards(document).tables


def texts(table: SourceTable) -> list[str]:
    return [
        f"[{row.across.text}]" if row.across else " | ".join(cell.text for cell in row.cells)
        for row in table.rows
    ]


def card(*rows: tuple[str, ...]) -> Table:
    return Table(rows, heads=0)


def test_cards_become_rows_under_their_labels() -> None:
    (table,) = read(card(*ONE), card(*TWO))
    assert texts(table) == [
        "Action | Lead | Due date | Partners",
        "Open a hub | JM | May 2020 | ",
        "Close a hub |  | June 2020 | Police",
    ]
    assert table.page_heads == 1
    assert str(table.rows[2].cells[0].place) == "table 2, row 1, column 2"


def test_cards_under_another_heading_are_a_table_of_their_own() -> None:
    first, second = read(Heading("One"), card(*ONE), Heading("Two"), card(*TWO))
    assert [each.text for each in second.headings] == ["Two"]
    assert len(first.rows) == len(second.rows) == 2


def test_several_cards_may_stand_in_one_table() -> None:
    (table,) = read(card(*ONE, *TWO))
    assert len(table.rows) == 3


def test_labels_may_stand_beside_each_other() -> None:
    rows = (("Action", "Open a hub", LEFT, LEFT), ("Lead", "JM", "Due date", "May 2020"))
    (table,) = read(card(*rows))
    assert texts(table)[1] == "Open a hub | JM | May 2020"


def test_a_title_across_a_card_stands_above_its_row() -> None:
    (table,) = read(card(("A better start",), *ONE))
    assert texts(table)[1:] == ["[A better start]", "Open a hub | JM | May 2020"]


def test_a_table_of_one_action_under_its_headings_is_no_card() -> None:
    rows = (("Ref", "Action", "Lead", "By when"), ("1", "Open a hub", "JM", "May 2020"))
    (table,) = read(card(*rows))
    assert texts(table) == [" | ".join(row) for row in rows]


def test_other_tables_of_two_columns_stay_as_they_are() -> None:
    rows = (("Action", "Lead"), ("Open a hub", "JM"), ("Close a hub", "TK"))
    (table,) = read(card(*rows))
    assert len(table.rows) == 3
    key = (("R", "Off track"), ("A", "At risk"), ("G", "On track"))
    (legend,) = read(card(*key))
    assert len(legend.rows) == 3
