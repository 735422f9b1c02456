"""A question of Cabinet's to the service, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from cyps_reports.findings import Places


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked at a meeting, of whom and until when, and how it was answered.

    `references` are rows or priorities of the plan that it is about; `by_whom` is who is to answer.
    It is closed on the day that it was answered.
    """

    asked_on: date | None
    meeting: str
    references: tuple[str, ...]
    asked: str
    by_whom: str = ""
    due: date | None = None
    answer: str = ""
    closed: date | None = None
    places: Places = field(default_factory=dict, compare=False)

    @property
    def key(self) -> str:
        """What a record knows it by."""
        day = self.asked_on.isoformat() if self.asked_on else ""
        return f"{day} {self.asked}".strip()

    def is_open(self, day: date) -> bool:
        """Whether it had been asked by a day, and not been answered."""
        is_asked = self.asked_on is None or self.asked_on <= day
        return is_asked and (self.closed is None or self.closed > day)

    def is_overdue(self, day: date) -> bool:
        """Whether its answer was due before a day, and it is still open."""
        return self.is_open(day) and self.due is not None and self.due < day

    def is_answered(self, day: date) -> bool:
        """Whether it had been answered by a day."""
        return self.closed is not None and self.closed <= day
