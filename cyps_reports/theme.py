"""How everything looks: the colours, fonts and sizes, told once for workbooks and reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FONT = "Arial"
INK = "1B1F24"
MUTED = "4A5560"
ACCENT = "1F3864"
ON_ACCENT = "FFFFFF"
LINE = "B8C0CA"
BAND = "EEF2F7"
INPUT = "FFF9DB"
PAPER = "FFFFFF"


class Tone(StrEnum):
    """The colour of a judgement; the first five are the RAG ratings with blue for completed."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    GREY = "grey"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Paint:
    """A background and the ink on it, as hex colours, and the tone's symbol.

    Their contrast is at least 4.5:1.
    """

    background: str
    ink: str
    symbol: str


PAINTS = {
    Tone.RED: Paint("B3261E", "FFFFFF", "■"),
    Tone.AMBER: Paint("FFC24B", "2B1A00", "◊"),
    Tone.GREEN: Paint("1E7B3A", "FFFFFF", "●"),
    Tone.BLUE: Paint("1D5FA8", "FFFFFF", "√"),
    Tone.GREY: Paint("E1E5EA", "2A323A", "○"),
    Tone.PLAIN: Paint(PAPER, INK, ""),
}
"""What each tone looks like; the symbol carries the meaning where colour cannot."""

BODY_POINTS = 11
TABLE_POINTS = 8.5
"""Sizes of text in the Word report."""
