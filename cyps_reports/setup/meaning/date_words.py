"""The words and figures that are a date in a document, as patterns, and what is between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_YEAR = r"\d{4}(?:[/-]\d{2,4})?"
_BEFORE = r"(?:(?:by |at )?(?:the )?end (?:of )?(?:the )?|by )?"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?"
_DAY = (
    r"\d{1,2}(?P<sign>[/.-])\d{1,2}(?P=sign)\d{2,4}|\d{4}-\d{2}-\d{2}"
    rf"|{_WEEKDAY}\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ /-]{MONTH}\.?,?[ /-](?:\d{{4}}|\d{{2}})"
)
_PERIOD = (
    rf"{MONTH}\.?,?[ -](?:{_YEAR}|'?\d\d\b)|(?:Q|Quarter ?)[1-4](?:,? {_YEAR})?"
    rf"|(?:autumn|spring|summer) term(?:,? {_YEAR})?"
)
RECURRING = (
    r"monthly|quarterly|termly|half[- ]yearly|(?:six|6)[- ]monthly|twice a year"
    r"|annual(?:ly)?|yearly|(?:every|each) (?:month|quarter|term|year)|on-?going|continuous(?:ly)?"
)
_DONE = r"completed? ?(?:&|and) ?ongoing|completed?|done|achieved"
DATE = re.compile(
    rf"(?<![\w/])(?P<before>{_BEFORE})(?:(?P<day>{_DAY})|(?P<period>{_PERIOD})"
    rf"|(?P<recurs>{RECURRING})|(?P<done>{_DONE}))(?![\w/])",
    re.IGNORECASE,
)
"""A date in a text, or how often something recurs, or that it is done: groups tell which."""


def between(line: str, dates: Sequence[re.Match[str]]) -> list[str]:
    """What stands in a line before, between and behind its dates: one text more than these."""
    ends = [0, *(each.end() for each in dates)]
    starts = [*(each.start() for each in dates), len(line)]
    return [line[end:start] for end, start in zip(ends, starts, strict=True)]
