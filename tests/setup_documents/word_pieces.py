"""Pieces of Word documents by what is told of them: runs, paragraphs, tables."""

from collections.abc import Mapping

from tests.setup_documents.word_parts import LOOKS, item, mark, p, r, style, tbl, tc, tr, val


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


_UP = val("vertAlign", "superscript")
_INSIDE = f"<w:txbxContent>{p('in a box')}</w:txbxContent>"
RUNS: Mapping[str, str] = {
    "plain": r("one") + r(" two"),
    "bold": r("one", "<w:b/>") + r("two", "<w:b/>"),
    "partly bold": r("one", "<w:b/>") + r("two"),
    "bold but for a space": r("one", "<w:b/>") + r(" "),
    "bold switched off": r("one", '<w:b w:val="0"/>'),
    **{
        f"bold {said}": r("one", f'<w:b w:val="{said}"/>')
        for said in ("false", "off", "none", "1", "true", "on")
    },
    **{f"in the style {each}": r("one", val("rStyle", each)) for each in LOOKS},
    "a style's bold switched off": r("one", val("rStyle", "Bold") + '<w:b w:val="0"/>'),
    "struck": r("old", "<w:strike/>") + r("new"),
    "doubly struck": r("old", "<w:dstrike/>") + r("new"),
    "struck switched off": r("old", '<w:strike w:val="0"/>'),
    "hidden": r("old", "<w:vanish/>") + r("new"),
    "hidden space": r(" ", "<w:vanish/>") + r("new"),
    "raised": r("14") + r("8", _UP),
    "lowered": r("14") + r("8", val("vertAlign", "subscript")),
    "on the line": r("14") + r("8", val("vertAlign", "baseline")),
    "moved": r("14") + r("8", val("position", "6")) + r("7", val("position", "0")),
    "all raised": r("8", _UP),
    "raised twice": r("14") + r("8", _UP) + r("9", _UP),
    "raised apart": r("14") + r("8", _UP) + r("15") + r(" 9", _UP),
    "raised with a space": r("14 ") + r("8 9", _UP),
    "raised word": r("30") + r("th", _UP) + r(" June"),
    "tab": "<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r>",
    "lines": "<w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:cr/><w:t>three</w:t></w:r>",
    "hyphens": "<w:r><w:t>one</w:t><w:noBreakHyphen/><w:t>two</w:t><w:softHyphen/>"
    "<w:t>three</w:t><w:ptab/><w:t>four</w:t></w:r>",
    "spaces": r("  one   two\xa0\xa0three \t "),
    **{
        f"sign {each}": f'<w:r><w:sym w:font="Wingdings" w:char="{each}"/></w:r>'
        for each in ("F0FC", "f0fe", "F0FB", "F0B7", "F000")
    },
    "inserted": f"<w:ins>{r('one')}</w:ins>",
    "deleted": f"<w:del>{r('one')}</w:del>{r('two')}",
    "moved away": f"<w:moveFrom>{r('one')}</w:moveFrom><w:moveTo>{r('two')}</w:moveTo>",
    "object": f"<w:r><w:object>{r('one')}</w:object><w:t>two</w:t></w:r>",
    "drawn twice": f"<w:r><AlternateContent><Choice>{_INSIDE}</Choice>"
    f"<Fallback>{_INSIDE}</Fallback></AlternateContent></w:r>",
    "link": f"<w:hyperlink>{r('one')}</w:hyperlink>",
    "control": f"<w:sdt><w:sdtPr/><w:sdtContent>{r('one')}</w:sdtContent></w:sdt>",
    "control that shows what to type": "<w:sdt><w:sdtPr><w:showingPlcHdr/>"
    f"</w:sdtPr><w:sdtContent>{r('type here')}</w:sdtContent></w:sdt>{r('two')}",
    "field": _field("begin") + r("PAGE") + _field("separate") + r("7") + _field("end") + r(" of 9"),
    "field within": _field("begin")
    + r("IF")
    + _field("begin")
    + r("PAGE")
    + _field("separate")
    + r("7")
    + _field("end")
    + _field("separate")
    + r("8")
    + _field("end"),
    "field without a result": _field("begin") + r("PAGE") + _field("end") + r("two"),
    "field that only ends": _field("end") + _field("separate") + r("one"),
    "text on its own": "<w:smartTag><w:t>one</w:t></w:smartTag>",
    "footnote": r("78") + mark(1) + r("%"),
    "footnote of two paragraphs": r("78") + mark(2),
    "footnotes without text": r("78") + mark(3) + mark(4) + mark(7) + mark(-1),
    "footnote of a type": r("78") + mark(9),
    "endnote": r("78") + mark(1, "endnote"),
    "footnote in the second line": r("78") + "<w:r><w:br/></w:r>" + r("80") + mark(1),
    "footnote in an empty line": r("78") + "<w:r><w:br/><w:br/></w:r>" + mark(1),
    "mark repeated": r("78") + mark(1) + r(" and 80") + r("1", _UP),
    "mark that is none": r("78") + mark(1) + r("80") + r("2", _UP),
    "large": r("one", val("sz", 48) + "<w:b/>"),
    "larger": r("one", val("sz", 48) + "<w:b/>") + r("two", val("sz", 60) + "<w:b/>"),
    "sizes that are none": r("one", val("sz", "4x") + "<w:b/>"),
    "a size of four figures": r("one", val("sz", "1000") + "<w:b/>"),
    "a size of three figures": r("one", val("sz", "999") + "<w:b/>"),
    "empty": "",
}
"""What a paragraph holds, in the body and in a cell."""
_BOLD = "<w:b/>"
PARAGRAPHS: Mapping[str, str] = {
    **{
        f"in the style {each}": p("one", style(each))
        for each in (
            "Title",
            "Sub",
            "H1",
            "H2",
            "H9",
            "H1b",
            "H10",
            "German",
            "French",
            "Outline",
            "Ring",
            "Large",
            "Gone",
        )
    },
    **{f"of the outline {at}": p("one", val("outlineLvl", at)) for at in (0, 8, 9, "x")},
    "a heading with an outline": p("one", style("H2") + val("outlineLvl", 5)),
    "two titles": p("one", style("Title")) + p("two", style("Title")),
    "a heading under another": p("one", style("H1"))
    + p("two", style("H2"))
    + p("three", style("H1"))
    + tbl(tr("x", "y")),
    **{
        f"bold with {sign or 'nothing'} at its end": p(r(f"one{sign}", _BOLD))
        for sign in (".", ";", ",", ":", "")
    },
    "bold of 150 letters": p(r("x" * 150, _BOLD)),
    "bold of 151 letters": p(r("x" * 151, _BOLD)),
    "bold and small, then large": p(r("one", _BOLD + val("sz", 20)))
    + p(r("two", _BOLD + val("sz", 28))),
    "bold of the largest size": p(r("one", _BOLD + val("sz", 140)))
    + p(r("two", _BOLD + val("sz", 141))),
    "hidden": p(r("one", "<w:vanish/>")),
    "hidden six times": "".join(p(r(f"one {at}", "<w:vanish/>")) for at in range(6)),
    "in a control": f"<w:sdt><w:sdtContent>{p('one')}</w:sdtContent></w:sdt>",
    "inserted, moved, in other wraps": f"<w:ins>{p('one')}</w:ins>"
    f"<w:moveTo>{p('two')}</w:moveTo><w:customXml>{p('three')}</w:customXml>"
    f"<w:smartTag>{p('four')}</w:smartTag><w:other>{p('five')}</w:other>",
    "a box": p(f"<w:r><w:drawing>{_INSIDE}</w:drawing></w:r>"),
    "a list": "".join(p(f"text {at}", item(1)) for at in range(3)),
    "a list of levels": "".join(p("text", item(1, level)) for level in (0, 1, 1, 2, 2, 0, 1, 3, 2)),
    "lists of each form": "".join(p("text", item(number)) for number in range(11, 21)),
    "a list that begins late": "".join(p("text", item(2)) for _ in range(4)),
    "Roman numbers": "".join(p("text", item(2, 1)) for _ in range(4)),
    "numbers from nought": "".join(p("text", item(2, level)) for level in (2, 3, 4)),
    "a list that says nothing well": p("text", item(3))
    + p("text", item(3, 1))
    + p("text", item(3, 2)),
    "a list in another": p("text", item(1))
    + p("text", item(9))
    + p("text", item(4))
    + p("text", item(4))
    + p("text", item(1)),
    "a list with its own level": p("text", item(5)) + p("text", item(5)) + p("text", item(5, 1)),
    "lists that are none": p("text", item(6))
    + p("text", item(99))
    + p("text", item(1, "x"))
    + p("text", "<w:numPr/>"),
    "listed by a style": p("text", style("Listed"))
    + p("text", style("Sublisted"))
    + p("text", style("Listed") + item(11)),
    "an item without text": p("", item(1)),
    "27 letters": "".join(p("text", item(12)) for _ in range(28)),
}
"""Whole paragraphs in the body."""
_ON = '<w:vMerge w:val="continue"/>'
_FIRST = '<w:vMerge w:val="restart"/>'


def _span(number: int | str) -> str:
    return val("gridSpan", number)


TABLES: Mapping[str, str] = {
    "plain": tbl(tr("a", "b"), tr("c", "d")),
    "uneven rows": tbl(tr("a", "b", "c"), tr("d")),
    "across": tbl(tr(tc("a", _span(2))), tr("b", "c")),
    "across more than there are": tbl(tr(tc("a", _span(5))), tr("b", "c")),
    "spans that are none": tbl(
        tr(tc("a", _span("x")), "b"), tr(tc("c", _span(0)), "d"), tr(tc("e", _span("100000")), "f")
    ),
    "down": tbl(
        tr(tc("a", _FIRST), "b"),
        tr(tc("x", _ON), "c"),
        tr(tc("", "<w:vMerge/>"), "d"),
        tr("e", "f"),
    ),
    "down from nothing": tbl(tr(tc("a", _ON), "b"), tr(tc("c", _ON), "d")),
    "down twice": tbl(tr(tc("a", _FIRST), "b"), tr(tc("c", _FIRST), "d"), tr(tc("", _ON), "e")),
    "down and across": tbl(
        tr(tc("a", _FIRST + _span(2)), "b"), tr(tc("", _ON + _span(2)), "c"), tr("d", "e", "f")
    ),
    "across in the old way": tbl(
        tr(tc("a", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "b"), tr("c", "d", "e")
    ),
    "across from nothing": tbl(tr(tc("a", '<w:hMerge w:val="continue"/>'), "b")),
    "a row that begins later": tbl(tr("a", "b"), tr("c", properties=val("gridBefore", 1))),
    "a deleted row": tbl(tr("a", "b"), tr("c", "d", properties="<w:del/>"), tr("e", "f")),
    "a deleted cell": tbl(tr("a", tc("b", "<w:cellDel/>"))),
    "an inserted row": f"<w:tbl><w:tblPr/><w:ins>{tr('a', 'b')}</w:ins></w:tbl>",
    "one heading row": tbl(tr("a", "b", properties="<w:tblHeader/>"), tr("c", "d")),
    "two heading rows": tbl(
        tr("a", "b", properties="<w:tblHeader/>"),
        tr("c", "d", properties="<w:tblHeader/>"),
        tr("e", "f"),
    ),
    "a heading row further down": tbl(tr("a", "b"), tr("c", "d", properties="<w:tblHeader/>")),
    "heading switched off": tbl(tr("a", "b", properties='<w:tblHeader w:val="0"/>'), tr("c", "d")),
    "all heading rows": tbl(tr("a", "b", properties="<w:tblHeader/>")),
    "a bold cell": tbl(tr(tc(p(r("a", _BOLD))), tc(p(r(" ", _BOLD))), "b")),
    "an edge dragged by 169": tbl(
        tr("a", tc("b", _span(2))), tr(tc("c", _span(2)), "d"), widths=(2000, 169, 2000)
    ),
    "an edge dragged by 170": tbl(
        tr("a", tc("b", _span(2))), tr(tc("c", _span(2)), "d"), widths=(2000, 170, 2000)
    ),
    "a narrow column": tbl(tr("a", "b", "c"), widths=(2000, 100, 2000)),
    "widths that are none": tbl(
        tr("a", tc("b", _span(2))), tr(tc("c", _span(2)), "d"), widths=(2000, "x", 2000)
    ),
    "lines of a cell": tbl(tr(tc(p("a") + p("") + p("b")), "c")),
    "a joined paragraph": tbl(tr(tc(p("a", "<w:rPr><w:del/></w:rPr>") + p("b")), "c")),
    "a list in a cell": tbl(tr(tc(p("a", item(1)) + p("b", item(17))), "c")),
    "a small table within": tbl(tr(tc(p("a") + tbl(tr("x", "y"), tr("z", "w"))), "b")),
    "one row of three within": tbl(tr(tc(p("a") + tbl(tr("x", "y", "z"))), "b")),
    "two rows of three within": tbl(
        tr(
            tc(
                p("a")
                + tbl(tr("x", "y", "z"), tr("u", "v", "w"))
                + tbl(tr("1", "2", "3"), tr("4", "5", "6"))
            ),
            "b",
        )
    ),
    "a box in a cell": tbl(tr(tc(p(r("a") + f"<w:r><w:drawing>{_INSIDE}</w:drawing></w:r>")), "b")),
    "hidden text in a cell": tbl(tr(tc(p(r("a") + r("gone", "<w:vanish/>"))), "b")),
    "no rows": tbl(),
    "a note under it": tbl(tr("a", "b"), tr("c*", "d")) + p("* A note") + p("Another"),
    "a note under a heading": tbl(tr("a", "b"), tr("c*", "d"))
    + p("Next", style("H1"))
    + p("* A note"),
    "a note in its last row": tbl(tr("a", "b"), tr("c*", "d"), tr(tc("* A note", _span(2)))),
    "a note in its first row": tbl(tr(tc("* A note", _span(2))), tr("c*", "d")),
    "a note that no cell has": tbl(tr("a", "b"), tr(tc("* A note", _span(2)))),
    "notes of each sign": tbl(tr("a*", "b **"), tr("c†", "d‡"), tr("e§", "f^"), tr("g***", "h****"))
    + "".join(p(f"{sign} Note {sign}") for sign in ("*", "**", "†", "‡", "§", "^", "***", "****")),
    "raised notes": tbl(
        tr(tc(p(r("78") + r("1", _UP))), tc(p(r("79") + r("a", _UP)))),
        tr(tc(p(r("80") + r("12", _UP))), tc(p(r("81") + r("3", _UP)))),
    )
    + p("1. First")
    + p("(a) Second")
    + p("12: Third")
    + p("123 Fourth"),
    "a letter that is no mark": tbl(tr("Box", "b")) + p("x A note"),
    "a raised mark within": tbl(tr(tc(p(r("7") + r("1", _UP) + r("8"))), "b")) + p("1 First"),
    "two marks of a cell": tbl(tr(tc(p("78*") + p("79†")), "b")) + p("* First") + p("† Second"),
    "two lines of notes": tbl(tr("78*", "79†"))
    + p("<w:r><w:t>* First</w:t><w:br/><w:t>† Second</w:t></w:r>"),
    "a note already there": tbl(tr(tc(p(r("78*") + mark(1))), "b")) + p("* Typed"),
    "101 paragraphs behind": tbl(tr("a*", "b"))
    + "".join(p(f"x {at}") for at in range(99))
    + p("* In time")
    + p("† Late"),
    "102 paragraphs behind": tbl(tr("a*", "b†"))
    + "".join(p(f"x {at}") for at in range(100))
    + p("* Late"),
    "a paragraph before": p("one") + p("two") + tbl(tr("a", "b")) + p("three") + tbl(tr("c", "d")),
    "merged with a note": tbl(tr("a", "b*"), tr(tc("* Of all", _span(2))), tr("c*", "d")),
}
"""Whole tables in the body."""
