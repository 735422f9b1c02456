"""Years as plans write them: `2010/11`, `2010`, `Baseline July 2010`.

Told apart only by the year that stands first.
"""

from __future__ import annotations

import re
from datetime import date

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)", re.ASCII)


def first_year_in(text: str) -> int:
    """The year that stands first in a text; 0 where none does, which is before all others."""
    found = _YEAR.search(text)
    return int(found[0]) if found else 0


def year_called(starts: date, ends: date) -> str:
    """What a plan's time is called: `2026`, `2026/27`, or `2026 to 2029`."""
    first, last = starts.year, ends.year
    if first == last:
        return f"{first}"
    return f"{first}/{last % 100:02d}" if last == first + 1 else f"{first} to {last}"
