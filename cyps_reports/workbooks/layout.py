"""Columns: what a table in a workbook holds, told once for its writer, its reader and its guide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the key the code uses, the heading people see, its width in characters, what to type."""

    key: str
    heading: str
    width: int
    prompt: str = ""
    choices: tuple[str, ...] = ()


def headings(columns: Iterable[Column]) -> dict[str, str]:
    """Heading by key."""
    return {column.key: column.heading for column in columns}
