"""What was understood of a document as a plan, line by line, to hold it against what was approved.

And documents made of plain rows, as somebody reads them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from cyps_reports.findings import Finding, Refused
from cyps_reports.setup.draft import DraftCell, PlanDraft
from cyps_reports.setup.meaning.date_cells import PlanTime
from cyps_reports.setup.meaning.made_cells import Made
from cyps_reports.setup.meaning.understanding import draft_of
from cyps_reports.setup.sources.source import (
    SourceCell,
    SourceDocument,
    SourcePlace,
    SourceRow,
    SourceTable,
    SourceText,
)
from cyps_reports.workbooks.grid import RawCell

YEAR = PlanTime(date(2012, 4, 1), date(2013, 3, 31))
LEFT, UP = "<", "^"
"""A cell that is merged with the one to its left, or with the one above."""
Line = str | tuple[str, ...]
"""Of a document: a heading behind #, a paragraph, or a row of a table; "" ends a table."""


def shown(value: object) -> str:
    """A value in one line: what it is, but for texts, which are the most."""
    match value:
        case None:
            return "nothing"
        case str():
            return f"“{value}”".replace("\n", " ⏎ ").replace("\t", " ⇥ ")
        case date():
            return f"day {value.isoformat()}"
    return f"number {value}"


def told_of(found: Finding) -> str:
    """A finding whole: how bad, its code, its place, what is wrong, and what to do."""
    where = str(found.place) or "no place"
    return f"{found.severity} {found.code} at {where}: {found.message} → {found.fix}"


def refusal_of(refused: Refused) -> str:
    """Why something was not taken: its code, what is wrong, and what to do."""
    return f"{refused.code}: {refused.message} → {refused.fix}"


class Refusals:
    """Says why cells are open: whole where it was not said yet but for what it quotes."""

    def __init__(self) -> None:
        self._said = set[tuple[str, ...]]()

    def why(self, refused: Refused | None) -> str:
        """Why a cell is open, behind what it holds; "" where it is not."""
        if refused is None:
            return ""
        said = (refused.code, _QUOTED.sub("“…”", refused.message), refused.fix)
        is_known = said in self._said
        self._said.add(said)
        return f" OPEN {refused.code} as above" if is_known else f" OPEN {refusal_of(refused)}"

    def made(self, cell: Made | None) -> str:
        """A cell of a draft while it is put together."""
        if cell is None:
            return "no cell"
        proposed = " proposed" if cell.is_proposed else ""
        untold = "" if cell.is_told else " (told elsewhere)"
        return f"{shown(cell.value)}{proposed}{self.why(cell.refused)}{untold}"


_QUOTED = re.compile("“[^”]*”")


def _drafted(cell: DraftCell) -> str:
    said = f"{shown(cell.value)} from {cell.source or 'nowhere'}"
    return f"{said}, OPEN: {cell.why}" if cell.is_open else said


def _row(cells: Mapping[str, DraftCell]) -> str:
    return "; ".join(f"{key} {_drafted(cell)}" for key, cell in cells.items())


def lines_of(draft: PlanDraft) -> Iterator[str]:
    """All that is in a draft: each fact, each row of each sheet, each finding."""
    for key, cell in draft.facts.items():
        yield f"Plan, {key}: {_drafted(cell)}"
    for sheet, rows in draft.sheets.items():
        for at, row in enumerate(rows, start=2):
            yield f"{sheet} {at}: {_row(row.cells)}"
    yield from map(told_of, draft.findings)


def in_short(draft: PlanDraft, *, with_findings: bool = True) -> Iterator[str]:
    """The same without where each comes from, and without findings that only repeat a cell."""
    for key, cell in draft.facts.items():
        yield f"Plan, {key}: {_in_short(cell)}"
    for sheet, rows in draft.sheets.items():
        for row in rows:
            cells = (f"{key} {_in_short(cell)}" for key, cell in row.cells.items())
            yield f"{sheet}: {'; '.join(cells)}"
    if with_findings:
        yield from map(told_of, draft.findings)


def _in_short(cell: DraftCell) -> str:
    return f"{shown(cell.value)}{', OPEN' if cell.is_open else ''}"


def document_of(lines: Iterable[Line], title: str = "") -> SourceDocument:
    """A document of such lines.

    In a cell, ^^ at its end says that it is in bold, {so} is a footnote, and behind ~~ stands what
    is struck through.
    """
    return _Written(title).read(lines)


def draft_of_lines(*lines: Line, title: str = "") -> PlanDraft:
    """What is understood of it."""
    return draft_of(document_of(lines, title))


class _Written:
    """Goes down the lines of a document."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.tables, self.texts = list[SourceTable](), list[SourceText]()
        self.headings, self.rows = list[SourceText](), list[tuple[str, ...]]()

    def read(self, lines: Iterable[Line]) -> SourceDocument:
        for line in (*lines, ""):
            if isinstance(line, tuple):
                self.rows.append(line)
                continue
            self._end_table()
            if line:
                self._text(line)
        return SourceDocument("plan.docx", tuple(self.tables), self.title, tuple(self.texts))

    def _text(self, line: str) -> None:
        level = len(line) - len(line.lstrip("#"))
        place = SourcePlace("plan.docx", f"paragraph {len(self.texts) + 1}")
        text = SourceText(line[level:].strip(), place, level)
        self.texts.append(text)
        if level:
            self.headings = [each for each in self.headings if each.level < level]
            self.headings.append(text)

    def _end_table(self) -> None:
        if self.rows:
            called = f"table {len(self.tables) + 1}"
            rows = grid(self.rows, called)
            place = SourcePlace("plan.docx", called)
            self.tables.append(SourceTable(place, rows, tuple(self.headings)))
            self.rows = []


def grid(rows: list[tuple[str, ...]], called: str = "table 1") -> tuple[SourceRow, ...]:
    """Rows of cells as a grid; a row of one text goes across the table."""
    width = max(map(len, rows))
    whole = [(*row, *(LEFT,) * (width - 1)) if len(row) == 1 else row for row in rows]
    origins = {(at, to): _origin(whole, at, to) for at in range(len(rows)) for to in range(width)}
    cells = {place: _cell(whole, place, origins, called) for place in set(origins.values())}
    return tuple(
        SourceRow(tuple(cells[origins[at, to]] for to in range(width))) for at in range(len(rows))
    )


def _at(rows: list[tuple[str, ...]], at: int, to: int) -> str:
    return rows[at][to] if to < len(rows[at]) else ""


def _origin(rows: list[tuple[str, ...]], at: int, to: int) -> tuple[int, int]:
    while _at(rows, at, to) in (LEFT, UP):
        at, to = (at - 1, to) if _at(rows, at, to) == UP else (at, to - 1)
    return at, to


def _cell(
    rows: list[tuple[str, ...]],
    place: tuple[int, int],
    origins: Mapping[tuple[int, int], tuple[int, int]],
    called: str,
) -> SourceCell:
    at, to = place
    said = _at(rows, at, to)
    covered = [each for each, origin in origins.items() if origin == place]
    height = len({row for row, _ in covered})
    width = len({column for _, column in covered})
    shown_text, _, struck = said.removesuffix("^^").partition("~~")
    text, *notes = shown_text.split("{")
    where = SourcePlace("plan.docx", called, f"row {at + 1}, column {to + 1}")
    return SourceCell(
        RawCell(text, struck=struck),
        where,
        at,
        to,
        height,
        width,
        tuple(each.removesuffix("}") for each in notes),
        is_heading=said.endswith("^^"),
    )
