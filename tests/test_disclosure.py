"""What is hidden of small tables, held against somebody who reckons with all that is shown."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cyps_reports.disclosure import hiding
from cyps_reports.disclosure.possible import Effort
from cyps_reports.disclosure.published import Published
from cyps_reports.disclosure.rule import RULES
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.small_numbers import SmallNumbers
from cyps_reports.returns.model import Absent
from tests.attacker.tables import Row
from tests.tools.shares import share_of
from tests.tools.small_tables import (
    JULY,
    JUNE,
    PARTS,
    TOTAL,
    C,
    Shown,
    disclosed,
    exposed,
    exposed_by_both,
    share,
    told,
)


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
    [
        ("25.0", 12, True),
        ("25.0", 400, False),
        ("11.8", 34, True),
        ("0.1", 8_000, True),  # of 4 to 11
        ("0.1", 12_000, False),  # of 6 to 17
        ("0.0", 12, False),
    ],
)
def test_a_numerator_is_worked_out(figure: str, below: int, *, is_hidden: bool) -> None:
    shown = told([Row("share", 100, below=below)], {JUNE: {"share": figure}})
    assert (shown["share", JUNE] is C) is is_hidden


def test_a_share_of_nobody_knows_how_many_is_not_shown() -> None:
    assert told([Row("share", 100)], {JUNE: {"share": "25.0"}})["share", JUNE] is C


def test_a_share_of_a_part_gives_another_part_back() -> None:
    """50 of 103 are the only ones that are 48.5%, so with 50 in c there are 3 in a."""
    rows = [*TOTAL, Row("share", 100, above="b", below="total")]
    figures = {"total": 103, "a": 3, "b": 50, "c": 50, "share": share(50, 103)}
    shown = told(rows, {JUNE: figures})
    assert {name for (name, _), each in shown.items() if each is C} == {"a", "b", "share"}


@pytest.mark.parametrize(
    ("typed", "is_hidden"),
    [
        ("48.4", True),
        ("48.6", True),
        ("48.3", True),
        ("48.0", True),
        ("49.0", True),
        ("49.1", False),
        ("60.0", False),
    ],
)
def test_a_share_a_little_off_its_counts_gives_a_part_back_too(
    typed: str, *, is_hidden: bool
) -> None:
    """50 of 103 are 48.5%: who reckoned it of one more child or of last week's still tells b.

    Further off it is a share of others, and tells nothing of these.
    """
    rows = [*TOTAL, Row("share", 100, above="b", below="total")]
    shown = told(rows, {JUNE: {"total": 103, "a": 3, "b": 50, "c": 50, "share": typed}})
    hidden = {name for (name, _), each in shown.items() if each is C}
    assert hidden == ({"a", "b", "share"} if is_hidden else {"a", "b"})


def test_a_share_is_taken_to_be_no_further_off_than_it_is() -> None:
    """50 of 503 are 9.9%. A tenth more tells that b is 50 or 51, and so that a is 2 or 3; half a
    point off, a could be anything.
    """
    rows = [*TOTAL, Row("share", 100, above="b", below="total")]
    figures = {"total": 503, "a": 3, "b": 50, "c": 450, "share": "10.0"}
    assert told(rows, {JUNE: figures})["share", JUNE] is C


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


def test_a_rounded_share_rests_on_the_fewest_children_that_there_can_be() -> None:
    """32 are 75.0% of 42 or of 43, which round to 40 and to 45."""
    rows = [Row("some"), Row("share", 100, above="some")]
    shown = told(rows, {JUNE: {"some": 32, "share": "75.0"}}, SmallNumbers.FIVES)
    assert shown == {("some", JUNE): 30, ("share", JUNE): Decimal("75.0")}


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


@pytest.mark.share(40)
@settings(max_examples=share_of(60), deadline=None)
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
@settings(max_examples=share_of(30), deadline=None)
@given(tables())
def test_nobody_can_tell_a_small_count_by_the_older_rule(
    table: tuple[list[Row], dict[Month, dict[str, Any]]],
) -> None:
    rows, figures = table
    shown = told(rows, figures, SmallNumbers.OLDER)
    assert exposed(rows, figures, shown, range(6)) == []


@pytest.mark.share(40)
@settings(max_examples=share_of(60), deadline=None)
@given(tables(), st.sampled_from((SmallNumbers.FIVES, SmallNumbers.TENS)), st.data())
def test_rounded_figures_tell_no_more_than_what_the_counts_round_to(
    table: tuple[list[Row], dict[Month, dict[str, Any]]], rule: SmallNumbers, data: st.DataObject
) -> None:
    """Counts that round to the same are shown the same, with all sums and shares of them."""
    rows, figures = table
    other = {month: rounding_alike(rows, given, rule, data) for month, given in figures.items()}
    assert told(rows, figures, rule) == told(rows, other, rule)


def rounding_alike(
    rows: list[Row], given: dict[str, Any], rule: SmallNumbers, data: st.DataObject
) -> dict[str, Any]:
    """The same table with other counts, each of which rounds to the same."""
    step = RULES[rule].step
    figures = dict(given)
    for row in rows:
        if not (row.parts or row.out_of):
            nearest = (given[row.name] * 2 + step) // (2 * step) * step
            near = range(nearest - (step - 1) // 2 - (step + 1) % 2, nearest + (step + 1) // 2)
            # Nought is shown as it is, and so is told from what rounds to it.
            alike = [each for each in near if each > 0] if given[row.name] else [0]
            figures[row.name] = data.draw(st.sampled_from(alike))
    return made_up(rows, figures)


@pytest.mark.share(30)
@settings(max_examples=share_of(40), deadline=None)
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
    before: Shown = {(names[ref], JUNE): each for ((ref, _), _), each in first.shown.items()}
    assert exposed_by_both(rows, figures[JUNE], before, later, shown) == []


def corrected_in(
    rows: list[Row], given_first: dict[str, Any], data: st.DataObject
) -> dict[str, Any]:
    """The same with another figure of a part, and its sums and shares as they then are."""
    parts = [row.name for row in rows if not row.out_of and not row.parts]
    name = data.draw(st.sampled_from(parts))
    corrected = data.draw(st.sampled_from((0, 2, 4, 7, 12, given_first[name])))
    return made_up(rows, {**given_first, name: corrected})


def made_up(rows: list[Row], counts: dict[str, Any]) -> dict[str, Any]:
    """A table with its sums and shares as they are of these counts."""
    figures = dict(counts)
    for row in rows:
        if row.parts:
            figures[row.name] = sum(figures[part] for part in row.parts)
        elif row.out_of and figures[str(row.below)]:
            figures[row.name] = share(figures[row.above], figures[str(row.below)])
        elif row.out_of:
            figures.pop(row.name, None)
    return figures


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
