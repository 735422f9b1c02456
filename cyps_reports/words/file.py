"""The officer's words as a file beside a month's results."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.machine import content_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.record.codec import UNFIT, as_json, from_json
from cyps_reports.record.file import record_bytes, record_in
from cyps_reports.record.file_names import WORDS
from cyps_reports.words.model import Said, Words

_SCHEMA = 1
_LARGEST = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class _InsteadOf:
    """What the Word report said in a place for which other words were written."""

    place: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _WordsFile:
    """What the file holds."""

    schema: int
    month: Month
    words: tuple[Said, ...]
    instead_of: tuple[_InsteadOf, ...] = ()


def words_bytes(words: Words) -> bytes:
    """The words as UTF-8 JSON, a line for each place; the same bytes each time."""
    said = tuple(words.said[tag] for tag in sorted(words.said))
    whole = as_json(_WordsFile(schema=_SCHEMA, month=words.month, words=said))
    del whole["instead_of"]
    if words.instead_of:
        instead = sorted(words.instead_of.items())
        whole["instead_of"] = [{"place": tag, "paragraphs": list(each)} for tag, each in instead]
    return record_bytes(whole)


def words_in(folder: Path, month: Month) -> tuple[Words | None, tuple[Finding, ...]]:
    """The words kept in a folder of results; None where there are none, or none that can be read.

    Raises:
        OSError: the file is there and cannot be opened.

    """
    content = content_of(folder / WORDS)
    if content is None:
        return None, ()
    try:
        kept = from_json(_WordsFile, record_in(content if len(content) <= _LARGEST else b""))
        if (kept.schema, kept.month) != (_SCHEMA, month):
            raise ValueError("of another month or schema")
    except UNFIT:
        return None, (_damaged(month),)
    said = {each.place: each for each in kept.words if each.paragraphs}
    return Words(month, said, {each.place: each.paragraphs for each in kept.instead_of}), ()


def _damaged(month: Month) -> Finding:
    return warning(
        "unreadable-words",
        CellRef(f"{month}/{WORDS}"),
        f"The file of the words written for {month.in_words} is damaged, and was not used.",
        "Put it back from a copy, or take it away: words that stand in the Word report are read "
        "from there.",
    )
