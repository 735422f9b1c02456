"""What is read of the sheets of .xlsx files: what lies over, under and around their cells."""

import io
import zipfile
from collections.abc import Iterator

from tests.tools.approved import Approved
from tests.tools.raw_books import (
    Parts,
    excel,
    package,
    relations,
    rows_of,
    sheet,
)
from tests.tools.raw_cells import (
    parts_of,
    read,
)

NOTES = (
    *("B2|<t>A note.</t>", "B3|<r><t>Anna:\n</t></r><r><t>Look.</t></r>", "D400|<t>alone</t>"),
    *("D9|<t/>", "E9|", "B10000|<t>last</t>", "B10001|<t>beyond</t>", "x|<t>nowhere</t>"),
    *("CV1|<t>the last column</t>", "CW1|<t>beyond</t>", "B19|<t>on an empty one</t>"),
    "B20|<t>[Threaded comment]\nOpen it in Excel.\nComment:\n    Why 7?</t>",
)


SHARED = (
    *('|<f t="shared" si="0">A1</f><v>0</v>', '|<f t="shared" si="0"/><v>0</v>'),
    *('|<f t="shared" si="9"/><v>0</v>', '|<f t="shared" si="0">1+1</f><v>0</v>'),
    *('|<f t="shared" si="0"/><v>0</v>', "|<f>A1</f><v>0</v>", "|<f/><v>0</v>"),
)
SHEETS = {
    "formulas that are like others": f"<sheetData>{rows_of(SHARED)}</sheetData>",
    "places that are not told": "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row>"
    '<row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>'
    '<row r="x"><c r="7"><v>6</v></c></row><row r="0000000020"><c><v>7</v></c></row>'
    '<row r="000000020"><c r="$D$20"><v>8</v></c><x/></row></sheetData>',
    "the last row": '<sheetData><row r="10000"><c r="A10000"><v>1</v></c></row></sheetData>',
    "beyond the last row": '<sheetData><row r="10001"><c r="A10001"><v>1</v></c></row></sheetData>',
    "nothing beyond it": '<sheetData><row r="10001"><c r="A10001"/></row></sheetData>',
    "the last column": '<sheetData><row r="1"><c r="CV1"><v>1</v></c></row></sheetData>',
    "beyond it": '<sheetData><row r="1"><c r="CW1"><v>1</v></c></row></sheetData>',
    "empty beyond it": '<sheetData><row r="1"><c r="CW1"/></row></sheetData>',
    "merged": f"<sheetData>{rows_of(f'|<v>{at}</v>' for at in range(1, 9))}</sheetData>"
    '<mergeCells><mergeCell ref="B1:C2"/><mergeCell ref="B5:B4"/><mergeCell ref="x"/>'
    '<mergeCell ref="B7"/><mergeCell/></mergeCells>',
    "merged over ten thousand": f"<sheetData>{rows_of(['|<v>1</v>', '|<v>2</v>'])}</sheetData>"
    '<mergeCells><mergeCell ref="A1:CV100"/><mergeCell ref="A101:CV201"/></mergeCells>',
    "merged over the last row": '<mergeCells><mergeCell ref="A10000:A10009"/></mergeCells>'
    '<sheetData><row r="10000"><c r="A10000"><v>1</v></c></row></sheetData>',
    "hidden": '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" hidden="0"/>'
    '<col min="7" max="7" hidden="true"/><col min="99" max="102" hidden="on"/><col hidden="1"/>'
    '<col min="8" hidden="1"/><col min="00000009" max="9" hidden="1"/>'
    '<col min="0000010" max="10" hidden="1"/></cols>'
    '<sheetData><row r="2" hidden="1"/><row r="3" hidden="0"/><row r="4" hidden="true"/>'
    '<row r="9" collapsed="1"/></sheetData>',
    "arrays": "<sheetData>"
    '<row r="1"><c r="B1"><f t="array" ref="B1:C2">A1:B2</f><v>0</v></c>'
    '<c r="C1"><v>0</v></c></row><row r="2"><c r="B2"><v>5</v></c></row>'
    '<row r="4"><c r="B4"><f t="array" ref="B4:B6">A1:A3</f></c></row>'
    '<row r="5"><c r="B5"><v>1</v></c></row>'
    '<row r="8"><c r="B8"><f t="array" ref="B8:B9">TODAY()+{0;1}</f><v>1</v></c></row>'
    '<row r="9"><c r="B9"><v>2</v></c></row>'
    '<row r="11"><c r="B11"><f t="array" ref="x">A1</f><v>0</v></c></row>'
    '<row r="12"><c r="B12"><f ref="B12:B13">A1</f><v>0</v></c></row>'
    '<row r="13"><c r="B13"><v>0</v></c></row>'
    '<row r="201"><c r="A201"><f t="array" ref="A201:CV300">A1</f><v>0</v></c>'
    '<c r="CV201"><v>0</v></c></row>'
    '<row r="401"><c r="A401"><f t="array" ref="A401:CV501">A1</f><v>0</v></c>'
    '<c r="CV401"><v>0</v></c></row>'
    '<row r="9999"><c r="B9999"><f t="array" ref="B9999:B10003">A1</f></c></row></sheetData>',
    "broken off": "<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='2'><c r='A2'><v>2"
    "</x></c></row><row r='3'><c r='A3'><v>3</v></c></row></sheetData>",
    "other vocabularies": '<o:sheetData xmlns:o="o"><o:row r="1"><o:c r="A1"><o:v>1</o:v></o:c>'
    '<o:d r="B1"><o:v>1</o:v></o:d></o:row></o:sheetData>',
}
LINKS = f"""<sheetData>{rows_of("|<v>1</v>" for _ in range(16))}</sheetData><hyperlinks>
<hyperlink ref="B1" r:id="w"/><hyperlink ref="B2" r:id="w" location="part"/>
<hyperlink ref="B3" location="Guide!A1"/><hyperlink ref="B4" r:id="f"/>
<hyperlink ref="B5" r:id="i"/><hyperlink ref="B6" r:id="gone"/><hyperlink ref="B7:B8" r:id="w"/>
<hyperlink r:id="w"/><hyperlink ref="B9" r:id="l"/><hyperlink ref="B10" r:id="m"/>
<hyperlink ref="B11" xlink="w"/></hyperlinks><drawing r:id="e"/>"""
DRAWING = """<xdr:wsDr xmlns:xdr="x" xmlns:a="a">
<xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:row>6</xdr:row></xdr:from><xdr:sp><a:p>
<a:r><a:t>Two </a:t></a:r><a:r><a:t>words</a:t></a:r></a:p><a:p/><a:p><a:t>and a line</a:t></a:p>
</xdr:sp></xdr:twoCellAnchor>
<xdr:oneCellAnchor><xdr:from><xdr:col>x</xdr:col><xdr:row>6</xdr:row></xdr:from>
<a:p><a:t>lost its column</a:t></a:p></xdr:oneCellAnchor>
<xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>12345678</xdr:row></xdr:from>
<a:p><a:t>far down</a:t></a:p></xdr:oneCellAnchor>
<xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>1234567</xdr:row></xdr:from>
<a:p><a:t>less far</a:t></a:p></xdr:oneCellAnchor>
<xdr:absoluteAnchor><a:p><a:t>anywhere</a:t></a:p></xdr:absoluteAnchor>
<xdr:twoCellAnchor><a:p><a:t> </a:t></a:p></xdr:twoCellAnchor>
<xdr:otherAnchor><a:p><a:t>of no kind</a:t></a:p></xdr:otherAnchor></xdr:wsDr>"""


def whole_sheets() -> Iterator[str]:
    for name, inside in SHEETS.items():
        yield f"{name}:"
        yield from read(excel({"Sheet": inside}))
    yield "notes:"
    cells = ("|<v>1</v>", "|<v>2</v>", 's="3"|', *["|<v>3</v>"] * 15, "|<v/>")
    yield from read(excel({"S": ""}, parts_of(f"<sheetData>{rows_of(cells)}</sheetData>", NOTES)))
    yield "notes under merged cells:"
    inside = (
        f'<sheetData>{rows_of(cells)}</sheetData><mergeCells><mergeCell ref="B1:D9"/></mergeCells>'
    )
    yield from read(excel({"S": ""}, parts_of(inside, NOTES)))
    yield "links and boxes:"
    parts = parts_of(LINKS)
    boxes = {"xl/drawings/drawing1.xml": DRAWING}
    yield from read(excel({"Sheet": ""}, {**parts, **boxes}))


def whole_books() -> Iterator[str]:
    main = excel({"One": "", "Two": "", "Three": ""})
    for told, change in BOOKS.items():
        yield f"{told}:"
        yield from list(read(changed(main, change)))[-10:]


def changed(content: bytes, parts: Parts) -> bytes:
    """The workbook with some parts otherwise; one that is empty is not there."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        there: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return package({name: part for name, part in (there | dict(parts)).items() if part})


_BOOK = '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
BOOKS: dict[str, dict[str, str]] = {
    "as it is": {},
    "no package relations": {"_rels/.rels": ""},
    "its start is not there": {"_rels/.rels": relations(("a", "officeDocument", "xl/other.xml"))},
    "its start is elsewhere": {
        "_rels/.rels": relations(
            ("b", "other", "xl/workbook.xml"),
            ("a", "officeDocument", "/XL/second.xml"),
            ("c", "officeDocument", "xl/workbook.xml"),
        ),
        "xl/second.xml": f'{_BOOK}<sheet name="Own" r:id="s"/></workbook>',
        "xl/_rels/second.xml.rels": relations(("s", "worksheet", "worksheets\\sheet2.xml")),
    },
    "states, charts and lost sheets": {
        "xl/workbook.xml": f'{_BOOK}<sheet name="a" state="visible" r:id="r1"/>'
        '<sheet name="b" state="hidden" r:id="r2"/><sheet name="c" state="veryHidden" r:id="r3"/>'
        '<sheet name="d" r:id="r4"/><sheet name="e" r:id="r5"/><sheet name="f"/>'
        '<sheet r:id="r1"/></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            *((f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in (1, 2, 3)),
            ("r4", "chartsheet", "worksheets/sheet1.xml"),
            ("r5", "worksheet", "worksheets/gone.xml"),
        ),
    },
    "texts and styles elsewhere, of two the first": {
        "xl/_rels/workbook.xml.rels": relations(
            *((f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in (1, 2, 3)),
            ("t", "sharedStrings", "t.xml"),
            ("u", "sharedStrings", "u.xml"),
            ("s", "styles", "s.xml"),
        ),
        "xl/t.xml": "<sst><si><t>first</t></si></sst>",
        "xl/u.xml": "<sst><si><t>second</t></si></sst>",
        "xl/s.xml": '<styleSheet><cellXfs><xf/><xf numFmtId="9"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": sheet(rows_of(['t="s"|<v>0</v>', 's="1"|<v>1</v>'])),
    },
    "the usual font is struck through, the usual number a share": {
        "xl/styles.xml": '<styleSheet><numFmts><numFmt numFmtId="0" formatCode="0%"/></numFmts>'
        "<fonts><font><strike/></font><font/></fonts><cellXfs><xf/>"
        '<xf fontId="1" numFmtId="1"/><xf fontId="2"/><xf fontId="-1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": sheet(rows_of(f's="{at}"|<v>1</v>' for at in range(4))),
    },
    "a hundred and one sheets": {
        "xl/workbook.xml": _BOOK
        + "".join(f'<sheet name="s{n}" r:id="r1"/>' for n in range(101))
        + "</workbook>",
    },
}


def test_what_is_read_of_sheets_and_books(approved: Approved) -> None:
    approved.check("sheets of xlsx", (*whole_sheets(), *whole_books()))
