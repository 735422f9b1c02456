"""What charts of measures have in common: their lines' names, their labels, what is aimed for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cyps_reports.plan.figures.published import printed, published
from cyps_reports.plan.figures.targets import target_words
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.quantities import Band, Missing, Target
from cyps_reports.report.chart_blocks import Line, Range
from cyps_reports.report.wording import figure_words

ACTUAL, TARGET, STEPS = "Actual", "Target", "Steps"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a chart is made of, before it is titled."""

    categories: tuple[str, ...]
    lines: tuple[Line, ...]
    band: Range | None
    aim: str


def ends_of(measure: Measure, target: Target, name: str) -> Iterator[tuple[str, Decimal]]:
    """What is aimed for, as lines: a figure is one, a range the two between which it lies."""
    match published(measure, target):
        case Missing():
            return
        case Band(low, high):
            yield from ((f"{name} from", low), (f"{name} to", high))
        case figure:
            yield name, figure


def labels_of(measure: Measure, figures: tuple[Decimal | None, ...]) -> Mapping[int, str]:
    """The first, the last and the worst of the figures, each with its unit."""
    at = {place: figure for place, figure in enumerate(figures) if figure is not None}
    if not at:
        return {}
    told = {min(at), max(at)}
    match measure.polarity, published(measure, measure.target):
        case (Polarity.LOWER, _):
            told.add(max(at, key=lambda place: at[place]))
        case (Polarity.HIGHER, _):
            told.add(min(at, key=lambda place: at[place]))
        case (Polarity.CLOSE, Decimal() as target):
            told.add(max(at, key=lambda place: abs(at[place] - target)))
    return {place: _bare(at[place], measure) for place in sorted(told)}


def _bare(figure: Decimal, measure: Measure) -> str:
    """A figure as it stands at a point, without the words of its unit, which the title has."""
    said = printed(figure, measure.unit)
    return said.removesuffix(measure.unit.words_after(said))


def aim_words(measure: Measure, aims: tuple[Line, ...]) -> str:
    """What is aimed for, at the end of a chart in words."""
    steps = [line for line in aims if line.name == STEPS]
    last = steps[0].values[-1] if steps else None
    is_at_end = measure.basis is Basis.CUMULATIVE and bool(measure.target_figures)
    if last is None or is_at_end:
        return f"target {target_words(measure)}"
    return f"steps {figure_words(measure, last)}"
