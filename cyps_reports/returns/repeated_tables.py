"""Several tables of one kind in a workbook.

They are read together, and each is told of beside the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from cyps_reports.findings import Finding, Findings, note, warning
from cyps_reports.phrases import listed
from cyps_reports.returns.baseline_guard import Edit
from cyps_reports.returns.merge import Entry, Key, answers_in, merge_into
from cyps_reports.returns.rows import Rows
from cyps_reports.workbooks.tables import Table


def entries_of(
    rows: Rows[Key, Entry], priorities: Set[str], found: Findings, edits: list[Edit]
) -> dict[Key, Entry]:
    """What the tables of one kind say together.

    What they say differently is found as between two workbooks.
    """
    entries: dict[Key, Entry] = {}
    for table in rows.tables.read:
        here = rows.read(table, priorities, found, edits)
        found.add(*_told(rows, table, here, entries))
        for key, entry in here.items():
            merge_into(entries, key, entry, found)
    for table in rows.tables.passed_over:
        found.add(_passed_over(rows, table, rows.read(table, priorities, Findings(), []), entries))
    return entries


def _told(
    rows: Rows[Key, Entry], table: Table, here: Mapping[Key, Entry], before: Mapping[Key, Entry]
) -> Iterator[Finding]:
    """That a table follows another of its kind, and what only it answers of their common rows."""
    first = rows.tables.read[0]
    shared = {key for key in here if key in before}
    if table is first or (not shared and _is_continued(first, table)):
        return
    differing = {key for key in shared if _says_otherwise(here[key], before[key])}
    added = [key for key in shared if answers_in(here[key]).keys() - answers_in(before[key]).keys()]
    only_here = f" Only the second has answers for {_called(rows, added)}." if added else ""
    make = warning if differing else note
    yield make(
        "several-tables",
        table.place,
        f"The table {rows.tables.kind.name} stands {_where(first, table)}, and again "
        f"{_where(table, first)}."
        f" They were read together, as two returns are.{only_here}",
        "If each holds a part, leave both; else delete the one that no longer counts.",
    )


def _is_continued(first: Table, table: Table) -> bool:
    """Whether the table is the same sheet's.

    Under headings that stand over the same columns once more.
    """
    return table.sheet is first.sheet and table.headings[0].columns == first.headings[0].columns


def _passed_over(
    rows: Rows[Key, Entry], table: Table, here: Mapping[Key, Entry], read: Mapping[Key, Entry]
) -> Finding:
    """That a hidden table was not read, and what it says otherwise than those that were."""
    differing = [
        key for key in here if answers_in(here[key]) and _says_otherwise(here[key], read.get(key))
    ]
    said = (
        f"has other answers for {_called(rows, differing)}" if differing else "has no other answers"
    )
    make = warning if differing else note
    return make(
        "hidden-copy",
        table.place,
        f"The hidden sheet “{table.sheet.name}” has the table {rows.tables.kind.name} too."
        f" It was not read, and {said}.",
        "Show it (right-click on a sheet's tab, Unhide). Type what still counts into "
        f"“{rows.tables.place.sheet}”, and"
        " take the copy out."
        if differing
        else "Nothing.",
    )


def _says_otherwise(entry: Entry, than: Entry | None) -> bool:
    """Whether an entry has an answer that another one has not."""
    others = answers_in(than) if than else {}
    return any(others.get(name) != answer for name, answer in answers_in(entry).items())


def _called(rows: Rows[Key, Entry], keys: Iterable[Key]) -> str:
    """The plan's names of some rows, in the plan's order."""
    wanted = set(keys)
    return listed(each.called for each in rows.planned.values() if each.key in wanted)


def _where(table: Table, other: Table) -> str:
    """Where a table stands, as it differs from where another does."""
    if table.sheet is other.sheet:
        return f"at {table.place.cell}"
    return f"on the sheet “{table.sheet.name}”"
