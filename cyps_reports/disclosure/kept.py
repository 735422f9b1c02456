"""What earlier editions kept back, and a later one must not tell after figures were restated.

Whoever has both editions takes what stands in neither for the same in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from cyps_reports.disclosure.figures import Figures, Place
from cyps_reports.disclosure.puzzles import Knowledge, Protected
from cyps_reports.plan.small_numbers import RestsOn

_NEAR = 4
"""How far apart the small counts are at most, and so what stands beside one."""


def still_kept(
    figures: Figures, knowledge: Knowledge, editions: Sequence[Mapping[Place, Decimal | None]]
) -> Iterator[Protected]:
    """The counts that an edition kept back beside others that are restated now.

    Each with the values near it that the edition left open.
    """
    found = figures.by_place
    for edition in editions:
        told = {place: figure for place, figure in edition.items() if place in found}
        columns = {
            place[1]
            for place, figure in told.items()
            if figure is not None and figure != found[place].value
        }
        puzzle = knowledge.as_told(told) if columns else None
        for place, figure in told.items():
            is_count = found[place].rests_on is RestsOn.COUNT
            if puzzle and figure is None and is_count and place[1] in columns:
                number = knowledge.numbers[place].truth[0]
                near = range(max(1, number - _NEAR), number + _NEAR + 1)
                open_ones = tuple(each for each in near if not puzzle.is_ruled_out(place, each))
                yield Protected(place, open_ones, place)
