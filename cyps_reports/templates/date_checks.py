"""What Excel checks where a date is typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cyps_reports.plan.dates.reading import TYPE_A_DATE

A_DATE: Mapping[str, Any] = {
    "validate": "date",
    "criteria": "between",
    "minimum": date(2000, 1, 1),
    "maximum": date(2099, 12, 31),
}


def date_rule(name: str) -> dict[str, Any]:
    """The rule of a cell of this name; a warning rather than a stop."""
    wanted = {"error_type": "warning", "error_title": name, "error_message": TYPE_A_DATE}
    return {**A_DATE, **wanted}
