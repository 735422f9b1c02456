"""Whatever tables a document holds: no traceback, and nothing that stands in them is lost."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from cyps_reports.setup.draft import PlanDraft
from cyps_reports.setup.meaning.table_blocks import blocks_of
from cyps_reports.setup.meaning.understanding import draft_of
from cyps_reports.setup.sources.source import SourceCell, SourceDocument
from cyps_reports.setup.sources.word_documents import read_document
from cyps_reports.setup.synonyms import SYNONYMS
from tests.tools.shares import share_of
from tests.tools.word_package import Cell, Row, WordDocument

HEADINGS = sorted({each for said in SYNONYMS.values() for each in said.split("; ")})
WORDS = ("visit", "Schools", "plan", "by Cabinet", "Gross", "Net", "and", "/", "; ", "(", ")", "–")
DATES = (
    "30 June 2012",
    "30/06/12",
    "05/06/12",
    "June 2012",
    "Q3",
    "31/02/12",
    "monthly",
    "ongoing",
)
FIGURES = (
    "78%",
    "£1.285m",
    "12",
    "85-90%",
    "at least 5",
    "NA",
    "TBC",
    "1:14",
    "12.4 days",
    "57 (18%)",
)
PEOPLE = ("AB", "JM / CP", "Jo Moxon", "Head of Service", "Jo Moxon, Director", "Police and Health")
CODES = ("A", "A1", "1.", "1.2", "Priority A: Safe", "2. Sound", "KPI 4", "")

pieces = st.sampled_from((*WORDS, *DATES, *FIGURES, *PEOPLE, *CODES, "\n"))
texts = st.lists(pieces, max_size=4).map(" ".join)
headings = st.one_of(st.sampled_from(HEADINGS).map(str.capitalize), st.just("RAG or so"), texts)


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    """Rows of cells, some merged, some across the whole table, under headings or none."""
    width = draw(st.integers(1, 6))
    rows: list[Row] = [tuple(Cell(draw(headings), is_bold=True) for _ in range(width))]
    for _ in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(("plain", "plain", "plain", "across", "merged", "below")))
        if kind == "across":
            rows.append((Cell(draw(texts), width, is_bold=draw(st.booleans())),))
        elif kind == "merged" and width > 2:
            rest = (Cell(draw(texts)) for _ in range(width - 2))
            rows.append((Cell(draw(texts), 2), *rest))
        else:
            merged = draw(st.sampled_from(("restart", "continue"))) if kind == "below" else ""
            first = Cell("" if merged == "continue" else draw(texts), merged=merged)
            rows.append((first, *(Cell(draw(texts)) for _ in range(width - 1))))
    return rows


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    document = WordDocument()
    for rows in draw(st.lists(tables(), min_size=1, max_size=3)):
        if draw(st.booleans()):
            document.heading(draw(texts), draw(st.integers(1, 3)))
        document.table(rows, heads=draw(st.integers(0, 2)))
    return document.bytes()


@settings(max_examples=share_of(150), deadline=None)
@given(documents())
def test_every_cell_is_in_the_draft_or_is_told_of(content: bytes) -> None:
    document = read_document("plan.docx", content)
    draft = draft_of(document)
    kept, told = kept_in(draft), [each.message for each in draft.findings]
    heads = set(headings_of(document))
    for cell in document.filled_cells():
        assert is_there(cell, kept) or is_told(cell, told) or cell.place in heads, (
            str(cell.place),
            cell.text,
            kept,
            told,
        )


def kept_in(draft: PlanDraft) -> str:
    """All that the draft says, with the figures and dates in it as words."""
    rows = [row.cells for made in draft.sheets.values() for row in made]
    values = [cell.value for cells in (*rows, draft.facts) for cell in cells.values()]
    return " ".join(map(plain, values))


def plain(value: str | Decimal | date | None) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%y} {value.day} {value:%B %Y}"
    return "" if value is None else bare(f"{value}")


def bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w.%£]+", " ", text).casefold().split())


def is_there(cell: SourceCell, kept: str) -> bool:
    """Whether each word and figure of a cell stands somewhere in the draft."""
    words = (word.strip("%£.").removesuffix("m") for word in bare(cell.text).split())
    return all(not word or word in kept.casefold() or word in JOINS for word in words)


JOINS = ("and", "days", "1", "net", "gross", "annual", "n", "a", "priority")


def is_told(cell: SourceCell, told: list[str]) -> bool:
    """Whether a finding names the cell, its table, or its column as left out."""
    quoted = " ".join(cell.text.split())[:80]
    place = str(cell.place)
    where = f"{place[:1].upper()}{place[1:]} "
    of_table = f"{cell.place.table[:1].upper()}{cell.place.table[1:]} of "
    return any(
        each.startswith(where)
        or (each.startswith(of_table) and ("no table" in each or f"“{quoted}" in each))
        or (bool(quoted) and f"“{quoted}" in each)
        for each in told
    )


def headings_of(document: SourceDocument) -> Iterator[object]:
    """The cells of the rows that head a table, and of those that repeat them."""
    for block in blocks_of(document).blocks:
        for table in document.tables:
            for row in table.rows:
                if block.heads.repeats(row):
                    yield from (cell.place for cell in row.own)
        yield from (head.cell.place for head in block.heads.columns.values())
