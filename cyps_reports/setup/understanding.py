"""What a document or a tracker means as a plan, as a draft; whatever is not plain is left open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cyps_reports.findings import CellRef, Finding, Refused, error, note, shortened
from cyps_reports.plan import layout
from cyps_reports.setup.blocks import Block, blocks_of
from cyps_reports.setup.cards import with_cards
from cyps_reports.setup.cells import Made, MadeRow, finished, open_cells, place_said
from cyps_reports.setup.date_cells import PlanTime
from cyps_reports.setup.draft import PlanDraft
from cyps_reports.setup.facts import facts_of, time_of
from cyps_reports.setup.heads import Kind
from cyps_reports.setup.lead_cells import Leads, leads_of
from cyps_reports.setup.left_out import left_out
from cyps_reports.setup.measure_drafts import MeasureRows
from cyps_reports.setup.milestone_drafts import milestone_rows
from cyps_reports.setup.priorities import NOWHERE, Group, Groups, code_of
from cyps_reports.setup.rows import Numbering, PlanRow, plan_rows
from cyps_reports.setup.source import SourceDocument, SourcePlace


def draft_of(document: SourceDocument) -> PlanDraft:
    """The draft of the plan workbook that a document gives, and what it lacks as findings."""
    document = with_cards(document)
    blocks = blocks_of(document)
    groups = Groups(blocks.blocks)
    rows = plan_rows(blocks.blocks, groups)
    priorities = _with_codes(groups, rows)
    Numbering().settle(rows)
    facts = facts_of(document, blocks.blocks, groups.found.values())
    leads = leads_of(document, blocks.blocks)
    sheets = _sheets(rows, leads, time_of(facts), str(facts.get("year", Made()).value or ""))
    sheets = {layout.PRIORITIES: priorities, layout.LEADS: leads.rows, **sheets}
    months = time_of(facts).months
    taken = frozenset(_taken(sheets, facts, rows))
    headings = frozenset(
        place for block in blocks.blocks for place in _heading_cells(document, block)
    )
    findings = (
        *document.findings,
        *_no_plan(document, rows),
        *(each for name, made in sheets.items() for each in open_cells(name, made, months)),
        *_beside(document, rows),
        *left_out(document, blocks, taken, headings),
    )
    return PlanDraft(
        {key: each.draft for key, each in facts.items()},
        {name: finished(made) for name, made in sheets.items()},
        findings,
    )


def _sheets(
    rows: Iterable[PlanRow], leads: Leads, time: PlanTime, year: str
) -> dict[str, Sequence[MadeRow]]:
    measures, milestones = MeasureRows(time), list[MadeRow]()
    for row in rows:
        if row.block.kind is Kind.MEASURES:
            measures.add(row, year)
        else:
            milestones += milestone_rows(row, leads, time)
    return {
        layout.MEASURES: measures.measures,
        layout.STEPS: measures.steps,
        layout.MILESTONES: milestones,
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


def _beside(document: SourceDocument, rows: Iterable[PlanRow]) -> Iterator[Finding]:
    """What is struck through in cells, and footnotes of texts, which have no place in the plan."""
    place = CellRef(document.name)
    for table in document.tables:
        for cell in table.cells:
            if cell.raw.struck:
                struck = shortened(" ".join(cell.raw.struck.split()))
                problem = f"{place_said(cell.place)}“{struck}” is struck through and was not taken."
                mend = "Nothing, where it no longer holds; else type it into plan.xlsx."
                yield note("draft-struck-out", place, problem, mend)
    for row in rows:
        cells = [each for source in row.rows for each in source.own if each.notes]
        for cell in dict.fromkeys(cells):
            if not _has_note_column(row, cell.column):
                said = "; ".join(shortened(each) for each in cell.notes)
                problem = f"{place_said(cell.place)}the footnote “{said}” was not taken."
                mend = "Type it into a text of the row if it belongs to the plan."
                yield note("draft-text-left-out", place, problem, mend)


def _has_note_column(row: PlanRow, column: int) -> bool:
    head = row.block.heads.columns.get(column)
    keys = ("similar", "outturn", "target", "comparator")
    return row.block.kind is Kind.MEASURES and head is not None and head.key in keys


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


def _heading_cells(document: SourceDocument, block: Block) -> Iterator[SourcePlace]:
    """The cells of the rows that are a block's headings, wherever they are repeated."""
    yield from (head.cell.place for head in block.heads.columns.values())
    for table in document.tables:
        for row in table.rows:
            if block.heads.repeats(row):
                yield from (cell.place for cell in row.own)


def _label_cells(row: PlanRow) -> Iterator[SourcePlace]:
    """Rows across the table that say which heading a row stands under."""
    for key in ("priority", "priority code", "heading"):
        yield from (cell.place for cell in row.cells(key))
    yield from (cell.place for cell in row.labels)
