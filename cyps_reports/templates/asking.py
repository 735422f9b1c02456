"""The To do column as formulas.

The needs of assessment/completeness.py, each with the condition of its asking.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from cyps_reports.assessment.completeness import DONE, Need
from cyps_reports.templates.language import Cells, all_of, first_that_holds, one_of, text
from cyps_reports.templates.reading import is_blank, step

Step = tuple[str, Need | None]
"""A condition, and what is asked for where it holds; None where the row is then done."""


def todo(steps: Iterable[Step], state: str) -> str:
    """The words of the first need whose condition holds.

    `state` is where the row's state stands.
    """
    said = ((condition, _said(need, state)) for condition, need in steps)
    return f"={first_that_holds(said, text(DONE))}"


def _said(need: Need | None, state: str) -> str:
    if need is None:
        return text(DONE)
    return f"{state}&{text(need.said(''))}" if need.follows_state else text(need.words)


def action_wanted(states: Iterable[StrEnum], cells: Cells) -> Step:
    """A row in one of these states gives a corrective action."""
    return all_of(
        one_of(cells["state"], states), is_blank(cells[step(Need.NO_ACTION.key)])
    ), Need.NO_ACTION
