"""What every report says in the same words, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """Where it stands: behind the recommendations, before the priorities, or at the end."""

    FRONT = "front"
    BEFORE = "before the annex"
    AFTER = "after the annex"


@dataclass(frozen=True, slots=True)
class StandingText:
    """A part of every report: its heading, where it stands, and its paragraphs."""

    heading: str
    where: Where
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The paragraphs as a cell holds them, in lines."""
        return "\n".join(self.paragraphs)
