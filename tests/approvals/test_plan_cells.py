"""What becomes of odd things in the cells of the plan workbook, with all that is told of them."""

from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from cyps_reports.plan.sheets import layout
from cyps_reports.workbooks.grid import RawCell
from tests.tools.approved import Approved
from tests.tools.odd_plan import Read, book_of, columns_of
from tests.tools.said import said

_DAYS = (date(2017, 6, 30), "30 June 2017", "05/06/17", "soon", 5)
_FIGURES = (0.85, "85%", "x", "150 160", "TBC", "84¹", "at least 85%", -1, RawCell(0.785, "0.0%"))
_WITHDRAWN = {"withdrawn_as": ("Withdrawn", "merged", "gone"), "withdrawn_on": _DAYS}
_TYPED: Mapping[str, Mapping[str, tuple[object, ...]]] = {
    layout.PLAN: {
        "starts": _DAYS,
        "ends": (*_DAYS, date(2017, 4, 1), date(2017, 4, 2), date(2027, 4, 1), date(2028, 3, 31)),
        "tolerance": ("10%", 5, RawCell(0.05, "0%"), "5 points", "x", -1, "TBC"),
        "closing_days": (0, 7, 60, 61, "x", 2.5),
        "reported": ("quarterly", "Every term", "October; April", "weekly"),
        "small_numbers": ("Rounded to 5", "rounded to 10", "numerators of 5 or fewer", "none"),
        "emailed": ("PUBLIC", "internal", "both"),
        "sign_off": ("Yes", "no", "perhaps"),
        "email_sender": ("a@b.uk", "a b", "a@b.uk; c@d.uk"),
        "email_to": ("a@b.uk; C Dee <c@d.uk>", "a@b", "a@b.uk; c"),
        "email_copies": ("a@b.uk;;", "@b.uk"),
        "similar_name": ("england", "Wales"),
        "council": ("  Some   Council ", 5),
        "green": ("On course",),
        "body": ("Board",),
    },
    layout.PRIORITIES: {
        "code": ("a", "b", "B", "A\u200bA", "x" * 40, "x" * 41, "SP 1", "A1"),
        "email": ("a@b.uk", "no address"),
    },
    layout.LEADS: {
        "initials": ("CD", "ab", "C Dee", "c  dee"),
        "name": ("C. Dee",),
        "email": ("x", "A <a@b.uk>"),
    },
    layout.MEASURES: {
        "priority": ("b", "C", " a "),
        "number": (2, 3, "x", 1.5, -1, 99999, 100000),
        "component": ("Boys", "girls"),
        "unit": ("count", "£m", "people", "grade", "yes/no", "text", "percent?", "ratio"),
        "polarity": ("Lower", "close", "monitor", "up"),
        "similar": _FIGURES,
        "outturn": (*_FIGURES, 43282),
        "target": (*_FIGURES, "85% to 90%", "90 to 85", "at most 85%", "more than 85%", "85"),
        "target_due": ("July 2018", date(2018, 7, 1), "soon", "2018-07", date(2018, 7, 31)),
        "frequency": ("Annual", "monthly"),
        "tolerance": ("5%", 5, "5 points", "2.5pp", "x", -1, RawCell(0.05, "0%")),
        "green_limit": ("79%", "85%", "x", 79),
        "amber_limit": ("79%", "80%", "85%", "x"),
        "values": ("Good; Poor",),
        "decimals_set": (0, 2, 9, 10, "x"),
        "basis_set": ("Cumulative", "annual", "daily"),
        "reported": ("quarterly", "annual", "October", "weekly"),
        "reference": ("KPI 4", "a2", "A3"),
        "head": ("J Kay <j.kay@council.gov.uk>", "AB", "J Kay", "j.kay@council", "<x>"),
        **_WITHDRAWN,
        "withdrawn_why": ("into A2", "into A14"),
        "was": ("A9", "A20"),
        "about_children": ("No", "maybe"),
        "numerator": ("A2 Girls", "A2", "A1", "A99", "250"),
        "denominator": ("A2 Girls", "1,250", "A99", "1250", "1250 children", "A1"),
        "sum_of": ("A2 Girls", "A1", "A1; A99", "A1; A2"),
    },
    layout.MILESTONES: {
        "priority": ("b", "C"),
        "number": (1, 2, "x", 4),
        "deadline": (2, 3, "x", 0),
        "due": (
            *_DAYS,
            "June 2017",
            "Q3",
            "Q5",
            "Phase 2",
            "TBC",
            "Monthly",
            "ongoing",
            "summer term",
        ),
        "recurrence": ("Quarterly", "annual", "ongoing", "weekly"),
        "at_approval": ("Completed", "completed & ongoing", "half"),
        "lead": (
            "C Dee",
            "ab; c. dee",
            "AB and C Dee",
            "AB/C Dee",
            "AB, Head",
            "XY",
            "Director",
            "Ms C Dee",
        ),
        "partners": ("Health; Police", "Health"),
        "depends_on": ("A3", "A1", "A99; A98", "a3"),
        "redated_due": (*_DAYS, "Q4", "TBC", "Phase 2"),
        "redated_on": _DAYS,
        "reference": ("A3", "S1", "A1"),
        "success": ("It is not full",),
        "moves": ("A2", "A1; A98", "A99; A98"),
        "head": ("AB", "A Bee <a.bee@council.gov.uk>", "x@y"),
        **_WITHDRAWN,
        "was": ("A20", "A9", "A20, deadline 2"),
    },
    layout.STEPS: {
        "priority": ("B",),
        "number": (2, "x", 9),
        "component": ("Girls",),
        "2017-06": ("x", "150 160", "TBC", "85%", "-5%"),
        "between_set": ("Line", "hold", "curve"),
        "reference": ("A1", "A9"),
    },
    layout.COMPARATORS: {
        "reference": ("A2", "A9", "a1"),
        "component": ("Girls",),
        "year": (date(2011, 10, 1), 2011),
        "figure": _FIGURES,
    },
    layout.EARLIER_YEARS: {
        "reference": ("A9",),
        "year": (date(2011, 10, 1), "2017/18", "2018/19"),
        "figure": ("x", "150 160", 70),
    },
    layout.USUAL_RANGES: {
        "reference": ("A9",),
        "starts": _DAYS,
        "approved_on": _DAYS,
    },
    layout.CLOSED: {
        "was": ("A7", "A20, deadline 2", "a7"),
        "closed_as": ("Business as usual", "withdrawn", "lost"),
        "closed_on": _DAYS,
    },
    "Standing text": {
        "where": ("Before the annex", "after the annex", "middle"),
        "text": (" One.\n\n Two  words. \n",),
    },
    "Asked by Cabinet": {
        "asked_on": _DAYS,
        "reference": ("A1; A", "A99"),
        "by_whom": ("C Dee", "Somebody"),
        "due": _DAYS,
        "closed": _DAYS,
    },
}


def _typed_and_emptied(read: Read, name: str) -> Iterator[str]:
    """What becomes of each column of a sheet's first row, emptied or with something odd in it."""
    row = 2 * (name != layout.PLAN)
    for column in columns_of(name):
        for value in (None, *_TYPED[name].get(column.key, ())):
            typed = f"{name}, {column.heading}, {'emptied' if value is None else said(value)}"
            yield from read.with_typed(typed, {(name, row, column.key): value})


def _unreadable(read: Read, name: str) -> Iterator[str]:
    """What is told where every cell of a row shows an error, or has something struck through."""
    row = 2 * (name != layout.PLAN)
    cells = (RawCell("#REF!"), RawCell(None, formula=True), RawCell("new", struck="old"))
    for cell in (*cells, RawCell("", struck="old")):
        every = {(name, row, column.key): cell for column in columns_of(name)}
        yield from read.with_typed(f"{name}, every cell {said(cell)}", every)


@pytest.fixture(scope="module")
def read() -> Read:
    """The plan as it is read with nothing odd in it."""
    return Read(book_of())


def test_what_becomes_of_the_facts_of_a_plan(approved: Approved, read: Read) -> None:
    approved.check("cells of the sheet Plan", _typed_and_emptied(read, layout.PLAN))


def test_what_becomes_of_measures(approved: Approved, read: Read) -> None:
    approved.check("cells of the sheet Measures", _typed_and_emptied(read, layout.MEASURES))


def test_what_becomes_of_milestones(approved: Approved, read: Read) -> None:
    approved.check("cells of the sheet Milestones", _typed_and_emptied(read, layout.MILESTONES))


def test_what_becomes_of_all_other_sheets(approved: Approved, read: Read) -> None:
    own = (layout.PLAN, layout.MEASURES, layout.MILESTONES)
    others = [name for name in _TYPED if name not in own]
    lines = (line for name in others for line in _typed_and_emptied(read, name))
    approved.check("cells of the other sheets", lines)


def test_what_becomes_of_what_cannot_be_read(approved: Approved, read: Read) -> None:
    lines = (line for name in _TYPED for line in _unreadable(read, name))
    approved.check("cells that cannot be read", lines)


def test_every_column_is_as_it_was_approved(approved: Approved) -> None:
    of_sheets = {name: columns_of(name) for name in _TYPED}
    lines = (f"{name}: {said(each)}" for name, columns in of_sheets.items() for each in columns)
    approved.check("columns of the plan workbook", lines)
