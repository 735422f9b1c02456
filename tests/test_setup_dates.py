"""Dates in the cells of plans, in the forms that published ones have: read or left open."""

from datetime import date

import pytest

from cyps_reports.setup.meaning.date_cells import DeadlineSaid, PlanTime, deadlines_in
from cyps_reports.setup.sources.source import SourceCell, SourcePlace
from cyps_reports.workbooks.grid import RawCell

YEAR = PlanTime(date(2017, 4, 1), date(2018, 3, 31))


def read(said: str) -> tuple[DeadlineSaid, ...]:
    place = SourcePlace("plan.docx", "table 1", "row 2, column 3")
    return deadlines_in(SourceCell(RawCell(said), place, 1, 2), YEAR)


@pytest.mark.parametrize(
    ("said", "due", "purpose"),
    [
        ("31 March 2018", date(2018, 3, 31), ""),
        ("31st March, 2018", date(2018, 3, 31), ""),
        ("Friday 30 June 2017", date(2017, 6, 30), ""),
        ("31-Mar-18", date(2018, 3, 31), ""),
        ("31.3.18", date(2018, 3, 31), ""),
        ("13/9/17", date(2017, 9, 13), ""),
        ("2017-06-30", date(2017, 6, 30), ""),
        ("No later than 30 June 2017", date(2017, 6, 30), ""),
        ("30 June 2017 at the latest", date(2017, 6, 30), ""),
        ("30 June 2017*", date(2017, 6, 30), ""),
        ("30 June 2017 (draft)", date(2017, 6, 30), "draft"),
        ("100% by March 2018", "by March 2018", "100%"),
        ("Phase 1 – June 2017", "June 2017", "Phase 1"),
        ("end of autumn term 2017", "end of autumn term 2017", ""),
        ("Quarter 3 2017-18", "Quarter 3 2017-18", ""),
        ("Q3", "Q3", ""),
        ("TBC", "TBC", ""),
    ],
)
def test_a_date_is_read_with_its_words_and_what_it_is_for(
    said: str, due: date | str, purpose: str
) -> None:
    assert read(said) == (DeadlineSaid(due, purpose=purpose),)


RECURS = {
    "monthly": ("Monthly", "every month", "Each month"),
    "quarterly": ("Quarterly", "Every quarter", "each quarter"),
    "termly": ("Termly", "Every term", "Each term"),
    "half-yearly": (
        *("Half-yearly", "half yearly", "Six-monthly", "six monthly", "6-monthly", "6 monthly"),
        "Twice a year",
    ),
    "annual": ("Annual", "Annually", "Yearly", "Every year", "each year"),
    "ongoing": ("On-going", "Ongoing", "Continuous", "continuously"),
}


@pytest.mark.parametrize(
    ("said", "recurrence"), [(said, each) for each, several in RECURS.items() for said in several]
)
def test_what_recurs_is_read(said: str, recurrence: str) -> None:
    assert read(said) == (DeadlineSaid(recurrence=recurrence),)


@pytest.mark.parametrize(
    "said",
    [
        *("29 and 30 June 2017", "29 or 30 June 2017", "29, & 30 June 2017"),
        *("31 March", "March '18", "09/2017", "2017/18", "Easter 2018", "1/9/17"),
        *("31 June 2017", "29/02/2017", "30 June 20117", "Thursday 30 June 2017", "30 June 2027"),
        *("April to September 2017", "April - June 2017", "April 2017 - March 2018"),
        *("1 April 2017 – 31 March 2018", "From 1 September 2017", "Sept 2017 onwards"),
        *("Ongoing from April 2017", "Monthly until March 2018", "Ongoing, reviewed quarterly"),
        *("30 June 2017 and monthly thereafter", "30 June and 30 September 2017"),
        *("June & September 2017", "June, July 2017", "30 June 2017 (draft), 30 September (final)"),
        *("31/03/2018 (was 31/12/2017)", "Start: June 2017 End: March 2018", "Start June 2017"),
        *("bi-monthly", "2-monthly", "3-monthly", "twice yearly", "bi-annual", "half-termly"),
        *("Weekly / monthly", "fortnightly", "every two months", "Q3 17/18", "Autumn term 1"),
        *("mid-June 2017", "~31/12/2017", "w/c 5 June 2017", "TBC – September 2017", "ASAP"),
        *("Completed 12 May 2017", "Immediate", "6 months", "Year end"),
    ],
)
def test_what_is_no_plain_date_is_left_open(said: str) -> None:
    (deadline,) = read(said)
    assert deadline.refused is not None
    assert not isinstance(deadline.due, date)
    assert deadline.recurrence == deadline.at_approval == ""


@pytest.mark.parametrize(
    ("said", "is_often"),
    [
        ("Monthly from September 2017", True),
        ("Ongoing, reviewed quarterly", True),
        ("30 June 2017 and monthly thereafter", False),
        ("half-termly", False),
        ("From April 2017 and then weekly", True),
    ],
)
def test_of_what_recurs_it_is_open_how_often_rather_than_the_day(
    said: str, *, is_often: bool
) -> None:
    (deadline,) = read(said)
    assert deadline.is_often is is_often
    told = "says more than how often it recurs" if is_often else ""
    assert deadline.refused is not None
    assert told in deadline.refused.message


@pytest.mark.parametrize(
    "said",
    [
        "Sept 2017 (Year 1) Jan 2018 (Year 2)",
        "Sept 2017 (Year 1)\nJan 2018 (Year 2)",
        "Year 1: Sept 2017; Year 2: Jan 2018",
    ],
)
def test_several_dates_are_deadlines_each_with_what_it_is_for(said: str) -> None:
    first, second = read(said)
    assert first == DeadlineSaid("Sept 2017", purpose="Year 1")
    assert second == DeadlineSaid("Jan 2018", purpose="Year 2")
