"""How a return itself reads what is typed into it.

Hidden columns, in step with what the program reads.

The live words rest on these columns and never on the cells that people fill in. The last column of
each answer holds a date, a figure or a word, `NOTHING` for an empty cell, and `UNREAD` for what the
program refuses too, in every form of plan/dates/reading.py and plan/figures/reading.py. A test
types these forms and compares. What a formula cannot see stays for the program alone: letters that
are struck through or raised, and the number format of a cell that was pasted over.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from cyps_reports.returns import layout
from cyps_reports.returns.model import OWN_RATING
from cyps_reports.returns.says_nothing import MARKS, WORDS
from cyps_reports.templates.language import (
    Cells,
    all_of,
    any_of,
    first_that_holds,
    replaced,
    text,
    without,
)
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.plain_text import DOUBTS, same_words

UNREAD = "?"
"""What stands for an answer that cannot be read."""
NOTHING = "|"
"""What stands for an empty cell, and is never typed.

A formula with no result would look like one never calculated.
"""
GIVEN = "yes"
"""What stands for a text that says anything."""
SAYS_NOTHING = "Says_nothing"
"""The name under which a return keeps the words that say nothing: each between two strokes."""
DIGITS = text("0123456789")

_BREAKS = ("CHAR(9)", "CHAR(10)", "CHAR(13)")
_SPACES = "\u00a0\u2007\u2009\u202f\u3000"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

_ENOUGH = 99
"""So much of a text tells whether it says anything."""
_LONGEST_TEXT = 255
"""A formula's longest text, in letters."""
_DATE_STEPS = ("raw", "typed", "plain", "parts", "day", "month", "number", "read")
_FIGURE_STEPS = ("raw", "typed", "bare", "signed", "number", "whole", "fraction", "value", "read")
_STEPS = {
    **dict.fromkeys(layout.DATES, _DATE_STEPS),
    "actual": _FIGURE_STEPS,
    **dict.fromkeys(("data_status", "status", OWN_RATING), ("raw", "bare", "read")),
    **dict.fromkeys(layout.FOR_READERS, ("raw", "bare", "read")),
}


def step(key: str, name: str = "read") -> str:
    """The key of the column that holds a step in reading an answer."""
    return f"{key}_{name}"


def reading_columns(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns that read the answers of some columns, each step right of those it rests on."""
    return tuple(
        Column(step(column.key, name), layout.step_heading(column.heading, name), 8)
        for column in columns
        for name in _STEPS.get(column.key, ())
    )


def is_blank(read: str) -> str:
    """Where the cell that was read is empty."""
    return f"{read}={text(NOTHING)}"


def raw(cell: str) -> str:
    """The text of a cell with ordinary spaces alone, without what nobody sees.

    `NOTHING` stands for a line break, and first.
    """
    spaces = ((text(each), '" "') for each in _SPACES)
    breaks = ((each, text(NOTHING)) for each in _BREAKS)
    plain = without(replaced(cell, (text(NOTHING), text(UNREAD)), *breaks, *spaces), _INVISIBLE)
    return f"=IF(ISERROR({cell}),{text(UNREAD)},{text(NOTHING)}&{plain})"


def typed(cell: str, raw_text: str) -> str:
    """What was typed as text, without what is around it.

    `UNREAD` where a line break or two spaces are within it.
    """
    line = _on_one_line(raw_text)
    within = f"MID({raw_text},FIND(LEFT({line},1),{raw_text}),LEN({line}))"
    of_text = f'IF({line}="",{text(NOTHING)},IF({within}={line},{line},{text(UNREAD)}))'
    return f"=IF(ISTEXT({cell}),{of_text},{text(NOTHING)})"


def number_or_unread(cell: str, number: str, is_right: str) -> str:
    """What stands for a cell that holds no text.

    A number where it is right, "" where it is empty.
    """
    is_number = f"IF(ISNUMBER({cell}),NOT(ISLOGICAL({cell})),FALSE)"
    read = f"IF({is_number},IF({is_right},{number},{text(UNREAD)}),{text(UNREAD)})"
    return f"IF(ISBLANK({cell}),{text(NOTHING)},{read})"


def text_formulas(key: str, cells: Cells) -> dict[str, str]:
    """`GIVEN` where a cell says anything, in step with returns/says_nothing.py."""
    bare_text = cells[step(key, "bare")]
    line = replaced(_on_one_line(cells[step(key, "raw")]), (text(" / "), text("/")))
    words = f"TRIM(MID({bare_text},2,{_ENOUGH}))"
    is_one = all_of(
        f'ISNUMBER(FIND("|"&{words}&"|",{SAYS_NOTHING}))',
        f"ISNUMBER(FIND({words},{bare_text}))",
    )
    is_nothing = any_of((f"ISERROR({cells[key]})", f'{words}=""', is_one))
    return {
        step(key, "raw"): raw(f"LEFT({cells[key]},{_ENOUGH})"),
        step(key, "bare"): f"={text(NOTHING)}&LOWER({_without_marks(line)})",
        step(key): f"=IF({is_nothing},{text(NOTHING)},{text(GIVEN)})",
    }


def words_that_say_nothing() -> str:
    """What stands under the name `SAYS_NOTHING`, in texts as short as a formula may have them."""
    together = f"|{'|'.join(WORDS)}|"
    parts = (
        text(together[at : at + _LONGEST_TEXT]) for at in range(0, len(together), _LONGEST_TEXT)
    )
    return f"={'&'.join(parts)}"


def choice_formulas(key: str, choices: Iterable[StrEnum], cells: Cells) -> dict[str, str]:
    """The choice as its list has it, whatever the capitals, spaces and punctuation."""
    raw_text = cells[step(key, "raw")]
    known = first_that_holds(
        ((says(cells[step(key, "bare")], choice.value), text(choice.value)) for choice in choices),
        text(UNREAD),
    )
    return {
        step(key, "raw"): raw(cells[key]),
        step(key, "bare"): bare(raw_text, kept=DOUBTS),
        step(key): f"=IF({is_without_letters(raw_text)},{text(NOTHING)},{known})",
    }


def bare(raw_text: str, further: str = "", kept: str = "") -> str:
    """A text as it is compared.

    In small letters, and with spaces in place of punctuation but for what is `kept`, and of
    `further` signs.
    """
    letters = (NOTHING, *further)
    return f"={text(NOTHING)}&LOWER(TRIM({_without_marks(raw_text, letters, kept)}))"


def _without_marks(value: str, further: Iterable[str] = (), kept: str = "") -> str:
    """A text with spaces in place of marks but for what is `kept`, and of `further` signs."""
    marks = (each for each in (*further, *MARKS) if each not in kept)
    return replaced(value, *((text(each), '" "') for each in marks))


def says(bare_text: str, words: str) -> str:
    """Where a text that is bare says these words."""
    return f"{bare_text}={text(NOTHING + same_words(words))}"


def spells(raw_text: str, spelled: str) -> str:
    """Where a raw text is spelled so, in any capitals; signs count, and none stands for others."""
    return f"EXACT(LOWER({_on_one_line(raw_text)}),{text(spelled)})"


def is_without_letters(raw_text: str) -> str:
    """Where nothing was typed that anybody sees."""
    return f'{_on_one_line(raw_text)}=""'


def _on_one_line(raw_text: str) -> str:
    return f"TRIM(SUBSTITUTE({raw_text},{text(NOTHING)},{text(' ')}))"
