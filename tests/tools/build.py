"""Makes what travels with the package.

The plan workbook, the blank returns, the Word template, and the example months.

Run `python -m tests.tools.build` from the project's root, with LibreOffice installed.
"""

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cyps_reports.plan.dates import Month, month_named
from cyps_reports.plan.model import Plan
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns import layout
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.workbooks.grid import Book, column_letters
from cyps_reports.workbooks.layout import Column, headings
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.tables import find_table, same_words
from cyps_reports.writers.word import word_template
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
        libreoffice.type_into(
            [job for month in MONTHS for job in _jobs(example_plan(), month, Path(name))]
        )


def _jobs(plan: Plan, month_name: str, work: Path) -> Iterator[dict[str, object]]:
    month = month_named(month_name)
    assert month is not None
    (EXAMPLES / month_name).mkdir(exist_ok=True)
    for priority in plan.priorities:
        if (month_name, priority.code) in NOT_RETURNED:
            continue
        name = f"return-{priority.code}.xlsx"
        blank = work / f"{month_name}-{name}"
        blank.write_bytes(return_workbook(plan, priority, month))
        book = open_book(blank)
        assert isinstance(book, Book)
        yield {
            "open": str(blank),
            "save": str(EXAMPLES / month_name / name),
            "filter": "Calc MS Excel 2007 XML",
            "entries": list(entries_for(book, month_name)),
        }


def entries_for(book: Book, month: str) -> Iterator[Entry]:
    """What is typed into a blank return in a month: sheet, cell, text."""
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
                if isinstance(column, layout.EntryColumn) and (
                    answer := answers.get(same_words(column.heading))
                ):
                    yield (
                        sheet_name,
                        f"{column_letters(row.columns[column.key])}{row.number}",
                        answer,
                    )


def typed_rows(month: str, file: str) -> list[dict[str, str]]:
    """The illustrative answers of a month, as text."""
    with (TYPED / f"{month}-{file}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


if __name__ == "__main__":
    main()
