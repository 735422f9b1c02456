"""What measures are counted in.

Any words a plan uses, and what the known ones mean for typing and printing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from cyps_reports.workbooks.plain_text import as_chosen, same_words


@dataclass(frozen=True, slots=True)
class Unit:
    """What a measure is counted in.

    `name` is what the plan calls it. `before` and `after` are printed with a figure, `after_one`
    behind a 1 alone. `endings` may be typed behind a figure, in small letters and without the space
    before them. A whole unit counts what cannot be divided. `most` is what no figure reaches that
    was meant in this unit.

    What is judged has `values` in place of figures, the best first, or is a text. A value is held
    as its place, counted from the worst, so that more is better: of Outstanding, Good and
    Inadequate, Good is 2.
    """

    name: str
    before: str = ""
    after: str = ""
    after_one: str = ""
    endings: tuple[str, ...] = ()
    like: str = "a number, like 12.4"
    is_percentage: bool = False
    is_whole: bool = False
    most: Decimal | None = None
    values: tuple[str, ...] = ()
    is_text: bool = False

    PERCENT: ClassVar[Unit]
    COUNT: ClassVar[Unit]
    MONEY: ClassVar[Unit]
    DAYS: ClassVar[Unit]
    GRADE: ClassVar[Unit]
    YES_NO: ClassVar[Unit]
    TEXT: ClassVar[Unit]

    @property
    def is_money(self) -> bool:
        """Whether it is an amount, which may be below nought."""
        return self.before == POUND

    @property
    def is_ratio(self) -> bool:
        """Whether it is so many for each one, like 1:14."""
        return self.before == ONE_TO

    @property
    def is_judged(self) -> bool:
        """Whether it is a judgement in words and no figure."""
        return bool(self.values) or self.is_text

    @property
    def is_yes_or_no(self) -> bool:
        """Whether there are only these two answers, one of which is right."""
        return self.name == Unit.YES_NO.name

    def tells_by_signs(self, value: str) -> bool:
        """Whether a value differs from another by its signs alone, as A* does from A."""
        return [same_words(each) for each in self.values].count(same_words(value)) > 1

    def compared(self, words: str) -> str:
        """A value as it is compared: by its words alone, or as it is spelled where signs tell."""
        return as_spelled(words) if self.tells_by_signs(words) else same_words(words)

    def _chosen(self, words: str) -> str:
        return as_spelled(words) if self.tells_by_signs(words) else as_chosen(words)

    def place_of(self, words: str) -> Decimal | None:
        """The place of a value, however its letters are; None where it is none of the values."""
        ordered = enumerate(reversed(self.values), start=1)
        places = {self._chosen(value): at for at, value in ordered}
        place = places.get(self._chosen(words))
        return None if place is None else Decimal(place)

    def value_at(self, place: Decimal) -> str:
        """The value at a place.

        The number itself where there is no such place, as after the values were changed.
        """
        at = len(self.values) - int(place)
        return self.values[at] if 0 <= at < len(self.values) else str(place)

    def around(self, number: str) -> str:
        """A number, without its sign, as it is printed in this unit.

        `12.4 days`, `£1.285m`, `1:14`.
        """
        after = self.after_one if number == "1" and self.after_one else self.after
        return f"{self.before}{number}{after}"

    def words_after(self, shown: str) -> str:
        """The words behind a figure that is shown with them.

        "" where there is only a sign, or nothing.
        """
        words = (
            each
            for each in (self.after, self.after_one)
            if each.startswith(" ") and shown.endswith(each)
        )
        return next(words, "")

    def __str__(self) -> str:
        """What the plan calls it."""
        return self.name


POUND, ONE_TO = "£", "1:"

Unit.PERCENT = Unit("%", after="%", like="a percentage, like 78.5%", is_percentage=True)
Unit.COUNT = Unit("count", like="a number, like 150", is_whole=True)
Unit.MONEY = Unit(
    "£m", POUND, "m", endings=("m",), like="an amount in £m, like 1.285", most=Decimal(1000)
)
Unit.DAYS = Unit("days", after=" days", after_one=" day", endings=("days", "day"))

_THOUSANDS = Unit(
    "£000", POUND, "k", endings=("k",), like="an amount in thousands of pounds, like 1,285"
)
_POUNDS = Unit("£", POUND, like="an amount in pounds, like 1,285")
_SCORE = Unit("score", like="a number, like 12.4")
_RATIO = Unit("ratio", ONE_TO, like="a ratio, like 1:14")
KNOWN = (Unit.PERCENT, Unit.COUNT, Unit.MONEY, Unit.DAYS, _POUNDS, _THOUSANDS, _SCORE, _RATIO)
"""The units that mean something of their own.

Any other is the words that are printed behind the figure.
"""

Unit.GRADE = Unit("grade")
Unit.YES_NO = Unit("yes/no", like="Yes or No", values=("Yes", "No"))
Unit.TEXT = Unit("text", like="what is to be said, as words", is_text=True)
NO_IS_RIGHT = replace(Unit.YES_NO, values=("No", "Yes"))
"""The unit of a measure of yes or no that aims for No."""
JUDGED = (Unit.GRADE, Unit.YES_NO, Unit.TEXT)
"""The units of what is judged; a grade has the values that its measure gives it."""


def as_spelled(words: str) -> str:
    """A value with its signs, in small letters and with single spaces."""
    return " ".join(words.split()).lower()


def graded(values: tuple[str, ...]) -> Unit:
    """The unit of a measure that is judged with these values, the best first."""
    return replace(Unit.GRADE, values=values, like=f"one of {', '.join(values)}")


EXAMPLES = ("people", "households", "weeks", "per 10,000", "per 1,000")
"""Units in the plan's own words."""

_ALIASES = {
    "percent": Unit.PERCENT,
    "per cent": Unit.PERCENT,
    "percentage": Unit.PERCENT,
    "number": Unit.COUNT,
    "no.": Unit.COUNT,
    "no": Unit.COUNT,
    "#": Unit.COUNT,
    "£ million": Unit.MONEY,
    "£ m": Unit.MONEY,
    "£k": _THOUSANDS,
    "£ 000": _THOUSANDS,
    "£'000": _THOUSANDS,
    "£000s": _THOUSANDS,
    "1:n": _RATIO,
    "ratio 1:n": _RATIO,
    "grades": Unit.GRADE,
    "ofsted grade": Unit.GRADE,
    "yes or no": Unit.YES_NO,
    "y/n": Unit.YES_NO,
    "words": Unit.TEXT,
    "sentence": Unit.TEXT,
}
_RATE = re.compile(r"(?:rate )?(per [\d,]+.*)", re.IGNORECASE)
_OF_TIME = ("weeks", "minutes", "hours", "months", "years")
_SINGULARS = {"people": "person", "children": "child"}


def unit_named(typed: str) -> Unit | None:
    """The unit that a plan calls so; None where it says none."""
    name = " ".join(typed.split())
    known = {unit.name.casefold(): unit for unit in (*KNOWN, *JUDGED)} | _ALIASES
    if not name or name.casefold() in known:
        return known.get(name.casefold())
    if rate := _RATE.fullmatch(name):
        words = rate[1].lower()
        return Unit(name, after=f" {words}", endings=(words,), like=f"a rate {words}, like 52.3")
    one = _singular(name)
    endings = tuple(dict.fromkeys((name.casefold(), one.casefold())))
    is_whole = name.casefold() not in _OF_TIME
    like = f"a number of {name}, like {'150' if is_whole else '12.4'}"
    return Unit(
        name, after=f" {name}", after_one=f" {one}", endings=endings, like=like, is_whole=is_whole
    )


def _singular(plural: str) -> str:
    """What one of them is called, going by the last letters of the first word.

    `household`, `family`, `child`.
    """
    noun, space, rest = plural.partition(" ")
    if noun.casefold() in _SINGULARS:
        noun = _SINGULARS[noun.casefold()]
    elif noun.endswith("ies"):
        noun = f"{noun[:-3]}y"
    elif noun.endswith("s") and not noun.endswith("ss"):
        noun = noun[:-1]
    return f"{noun}{space}{rest}"
