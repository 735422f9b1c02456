"""Number formats of Excel: the built-in ones, and the days and times that numbers shown as dates stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta

GENERAL = "General"

# Those that Excel keeps by number only (ECMA-376, 18.8.30), in the words a cell's format has in the file.
BUILT_IN: Mapping[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001
LONGEST_FORMAT = 255
"""As Excel has it; a longer one is no format."""

# Quoted words, colours and countries are no letters of a date; hours in brackets are.
_NOT_LETTERS = re.compile(r'"[^"]*"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_DATE_LETTER = re.compile(r"(?<![_\\])[dmhysDMHYS]")
_DURATION = re.compile(r"\[(hh?|mm?|ss?)\]", re.IGNORECASE)
_DAY_SECONDS = 24 * 60 * 60


def is_date(number_format: str) -> bool:
    """Whether a number in this format is shown as a day or a time."""
    return _DATE_LETTER.search(_NOT_LETTERS.sub("", number_format.split(";")[0])) is not None


def is_duration(number_format: str) -> bool:
    """Whether a number in this format is shown as a length of time."""
    return _DURATION.search(number_format.split(";")[0]) is not None


def moment(number: float, number_format: str, epoch: datetime) -> datetime | time | timedelta | None:
    """What a number shown in a date format stands for; None where it lies outside the calendar."""
    try:
        if is_duration(number_format):
            return timedelta(seconds=round(number * _DAY_SECONDS, 3))
        day, fraction = divmod(number, 1)
        within = timedelta(seconds=round(fraction * _DAY_SECONDS, 3))
        if 0 <= number < 1 and within < timedelta(days=1):
            return (EPOCH + within).time()
        # Excel takes 1900 for a leap year.
        leap = 1 if 0 < number < 60 and epoch == EPOCH else 0
        return epoch + timedelta(days=day + leap) + within
    except (OverflowError, ValueError):
        return None
