"""What a text that anybody may read should not hold: a small number beside a word for a child.

Nor, of a figure that is hidden, what it was, whether it rose, and how it stands to its target.
"""

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


_DATE = re.compile(
    r"\b(?:\d{1,2}[ /.-])?(?:\d{1,2}|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|"
    r"oct\w*|nov\w*|dec\w*)[ /.-](?:19|20)\d\d\b|\b(?:19|20)\d\d(?:/\d\d)?\b",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"(?<![\w.])£?\d[\d,]*(?:\.\d+)?(?: ?%)?(?!\w)"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|single|both|none|half|"
    r"third|quarter|rose|risen|rises?|rising|f[ae]ll(?:s|en|ing)?|grew|grow(?:s|n|ing)?|dropp?\w*|"
    r"increas\w*|decreas\w*|improv\w*|worse\w*|better|higher|lower|more|less|fewer|up|down|"
    r"doubl\w*|halv\w*|reduc\w*|(?:on|off|above|below|near|met|miss\w*|close to)(?: its| the)?"
    r" target|red|amber|green)\b",
    re.IGNORECASE,
)


def may_tell(what: str, said: str) -> str:
    """What is found in a text: `Overall may tell of few children: “two boys”.`."""
    return f"{what} may tell of few children: “{said}”."


IS_PRINTED = "The public edition prints it."
SAY_OTHERWISE = "Say it without the number, or so that no child can be recognised."


def telling_words(text: str) -> Iterator[str]:
    """What in a text may tell of a figure: a number that is no date, a rise, a rating."""
    for found in _TELLING.finditer(_DATE.sub(" ", text)):
        yield found[0]
