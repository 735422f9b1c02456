"""The abbreviations that the plan itself explains, like `Pupil Referral Units (PRUs)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_reports.plan.model.plan import Plan

# Words have an end: looking for one in a text without spaces would take hours.
_EXPLAINED = re.compile(r"(?<![\w'-])((?:[\w'-]{1,40},? ){2,8})\(([A-Z]{2,6})s?\)")
# Words that an abbreviation passes over.
_SMALL = {"and", "of", "the", "or", "for", "in", "to"}


def abbreviations(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Each abbreviation with its words, in the order of the alphabet."""
    return tuple(
        sorted({short: words for text in _texts(plan) for short, words in _explained(text)}.items())
    )


def _texts(plan: Plan) -> Iterator[str]:
    yield from (measure.name for measure in plan.measures)
    for milestone in plan.milestones:
        yield from (milestone.heading, milestone.name)


def _explained(text: str) -> Iterator[tuple[str, str]]:
    for match in _EXPLAINED.finditer(text):
        words = match[1].split()
        for start in range(len(words)):
            told = words[start:]
            initials = "".join(word[0] for word in told if word.strip(",").casefold() not in _SMALL)
            if initials.casefold() == match[2].casefold() and told[0].casefold() not in _SMALL:
                yield match[2], " ".join(told)
                break
