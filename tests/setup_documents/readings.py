"""What a draft of the plan workbook says, in the words of `expected`: one row for each thing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cyps_reports.findings import Refused
from cyps_reports.plan.dates.due import due_in
from cyps_reports.plan.model.references import reference_of
from cyps_reports.plan.sheets import layout
from cyps_reports.setup.draft import DraftRow, DraftValue, PlanDraft
from cyps_reports.workbooks.grid import RawCell

DEFAULT_STARTS, DEFAULT_ENDS = date(2000, 4, 1), date(2001, 3, 31)


def plain(text: str) -> str:
    """A text without what nobody reads: bullets, more than one space, the kind of dash."""
    line = re.sub(r"(?m)^\s*[•·▪‣*]\s*", "", text)
    return re.sub(r"\s+", " ", line.replace("–", "-").replace("’", "'")).strip()


def typed(value: DraftValue) -> str:
    """What stands in a cell, as text; a number as it is shown."""
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case int():
            return str(value)
    return plain(value)


def names(text: str) -> frozenset[str]:
    """The people or partners of a cell."""
    return frozenset(each.strip() for each in re.split(r"[;\n]", text) if each.strip())


@dataclass(frozen=True)
class Row:
    """Rows of the draft that are one thing: a measure, or a milestone with all its deadlines."""

    sheet: str
    rows: tuple[DraftRow, ...]

    def text(self, key: str) -> str:
        """What stands in a column: the first that is not empty."""
        return next((said for each in self.rows if (said := typed(each.value(key)))), "")

    def is_open(self, key: str) -> bool:
        """Whether a column of it is left to fill in."""
        return any(key in each.cells and each.cells[key].is_open for each in self.rows)

    def texts(self) -> Iterator[str]:
        """Everything that stands in it."""
        for each in self.rows:
            yield from (typed(cell.value) for cell in each.cells.values())

    @property
    def reference(self) -> str:
        return reference(self.rows[0])


def reference(row: DraftRow) -> str:
    """A row's reference: its own, else its priority's code and its number."""
    own, number = typed(row.value("reference")), typed(row.value("number"))
    return own or reference_of(typed(row.value("priority")), int(number) if number else None)


def milestones(draft: PlanDraft) -> tuple[Row, ...]:
    """Each milestone; the rows of its further deadlines follow its first."""
    groups = list[list[DraftRow]]()
    for row in draft.rows(layout.MILESTONES):
        is_further = typed(row.value("deadline")) not in ("", "1")
        if is_further and groups:
            groups[-1].append(row)
        else:
            groups.append([row])
    return tuple(Row(layout.MILESTONES, tuple(each)) for each in groups)


def measures(draft: PlanDraft) -> tuple[Row, ...]:
    """Each measure, or component of one."""
    return tuple(Row(layout.MEASURES, (each,)) for each in draft.rows(layout.MEASURES))


@dataclass(frozen=True)
class When:
    """A deadline as the draft has it: its day (ISO) or "", its words, how often, what for."""

    day: str
    said: str
    recurs: str
    purpose: str
    is_open: bool


def deadlines(row: Row, draft: PlanDraft) -> tuple[When, ...]:
    """The deadlines of a milestone, in their order."""
    return tuple(_deadline(each, draft) for each in row.rows)


def _deadline(row: DraftRow, draft: PlanDraft) -> When:
    value, recurs = row.value("due"), typed(row.value("recurrence"))
    is_open = any(row.cells[key].is_open for key in ("due", "recurrence") if key in row.cells)
    purpose = typed(row.value("purpose"))
    if isinstance(value, date):
        return When(value.isoformat(), "", recurs, purpose, is_open)
    said = typed(value)
    due = due_in(RawCell(said or None), *_time(draft)) if said else None
    day = "" if due is None or isinstance(due, Refused) or due.day is None else due.day.isoformat()
    return When(day, said, recurs, purpose, is_open)


def _time(draft: PlanDraft) -> tuple[date, date]:
    found = [draft.facts[key].value if key in draft.facts else None for key in ("starts", "ends")]
    starts, ends = found
    if isinstance(starts, date) and isinstance(ends, date):
        return starts, ends
    return DEFAULT_STARTS, DEFAULT_ENDS


def of_measure(draft: PlanDraft, sheet: str, ref: str) -> Iterator[DraftRow]:
    """The rows of another sheet that are about a measure."""
    return (each for each in draft.rows(sheet) if reference(each) == ref)


def everything(draft: PlanDraft) -> Iterator[str]:
    """Every text that stands in the draft."""
    for cell in draft.facts.values():
        yield typed(cell.value)
    for rows in draft.sheets.values():
        for row in rows:
            yield from (typed(cell.value) for cell in row.cells.values())


def findings_said(draft: PlanDraft) -> tuple[str, ...]:
    """What each finding says, with its place."""
    return tuple(plain(f"{each.place} {each.message} {each.fix}") for each in draft.findings)


def has(texts: Iterable[str], words: str) -> bool:
    """Whether one of some texts has these words as whole words."""
    pattern = re.compile(rf"(?<!\w){re.escape(plain(words))}(?!\w)", re.IGNORECASE)
    return any(pattern.search(each) for each in texts)
