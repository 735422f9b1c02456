"""Page one of the Word report, against the second opinion."""

import re
from collections.abc import Iterator

from tests.second_opinion import said
from tests.second_opinion.compare_summary import COUNT, no_return, number, said_of
from tests.second_opinion.differences import Difference, differ
from tests.second_opinion.plan import Plan
from tests.second_opinion.readback import Part, Row, part
from tests.second_opinion.rules import RATED, rag
from tests.second_opinion.verdict import Opinion

SIGNS = {"On target": "●", "Close to target": "◊", "Off target": "■"}
GROUPS = {
    "Completed": "√",
    "On track": "●",
    "At risk, re-dated or missed once": "◊",
    "Overdue or missed": "■",
    "No update or not started": "○",
}


def compare_page_one(
    parts: list[Part], plan: Plan, mine: Opinion, last: Opinion | None
) -> Iterator[Difference]:
    section = part(parts, "Summary")
    text = " ".join(each for p in parts if p.section == "Summary" for each in p.paragraphs)
    for what, own, theirs in (*_headline(text, mine, last), *_advice(text, mine, plan)):
        yield from differ("Word, page one", what, own, theirs)
    rows = section.rows
    for code, row in zip((*plan.priorities, ""), rows, strict=False):
        for what, own, theirs in _bars(row, code, mine):
            yield from differ("Word, page one", f"{row['Priority']}, {what}", own, theirs)
    named = [row["Priority"].partition(":")[0] for row in rows]
    yield from differ("Word, page one", "priorities", [*plan.priorities, "All"], named)


def _headline(
    text: str, mine: Opinion, last: Opinion | None
) -> Iterator[tuple[str, object, object]]:
    rated, _ = mine.rated()
    counted, states = mine.counted(""), mine.judged()
    found = re.search(r"on target \((\d+) of (\d+)", text)
    own = (counted["On target"], rated) if rated else None
    yield "on target", own, (int(found[1]), int(found[2])) if found else None
    if rated:
        yield "off target", counted["Off target"], said_of(rf"{COUNT} (?:is|are) off target", text)
    late = sum(states[state] for state in said.GROUPS["Overdue or missed"])
    done = sum(states[state] for state in said.GROUPS["Completed"])
    said_late = re.search(rf"{COUNT} of (\d+) deadlines? (?:is|are) late", text, re.IGNORECASE)
    told = (number(said_late[1].lower()), int(said_late[2])) if said_late else None
    yield "late", (late, states.total()), told
    yield "completed", done, said_of(rf"{COUNT} (?:is|are) completed", text)
    if last and rated and last.rated()[0]:
        moved = counted["On target"] - last.counted("")["On target"]
        pattern = r"on target \(\d+ of \d+, (up|down) (\d+)(?:, with [^)]*)?\)"
        yield "on target, moved", moved, _moved(pattern, text)
        for state in ("On target", "Off target"):
            yield f"{state}, known once", _known_once(state, mine, last), _said_once(state, text)
    if last:
        before = sum(last.judged()[state] for state in said.GROUPS["Completed"])
        pattern = r"completed \((up|down) (\d+)\)"
        yield "completed, moved", done - before, _moved(pattern, text)


def _known_once(state: str, mine: Opinion, last: Opinion) -> int:
    """How many of the measures that make a count fall are not rated now, or, of a rise, before."""
    by = mine.counted("")[state] - last.counted("")[state]
    there, here = (last, mine) if by < 0 else (mine, last)
    went = {ref for ref, each in there.wholes.items() if each == state != here.wholes[ref]}
    rows = {
        row.measure.ref
        for key, row in there.measures.items()
        if row.state == state and here.measures[key].state not in RATED
    }
    return len(went & rows) if by else 0


def _said_once(state: str, text: str) -> int:
    found = re.search(rf"{state.lower()} \(([^)]*)\)", text)
    words = r"(\d+) (?:no longer rated|no longer pursued|newly rated|not pursued before)"
    return sum(int(each) for each in re.findall(words, found[1] if found else ""))


def _moved(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    return (int(found[2]) if found[1] == "up" else -int(found[2])) if found else 0


def _advice(text: str, mine: Opinion, plan: Plan) -> Iterator[tuple[str, object, object]]:
    red = [row for row in mine.measures.values() if rag(row.state) == "red"]
    late = [row for row in mine.deadlines.values() if rag(row.state) == "red"]
    asked = text.partition("asked to note")[2]
    with_action = {row.measure.ref for row in red if row.action}
    wholes = {row.measure.ref for row in red}
    own = (len(with_action), len(wholes)) if with_action else None
    yield "off target, with an action", own, _of(r"measures? off target", asked)
    acted_on = sum(bool(row.action) for row in late)
    own = (acted_on, len(late)) if acted_on else None
    yield "late, with an action", own, _of("late deadlines?", asked)
    without = [row for row in red if row.shown and not row.action]
    number = len(without) + sum(row.entry is not None and not row.action for row in late)
    asked_for = rf"actions on the {COUNT} items? without one"
    yield "without an action", number, said_of(asked_for, asked)
    missing = [code for code in plan.priorities if no_return(mine, code)]
    named = re.findall(r"No return was received from Priorit(?:y|ies) ([A-Z, and]+)\.", text)
    yield "no return", missing, re.findall("[A-Z]", " ".join(named))
    yield "no return, each", missing, re.findall(r"No return came from Priority ([A-Z])\b", text)


def _of(what: str, text: str) -> tuple[int, int] | None:
    """`7 of 10 late deadlines`, or `7 late deadlines` of seven."""
    found = re.search(rf"(\d+)(?: of (\d+))? {what}", text)
    return (int(found[1]), int(found[2] or found[1])) if found else None


def _bars(row: Row, code: str, mine: Opinion) -> Iterator[tuple[str, object, object]]:
    counted, states = mine.counted(code), mine.judged(code)
    rated = {SIGNS[state]: counted[state] for state in RATED if counted[state]}
    unrated = sum(n for state, n in counted.items() if state not in RATED)
    own = rated | ({"○": unrated} if unrated else {})
    yield "measures", own, _parts(row["Measures"])
    groups = {
        sign: sum(states[state] for state in said.GROUPS[group]) for group, sign in GROUPS.items()
    }
    yield "deadlines", {sign: n for sign, n in groups.items() if n}, _parts(row["Deadlines"])


def _parts(text: str) -> dict[str, int]:
    return {sign: int(count) for sign, count in re.findall(r"([●◊■○√]) (\d+)", text)}
