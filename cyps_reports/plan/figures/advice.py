"""What a text that is no figure may have been meant as: never more than stands in it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from cyps_reports.plan.dates.months import DAY_ZERO, long
from cyps_reports.workbooks.plain_text import marks_in

_HEDGES = (
    "approx approximately about around roughly circa est estimate estimated prov "
    "provisional provisionally final"
)
_LEAVING = frozenset(_HEDGES.split())
"""What may be said of a figure and leaves it as it is."""
_AMONG_WORDS = re.compile(
    r"(?P<before>[a-z]+ )?(?P<figure>[£+\-−\d.][^\sA-Za-z]*m?)(?P<after>(?: [a-z]+| \([a-z ]+\))*)",
    re.ASCII | re.IGNORECASE,
)
_CHANGES = (
    "k m mn bn thousand thousands hundred hundreds million millions billion dozen half pence "
    "pounds per percent cr dr pc pct"
    " percentage point points pp of out or to and plus minus less more fewer under over below "
    "above than at least most"
    " up down not no was last previous working days day weeks week months month years year hours "
    "minutes"
)
CHANGING = frozenset(_CHANGES.split())
"""Words behind a figure that make another figure of it, or another unit."""


def figure_among_words(text: str, *, is_count: bool) -> str:
    """The figure in a text that is that figure and words which leave it as it is.

    "" where it is anything else.

    `approx 84` and `84% (provisional)` are, and of a count `84 pupils`; `84 thousand`, `under 84`
    and `c. 84` are not.
    """
    match = _AMONG_WORDS.fullmatch(" ".join(text.split()))
    if not match or match["figure"] == match[0]:
        return ""
    before, after = (
        set(re.findall("[a-z]+", (match[side] or "").casefold())) for side in ("before", "after")
    )
    says_its_unit = is_count or match["figure"].endswith(("%", "m"))
    leaves_it = not after & CHANGING if says_its_unit else after <= _LEAVING
    return match["figure"] if before <= _LEAVING and leaves_it else ""


def without_marks(text: str, raised: str) -> str:
    """A text without the marks of footnotes in it; "" where what is left is not plain.

    `raised` is what stands raised in the text, which a footnote's mark does at the end.
    """
    text, raised, marks = text.strip(), raised.strip(), marks_in(text)
    is_fraction = any(unicodedata.decomposition(mark).startswith("<fraction>") for mark in marks)
    parts = (
        re.split(f"[{re.escape(marks)}]+", text.removesuffix(raised))
        if marks
        else [text.removesuffix(raised)]
    )
    # Between two digits, a mark parts two figures.
    joins_figures = any(
        before[-1:].isdigit() and after[:1].isdigit() for before, after in pairwise(parts)
    )
    return (
        "" if is_fraction or joins_figures or not text.endswith(raised) else "".join(parts).strip()
    )


# The days of this century, counted as spreadsheets do.
FIRST_DAY_NUMBER, LAST_DAY_NUMBER = (
    (date(2000, 1, 1) - DAY_ZERO).days,
    (date(2099, 12, 31) - DAY_ZERO).days,
)


def as_day_number(figure: Decimal) -> str:
    """What is to be said of a figure that is a day's number to a spreadsheet.

    "" where it is none of this century.
    """
    if figure != figure.to_integral_value() or not FIRST_DAY_NUMBER <= figure <= LAST_DAY_NUMBER:
        return ""
    day = DAY_ZERO + timedelta(days=int(figure))
    fraction = f"{day.day}/{day.month}"
    return (
        f"{int(figure):,} is how a spreadsheet stores {long(day)}, which it makes of a "
        f"fraction like {fraction}."
    )
