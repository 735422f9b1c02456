"""The cells of variation and assurance: an icon and its words, where there is a usual range."""

from __future__ import annotations

from cyps_reports.assessment.model import MeasureResult
from cyps_reports.assessment.usual_range import (
    Assurance,
    Variation,
    assurance_of,
    variation_of,
)
from cyps_reports.report.outlook_wording import assurance_name, variation_name
from cyps_reports.report.table_blocks import Cell, Icon

_VARIATIONS = {
    (Variation.USUAL, False): Icon.USUAL,
    (Variation.USUAL, True): Icon.USUAL,
    (Variation.BETTER, True): Icon.BETTER_HIGH,
    (Variation.BETTER, False): Icon.BETTER_LOW,
    (Variation.WORSE, True): Icon.WORSE_HIGH,
    (Variation.WORSE, False): Icon.WORSE_LOW,
    (Variation.UNJUDGED, True): Icon.HIGH,
    (Variation.UNJUDGED, False): Icon.LOW,
}
"""By what it means, and whether the figures are high."""

_ASSURANCES = {
    Assurance.MEETS: Icon.MEETS,
    Assurance.MISSES: Icon.MISSES,
    Assurance.EITHER: Icon.EITHER,
}


def variation_cell(result: MeasureResult) -> Cell:
    """Whether the newest figure is more than usual; empty before there is a usual range."""
    limits = result.limits
    if limits is None:
        return Cell()
    icon = _VARIATIONS[variation_of(result.measure, limits), limits.is_high]
    return Cell(variation_name(result, limits), icon.tone, icon=icon)


def assurance_cell(result: MeasureResult) -> Cell:
    """Whether the target is met whatever the usual ups and downs are; empty where none can tell."""
    limits = result.limits
    assurance = assurance_of(result.measure, limits) if limits else None
    if limits is None or assurance is None:
        return Cell()
    icon = _ASSURANCES[assurance]
    return Cell(assurance_name(result, limits), icon.tone, icon=icon)
