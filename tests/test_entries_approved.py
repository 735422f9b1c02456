"""What becomes of each thing that is typed into a return: its value, or the problem."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from cyps_reports.findings import CellRef, Findings
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Measure
from cyps_reports.returns import layout
from cyps_reports.returns.baseline_guard import Edit, deadline_edits, edit_findings, measure_edits
from cyps_reports.returns.entries import deadline_entry, measure_entry
from cyps_reports.returns.says_nothing import MARKS, WORDS, given, says_nothing
from cyps_reports.workbooks.grid import RawCell, Sheet
from cyps_reports.workbooks.table_rows import Row
from tests.tools.approved import Approved
from tests.tools.return_books import (
    MEASURES,
    MILESTONES,
    SEPTEMBER,
    cell_of,
    column_of,
    plan_of_returns,
    targets,
    told_entry,
    told_finding,
    told_here,
)

NOUGHT = RawCell(0, '#,##0;-#,##0;"-"')
LINKED, ERROR = RawCell(0, is_linked_nought=True), RawCell("#REF!")
UNCALCULATED = RawCell(None, formula=True)
STRUCK = RawCell(None, struck="160")
ACTUALS: tuple[object, ...] = (
    *("", " ", 0, 1, 12, 12.345, 12.5, 0.5, 78.46, 100, 100.4, 101, 120, 0.785, -1, -2.55, 5000),
    45000,
    *("n/a", "NA", "Not available", "not yet due", "tbc", "TBD", "-", "–", "—", "none", "nil"),
    "zero",
    *("84%", "approx 84", "£1.2m", "12 days", "1:14", "Good", "good?", "Yes", "no"),
    *("Outstanding", "maybe"),
    *("see comments", "A strategy was agreed.", "1,250", "1 250", "12/15", "3-4", True),
    date(2017, 9, 1),
    *(NOUGHT, LINKED, ERROR, UNCALCULATED, STRUCK, RawCell(0.785, "0.0%")),
    RawCell(150, '0" seen"'),
    *(RawCell("148", raised="8", written="14⁸"), RawCell("Agreed", link="https://example.org/a")),
)
DATES: tuple[object, ...] = (
    *("", date(2017, 9, 30), datetime(2017, 9, 30, 12), "30/9/17", "30 September 2017"),  # noqa: DTZ001
    *("Sept 2017", "soon"),
    *("31/9/2017", 43008, 0, time(0), LINKED, ERROR, UNCALCULATED, STRUCK, True, "n/a"),
    "before 30/9/17",
    RawCell(datetime(2017, 9, 30), "mmm-yy"),  # noqa: DTZ001
    RawCell(datetime(2017, 9, 30), "dd/mm/yy", is_of_today=True),  # noqa: DTZ001
    RawCell("", is_of_today=True),
)
CHOICES: tuple[object, ...] = (
    *("", "Final", "final", " PROVISIONAL ", "Not yet due", "Not-available", "Final?"),
    *("Final ✓", "Done", 5, True),
    *("Not started", "On track", "at risk", "Completed", "complete", "🔴 At risk", LINKED, ERROR),
    UNCALCULATED,
    *("On target", "Close to target", "Off target", "Green", STRUCK, "~Final"),
)
WORDS_TYPED: tuple[object, ...] = (
    *("", "Two  words \n and a line.\n\n ", "n/a", "None.", "-", "TBC", "no update"),
    *("No update was given.", 5, 0),
    *(1.5, True, date(2017, 9, 30), LINKED, ERROR, UNCALCULATED, STRUCK),
    *(RawCell("is", struck="was "), "l" * 200),
    RawCell("the minutes", link="https://example.org/a"),
    RawCell("the file", link="C:\\Minutes.docx"),
    *(RawCell("n/a", link="https://example.org/a"), RawCell("#REF!", link="https://example.org/a")),
    *(RawCell("noted", note="A note."), RawCell(None, note="A note alone.")),
    RawCell("to", link="mailto:a@b.example"),
    RawCell(LINKED.value, is_linked_nought=True, link="https://example.org/a"),
)
COUNTS: tuple[object, ...] = ("", 12, "12", "about 12", "n/a", "-", 0, "1,250", "2\n3", ERROR)


def row_with(measure: Measure, values: Mapping[str, object], **more: Any) -> Row:
    """A row of Targets with these cells alone, beside its reference."""
    filled = {"ref": measure.ref, "component": measure.component, **values}
    columns = {key: at for at, key in enumerate(filled, start=1)}
    cells = {(5, columns[key]): cell_of(value) for key, value in filled.items()}
    return Row(Sheet("return-A.xlsx", "Targets", cells, **more), 5, columns)


def typed(value: object) -> str:
    if isinstance(value, RawCell):
        kept = [f"{n}={v!r}" for n, v in zip(value._fields, value, strict=True) if v]
        return f"a cell ({', '.join(kept)})"
    return repr(value) if len(repr(value)) < 60 else f"{repr(value)[:20]}…"


def of_measure(measure: Measure, **values: object) -> str:
    found = Findings()
    entry = measure_entry(row_with(measure, values), measure, found)
    return " | ".join((told_entry(entry), *map(told_here, found.all)))


def of_deadline(**values: object) -> str:
    found = Findings()
    columns = {key: at for at, key in enumerate(("ref", *values), start=1)}
    cells = {(5, columns[key]): cell_of(value) for key, value in {"ref": "A20", **values}.items()}
    row = Row(Sheet("return-A.xlsx", "Milestones", cells), 5, columns)
    entry = deadline_entry(row, "A20, deadline 1", found)
    return " | ".join((told_entry(entry), *map(told_here, found.all)))


def of_figures() -> Iterator[str]:
    for measure in MEASURES:
        yield (
            f"{measure.called}, {measure.unit.name}, target "
            f"{measure.target_said or measure.target}:"
        )
        for value in ACTUALS:
            yield f"{typed(value)} ⇒ {of_measure(measure, actual=value)}"


def of_other_cells() -> Iterator[str]:
    first = MEASURES[0]
    for key in ("as_at",):
        yield from (f"{key} {typed(each)} ⇒ {of_measure(first, **{key: each})}" for each in DATES)
    for key in ("completed", "expected"):
        yield from (f"{key} {typed(each)} ⇒ {of_deadline(**{key: each})}" for each in DATES)
    for key in ("data_status", "own_rating"):
        yield from (f"{key} {typed(each)} ⇒ {of_measure(first, **{key: each})}" for each in CHOICES)
    yield from (f"status {typed(each)} ⇒ {of_deadline(status=each)}" for each in CHOICES)
    for key in ("comment", "corrective_action", "public_comment"):
        yield from (
            f"{key} {typed(each)} ⇒ {of_measure(first, **{key: each})}" for each in WORDS_TYPED
        )
    for key in ("progress", "corrective_action", "public_comment"):
        yield from (f"{key} {typed(each)} ⇒ {of_deadline(**{key: each})}" for each in WORDS_TYPED)
    for key in ("numerator", "denominator"):
        yield from (f"{key} {typed(each)} ⇒ {of_measure(first, **{key: each})}" for each in COUNTS)


def of_struck_rows() -> Iterator[str]:
    first, was = MEASURES[0], RawCell(None, struck="was")
    ref = RawCell(None, struck="A1")
    cases: dict[str, dict[str, object]] = {
        "the reference alone": {"ref": ref, "actual": 5},
        "all of it": {"ref": ref, "name": was, "actual": was},
        "all but a live cell": {"ref": ref, "actual": was, "state": "On target"},
        "all but a plan cell": {"ref": ref, "actual": was, "name": "Visits"},
        "an entry": {"actual": was, "comment": "said"},
        "two entries": {"actual": was, "comment": RawCell("is", struck="was " * 40)},
        "a plan cell": {"name": was, "actual": 5},
        "reference and entry": {"ref": ref, "actual": RawCell(5, struck="4"), "comment": "x"},
        "nothing else there": {"ref": ref},
    }
    for name, values in cases.items():
        yield f"{name}: {of_measure(first, **values)}"


def of_merged_cells() -> Iterator[str]:
    """Rows 5 and 6 of Targets, some of whose cells are merged."""
    plan, at = (
        plan_of_returns(),
        {key: column_of("Targets", key) for key in ("actual", "as_at", "comment")},
    )
    cases = {
        "one column of two rows": (5, at["comment"], 6, at["comment"]),
        "two columns of a row": (5, at["actual"], 5, at["as_at"]),
        "two of two": (5, at["actual"], 6, at["as_at"]),
        "a live cell and an entry": (5, at["actual"] - 1, 5, at["actual"]),
        "plan cells": (5, 2, 6, 2),
    }
    answers = {("A1", "actual"): 5, ("A1", "comment"): "said", ("A1", "previous"): "70%"}
    for name, merged in cases.items():
        for filled in (answers, {}):
            sheet = targets(plan, "A", filled, merged=(merged,))
            columns = {column.key: n for n, column in enumerate(layout.TARGET_COLUMNS, start=1)}
            for number, measure in ((5, MEASURES[0]), (6, MEASURES[1])):
                found = Findings()
                entry = measure_entry(Row(sheet, number, columns), measure, found)
                told = " | ".join((told_entry(entry), *map(told_here, found.all)))
                yield f"{name}, {'filled' if filled else 'empty'}, row {number}: {told}"


def of_words_that_say_nothing() -> Iterator[str]:
    yield f"marks: {MARKS!a}"
    for word in (*WORDS, *map("{}.".format, MARKS), *OTHER_WORDS):
        yield f"{word!r}: {'nothing' if says_nothing(word) else 'something'}, given {given(word)!r}"


OTHER_WORDS = (
    *(
        "",
        " ",
        "N/A",
        "n / a",
        "N.A.",
        "n - a",
        "None needed.",
        "no further action this month",
        "No, later",
        "Nil (0)",
    ),
    *(
        "none - all done",
        "x x",
        "xxxx",
        "no action at all",
        "“TBC”",
        "to-be-confirmed",
        "not applicable " * 3,
    ),
    *(
        "nothing to report at this time",
        "nothing  to\nreport",
        "no update / none",
        "n/a/",
        "0",
        "yes",
        "a",
    ),
    "-" * 60,
    f"none{' ' * 60}",
)


def test_what_is_read_of_figures(approved: Approved) -> None:
    approved.check("figures of returns", of_figures())


def test_what_is_read_of_other_entries(approved: Approved) -> None:
    told = (*of_other_cells(), *of_struck_rows(), *of_merged_cells(), *of_words_that_say_nothing())
    approved.check("entries of returns", told)


AS_PRINTED: dict[str, object] = {
    "empty": "",
    "struck through": RawCell(None, struck="was"),
    "struck through, and words": RawCell("is", struck="was"),
    "another text": "Something else",
    "a day": date(2017, 10, 31),
    "as Excel counts days": 43039,
    "as on Macs": 41577,
    "a day later": 43040,
    "a day as text": "31/10/2017",
    "month first": "10/31/17",
    "with dashes": "31-10-17",
    "of another year": "31/10/2018",
    "of two noughts": "31/10/00",
    "as ISO": "2017-10-31T00:00:00",
    "as ISO with a time": "2017-10-31T10:00:00",
    "the new day": date(2017, 12, 1),
    "a share": 0.8,
    "a share as it shows": RawCell(0.8, "0%"),
    "a figure": 80,
    "a figure as text": "80%",
    "another figure": 81.25,
    "the last outturn": "75.5",
    "a year": "2017",
    "no date": "No date set",
    "to be confirmed": "TBC",
    "true": True,
    "first line of two": "Success measure: All posts filled",
    "lead": "ab",
    "an error": ERROR,
    "of a word": "Higher is better!",
}


def each_edit() -> Iterator[str]:
    """Each plan cell of some rows: what in its place is the plan's, and what is not."""
    columns = [each for each in layout.TARGET_COLUMNS if isinstance(each, layout.MeasureColumn)]
    for measure in (MEASURES[0], MEASURES[3], MEASURES[6], MEASURES[10]):
        for column in columns:
            found = {
                name: [*measure_edits(row_with(measure, {column.key: value}), measure)]
                for name, value in AS_PRINTED.items()
            }
            yield from of_column(f"{measure.called} {column.heading}", found)
    dated = [each for each in layout.MILESTONE_COLUMNS if isinstance(each, layout.DeadlineColumn)]
    for milestone in MILESTONES[:5]:
        for of_deadlines in dated:
            found = {}
            for name, value in AS_PRINTED.items():
                cells = {(5, 1): cell_of(value)}
                row = Row(Sheet("return-A.xlsx", "Milestones", cells), 5, {of_deadlines.key: 1})
                found[name] = [*deadline_edits(row, milestone, milestone.deadlines[0])]
            yield from of_column(f"{milestone.ref} {of_deadlines.heading}", found)


def of_column(called: str, found: Mapping[str, list[Edit]]) -> Iterator[str]:
    same = [name for name, several in found.items() if not several]
    told = {name: edit for name, several in found.items() for edit in several}
    if len(same) == len(found):
        yield f"{called}: not looked at"
        return
    promised = {repr(edit.promised) for edit in told.values()}
    others = ", ".join(f"{name} {edit.now!r}" for name, edit in told.items())
    yield (
        f"{called}, {' '.join(promised)}: the same: {', '.join(same) or 'nothing'}; others: "
        f"{others}"
    )
    first, struck = told["another text"], told.get("struck through, and words")
    yield (
        f"… {replace(first, now='', promised='')!r}; struck through "
        f"{bool(struck and struck.is_struck)}"
    )


def test_what_was_changed_of_the_plan_is_told(approved: Approved) -> None:
    approved.check(
        "plan cells of returns", (*each_edit(), *edits_together(), *against_last_month())
    )


FORMER = {
    "A1": {"Target": "70%", "Measure": "Visits", "Plan notes": "One."},
    "A20, deadline 1": {"Revised due date": "1 Nov 2017", "Lead": "CD", "Due date": "31 Oct 2017"},
}


def edit(now: str, promised: str, **more: Any) -> Edit:
    row, key = more.pop("row", "A1"), more.pop("key", "")
    number = more.pop("number", 5)
    place = CellRef("return-A.xlsx", more.pop("sheet", "Targets"), f"G{number}")
    return Edit(
        place,
        row,
        more.pop("ref", "A1"),
        more.pop("heading", "Target"),
        now,
        promised,
        key=key,
        **more,
    )


OLD = {
    "as last month": edit("70%", "80%"),
    "as last month with noughts": edit("70.0%", "80%"),
    "empty now": edit("70%", ""),
    "the same words": edit("70 %", "70%"),
    "the same, by a sign": edit("70%", "70%?"),
    "neither": edit("75%", "80%"),
    "of a row that was not there": edit("70%", "80%", row="A9", ref="A9"),
    "of a heading that was not there": edit("x", "80%", heading="Unit"),
    "nothing of nothing": edit("", "", heading="Unit"),
    "by its key": edit(
        "1 Nov 2017", "1 Dec 2017", row="A20, deadline 1", key="redated", heading="Re-dated to"
    ),
    "by the lead's key": edit("CD", "AB", row="A20, deadline 1", key="lead", heading="Director"),
    "approved later": edit("", "x", approved_on=SEPTEMBER.last.replace(month=10)),
    "approved later, filled": edit("y", "x", approved_on=SEPTEMBER.last.replace(month=10)),
    "approved on the last day": edit("", "x", approved_on=SEPTEMBER.last),
    "struck and empty": edit("", "x", is_struck=True),
    "struck and filled": edit("y", "x", is_struck=True),
    "some lines": edit("One.", "One.\nTwo.", heading="Notes"),
    "some lines and others": edit("One.\nThree.", "One.\nTwo.", heading="Notes"),
    "to be confirmed": edit("TBC\nOne", "One\nTwo", heading="Notes"),
    "to be determined": edit("TBD", "5", heading="Notes"),
    "no date set": edit("No date set", "31 Oct 2017", heading="Due date"),
    "long": edit("n" * 300, "80%"),
}


def against_last_month() -> Iterator[str]:
    for name, each in OLD.items():
        for month in (SEPTEMBER, Month(2017, 10)):
            for former in (FORMER, {}):
                told = map(told_finding, edit_findings(month, (each,), former))
                since = "beside last month's plan" if former else "alone"
                yield f"{name}, {month}, {since}: {' | '.join(told) or 'nothing'}"


def edits_together() -> Iterator[str]:
    several = [edit("70%", "80%", ref=f"A{n}", number=n) for n in range(1, 13)]
    for number in (1, 2, 10, 11, 12):
        told = map(told_finding, edit_findings(SEPTEMBER, several[:number], FORMER))
        yield f"{number} as last month: {' | '.join(told)}"
        lacking = [edit("", "x", ref=f"A{n}", heading="Withdrawn") for n in range(number)]
        yield (
            f"{number} empty: "
            f"{' | '.join(map(told_finding, edit_findings(SEPTEMBER, lacking, {})))}"
        )
    mixed = (
        several[0],
        edit("", "x"),
        edit("", "x", sheet="Milestones"),
        edit("", "y", heading="Unit"),
    )
    yield f"mixed: {' | '.join(map(told_finding, edit_findings(SEPTEMBER, mixed, FORMER)))}"
