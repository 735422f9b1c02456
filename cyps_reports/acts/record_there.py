"""What lies in a month's folder of results: its record, looked at and parsed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cyps_reports.machine import content_of
from cyps_reports.record.file import (
    Json,
    content_sum,
    is_as_written,
    record_in,
    record_sums_in,
    sha256,
    sums_in,
    written_in,
)
from cyps_reports.record.schema import RECORD


@dataclass(frozen=True)
class RecordThere:
    """A record as a file's bytes, and what it tells; both are empty where there is none that can be read."""

    content: bytes
    told: Json

    @cached_property
    def sum(self) -> str:
        """The check sum of what it tells now."""
        return content_sum(self.told)

    @property
    def is_edited(self) -> bool:
        """Whether it tells something else than when it was written."""
        return bool(self.told.get("sha256")) and self.told["sha256"] != self.sum

    def tells_the_same(self, record: Json) -> bool:
        """Whether another record, made now, tells the same of the same inputs."""
        return self.sum == record["sha256"]

    @property
    def marking(self) -> str | None:
        """How the report that lies there is marked; None where nothing tells."""
        plan = self.told.get("plan")
        return str(plan["marking"] or "") if isinstance(plan, dict) and "marking" in plan else None

    @property
    def files(self) -> Mapping[str, str]:
        """The check sums of the files it was written with, by name."""
        return sums_in(self.told)

    @property
    def earlier_records(self) -> Mapping[str, str]:
        """By month, as `2012-08`, what it knows the records of earlier months by."""
        return record_sums_in(self.told)

    @property
    def ever_written(self) -> frozenset[tuple[str, str]]:
        """Name and check sum of all that the program is known to have written into the folder."""
        own = {(RECORD, sha256(self.content))} if is_as_written(self.content) else set()
        return written_in(self.told) | own


def record_there(folder: Path) -> RecordThere:
    """The record in a folder of results."""
    content = content_of(folder / RECORD) or b""
    return RecordThere(content, record_in(content))
