"""The parts of an .xlsx file beside its sheets' cells: what lies where, shared texts, number formats, notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cyps_reports.workbooks import number_formats
from cyps_reports.workbooks.limits import Budget
from cyps_reports.workbooks.markup import Attributes
from cyps_reports.workbooks.plain import as_typed
from cyps_reports.workbooks.xlsx_cells import Place, place_of

_THREADED, _COMMENT = "[Threaded comment]", "Comment:"


@dataclass(frozen=True, slots=True)
class Link:
    """A part that another one refers to: by which number, of which kind, and where it lies."""

    number: str
    kind: str
    target: str


class _Quiet:
    """Hears nothing but what a part wants to hear."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element starts."""

    def text(self, text: str) -> None:
        """Text of an element."""

    def end(self, name: str) -> None:
        """An element ends."""


class Links(_Quiet):
    """What a part refers to inside its package; what lies outside, on a disk or in the web, is never followed."""

    def __init__(self) -> None:
        self.found: list[Link] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """An element starts."""
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found.append(Link(attributes.get("Id", ""), kind, attributes.get("Target", "")))


class Sheets(_Quiet):
    """The titles of a workbook's sheets and the numbers of their parts, in order; the day that is 0."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self.epoch: datetime = number_formats.EPOCH

    def start(self, name: str, attributes: Attributes) -> None:
        """An element starts."""
        if name == "sheet":
            number = next((value for key, value in attributes.items() if key.endswith("}id")), "")
            self.found.append((attributes.get("name", ""), number))
        elif name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.epoch = number_formats.EPOCH_1904


class _Words(_Quiet):
    """Gathers text, without the readings that Japanese words have beside them."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._parts: list[str] = []
        self._taking = self._phonetic = False

    def start(self, name: str, attributes: Attributes) -> None:
        """An element starts."""
        if name == "t":
            self._taking = not self._phonetic
        elif name == "rPh":
            self._phonetic = True

    def text(self, text: str) -> None:
        """Text of an element."""
        if self._taking:
            self._budget.spend("letters", len(text))
            self._parts.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "t":
            self._taking = False
        elif name == "rPh":
            self._phonetic = False

    def taken(self) -> str:
        """What was gathered since it was last taken."""
        words = as_typed("".join(self._parts))
        self._parts = []
        return words


class Texts(_Words):
    """The texts that cells share."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.found: list[str] = []

    def end(self, name: str) -> None:
        """An element ends."""
        super().end(name)
        if name == "si":
            self.found.append(self.taken())


class Styles(_Quiet):
    """The number format of each style, in the order that cells count them."""

    def __init__(self) -> None:
        self.formats: list[str] = []
        self._own: dict[str, str] = {}
        self._within = False

    def start(self, name: str, attributes: Attributes) -> None:
        """An element starts."""
        match name:
            case "numFmt":
                code = attributes.get("formatCode", "")
                self._own.setdefault(attributes.get("numFmtId", ""), code[: number_formats.LONGEST_FORMAT])
            case "cellXfs":
                self._within = True
            case "xf" if self._within:
                self.formats.append(self._format(attributes.get("numFmtId", "0")))

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "cellXfs":
            self._within = False

    def _format(self, number: str) -> str:
        if number in self._own:
            return self._own[number]
        built_in = int(number) if number.isdecimal() and len(number) < 8 else 0
        return number_formats.BUILT_IN.get(built_in, number_formats.GENERAL)


class Notes(_Words):
    """The text of the notes by the cell they are on."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.found: dict[Place, str] = {}
        self._place: Place | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        """An element starts."""
        super().start(name, attributes)
        if name == "comment":
            self._place = place_of(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        """An element ends."""
        super().end(name)
        if name == "comment":
            note = _without_preamble(self.taken()).strip()
            if self._place and note:
                self._budget.spend("cells", 1)
                self.found[self._place] = note


def _without_preamble(note: str) -> str:
    """A thread's text without what Excel puts before it for older programs."""
    before, mark, after = note.partition(_THREADED)
    thread = after.partition(_COMMENT)[2] if mark else ""
    return f"{before}{thread.lstrip()}" if thread else note
