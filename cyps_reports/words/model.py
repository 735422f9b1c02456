"""The officer's words as frozen data: where they may stand, and what was written there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cyps_reports.phrases import with_the
from cyps_reports.plan.dates.months import Month, long
from cyps_reports.plan.model.plan import Plan

OVERALL = "words:overall"
"""The tag of the place for the month as a whole."""

LAST_WORDS = "Last month's words", "The last report's words"
"""How what was written for the report before is introduced: of a month, else of another period."""

BULLET = "• "
"""What a paragraph of a list begins with."""

# Word takes no longer tag or name of a control.
_LONGEST_TAG, _TAG_KEPT = 64, 50
_LONGEST_LAST = 300


@dataclass(frozen=True, slots=True)
class Place:
    """A place to write in the report: its tag, what stands over it, and what is asked for.

    `about` is what a reader needs beside the label: the name of a measure. `prompt` stands in the
    place until somebody writes there.
    """

    tag: str
    label: str
    prompt: str
    about: str = ""

    @property
    def name(self) -> str:
        """What the control is called; programs that drop its tag keep that."""
        return self.label[:_LONGEST_TAG].rstrip()

    @property
    def title(self) -> str:
        """What stands over the place."""
        return f"{self.label}: {self.about}" if self.about else self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSaid:
    """A figure of a measure that stood in the words, as it was typed: its value when written.

    `what` is `actual`, `target` or `outturn`.
    """

    ref: str
    component: str
    what: str
    figure: Decimal
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was written in a place: its paragraphs, when they were saved, the figures in them.

    `written` is None where the file does not say.
    """

    place: str
    written: date | None = None
    paragraphs: tuple[str, ...] = ()
    figures: tuple[FigureSaid, ...] = ()

    @property
    def text(self) -> str:
        """All of it, on one line."""
        return " ".join(self.paragraphs)


@dataclass(frozen=True)
class Words:
    """What was written for a month, by the tag of its place.

    `instead_of` is what the Word report said in a place when other words were written elsewhere
    than in it: while it says the same, those count.
    """

    month: Month
    said: Mapping[str, Said] = field(default_factory=dict)
    instead_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def paragraphs(self, tag: str) -> tuple[str, ...]:
        """What was written in a place; none where nothing was."""
        said = self.said.get(tag)
        return said.paragraphs if said else ()


@dataclass(frozen=True)
class ReportWords:
    """The words of a month's report, and those of the report before it."""

    now: Words
    before: Words | None = None
    is_monthly: bool = True

    def last(self, tag: str) -> str:
        """What was written in a place for the report before, in short; "" where nothing was."""
        said = self.before.said.get(tag) if self.before else None
        if said is None:
            return ""
        when = f" ({long(said.written)})" if said.written else ""
        text = said.text
        short = text if len(text) <= _LONGEST_LAST else f"{text[:_LONGEST_LAST].rstrip()}…"
        return f"{LAST_WORDS[0] if self.is_monthly else LAST_WORDS[1]}{when}: “{short}”"


def overall_place(plan: Plan) -> Place:
    """The place for the month as a whole."""
    body = with_the(plan.vocabulary.body_word)
    return Place(
        OVERALL,
        "Overall commentary",
        _prompt(f"what {body} should know of the plan as a whole"),
    )


def priority_place(plan: Plan, code: str) -> Place:
    """The place for a priority."""
    called = plan.vocabulary.priority_called(code)
    return Place(_tag("priority", code), f"Commentary on {called}", _prompt(f"about {called}"))


def measure_place(ref: str, name: str) -> Place:
    """The place for a measure, with all its components."""
    asked = _prompt(f"about {ref}")
    return Place(_tag("measure", ref), f"Commentary on {ref}", asked, name)


def places_of(plan: Plan) -> tuple[Place, ...]:
    """Every place that a report of the plan may have."""
    return tuple(_places(plan))


def _places(plan: Plan) -> Iterator[Place]:
    yield overall_place(plan)
    yield from (priority_place(plan, each.code) for each in plan.priorities)
    names = {measure.ref: measure.name for measure in reversed(plan.measures)}
    yield from (measure_place(ref, name) for ref, name in names.items())


_PROMPT_BEGINS, _PROMPT_ENDS = (
    "Click here to write",
    "What you write is kept; an empty place is not emailed.",
)
PROMPT = re.compile(f"{_PROMPT_BEGINS}.{{1,300}}?{re.escape(_PROMPT_ENDS)}")
"""What stands in an empty place."""
WORDS_OWN_PROMPT = re.compile(r"\s*Click (or tap )?here to enter text\.?\s*")
"""What Word puts into a place that was emptied."""


def _prompt(what: str) -> str:
    return f"{_PROMPT_BEGINS} {what}. {_PROMPT_ENDS}"


def _tag(kind: str, key: str) -> str:
    """The same place has the same tag in every month."""
    tag = f"words:{kind}:{key}"
    if len(tag) <= _LONGEST_TAG:
        return tag
    check_sum = hashlib.sha256(tag.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{tag[:_TAG_KEPT]}#{check_sum}"
