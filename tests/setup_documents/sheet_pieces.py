"""Sheets in small, by what is told of them: tables with their headings, what is beside, hidden."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cyps_reports.workbooks.grid import RawCell, Sheet
from cyps_reports.workbooks.hidden import Hidden

Typed = str | int | float | RawCell | None
HEAD = ("Ref", "Action", "By when", "Lead")
A1, A2 = ("A1", "Visit", "Q1", "AB"), ("A2", "Call", "Q2", "AB")
_GAP = (None,)


@dataclass(frozen=True)
class Typing:
    """A sheet: its rows, its name, and what is merged or hidden in it."""

    rows: tuple[tuple[Typed, ...], ...]
    name: str = "Plan"
    merged: tuple[tuple[int, int, int, int], ...] = ()
    rows_hidden: frozenset[int] = frozenset()
    columns_hidden: frozenset[int] = frozenset()
    is_hidden: bool = False
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def sheet(self) -> Sheet:
        cells = {
            (row, column): _raw(value)._replace(note=self.notes.get((row, column), ""))
            for row, values in enumerate(self.rows, start=1)
            for column, value in enumerate(values, start=1)
            if value is not None
        }
        hidden = Hidden(self.rows_hidden, self.columns_hidden)
        return Sheet("plan.xlsx", self.name, cells, self.merged, self.is_hidden, hidden)


def _raw(value: Typed) -> RawCell:
    return value if isinstance(value, RawCell) else RawCell(value)


_FORMULA = RawCell(None, formula=True)
_ERROR, _LINKED = RawCell("#REF!"), RawCell(0, is_linked_nought=True)
SHEETS: Mapping[str, tuple[Typing, ...]] = {
    "a table": (Typing((HEAD, A1, A2)),),
    "titles above": (Typing((("Plan 2012/13",), ("Priority 1: Safe",), HEAD, A1)),),
    "a sentence above": (Typing((("Fill it in.",), ("B = complete",), HEAD, A1)),),
    "a title of 150 letters": (Typing((("x" * 150,), HEAD, A1)),),
    "a title of 151 letters": (Typing((("x" * 151,), HEAD, A1)),),
    "a figure above": (Typing(((4,), HEAD, A1)),),
    "tables one under the other": (
        Typing((("Priority 1: Safe",), HEAD, A1, ("Priority 2: Well",), HEAD, A2)),
    ),
    "titles of other words": (Typing((("Plan",), ("Part 1",), HEAD, A1, ("Part 2",), HEAD, A2)),),
    "a title that goes on from the sheet's name": (
        Typing((("Priority 1: Early help",), HEAD, A1), "Priority 1"),
    ),
    "a title that is the sheet's name": (Typing((("Priority 1",), HEAD, A1), "Priority 1"),),
    "a title that begins like it": (Typing((("Priority 12: Early",), HEAD, A1), "Priority 1"),),
    "a name of 31 letters": (
        Typing(
            (("Priority 1 Early help and support for all",), HEAD, A1),
            "Priority 1 Early help and suppo",
        ),
    ),
    "a name of 30 letters": (
        Typing(
            (("Priority 1 Early help and support for all",), HEAD, A1),
            "Priority 1 Early help and supp",
        ),
    ),
    "groups across": (Typing((HEAD, ("Early help",), A1, ("Late help",), A2)),),
    "a group at its end": (Typing((HEAD, A1, ("Note",))),),
    "a group that is no text": (Typing((HEAD, (4,), A1)),),
    "a second row of headings": (
        Typing((("Ref", "Measure", "Target"), (None, None, "Q1", "Q2"), ("A1", "Visits", 4, 5))),
    ),
    "a second row that begins at the left": (
        Typing((("Ref", "Measure", "Target"), ("Q1", None, "Q1"), ("A1", "Visits", 4))),
    ),
    "a second row of other words": (
        Typing((("Ref", "Measure", "Target"), (None, None, "of old"), ("A1", "Visits", 4))),
    ),
    "a second row that comes late": (
        Typing((("Ref", "Measure", "Target"), (), (None, None, "Q1", "Q2"), ("A1", "Visits", 4))),
    ),
    "no headings": (Typing((("Words",), ("x", "y"), ("z", "w"))),),
    "words alone": (Typing((("Words",), ("More words",))),),
    "tables beside each other": (
        Typing(((*HEAD, None, *HEAD), (*A1, None, *A2), (None, None, None, None, None, *A1))),
    ),
    "beside each other, as long": (Typing(((*HEAD, None, *HEAD), (*A1, None, *A2))),),
    "beside each other without headings": (
        Typing(((*HEAD, None, "x", "y"), (*A1, None, "x", "y"), (None, *(None,) * 4, "z", "w"))),
    ),
    "a hidden column between": (
        Typing(
            ((*HEAD, None, *HEAD), (*A1, None, *A2), (*(None,) * 5, *A1)),
            columns_hidden=frozenset({5}),
        ),
    ),
    "a gap in the headings": (
        Typing((("Ref", None, "Action", "By when"), ("A1", None, "Visit", "Q1"))),
    ),
    "hidden rows": (Typing((HEAD, A1, A2), rows_hidden=frozenset({2})),),
    "two hidden rows, one empty": (Typing((HEAD, A1, A2, ()), rows_hidden=frozenset({2, 3, 4})),),
    "a hidden column": (Typing((HEAD, A1, A2), columns_hidden=frozenset({3})),),
    "two hidden columns, one empty": (Typing((HEAD, A1), columns_hidden=frozenset({3, 4, 5})),),
    "a hidden sheet": (Typing((HEAD, A1)), Typing((HEAD, A2), "Old", is_hidden=True)),
    "an empty hidden sheet": (Typing((HEAD, A1)), Typing((), "Old", is_hidden=True)),
    "an empty sheet": (Typing((HEAD, A1)), Typing((), "Empty")),
    **{
        f"a sheet called {name}": (Typing((HEAD, A1), name),)
        for name in (
            *("Complete", "completed", "Closed", "Archive", "Archived", "Superseded", "Deleted"),
            *("Incomplete", "Closing", "Old"),
        )
    },
    "merged across and down": (
        Typing(
            (HEAD, ("A1", "Visit", "Q1", "AB"), (None, None, "Q2", "CD")),
            merged=((2, 1, 3, 1), (2, 2, 3, 2)),
        ),
    ),
    "merged beyond what is read": (Typing((HEAD, ("A1", "Visit")), merged=((2, 2, 2, 20000),)),),
    "merged below what is read": (Typing((HEAD, ("A1", "Visit")), merged=((2, 2, 2000000, 2),)),),
    "merged and empty": (Typing((HEAD, A1), merged=((1, 6, 2, 7),)),),
    "merged headings": (
        Typing(
            (("Ref", "Measure", "Target", None), (None, None, "Q1", "Q2"), ("A1", "Visits", 4, 5)),
            merged=((1, 3, 1, 4),),
        ),
    ),
    "notes": (Typing((HEAD, A1), notes={(2, 3): "Or later", (1, 1): "Of the plan"}),),
    "a note on an empty cell": (
        Typing((HEAD, ("A1", "Visit", RawCell(None), "AB")), notes={(2, 3): "To come"}),
    ),
    "struck through": (
        Typing((HEAD, ("A1", "Visit", RawCell(None, struck="Q1"), RawCell("AB", struck="CD")))),
    ),
    "a formula without a result": (Typing((HEAD, ("A1", "Visit", _FORMULA, "AB"))),),
    "an error": (Typing((HEAD, ("A1", "Visit", _ERROR, "AB"))),),
    "a linked nought": (Typing((HEAD, ("A1", "Visit", _LINKED, "AB"))),),
    "two formulas and three errors": (
        Typing((HEAD, ("A1", "Visit", _FORMULA, _FORMULA), ("A2", _ERROR, _ERROR, _ERROR))),
    ),
    "an error in a hidden column": (
        Typing((HEAD, ("A1", "Visit", _ERROR, "AB")), columns_hidden=frozenset({3})),
    ),
    "an error alone": (Typing((HEAD, A1, (None, _ERROR))),),
    "a row of spaces": (Typing((HEAD, A1, (" ", " "), A2)),),
    "figures and years": (Typing((("Ref", "Measure", 2011, "Target"), ("A1", "Visits", 4.5, 5))),),
    "on a line of its own": (Typing((("  Plan \n 2012/13 ",), HEAD, A1)),),
}
"""Workbooks by what they hold."""
