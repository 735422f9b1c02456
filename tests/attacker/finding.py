"""What all published files together tell of figures that were kept back."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from tests.attacker.reading import Piece, pieces_in
from tests.attacker.tables import Cell, Known, Row

SMALL = range(1, 6)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATES = re.compile(
    rf"\d{{1,2}} (?:{_MONTHS}) \d{{4}}|(?:{_MONTHS}) \d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}"
    r"|\d{4}-\d{2}(?:-\d{2})?|\b\d{4}/\d{2}\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.,])-?\d+(?:,\d{3})*(?:\.\d+)?(?![\d,]*\w)")
_RATED = re.compile(
    r"\b(?:on target|off target|close to target|(?:green|amber|red):)", re.IGNORECASE
)
_MOVED = re.compile(
    r"\b(?:improving|worsening|improved|worsened|likely to (?:miss|meet))\b|[▲▼]", re.I
)


@dataclass(frozen=True)
class Target:
    """A row that somebody wants to know: how it is called, and the figures the plan gives of it."""

    row: Row
    ref: str
    plan_figures: tuple[Decimal, ...] = ()


@dataclass
class Attacker:
    """Reads editions by month, and says what they tell of what is hidden.

    `truth` are the counts that somebody tries to find, by row and month. `columns` are months that
    later editions tell of under another heading, such as that of last year's figures.
    """

    targets: tuple[Target, ...]
    editions: Mapping[str, Mapping[str, bytes]]
    columns: Mapping[str, str] = field(default_factory=dict)
    cells: dict[Cell, Decimal | None] = field(default_factory=dict)

    def found(self, truth: Mapping[Cell, int]) -> list[str]:
        """Each thing that tells more of a small count than that it is one."""
        pieces = [
            (month, piece)
            for month, files in self.editions.items()
            for name, content in files.items()
            for piece in pieces_in(name, content)
        ]
        for month, piece in pieces:
            self._take_cells(month, piece)
        said = [told for month, piece in pieces for told in self._said(month, piece)]
        return [*dict.fromkeys(said), *_counted_twice(pieces), *self._reckoned(truth)]

    def _take_cells(self, month: str, piece: Piece) -> None:
        """What a table shows of a row: the month's figure, or those of earlier months."""
        told = {" ".join(head.split()).casefold(): cell for head, cell in piece.cells}
        target = next((each for each in self.targets if told.get("ref") == each.ref), None)
        if target is None:
            return
        if "column" in told:
            self._take(target, told["column"], told.get("figure", ""))
        elif "actual" in told:
            self._take(target, month, told["actual"])
        for head, cell in told.items():
            for column in self._months:
                names = {name for name, of in self.columns.items() if of == column}
                if head in (column, _in_words(column).casefold(), *map(str.casefold, names)):
                    self._take(target, column, cell)

    @property
    def _months(self) -> tuple[str, ...]:
        return (*self.editions, *dict.fromkeys(self.columns.values()))

    def _take(self, target: Target, column: str, shown: str) -> None:
        column = self.columns.get(column, column)
        if column not in self._months:
            return
        number = _number(shown)
        if number is not None and target.row.out_of and number < 1 and "." in shown:
            number *= 100  # as a spreadsheet holds a percentage
            number = number.quantize(Decimal("0.1"))
        key = (target.row.name, column)
        if number is not None or key not in self.cells:
            self.cells[key] = number if number is not None else self.cells.get(key)

    def _said(self, month: str, piece: Piece) -> Iterator[str]:
        """What is said of a row that no table shows in a month."""
        if dict(piece.cells).get("column", month) != month:
            return  # It is of another month, and was taken as that.
        for target in self.targets:
            if self.cells.get((target.row.name, month)) is not None or not _names(piece, target):
                continue
            others = [each for each in self.targets if each != target and _names(piece, each)]
            text = _without_plan(piece, target)
            numbers = [] if others else list(_numbers_in(text, target))
            if numbers:
                yield f"{piece.place}: {target.ref} has {', '.join(map(str, numbers))}"
            if not others and _RATED.search(text):
                yield f"{piece.place}: {target.ref} is rated"
            if not others and _MOVED.search(text):
                yield f"{piece.place}: {target.ref} has moved"

    def _reckoned(self, truth: Mapping[Cell, int]) -> Iterator[str]:
        rows = [each.row for each in self.targets]
        bare = {cell: None if each else each for cell, each in self.cells.items()}
        known, least = (Known(rows, each, begins=min(self.editions)) for each in (self.cells, bare))
        for cell, count in truth.items():
            if count in SMALL and cell in known.system.spans:
                can = known.system.possible(cell, SMALL)
                if can != least.system.possible(cell, SMALL):
                    yield f"{cell[0]} in {cell[1]} can only be {sorted(can)}"


_COUNTED = re.compile(r"\b\d+ of \d+ measures (?:is|are) (?:rated|shown with a rating)[^.]*")


def _counted_twice(pieces: Iterable[tuple[str, Piece]]) -> Iterator[str]:
    """Months whose ratings are counted otherwise in one place than in another.

    What is counted in the one and not in the other is what is hidden.
    """
    counts: dict[str, set[str]] = {}
    for month, piece in pieces:
        counts.setdefault(month, set()).update(_COUNTED.findall(" ".join(piece.text.split())))
    yield from (f"{month}: {sorted(said)}" for month, said in counts.items() if len(said) > 1)


def _names(piece: Piece, target: Target) -> bool:
    """Whether a piece is about a row."""
    if target.row.name.casefold() in piece.text.casefold():
        return True
    # To look for the text first takes a tenth of the time.
    whole = rf"(?<![\w.]){re.escape(target.ref)}(?![\w.])"
    return target.ref in piece.text and re.search(whole, piece.text) is not None


_OF_PLAN = frozenset(
    (
        "ref",
        "target",
        "outturn",
        "similar",
        "similar authorities",
        "number",
        "basis",
        "deadline",
        "priority",
    )
)


def _without_plan(piece: Piece, target: Target) -> str:
    """What a piece says, without the row's name and the columns that are the plan's."""
    text = piece.text
    if piece.cells:
        told = (cell for head, cell in piece.cells if head.casefold() not in _OF_PLAN)
        text = " | ".join(told)
    text = re.sub(re.escape(target.row.name), " ", text, flags=re.IGNORECASE)
    text = re.sub(rf"(?<![\w.]){re.escape(target.ref)}(?![\w.])", " ", text)
    return _DATES.sub(" ", text)


def _numbers_in(text: str, target: Target) -> Iterator[Decimal]:
    for found in _NUMBER.findall(text):
        number = _number(found)
        if number is not None and number not in target.plan_figures:
            yield number


def _number(text: str) -> Decimal | None:
    bare = re.sub(r"[%,£]|\s*(?:days|day)$", "", text.strip())
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None


def _in_words(month: str) -> str:
    year, number = month.split("-")
    return f"{_MONTHS.split('|')[int(number) - 1]} {year}"


def leaks(
    targets: Iterable[Target],
    editions: Mapping[str, Mapping[str, bytes]],
    truth: Mapping[Cell, int],
    columns: Mapping[str, str] | None = None,
) -> list[str]:
    """What published files tell of small counts."""
    return Attacker(tuple(targets), editions, columns or {}).found(truth)
