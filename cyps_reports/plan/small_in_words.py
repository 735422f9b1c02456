"""Small numbers beside a word for a child, which a text that anybody may read should not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FIGURE = r"(?<![\d.,/£-])[1-5](?![\d.,/:]*\d|\s*(?:%|per ?cent))"
_NUMBER = rf"(?:{_FIGURE}|one|two|three|four|five)"
_CHILD = (
    r"(?:child(?:ren)?|pupils?|students?|boys?|girls?|bab(?:y|ies)|siblings?|teenagers?|infants?|"
    r"toddlers?|adolescents?|youths?|young (?:people|person|wom[ae]n|m[ae]n)|care leavers?|"
    r"(?:son|daughter|brother|sister)s?)"
)
_WORDS_BETWEEN = r"\W+(?:[\w’'-]+\W+){0,3}?"
_BESIDE = re.compile(
    rf"\b(?:{_NUMBER}|single)\b{_WORDS_BETWEEN}{_CHILD}\b"
    rf"|\b{_CHILD}\b[^\w.;]+(?:\w+\W+)??{_NUMBER}\b",
    re.IGNORECASE,
)


def small_numbers_said(text: str) -> Iterator[str]:
    """Each place in a text where a small number stands beside a word for a child, as it stands."""
    for found in _BESIDE.finditer(text):
        yield " ".join(found[0].split())
