"""The styles of an Excel workbook, as far as they tell what a cell shows.

Number formats and how the text looks.
"""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from cyps_reports.workbooks.cell_looks import PLAIN, Look
from cyps_reports.workbooks.excel_parts import Package, name_of
from cyps_reports.workbooks.limits import MAX_FORMAT_LETTERS
from cyps_reports.workbooks.serials import is_of_dates, is_of_durations

# The number formats that a file names by number alone (ECMA-376, 18.8.30); those of money as they
# show in England.
_FROM_0 = (
    "General", "0", "0.00", "#,##0", "#,##0.00",
    '"£"#,##0_);("£"#,##0)', '"£"#,##0_);[Red]("£"#,##0)',
    '"£"#,##0.00_);("£"#,##0.00)', '"£"#,##0.00_);[Red]("£"#,##0.00)',
    "0%", "0.00%", "0.00E+00", "# ?/?", "# ??/??", "mm-dd-yy", "d-mmm-yy", "d-mmm", "mmm-yy",
    "h:mm AM/PM", "h:mm:ss AM/PM", "h:mm", "h:mm:ss", "m/d/yy h:mm",
)  # fmt: skip
_FROM_37 = (
    "#,##0_);(#,##0)", "#,##0_);[Red](#,##0)",
    "#,##0.00_);(#,##0.00)", "#,##0.00_);[Red](#,##0.00)",
    r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    r'_("£"* #,##0_);_("£"* \(#,##0\);_("£"* "-"_);_(@_)',
    r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    r'_("£"* #,##0.00_);_("£"* \(#,##0.00\);_("£"* "-"??_);_(@_)',
    "mm:ss", "[h]:mm:ss", "mmss.0", "##0.0E+0", "@",
)  # fmt: skip
_BUILT_IN = {
    str(number): code for number, code in (*enumerate(_FROM_0), *enumerate(_FROM_37, start=37))
}
_YES = (None, "1", "true")


class Style(NamedTuple):
    """How a cell looks.

    Its number format, whether it shows a number as a date or as a duration, and its text's look.
    """

    number_format: str
    is_of_dates: bool
    is_of_durations: bool
    look: Look


def style(number_format: str, look: Look = PLAIN) -> Style:
    """The style with a number format.

    A longer one than any program writes shows nothing that could be told.
    """
    known = number_format if len(number_format) <= MAX_FORMAT_LETTERS else "General"
    return Style(known, is_of_dates(known), is_of_durations(known), look)


PLAIN_STYLE = style("General")


def styles_in(package: Package, part: str) -> tuple[Style, ...]:
    """The styles in their order, by which cells name them.

    None where the workbook has no such part.
    """
    formats, looks, found = dict(_BUILT_IN), list[Look](), list[Style]()
    for group in package.elements(part, "numFmts", "fonts", "cellXfs") if part in package else ():
        match name_of(group):
            case "numFmts":
                formats |= {each.get("numFmtId", ""): each.get("formatCode", "") for each in group}
            case "fonts":
                looks = [look_in(each) for each in group]
            case _:
                made: dict[tuple[str, Look], Style] = {}
                for each in group:
                    font = each.get("fontId", "0")
                    look = (
                        looks[int(font)] if font.isdecimal() and int(font) < len(looks) else PLAIN
                    )
                    key = formats.get(each.get("numFmtId", "0"), "General"), look
                    found.append(made.get(key) or made.setdefault(key, style(*key)))
    return tuple(found)


def look_in(font: Element | None) -> Look:
    """How a font looks that a style or a piece of text has."""
    told = {} if font is None else {name_of(each): each.get("val") for each in font}
    is_struck = "strike" in told and told["strike"] in _YES
    stands = told.get("vertAlign")
    return Look(is_struck, stands in ("superscript", "subscript"), stands == "subscript")
