"""Whether what a plan says of a measure's rating agrees.

Its target, its polarity, its own green and amber limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from cyps_reports.finding_codes import Code
from cyps_reports.findings import Finding, error
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.figures.targets import polarity_said, target_words
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.quantities import Band

_WORDS = {Polarity.HIGHER: "higher is better", Polarity.LOWER: "lower is better"}


def disagreements(measure: Measure) -> Iterator[Finding]:
    """Errors: what a measure cannot be rated by.

    Each cause is told once; a measure that only monitors is not rated.
    """
    if measure.polarity is Polarity.MONITOR:
        return
    if measure.unit.is_judged:
        yield from _of_judged(measure)
        return
    yield from _of_target(measure)
    if not (measure.green_limit is None and measure.amber_limit is None):
        yield from _of_limits(measure)


def _of_judged(measure: Measure) -> Iterator[Finding]:
    """Of values the best comes first, and no figure decides."""
    if measure.polarity is not Polarity.HIGHER:
        yield _on(
            measure,
            "polarity",
            "judged-polarity",
            f"{measure.called} is judged in words, of which the best comes first, but its "
            "polarity is"
            f" {measure.polarity}.",
            "Choose higher, or monitor where it is not rated.",
        )
    elif measure.basis is Basis.CUMULATIVE:
        yield _on(
            measure,
            "basis_set",
            "judged-basis",
            f"{measure.called} is judged in words, which do not add up over a year, but its data "
            "basis is cumulative.",
            "Choose snapshot or annual.",
        )
    elif given := [key for key in _FOR_FIGURES if getattr(measure, key) is not None]:
        problem = (
            f"{measure.called} is judged in words, for which there are no tolerance and no limits."
        )
        yield _on(measure, given[0], "limits-of-judged", problem, "Empty the cell.")
    else:
        yield from _of_target(measure)


_FOR_FIGURES = ("tolerance", "green_limit", "amber_limit")


def _of_target(measure: Measure) -> Iterator[Finding]:
    said = f"The target of {measure.called}, “{target_words(measure)}”,"
    if isinstance(measure.target, Band):
        if measure.polarity is not Polarity.CLOSE:
            yield _on(
                measure,
                "target",
                "range-against-polarity",
                f"{said} is a range, but its polarity is {measure.polarity}.",
                "Choose close as the polarity, or type one figure as the target.",
            )
        elif measure.steps:
            yield _on(
                measure,
                "target",
                "range-with-steps",
                f"{said} is a range, and {measure.called} has steps of single figures too.",
                "Type one figure as the target, or take the steps out.",
            )
    wanted = None if measure.unit.is_text else polarity_said(measure.target_said)
    if wanted and wanted is not measure.polarity:
        is_judged = measure.unit.is_judged
        yield _on(
            measure,
            "target",
            "target-against-polarity",
            f"{said} means that {_WORDS[wanted]}, but its polarity is {measure.polarity}.",
            "Correct the target."
            if is_judged
            else f"Choose {wanted} as the polarity, or correct the target.",
        )


def _of_limits(measure: Measure) -> Iterator[Finding]:
    """One error, on the cell that is wrong or is missing."""
    if measure.polarity is Polarity.CLOSE:
        yield _on(
            measure,
            "amber_limit" if measure.green_limit is None else "green_limit",
            "limits-against-polarity",
            f"{measure.called} has its own limits, but its polarity is close, where both sides "
            "count.",
            "Choose higher or lower as the polarity; or take the limits out and type a range as "
            "the target.",
        )
    elif measure.amber_limit is None:
        yield _on(
            measure,
            "amber_limit",
            "no-amber-limit",
            f"{measure.called} has a green limit without an amber limit, so nothing says where "
            "red begins.",
            "Type the last figure that is amber, or take the green limit out.",
        )
    elif measure.steps:
        yield _on(
            measure,
            "amber_limit",
            "limits-with-steps",
            f"{measure.called} has its own limits, which are of its target, and steps, for which "
            "no limits are given.",
            "Take out the limits, and set a tolerance, which holds for the steps too; or take out "
            "the steps.",
        )
    elif not _in_order(measure):
        yield _on(
            measure,
            "amber_limit",
            "limits-out-of-order",
            f"{measure.called}: from target to limits the figures must not get better where "
            f"{_WORDS[measure.polarity]}:"
            f" {_listed(measure)}.",
            "Correct the target, the limits or the polarity.",
        )


def _target_and_limits(measure: Measure) -> dict[str, Decimal]:
    figures = {
        "target": measure.target,
        "green limit": measure.green_limit,
        "amber limit": measure.amber_limit,
    }
    return {name: figure for name, figure in figures.items() if isinstance(figure, Decimal)}


def _in_order(measure: Measure) -> bool:
    pairs = pairwise(_target_and_limits(measure).values())
    if measure.polarity is Polarity.LOWER:
        return all(one <= other for one, other in pairs)
    return all(one >= other for one, other in pairs)


def _listed(measure: Measure) -> str:
    return ", ".join(
        f"{name} {printed(figure, measure.unit)}"
        for name, figure in _target_and_limits(measure).items()
    )


def _on(measure: Measure, key: str, code: Code, problem: str, mend: str) -> Finding:
    return error(code, measure.places[key], problem, mend)
