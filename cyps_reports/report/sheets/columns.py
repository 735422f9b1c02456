"""The columns of the measures and of the deadlines in the Excel summary."""

from __future__ import annotations

from dataclasses import replace

from cyps_reports.assessment.state_words import DIRECTION_OF_TRAVEL
from cyps_reports.phrases import lower
from cyps_reports.plan.model.plan import SIMILAR_AUTHORITIES, Plan
from cyps_reports.report.columns import lead_in_characters, word_heading
from cyps_reports.report.other_figures import comparator_key, comparators_of
from cyps_reports.report.table_blocks import Align, TableColumn
from cyps_reports.returns import layout
from cyps_reports.returns.model import PUBLIC_COMMENT
from cyps_reports.returns.needed_columns import target_columns
from cyps_reports.workbooks.layout import keys

_MEASURES = (
    ("ref", TableColumn("Ref", 6)),
    ("name", TableColumn("Measure", 36)),
    ("rag", TableColumn("RAG", 8, by_word=True)),
    ("state", TableColumn("State", 15, by_word=True)),
    ("actual", TableColumn("Actual", 10, Align.RIGHT)),
    ("target", TableColumn("Target", 10, Align.RIGHT)),
    ("as_at", TableColumn("Data as at", 15)),
    ("direction", TableColumn(DIRECTION_OF_TRAVEL, 20)),
    ("reason", TableColumn("Reason", 36)),
    ("trend", TableColumn("Trend", 12)),
    ("forecast", TableColumn("Year end", 30)),
    ("corrective_action", TableColumn("Corrective action", 36)),
    ("comment", TableColumn("Comment", 36)),
    ("variation", TableColumn("Variation", 20, by_word=True)),
    ("assurance", TableColumn("Assurance", 20, by_word=True)),
    ("outturn", TableColumn("Outturn", 10, Align.RIGHT)),
    ("since_outturn", TableColumn("Since the outturn", 20)),
    ("similar", TableColumn("Similar authorities", 11, Align.RIGHT)),
    ("against", TableColumn("Against similar authorities", 20)),
    ("unit", TableColumn("Unit", 10)),
    ("polarity", TableColumn("Polarity", 12)),
    *((column.key, TableColumn(column.heading, column.width)) for column in layout.TARGET_FURTHER),
    ("priority", TableColumn("Priority", 8)),
    ("head", TableColumn("Head of service", 20)),
    ("source", TableColumn("Source", 24)),
)

_MILESTONES = (
    ("ref", TableColumn("Ref", 6)),
    ("name", TableColumn("Milestone", 36)),
    ("which", TableColumn("Deadline", 16)),
    ("rag", TableColumn("RAG", 8, by_word=True)),
    ("state", TableColumn("State", 17, by_word=True)),
    ("binding", TableColumn("Due", 12)),
    ("days", TableColumn("Days late", 9, Align.RIGHT)),
    ("lead", TableColumn("Lead", 7)),
    ("expected", TableColumn("Expected date", 12)),
    ("completed", TableColumn("Date completed", 12)),
    ("reason", TableColumn("Reason", 36)),
    ("corrective_action", TableColumn("Corrective action", 36)),
    ("progress", TableColumn("Progress", 36)),
    ("own_view", TableColumn("Manager's view", 14)),
    ("due", TableColumn("Due in words", 18)),
    ("heading", TableColumn("Heading", 18)),
    ("partners", TableColumn("Partners", 12)),
    *(
        (column.key, TableColumn(column.heading, column.width))
        for column in layout.MILESTONE_FURTHER
    ),
    ("success", TableColumn("Success measure", 30)),
    ("evidence", TableColumn("Evidence", 30)),
    ("moves", TableColumn("Moves", 12)),
    ("priority", TableColumn("Priority", 8)),
    ("head", TableColumn("Head of service", 20)),
    ("source", TableColumn("Source", 24)),
)
"""Key of the cell, and its column: what a row is, how it stands, then all else.

A new column is a line here.
"""

WHERE_FILLED = ("success", "evidence", "moves", "head", "variation", "assurance", "source")
"""The columns that are there only where something is in them."""
NAMED = frozenset(("name", "which"))
"""The last columns that say what a row is."""
PRINTED = frozenset(("comment", "progress"))
"""The last columns that are printed; what stands right of them is for the screen."""

Keyed = tuple[tuple[str, TableColumn], ...]


def milestones_sheet(plan: Plan) -> Keyed:
    """The columns of the deadlines."""
    columns = tuple(
        (key, column)
        for key, column in _MILESTONES
        if key != PUBLIC_COMMENT or plan.says_about_children
    )
    return _called(columns, plan)


def _called(columns: Keyed, plan: Plan) -> Keyed:
    """The columns with the plan's own words over them, where it has some."""
    own = {
        "priority": plan.vocabulary.priority_word,
        "lead": plan.lead_column,
        "similar": plan.similar_column,
        "against": f"Against {plan.similar_name or lower(SIMILAR_AUTHORITIES)}",
    }
    called = (
        (key, word_heading(own[key], each.width, each.align) if key in own else each)
        for key, each in columns
    )
    called = (
        (key, lead_in_characters(plan, each.width) if key == "lead" else each)
        for key, each in called
    )
    # What somebody typed into the plan stands in no formula.
    is_ours = not plan.vocabulary.has_own_ratings
    return tuple(
        (key, replace(each, by_word=each.by_word and (is_ours or key != "rag")))
        for key, each in called
    )


def _with_comparators(columns: Keyed, plan: Plan) -> Keyed:
    """The columns with one for each comparator of the plan, and the comparators' notes.

    They stand behind that of similar authorities.
    """
    compared = tuple(
        (comparator_key(comparator), word_heading(comparator, 11, Align.RIGHT))
        for comparator in comparators_of(plan)
    )
    if any(comparator.note for measure in plan.measures for comparator in measure.comparators):
        compared = (*compared, ("comparators", TableColumn("Comparators in words", 30)))
    at = [key for key, _ in columns].index("similar") + 1
    return (*columns[:at], *compared, *columns[at:])


def measures_sheet(plan: Plan) -> Keyed:
    """The columns of the measures, with the comparators.

    And of the columns that some returns have, those that the plan's have.
    """
    there = keys(target_columns(plan.measures))
    further = keys(layout.TARGET_FURTHER)
    columns = tuple(
        (key, column) for key, column in _MEASURES if key not in further or key in there
    )
    return _with_comparators(_called(columns, plan), plan)
