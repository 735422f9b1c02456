"""The unit that the words of a document say: with a figure, in a measure's name, in a heading."""

from __future__ import annotations

import re

from cyps_reports.plan.model.units import Unit
from cyps_reports.setup.meaning.made_cells import LONGEST_SHORT

BOUND = re.compile(
    r"(?:at (?:least|most)|(?:a )?m(?:in|ax)imum(?: of)?|no (?:less|more|fewer) than|between|from"
    r"|not (?:less|more) than|under|over|below|above|up to|(?:less|more|fewer) than)",
    re.I,
)
"""What stands before a figure that is the end of a range."""

_SAID = (
    (re.compile(r"\d\s?%|\d\s?per ?cent\b", re.I), "%"),
    (re.compile(r"£\s?[\d,.]+\s?(?:mn?|million)\b", re.I), "£m"),
    (re.compile(r"£\s?[\d,.]*\d(?:\s?k|\s000s?|,?000s)\b", re.I), "£000"),
    (re.compile(r"£\s?\d"), "£"),
    (re.compile(r"(?<!\d)1\s?:\s?\d"), "ratio"),
)
_WORDS = re.compile(r"[\d.,]+\s?(?P<words>per [\d,]+.*|[A-Za-z][A-Za-z' -]*)")
_OR_MORE = re.compile(r"\b(?:or|and) (?:more|fewer|less|above|below|over|under)$", re.IGNORECASE)
_NO_UNIT = {*("to", "and", "or", "of", "more")}
_NO_UNIT |= {"pp", "ppt", "ppts", "pc", "pct"}
_NO_UNIT |= {"approx", "approximately", "or so", "est"}
# How many of something, and not what.
_NO_UNIT |= {"k", "m", "mn", "bn", "dozen", "hundred", "thousand", "million", "billion"}
_ORDINAL = re.compile(r"(?:st|nd|rd|th|ish)\b", re.IGNORECASE)


def unit_said(text: str) -> str:
    """The unit that a figure is written with, as the plan workbook calls it; else ""."""
    if len(text) > LONGEST_SHORT:
        return ""
    for pattern, unit in _SAID:
        if pattern.search(text):
            return unit
    if text.strip().casefold() in ("yes", "no"):
        return Unit.YES_NO.name
    bound = BOUND.match(text.strip())
    bare = text.strip()[bound.end() :].strip() if bound else text.strip()
    match = _WORDS.fullmatch(_OR_MORE.sub("", bare.split(" to ")[-1]).strip())
    words = match["words"].strip() if match else ""
    return "" if words.casefold() in _NO_UNIT or _ORDINAL.match(words) else words


_NAMED = (
    (re.compile(r"%|\bper ?cent(?:age)?\b(?! points)|\bproportion of\b", re.I), "%"),
    (re.compile(r"£\s?m\b|£ ?million", re.I), "£m"),
    (re.compile(r"£\s?'?000|£\s?k\b", re.I), "£000"),
    (re.compile(r"\((?:in )?£\)", re.I), "£"),
    (re.compile(r"\bper 1,?000\b|\bper 1k\b", re.I), "per 1,000"),
    (re.compile(r"\bper 10,?000\b|\bper 10k\b", re.I), "per 10,000"),
    (re.compile(r"\bper 100,?000\b|\bper 100k\b", re.I), "per 100,000"),
    (re.compile(r"\((?:in )?(?P<rate>days|weeks|months|years|hours|minutes|people)\)", re.I), ""),
    (
        re.compile(
            r"\b(?:average|mean|median)(?: (?:number|no\.?) of)?(?: (?:working|calendar|school))?"
            r" (?P<rate>days|weeks|months|years|hours|minutes)\b",
            re.I,
        ),
        "",
    ),
    (
        re.compile(r"^(?:the )?(?:total )?(?:number|no\.|count) of\b|\(number\)|\(no\.?\)", re.I),
        "count",
    ),
)


def unit_named_in(words: str) -> str:
    """The unit that a measure's name or a heading says; "" where it says none."""
    for pattern, unit in _NAMED:
        if match := pattern.search(words):
            return unit or match["rate"]
    return ""


def looks_like_figure(text: str) -> bool:
    """Whether a text is meant as a figure, and not as words for what there is none of."""
    return re.match(rf"(?:\W*{BOUND.pattern} ?)?\W*\d", text.strip(), re.IGNORECASE) is not None


def is_whole_bare(text: str) -> bool:
    """Whether a figure is a whole number that is written with nothing else."""
    return re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d+", text.strip()) is not None
