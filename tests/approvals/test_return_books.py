"""What becomes of whole returns: whose they are, what their rows say, and what is told of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.returns.folder import month_said_by, returns_for
from cyps_reports.returns.merge import answers_in
from cyps_reports.returns.model import DeadlineEntry, Input, MeasureEntry, SignOff
from cyps_reports.returns.reader import read_return
from cyps_reports.returns.reading_basis import reading_basis
from cyps_reports.returns.return_workbook import ReturnBook
from cyps_reports.returns.same_files import each_once
from cyps_reports.workbooks.grid import Book
from tests.tools.approved import Approved
from tests.tools.odd_returns import (
    ANSWERS,
    BLANK,
    CODES,
    DEADLINE_ROWS,
    GUIDES,
    PLAN,
    ROWS,
    SHEETS,
    UNNAMED,
    with_guide,
    with_targets,
)
from tests.tools.return_books import (
    MEASURES,
    SEPTEMBER,
    book_of,
    guide,
    milestones,
    plan_of_returns,
    return_of,
    targets,
    told_all,
    told_finding,
)


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
    for code, sheet in (("named", targets(PLAN, "A", ANSWERS)), ("unnamed", UNNAMED)):
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
