"""Plans as other councils write them: their codes, references, leads and times."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from cyps_reports import cli
from cyps_reports.findings import Refused
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.dates.due import Due, due_in
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.figures.reading import figure_in
from cyps_reports.plan.model.decisions import Redating
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.quantities import Tolerance
from cyps_reports.plan.model.references import codes_named, reference_of, same_reference
from cyps_reports.plan.model.units import Unit, unit_named
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.rows.cell_values import leads_in, names_of
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.report.rating_wording import apart_words
from cyps_reports.workbooks.grid import RawCell
from tests.tools.returned import cells_of, returned
from tests.tools.small_plan import small_plan

MAY, JUNE = Month(2017, 5), Month(2017, 6)


def measure(code: str, number: int | None, reference: str = "", **more: Any) -> Measure:
    figures: dict[str, Any] = {"outturn": Decimal(70), "target": Decimal(80), **more}
    return Measure(
        code,
        number,
        "",
        f"Measure of {code}",
        Unit.PERCENT,
        Polarity.HIGHER,
        reference=reference,
        **figures,
    )


def milestone(
    code: str, number: int | None, reference: str = "", lead: str = "AB", **more: Any
) -> Milestone:
    deadlines = (Deadline(1, date(2017, 5, 31)), Deadline(2, date(2017, 9, 30)))
    return Milestone(
        code,
        number,
        "Heading",
        f"Milestone of {code}",
        lead,
        deadlines=deadlines,
        reference=reference,
        **more,
    )


def plan_with(code: str, references: tuple[str, str] = ("", "")) -> Plan:
    """A plan of two priorities, the first with the code, whose measure and milestone may have
    references.
    """
    numbers = (1, 2) if references == ("", "") else (None, None)
    return small_plan(
        priorities=(Priority(code, "First"), Priority("Other", "Second")),
        measures=(measure(code, numbers[0], references[0]), measure("Other", 1)),
        milestones=(milestone(code, numbers[1], references[1]), milestone("Other", 2)),
    )


class Office:
    """An officer's working folder with a plan of its own."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder, self.plan = folder, plan
        (folder / "returns").mkdir()
        (folder / "returns" / "plan.xlsx").write_bytes(plan_workbook(plan))

    def returns_in(self, month: Month, figures: dict[str, float]) -> None:
        """Puts a return of each priority in the month's folder, with a figure for its measure."""
        folder = self.folder / "returns" / str(month)
        folder.mkdir()
        for at, row in enumerate(self.plan.measures):
            answers = {
                (row.ref, "actual"): figures[row.priority] / 100,
                (row.ref, "as_at"): month.last,
                (row.ref, "data_status"): "Final",
            }
            returned(folder, self.plan, row.priority, answers, month, f"{at}.xlsx")

    def reported(self, month: Month) -> tuple[dict[str, Any], dict[str, list[tuple[Any, ...]]]]:
        """The record of a month's report, and the rows of each sheet of its summary."""
        assert cli.main(["report", f"returns/{month}"]) == 0
        output = self.folder / "output" / str(month)
        record: dict[str, Any] = json.loads(
            (output / "as-reported.json").read_text(encoding="utf-8")
        )
        book = openpyxl.load_workbook(output / f"cs-summary-{month}.xlsx")
        return record, {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def severe(record: dict[str, Any]) -> Iterator[str]:
    return (each["message"] for each in record["findings"] if each["severity"] == "error")


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


def read_back(folder: Path, plan: Plan) -> tuple[Plan | None, list[str]]:
    path = folder / "plan.xlsx"
    path.write_bytes(plan_workbook(plan))
    read, findings = read_plan(path)
    return read, [finding.code for finding in findings]


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


@pytest.mark.parametrize(
    ("value", "number_format", "unit", "read", "codes"),
    [
        (0.05, "0%", Unit.PERCENT, Tolerance(Decimal(5)), []),
        ("5%", "@", Unit.PERCENT, Tolerance(Decimal(5)), []),
        ("5% of target", "@", Unit.PERCENT, Tolerance(Decimal(5)), []),
        ("5 per cent of the target", "@", Unit.COUNT, Tolerance(Decimal(5)), []),
        ("2.5 points", "@", Unit.PERCENT, Tolerance(Decimal("2.5"), is_absolute=True), []),
        (
            "2.5 percentage points",
            "@",
            Unit.PERCENT,
            Tolerance(Decimal("2.5"), is_absolute=True),
            [],
        ),
        ("1 pp", "@", Unit.PERCENT, Tolerance(Decimal(1), is_absolute=True), []),
        (
            2.5,
            "General",
            Unit.PERCENT,
            Tolerance(Decimal("2.5"), is_absolute=True),
            ["tolerance-without-unit"],
        ),
        (2.5, "General", Unit.COUNT, Tolerance(Decimal("2.5"), is_absolute=True), []),
    ],
)
def test_a_tolerance_is_a_share_or_points(
    tmp_path: Path, value: object, number_format: str, unit: Unit, read: Tolerance, codes: list[str]
) -> None:
    plan = plan_with("A")
    path = tmp_path / "plan.xlsx"
    path.write_bytes(
        plan_workbook(
            replace(plan, measures=(replace(measure("A", 1), unit=unit), measure("Other", 1)))
        )
    )
    book = openpyxl.load_workbook(path)
    sheet = book[layout.MEASURES]
    cell = sheet.cell(2, next(each.column for each in sheet[1] if each.value == "Tolerance"))
    cell.value, cell.number_format = value, number_format  # type: ignore[assignment]
    book.save(path)
    plan_read, findings = read_plan(path)
    assert plan_read is not None, findings
    assert plan_read.measures[0].tolerance == read
    assert [each.code for each in findings] == codes


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.058, "0.00%", "5.8%"),
        (0.058, "0.0%", "5.8%"),
        (0.058, "0.000%", "5.800%"),
        ("5.80%", "@", "5.80%"),
    ],
)
def test_a_percentage_has_the_decimals_that_were_typed(
    value: object, number_format: str, shown: str
) -> None:
    figure = figure_in(RawCell(value, number_format), Unit.PERCENT)  # type: ignore[arg-type]
    assert not isinstance(figure, Refused)
    assert printed(figure, Unit.PERCENT) == shown


@pytest.mark.parametrize(
    ("name", "typed", "shown"),
    [
        ("%", "78.5%", "78.5%"),
        ("per cent", "78.5", "78.5%"),
        ("Number", "1,040", "1,040"),
        ("£m", "£1.285m", "£1.285m"),
        ("£000", "£1,285k", "£1,285k"),
        ("£", "£1,285", "£1,285"),
        ("days", "1 day", "1 day"),
        ("Weeks", "12.4 weeks", "12.4 Weeks"),
        ("people", "150 people", "150 people"),
        ("people", "1 person", "1 person"),
        ("households", "1", "1 household"),
        ("families helped", "1", "1 family helped"),
        ("per 10,000", "52.3 per 10,000", "52.3 per 10,000"),
        ("Rate per 1,000", "5.3", "5.3 per 1,000"),
        ("ratio", "1:14", "1:14"),
        ("score", "3.5", "3.5"),
    ],
)
def test_a_figure_is_typed_and_printed_in_any_unit(name: str, typed: str, shown: str) -> None:
    unit = unit_named(name)
    assert unit is not None
    figure = figure_in(RawCell(typed), unit)
    assert not isinstance(figure, Refused), figure
    assert printed(figure, unit) == shown


@pytest.mark.parametrize(
    ("name", "typed", "fix"),
    [
        ("per 10,000", "many", "Type a rate per 10,000, like 52.3."),
        ("ratio", "half", "Type a ratio, like 1:14."),
        ("households", "50%", "Type a number of households, like 150."),
        ("£000", "?", "Type an amount in thousands of pounds, like 1,285."),
    ],
)
def test_a_refusal_says_what_to_type_in_any_unit(name: str, typed: str, fix: str) -> None:
    unit = unit_named(name)
    assert unit is not None
    read = figure_in(RawCell(typed), unit)
    assert isinstance(read, Refused)
    assert read.fix == fix


@pytest.mark.share(3)
@pytest.mark.parametrize("name", ["per 10,000", "households", "£000", "ratio", "score", "weeks"])
def test_any_unit_goes_out_comes_back_and_is_printed(folder: Path, name: str) -> None:
    unit = unit_named(name)
    assert unit is not None
    plan = plan_with("A")
    counted = replace(measure("A", 1), unit=unit, target=Decimal("14.0"), outturn=Decimal("15.5"))
    plan = replace(plan, measures=(counted, measure("Other", 1)))
    assert read_back(folder, plan) == (plan, [])
    office = Office(folder, plan)
    office.returns_in(MAY, {"A": 1350, "Other": 79})
    record, _ = office.reported(MAY)
    assert list(severe(record)) == []
    told = record["measures"][0]
    assert (told["unit"], told["actual"], told["rag"]) == (name, "13.5", "amber")
    side = "under" if unit.is_money else "below"
    assert told["reason"].startswith(f"{apart_words(Decimal('0.5'), unit)} {side} the")


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
