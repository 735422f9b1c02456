"""The layout of the return workbook.

Template writer, reader, checks and guide all read these tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Figure
from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.plan.row_sentences import (
    deadline_label,
    due_words,
    milestone_notes,
    notes_of_before,
    outturn_shown,
    plan_notes,
    polarity_words,
    redated_to,
    similar_shown,
    target_shown,
    withdrawal_words,
)
from cyps_reports.returns.model import (
    DENOMINATOR,
    NUMERATOR,
    OWN_RATING,
    PUBLIC_COMMENT,
    DataStatus,
    OwnRating,
    Status,
)
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.plain_text import as_typed, same_words

GUIDE, TARGETS, MILESTONES = "Guide", "Targets", "Milestones"
"""The names of the sheets."""

PLAN_LABEL = "Plan"
PRIORITY_LABEL = "Priority"
MONTH_LABEL = "Return month"
MARKING_LABEL = "Marking"

FILLED_IN_BY, SIGNED_BY, SIGNED_ON = "filled_in_by", "signed_off_by", "signed_off_on"
SIGN_OFF_LABELS = {
    FILLED_IN_BY: "Filled in by",
    SIGNED_BY: "Signed off by",
    SIGNED_ON: "Signed off on",
}
"""The optional cells of the guide that say who answers for a return, by key."""
SIGN_OFF_PROMPTS = {
    FILLED_IN_BY: "Who filled this return in.",
    SIGNED_BY: "Who answers for what it says; somebody who has read all of it.",
    SIGNED_ON: "The day they did so (dd/mm/yy). If the return is changed later: the new day.",
}


@dataclass(frozen=True, slots=True)
class EntryColumn(Column):
    """A column that managers fill in.

    An optional one may be missing from returns that were sent out before it was thought of. A line
    in the table of columns is all it needs: its text, or its choice, is read by its key, kept in
    the record and shown in the summary.
    """


@dataclass(frozen=True, slots=True)
class LiveColumn(Column):
    """A locked column that the workbook fills in itself, by formula or from last month.

    It is never read.
    """


@dataclass(frozen=True, slots=True)
class MeasureColumn(Column):
    """A locked column of the sheet Targets, and what the plan puts in it.

    And what it put there in returns of before.
    """

    value: Callable[[Measure], str | Figure] = lambda measure: measure.ref
    before: Callable[[Measure], str] | None = None


@dataclass(frozen=True, slots=True)
class DeadlineColumn(Column):
    """A locked column of the sheet Milestones, and what the plan puts in it."""

    value: Callable[[Milestone, Deadline], str | date | None] = lambda milestone, _: milestone.ref


_ACTION_PROMPT = "If off target or late: what will be done, by whom and by when."

_PUBLIC_COMMENT_COLUMN = EntryColumn(
    PUBLIC_COMMENT,
    "Public comment",
    36,
    "What anybody may read; the public edition prints nothing else of yours. No number of children "
    "from 1 to 5, and nothing that tells of one child.",
    is_optional=True,
)

TARGET_COLUMNS: tuple[Column, ...] = (
    MeasureColumn("ref", "Ref", 5, value=lambda m: m.ref),
    MeasureColumn("name", "Measure", 30, value=lambda m: m.name),
    MeasureColumn("component", "Component", 11, value=lambda m: m.component),
    LiveColumn("state", "Rating", 14),
    LiveColumn("todo", "To do", 22),
    MeasureColumn("unit", "Unit", 7, value=lambda m: m.unit.name),
    MeasureColumn("target", "Target", 9, value=target_shown),
    LiveColumn("previous", "Last figure", 10),
    EntryColumn(
        "actual",
        "Actual",
        10,
        "The latest figure in the measure's unit. Leave empty if there is none.",
    ),
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
        "Only of what is judged in words and the plan's order does not decide; say why in the "
        "comment.",
        tuple(OwnRating),
        is_optional=True,
    ),
    EntryColumn(
        "comment", "Comment", 36, "What readers of the report should know about this figure."
    ),
    EntryColumn("corrective_action", "Corrective action", 36, _ACTION_PROMPT),
    EntryColumn(
        NUMERATOR,
        "Numerator",
        11,
        "How many children are above the line of this percentage or rate; never printed publicly.",
        is_optional=True,
    ),
    EntryColumn(
        DENOMINATOR,
        "Denominator",
        12,
        "How many children there are in all, of whom the figure tells; never printed publicly.",
        is_optional=True,
    ),
    _PUBLIC_COMMENT_COLUMN,
    MeasureColumn("outturn", "Outturn", 9, value=outturn_shown),
    MeasureColumn("similar", "Similar authorities", 10, value=similar_shown),
    MeasureColumn("polarity", "Polarity", 12, value=polarity_words),
    MeasureColumn("notes", "Plan notes", 54, value=plan_notes, before=notes_of_before),
    MeasureColumn(
        "withdrawn",
        "Withdrawn",
        20,
        is_optional=True,
        value=lambda m: withdrawal_words(m.withdrawal),
    ),
)
"""The sheet Targets, column by column.

What is left to do stands beside the measure, then what it needs to be filled in. A new column is a
line here and, but for an optional entry, where it is used.
"""

MILESTONE_COLUMNS: tuple[Column, ...] = (
    DeadlineColumn("ref", "Ref", 5, value=lambda m, d: m.ref),
    DeadlineColumn("deadline", "Deadline", 9, value=deadline_label),
    DeadlineColumn("name", "Milestone", 32, value=lambda m, d: m.name),
    LiveColumn("state", "State", 15),
    LiveColumn("todo", "To do", 22),
    DeadlineColumn("purpose", "Deadline for", 13, value=lambda m, d: d.purpose),
    DeadlineColumn("due", "Due date", 10, value=lambda m, d: d.due_said or d.due or due_words(d)),
    DeadlineColumn("redated", "Re-dated to", 10, value=lambda m, d: redated_to(d)),
    EntryColumn("status", "Status", 12, "Your own view.", tuple(Status)),
    EntryColumn(
        "completed",
        "Date completed",
        11,
        "The day it was finished; for an item that recurs, when it was last done.",
    ),
    EntryColumn(
        "expected",
        "Expected date",
        11,
        "If it will not be finished by the due date: when it will be.",
    ),
    EntryColumn("progress", "Progress", 36, "What has happened since last month."),
    EntryColumn("corrective_action", "Corrective action", 36, _ACTION_PROMPT),
    _PUBLIC_COMMENT_COLUMN,
    LiveColumn("previous", "Last progress", 30),
    DeadlineColumn("lead", "Lead", 5, value=lambda m, d: m.leads),
    DeadlineColumn("heading", "Heading", 16, value=lambda m, d: m.heading),
    DeadlineColumn("partners", "Partners", 14, value=lambda m, d: "; ".join(m.partners)),
    DeadlineColumn(
        "notes", "Plan notes", 54, is_optional=True, value=lambda m, d: milestone_notes(m)
    ),
    DeadlineColumn(
        "withdrawn",
        "Withdrawn",
        20,
        is_optional=True,
        value=lambda m, d: withdrawal_words(d.withdrawal),
    ),
)
"""The sheet Milestones, column by column, in the same order of what people need.

An optional column of the plan stands only in returns that need it.
"""

FOR_READERS = ("comment", "progress", "corrective_action")
"""The columns whose words are printed in the report."""


def step_heading(heading: str, step: str) -> str:
    """The heading of a hidden column with which a return reads itself: a step of one it reads."""
    return f"{heading}: {step}"


def is_step_heading(heading: str) -> bool:
    """Whether a column is one of these, which is for the return alone and for nobody to see."""
    of_column, colon, _ = heading.rpartition(": ")
    return bool(colon) and same_words(of_column) in _ENTRY_HEADINGS


_LONGEST_HEADING = 60


def milestone_columns(plan: Plan) -> tuple[Column, ...]:
    """The same with the plan's own word over the leads.

    Unless another column is called so or it is no heading.
    """
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
    """What stands before the priority's code in the guide.

    The plan's own word, unless it says something else there.
    """
    taken = (PLAN_LABEL, MONTH_LABEL)
    own = vocabulary.priority_word
    taken_words = {each.casefold() for each in taken}
    return PRIORITY_LABEL if own.casefold() in taken_words else own


TARGET_PLAN = tuple(column for column in TARGET_COLUMNS if isinstance(column, MeasureColumn))
TARGET_ENTRIES = tuple(column for column in TARGET_COLUMNS if isinstance(column, EntryColumn))
MILESTONE_PLAN = tuple(column for column in MILESTONE_COLUMNS if isinstance(column, DeadlineColumn))
MILESTONE_ENTRIES = tuple(column for column in MILESTONE_COLUMNS if isinstance(column, EntryColumn))
TARGET_FURTHER = tuple(column for column in TARGET_ENTRIES if column.is_optional)
MILESTONE_FURTHER = tuple(column for column in MILESTONE_ENTRIES if column.is_optional)
_ENTRY_HEADINGS = frozenset(
    same_words(column.heading) for column in (*TARGET_ENTRIES, *MILESTONE_ENTRIES)
)
DATES = ("as_at", "completed", "expected")
"""The columns that dates are typed into."""


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
"""What is typed for “no figure” in place of a figure.

With the data status that says it properly ("" for none).
"""
