"""Reads the officer's words back out of a Word report.

By the content controls; where a program dropped them, by the titles of the places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from cyps_reports.plan.model.plan import Plan
from cyps_reports.words.document import Block, WordDocument, fingerprint, texts_of
from cyps_reports.words.model import (
    BULLET,
    LAST_WORDS,
    PROMPT,
    WORDS_OWN_PROMPT,
    Place,
    places_of,
)

_TAGGED = "words:"
_MOST_LETTERS = 50_000
"""Of the words in one place: some twenty pages."""


@dataclass(frozen=True)
class Harvest:
    """What was read out of a report.

    `words` are the paragraphs by the tag of their place, none for a place that is empty.
    `elsewhere` are texts that neither the program wrote nor stand in a place; empty where it is not
    known what the program wrote. `beyond` are titles of places that hold pictures or tables, of
    which only the text was taken, or more text than a place may.
    """

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    saved: date | None = None


class _Known:
    """What the program wrote, and the places of the plan by what they are found by."""

    def __init__(self, plan: Plan, written: Collection[str]) -> None:
        self.written = frozenset(written)
        self.places = places_of(plan)
        self.by_name: dict[str, Place] = {}
        for place in self.places:
            names = (place.tag, place.name, place.label, place.title)
            self.by_name |= dict.fromkeys(names, place)

    def place(self, name: str) -> str:
        """The tag of the place that a control is of; also one that the plan no longer has."""
        found = self.by_name.get(name)
        return found.tag if found else name if name.startswith(_TAGGED) else ""

    def titled(self, text: str) -> str:
        """The tag of the place whose title a paragraph is.

        A measure may be called otherwise now.
        """
        found = self.by_name.get(text) or self.by_name.get(text.partition(": ")[0])
        return found.tag if found else ""

    def is_written(self, text: str) -> bool:
        """Whether the program wrote a text."""
        return fingerprint(text) in self.written

    def bare(self, text: str) -> str:
        """A text without the prompt that it was typed beside."""
        is_last = text.startswith(LAST_WORDS) and self.is_written(text)
        is_prompt = WORDS_OWN_PROMPT.fullmatch(text)
        return "" if is_prompt or is_last else PROMPT.sub("", text).strip()


def harvest(document: WordDocument, plan: Plan, written: Collection[str]) -> Harvest:
    """The words in a report; `written` are the fingerprints of all that the program wrote in it."""
    known = _Known(plan, written)
    words: dict[str, list[str]] = {}
    elsewhere: list[str] = []
    beyond: list[str] = []
    letters: Counter[str] = Counter()
    here = ""
    for block in document.blocks:
        here, is_title = _where(block, here, known)
        if here and not is_title:
            said = _said(block, known)
            letters[here] += sum(map(len, said))
            is_full = letters[here] > _MOST_LETTERS
            words.setdefault(here, []).extend(() if is_full else said)
            if block.holds_more or is_full:
                beyond.append(here)
        elif known.written and not is_title:
            elsewhere += _typed(block, known)
        elif is_title and known.written:
            words.setdefault(here, [])
    titles = {place.tag: place.label for place in known.places}
    return Harvest(
        {tag: tuple(said) for tag, said in words.items()},
        tuple(dict.fromkeys(elsewhere)),
        tuple(titles.get(tag, tag) for tag in dict.fromkeys(beyond)),
        document.saved,
    )


def _where(block: Block, before: str, known: _Known) -> tuple[str, bool]:
    """The place that a block stands in, "" for none; and whether it is the title of the place.

    Some programs keep a control about its first paragraph only: what follows until something that
    the program wrote still belongs to the place.
    """
    if block.place and (inside := known.place(block.place)):
        return inside, False
    if block.cells is not None or block.is_heading:
        return "", False
    if titled := known.titled(block.text):
        return titled, True
    if not before or not known.written:
        return "", False
    is_prompt = not known.bare(block.text)
    goes_on = not block.text or is_prompt or not known.is_written(block.text)
    return (before if goes_on and not block.ends_section else ""), False


def _said(block: Block, known: _Known) -> list[str]:
    texts = block.cells if block.cells is not None else (block.text,)
    bare = [text for each in texts if (text := known.bare(each))]
    is_listed = block.is_listed and block.cells is None
    return [f"{BULLET}{text}" for text in bare] if is_listed else bare


def _typed(block: Block, known: _Known) -> list[str]:
    """The texts of a block that the program did not write."""
    if block.cells is None and block.is_heading and block.text[-1:].isdigit():
        # Word adds the numbers of pages to a list of contents.
        return []
    texts = block.cells if block.cells is not None else (block.text,)
    return [each for each in texts if known.bare(each) and not known.is_written(each)]


def fingerprints(blocks: Iterable[Block], plan: Plan) -> frozenset[str]:
    """The fingerprints of all that the program wrote in a report, but for the words in it."""
    known = _Known(plan, ())
    return frozenset(fingerprint(text) for block in blocks for text in _written_in(block, known))


def _written_in(block: Block, known: _Known) -> tuple[str, ...]:
    """The texts of a block that the program wrote: in a place, the prompts."""
    is_prompt = PROMPT.fullmatch(block.text) or block.text.startswith(LAST_WORDS)
    is_written = is_prompt or not known.place(block.place)
    return texts_of(block) if is_written else ()
