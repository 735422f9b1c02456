"""The columns of tables.

Those that are called by a word of the plan, and how much room words take.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from textwrap import wrap

from cyps_reports.phrases import lines_taken
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.table_blocks import Align, Band, Table, TableColumn


def _in_figures_place(measure: Measure) -> tuple[str, ...]:
    """The words that stand with a figure of the measure or instead of it."""
    said = (measure.target_said, measure.outturn_said, measure.similar_said)
    return (measure.unit.after, *measure.unit.values, *said)


def room_for_units(measures: Iterable[Measure]) -> float:
    """How much wider a narrow column of figures has to be, so that no word in it is broken.

    In centimetres.
    """
    words = (
        word for measure in measures for text in _in_figures_place(measure) for word in text.split()
    )
    longest = max(map(len, words), default=0)
    return min(max(0, longest - _LETTERS_WITH_ROOM) * _CENTIMETRES_A_LETTER, _MOST_MORE)


_LETTERS_WITH_ROOM, _CENTIMETRES_A_LETTER, _MOST_MORE = 8, 0.2, 1.2


def milestone_and_lead(plan: Plan, centimetres: float) -> tuple[TableColumn, TableColumn]:
    """The columns of milestones and their leads in the Word report, which share a width.

    No word of the leads or of their heading is broken: the milestones make room for it.
    """
    lead = _under_heading(plan) + room_for_leads(plan)
    return TableColumn("Milestone", centimetres - lead), TableColumn(plan.lead_column, lead)


def room_for_leads(plan: Plan) -> float:
    """How many centimetres more than their heading the leads need, so that no word is broken.

    Those that the plan calls by their initials need none, long words of posts do.
    """
    widest = max((room_for_heading(lead.key) for lead in plan.leads), default=0.0)
    return round(max(0.0, widest - _under_heading(plan)), 1)


def _under_heading(plan: Plan) -> float:
    return max(LEAD, room_for_heading(plan.lead_column))


def lead_in_characters(plan: Plan, characters: float) -> TableColumn:
    """The column of leads where widths are in characters: as wide as its longest word."""
    column = word_heading(plan.lead_column, characters)
    words = (word for lead in plan.leads for word in lead.key.split())
    longest = max(map(len, words), default=0)
    return replace(column, width=max(column.width, min(longest + 1, _MOST_CHARACTERS)))


def room_for_references(plan: Plan, centimetres: float) -> float:
    """How many centimetres more than so many the plan's references need in a column.

    A short one is not broken at all, of a longer one no word is.
    """
    refs = plan.references
    whole = [ref for ref in refs if len(ref) <= _SHORT_REFERENCE]
    words = [word for ref in refs - set(whole) for word in ref.split()]
    longest = max(map(len, (*whole, *words)), default=0)
    wanted = min(longest * _CENTIMETRES_A_LETTER + _BESIDE_REFERENCE, _WIDEST_REFERENCE)
    return max(0.0, round(wanted - centimetres, 1))


_SHORT_REFERENCE, _BESIDE_REFERENCE, _WIDEST_REFERENCE = 8, 0.4, 3.0


def room_for_heading(heading: str) -> float:
    """The centimetres that the longest word of a heading takes, as far as there is room."""
    letters = max(map(len, heading.split()), default=0)
    return min(round(letters * _CENTIMETRES_A_LETTER + _BESIDE_WORDS, 1), _WIDEST_HEADING)


_BESIDE_WORDS, _WIDEST_HEADING, _MOST_CHARACTERS = 0.2, 4.0, 30
LEAD = 1.2
"""The column of leads in centimetres, where no longer word stands over it."""


def least_lines(pairs: Sequence[tuple[str, str]], both: float) -> tuple[float, float]:
    """How two columns of prose share a width, so that their rows take the fewest lines.

    `pairs` are their texts, row by row; widths in centimetres.
    """

    def lines(share: float) -> int:
        first, second = share * both, (1 - share) * both
        rows = (max(_lines(one, first), _lines(other, second)) for one, other in pairs)
        return sum(rows)

    share = min(_SHARES, key=lines)
    return round(share * both, 1), round(both - round(share * both, 1), 1)


def _lines(text: str, centimetres: float) -> int:
    room = max(1, int((centimetres - _BESIDE_WORDS) / _PROSE_LETTER))
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: int) -> int:
    # Hyphens, where words may break, and tabs, which become several spaces, take long to look for.
    is_plain = "-" not in line and "\t" not in line
    return lines_taken(line, room) if is_plain else len(wrap(line, room)) or 1


_SHARES = (0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
_PROSE_LETTER = 0.18
"""What a letter of prose takes, in centimetres."""


def word_heading(
    heading: str, characters: float, align: Align = Align.LEFT, beside: int = 0
) -> TableColumn:
    """A column of so many characters at least, and wide enough for each word of its heading.

    `beside` is the room that is left beside the longest, in characters.
    """
    longest = max(map(len, heading.split()), default=0) + beside
    return TableColumn(heading, max(characters, min(longest, _MOST_CHARACTERS)), align)


def without_columns(table: Table, gone: Collection[int], wider: int) -> Table:
    """The table without some of its columns, whose room another one has; counted from 0."""
    freed = sum(table.columns[at].width for at in gone)
    columns = tuple(
        replace(column, width=column.width + freed) if at == wider else column
        for at, column in enumerate(table.columns)
        if at not in gone
    )
    rows = tuple(
        row if isinstance(row, Band) else tuple(c for at, c in enumerate(row) if at not in gone)
        for row in table.rows
    )
    return replace(table, columns=columns, rows=rows)
