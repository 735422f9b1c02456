"""Years as plans write them: `2010/11`, `2010`, `Baseline July 2010`.

Told apart only by the year that stands first.
"""

from __future__ import annotations

import re

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)", re.ASCII)


def first_year_in(text: str) -> int:
    """The year that stands first in a text; 0 where none does, which is before all others."""
    found = _YEAR.search(text)
    return int(found[0]) if found else 0
