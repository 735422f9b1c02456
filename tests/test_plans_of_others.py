"""Plans as other councils write them, with their codes, references and leads, are reported."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from cyps_reports import cli
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Basis
from cyps_reports.plan.model.plan import Priority
from cyps_reports.plan.model.references import codes_named, reference_of, same_reference
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.rows.cell_values import leads_in, names_of
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.writer import plan_workbook
from tests.tools.plans_of_others import (
    JUNE,
    MAY,
    Office,
    measure,
    milestone,
    plan_with,
    read_back,
    severe,
)
from tests.tools.returned import cells_of, returned


@pytest.mark.share(3)
@pytest.mark.parametrize(
    ("code", "references", "shown"),
    [
        ("A", ("", ""), ("A1", "A2")),
        ("1", ("", ""), ("1.1", "1.2")),
        ("SP1", ("", ""), ("SP1.1", "SP1.2")),
        ("P 1", ("", ""), ("P 1.1", "P 1.2")),
        ("1.2", ("", ""), ("1.2.1", "1.2.2")),
        ("Safeguarding", ("KPI 4", "S-7"), ("KPI 4", "S-7")),
        ("1", ("Other 9", "2.1"), ("Other 9", "2.1")),
    ],
)
def test_any_code_and_reference_goes_through_two_months(
    folder: Path, code: str, references: tuple[str, str], shown: tuple[str, str]
) -> None:
    plan = plan_with(code, references)
    office = Office(folder, plan)
    office.returns_in(MAY, {code: 82, "Other": 79})
    office.reported(MAY)
    office.returns_in(JUNE, {code: 60, "Other": 79})
    record, sheets = office.reported(JUNE)
    assert list(severe(record)) == []
    assert [(each["ref"], each["priority"]) for each in record["measures"]] == [
        (shown[0], code),
        ("Other 1", "Other"),
    ]
    assert record["measures"][0]["actual"] == "60"
    assert {each["ref"] for each in record["deadlines"]} == {shown[1], "Other 2"}
    # Of the first priority, the one measure was on target and is off it now: the overview says
    # both.
    overview = [row for row in sheets["Overview"] if str(row[0]).startswith(f"{code}")]
    assert overview[0][1:3] == ("1 of 1", "0 (−1)")
    changes = [row for row in sheets["Changes"] if row[1] == shown[0]]
    assert {row[0] for row in changes} == {"Rating"}


def test_a_lost_workbook_of_any_code_is_replaced_by_its_record(folder: Path) -> None:
    office = Office(folder, plan_with("SP1"))
    office.returns_in(MAY, {"SP1": 82, "Other": 79})
    office.reported(MAY)
    (folder / "returns" / str(MAY) / "0.xlsx").unlink()
    office.returns_in(JUNE, {"SP1": 60, "Other": 79})
    record, sheets = office.reported(JUNE)
    assert any(each["code"] == "earlier-return-gone" for each in record["findings"])
    heads = next(row for row in sheets["History"] if row[0] == "Ref")
    history = next(row for row in sheets["History"] if row[0] == "SP1.1")
    assert history[heads.index("May 2017")] == 0.82


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("A", {"A"}),
        ("a", {"A"}),
        ("Priority 1.2", {"1.2"}),
        ("P1", {"P 1"}),
        ("A and 1", {"A", "1"}),
        ("A, P 1; 1.2", {"A", "P 1", "1.2"}),
        ("1.3", set()),
        ("", set()),
        ("Anything", set()),
    ],
)
def test_codes_are_named_whole(text: str, codes: set[str]) -> None:
    assert codes_named(text, ("A", "1", "1.2", "P 1"), "priority") == codes


@pytest.mark.parametrize(
    ("code", "number", "reference"),
    [("A", 12, "A12"), ("1", 2, "1.2"), ("SP1", 2, "SP1.2"), ("Word", 3, "Word 3")],
)
def test_a_number_makes_a_reference(code: str, number: int, reference: str) -> None:
    assert reference_of(code, number) == reference
    assert same_reference(f" {reference.lower()} ") == same_reference(reference)


def test_a_plan_of_other_forms_reads_back_without_loss(tmp_path: Path) -> None:
    plan = plan_with("P 1", ("KPI 4", "S-7"))
    spend = replace(
        measure("Other", 5), basis_set=Basis.CUMULATIVE, steps={Month(2017, 4): Decimal(5)}
    )
    plan = replace(
        plan,
        leads=(
            Lead("AB", "A Bee", "Director"),
            Lead("", "C Dee", ""),
            Lead("", "", "Youth Justice and Police Team"),
        ),
        measures=(*plan.measures, spend),
        milestones=(
            milestone("Other", 8, lead="C Dee", other_leads=("AB",)),
            milestone("Other", 9, lead="Youth Justice and Police Team"),
            milestone("Other", 10, lead=""),
            *plan.milestones,
        ),
    )
    assert read_back(tmp_path, plan) == (plan, [])


@pytest.mark.parametrize(
    ("typed", "lead", "others"),
    [
        ("ab", "AB", ()),
        ("A Bee", "AB", ()),
        ("Director", "AB", ()),
        ("CD and AB", "CD", ("AB",)),
        ("CD/AB", "CD", ("AB",)),
    ],
)
def test_a_lead_may_be_named_in_any_way(
    tmp_path: Path, typed: str, lead: str, others: tuple[str, ...]
) -> None:
    plan = replace(plan_with("A"), leads=(Lead("AB", "A Bee", "Director"), Lead("CD", "C Dee", "")))
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(replace(plan, milestones=(milestone("A", 2),))))
    book = openpyxl.load_workbook(path)
    sheet = book[layout.MILESTONES]
    column = next(cell.column for cell in sheet[1] if cell.value == "Lead")
    for row in (2, 3):
        sheet.cell(row, column).value = typed
    book.save(path)
    read, findings = read_plan(path)
    assert read is not None, findings
    assert (read.milestones[0].lead, read.milestones[0].other_leads) == (lead, others)


def test_one_wrong_code_is_one_error(tmp_path: Path) -> None:
    plan = plan_with("SP1")
    rows = tuple(measure("SP1", number) for number in range(10, 29))
    listed_wrong = replace(
        plan, priorities=(Priority("SPI", "First"), Priority("Other", "Second")), measures=rows
    )
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(listed_wrong))
    read, findings = read_plan(path)
    assert read is None
    (found,) = findings
    assert found.code == "unknown-priority"
    assert found.message == "There is no priority “SP1” in this plan. 20 other cells say so too."


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (
            {"priorities": (Priority("A", "One"), Priority("a ", "Two"), Priority("Other", "O"))},
            "priority-code",
        ),
        (
            {"priorities": (Priority("A", "One"), Priority("", "Two"), Priority("Other", "O"))},
            "priority-code",
        ),
        ({"ends": date(2016, 3, 31)}, "plan-period"),
        ({"ends": date(2117, 3, 31)}, "plan-period"),
        ({"measures": (measure("A", 1), measure("A", None, "a 1"))}, "duplicate-number"),
    ],
)
def test_what_cannot_be_worked_with_is_told_once(
    tmp_path: Path, changes: dict[str, Any], code: str
) -> None:
    read, codes = read_back(tmp_path, replace(plan_with("A"), **changes))
    assert read is None
    assert codes == [code]


@pytest.mark.parametrize(
    ("starts", "ends", "months"),
    [(date(2017, 4, 1), date(2018, 6, 30), 15), (date(2017, 1, 1), date(2019, 12, 31), 36)],
)
def test_a_plan_of_more_than_a_year_runs_to_its_end(
    folder: Path, starts: date, ends: date, months: int
) -> None:
    spend = replace(
        measure("A", 5), basis_set=Basis.CUMULATIVE, steps={Month(ends.year, 2): Decimal(40)}
    )
    plan = plan_with("A")
    plan = replace(plan, starts=starts, ends=ends, measures=(*plan.measures, spend))
    assert len(plan.months) == months
    assert read_back(folder, plan) == (plan, [])
    office = Office(folder, plan)
    last = plan.months[-1]
    office.returns_in(last, {"A": 82, "Other": 79})
    record, _ = office.reported(last)
    assert list(severe(record)) == []
    assert record["measures"][0]["rag"] == "green"


def test_a_plan_without_leads_is_reported_and_written_to(folder: Path) -> None:
    plan = replace(plan_with("A"), leads=(), milestones=(milestone("A", 2, lead=""),))
    office = Office(folder, plan)
    office.returns_in(MAY, {"A": 82, "Other": 79})
    record, sheets = office.reported(MAY)
    assert any(each["code"] == "plan-no-lead" for each in record["findings"])
    assert next(row[:2] for row in sheets["By lead"] if row[0] == "No lead") == ("No lead", 2)
    assert cli.main(["email", f"returns/{MAY}"]) == 0
    drafts = {path.stem for path in (folder / "output" / str(MAY) / "emails").glob("*.eml")}
    assert drafts == {"cabinet", "incomplete-A", "incomplete-Other"}, "and none to a lead"


def test_a_corrective_action_stands_in_next_months_return_until_it_is_taken_out(
    folder: Path,
) -> None:
    plan = plan_with("A")
    answers = {(row, "corrective_action"): f"Action for {row}" for row in ("A1", "A2 1", "A2 2")}
    months = folder / "returns" / "2017-05", folder / "returns" / "2017-06"
    for each in months:
        each.mkdir(parents=True)
    returned(months[0], plan, "A", {**answers, ("A2 1", "completed"): date(2017, 5, 2)}, MAY)
    returned(months[1], plan, "A", {("A2 2", "progress"): "None needed any more."}, JUNE)
    path = folder / "plan.xlsx"
    path.write_bytes(plan_workbook(plan))
    for month, there in (("2017-05", {"A1", "A2 2"}), ("2017-06", set())):
        made = folder / f"after {month}"
        words = ["--from", f"returns/{month}", "--output", str(made), "--plan", str(path)]
        assert cli.main(["templates", *words]) == 0
        blank, cells = (
            openpyxl.load_workbook(made / "return-A.xlsx"),
            cells_of(made / "return-A.xlsx"),
        )
        for row in ("A1", "A2 1", "A2 2"):
            sheet, cell = cells[row, "corrective_action"]
            assert blank[sheet][cell].value == (f"Action for {row}" if row in there else None)


def test_the_plans_own_words_stand_in_the_report(folder: Path) -> None:
    plan = replace(
        plan_with("A"), outturn_heading="Baseline July 2016", lead_word="Accountable officer"
    )
    plan = replace(plan, milestones=tuple(replace(each, heading="") for each in plan.milestones))
    assert read_back(folder, plan) == (plan, [])
    office = Office(folder, plan)
    office.returns_in(MAY, {"A": 82, "Other": 79})
    record, sheets = office.reported(MAY)
    assert record["measures"][0]["direction_since"] == "Baseline July 2016"
    assert any("Accountable officer" in map(str, row) for row in sheets["By lead"])
    document = Document(str(folder / "output" / str(MAY) / f"cs-report-{MAY}.docx"))
    headings = [cell.text for table in document.tables for cell in table.rows[0].cells]
    assert "Baseline July 2016" in headings
    assert "Similar authorities" not in headings, "no measure has a comparator"
    named = ("Measure", "Milestone")
    told = [table for table in document.tables if table.rows[0].cells[1].text in named]
    assert told
    rows = [row for table in told for row in table.rows]
    assert not [row for row in rows if not "".join(cell.text for cell in row.cells)]
    lines = [
        each for each in document.paragraphs if each.style and "eading" in str(each.style.name)
    ]
    assert "Open, with nothing reported" in [each.text for each in lines]
    assert all(each.text for each in lines), "no heading where the plan has none"


@pytest.mark.parametrize(
    ("service", "begins"),
    [
        ("Children and Young People's Service", "cyps"),
        ("Children's Services", "cs"),
        ("Education", "education"),
        ("Service for Children & Families", "scf"),
        ("2", "plan"),
    ],
)
def test_the_results_are_called_after_the_service(service: str, begins: str) -> None:
    assert replace(plan_with("A"), service=service).short_name == begins


@pytest.mark.parametrize(
    ("starts", "year"), [(date(2017, 4, 1), "2016/17"), (date(2017, 1, 1), "2016")]
)
def test_the_year_before_is_one_like_the_plans(starts: date, year: str) -> None:
    assert replace(plan_with("A"), starts=starts).outturn_year == year


def test_a_component_is_not_taken_for_a_number(tmp_path: Path) -> None:
    """E1 with the component 1 is not E11."""
    plan = plan_with("A")
    rows = (
        replace(measure("A", 1), component="1"),
        replace(measure("A", 1), component="2"),
        measure("A", 11),
    )
    read, codes = read_back(tmp_path, replace(plan, measures=rows))
    assert (read is not None, codes) == (True, [])
    assert read_back(tmp_path, replace(plan, measures=(*rows, rows[0])))[1] == ["duplicate-number"]


def test_a_post_that_two_leads_have_names_neither(tmp_path: Path) -> None:
    leads = (Lead("AB", "A Bee", "Director"), Lead("CD", "C Dee", "Director"))
    assert leads_in("Director", names_of(leads)) == ("Director",)
    assert leads_in("c dee", names_of(leads)) == ("CD",)
    plan = replace(plan_with("A"), leads=leads, milestones=(milestone("A", 2, lead="Director"),))
    assert read_back(tmp_path, plan)[1] == ["unknown-lead"]
    twice = replace(plan_with("A"), leads=(Lead("AB", "A Bee", ""), Lead("ab", "Another", "")))
    assert read_back(tmp_path, twice)[1] == ["duplicate-lead"]
