"""What workbooks said when they were read: a program that stays reads only what has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cyps_reports.findings import Finding
from cyps_reports.machine import content_of
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import read_plan
from cyps_reports.returns.folder import Read, read_opened
from cyps_reports.returns.layout import is_step_heading
from cyps_reports.returns.tables import tables_of
from cyps_reports.workbooks.grid import Book, Sheet
from cyps_reports.workbooks.opening import open_books

_MOST_ROWS = 500
"""Of a sheet whose texts are kept: far more than a return has."""


@dataclass(frozen=True, slots=True)
class SheetTexts:
    """What the cells of a sheet show, by row and column, and the rows its headings stand in.

    `unseen` are the columns that nobody sees who opens the workbook: those that are hidden, and
    those with which a return reads itself, of which some files do not say that they are.
    """

    headings: tuple[int, ...]
    rows: Mapping[int, Mapping[int, str]]
    unseen: frozenset[int] = frozenset()

    def heading_above(self, row: int, column: int) -> str:
        """The heading of a column over a row; "" where there is none."""
        above = max((number for number in self.headings if number < row), default=0)
        return self.rows.get(above, {}).get(column, "")


@dataclass(frozen=True, slots=True)
class _Known:
    """A file as it was read: the sum of its bytes, the plan it was read against, what it said."""

    sum: str
    plan: Plan
    read: Read
    texts: Mapping[tuple[str, str], SheetTexts]

    def is_of(self, now: str, plan: Plan) -> bool:
        """Whether it is what the file would say if it were read again against the plan."""
        return self.sum == now and self.plan is plan


class KeptReadings:
    """The workbooks and plans that were read.

    What is kept of a file counts while its bytes are the same, and of a return while its plan is
    the very same one. Several threads may use it: at worst, two of them read the same file.
    """

    def __init__(self) -> None:
        self._known: dict[Path, _Known] = {}
        self._plans: dict[Path, tuple[str, tuple[Plan | None, tuple[Finding, ...]]]] = {}

    def read_plan(self, path: Path) -> tuple[Plan | None, tuple[Finding, ...]]:
        """What a plan workbook holds, and what was found in it."""
        now = _sum_of(path)
        known = self._plans.get(path)
        if known is None or known[0] != now:
            known = self._plans[path] = (now, read_plan(path))
        return known[1]

    def read_files(self, paths: Sequence[Path], plan: Plan) -> Iterator[Read]:
        """What each file says as a return of the plan; only what has changed is opened.

        Raises:
            OSError, MemoryError, ImportError: the machine cannot go on.

        """
        sums = {path: _sum_of(path) for path in paths}
        known = {path: self._known.get(path) for path in paths}
        kept = {path: each for path, each in known.items() if each and each.is_of(sums[path], plan)}
        changed = [path for path in paths if path not in kept]
        for path, opened in zip(changed, open_books(changed), strict=True):
            read, texts = read_opened(opened, plan), _texts_of(opened, plan)
            kept[path] = _Known(sums[path], plan, read, texts)
        there = {path: each for path, each in tuple(self._known.items()) if path.exists()}
        self._known = {**there, **kept}
        return (kept[path].read for path in paths)

    def texts_in(self, folder: Path) -> dict[tuple[str, str], SheetTexts]:
        """What the sheets of a folder's workbooks show, by the workbook's name and the sheet's."""
        there = [known for path, known in tuple(self._known.items()) if path.parent == folder]
        return {place: texts for known in there for place, texts in known.texts.items()}


def _sum_of(path: Path) -> str:
    return hashlib.sha256(content_of(path) or b"").hexdigest()


def _texts_of(opened: Sequence[Book | Finding], plan: Plan) -> dict[tuple[str, str], SheetTexts]:
    books = (each for each in opened if isinstance(each, Book))
    return {
        (book.name, name): texts for book in books for name, texts in _texts_of_book(book, plan)
    }


def _texts_of_book(book: Book, plan: Plan) -> Iterator[tuple[str, SheetTexts]]:
    tables = [table for found in tables_of(book, plan) for table in found.read]
    for sheet in book.sheets:
        heads = (head for table in tables if table.sheet is sheet for head in table.headings)
        numbers, texts = tuple(sorted(head.number for head in heads)), texts_of(sheet)
        yield sheet.name, SheetTexts(numbers, texts, _unseen(sheet, numbers, texts))


def _unseen(
    sheet: Sheet, headings: Iterable[int], texts: Mapping[int, Mapping[int, str]]
) -> frozenset[int]:
    steps = (
        column
        for number in headings
        for column, heading in texts.get(number, {}).items()
        if is_step_heading(heading)
    )
    return sheet.hidden.columns.union(steps)


def texts_of(sheet: Sheet) -> dict[int, dict[int, str]]:
    """The texts of the cells that show any; of merged cells each shows what the first one has."""
    rows: dict[int, dict[int, str]] = {}
    for row in range(1, min(sheet.last_row, _MOST_ROWS) + 1):
        texts = {
            column: cell.label
            for column in range(1, sheet.last_column + 1)
            if (cell := sheet.at(*sheet.origin(row, column))).label
        }
        if texts:
            rows[row] = texts
    return rows
