"""The rules for ratings and states, as the page on the rules says them, section by section.

Written from the page alone and kept apart from the package, whose rules are checked against these.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from tests.second_opinion.entries import DeadlineEntry, Gap, MeasureEntry
from tests.second_opinion.plan import Deadline, Measure, Plan, month_end

PERIODS = {
    "monthly": "month",
    "quarterly": "quarter",
    "termly": "term",
    "half-yearly": "half-year",
    "annual": "year",
}
"""What comes again, and in which period of time."""

RAG = {
    "On target": "green",
    "Close to target": "amber",
    "Off target": "red",
    **dict.fromkeys(("Completed", "Completed late"), "blue"),
    **dict.fromkeys(("Overdue", "Missed"), "red"),
    **dict.fromkeys(("At risk", "Re-dated"), "amber"),
    **dict.fromkeys(
        (f"Missed {which} {period}" for which in ("this", "last") for period in PERIODS.values()),
        "amber",
    ),
    **dict.fromkeys(("Due soon", "On track", "Ongoing"), "green"),
    **dict.fromkeys((f"Done this {period}" for period in PERIODS.values()), "green"),
}
"""Whatever is not named here is grey."""

WITHDRAWN = ("Withdrawn", "Merged", "Deferred")
"""No longer pursued: counted apart, told once, never red, and asked for nothing."""

RATED = ("On target", "Close to target", "Off target")
WORST_FIRST = ("Off target", "Close to target", "On target")


def rag(state: str) -> str:
    return RAG.get(state, "grey")


def rounded(figure: Decimal, decimals: int) -> Decimal:
    return figure.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


# RAG of a measure


def tolerance(measure: Measure, standard: Decimal) -> Decimal:
    if measure.tolerance_is_amount:
        return measure.tolerance
    return abs(standard) * measure.tolerance / 100


def gap(measure: Measure, actual: Decimal, standard: Decimal) -> Decimal:
    """Nought or more where the standard is met."""
    if measure.polarity == "lower":
        return standard - actual
    if measure.polarity == "close":
        return -abs(actual - standard)
    return actual - standard


def beside_range(measure: Measure, actual: Decimal, low: Decimal, high: Decimal) -> str:
    """Anywhere in the range is on target.

    Outside it, the tolerance is that of the end that is nearer.
    """
    if low <= actual <= high:
        return "On target"
    end = low if actual < low else high
    return "Close to target" if abs(actual - end) <= tolerance(measure, end) else "Off target"


def by_limits(measure: Measure, actual: Decimal, green: Decimal, amber: Decimal) -> str:
    """The plan's own last green and last amber figure."""
    sign = -1 if measure.polarity == "lower" else 1
    if sign * actual >= sign * green:
        return "On target"
    return "Close to target" if sign * actual >= sign * amber else "Off target"


def in_words(values: tuple[str, ...], target: str, said: str, chosen: str) -> str:
    """What is judged: by the order of the values, the best first.

    Where it does not decide, as was chosen.

    Without values it is a text.
    """
    if values and target not in values:
        return "No target"
    if values and values.index(said) <= values.index(target):
        return "On target"
    if {*values} == {"Yes", "No"}:
        return "Off target"
    allowed = RATED[1:] if values else RATED
    return chosen if chosen in allowed else "Not judged"


def colour(measure: Measure, actual: Decimal, standard: Decimal) -> str:
    """On, close to or off target."""
    if measure.target_to is not None:
        return beside_range(measure, actual, standard, measure.target_to)
    if measure.amber_limit is not None:
        green = standard if measure.green_limit is None else measure.green_limit
        return by_limits(measure, actual, green, measure.amber_limit)
    behind, allowed = gap(measure, actual, standard), tolerance(measure, standard)
    if behind >= 0 or (measure.polarity == "close" and behind >= -allowed):
        return "On target"
    return "Close to target" if behind >= -allowed else "Off target"


def standard_on(measure: Measure, day: date, first: date) -> Decimal | None:
    """Where a cumulative measure's steps stand on a day.

    On the straight line between its month ends.
    """
    knots = {first - timedelta(1): Decimal(0), **measure.steps}
    after = [each for each in sorted(knots) if each >= day]
    if not measure.steps or not after:
        return None
    until = after[0]
    since = max((each for each in knots if each < until), default=until)
    if until == day or since == until:
        return rounded(knots[until], measure.decimals)
    share = Decimal((day - since).days) / Decimal((until - since).days)
    return rounded(knots[since] + (knots[until] - knots[since]) * share, measure.decimals)


def step_held(measure: Measure, day: date) -> Decimal | None:
    """The last step that any other measure has reached: it holds until the next."""
    reached = [each for each in measure.steps if each <= day]
    return rounded(measure.steps[max(reached)], measure.decimals) if reached else None


@dataclass(frozen=True)
class Rating:
    state: str
    rated_on: str = ""
    value: Decimal | None = None
    standard: Decimal | None = None
    day: date | None = None


def day_of(entry: MeasureEntry, month: date) -> date:
    """The figure's own day; without one that can be read, its month's last."""
    return entry.as_at if isinstance(entry.as_at, date) else month


def is_of_year_alone(measure: Measure) -> bool:
    """Whether no figure of before the plan year can be this year's."""
    is_result = measure.basis == "annual" and measure.goes_on
    return is_result or measure.basis == "cumulative"


def is_future(entry: MeasureEntry, as_at: date) -> bool:
    return isinstance(entry.as_at, date) and entry.as_at > as_at


def rate(
    measure: Measure, entry: MeasureEntry | None, month: date, plan: Plan, outlook: Decimal | None
) -> Rating:
    """A measure's or component's rating as at the month's last day.

    `outlook` is its year-end forecast.
    """
    if measure.withdrawn:
        return Rating(measure.withdrawn)
    if entry is None:
        return Rating("No return")
    if not isinstance(entry.actual, Decimal):
        return Rating(_why_no_figure(measure, entry, month, plan))
    day = day_of(entry, month)
    if is_future(entry, month) or (is_of_year_alone(measure) and day < plan.first):
        return Rating("Unreadable")
    if measure.polarity == "monitor":
        return Rating("Monitor only")
    if not isinstance(measure.target, Decimal):
        return Rating("No target")
    if (
        measure.basis != "cumulative"
        and day < plan.last
        and (held := step_held(measure, day)) is not None
    ):
        return Rating(colour(measure, entry.actual, held), "step", entry.actual, held)
    if measure.basis != "cumulative" or day >= plan.last:
        return Rating(
            colour(measure, entry.actual, measure.target),
            "actual",
            entry.actual,
            measure.target,
            day,
        )
    if (standard := standard_on(measure, day, plan.first)) is not None:
        return Rating(colour(measure, entry.actual, standard), "step", entry.actual, standard)
    if outlook is None:
        return Rating("No forecast yet")
    return Rating(colour(measure, outlook, measure.target), "forecast", outlook, measure.target)


def _why_no_figure(measure: Measure, entry: MeasureEntry, month: date, plan: Plan) -> str:
    if entry.actual is Gap.UNREADABLE:
        return "Unreadable"
    if entry.data_status in ("Not yet due", "Not available"):
        return entry.data_status
    # Where the plan does not say when the year's result is out, it is due with the year's last
    # return.
    if measure.basis == "annual" and month < month_end(measure.result_due or plan.last):
        return "Not yet due"
    return "Not reported"


def whole(parts: list[tuple[Measure, str]]) -> str:
    """A measure with components is its worst rated one, but never green while one with a target
    is not rated.

    Where none is rated it says what is still to be done; some figures without others are a part.
    """
    states = [state for _, state in parts]
    rated = [state for state in WORST_FIRST if state in states]
    if not rated:
        to_do = (
            "Unreadable",
            "No return",
            "Not reported",
            "Not judged",
            "Not available",
            "Not yet due",
            "No forecast yet",
        )
        state = next(
            (each for each in to_do if each in states),
            "No target" if "No target" in states else states[0],
        )
        has_figure = {"Not judged", "No forecast yet", "No target", "Monitor only"} & set(states)
        return "Part reported" if state == "Not reported" and has_figure else state
    wanting = [
        state for part, state in parts if isinstance(part.target, Decimal) and state not in RATED
    ]
    return "Part reported" if rated[0] == "On target" and wanting else rated[0]


# Deadlines

SOON = timedelta(30)


@dataclass(frozen=True)
class Judged:
    state: str
    days_overdue: int = 0
    days_late: int = 0
    completed: date | None = None


def judge(
    deadline: Deadline,
    entry: DeadlineEntry | None,
    known: date | None,
    done: frozenset[date],
    today: date,
    first: date,
) -> Judged:
    """The first rule that holds.

    `known` is a date completed that an earlier month gave, `done` when a recurring item was done in
    this month or before, `entry` this return's row, None where no return came, `first` the plan's
    first day.
    """
    deadline = deadline.as_it_stood(today)
    if deadline.completed_at_approval:
        return Judged("Completed")
    if deadline.withdrawn and (deadline.recurrence or completed_on(entry, known, today) is None):
        return Judged(deadline.withdrawn)
    if deadline.recurrence in PERIODS:
        return Judged(_again(deadline.recurrence, entry, done, today, first))
    if deadline.recurrence == "ongoing":
        return Judged(
            "No return" if entry is None else "Ongoing" if entry.is_update else "No update"
        )
    completed = completed_on(entry, known, today)
    if completed is not None:
        late = max((completed - deadline.due).days, 0) if deadline.due else 0
        return Judged(
            "Completed late" if late else "Completed", days_late=late, completed=completed
        )
    due = deadline.due_now
    if due is None:
        return Judged("No return" if entry is None else "No date set")
    if today > due:
        return Judged("Overdue", days_overdue=(today - due).days)
    return Judged("No return" if entry is None else _open(deadline, due, entry, today))


def completed_on(entry: DeadlineEntry | None, known: date | None, today: date) -> date | None:
    """What was completed stays completed; a date after the as-at date counts as not completed."""
    given = entry.completed if entry else None
    return given if isinstance(given, date) and given <= today else known


def last_days(recurrence: str, today: date, first: date) -> list[date]:
    """The last days of the period of today and of the three before it, the newest first."""
    months = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "annual": 12}.get(recurrence)
    found: list[date] = []
    for at in range(12, -48, -1):
        month = month_end(_months_on(today, at))
        since_start = (month.year - first.year) * 12 + month.month - first.month + 1
        is_end = month.month in (4, 7, 12) if months is None else since_start % months == 0
        if is_end:
            found.append(month)
    now = min(each for each in found if each >= month_end(today))
    return found[found.index(now) : found.index(now) + 4]


def _months_on(day: date, months: int) -> date:
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def _again(
    recurrence: str, entry: DeadlineEntry | None, done: frozenset[date], today: date, first: date
) -> str:
    """What is due again in each period.

    Judged once the period's last month is there, as a month always is.
    """
    period, ends = PERIODS[recurrence], last_days(recurrence, today, first)
    counting = [day for day in done if day <= today]
    in_period = [any(before < day <= end for day in counting) for end, before in pairwise(ends)]
    if in_period[0]:
        return f"Done this {period}"
    if entry is None:
        return "No return"
    if ends[0] == month_end(today):
        return f"Missed this {period}" if in_period[1] else "Missed"
    if in_period[1] or (not counting and ends[1] < first):
        return f"Due this {period}"
    return f"Missed last {period}" if in_period[2] else "Missed"


def _open(deadline: Deadline, due: date, entry: DeadlineEntry, today: date) -> str:
    """A dated deadline that is neither completed nor past."""
    if not entry.is_update:
        return "No update"
    later = isinstance(entry.expected, date) and entry.expected > due
    if entry.status == "At risk" or later or (due - today <= SOON and not entry.is_started):
        return "At risk"
    if deadline.redated:
        return "Re-dated"
    if due - today <= SOON:
        # What was not started is at risk already.
        return "Due soon"
    return "On track" if entry.is_started else "Not yet started"
