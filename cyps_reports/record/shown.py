"""What the record of a public edition says was shown."""

from __future__ import annotations

from pathlib import Path

from cyps_reports.machine import content_of
from cyps_reports.plan.model.small_numbers import Edition
from cyps_reports.record.codec import UNFIT, from_json
from cyps_reports.record.file import RecordFile
from cyps_reports.record.schema import Record, ShownRow


def shown_in(path: Path) -> tuple[ShownRow, ...] | None:
    """The figures that a public edition showed; None where its record does not tell for certain.

    Raises:
        OSError: it is there and cannot be opened.

    """
    file = RecordFile(content_of(path) or b"")
    if not file.told or file.is_edited:
        return None
    try:
        record = from_json(Record, file.told)
    except UNFIT:
        return None
    return record.shown if record.edition is Edition.PUBLIC else None
