"""Whether a month's results, and the files they were made from, are still what the record says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cyps_reports.plan.dates import Month, month_named
from cyps_reports.record.sources import sha256_of, sources_of
from cyps_reports.writers.aside import kept_of
from cyps_reports.writers.files import is_unfinished

Sums = Mapping[tuple[str, str], str]
"""SHA-256 by month ("" for the plan and the template) and file name."""

_RUN_AGAIN = "Run cyps-reports report again."
_NOT_OF_THIS_RUN = "is not in the record: it comes from another run, or was put there."
_NEW = "is new: it was not there when the report was made."


class NoRecordError(Exception):
    """There is no record to go by; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a record says of the files, and the marking of its plan."""

    month: Month
    marking: str
    first: Month
    inputs: Sums
    outputs: Mapping[str, str]


def recorded_in(path: Path) -> Recorded:
    """What the record in a file says.

    Raises:
        NoRecordError: it is not there, or damaged, or of a version that kept no check sums.

    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise NoRecordError(f"there is no record {path}. Give a folder of results, like output/2012-09.") from problem
    except (ValueError, RecursionError) as problem:
        raise NoRecordError(f"the record {path} is damaged. {_RUN_AGAIN}") from problem
    try:
        return _recorded(record)
    except (KeyError, TypeError, AttributeError) as problem:
        raise NoRecordError(f"the record {path} has no check sums, or is damaged. {_RUN_AGAIN}") from problem


def _recorded(record: Any) -> Recorded:
    month, first = month_named(str(record["return_month"])), month_named(str(record["plan"]["starts"])[:7])
    inputs = {(str(each["month"]), str(each["workbook"])): str(each["sha256"]) for each in record["inputs"]}
    outputs = {str(each["file"]): str(each["sha256"]) for each in record["outputs"]}
    if month is None or first is None:
        raise KeyError("month")
    return Recorded(month, str(record["plan"].get("marking", "")), first, inputs, outputs)


def differences(
    recorded: Recorded, folder: Path, record_name: str, returns: Path, others: tuple[Path, ...]
) -> tuple[str, ...]:
    """A line for each file that is not what the record says; none where everything matches."""
    there = {path.name: sha256_of(path) for path in folder.iterdir() if path.is_file()}
    ours = {record_name, *recorded.outputs}
    outputs = {
        name: sha
        for name, sha in there.items()
        if name != record_name and not _is_of_another_program(name) and kept_of(name) not in ours
    }
    now = {
        (each.month, each.workbook): each.sha256
        for each in sources_of(returns, folder.resolve().parent, recorded.month, recorded.first, others)
    }
    unfinished = [f"{folder}: a run was stopped while it wrote here. {_RUN_AGAIN}"] if is_unfinished(folder) else []
    return (
        *unfinished,
        *_changed("Result", recorded.outputs, outputs, "it", _NOT_OF_THIS_RUN),
        *_changed("Input", _named(recorded.inputs), _named(now), "the report", _NEW),
    )


def _is_of_another_program(name: str) -> bool:
    """What Word, Excel and Windows leave beside files while they show them or have them open."""
    return name.startswith((".", "~$")) or name.casefold() in ("thumbs.db", "desktop.ini")


def _changed(kind: str, recorded: Mapping[str, str], now: Mapping[str, str], made: str, new: str) -> Iterator[str]:
    """A line for each file, by its name, that is missing, has changed since `made`, or is `new`."""
    for name, sha256 in recorded.items():
        if name not in now:
            yield f"{kind} {name} is missing."
        elif now[name] != sha256:
            yield f"{kind} {name} has changed since {made} was made."
    yield from (f"{kind} {name} {new}" for name in now if name not in recorded)


def _named(sums: Sums) -> dict[str, str]:
    return {"/".join(part for part in key if part): sha256 for key, sha256 in sums.items()}
