"""Small tables: as a plan and its returns, and as somebody sees them who reckons with all shown."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from cyps_reports.disclosure.published import Published
from cyps_reports.disclosure.shown import Disclosure, disclosure_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import AboutChildren, Basis, Measure, Polarity
from cyps_reports.plan.model.small_numbers import SmallNumbers
from cyps_reports.plan.model.units import Unit
from cyps_reports.returns.model import Absent, MeasureEntry, Returns
from tests.attacker.solving import Unknown
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
PARTS = [Row("of all"), Row("some"), Row("share", 100, above="some", below="of all")]


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


def exposed_by_both(
    rows: list[Row],
    given_first: dict[str, Any],
    first: Shown,
    later: dict[Month, dict[str, Any]],
    shown: Shown,
) -> list[str]:
    """What of the first edition's small counts two editions tell together.

    Whoever has both takes each count that was not corrected for the same in both.
    """
    corrected = {
        (name, "2017-06 as corrected" if month is JUNE else str(month)): each
        for (name, month), each in shown.items()
    }
    once = {(name, str(month)): each for (name, month), each in first.items()}
    cells = {
        cell: None if isinstance(each, Absent) else each
        for cell, each in (once | corrected).items()
    }
    known = Known(rows, cells)
    for row in (each for each in rows if not each.out_of):
        if given_first[row.name] == later[JUNE][row.name]:
            both: dict[Unknown, int] = {
                (row.name, "2017-06"): 1,
                (row.name, "2017-06 as corrected"): -1,
            }
            known.system.add_equal(both, 0)
    nothing = Known(rows, {cell: None if each else each for cell, each in cells.items()})
    small = (row.name for row in rows if not row.out_of and given_first[row.name] in range(1, 6))
    told_of = ((name, str(JUNE)) for name in small)
    return [
        f"{cell} can only be {can}"
        for cell in told_of
        if (can := known.system.possible(cell, range(1, 6)))
        != nothing.system.possible(cell, range(1, 6))
    ]
