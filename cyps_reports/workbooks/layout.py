"""Columns: what a table in a workbook holds, told once for its writer, its reader and its guide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cyps_reports.findings import Refused, shortened

WHO_READS = "{} will read this"
"""What stands over headings whose columns are printed, for those who type into them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    The key the code uses, the heading people see, its width in characters, what to type.

    A workbook may lack an optional column, as one made before the column was thought of does. The
    choices of an open one are proposals. One of text keeps what is typed as it is: Excel makes a
    date of 2010/11 elsewhere.
    """

    key: str
    heading: str
    width: int
    prompt: str = ""
    choices: tuple[str, ...] = ()
    is_optional: bool = False
    is_open: bool = False
    is_text: bool = False


def choose_one(choices: Iterable[str]) -> str:
    """What to do where something else than a choice was typed."""
    return f"Choose one of: {', '.join(choice or 'nothing' for choice in choices)}."


def not_a_choice(typed: str, choices: Iterable[str]) -> Refused:
    """What was typed is none of the choices."""
    said = f"“{shortened(typed)}” is not one of the choices."
    return Refused("not-a-choice", said, choose_one(choices))


def keys(columns: Iterable[Column]) -> tuple[str, ...]:
    """The columns' keys in their order."""
    return tuple(column.key for column in columns)


def headings(columns: Iterable[Column]) -> dict[str, str]:
    """Heading by key."""
    return {column.key: column.heading for column in columns}


def says_who_reads(text: str) -> bool:
    """Whether a text over a heading says who will read what is typed under it, and no more."""
    return text.endswith(WHO_READS.format(""))
