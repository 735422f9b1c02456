"""A list of rows of the plan in Word: the name in bold, and behind it what somebody wrote."""

from __future__ import annotations

from cyps_reports import theme
from cyps_reports.report.blocks import Point
from cyps_reports.writers.word.xml import Within, linked

_SIZE = f'<w:sz w:val="{round(2 * theme.TABLE_POINTS)}"/>'
"""A list of rows stands in place of a table, and is as large."""
_LOOK, _NAME = f"<w:rPr>{_SIZE}</w:rPr>", f"<w:rPr><w:b/>{_SIZE}</w:rPr>"
_BREAK = f"<w:r>{_LOOK}<w:br/></w:r>"


def point_xml(point: Point, within: Within) -> str:
    """The runs of a point's paragraph, as text within a document where `w` is declared.

    What ends in no full stop ends its line.
    """
    links, runs, before = within.links_of(point.written), "", point.text
    for line in filter(None, point.written.text.split("\n")):
        is_sentence = before.endswith((".", "!", "?"))
        gap = linked(" ", _LOOK, {}) if is_sentence else _BREAK
        runs, before = f"{runs}{gap}{linked(line, _LOOK, links)}", line
    return f"{linked(point.name, _NAME, {})}{linked(point.text, _LOOK, {})}{runs}"
