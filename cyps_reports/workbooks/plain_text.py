"""Plain text: what every output format can hold."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# How a workbook writes a control character down.
_ESCAPED = re.compile(r"_x00[01][0-9A-Fa-f]_")
# What Unicode calls default ignorable: soft hyphens, joiners and spaces of no width, marks of
# direction, byte order marks, variation selectors and fillers; and the controls that XML allows.
# Nobody sees them or means to type them.
_INVISIBLE = re.compile(
    "[\x80-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)


def plain(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return text if text.isprintable() else _FORBIDDEN.sub("", text)


def as_typed(text: str) -> str:
    """A cell's text with ordinary spaces, and without what nobody sees.

    Control characters are taken out, escaped or not; of the breaks of slides and pages, lines end.
    """
    if text.isascii() and text.isprintable() and "_x00" not in text:
        return text  # as most texts are
    bare = plain(_ESCAPED.sub("", text.replace("\x0b", "\n").replace("\x0c", "\n")))
    return bare if bare.isascii() else _INVISIBLE.sub("", bare).replace("\xa0", " ")


def text_of(stored: str) -> str:
    """A text as it was typed.

    Its lines may end as on Windows or on old Macs, and be written down as _x000D_.
    """
    if "\r" in stored:
        stored = stored.replace("\r\n", "\n").replace("\r", "\n")
    return as_typed(stored)


def marks_in(text: str) -> str:
    """The raised, lowered, enclosed and fraction digits of a text, such as ¹ ₂ ① ⒈ ½.

    Marks, and no digits of a figure.

    The full-width digits of East Asian keyboards are digits.
    """
    return "".join(letter for letter in text if not letter.isascii() and _is_mark(letter))


def unmarked(text: str) -> str:
    """A heading or a reference without the marks of footnotes at it."""
    if text.isascii():
        return text
    return "".join(letter for letter in text if letter.isascii() or not _is_mark(letter))


def _is_mark(letter: str) -> bool:
    is_made_of_digits = re.search("[0-9]", unicodedata.normalize("NFKC", letter)) is not None
    is_full_width = unicodedata.decomposition(letter).startswith("<wide>")
    return unicodedata.category(letter) == "No" or (is_made_of_digits and not is_full_width)


# What a number format shows as it stands: in quotation marks, in brackets, behind a backslash.
_LITERAL = re.compile(r'"[^"]*"|\[[^\[\]]*\]|\\.')


@lru_cache(maxsize=1024)
def bare_format(number_format: str) -> str:
    """A number format without what it shows as it stands: `0` of `0 "days"`."""
    return _LITERAL.sub("", number_format)


_THREADED = re.compile(r"\[Threaded comment\].*?Comment:\s*", re.DOTALL)
_BEFORE_THREAD = re.compile(r".*Comment:\s*", re.DOTALL)


def note_text(text: str) -> str:
    """A note's text, or a thread's, without what Excel puts before it for older programs."""
    # Only as far as there is an end to be found: each beginning would be followed up to the end of
    # the text.
    before = _BEFORE_THREAD.match(text)
    end = before.end() if before else 0
    return as_typed(_THREADED.sub("", text[:end]) + text[end:]).strip()


DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
"""What stands for a dash or a minus; the plain one first, as in the brackets of a pattern."""
DOUBTS = "?~"
"""Marks that make something else of a choice: On track? is not On track."""
_TICKS = "\u2713\u2714\u2611\u2705|"


def as_chosen(text: str) -> str:
    """A choice as it is compared: by its words, and by the marks and signs that change it.

    A tick changes none, but 🔴 does.
    """
    changing = [
        letter
        for letter in unicodedata.normalize("NFKC", text)
        if letter in DOUBTS
        or (unicodedata.category(letter) in ("So", "Sm") and letter not in _TICKS)
    ]
    return f"{same_words(text)}{''.join(changing)}"


@lru_cache(maxsize=4096)
def same_words(text: str) -> str:
    """Text as it is compared.

    Letters and digits only, without regard to case, spacing or punctuation.
    """
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
