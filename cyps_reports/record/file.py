"""The record as a file.

Its bytes, the check sum of what it tells, and the files it was written with.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cyps_reports.finding_codes import Code
from cyps_reports.record.file_names import RECORD
from cyps_reports.record.schema import BESIDE_CONTENT

Json = dict[str, object]


def sha256(content: bytes) -> str:
    """The check sum of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def record_in(content: bytes) -> Json:
    """The record in a file's bytes; empty where there is none that can be read."""
    try:
        there = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return there if isinstance(there, dict) else {}


def has_finding(record: Json, code: Code) -> bool:
    """Whether a record tells of a finding of a code."""
    findings = record.get("findings")
    known = findings if isinstance(findings, list) else []
    return any(isinstance(each, dict) and each.get("code") == code for each in known)


def record_bytes(record: Json) -> bytes:
    """The record as UTF-8 JSON, a line for each measure, deadline, finding and input.

    The same bytes each time.
    """
    buffer = io.BytesIO()
    # Bit by bit: the bits of a large record take many times the memory of the whole.
    buffer.writelines(bit.encode("utf-8", "replace") for bit in _bits(record, levels=2))
    buffer.write(b"\n")
    return buffer.getvalue()


def _bits(value: object, levels: int) -> Iterator[str]:
    """A value as JSON, its entries on lines of their own for so many levels."""
    if not levels or not value or not isinstance(value, dict | list):
        # On one line, Python's library writes many times faster.
        yield _on_a_line(value)
        return
    is_named = isinstance(value, dict)
    yield "{" if is_named else "["
    for number, each in enumerate(value):
        yield ",\n" if number else "\n"
        yield f"{_on_a_line(each)}: " if is_named else ""
        yield from _bits(value[each] if is_named else each, levels - 1)
    yield "\n}" if is_named else "\n]"


_on_a_line = json.JSONEncoder(ensure_ascii=False).encode


def content_sum(record: Mapping[str, object]) -> str:
    """The SHA-256 of what a record tells, whatever files were written of it.

    Of its fields in JSON, keys in order, each in braces of its own.
    """
    sums = hashlib.sha256()
    for key in sorted(record.keys() - {*BESIDE_CONTENT}):
        for bit in _close_bits(key, record[key]):
            sums.update(bit.encode("utf-8", "replace"))
    return sums.hexdigest()


def _close_bits(key: str, value: object) -> Iterator[str]:
    """A field as JSON without a blank, of a list some entries at a time: bits take memory."""
    if not isinstance(value, list):
        yield _close({key: value})
        return
    yield f"{{{_close(key)}:["
    for at in range(0, len(value), _AT_A_TIME):
        yield "," if at else ""
        yield _close(value[at : at + _AT_A_TIME])[1:-1]
    yield "]}"


_AT_A_TIME = 100
"""Entries of a list that are put into JSON together, which is quicker than one by one."""
_close = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def sealed_with_sum(record: Json) -> Json:
    """The record with the check sum of what it tells: a later change by hand shows."""
    return {**record, "sha256": content_sum(record)}


def has_sum(record: Mapping[str, object]) -> bool:
    """Whether the record says the check sum of what it tells; those of before did not."""
    return bool(record.get("sha256"))


@dataclass(frozen=True)
class RecordFile:
    """A record as it lies in a file, parsed once: its bytes, and what it tells.

    Empty where it cannot be read.
    """

    content: bytes = field(default=b"", repr=False)

    @cached_property
    def told(self) -> Json:
        """What it tells, with what it says of itself and the files beside it."""
        return record_in(self.content)

    @cached_property
    def sum(self) -> str:
        """The check sum of what it tells now."""
        return content_sum(self.told)

    @property
    def known_by(self) -> str:
        """What later records know this one by: the sum of what it tells.

        Of one of before, that of its bytes.
        """
        return self.sum if has_sum(self.told) else sha256(self.content)

    @property
    def says_known_by(self) -> str:
        """The same by what it says of itself, without a look whether it still tells that."""
        return str(self.told["sha256"]) if has_sum(self.told) else sha256(self.content)

    @property
    def is_edited(self) -> bool:
        """Whether it tells something else than when it was written.

        Its own check sum says so.
        """
        return has_sum(self.told) and self.told["sha256"] != self.sum

    @property
    def is_as_written(self) -> bool:
        """Whether its bytes are in the very form in which the program writes one.

        And whether they tell what it wrote.
        """
        return (
            "outputs" in self.told
            and record_bytes(self.told) == self.content
            and not self.is_edited
        )

    @property
    def ever_written(self) -> frozenset[tuple[str, str]]:
        """Name and check sum of all that the program is known to have written into its folder.

        It is among them itself.
        """
        own = {(RECORD, sha256(self.content))} if self.is_as_written else set()
        return written_in(self.told) | own

    def tells_the_same(self, record: Json) -> bool:
        """Whether a record that was just made tells the same of the same inputs."""
        return bool(self.sum == record["sha256"])


def sums_in(record: Mapping[str, object]) -> dict[str, str]:
    """The check sums of the files that a record was written with, by name."""
    return dict(_sums(record, "outputs"))


def written_in(record: Mapping[str, object]) -> frozenset[tuple[str, str]]:
    """Name and check sum of every file that the program wrote into a record's folder.

    Those made from other inputs are among them.
    """
    return frozenset(each for key in ("outputs", "other_outputs") for each in _sums(record, key))


def _sums(record: Mapping[str, object], key: str) -> Iterator[tuple[str, str]]:
    told = record.get(key)
    listed = told if isinstance(told, list) else []
    rows = [each for each in listed if isinstance(each, dict)]
    return (
        (str(row["file"]), str(row["sha256"])) for row in rows if {"file", "sha256"} <= row.keys()
    )


def record_sums_in(record: Mapping[str, object]) -> dict[str, str]:
    """By month, as `2012-08`, what a record knows the records of earlier months by."""
    told = record.get("inputs")
    listed = told if isinstance(told, list) else []
    rows = [each for each in listed if isinstance(each, dict)]
    return {
        str(row.get("month")): str(row.get("sha256"))
        for row in rows
        if row.get("workbook") == RECORD
    }


def with_outputs(
    record: Json, written: Mapping[str, bytes], before: RecordFile | None = None
) -> Json:
    """The record with the check sums of the files written beside it.

    `before` is the record that lay there.

    Files of the record before it stay in it where they were made from the very same. Others, and
    those replaced, are told apart: what the program wrote itself may be replaced again.
    """
    sums = {name: sha256(content) for name, content in written.items()}
    if before is None:
        return _telling(record, sums, frozenset())
    if before.tells_the_same(record):
        sums = sums_in(before.told) | sums
    return _telling(record, sums, written_in(before.told))


def texts_in(record: Mapping[str, object]) -> frozenset[str]:
    """The fingerprints of all that the program wrote in the month's Word report, made anew or not.

    None where the record does not say.
    """
    told = record.get("texts")
    return frozenset(told.split()) if isinstance(told, str) else frozenset()


def with_texts(record: Json, texts: frozenset[str], before: RecordFile) -> Json:
    """The record with the fingerprints of what stands in the Word report, and of all before it."""
    together = texts | texts_in(before.told)
    return {**record, "texts": " ".join(sorted(together))} if together else record


def with_more_outputs(record: Json, written: Mapping[str, bytes]) -> Json:
    """A record with the check sums of files beside it that were made from other inputs."""
    sums = {name: each for name, each in sums_in(record).items() if name not in written}
    more = ((name, sha256(content)) for name, content in written.items())
    return _telling(record, sums, written_in(record).union(more))


def _telling(record: Json, sums: Mapping[str, str], ever: frozenset[tuple[str, str]]) -> Json:
    told = {key: value for key, value in record.items() if key not in ("outputs", "other_outputs")}
    told["outputs"] = _rows(sums.items())
    others = _rows(ever - sums.items())
    return {**told, "other_outputs": others} if others else told


def _rows(sums: Iterable[tuple[str, str]]) -> list[Json]:
    return [{"file": name, "sha256": each} for name, each in sorted(sums)]
