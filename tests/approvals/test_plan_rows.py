"""What becomes of rows of the plan workbook that several cells make: twice, in part, or odd."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.sheets import layout
from cyps_reports.workbooks.grid import RawCell
from tests.tools.approved import Approved
from tests.tools.odd_plan import FIRST, PLAN, SECOND, Cells, Read, book_of
from tests.tools.said import said

_DAY = date(2017, 6, 12)
Row = Mapping[str, object]


def _row(sheet: str, number: int, cells: Row) -> Cells:
    return {(sheet, number, key): value for key, value in cells.items()}


_A1 = {"reference": "A1", "name": "England", "year": "2016/17", "figure": 82}
_COMPARED: tuple[tuple[Row, ...], ...] = (
    (_A1,),
    ({**_A1, "year": "2015/16"},),
    ({**_A1, "name": "ENGLAND", "year": "2017/18"},),
    ({**_A1, "name": "ENGLAND", "year": "2017/18", "figure": "TBC"},),
    ({**_A1, "name": "Hull", "figure": None},),
    ({**_A1, "name": None},),
    ({"reference": "A9", "name": "Hull", "figure": 7},),
    ({"reference": "A9", "name": "Hull", "figure": 7}, {"reference": "a 9", "name": "Leeds"}),
    *(
        ({"reference": "A2", "component": each, "name": "Hull", "figure": 7},)
        for each in ("", "girls")
    ),
    ({**_A1, "name": "Hull", "figure": "148 151"},),
)
_EARLIER: tuple[Row, ...] = (
    {"reference": "A1", "year": "2015/16", "figure": 70},
    {"reference": "A1", "year": "2015-16", "figure": 70},
    {"reference": "A1", "year": None, "figure": 70},
    {"reference": "A1", "year": "2014/15", "figure": "70 701"},
    {"reference": "A2", "component": "Girls", "year": "2014/15", "figure": 70},
)


_STEPS: tuple[Row, ...] = (
    {"priority": "A", "number": 1, "2017-09": 0.9},
    {"priority": "A", "number": 2, "component": "Girls", "2017-09": 90},
    {"priority": "A", "number": 2, "component": "Girls", "2017-09": 90, "2017-10": "90 910"},
    {"priority": "A", "number": 9, "2017-09": 0.9},
    {"reference": "A1", "2017-09": 0.9},
)
_CLOSED: tuple[Row, ...] = (
    {"was": "A 9", "closed_as": "merged"},
    {"name": "Of nothing", "closed_as": "merged"},
    {"was": "A8", "closed_as": None},
    {"was": "A8", "closed_as": "lost"},
    {"was": "A8", "closed_as": "merged", "closed_on": "soon"},
)


def _others(read: Read) -> Iterator[str]:
    for rows in _COMPARED:
        cells = {
            at: value
            for number, row in enumerate(rows, start=3)
            for at, value in _row(layout.COMPARATORS, number, row).items()
        }
        yield from read.with_typed(f"Comparators {said(rows)}", cells)
        chosen = {
            **cells,
            (layout.PLAN, 0, "similar_name"): "England",
            (layout.MEASURES, 2, "similar"): None,
        }
        yield from read.with_typed(f"England is similar, Comparators {said(rows)}", chosen)
    for similar in (81, 0.81, "81%", "TBC"):
        against = {
            (layout.PLAN, 0, "similar_name"): "England",
            (layout.MEASURES, 2, "similar"): similar,
        }
        yield from read.with_typed(f"England is similar, against {said(similar)}", against)
    for row in _EARLIER:
        yield from read.with_typed(f"Earlier years {said(row)}", _row(layout.EARLIER_YEARS, 3, row))
    whole = {
        "reference": "A1",
        "starts": date(2017, 4, 2),
        "approved_by": "Board",
        "approved_on": _DAY,
        "why": "So",
    }
    for lacking in ("", *whole):
        row = {key: value for key, value in whole.items() if key != lacking}
        yield from read.with_typed(
            f"Usual ranges without {lacking or 'nothing'}", _row(layout.USUAL_RANGES, 3, row)
        )
    for basis in ("cumulative", "rolling", "annual", "snapshot"):
        cells = {(layout.MEASURES, 2, "basis_set"): basis}
        yield from read.with_typed(f"Usual range of what is {basis}", cells)
    for row in _STEPS:
        yield from read.with_typed(f"Steps {said(row)}", _row(layout.STEPS, 3, row))
    for row in _CLOSED:
        yield from read.with_typed(f"Closed {said(row)}", _row(layout.CLOSED, 3, row))
    for row in ({"heading": "Legal"}, {"text": "None."}):
        yield from read.with_typed(f"Standing text {said(row)}", _row("Standing text", 3, row))
    yield from read.with_typed("Asked nothing", _row("Asked by Cabinet", 3, {"due": _DAY}))


_GRADES = ("Good; Fair; Poor", "Good", "Good; good", "Good; !", "A*; A", "Good;; Fair ;", None)
_JUDGED: tuple[Row, ...] = (
    *({"unit": "grade", "values": each, "target": "fair"} for each in _GRADES),
    *({"unit": "grade", "values": _GRADES[0], "target": each} for each in ("Fine", 2, "TBC", "")),
    {
        "unit": "grade",
        "values": _GRADES[0],
        "target": "Fair",
        "outturn": "Poor",
        "amber_limit": "Poor",
    },
    {
        "unit": "grade",
        "values": _GRADES[0],
        "target": "Fair",
        "tolerance": "5%",
        "polarity": "lower",
    },
    *({"unit": "yes/no", "target": each} for each in ("No", " no ", "Yes", "y", "maybe", "NA")),
    {"unit": "yes/no", "values": "Yes; No", "target": "Yes"},
    *({"unit": "text", "target": each} for each in ("at least 5", 5, "Agreed", "NA", "#REF!")),
    {"unit": "text", "target": "Agreed", "values": "a; b"},
    {"unit": None, "target": "x", "outturn": "y", "amber_limit": "z"},
    {"unit": "per cent?"},
)
_FIGURED: tuple[Row, ...] = (
    {"unit": "count", "target": "148 151", "outturn": 150},
    {"unit": "count", "target": 148, "outturn": "148 151", "similar": "150 160"},
    {"unit": "count", "target": 148, "amber_limit": "140 141", "green_limit": "147 148"},
    {"unit": "count", "target": "148 to 151", "polarity": "close"},
    {"unit": "count", "target": 100, "tolerance": 5},
    {"unit": "count", "target": 100, "tolerance": "5 points"},
    {"unit": "£m", "target": 1285000},
    {"target": RawCell(0.8, "0.0%"), "outturn": RawCell(0.745, "0.00%"), "similar": RawCell(79.5)},
    {"target": "at least 80%", "polarity": "lower"},
    {"target": "75% to 85%", "polarity": "close"},
    {"target": "75% to 85%"},
    {"frequency": "ANNUAL", "target_due": "January 2018", "withdrawn_as": None},
    {"withdrawn_by": None, "withdrawn_on": None, "withdrawn_as": None, "withdrawn_why": None},
    {"withdrawn_by": None, "withdrawn_on": None, "withdrawn_as": None},
    {"reference": "KPI 1", "number": None},
    {"reference": "KPI 1", "number": "x"},
)


def test_what_becomes_of_figures_beside_others(approved: Approved, read: Read) -> None:
    approved.check("rows of other sheets", _others(read))


def test_what_becomes_of_measures_of_every_unit(approved: Approved, read: Read) -> None:
    none: dict[str, Any] = dict.fromkeys(("similar", "outturn", "target"), Missing.NOT_GIVEN)
    without: dict[str, Any] = dict.fromkeys(("comparators", "earlier_years", "range_moves"), ())
    first = replace(FIRST, steps={}, **none, **without)
    bare = Read(book_of(replace(PLAN, measures=(first, SECOND))))
    lines = (
        line
        for row in (*_JUDGED, *_FIGURED)
        for line in bare.with_typed(f"Measures {said(row)}", _row(layout.MEASURES, 2, row))
    )
    judged = {"unit": "yes/no", "target": "No", "outturn": "Yes", "similar": None}
    stepped = read.with_typed("Steps of what is judged", _row(layout.MEASURES, 2, judged))
    approved.check("rows of measures", (*lines, *stepped))


_MILESTONES: tuple[Row, ...] = (
    *({key: "Else"} for key in ("heading", "name", "lead", "partners", "progress_at_approval")),
    *({key: "Else"} for key in ("depends_on", "success", "evidence", "moves", "head")),
    *({key: None} for key in ("heading", "name", "lead", "partners", "success", "moves", "head")),
    {"priority": "B"},
    {"number": 4},
    {"reference": "A3"},
    {"reference": "S1", "priority": None, "number": None},
    {"due": None, "redated_due": date(2018, 2, 1), "redated_by": "Board", "redated_on": _DAY},
    {"redated_due": "March 2018", "redated_by": "Board", "redated_on": _DAY},
    {"redated_due": "TBC", "redated_by": "Board", "redated_on": _DAY},
    {"redated_due": date(2018, 2, 1), "redated_by": "Board"},
    {"redated_by": "Board"},
    {"redated_on": _DAY},
    {
        "withdrawn_as": "merged",
        "withdrawn_by": "Board",
        "withdrawn_on": _DAY,
        "withdrawn_why": "A1",
    },
    {"withdrawn_why": "so"},
    {"withdrawn_as": "gone", "withdrawn_by": "Board", "withdrawn_on": _DAY},
    {"due": "Quarterly", "recurrence": None},
    {"due": "Half-yearly"},
)


def test_what_becomes_of_rows_of_a_milestone(approved: Approved, read: Read) -> None:
    def lines() -> Iterator[str]:
        for row in _MILESTONES:
            yield from read.with_typed(f"second row {said(row)}", _row(layout.MILESTONES, 3, row))
        owned = {"reference": "S1", "number": None}
        both = {**_row(layout.MILESTONES, 2, owned), **_row(layout.MILESTONES, 3, owned)}
        yield from read.with_typed("both rows S1", both)
        yield from read.with_typed(
            "and another priority", {**both, (layout.MILESTONES, 3, "priority"): "B"}
        )
        yield from read.with_typed(
            "and another number", {**both, (layout.MILESTONES, 3, "number"): 7}
        )

    approved.check("rows of milestones", lines())


@pytest.fixture(scope="module")
def read() -> Read:
    """The plan as it is read with nothing odd in it."""
    return Read(book_of())
