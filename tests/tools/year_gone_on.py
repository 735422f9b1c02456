"""A plan of 2017/18, and that of 2018/19 which goes on from it under other numbers.

And an office in which months of the first were reported, and one of the second is looked at.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from cyps_reports import api
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.findings import Finding
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Closed, ClosedAs
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.writer import plan_workbook
from tests.tools.returned import Answers, returned
from tests.tools.small_plan import small_plan

JUNE, FEBRUARY, MARCH = Month(2017, 6), Month(2018, 2), Month(2018, 3)
APRIL, MAY = Month(2018, 4), Month(2018, 5)
NEXT_YEAR: dict[str, Any] = {
    "year": "2018/19",
    "starts": date(2018, 4, 1),
    "ends": date(2019, 3, 31),
}


def measure(number: int, name: str, **more: Any) -> Measure:
    """A measure; what else it has is given by field."""
    fields: dict[str, Any] = {"outturn": Decimal(70), "target": Decimal(80), **more}
    return Measure("A", number, "", name, Unit.PERCENT, Polarity.HIGHER, **fields)


def milestone(number: int, name: str, *deadlines: Deadline) -> Milestone:
    """A milestone with these deadlines."""
    return Milestone("A", number, "", name, "AB", deadlines=deadlines)


def last_years(**more: Any) -> Plan:
    """Two measures, three milestones that are due, and one that recurs."""
    return small_plan(
        measures=(measure(1, "Visits on time"), measure(2, "Plans on time")),
        milestones=(
            milestone(4, "Open the centre", Deadline(1, date(2017, 6, 30))),
            milestone(
                5,
                "Train the staff",
                Deadline(1, date(2017, 5, 31)),
                Deadline(2, date(2017, 12, 31)),
            ),
            milestone(6, "Meet", Deadline(1, recurrence=Recurrence.MONTHLY)),
            milestone(7, "Write the guide", Deadline(1, date(2017, 9, 30))),
        ),
        **more,
    )


CLOSED = (
    Closed("A2", "Plans on time", ClosedAs.BUSINESS_AS_USUAL, date(2018, 3, 20), "Cabinet", "Met"),
    Closed("A4", "Open the centre", ClosedAs.COMPLETED, date(2017, 6, 20)),
    Closed("A5, deadline 1", "Train the staff", ClosedAs.COMPLETED, date(2017, 5, 31)),
    Closed("A7", "Write the guide", ClosedAs.MERGED, date(2018, 3, 20), "Cabinet", "Into A2"),
)


def this_years(**more: Any) -> Plan:
    """Renumbered: A1 goes on as it was, A5 as A2, A6 as A3; A4 is new."""
    fields: dict[str, Any] = {
        "measures": (measure(1, "Visits on time", outturn=Decimal(78), was="A1"),),
        "milestones": (
            milestone(2, "Train all staff", Deadline(1, date(2018, 9, 30), was="A5, deadline 2")),
            milestone(3, "Meet", Deadline(1, recurrence=Recurrence.MONTHLY, was="A6")),
            milestone(4, "Open a second centre", Deadline(1, date(2018, 12, 31))),
        ),
        "closed": CLOSED,
    }
    return small_plan(**NEXT_YEAR | fields | more)


LAST_YEAR: Mapping[Month, Answers] = {
    JUNE: {
        ("A1", "actual"): 0.74,
        ("A1", "as_at"): date(2017, 6, 30),
        ("A4", "completed"): date(2017, 6, 20),
        ("A5 1", "completed"): date(2017, 5, 31),
        ("A6", "completed"): date(2017, 6, 10),
    },
    FEBRUARY: {
        ("A1", "actual"): 0.77,
        ("A1", "as_at"): date(2018, 2, 28),
        ("A5 2", "expected"): date(2018, 2, 28),
        ("A5 2", "progress"): "Half of them trained",
    },
    MARCH: {
        ("A1", "actual"): 0.78,
        ("A1", "as_at"): date(2018, 3, 31),
        ("A1", "data_status"): "Final",
        ("A1", "corrective_action"): "More visitors",
        ("A5 2", "expected"): date(2018, 5, 31),
        ("A5 2", "progress"): "Two thirds trained",
        ("A6", "completed"): date(2018, 3, 9),
    },
}


def reported(office: Path, plan: Plan, months: Mapping[Month, Answers]) -> None:
    """Returns of each month, typed and reported."""
    for month, answers in months.items():
        folder = office / "returns" / str(month)
        folder.mkdir(parents=True)
        returned(folder, plan, "A", answers, month)
        api.report(api.ReportRequest(root=office, returns=Path(f"returns/{month}")))


def report_last_year(office: Path) -> None:
    """The office of a plan, with three months of last year reported."""
    (office / "input_templates").mkdir()
    plan = last_years()
    (office / "input_templates" / "plan.xlsx").write_bytes(plan_workbook(plan))
    reported(office, plan, LAST_YEAR)


def checked(
    office: Path, plan: Plan, month: Month = APRIL, answers: Answers | None = None
) -> CheckedMonth:
    """A month of this year with these answers, against the plan typed beside last year's."""
    (office / "input_templates" / "plan-2018-19.xlsx").write_bytes(plan_workbook(plan))
    folder = office / "returns" / str(month)
    folder.mkdir()
    returned(folder, plan, "A", answers or {}, month)
    request = api.MonthRequest(root=office, returns=Path(f"returns/{month}"))
    read = api.read_month(request)
    assert read.used.book.path.name == "plan-2018-19.xlsx"
    return read.checked


def of_code(month: CheckedMonth, code: str) -> Finding:
    """The one finding of a month that has the code."""
    (found,) = (each for each in month.findings if each.code == code)
    return found


def state_of(month: CheckedMonth, ref: str) -> DeadlineState:
    """The state of a milestone's first deadline."""
    return next(each.state for each in month.assessment.deadlines if each.milestone.ref == ref)


def codes(month: CheckedMonth) -> set[str]:
    """The codes of what is found in a month."""
    return {each.code for each in month.findings}
