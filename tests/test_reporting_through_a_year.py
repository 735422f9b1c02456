"""Plans that are reported quarterly and termly go through their year, as the officer runs it."""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cyps_reports import cli
from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import ANNUAL, ReportingPeriod
from cyps_reports.plan.model.measure import Basis
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns.model import Input, Returns
from cyps_reports.templates.carry import Carried
from tests.tools.approved import Approved, sums_of_results
from tests.tools.periods import (
    AUGUST,
    JULY,
    JUNE,
    MILESTONE,
    QUARTERLY,
    SEPTEMBER,
    TERMLY,
    YEAR,
    measure,
)
from tests.tools.ratings import AMBER, GREEN, RED
from tests.tools.returned import cells_of
from tests.tools.small_plan import small_plan
from tests.tools.typed_cells import type_into
from tests.tools.word_report import words_of


class Office:
    """An officer's folder with a plan.

    Returns are made with what earlier months left behind, and filled in.
    """

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder, self.plan = folder, plan
        (folder / "returns").mkdir()
        (folder / "returns" / "plan.xlsx").write_bytes(plan_workbook(plan))

    def make(self, before: Month | None) -> Month:
        """The next blank returns, from those of a month; which month they are for."""
        shutil.rmtree(self.folder / "blank", ignore_errors=True)
        given = (
            ["--from", f"returns/{before}"]
            if before
            else ["--month", str(self.plan.report_months[0])]
        )
        assert cli.main(["templates", "--output", "blank", *given]) == 0
        guide = openpyxl.load_workbook(self.folder / "blank" / "return-A.xlsx")["Guide"]
        month = guide["B6"].value
        return Month(month.year, month.month)

    def fill(self, month: Month, figures: Mapping[str, str]) -> None:
        """The blank return goes into its month's folder, with figures by reference and a line on
        each milestone.
        """
        folder = self.folder / "returns" / str(month)
        folder.mkdir()
        path = folder / "return-A.xlsx"
        shutil.copy(self.folder / "blank" / "return-A.xlsx", path)
        answers: dict[tuple[str, str], object] = {}
        for ref, figure in figures.items():
            answers[ref, "actual"] = f"{figure}%"
            answers[ref, "as_at"], answers[ref, "data_status"] = month.last, "Final"
        for ref in (each.ref for each in self.plan.milestones):
            answers[ref, "status"] = "On track"
            answers[ref, "progress"] = f"What was done by {month.in_words}."
        places = cells_of(path)
        type_into(path, {places[at]: value for at, value in answers.items()})

    def reported(self, month: Month) -> dict[str, Any]:
        """The record of the month's report; what is in it that should not is an error."""
        assert cli.main(["report", f"returns/{month}"]) == 0
        text = (self.folder / "output" / str(month) / "as-reported.json").read_text(
            encoding="utf-8"
        )
        record: dict[str, Any] = json.loads(text)
        return record

    def said(self, month: Month) -> str:
        """All the words of the month's Word report."""
        return words_of(self.folder / "output" / str(month) / f"cs-report-{month}.docx")


def codes(record: dict[str, Any]) -> Iterator[str]:
    return (each["code"] for each in record["findings"] if not each["code"].startswith("plan-"))


STEPS = {Month(2017, 6): Decimal(42), Month(2017, 9): Decimal(44), Month(2017, 12): Decimal(47)}


def test_a_quarterly_plan_with_steps_runs_through_its_year(
    folder: Path, approved: Approved, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = small_plan(
        reported=QUARTERLY,
        measures=(measure(1, steps=STEPS), measure(2)),
        milestones=(MILESTONE,),
        closing_days=5,
    )
    office = Office(folder, plan)
    month: Month | None = None
    seen = []
    for first, second in (("43", "50"), ("43", "40"), ("48", "52"), ("49", "53")):
        before, month = month, office.make(month)
        office.fill(month, {"A1": first, "A2": second})
        record = office.reported(month)
        assert set(codes(record)) <= {"no-corrective-action", "no-address", "no-sender"}, (
            "no month between is missed"
        )
        said = office.said(month)
        if before:
            assert (
                f"Compared with what was reported as at {before.last.day} {before.in_words}, last "
                "quarter." in said
            )
            assert "What has changed since last quarter" in said
            assert "Quarter by quarter" in said
        seen.append(
            (
                month,
                *(each["state"] for each in record["measures"]),
                record["measures"][0]["reason"],
            )
        )
    assert seen == [
        (
            JUNE,
            GREEN,
            GREEN,
            "1 point above the step of 42% for 30 June 2017; the year-end target is 50%.",
        ),
        (
            SEPTEMBER,
            AMBER,
            RED,
            "1 point below the step of 44% for 30 September 2017; amber down to 42%; the "
            "year-end target is 50%.",
        ),
        (
            Month(2017, 12),
            GREEN,
            GREEN,
            "1 point above the step of 47% for 31 December 2017; the year-end target is 50%.",
        ),
        (
            Month(2018, 3),
            AMBER,
            GREEN,
            "1 point below the 50% target; amber down to 48%.",
        ),
    ]
    capsys.readouterr()
    (folder / "returns" / "2017-07").mkdir()
    assert cli.main(["status", "returns/2017-07"]) == 0
    out = capsys.readouterr().out
    assert (
        "No returns are due for July 2017: the plan is reported quarterly; the next ones are for "
        "September 2017." in out
    )
    assert " returned." not in out, "of none that is due"
    assert "A: nothing is due" in out
    assert cli.main(["templates", "--month", "2017-07"]) == 2
    assert "Give another month with --month, like 2017-09." in capsys.readouterr().err
    july = office.reported(JULY)
    assert list(codes(july)) == [], "an empty folder is no error between"
    (deadline,) = july["deadlines"]
    assert (deadline["state"], deadline["progress"]) == ("On track", ""), (
        "the progress is of another month"
    )
    assert deadline["reason"] == "Started. Last updated in the June 2017 return."
    assert "What was done by June 2017." in office.said(JULY)
    assert cli.main(["verify", "output/2017-07"]) == 0
    assert cli.main(["email", "returns/2017-07"]) == 0
    drafts = {path.stem for path in (folder / "output" / "2017-07" / "emails").glob("*.eml")}
    assert drafts == {"cabinet"}, "nobody is asked for anything"
    approved.check("quarterly plan", sums_of_results(Path("output")))


@pytest.mark.full
def test_a_termly_education_plan_runs_through_all_its_months(folder: Path) -> None:
    """A monthly plan of a school year: A1 termly, A2 in named months, A3 once, A4 monthly."""
    plan = small_plan(
        year="2017/18",
        starts=date(2017, 9, 1),
        ends=date(2018, 8, 31),
        measures=(
            measure(
                1,
                reported=TERMLY,
                steps={Month(2017, 12): Decimal(40), Month(2018, 4): Decimal(45)},
            ),
            measure(2, reported=ReportingPeriod(months=(10, 1, 4))),
            measure(3, reported=ANNUAL),
            measure(4),
        ),
        milestones=(MILESTONE,),
    )
    due = {
        "A1": ("December", "April", "July"),
        "A2": ("October", "January", "April"),
        "A3": ("August",),
        "A4": (),
    }
    office, month, states = Office(folder, plan), None, []
    for expected in plan.months:
        month = office.make(month)
        assert month == expected
        name = month.in_words.split()[0]
        office.fill(
            month, {ref: "46" for ref, names in due.items() if ref == "A4" or name in names}
        )
        record = office.reported(month)
        assert not {"not-reported", "nothing-known-of-month", "no-return"} & set(codes(record)), (
            month
        )
        states.append([(each["state"], each["kept_from"]) for each in record["measures"]])
    waiting, not_due = (GREEN, "2017-12"), (MeasureState.NOT_YET_DUE, None)
    assert [row[0] for row in states] == [
        *[not_due] * 3,
        (GREEN, None),
        *[waiting] * 3,
        (GREEN, None),
        *[(GREEN, "2018-04")] * 2,
        (GREEN, None),
        (GREEN, "2018-07"),
    ]
    assert [row[1] for row in states] == [
        not_due,
        (RED, None),
        *[(RED, "2017-10")] * 2,
        (RED, None),
        *[(RED, "2018-01")] * 2,
        (RED, None),
        *[(RED, "2018-04")] * 4,
    ]
    assert [row[2] for row in states] == [*[not_due] * 11, (RED, None)]
    assert {row[3] for row in states} == {(RED, None)}


@pytest.mark.full
def test_earlier_months_may_come_from_their_records_alone(folder: Path) -> None:
    """What was kept in July's report was not returned then.

    In August June's figure stands as June's.
    """
    plan = small_plan(
        measures=(measure(1, reported=QUARTERLY), measure(2)), milestones=(MILESTONE,)
    )
    office = Office(folder, plan)
    month: Month | None = None
    for figures in (
        {"A2": "50"},
        {"A2": "50"},
        {"A1": "51", "A2": "50"},
        {"A2": "50"},
        {"A2": "50"},
    ):
        month = office.make(month) if month else _made(office, YEAR[0])
        office.fill(month, figures)
        record = office.reported(month)
        for each in (folder / "returns").glob("2017-*"):
            if each.name < str(month):
                shutil.rmtree(each)
    assert (month, record["measures"][0]["kept_from"], record["measures"][0]["actual"]) == (
        AUGUST,
        "2017-06",
        "51",
    )
    assert record["measures"][0]["as_at"] == "2017-06-30"


def _made(office: Office, month: Month) -> Month:
    assert office.make(None) == month
    return month


def test_a_plan_of_two_priorities_asks_neither_between(folder: Path) -> None:
    plan = small_plan(
        reported=QUARTERLY,
        priorities=(Priority("A", "First"), Priority("B", "Second")),
        measures=(measure(1), replace(measure(1), priority="B")),
        milestones=(MILESTONE,),
    )
    july = assess(plan, Returns(JULY, (Input("a.xlsx", "", "A"),)), Earlier(), JULY.last)
    assert july.missing_priorities == ()
    assert july.findings == ()
    june = assess(plan, Returns(JUNE, (Input("a.xlsx", "", "A"),)), Earlier(), JUNE.last)
    assert june.missing_priorities == ("B",)


def test_before_the_first_return_of_a_quarterly_plan_there_is_nothing_that_is_not_known() -> None:
    spend = measure(basis_set=Basis.CUMULATIVE)
    plan = small_plan(reported=QUARTERLY, measures=(spend,))
    assert Carried().points_of(spend, plan, JUNE) == ()
    assert Carried().points_of(spend, plan, SEPTEMBER) is None
