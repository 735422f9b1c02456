"""What becomes of whole returns: whose they are, what their rows say, and what is told of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.sign_off import SignOffAsked
from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.returns import layout
from cyps_reports.returns.folder import month_said_by, returns_for
from cyps_reports.returns.merge import answers_in, returns_of
from cyps_reports.returns.model import DeadlineEntry, Input, MeasureEntry, Returns, SignOff
from cyps_reports.returns.reader import read_return
from cyps_reports.returns.reading_basis import reading_basis
from cyps_reports.returns.return_workbook import ReturnBook
from cyps_reports.returns.same_files import each_once
from cyps_reports.returns.signing import as_signed, sign_off_findings
from cyps_reports.workbooks.grid import Book, RawCell, Sheet
from tests.tools.approved import Approved
from tests.tools.return_books import (
    MEASURES,
    SEPTEMBER,
    book_of,
    column_of,
    guide,
    milestones,
    plan_of_returns,
    return_of,
    targets,
    told_all,
    told_finding,
)

PLAN = plan_of_returns()
BLANK = Sheet("return-A.xlsx", "Blank", {})


def told(read: ReturnBook) -> Iterator[str]:
    """All that a workbook says."""
    whose = ", ".join(each.priority for each in read.inputs) or "nobody"
    said = read.identity
    yield (
        f"of {whose}; it says {said.plan!r}, {said.priority!r}, {said.month_said!r} ({said.month})"
    )
    yield from told_all(read.measures)
    yield from told_all(read.deadlines)
    if read.refusal:
        yield f"refused: {told_finding(read.refusal)}"
    yield from map(told_finding, (*read.about_file, *read.findings))
    for edit in read.edits:
        yield (
            f"edit at {edit.place}: {edit.heading} of {edit.ref} is {edit.now!r} for "
            f"{edit.promised!r}"
        )
    for missing in read.missing:
        rows = ", ".join(called for _, called in missing.rows)
        yield f"missing at {missing.place}: {rows}{' (a whole table)' * missing.is_whole_table}"


def of_books() -> Iterator[str]:
    for name, (plan, book) in books().items():
        yield f"{name}:"
        yield from told(read_return(book, plan))


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


def books() -> dict[str, tuple[Plan, Book]]:
    made: dict[str, tuple[Plan, Book]] = {"a return": (PLAN, return_of(PLAN, "A", ANSWERS))}
    for name, code in CODES.items():
        made[name] = PLAN, with_guide(guide(PLAN, code))
    for name, sheet in GUIDES.items():
        made[name] = PLAN, with_guide(sheet)
    for name, cells in ROWS.items():
        made[name] = PLAN, with_targets(cells=cells)
    for name, cells in DEADLINE_ROWS.items():
        whole = (
            guide(PLAN, "A"),
            targets(PLAN, "A", {}),
            milestones(PLAN, "A", ANSWERS, cells=cells),
        )
        made[name] = PLAN, book_of(*whole)
    for code, sheet in (("named", targets(PLAN, "A", ANSWERS)), ("unnamed", _UNNAMED)):
        first = {(row + 30, at): cell for (row, at), cell in sheet.cells.items() if row == 5}
        of_b = targets(PLAN, "B", ANSWERS, cells=first)
        made[f"of B with a row of A, {code}"] = PLAN, book_of(guide(PLAN, "B"), of_b)
    for name, sheets in SHEETS.items():
        made[name] = PLAN, book_of(*sheets)
    outcomes = plan_of_returns(vocabulary=Vocabulary(priority="Outcome"))
    for word in ("Outcome", "Priority", "Plan"):
        own = plan_of_returns(vocabulary=Vocabulary(priority=word))
        made[f"of a plan that says {word}"] = own, return_of(own, "A", ANSWERS)
    made["of a plan that said priority before"] = outcomes, with_guide(guide(PLAN, "A"))
    made["of a plan that is called otherwise now"] = (
        plan_of_returns(title="New Plan", also_titles="Partnership Plan"),
        return_of(PLAN, "A", {}),
    )
    leads = plan_of_returns(lead_word="Director")
    edited = {("A20 1", "lead"): "CD"}
    made["of a plan with its own word for leads"] = leads, return_of(leads, "A", edited)
    made["sent out before it had one"] = leads, return_of(PLAN, "A", edited)
    return made


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
_UNNAMED = targets(PLAN, "A", ANSWERS, cells={(5, NAME): None})
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


def test_what_returns_say(approved: Approved) -> None:
    approved.check("books of returns", of_books())


def of_months() -> Iterator[str]:
    """Several workbooks as the returns of a month."""
    for name, several in together().items():
        read = tuple(
            each if isinstance(each, Finding) else read_return(each, PLAN) for each in several
        )
        yield f"{name}: the month that most say is {month_said_by(read)}"
        for month in (SEPTEMBER, Month(2017, 10)):
            returns, found = returns_for(month, read)
            came = ", ".join(code for code in "AB" if returns.came_from(code)) or "none"
            yield f"taken for {month}: of {came}"
            yield from told_all(returns.measures)
            yield from told_all(returns.deadlines)
            yield from map(told_finding, found)


def without(book: Book, *names: str) -> Book:
    return replace(book, sheets=tuple(each for each in book.sheets if each.name not in names))


def as_text(book: Book) -> Book:
    said = warning("read-as-text", CellRef(book.name), "It is a sheet saved as text.", "Ask again.")
    return replace(book, findings=(said,))


def together() -> dict[str, tuple[Book | Finding, ...]]:
    first = return_of(PLAN, "A", ANSWERS)
    filled = {
        ("A1", "actual"): "79%",
        ("A1", "comment"): "From the other.",
        ("A2", "actual"): 140,
        ("A3", "actual"): "see below",
        ("A6", "actual"): "Good",
        ("A8", "actual"): "Drafted.",
        ("A20 1", "status"): "At risk",
        ("A20 1", "completed"): date(2017, 9, 1),
        ("A20 2", "progress"): "Interviews.",
        ("A1", "numerator"): 5,
    }
    others = {
        ("A1", "actual"): "n/a",
        ("A1", "comment"): "n/a",
        ("A3", "actual"): 1.25,
        ("A6", "actual"): "Outstanding",
        ("A8", "actual"): "Agreed.",
        ("A20 1", "completed"): date(2017, 9, 2),
        ("A20 2", "progress"): "Interviews.",
        ("A1", "numerator"): 6,
        ("A1", "denominator"): 9,
    }
    second = return_of(PLAN, "A", filled, name="second.xlsx", sha256="second")
    third = return_of(PLAN, "A", others, name="third.xlsx", sha256="third")
    of_b = return_of(PLAN, "B", ANSWERS, month="October 2017")
    broken = warning("damaged-file", CellRef("broken.xlsx"), "The file is damaged.", "Ask again.")
    alone = without(first, "Milestones")
    rest = replace(without(first, "Targets"), name="rest.xlsx")
    of_a_row = with_targets(cells=ROWS["a row gone"])
    return {
        "nothing": (),
        "one": (first,),
        "a broken one": (broken, first),
        "two": (first, second),
        "three": (first, second, third),
        "the second and the third": (second, third),
        "the third, and the second twice": (third, second, replace(second, name="again.xlsx")),
        "two months": (first, of_b),
        "two months, the later first": (of_b, first),
        "no month": (with_guide(GUIDES["no month"]),),
        "a month that is none": (with_guide(GUIDES["a month that is none"]),),
        "text without a month": (as_text(with_guide(GUIDES["no month"])),),
        "text of another month": (as_text(of_b),),
        "a table alone": (alone,),
        "a table in each": (alone, rest),
        "the other table alone": (rest,),
        "a row in another": (of_a_row, second),
        "a row in none": (of_a_row,),
        "another plan's": (with_guide(GUIDES["another plan"]),),
    }


def test_what_a_month_has(approved: Approved) -> None:
    approved.check("months of returns", (*of_months(), *of_copies(), *of_answers(), *of_basis()))


def of_copies() -> Iterator[str]:
    books_ = [
        read_return(return_of(PLAN, "A", {}, name=name, sha256=sha256), PLAN)
        for name, sha256 in (
            ("a.xlsx in m.zip", "1"),
            ("b.xlsx", "1"),
            ("c.xlsx", "2"),
            ("d.xlsx", "1"),
        )
    ]
    broken = warning("damaged-file", CellRef("broken.xlsx"), "The file is damaged.", "Ask again.")
    none = read_return(book_of(BLANK, name="none.xlsx", sha256="1"), PLAN)
    for lying in ((), ("b.xlsx", "c.xlsx", "d.xlsx"), ("d.xlsx",)):
        for each in each_once((*books_, broken, none, none), lying):
            what = (
                told_finding(each)
                if isinstance(each, Finding)
                else [i.workbook for i in each.inputs]
            )
            yield f"lying {lying}: {what}"


def of_answers() -> Iterator[str]:
    read = read_return(return_of(PLAN, "A", ANSWERS), PLAN)
    told_: list[tuple[object, MeasureEntry | DeadlineEntry]] = [
        *read.measures.items(),
        *read.deadlines.items(),
    ]
    for key, entry in told_:
        if answers := answers_in(entry):
            yield f"answers of {key}: {[*answers]}"
        yield f"places of {key}: {[str(place.cell) for place in entry.places.values()]}"
    for name, measure in read.measures.items():
        if measure.has_actual or measure.own_rating:
            yield f"{name} has an actual {measure.has_actual}, a rating {measure.own_rating}"
    for name_, deadline in read.deadlines.items():
        yield f"{name_} is an update {deadline.is_update}, is started {deadline.is_started}"


def of_basis() -> Iterator[str]:
    first, unread = MeasureEntry(), SignOff(is_day_unread=True)
    same = (
        first == replace(first, says_nothing=(("comment", "-"),)),
        first == replace(first, called="x"),
        *(first == replace(first, typed="x"), first == replace(first, places={"a": CellRef()})),
        *(first == replace(first, also=(CellRef(),)), unread == SignOff()),
        DeadlineEntry(called="x") == DeadlineEntry(),
        DeadlineEntry(says_nothing=(("progress", "-"),)) == DeadlineEntry(),
        DeadlineEntry(places={"a": CellRef()}, also=(CellRef(),)) == DeadlineEntry(),
        SignOff(places={"a": CellRef()}) == SignOff(),
    )
    yield f"the same but for where it stands: {same}"
    yield f"of nothing: {first!r} {DeadlineEntry()!r} {Input('a.xlsx', 'sum')!r}"
    yield f"what reading rests on: {reading_basis(PLAN)}"
    others = {
        "another name": plan_of_returns(measures=(replace(MEASURES[0], name="x"), *MEASURES[1:])),
        "another title": plan_of_returns(title="x"),
        "no milestones": plan_of_returns(milestones=()),
        "decimals": plan_of_returns(measures=(replace(MEASURES[0], decimals_set=3),)),
    }
    yield from (f"{name}: {reading_basis(plan)}" for name, plan in others.items())


SIGNED: dict[str, dict[str, object]] = {
    "signed": {
        "filled_in_by": "Jo Smith",
        "signed_off_by": " Anna  Lee ",
        "signed_off_on": date(2017, 10, 3),
    },
    "no cells": {},
    "empty": {"filled_in_by": "", "signed_off_by": "", "signed_off_on": ""},
    "no day": {"signed_off_by": "Anna Lee", "signed_off_on": ""},
    "no name": {"signed_off_by": "", "signed_off_on": "3/10/17"},
    "no cell for the day": {"signed_off_by": "Anna Lee"},
    "no cell for the name": {"signed_off_on": "3/10/17"},
    "a day that is none": {"signed_off_by": "Anna Lee", "signed_off_on": "yesterday"},
    "a day of today": {
        "signed_off_by": "Anna Lee",
        "signed_off_on": RawCell(datetime(2017, 10, 3), "dd/mm/yy", is_of_today=True),  # noqa: DTZ001
    },
    "struck through": {
        "signed_off_by": RawCell("Anna Lee", struck="Jo"),
        "signed_off_on": RawCell(None, struck="3/10"),
    },
    "errors": {
        "filled_in_by": RawCell("#REF!"),
        "signed_off_by": RawCell(0, is_linked_nought=True),
        "signed_off_on": RawCell("#REF!"),
    },
    "a number": {"filled_in_by": 5, "signed_off_by": "12", "signed_off_on": 43011},
    "long": {"filled_in_by": "n" * 101},
    **{
        f"signed by {said!r}": {"signed_off_by": said, "signed_off_on": "3/10/17"}
        for said in (
            "n/a",
            "-",
            "TBC",
            "Anna Lee?",
            "No",
            "Yes",
            "no one yet",
            "Yes, Anna",
            "Thi No",
            "not yet",
            "Awaiting Anna",
            "waiting",
            "pending",
            "outstanding",
            "unsigned",
            "Draft",
            "to be signed",
            "Notting",
            "Drafty",
            "Nora",
            "Yesim",
            "…",
        )
    },
}


def of_signatures() -> Iterator[str]:
    asked = plan_of_returns(sign_off=SignOffAsked.YES)
    for name, said in SIGNED.items():
        book = return_of(PLAN, "A", ANSWERS, **said)
        read = read_return(book, PLAN)
        (entered,) = read.inputs
        off = entered.sign_off
        yield (
            f"{name}: filled in by {off.filled_in_by!r}, signed by {off.by!r} on {off.on}"
            f"{', a day that cannot be read' * off.is_day_unread}, given {off.is_given},"
            f" content {entered.content[:8] or 'none'}"
        )
        yield from (told_finding(each) for each in read.findings)
        for plan in (PLAN, asked):
            returns, _ = returns_of(SEPTEMBER, (read,))
            missing = [told_finding(each) for each in sign_off_findings(plan, returns)]
            yield (
                f"… asked for {plan.sign_off is SignOffAsked.YES}: "
                f"{' | '.join(missing) or 'nothing'}"
            )


def signed_returns(*answers: dict[tuple[str, str], object], **said: object) -> Returns:
    books_ = [
        read_return(return_of(PLAN, "A", each, name=f"{at}.xlsx", sha256=str(at), **said), PLAN)
        for at, each in enumerate(answers)
    ]
    return returns_of(SEPTEMBER, books_)[0]


def of_changes_since() -> Iterator[str]:
    said, later = SIGNED["signed"], {**SIGNED["signed"], "signed_off_on": date(2017, 10, 4)}
    other = {**ANSWERS, ("A1", "comment"): "More."}
    spaced = {**ANSWERS, ("A20 2", "progress"): " Advert  is out. "}
    live = {**ANSWERS, ("A1", "state"): "On target", ("A1", "name"): "Visits"}
    first = signed_returns(ANSWERS, **said)
    cases = {
        "as it was": (signed_returns(ANSWERS, **said), first),
        "changed": (signed_returns(other, **said), first),
        "with other spaces": (signed_returns(spaced, **said), first),
        "other cells": (signed_returns(live, **said), first),
        "changed, with a new day": (signed_returns(other, **later), first),
        "never seen": (signed_returns(other, **said), Returns(SEPTEMBER)),
        "not signed": (signed_returns(other), first),
        "two with the same sign-off": (signed_returns(ANSWERS, other, **said), first),
        "two before": (signed_returns(other, **said), signed_returns(ANSWERS, other, **said)),
        "changed twice": (
            signed_returns({**ANSWERS, ("A1", "comment"): "Even more."}, **said),
            as_signed(signed_returns(other, **said), first.inputs),
        ),
        "changed back": (
            signed_returns(ANSWERS, **said),
            as_signed(signed_returns(other, **said), as_signed(first, ()).inputs),
        ),
    }
    for name, (now, before) in cases.items():
        seen = as_signed(now, as_signed(before, ()).inputs)
        told_ = [told_finding(each) for each in sign_off_findings(PLAN, seen)]
        kept = [(each.content[:6], each.signed_content[:6]) for each in seen.inputs]
        yield f"{name}, {kept}: {' | '.join(told_) or 'nothing'}"
    yield f"the same where nothing is signed: {as_signed(signed_returns(ANSWERS), ()) is not None}"


def test_who_signed_returns(approved: Approved) -> None:
    approved.check("signed returns", (*of_signatures(), *of_changes_since()))


def columns_told() -> Iterator[str]:
    for name, columns in (
        ("Targets", layout.TARGET_COLUMNS),
        ("Milestones", layout.MILESTONE_COLUMNS),
    ):
        for column in columns:
            kept = {
                each: getattr(column, each)
                for each in (
                    "key",
                    "heading",
                    "width",
                    "prompt",
                    "choices",
                    "is_optional",
                    "is_open",
                    "is_text",
                )
            }
            yield (
                f"{name}, {type(column).__name__}: "
                f"{kept | {'choices': [*map(str, column.choices)]}}"
            )
    for measure in PLAN.measures:
        values = {
            c.key: str(c.value(measure))
            for c in layout.TARGET_PLAN
            if isinstance(c, layout.MeasureColumn)
        }
        yield f"{measure.called}: {values}"
    for milestone, deadline in PLAN.deadlines():
        shown = {
            c.key: str(c.value(milestone, deadline))
            for c in layout.MILESTONE_PLAN
            if isinstance(c, layout.DeadlineColumn)
        }
        yield f"{milestone.called(deadline)}: {shown}"
    for name, words in vars(layout).items():
        if name.isupper() and "COLUMNS" not in name and not name.startswith("_"):
            plain = (
                [each.key for each in words]
                if isinstance(words, tuple) and hasattr(words[0], "key")
                else words
            )
            yield f"{name}: {plain}"
    for heading in (
        "Actual: as number",
        "ACTUAL : x",
        "Actual:x",
        "Other: x",
        "Actual",
        ": ",
        "Data as at: a: b",
    ):
        yield (
            f"{heading}: {layout.is_step_heading(heading)}, {layout.step_heading(heading, 'step')}"
        )
    for word in (
        "Lead",
        "Director",
        "Ref",
        "status",
        "",
        "   ",
        "l" * 60,
        "l" * 61,
        "Head of service responsible",
    ):
        columns = layout.milestone_columns(plan_of_returns(lead_word=word))
        own = next(each for each in columns if each.key == "lead")
        yield (
            f"leads as {word[:30]!r}: {own.heading[:30]!r}, {own.width} wide, as ever "
            f"{columns is layout.MILESTONE_COLUMNS}"
        )
    for word in ("Priority", "Outcome", "Plan", "plan", "Return month", "Marking"):
        yield f"priorities as {word}: {layout.priority_label(Vocabulary(priority=word))}"


def test_the_layout_of_returns(approved: Approved) -> None:
    approved.check("layout of returns", columns_told())
