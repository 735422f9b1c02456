"""However many rows are in a state: reports, summaries and emails say it as it was approved.

Of each kind of row there are none, one, two and so on, beyond where lists are cut short.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import report_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Redating, Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.model.units import Unit
from cyps_reports.report.blocks import Block
from cyps_reports.report.build import build_summary
from cyps_reports.report.chart_blocks import Chart, LineCharts
from cyps_reports.report.readers import Readers
from cyps_reports.report.table_blocks import Table
from cyps_reports.returns.model import (
    Absent,
    DataStatus,
    DeadlineEntry,
    Input,
    MeasureEntry,
    Returns,
    Status,
)
from tests.tools.approved import Approved, sum_of
from tests.tools.desk import drafts_of
from tests.tools.published_year import whole_month
from tests.tools.report_models import texts_in
from tests.tools.small_plan import small_plan

APRIL, MAY, JUNE = Month(2017, 4), Month(2017, 5), Month(2017, 6)
DUE, LATER, LATEST = date(2017, 5, 20), date(2017, 9, 30), date(2017, 12, 31)
NONE, NOT_AVAILABLE = Absent.EMPTY, DataStatus.NOT_AVAILABLE
ON_TRACK, AT_RISK = Status.ON_TRACK, Status.AT_RISK
WITHDRAWN = Withdrawal(WithdrawnAs.WITHDRAWN, "Cabinet", date(2017, 6, 10), "No longer wanted")
Figures = tuple[int | None, int | None, int | None]

FIGURES: Mapping[str, Figures] = {
    "goes on well": (60, 60, 60),
    "was always off target": (40, 40, 40),
    "has fallen": (60, 60, 40),
    "has risen": (40, 40, 60),
    "is close": (60, 60, 48),
    "falls and falls": (49, 45, 41),
    "is no longer told": (60, 60, None),
    "is told for the first time": (None, None, 60),
    "was never told": (None, None, None),
}
"""What is reported of a measure whose target is 50, in April, May and June."""


ENDED = ("", "It is used", "It is used.", "Is it used?", "It is used!", "It is used, and so on…")
"""What a plan says of a milestone, ended in any way."""


@dataclass(frozen=True)
class Dated:
    """A deadline, and what is answered for it in April, May and June."""

    deadline: Deadline
    answers: tuple[DeadlineEntry, DeadlineEntry, DeadlineEntry]


def dated(deadline: Deadline, *answers: DeadlineEntry) -> Dated:
    first, second, third = answers
    return Dated(deadline, (first, second, third))


def going(status: Status = ON_TRACK, expected: date | None = None) -> DeadlineEntry:
    return DeadlineEntry(status, expected=expected or NONE, progress="It goes on.")


def done(day: date) -> DeadlineEntry:
    return DeadlineEntry(Status.COMPLETED, completed=day)


SILENT = DeadlineEntry()
DATED: Mapping[str, Dated] = {
    "is overdue": dated(Deadline(1, DUE), going(), going(), going(AT_RISK, LATER)),
    "became overdue": dated(Deadline(1, date(2017, 6, 1)), going(), going(), going(AT_RISK)),
    "is at risk": dated(Deadline(1, LATER), going(), going(), going(AT_RISK, LATEST)),
    "is expected later": dated(
        Deadline(1, DUE), going(), going(AT_RISK, LATER), going(AT_RISK, LATEST)
    ),
    "is expected earlier": dated(
        Deadline(1, DUE), going(), going(AT_RISK, LATEST), going(AT_RISK, LATER)
    ),
    "was completed": dated(Deadline(1, LATER), going(), going(), done(date(2017, 6, 9))),
    "was completed late": dated(Deadline(1, DUE), going(), going(), done(date(2017, 6, 8))),
    "is on track": dated(Deadline(1, LATER), going(), going(), going()),
    "is due soon": dated(Deadline(1, date(2017, 7, 10)), going(), going(), going()),
    "was re-dated": dated(
        Deadline(1, DUE, redating=Redating(LATER, "Cabinet", date(2017, 6, 12))),
        *(going(), going(), going()),
    ),
    "was withdrawn": dated(Deadline(1, LATER, withdrawal=WITHDRAWN), going(), going(), SILENT),
    "has no update": dated(Deadline(1, LATER), going(), going(), SILENT),
    "recurs": dated(
        Deadline(1, recurrence=Recurrence.MONTHLY), done(APRIL.last), done(MAY.last), SILENT
    ),
    "was done before": dated(Deadline(1, at_approval=AtApproval.COMPLETED), SILENT, SILENT, SILENT),
    "has no date": dated(Deadline(1), going(), going(), going()),
}


def plan_of(figures: Mapping[str, Figures], deadlines: Mapping[str, Dated], each: int) -> Plan:
    """So many rows of each kind."""
    rows = range(each)
    measures = [
        Measure(
            *("A", 1 + at * each + row, "", f"What {name}, {row}"),
            Unit.PERCENT,
            target=Decimal(50),
            outturn=Decimal(45) if row % 2 else Missing.NOT_GIVEN,
            polarity=Polarity.HIGHER,
        )
        for at, name in enumerate(figures)
        for row in rows
    ]
    milestones = [
        Milestone(
            *("B", 500 + at * each + row, "", f"What {name}, {row}", "AB" if row % 2 else "CD"),
            success=ENDED[(at + row) % len(ENDED)],
            evidence=ENDED[at % len(ENDED)],
            deadlines=(told.deadline,),
        )
        for at, (name, told) in enumerate(deadlines.items())
        for row in rows
    ]
    plan = small_plan(measures=tuple(measures), milestones=tuple(milestones))
    second = replace(plan.leads[0], initials="CD", name="C Dee", post="Head")
    aims = (Priority("A", "First", "P Cue"), Priority("B", "Second"))
    return replace(plan, priorities=aims, leads=(*plan.leads, second))


def month_of(
    plan: Plan, figures: Mapping[str, Figures], deadlines: Mapping[str, Dated]
) -> CheckedMonth:
    """June of that plan, after April and May."""
    returned = {
        month: _returns(plan, month, at, [*figures.values()], [*deadlines.values()])
        for at, month in enumerate((APRIL, MAY, JUNE))
    }
    return whole_month(plan, returned, JUNE)


def _returns(
    plan: Plan, month: Month, at: int, figures: list[Figures], deadlines: list[Dated]
) -> Returns:
    each = len(plan.measures) // len(figures) if figures else 0
    of_each = len(plan.milestones) // len(deadlines) if deadlines else 0
    measures = {
        measure.key: _entry(figures[number // each][at], month)
        for number, measure in enumerate(plan.measures)
    }
    dated_ones = {
        (milestone.ref, 1): deadlines[number // of_each].answers[at]
        for number, milestone in enumerate(plan.milestones)
    }
    inputs = (Input("return-A.xlsx", "0" * 64, "A"), Input("return-B.xlsx", "1" * 64, "B"))
    return Returns(month, inputs, measures, dated_ones)


def _entry(figure: int | None, month: Month) -> MeasureEntry:
    if figure is None:
        return MeasureEntry(data_status=NOT_AVAILABLE)
    return MeasureEntry(Decimal(figure), month.last, DataStatus.FINAL, comment="Seen.")


def told(month: CheckedMonth, called: str) -> Iterator[str]:
    """The sentences of a month's report, and the check sums of all else."""
    report = report_of(month, Readers(), None)
    for section in report.sections:
        yield f"{sum_of(repr(section).encode())} {called}: {section.title}"
        yield from (f"{called}: {said}" for said in map(_sentences, section.blocks) if said)
    summary = build_summary(month.assessment, (), month.history.positions, month.changes)
    for sheet in summary.sheets:
        yield f"{sum_of(repr(sheet).encode())} {called}: sheet {sheet.name}"
    for draft in drafts_of(month):
        yield f"{sum_of(repr(draft).encode())} {called}: email {draft.name}"


def _sentences(block: Block) -> str:
    if isinstance(block, Table | Chart | LineCharts):
        return ""
    return " | ".join(filter(None, texts_in(block)))


@pytest.mark.parametrize("each", [0, 1, 2, 3, 4, 5, 7, 11, 16])
def test_so_many_rows_of_each_kind(each: int, approved: Approved) -> None:
    month = month_of(plan_of(FIGURES, DATED, each), FIGURES, DATED)
    approved.check(f"{each} rows of each kind", told(month, "all"))


def test_rows_of_one_kind_alone(approved: Approved) -> None:
    approved.check("rows of one kind", _of_one_kind())


def _of_one_kind() -> Iterator[str]:
    for name, figures in FIGURES.items():
        some = {name: figures}
        yield from told(month_of(plan_of(some, {}, 1), some, {}), f"it {name}")
    for name, deadline in DATED.items():
        one = {name: deadline}
        yield from told(month_of(plan_of({}, one, 1), {}, one), f"it {name}")
