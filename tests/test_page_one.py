"""Page one stands alone on one page: all good, all bad and late, nothing came, one priority."""

import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.changes import changes_of
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.reported_position import position_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.blocks import Report
from cyps_reports.report.build import build_report
from cyps_reports.report.readers import Audience, Readers
from cyps_reports.returns.model import Absent, DeadlineEntry, Input, MeasureEntry, Returns, Status
from cyps_reports.writers.word.report import word_report
from tests.tools import libreoffice

MONTH, DAY = Month(2012, 9), date(2012, 9, 30)
ACTION = (
    "A recovery plan was agreed with the head of service and the finance team on 12 September, "
    "with weekly checks by the director until the end of October 2012."
)


def figure(measure: Measure, *, is_good: bool) -> Decimal | Absent:
    if not isinstance(measure.target, Decimal):
        return Absent.EMPTY
    if is_good:
        return measure.target
    return measure.target / 2 if measure.polarity is Polarity.HIGHER else measure.target * 2


def update(deadline: Deadline, *, is_good: bool) -> DeadlineEntry:
    if not is_good:
        action = ACTION if deadline.number == 1 else ""
        return DeadlineEntry(Status.AT_RISK, expected=date(2013, 3, 1), corrective_action=action)
    if deadline.due and deadline.due <= DAY:
        return DeadlineEntry(Status.COMPLETED, deadline.due)
    return DeadlineEntry(Status.ON_TRACK, progress="Going well.")


def returned(plan: Plan, *, is_good: bool) -> Returns:
    return Returns(
        MONTH,
        tuple(Input(f"return-{each.code}.xlsx", "", each.code) for each in plan.priorities),
        {
            each.key: MeasureEntry(
                figure(each, is_good=is_good), DAY, corrective_action="" if is_good else ACTION
            )
            for each in plan.measures
        },
        {
            (milestone.ref, deadline.number): update(deadline, is_good=is_good)
            for milestone, deadline in plan.deadlines()
        },
    )


def long_due(milestone: Milestone) -> Milestone:
    deadlines = (
        replace(each, due=each.due and min(each.due, date(2012, 6, 20)))
        for each in milestone.deadlines
    )
    return replace(milestone, deadlines=tuple(deadlines))


def summary(plan: Plan, returns: Returns) -> Report:
    """The summary edition after a month in which nothing came."""
    before = position_of(assess(plan, Returns(Month(2012, 8)), Earlier(), date(2012, 8, 31)))
    now = assess(plan, returns, Earlier(), DAY)
    changes = changes_of(now, (before,))
    return build_report(now, (), (before,), changes, Readers(Audience.SUMMARY))


@pytest.mark.usefixtures("office")
def test_it_fits_whatever_the_month_was_like(plan: Plan, tmp_path: Path) -> None:
    late = replace(plan, milestones=tuple(map(long_due, plan.milestones)))
    alone = replace(
        late,
        priorities=late.priorities[2:3],
        measures=tuple(each for each in late.measures if each.priority == "C"),
        milestones=tuple(each for each in late.milestones if each.priority == "C"),
    )
    reports = {
        "all-good": (summary(plan, returned(plan, is_good=True)), "All of the rated measures"),
        "all-late": (summary(late, returned(late, is_good=False)), "None of the rated measures"),
        "nothing": (summary(plan, Returns(MONTH)), "No measure can be rated this month."),
        "alone": (summary(alone, returned(alone, is_good=False)), "None of the rated measures"),
    }
    for name, (report, _) in reports.items():
        (tmp_path / f"{name}.docx").write_bytes(word_report(report))
    made = libreoffice.convert([tmp_path / f"{name}.docx" for name in reports], "pdf", tmp_path)
    for pdf in made:
        command = ["pdftotext", "-l", "2", "-layout", str(pdf), "-"]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        first, second, *_ = told.split("\f")
        assert reports[pdf.stem][1] in " ".join(first.split()), pdf.stem
        assert "What we do not know" in first, pdf.stem
        assert "2. Scorecard" in second, pdf.stem
