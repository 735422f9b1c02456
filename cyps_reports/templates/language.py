"""The language of the formulas in a return: small pieces that the live words are put together from.

They use no function that Excel 2007, Excel on the web and LibreOffice do not share, and none that
depends on the language a program is set to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

Cells = Mapping[str, str]
"""The address of each of a row's cells, by column key."""


def text(words: str) -> str:
    """Words as they stand in a formula."""
    return f'"{words.replace(chr(34), 2 * chr(34))}"'


def day(date_: date) -> str:
    """A date as it stands in a formula."""
    return f"DATE({date_.year},{date_.month},{date_.day})"


def any_of(conditions: Iterable[str]) -> str:
    """Where one of the conditions holds."""
    return f"OR({','.join(conditions)})"


def all_of(*conditions: str) -> str:
    """Where each of the conditions holds; all of them are worked out, so none may fail."""
    return f"AND({','.join(conditions)})"


def one_of(value: str, several: Iterable[str]) -> str:
    """Where a value is one of several words, in capitals or not."""
    return any_of(f"{value}={text(each)}" for each in several)


def first_that_holds(steps: Iterable[tuple[str, str]], otherwise: str) -> str:
    """The result of the first step whose condition holds.

    The later conditions are not looked at.
    """
    formula = otherwise
    for condition, result in reversed(tuple(steps)):
        formula = f"IF({condition},{result},{formula})"
    return formula


def replaced(value: str, *pairs: tuple[str, str]) -> str:
    """A text with each of the first texts turned into its second, one after the other.

    Both are formulas.
    """
    for old, new in pairs:
        value = f"SUBSTITUTE({value},{old},{new})"
    return value


def without(value: str, letters: Iterable[str]) -> str:
    """A text with none of these letters in it."""
    return replaced(value, *((text(letter), '""') for letter in letters))
