"""What earlier editions kept back, and a later one must not tell after figures were restated.

Whoever has both editions takes what stands in neither for the same in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from cyps_reports.disclosure.figures import Column, Figures, Place
from cyps_reports.disclosure.possible import Puzzle
from cyps_reports.disclosure.puzzles import Knowledge, Protected
from cyps_reports.plan.model.small_numbers import RestsOn

_NEAR = 4
"""How far apart the small counts are at most, and so what stands beside one."""


def still_kept(
    figures: Figures, knowledge: Knowledge, editions: Sequence[Mapping[Place, Decimal | None]]
) -> Iterator[Protected]:
    """The counts that an edition kept back beside others that are restated now.

    Each with the values near it that the edition left open.
    """
    seen: list[Mapping[Place, Decimal | None]] = []
    for edition in editions:
        told = {place: edition[place] for place in edition if place in figures.by_place}
        columns = _restated(told, figures)
        of_those = {place: figure for place, figure in told.items() if place[1] in columns}
        if of_those and of_those not in seen:
            seen.append(of_those)
            yield from _left_open(of_those, figures, knowledge.as_told(told))


def _restated(told: Mapping[Place, Decimal | None], figures: Figures) -> set[Column]:
    """The columns in which a figure is another now."""
    shown = ((place, figure) for place, figure in told.items() if figure is not None)
    return {place[1] for place, figure in shown if figure != figures.by_place[place].value}


def _left_open(
    told: Mapping[Place, Decimal | None], figures: Figures, puzzle: Puzzle
) -> Iterator[Protected]:
    for place, figure in told.items():
        now = figures.by_place[place]
        if figure is None and now.rests_on is RestsOn.COUNT:
            near = range(max(1, int(now.value) - _NEAR), int(now.value) + _NEAR + 1)
            yield Protected(place, tuple(puzzle.left_open(place, near)), place)
