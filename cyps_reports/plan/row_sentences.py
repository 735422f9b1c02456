"""What the plan says of a row, as returns and reports print it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cyps_reports.plan.dates.months import long
from cyps_reports.plan.figures.others_said import comparator_words, earlier_year_words
from cyps_reports.plan.figures.published import printed, published, rounded
from cyps_reports.plan.figures.targets import target_words
from cyps_reports.plan.model.decisions import Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone
from cyps_reports.plan.model.quantities import Band, Figure, Missing
from cyps_reports.plan.rows.heads import head_name

POLARITY_WORDS = {
    Polarity.HIGHER: "Higher is better",
    Polarity.LOWER: "Lower is better",
    Polarity.CLOSE: "Close to target",
    Polarity.MONITOR: "Monitor only",
}


def target_shown(measure: Measure) -> str | Figure:
    """The target as it is published.

    Its figure, or words where the plan says more than a figure.
    """
    shown = published(measure, measure.target)
    if measure.target_said or isinstance(shown, Band):
        return target_words(measure)
    return figure_shown(measure, shown, measure.target_said)


def outturn_shown(measure: Measure) -> str | Figure:
    """Last year's figure the same way: words where it is judged."""
    return figure_shown(measure, measure.outturn, measure.outturn_said)


def similar_shown(measure: Measure) -> str | Figure:
    """The figure of similar authorities the same way."""
    return figure_shown(measure, measure.similar, measure.similar_said)


def figure_shown(measure: Measure, figure: Figure, said: str) -> str | Figure:
    """A figure of the plan as it is published, a value in words; `said` of what is a text."""
    shown = published(measure, figure)
    if isinstance(shown, Missing):
        return said or shown
    return printed(shown, measure.unit) if measure.unit.is_judged else shown


def polarity_words(measure: Measure) -> str:
    """Which way is better; of what is judged in words, that it is."""
    is_rated = measure.polarity is not Polarity.MONITOR
    return (
        "Judged in words"
        if measure.unit.is_judged and is_rated
        else POLARITY_WORDS[measure.polarity]
    )


def plan_notes(measure: Measure) -> str:
    """The plan's notes on a measure's figures, each with what it is about.

    Its limits, periods and steps.

    Behind them its comparators and its earlier years.
    """
    others = (comparator_words(measure), earlier_year_words(measure))
    return "\n".join(
        (*_notes(measure), *_when_and_how_far(measure), *(each for each in others if each))
    )


def notes_of_before(measure: Measure) -> str:
    """The same as in returns that were sent out before.

    They told the plan's own notes alone.
    """
    return "\n".join(_notes(measure))


def _notes(measure: Measure) -> Iterator[str]:
    notes = {
        "Target": measure.target_note,
        "Outturn": measure.outturn_note,
        "Similar authorities": measure.similar_note,
    }
    yield from (f"{what}: {note}" for what, note in notes.items() if note)
    if measure.basis is Basis.CUMULATIVE:
        yield "Figure: the year so far, not the month alone"
    if measure.frequency:
        expected = f", expected in {measure.target_due.in_words}" if measure.target_due else ""
        yield f"{measure.frequency.capitalize()} result{expected}"


def _when_and_how_far(measure: Measure) -> Iterator[str]:
    limits = {"Green limit": measure.green_limit, "Amber limit": measure.amber_limit}
    yield from (
        f"{what}: {printed(limit, measure.unit)}"
        for what, limit in limits.items()
        if limit is not None
    )
    if measure.reported:
        yield f"Reported {measure.reported.in_words}"
    steps = sorted(measure.steps.items())
    if steps:
        said = (
            f"{_said(measure, figure)} by the end of {month.in_words}" for month, figure in steps
        )
        yield f"Steps: {'; '.join(said)}"
    if head := head_name(measure.head):
        yield f"Filled in by: {head}"


def _said(measure: Measure, figure: Decimal) -> str:
    return printed(rounded(figure, measure.decimals), measure.unit)


def milestone_notes(milestone: Milestone) -> str:
    """What else the plan says of a milestone, each with what it is."""
    notes = {
        "Success measure": milestone.success,
        "Evidence": milestone.evidence,
        "Moves": "; ".join(milestone.moves),
        "Filled in by": head_name(milestone.head),
    }
    return "\n".join(f"{what}: {note}" for what, note in notes.items() if note)


def withdrawal_words(withdrawal: Withdrawal | None) -> str:
    """`Merged by Cabinet on 12 June 2012: into A14`; "" where there is none."""
    if withdrawal is None:
        return ""
    is_merged = withdrawal.kind is WithdrawnAs.MERGED
    is_bare = is_merged and _REFERENCE_ALONE.fullmatch(withdrawal.why) is not None
    why = f"into {withdrawal.why}" if is_bare else withdrawal.why.rstrip(".")
    said = (
        f"{withdrawal.kind.capitalize()} by {withdrawal.approved_by} on "
        f"{long(withdrawal.approved_on)}"
    )
    return f"{said}: {why}" if why else said


_REFERENCE_ALONE = re.compile(r"(?!into )(?:\S+|(?=.*\d)\S+(?: [A-Z0-9]\S*)+)")
"""A reason that names a row and says no more: `A14`, `P 1.2`, `E1 Gross`."""


def deadline_label(milestone: Milestone, deadline: Deadline) -> str:
    """`2 of 4`; "" for a milestone with one deadline."""
    several = len(milestone.deadlines) > 1
    return f"{deadline.number} of {len(milestone.deadlines)}" if several else ""


def due_words(deadline: Deadline) -> str:
    """What stands in place of a due date where there is none."""
    if deadline.period:
        return deadline.recurrence.capitalize()
    if deadline.is_ongoing:
        return "Ongoing"
    is_completed = deadline.at_approval is AtApproval.COMPLETED
    return "Completed at approval" if is_completed else NO_DUE_DATE


NO_DUE_DATE = "No date set"
"""What stands there while the plan has yet to say when it is due."""


def redated_to(deadline: Deadline) -> str | date | None:
    """The due date that was approved since, as the plan says it; None where there is none."""
    return deadline.redating.shown if deadline.redating else None
