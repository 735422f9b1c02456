"""What is understood of the headings of tables and columns, word by word, is what was approved."""

from collections.abc import Iterator

from cyps_reports.setup.meaning.figure_columns import figure_columns, similar_name
from cyps_reports.setup.meaning.table_headings import heads_at
from cyps_reports.setup.sources.sheet_headings import is_heading_row, is_period, is_under_heading
from cyps_reports.setup.synonyms import SYNONYMS, is_exact, key_of, number_of_year, years_in
from cyps_reports.workbooks.grid import RawCell
from tests.setup_documents import said_of_headings as said
from tests.setup_documents.said_of_tables import TABLES
from tests.tools.approved import Approved
from tests.tools.told_of_drafts import YEAR, draft_of_lines, grid, in_short, shown


def one(heading: str) -> str:
    key = key_of(heading) or "unknown"
    exact = ", exactly" if is_exact(heading) else ""
    years = f", years {years_in(heading)}" if years_in(heading) else ""
    return f"{shown(heading)} → {key}{exact}{years}"


def single_headings() -> Iterator[str]:
    """Each of the list; those that are written otherwise, or are none."""
    for every in SYNONYMS.values():
        yield from (one(each.strip()) for each in every.split(";"))
    yield "== written otherwise, or none"
    yield from map(one, said.OTHERWISE)
    yield from (f"{year} begins in {number_of_year(year)}" for year in said.YEARS)


def rows_of_headings() -> Iterator[str]:
    """What a table is whose first rows are these, and what its columns are."""
    for rows in TABLES:
        begun = heads_at(grid(list(rows)), 0)
        typed = " // ".join(" | ".join(row) for row in rows)
        if begun is None:
            yield f"{typed} → no headings"
            continue
        heads, end = begun
        keys = " | ".join(head.key or "-" for head in heads.columns.values())
        whole = " | ".join(head.heading for head in heads.columns.values())
        yield f"{typed} → {heads.kind}, {end} rows: {keys} ({whole})"


def sheet_rows() -> Iterator[str]:
    """Whether a row of a sheet heads a table, may be under such a row, and names periods."""
    for row in said.SHEET_ROWS:
        cells = [RawCell(each) for each in row]
        periods = [shown(each.value) for each in cells if is_period(each)]
        yield (
            f"{' | '.join(map(str, row))} → heads {is_heading_row(cells)},"
            f" under {is_under_heading(cells)}, periods {', '.join(periods) or 'none'}"
        )


def columns() -> Iterator[str]:
    """A column under each kind of heading before and behind a row's name, in either table."""
    for key, every in SYNONYMS.items():
        heading = every.split(";")[0]
        for table in (said.MEASURES, said.MILESTONES):
            for at in (1, len(table[0])):
                rows = [
                    (*row[:at], new, *row[at:])
                    for row, new in zip(
                        table, (heading, said.IN.get(key, "Some words")), strict=True
                    )
                ]
                yield f"== {' | '.join(rows[0])} // {' | '.join(rows[1])}"
                yield from in_short(draft_of_lines("# Priority A: Safe", *rows))


def figures() -> Iterator[str]:
    """Which columns have which figures, of a plan of a year or of one that says none."""
    for row in said.FIGURES:
        body = ("A1", "Visits made", *(str(at) for at, _ in enumerate(row)))
        begun = heads_at(grid([("Ref", "Measure", *row), body]), 0)
        assert begun is not None
        for year in ("2012/13", ""):
            found = figure_columns(begun[0], year, YEAR)
            own = {key: row[at - 2] for key, at in found.own.items()}
            steps = {row[at - 2]: str(month) for at, month in found.steps.items()}
            beside = [head.heading for _, head in found.comparators]
            earlier = [head.heading for _, head in found.earlier]
            named = similar_name([begun[0]])
            yield (
                f"{' | '.join(row)} in {year or 'any year'} → {own}, steps {steps}, comparators"
                f" {beside}, earlier {earlier}, similar called {named[0] if named else 'nothing'}"
            )


def test_headings_are_known_as_approved(approved: Approved) -> None:
    approved.check("setup headings", (*single_headings(), *rows_of_headings(), *sheet_rows()))


def test_columns_are_understood_as_approved(approved: Approved) -> None:
    approved.check("setup columns", (*columns(), *figures()))
