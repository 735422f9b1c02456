"""The results read back as a reader sees them.

The Word report's sections, the Excel summary's sheets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.second_opinion.workbook import open_for_reading

Row = dict[str, str]


@dataclass(frozen=True)
class Part:
    """What stands under a heading: paragraphs, and tables as rows by their headings.

    `told` are the paragraphs that stand beside a chart, in a table that is none.
    """

    section: str
    title: str
    paragraphs: list[str] = field(default_factory=list)
    tables: list[list[Row]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        return [row for table in self.tables for row in table]


def read_report(output: Path) -> list[Part]:
    """The report's parts in their order; a section's own text is the part without a title."""
    (path,) = output.glob("cyps-report-*.docx")
    document = docx.Document(str(path))
    parts = [Part("", "")]
    for element in document.element.body.iterchildren():
        if element.tag.endswith("}p"):
            paragraph = Paragraph(element, document)
            style = paragraph.style.name if paragraph.style else ""
            if style == "Heading 1":
                parts.append(Part(re.sub(r"^(Annex )?\d+\. ", "", paragraph.text), ""))
            elif style == "Heading 2":
                parts.append(Part(parts[-1].section, paragraph.text))
            elif paragraph.text:
                parts[-1].paragraphs.append(paragraph.text)
        elif element.tag.endswith("}tbl"):
            table = Table(element, document)
            if element.findall(".//" + qn("w:tblHeader")):
                parts[-1].tables.append(list(_table_rows(table)))
            else:
                parts[-1].told.extend(each.text for each in table.rows[0].cells[0].paragraphs)
    return parts


def _table_rows(table: Table) -> Iterator[Row]:
    rows = [[_text(cell) for cell in row.cells] for row in table.rows]
    for row in rows[1:]:
        # A heading between the rows is one cell across them all.
        if len(set(row)) > 1 or len(row) == 1:
            yield dict(zip(rows[0], row, strict=True))


def _text(cell: Any) -> str:
    """What a cell says, also in a bar within it; a dash stands for nothing."""
    inside = [part.text for table in cell.tables for row in table.rows for part in row.cells]
    text = " ".join((cell.text, *inside)) if inside else str(cell.text)
    return "" if text == "–" else text


def part(parts: list[Part], section: str, title: str = "") -> Part:
    """The first part whose section starts so; an empty one where there is none."""
    found = (each for each in parts if each.section.startswith(section) and each.title == title)
    return next(found, Part(section, title))


Sheet = list[dict[str, Any]]


def read_summary(output: Path) -> dict[str, list[Sheet]]:
    """Each sheet's tables: runs of full rows under a row of headings."""
    (path,) = output.glob("cyps-summary-*.xlsx")
    workbook = open_for_reading(path)
    return {sheet.title: _tables(sheet) for sheet in workbook.worksheets}


def read_overview(output: Path) -> tuple[str, list[Row]]:
    """The first sheet's sentences, and its table of counts."""
    (path,) = output.glob("cyps-summary-*.xlsx")
    sheet = open_for_reading(path).worksheets[0]
    lines = [
        [str(value) for value in row if value is not None]
        for row in sheet.iter_rows(values_only=True)
    ]
    start = next(number for number, line in enumerate(lines) if line[:2] == ["Priority", "Rated"])
    values = [
        ["" if value is None else str(value) for value in row]
        for row in sheet.iter_rows(values_only=True)
    ]
    stop = next((number for number in range(start, len(lines)) if not lines[number]), len(lines))
    rows = [dict(zip(values[start], row, strict=True)) for row in values[start + 1 : stop]]
    return " ".join(line[0] for line in lines[1:start] if line), rows


def _tables(sheet: Any) -> list[Sheet]:
    tables: list[Sheet] = []
    headings: list[str] = []
    # What the sheet is comes first; its first table follows an empty row.
    for row in sheet.iter_rows(min_row=4, values_only=True):
        if all(value is None for value in row):
            headings = []
        elif not headings:
            headings = [str(value) for value in row if value is not None]
            tables.append([])
        else:
            tables[-1].append(dict(zip(headings, row, strict=False)))
    return tables


# What a cell's words say

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAY = rf"\d{{1,2}} (?:{MONTHS}) \d{{4}}"
DATES = re.compile(
    rf"\d\d/\d\d/\d\d|{DAY}|(?:{MONTHS}) \d{{4}}|[A-Z][a-z]{{2}} \d{{4}}|\d{{4}}/\d\d"
)
FIGURE = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")


def figures(text: str) -> list[Decimal]:
    """The figures in a sentence, without its dates."""
    plain = DATES.sub("", text)
    return [Decimal(each.replace(",", "").replace("−", "-")) for each in FIGURE.findall(plain)]


def long_day(text: str) -> date | None:
    """The first day written out in a text."""
    found = re.search(DAY, text)
    return datetime.strptime(found[0], "%d %B %Y").date() if found else None  # noqa: DTZ007


def short_day(text: str) -> date | None:
    """The first day written like 30/06/12 in a text."""
    found = re.search(r"\d\d/\d\d/\d\d", text)
    return datetime.strptime(found[0], "%d/%m/%y").date() if found else None  # noqa: DTZ007
