"""Formulas that only repeat another cell: where that cell is empty, they show 0."""

from __future__ import annotations

import re

_SHEET = r"(?:'(?:[^']|'')+'|[^'!()+*/^&<>=,;:{}\" -]+)!"
_PLACE = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}|[A-Z_\\][\w.\\]*(?:\[[^()]*\])?"
_LINK = re.compile(rf"\s*=?\s*\+?\s*\(?\s*(?:{_SHEET})?(?:{_PLACE})\s*\)?\s*", re.IGNORECASE)
_OPEN_DOCUMENT_LINK = re.compile(r"\s*(?:of:|oooc:)?=\s*\+?\s*\(?\[[^\[\]]+\]\)?\s*")


def is_bare_link(formula: str) -> bool:
    """Whether a formula is nothing but a reference: `=B7`, `+'Our data'!$B$7`, `=[1]Data!B7`, `=Total`, `of:=[.B7]`."""
    return len(formula) <= _LONGEST and bool(_LINK.fullmatch(formula) or _OPEN_DOCUMENT_LINK.fullmatch(formula))


_LONGEST = 1000
