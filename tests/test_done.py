"""One definition of done: what a row needs, what check asks for, what the status and the sheet
itself count.
"""

import random
import re
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cyps_reports import locations
from cyps_reports.assessment.asked_of_managers import ASKS
from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.completeness import Need, needs_of, rows_of, said_of
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.earlier import Earlier, EarlierCompletion
from cyps_reports.assessment.exceptions import exceptions_of
from cyps_reports.assessment.model import MeasureResult
from cyps_reports.findings import CellRef, Finding, Severity
from cyps_reports.letters.status import status_of
from cyps_reports.monthly import CheckedMonth, check_month
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Redating
from cyps_reports.plan.model.measure import Basis
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns import layout
from cyps_reports.returns.checks import TYPE_ITS_DAY
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import (
    Absent,
    DataStatus,
    DeadlineEntry,
    Input,
    MeasureEntry,
    Returns,
    Status,
)
from cyps_reports.templates.carry import carried_from
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.layout import headings
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.tables import find_table
from tests.tools import libreoffice
from tests.tools.random_answers import fill
from tests.tools.returned import SEPTEMBER, cells_of, returned

T = SEPTEMBER.last
FIGURE = Decimal("79.8")
FINAL, PROVISIONAL, NOT_YET_DUE = DataStatus.FINAL, DataStatus.PROVISIONAL, DataStatus.NOT_YET_DUE
COMPLETED, ON_TRACK, AT_RISK, NOT_STARTED = (
    Status.COMPLETED,
    Status.ON_TRACK,
    Status.AT_RISK,
    Status.NOT_STARTED,
)
UNREADABLE, TWO = Absent.UNREADABLE, Absent.TWO_ANSWERS

MEASURE_NEEDS: list[tuple[MeasureEntry, list[Need]]] = [
    (MeasureEntry(FIGURE, T, FINAL), []),
    (MeasureEntry(), [Need.NO_FIGURE]),
    (MeasureEntry(data_status=FINAL), [Need.NO_FIGURE]),
    (MeasureEntry(data_status=NOT_YET_DUE), []),
    (MeasureEntry(data_status=NOT_YET_DUE, as_at=UNREADABLE), [Need.UNREADABLE_AS_AT]),
    (MeasureEntry(data_status=UNREADABLE), [Need.NO_FIGURE, Need.UNREADABLE_DATA_STATUS]),
    (MeasureEntry(Absent.NOT_AVAILABLE), []),
    (MeasureEntry(UNREADABLE), [Need.UNREADABLE_FIGURE]),
    (MeasureEntry(TWO, T, FINAL), [Need.UNREADABLE_FIGURE]),
    (MeasureEntry(FIGURE), [Need.NO_AS_AT, Need.NO_DATA_STATUS]),
    (MeasureEntry(FIGURE, TWO, PROVISIONAL), [Need.UNREADABLE_AS_AT]),
    (MeasureEntry(FIGURE, date(2012, 10, 1), FINAL), [Need.FUTURE_AS_AT]),
    (MeasureEntry(FIGURE, date(2012, 3, 31), FINAL), []),
    (MeasureEntry(FIGURE, T, NOT_YET_DUE), [Need.WRONG_DATA_STATUS]),
    (MeasureEntry(FIGURE, T, FINAL, unread=("comment",)), [Need.UNREADABLE_COMMENT]),
    (MeasureEntry(Decimal(50), T, FINAL), [Need.NO_ACTION]),
    (MeasureEntry(Decimal(50), T, FINAL, unread=("corrective_action",)), [Need.UNREADABLE_ACTION]),
    (MeasureEntry(Decimal(50), T, FINAL, corrective_action="Visits."), []),
    (MeasureEntry(Decimal(50), date(2012, 10, 1)), [Need.FUTURE_AS_AT, Need.NO_DATA_STATUS]),
]


@pytest.mark.parametrize(("entry", "needs"), MEASURE_NEEDS)
def test_what_a_measure_needs(plan: Plan, entry: MeasureEntry, needs: list[Need]) -> None:
    returns = Returns(SEPTEMBER, (Input("A.xlsx", "", "A"),), {("A1", ""): entry})
    assessment = assess(plan, returns, Earlier(), T)
    result = next(each for each in assessment.measures if each.measure.ref == "A1")
    assert list(needs_of(assessment, result)) == needs
    about = [
        each
        for each in assessment.findings
        if each.message.split()[0] == "A1" or " A1 " in each.message
    ]
    assert Counter(each.code for each in about) == Counter(
        code for need in needs for code in codes_of(need, entry)
    )


def codes_of(need: Need, entry: MeasureEntry | DeadlineEntry) -> list[str]:
    """The code of the finding that asks for it; none where the reader has told it."""
    if need is Need.NO_FIGURE and isinstance(entry, MeasureEntry) and entry.data_status is FINAL:
        return ["status-without-figure"]
    return [ASKS[need].code] if need in ASKS else []


def test_an_approved_new_date_is_not_asked_for_an_action(plan: Plan) -> None:
    redating = Redating(date(2012, 12, 31), "Cabinet", date(2012, 9, 3))
    milestones = tuple(
        replace(each, deadlines=(replace(each.deadlines[0], redating=redating),))
        if each.ref == "A12"
        else each
        for each in plan.milestones
    )
    entries = {OVERDUE: DeadlineEntry(ON_TRACK, progress="Begun.")}
    returns = Returns(SEPTEMBER, (Input("x.xlsx", "", "A"),), {}, entries)
    assessment = assess(replace(plan, milestones=milestones), returns, Earlier(), T)
    result = next(each for each in assessment.deadlines if each.key == OVERDUE)
    assert result.state is DeadlineState.REDATED
    assert needs_of(assessment, result) == ()
    assert result not in exceptions_of(assessment).ambers


def test_a_figure_of_the_year_so_far_is_of_the_year(plan: Plan) -> None:
    so_far = next(each for each in plan.measures if each.basis is Basis.CUMULATIVE)
    returns = Returns(
        SEPTEMBER,
        (Input("E.xlsx", "", so_far.priority),),
        {so_far.key: MeasureEntry(Decimal(1), date(2012, 3, 31), FINAL)},
    )
    assessment = assess(plan, returns, Earlier(), T)
    result = next(each for each in assessment.measures if each.measure is so_far)
    assert needs_of(assessment, result) == (Need.EARLY_AS_AT,)
    assert [each.code for each in assessment.findings if so_far.called in each.message] == [
        "figure-before-plan-year"
    ]


OVERDUE, DUE_LATER, IN_31_DAYS, IN_61_DAYS, MONTHLY, CLOSED, DONE_BEFORE = (
    ("A12", 1),
    ("A14", 1),
    ("A13", 1),
    ("A22", 1),
    ("B13", 1),
    ("B17", 1),
    ("A20", 1),
)
LATER = date(2012, 12, 1)
DEADLINE_NEEDS: list[tuple[tuple[str, int], DeadlineEntry, list[Need]]] = [
    (OVERDUE, DeadlineEntry(), [Need.NO_UPDATE]),
    (OVERDUE, DeadlineEntry(progress="Begun."), [Need.NO_STATUS, Need.NO_ACTION, Need.NO_EXPECTED]),
    (OVERDUE, DeadlineEntry(ON_TRACK), [Need.WRONG_STATUS, Need.NO_ACTION, Need.NO_EXPECTED]),
    (OVERDUE, DeadlineEntry(AT_RISK, expected=LATER, corrective_action="Visits."), []),
    (
        OVERDUE,
        DeadlineEntry(AT_RISK, expected=date(2012, 9, 29), corrective_action="Visits."),
        [Need.EXPECTED_PASSED],
    ),
    (
        OVERDUE,
        DeadlineEntry(AT_RISK, expected=UNREADABLE),
        [Need.UNREADABLE_EXPECTED, Need.NO_ACTION],
    ),
    (OVERDUE, DeadlineEntry(AT_RISK, expected=TWO), [Need.UNREADABLE_EXPECTED, Need.NO_ACTION]),
    (OVERDUE, DeadlineEntry(UNREADABLE), [Need.UNREADABLE_STATUS]),
    (OVERDUE, DeadlineEntry(UNREADABLE, progress="All done."), [Need.UNREADABLE_STATUS]),
    (OVERDUE, DeadlineEntry(TWO, expected=T), [Need.UNREADABLE_STATUS]),
    (
        OVERDUE,
        DeadlineEntry(UNREADABLE, UNREADABLE, progress="All done."),
        [Need.UNREADABLE_COMPLETED, Need.UNREADABLE_STATUS],
    ),
    (OVERDUE, DeadlineEntry(AT_RISK, UNREADABLE), [Need.UNREADABLE_COMPLETED]),
    (
        MONTHLY,
        DeadlineEntry(completed=UNREADABLE, progress="Held."),
        [Need.UNREADABLE_COMPLETED],
    ),
    (OVERDUE, DeadlineEntry(unread=("progress",)), [Need.UNREADABLE_PROGRESS]),
    (OVERDUE, DeadlineEntry(COMPLETED), [Need.COMPLETED_WITHOUT_DATE]),
    (OVERDUE, DeadlineEntry(COMPLETED, UNREADABLE), [Need.UNREADABLE_COMPLETED]),
    (OVERDUE, DeadlineEntry(COMPLETED, TWO), [Need.UNREADABLE_COMPLETED]),
    (OVERDUE, DeadlineEntry(COMPLETED, date(2012, 10, 1)), [Need.FUTURE_COMPLETED]),
    (OVERDUE, DeadlineEntry(COMPLETED, T), []),
    (OVERDUE, DeadlineEntry(completed=T, expected=UNREADABLE), [Need.UNREADABLE_EXPECTED]),
    (DUE_LATER, DeadlineEntry(COMPLETED, T, expected=date(2012, 1, 1)), []),
    (IN_31_DAYS, DeadlineEntry(), [Need.NO_UPDATE]),
    # What is not due for months is not asked for; what was begun there is.
    (IN_61_DAYS, DeadlineEntry(), []),
    (IN_61_DAYS, DeadlineEntry(corrective_action="None."), []),
    (IN_61_DAYS, DeadlineEntry(progress="Begun."), [Need.NO_STATUS]),
    (IN_61_DAYS, DeadlineEntry(unread=("progress",)), [Need.UNREADABLE_PROGRESS]),
    (MONTHLY, DeadlineEntry(), [Need.NOT_YET_DONE]),
    (MONTHLY, DeadlineEntry(completed=T), []),
    (MONTHLY, DeadlineEntry(completed=T, expected=date(2012, 1, 1)), []),
    (MONTHLY, DeadlineEntry(ON_TRACK, progress="Not held."), [Need.WRONG_STATUS, Need.NO_ACTION]),
    (MONTHLY, DeadlineEntry(COMPLETED, date(2012, 7, 1)), [Need.NO_ACTION]),
    (MONTHLY, DeadlineEntry(progress="Not held.", corrective_action="In October."), []),
    (CLOSED, DeadlineEntry(), []),
    (CLOSED, DeadlineEntry(COMPLETED), []),
    (CLOSED, DeadlineEntry(completed=UNREADABLE), [Need.UNREADABLE_COMPLETED]),
    (CLOSED, DeadlineEntry(completed=LATER), [Need.FUTURE_COMPLETED]),
    (DONE_BEFORE, DeadlineEntry(), []),
    (DONE_BEFORE, DeadlineEntry(COMPLETED), []),
    (DONE_BEFORE, DeadlineEntry(status=UNREADABLE), [Need.UNREADABLE_STATUS]),
]


@pytest.mark.parametrize(("key", "entry", "needs"), DEADLINE_NEEDS)
def test_what_a_deadline_needs(
    plan: Plan, key: tuple[str, int], entry: DeadlineEntry, needs: list[Need]
) -> None:
    july = Month(2012, 7)
    earlier = Earlier(
        (july,), completions={DONE_BEFORE: EarlierCompletion(july, date(2012, 7, 20))}
    )
    returns = Returns(SEPTEMBER, (Input("x.xlsx", "", key[0][0]),), {}, {key: entry})
    assessment = assess(plan, returns, earlier, T)
    result = next(each for each in assessment.deadlines if each.key == key)
    assert list(needs_of(assessment, result)) == needs
    about = [each.code for each in assessment.findings if each.message.startswith(f"{key[0]} ")]
    about += [
        each.code
        for each in assessment.findings
        if each.message.startswith(f"{key[0]}, deadline {key[1]},")
    ]
    beside = {"completed-date-changed", "reopened"}
    assert Counter(set(about) - beside) == Counter(
        code for need in needs for code in codes_of(need, entry)
    )


ERROR, WARNING = Severity.ERROR, Severity.WARNING
ASKED: list[tuple[str, MeasureEntry | DeadlineEntry, Severity, str, str]] = [
    (
        *("A1", MeasureEntry(), WARNING),
        "A1 has no figure, and its data status does not say why.",
        "Type the figure, or choose Not yet due or Not available.",
    ),
    (
        *("A1", MeasureEntry(data_status=FINAL), WARNING),
        "A1 is marked “Final”, but there is no figure.",
        "Type the figure, or choose Not yet due or Not available.",
    ),
    (
        *("A1", MeasureEntry(FIGURE, data_status=FINAL), WARNING),
        "A1 has a figure but not its date.",
        "Type the date as day/month/year (dd/mm/yy).",
    ),
    (
        *("A1", MeasureEntry(FIGURE, date(2012, 10, 1), FINAL), ERROR),
        "The figure of A1 is dated 1 October 2012, after 30 September 2012. It is shown, but not "
        "rated.",
        TYPE_ITS_DAY,
    ),
    (
        *("A1", MeasureEntry(FIGURE, T), WARNING),
        "A1 has a figure, but does not say whether it is final.",
        "Choose Final or Provisional.",
    ),
    (
        *("A1", MeasureEntry(FIGURE, T, NOT_YET_DUE), WARNING),
        "A1 has a figure, but its data status is “Not yet due”. The figure is used.",
        "Choose Final or Provisional, or empty the figure.",
    ),
    (
        *("A1", MeasureEntry(Decimal(50), T, FINAL), WARNING),
        "A1 is “Off target” and has no corrective action.",
        "Write what will be done, by whom and by when.",
    ),
    (
        *("A12", DeadlineEntry(COMPLETED, date(2012, 10, 1)), ERROR),
        "A12 is said to be completed on 1 October 2012, after 30 September 2012. That date does "
        "not count.",
        "Type the date it was completed, or move the date to Expected date.",
    ),
    (
        *("A12", DeadlineEntry(COMPLETED), ERROR),
        "A12 is marked Completed, but its date is missing. It counts as not completed.",
        "Type the date it was completed, as day/month/year (dd/mm/yy).",
    ),
    (
        *("A12", DeadlineEntry(), WARNING),
        "A12 is open and has no status, date or progress this month.",
        "Choose a status and write a line of progress.",
    ),
    (
        *("B13", DeadlineEntry(), WARNING),
        "B13 is a monthly item, and there is no date it was done this month.",
        "Give the date it was last done, or say in the progress why it was not done.",
    ),
    (
        *(
            "A12",
            DeadlineEntry(progress="Begun.", expected=LATER, corrective_action="Visits."),
            WARNING,
        ),
        "A12 has an update, but no status.",
        "Choose the status that fits.",
    ),
    (
        *("A12", DeadlineEntry(ON_TRACK, expected=LATER, corrective_action="Visits."), WARNING),
        "A12 says “On track”, but it is 92 days overdue.",
        "Choose At risk and give an expected date and a corrective action, or Completed and its "
        "date.",
    ),
    (
        *(
            "B13",
            DeadlineEntry(ON_TRACK, progress="Not held.", corrective_action="In October."),
            WARNING,
        ),
        "B13 says “On track”, but it has been missed.",
        "Choose At risk and give an expected date and a corrective action, or Completed and its "
        "date.",
    ),
    (
        *(
            "A12",
            DeadlineEntry(AT_RISK, expected=date(2012, 9, 29), corrective_action="Visits."),
            WARNING,
        ),
        "A12 was expected on 29 September 2012, which has passed.",
        "Type the new expected date, or the date completed.",
    ),
    (
        *("A12", DeadlineEntry(AT_RISK, corrective_action="Visits."), WARNING),
        "A12 is “Overdue” and has no expected date.",
        "Type the day it will be finished, as day/month/year (dd/mm/yy).",
    ),
]


@pytest.mark.parametrize(
    ("ref", "entry", "severity", "message", "fix"), ASKED, ids=[each[3] for each in ASKED]
)
def test_what_is_asked_is_said_in_one_sentence_and_what_to_do_in_another(
    plan: Plan,
    ref: str,
    entry: MeasureEntry | DeadlineEntry,
    severity: Severity,
    message: str,
    fix: str,
) -> None:
    is_measure = isinstance(entry, MeasureEntry)
    returns = Returns(
        SEPTEMBER,
        (Input("x.xlsx", "", ref[0]),),
        {(ref, ""): entry} if is_measure else {},  # type: ignore[dict-item]
        {} if is_measure else {(ref, 1): entry},  # type: ignore[dict-item]
    )
    asked = [
        each for each in assess(plan, returns, Earlier(), T).findings if f"{ref} " in each.message
    ]
    assert [(each.severity, each.message, each.fix) for each in asked] == [(severity, message, fix)]


def test_a_row_that_is_gone_is_not_done(plan: Plan) -> None:
    """Nor is one completed when the plan was approved: the sheet counts it no longer either."""
    returns = Returns(SEPTEMBER, (Input("B.xlsx", "", "B"),))
    assessment = assess(plan, returns, Earlier(), T)
    result = next(each for each in assessment.deadlines if each.key == CLOSED)
    assert needs_of(assessment, result) == (Need.ROW,)
    assert status_of(assessment)[1].done == 0


# A return is checked like a manager's: whatever is typed, the three agree.


@pytest.mark.share(3)
@pytest.mark.parametrize("seed", range(10))
def test_check_asks_for_what_each_row_needs_and_nothing_else(
    tmp_path: Path, plan: Plan, seed: int
) -> None:
    chance = random.Random(seed)
    code = "ABCDE"[seed % 5]
    folder = tmp_path / "2012-09"
    folder.mkdir()
    path = returned(folder, plan, code, {})
    fill(path, plan, T, chance)
    checked = check_month(folder, plan, None)
    assert checked is not None
    compare(checked, code)


def test_two_returns_of_one_priority_are_one(tmp_path: Path, plan: Plan) -> None:
    """Each head of service filled in a part, and they differ in some rows."""
    folder = tmp_path / "2012-09"
    folder.mkdir()
    for seed in (1, 2):
        fill(
            returned(folder, plan, "E", {}, name=f"return-E-{seed}.xlsx"),
            plan,
            T,
            random.Random(seed),
        )
    checked = check_month(folder, plan, None)
    assert checked is not None
    assert "two-answers" in {each.code for each in checked.findings}
    compare(checked, "E")


def compare(checked: CheckedMonth, code: str) -> None:
    assessment = checked.assessment
    by_row: dict[tuple[str, str, str], list[Finding]] = {}
    for each in checked.findings:
        by_row.setdefault(row_of(each.place), []).append(each)
    asking = {each.code for each in ASKS.values()} | {"status-without-figure"}
    # Of any other measure it is worth a look; of the year so far the figure cannot be.
    asking -= {"figure-before-plan-year"}
    done = 0
    for result in rows_of(assessment, code):
        entry, needs = result.entry, needs_of(assessment, result)
        assert entry is not None
        rows = {row_of(place) for place in (*entry.places.values(), *entry.also) if place.cell}
        found = [each for row in rows for each in by_row.get(row, ())]
        for need in needs:
            assert any(
                column_of(each.place) == column_of(entry.places[need.key]) for each in found
            ), (entry, need)
        asked = Counter(each.code for each in found if each.code in asking)
        wanted = Counter(
            code for need in needs for code in codes_of_any(need, entry) if code in asking
        )
        assert asked == wanted, (entry, needs)
        # Of two texts both are kept, which is nothing left out.
        errors = [
            each for each in found if each.severity is Severity.ERROR and each.code != "two-answers"
        ]
        assert needs or not errors, (entry, errors)
        done += not needs
    assert status(checked, code)[0] == done


def column_of(place: CellRef) -> str:
    return re.sub(r"\d", "", place.cell)


def codes_of_any(need: Need, entry: MeasureEntry | DeadlineEntry) -> list[str]:
    is_marked = isinstance(entry, MeasureEntry) and isinstance(entry.data_status, DataStatus)
    if need is Need.NO_FIGURE and is_marked:
        return ["status-without-figure"]
    return [ASKS[need].code] if need in ASKS else []


def row_of(place: CellRef) -> tuple[str, str, str]:
    return place.workbook, place.sheet, re.sub(r"\D", "", place.cell)


def status(checked: CheckedMonth, code: str) -> tuple[int, int]:
    return next(
        (each.done, each.rows) for each in status_of(checked.assessment) if each.code == code
    )


@pytest.mark.usefixtures("office")
def test_the_sheet_says_and_counts_the_same(tmp_path: Path, example_plan_read: Plan) -> None:
    """With two earlier months carried forward, typed over at random, and recalculated by
    LibreOffice.
    """
    plan = example_plan_read
    for month in ("2012-07", "2012-08"):
        shutil.copytree(locations.example_returns() / month, tmp_path / month)
    before = [
        returns_for(Month(2012, number), read_folder(tmp_path / f"2012-0{number}", plan))[0]
        for number in (7, 8)
    ]
    folder = tmp_path / "2012-09"
    folder.mkdir()
    paths = []
    for priority in plan.priorities:
        path = folder / f"return-{priority.code}.xlsx"
        path.write_bytes(return_workbook(plan, priority, SEPTEMBER, carried_from(before, plan)))
        chance = random.Random(priority.code)
        # Much is left as it was carried forward.
        kept = [place for place in cells_of(path) if chance.random() < 0.4]
        fill(path, plan, T, chance, kept)
        paths.append(path)
    checked = check_month(folder, plan, None)
    assert checked is not None
    again = tmp_path / "recalculated"
    again.mkdir()
    for priority, path in zip(
        plan.priorities, libreoffice.convert(paths, "xlsx", again), strict=True
    ):
        compare_sheets(checked, priority.code, path)


def compare_sheets(checked: CheckedMonth, code: str, path: Path) -> None:
    book = open_book(path)
    assert isinstance(book, Book)
    counted = [0, 0]
    said: dict[tuple[str, int], tuple[str, str]] = {}
    for name, columns in (
        (layout.TARGETS, layout.TARGET_COLUMNS),
        (layout.MILESTONES, layout.MILESTONE_COLUMNS),
    ):
        sheet = book.sheet(name)
        table = find_table(sheet, headings(columns)) if sheet else None
        if sheet and table:
            counts = re.match(r"(\d+) of (\d+) rows? done for September 2012", sheet.at(2, 1).text)
            assert counts is not None
            counted = [counted[0] + int(counts[1]), counted[1] + int(counts[2])]
            said |= {
                (name, row.number): (row.text("state"), row.text("todo")) for row in table.rows
            }
    assert tuple(counted) == status(checked, code)
    for result in rows_of(checked.assessment, code):
        assert result.entry is not None
        place = result.entry.places["corrective_action"]
        needs = needs_of(checked.assessment, result)
        at = (
            layout.TARGETS if isinstance(result, MeasureResult) else layout.MILESTONES,
            int(row_of(place)[2]),
        )
        assert said[at] == (result.state.value, said_of(needs, result.state.value)), result
