"""The floor: starts Python, imports the same libraries, loads the same workbooks with openpyxl,
and saves a Word and an Excel file with the same number of cells. Nothing is computed.

    python tests/benchmarks/floor.py OUTPUT WORD_CELLS EXCEL_CELLS WORKBOOK...
"""

import sys
from pathlib import Path

import docx
import lxml.etree
import openpyxl
import python_calamine
import xlsxwriter

COLUMNS = 8


def main(output: Path, word_cells: int, excel_cells: int, workbooks: list[str]) -> None:
    for path in workbooks:
        openpyxl.load_workbook(path, data_only=True)
    document = docx.Document()
    table = document.add_table(rows=-(-word_cells // COLUMNS), cols=COLUMNS)
    for row in table.rows:
        for cell in row.cells:
            cell.paragraphs[0].add_run("text")
    document.save(str(output / "floor.docx"))
    book = xlsxwriter.Workbook(output / "floor.xlsx")
    sheet = book.add_worksheet()
    for number in range(excel_cells):
        sheet.write_string(number // COLUMNS, number % COLUMNS, "text")
    book.close()


USED = (lxml.etree, python_calamine)
"""Imported only because the program imports them too."""

if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
