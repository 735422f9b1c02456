"""The layout of the return workbook: template writer, reader, checks and guide all read these tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cyps_reports.plan.dates import long
from cyps_reports.plan.decisions import Withdrawal, WithdrawnAs
from cyps_reports.plan.figures import printed, published, rounded
from cyps_reports.plan.heads import head_name
from cyps_reports.plan.measure import Basis, Measure, Polarity
from cyps_reports.plan.milestone import AtApproval, Deadline, Milestone
from cyps_reports.plan.model import Plan
from cyps_reports.plan.other_figures_said import comparator_words, earlier_year_words
from cyps_reports.plan.quantities import Band, Figure, Missing
from cyps_reports.plan.targets import target_words
from cyps_reports.plan.vocabulary import Vocabulary
from cyps_reports.returns.model import OWN_RATING, DataStatus, OwnRating, Status
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.plain import as_typed
from cyps_reports.workbooks.tables import same_words

GUIDE, TARGETS, MILESTONES = "Guide", "Targets", "Milestones"
"""The names of the sheets."""

PLAN_LABEL = "Plan"
PRIORITY_LABEL = "Priority"
MONTH_LABEL = "Return month"
MARKING_LABEL = "Marking"

POLARITY_WORDS = {
    Polarity.HIGHER: "Higher is better",
    Polarity.LOWER: "Lower is better",
    Polarity.CLOSE: "Close to target",
    Polarity.MONITOR: "Monitor only",
}


@dataclass(frozen=True, slots=True)
class EntryColumn(Column):
    """A column that managers fill in.

    An optional one may be missing from returns that were sent out before it was thought of. A line in the table of
    columns is all it needs: its text, or its choice, is read by its key, kept in the record and shown in the summary.
    """


@dataclass(frozen=True, slots=True)
class LiveColumn(Column):
    """A locked column that the workbook fills in itself, by formula or from last month; it is never read."""


@dataclass(frozen=True, slots=True)
class MeasureColumn(Column):
    """A locked column of the sheet Targets, what the plan puts in it, and what it put there in returns of before."""

    value: Callable[[Measure], str | Figure] = lambda measure: measure.ref
    before: Callable[[Measure], str] | None = None


@dataclass(frozen=True, slots=True)
class DeadlineColumn(Column):
    """A locked column of the sheet Milestones, and what the plan puts in it."""

    value: Callable[[Milestone, Deadline], str | date | None] = lambda milestone, _: milestone.ref


def target_shown(measure: Measure) -> str | Figure:
    """The target as it is published: its figure, or words where the plan says more than a figure."""
    shown = published(measure, measure.target)
    if measure.target_said or isinstance(shown, Band):
        return target_words(measure)
    return figure_shown(measure, shown)


def outturn_shown(measure: Measure) -> str | Figure:
    """Last year's figure the same way: words where it is judged."""
    return figure_shown(measure, measure.outturn, measure.outturn_said)


def similar_shown(measure: Measure) -> str | Figure:
    """The figure of similar authorities the same way."""
    return figure_shown(measure, measure.similar, measure.similar_said)


def figure_shown(measure: Measure, figure: Figure, said: str = "") -> str | Figure:
    """A figure of the plan as it is published, a value in words; `said` of what is a text."""
    shown = published(measure, figure)
    if isinstance(shown, Missing):
        return said or shown
    return printed(shown, measure.unit) if measure.unit.is_judged else shown


def polarity_words(measure: Measure) -> str:
    """Which way is better; of what is judged in words, that it is."""
    is_rated = measure.polarity is not Polarity.MONITOR
    return "Judged in words" if measure.unit.is_judged and is_rated else POLARITY_WORDS[measure.polarity]


def plan_notes(measure: Measure) -> str:
    """The plan's notes on a measure's figures, each with what it is about; its limits, periods and steps.

    Behind them its comparators and its earlier years.
    """
    others = (comparator_words(measure), earlier_year_words(measure))
    return "\n".join((*_notes(measure), *_when_and_how_far(measure), *(each for each in others if each)))


def notes_of_before(measure: Measure) -> str:
    """The same as returns have it that were sent out before all but the plan's own notes were told in them."""
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
    yield from (f"{what}: {printed(limit, measure.unit)}" for what, limit in limits.items() if limit is not None)
    if measure.reported:
        yield f"Reported {measure.reported.in_words}"
    steps = sorted(measure.steps.items())
    if steps:
        said = (f"{_said(measure, figure)} by the end of {month.in_words}" for month, figure in steps)
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
    is_bare = withdrawal.kind is WithdrawnAs.MERGED and withdrawal.why and " " not in withdrawal.why
    why = f"into {withdrawal.why}" if is_bare else withdrawal.why.rstrip(".")
    said = f"{withdrawal.kind.capitalize()} by {withdrawal.approved_by} on {long(withdrawal.approved_on)}"
    return f"{said}: {why}" if why else said


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
    return "Completed at approval" if deadline.at_approval is AtApproval.COMPLETED else "No date set"


def redated_to(deadline: Deadline) -> str | date | None:
    """The due date that was approved since, as the plan says it; None where there is none."""
    redating = deadline.redating
    return (redating.due_said or redating.due) if redating else None


_ACTION_PROMPT = "If off target or late: what will be done, by whom and by when."

TARGET_COLUMNS: tuple[Column, ...] = (
    MeasureColumn("ref", "Ref", 5, value=lambda m: m.ref),
    MeasureColumn("name", "Measure", 28, value=lambda m: m.name),
    MeasureColumn("component", "Component", 11, value=lambda m: m.component),
    MeasureColumn("unit", "Unit", 7, value=lambda m: m.unit.name),
    MeasureColumn("target", "Target", 9, value=target_shown),
    MeasureColumn("outturn", "Outturn", 9, value=outturn_shown),
    MeasureColumn("similar", "Similar authorities", 10, value=similar_shown),
    LiveColumn("previous", "Last figure", 10),
    EntryColumn("actual", "Actual", 10, "The latest figure in the measure's unit. Leave empty if there is none."),
    EntryColumn("as_at", "Data as at", 10, "The day the figure was true (dd/mm/yy)."),
    EntryColumn(
        "data_status",
        "Data status",
        12,
        "Final or Provisional with a figure; Not yet due or Not available without one.",
        tuple(DataStatus),
    ),
    EntryColumn(
        OWN_RATING,
        "Your rating",
        14,
        "Only of what is judged in words and the plan's order does not decide; say why in the comment.",
        tuple(OwnRating),
        is_optional=True,
    ),
    LiveColumn("state", "Rating", 14),
    LiveColumn("todo", "To do", 22),
    EntryColumn("comment", "Comment", 36, "What readers of the report should know about this figure."),
    EntryColumn("corrective_action", "Corrective action", 36, _ACTION_PROMPT),
    MeasureColumn("polarity", "Polarity", 12, value=polarity_words),
    MeasureColumn("notes", "Plan notes", 28, value=plan_notes, before=notes_of_before),
    MeasureColumn("withdrawn", "Withdrawn", 20, is_optional=True, value=lambda m: withdrawal_words(m.withdrawal)),
)
"""The sheet Targets, column by column. A new column is a line here and, but for an optional entry, where it is used."""

MILESTONE_COLUMNS: tuple[Column, ...] = (
    DeadlineColumn("ref", "Ref", 5, value=lambda m, d: m.ref),
    DeadlineColumn("deadline", "Deadline", 9, value=deadline_label),
    DeadlineColumn("heading", "Heading", 16, value=lambda m, d: m.heading),
    DeadlineColumn("name", "Milestone", 32, value=lambda m, d: m.name),
    DeadlineColumn("purpose", "Deadline for", 13, value=lambda m, d: d.purpose),
    DeadlineColumn("due", "Due date", 10, value=lambda m, d: d.due_said or d.due or due_words(d)),
    DeadlineColumn("redated", "Re-dated to", 10, value=lambda m, d: redated_to(d)),
    DeadlineColumn("lead", "Lead", 5, value=lambda m, d: m.leads),
    EntryColumn("status", "Status", 12, "Your own view.", tuple(Status)),
    EntryColumn(
        "completed", "Date completed", 11, "The day it was finished; for an item that recurs, when it was last done."
    ),
    EntryColumn("expected", "Expected date", 11, "If it will not be finished by the due date: when it will be."),
    LiveColumn("state", "State", 15),
    LiveColumn("todo", "To do", 22),
    LiveColumn("previous", "Last progress", 30),
    EntryColumn("progress", "Progress", 36, "What has happened since last month."),
    EntryColumn("corrective_action", "Corrective action", 36, _ACTION_PROMPT),
    DeadlineColumn("partners", "Partners", 14, value=lambda m, d: "; ".join(m.partners)),
    DeadlineColumn("notes", "Plan notes", 28, is_optional=True, value=lambda m, d: milestone_notes(m)),
    DeadlineColumn("withdrawn", "Withdrawn", 20, is_optional=True, value=lambda m, d: withdrawal_words(d.withdrawal)),
)
"""The sheet Milestones, column by column. An optional column of the plan stands only in returns that need it."""


_LONGEST_HEADING = 60


def milestone_columns(plan: Plan) -> tuple[Column, ...]:
    """The same with the plan's own word over the leads, unless another column is called so or it is no heading."""
    own = " ".join(as_typed(plan.lead_column).split())
    others = {same_words(each.heading) for each in MILESTONE_COLUMNS}
    if same_words(own) in ("", *others) or len(own) > _LONGEST_HEADING:
        return MILESTONE_COLUMNS
    width = max(map(len, own.split())) + 1
    return tuple(
        replace(each, heading=own, width=max(each.width, width)) if each.key == "lead" else each
        for each in MILESTONE_COLUMNS
    )


def priority_label(vocabulary: Vocabulary) -> str:
    """What stands before the priority's code in the guide: the plan's own word, unless it says something else there."""
    taken = (PLAN_LABEL, MONTH_LABEL)
    own = vocabulary.priority_word
    return PRIORITY_LABEL if own.casefold() in {each.casefold() for each in taken} else own


TARGET_PLAN = tuple(column for column in TARGET_COLUMNS if isinstance(column, MeasureColumn))
TARGET_ENTRIES = tuple(column for column in TARGET_COLUMNS if isinstance(column, EntryColumn))
MILESTONE_PLAN = tuple(column for column in MILESTONE_COLUMNS if isinstance(column, DeadlineColumn))
MILESTONE_ENTRIES = tuple(column for column in MILESTONE_COLUMNS if isinstance(column, EntryColumn))
TARGET_FURTHER = tuple(column for column in TARGET_ENTRIES if column.is_optional)
MILESTONE_FURTHER = tuple(column for column in MILESTONE_ENTRIES if column.is_optional)

DATES = ("as_at", "completed", "expected")
"""The columns that dates are typed into."""


def target_columns(measures: Iterable[Measure]) -> tuple[Column, ...]:
    """The columns of the sheet Targets that these measures need.

    A rating of one's own stands there only where one is judged, an optional one of the plan where it says something.
    """
    rows = tuple(measures)
    is_any_judged = any(each.unit.is_judged for each in rows)
    return tuple(
        column
        for column in TARGET_COLUMNS
        if (is_any_judged or column.key != OWN_RATING)
        and (not (isinstance(column, MeasureColumn) and column.is_optional) or any(map(column.value, rows)))
    )


def deadline_columns(plan: Plan, deadlines: Iterable[tuple[Milestone, Deadline]]) -> tuple[Column, ...]:
    """The columns of the sheet Milestones that these deadlines need, likewise, and with the plan's word over leads."""
    rows = tuple(deadlines)
    return tuple(
        column
        for column in milestone_columns(plan)
        if not (isinstance(column, DeadlineColumn) and column.is_optional) or any(column.value(*row) for row in rows)
    )


KEYS = ("ref", "component", "deadline")
"""The columns that a row is found by."""

NO_FIGURE_WORDS = {
    "n/a": "Not available",
    "na": "Not available",
    "not available": "Not available",
    "not yet due": "Not yet due",
    "tbc": "",
    "tbd": "",
    "-": "",
    "–": "",
}
"""What is typed for “no figure” in place of a figure, and the data status that says it properly ("" for none)."""
