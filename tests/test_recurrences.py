"""What comes again in every month, quarter, term, half-year or year: its states month by month."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.changes import changes_of
from cyps_reports.assessment.completeness import needs_of, said_of
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.deadlines import judge
from cyps_reports.assessment.earlier import Earlier, after
from cyps_reports.assessment.reported_position import Position, position_of
from cyps_reports.assessment.state_meanings import deadline_meanings
from cyps_reports.plan.dates.months import Month, months_between
from cyps_reports.plan.dates.periods import Period
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.report.deadline_wording import deadline_reason
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import DeadlineEntry, Input, Returns
from cyps_reports.templates.carry import Carried
from cyps_reports.templates.workbook import return_workbook
from tests.second_opinion import entries, rules
from tests.second_opinion.plan import Deadline as OtherDeadline
from tests.second_opinion.plan import month_end
from tests.test_live_words import words_in
from tests.tools import libreoffice
from tests.tools.returned import returned
from tests.tools.small_plan import small_plan

STARTS = date(2017, 4, 1)
MONTHS = months_between(STARTS, date(2018, 8, 31))
AGAIN = tuple(each for each in Recurrence if each.period)
NAMES = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")


@pytest.mark.parametrize(
    ("period", "first", "ends"),
    [
        (Period.MONTH, 4, tuple(range(1, 13))),
        (Period.QUARTER, 4, (3, 6, 9, 12)),
        (Period.QUARTER, 1, (3, 6, 9, 12)),
        (Period.QUARTER, 9, (2, 5, 8, 11)),
        (Period.TERM, 4, (4, 7, 12)),
        (Period.TERM, 9, (4, 7, 12)),
        (Period.HALF_YEAR, 4, (3, 9)),
        (Period.HALF_YEAR, 9, (2, 8)),
        (Period.YEAR, 4, (3,)),
        (Period.YEAR, 1, (12,)),
    ],
)
def test_the_months_in_which_periods_end(period: Period, first: int, ends: tuple[int, ...]) -> None:
    assert period.ends(first) == ends


@pytest.mark.parametrize(
    ("period", "month", "last", "before"),
    [
        (Period.QUARTER, Month(2017, 4), Month(2017, 6), Month(2017, 3)),
        (Period.QUARTER, Month(2017, 12), Month(2017, 12), Month(2017, 9)),
        (Period.TERM, Month(2017, 8), Month(2017, 12), Month(2017, 7)),
        (Period.TERM, Month(2018, 1), Month(2018, 4), Month(2017, 12)),
        (Period.HALF_YEAR, Month(2017, 10), Month(2018, 3), Month(2017, 9)),
        (Period.YEAR, Month(2018, 3), Month(2018, 3), Month(2017, 3)),
        (Period.MONTH, Month(2018, 1), Month(2018, 1), Month(2017, 12)),
    ],
)
def test_where_a_period_ends_and_the_one_before(
    period: Period, month: Month, last: Month, before: Month
) -> None:
    assert period.last_month(month, 4) == last
    assert period.last_month_before(month, 4) == before


def states(recurrence: Recurrence, done: set[str], months: int = 12) -> list[str]:
    """The state of an item month by month, which was done in these months of the plan's first
    year.
    """
    said = []
    for at, month in enumerate(MONTHS[:months]):
        told = [MONTHS[each] for each in range(at + 1) if each < len(NAMES) and NAMES[each] in done]
        deadline = Deadline(1, recurrence=recurrence)
        judged = judge(
            deadline, DeadlineEntry(), None, told[-1] if told else None, month.last, STARTS
        )
        said.append(judged.state.value)
    return said


def test_a_monthly_item() -> None:
    assert states(Recurrence.MONTHLY, {"Apr", "Jul", "Dec"}) == [
        "Done this month",
        "Missed this month",
        "Missed",
        "Done this month",
        "Missed this month",
        *["Missed"] * 3,
        "Done this month",
        "Missed this month",
        "Missed",
        "Missed",
    ]


def test_a_quarterly_item() -> None:
    assert states(Recurrence.QUARTERLY, {"May", "Dec"}, 17) == [
        *("Due this quarter", "Done this quarter", "Done this quarter"),  # April to June
        *("Due this quarter", "Due this quarter", "Missed this quarter"),
        *("Missed last quarter", "Missed last quarter", "Done this quarter"),
        *("Due this quarter", "Due this quarter", "Missed this quarter"),
        *("Missed last quarter", "Missed last quarter", "Missed"),
        *("Missed", "Missed"),
    ]


def test_a_quarterly_item_that_is_never_done_is_red_from_the_first_quarters_end() -> None:
    assert states(Recurrence.QUARTERLY, set(), 6) == ["Due this quarter"] * 2 + ["Missed"] * 4


def test_a_termly_item() -> None:
    assert states(Recurrence.TERMLY, {"Jul", "Mar"}, 17) == [
        "Missed",  # In April ends the term in which the plan began.
        *("Missed", "Missed", "Done this term"),
        *["Due this term"] * 4,
        "Missed this term",
        *("Missed last term", "Missed last term", "Done this term", "Done this term"),
        *("Due this term", "Due this term", "Missed this term"),
        "Missed last term",
    ]


def test_a_half_yearly_item() -> None:
    assert states(Recurrence.HALF_YEARLY, {"Sep"}, 17) == [
        *["Due this half-year"] * 5,
        "Done this half-year",
        *["Due this half-year"] * 5,
        "Missed this half-year",
        *["Missed last half-year"] * 5,
    ]


def test_an_annual_item() -> None:
    assert states(Recurrence.ANNUAL, {"Nov"}, 17) == [
        *["Due this year"] * 7,
        *["Done this year"] * 5,
        *["Due this year"] * 5,
    ]
    assert states(Recurrence.ANNUAL, set(), 13) == [*["Due this year"] * 11, "Missed", "Missed"]


@pytest.mark.share(8)
@pytest.mark.parametrize("recurrence", AGAIN)
def test_every_month_and_every_last_time_as_a_second_opinion_has_it(recurrence: Recurrence) -> None:
    """Plans that begin in any month of the year; also where no return came."""
    for start in range(1, 13):
        starts = date(2017, start, 1)
        for month in months_between(starts, date(2019, 3, 31)):
            for last_done in (
                None,
                *(each for each in months_between(date(2016, 1, 1), month.last)),
            ):
                done = frozenset({last_done.first} if last_done else ())
                for came in (True, False):
                    mine = judge(
                        Deadline(1, recurrence=recurrence),
                        DeadlineEntry() if came else None,
                        None,
                        last_done,
                        month.last,
                        starts,
                    )
                    other = rules.judge(
                        OtherDeadline("A1", 1, 1, "AB", None, str(recurrence)),
                        entries.DeadlineEntry() if came else None,
                        None,
                        done,
                        month_end(month.first),
                        starts,
                    )
                    assert mine.state.value == other.state, (starts, month, last_done, came)


PLAN = small_plan(
    ends=date(2018, 8, 31),
    milestones=tuple(
        Milestone("A", number, "", f"Done {each}", "AB", deadlines=(Deadline(1, recurrence=each),))
        for number, each in enumerate((*AGAIN, *AGAIN, *AGAIN, *AGAIN), start=1)
    ),
)
"""Each recurrence four times: never done, done lately, done some time ago, done long ago."""


@pytest.mark.full
@pytest.mark.usefixtures("office")
def test_the_live_words_say_the_same_over_the_year(tmp_path: Path) -> None:
    blanks, wanted = [], {}
    for month in MONTHS[::2]:
        ago = [None] * 5 + [(month.first.year, 1)] * 5 + [(2017, 5)] * 5 + [(2016, 11)] * 5
        last_done = {
            (each.ref, 1): Month(*when)
            for each, when in zip(PLAN.milestones, ago, strict=True)
            if when and Month(*when) < month
        }
        earlier = Earlier(last_done=last_done)
        path = tmp_path / f"{month}.xlsx"
        path.write_bytes(return_workbook(PLAN, PLAN.priorities[0], month, Carried(earlier)))
        blanks.append(path)
        folder = tmp_path / str(month)
        folder.mkdir()
        (folder / "A.xlsx").write_bytes(path.read_bytes())
        returns, _ = returns_for(month, read_folder(folder, PLAN))
        results = assess(PLAN, returns, earlier, month.last)
        wanted[path.name] = {
            ("Milestones", each.milestone.ref): (
                each.state.value,
                said_of(needs_of(results, each), each.state.value),
            )
            for each in results.deadlines
        }
    again = tmp_path / "again"
    again.mkdir()
    recalculated = libreoffice.convert(blanks, "xlsx", again)
    assert {path.name: words_in(path) for path in recalculated} == wanted
    seen = {state for words in wanted.values() for state, _ in words.values()}
    assert {state for state in seen if state.startswith("Due")} == {
        f"Due this {each}" for each in Period if each != "month"
    }


def test_the_formulas_and_colours_of_a_plan_of_all_periods_are_short_enough() -> None:
    month = Month(2017, 7)
    workbook = openpyxl.load_workbook(io.BytesIO(return_workbook(PLAN, PLAN.priorities[0], month)))
    sheet = workbook["Milestones"]
    assert all(len(str(cell.value)) < 8192 for row in sheet.iter_rows() for cell in row)
    rules = [rule.formula[0] for cells in sheet.conditional_formatting for rule in cells.rules]
    assert all(len(rule) <= 255 for rule in rules), "Excel takes no longer one"
    for state in deadline_meanings(PLAN):
        assert sum(f'"{state}"' in rule for rule in rules) == 1, "each word has its colour, once"


def test_only_the_words_that_a_plan_can_give_are_explained() -> None:
    monthly = small_plan()
    assert not [
        each for each in deadline_meanings(monthly) if each.period not in (None, Period.MONTH)
    ]
    quarterly = replace(monthly, milestones=PLAN.milestones[1:2])
    assert {
        each.value for each in deadline_meanings(quarterly) if each.period is Period.QUARTER
    } == {
        "Done this quarter",
        "Due this quarter",
        "Missed this quarter",
        "Missed last quarter",
    }
    assert set(deadline_meanings(PLAN)) == {each for each in DeadlineState if not each.is_withdrawn}


@pytest.mark.parametrize(
    ("last_done", "month", "reason"),
    [
        (None, Month(2017, 4), "Due by 30 June 2017."),
        (Month(2017, 6), Month(2017, 7), "Last done in June 2017; due by 30 September 2017."),
        (Month(2017, 7), Month(2017, 9), "Done in July 2017."),
        (
            Month(2017, 6),
            Month(2017, 9),
            "Not done in the quarter to September 2017; last done in June 2017.",
        ),
        (
            Month(2017, 6),
            Month(2017, 10),
            "Not done in the quarter to September 2017; last done in June 2017.",
        ),
        (
            None,
            Month(2017, 10),
            "Not done in the quarter to September 2017; no date it was done has been returned so "
            "far.",
        ),
    ],
)
def test_the_reason_names_the_period(
    tmp_path: Path, last_done: Month | None, month: Month, reason: str
) -> None:
    plan = replace(PLAN, milestones=PLAN.milestones[1:2])
    (ref,) = (each.ref for each in plan.milestones)
    folder = tmp_path / str(month)
    folder.mkdir()
    returned(folder, plan, "A", {}, month)
    returns, _ = returns_for(month, read_folder(folder, plan))
    results = assess(
        plan, returns, Earlier(last_done={(ref, 1): last_done} if last_done else {}), month.last
    )
    assert deadline_reason(results.deadlines[0], month.last) == reason
    messages = [each.message for each in results.findings if each.code == "no-update"]
    is_missed = results.deadlines[0].state.value.startswith("Missed")
    asked = "A2 is a quarterly item, and there is no date it was done this quarter."
    assert messages == ([asked] if is_missed else [])


def test_that_a_new_period_began_is_no_news() -> None:
    """A plan that is reported monthly; the item was done in May and in November."""
    plan = replace(PLAN, milestones=PLAN.milestones[1:2])
    (ref,) = (each.ref for each in plan.milestones)
    told, positions, earlier = list[str](), list[Position](), Earlier()
    for month in months_between(STARTS, date(2018, 3, 31)):
        done = DeadlineEntry(completed=month.first) if month.number in (5, 11) else DeadlineEntry()
        returns = Returns(month, (Input("a.xlsx", "", "A"),), {}, {(ref, 1): done})
        assessment = assess(plan, returns, earlier, month.last)
        told += [
            f"{month.in_words}: {each.was} → {each.now}"
            for each in changes_of(assessment, positions)
        ]
        positions.append(position_of(assessment))
        earlier = after(earlier, returns)
    assert told == [
        "May 2017: Due this quarter → Done this quarter",
        "September 2017: Due this quarter → Missed this quarter",
        "November 2017: Missed last quarter → Done this quarter",
        "March 2018: Due this quarter → Missed this quarter",
    ]
