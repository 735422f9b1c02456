"""A measure in any form that a plan may give it, at random."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import Period, ReportingPeriod
from cyps_reports.plan.model.decisions import Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import (
    Basis,
    Between,
    Comparator,
    EarlierYear,
    Measure,
    Polarity,
)
from cyps_reports.plan.model.quantities import Band, Figure, Missing, Tolerance
from cyps_reports.plan.model.units import NO_IS_RIGHT, Unit, graded, unit_named
from tests.tools.own_print import BEFORE_AND_AFTER, MOST_PLACES, WHOLE, places_of, shown

COMPARATORS = ("England", "Yorkshire and the Humber", "Statistical neighbours")
PERIODS = [*map(ReportingPeriod, Period), ReportingPeriod(months=(10, 1, 4, 7))]
GRADES = (
    ("Outstanding", "Good", "Requires improvement", "Inadequate"),
    ("1", "2", "3 (weak)"),
    ("Secure", "Emerging"),
    ("A*", "A", "B"),
)
AT_LEAST = ("at least {}", "{} or more", "≥ {}", "min. {}")
AT_MOST = ("at most {}", "no more than {}", "<= {}", "{} or fewer")


@dataclass(frozen=True, slots=True)
class Of:
    """What a measure is made for: its plan's months, and the comparator that the plan goes by."""

    months: Sequence[Month]
    year_before: int
    similar_name: str


def figure_of(unit: str, chance: random.Random) -> Decimal:
    """A figure that a plan could hold in the unit, seldom below nought and seldom in thousands."""
    places = 0 if unit in WHOLE else chance.randint(0, MOST_PLACES.get(unit, 1))
    most = chance.choice([100, 100, 140]) if unit == "%" else chance.choice([30, 140, 4000])
    if unit in ("£m", "per 10,000", "per 1,000", "ratio"):
        most = 140
    figure = Decimal(chance.randint(10**places, most * 10**places)).scaleb(-places)
    return -figure if unit.startswith("£") and chance.random() < 0.1 else figure


def maybe_figure(unit: str, chance: random.Random) -> Figure:
    return chance.choice([*Missing]) if chance.random() < 0.15 else figure_of(unit, chance)


def any_measures(place: Mapping[str, Any], of: Of, chance: random.Random) -> tuple[Measure, ...]:
    """A measure, or the two components of one; `place` is what they have in common."""
    if chance.random() < 0.85:
        return (any_measure({**place, "component": ""}, of, chance),)
    gross = any_counted({**place, "component": "Gross"}, of, chance)
    net = any_counted({**place, "component": "Net"}, of, chance)
    return gross, replace(net, unit=gross.unit, **_as_of(net, gross, chance))


def _as_of(net: Measure, gross: Measure, chance: random.Random) -> dict[str, Any]:
    """Figures in the unit of the other component; what rests on them is taken out."""
    unit = gross.unit.name
    return {
        "target": figure_of(unit, chance),
        "outturn": maybe_figure(unit, chance),
        "similar": Missing.NOT_GIVEN,
        "similar_named": "",
        "target_said": "",
        "polarity": gross.polarity,
        "tolerance": None,
        "green_limit": None,
        "amber_limit": None,
        "steps": {},
        "comparators": (),
        "earlier_years": (),
    }


def any_measure(place: Mapping[str, Any], of: Of, chance: random.Random) -> Measure:
    return (any_judged if chance.random() < 0.3 else any_counted)(place, of, chance)


def any_judged(place: Mapping[str, Any], of: Of, chance: random.Random) -> Measure:
    """A grade, a yes or no, or a text."""
    unit = chance.choice([*map(graded, GRADES), Unit.YES_NO, NO_IS_RIGHT, Unit.TEXT])

    def value() -> Figure:
        places = range(1, len(unit.values) + 1)
        return Decimal(chance.choice(places)) if places else Missing.NOT_GIVEN

    fields: dict[str, Any] = {"target": value(), "outturn": value()}
    if unit.is_text:
        fields |= {"target_said": "A strategy is agreed", "outturn_said": "Nothing written"}
    if unit.is_yes_or_no:
        fields["target"] = Decimal(2)
    measure = Measure(
        unit=unit,
        polarity=chance.choice([Polarity.HIGHER] * 5 + [Polarity.MONITOR]),
        reported=chance.choice([None, None, *PERIODS]),
        **fields,
        **place,
    )
    return with_other_figures(measure, of, value, chance)


def any_counted(place: Mapping[str, Any], of: Of, chance: random.Random) -> Measure:
    """A measure in figures."""
    name = chance.choice([*BEFORE_AND_AFTER])
    unit, polarity = unit_named(name), chance.choice([*Polarity, Polarity.HIGHER, Polarity.LOWER])
    assert unit is not None
    standard = any_standard(name, polarity, chance)
    measure = Measure(
        unit=unit,
        polarity=polarity,
        outturn=maybe_figure(name, chance),
        outturn_note=chance.choice(["", "", "Provisional."]),
        target_note=chance.choice(["", "", "Agreed with partners"]),
        decimals_set=chance.choice([None] * 5 + [0, 1]) if name not in WHOLE else None,
        basis_set=chance.choice([None, None, None, *Basis]),
        reported=chance.choice([None, None, *PERIODS]),
        tolerance=any_tolerance(standard["target"], chance),
        **standard,
        **place,
    )
    is_single = isinstance(measure.target, Decimal) and measure.amber_limit is None
    if is_single and chance.random() < 0.4:
        months = sorted(chance.sample(list(of.months[:-1]), 3))
        steps = {month: figure_of(name, chance) for month in months}
        measure = replace(measure, steps=steps, between_set=chance.choice([None, *Between]))
    return with_other_figures(measure, of, lambda: maybe_figure(name, chance), chance)


def any_standard(unit: str, polarity: Polarity, chance: random.Random) -> dict[str, Any]:
    """A target in any of its forms, and sometimes the measure's own limits."""
    target = maybe_figure(unit, chance)
    if not isinstance(target, Decimal):
        return {"target": target}
    if polarity is Polarity.CLOSE and chance.random() < 0.5:
        return {"target": Band(target, target + chance.choice([2, 5]))}
    if polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return {"target": target}
    fields: dict[str, Any] = {"target": target}
    is_higher = polarity is Polarity.HIGHER
    if target > 0 and chance.random() < 0.4:
        said = chance.choice(AT_LEAST if is_higher else AT_MOST)
        fields["target_said"] = said.format(shown(target, unit))
    if chance.random() < 0.3:
        worse = Decimal(-1 if is_higher else 1)
        fields["green_limit"] = chance.choice([None, target + worse])
        fields["amber_limit"] = target + 3 * worse
    return fields


def any_tolerance(target: object, chance: random.Random) -> Tolerance | None:
    """In per cent of the target, or in points of a percentage, or in the measure's unit."""
    if not isinstance(target, Decimal) or chance.random() < 0.4:
        return None
    return Tolerance(Decimal(chance.randint(5, 90)) / 10, is_absolute=chance.random() < 0.6)


def with_other_figures(measure: Measure, of: Of, figure: Any, chance: random.Random) -> Measure:
    """The measure with comparators and earlier years; or with a similar figure of its own."""
    year = of.year_before

    def told() -> dict[str, Any]:
        if measure.unit.is_text:
            return {"figure": Missing.NOT_GIVEN, "said": chance.choice(["Agreed", "Draft"])}
        return {"figure": figure(), "note": chance.choice(["", "of ten"])}

    years = chance.sample([f"{year - 2}/{year % 100 - 1:02d}", f"Baseline July {year - 3}"], 1)
    names = chance.sample(COMPARATORS, chance.choice([0, 1, 2, 3]))
    measure = replace(
        measure,
        comparators=tuple(Comparator(name, year=str(year), **told()) for name in names),
        earlier_years=tuple(EarlierYear(each, **told()) for each in years),
    )
    default = [each for each in measure.comparators if each.name == of.similar_name]
    if not default:
        own = {"similar_said": "Agreed"} if measure.unit.is_text else {"similar": figure()}
        return replace(measure, **own) if chance.random() < 0.5 else measure
    (last,) = default
    if not last.said and last.figure is Missing.NOT_GIVEN:
        return measure
    return replace(
        measure, similar=last.figure, similar_said=last.said, similar_named=of.similar_name
    )


def any_withdrawal(others: Sequence[str], days: Sequence[date], chance: random.Random) -> Any:
    """Seldom one; of what is merged, into another row."""
    if chance.random() < 0.9 or not others:
        return None
    kind = chance.choice([*WithdrawnAs])
    why = chance.choice(others) if kind is WithdrawnAs.MERGED else "Overtaken by a new duty"
    return Withdrawal(kind, "the Board", chance.choice(days), why)


def published_places(measure: Measure) -> int:
    """The decimals of a measure: those set, else the most that a figure of the plan shows."""
    if measure.decimals_set is not None:
        return measure.decimals_set
    figures = [measure.similar, measure.outturn, *measure.steps.values()]
    match measure.target:
        case Band(low, high):
            figures += [low, high]
        case target:
            figures.append(target)
    return max((places_of(each) for each in figures if isinstance(each, Decimal)), default=0)
