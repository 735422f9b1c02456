"""How much of a file is read at most: far more than any return holds, and little enough for an office computer."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

MAX_SHEETS, MAX_ROWS, MAX_COLUMNS, MAX_EMPTY_ROWS = 100, 10_000, 100, 500
"""What is read of a book: two returns beside each other fit, with their hidden columns. One formatted cell far below
stretches a sheet to a million rows, so a run of empty rows ends the reading."""

MAX_FOLDERS_DOWN, MAX_TOLD = 20, 50
"""How deep a folder is looked into, and how many of the files in it are told one by one."""

MAX_FILE_BYTES = 50 * MEGABYTE
MAX_PACKED, MAX_PACKED_BYTES = 100, 100 * MEGABYTE
"""Of the files in a zip file or an email, and of all of them together, unpacked."""
MAX_TEXT_BYTES = 8 * MEGABYTE
MAX_OLD_FILE_BYTES = 8 * MEGABYTE
"""A file of Excel before 2007 is read whole by a library that keeps every cell, empty or not."""
MAX_BINARY_BYTES = 40 * MEGABYTE
"""Of the parts of an .xlsb workbook, unpacked."""
MAX_PARTS = 10_000
MAX_UNPACKED_BYTES = 150 * MEGABYTE
MAX_DEPTH = 100
MAX_TOKEN_BYTES = 256 * 1024
"""A tag or a comment; some parsers go over longer ones again and again."""

MAX_ELEMENTS = 1_500_000
MAX_AREA = 2_000_000
MAX_LETTERS = 30_000_000
"""Beyond these, not even calamine is given a workbook: elements of all parts, cells of the rectangle that holds what a
sheet has in it, letters of all texts."""

MAX_FORMAT_LETTERS = 1_000
"""Of a number format."""

MAX_LINKS, MAX_LINK_LETTERS = 65_530, 2_000
"""Hyperlinks of a sheet and letters of an address; Excel holds no more."""

QUICK_ELEMENTS = 400_000
QUICK_FORMAT_LETTERS = 255
"""Beyond these, the quick reader is given no workbook: it would take too much memory; Excel has no longer format."""
ORDINARY_ELEMENTS = 1_000_000
ORDINARY_CELLS = 250_000
ORDINARY_MERGED = 200_000
ORDINARY_OTHERS = 50_000
"""Beyond these, openpyxl would take too long or too much memory: elements, cells, merged cells, and elements of a part
that are no part of a cell, such as styles, names, rules and notes."""

MAX_TEMPLATE_ELEMENTS = 200_000
MAX_TEMPLATE_BYTES = 100 * MEGABYTE
"""Of a Word template, which is read whole and written anew: its elements, and its size unpacked, pictures included."""
