"""What a plan calls things: its own words where it has some, else the standard ones.

Codes are never printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cyps_reports.phrases import listed, plural
from cyps_reports.plan.model.references import same_reference
from cyps_reports.theme import Tone


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The plan's own words, each "" where it has none.

    `priority` is what it calls a priority area, `body` what takes the report, the others what it
    calls the ratings.
    """

    priority: str = ""
    body: str = ""
    green: str = ""
    amber: str = ""
    red: str = ""
    blue: str = ""
    grey: str = ""

    @property
    def priority_word(self) -> str:
        """`Priority`, or the plan's own word for it."""
        return self.priority or _PRIORITY

    @property
    def priorities_word(self) -> str:
        """The same for several."""
        return plural(self.priority_word)

    @property
    def body_word(self) -> str:
        """`Cabinet`, or what else takes the report."""
        return self.body or _BODY

    @property
    def member_word(self) -> str:
        """Whose portfolio a plan is: `Cabinet member`, or what holds whoever takes the report.

        A board that takes it has members of its own.
        """
        is_cabinet = self.body_word.casefold() == _BODY.casefold()
        return f"{_BODY} member" if is_cabinet else "Portfolio holder"

    def priority_called(self, code: str) -> str:
        """`Priority A`; the code alone where the word stands in it, as in `Outcome 1`."""
        begins_so = same_reference(code).startswith(same_reference(self.priority_word))
        return code if begins_so else f"{self.priority_word} {code}"

    def priorities_called(self, codes: tuple[str, ...]) -> str:
        """`Priorities A and B`."""
        return (
            f"{self.priorities_word} {listed(codes)}"
            if len(codes) > 1
            else self.priority_called(listed(codes))
        )

    def own_rating(self, tone: Tone) -> str:
        """The plan's own word for a rating; "" where it has none."""
        return self._ratings.get(tone, "")

    def rating(self, tone: Tone) -> str:
        """What a rating is called: `Red`, or the plan's own word; "" for what is not rated."""
        return "" if tone is Tone.PLAIN else self.own_rating(tone) or tone.value.capitalize()

    @property
    def has_own_ratings(self) -> bool:
        """Whether the plan has its own word for any rating."""
        return any(self._ratings.values())

    @property
    def _ratings(self) -> Mapping[Tone, str]:
        return {
            Tone.GREEN: self.green,
            Tone.AMBER: self.amber,
            Tone.RED: self.red,
            Tone.BLUE: self.blue,
            Tone.GREY: self.grey,
        }


_PRIORITY, _BODY = "Priority", "Cabinet"

STANDARD = Vocabulary()
"""The words of a plan that has none of its own."""
