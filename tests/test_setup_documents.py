"""Word documents are read as somebody sees them: merged cells, lists, changes, footnotes."""

import pytest

from cyps_reports.setup.sources.source import SourceCell, SourceDocument, SourceTable
from cyps_reports.setup.sources.word_documents import read_document
from tests.tools.word_package import Cell, Row, WordDocument, paragraph, runs, table

LISTS = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    "</w:lvl>"
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/>'
    "</w:lvl></w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="3">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="(%1)"/>'
    "</w:lvl></w:abstractNum>"
    + "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(1, 4)
    )
    + '<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)


def read(document: WordDocument) -> SourceDocument:
    return read_document("plan.docx", document.bytes())


def one_table(*rows: Row, heads: int = 0) -> SourceTable:
    document = WordDocument(numbering=LISTS)
    document.table(rows, heads)
    return read(document).tables[0]


def one_cell(inner: str, *notes: str) -> SourceCell:
    """A cell that holds some XML."""
    document = WordDocument(numbering=LISTS, notes=list(notes))
    document.table([("Action", "Lead"), (Cell(inner=inner), "AB")])
    return read(document).tables[0].rows[1].cells[0]


def texts(table: SourceTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def listed(text: str, number: int, level: int = 0) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=properties)


def test_cells_merged_across_and_down_stand_in_each_row_and_column_that_they_cover() -> None:
    table = one_table(
        (Cell("Ref", merged="restart"), Cell("Figures", 2)),
        (Cell("", merged="continue"), "2011/12", "2012/13"),
        ("A1", Cell("none", 2)),
    )
    assert texts(table) == [
        ["Ref", "Figures", "Figures"],
        ["Ref", "2011/12", "2012/13"],
        ["A1", "none", "none"],
    ]
    first = table.rows[0].cells[0]
    assert (first.rows, first.columns, str(first.place)) == (2, 1, "table 1, row 1, column 1")
    assert [cell.text for cell in table.rows[2].own] == ["A1", "none"]


def test_a_row_across_is_one_cell_and_columns_that_no_cell_uses_do_not_count() -> None:
    table = one_table((Cell("Strategy", 6),), (Cell("A1", 2), Cell("Visit", 4)))
    assert table.width == 2
    assert table.rows[0].across is not None
    assert table.rows[1].across is None


SINGLE = "<w:tc><w:p/></w:tc>"
DOUBLE = "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p/></w:tc>"


def test_an_edge_that_was_dragged_a_little_is_no_column() -> None:
    xml = (
        "<w:tbl><w:tblPr/><w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in (2000, 40, 3000))
        + "</w:tblGrid>"
        f"<w:tr>{SINGLE}{DOUBLE}</w:tr><w:tr>{DOUBLE}{SINGLE}</w:tr></w:tbl>"
    )
    document = WordDocument(body=[xml])
    assert read(document).tables[0].width == 2


def test_rows_repeated_on_each_page_and_rows_in_bold_are_told_as_headings() -> None:
    table = one_table(("Ref", "Action"), (Cell("A1", is_bold=True), "Visit"), heads=1)
    assert table.page_heads == 1
    assert [[cell.is_heading for cell in row.cells] for row in table.rows] == [
        [True, True],
        [True, False],
    ]


def test_numbers_and_bullets_of_lists_are_part_of_the_text() -> None:
    table = one_table(
        (Cell(inner=listed("Raise standards", 1)), Cell(inner=listed("one", 2))),
        (Cell(inner=listed("", 1, level=1)), Cell(inner=listed("two", 2) + listed("three", 2))),
        (Cell(inner=listed("", 1, level=1)), Cell(inner=listed("four", 3))),
        (Cell(inner=listed("Next", 1)), Cell(inner=listed("five", 3))),
        (Cell(inner=listed("", 1, level=1)), Cell(inner=listed("six", 4))),
    )
    assert texts(table) == [
        ["1. Raise standards", "• one"],
        ["1.1", "• two\n• three"],
        ["1.2", "(III) four"],
        ["2. Next", "(IV) five"],
        ["2.1", "7. six"],
    ]


RAISED = '<w:vertAlign w:val="superscript"/>'
INSERTED, DELETED = "<w:ins>{}</w:ins>", "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
NESTED = FIELD.replace("<w:r><w:instrText>{}</w:instrText></w:r>", "{}")
"""A field whose instruction is made by another one."""
BOX = (
    "<w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice><w:drawing><w:txbxContent>{0}"
    "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}"
    "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
OBJECT = "<w:r><w:object><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:object></w:r>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (runs("by ") + INSERTED.format(runs("June")) + DELETED.format("May"), "by June"),
        (runs("by") + "<w:del><w:r><w:br/></w:r></w:del>" + runs(" June"), "by June"),
        (f"<w:moveFrom>{runs('May ')}</w:moveFrom>{runs('by June')}", "by June"),
        (runs("June") + '<w:r><w:commentReference w:id="0"/></w:r>', "June"),
        (runs("Visit") + OBJECT.format(paragraph("as an object")), "Visit"),
        (FIELD.format("REF x", runs("June 2012")) + runs(" or so"), "June 2012 or so"),
        (NESTED.format(FIELD.format("MERGEFIELD x", runs("May")), runs("June")), "June"),
        ('<w:fldSimple w:instr="DATE">' + runs("June") + "</w:fldSimple>", "June"),
        ("<w:hyperlink>" + runs("the strategy") + "</w:hyperlink>", "the strategy"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + runs("chosen") + "</w:sdtContent></w:sdt>", "chosen"),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + runs("Click to enter text")
            + "</w:sdtContent></w:sdt>",
            "",
        ),
        (runs("one") + "<w:r><w:br/></w:r>" + runs("two"), "one\ntwo"),
        (runs("85") + "<w:r><w:noBreakHyphen/></w:r>" + runs("90%"), "85-90%"),
        (runs("a") + "<w:r><w:tab/></w:r>" + runs("b"), "a b"),
        (runs("Visit") + BOX.format(paragraph("in a box")), "Visit\nin a box"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        (runs("30") + runs("th", RAISED) + runs(" June"), "30th June"),
        (runs("seen") + runs(" not", "<w:vanish/>"), "seen"),
    ],
)
def test_a_cell_says_what_is_seen_in_it(inner: str, text: str) -> None:
    assert one_cell(f"<w:p>{inner}</w:p>").text == text


def test_what_is_struck_through_is_kept_beside_the_text() -> None:
    cell = one_cell(f"<w:p>{runs('30 June', '<w:strike/>')}{runs('31 July')}</w:p>")
    assert (cell.text, cell.raw.struck) == ("31 July", "30 June")


def test_hidden_text_is_told_of() -> None:
    document = WordDocument()
    document.table([(Cell(inner=paragraph("secret", run="<w:vanish/>")), "AB")])
    (finding,) = read(document).findings
    assert finding.code == "draft-hidden-text"
    assert "table 1, row 1, column 1" in finding.message


@pytest.mark.parametrize("name", ["ins", "moveTo", "customXml", "smartTag", "sdtContent", "sdt"])
def test_a_row_counts_whatever_stands_around_it(name: str) -> None:
    document = WordDocument()
    document.table([("A1", "Visit schools"), ("A2", "Visit homes")])
    rows = document.body[-1].replace("<w:tr>", f"<w:{name}><w:tr>")
    document.body[-1] = rows.replace("</w:tr>", f"</w:tr></w:{name}>")
    assert f"<w:{name}><w:tr>" in document.body[-1]
    assert texts(read(document).tables[0]) == [["A1", "Visit schools"], ["A2", "Visit homes"]]


def test_rows_and_paragraph_ends_that_were_deleted_with_tracking_are_gone() -> None:
    gone = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>" + runs("old") + "</w:p></w:tc></w:tr>"
    joined = paragraph("Visit ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("schools")
    document = WordDocument()
    document.table([(Cell(inner=joined),)])
    document.body[-1] = document.body[-1].replace("</w:tbl>", f"{gone}</w:tbl>")
    assert texts(read(document).tables[0]) == [["Visit schools"]]


def test_footnotes_stand_with_the_line_that_their_mark_is_in() -> None:
    cell = one_cell(
        paragraph("Gross £1.285m{1}") + paragraph("Net £0.613m{2}"), "Without grants", "Provisional"
    )
    assert cell.text == "Gross £1.285m\nNet £0.613m"
    assert (cell.notes, cell.note_lines) == (("Without grants", "Provisional"), (0, 1))


def test_a_mark_that_repeats_a_footnote_has_the_same_note() -> None:
    again = FIELD.format("NOTEREF _Ref1", runs("1", RAISED))
    document = WordDocument(notes=["Provisional"])
    document.table([("77{1}", Cell(inner=f"<w:p>{runs('67')}{again}</w:p>"))])
    assert [cell.notes for cell in read(document).tables[0].rows[0].cells] == [
        ("Provisional",),
        ("Provisional",),
    ]


def test_marks_that_were_typed_have_the_line_under_the_table_as_their_note() -> None:
    raised = Cell(inner=f"<w:p>{runs('64%')}{runs('1', RAISED)}</w:p>")
    document = WordDocument()
    document.table([("Measure", "Outturn", "Target"), ("Attendance", "93%*", raised), ("* ours",)])
    document.text("1 National figure")
    document.text("* Provisional")
    first, second = read(document).tables[0].rows[1].cells[1:]
    assert (first.text, first.notes) == ("93%", ("Provisional",))
    assert (second.text, second.notes, second.raw.raised) == ("64%", ("National figure",), "")


@pytest.mark.parametrize(
    "look", [RAISED, '<w:vertAlign w:val="subscript"/>', '<w:position w:val="6"/>']
)
def test_a_raised_mark_is_no_digit_of_a_text_or_a_figure(look: str) -> None:
    words = Cell(inner=f"<w:p>{runs('Visit 148')}{runs('2', look)}{runs(' schools')}</w:p>")
    figure = Cell(inner=f"<w:p>{runs('148')}{runs('1', look)}</w:p>")
    document = WordDocument()
    document.table([("Action", "Target"), (words, figure)])
    cells = read(document).tables[0].rows[1].cells
    assert [cell.text for cell in cells] == ["Visit 148² schools", "148¹"]
    assert [cell.raw.raised for cell in cells] == ["2", "1"]


def test_a_table_in_a_cell_is_a_table_of_its_own_unless_it_is_small() -> None:
    large = table([("Action", "By when", "Lead"), ("Visit", "June 2012", "AB")])
    small = table([("31/07/12", "plan"), ("30/09/13", "in place")])
    document = WordDocument()
    document.table([(Cell(inner=large + paragraph("")), Cell(inner=small + paragraph("")))])
    outer, inner = read(document).tables
    assert outer.rows[0].cells[1].text == "31/07/12 plan\n30/09/13 in place"
    assert inner.place.table == "table 1 in table 1, row 1, column 1"
    assert inner.rows[1].cells[0].text == "Visit"


def test_headings_run_on_over_the_tables_under_them() -> None:
    document = WordDocument()
    document.heading("CYPS Plan", 0)
    document.heading("Priority A", 1)
    document.heading("What we will do", 2)
    document.table([("a",)])
    document.body.append(paragraph("Staff sickness", run="<w:b/>"))
    document.table([("b",)])
    document.heading("Priority B", 1)
    document.text("As agreed.")
    document.table([("c",)])
    found = read(document)
    assert found.title == "CYPS Plan"
    assert [[each.text for each in table.headings] for table in found.tables] == [
        ["Priority A", "What we will do"],
        ["Priority A", "What we will do", "Staff sickness"],
        ["Priority B"],
    ]
    assert [each.text for each in found.tables[2].before] == ["As agreed."]
