"""When a line has dates in it and does not say plainly what is due on them: spans, part dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from cyps_reports.setup.meaning.date_words import MONTH, between

_PART_OF_DATE = re.compile(
    rf"\b{MONTH}\b|\b20\d\d\b|\b\d\d?[/.]\d\d?\b|\b\d{{1,2}}(?:st|nd|rd|th)\b|\d\s*$"
)
"""What is left beside the dates of a line, and is part of another."""
_NOT_AS_OFTEN = re.compile(
    r"(?:\b(?:bi|semi|half|twice|two|three|four|six|other|second|alternate|not)|\d|[/-])[\s-]*$"
    r"|\b(?:daily|weekly|fortnightly)\b",
    re.IGNORECASE,
)
_DASH_ALONE = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_VAGUE = {
    *("tbc", "tbd", "mid", "early", "late", "approx", "approximately", "circa", "c", "about", "~"),
    *("start", "starts", "starting", "begin", "begins", "beginning", "commencing", "w/c"),
    *("week commencing", "not before", "after", "before", "to be confirmed", "review"),
    *("not", "not on", "not in", "never", "missed", "cancelled", "unless", "if"),
}
_RELATIVE = re.compile(
    r"\b(?:start|beginning|middle|first half|second half|week|rest|course) of(?: the)?$"
    r"|\b(?:originally|original|now|formerly|previously|extended|moved|slipped|postponed)\b"
    r"|\b\d+ (?:working )?(?:days?|weeks?|months?)\b",
    re.IGNORECASE,
)
"""Words beside a date that make it another, or one of two."""
_AS_USUAL = re.compile(
    r"(?:no|not) later than|at (?:the )?latest|latest|due|deadline|date|\*+", re.IGNORECASE
)


def is_unclear(line: str, tokens: Sequence[re.Match[str]], labels: Iterable[str]) -> bool:
    """Whether somebody has to say what these dates of a line mean; `labels` are its other words."""
    said = [label.casefold() for label in labels]
    is_vague = any(label in _VAGUE or label.split()[:1] == ["and"] for label in said)
    is_vague = is_vague or any(map(_RELATIVE.search, said))
    are_mixed = any(each["done"] for each in tokens) and len(tokens) > 1
    return is_vague or are_mixed or _has_part(line, tokens) or _is_span(line, tokens)


def without_usual(label: str) -> str:
    """A label without what only says that it is a deadline: `no later than`, a mark."""
    return "" if _AS_USUAL.fullmatch(label) else label


def _has_part(line: str, tokens: Sequence[re.Match[str]]) -> bool:
    """Whether a part of a date, or of how often, stands beside the dates."""
    for match in tokens:
        if match["recurs"] and _NOT_AS_OFTEN.search(line[: match.start()]):
            return True
    before, *others = between(line, tokens)
    if not any(each["day"] or each["period"] for each in tokens):
        return any(re.search(rf"\b{MONTH}\b", each) for each in (before, *others))
    if re.search(r"\d,? (?:and|&|or) $", before):
        return True
    is_numbered = any(each.lstrip()[:1].isdigit() for each in others)
    return is_numbered or any(_PART_OF_DATE.search(each) for each in (before, *others))


def _is_span(line: str, tokens: Sequence[re.Match[str]]) -> bool:
    """Whether two dates are the ends of a time."""
    pairs = (line[one.end() : other.start()] for one, other in pairwise(tokens))
    return any(_DASH_ALONE.fullmatch(each) for each in pairs)
