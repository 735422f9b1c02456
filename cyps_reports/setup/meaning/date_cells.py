"""Deadlines in the cells of a document: each date, what it is for, what recurs, what is done.

A line holds a date and what it is for, in either order; several dates may be for one thing. Days
are read as those of the plan workbook are. What is no plain date is left as it stands, open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cyps_reports.finding_codes import Code
from cyps_reports.findings import Refused, shortened
from cyps_reports.plan.dates.due import Due, due_in
from cyps_reports.plan.dates.months import Month, months_between
from cyps_reports.plan.model.milestone import AtApproval
from cyps_reports.setup.meaning.date_words import DATE, RECURRING, between
from cyps_reports.setup.meaning.made_cells import DASHES, LONGEST_SHORT, is_blank
from cyps_reports.setup.meaning.recurrences import recurrence_named
from cyps_reports.setup.meaning.unclear_dates import is_unclear, without_usual
from cyps_reports.setup.sources.source import SourceCell
from cyps_reports.workbooks.grid import RawCell

_PARTING = f"{DASHES} \t,;:()[]•·&+|="
_JOINS = {"", "and", "&", "then", "by", "on", "in"}
_SPANS = {"to", "until", "till", "from", "between", "through", "since", "onwards", "revised", "was"}


@dataclass(frozen=True, slots=True)
class PlanTime:
    """The first and the last day of the plan, as far as the document says them.

    `is_day_first` where its own dates show that it writes the day before the month.
    """

    starts: date | None = None
    ends: date | None = None
    is_day_first: bool = False

    @property
    def months(self) -> tuple[Month, ...]:
        """The plan's months; none of a plan that does not say when it begins."""
        return months_between(*self.known) if self.starts else ()

    @property
    def known(self) -> tuple[date, date]:
        """Both; of a plan that does not say them, days for which no quarter is told apart."""
        starts = self.starts or date(2000, 4, 1)
        return starts, self.ends or date(starts.year + 1, 3, 31)


@dataclass(frozen=True, slots=True)
class DeadlineSaid:
    """A deadline: its day or the words for it, or how often it recurs, or that it is done.

    `refused` says why its day is left open; with `is_often`, why it is open how often it recurs.
    """

    due: date | str | None = None
    recurrence: str = ""
    at_approval: str = ""
    purpose: str = ""
    refused: Refused | None = None
    is_often: bool = False


def are_day_first(cells: Iterable[SourceCell]) -> bool:
    """Whether the dates of a document can only be read with the day first, where one order can.

    What stands as text in a sheet was not understood by the program that it was typed in, so it
    shows nothing.
    """
    codes = [code for cell in cells for _, code in _numeric_dates(cell)]
    is_shown = codes.count("") >= _FEWEST_SHOWN
    return is_shown and "month-first-date" not in codes


def two_way_dates(cell: SourceCell) -> tuple[str, ...]:
    """The dates of a cell that are read with the day first only because others are."""
    return tuple(said for said, code in _numeric_dates(cell) if code == "two-way-date")


def _numeric_dates(cell: SourceCell) -> Iterator[tuple[str, str]]:
    """Each date in figures, and the code of why it is none; "" where it can be one day only."""
    for match in _NUMERIC.finditer(cell.text):
        read = due_in(RawCell(match[0]), *PlanTime().known)
        yield match[0], read.code if isinstance(read, Refused) else ""


_NUMERIC = re.compile(r"(?<![\d/-])\d{1,2}(?P<sign>[/-])\d{1,2}(?P=sign)\d{2,4}(?![\d/-])")
_FEWEST_SHOWN = 2
"""One date alone may be mistyped."""


def deadlines_in(cell: SourceCell, time: PlanTime) -> tuple[DeadlineSaid, ...]:
    """The deadlines of a cell in their order; none of an empty one."""
    if is_blank(cell):
        return ()
    if isinstance(cell.raw.value, date | datetime):
        return (_day(cell.raw, "", time),)
    if len(cell.text) > LONGEST_SHORT:
        return (_open(cell.text),)
    lines = [(line, tuple(_in_line(line, cell, time))) for line in cell.lines]
    if not any(said for _, said in lines):
        return (_words(" ".join(cell.text.split()), time),)
    found = tuple(_with_labels(lines))
    is_half_done = len(found) > 1 and any(each.at_approval and not each.purpose for each in found)
    are_open = any(each.refused is not None and each.refused.code == SPAN for each in found)
    return (_open(cell.text),) if is_half_done or are_open else found


def _with_labels(lines: Sequence[tuple[str, tuple[DeadlineSaid, ...]]]) -> Iterator[DeadlineSaid]:
    """The deadlines of lines: those without a date say what the one before is for.

    Where the first line has none, they say it of the one behind.
    """
    is_behind = not lines[0][1]
    waiting, label = list[DeadlineSaid](), ""
    for line, said in lines:
        if said:
            yield from waiting
            about = label if is_behind else ""
            waiting = [_for(each, each.purpose or about) for each in said]
            label = ""
        elif label or (not is_behind and any(each.purpose for each in waiting)):
            yield _open(line)
        elif is_behind:
            label = _label(line)
        else:
            waiting = [_for(each, _label(line)) for each in waiting]
    yield from waiting
    if label:
        yield _open(label)


def _words(said: str, time: PlanTime) -> DeadlineSaid:
    """Words that are no date: they stand as they are, as in a plan that says Phase 2."""
    read = due_in(RawCell(said), *time.known)
    if isinstance(read, Refused):
        return DeadlineSaid(said, refused=read)
    if read is None or read.is_settled:
        return DeadlineSaid(said)
    problem = f"“{shortened(said)}” names no day, month, quarter or term."
    mend = "Type when it is due; where the plan itself has no date yet, leave the words."
    return DeadlineSaid(said, refused=Refused("words-for-date", problem, mend))


SPAN: Code = "draft-deadlines"


def _open(text: str) -> DeadlineSaid:
    said = shortened(" ".join(text.split()))
    if _IS_OFTEN.match(said):
        problem = f"“{said}” says more than how often it recurs."
        return DeadlineSaid(refused=Refused(SPAN, problem, _CHOOSE), is_often=True)
    problem = f"“{said}” does not say plainly by when each thing is due."
    mend = "Type each date in a row of its own, numbered under Deadline, with what it is for."
    return DeadlineSaid(None, refused=Refused(SPAN, problem, mend))


_IS_OFTEN = re.compile(
    rf"(?:{RECURRING})(?![\w/-])|.*\b(?:daily|weekly|fortnightly)\b", re.IGNORECASE
)
_CHOOSE = "Choose what comes nearest, like monthly; ongoing where it is more often than that."


def _in_line(line: str, cell: SourceCell, time: PlanTime) -> Iterator[DeadlineSaid]:
    tokens = _tokens(line)
    if not tokens:
        return
    gaps = _gaps(line, tokens)
    is_first, is_one = not gaps[0], len(tokens) == 1
    is_mixed = not is_one and bool(gaps[-1]) != is_first and any(gaps)
    if is_mixed or any(map(_spans, gaps)) or is_unclear(line, tokens, gaps):
        yield _open(line)
        return
    labels = gaps[1:] if is_first else gaps[:-1]
    if is_one:
        labels = [" ".join(gap for gap in gaps if gap)]
    for match, label in zip(tokens, _shared(labels, is_first=is_first), strict=True):
        yield _deadline(match, label, cell, time)


def _tokens(line: str) -> list[re.Match[str]]:
    """The dates of a line; words like monthly or completed may also be part of what one is for."""
    found = list(DATE.finditer(line))
    has_dates = any(each["day"] or each["period"] for each in found)
    return [each for each in found if _counts(each, line, has_dates=has_dates)]


def _counts(match: re.Match[str], line: str, *, has_dates: bool) -> bool:
    is_at_start = not line[: match.start()].strip(_PARTING)
    if match["done"]:
        return is_at_start
    after = line[match.end() :].strip()
    return not match["recurs"] or is_at_start or not has_dates or not after or after[0] in ",;"


def _gaps(line: str, tokens: Sequence[re.Match[str]]) -> list[str]:
    """What stands before, between and behind the dates of a line, without the signs around it."""
    return [_label(each) for each in between(line, tokens)]


def _label(text: str) -> str:
    bare = text.strip(_PARTING)
    bare = bare.strip("/").strip(_PARTING) or bare
    return "" if bare.casefold() in _JOINS else without_usual(_balanced(bare, text))


def _balanced(bare: str, text: str) -> str:
    """The bracket at the end stays where it closes one within."""
    is_cut = bare.count("(") > bare.count(")") and ")" in text[text.find(bare) :]
    return f"{bare})" if is_cut else bare


def _spans(gap: str) -> bool:
    words = gap.casefold().split()
    return bool(words) and (words[0] in _SPANS or words[-1] in _SPANS)


def _shared(labels: Sequence[str], *, is_first: bool) -> list[str]:
    """A label for each date: those without one share that of the next, or of the one before."""
    shared, last = list[str](), ""
    for label in reversed(labels) if is_first else labels:
        last = label or last
        shared.append(last)
    return shared[::-1] if is_first else shared


def _deadline(match: re.Match[str], label: str, cell: SourceCell, time: PlanTime) -> DeadlineSaid:
    if match["recurs"]:
        return DeadlineSaid(recurrence=recurrence_named(match["recurs"]), purpose=label)
    if match["done"]:
        is_both = "ongoing" in match["done"].casefold()
        done = AtApproval.COMPLETED_AND_ONGOING if is_both else AtApproval.COMPLETED
        return DeadlineSaid(at_approval=done.value, purpose=label)
    said = match[0].strip()
    bare = match["day"] or said
    raised = cell.raw.raised if cell.raw.raised and cell.raw.raised in bare else ""
    plain = re.sub(r"(?<=[a-z]) of (?=[A-Z])", " ", bare) if match["day"] else bare
    return _day(RawCell(plain, raised=raised), label, time)


def _day(raw: RawCell, label: str, time: PlanTime) -> DeadlineSaid:
    read = due_in(raw, *time.known)
    if isinstance(read, Refused) and read.code == "two-way-date" and time.is_day_first:
        # Points stand between the parts of dates on this side of the Atlantic alone.
        read = due_in(raw._replace(value=re.sub("[/-]", ".", raw.text)), *time.known)
    if isinstance(read, Refused):
        return DeadlineSaid(raw.text, purpose=label, refused=read)
    if read is None:
        return DeadlineSaid(purpose=label)
    return _possible(read, raw, label, time)


def _possible(read: Due, raw: RawCell, label: str, time: PlanTime) -> DeadlineSaid:
    """The day, unless its year cannot be one of the plan's."""
    if read.day and time.starts and not _is_near(read.day, time):
        problem = f"“{shortened(raw.text)}” is far from the plan's own years."
        mend = "Type the date with the year that is meant."
        return DeadlineSaid(None, purpose=label, refused=Refused("draft-year", problem, mend))
    return DeadlineSaid(read.said or read.day, purpose=label)


_YEARS_BEFORE, _YEARS_AFTER = 2, 5


def _is_near(day: date, time: PlanTime) -> bool:
    starts, ends = time.known
    return starts.year - _YEARS_BEFORE <= day.year <= ends.year + _YEARS_AFTER


def _for(said: DeadlineSaid, purpose: str) -> DeadlineSaid:
    return DeadlineSaid(said.due, said.recurrence, said.at_approval, purpose, said.refused)
