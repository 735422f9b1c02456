"""Which priority each row of a plan belongs to, and under which heading it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from cyps_reports.plan.model.references import LONGEST_CODE, same_reference
from cyps_reports.setup.meaning.table_blocks import Above, Block, BlockRow
from cyps_reports.setup.meaning.table_headings import Kind
from cyps_reports.setup.sources.source import SourceCell, SourcePlace
from cyps_reports.workbooks.plain_text import same_words

_WORDS = (
    "priority|strategic priority|improvement priority|outcome|theme|key theme|objective|aim|goal"
    "|key result area|kra|strand|workstream|priority area|area|programme|pillar|ambition|commitment"
    "|recommendation|standard|domain|focus area|area of focus|area for improvement|promise|question"
)
_SHORT = r"[A-Z]{1,4}(?:\s?\d{1,2})?(?:\.\d{1,2})?|\d{1,2}(?:\.\d{1,2})?"
_SHORT += r"|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten"
_BETWEEN = r"\s*(?:[:.)–—-]+\s*|\s+(?=[A-Z])|(?<=\d)\s+)"
# Capitals tell a code from a word behind it.
_WORDED = re.compile(rf"(?P<word>(?i:{_WORDS}))\s+(?P<code>{_SHORT})(?:{_BETWEEN}(?P<title>\S.*))?")
_CODED = re.compile(
    r"(?P<code>[A-Z]{1,4}\d{0,2}|\d{1,2}(?:\.\d{1,2})?)"
    r"(?:\s*[:.)]\s*|\s+[–—-]\s+|(?<=\d)\s+(?=[A-Z]))(?P<title>[^\d\s].*)"
)
_UNCODED = re.compile(rf"(?P<word>{_WORDS})\s*[:–—-]\s*(?P<title>\S.*)", re.I)
_GENERIC = {
    *("measures", "actions", "milestones", "performance measures", "performance indicators"),
    *("key performance indicators", "kpis", "indicators", "targets", "key actions"),
    *("key milestones", "objectives", "table"),
    *("priorities", "key measures", "success measures", "how we will measure success", "timetable"),
    *("what we will do", "how will we know", "performance framework", "scorecard", "dataset"),
    *("what we will measure", "what we will do and by when", "tables", "appendix"),
}
_LEVELS = ("high", "medium", "low", "h", "m", "l", "urgent", "essential", "desirable", "critical")
"""How urgent something is, which is no priority of a plan."""


@dataclass(frozen=True, slots=True)
class Group:
    """A priority as the document says it; each of its parts may be missing."""

    code: str = ""
    title: str = ""
    word: str = ""
    source: SourcePlace | None = None

    @property
    def key(self) -> str:
        """What all ways of naming it have in common."""
        return same_reference(self.code) or same_words(self.title)


NOWHERE = Group()


def worded_in(above: Above) -> Group | None:
    """The priority that a heading names by a word for it and a code: `Priority A: Safe`."""
    match = _WORDED.fullmatch(without_continued(above.text))
    return Group(match["code"], match["title"] or "", match["word"], above.place) if match else None


def uncoded_in(above: Above) -> Group | None:
    """The priority that a heading names by a word for it alone: `Outcome: Safe`."""
    match = _UNCODED.fullmatch(without_continued(above.text))
    return Group("", match["title"], match["word"], above.place) if match else None


def group_in(cell: SourceCell) -> Group:
    """The priority that a cell of a column of priorities names."""
    if group := worded_in(cell) or uncoded_in(cell) or coded_in(cell):
        return group
    text, above = without_continued(cell.text), cell
    is_code = len(text) <= _LONGEST_LETTERS
    return Group(text, "", "", above.place) if is_code else Group("", text, "", above.place)


_LONGEST_LETTERS = 4


def coded_in(above: Above) -> Group | None:
    """The priority of a heading that begins with a code alone, like `A. Safeguarding`."""
    match = _CODED.fullmatch(without_continued(above.text))
    if match is None or is_generic(match["title"]):
        return None
    return Group(match["code"], match["title"], "", above.place)


def is_generic(text: str) -> bool:
    """Whether a heading only says what kind of table follows."""
    bare = re.sub(r"^[\d.]+\s+|\b20\d\d(?:[/–-]\d{2,4})?", "", text)
    words = same_words(bare)
    words = words.removeprefix("the ").removeprefix("our ")
    is_plan = _PLAN_ALONE.fullmatch(words) is not None
    return not words or words in _GENERIC or is_plan or words.startswith(("appendix ", "table "))


_PLAN_ALONE = re.compile(
    r"(?:(?:annual|strategic|service|joint|ofsted|post|inspection|improvement|action|delivery"
    r"|implementation|development|business|work|project|performance) )*"
    r"(?:plan|tracker|log)(?: for improvement)?"
)
"""What kind of plan it is, which is no priority."""


def without_continued(text: str) -> str:
    """A heading in one line, without the words that say that it goes on from the page before."""
    return _CONTINUED.sub("", " ".join(text.split()))


_CONTINUED = re.compile(r"\s*[,–—-]?\s*[(\[]?\bcont(?:inued|['’]?d|\.)?[)\]]?\.?$", re.IGNORECASE)


@dataclass
class Groups:
    """The priorities of a plan in their order, and how to find those of its rows."""

    blocks: list[Block]
    found: dict[str, Group] = field(default_factory=dict)
    _by_title: dict[str, str] = field(default_factory=dict)
    _read: Callable[[Above], Group | None] | None = None

    def __post_init__(self) -> None:
        of_plan = (block for block in self.blocks if block.kind is not Kind.HEADS)
        labels = [label for block in of_plan for label in _labels(block)]
        ways = (worded_in, coded_in, uncoded_in)
        self._read = next((way for way in ways if any(map(way, labels))), None)
        self._varying = _varying(self.blocks)

    def of(self, block: Block, row: BlockRow) -> tuple[Group, str]:
        """The priority of a row, as it is known by now, and the heading that it stands under."""
        above: tuple[Above, ...] = (*block.headings, *row.across)
        column = _column_group(block, row)
        group, at = (column, -1) if column else self._among(block, above)
        own = _own_heading(block, row)
        below = [each.text for each in above[at + 1 :] if isinstance(each, SourceCell) or at >= 0]
        headings = [text for text in below if not is_generic(text)]
        heading = own or (headings[-1] if headings else "")
        return self._known(group or NOWHERE), without_continued(heading)

    def columns_of(self, block: Block, row: BlockRow) -> tuple[SourceCell, ...]:
        """The cells of a row that name its priority again, where it is one of those found."""
        group = _column_group(block, row)
        if group is None or self._known(group) == NOWHERE:
            return ()
        cells = (_filled(row, block.heads.first_of(key)) for key in ("priority code", "priority"))
        return tuple(cell for cell in cells if cell is not None)

    def _among(self, block: Block, above: tuple[Above, ...]) -> tuple[Group | None, int]:
        """The priority among what a row stands under, and which of it that is."""
        if self._read is not None:
            found = ((self._read(each), at) for at, each in enumerate(above))
            return next((each for each in found if each[0] is not None), (None, -1))
        for at, each in enumerate(above):
            is_level = isinstance(each, SourceCell) or at == self._varying
            is_meant = is_level and (self._varying < 0 or at == self._varying)
            if is_meant and not is_generic(each.text):
                return Group("", without_continued(each.text), "", each.place), at
        return None, -1

    def _known(self, group: Group) -> Group:
        """The same group as it was named first: by code, or by title where one has only that."""
        title = same_words(group.title)
        key = group.key
        if not group.code and title in self._by_title:
            key = self._by_title[title]
        known = self.found.get(key)
        if known is None or (group.title and not known.title):
            self.found[key] = known = group
        if title:
            self._by_title.setdefault(title, key)
        return known


def _labels(block: Block) -> Iterator[Above]:
    yield from block.headings
    for row in block.rows:
        yield from row.across


def _varying(blocks: Iterable[Block]) -> int:
    """The highest level of headings that tells the plan's tables apart; -1 where none does."""
    stacks = [block.headings for block in blocks if block.kind not in (Kind.LEADS, Kind.HEADS)]
    deepest = min((len(stack) for stack in stacks), default=0)
    for at in range(deepest):
        texts = {stack[at].text for stack in stacks}
        if len(texts) > 1 and not any(is_generic(text) for text in texts):
            return at
    return -1


def _column_group(block: Block, row: BlockRow) -> Group | None:
    """The priority in a row's own columns: one for all of it, or one for its code beside."""
    at, code_at = block.heads.first_of("priority"), block.heads.first_of("priority code")
    cell = _filled(row, at)
    code = _filled(row, code_at)
    if code is not None:
        title = " ".join(cell.text.split()) if cell is not None else ""
        return Group(" ".join(code.text.split()), title, "", code.place)
    if cell is None or same_words(cell.text) in _LEVELS:
        return None
    return group_in(cell)


def _filled(row: BlockRow, at: int | None) -> SourceCell | None:
    cell = row.row.cells[at] if at is not None else None
    return None if cell is None or cell.is_empty else cell


def _own_heading(block: Block, row: BlockRow) -> str:
    at = block.heads.first_of("heading")
    return row.row.cells[at].text if at is not None else ""


def code_of(group: Group, taken: Iterable[str]) -> str:
    """The code of a priority: its own, a short title, or "" where neither can be one."""
    if group.code:
        return group.code
    is_short = len(group.title) <= LONGEST_CODE
    is_free = same_reference(group.title) not in {same_reference(each) for each in taken}
    return group.title if is_short and is_free else ""
