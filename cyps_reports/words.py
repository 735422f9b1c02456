"""The two turns of phrase every sentence of the project needs."""

from __future__ import annotations

from collections.abc import Iterable


def counted(number: int, noun: str) -> str:
    """`1 deadline`, `2 deadlines`, `1,040 deadlines`."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def listed(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = tuple(parts) or ("",)
    return f"{', '.join(most)} and {last}" if most else last
