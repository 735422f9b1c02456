"""What is hidden of small tables, held against somebody who reckons with all that is shown."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cyps_reports.disclosure import hiding
from cyps_reports.disclosure.possible import Effort
from cyps_reports.disclosure.published import Published
from cyps_reports.disclosure.shown import Disclosure, disclosure_of
from cyps_reports.plan.dates import Month
from cyps_reports.plan.measure import AboutChildren, Basis, Measure, Polarity
from cyps_reports.plan.small_numbers import SmallNumbers
from cyps_reports.plan.units import Unit
from cyps_reports.returns.model import Absent, MeasureEntry, Returns
from tests.attacker.tables import Known, Row
from tests.tools.small_plan import small_plan

JUNE, JULY = Month(2017, 6), Month(2017, 7)
C = Absent.CONFIDENTIAL


def measure(row: Row, number: int, refs: dict[str, str]) -> Measure:
    """The plan's row of what the attacker knows as a row."""
    said = row.below if isinstance(row.below, str) else f"{row.below}"
    return Measure(
        "A",
        number,
        "",
        row.name,
        Unit.PERCENT if row.out_of else Unit.COUNT,
        Polarity.HIGHER,
        decimals_set=1 if row.out_of else 0,
        basis_set=Basis.CUMULATIVE if row.is_so_far else None,
        about_children=AboutChildren.YES,
        numerator=refs.get(row.above, ""),
        denominator=refs.get(said, said),
        sum_of=tuple(refs[part] for part in row.parts),
    )


def told(
    rows: list[Row],
    figures: dict[Month, dict[str, Any]],
    rule: SmallNumbers = SmallNumbers.COUNTS,
    published: tuple[Published, ...] = (),
) -> dict[tuple[str, Month], Decimal | Absent]:
    """What is shown, by row and month."""
    shown = disclosed(rows, figures, rule, published)
    names = {f"A{at}": row.name for at, row in enumerate(rows, start=1)}
    return {(names[ref], column): value for ((ref, _), column), value in shown.shown.items()}  # type: ignore[misc]


def disclosed(
    rows: list[Row],
    figures: dict[Month, dict[str, Any]],
    rule: SmallNumbers = SmallNumbers.COUNTS,
    published: tuple[Published, ...] = (),
) -> Disclosure:
    refs = {row.name: f"A{at}" for at, row in enumerate(rows, start=1)}
    plan = small_plan(
        measures=tuple(measure(row, at, refs) for at, row in enumerate(rows, start=1)),
        small_numbers=rule,
    )
    returned = [
        Returns(
            month,
            measures={
                (refs[name], ""): MeasureEntry(Decimal(str(value))) for name, value in given.items()
            },
        )
        for month, given in figures.items()
    ]
    return disclosure_of(plan, returned, published)


def share(above: int, below: int) -> Decimal:
    exact = Decimal(above) * 100 / below
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


TOTAL = [Row("total", parts=("a", "b", "c")), Row("a"), Row("b"), Row("c")]


@pytest.mark.parametrize(
    ("figures", "hidden"),
    [
        ({"total": 60, "a": 10, "b": 20, "c": 30}, set()),
        ({"total": 53, "a": 3, "b": 20, "c": 30}, {"a", "b"}),
        ({"total": 50, "a": 0, "b": 20, "c": 30}, set()),
        ({"total": 24, "a": 1, "b": 2, "c": 21}, {"a", "b", "c"}),
        ({"total": 9, "a": 4, "b": 5, "c": 0}, {"a", "b"}),
        ({"total": 3, "a": 1, "b": 2, "c": 0}, {"a", "b", "total"}),
        ({"total": 6, "a": 1, "b": 2, "c": 3}, {"a", "b", "c", "total"}),
        ({"total": 3, "a": 3, "b": 0, "c": 0}, {"a", "total"}),
    ],
)
def test_a_small_count_and_what_would_give_it_back(
    figures: dict[str, int], hidden: set[str]
) -> None:
    shown = told(TOTAL, {JUNE: figures})
    assert {name for (name, _), each in shown.items() if each is C} == hidden
    assert all(each == figures[name] for (name, _), each in shown.items() if each is not C)


PARTS = [Row("of all"), Row("some"), Row("share", 100, above="some", below="of all")]


@pytest.mark.parametrize(
    ("above", "below", "hidden"),
    [
        (30, 100, set()),
        (3, 12, {"some", "share"}),
        (0, 12, set()),
        (12, 12, set()),
        (9, 12, {"some", "share"}),
        (2, 4, {"some", "share", "of all"}),
    ],
)
def test_a_share_rests_on_its_counts(above: int, below: int, hidden: set[str]) -> None:
    figures = {"of all": below, "some": above, "share": share(above, below)}
    shown = told(PARTS, {JUNE: figures})
    assert {name for (name, _), each in shown.items() if each is C} == hidden


@pytest.mark.parametrize(
    ("figure", "below", "is_hidden"),
    [("25.0", 12, True), ("25.0", 400, False), ("11.8", 34, True), ("0.0", 12, False)],
)
def test_a_numerator_is_worked_out(figure: str, below: int, *, is_hidden: bool) -> None:
    shown = told([Row("share", 100, below=below)], {JUNE: {"share": figure}})
    assert (shown["share", JUNE] is C) is is_hidden


def test_a_share_of_nobody_knows_how_many_is_not_shown() -> None:
    assert told([Row("share", 100)], {JUNE: {"share": "25.0"}})["share", JUNE] is C


def test_the_older_rule() -> None:
    rule = SmallNumbers.OLDER
    assert told([Row("a")], {JUNE: {"a": 0}}, rule)["a", JUNE] is C
    assert told([Row("a")], {JUNE: {"a": 6}}, rule)["a", JUNE] == 6
    few = told(PARTS, {JUNE: {"of all": 10, "some": 8, "share": share(8, 10)}}, rule)
    assert few["share", JUNE] is C


def test_rounded_sums_and_shares_come_from_rounded_counts() -> None:
    rows = [*TOTAL, Row("share", 100, above="a", below="total")]
    figures = {"total": 17, "a": 3, "b": 6, "c": 8, "share": share(3, 17)}
    shown = told(rows, {JUNE: figures}, SmallNumbers.FIVES)
    assert {name: each for (name, _), each in shown.items()} == {
        "a": 5,
        "b": 5,
        "c": 10,
        "total": 20,
        "share": Decimal("25.0"),
    }
    low = told([Row("a")], {JUNE: {"a": 2}}, SmallNumbers.FIVES)
    assert low["a", JUNE] is Absent.LOW
    assert told([Row("a")], {JUNE: {"a": 0}}, SmallNumbers.FIVES)["a", JUNE] == 0


def test_what_was_kept_back_once_stays_so() -> None:
    """B was hidden in June beside a; now that c is smaller, b must not come back."""
    figures = {"total": 53, "a": 3, "b": 20, "c": 30}
    first = disclosed(TOTAL, {JUNE: figures})
    edition = Published(
        JUNE,
        {place: None if isinstance(each, Absent) else each for place, each in first.shown.items()},
    )
    later = {JUNE: figures | {"c": 12, "total": 35}, JULY: figures}
    shown = told(TOTAL, later, published=(edition,))
    assert shown["b", JUNE] is C
    assert shown["a", JUNE] is C
    assert [shown["c", JUNE], shown["total", JUNE]] == [Decimal(12), Decimal(35)]


def test_where_it_would_take_too_long_all_around_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hiding, "Effort", lambda: Effort(3))
    rows = [*TOTAL, Row("apart")]
    figures = {JUNE: {"total": 53, "a": 3, "b": 20, "c": 30, "apart": 40}}
    disclosure = disclosed(rows, figures)
    assert {ref for ((ref, _), _), each in disclosure.shown.items() if each is C} == {
        "A1",
        "A2",
        "A3",
        "A4",
    }
    assert disclosure.told == frozenset()


# Tables at random, and somebody who reckons with all that is shown of them.


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Row], dict[Month, dict[str, Any]]]:
    """Sums of sums, shares of their parts, over two months; some of the year so far."""
    parts = draw(st.integers(2, 4))
    names = [f"part {at}" for at in range(parts)]
    is_so_far = draw(st.booleans())
    rows = [Row(name, is_so_far=is_so_far) for name in names]
    rows.append(Row("total", parts=tuple(names), is_so_far=is_so_far))
    has_more = draw(st.booleans())
    if has_more:
        rows.append(Row("other", is_so_far=is_so_far))
        rows.append(Row("all", parts=("total", "other"), is_so_far=is_so_far))
    of_whole = draw(st.sampled_from(("total", "all" if has_more else "total")))
    for name in draw(st.lists(st.sampled_from(names), max_size=2, unique=True)):
        rows.append(Row(f"share of {name}", 100, above=name, below=of_whole))
    sizes = st.sampled_from((0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 14, 25, 60))
    figures: dict[Month, dict[str, Any]] = {}
    before = dict.fromkeys((*names, "other"), 0)
    for month in (JUNE, JULY):
        counts = {name: draw(sizes) + (before[name] if is_so_far else 0) for name in before}
        before = counts
        given: dict[str, Any] = {name: counts[name] for name in names}
        given["total"] = sum(given.values())
        if has_more:
            given |= {"other": counts["other"], "all": given["total"] + counts["other"]}
        for row in rows:
            if row.out_of and given[of_whole]:
                given[row.name] = share(given[row.above], given[of_whole])
        figures[month] = given
    return rows, figures


Shown = dict[tuple[str, Month], Decimal | Absent]


def exposed(
    rows: list[Row],
    figures: dict[Month, dict[str, Any]],
    shown: Shown,
    small: range = range(1, 6),
) -> list[str]:
    """What somebody can tell of hidden counts that are small, and of those behind hidden shares.

    Each that could be, were nothing shown but noughts and that the others are none, stays possible.
    """
    cells = {
        (name, str(month)): None if isinstance(each, Absent) else each
        for (name, month), each in shown.items()
    }
    known = Known(rows, cells, least=small[0])
    bare = {cell: None if each or small[0] == 0 else each for cell, each in cells.items()}
    least_told = Known(rows, bare, least=small[0])
    found = []
    for row in rows:
        for month, told_of in figures.items():
            if row.name not in told_of:
                continue
            column = str(month)
            targets: dict[tuple[object, ...], Any] = {(row.name, column): told_of[row.name]}
            if row.out_of:
                above, below = told_of[row.above], told_of[str(row.below)]
                targets = {(row.above, column): above, ("rest", row.name, column): below - above}
            for unknown, truth in targets.items():
                if truth in small and any(
                    not known.system.can_be(unknown, each)
                    for each in least_told.system.possible(unknown, small)
                ):
                    found.append(f"{unknown} is {truth}")
    return found


@pytest.mark.share(40)
@settings(max_examples=60, deadline=None)
@given(tables())
def test_nobody_can_tell_a_small_count(
    table: tuple[list[Row], dict[Month, dict[str, Any]]],
) -> None:
    rows, figures = table
    shown = told(rows, figures)
    assert exposed(rows, figures, shown) == []
    for (name, month), each in shown.items():
        assert each is C or each == figures[month][name]


@pytest.mark.share(20)
@settings(max_examples=30, deadline=None)
@given(tables())
def test_nobody_can_tell_a_small_count_by_the_older_rule(
    table: tuple[list[Row], dict[Month, dict[str, Any]]],
) -> None:
    rows, figures = table
    shown = told(rows, figures, SmallNumbers.OLDER)
    assert exposed(rows, figures, shown, range(6)) == []


@pytest.mark.share(30)
@settings(max_examples=40, deadline=None)
@given(tables(), st.data())
def test_two_editions_tell_no_more_than_one(
    table: tuple[list[Row], dict[Month, dict[str, Any]]], data: st.DataObject
) -> None:
    """June is published, and again with July, after a part of it was corrected."""
    rows, figures = table
    # A count of the year so far that is corrected to more than it is later is no count of it.
    assume(not rows[0].is_so_far)
    first = disclosed(rows, {JUNE: figures[JUNE]})
    values = {
        place: None if isinstance(each, Absent) else each for place, each in first.shown.items()
    }
    corrected = corrected_in(rows, figures[JUNE], data)
    later = {JUNE: corrected, JULY: figures[JULY]}
    shown = told(rows, later, published=(Published(JUNE, values),))
    names = {f"A{at}": row.name for at, row in enumerate(rows, start=1)}
    for ((ref, _), _), figure in values.items():
        # What was shown and still holds is known, whatever the later edition shows.
        if figure is not None and figure == corrected.get(names[ref]):
            shown[names[ref], JUNE] = figure
    assert exposed(rows, later, shown) == []
    assert exposed(rows, {JUNE: figures[JUNE]}, together(first, shown, names, figures[JUNE])) == []


def corrected_in(
    rows: list[Row], given_first: dict[str, Any], data: st.DataObject
) -> dict[str, Any]:
    """The same with another figure of a part, and its sums and shares as they then are."""
    parts = [row.name for row in rows if not row.out_of and not row.parts]
    name = data.draw(st.sampled_from(parts))
    figures = {**given_first, name: data.draw(st.sampled_from((0, 2, 4, 7, 12, given_first[name])))}
    for row in rows:
        if row.parts:
            figures[row.name] = sum(figures[part] for part in row.parts)
        elif row.out_of and figures[str(row.below)]:
            figures[row.name] = share(figures[row.above], figures[str(row.below)])
        elif row.out_of:
            figures.pop(row.name, None)
    return figures


def together(
    first: Disclosure, later: Shown, names: dict[str, str], figures: dict[str, Any]
) -> Shown:
    """What the first edition showed, and the later one of figures that stayed the same."""
    known: Shown = {}
    for ((ref, _), month), figure in first.shown.items():
        assert isinstance(month, Month)
        cell, name = (names[ref], month), names[ref]
        known[cell] = figure
        again = later.get(cell)
        if isinstance(figure, Absent) and again == figures[name] and not isinstance(again, Absent):
            known[cell] = again if again is not None else figure
    return known


def test_the_attacker_finds_what_is_left_open() -> None:
    """The small counts alone are hidden: each can be reckoned."""
    figures = {JUNE: {"total": 53, "a": 3, "b": 20, "c": 30}}
    shown: dict[tuple[str, Month], Decimal | Absent] = {
        ("total", JUNE): Decimal(53),
        ("a", JUNE): C,
        ("b", JUNE): Decimal(20),
        ("c", JUNE): Decimal(30),
    }
    assert exposed(TOTAL, figures, shown) == ["('a', '2017-06') is 3"]
