"""How the outputs say a row: symbols, labels, figures and dates.

Taken from the report's own key.
"""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from tests.second_opinion.plan import Deadline, Measure
from tests.second_opinion.rules import PERIODS, WITHDRAWN, colour, rag, rounded, tolerance
from tests.second_opinion.verdict import DeadlineOpinion, MeasureOpinion

SYMBOLS = {"green": "●", "amber": "◊", "red": "■", "blue": "√", "grey": "○"}
GROUPS = {
    "Overdue or missed": ("Overdue", "Missed"),
    "At risk, re-dated or missed once": (
        "At risk",
        "Re-dated",
        *(f"Missed {which} {period}" for which in ("this", "last") for period in PERIODS.values()),
    ),
    "On track": (
        "Due soon",
        "On track",
        "Ongoing",
        *(f"Done this {period}" for period in PERIODS.values()),
    ),
    "Completed": ("Completed", "Completed late"),
    "No update or not started": (
        "No update",
        "Not yet started",
        "No return",
        "No date set",
        *(f"Due this {period}" for period in PERIODS.values()),
    ),
}


def shown(state: str) -> str:
    return f"{SYMBOLS[rag(state)]} {state}"


def rating(row: MeasureOpinion) -> str:
    return shown(row.state) + (" (forecast)" if row.rating.rated_on == "forecast" else "")


def measure_name(measure: Measure) -> str:
    return f"{measure.name}: {measure.component}" if measure.component else measure.name


def deadline_label(deadline: Deadline) -> str:
    return f"{deadline.ref}, deadline {deadline.number}" if deadline.of > 1 else deadline.ref


def day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def short(value: date) -> str:
    return f"{value:%d/%m/%y}"


def due(deadline: Deadline, day: Callable[[date], str] = day) -> str:
    if deadline.completed_at_approval:
        return "Completed at approval"
    if deadline.recurrence:
        return deadline.recurrence.capitalize()
    if deadline.due is None:
        return "No date set"
    if deadline.redated:
        return f"{day(deadline.redated)} (re-dated from {day(deadline.due)})"
    return day(deadline.due)


def sentence_figures(row: MeasureOpinion) -> list[Decimal]:
    """The figures that a rating's sentence must show: the gap, the standard, where amber ends.

    On its forecast first the actual and what it comes to, and the gap as a share too. Beside a step
    it says the target too, and before any is reached the first of them.
    """
    rated, measure = row.rating, row.measure
    assert row.figure is not None
    assert rated.value is not None
    assert rated.standard is not None
    gap = abs(rated.value - rated.standard)
    shown_figures = [gap, rated.standard] if gap else [rated.standard]
    if rated.rated_on == "forecast":
        share = rounded(100 * gap / rated.standard, 0) if measure.unit != "%" else Decimal(0)
        shares = [share] if share else []
        shown_figures = [row.figure, rated.value, *shown_figures[:-1], *shares, rated.standard]
    if rated.state != "On target" or (measure.polarity == "close" and gap):
        shown_figures += [_edge(measure, rated.value, rated.standard)]
    if rated.rated_on == "step" and isinstance(measure.target, Decimal):
        shown_figures += [measure.target]
    if (
        rated.rated_on == "actual"
        and rated.day
        and measure.steps
        and rated.day < min(measure.steps)
    ):
        shown_figures += [measure.steps[min(measure.steps)]]
    return shown_figures


def _edge(measure: Measure, figure: Decimal, standard: Decimal) -> Decimal:
    """Where amber ends, to the measure's decimals where that figure has amber's own colour.

    Else to two at least, so that what is printed lies within the tolerance.
    """
    is_above, allowed = figure > standard, tolerance(measure, standard)
    edge = standard + (allowed if is_above else -allowed)
    nearest = edge.quantize(Decimal(1).scaleb(-measure.decimals), ROUND_HALF_EVEN)
    ends_at = "On target" if measure.polarity == "close" else "Close to target"
    if nearest != standard and colour(measure, nearest, standard) == ends_at:
        return nearest
    step = Decimal(1).scaleb(-max(measure.decimals, 2))
    return edge.quantize(step, ROUND_FLOOR if is_above else ROUND_CEILING)


def next_due(rows: list[DeadlineOpinion], today: date) -> tuple[int, int, date | None]:
    """How many dated deadlines of a milestone are done, of how many, and the next one to come."""
    counted = [row for row in rows if not row.deadline.recurrence and row.state not in WITHDRAWN]
    done = [row for row in counted if row.state in GROUPS["Completed"]]
    ahead = [row.deadline.due_now for row in counted if row not in done and row.deadline.due_now]
    return len(done), len(counted), min((each for each in ahead if each >= today), default=None)
