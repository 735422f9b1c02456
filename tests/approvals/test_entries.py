"""What becomes of each thing that is typed into a return: its value, or the problem."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

from cyps_reports.findings import Findings
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.returns import layout
from cyps_reports.returns.entries import deadline_entry, measure_entry
from cyps_reports.returns.says_nothing import MARKS, WORDS, given, says_nothing
from cyps_reports.workbooks.grid import RawCell, Sheet
from cyps_reports.workbooks.table_rows import Row
from tests.tools.approved import Approved
from tests.tools.return_books import (
    MEASURES,
    cell_of,
    column_of,
    plan_of_returns,
    row_with,
    targets,
    told_entry,
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


def of_figures_at_an_end() -> Iterator[str]:
    """Measures whose plan is right at what a figure can be."""
    ends = {
        "spend that should be nought": replace(MEASURES[2], target=Decimal(0)),
        "spend of which nothing is planned": replace(MEASURES[2], target=Missing.NOT_GIVEN),
        "spend that may be below it": replace(MEASURES[2], target=Decimal(-1)),
        "all of them": replace(MEASURES[0], target=Decimal(100)),
        "nothing planned of a share": replace(
            MEASURES[0], target=Missing.NOT_GIVEN, outturn=Missing.NOT_GIVEN
        ),
        "more than all": replace(MEASURES[0], target=Decimal("100.1")),
        "a count in decimals": replace(MEASURES[1], decimals_set=1),
    }
    for name, measure in ends.items():
        for value in (-1, -0.5, 0, 99, 100, 101.5, "101%"):
            yield f"{name}, {typed(value)} ⇒ {of_measure(measure, actual=value)}"


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
    approved.check("figures of returns", (*of_figures(), *of_figures_at_an_end()))


def test_what_is_read_of_other_entries(approved: Approved) -> None:
    told = (*of_other_cells(), *of_struck_rows(), *of_merged_cells(), *of_words_that_say_nothing())
    approved.check("entries of returns", told)
