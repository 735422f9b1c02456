"""How the pieces of a cell look.

What is struck through is no content, what stands raised or lowered is a mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from cyps_reports.workbooks.grid import RawCell
from cyps_reports.workbooks.plain_text import as_typed


class Look(NamedTuple):
    """Whether a piece of text is struck through, whether it stands raised or lowered, and which."""

    is_struck: bool = False
    is_raised: bool = False
    is_lowered: bool = False


PLAIN = Look()

Pieces = Sequence[tuple[str, Look]]
"""A cell's text in pieces, each in one look."""


def as_it_looks(cell: RawCell, pieces: Pieces) -> RawCell:
    """The cell without what is struck through in it.

    It is told apart, as is what is raised or lowered.
    """
    if all(look == PLAIN for _, look in pieces):
        return cell
    struck = _those(pieces, lambda look: look.is_struck)
    raised = _those(pieces, lambda look: look.is_raised and not look.is_struck)
    if isinstance(cell.value, str):
        cell = cell._replace(written=_written([each for each in pieces if not each[1].is_struck]))
    if not struck:
        return cell._replace(raised=raised)
    left = _as_text(text for text, look in pieces if not look.is_struck)
    return cell._replace(value=left or None, struck=struck, raised=raised)


_DIGITS = "0123456789"
_RAISED = str.maketrans(_DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans(_DIGITS, "₀₁₂₃₄₅₆₇₈₉")


def _written(pieces: Pieces) -> str:
    """The text in which a footnote's mark at 148 does not make 1,481 of it.

    "" where no digit in it, or every one, stands raised or lowered.
    """
    if all(look.is_raised for _, look in pieces):
        return ""
    plain = "".join(text for text, _ in pieces)
    marked = "".join(_marked(text, look) for text, look in pieces)
    return "" if marked == plain else as_typed(marked)


def _marked(text: str, look: Look) -> str:
    return raised_letters(text, is_lowered=look.is_lowered) if look.is_raised else text


def raised_letters(text: str, *, is_lowered: bool = False) -> str:
    """A text that stands raised or lowered, its digits as the letters ¹ or ₁."""
    return text.translate(_LOWERED if is_lowered else _RAISED)


def _those(pieces: Pieces, wanted: Callable[[Look], bool]) -> str:
    """The pieces of a look; what stood apart is kept apart."""
    together = groupby(pieces, key=lambda piece: wanted(piece[1]))
    texts = (_as_text(text for text, _ in group) for is_wanted, group in together if is_wanted)
    return " … ".join(text for text in texts if text)


def _as_text(texts: Iterable[str]) -> str:
    return as_typed("".join(texts)).strip()
