"""Formulas whose stored result may be none.

Those that only repeat another cell, and those nobody calculated.
"""

from __future__ import annotations

import re

_SHEET = r"(?:'(?:[^']|'')+'|[^'!()+*/^&<>=,;:{}\" -]+)!"
_PLACE = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}|[A-Z_\\][\w.\\]*(?:\[[^()]*\])?"
_LINK = re.compile(
    rf"\s*=?\s*\+?\s*\(?\s*(?:{_SHEET})?(?:{_PLACE})(?::(?:{_PLACE}))?\s*\)?\s*", re.IGNORECASE
)
_OPEN_DOCUMENT_LINK = re.compile(r"\s*(?:of:|oooc:)?=?\s*\+?\s*\(?\[[^\[\]]+\]\)?\s*")

_NAMES = (
    "INDEX VLOOKUP HLOOKUP LOOKUP XLOOKUP OFFSET INDIRECT CHOOSE TRANSPOSE SINGLE ANCHORARRAY"
    " FILTER SORT SORTBY UNIQUE TAKE DROP EXPAND CHOOSECOLS CHOOSEROWS TOCOL TOROW WRAPCOLS"
    " WRAPROWS HSTACK VSTACK"
)
LOOKING_UP = frozenset(_NAMES.split())
"""The functions that show a cell found elsewhere, or some, and 0 where one is empty."""
_PASSING_ON = ("IFERROR", "IFNA", "ROUND", "ROUNDUP", "ROUNDDOWN", "INT", "N", "VALUE")
"""The functions that show what stands first in their brackets."""
_CALL = re.compile(
    r"\s*(?:of:|oooc:)?=?\s*\+?\s*(?:_xlfn\.(?:_xlws\.)?|com\.microsoft\.)?([A-Z]+)\((.*)\)\s*",
    re.IGNORECASE | re.DOTALL,
)
_SCALED = re.compile(r"(.+?)(?:\s*[*/]\s*[0-9]+(?:\.[0-9]+)?|\s*%)\s*", re.DOTALL)
# What stands in quotation marks, or is one letter of the rest.
_LETTERS = re.compile(r"""\"[^\"]*\"|'[^']*'|.""", re.DOTALL)


def is_bare_link(formula: str) -> bool:
    """Whether a formula is nothing but a reference, or one that is looked up.

    `=B7`, `+'Our data'!$B$7`, `=[1]Data!B7`, `=Total`, `of:=[.B7]`, `=VLOOKUP("A7",Data!A:C,3,0)`;
    also rounded, or in another unit, as in `=ROUND(B7*100,1)`.
    """
    return len(formula) <= _LONGEST and _repeats(formula, _DEEPEST)


_LONGEST, _DEEPEST = 1000, 5


def _repeats(formula: str, deep: int) -> bool:
    if _LINK.fullmatch(formula) or _OPEN_DOCUMENT_LINK.fullmatch(formula):
        return True
    if deep and (scaled := _SCALED.fullmatch(formula)) and _repeats(scaled[1], deep - 1):
        return True
    call = _CALL.fullmatch(formula)
    first = _first_in_brackets(call[2]) if call else None
    if not call or first is None:
        return False
    name = call[1].upper()
    return name in LOOKING_UP or (name in _PASSING_ON and deep > 0 and _repeats(first, deep - 1))


def _first_in_brackets(inside: str) -> str | None:
    """The first of what a function takes; None where its brackets end before the last one."""
    depth, first, is_first = 0, "", True
    for letter in _LETTERS.findall(inside):
        depth += (letter in "({[") - (letter in ")}]")
        if depth < 0:
            return None
        is_first = is_first and not (depth == 0 and letter in ",;")
        first += letter * is_first
    return first


def is_of_today(formula: str) -> bool:
    """Whether a formula goes by the day on which it is calculated: `=TODAY()`, `=INT(NOW())`."""
    # To look for a name is quick; to look for a call of it through a long formula of ours is not.
    upper = formula.upper()
    return ("TODAY" in upper or "NOW" in upper) and _OF_TODAY.search(formula) is not None


_OF_TODAY = re.compile(r"(?<![\w.])(?:TODAY|NOW)\s*\(", re.IGNORECASE)


def is_nought(value: object) -> bool:
    """Whether a cell's value is the number 0."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value == 0


def is_linked_nought(value: object, formula: str) -> bool:
    """Whether the result of a formula may be no figure.

    0, and the formula only repeats another cell.
    """
    return is_nought(value) and is_bare_link(formula)
