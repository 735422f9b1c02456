"""A plan with all that milestones may have, from its workbook through returns to four reports."""

import json
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cyps_reports import cli
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.templates.workbook import return_workbook
from tests.tools.approved import Approved, sums_of_results
from tests.tools.many_milestones import AUGUST, JULY, JUNE, MAY, PLAN
from tests.tools.returned import cells_of, returned
from tests.tools.word_report import words_of

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")

ON_TRACK: dict[str, object] = {"status": "On track", "progress": "Going on."}
ANSWERS: dict[Month, dict[str, dict[str, object]]] = {
    MAY: {"A4": ON_TRACK, "A5": ON_TRACK, "A6": {"completed": date(2017, 5, 9)}, "A8": {}},
    JUNE: {"A4": ON_TRACK, "A5": ON_TRACK, "A6": {}, "A8": {}},
    JULY: {
        "A4": {"status": "Completed", "completed": date(2017, 7, 5)},
        "A5": ON_TRACK,
        "A6": {},
        "A8": ON_TRACK,
    },
}


class Reported:
    """What a month's report came to.

    The record, the sheets of the summary, the text of the Word report.
    """

    def __init__(self, month: Month) -> None:
        folder = Path("output") / str(month)
        self.record: dict[str, Any] = json.loads(
            (folder / "as-reported.json").read_text(encoding="utf-8")
        )
        book = openpyxl.load_workbook(folder / f"cs-summary-{month}.xlsx")
        self.sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
        self.text = words_of(folder / f"cs-report-{month}.docx")
        self.drafts = {
            path.stem: message_from_bytes(path.read_bytes(), policy=policy.default)
            for path in (folder / "emails").glob("*.eml")
        }

    def states(self) -> dict[str, str]:
        return {
            row["ref"]: row["state"]
            for kind in ("measures", "deadlines")
            for row in self.record[kind]
        }

    def reason(self, ref: str) -> str:
        (row,) = (
            row
            for row in (*self.record["measures"], *self.record["deadlines"])
            if row["ref"] == ref
        )
        reason: str = row["reason"]
        return reason

    def changes(self) -> list[tuple[Any, ...]]:
        rows = iter(self.sheets["Changes"])
        next(row for row in rows if row[0] == "What")
        return [(row[0], row[1], row[4], row[5]) for row in rows]

    def column(self, sheet: str, heading: str) -> dict[str, object]:
        rows = iter(self.sheets[sheet])
        headings = next(row for row in rows if row[0] == "Ref")
        return {str(row[0]): row[headings.index(heading)] for row in rows if row[0]}


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Month, Reported]]:
    folder = tmp_path_factory.mktemp("months")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        (folder / "returns").mkdir()
        (folder / "returns" / "plan.xlsx").write_bytes(plan_workbook(PLAN))
        for month, answers in ANSWERS.items():
            into = folder / "returns" / str(month)
            into.mkdir()
            figures = {
                (ref, key): value
                for ref in ("A1", "A2")
                for key, value in (("actual", 0.5), ("as_at", month.last), ("data_status", "Final"))
            }
            typed = {
                (ref, key): value for ref, told in answers.items() for key, value in told.items()
            }
            returned(into, PLAN, "A", {**figures, **typed}, month)
            made(month)
        # Nothing comes back for August.
        (folder / "returns" / str(AUGUST)).mkdir()
        made(AUGUST)
        yield {month: Reported(month) for month in (*ANSWERS, AUGUST)}


def made(month: Month) -> None:
    """Makes the month's report and its emails."""
    for command in ("report", "email"):
        assert cli.main([command, f"returns/{month}"]) == (month == AUGUST), (
            "no return came for August"
        )


def test_the_plan_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(PLAN))
    assert read_plan(path) == (PLAN, ())


@pytest.mark.usefixtures("months")
def test_all_that_is_made_of_the_months_is_as_approved(approved: Approved) -> None:
    approved.check("milestones through months", sums_of_results(Path("output")))


def test_the_states_month_by_month(months: dict[Month, Reported]) -> None:
    assert {month: list(reported.states().values()) for month, reported in months.items()} == {
        MAY: [
            *("Off target", "Off target", "Not reported"),
            *("Due soon", "On track", "Done this quarter", "Overdue", "No update"),
        ],
        JUNE: [
            *("Off target", "Off target", "Withdrawn"),
            *("Overdue", "On track", "Done this quarter", "Merged", "No update"),
        ],
        JULY: [
            *("Off target", "Off target", "Withdrawn"),
            *("Completed late", "On track", "Due this quarter", "Merged", "Due soon"),
        ],
        AUGUST: [
            *("No return", "No return", "Withdrawn"),
            *("Completed late", "No return", "No return", "Merged", "Overdue"),
        ],
    }


def test_what_is_withdrawn_counts_from_the_day_it_was_approved(
    months: dict[Month, Reported],
) -> None:
    assert "Counted apart" not in months[MAY].text
    said = "Counted apart: 1 measure withdrawn and 1 deadline merged."
    assert said in months[JUNE].text
    not_rated = "1 measure could not be rated this month."
    assert (not_rated in months[MAY].text, not_rated in months[JUNE].text) == (True, False)
    rated = [line for line in months[JUNE].text.splitlines() if line in ("2 of 3", "2 of 2")]
    assert rated == ["2 of 3", "2 of 2"], "how many were rated in May, and in June"
    assert "1 of 4 deadlines is late" in months[JUNE].text
    assert "1 of 5 deadlines is late" in months[MAY].text
    assert months[JUNE].reason("A3") == "Withdrawn by Cabinet on 10 June 2017: no longer collected."
    assert months[JUNE].reason("A7") == "Merged by Cabinet on 15 June 2017: into A5."
    withdrawn = {row["ref"]: row["withdrawn"] for row in months[JUNE].record["deadlines"]}
    assert withdrawn == {"A4": None, "A5": None, "A6": None, "A7": "2017-06-15", "A8": None}


def test_it_is_told_once_in_what_has_changed(months: dict[Month, Reported]) -> None:
    kind = "Withdrawn, merged or deferred"
    in_june = [change for change in months[JUNE].changes() if change[1] in ("A3", "A7")]
    assert in_june == [
        (kind, "A3", "○ Not reported", "○ Withdrawn"),
        (kind, "A7", "■ Overdue", "○ Merged"),
    ]
    assert not [change for change in months[JULY].changes() if change[1] in ("A3", "A7")]
    assert not [change for change in months[JULY].changes() if change[1] == "A6"], (
        "a new quarter is no news"
    )


def test_nothing_is_asked_for_what_was_withdrawn(months: dict[Month, Reported]) -> None:
    asked = [
        each["message"]
        for each in months[JUNE].record["findings"]
        if each["workbook"].startswith("return")
    ]
    assert not [message for message in asked if message.startswith(("A3 ", "A7 "))]
    assert [message for message in asked if message.startswith("A8 ")]


def test_it_stands_locked_in_the_return_with_its_reason(tmp_path: Path) -> None:
    for month, shows in ((MAY, False), (JUNE, True)):
        path = tmp_path / f"{month}.xlsx"
        path.write_bytes(return_workbook(PLAN, PLAN.priorities[0], month))
        sheet = openpyxl.load_workbook(path, data_only=True)["Milestones"]
        places = {
            key: sheet[cell] for key, (name, cell) in cells_of(path).items() if name == "Milestones"
        }
        assert (("A7", "withdrawn") in places) is shows
        assert places["A7", "progress"].protection.locked is shows
        notes = places["A4", "notes"].value
        assert (
            notes
            == "Success measure: Fewer children wait\nEvidence: Minutes of the board\nMoves: A1"
        )
        if shows:
            told = [places["A7", key].value for key in ("state", "todo", "withdrawn")]
            assert told == ["Merged", "Done", "Merged by Cabinet on 15 June 2017: into A5"]


def test_a_milestone_says_what_it_waits_for(months: dict[Month, Reported]) -> None:
    held = "It waits for A4, 30 days overdue."
    whole = f"Started. {held}"
    assert months[JUNE].reason("A5") == whole
    assert months[JUNE].column("Milestones", "Reason")["A5"] == whole
    assert held in months[JUNE].text
    for month in (MAY, JULY):
        assert "waits" not in months[month].reason("A5"), (
            "A4 is due soon in May, and completed in July"
        )


def test_a_red_measure_that_no_open_milestone_moves_is_an_exception(
    months: dict[Month, Reported],
) -> None:
    for month, refs in ((JUNE, ["A2"]), (JULY, ["A1", "A2"])):
        assert months[month].text.count("No open milestone moves it.") == len(refs)
        rows = {
            row[1]: str(row[0])
            for row in months[month].sheets["Overview"]
            if row[1] in ("A1", "A2")
        }
        assert {ref for ref, text in rows.items() if "No open milestone moves it." in text} == set(
            refs
        )


def test_success_evidence_and_what_is_moved_are_printed(months: dict[Month, Reported]) -> None:
    for line in (
        "Success measure: Fewer children wait.",
        "Evidence: Minutes of the board.",
        "Moves: A1.",
    ):
        assert line in months[JUNE].text
    for heading, text in (
        ("Success measure", "Fewer children wait"),
        ("Evidence", "Minutes of the board"),
    ):
        column = months[JUNE].column("Milestones", heading)
        assert (column["A4"], column["A5"]) == (text, None)


def test_who_fills_in_a_row_is_asked_about_it(months: dict[Month, Reported]) -> None:
    drafts = months[JUNE].drafts
    assert {"incomplete-A", "incomplete-A-JoSmith"} <= set(drafts)
    theirs = drafts["incomplete-A-JoSmith"]
    assert theirs["To"] == "jo.smith@council.example"
    body = theirs.get_content()
    assert "Dear Jo Smith," in body
    assert "Your row in it is not done." in body
    assert "A8 Milestone 8 (Milestones, I9): it is open and has no status" in body
    assert "A4" not in body
    assert "A8" not in drafts["incomplete-A"].get_content()
    assert "incomplete-A-JoSmith" not in months[JULY].drafts, "A8 is done"
    missing = months[AUGUST].drafts["missing-A"]
    assert (missing["To"], missing["Cc"]) == (
        "pat.hill@council.example",
        "jo.smith@council.example",
    )
    summary = months[JUNE].column("Milestones", "Head of service")
    assert summary["A8"] == "Jo Smith", "no address stands in it"
    assert "council.example" not in json.dumps(months[JUNE].record)
