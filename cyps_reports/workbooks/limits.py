"""How much of a file is read at most: far more than any return holds, and little enough for an office computer."""

from __future__ import annotations

MAX_SHEETS, MAX_ROWS, MAX_COLUMNS = 100, 20_000, 100
MAX_CELLS_IN_SHEET, MAX_CELLS = 150_000, 400_000
"""Cells with something in them; what stands beyond is not read, and a finding says so."""
MAX_MERGED = 20_000
MAX_MERGED_CELLS = 200_000

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 50 * MEGABYTE
MAX_OLD_FILE_BYTES = 8 * MEGABYTE
"""A file of Excel before 2007 is read whole by a library that keeps every cell, empty or not."""
MAX_UNPACKED_BYTES = 200 * MEGABYTE
MAX_PARTS = 10_000
MAX_ELEMENTS_IN_PART, MAX_ELEMENTS = 1_600_000, 2_400_000
MAX_DEPTH = 500
MAX_TOKEN_BYTES = MEGABYTE
"""A tag, an attribute or a comment; longer ones make some parsers go over the same bytes again and again."""
MAX_TEXT = 20_000_000
"""Letters of all shared strings, or of all cells of a book, together."""

MAX_TEMPLATE_BYTES, MAX_TEMPLATE_ELEMENTS = 60 * MEGABYTE, 300_000
"""A Word template, whose parts are all kept in memory as trees."""


class TooMuchError(Exception):
    """A file holds more than is read."""


class Budget:
    """What may still be read of one file: bytes as they are unpacked, elements, cells and letters."""

    def __init__(self, unpacked: int = MAX_UNPACKED_BYTES, elements: int = MAX_ELEMENTS) -> None:
        self._left = {
            "bytes": unpacked,
            "elements": elements,
            "cells": MAX_CELLS,
            "letters": MAX_TEXT,
        }

    def spend(self, kind: str, number: int) -> None:
        """Takes off what was read.

        Raises:
            TooMuchError: nothing of that kind is left.

        """
        self._left[kind] -= number
        if self._left[kind] < 0:
            raise TooMuchError(kind)
