"""When something of a plan is due: on a day, in a month, quarter or term, or as words say."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from cyps_reports.findings import Refused
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.dates.due import Due, due_in
from cyps_reports.plan.model.decisions import Redating
from cyps_reports.plan.model.milestone import Deadline
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.workbooks.grid import RawCell
from tests.tools.plans_of_others import JUNE, MAY, Office, milestone, plan_with, read_back


def due(
    value: object, number_format: str = "General", *, ends: date = date(2018, 3, 31)
) -> Due | str | None:
    read = due_in(RawCell(value, number_format), date(2017, 4, 1), ends)  # type: ignore[arg-type]
    return read.code if isinstance(read, Refused) else read


@pytest.mark.parametrize(
    ("value", "number_format", "read"),
    [
        (date(2017, 6, 1), "mmm-yy", Due(date(2017, 6, 30), "June 2017")),
        (date(2017, 6, 1), "mmmm yyyy", Due(date(2017, 6, 30), "June 2017")),
        (date(2018, 2, 1), "[$-809]mmmm\\ yyyy;@", Due(date(2018, 2, 28), "February 2018")),
        (date(2017, 6, 1), "dd/mm/yy", Due(date(2017, 6, 1))),
        ("June 2017", "General", Due(date(2017, 6, 30), "June 2017")),
        ("by the end of June 2017", "@", Due(date(2017, 6, 30), "by the end of June 2017")),
        ("By end of Q3", "@", Due(date(2017, 12, 31), "By end of Q3")),
        ("Q4", "@", Due(date(2018, 3, 31), "Q4")),
        ("Quarter 1 2017/18", "@", Due(date(2017, 6, 30), "Quarter 1 2017/18")),
        ("Q1 2018/19", "@", Due(date(2018, 6, 30), "Q1 2018/19")),
        ("30 June 2017", "@", Due(date(2017, 6, 30))),
        ("Q3 2017", "@", "quarter-without-year"),
        ("June", "@", "not-a-date"),
        ("Q3 2017/18", "@", Due(date(2017, 12, 31), "Q3 2017/18")),
        ("end of Q3", "@", Due(date(2017, 12, 31), "end of Q3")),
        ("end of March 2018", "@", Due(date(2018, 3, 31), "end of March 2018")),
        ("Autumn term 2017", "@", Due(date(2017, 12, 31), "Autumn term 2017")),
        (
            "by the end of the autumn term 2017/18",
            "@",
            Due(date(2017, 12, 31), "by the end of the autumn term 2017/18"),
        ),
        ("Spring term 2018", "@", Due(date(2018, 4, 30), "Spring term 2018")),
        ("Summer term 2017/18", "@", Due(date(2018, 7, 31), "Summer term 2017/18")),
        ("Summer term", "@", Due(date(2017, 7, 31), "Summer term")),
        ("Phase 2", "@", Due(None, "Phase 2")),
        ("Summer 2017", "@", Due(None, "Summer 2017")),
        ("TBC", "@", Due(None, "TBC")),
        ("Marketing in the market", "@", Due(None, "Marketing in the market")),
        ("Juni 2017", "@", Due(None, "Juni 2017")),
        ("end of Dec", "@", "not-a-date"),
        ("31/11/2017", "@", "impossible-date"),
        ("05/06/17", "@", "two-way-date"),
        ("2 weeks on", "@", "not-a-date"),
        ("Q5", "@", "not-a-date"),
        (None, "General", None),
    ],
)
def test_when_something_of_the_plan_is_due(
    value: object, number_format: str, read: Due | str | None
) -> None:
    assert due(value, number_format) == read


def test_words_in_the_place_of_a_date_are_printed_and_told(folder: Path) -> None:
    """TBC is what the plan itself says of a date that is not set; other words may be a slip."""
    said = ("Phase 2", "TBC", "quarterly")
    plan = plan_with("A")
    more = tuple(
        replace(milestone("A", number), deadlines=(Deadline(1, due_said=each),))
        for number, each in enumerate(said, 3)
    )
    plan = replace(plan, milestones=(*plan.milestones, *more))
    path = folder / "plan.xlsx"
    path.write_bytes(plan_workbook(plan))
    read, findings = read_plan(path)
    assert read == plan
    assert [(each.code, each.place.cell, each.fix.split(",")[0]) for each in findings] == [
        ("words-for-date", "F6", "Type a day"),
        ("words-for-date", "F8", "Empty this cell"),
    ]
    noted = [each.message.split()[0] for each in faults(plan) if each.code == "plan-no-date"]
    assert noted == ["A4"], "one cause, one finding"
    office = Office(folder, plan)
    office.returns_in(JUNE, {"A": 82, "Other": 79})
    _, sheets = office.reported(JUNE)
    (head, *_), rows = (
        (row for row in sheets["Milestones"] if row[0] == "Ref"),
        sheets["Milestones"],
    )
    told = {row[0]: (row[head.index("Due in words")], row[head.index("State")]) for row in rows}
    assert [told[ref] for ref in ("A3", "A4", "A5")] == [(each, "○ No date set") for each in said]


def test_a_quarter_or_a_term_of_a_plan_of_several_years_needs_its_year() -> None:
    assert due("Q3", ends=date(2020, 3, 31)) == "quarter-without-year"
    assert due("Q3 2018/19", ends=date(2020, 3, 31)) == Due(date(2018, 12, 31), "Q3 2018/19")
    assert due("Autumn term", ends=date(2020, 3, 31)) == "term-without-year"
    assert due("Autumn term 2018", ends=date(2020, 3, 31)) == Due(
        date(2018, 12, 31), "Autumn term 2018"
    )


def test_a_month_is_due_on_its_last_day_and_printed_as_the_month(folder: Path) -> None:
    plan = plan_with("A")
    by_month = Deadline(1, date(2017, 6, 30), due_said="June 2017")
    by_quarter = Deadline(1, date(2017, 12, 31), due_said="by end of Q3", redating=None)
    plan = replace(
        plan,
        milestones=(
            replace(milestone("A", 2), deadlines=(by_month,)),
            replace(milestone("Other", 2), deadlines=(by_quarter,)),
        ),
    )
    assert read_back(folder, plan) == (plan, [])
    office = Office(folder, plan)
    office.returns_in(JUNE, {"A": 82, "Other": 79})
    record, sheets = office.reported(JUNE)
    assert [(each["ref"], each["due"], each["state"]) for each in record["deadlines"]] == [
        ("A2", "2017-06-30", "No update"),
        ("Other 2", "2017-12-31", "No update"),
    ]
    (head, *_), rows = (
        (row for row in sheets["Milestones"] if row[0] == "Ref"),
        sheets["Milestones"],
    )
    said = {row[0]: row[head.index("Due in words")] for row in rows}
    assert (said["A2"], said["Other 2"]) == ("June 2017", "by end of Q3")
    document = Document(str(folder / "output" / str(JUNE) / f"cs-report-{JUNE}.docx"))
    assert "June 2017:" in [paragraph.text for paragraph in document.paragraphs]
    assert not [each for each in record["findings"] if each["code"] == "plan-cell-edited"]


def test_a_redating_to_a_month_is_told_as_the_month(folder: Path) -> None:
    redating = Redating(date(2017, 8, 31), "Board", date(2017, 6, 9), "August 2017")
    first = Deadline(1, date(2017, 6, 30), due_said="June 2017")
    plan = replace(plan_with("A"), milestones=(replace(milestone("A", 2), deadlines=(first,)),))
    office = Office(folder, plan)
    office.returns_in(MAY, {"A": 82, "Other": 79})
    office.reported(MAY)
    moved = replace(plan.milestones[0], deadlines=(replace(first, redating=redating),))
    office.plan = replace(plan, milestones=(moved,))
    (folder / "returns" / "plan.xlsx").write_bytes(plan_workbook(office.plan))
    office.returns_in(JUNE, {"A": 82, "Other": 79})
    _, sheets = office.reported(JUNE)
    (told,) = [row for row in sheets["Changes"] if row[0] == "Re-dated with approval"]
    assert told[4:6] == ("June 2017", "August 2017")
