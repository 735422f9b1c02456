"""A manager's sheet with n/a, TBC, none and dashes where words are asked for.

They count as not given: in what is asked for, in every output, and in the return of the next month.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cyps_reports.assessment.asked_of_managers import NO_CORRECTIVE_ACTION
from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.model import Assessment
from cyps_reports.disclosure.month import ACTION_GIVEN, public_month
from cyps_reports.history.joined_months import History
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.model.measure import AboutChildren
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.model.units import Unit
from cyps_reports.record.file import record_bytes
from cyps_reports.record.file_names import RECORD
from cyps_reports.record.reader import Reported, read_record
from cyps_reports.report.page_one_wording import recommendations
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import PUBLIC_COMMENT, Returns, further_in
from cyps_reports.templates.carry import carried_from
from cyps_reports.writers.record import record_of
from tests.tools.returned import SEPTEMBER, Answers, cells_of, returned

T = SEPTEMBER.last


@dataclass(frozen=True)
class Sheet:
    """What stands in the manager's sheet, the month that it makes, and the cell of each answer."""

    month: Assessment
    returns: Returns
    places: Mapping[tuple[str, str], tuple[str, str]]

    def asked(self, place: tuple[str, str]) -> str:
        """What is found at the cell of an answer."""
        return " ".join(
            each.message
            for each in self.month.findings
            if (each.place.sheet, each.place.cell) == self.places[place]
        )


Cells = dict[str, object]
FIGURE: Cells = {"as_at": date(2012, 9, 30), "data_status": "Final"}
ROWS: dict[str, Cells] = {
    "C1": {**FIGURE, "actual": 0.999, "corrective_action": "N/A"},
    "C4": {**FIGURE, "actual": "Half done", "own_rating": "Off target", "comment": "tbc"},
    "C5": {**FIGURE, "actual": 0.01, "comment": "None", "corrective_action": "As above"},
    "C8": {**FIGURE, "actual": 0.01, "comment": "Nil", "corrective_action": "n/a"},
    "C9": {**FIGURE, "actual": 1, "corrective_action": "No action\nneeded."},
    "C15": {"progress": "No progress: the post is vacant."},
    "C16 1": {"status": "Completed", "completed": T, "corrective_action": "-"},
    "C17": {"progress": "-"},
    "C24": {"progress": "n/a"},
    "C26": {"progress": "To follow"},
    "C28": {"progress": "Nothing to report"},
}
SHEET: Answers = {
    (row, key): value for row, answers in ROWS.items() for key, value in answers.items()
}


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory, example_plan_read: Plan) -> Sheet:
    """The sheet as it comes back; C4 is judged in words, and nothing is hidden from the public."""
    folder = tmp_path_factory.mktemp("sheet") / "2012-09"
    folder.mkdir()
    measures = tuple(
        replace(each, unit=Unit.TEXT, target=Missing.NOT_GIVEN) if each.ref == "C4" else each
        for each in example_plan_read.measures
    )
    shown = tuple(replace(each, about_children=AboutChildren.NO) for each in measures)
    plan = replace(example_plan_read, measures=shown)
    path = returned(folder, plan, "C", SHEET)
    returns, _ = returns_for(SEPTEMBER, read_folder(folder, plan))
    return Sheet(assess(plan, returns, Earlier(), T), returns, cells_of(path))


ASKED = {
    ("C4", "comment"): "the comment does not say why: “tbc” says nothing of it.",
    ("C8", "corrective_action"): "no corrective action: “n/a” says nothing of what is done.",
    ("C9", "corrective_action"): (
        "no corrective action: “No action needed.” says nothing of what is done."
    ),
    ("C24", "status"): "has no status, date or progress this month: “n/a” says nothing of it.",
    ("C26", "completed"): (
        "there is no date it was done this month: “To follow” does not say why."
    ),
    ("C28", "status"): (
        "has no status, date or progress this month: “Nothing to report” says nothing of it."
    ),
}


def test_what_is_wanted_is_asked_for_and_what_was_typed_is_quoted(sheet: Sheet) -> None:
    quoted = {place for place in sheet.places if "does not say why: " in sheet.asked(place)}
    quoted |= {place for place in sheet.places if "says nothing of" in sheet.asked(place)}
    quoted |= {place for place in sheet.places if "month: “" in sheet.asked(place)}
    assert quoted == {*ASKED}
    for place, said in ASKED.items():
        assert sheet.asked(place).endswith(said), sheet.asked(place)


def test_what_is_not_wanted_is_passed_over(sheet: Sheet) -> None:
    """On target, completed, not due for months: nothing is asked, and nothing is printed."""
    for place in (("C1", "corrective_action"), ("C16 1", "corrective_action"), ("C17", "status")):
        assert sheet.asked(place) == ""
    assert sheet.returns.measures["C1", ""].corrective_action == ""
    assert sheet.returns.deadlines["C16", 1].corrective_action == ""
    assert sheet.returns.deadlines["C17", 1].progress == ""


def test_no_deadline_is_started_by_a_placeholder(sheet: Sheet) -> None:
    states = {each.key: each.state for each in sheet.month.deadlines}
    assert states["C15", 1] is DeadlineState.ON_TRACK
    for key in (("C17", 1), ("C24", 1), ("C28", 1)):
        assert states[key] is DeadlineState.NO_UPDATE


def test_page_one_asks_for_what_is_not_given(sheet: Sheet) -> None:
    asked = recommendations(sheet.month)
    assert "consider the corrective actions for 1 of 4 measures off target" in asked
    assert any(each.startswith("ask for actions on the ") for each in asked)


def test_nothing_of_it_is_kept_or_carried(sheet: Sheet) -> None:
    record: dict[str, Any] = json.loads(json.dumps(record_of(sheet.month, ())))
    rows = {each["ref"]: each for each in record["measures"]}
    actions = [rows[ref]["corrective_action"] for ref in ("C1", "C5", "C8", "C9")]
    assert actions == ["", "As above", "", ""]
    assert [rows[ref]["comment"] for ref in ("C4", "C5", "C8")] == ["", "", ""]
    carried = carried_from([sheet.returns], sheet.month.plan)
    # The final result of the year goes on, without what stood beside it.
    assert {key: each.corrective_action for key, each in carried.measures.items()} == {
        ("C1", ""): "",
        ("C5", ""): "As above",
    }
    assert carried.deadlines["C16", 1].corrective_action == ""
    assert set(carried.earlier.progress) == {("C15", 1)}


def test_the_public_edition_tells_of_no_action_that_there_is_not(sheet: Sheet) -> None:
    public = public_month(sheet.month, History()).assessment
    told = {each.measure.ref: each.corrective_action for each in public.measures}
    assert (told["C5"], told["C8"], told["C9"]) == (ACTION_GIVEN, "", "")


def test_a_record_of_before_is_read_so_too(september: CheckedMonth, tmp_path: Path) -> None:
    """One written when n/a was a corrective action."""
    told: dict[str, Any] = json.loads(json.dumps(record_of(september.assessment, ())))
    words = {"comment": "n/a", "corrective_action": "None needed.", "progress": "-"}
    for row in (*told["measures"], *told["deadlines"]):
        row |= {key: each for key, each in words.items() if key in row}
        row["further"] = [{"column": PUBLIC_COMMENT, "text": "TBC"}]
    (tmp_path / RECORD).write_bytes(record_bytes(told))
    read = read_record(tmp_path / RECORD, SEPTEMBER, september.assessment.plan)
    assert isinstance(read, Reported)
    for measure in read.returns.measures.values():
        assert (measure.comment, measure.corrective_action, measure.further) == ("", "", ())
    for deadline in read.returns.deadlines.values():
        assert (deadline.progress, deadline.corrective_action, deadline.further) == ("", "", ())


TWO: tuple[tuple[Cells, Cells, str, str], ...] = (
    ({"corrective_action": "n/a"}, {"corrective_action": "Visits."}, "Visits.", ""),
    ({"corrective_action": "Visits."}, {"corrective_action": "TBC"}, "Visits.", ""),
    ({"corrective_action": "n/a"}, {"corrective_action": "none"}, "", "first.xlsx"),
    ({"corrective_action": "n/a"}, {}, "", "first.xlsx"),
    ({}, {"corrective_action": "none"}, "", "second.xlsx"),
)


@pytest.mark.parametrize(("one", "other", "action", "asked_in"), TWO)
def test_of_two_workbooks_the_one_with_words_counts(
    one: Cells,
    other: Cells,
    action: str,
    asked_in: str,
    plan: Plan,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "2012-09"
    folder.mkdir()
    for name, further in (("first.xlsx", one), ("second.xlsx", other)):
        answers = {("C8", key): each for key, each in {**FIGURE, "actual": 0.01, **further}.items()}
        returned(folder, plan, "C", answers, name=name)
    returns, found = returns_for(SEPTEMBER, read_folder(folder, plan))
    assert "two-answers" not in {each.code for each in found}
    assert returns.measures["C8", ""].corrective_action == action
    month = assess(plan, returns, Earlier(), T)
    asked = [each for each in month.findings if each.code == NO_CORRECTIVE_ACTION]
    assert [each.place.workbook for each in asked] == [asked_in] * bool(asked_in)
    assert all("says nothing of what is done" in each.message for each in asked)


def test_a_public_comment_that_says_nothing_is_none(
    example_plan_read: Plan, tmp_path: Path
) -> None:
    folder = tmp_path / "2012-09"
    folder.mkdir()
    answers = {
        ("C8", PUBLIC_COMMENT): "n/a",
        ("C9", PUBLIC_COMMENT): "As above",
        ("C17", PUBLIC_COMMENT): "None",
    }
    returned(folder, example_plan_read, "C", answers)
    returns, _ = returns_for(SEPTEMBER, read_folder(folder, example_plan_read))
    assert further_in(returns.measures["C8", ""], PUBLIC_COMMENT) == ""
    assert further_in(returns.measures["C9", ""], PUBLIC_COMMENT) == "As above"
    assert further_in(returns.deadlines["C17", 1], PUBLIC_COMMENT) == ""
