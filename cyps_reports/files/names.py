"""Names of files that every system takes."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan

_LONGEST_NAME, _LONGEST_KEPT, _LONGEST_ENDING = 120, 90, 5
# What Windows does not take, and signs that are not seen.
_NOT_IN_NAMES = re.compile(
    r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]'
)
# A device's name, also with spaces and any ending after it.
_RESERVED = re.compile(
    r"(con|prn|aux|nul|(com|lpt)[0-9¹²³]|conin\$|conout\$) *(\..*)?", re.IGNORECASE | re.DOTALL
)


def file_name(text: str) -> str:
    """A text as (a part of) a file name on any system, never a path.

    One that had to be changed ends in a check sum.

    So two texts never share a name, but for the case of their letters.
    """
    name = _NOT_IN_NAMES.sub(
        "-", unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    ).strip(" .")
    if name == text and name and len(name) <= _LONGEST_NAME and not _RESERVED.fullmatch(name):
        return name
    if _RESERVED.fullmatch(name):
        name = f"file-{name}"
    check_sum = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > _LONGEST_ENDING:
        stem, dot, ending = name, "", ""
    return f"{stem[:_LONGEST_KEPT].strip(' .')}-{check_sum}{dot}{ending}"


def report_file(plan: Plan, month: Month, suffix: str = "", ending: str = "docx") -> str:
    """The file name of a month's report, the Word report's as a rule.

    That of Cabinet's has no suffix.
    """
    return file_name(f"{plan.short_name}-report-{month}{suffix}.{ending}")


def is_file_name(text: str) -> bool:
    """Whether a text is a file name on any system as it is.

    One that many systems hide may begin with a dot.
    """
    name = text.removeprefix(".")
    return name == file_name(name)
