"""What becomes of a month's record in which something is missing or is something else."""

import copy
import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from cyps_reports.findings import Finding
from cyps_reports.outputs import month_outputs
from cyps_reports.record.reader import Reported, read_record
from tests.approvals.test_many_rows import DATED, FIGURES, JUNE, month_of, plan_of
from tests.tools.approved import Approved, sum_of

SOME = {name: FIGURES[name] for name in ("has fallen", "is no longer told")}
SOME_DATED = {
    name: DATED[name] for name in ("is expected later", "was completed late", "was re-dated")
}
GONE = object()
OTHER: dict[str, object] = {
    "gone": GONE,
    "none": None,
    "text": "x",
    "number": 7,
    "yes": True,
    "list": [],
    "object": {},
}
"""What may stand in a field in place of what belongs there."""


def test_what_becomes_of_a_record_is_as_approved(tmp_path: Path, approved: Approved) -> None:
    approved.check("damaged records", _told(tmp_path / "as-reported.json"))


def _told(path: Path) -> Iterator[str]:
    plan = plan_of(SOME, SOME_DATED, 1)
    record = json.loads(json.dumps(month_outputs(month_of(plan, SOME, SOME_DATED)).record))

    def read(changed: Any) -> Reported | Finding | None:
        path.write_text(json.dumps(changed), encoding="utf-8")
        return read_record(path, JUNE, plan)

    whole = read(record)
    assert isinstance(whole, Reported)
    yield from (f"whole: {line}" for line in _parts(whole))
    for place in _places(record):
        became: dict[str, list[str]] = {}
        for name, value in OTHER.items():
            changed = copy.deepcopy(record)
            _put(changed, place, value)
            became.setdefault(_what_became(read(changed), whole), []).append(name)
        told = (f"{', '.join(names)}: {what}" for what, names in became.items())
        yield f"{'.'.join(map(str, place))} ({'; '.join(told)})"
    for title in ("", "Another plan"):
        found = read({**record, "plan": {**record["plan"], "title": title}} if title else [])
        assert isinstance(found, Finding)
        yield f"{found.severity} {found.code} ({found.place}) {found.message} {found.fix}"


def _parts(reported: Reported) -> Iterator[str]:
    for each in fields(reported):
        yield f"{sum_of(repr(getattr(reported, each.name)).encode())} {each.name}"


def _what_became(read: Reported | Finding | None, whole: Reported) -> str:
    """What differs from the whole record, or the code of what is said."""
    if isinstance(read, Finding):
        return read.code
    assert read is not None
    differing = [each for each in _parts(read) if each not in {*_parts(whole)}]
    return ", ".join(differing) or "the same"


def _places(record: dict[str, Any]) -> Iterator[tuple[str | int, ...]]:
    """Each field, and those of the last row of each table."""
    for key, value in record.items():
        yield (key,)
        if isinstance(value, dict) and key != "plan_cells":
            yield from ((key, inner) for inner in value)
        if isinstance(value, list) and value and isinstance(value[-1], dict):
            yield from ((key, len(value) - 1, inner) for inner in value[-1])


def _put(record: Any, place: tuple[str | int, ...], value: object) -> None:
    *way, last = place
    for each in way:
        record = record[each]
    if value is GONE:
        del record[last]
    else:
        record[last] = value
