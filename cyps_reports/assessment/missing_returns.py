"""What is said of returns that never came, wherever it is said."""

from __future__ import annotations

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.vocabulary import Vocabulary

NONE_RECEIVED = "No return was received"


def no_return(vocabulary: Vocabulary, code: str, month: Month | None = None) -> str:
    """That a priority's return is missing, so that nothing is known of its rows."""
    when = f" for {month.in_words}" if month else ""
    return f"No return received from {vocabulary.priority_called(code)}{when}."
