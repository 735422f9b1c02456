"""Small pictures within a line of a Word report, drawn as shapes: icons, and figures as a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape

from cyps_reports import theme
from cyps_reports.report.table_blocks import Icon
from cyps_reports.workbooks.plain_text import plain
from cyps_reports.writers.word.footnotes import WORD_NAMESPACE

# A pixel in the units of drawings.
PIXEL = 9525
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_CHOICES = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_ICON_PIXELS = 20
_LINE_PIXELS = (60, 15)
_SIDE = 100
"""An icon is drawn in a square of so many units."""
_LETTER, _TREND = 19_050, 15_875
"""Widths of lines, in the units of drawings."""

_Stroke = tuple[tuple[int, int], ...]
LETTERS: dict[str, tuple[_Stroke, ...]] = {
    "H": (((32, 26), (32, 74)), ((68, 26), (68, 74)), ((32, 50), (68, 50))),
    "L": (((36, 26), (36, 74), (68, 74)),),
    "P": (((36, 76), (36, 26), (58, 26), (66, 33), (66, 44), (58, 51), (36, 51)),),
    "F": (((37, 76), (37, 26), (68, 26)), ((37, 50), (62, 50))),
    "?": (
        ((34, 36), (38, 28), (50, 24), (62, 28), (65, 37), (61, 46), (50, 53), (50, 62)),
        ((50, 72), (50, 76)),
    ),
    "~": (((22, 56), (30, 44), (38, 42), (46, 50), (54, 58), (62, 58), (70, 50), (78, 42)),),
}
"""The letters of icons as lines, so that they look the same in whatever fonts there are."""


def icon_xml(icon: Icon, number: int) -> str:
    """An icon in a run: a circle for variation, a square for assurance, with its letter."""
    frame = _square() if icon.is_assurance else _circle()
    letter = (_stroke(points) for points in LETTERS[icon.letter])
    paths = (_path(frame, _SIDE, _SIDE), *(_path(each, _SIDE, _SIDE, "none") for each in letter))
    ink, paper = theme.ICON_PAINTS[icon.tone]
    look = _look(paths, paper, ink, _LETTER)
    size = _ICON_PIXELS * PIXEL
    return _in_line(look, (size, size), number, "Icon", icon.words)


def trend_xml(figures: Sequence[Decimal], number: int) -> str:
    """Figures in the order of time as a line in a run, the last one with a dot."""
    width, height = (each * PIXEL for each in _LINE_PIXELS)
    low, high = min(figures), max(figures)
    edge = height // 6
    across, up = (width - 2 * edge) / max(len(figures) - 1, 1), float(high - low) or 1.0
    points = tuple(
        (
            round(edge + at * across),
            round(height - edge - (height - 2 * edge) * float(figure - low) / up),
        )
        for at, figure in enumerate(figures)
    )
    line = _path(_stroke(points), width, height, "none")
    dot = _path(_round(points[-1], edge * 2 // 3), width, height)
    look = _look((line, dot), theme.ACCENT, theme.ACCENT, _TREND)
    return _in_line(look, (width, height), number, "Trend", trend_words(figures))


def trend_words(figures: Sequence[Decimal]) -> str:
    """A line of figures, in words."""
    low, high = min(figures), max(figures)
    words = f"{len(figures)} figures, from {figures[0]:,f} to {figures[-1]:,f}; lowest {low:,f}, "
    return f"{words}highest {high:,f}"


def _path(inner: str, width: int, height: int, fill: str = "norm") -> str:
    return f'<a:path w="{width}" h="{height}" fill="{fill}">{inner}</a:path>'


def _stroke(points: Sequence[tuple[int, int]]) -> str:
    first, *others = points
    lines = "".join(f"<a:lnTo>{_point(each)}</a:lnTo>" for each in others)
    return f"<a:moveTo>{_point(first)}</a:moveTo>{lines}"


def _point(at: tuple[int, int]) -> str:
    return f'<a:pt x="{at[0]}" y="{at[1]}"/>'


def _circle() -> str:
    return _round((_SIDE // 2, _SIDE // 2), _SIDE // 2 - 4)


def _round(middle: tuple[int, int], radius: int) -> str:
    start = _point((middle[0] - radius, middle[1]))
    turn = f'<a:arcTo wR="{radius}" hR="{radius}" stAng="10800000" swAng="21600000"/>'
    return f"<a:moveTo>{start}</a:moveTo>{turn}<a:close/>"


def _square() -> str:
    near, far = 6, _SIDE - 6
    return f"{_stroke(((near, near), (far, near), (far, far), (near, far)))}<a:close/>"


def _look(paths: Iterable[str], fill: str, line: str, width: int) -> str:
    """The geometry and the paint of a shape."""
    rims = "<a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
    return (
        f'<a:custGeom>{rims}<a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst>{''.join(paths)}</a:pathLst></a:custGeom>"
        f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>'
        f'<a:ln w="{width}" cap="rnd"><a:solidFill><a:srgbClr val="{line}"/></a:solidFill>'
        "<a:round/></a:ln>"
    )


def _in_line(look: str, size: tuple[int, int], number: int, name: str, words: str) -> str:
    extent = f'cx="{size[0]}" cy="{size[1]}"'
    told = escape(plain(words))
    return (
        f'<w:r xmlns:w="{WORD_NAMESPACE}"><mc:AlternateContent xmlns:mc="{_CHOICES}" '
        f'xmlns:wps="{_SHAPE}"><mc:Choice Requires="wps">'
        f'<w:drawing xmlns:wp="{DRAWING}wordprocessingDrawing" xmlns:a="{DRAWING}main">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{number}" name="{name} {number}" descr="{told}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp><wps:cNvSpPr/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>{look}</wps:spPr><wps:bodyPr/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r>"
    )
