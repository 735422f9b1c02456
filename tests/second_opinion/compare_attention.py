"""What needs attention, what is late and what is at risk, in Word, against the second opinion."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from tests.second_opinion import said
from tests.second_opinion.compare_summary import said_of
from tests.second_opinion.compare_word import (
    direction_said,
    progress,
    read_direction,
    reason_of,
    written_of,
    year_end_of,
)
from tests.second_opinion.differences import Difference, differ
from tests.second_opinion.readback import Part, Row, figures, part
from tests.second_opinion.rules import rag
from tests.second_opinion.verdict import DeadlineOpinion, MeasureOpinion, Opinion

SECTION, IN_FULL = "Needs attention", 12
"""So many measures are told in full, the furthest off target."""
NO_ACTION = "No corrective action was given."


def compare_attention(parts: list[Part], mine: Opinion) -> Iterator[Difference]:
    yield from _red(parts, mine)
    yield from _late(part(parts, "Late deadlines").rows, mine)
    yield from _amber(parts, mine)


def _red(parts: list[Part], mine: Opinion) -> Iterator[Difference]:
    red = {
        f"{row.measure.ref} {said.measure_name(row.measure)}": row
        for row in mine.measures.values()
        if rag(row.state) == "red"
    }
    told = {each.title: each for each in parts if each.section == SECTION and each.told}
    short = {line.partition(": ")[0]: line for line in _lines(_in_short(parts))}
    yield from differ("Word, attention", "in full", min(len(red), IN_FULL), len(told))
    yield from _sets(
        "off target", set(red), {*told, *(each for each in red if _is_in(each, short))}
    )
    for name, each in told.items():
        if row := red.get(name):
            yield from _in_full(name, each, row)


def _in_short(parts: list[Part]) -> Part:
    found = (each for each in parts if each.section == SECTION and "in short" in each.title)
    return next(found, Part(SECTION, ""))


def _in_full(name: str, told: Part, row: MeasureOpinion) -> Iterator[Difference]:
    """The rating, why, which way it went, and what was written of a measure off target."""
    first, *others = told.told
    rating, _, reason = first.strip().partition("  ")
    yield from differ("Word, attention", f"{name}, rating", said.rating(row), rating.strip())
    figure, _, why = reason.strip().partition(", ")
    is_apart = figures(figure) == [row.figure]
    yield from differ("Word, attention", f"{name}, actual", True, str(row.figure) in reason)
    for what, own, theirs in reason_of(row, why if is_apart else reason.strip()):
        yield from differ("Word, attention", f"{name}, {what}", own, theirs)
    change = next((each for each in others if each.startswith("Change: ")), "")
    travel = read_direction(change.removeprefix("Change: ").partition(". ")[0])
    yield from differ("Word, attention", f"{name}, direction", direction_said(row), travel)
    text = "\n".join(others)
    none = rf"{re.escape(NO_ACTION[:-1])}(?: \([^)]*\))?\." if row.entry else ""
    given = rf"Corrective action(?: \([^)]*\))?: {re.escape(row.action)}"
    action = re.compile(given if row.action else none)
    yield from differ("Word, attention", f"{name}, action", True, bool(action.search(text)))
    if row.shown and row.shown.comment:
        yield from differ("Word, attention", f"{name}, comment", True, row.shown.comment in text)
    yield from differ("Word, attention", f"{name}, year end", *year_end_of(row, change))


def _is_in(name: str, lines: Mapping[str, str]) -> bool:
    return any(name.startswith(each) for each in lines)


def _lines(listed: Part) -> list[str]:
    return [line for line in listed.paragraphs if re.match(r"[A-Z]\d+\b", line)]


def _late(rows: list[Row], mine: Opinion) -> Iterator[Difference]:
    late = [row for row in mine.deadlines.values() if rag(row.state) == "red"]
    own = {
        (
            row.deadline.ref,
            said.due(row.deadline, said.short),
            said.shown(row.state),
            row.judged.days_overdue,
        )
        for row in late
    }
    theirs = {
        (row["Ref"], row["Due"], row["State"], said_of(r"(\d+) days? overdue", _first(row)))
        for row in rows
    }
    yield from _sets("overdue and missed", own, theirs)
    yield from differ("Word, attention", "overdue and missed, how many", len(late), len(rows))
    without = sum(not row.action and row.entry is not None for row in late)
    found = sum(row[WHY].endswith(NO_ACTION) for row in rows)
    yield from differ("Word, attention", "late without action", without, found)
    for row in rows:
        for opinion in (each for each in late if each.deadline.ref == row["Ref"]):
            yield from _written(opinion, rows)
        group = [each for each in mine.deadlines.values() if each.deadline.ref == row["Ref"]]
        if len(group) > 1:
            yield from progress(row["Milestone"], row["Ref"], group, mine.month, None)


WHY = "Reason, progress and corrective action"


def _first(row: Row) -> str:
    return row[WHY].partition("\n")[0].partition(" It waits for ")[0]


def _written(mine: DeadlineOpinion, rows: list[Row]) -> Iterator[Difference]:
    """What was written of a late deadline stands in one of the rows of its milestone."""
    texts = [row[WHY] for row in rows if row["Ref"] == mine.deadline.ref]
    for what, text in (
        ("progress", mine.entry.progress if mine.entry else ""),
        ("action", mine.action and f"Corrective action: {mine.action}"),
    ):
        is_told = any(text in each for each in texts)
        yield from differ("Word, attention", f"{mine.deadline.row}, {what}", True, is_told)


def _sets(what: str, own: AbstractSet[object], theirs: AbstractSet[object]) -> Iterator[Difference]:
    yield from differ(
        "Word, attention", what, sorted(own - theirs, key=str), sorted(theirs - own, key=str)
    )


def _amber_in_full(name: str, told: str, row: MeasureOpinion) -> Iterator[Difference]:
    """The figure, why, which way it went, and what was written of a measure close to target."""
    figure, _, why = told.partition(", ")
    is_apart = figures(figure) == [row.figure]
    yield from differ("Word, attention", f"{name}, actual", True, str(row.figure) in told)
    for what, own, theirs in reason_of(row, why if is_apart else told):
        yield from differ("Word, attention", f"{name}{what}", own, theirs)
    moved = re.search(r" ([▲►▼] .*?\)|[▲►▼] [^(]*?)\.", told)
    travel = read_direction(moved[1]) if moved else None
    yield from differ("Word, attention", f"{name}, direction", direction_said(row), travel)
    for what, own, theirs in written_of(row, told):
        yield from differ("Word, attention", f"{name}{what}", own, theirs)


def _amber(parts: list[Part], mine: Opinion) -> Iterator[Difference]:
    """Each amber row, and that it came without a corrective action."""
    own = Counter(
        (row.measure.ref, bool(row.action or not row.entry))
        for row in mine.measures.values()
        if rag(row.state) == "amber"
    )
    lines = _lines(part(parts, SECTION, "Close to target"))
    for row in mine.measures.values():
        name = f"{row.measure.ref} {said.measure_name(row.measure)}: "
        for line in (each for each in lines[:IN_FULL] if each.startswith(name)):
            if rag(row.state) == "amber":
                yield from _amber_in_full(name, line.removeprefix(name), row)
    theirs = Counter((line.split()[0], not line.endswith(NO_ACTION)) for line in lines)
    yield from differ(
        "Word, attention", "close to target", sorted(own.elements()), sorted(theirs.elements())
    )
    late = Counter(
        (
            row.deadline.ref,
            said.due(row.deadline, said.short),
            said.shown(row.state),
            bool(row.action or not row.entry or row.state == "Re-dated"),
        )
        for row in mine.deadlines.values()
        if rag(row.state) == "amber"
    )
    told = Counter(
        (row["Ref"], row["Due"], row["State"], not row[WHY].endswith(NO_ACTION))
        for row in part(parts, "Due next and at risk").rows
    )
    yield from differ(
        "Word, attention", "at risk", sorted(late.elements()), sorted(told.elements())
    )
