"""Each finding has a code of its register, and each code of the register is used, and named by a
test.
"""

import ast
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import get_args

import openpyxl
import pytest

import cyps_reports
from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.finding_codes import Code
from cyps_reports.findings import Refused
from cyps_reports.letters.letter import Attachment
from cyps_reports.mailing import changed_report
from cyps_reports.monthly import check_month
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.reading import date_in, month_in
from cyps_reports.plan.model.decisions import Redating
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns.model import (
    DataStatus,
    DeadlineEntry,
    Input,
    MeasureEntry,
    Returns,
    Status,
)
from cyps_reports.sending.server import server_in
from cyps_reports.workbooks import refusals
from cyps_reports.workbooks.grid import RawCell
from cyps_reports.writers.word.house_style import HouseStyle, style_findings
from tests.test_word_template import setting, template
from tests.tools.small_plan import small_plan

CODES: tuple[Code, ...] = get_args(Code)
MONTH = Month(2017, 9)
DAY = MONTH.last


def texts_in(files: Iterator[Path]) -> set[str]:
    """Every text that stands by itself in Python files."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in files)
    constants = (
        node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)
    )
    return {value for value in constants if isinstance(value, str)}


def test_every_code_is_named_by_a_test() -> None:
    assert set(CODES) - texts_in(Path(__file__).parent.glob("test_*.py")) == set()


def test_every_code_is_of_a_finding() -> None:
    package = Path(cyps_reports.__file__).parent
    register = package / "finding_codes.py"
    assert (
        set(CODES) - texts_in(path for path in package.rglob("*.py") if path != register) == set()
    )


def test_no_code_stands_twice_and_each_group_is_in_the_order_of_the_alphabet() -> None:
    lines = (
        (Path(cyps_reports.__file__).parent / "finding_codes.py")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    groups: list[list[str]] = []
    for line in lines:
        if line.startswith("    # "):
            groups.append([])
        elif line.startswith('    "'):
            groups[-1].append(line.strip())
    assert [sorted(group) for group in groups] == groups
    written = [code for group in groups for code in group]
    assert len(set(written)) == len(written) == len(CODES)


TARGETED = Measure(
    "A", 1, "", "Schools that are good", Unit.PERCENT, Polarity.HIGHER, target=Decimal(80)
)
OPEN = Milestone("A", 2, "", "Schools visited", "AB", deadlines=(Deadline(1, date(2018, 3, 31)),))
PLAN = small_plan(measures=(TARGETED,), milestones=(OPEN,))
REPORTED = MeasureEntry(Decimal(50), DAY, DataStatus.FINAL)
GIVEN = DeadlineEntry(Status.AT_RISK, expected=date(2018, 3, 1), progress="Two visited.")


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (MeasureEntry(), "not-reported"),
        (replace(REPORTED, as_at=MeasureEntry().as_at), "no-as-at-date"),
        (replace(REPORTED, as_at=date(2017, 10, 1)), "future-figure"),
        (replace(REPORTED, data_status=MeasureEntry().data_status), "no-data-status"),
        (replace(REPORTED, data_status=DataStatus.NOT_AVAILABLE), "figure-with-no-figure-status"),
        (REPORTED, "no-corrective-action"),
    ],
)
def test_what_the_row_of_a_measure_needs(entry: MeasureEntry, code: Code) -> None:
    returns = Returns(MONTH, (Input("a.xlsx", "", "A"),), {TARGETED.key: entry}, {("A2", 1): GIVEN})
    assert code in {each.code for each in assess(PLAN, returns, Earlier(), DAY).findings}


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (DeadlineEntry(progress="Two visited."), "no-status"),
        (replace(GIVEN, expected=date(2017, 9, 29)), "expected-date-passed"),
        (DeadlineEntry(Status.AT_RISK), "no-expected-date"),
    ],
)
def test_what_the_row_of_a_deadline_needs(entry: DeadlineEntry, code: Code) -> None:
    returns = Returns(
        MONTH, (Input("a.xlsx", "", "A"),), {TARGETED.key: REPORTED}, {("A2", 1): entry}
    )
    assert code in {each.code for each in assess(PLAN, returns, Earlier(), DAY).findings}


@pytest.mark.parametrize(
    ("due", "is_asked_for"), [(DAY + timedelta(60), True), (DAY + timedelta(61), False)]
)
def test_an_update_is_asked_for_on_what_is_due_within_60_days(
    due: date, is_asked_for: bool
) -> None:
    row = replace(OPEN, deadlines=(Deadline(1, due),))
    returns = Returns(
        MONTH, (Input("a.xlsx", "", "A"),), {TARGETED.key: REPORTED}, {("A2", 1): DeadlineEntry()}
    )
    findings = assess(replace(PLAN, milestones=(row,)), returns, Earlier(), DAY).findings
    assert ("no-update" in {each.code for each in findings}) is is_asked_for


SPEND = replace(
    TARGETED, unit=Unit.COUNT, basis_set=Basis.CUMULATIVE, steps={Month(2018, 3): Decimal(70)}
)
BACK = Deadline(
    1, date(2018, 3, 31), redating=Redating(date(2018, 1, 1), "Cabinet", date(2017, 8, 1))
)


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (small_plan(measures=(SPEND,)), "plan-step-against-target"),
        (small_plan(milestones=(replace(OPEN, deadlines=(BACK,)),)), "plan-redated-earlier"),
        (small_plan(year="2016/17"), "plan-year-against-dates"),
    ],
)
def test_what_is_odd_about_a_plan(plan: Plan, code: Code) -> None:
    assert [each.code for each in faults(plan) if each.code != "plan-no-outturn"] == [code]


def test_steps_of_no_measure(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(
        without_measure(plan_workbook(small_plan(measures=(SPEND, replace(SPEND, number=3)))))
    )
    plan, findings = read_plan(path)
    assert (plan, [each.code for each in findings]) == (None, ["steps-without-measure"])


def without_measure(workbook: bytes) -> bytes:
    """The plan workbook without the last row of its measures."""
    book, buffer = openpyxl.load_workbook(io.BytesIO(workbook)), io.BytesIO()
    book["Measures"].delete_rows(3)
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("refused", "code"),
    [
        (date_in(RawCell("30\u00b9/06/2017")), "marked-date"),
        (month_in(RawCell("soon")), "unreadable-month"),
        (server_in("https://", None), "no-mail-server"),
    ],
)
def test_what_is_refused_before_it_has_a_place(refused: object, code: Code) -> None:
    assert isinstance(refused, Refused)
    assert refused.code == code


def test_files_that_cannot_be_opened_or_break_what_opens_them() -> None:
    told = [refusals.UNREADABLE.of("a.xlsx", "permission denied"), refusals.BROKEN_OFF.of("b.xlsx")]
    assert [(each.code, each.place.workbook) for each in told] == [
        ("cannot-read-file", "a.xlsx"),
        ("unreadable-file", "b.xlsx"),
    ]
    assert "(permission denied)" in told[0].message


@pytest.mark.parametrize(
    ("folder", "as_at", "codes"),
    [
        ("2016-09", None, ["month-outside-plan"]),
        ("2017-09", date(2017, 10, 1), ["as-at-outside-month"]),
        ("2017-09", date(2017, 9, 1), []),
    ],
)
def test_a_month_outside_the_plan_and_a_day_outside_the_month(
    tmp_path: Path, folder: str, as_at: date | None, codes: list[Code]
) -> None:
    (tmp_path / folder).mkdir()
    checked = check_month(tmp_path / folder, PLAN, as_at)
    assert checked is not None
    about_the_day = ("month-outside-plan", "as-at-outside-month")
    assert [each.code for each in checked.findings if each.code in about_the_day] == codes


def test_a_report_that_was_edited_since_and_a_template_that_holds_more() -> None:
    (told,) = changed_report(Attachment("report.docx", b"edited"), b"made now")
    assert told.code == "changed-report"
    tracked = template(setting("<w:trackRevisions/>"))
    assert [each.code for each in style_findings(HouseStyle("house.docx", tracked))] == [
        "template-part-left-out"
    ]
