"""Makes what travels with the package.

The plan workbook, the blank returns, the Word template, and the example months: each month's
returns are what the month before leaves behind, with `tests/examples` typed into them.

Run `python -m tests.tools.build` from the project's root, with LibreOffice installed.
"""

import csv
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

from cyps_reports.acts.templates import TemplatesRequest, write_templates
from cyps_reports.plan.dates.months import Month, month_named
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns import layout
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.workbooks.grid import Book, column_letters
from cyps_reports.workbooks.layout import Column, headings
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.plain_text import same_words
from cyps_reports.workbooks.tables import find_table
from cyps_reports.writers.word.house_style import word_template
from tests.tools import libreoffice
from tests.tools.approved_plan import approved_plan, example_plan

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ROOT / "input_templates"
EXAMPLES = TEMPLATES / "example_returns"
TYPED = ROOT / "tests" / "examples"
MONTHS = ("2012-07", "2012-08", "2012-09")
NOT_RETURNED = {("2012-08", "D")}

Entry = tuple[str, str, str]


def main() -> None:
    plan = approved_plan()
    EXAMPLES.mkdir(parents=True, exist_ok=True)
    (TEMPLATES / "plan.xlsx").write_bytes(plan_workbook(plan))
    (TEMPLATES / "report_template.docx").write_bytes(word_template())
    for priority in plan.priorities:
        blank = return_workbook(plan, priority, Month(2012, 4))
        (TEMPLATES / f"return-{priority.code}.xlsx").write_bytes(blank)
    (EXAMPLES / "plan.xlsx").write_bytes(plan_workbook(example_plan()))
    with tempfile.TemporaryDirectory() as name:
        for before, month in pairwise((None, *MONTHS)):
            assert month is not None
            blanks = _blanks(month, before, Path(name) / month)
            libreoffice.type_into(_jobs(blanks, month))


def _blanks(month: str, before: str | None, folder: Path) -> tuple[Path, ...]:
    """The empty returns of a month, with what the month before leaves behind, as they are sent."""
    request = TemplatesRequest(
        root=folder.parent,
        today=date(2012, 7, 1),
        month=month_named(month),
        returns=EXAMPLES / before if before else None,
        plan=EXAMPLES / "plan.xlsx",
        output=folder,
    )
    return tuple(
        each
        for each in write_templates(request).paths
        if each.stem.startswith("return-") and (month, each.stem[-1]) not in NOT_RETURNED
    )


def _jobs(blanks: tuple[Path, ...], month: str) -> Iterator[dict[str, object]]:
    (EXAMPLES / month).mkdir(exist_ok=True)
    for blank in blanks:
        book = open_book(blank)
        assert isinstance(book, Book)
        yield {
            "open": str(blank),
            "save": str(EXAMPLES / month / blank.name),
            "filter": "Calc MS Excel 2007 XML",
            "entries": list(entries_for(book, month)),
            "is_seen": True,
        }


def entries_for(book: Book, month: str) -> Iterator[Entry]:
    """What is typed into a return in a month: sheet, cell, text.

    An empty text where an answer of before is taken out, as it is no longer true. A row of which
    nothing is told stays as it was sent.
    """
    tables: tuple[tuple[str, str, tuple[Column, ...], str], ...] = (
        (layout.TARGETS, "targets", layout.TARGET_COLUMNS, "component"),
        (layout.MILESTONES, "milestones", layout.MILESTONE_COLUMNS, "deadline"),
    )
    for sheet_name, file, columns, second_key in tables:
        sheet = book.sheet(sheet_name)
        table = find_table(sheet, headings(columns)) if sheet else None
        typed = {(row["ref"], row[second_key]): row for row in typed_rows(month, file)}
        for row in table.rows if table else ():
            second = row.text(second_key)
            if second_key == "deadline":
                second = second.split(" of ")[0] or "1"
            answers = {
                same_words(key): value
                for key, value in typed.get((row.text("ref"), second), {}).items()
            }
            for column in columns:
                answer = answers.get(same_words(column.heading))
                if not isinstance(column, layout.EntryColumn) or answer is None:
                    continue
                if answer or not row.cell(column.key).is_empty:
                    cell = f"{column_letters(row.columns[column.key])}{row.number}"
                    yield sheet_name, cell, answer


def typed_rows(month: str, file: str) -> list[dict[str, str]]:
    """The illustrative answers of a month, as text."""
    with (TYPED / f"{month}-{file}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


if __name__ == "__main__":
    main()
