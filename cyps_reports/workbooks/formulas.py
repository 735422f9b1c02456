"""Formulas whose stored result may be none.

Those that only repeat another cell, and those nobody calculated.
"""

from __future__ import annotations

import re

_SHEET = r"(?:'(?:[^']|'')+'|[^'!()+*/^&<>=,;:{}\" -]+)!"
_PLACE = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}|[A-Z_\\][\w.\\]*(?:\[[^()]*\])?"
_LINK = re.compile(rf"\s*=?\s*\+?\s*\(?\s*(?:{_SHEET})?(?:{_PLACE})\s*\)?\s*", re.IGNORECASE)
_OPEN_DOCUMENT_LINK = re.compile(r"\s*(?:of:|oooc:)?=\s*\+?\s*\(?\[[^\[\]]+\]\)?\s*")


def is_bare_link(formula: str) -> bool:
    """Whether a formula is nothing but a reference.

    `=B7`, `+'Our data'!$B$7`, `=[1]Data!B7`, `=Total`, `of:=[.B7]`.
    """
    return len(formula) <= _LONGEST and bool(
        _LINK.fullmatch(formula) or _OPEN_DOCUMENT_LINK.fullmatch(formula)
    )


_LONGEST = 1000


def is_nought(value: object) -> bool:
    """Whether a cell's value is the number 0."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value == 0


def is_linked_nought(value: object, formula: str) -> bool:
    """Whether the result of a formula may be no figure.

    0, and the formula only repeats another cell.
    """
    return is_nought(value) and is_bare_link(formula)
