"""References and codes of a plan.

How they are put together, and when two writings are of the same one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from unicodedata import normalize

from cyps_reports.phrases import plural, without_steering
from cyps_reports.workbooks.plain_text import same_words

LONGEST_CODE = 40
"""In characters. A longer code is a title."""


@lru_cache(maxsize=4096)
def reference_of(code: str, number: int | None) -> str:
    """What a row is called that has no reference of its own: `A12`.

    It is `SP1.2` where the code ends in a figure, and `Safeguarding 3` where it is a word.
    """
    return code if number is None else f"{code}{_between(code)}{number}"


def _between(code: str) -> str:
    if code[-1:].isdigit():
        return "."
    return " " if len(code) > _LONGEST_LETTERS else ""


_LONGEST_LETTERS = 3
"""Longer codes are words."""


def same_reference(typed: str) -> str:
    """What all writings of a reference or a code have in common.

    Neither spaces nor capitals tell two apart.
    """
    return "".join(normalize("NFKC", typed).split()).casefold()


RowKey = tuple[str, str]
"""Reference and component of a measure, as all writings of them have them in common."""


def row_key(ref: str, component: str) -> RowKey:
    """What all writings of a measure's reference and component have in common."""
    return same_reference(ref), same_words(component)


def names_reference(text: str, ref: str) -> bool:
    """Whether a text has a reference in it, however that is written.

    `A14` does not stand in `A145`.
    """
    spaced = r"\s*".join(map(re.escape, same_reference(ref)))
    return (
        bool(spaced)
        and re.search(rf"(?<!\w){spaced}(?!\w)", normalize("NFKC", text).casefold()) is not None
    )


def codes_named(text: str, codes: Iterable[str], word: str) -> frozenset[str]:
    """The codes that a text names: `A`, `Priority 1`, or several as in `A and B`.

    None where it names no code alone.

    The text may also be one code with these signs or words in it. `word` is what the plan calls a
    priority.
    """
    known = {same_reference(code): code for code in codes}
    bare = re.compile(
        rf"\s*(?:priorit(?:y|ies)|{re.escape(word)}|{re.escape(plural(word))})\s+", re.IGNORECASE
    )
    if whole := _code_in(text, known, bare):
        return frozenset((whole,))
    return frozenset(_code_in(part, known, bare) for part in _BETWEEN.split(text)) - {""}


_BETWEEN = re.compile(r"\s+and\s+|[,;&+/]", re.IGNORECASE)


def _code_in(text: str, known: Mapping[str, str], word: re.Pattern[str]) -> str:
    """The code that a text is, with or without the word for a priority before it.

    "" where it is none.
    """
    return (
        known.get(same_reference(text))
        or known.get(same_reference(word.sub("", text, count=1)))
        or ""
    )


def what_is_wrong_with(code: str) -> str:
    """Why a text cannot be a priority's code, as the end of a sentence; "" where it can."""
    if not code:
        return "is missing"
    if len(code) > LONGEST_CODE:
        return f"is longer than {LONGEST_CODE} characters"
    return "" if without_steering(code) == code else "holds characters that cannot be seen"
