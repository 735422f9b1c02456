"""The looks and texts that the cells of a raw .xlsx file have, and what is read of one."""

from collections.abc import Iterable, Iterator

from cyps_reports.workbooks import xlsx
from cyps_reports.workbooks.budget import Budget
from tests.tools.raw_books import (
    Parts,
    cells_of,
    relations,
    sheet,
    told_budget,
    told_sheet,
)

FORMATS = ("0.0", "dd/mm/yy", "[h]:mm", "[$-809]d mmm", '"d"0', "x" * 255, "x" * 256)
FONTS = """
<font/>
<font><strike/></font>
<font><strike val="1"/></font>
<font><strike val="true"/></font>
<font><strike val="0"/></font>
<font><vertAlign val="superscript"/></font>
<font><vertAlign val="subscript"/></font>
<font><vertAlign val="baseline"/></font>
<font><strike/><vertAlign val="subscript"/></font>
"""
BUILT_IN = range(51)
FIRST_OWN = len(BUILT_IN)
"""The style from which the number formats stand that are the workbook's own, then the fonts."""
LOOKS = (
    *('<xf numFmtId="999"/>', "<xf/>", '<xf fontId="x"/>', '<xf fontId="9"/>'),
    '<xf numFmtId="14" fontId="1"/>',
)
FIRST_FONT = FIRST_OWN + len(FORMATS)
FIRST_ODD = FIRST_FONT + 9
TEXTS = (
    "<t>plain</t>",
    "<t/>",
    "<t>a_x000D_\nb_x0041_c _x00e9_ _x0_ _x000</t>",
    '<r><t>of </t></r><r><rPr><strike/></rPr><t>160 </t></r><r><t xml:space="preserve">148</t></r>',
    "<r><t>148</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r>",
    "<r><rPr/><t>H</t></r><r><rPr><vertAlign val='subscript'/></rPr><t>2</t></r><r><t>O</t></r>",
    "<r><rPr><strike/></rPr><t>all</t></r>",
    "<r><rPr><strike val='0'/></rPr><t>none</t></r><rPh><t>said so</t></rPh>",
    "<r><rPr><strike/></rPr></r><r><t>a</t></r>",
    "<r><rPr><strike/><vertAlign val='superscript'/></rPr><t>2</t></r><r><t>5</t></r>",
    "<r><rPr><strike/></rPr><t>one</t></r><r><t>, </t></r><r><rPr><strike/></rPr><t>two</t></r>",
    "<r><rPr><vertAlign val='superscript'/></rPr><t>12</t></r>",
    "<r><rPr><vertAlign val='superscript'/></rPr><t>a</t></r><r><t> b</t></r>",
    "<r><t>a_x000D_\n</t></r><r><t>b\r\nc\rd</t></r>",
    "<r><rPr><strike/></rPr><t>a_x000D_b</t></r><r><t>c_x000D_d</t></r>",
)


def parts_of(cells: str, notes: Iterable[str] = ()) -> Parts:
    styles = [f'<xf numFmtId="{at}"/>' for at in BUILT_IN]
    styles += [f'<xf numFmtId="{164 + at}"/>' for at, _ in enumerate(FORMATS)]
    styles += [f'<xf numFmtId="1" fontId="{at}"/>' for at in range(9)]
    escaped = [each.replace('"', "&quot;") for each in FORMATS]
    formats = "".join(
        f'<numFmt numFmtId="{164 + at}" formatCode="{each}"/>' for at, each in enumerate(escaped)
    )
    comments = "".join(
        f'<comment ref="{ref}">{f"<text>{text}</text>" if text else ""}</comment>'
        for ref, _, text in (line.partition("|") for line in notes)
    )
    return {
        "xl/styles.xml": f"<styleSheet><numFmts>{formats}</numFmts><fonts>{FONTS}</fonts>"
        f"<cellXfs>{''.join((*styles, *LOOKS))}</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f"<sst>{''.join(f'<si>{each}</si>' for each in TEXTS)}</sst>",
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("c", "comments", "../comments1.xml"),
            ("d", "comments", "../gone.xml"),
            ("e", "drawing", "../drawings/drawing1.xml"),
            ("w", "hyperlink", "https://example.org/w"),
            ("f", "hyperlink", "file:///Minutes.docx"),
            ("i", "hyperlink", "worksheets/inside.xml"),
            ("l", "hyperlink", f"https://example.org/{'l' * 1980}"),
            ("m", "hyperlink", f"https://example.org/{'m' * 1981}"),
        ),
        "xl/comments1.xml": f"<comments><commentList>{comments}</commentList></comments>",
        "xl/worksheets/sheet1.xml": sheet(cells),
    }


def read(content: bytes) -> Iterator[str]:
    """What is read of a workbook, sheet by sheet."""
    budget = Budget()
    for each in xlsx.read("Return.xlsx", content, budget):
        yield from told_sheet(each)
        yield from cells_of(each)
    yield told_budget(budget)
