"""The same workbook that came twice, byte for byte, such as by email and in a folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from cyps_reports.findings import CellRef, Finding, note
from cyps_reports.returns.return_workbook import ReturnBook

Said = ReturnBook | Finding


def each_once(read: Sequence[Said], lying: Collection[str]) -> Iterator[Said]:
    """Each workbook once, and a note in place of each copy.

    That which lies in the folder by itself counts before one that is packed in another file;
    `lying` are the names of the former.
    """
    kept: dict[str, ReturnBook] = {}
    books = (each for each in read if isinstance(each, ReturnBook) and each.inputs)
    for book in sorted(books, key=lambda each: _name_of(each) not in lying):
        kept.setdefault(_sum_of(book), book)
    for each in read:
        same = kept.get(_sum_of(each), each)
        yield each if same is each else _same(_name_of(each), _name_of(same))


def _name_of(each: Said) -> str:
    if isinstance(each, Finding):
        return each.place.workbook
    return each.inputs[0].workbook if each.inputs else ""


def _sum_of(each: Said) -> str:
    return each.inputs[0].sha256 if isinstance(each, ReturnBook) and each.inputs else ""


def _same(name: str, other: str) -> Finding:
    return note(
        "same-file-twice",
        CellRef(name),
        f"This is byte for byte the same workbook as {other}; it was read once.",
        "Nothing; one of the two can be taken out of the month's folder.",
    )
