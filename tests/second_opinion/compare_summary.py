"""The month in sentences and counts, and the grammar of nought and one."""

import re
from collections import Counter
from collections.abc import Iterator

from tests.second_opinion import said
from tests.second_opinion.differences import Difference, differ
from tests.second_opinion.plan import Plan
from tests.second_opinion.readback import Part, Row
from tests.second_opinion.rules import PERIODS, RATED
from tests.second_opinion.verdict import Opinion

WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
NUMBERS = {"no": 0, **{word: number for number, word in enumerate(WORDS)}}
COUNT = r"(\d[\d,]*|none|no|one)"
# A number and the words after it that do not fit it.
APART = re.compile(r"(\d+) (measure|deadline)s? (withdrawn|merged|deferred)")
WRONG = re.compile(
    r"\b1 (?:measures|deadlines|figures|returns|items|rows|things|amber items|days|times)\b"
    r"|\b1 (?:\w+ ){0,2}(?:are|were|have)\b(?! (?:completed|late))"
    r"|\b(?!1\b)\d+ (?:measure|deadline|figure|return|item|row|thing|day)\b(?![-’'])"
    r"|\b(?!1\b)\d+ (?:is|was|has) (?:overdue|missed|at risk|re-dated|completed)"
    r"|\b0 (?:measures|deadlines|of the|are)\b"
)


def compare_overview(
    text: str, rows: list[Row], plan: Plan, mine: Opinion, last: Opinion | None
) -> Iterator[Difference]:
    """The Excel summary's first sheet says the same."""
    yield from _said_and_counted("Excel, Overview", text, rows, plan, mine, last)


def _said_and_counted(
    place: str, text: str, rows: list[Row], plan: Plan, mine: Opinion, last: Opinion | None
) -> Iterator[Difference]:
    for what, own, theirs in _counts(text, mine):
        yield from differ(place, what, own, theirs)
    yield from _table(place, rows, plan, mine, last)


PLANS_NOTE = re.compile(r"(?:Similar authorities|Outturn \S+|Target \S+) of [A-Z]\d+")
"""Where what the plan notes on its figures begins, which nobody here wrote."""


def grammar(parts: list[Part]) -> Iterator[Difference]:
    """Nothing is said of one as of many, nor the other way round."""
    for each in parts:
        for paragraph in (text for text in each.paragraphs if not PLANS_NOTE.match(text)):
            for found in WRONG.finditer(paragraph):
                yield Difference(
                    "Word, grammar",
                    each.section,
                    "one as one, many as many",
                    f"{found[0]!r} in {paragraph!r}",
                )


def number(text: str) -> int:
    return NUMBERS[text] if text in NUMBERS else int(text.replace(",", ""))


def said_of(pattern: str, text: str) -> int:
    """The number said of something; nought where it is not mentioned."""
    found = re.search(pattern, text, re.IGNORECASE)
    return number(found[1].lower()) if found else 0


def rated_of(text: str, total: int) -> tuple[int, int] | None:
    """How many measures are said to be rated, of how many.

    Where none or all are, how many is not said.
    """
    found = re.search(r"(\d+|None) of (?:the )?(\d+) measures", text)
    if found:
        return number(found[1].lower()), int(found[2])
    if re.search(r"\bNo measure can be rated this month", text):
        return 0, total
    found = re.search(r"\bAll (\d+) measures are rated", text)
    return (int(found[1]), int(found[1])) if found else None


def _counts(text: str, mine: Opinion) -> Iterator[tuple[str, object, object]]:
    wholes, states = mine.counted(""), mine.judged()
    yield "rated", mine.rated(), rated_of(text, mine.rated()[1])
    for state in RATED:
        yield state, wholes[state], said_of(rf"{COUNT} (?:measures? (?:is|are) )?{state}", text)
    unrated = {state: count for state, count in wholes.items() if state not in RATED}
    listed = re.findall(
        r"([a-z][a-z ]*?) \((\d+)\)", text.partition("not rated")[2].partition(".")[0]
    )
    names = {re.sub(r"^and ", "", name.strip()): int(count) for name, count in listed}
    yield "not rated", {state.lower(): count for state, count in unrated.items()}, names
    yield from _moves(text, mine)
    deadlines = text[text.find("deadlines,") - 10 :]
    done = states["Completed"] + states["Completed late"]
    yield "completed", done, said_of(rf"{COUNT} (?:is|are) completed", deadlines)
    yield "late", states["Completed late"], said_of(r"\((\d+) late\)", deadlines)
    for state, word in (("Overdue", "overdue"), ("At risk", "at risk")):
        yield state, states[state], said_of(rf"{COUNT} (?:(?:is|are) )?{word}", deadlines)
    recurring = {state: states[state] for state in states if state.startswith("Missed")}
    yield "missed", {state: count for state, count in recurring.items() if count}, _missed(text)
    apart = text.partition("Counted apart:")[2].partition(".")[0]
    told = {f"{kind} {state}": int(count) for count, kind, state in APART.findall(apart)}
    yield "counted apart", mine.apart(), told
    yield "Re-dated", states["Re-dated"], said_of(rf"{COUNT} (?:(?:is|are) )?re-dated", deadlines)


def _missed(text: str) -> dict[str, int]:
    """`One monthly task has been missed for two months and one this month.`, by state."""
    found = re.search(r"[^.]*\btasks? (?:has|have|was|were)\b[^.]*\.", text)
    told = Counter[str]()
    for clause in re.split(r"; |, | and ", found[0].strip(" .") if found else ""):
        when = re.search(rf"(this|last) ({'|'.join(PERIODS.values())})$", clause)
        if clause:
            told[f"Missed {when[0]}" if when else "Missed"] += number(clause.split()[0].lower())
    return dict(told)


def _moves(text: str, mine: Opinion) -> Iterator[tuple[str, object, object]]:
    rows = mine.measures.values()
    since = Counter(
        row.direction.kind for row in rows if row.direction.since not in ("", "outturn")
    )
    outturn = Counter(row.since_outturn.kind for row in rows)
    last = re.search(r"since the previous figure ([^.;]*)", text, re.IGNORECASE)
    rest = re.search(r"since the [^.;]* outturn ([^.;]*)", text, re.IGNORECASE)
    words = (("improving", "improved"), ("same", "did not change"), ("worsening", "worsened"))
    yield (
        "moved since the last figure",
        [since[kind] for kind, _ in words],
        [said_of(f"{COUNT} {word}", last[1] if last else "") for _, word in words],
    )
    yield (
        "moved since the outturn",
        [outturn[kind] for kind, _ in words],
        [said_of(f"{COUNT} {word}", rest[1] if rest else "") for _, word in words],
    )


def no_return(mine: Opinion, code: str) -> bool:
    """Whether nothing came of a priority."""
    return all(row.entry is None for key, row in mine.deadlines.items() if key[0].startswith(code))


# The table of counts


def _table(
    place: str, rows: list[Row], plan: Plan, mine: Opinion, last: Opinion | None
) -> Iterator[Difference]:
    for code, row in zip((*plan.priorities, ""), rows, strict=False):
        own = priority_counts(mine, code)
        before = priority_counts(last, code) if last else {}
        for heading, value in own.items():
            yield from differ(
                place,
                f"{row['Priority']}, {heading}",
                _count_text(value, before.get(heading)),
                _plain(row[heading]),
            )
    named = [row["Priority"] if row["Priority"] == "All" else row["Priority"][0] for row in rows]
    yield from differ(place, "priorities", [*plan.priorities, "All"], named)


def priority_counts(mine: Opinion, code: str) -> dict[str, int | str]:
    """What the table of a priority, or of all for "", counts."""
    counted, states = mine.counted(code), mine.judged(code)
    rated, total = mine.rated(code)
    found: dict[str, int | str] = {"Rated": f"{rated} of {total}" if total else ""}
    found |= {state: counted[state] if total else "" for state in RATED}
    return {
        **found,
        **{name: sum(states[state] for state in group) for name, group in said.GROUPS.items()},
    }


def _count_text(value: int | str, before: int | str | None) -> str:
    if isinstance(value, int) and isinstance(before, int) and value != before:
        return f"{value} ({'+' if value > before else '−'}{abs(value - before)})"
    return str(value)


def _plain(text: str) -> str:
    return re.sub(r"^[●◊■√○] ", "", text)
