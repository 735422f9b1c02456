"""The Word report and the Excel summary, read back table by table."""

import re
from typing import Any

import openpyxl
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

WORD, EXCEL = "cyps-report-2012-09.docx", "cyps-summary-2012-09.xlsx"
SHEETS = [
    *("Overview", "Measures", "Milestones", "Missed deadlines", "By lead"),
    *("Changes", "Trends", "History", "Month by month", "Slippage"),
    *("Key", "Findings", "Sources", "Chart data", "Trend data"),
]


def table_rows(document: WordDocument, title: str) -> list[list[str]]:
    for table in document.tables:
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        if caption is not None and caption.get(qn("w:val")) == title:
            return [[cell.text for cell in row.cells] for row in table.rows]
    raise AssertionError(f"no table {title}")


def headings(document: WordDocument, level: int) -> list[str]:
    heading = _id_of(document, f"Heading {level}")
    return [each.text for each in document.paragraphs if each._p.style == heading]


def _id_of(document: WordDocument, style: str) -> str:
    """What its paragraphs name a style by; the library would look it up for each of them."""
    return str(document.styles[style].style_id)


def section_texts(document: WordDocument, title: str) -> list[str]:
    """The texts of a section's paragraphs."""
    paragraphs, heading = document.paragraphs, _id_of(document, "Heading 1")
    titles = [at for at, each in enumerate(paragraphs) if each._p.style == heading]
    start = next(at for at in titles if paragraphs[at].text == title)
    end = next((at for at in titles if at > start), len(paragraphs))
    return [each.text for each in paragraphs[start + 1 : end] if each.text]


def sheet_rows(workbook: openpyxl.Workbook, name: str) -> list[dict[str, str]]:
    sheet = workbook[name]
    table = sheet.tables[f"{name.replace(' ', '_')}_1"]
    heads, *body = [list(row) for row in sheet[table.ref]]
    return [
        {
            str(h.value): "" if c.value is None else str(c.value)
            for h, c in zip(heads, row, strict=True)
        }
        for row in body
    ]


def is_exception(row: dict[str, Any]) -> bool:
    return row["rag"] in ("red", "amber")


def annex_texts(word: WordDocument, code: str) -> list[str]:
    """The texts of a priority's paragraphs in the annex."""
    title = next(each for each in headings(word, 1) if f"Priority {code}:" in each)
    return section_texts(word, title)


def open_lines(word: WordDocument) -> list[str]:
    """The lines of the open milestones in the annex, but for those with nothing reported."""
    lines: list[str] = []
    for code in "ABCDE":
        texts = annex_texts(word, code)
        told = texts[texts.index("Open milestones") + 1 :]
        ends = ("Open, with nothing reported", "Under “", "Completed")
        end = next(at for at, each in enumerate(told) if each.startswith(ends))
        lines += [each for each in told[:end] if re.match(r"[A-E]\d+ ", each)]
    return lines


def is_open(row: dict[str, Any]) -> bool:
    """Whether a deadline is told in the annex: not told before, and with something to tell."""
    is_told_before = row["rag"] in ("red", "amber", "blue") or is_next(row)
    return not (is_told_before or row["withdrawn"] or is_quiet(row))


def is_next(row: dict[str, Any]) -> bool:
    return "2012-09-30" <= (row["redated"] or row["due"] or "9") <= "2012-10-31"


def is_quiet(row: dict[str, Any]) -> bool:
    """Whether there is no more to say of it than its due date and state."""
    return not (row["progress"] or row["corrective_action"] or row["expected"])


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
