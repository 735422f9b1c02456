"""Plain text: what every output format can hold."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# How a workbook writes a control character down.
_ESCAPED = re.compile(r"_x00[01][0-9A-Fa-f]_")


def plain(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def as_typed(text: str) -> str:
    """A cell's text without control characters, escaped or not, and with ordinary spaces."""
    return plain(_ESCAPED.sub("", text)).replace("\xa0", " ")


# What a number format shows as it stands: in quotation marks, in brackets, behind a backslash.
_LITERAL = re.compile(r'"[^"]*"|\[[^\[\]]*\]|\\.')


def bare_format(number_format: str) -> str:
    """A number format without what it shows as it stands: `0` of `0 "days"`."""
    return _LITERAL.sub("", number_format)


_THREADED = re.compile(r"\[Threaded comment\].*?Comment:\s*", re.DOTALL)


def note_text(text: str) -> str:
    """A note's text, or a thread's, without what Excel puts before it for older programs."""
    return as_typed(_THREADED.sub("", text)).strip()
