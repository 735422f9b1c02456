"""What needs attention, in Word, against the second opinion."""

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from tests.second_opinion import said
from tests.second_opinion.compare_summary import COUNT, said_of
from tests.second_opinion.differences import Difference, differ
from tests.second_opinion.readback import Part, Row, part
from tests.second_opinion.rules import rag
from tests.second_opinion.verdict import Opinion


def compare_attention(parts: list[Part], mine: Opinion) -> Iterator[Difference]:
    section = "Needs attention"
    red = {
        (row.measure.ref, said.measure_name(row.measure), said.rating(row))
        for row in mine.measures.values()
        if rag(row.state) == "red"
    }
    rows = part(parts, section, "Measures off target").rows
    yield from _sets(
        "off target", red, {(row["Ref"], row["Measure"], row["Rating"]) for row in rows}
    )
    late = [row for row in mine.deadlines.values() if rag(row.state) == "red"]
    own = {
        (row.deadline.ref, said.due(row.deadline), said.shown(row.state), row.judged.days_overdue)
        for row in late
    }
    rows = part(parts, "Late deadlines").rows
    theirs = {
        (row["Ref"], row["Due"], row["State"], said_of(r"(\d+) days? overdue", row["Reason"]))
        for row in rows
    }
    yield from _sets("overdue and missed", own, theirs)
    yield from differ("Word, attention", "overdue and missed, how many", len(late), len(rows))
    yield from _actions(
        rows, "No corrective action was given.", sum(not row.action for row in late)
    )
    yield from _amber(part(parts, section, "Amber without a corrective action"), mine)


def _sets(what: str, own: AbstractSet[object], theirs: AbstractSet[object]) -> Iterator[Difference]:
    yield from differ(
        "Word, attention", what, sorted(own - theirs, key=str), sorted(theirs - own, key=str)
    )


def _actions(rows: list[Row], none: str, without: int) -> Iterator[Difference]:
    yield from differ(
        "Word, attention",
        "without action",
        without,
        sum(row["Corrective action"] == none for row in rows),
    )


def _amber(listed: Part, mine: Opinion) -> Iterator[Difference]:
    """Each amber row that came without a corrective action."""
    own = Counter(
        row.measure.ref
        for row in mine.measures.values()
        if rag(row.state) == "amber" and not row.action
    )
    own += Counter(
        row.deadline.ref
        for row in mine.deadlines.values()
        if rag(row.state) == "amber" and row.state != "Re-dated" and not row.action
    )
    items = [line for line in listed.paragraphs if re.match(r"[A-Z]\d+\b", line)]
    yield from differ(
        "Word, attention",
        "amber without action",
        sorted(own.elements()),
        sorted(line.split()[0] for line in items),
    )
    if own:
        yield from differ(
            "Word, attention",
            "amber, how many",
            own.total(),
            said_of(rf"{COUNT} amber items?", " ".join(listed.paragraphs)),
        )
