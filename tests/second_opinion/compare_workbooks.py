"""The live words of the returned workbooks, as the spreadsheet program recalculated them, and
what `status` counts.
"""

import re
from collections.abc import Iterator
from datetime import date

from tests.second_opinion import asked
from tests.second_opinion.differences import Difference, differ
from tests.second_opinion.outlook import PACE_FROM
from tests.second_opinion.plan import Plan
from tests.second_opinion.verdict import Known, Opinion, opinion
from tests.second_opinion.workbook import Row, Workbook

LATER = "Rated in the report"
"""What a sheet says of a figure of the year so far where its blank was made without the earlier
months.
"""


def compare_workbook(
    workbook: Workbook, code: str, plan: Plan, known: Known, templated: Known | None, month: date
) -> Iterator[Difference]:
    """A sheet knows its own entries, and of earlier months what its blank was carried forward
    from.
    """
    sheet_knows = {**(templated or {}), month: {code: known[month][code]}}
    mine = opinion(plan, sheet_knows, month)
    place = f"Workbook {code}"
    # Before the third month, no forecast can have figures enough.
    is_blind = templated is None and month >= plan.months[PACE_FROM - 1]
    done = {"Targets": 0, "Milestones": 0}
    for key, row in workbook.rows.get("Targets", {}).items():
        needs = asked.of_measure(mine.measures[key], plan, month)
        done["Targets"] += not needs
        state = (
            LATER
            if is_blind and mine.measures[key].state == "No forecast yet"
            else mine.measures[key].state
        )
        yield from _words(place, mine.measures[key].measure.row, row, state, needs)
    for key, row in workbook.rows["Milestones"].items():
        judged = mine.deadlines[key]
        needs = asked.of_deadline(judged, month)
        done["Milestones"] += not needs
        yield from _words(place, judged.deadline.row, row, judged.state, needs)
    for sheet, head in workbook.heads.items():
        own = f"{done[sheet]} of {len(workbook.rows[sheet])} rows done for {month:%B %Y}"
        yield from differ(place, f"{sheet}, rows done", own, head)


def _words(place: str, label: str, row: Row, state: str, needs: set[str]) -> Iterator[Difference]:
    heading = "Rating" if "Rating" in row else "State"
    todo = str(row["To do"].value)
    yield from differ(place, f"{label}, {heading.lower()}", state, str(row[heading].value))
    if todo not in (needs or {asked.DONE}):
        yield Difference(place, f"{label}, to do", " or ".join(sorted(needs)) or asked.DONE, todo)


def compare_status(text: str, plan: Plan, mine: Opinion, month: date) -> Iterator[Difference]:
    """`status` knows all months."""
    for code in plan.priorities:
        line = next((line for line in text.splitlines() if line.strip().startswith(f"{code}:")), "")
        rows = [row for key, row in mine.deadlines.items() if key[0].startswith(code)]
        measures = [row for key, row in mine.measures.items() if key[0].startswith(code)]
        if rows[0].entry is None:
            yield from differ("status", code, "not returned", line.partition(": ")[2])
            continue
        done = sum(not asked.of_deadline(row, month) for row in rows)
        done += sum(not asked.of_measure(row, plan, month) for row in measures)
        found = re.search(r"(\d+) of (\d+) rows? done", line)
        own = [done, len(rows) + len(measures)]
        yield from differ(
            "status",
            f"{code}, rows done",
            own,
            [int(each) for each in found.groups()] if found else line,
        )
