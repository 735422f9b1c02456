"""The same results as pandas frames, for those who carry on in pandas or Power BI.

    import cyps_reports.frames as frames
    measures = frames.measures("output/2012-09/as-reported.json")

A frame has a row for each measure row, deadline or finding of the record. Figures are numbers and dates are
dates; what is not there is missing. Where the plan has NA, TBC or TBD in place of a figure, the column ending
in `_stated` has its word.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cyps_reports.returns import layout
from cyps_reports.workbooks.layout import keys
from cyps_reports.writers.record import decimal_or_none

if TYPE_CHECKING:
    import pandas as pd

Record = Mapping[str, Any]

_FORECAST = ("day", "low", "central", "high", "points", "method")
_SOURCE = ("source.workbook", "source.sheet", "source.cell")
_COLUMNS = {
    "measures": (
        *("ref", "component", "name", "unit", "polarity", "basis", "actual", "as_at", "data_status", "target"),
        *(
            "outturn",
            "similar",
            "can_be_rated",
            "rag",
            "state",
            "reason",
            "direction",
            "direction_since",
            "since_outturn",
            "rated_on",
        ),
        *(f"forecast.{each}" for each in _FORECAST),
        *("against_similar", "comment", "corrective_action", *keys(layout.TARGET_FURTHER), "notes", "links", *_SOURCE),
    ),
    "deadlines": (
        *("ref", "deadline", "name", "due", "redated", "recurrence", "lead", "rag", "state", "reason"),
        *("days_overdue", "days_late", "status", "completed", "expected", "expected_last", "progress"),
        *("corrective_action", *keys(layout.MILESTONE_FURTHER), "notes", "links", *_SOURCE),
    ),
    "findings": ("severity", "code", "workbook", "sheet", "cell", "message", "fix"),
}
"""The columns of each table, always the same ones: what reads them each month must not find others. A dot leads to what
stands within an entry of the record."""

_STATED = ("actual", "target", "outturn", "similar")
_NUMBERS = (*_STATED, "forecast_low", "forecast_central", "forecast_high")
_COUNTS = ("deadline", "days_overdue", "days_late", "forecast_points")
_DATES = ("as_at", "due", "redated", "completed", "expected", "expected_last", "forecast_day")
_RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r")


def load(path: str | Path) -> Record:
    """The record in an as-reported.json file."""
    loaded: Record = json.loads(Path(path).read_text(encoding="utf-8"))
    return loaded


def measures(record: Record | str | Path) -> pd.DataFrame:
    """A row for each measure row; figures in the measure's unit, percentages as 78.5."""
    return _frame(record, "measures")


def deadlines(record: Record | str | Path) -> pd.DataFrame:
    """A row for each deadline; dates as dates, days as whole numbers."""
    return _frame(record, "deadlines")


def findings(record: Record | str | Path) -> pd.DataFrame:
    """A row for each finding."""
    return _frame(record, "findings")


def csv_files(record: Record | str | Path) -> dict[str, bytes]:
    """The frames as CSV by file name, in UTF-8 that Excel recognises; typed text never starts a formula."""
    makers = {"measures": measures, "deadlines": deadlines, "findings": findings}
    return {
        f"{name}.csv": _harmless(make(record)).to_csv(index=False).encode("utf-8-sig") for name, make in makers.items()
    }


def _pandas() -> Any:
    # Imported only when used: it takes longer to load than the rest of the program.
    import pandas as pd

    return pd


def _frame(record: Record | str | Path, table: str) -> pd.DataFrame:
    pandas = _pandas()
    whole = load(record) if isinstance(record, str | Path) else record
    rows = [[whole["return_month"], *(_told(row, path) for path in _COLUMNS[table])] for row in whole[table]]
    names = ["return_month", *(path.replace(".", "_") for path in _COLUMNS[table])]
    frame: pd.DataFrame = pandas.DataFrame(rows, columns=names)
    for name in (each for each in _STATED if each in names):
        frame[f"{name}_stated"] = frame[name].where(frame[name].map(decimal_or_none).isna()).fillna("").astype("string")
    for name in (each for each in _NUMBERS if each in names):
        frame[name] = pandas.to_numeric(frame[name].map(decimal_or_none)).astype("Float64")
    for name in (each for each in _COUNTS if each in names):
        frame[name] = frame[name].astype("Int64")
    for name in (each for each in _DATES if each in names):
        frame[name] = pandas.to_datetime(frame[name])
    return frame


def _told(row: Mapping[str, Any], path: str) -> object:
    """What a row has at a path; its notes and its links as one text each."""
    value: Any = row
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return "\n".join(map(_line, value)) if isinstance(value, list) else value


def _line(told: str | Mapping[str, str]) -> str:
    """`comment: https://example.org` for a link."""
    return told if isinstance(told, str) else f"{told['column']}: {told['address']}"


def _harmless(frame: pd.DataFrame) -> pd.DataFrame:
    def quoted(value: object) -> object:
        return f"'{value}" if isinstance(value, str) and value.startswith(_RISKY_STARTS) else value

    return frame.map(quoted)
