"""The results as pandas frames and as CSV."""

import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from cyps_reports import frames
from cyps_reports.returns import layout


@pytest.fixture(scope="session")
def record(outputs: Path) -> Path:
    return outputs / "as-reported.json"


def test_a_row_for_each_measure_row_deadline_and_finding(record: Path) -> None:
    assert len(frames.measures(record)) == 41
    assert len(frames.deadlines(record)) == 113
    assert len(frames.findings(record)) == len(
        json.loads(record.read_text(encoding="utf-8"))["findings"]
    )


def test_figures_are_numbers_and_dates_are_dates(record: Path) -> None:
    measures = frames.measures(record).set_index(["ref", "component"])
    assert measures.loc[("A1", ""), "actual"] == 78.5
    assert measures.loc[("E1", "Gross"), "target"] == 82.907
    assert measures.loc[("A1", ""), "as_at"] == pd.Timestamp(2012, 7, 31)
    assert measures["target"].isna()["C3", ""]
    assert measures.loc[("C3", ""), "target_stated"] == "TBD"
    assert measures.loc[("A8", ""), "similar_stated"] == "NA"
    assert measures["actual"].isna()["A5", ""]
    assert measures.loc[("A5", ""), "actual_stated"] == ""
    assert measures.loc[("A1", ""), "actual_stated"] == ""
    assert measures.loc[("E6", ""), "forecast_points"] == 3
    assert measures.loc[("E6", ""), "forecast_day"] == pd.Timestamp(2013, 3, 31)
    assert str(measures["forecast_low"].dtype) == "Float64"
    deadlines = frames.deadlines(record)
    assert str(deadlines["due"].dtype).startswith("datetime64")
    assert deadlines["days_overdue"].max() == 92


FURTHER = {"measures": layout.TARGET_FURTHER, "deadlines": layout.MILESTONE_FURTHER}


def test_the_columns_are_what_the_record_tells_and_the_same_every_month(record: Path) -> None:
    whole = json.loads(record.read_text(encoding="utf-8"))
    for table, make in (
        ("measures", frames.measures),
        ("deadlines", frames.deadlines),
        ("findings", frames.findings),
    ):
        for_later_months = {"completed_entered", "was", "before", "before_month"}
        told = {key for row in whole[table] for key in row} - for_later_months - {"further"}
        told |= {column.key for column in FURTHER.get(table, ())}
        columns = set(make(whole).columns) - {"return_month"}
        flat = {"forecast" if name.startswith("forecast_") else name for name in columns}
        flat = {
            "source" if name.startswith("source_") else name
            for name in flat
            if not name.endswith("_stated")
        }
        assert flat == told
        assert list(make({**whole, table: []}).columns) == list(make(whole).columns)


def test_a_loaded_record_serves_as_well_as_its_path(record: Path) -> None:
    pd.testing.assert_frame_equal(
        frames.measures(frames.load(record)), frames.measures(str(record))
    )


def test_csv_reads_back(record: Path) -> None:
    files = frames.csv_files(record)
    assert set(files) == {"measures.csv", "deadlines.csv", "findings.csv"}
    back = pd.read_csv(
        io.BytesIO(files["measures.csv"]), encoding="utf-8-sig", keep_default_na=False
    )
    assert list(back["ref"]) == list(frames.measures(record)["ref"])
    assert "£0.727m" in files["measures.csv"].decode("utf-8-sig")


def test_typed_text_in_csv_never_starts_a_formula(record: Path) -> None:
    whole: dict[str, Any] = json.loads(record.read_text(encoding="utf-8"))
    whole["measures"][0]["comment"] = "=HYPERLINK(1)"
    whole["deadlines"][0]["progress"] = "@now"
    whole["findings"][0]["message"] = "-1+1"
    files = frames.csv_files(whole)
    assert b"'=HYPERLINK(1)" in files["measures.csv"]
    assert b"'@now" in files["deadlines.csv"]
    assert b"'-1+1" in files["findings.csv"]


def test_an_empty_record_has_empty_frames() -> None:
    empty = {"return_month": "2012-09", "measures": [], "deadlines": [], "findings": []}
    assert frames.findings(empty).empty
