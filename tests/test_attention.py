"""What is said of a measure that needs attention."""

import pytest

from cyps_reports.plan.model.measure import Polarity
from cyps_reports.report.attention_wording import figure_and_reason
from tests.test_foremost import assessed


@pytest.mark.parametrize(
    ("target", "actual", "polarity", "said"),
    [
        ("15", "11.8", Polarity.HIGHER, "11.8%, 3.2 points below the 15% target;"),
        ("12", "2", Polarity.HIGHER, "2%, 10 points below the 12% target;"),
        ("80", "40", Polarity.HIGHER, "40%, 40 points below the 80% target;"),
        ("15", "30", Polarity.LOWER, "30%, 15 points above the 15% target;"),
    ],
    ids=["of its own", "as the target ends", "as the gap", "twice the target"],
)
def test_the_figure_comes_first_whatever_else_is_in_the_sentence(
    target: str, actual: str, polarity: Polarity, said: str
) -> None:
    month = assessed({"A1": (target, actual, polarity)}, {})
    assert figure_and_reason(month.measures[0], month).startswith(said)
