"""All the councils: Word documents by several programs, and trackers."""

from collections.abc import Callable
from typing import NamedTuple

from tests.setup_documents import (
    aldwyn,
    calderbrook,
    eastmere,
    fenwick,
    harrowdale,
    marlowe,
    portleigh,
    ryburn,
    stourley,
    thornby,
    wexcombe,
)
from tests.setup_documents.blocks import Document
from tests.setup_documents.expected import Expected
from tests.setup_documents.google_like import google_like
from tests.setup_documents.sheets import SheetData, as_text, tracker
from tests.setup_documents.word_like import word_like


class Plan(NamedTuple):
    """A council's document, and the plan that is to be read from it."""

    document: Document
    expected: Expected


class Tracker(NamedTuple):
    """A council's tracker, and the plan that is to be read from it."""

    sheets: tuple[SheetData, ...]
    expected: Expected

    @property
    def as_workbook(self) -> bytes:
        return tracker(*self.sheets)

    @property
    def as_text(self) -> bytes:
        return as_text(self.sheets[0])


DOCUMENTS = {
    each.__name__.rpartition(".")[2]: Plan(each.DOCUMENT, each.EXPECTED)
    for each in (marlowe, thornby, eastmere, calderbrook, wexcombe, harrowdale, portleigh)
}
WRITERS: dict[str, Callable[[Document], bytes]] = {"word": word_like, "google": google_like}
TRACKERS = {
    each.__name__.rpartition(".")[2]: Tracker(each.SHEETS, each.EXPECTED)
    for each in (ryburn, fenwick, stourley, aldwyn)
}
