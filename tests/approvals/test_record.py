"""What becomes of a month's record in which something is missing or is something else."""

import copy
import itertools
import json
from collections.abc import Iterator
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from cyps_reports.assessment.restated import What
from cyps_reports.findings import Finding
from cyps_reports.outputs import month_outputs
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.units import Unit, graded
from cyps_reports.record.codec import from_json
from cyps_reports.record.entries import measure_entry, measure_standing, restated_in
from cyps_reports.record.reader import Reported, read_record
from cyps_reports.record.schema import Record, RestatedRow
from tests.approvals.test_many_rows import DATED, FIGURES, JUNE, MAY, month_of, plan_of
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


def test_what_is_read_of_judgements_and_of_what_was_restated(approved: Approved) -> None:
    approved.check("rows of a record", _rows())


def _rows() -> Iterator[str]:
    """Rows that tell a figure, a word, both or nothing, of a measure in each kind of unit."""
    (row, *_) = from_json(Record, _a_record()).measures
    telling = itertools.product((None, Decimal(2)), ("", "Good", "Agreed by all"))
    for (figure, said), (name, unit) in itertools.product(telling, _UNITS.items()):
        measure = (
            None if unit is None else Measure("A", 1, "", "One", unit, polarity=Polarity.HIGHER)
        )
        called = f"{figure} “{said}” of {name}"
        changed = replace(row, actual=figure, actual_said=said, data_status="final", source=None)
        for kept in (None, MAY):
            for rated in (None, False, True):
                told = replace(changed, kept_from=kept, can_be_rated=rated)
                standing = measure_standing(told, measure, "B")
                yield f"{called}, kept {kept}, rated {rated}: {standing}"
            entry = measure_entry(replace(changed, kept_from=kept), measure)
            yield f"{called}, kept {kept}: {entry}"
        for what in What:
            said_so: dict[str, Any] = {
                "was": figure,
                "now": figure,
                "was_said": said,
                "now_said": said,
            }
            restated = RestatedRow(ref="A1", component="", month=MAY, what=what, **said_so)
            yield f"{called}: {restated_in(restated, measure)}"


_UNITS: dict[str, Unit | None] = {
    "no measure": None,
    "%": Unit.PERCENT,
    "text": Unit.TEXT,
    "grades": graded(("Outstanding", "Good", "Poor")),
}


def _a_record() -> dict[str, Any]:
    plan = plan_of(SOME, SOME_DATED, 1)
    record: dict[str, Any] = month_outputs(month_of(plan, SOME, SOME_DATED)).record
    return json.loads(json.dumps(record))  # type: ignore[no-any-return]


def _told(path: Path) -> Iterator[str]:
    plan = plan_of(SOME, SOME_DATED, 1)
    record = _a_record()

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
