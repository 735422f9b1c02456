"""Tables wherever they stand in a sheet, and what their rows say."""

from collections.abc import Iterator
from typing import Any

from cyps_reports.findings import Finding
from cyps_reports.workbooks.grid import RawCell, Sheet
from cyps_reports.workbooks.heading_rows import headings_twice
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.tables import Table, find_table, first_headings, tables_in
from tests.tools.approved import Approved

HEADS = {"ref": "Ref", "name": "Measure", "actual": "Actual", "note": "Comment"}
OTHERS = {"ref": "Ref", "step": "Milestone", "due": "Due date"}
COLUMNS = tuple(Column(key, heading, 10) for key, heading in HEADS.items())

SHEETS: dict[str, str] = {
    "nothing": "",
    "a table": "Ref|Measure|Actual|Comment/A1|One|5|said/A2|Two||",
    "headings in another order, with marks": "COMMENT|actual¹| Ref :|Measure/said|5|A1|One",
    "a title over it, words under it": "Our plan/|/Ref|Measure|Actual|Comment/A1|One|5|/|/the end",
    "half of the headings": "Ref|Measure/A1|One",
    "less than half": "Ref/A1",
    "half of them twice": "Ref|Measure/A1|One/Ref|Actual/A2|5",
    "more than half twice": "Ref|Measure|Actual/A1|One|4/Ref|Actual|Comment/A2|5|said",
    "headings again": "Ref|Measure|Actual|Comment/A1|One|5|/Ref|Measure|Actual|Comment/A2|Two|6|",
    "a title between": "Ref|Measure|Actual|Comment/A1|One|5|/Second|||"
    "/Ref|Measure|Actual|Comment/A2|Two|6|",
    "words for readers between": "Ref|Measure|Actual|Comment/A1|One|5|/Title|||Cabinet will "
    "read this"
    "/Ref|Measure|Actual|Comment/A2|Two|6|",
    "two words between": "Ref|Measure|Actual|Comment/A1|One|5|/Title||more|"
    "/Ref|Measure|Actual|Comment/A2|Two|6|",
    "side by side": "Ref|Measure|Actual|Comment||Ref|Measure|Actual|Comment"
    "/A1|One|5|||A2|Two|6|said",
    "side by side, half": "Ref|Measure|Ref|Measure|Actual/A1|One|A2|Two|5",
    "one heading twice": "Ref|Measure|Actual|Actual|Comment/A1|One|5||/A2|Two||6|"
    "/A3|Three|7|7|/A4|Four|7|8|",
    "one thrice": "Ref|Measure|Actual|Actual|Actual/A1|One||6|7/A2|Two|6|6|6",
    "a lower table beside": "Ref|Measure|Actual|Comment/A1|One|5|"
    "/A2|Two|6||Ref|Measure|Actual|Comment/A3|Three|7||A4|Four|8|",
    "both kinds": "Ref|Measure|Actual|Comment/A1|One|5|/Ref|Milestone|Due date/A2|Step|Friday",
    "both kinds in one row": "Ref|Measure|Actual|Comment|Milestone|Due date/A1|One|5||Step|Friday",
}
MERGED = {
    "rows of one": ((2, 1, 3, 1),),
    "columns of one": ((2, 2, 2, 3),),
    "over all": ((2, 1, 3, 3),),
    "from outside": ((2, 3, 2, 6),),
}


def sheet_of(text: str, **more: Any) -> Sheet:
    cells = {
        (row, column): RawCell(said)
        for row, line in enumerate(text.split("/"), start=1)
        for column, said in enumerate(line.split("|"), start=1)
        if said
    }
    return Sheet("Return.xlsx", "Targets", cells, **more)


def told(table: Table) -> Iterator[str]:
    for head in table.headings:
        yield (
            f"headings in row {head.number}: {dict(head.columns)}, absent {head.absent},"
            f" at {head.place.cell}, from {head.first_column} to {head.last_column}"
        )
        yield from map(said, headings_twice(head, COLUMNS))
    for row in table.rows:
        for version in row.versions:
            texts = {key: version.text(key) for key in version.columns}
            yield f"row {version.number}: {texts}"


def said(finding: Finding) -> str:
    return f"{finding.severity} {finding.code} {finding.place}: {finding.message} ⟶ {finding.fix}"


def of_tables() -> Iterator[str]:
    for name, text in SHEETS.items():
        sheet = sheet_of(text)
        for kind, tables in zip(
            ("measures", "steps"), tables_in(sheet, HEADS, OTHERS), strict=True
        ):
            for table in tables:
                yield f"{name}: a table of {kind} at {table.place}"
                yield from told(table)
        beside = tables_in(sheet, HEADS, beside={"note", "actual"})[0]
        yield f"{name}: {[table.place.cell for table in beside]} where two may be missing"
        whole, first = find_table(sheet, HEADS), first_headings(sheet, HEADS)
        rows = [row.number for row in whole.rows] if whole else None
        yield f"{name}: as one {rows}, its first headings in {first.number if first else None}"


def of_rows() -> Iterator[str]:
    text = "Ref|Measure|Actual|Comment/A1|One|5|said/A2|Two||"
    for name, merged in MERGED.items():
        table = find_table(sheet_of(text, merged=merged), HEADS)
        assert table is not None
        for row in table.rows:
            for key in (*HEADS, "other"):
                shared = row.shared_with(key)
                yield (
                    f"{name}, row {row.number}, {key}: {row.text(key)!r} at {row.place(key).cell!r}"
                    f" covered by {row.covered_by(key)}, shared with "
                    f"{shared.cell if shared else None}"
                )
    cells = {
        (1, 1): RawCell("Ref"),
        (1, 2): RawCell("Measure"),
        (1, 3): RawCell("Actual"),
        (1, 4): RawCell("Comment"),
        (2, 1): RawCell(None, struck="A1", note="first"),
        (2, 3): RawCell(" two \n lines ", note="second"),
        (3, 2): RawCell(None, note="alone"),
        (4, 1): RawCell(None, struck="A3"),
        (5, 4): RawCell(None, formula=True),
        (6, 1): RawCell(" "),
        (7, 9): RawCell("beside"),
    }
    table = find_table(Sheet("Return.xlsx", "Targets", cells), HEADS)
    assert table is not None
    for row in table.rows:
        places = row.places(("ref", "other"))
        yield (
            f"row {row.number}: {row.label('ref')!r} {row.text('actual')!r} notes {row.notes},"
            f" struck {row.is_struck(HEADS)}, filled {row.is_filled}, a title "
            f"{row.is_above_headings},"
            f" {len(places)} places {[str(places[each]) for each in places]}"
        )
    try:
        places["name"]
    except KeyError as problem:
        yield f"no place: {problem}"
    number, share = RawCell(1, "0"), RawCell(1, "0%")
    heads = {
        (1, at): RawCell(each)
        for at, each in enumerate(("Ref", "Measure", "Actual", "Actual"), start=1)
    }
    for one, other in (
        (number, number),
        (number, share),
        (number, RawCell("1")),
        (RawCell("a"), RawCell("a ")),
    ):
        table = find_table(Sheet("", "", heads | {(2, 3): one, (2, 4): other}), HEADS)
        assert table is not None
        yield (
            f"{one.value!r} {one.number_format} beside {other.value!r} {other.number_format}: "
            f"{table.rows[0].others}"
        )


def test_tables_are_found_and_rows_read(approved: Approved) -> None:
    approved.check("tables of sheets", (*of_tables(), *of_rows()))
