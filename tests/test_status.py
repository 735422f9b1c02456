"""Who has returned, how complete it is, and when the month closes."""

from dataclasses import replace
from datetime import date

import pytest

from cyps_reports import cli, locations
from cyps_reports.letters.status import closing_words, status_lines, status_of
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.dates.working_days import (
    is_working_day,
    working_days_after,
    working_days_between,
)


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2012, 9, 30), 5, date(2012, 10, 5)),
        (date(2012, 8, 31), 1, date(2012, 9, 3)),
        (date(2012, 12, 24), 1, date(2012, 12, 27)),  # Christmas Day and Boxing Day
        (date(2012, 12, 31), 5, date(2013, 1, 8)),  # New Year's Day
        (
            date(2012, 5, 31),
            2,
            date(2012, 6, 6),
        ),  # the late Spring bank holiday, and the Diamond Jubilee
        (date(2013, 3, 28), 1, date(2013, 4, 2)),  # Good Friday and Easter Monday
        (date(2026, 4, 30), 2, date(2026, 5, 5)),  # the early May bank holiday
        (date(2012, 9, 30), 0, date(2012, 9, 30)),
    ],
)
def test_working_days_in_england(day: date, number: int, expected: date) -> None:
    assert working_days_after(day, number) == expected
    assert working_days_between(day, expected) == number


def test_scotlands_holidays_are_not_englands() -> None:
    assert is_working_day(date(2013, 1, 2))
    assert not is_working_day(date(2012, 8, 27))


def test_who_has_returned_and_how_complete(august: CheckedMonth) -> None:
    statuses = status_of(august.assessment)
    assert [each.code for each in statuses] == list("ABCDE")
    assert [each.workbooks for each in statuses][3] == ()
    assert sum(each.rows for each in statuses) == 41 + 113
    assert all(0 < each.done <= each.rows for each in statuses if each.workbooks)
    assert any(each.done < each.rows for each in statuses if each.workbooks)
    assert status_lines(statuses)[3] == "D: not returned"
    assert status_lines(statuses)[0].startswith("A: ")
    assert statuses[3].done == 0


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2012, 10, 1), "4 working days from today."),
        (date(2012, 10, 4), "1 working day from today."),
        (date(2012, 10, 5), "that is today."),
    ],
)
def test_by_when_the_month_closes(september: CheckedMonth, today: date, said: str) -> None:
    start = "The month closes on 5 October 2012, 5 working days after the month's end; "
    assert closing_words(september.assessment, today) == start + said


@pytest.mark.parametrize("today", [date(2012, 10, 6), date(2026, 11, 27)])
def test_when_the_month_closed_is_said_by_its_day(september: CheckedMonth, today: date) -> None:
    said = "The month closed on 5 October 2012, 5 working days after the month's end."
    assert closing_words(september.assessment, today) == said


def test_the_plan_sets_when_the_month_closes(september: CheckedMonth) -> None:
    plan = replace(september.assessment.plan, closing_days=1)
    words = closing_words(replace(september.assessment, plan=plan), date(2012, 9, 30))
    assert (
        words
        == "The month closes on 1 October 2012, 1 working day after the month's end; 1 working "
        "day from today."
    )


def test_status_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["status", str(locations.example_returns() / "2012-08")]) == 0
    said = capsys.readouterr().out
    assert "D: not returned" in said
    assert "4 of 5 returned." in said
