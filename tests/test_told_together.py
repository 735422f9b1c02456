"""What columns, months, years and editions tell together that none of them tells alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.reported_position import Position
from cyps_reports.disclosure.month import public_month
from cyps_reports.disclosure.published import Published
from cyps_reports.disclosure.shown import Disclosure, disclosure_of
from cyps_reports.history.followed import Followed
from cyps_reports.history.joined_months import History
from cyps_reports.plan.cell_texts import plan_cells
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import AboutChildren, EarlierYear, Measure, Polarity
from cyps_reports.plan.model.units import Unit
from cyps_reports.returns.model import Absent, MeasureEntry, Returns
from tests.attacker.tables import Row
from tests.tools.small_plan import small_plan
from tests.tools.small_tables import JULY, JUNE, TOTAL, C, disclosed, exposed_by_both, share, told

MARCH = Month(2017, 3)
ROWS = ("A1", "A2", "A3", "A4")


def published(month: Month, disclosure: Disclosure) -> Published:
    """What an edition showed."""
    shown = disclosure.shown.items()
    return Published(
        month, {place: None if isinstance(each, Absent) else each for place, each in shown}
    )


def counted(number: int, **said: object) -> Measure:
    measure = Measure("A", number, "", f"Row {number}", Unit.COUNT, Polarity.LOWER)
    return replace(measure, about_children=AboutChildren.YES, **said)  # type: ignore[arg-type]


SUM = (counted(1, sum_of=("A2", "A3", "A4")), counted(2), counted(3), counted(4))


def returned(month: Month, *figures: int | None, as_at: date | None = None) -> Returns:
    """The rows' figures in their order, None where none was given."""
    given = zip(ROWS, figures, strict=False)
    day = as_at or month.last
    return Returns(
        month,
        measures={
            (ref, ""): MeasureEntry(Decimal(figure), day)
            for ref, figure in given
            if figure is not None
        },
    )


def hidden(disclosure: Disclosure, month: Month) -> set[str]:
    return {ref for ((ref, _), column) in disclosure.shown if column == month} & {
        ref for ref in ROWS if disclosure.is_hidden((ref, ""), month)
    }


def test_what_is_hidden_beside_says_nothing_of_its_size() -> None:
    """B and c are alike: were the smaller one hidden, it would be known to be the smaller."""
    one = told(TOTAL, {JUNE: {"total": 53, "a": 3, "b": 25, "c": 25}})
    other = told(TOTAL, {JUNE: {"total": 53, "a": 1, "b": 27, "c": 25}})
    assert one == other


def test_a_part_that_nobody_gave_leaves_no_more_than_the_rest() -> None:
    """53 in all, 20 and 30 shown: the hidden one would be 3 at most."""
    disclosure = disclosure_of(small_plan(measures=SUM), (returned(JUNE, 53, None, 20, 30),))
    assert hidden(disclosure, JUNE) == set()
    five = replace(SUM[0], sum_of=("A2", "A3", "A4", "A5"))
    plan = small_plan(measures=(five, *SUM[1:], counted(5)))
    disclosure = disclosure_of(plan, (returned(JUNE, 53, 3, 20, 30),))
    assert hidden(disclosure, JUNE) == {"A2", "A3"}


def test_the_same_day_tells_the_same_figure() -> None:
    """July reports June's figures again, without the sum beside which one was hidden."""
    returns = (returned(JUNE, 53, 3, 20, 30), returned(JULY, None, 3, 20, 30, as_at=JUNE.last))
    disclosure = disclosure_of(small_plan(measures=SUM), returns)
    assert hidden(disclosure, JUNE) == hidden(disclosure, JULY) == {"A2", "A3"}


def test_another_day_tells_another_figure() -> None:
    returns = (returned(JUNE, 53, 3, 20, 30), returned(JULY, None, 3, 20, 30))
    disclosure = disclosure_of(small_plan(measures=SUM), returns)
    assert hidden(disclosure, JULY) == {"A2"}


@pytest.mark.parametrize("column", ["outturn", "2016/17"])
def test_last_years_outturn_is_last_years_last_month(column: str) -> None:
    """The plan gives the parts of last year, and March tells their sum."""
    said = [
        {"outturn": Decimal(figure)}
        if column == "outturn"
        else {"earlier_years": (EarlierYear(column, Decimal(figure)),)}
        for figure in (3, 20, 30)
    ]
    rows = (SUM[0], *(replace(row, **each) for row, each in zip(SUM[1:], said, strict=True)))
    disclosure = disclosure_of(small_plan(measures=rows), (returned(MARCH, 53, 3, 20, 30),))
    shown = {ref: disclosure.shown[(ref, ""), column] for ref in ROWS[1:]}
    assert shown == {"A2": C, "A3": C, "A4": Decimal(30)}


def test_what_was_kept_back_stays_so_where_the_plan_forgets_why() -> None:
    returns = (returned(JUNE, 53, 3, 20, 30),)
    first = published(JUNE, disclosure_of(small_plan(measures=SUM), returns))
    alone = small_plan(measures=(replace(SUM[0], sum_of=()), *SUM[1:]))
    assert hidden(disclosure_of(alone, returns, (first,)), JUNE) == {"A2", "A3"}
    workers = tuple(replace(each, about_children=AboutChildren.NO) for each in alone.measures)
    forgot = small_plan(measures=workers)
    assert hidden(disclosure_of(forgot, returns, (first,)), JUNE) == {"A2", "A3"}


def test_a_correction_tells_nothing_of_what_was_kept_back_before() -> None:
    """A was 3 and is 8 now; the share that came with it would give b away, and so what a was."""
    rows = [*TOTAL, Row("share of a", 100, above="a", below="total")]
    before = {"total": 53, "a": 3, "b": 20, "c": 30}
    after: dict[str, Any] = {"total": 58, "a": 8, "b": 20, "c": 30, "share of a": share(8, 58)}
    first = disclosed(rows, {JUNE: before})
    shown = told(rows, {JUNE: after}, published=(published(JUNE, first),))
    names = {f"A{at}": row.name for at, row in enumerate(rows, start=1)}
    once = {(names[ref], JUNE): each for ((ref, _), _), each in first.shown.items()}
    assert shown["c", JUNE] == 30
    assert shown["share of a", JUNE] is C
    assert exposed_by_both(rows, before, once, {JUNE: after}, shown) == []
    with_share = shown | {("share of a", JUNE): after["share of a"]}
    found = exposed_by_both(rows, before, once, {JUNE: after}, with_share)
    assert found == ["('a', '2017-06') can only be {3}"]


def test_rows_of_last_year_are_known_by_what_they_were() -> None:
    """Last year A2 was A12: what was kept back of it then is kept back now."""
    plan = small_plan(measures=SUM)
    was = {(f"A1{number}", ""): (f"A{number}", "") for number in range(1, 5)}
    figures: dict[object, Decimal | None] = {
        (("A11", ""), MARCH): Decimal(53),
        (("A12", ""), MARCH): None,
        (("A13", ""), MARCH): None,
        (("A14", ""), MARCH): Decimal(30),
        (("A14", ""), "outturn"): None,
    }
    before = returned(MARCH, None, 3, 20, 30)
    followed = Followed(returns=(before,), rows_then={MARCH: was})
    assessment = assess(plan, returned(JUNE, 60, 10, 20, 30), Earlier(), JUNE.last)
    edition = Published(MARCH, figures)  # type: ignore[arg-type]
    told_now = public_month(assessment, History(followed=followed), (edition,)).disclosure
    assert hidden(told_now, MARCH) == {"A2", "A3"}
    assert hidden(told_now, JUNE) == set()


@pytest.mark.parametrize(
    ("row", "changed"),
    [
        ("A2", {"outturn": Decimal(4)}),
        ("A2", {"outturn_note": "4 of 12 children"}),
        ("A3", {"outturn": Decimal(22)}),
        ("A3", {"earlier_years": (EarlierYear("2015/16", Decimal(9), "4 of them girls"),)}),
    ],
)
def test_a_change_of_the_plan_tells_no_hidden_figure(row: str, changed: dict[str, object]) -> None:
    """Last month's plan said otherwise of a row that is about children, or was part of a sum."""
    past = (Decimal(53), Decimal(3), Decimal(20), Decimal(30))
    rows = tuple(replace(each, outturn=at) for each, at in zip(SUM, past, strict=True))
    rows = (*rows[:2], *(replace(each, about_children=AboutChildren.NO) for each in rows[2:]))
    plan = small_plan(measures=rows)
    then = small_plan(
        measures=tuple(replace(each, **changed) if each.ref == row else each for each in rows)  # type: ignore[arg-type]
    )
    position = Position(JUNE, JUNE.last, cells=plan_cells(then))
    history = History(positions=(position,))
    assessment = assess(plan, returned(JULY, 53, 3, 20, 30), Earlier(), JULY.last)
    assert public_month(assessment, history).changes == ()


def test_a_change_of_what_is_no_figure_is_told() -> None:
    plan = small_plan(measures=SUM)
    then = small_plan(measures=(*SUM[:3], replace(SUM[3], frequency="yearly")))
    history = History(positions=(Position(JUNE, JUNE.last, cells=plan_cells(then)),))
    assessment = assess(plan, returned(JULY, 53, 3, 20, 30), Earlier(), JULY.last)
    assert [each.ref for each in public_month(assessment, history).changes] == ["A4"]
