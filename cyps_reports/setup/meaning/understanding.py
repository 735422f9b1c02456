"""What a document or a tracker means as a plan, as a draft; whatever is not plain is left open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cyps_reports.findings import CellRef, Finding, Refused, error, note, shortened
from cyps_reports.phrases import listed
from cyps_reports.plan.sheets import layout
from cyps_reports.setup.draft import PlanDraft, place_of
from cyps_reports.setup.meaning.action_cards import with_cards
from cyps_reports.setup.meaning.date_cells import PlanTime, two_way_dates
from cyps_reports.setup.meaning.figure_columns import OF_FIGURES
from cyps_reports.setup.meaning.lead_cells import Leads, leads_of
from cyps_reports.setup.meaning.left_out import left_out, texts_left_out
from cyps_reports.setup.meaning.made_cells import (
    Made,
    MadeRow,
    drafted,
    finished,
    open_cells,
    place_said,
)
from cyps_reports.setup.meaning.measure_drafts import MeasureRows
from cyps_reports.setup.meaning.merged_across import merged_texts
from cyps_reports.setup.meaning.milestone_drafts import milestone_rows
from cyps_reports.setup.meaning.plan_facts import facts_of, time_of
from cyps_reports.setup.meaning.plan_rows import Numbering, PlanRow, plan_rows
from cyps_reports.setup.meaning.priorities import NOWHERE, Group, Groups, code_of, without_continued
from cyps_reports.setup.meaning.service_heads import service_heads, taken_with, with_heads
from cyps_reports.setup.meaning.table_blocks import Block, blocks_of
from cyps_reports.setup.meaning.table_headings import Kind, said_in
from cyps_reports.setup.sources.source import SourceCell, SourceDocument, SourcePlace


def draft_of(document: SourceDocument) -> PlanDraft:
    """The draft of the plan workbook that a document gives, and what it lacks as findings."""
    document = with_cards(document)
    blocks = blocks_of(document)
    groups = Groups(blocks.blocks)
    rows = plan_rows(blocks.blocks, groups)
    heads = service_heads(blocks.blocks)
    priorities = tuple(with_heads(each, heads) for each in _with_codes(groups, rows))
    Numbering().settle(rows)
    facts = facts_of(document, blocks.blocks, groups.found.values())
    leads = leads_of(document, blocks.blocks)
    time = time_of(facts, _due_cells(rows))
    first_year = str(time.starts.year) if time.starts else ""
    year = str(facts.get("year", Made()).value or "") or first_year
    sheets = _sheets(rows, leads, time, year)
    sheets = {layout.PRIORITIES: priorities, layout.LEADS: leads.rows, **sheets}
    taken = frozenset((*_taken(sheets, facts, rows), *taken_with(priorities, heads)))
    titles = {row.group.source for row in rows}
    taken |= {code for title, code in blocks.codes.items() if title in titles}
    headings = frozenset(_heading_cells(document, blocks.blocks))
    findings = (
        *document.findings,
        *_no_plan(document, rows),
        *_day_first(document, rows, time),
        *(each for name, made in sheets.items() for each in open_cells(name, made, time.months)),
        *_beside(document, rows, _places(sheets, time)),
        *_merged(document, rows),
        *left_out(document, blocks, taken, headings, dict(_called(rows))),
        *texts_left_out(document, taken, frozenset(_footnotes(document))),
    )
    rows_of = {name: finished(made) for name, made in sheets.items()}
    return PlanDraft(drafted(facts), rows_of, findings)


def _due_cells(rows: Iterable[PlanRow]) -> tuple[SourceCell, ...]:
    """The cells of deadlines in a document; in a sheet, what stayed text shows nothing."""
    cells = (cell for row in rows for cell in row.cells("due"))
    return tuple(cell for cell in dict.fromkeys(cells) if cell.place.table.startswith("table"))


def _day_first(
    document: SourceDocument, rows: Iterable[PlanRow], time: PlanTime
) -> Iterator[Finding]:
    """That dates like 05/06/12 were read so; one note for all of them."""
    said = [each for cell in _due_cells(rows) for each in two_way_dates(cell)]
    if said and time.is_day_first:
        quoted = listed(dict.fromkeys(said))
        problem = (
            f"Read with the day first, as all other dates in figures of the document can only be"
            f" read so: {quoted}."
        )
        mend = "Nothing, if these dates have the day first too."
        yield note("draft-day-first", CellRef(document.name), problem, mend)


def _sheets(
    rows: Iterable[PlanRow], leads: Leads, time: PlanTime, year: str
) -> dict[str, Sequence[MadeRow]]:
    measures, milestones = MeasureRows(), list[MadeRow]()
    for row in rows:
        if row.block.kind is Kind.MEASURES:
            measures.add(row, year, time)
        else:
            milestones += milestone_rows(row, leads, time)
    return {
        layout.MEASURES: measures.measures,
        layout.MILESTONES: milestones,
        layout.STEPS: measures.steps,
        layout.COMPARATORS: measures.comparators,
        layout.EARLIER_YEARS: measures.earlier,
    }


def _with_codes(groups: Groups, rows: Sequence[PlanRow]) -> tuple[MadeRow, ...]:
    """The rows of the sheet Priorities; each row of the plan gets the code of its own."""
    codes: dict[int, str] = {}
    made: list[MadeRow] = []
    used = {row.group.key for row in rows}
    named = [each for each in groups.found.values() if each.key in used and each != NOWHERE]
    for number, group in enumerate(named, start=1):
        code = code_of(group, codes.values())
        codes[id(group)] = code or str(number)
        made.append(_priority(group, codes[id(group)], is_own=bool(code)))
    by_key = {group.key: codes[id(group)] for group in named}
    for row in rows:
        row.code = by_key.get(row.group.key, "")
    return tuple(made)


def _priority(group: Group, code: str, *, is_own: bool) -> MadeRow:
    refused = None if is_own else _numbered(group, code)
    row = {"code": Made(code, group.source, refused)}
    title = group.title or (group.code if not is_own else "")
    missing = Refused(
        "draft-priority", f"The priority “{code}” has no title.", "Type what it is about."
    )
    row["title"] = Made(title or None, group.source, None if title else missing)
    return row


def _numbered(group: Group, code: str) -> Refused:
    problem = f"“{shortened(group.title)}” has no letter and no number; it was called {code}."
    return Refused("draft-priority", problem, "Leave it, or type its letter, number or short name.")


def _no_plan(document: SourceDocument, rows: Sequence[PlanRow]) -> Iterator[Finding]:
    if rows:
        return
    problem = (
        "No table of the document has headings of measures or milestones, so no plan was read."
    )
    mend = (
        "Check that the plan stands in tables with headings like Action, By when and Lead, or"
        " Measure, Outturn and Target; a picture of a table is not read."
    )
    yield error("draft-no-plan", CellRef(document.name), problem, mend)


def _beside(
    document: SourceDocument, rows: Iterable[PlanRow], places: Mapping[SourcePlace, CellRef]
) -> Iterator[Finding]:
    """What is struck through in cells, and footnotes of texts, which have no place in the plan."""
    whole = CellRef(document.name)
    for table in document.tables:
        for cell in table.cells:
            if cell.raw.struck:
                struck = shortened(" ".join(cell.raw.struck.split()))
                problem = f"{place_said(cell.place)}“{struck}” is struck through and was not taken."
                mend = "Nothing, where it no longer holds; else type it into plan.xlsx."
                yield note("draft-struck-out", places.get(cell.place, whole), problem, mend)
    for row in rows:
        cells = [each for source in row.rows for each in source.own if each.notes]
        for cell in dict.fromkeys(cells):
            if not _has_note_column(row, cell.column):
                said = "; ".join(shortened(each) for each in cell.notes)
                problem = f"{place_said(cell.place)}the footnote “{said}” was not taken."
                mend = "Type it into a text of the row if it belongs to the plan."
                yield note("draft-text-left-out", places.get(cell.place, whole), problem, mend)


def _merged(document: SourceDocument, rows: Iterable[PlanRow]) -> Iterator[Finding]:
    """Cells that are merged across columns; a measure's own figures tell it as what is open."""
    for row in rows:
        told = OF_FIGURES if row.block.kind is Kind.MEASURES else frozenset[str]()
        own = ((source, row.block.heads) for source in row.rows)
        yield from merged_texts(document.name, own, told)


def _places(sheets: Mapping[str, Sequence[MadeRow]], time: PlanTime) -> dict[SourcePlace, CellRef]:
    """The cell of the plan workbook that each cell of the document went to first."""
    found: dict[SourcePlace, CellRef] = {}
    for sheet, made in sheets.items():
        for at, row in enumerate(made):
            for key, cell in row.items():
                if cell.source is not None and cell.value is not None:
                    place = place_of(sheet, at, key, time.months)
                    found.setdefault(cell.source, place)
    return found


def _has_note_column(row: PlanRow, column: int) -> bool:
    head = row.block.heads.columns.get(column)
    return row.block.kind is Kind.MEASURES and head is not None and head.key in OF_FIGURES


def _taken(
    sheets: Mapping[str, Iterable[MadeRow]],
    facts: Mapping[str, Made],
    rows: Iterable[PlanRow],
) -> Iterator[SourcePlace]:
    """The places of all that is in the draft, and of what its rows stand under."""
    cells = [cell for made in sheets.values() for row in made for cell in row.values()]
    yield from (cell.source for cell in (*cells, *facts.values()) if cell.source is not None)
    for row in rows:
        group = row.group.source
        yield from [group] if group else []
        yield from _label_cells(row)
        yield from row.told_in


def _footnotes(document: SourceDocument) -> Iterator[str]:
    return (note for table in document.tables for cell in table.cells for note in cell.notes)


def _called(rows: Iterable[PlanRow]) -> Iterator[tuple[SourcePlace, str]]:
    """What each cell of a row is of: `C1.3, Budget`."""
    for row in rows:
        for source in row.rows:
            for at, head in row.block.heads.columns.items():
                said = ", ".join(part for part in (row.called, head.lowest) if part)
                yield source.cells[at].place, said


def _heading_cells(document: SourceDocument, blocks: Sequence[Block]) -> Iterator[SourcePlace]:
    """The cells of the rows that are the headings of a block, wherever they are repeated."""
    for block in blocks:
        yield from (head.cell.place for head in block.heads.columns.values())
    said = frozenset[tuple[str, ...]]().union(*(block.heads.said for block in blocks))
    for table in document.tables:
        for row in table.rows:
            if said_in(row) in said:
                yield from (cell.place for cell in row.own)


def _label_cells(row: PlanRow) -> Iterator[SourcePlace]:
    """What of the rows across the table, and of its own columns, is the heading of a row."""
    if row.block.kind is Kind.MEASURES:
        return  # a measure has no heading
    for cell in (*row.labels, *row.cells("heading")):
        if row.heading and without_continued(cell.text) == row.heading:
            yield cell.place
