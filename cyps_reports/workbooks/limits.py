"""How much of a file is read at most.

Far more than any return holds, and little enough for an office computer.
"""

from __future__ import annotations

MEGABYTE = 1024 * 1024

MAX_SHEETS, MAX_ROWS, MAX_COLUMNS = 100, 10_000, 100
"""What is read of a book: two returns beside each other fit, with their hidden columns."""

MAX_FOLDERS_DOWN, MAX_TOLD = 20, 50
"""How deep a folder is looked into, and how many of the files in it are told one by one."""

MAX_FILE_BYTES = 50 * MEGABYTE
MAX_PACKED, MAX_PACKED_BYTES = 100, 100 * MEGABYTE
"""Of the files in a zip file or an email, and of all of them together, unpacked.

Those in zip files and emails inside it are counted with them.
"""
MAX_PACKED_DOWN = 4
"""How deep zip files and emails are opened inside one another."""
MAX_TEXT_BYTES = 8 * MEGABYTE
MAX_OLD_FILE_BYTES = 8 * MEGABYTE
"""A file of Excel before 2007 is read whole by a library that keeps every cell, empty or not."""
MAX_PARTS = 10_000
MAX_UNPACKED_BYTES = 150 * MEGABYTE
MAX_TAGS, MAX_TAG_BYTES = 4_000_000, MEGABYTE
"""Of a package: its parts, all their bytes, all their tags, and the length of one tag.

Some parsers go over a longer one again and again.
"""
MAX_CELLS, MAX_LETTERS = 300_000, 10_000_000
"""With something in them, of all sheets together, and the letters in them."""
MAX_MERGED, LARGEST_MERGED = 200_000, 10_000
"""Cells merged with others, of all sheets together, and of one range.

More hold nothing together that a return has.
"""

FILE_SECONDS, FILE_BYTES = 6, 400 * MEGABYTE
"""What reading one file may take of processor time and memory.

Starting the program and checking come on top.
"""
FILE_WAIT_SECONDS = 120
"""How long is waited for a file whose reader computes nothing.

Or whose processor time the system does not count.
"""
WORN_BYTES = 200 * 1024 * 1024
MOST_WORKERS = 61
"""Processes side by side; Windows waits for no more at once."""

MAX_FORMAT_LETTERS = 255
"""Of a number format; Excel writes no longer one."""

MAX_LINKS, MAX_LINK_LETTERS = 65_530, 2_000
"""Hyperlinks of a sheet and letters of an address; Excel holds no more."""

MAX_SHEET_NAME = 31
"""Letters of the name of a sheet; Excel holds no more."""

MAX_TEMPLATE_TAGS = 400_000
MAX_TEMPLATE_BYTES = 100 * MEGABYTE
"""Of a Word template, which is read whole and written anew.

Its tags, and its size unpacked, pictures included.
"""
LARGEST_EXACT = 2**53
"""A larger number a spreadsheet does not store exactly."""

TOOK_TOO_MUCH = 77
"""How a worker ends when a file ran over its budget and the system did not end it."""
