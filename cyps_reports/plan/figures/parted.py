"""Spaces among the digits of a figure: they part its thousands, or it is two figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple, TypeVar

from cyps_reports.findings import Refused, shortened
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.figures.reading import IN_A_NOTE, IN_COMMENT, type_like
from cyps_reports.plan.model.quantities import Band, Target
from cyps_reports.plan.model.units import Unit
from cyps_reports.workbooks.grid import RawCell

Place = TypeVar("Place")

FAR_ABOVE = 10
"""So many times the largest figure that is known, and a figure is no more of their kind."""

# Spaces of any width; what nobody sees was taken out of the text.
_PARTED = re.compile(r"\d\s\d")
# Two figures of one measure are alike, and none is written with a nought before it.
_ALIKE = re.compile(r"(?<!\d)(?<!\d\s)[1-9]\d\d(?:\s[1-9]\d\d)+(?!\s?\d)")


class Said(NamedTuple):
    """What a cell says, and the figures that it was read as."""

    text: str
    figures: tuple[Decimal, ...]

    @property
    def is_parted(self) -> bool:
        """Whether a space stands among its digits."""
        return _PARTED.search(self.text) is not None


def said_in(cell: RawCell, target: Target) -> Said:
    """What a cell says of a target, or of another figure; of a number, a space is its format's."""
    ends = (target.low, target.high) if isinstance(target, Band) else (target,)
    figures = tuple(end for end in ends if isinstance(end, Decimal))
    return Said(cell.text if isinstance(cell.value, str) else "", figures)


def far_above(known: Iterable[Decimal]) -> Decimal | None:
    """Above this, a space does not part thousands but two figures, as in `148 151`.

    A power of ten far above the figures that are known, so that a target that is changed a little
    does not change how returns are read. None where nothing says what is too large.
    """
    largest = max(known, default=Decimal(0))
    return Decimal(10) ** ((FAR_ABOVE * largest).adjusted() + 1) if largest > 0 else None


def two_figures(said: Said, unit: Unit, most: Decimal | None) -> Refused | None:
    """Why a text with a space among its digits is not used, where its figure is above `most`.

    Where nothing says what is too large, `150 160` may be two figures all the same: 1 285 and
    12 000 are hardly two of one measure.
    """
    if most is None:
        most = Decimal(0) if _ALIKE.search(said.text) else None
    figure = max(map(abs, said.figures), default=Decimal(0))
    if most is None or figure <= most or not said.is_parted:
        return None
    return Refused(
        "two-figures",
        f"“{shortened(said.text)}” may be two figures, or {printed(figure, unit)}.",
        f"{type_like(unit)} Leave the other figure out, or put it {IN_COMMENT}.",
    )


def parted_in_plan(
    cells: Mapping[Place, Said], unit: Unit, known: Iterable[Decimal] = ()
) -> Mapping[Place, Refused]:
    """Which cells of a measure may hold two figures, and are not used for it.

    The plan's other figures say what is too large: those `known`, and those of the cells that have
    no such space.
    """
    if unit.is_judged:
        return {}
    plain = [figure for said in cells.values() if not said.is_parted for figure in said.figures]
    most = far_above((*known, *plain))
    told = {place: two_figures(said, unit, most) for place, said in cells.items()}
    return {
        place: replace(refused, fix=refused.fix.replace(IN_COMMENT, IN_A_NOTE))
        for place, refused in told.items()
        if refused
    }
