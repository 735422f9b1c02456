"""What is to be said of a file that was read: how, what of it was not, what travels with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.workbooks import delimited, limits, refusals
from cyps_reports.workbooks.budget import Budget, members_of
from cyps_reports.workbooks.grid import column_letters
from cyps_reports.workbooks.old_office import has_old_macros
from cyps_reports.workbooks.packages import is_package
from cyps_reports.workbooks.readers import Reader


def told_of(reader: Reader, name: str, content: bytes, budget: Budget) -> Iterator[Finding]:
    """What is to be said of a file that a reader read within a budget."""
    if budget.is_damaged:
        yield _damaged(name)
    if reader.__module__.endswith(".values"):
        yield _without_formats(name)
    if reader is delimited.read:
        yield _as_text(name)
    yield from _beyond(name, budget)
    yield from _macros(name, content)


def _beyond(name: str, budget: Budget) -> Iterator[Finding]:
    """What of a book lies so far out that it was not read."""
    mend = "Copy what was typed there into the rows of the return, or into a fresh return workbook."
    if budget.sheets > limits.MAX_SHEETS:
        problem = (
            f"The file has {budget.sheets:,} sheets; only the first {limits.MAX_SHEETS} were read."
        )
        yield warning("sheets-beyond", CellRef(name), problem, mend)
    if budget.is_beyond:
        last = f"row {limits.MAX_ROWS:,} and column {column_letters(limits.MAX_COLUMNS)}"
        yield warning(
            "cells-beyond", CellRef(name), f"Something stands beyond {last}; it was not read.", mend
        )


def _macros(name: str, content: bytes) -> Iterator[Finding]:
    """Whether a program travels with a workbook: a return that is sent out has none."""
    names = members_of(content) if is_package(content) else ()
    if any(map(_OF_A_MACRO.match, names)) or has_old_macros(content):
        yield warning(
            "macros-in-file",
            CellRef(name),
            "The file has macros, programs that run in Excel, which a return does not need. They "
            "were not run; what stands in its cells was read.",
            "Before you open it, ask its owner whether they put them there, and for the workbook "
            "without them (.xlsx).",
        )


_OF_A_MACRO = re.compile(
    r"(xl/vbaProject\.bin|Basic/[^/]+/(?!script-lb\.xml)[^/]+\.xml|Scripts/.*\.\w+)$", re.IGNORECASE
)
"""The parts of packages that hold the text of a program."""


def _damaged(name: str) -> Finding:
    return warning(
        "damaged-cells",
        CellRef(name),
        "Some cells of the file are damaged, or merged over a whole sheet; a damaged one was "
        "taken as text, and what"
        " else stands in the file was read.",
        refusals.SAVE_AGAIN,
    )


def _without_formats(name: str) -> Finding:
    return warning(
        "read-without-formats",
        CellRef(name),
        "The file is binary (.xlsb), very large or put together in an unusual way: its values "
        "were read, but not how"
        " its cells are formatted, nor which of them show errors; those count as empty.",
        refusals.SAVE_AGAIN,
    )


def _as_text(name: str) -> Finding:
    return warning(
        delimited.READ_AS_TEXT,
        CellRef(name),
        "The file is a sheet saved as text (CSV): it holds one table only, and no month, and what "
        "was read is what its"
        " cells showed.",
        "Ask for the Excel workbook (.xlsx) itself, if the other table did not come too.",
    )
