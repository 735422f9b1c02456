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
from tests.second_opinion.rules import RATED, WITHDRAWN, colour
from tests.second_opinion.verdict import DeadlineOpinion, MeasureOpinion, Opinion

ARROWS = {"improving": "▲ Improving", "same": "► Same", "worsening": "▼ Worsening"}
LIMITS = {"On target": "", "Close to target": "amber to", "Off target": "amber starts at"}
"""What a reason says of amber."""


def compare_priorities(parts: list[Part], plan: Plan, mine: Opinion) -> Iterator[Difference]:
    for code in plan.priorities:
        section = f"Priority {code}:"
        yield from _targets(part(parts, section, "Targets").rows, code, mine)
        yield from _milestones(part(parts, section, "Milestones").rows, code, mine)


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
    actual, _, dated = row["Actual"].partition("\n")
    if mine.figure is None:
        yield "actual", "", row["Actual"]
    else:
        yield "actual", str(mine.figure), re.sub(r"[%£m,]| days?", "", actual)
        as_at = entry.as_at if entry and isinstance(entry.as_at, date) else None
        yield "as at", as_at, short_day(dated)
    yield "rating", said.rating(mine), row["Rating"]
    travel = row["Direction, comparison and year end"].split("\n")
    yield "direction", direction_said(mine), read_direction(travel[0])
    yield (
        "similar",
        {"better": "Better", "worse": "Worse", "same": "Same"}.get(mine.similar),
        _similar_read(travel),
    )
    year_end = _year_end_line(travel)
    yield "year end", _year_end_said(mine, year_end), _year_end_read(year_end)
    yield from _reason(mine, row["Reason, comment and corrective action"])
    if entry and entry.comment:
        yield "comment", True, entry.comment in row["Reason, comment and corrective action"]
    if mine.action:
        yield (
            "action",
            True,
            f"Corrective action: {mine.action}" in row["Reason, comment and corrective action"],
        )


def _reason(mine: MeasureOpinion, text: str) -> Iterator[tuple[str, object, object]]:
    sentence = text.split("\n")[0]
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


def _similar_read(lines: list[str]) -> str | None:
    found = next(
        (line for line in lines if re.search(r"similar authorities|national figure", line)), None
    )
    return found.split()[0] if found else None


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


def _milestones(rows: list[Row], code: str, mine: Opinion) -> Iterator[Difference]:
    opinions = [each for key, each in mine.deadlines.items() if key[0].startswith(code)]
    refs = [each.deadline.ref for each in opinions]
    yield from differ("Word", f"Priority {code}, milestones", refs, [row["Ref"] for row in rows])
    for row, opinion in zip(rows, opinions, strict=False):
        for what, own, theirs in _milestone_cells(row, opinion, mine.month):
            yield from differ("Word", f"{opinion.deadline.row}, {what}", own, theirs)
    milestones = groupby(zip(rows, opinions, strict=False), key=lambda pair: pair[1].deadline.ref)
    for ref, pairs in milestones:
        group = list(pairs)
        if len(group) > 1:
            yield from _progress(
                group[0][0]["Milestone"], ref, [own for _, own in group], mine.month
            )


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
    row: Row, mine: DeadlineOpinion, today: date
) -> Iterator[tuple[str, object, object]]:
    judged, reason = mine.judged, row["Reason, progress and corrective action"]
    first = reason.split("\n")[0]
    yield "due", said.due(mine.deadline), row["Due"]
    yield "state", said.shown(mine.state), row["State"]
    yield from reason_cells(mine, first, today)
    if mine.entry and mine.entry.progress:
        yield "progress", True, mine.entry.progress in reason
    if mine.action:
        yield "action", True, f"Corrective action: {mine.action}" in reason
    if judged.completed:
        yield "completed on", judged.completed, long_day(first)


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
    until = month_end(month_end(mine.month + timedelta(1)) + timedelta(1))
    ahead = [
        each
        for each in mine.deadlines.values()
        if each.judged.completed is None
        and each.state not in WITHDRAWN
        and each.deadline.due_now
        and mine.month <= each.deadline.due_now <= until
    ]
    ahead.sort(key=lambda each: each.deadline.due_now or until)
    own = {(each.deadline.ref, said.due(each.deadline), said.shown(each.state)) for each in ahead}
    rows = part(parts, "Due in").rows
    theirs = {(row["Ref"], row["Due"], row["State"]) for row in rows}
    yield from differ("Word, due", "rows", sorted(own - theirs), sorted(theirs - own))
    days = [long_day(row["Due"]) for row in rows]
    yield from differ(
        "Word, due",
        "in order",
        sorted(days, key=str),
        sorted(days, key=str) if _in_order(days) else days,
    )


def _in_order(days: list[date | None]) -> bool:
    known = [each for each in days if each]
    return known == sorted(known)
