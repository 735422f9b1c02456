"""What pieces of Word documents are made of, as XML; and the styles, lists and notes they name."""

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def r(text: str, looks: str = "") -> str:
    """A run; `looks` are its properties."""
    of = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{of}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inside: str, properties: str = "") -> str:
    """A paragraph of runs, or of a text alone."""
    runs = inside if inside.startswith("<") or not inside else r(inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def item(number: int, level: int | str = 0) -> str:
    """The properties of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def tc(inside: str, properties: str = "") -> str:
    blocks = inside if inside.startswith("<") else p(inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    of = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return (
        f"<w:tr>{of}{''.join(each if each.startswith('<') else tc(each) for each in cells)}</w:tr>"
    )


def tbl(*rows: str, widths: tuple[int | str, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    columns = f"<w:tblGrid>{grid}</w:tblGrid>" if widths else ""
    return f"<w:tbl><w:tblPr/>{columns}{''.join(rows)}</w:tbl>"


def val(name: str, value: str | int) -> str:
    return f'<w:{name} w:val="{value}"/>'


def _style(key: str, name: str, inside: str = "", based_on: str = "") -> str:
    on = val("basedOn", based_on) if based_on else ""
    return f'<w:style w:styleId="{key}">{val("name", name)}{on}{inside}</w:style>'


LOOKS = {
    "Bold": "<w:b/>",
    "Plain": '<w:b w:val="0"/>',
    "Struck": "<w:strike/>",
    "Hidden": "<w:vanish/>",
    "Large": val("sz", 40),
    "Raised": val("vertAlign", "superscript"),
    "Moved": val("position", 6),
}
STYLES = (
    f"<w:styles {W}>"
    + _style("Title", "Title")
    + _style("Sub", "Own title", based_on="Title")
    + "".join(_style(f"H{at}", f"heading {at}") for at in (1, 2, 3, 9))
    + _style("H1b", "Own heading", based_on="H1")
    + _style("German", "Überschrift 2")
    + _style("French", "Titre3")
    + _style("H10", "heading 10")
    + _style("Outline", "Own outline", f"<w:pPr>{val('outlineLvl', 3)}</w:pPr>")
    + _style("Ring", "ring", based_on="Ring")
    + _style("Listed", "listed", f"<w:pPr>{item(1)}</w:pPr>")
    + _style("Sublisted", "sublisted", based_on="Listed")
    + "".join(_style(key, key.lower(), f"<w:rPr>{look}</w:rPr>") for key, look in LOOKS.items())
    + "</w:styles>"
)


def _level(at: int, form: str, text: str, start: str = "1") -> str:
    begins = val("start", start) if start else ""
    of = val("numFmt", form) if form else ""
    return f'<w:lvl w:ilvl="{at}">{begins}{of}{val("lvlText", text)}</w:lvl>'


_FORMS = (
    *("decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "decimalZero", "bullet"),
    *("none", "", "ordinal"),
)
"""The forms of the lists 11, 12 and so on."""
NUMBERING = (
    f"<w:numbering {W}>"
    '<w:abstractNum w:abstractNumId="1">'
    + _level(0, "decimal", "%1.")
    + _level(1, "decimal", "%1.%2")
    + _level(2, "lowerLetter", "(%3)")
    + _level(3, "decimal", "%9 %4")
    + "</w:abstractNum>"
    + "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{_level(0, form, "%1)")}</w:abstractNum>'
        for at, form in enumerate(_FORMS, start=11)
    )
    + '<w:abstractNum w:abstractNumId="2">'
    + _level(0, "lowerLetter", "%1", "25")
    + _level(1, "upperRoman", "%2", "48")
    + _level(2, "decimal", "%3", "0")
    + _level(3, "upperLetter", "%4", "0")
    + _level(4, "lowerRoman", "%5", "0")
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="3">'
    + _level(0, "decimal", "%1", "x")
    + '<w:lvl w:ilvl="x"/><w:lvl w:ilvl="1"/>'
    + "</w:abstractNum>"
    + "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="{of}"/></w:num>'
        for at, of in ((1, 1), (2, 2), (3, 3), (9, 1), *((each, each) for each in range(11, 21)))
    )
    + '<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="7"/></w:lvlOverride><w:lvlOverride w:ilvl="x"/></w:num>'
    + '<w:num w:numId="5"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
    + _level(0, "upperLetter", "[%1]", "3")
    + '</w:lvlOverride></w:num><w:num w:numId="6"><w:abstractNumId w:val="77"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="2"/></w:lvlOverride></w:num>'
    + "</w:numbering>"
)
_NOTES = {
    1: p("<w:r><w:footnoteRef/></w:r>" + r(" As  agreed")),
    2: p("With Health") + p("and Police"),
    3: p(""),
    4: p("x", style("Hidden")),
}
FOOTNOTES = (
    f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1">{p("line")}</w:footnote>'
    f'<w:footnote w:type="normal" w:id="9">{p("Of the usual type")}</w:footnote>'
    + "".join(f'<w:footnote w:id="{at}">{inside}</w:footnote>' for at, inside in _NOTES.items())
    + "</w:footnotes>"
)
ENDNOTES = f'<w:endnotes {W}><w:endnote w:id="1">{p("At the end")}</w:endnote></w:endnotes>'
PARTS = {"styles": STYLES, "numbering": NUMBERING, "footnotes": FOOTNOTES, "endnotes": ENDNOTES}


def mark(at: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{at}"/></w:r>'
