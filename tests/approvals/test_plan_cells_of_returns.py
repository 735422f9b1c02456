"""What a return changed of the plan: what counts as the plan's own, and what is told."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cyps_reports.findings import CellRef
from cyps_reports.plan.dates.months import Month
from cyps_reports.returns import layout
from cyps_reports.returns.baseline_guard import Edit, deadline_edits, edit_findings, measure_edits
from cyps_reports.workbooks.grid import RawCell, Sheet
from cyps_reports.workbooks.table_rows import Row
from tests.tools.approved import Approved
from tests.tools.return_books import (
    MEASURES,
    MILESTONES,
    SEPTEMBER,
    cell_of,
    row_with,
    told_finding,
)

ERROR = RawCell("#REF!")
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
