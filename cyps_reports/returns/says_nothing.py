"""What is typed where words are asked for and says nothing: it counts as not given.

Whole texts alone: no sentence is taken for one of them because of a word in it. The live words of
the return go by the same marks and words (templates/reading.py).
"""

from __future__ import annotations

from itertools import product

MARKS = ".,;:!?-\u2013\u2014\u2212_/\\()[]*&+~=#%\u00a3\u2022'\"\u2018\u2019\u201c\u201d\u2026"
"""Marks, which say nothing alone and count for nothing around a word."""

_PLACEHOLDERS = (
    *("na", "n a", "not applicable", "none", "nil", "nothing", "no", "x", "xx", "xxx"),
    *("tbc", "t b c", "to be confirmed", "tba", "t b a", "to be agreed", "to be announced"),
    *("tbd", "t b d", "to be decided", "to be determined", "to be advised", "to follow"),
    *("no update", "no updates", "no comment", "no comments", "nothing to report"),
    *("not needed", "not required", "not necessary"),
)
_NO_ACTIONS = (
    *("none", "nil", "no action", "no actions", "no corrective action", "no corrective actions"),
    *("no further action", "no further actions"),
)
_WANTED = ("", " needed", " required", " necessary")
_NOT_NOW = (
    *("n a", "none", "nothing", "no action", "no further action", "no update"),
    "nothing to report",
)
_TIMES = ("this month", "at present", "at this time")

WORDS = tuple(
    dict.fromkeys(
        (
            *_PLACEHOLDERS,
            *map("".join, product(_NO_ACTIONS, _WANTED)),
            *map(" ".join, product(_NOT_NOW, _TIMES)),
        )
    )
)
"""The texts that say nothing, in small letters, with a space for each mark within them."""

_AROUND = f"{MARKS} "
_AS_SPACES = str.maketrans(dict.fromkeys(MARKS, " "))
_WORDS = frozenset(("", *WORDS))
_LONGEST = 2 * max(map(len, WORDS))


def says_nothing(text: str) -> bool:
    """Whether a text is empty, or marks alone, or one of the words that say nothing.

    A mark may stand within one for a space, as in n/a; with a space beside it, it parts two
    sentences, unless it is a stroke.
    """
    line = " ".join(text.split()).strip(_AROUND)
    # Most texts are longer, and looked at no further.
    if len(line) > _LONGEST:
        return False
    return line.replace(" / ", "/").translate(_AS_SPACES).lower() in _WORDS


def given(text: str) -> str:
    """The text where it says anything, else nothing."""
    return text if text and not says_nothing(text) else ""
