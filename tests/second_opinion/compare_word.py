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
from tests.second_opinion.readback import Part, Row, figures, long_day, part, short_day
from tests.second_opinion.rules import RATED, WITHDRAWN, colour, rag
from tests.second_opinion.verdict import DeadlineOpinion, MeasureOpinion, Opinion

ARROWS = {"improving": "▲ Improving", "same": "► Same", "worsening": "▼ Worsening"}
LIMITS = {"On target": "", "Close to target": "amber to", "Off target": "amber starts at"}
"""What a reason says of amber."""


def compare_priorities(
    parts: list[Part], plan: Plan, mine: Opinion, last: Opinion | None
) -> Iterator[Difference]:
    for code in plan.priorities:
        section = f"Priority {code}:"
        yield from _targets(part(parts, section, "Targets"), code, mine)
        yield from _milestones(parts, section, code, mine, last)


# Targets

TOLD, IN_FULL = "Under “Needs attention”: ", 12
"""What is off target or close to it is told before, so many of each."""


def _targets(found: Part, code: str, mine: Opinion) -> Iterator[Difference]:
    line = next((each for each in found.paragraphs if each.startswith(TOLD)), "")
    told = line.removeprefix(TOLD).removesuffix(".").split("; ") if line else []
    opinions = [each for key, each in mine.measures.items() if key[0].startswith(code)]
    before = [each for each in opinions if _called(each) in told]
    yield from differ("Word", f"Priority {code}, before", told, list(map(_called, before)))
    for each in before:
        is_exception = rag(each.state) in ("red", "amber")
        yield from differ("Word", f"{each.measure.row}, before", True, is_exception)
    here = [each for each in opinions if each not in before]
    for colour_of in ("red", "amber"):
        number_of = sum(rag(each.state) == colour_of for each in mine.measures.values())
        left = [each.measure.row for each in here if rag(each.state) == colour_of]
        yield from differ(
            "Word", f"Priority {code}, left", [], left if number_of <= IN_FULL else []
        )
    names = [said.measure_name(each.measure) for each in here]
    rows = found.rows
    yield from differ("Word", f"Priority {code}, targets", names, [row["Measure"] for row in rows])
    for row, opinion in zip(rows, here, strict=False):
        for what, own, theirs in _target_cells(row, opinion):
            yield from differ("Word", f"{opinion.measure.row}, {what}", own, theirs)


def _called(mine: MeasureOpinion) -> str:
    return f"{mine.measure.ref} {mine.measure.component}".strip()


def _target_cells(row: Row, mine: MeasureOpinion) -> Iterator[tuple[str, object, object]]:
    measure = mine.measure
    outturn = next(name for name in row if name.startswith("Outturn"))
    for heading, value in (
        ("Similar authorities", measure.similar),
        (outturn, measure.outturn),
    ):
        yield (
            heading,
            value,
            figures(row[heading])[0] if isinstance(value, Decimal) else row[heading],
        )
    last = row["Reason, comment and corrective action"]
    if last.startswith("On target."):
        yield "reason that says no more than the row", True, _is_plain(mine)
    else:
        yield from reason_of(mine, last)
    yield from written_of(mine, last)


def written_of(mine: MeasureOpinion, text: str) -> Iterator[tuple[str, object, object]]:
    """The year's end, the comment and the corrective action, wherever they stand."""
    own, theirs = year_end_of(mine, text)
    yield "year end", own, theirs
    if mine.shown and mine.shown.comment:
        yield "comment", True, " ".join(mine.shown.comment.split()) in " ".join(text.split())
    if mine.action:
        action = " ".join(f"Corrective action: {mine.action}".split())
        yield "action", True, action in " ".join(text.split())


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


_YEAR_END = re.compile(
    r"(?P<verdict>Likely to meet|Likely to miss|May meet or miss|By the end)(?: of \S+)?: "
    r"(?P<range>.+?)(?P<rough> \(rough\))?(?:\.?\n|\. |\.?$)"
)


def year_end_of(mine: MeasureOpinion, text: str) -> tuple[str | None, str | None]:
    """What must be said of the year's end, whose range the record is held by, and what is."""
    found = _YEAR_END.search(text)
    rough = ", rough" if found and found["rough"] else ""
    told = f"{found['verdict']}{rough}" if found else None
    return _year_end_said(mine, figures(found["range"]) if found else []), told


def _year_end_said(mine: MeasureOpinion, ends: list[Decimal]) -> str | None:
    """What must stand before the figures of the year's end."""
    if mine.ahead is None:
        return None
    measure, target = mine.measure, mine.measure.target
    rough = ", rough" if mine.ahead.count < LINE_FROM else ""
    if not isinstance(target, Decimal) or measure.polarity == "monitor":
        return f"By the end{rough}"
    met = [colour(measure, each, target) == "On target" for each in ends]
    aims = [each for each in (target, measure.target_to) if each is not None]
    verdict = "May meet or miss"
    if all(met):
        verdict = "Likely to meet"
    elif not any(met) and not any(min(ends) < aim < max(ends) for aim in aims):
        verdict = "Likely to miss"
    return f"{verdict}{rough}"


# Milestones


LATE, BEFORE = "Under “Late deadlines”: ", "Under “Due next and at risk”: "


def _milestones(
    parts: list[Part], section: str, code: str, mine: Opinion, last: Opinion | None
) -> Iterator[Difference]:
    """What is open has a line, what is late is named, what is completed or withdrawn has a line."""
    opinions = [each for key, each in mine.deadlines.items() if key[0].startswith(code)]
    completed = [each for each in opinions if each.state in said.GROUPS["Completed"]]
    late = [each for each in opinions if rag(each.state) == "red"]
    gone = [each for each in opinions if each.state in WITHDRAWN]
    before = [each for each in opinions if rag(each.state) == "amber" or is_next(each, mine)]
    left = [each for each in opinions if each not in (*completed, *late, *before, *gone)]
    under = part(parts, section, "Open, with nothing reported").paragraphs
    quiet = [each for each in left if any(_is_line_of(each, line) for line in under)]
    told = [each for each in left if each not in quiet]
    yield from _quiet(section, quiet, under)
    lines = [each for each in part(parts, section, "Open milestones").paragraphs if _is_row(each)]
    refs = [each.deadline.ref for each in told]
    yield from differ("Word", f"{section} open", refs, [line.split()[0] for line in lines])
    for line, opinion in zip(lines, told, strict=False):
        yield from _open_line(line, opinion, mine.month)
    for ref, pairs in groupby(zip(lines, told, strict=False), lambda pair: pair[1].deadline.ref):
        group = [each for each in opinions if each.deadline.ref == ref]
        line, first = next(pairs)
        if len(group) > 1 and not any(each in late for each in group):
            yield from progress(line, ref, group, mine.month, first.deadline.due_now)
    yield from _named(parts, section, LATE, late)
    yield from _named(parts, section, BEFORE, before)
    yield from _done(part(parts, section, "Completed").paragraphs, completed, last)
    lines = part(parts, section, "Withdrawn, merged and deferred").paragraphs
    yield from differ("Word", f"{section} withdrawn", len(gone), len(lines))


def _is_row(line: str) -> bool:
    return re.match(r"[A-Z]\d+ ", line) is not None


def _is_line_of(mine: DeadlineOpinion, line: str) -> bool:
    deadline = mine.deadline
    which = f" (deadline {deadline.number} of {deadline.of}" if deadline.of > 1 else ""
    return line.split()[0] == deadline.ref and which in line


def _due(mine: DeadlineOpinion) -> str:
    due = said.due(mine.deadline, said.short)
    return f"{due[0].lower()}{due[1:]}"


def _quiet(section: str, quiet: list[DeadlineOpinion], lines: list[str]) -> Iterator[Difference]:
    """A line each, with its due date and under its state, of what has nothing more to tell."""
    told, state = [], ""
    for line in lines:
        state = line.removesuffix(":") if line.endswith(":") else state
        told += [(line, state)] if _is_row(line) else []
    yield from differ("Word", f"{section} quiet, how many", len(quiet), len(told))
    for opinion in quiet:
        row = opinion.deadline.row
        found = [each for each in told if _is_line_of(opinion, each[0])]
        is_due = [line.endswith(f": {_due(opinion)}.") for line, _ in found]
        yield from differ("Word", f"{row}, quiet", [True], is_due)
        yield from differ("Word", f"{row}, state", [opinion.state], [each for _, each in found])
        written = opinion.entry.progress if opinion.entry else ""
        yield from differ("Word", f"{row}, quiet, written", "", written or opinion.action)
        yield from differ("Word", f"{row}, quiet, expected", None, opinion.expected)


def _open_line(line: str, mine: DeadlineOpinion, today: date) -> Iterator[Difference]:
    """Its due date, its state, why, and what was written."""
    row, due, state = mine.deadline.row, _due(mine), mine.state.lower()
    stands = state if due == state else f"{due}, {state}"
    yield from differ("Word", f"{row}, stands", True, f": {stands}." in line)
    for what, value, theirs in reason_cells(mine, line, today):
        yield from differ("Word", f"{row}, {what}", value, theirs)
    written = mine.entry.progress if mine.entry else ""
    for text in (written, mine.action and f"Corrective action: {mine.action}"):
        is_told = " ".join(text.split()) in " ".join(line.split())
        yield from differ("Word", f"{row}, what was written", True, is_told)


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
    listed = next(lines, "").removeprefix(start).removesuffix(".")
    theirs = listed.split("; ") if listed else []
    own = [said.deadline_label(each.deadline) for each in told]
    yield from differ("Word", f"{section} {start}", own, theirs)


REPORTED = "Reported before: "
DAYS_LATE = r"(\d+) days? (?:late|after the plan's date)"


def _done(
    lines: list[str], completed: list[DeadlineOpinion], last: Opinion | None
) -> Iterator[Difference]:
    """Each line names a milestone, and when each of its deadlines was done, and how late.

    What the report before told so already is named with its date, and whether it was late.
    """
    earlier = last.deadlines if last else {}
    states = {each.deadline.row: each.state for each in earlier.values()}
    before = [each for each in completed if states.get(each.deadline.row) == each.state]
    own = [
        (each.deadline.ref, each.judged.completed, each.judged.days_late)
        for each in completed
        if each not in before
    ]
    theirs = [
        (line.split()[0].removesuffix(":"), short_day(told), number(late[1]) if late else 0)
        for line in lines
        if _is_row(line.replace(":", " ", 1))
        for told in line.rpartition(": ")[2].split("; ")
        for late in (re.search(DAYS_LATE, told),)
    ]
    yield from differ("Word", "completed", own, theirs)
    line = next((each for each in lines if each.startswith(REPORTED)), "")
    listed = line.removeprefix(REPORTED).removesuffix(".").split("; ") if line else []
    named = [_reported(each) for each in before]
    yield from differ("Word", "reported before", named, listed)


def _reported(mine: DeadlineOpinion) -> str:
    day = mine.judged.completed
    at_approval = mine.deadline.completed_at_approval or day is None
    said_of = "at approval" if at_approval or day is None else said.short(day)
    late = " (late)" if mine.judged.days_late else ""
    return f"{said.deadline_label(mine.deadline)} {said_of}{late}"


def progress(
    text: str, ref: str, rows: list[DeadlineOpinion], today: date, beside: date | None
) -> Iterator[Difference]:
    """2 of 4 done, next 31/12/12, but for the date that stands beside it."""
    done, of, ahead = said.next_due(rows, today)
    found = re.search(r"\b(\d+|none) of (\d+) done([^.\n]*)", text, re.IGNORECASE)
    told = [number(found[1].lower()), int(found[2])] if found else None
    yield from differ("Word", f"{ref}, done", [done, of] if of > 1 else None, told)
    following = ahead if ahead != beside and of > 1 else None
    yield from differ(
        "Word",
        f"{ref}, next",
        following,
        short_day(found[3].partition("next")[2]) if found else None,
    )


def _milestone_cells(
    row: Row, mine: DeadlineOpinion, today: date
) -> Iterator[tuple[str, object, object]]:
    reason = row[WHY]
    first = reason.split("\n")[0]
    yield "due", said.due(mine.deadline, said.short), row["Due"]
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
    late = re.search(DAYS_LATE, reason)
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
    """What falls due by the end of the next month and is not at risk, a line each.

    What nobody has said anything of stands apart: it may be at risk.
    """
    ahead = [
        each
        for each in mine.deadlines.values()
        if rag(each.state) != "amber" and is_next(each, mine)
    ]
    until = said.day(month_end(mine.month + timedelta(1)))
    silent = [each for each in ahead if each.state in UNKNOWN]
    told = [each for each in ahead if each.state not in UNKNOWN]
    for title, rows in (("not at risk", told), ("not known whether at risk", silent)):
        yield from _due_under(parts, f"Due by {until}, and {title}", rows, mine)
    yield from _at_risk(part(parts, "Due next and at risk").rows, mine)


UNKNOWN = ("No update", "No return")
"""States that say nothing of how a deadline stands."""


def _due_under(
    parts: list[Part], title: str, ahead: list[DeadlineOpinion], mine: Opinion
) -> Iterator[Difference]:
    """The lines under one heading, each under its day."""
    own = sorted(
        (said.due(each.deadline), each.deadline.ref, each.state.casefold()) for each in ahead
    )
    theirs, days, lines = [], [], []
    for line in part(parts, "Due next and at risk", title).paragraphs:
        if line.endswith(":"):
            days.append(line.removesuffix(":"))
        else:
            theirs.append((days[-1], line.split()[0], _state(line)))
            lines.append(line)
    yield from differ("Word, due", f"{title}, lines", own, sorted(theirs))
    for opinion in ahead:
        yield from _due_line(opinion, [each for each in lines if _is_line_of(opinion, each)], mine)
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
            cells = _milestone_cells(row, opinion, mine.month)
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
            is_told = " ".join(text.split()) in " ".join(line.split())
            yield from differ("Word, due", f"{row}, what was written", True, is_told)


_STATES = "due soon|on track|not yet started|no update|no return|no date set"


def _state(line: str) -> str:
    """`C24 Survey (VL), on track. 71 replies.`: the state before what is said of it."""
    found = re.search(rf", ({_STATES})\.(?: |$)", line)
    return found[1] if found else line


def days_in_order(days: list[date | None]) -> list[date | None]:
    known = [each for each in days if each]
    return sorted(days, key=str) if known == sorted(known) else days
