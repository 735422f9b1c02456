"""The floor: starts Python, imports the same libraries, loads all months' workbooks with openpyxl,
and saves a Word and an Excel file with the same number of cells and paragraphs. Nothing is
computed.

    python tests/benchmarks/floor.py OUTPUT WORD_CELLS WORD_PARAGRAPHS EXCEL_CELLS WORKBOOK...
"""

import sys
from pathlib import Path

import docx
import lxml.etree
import openpyxl
import python_calamine
import xlsxwriter

COLUMNS = 8


def main(
    output: Path, word_cells: int, paragraphs: int, excel_cells: int, workbooks: list[str]
) -> None:
    for path in workbooks:
        openpyxl.load_workbook(path, data_only=True)
    document = docx.Document()
    table = document.add_table(rows=-(-word_cells // COLUMNS), cols=COLUMNS)
    for row in table.rows:
        for cell in row.cells:
            cell.paragraphs[0].add_run("text")
    for _ in range(paragraphs):
        document.add_paragraph("text")
    document.save(str(output / "floor.docx"))
    book = xlsxwriter.Workbook(output / "floor.xlsx")
    sheet = book.add_worksheet()
    for number in range(excel_cells):
        sheet.write_string(number // COLUMNS, number % COLUMNS, "text")
    book.close()


USED = (lxml.etree, python_calamine)
"""Imported only because the program imports them too."""

if __name__ == "__main__":
    cells, paragraphs, summary_cells = map(int, sys.argv[2:5])
    main(Path(sys.argv[1]), cells, paragraphs, summary_cells, sys.argv[5:])
