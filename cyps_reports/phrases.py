"""The turns of phrase every sentence of the project needs."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable


def counted(number: int, noun: str) -> str:
    """`1 deadline`, `2 deadlines`, `1,040 deadlines`, `5 priorities`."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """Several of a noun: `priorities`, `outcomes`, `bodies`, `objectives`, `processes`."""
    last = noun[-1:].casefold()
    if last == "y" and noun[-2:-1].casefold() not in _VOWELS:
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.casefold().endswith(("s", "x", "ch", "sh")) else f"{noun}s"


_VOWELS = tuple("aeiou")


def are(number: int) -> str:
    """What follows a count: `is` after none and one, else `are`."""
    return "is" if number <= 1 else "are"


def were(number: int) -> str:
    """What follows a count of what is past: `was` after none and one, else `were`."""
    return "was" if number <= 1 else "were"


def have(number: int) -> str:
    """What follows a count: `has` after none and one, else `have`."""
    return "has" if number <= 1 else "have"


def in_words(number: int) -> str:
    """A count as a sentence of few counts says it: `one`, `twelve`, `13`, `1,040`."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else f"{number:,}"


_WORDS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def none_or(number: int) -> str:
    """A count within a sentence: `none`, `1`, `1,040`."""
    return f"{number:,}" if number else "none"


def some_of(number: int, total: int, noun: str) -> str:
    """`none of 8 measures`, `1 of 1 measure`, `3 of 8 measures`."""
    return f"{none_or(number)} of {counted(total, noun)}"


def lower(words: str) -> str:
    """Words as they stand within a sentence: `director lead`.

    An abbreviation keeps its capitals, and so does a month.
    """
    return words if words[1:2].isupper() or _MONTH.match(words) else words[:1].lower() + words[1:]


_MONTH = re.compile(rf"(?:{'|'.join(month_name[1:])}) \d")


def with_the(body: str) -> str:
    """`the Board`, `the SEND Board`; `Cabinet`, and what has its own `the`, as they are."""
    words = body.casefold().split()
    is_named = bool(words) and words[0] != "the" and words[-1] in _BODIES
    return f"the {body}" if is_named else body


_BODIES = {"board", "committee", "panel", "partnership", "group", "forum", "executive", "trust"}


def capitalised(words: str) -> str:
    """The same at the beginning of a sentence."""
    return f"{words[:1].upper()}{words[1:]}"


def listed(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = tuple(parts) or ("",)
    return f"{', '.join(most)} and {last}" if most else last


# Control characters but for tabs and line ends, and signs that turn the direction in which a text
# is read.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)


def without_steering(text: str, instead: str = "") -> str:
    """Text without the characters that steer a screen or turn a text round.

    It reads as it is written.
    """
    return _STEERING.sub(instead, text)


def lines_taken(line: str, room: int) -> int:
    """How many lines the words of one line take where so many letters stand in each.

    A word that is longer than a line goes on in the next.
    """
    if len(line) <= room:
        return 1
    lines, used = 1, 0
    for word in line.split():
        needed = len(word) + (used > 0)
        if used + needed <= room:
            used += needed
        else:
            more, rest = divmod(len(word) - 1, room)
            lines, used = lines + more + (used > 0), rest + 1
    return lines
