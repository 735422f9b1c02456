"""What deadlines wait for: milestones that come first, and are late or at risk themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.model import DeadlineResult, Waiting
from cyps_reports.groups import grouped
from cyps_reports.plan.model.references import same_reference

_HOLDS_UP = (DeadlineState.OVERDUE, DeadlineState.MISSED, DeadlineState.AT_RISK)
"""The states that are told to what waits, the worst first.

What is completed or withdrawn holds up nothing.
"""


def waiting(results: Iterable[DeadlineResult]) -> tuple[DeadlineResult, ...]:
    """The results, each open one with what it waits for."""
    together = tuple(results)
    by_ref = grouped(together, lambda each: same_reference(each.milestone.ref))
    return tuple(_waiting(each, by_ref) if each.milestone.depends_on else each for each in together)


def _waiting(
    result: DeadlineResult, by_ref: Mapping[str, tuple[DeadlineResult, ...]]
) -> DeadlineResult:
    if not result.state.is_open:
        return result
    needed = (by_ref.get(same_reference(ref), ()) for ref in result.milestone.depends_on)
    worst = (_worst(group) for group in needed)
    return replace(
        result,
        waits_for=tuple(Waiting(each.label, each.state, each.days) for each in worst if each),
    )


def _worst(group: Iterable[DeadlineResult]) -> DeadlineResult | None:
    """What holds up most of a milestone's deadlines, the longest overdue first.

    None where nothing does.
    """
    held = [each for each in group if each.state in _HOLDS_UP]
    return min(held, key=lambda each: (_HOLDS_UP.index(each.state), -each.days), default=None)
