"""What a plan gets wrong about its measures: checks, each of which tells its findings as notes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from cyps_reports.findings import CellRef, Finding, note, warning
from cyps_reports.groups import grouped
from cyps_reports.phrases import lower
from cyps_reports.plan.checks.row_notes import on_measure
from cyps_reports.plan.dates.years import first_year_in
from cyps_reports.plan.figures.advice import as_day_number
from cyps_reports.plan.figures.basis_said import BASIS_MEANS, basis_in_words, may_be_total
from cyps_reports.plan.figures.impossible import days_among
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.figures.targets import target_words
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Band, Figure, Missing
from cyps_reports.plan.model.units import Unit
from cyps_reports.theme import Tone
from cyps_reports.workbooks.layout import choose_one
from cyps_reports.workbooks.plain_text import same_words


def no_target(plan: Plan) -> Iterator[Finding]:
    """What nothing is aimed for of, though it should be rated."""
    for measure in plan.measures:
        has_target = not isinstance(measure.target, Missing) or measure.unit.is_text
        if not has_target and measure.polarity is not Polarity.MONITOR:
            yield on_measure(
                measure, "target", "plan-no-target", "has no target yet, so it cannot be rated."
            )


def no_outturn(plan: Plan) -> Iterator[Finding]:
    """What nothing is known of from the year before."""
    for measure in plan.measures:
        if isinstance(measure.outturn, Missing) and not measure.unit.is_text:
            yield on_measure(
                measure,
                "outturn",
                "plan-no-outturn",
                "has no outturn, so its direction of travel starts with the year.",
            )


def target_below_outturn(plan: Plan) -> Iterator[Finding]:
    """Targets that are worse than last year's final actual."""
    for measure in plan.measures:
        if _is_worse(measure, _aim(measure), measure.outturn):
            why = "" if measure.target_note else ", and no note says why"
            yield on_measure(
                measure,
                "target",
                "plan-target-worse-than-outturn",
                f"aims for {target_words(measure)}, worse than last year's outturn of"
                f" {printed(measure.outturn, measure.unit)}{why}.",
            )


def target_below_similar(plan: Plan) -> Iterator[Finding]:
    """Targets that are worse than what others have already."""
    for measure in plan.measures:
        if _is_worse(measure, _aim(measure), measure.similar):
            figure = printed(measure.similar, measure.unit)
            named = measure.similar_named
            already = (
                f"{named} ({figure})" if named else f"similar authorities already have ({figure})"
            )
            problem = f"aims for {target_words(measure)}, worse than {already}."
            yield on_measure(measure, "target", "plan-target-worse-than-similar", problem)


def same_numbers(plan: Plan) -> Iterator[Finding]:
    """Measures of a priority with the same figures, one of which may be a slip."""
    figured = [
        m
        for m in plan.measures
        if isinstance(m.outturn, Decimal) and isinstance(m.target, Decimal) and not m.unit.is_judged
    ]
    alike = grouped(figured, lambda m: (m.priority, m.unit, m.outturn, m.target))
    for first, second in (pair for group in alike.values() for pair in combinations(group, 2)):
        yield on_measure(
            second,
            "target",
            "plan-same-numbers",
            f"carries the same outturn and target as {first.called}"
            f" ({printed(second.outturn, second.unit)} and {printed(second.target, second.unit)}).",
        )


def zero_target(plan: Plan) -> Iterator[Finding]:
    """Targets of nought with a tolerance of which nothing is left."""
    for measure in plan.measures:
        has_limits = measure.amber_limit is not None
        if measure.target == 0 and not has_limits and not plan.tolerance_of(measure).is_absolute:
            red = lower(plan.vocabulary.rating(Tone.RED))
            problem = (
                "has a target of 0, of which a percentage is 0: anything short of it will "
                f"be {red}."
            )
            yield on_measure(measure, "tolerance", "plan-zero-target", problem)


def step_against_target(plan: Plan) -> Iterator[Finding]:
    """A last step that is not the target for the plan's last day."""
    for measure in plan.measures:
        last = measure.steps.get(plan.months[-1])
        if isinstance(measure.target, Decimal) and last is not None and last != measure.target:
            yield on_measure(
                measure,
                "target",
                "plan-step-against-target",
                f"aims for {target_words(measure)}, but its last step is "
                f"{printed(last, measure.unit)}.",
            )


def reported_without_returns(plan: Plan) -> Iterator[Finding]:
    """Named months in which no return is due: the figure is asked for in the next one."""
    for measure in plan.measures:
        months = measure.reported.months if measure.reported else ()
        named = [month for month in plan.months if month.number in months]
        if named and not set(named) & set(plan.report_months):
            yield on_measure(
                measure,
                "reported",
                "plan-reported-without-returns",
                f"is reported {measure.reported.in_words if measure.reported else ''}, but the "
                "plan has returns"
                f" {plan.reported.in_words}: its figures are asked for in the next of these.",
            )


def year_not_earlier(plan: Plan) -> Iterator[Finding]:
    """Earlier years that are not before the plan year."""
    for measure in plan.measures:
        for earlier_year in measure.earlier_years:
            year = earlier_year.year
            is_same = same_words(year) == same_words(plan.year)
            if is_same or first_year_in(year) > plan.starts.year:
                problem = (
                    f"has a figure of {year} among its earlier years; the plan year is {plan.year}."
                )
                yield on_measure(measure, "reference", "plan-year-not-earlier", problem)


def day_for_figure(plan: Plan) -> Iterator[Finding]:
    """A warning on each figure that is a date to a spreadsheet, as it makes of a fraction."""
    for measure in plan.measures:
        for key, figure in days_among(measure):
            yield warning(
                "date-for-figure",
                measure.places.get(key, CellRef()),
                f"{measure.called}: {as_day_number(figure)}",
                "Type the figure itself, in a cell that is formatted as a number.",
            )


def _aim(measure: Measure) -> Figure:
    """The figure it aims for; none of a range, of which nothing says which way is worse."""
    return Missing.NOT_GIVEN if isinstance(measure.target, Band) else measure.target


def _is_worse(measure: Measure, figure: Figure, than: Figure) -> bool:
    if not isinstance(figure, Decimal) or not isinstance(than, Decimal):
        return False
    match measure.polarity:
        case Polarity.HIGHER:
            return figure < than
        case Polarity.LOWER:
            return figure > than
        case _:
            return False


def basis_against_words(plan: Plan) -> Iterator[Finding]:
    """Measures whose words say what a month's figure is, where the data basis says otherwise."""
    for measure in plan.measures:
        said, basis = basis_in_words(measure), measure.basis
        # A year's result may be the year to date on its last day, or a rolling year.
        if said in (None, basis) or basis is Basis.ANNUAL or measure.unit.is_judged:
            continue
        if measure.basis_set:
            problem = f"has the data basis {basis}, but its words say that a month's figure is"
        else:
            problem = f"has no data basis, so it counts as {basis}; its words say that it is"
        place = measure.places.get("basis_set", CellRef())
        yield warning(
            "plan-basis-against-words",
            place,
            f"{measure.called} {problem} {BASIS_MEANS[said]}.",
            f"Choose {said} as its data basis, or correct its words.",
        )


def basis_unsaid(plan: Plan) -> Iterator[Finding]:
    """Amounts and counts that may be of the year so far, where nothing says whether they are."""
    for measure in plan.measures:
        is_open = measure.basis_set is None and measure.basis is not Basis.ANNUAL
        if is_open and measure.can_be_rated and may_be_total(*_told(measure)):
            yield note(
                "plan-basis-unsaid",
                measure.places.get("basis_set", CellRef()),
                f"{measure.called} has no data basis, so each month's figure is held against the"
                " whole target. If it is the year so far, that rates it too well or too badly.",
                choose_one(Basis),
            )


def _told(measure: Measure) -> tuple[Unit, str, str]:
    return measure.unit, measure.name, measure.component
