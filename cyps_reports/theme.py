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
    Tone.RED: Paint("9C1B14", "FFFFFF", "■"),
    Tone.AMBER: Paint("FFC24B", "2B1A00", "◊"),
    Tone.GREEN: Paint("6FBF7F", "0B2911", "●"),
    Tone.BLUE: Paint("BFD4F2", "102A52", "√"),
    Tone.GREY: Paint("E1E5EA", "2A323A", "○"),
    Tone.PLAIN: Paint(PAPER, INK, ""),
}
"""What each tone looks like; the symbol carries the meaning where colour cannot.

Red alone is dark, at least 3:1 against each of the others, so that it stands out of a grey print
and to eyes that see no red. The others are light: a gap of paper and their symbols part them.
"""

TINTS = {Tone.AMBER: "FFD68F", Tone.BLUE: "BBD0F0", Tone.GREY: "CBD4DE"}
"""Bands behind the lines of a chart: every line is seen on them, and they are in a grey print."""

ICON_PAINTS = {
    Tone.BLUE: ("1D5FA8", "E3EDF9"),
    Tone.AMBER: ("9A4208", "FDE9D9"),
    Tone.GREY: ("4A5560", "EEF1F4"),
    Tone.PLAIN: ("5B3E8C", "EEE8F6"),
}
"""Ink and paper of the icons of variation and assurance, as in the NHS method: blue is better,
orange worse, grey neither; the last is for what nobody judges.
"""

BAR_GAP_POINTS = 1.5
"""The gap of paper between two fills of a bar."""

BODY_POINTS = 11
TABLE_POINTS = 10
ANNEX_TABLE_POINTS = 9
EXHIBIT_POINTS = 10
"""Sizes of text in the Word report; tables are smaller in its annex."""
