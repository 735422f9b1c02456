"""What is read of the cells of .xlsx files, of every kind."""

from collections.abc import Iterator

from cyps_reports.workbooks import xlsx
from cyps_reports.workbooks.budget import Budget
from tests.tools.approved import Approved
from tests.tools.raw_books import (
    excel,
    rows_of,
    told_cell,
)
from tests.tools.raw_cells import (
    FIRST_FONT,
    FIRST_ODD,
    LOOKS,
    TEXTS,
    parts_of,
    read,
)

CELLS = (
    *("|<v>1</v>", "|<v>1.0</v>", "|<v> 7 </v>", "|<v>-.5</v>", "|<v>+2e3</v>", "|<v>1.</v>"),
    *("|<v>1e300</v>", "|<v>1.1e300</v>", "|<v>-1e301</v>", "|<v>.</v>", "|<v>1,5</v>"),
    *("|<v>9007199254740991.0</v>", "|<v>9007199254740992.0</v>", "|<v>9007199254740993</v>"),
    *(f"|<v>{'0' * 999}1</v>", f"|<v>{'0' * 1000}1</v>", "|<v>٣</v>", "|<v>nan</v>", "|<v/>"),
    *('t="n"|<v>2</v>', 't="z"|<v>2</v>', 't="b"|<v>1</v>', 't="b"|<v>0</v>', 't="b"|<v>2</v>'),
    *('t="e"|<v>#REF!</v>', 't="str"|<v>said</v>', 't="str"|<v/>', 't="str"|<v>a_x000A_b</v>'),
    *('t="d"|<v>2012-09-14</v>', 't="d"|<v>2012-09-14T13:05Z</v>', 't="d"|<v>2012-13-14</v>'),
    *('t="d"|<v>2012-09-14T13:05:07.1234</v>', 't="d"|<v>2012-09-14T13:05:07.123</v>'),
    *('t="d"|<v>14/09/2012</v>', 't="d"|<v>2012-09-14T13:05:07</v>'),
    *(f't="s"|<v>{at}</v>' for at in range(len(TEXTS) + 1)),
    *('t="s"|<v>-1</v>', 't="s"|<v>0000000001</v>', 't="s"|<v>000000001</v>', 't="s"|<v>x</v>'),
    *('t="inlineStr"|<is><t>own</t></is>', 't="inlineStr"|<is><t/></is>', 't="inlineStr"|<is/>'),
    *('t="inlineStr"|<v>v</v>', 't="n"|<is><t>own</t></is>', "|<v>1</v><v>2</v>", "|<x/><v>3</v>"),
    't="inlineStr"|<is><r><rPr><strike/></rPr><t>was </t></r><r><t>is</t></r></is>',
    *(f's="{at}"|<v>1.5</v>' for at in range(FIRST_ODD + len(LOOKS) + 1)),
    *(f's="{at}" t="s"|<v>3</v>' for at in range(FIRST_FONT, FIRST_ODD)),
    *(f's="{at}" t="inlineStr"|<is><t>x</t></is>' for at in range(FIRST_FONT, FIRST_ODD)),
    *('s="x"|<v>1</v>', 's="0000000000"|<v>1</v>', 's="-1"|<v>1</v>'),
    *('s="14"|<v>0</v>', 's="14"|<v>0.25</v>', 's="14"|<v>60</v>', 's="14"|<v>-1</v>'),
    *('s="14"|<v>2958465</v>', 's="14"|<v>2958466</v>', 's="46"|<v>1e12</v>', 's="46"|<v>2.5</v>'),
    *('s="14" t="str"|<v>1</v>', 's="14" t="b"|<v>1</v>', 's="21"|<v>41183.75</v>'),
    *("|<f>A1</f><v>0</v>", "|<f>A1</f><v>5</v>", "|<f>A1</f>", "|<f/>", "|<f>1+1</f><v>0</v>"),
    *("|<f>A1</f><v>0.0</v>", 't="b"|<f>A1</f><v>0</v>', 't="str"|<f>A1</f>', 't="e"|<f>A1</f>'),
    't="str"|<f>A1</f><v></v>',
    *('s="14"|<f>TODAY()</f><v>41183</v>', "|<f>TODAY()</f>", "|<f>ROUND('Our'!B7,1)</f><v>0</v>"),
    '|<f>HYPERLINK("https://example.org/a","see")</f><v>1</v>',
    '|<f>HYPERLINK("#A1","see")</f><v>1</v>',
    'xml:space="preserve"|',
)
_DATE = 's="14"|<v>41183</v>'


def one_cell_after_another() -> Iterator[str]:
    """What is typed into a cell, in its XML, and what is read."""
    for cell in CELLS:
        parts = parts_of(f"<sheetData>{rows_of([cell])}</sheetData>")
        budget = Budget()
        (only,) = xlsx.read("Return.xlsx", excel({"Targets": ""}, parts), budget)
        found = only.cells.get((1, 2))
        typed = cell if len(cell) < 200 else f"{cell[:6]}…"
        odd = " (damaged)" * budget.is_damaged
        yield f"{typed}  ⇒  {told_cell(found) if found else 'not there'}{odd}"
    for unsure in ("1", "true", "on", "0"):
        for cell in (
            "|<f>1+1</f><v>0</v>",
            "|<f>1+1</f><v>2</v>",
            't="str"|<f>A1</f>',
            "|<v>0</v>",
        ):
            settings = f'<calcPr fullCalcOnLoad="{unsure}"/>'
            inside = f"<sheetData>{rows_of([cell])}</sheetData>"
            yield f"to be calculated anew {unsure}, {cell}:"
            yield from read(excel({"S": inside}, settings=settings))
    for of_mac in ("1", "false"):
        settings = f'<workbookPr date1904="{of_mac}"/>'
        inside = f"<sheetData>{rows_of([_DATE])}</sheetData>"
        parts = {"xl/styles.xml": parts_of("")["xl/styles.xml"]}
        yield f"of a Mac {of_mac}:"
        yield from read(excel({"S": inside}, parts, settings))


def test_what_is_read_of_a_cell(approved: Approved) -> None:
    approved.check("cells of xlsx", one_cell_after_another())
