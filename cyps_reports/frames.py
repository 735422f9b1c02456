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

from cyps_reports.writers.record import decimal_or_none

if TYPE_CHECKING:
    import pandas as pd

Record = Mapping[str, Any]

_FIGURES = ("actual", "target", "outturn", "similar")
_DATES = ("as_at", "due", "redated", "completed", "expected")
_RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r")


def load(path: str | Path) -> Record:
    """The record in an as-reported.json file."""
    loaded: Record = json.loads(Path(path).read_text(encoding="utf-8"))
    return loaded


def measures(record: Record | str | Path) -> pd.DataFrame:
    """A row for each measure row; figures in the measure's unit, percentages as 78.5."""
    frame = _frame(record, "measures")
    for name in _FIGURES:
        frame[f"{name}_stated"] = frame[name].fillna("").astype("string")
        numbers = [None if (figure := decimal_or_none(text)) is None else float(figure) for text in frame[name]]
        frame[name] = _pandas().array(numbers, dtype="Float64")
    return frame


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
    frame: pd.DataFrame = pandas.json_normalize(list(whole[table]), sep="_")
    frame.insert(0, "return_month", whole["return_month"])
    for name in _DATES:
        if name in frame:
            frame[name] = pandas.to_datetime(frame[name])
    return frame


def _harmless(frame: pd.DataFrame) -> pd.DataFrame:
    def quoted(value: object) -> object:
        return f"'{value}" if isinstance(value, str) and value.startswith(_RISKY_STARTS) else value

    return frame.map(quoted)
