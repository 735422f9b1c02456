"""Number formats of figures: what one shows, and which shows a figure as the plan writes it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from cyps_reports.plan.model.quantities import decimals_of
from cyps_reports.plan.model.units import Unit
from cyps_reports.workbooks.plain_text import bare_format

EXCELS_PERCENTAGE = "0.00%"
"""The format that Excel gives to every percentage with decimals that is typed.

5.8% shows as 5.80% in it.
"""


@lru_cache(maxsize=1024)
def decimals_shown(number_format: str) -> int | None:
    """How many decimals a cell with this number format is meant to show.

    None where the format does not tell.

    General shows what there is, and two decimals of a percentage may be Excel's choice and
    nobody's.
    """
    bare = bare_format(number_format).split(";")[0]
    if bare.strip().lower() in ("general", "@", "", EXCELS_PERCENTAGE):
        return None
    match = re.search(r"[0#?]\.([0#?]+)", bare)
    return len(match[1]) if match else 0


def is_percentage(number_format: str) -> bool:
    """Whether a cell with this number format shows 0.785 as 78.5 %."""
    return "%" in bare_format(number_format)


def number_format_of(figure: Decimal, unit: Unit) -> str:
    """The number format that shows a figure as the plan writes it.

    `0.0%` for 78.5 %, `#,##0.000` for £m 86.190.
    """
    decimals = decimals_of(figure)
    places = f".{'0' * decimals}" if decimals else ""
    return f"0{places}%" if unit.is_percentage else f"#,##0{places}"


def with_signs(number_format: str, unit: Unit) -> str:
    """The number format with what stands before and behind a figure of the unit."""
    before, after = (f'"{sign}"' if sign else "" for sign in (unit.before, unit.after))
    return f"{before}{number_format}{after}"
