"""The same results as pandas frames, for those who carry on in pandas or Power BI.

    import cyps_reports.frames as frames
    measures = frames.measures("output/2012-09/as-reported.json")

A frame has a row for each measure row, deadline or finding of the record, and always the same
columns: the fields of record/schema.py, but for those that only later months need. Figures are
numbers and dates are dates; what is not there is missing. Where the plan has NA, TBC or TBD in
place of a figure, the column ending in `_stated` has its word.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cyps_reports.record.codec import columns_of
from cyps_reports.record.schema import TABLES, Stated
from cyps_reports.returns import layout
from cyps_reports.workbooks.layout import keys

if TYPE_CHECKING:
    import pandas as pd

Record = Mapping[str, Any]

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
    """The frames as CSV by file name, in UTF-8 that Excel recognises.

    Typed text never starts a formula.
    """
    makers = {"measures": measures, "deadlines": deadlines, "findings": findings}
    return {
        f"{name}.csv": _harmless(make(record)).to_csv(index=False).encode("utf-8-sig")
        for name, make in makers.items()
    }


def _pandas() -> Any:
    # Imported only when used: it takes longer to load than the rest of the program.
    import pandas as pd

    return pd


def _frame(record: Record | str | Path, table: str) -> pd.DataFrame:
    pandas = _pandas()
    whole = load(record) if isinstance(record, str | Path) else record
    kinds = _columns(table)
    rows = [[whole["return_month"], *(_told(row, path) for path in kinds)] for row in whole[table]]
    named = {path.replace(".", "_"): kind for path, kind in kinds.items()}
    frame: pd.DataFrame = pandas.DataFrame(rows, columns=["return_month", *named])
    for name in (path for path, kind in kinds.items() if kind in _FIGURES and "." not in path):
        frame[f"{name}_stated"] = (
            frame[name].where(frame[name].map(_figure).isna()).fillna("").astype("string")
        )
    for name, kind in named.items():
        if kind in _FIGURES:
            frame[name] = pandas.to_numeric(frame[name].map(_figure)).astype("Float64")
        elif kind is int:
            frame[name] = frame[name].astype("Int64")
        elif kind is date:
            frame[name] = pandas.to_datetime(frame[name])
    return frame


_FURTHER = {"measures": layout.TARGET_FURTHER, "deadlines": layout.MILESTONE_FURTHER}
"""The optional columns of a return, each a column of its own here."""


def _columns(table: str) -> dict[str, Any]:
    """The columns of a table by where they stand in its rows, with their kinds."""
    columns: dict[str, Any] = {}
    for path, kind in columns_of(TABLES[table]).items():
        columns |= dict.fromkeys(keys(_FURTHER[table]), str) if path == "further" else {path: kind}
    return columns


_FIGURES = (Decimal, Stated)


def _figure(text: object) -> Decimal | None:
    """A figure as a number; None for NA, TBC, TBD and nothing."""
    try:
        return Decimal(str(text))
    except ArithmeticError:
        return None


def _told(row: Mapping[str, Any], path: str) -> object:
    """What a row has at a path; its notes and its links as one text each."""
    further = {each["column"]: each["text"] for each in row.get("further", ())}
    if path in further:
        return further[path]
    value: Any = row
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return "\n".join(map(_line, value)) if isinstance(value, list) else value


def _line(told: str | Mapping[str, str]) -> str:
    """`comment: https://example.org` for a link."""
    return told if isinstance(told, str) else f"{told['column']}: {told['address']}"


def _harmless(frame: pd.DataFrame) -> pd.DataFrame:
    def quoted(value: object) -> object:
        if not isinstance(value, str):
            return value
        # A line end that is none of the file's own would begin a row, with whatever is behind it.
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        return f"'{text}" if value.startswith(_RISKY_STARTS) else text

    return frame.map(quoted)
