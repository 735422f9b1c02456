"""Returns that came back as nobody sent them out: their guides, their rows, their sheets."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from cyps_reports.returns import layout
from cyps_reports.workbooks.grid import Book, RawCell, Sheet
from tests.tools.return_books import (
    book_of,
    column_of,
    guide,
    milestones,
    plan_of_returns,
    targets,
)

PLAN = plan_of_returns()
BLANK = Sheet("return-A.xlsx", "Blank", {})


ANSWERS = {
    ("A1", "actual"): "78.5%",
    ("A2", "actual"): 140,
    ("A5 Net", "actual"): 9,
    ("A20 1", "status"): "On track",
    ("A20 2", "progress"): "Advert is out.",
    ("B1", "actual"): "95%",
    ("B20 2", "status"): "At risk",
}
REF, NAME, COMPONENT = 1, 2, 3
ACTUAL, COMMENT = column_of("Targets", "actual"), column_of("Targets", "comment")


def with_guide(sheet: Sheet, codes: str = "A") -> Book:
    return book_of(sheet, targets(PLAN, codes, ANSWERS), milestones(PLAN, codes, ANSWERS))


def with_targets(**more: Any) -> Book:
    return book_of(guide(PLAN, "A"), targets(PLAN, "A", ANSWERS, **more), milestones(PLAN, "A", {}))


CODES = {
    "says B": "B",
    "says Priority A": "Priority A",
    "says a and b": "a and b",
    "says nothing": "",
    "says what there is not": "Z",
}
_LABELS = (layout.PLAN_LABEL, layout.PRIORITY_LABEL, layout.MONTH_LABEL)


def labels(name: str, *there: tuple[str, object]) -> Sheet:
    cells: dict[tuple[int, int], RawCell] = {}
    for row, (label, value) in enumerate(there, start=1):
        cells |= {(row, 1): RawCell(label), (row, 2): RawCell(str(value))}
    return Sheet("return-A.xlsx", name, cells)


GUIDES = {
    "no guide": BLANK,
    "another plan": labels("Guide", (_LABELS[0], "Their Plan 2017/18"), (_LABELS[2], "May 2017")),
    "last year's": labels(
        "Guide", (_LABELS[0], "Partnership Plan 2016/17"), (_LABELS[2], "May 2016")
    ),
    "one label alone": labels("Guide", (_LABELS[0], "Their Plan")),
    "two labels elsewhere": labels("Other", (_LABELS[1], "A"), (_LABELS[2], "May 2017")),
    "a month that is none": labels("Guide", (_LABELS[1], "A"), (_LABELS[2], "Maytember")),
    "no month": labels("Guide", (_LABELS[0], "Partnership Plan 2017/18"), (_LABELS[1], "A")),
    "a month of another year": guide(PLAN, "A", "May 2018"),
    "a month as a date": guide(PLAN, "A", datetime(2017, 9, 1)),  # noqa: DTZ001
}
ROWS: dict[str, dict[tuple[int, int], object]] = {
    "a row of no plan": {(30, REF): "A99", (30, NAME): "New"},
    "a row of no plan with a figure": {(30, REF): "A99", (30, ACTUAL): 5, (30, COMMENT): "c" * 90},
    "a row without a reference": {(30, NAME): "Somebody's own"},
    "a row with nothing but an entry": {(30, COMMENT): "What is this?"},
    "another component": {(30, REF): "A5", (30, COMPONENT): "Half", (30, ACTUAL): 5},
    "another way to write it": {(5, REF): " a 1", (6, REF): "A-2.", (7, REF): "A03"},
    "signs, and another name": {(6, REF): "A-2.", (6, NAME): "Nobody knows"},
    "marks of footnotes": {(5, REF): "A1¹", (6, REF): RawCell("A2a", raised="a"), (7, REF): "①"},
    "a letter that stands raised": {(6, REF): RawCell("A2", raised="A")},
    "the mark alone written": {(6, REF): RawCell("A23", raised="3", written="A2³")},
    "names sorted": {(5, NAME): "Children seen", (6, NAME): "Visits in time"},
    "a name that two have": {(5, NAME): "Caseload"},
    "its own name otherwise": {(5, NAME): "Visits, in time!"},
    "a new name": {(5, NAME): "Visits made in time"},
    "another priority's row": {(30, REF): "B1", (30, NAME): "Posts filled", (30, ACTUAL): "95%"},
    "its reference alone": {(30, REF): "B1", (30, ACTUAL): "95%"},
    "a row twice": {
        (30, REF): "A1",
        (30, NAME): "Visits in time",
        (30, ACTUAL): "79%",
        (30, COMMENT): "x",
    },
    "a row twice, the same": {(30, REF): "A1", (30, NAME): "Visits in time", (30, ACTUAL): "78.5%"},
    "a row gone": dict.fromkeys(((5, at) for at in range(1, 30)), None),
    "two rows gone": dict.fromkeys(((row, at) for row in (5, 6) for at in range(1, 30)), None),
    "a row struck through": {(5, at): RawCell(None, struck="x") for at in (REF, NAME, ACTUAL)},
    "a column twice": {(4, 40): "Actual", (5, 40): "79%", (7, 40): 1.2},
    "a reference column twice": {(4, 40): "Ref", (5, 40): "A1", (6, 40): "A3", (7, 40): "A33"},
    "a component column twice": {(4, 40): "Component", (9, 40): "Net"},
    "a column beside": {(4, 40): "Ours", (5, 40): "one", (6, 40): "two"},
    "a column beside with more": {
        (4, 40): "",
        **{(row, 40): f"said {row}" for row in range(5, 10)},
    },
    "three beside": {(row, 40): f"said {row}" for row in range(5, 8)},
    "a column of the return's own": {
        (4, 40): "Actual: as number",
        (5, 40): 5,
        (4, 41): "Figure rated",
        (5, 41): 5,
    },
    "a hidden heading": {(4, 40): "Rated against", (5, 40): 5, (4, 41): "Other: thing", (5, 41): 5},
    "beside no row": {(2, 40): "far up", (40, 40): "far down"},
    "notes": {
        (5, REF): RawCell("A1", note="n"),
        (2, 2): RawCell("t", note="title"),
        (5, 40): RawCell(None, note="b"),
    },
    "live cells typed over": {
        (5, 4): RawCell("Green"),
        (6, 4): RawCell("Red", is_result=True),
        (7, 4): RawCell(None, formula=True),
    },
    "live cells pasted": {(5, 4): RawCell("Green"), (6, 4): RawCell("Red")},
    "a plan cell edited": {(5, column_of("Targets", "target")): "85%"},
    "struck and edited": {
        (5, REF): RawCell(None, struck="A1"),
        (5, NAME): RawCell(None, struck="x"),
    },
}
DEADLINE_ROWS: dict[str, dict[tuple[int, int], object]] = {
    "deadlines as they are": {},
    "numbers of deadlines otherwise": {(5, 2): "1", (6, 2): "2of2"},
    "a deadline that is none": {(5, 2): "first", (6, 2): "3 of 2"},
    "no deadline's number": {(5, 2): None, (6, 2): None},
    "a date edited": {(5, column_of("Milestones", "due")): datetime(2017, 11, 1)},  # noqa: DTZ001
    "a re-dating emptied": {(8, column_of("Milestones", "redated")): None},
    "deadlines gone": dict.fromkeys(
        ((row, at) for row in range(5, 20) for at in range(1, 30)), None
    ),
}
UNNAMED = targets(PLAN, "A", ANSWERS, cells={(5, NAME): None})
_PLAN_SHEETS = tuple(Sheet("", name, {}) for name in ("Plan", "Leads", "Measures"))
_WHOLE = (guide(PLAN, "A"), targets(PLAN, "A", ANSWERS), milestones(PLAN, "A", ANSWERS))
_AGAIN = targets(PLAN, "A", {("A1", "actual"): "60%", ("A3", "actual"): 1.2}, called="Targets (2)")
_SAME = targets(PLAN, "A", {("A1", "actual"): "78.5%"}, called="Targets (2)")


def lower(first: Sheet, second: Sheet, across: int = 0) -> Sheet:
    """A second table on the first one's sheet, thirty rows further down."""
    below = {(row + 30, column + across): cell for (row, column), cell in second.cells.items()}
    return replace(first, cells={**first.cells, **below})


SHEETS: dict[str, tuple[Sheet, ...]] = {
    "no tables": (guide(PLAN, "A"),),
    "nothing that tells": (BLANK,),
    "no milestones": _WHOLE[:2],
    "no targets": (_WHOLE[0], _WHOLE[2]),
    "called otherwise": (_WHOLE[0], replace(_WHOLE[1], name="Sheet1"), _WHOLE[2]),
    "a plan": _PLAN_SHEETS,
    "a plan with a blank return": (*_PLAN_SHEETS, targets(PLAN, "A", {})),
    "a plan with a return": (*_PLAN_SHEETS, *_WHOLE),
    "a plan with targets": (*_PLAN_SHEETS, _WHOLE[1]),
    "a plan with milestones": (*_PLAN_SHEETS, _WHOLE[2]),
    "two of a plan's sheets": (*_PLAN_SHEETS[:2], *_WHOLE),
    "hidden": (_WHOLE[0], replace(_WHOLE[1], is_hidden=True), _WHOLE[2]),
    "a hidden copy that says otherwise": (*_WHOLE, replace(_AGAIN, is_hidden=True)),
    "a hidden copy that says the same": (*_WHOLE, replace(_SAME, is_hidden=True)),
    "a copy": (*_WHOLE, _AGAIN),
    "a copy that says the same": (*_WHOLE, _SAME),
    "a copy before it": (_AGAIN, *_WHOLE),
    "an empty copy": (*_WHOLE, targets(PLAN, "A", {}, called="Targets (2)")),
    "headings without rows": (*_WHOLE, targets(PLAN, "", {}, called="Targets (2)")),
    "a table below": (
        _WHOLE[0],
        lower(_WHOLE[1], targets(PLAN, "A", {("A3", "actual"): 1.2})),
        _WHOLE[2],
    ),
    "another priority's below": (
        _WHOLE[0],
        lower(_WHOLE[1], targets(PLAN, "B", ANSWERS)),
        _WHOLE[2],
    ),
    "another's below, further right": (
        _WHOLE[0],
        lower(_WHOLE[1], targets(PLAN, "B", ANSWERS), 1),
        _WHOLE[2],
    ),
    "both priorities": (_WHOLE[0], targets(PLAN, "AB", ANSWERS), milestones(PLAN, "AB", ANSWERS)),
    "both priorities, said": (guide(PLAN, "A and B"), targets(PLAN, "AB", ANSWERS), _WHOLE[2]),
    "of both kinds, each another's": (
        BLANK,
        targets(PLAN, "A", ANSWERS),
        milestones(PLAN, "B", ANSWERS),
    ),
    "no column of entries": (
        _WHOLE[0],
        targets(PLAN, "A", ANSWERS, without=("actual",)),
        _WHOLE[2],
    ),
    "no column of the plan": (
        _WHOLE[0],
        targets(PLAN, "A", ANSWERS, without=("outturn",)),
        _WHOLE[2],
    ),
    "no optional column": (
        _WHOLE[0],
        targets(PLAN, "A", ANSWERS, without=("numerator",)),
        _WHOLE[2],
    ),
    "no live column": (_WHOLE[0], targets(PLAN, "A", ANSWERS, without=("state",)), _WHOLE[2]),
    "no reference": (_WHOLE[0], targets(PLAN, "A", ANSWERS, without=("ref",)), _WHOLE[2]),
    "a copy without a column": (
        *_WHOLE,
        targets(PLAN, "A", {}, without=("actual",), called="Targets (2)"),
    ),
    "others without a column": (
        *_WHOLE,
        targets(PLAN, "B", ANSWERS, without=("actual",), called="Targets (2)"),
    ),
    "others below without a column": (
        _WHOLE[0],
        lower(_WHOLE[1], targets(PLAN, "B", ANSWERS, without=("actual",))),
        _WHOLE[2],
    ),
    "boxes": (
        _WHOLE[0],
        replace(_WHOLE[1], boxes=(((7, 2), "Please\nread this"), ((1, 1), "l" * 200))),
        _WHOLE[2],
    ),
    "boxes on the guide": (replace(_WHOLE[0], boxes=(((7, 2), "x"),)), *_WHOLE[1:]),
}
