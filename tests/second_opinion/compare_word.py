"""The Word report's priority sections and what is due, row by row, against the second opinion."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from tests.second_opinion import said
from tests.second_opinion.compare_summary import number
from tests.second_opinion.differences import Difference, differ
from tests.second_opinion.outlook import LINE_FROM
from tests.second_opinion.plan import Plan, month_end
from tests.second_opinion.readback import Part, Row, figures, long_day, part, short_day, telling
from tests.second_opinion.rules import RATED, WITHDRAWN, colour, rag
from tests.second_opinion.verdict import DeadlineOpinion, MeasureOpinion, Opinion

ARROWS = {"improving": "▲ Improving", "same": "► Same", "worsening": "▼ Worsening"}
LIMITS = {"On target": "", "Close to target": "amber to", "Off target": "amber starts at"}
"""What a reason says of amber."""


def compare_priorities(parts: list[Part], plan: Plan, mine: Opinion) -> Iterator[Difference]:
    for code in plan.priorities:
        section = f"Priority {code}:"
        yield from _targets(part(parts, section, "Targets").rows, code, mine)
        yield from _milestones(parts, section, code, mine)


# Targets


def _targets(rows: list[Row], code: str, mine: Opinion) -> Iterator[Difference]:
    opinions = [each for key, each in mine.measures.items() if key[0].startswith(code)]
    names = [said.measure_name(each.measure) for each in opinions]
    yield from differ("Word", f"Priority {code}, targets", names, [row["Measure"] for row in rows])
    for row, opinion in zip(rows, opinions, strict=False):
        for what, own, theirs in _target_cells(row, opinion):
            yield from differ("Word", f"{opinion.measure.row}, {what}", own, theirs)


def _target_cells(row: Row, mine: MeasureOpinion) -> Iterator[tuple[str, object, object]]:
    measure, entry = mine.measure, mine.shown
    outturn, target = (
        next(name for name in row if name.startswith(word)) for word in ("Outturn", "Target")
    )
    for heading, value in (
        ("Similar authorities", measure.similar),
        (outturn, measure.outturn),
        (target, measure.target),
    ):
        yield (
            heading,
            value,
            figures(row[heading])[0] if isinstance(value, Decimal) else row[heading],
        )
    if mine.figure is not None:
        yield "actual", [mine.figure], figures(row["Actual"])
    last = row["Reason, comment and corrective action"]
    first, *others = last.split("\n")
    if first == TOLD:
        line = _year_end_line(others)
        yield "year end", _year_end_said(mine, line), _year_end_read(line)
        return
    if last.startswith("On target."):
        yield "reason that says no more than the row", True, _is_plain(mine)
    else:
        yield from reason_of(mine, last)
    moved = re.search(r" ([▲►▼] [^\n]*)\.", first)
    yield "direction", direction_said(mine), read_direction(moved[1]) if moved else None
    line = _year_end_line(last.split("\n"))
    yield "year end", _year_end_said(mine, line), _year_end_read(line)
    if entry and entry.comment:
        yield "comment", True, entry.comment in last
    if mine.action:
        yield "action", True, f"Corrective action: {mine.action}" in last


TOLD = "See “Needs attention”."


def _is_plain(mine: MeasureOpinion) -> bool:
    """Whether gap and target are all the figures that the reason of a row on target would have."""
    is_met = mine.state == "On target" and mine.rating.rated_on == "actual"
    return is_met and len(said.sentence_figures(mine)) <= 2


def reason_of(mine: MeasureOpinion, text: str) -> Iterator[tuple[str, object, object]]:
    sentence = re.split(" [▲►▼] ", text.split("\n")[0])[0]
    if mine.state in RATED:
        if mine.measure.polarity != "close":
            yield "reason's limit", LIMITS[mine.state], _limit_read(sentence)
        own = said.sentence_figures(mine)
        yield "reason's figures", own, figures(sentence)


def _limit_read(sentence: str) -> str:
    found = re.search(r"; (amber) (?:up |down )?(to|starts at) ", sentence)
    return f"{found[1]} {found[2]}" if found else ""


def direction_said(mine: MeasureOpinion) -> tuple[str, str] | None:
    direction = mine.direction
    is_so_far = mine.measure.basis == "cumulative" and mine.ahead is not None
    if direction.kind not in ARROWS:
        return None
    since = f"{direction.since:%b %Y}" if isinstance(direction.since, date) else "outturn"
    return (HEADING if is_so_far else ARROWS)[direction.kind], since


HEADING = {
    "improving": "▲ Heading for better than",
    "same": "► Heading for the same as",
    "worsening": "▼ Heading for worse than",
}
"""Of figures of the year so far, what they come to is compared."""
_DIRECTION = re.compile(
    r"([▲►▼] (?:\w+(?= since| as)|Heading for (?:the same as|\w+ than)))"
    r"(?: since| as| in)? (.*?)(?: \(.*\))?\.?$"
)


def read_direction(line: str) -> tuple[str, str] | None:
    found = _DIRECTION.match(line)
    return (found[1], "outturn" if "outturn" in found[2] else found[2]) if found else None


def _year_end_line(lines: list[str]) -> str:
    return next((line for line in lines if " if nothing changes" in line), "")


def _year_end_said(mine: MeasureOpinion, line: str) -> str | None:
    """What must stand before the figures of the year's end, whose range the record is held by."""
    if mine.ahead is None:
        return None
    measure, target = mine.measure, mine.measure.target
    rough = ", rough" if mine.ahead.count < LINE_FROM else ""
    if not isinstance(target, Decimal) or measure.polarity == "monitor":
        return f"By the end{rough}"
    ends = figures(line.partition(" if nothing")[0])[-2:]
    met = [colour(measure, each, target) == "On target" for each in ends]
    aims = [each for each in (target, measure.target_to) if each is not None]
    verdict = "May meet or miss"
    if all(met):
        verdict = "Likely to meet"
    elif not any(met) and not any(min(ends) < aim < max(ends) for aim in aims):
        verdict = "Likely to miss"
    return f"{verdict}{rough}"


def _year_end_read(line: str) -> str | None:
    found = re.match(r"Likely to meet|Likely to miss|May meet or miss|By the end", line)
    return f"{found[0]}{', rough' if '(rough)' in line else ''}" if found else None


# Milestones


def _milestones(parts: list[Part], section: str, code: str, mine: Opinion) -> Iterator[Difference]:
    """What is open has a row, what is late is named, what is completed or withdrawn has a line."""
    opinions = [each for key, each in mine.deadlines.items() if key[0].startswith(code)]
    completed = [each for each in opinions if each.state in said.GROUPS["Completed"]]
    late = [each for each in opinions if rag(each.state) == "red"]
    gone = [each for each in opinions if each.state in WITHDRAWN]
    before = [each for each in opinions if rag(each.state) == "amber" or is_next(each, mine)]
    left = [each for each in opinions if each not in (*completed, *late, *before, *gone)]
    under = part(parts, section, "Open, with nothing reported").paragraphs
    lines = [each for each in under if not each.startswith(("Late: ", BEFORE))]
    quiet = [each for each in left if any(_is_line_of(each, line) for line in lines)]
    told = [each for each in left if each not in quiet]
    yield from _quiet(section, quiet, lines)
    found = part(parts, section, "Open milestones")
    refs = [each.deadline.ref for each in told]
    yield from differ("Word", f"{section} open", refs, [row["Ref"] for row in found.rows])
    for row, opinion in zip(found.rows, told, strict=False):
        for what, own, theirs in _milestone_cells(row, opinion, mine.month):
            yield from differ("Word", f"{opinion.deadline.row}, {what}", own, theirs)
    for ref, pairs in groupby(zip(found.rows, told, strict=False), lambda pair: pair[0]["Ref"]):
        group = [each for each in opinions if each.deadline.ref == ref]
        if len(group) > 1:
            yield from _progress(next(pairs)[0]["Milestone"], ref, group, mine.month)
    yield from _named(parts, section, "Late: ", late)
    yield from _named(parts, section, BEFORE, before)
    yield from _done(part(parts, section, "Completed").paragraphs, completed)
    lines = part(parts, section, "Withdrawn, merged and deferred").paragraphs
    yield from differ("Word", f"{section} withdrawn", len(gone), len(lines))


BEFORE = "At risk or due next: "


def _is_line_of(mine: DeadlineOpinion, line: str) -> bool:
    deadline = mine.deadline
    which = f" (deadline {deadline.number} of {deadline.of}" if deadline.of > 1 else ""
    return line.split()[0] == deadline.ref and which in line


def _quiet(section: str, quiet: list[DeadlineOpinion], lines: list[str]) -> Iterator[Difference]:
    """A line each, with due date and state, of what has nothing more to tell."""
    yield from differ("Word", f"{section} quiet, how many", len(quiet), len(lines))
    for opinion, line in zip(quiet, lines, strict=False):
        ends = f": {said.due(opinion.deadline)}, {opinion.state.lower()}."
        row = opinion.deadline.row
        yield from differ("Word", f"{row}, quiet", True, line.endswith(ends))
        written = opinion.entry.progress if opinion.entry else ""
        yield from differ("Word", f"{row}, quiet, written", "", written or opinion.action)
        yield from differ("Word", f"{row}, quiet, expected", None, opinion.expected)


def _named(
    parts: list[Part], section: str, start: str, told: list[DeadlineOpinion]
) -> Iterator[Difference]:
    """Late ones, and those at risk or due next, are told before; here they are named."""
    lines = (
        line
        for each in parts
        if each.section.startswith(section)
        for line in each.paragraphs
        if line.startswith(start)
    )
    listed = next(lines, "").removeprefix(start).partition(". See ")[0]
    theirs = listed.split("; ") if listed else []
    own = [said.deadline_label(each.deadline) for each in told]
    yield from differ("Word", f"{section} {start}", own, theirs)


def _done(lines: list[str], completed: list[DeadlineOpinion]) -> Iterator[Difference]:
    """Each line names a milestone, and when each of its deadlines was done, and how late."""
    own = [(each.deadline.ref, each.judged.completed, each.judged.days_late) for each in completed]
    theirs = [
        (line.split()[0], short_day(told), number(late[1]) if late else 0)
        for line in lines
        if not line.startswith(("Late: ", BEFORE))
        for told in line.rpartition(": ")[2].split("; ")
        for late in (re.search(r"(\d+) days? late", told),)
    ]
    yield from differ("Word", "completed", own, theirs)


def _progress(
    text: str, ref: str, rows: list[DeadlineOpinion], today: date
) -> Iterator[Difference]:
    """2 of 4 done, next 31/12/12."""
    done, of, ahead = said.next_due(rows, today)
    found = re.search(r"^(\d+|none) of (\d+) done(.*)$", text, re.IGNORECASE | re.MULTILINE)
    told = [number(found[1].lower()), int(found[2])] if found else None
    yield from differ("Word", f"{ref}, done", [done, of], told)
    yield from differ(
        "Word", f"{ref}, next", ahead, short_day(found[3].partition("next")[2]) if found else None
    )


def _milestone_cells(
    row: Row, mine: DeadlineOpinion, today: date, written: str = "Progress and action"
) -> Iterator[tuple[str, object, object]]:
    reason = row[written]
    first = reason.split("\n")[0]
    yield "due", said.due(mine.deadline), row["Due"]
    yield "state", said.shown(mine.state), row["State"]
    yield from reason_cells(mine, first, today)
    if mine.entry and mine.entry.progress:
        yield "progress", True, mine.entry.progress in reason
    if mine.action:
        yield "action", True, f"Corrective action: {mine.action}" in reason


def reason_cells(
    mine: DeadlineOpinion, reason: str, today: date
) -> Iterator[tuple[str, object, object]]:
    """The days and dates that a deadline's reason must show, but for those of what it waits for."""
    reason = reason.partition(" It waits for ")[0]
    overdue = re.search(r"(\d+) days? overdue", reason)
    late = re.search(r"(\d+) days? late", reason)
    yield "days overdue", mine.judged.days_overdue, int(overdue[1]) if overdue else 0
    yield "days late", mine.judged.days_late, int(late[1]) if late else 0
    ahead = mine.expected if mine.expected and mine.expected > today else None
    passed = mine.expected if mine.expected and mine.expected <= today else None
    is_open = mine.judged.completed is None and mine.state not in WITHDRAWN
    if is_open and mine.deadline.due and not mine.deadline.recurrence:
        yield "expected on", ahead, _day_after("Expected on", reason)
        yield "was expected on", passed, _day_after("It was expected on", reason)


def _day_after(words: str, text: str) -> date | None:
    found = re.search(rf"{words} (.*?)[.,]", text)
    return long_day(found[1]) if found else None


# What is due


def compare_due(parts: list[Part], mine: Opinion) -> Iterator[Difference]:
    """What falls due by the end of the next month and is not at risk, a line each."""
    ahead = [
        each
        for each in mine.deadlines.values()
        if rag(each.state) != "amber" and is_next(each, mine)
    ]
    own = sorted(
        (said.due(each.deadline), each.deadline.ref, each.state.casefold()) for each in ahead
    )
    theirs, days, lines = [], [], []
    for line in telling(parts, "Due next and at risk", "Due by").paragraphs:
        if line.endswith(":"):
            days.append(line.removesuffix(":"))
        else:
            theirs.append((days[-1], line.split()[0], _state(line)))
            lines.append(line)
    yield from differ("Word, due", "lines", own, sorted(theirs))
    for opinion in ahead:
        yield from _due_line(opinion, [each for each in lines if _is_line_of(opinion, each)], mine)
    yield from _at_risk(part(parts, "Due next and at risk").rows, mine)
    known = [long_day(each) for each in days]
    yield from differ("Word, due", "in order", sorted(known, key=str), days_in_order(known))


def _at_risk(rows: list[Row], mine: Opinion) -> Iterator[Difference]:
    """What is at risk is told in full, each deadline in a row of its own."""
    for opinion in mine.deadlines.values():
        if rag(opinion.state) != "amber":
            continue
        deadline = opinion.deadline
        which = f"Deadline {deadline.number} of {deadline.of}" if deadline.of > 1 else ""
        own = [row for row in rows if row["Ref"] == deadline.ref and which in row["Milestone"]]
        yield from differ("Word, due", f"{deadline.row}, rows", 1, len(own))
        for row in own:
            cells = _milestone_cells(row, opinion, mine.month, WHY)
            for what, value, theirs in cells:
                yield from differ("Word, due", f"{deadline.row}, {what}", value, theirs)


WHY = "Reason, progress and corrective action"


def is_next(mine: DeadlineOpinion, whole: Opinion) -> bool:
    """Whether it falls due by the end of the next month, and is open."""
    is_open = mine.judged.completed is None and mine.state not in WITHDRAWN
    until, due = month_end(whole.month + timedelta(1)), mine.deadline.due_now
    return is_open and due is not None and whole.month <= due <= until


def _due_line(mine: DeadlineOpinion, lines: list[str], whole: Opinion) -> Iterator[Difference]:
    """What is due next is told in full in its line."""
    row = mine.deadline.row
    yield from differ("Word, due", f"{row}, lines", 1, len(lines))
    for line in lines:
        for what, value, theirs in reason_cells(mine, line, whole.month):
            yield from differ("Word, due", f"{row}, {what}", value, theirs)
        written = mine.entry.progress if mine.entry else ""
        for text in (written, mine.action and f"Corrective action: {mine.action}"):
            is_told = " ".join(text.split()) in line
            yield from differ("Word, due", f"{row}, what was written", True, is_told)


_STATES = "due soon|on track|not yet started|no update|no return|no date set"


def _state(line: str) -> str:
    """`C24 Survey (VL), on track. 71 replies.`: the state before what is said of it."""
    found = re.search(rf", ({_STATES})\.(?: |$)", line)
    return found[1] if found else line


def days_in_order(days: list[date | None]) -> list[date | None]:
    known = [each for each in days if each]
    return sorted(days, key=str) if known == sorted(known) else days
