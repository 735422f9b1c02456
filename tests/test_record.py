"""The record's one schema: it reads back what it wrote, refuses what does not fit, and knows
when it was changed.
"""

import json
from decimal import Decimal
from typing import Any

import pytest

from cyps_reports.monthly import CheckedMonth
from cyps_reports.record.codec import UNFIT, as_json, columns_of, from_json
from cyps_reports.record.file import (
    RecordFile,
    content_sum,
    record_bytes,
    record_in,
    record_sums_in,
    sealed_with_sum,
    sha256,
    with_outputs,
)
from cyps_reports.record.schema import TABLES, DeadlineRow, ForecastRow, MeasureRow, Record, Stated
from cyps_reports.writers.record import record_of

Json = dict[str, Any]


@pytest.fixture(scope="module")
def record(september: CheckedMonth) -> Json:
    told = record_of(september.assessment, september.findings, september.changes)
    return record_in(record_bytes(with_outputs(told, {"a.docx": b"a"})))


def test_what_is_written_is_read_back(record: Json) -> None:
    read = from_json(Record, record)
    beside = ("other_outputs", "texts")
    assert {key: each for key, each in as_json(read).items() if key not in beside} == record
    assert read.measures[0].actual == Decimal("78.5")


def test_a_field_is_in_the_order_of_the_schema(record: Json) -> None:
    for table, kind in TABLES.items():
        names = list(dict.fromkeys(path.split(".")[0] for path in columns_of(kind)))
        for_later = ("completed_entered", "was", "before", "before_month")
        assert [key for key in record[table][0] if key not in for_later] == names


def test_columns_are_typed_by_the_schema() -> None:
    columns = columns_of(MeasureRow)
    assert (columns["actual"], columns["target"], columns["forecast.low"]) == (
        Decimal,
        Stated,
        Decimal,
    )
    assert "completed_entered" not in columns_of(DeadlineRow), "later months need it, and no table"


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("measures", "actual", "many"),
        ("measures", "actual", "NaN"),
        ("measures", "state", "Purple"),
        ("measures", "comment", None),
        ("measures", "notes", "one"),
        ("measures", "forecast", 7),
        ("deadlines", "deadline", True),
        ("deadlines", "due", "31/12/12"),
        ("findings", "severity", "fatal"),
    ],
)
def test_what_does_not_fit_its_field_is_refused(
    record: Json, table: str, key: str, value: object
) -> None:
    rows = [{**record[table][0], key: value}]
    with pytest.raises(UNFIT):
        from_json(Record, {**record, table: rows})


def test_a_field_that_every_record_has_may_not_be_missing(record: Json) -> None:
    row = {key: value for key, value in record["deadlines"][0].items() if key != "progress"}
    with pytest.raises(UNFIT):
        from_json(DeadlineRow, row)
    without = {
        key: value for key, value in record["deadlines"][0].items() if key != "completed_entered"
    }
    assert from_json(DeadlineRow, without).completed_entered is None, "records of before had none"


def in_a_file(record: Json) -> RecordFile:
    return RecordFile(record_bytes(record))


def test_a_change_shows_and_files_written_beside_it_are_none(record: Json) -> None:
    there = in_a_file(record)
    assert there.is_as_written
    assert not there.is_edited
    assert not in_a_file(with_outputs(record, {"b.docx": b"b"}, there)).is_edited
    sorted_anew = RecordFile(json.dumps(record, sort_keys=True, indent=2).encode())
    assert (sorted_anew.is_edited, sorted_anew.is_as_written) == (False, False)
    edited = {**record, "as_at": "2012-09-29"}
    assert in_a_file(edited).is_edited
    assert not in_a_file(edited).is_as_written
    assert there.tells_the_same(record)
    assert not in_a_file(edited).tells_the_same(record)
    assert in_a_file(edited).tells_the_same(sealed_with_sum(edited)), (
        "what it tells counts, not what it says of itself"
    )


def test_what_the_program_wrote_into_the_folder_is_known(record: Json) -> None:
    there = in_a_file(record)
    sums = dict(there.ever_written)
    assert sums == {"a.docx": sha256(b"a"), "as-reported.json": sha256(there.content)}
    edited = in_a_file({**record, "as_at": "2012-09-29"})
    assert {name for name, _ in edited.ever_written} == {"a.docx"}, (
        "an edited record is not the program's own"
    )
    assert RecordFile(b"damaged").ever_written == frozenset()


def test_later_records_know_it_by_what_it_tells(record: Json) -> None:
    assert in_a_file(record).known_by == content_sum(record)
    of_before = {key: value for key, value in record.items() if key != "sha256"}
    assert in_a_file(of_before).known_by == sha256(record_bytes(of_before)) != content_sum(record)


def test_a_text_that_is_no_text_has_the_sum_of_what_is_written(record: Json) -> None:
    odd = sealed_with_sum({**record, "plan": {**record["plan"], "title": "lone \ud800 half"}})
    assert not in_a_file(odd).is_edited


def test_a_row_within_a_row_may_be_missing() -> None:
    assert from_json(MeasureRow, {**_MEASURE, "forecast": None}).forecast is None
    forecast = {
        "day": "2013-03-31",
        "low": "1",
        "central": "2.0",
        "high": "3",
        "points": 6,
        "method": "line",
    }
    read = from_json(MeasureRow, {**_MEASURE, "forecast": forecast}).forecast
    assert isinstance(read, ForecastRow)
    assert str(read.central) == "2.0"


def test_a_record_knows_the_records_of_earlier_months_by_their_sums() -> None:
    inputs: list[object] = [
        {"workbook": "as-reported.json", "month": "2012-07", "sha256": "aa"},
        {"workbook": "as-reported.json", "month": "2012-08", "sha256": "bb"},
        {"workbook": "return-A.xlsx", "month": "2012-08", "sha256": "cc"},
        "no row",
    ]
    assert record_sums_in({"inputs": inputs}) == {"2012-07": "aa", "2012-08": "bb"}
    assert record_sums_in({"inputs": "none"}) == record_sums_in({}) == {}


_MEASURE = {
    "ref": "A1",
    "component": "",
    "actual": None,
    "as_at": None,
    "data_status": "",
    "state": "Not reported",
    "comment": "",
    "corrective_action": "",
}
