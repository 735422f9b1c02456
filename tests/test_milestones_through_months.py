"""A plan with all that other councils' milestones have, from its workbook through returns to
three months' reports.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cyps_reports import cli
from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.measures import RowState, state_of_measure
from cyps_reports.assessment.model import Assessment
from cyps_reports.findings import CellRef
from cyps_reports.letters.heads import parts_of
from cyps_reports.letters.requests import exceptions_text
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Withdrawal, WithdrawnAs
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.rows.addresses import malformed_addresses
from cyps_reports.plan.rows.heads import Head, head_in
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.report.deadline_wording import deadline_reason, stands
from cyps_reports.report.sections.late import late_section
from cyps_reports.report.table_blocks import Table
from cyps_reports.returns.model import DeadlineEntry, Input, Returns, Status
from cyps_reports.templates.workbook import return_workbook
from tests.tools.returned import cells_of, returned
from tests.tools.small_plan import plan_typed, small_plan
from tests.tools.word_report import words_of

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")

MAY, JUNE, JULY, AUGUST = (Month(2017, number) for number in (5, 6, 7, 8))
JO = "Jo Smith <jo.smith@council.example>"
CABINET = "Cabinet"


def measure(number: int, **more: Any) -> Measure:
    figures: dict[str, Any] = {"outturn": Decimal(70), "target": Decimal(80), **more}
    return Measure("A", number, "", f"Measure {number}", Unit.PERCENT, Polarity.HIGHER, **figures)


def milestone(number: int, deadline: Deadline, **more: Any) -> Milestone:
    return Milestone("A", number, "", f"Milestone {number}", "AB", deadlines=(deadline,), **more)


PLAN = small_plan(
    priorities=(Priority("A", "First", "Pat Hill", "pat.hill@council.example"),),
    measures=(
        measure(1),
        measure(2),
        measure(
            3,
            withdrawal=Withdrawal(
                WithdrawnAs.WITHDRAWN, CABINET, date(2017, 6, 10), "no longer collected"
            ),
        ),
    ),
    milestones=(
        milestone(
            4,
            Deadline(1, date(2017, 5, 31)),
            success="Fewer children wait",
            evidence="Minutes of the board",
            moves=("A1",),
        ),
        milestone(5, Deadline(1, date(2017, 9, 30)), depends_on=("A4",)),
        milestone(6, Deadline(1, recurrence=Recurrence.QUARTERLY)),
        milestone(
            7,
            Deadline(
                1,
                date(2017, 4, 30),
                withdrawal=Withdrawal(WithdrawnAs.MERGED, CABINET, date(2017, 6, 15), "A5"),
            ),
        ),
        milestone(8, Deadline(1, date(2017, 8, 29)), head=JO),
    ),
)

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


def results(plan: Plan, **entries: DeadlineEntry) -> Assessment:
    """June's results of milestones whose rows say this."""
    returns = Returns(
        JUNE,
        (Input("return-A.xlsx", "", "A"),),
        deadlines={(ref, 1): each for ref, each in entries.items()},
    )
    return assess(plan.as_it_stood(JUNE.last), returns, Earlier(), JUNE.last)


def waiting(first: Deadline, entry: DeadlineEntry, ref: str = "A4") -> str:
    """What the second milestone says of waiting for the first."""
    plan = replace(
        PLAN, milestones=(milestone(4, first), milestone(5, Deadline(1), depends_on=(ref,)))
    )
    told = results(plan, A4=entry).deadlines[1]
    return deadline_reason(told, JUNE.last).partition(" It waits for ")[2]


LATE, SOON, FAR = date(2017, 6, 1), date(2017, 7, 14), date(2017, 12, 31)
GONE = Withdrawal(WithdrawnAs.WITHDRAWN, CABINET, JUNE.last)


@pytest.mark.parametrize(
    ("first", "entry", "said"),
    [
        (Deadline(1, LATE), DeadlineEntry(), "A4, 29 days overdue."),
        (Deadline(1, FAR), DeadlineEntry(Status.AT_RISK), "A4, which is at risk."),
        (Deadline(1, SOON), DeadlineEntry(Status.NOT_STARTED), "A4, which is at risk."),
        (Deadline(1, recurrence=Recurrence.MONTHLY), DeadlineEntry(), "A4, which has been missed."),
        (Deadline(1, FAR), DeadlineEntry(Status.ON_TRACK), ""),
        (Deadline(1, LATE), DeadlineEntry(Status.COMPLETED, JUNE.last), ""),
        (Deadline(1, LATE, withdrawal=GONE), DeadlineEntry(), ""),
        (
            Deadline(1, LATE, withdrawal=replace(GONE, approved_on=date(2017, 7, 1))),
            DeadlineEntry(),
            "A4, 29 days overdue.",
        ),
    ],
)
def test_only_what_is_late_or_at_risk_holds_up(
    first: Deadline, entry: DeadlineEntry, said: str
) -> None:
    assert waiting(first, entry) == said
    assert waiting(first, entry, "a 4") == said, "however the reference is written"


def test_several_that_hold_up_are_told_apart() -> None:
    first = tuple(milestone(each, Deadline(1, LATE)) for each in (4, 6))
    plan = replace(
        PLAN, milestones=(*first, milestone(5, Deadline(1, FAR), depends_on=("A4", "A6")))
    )
    told = deadline_reason(results(plan, A5=DeadlineEntry(Status.ON_TRACK)).deadlines[2], JUNE.last)
    assert told.endswith(" It waits for A4, 29 days overdue; and for A6, 29 days overdue.")


def test_what_waits_is_told_to_its_lead_and_beside_what_is_late() -> None:
    plan = replace(
        PLAN,
        milestones=(
            milestone(4, Deadline(1, LATE)),
            milestone(5, Deadline(1, FAR), depends_on=("A4",)),
        ),
    )
    told = results(plan, A4=DeadlineEntry(Status.ON_TRACK), A5=DeadlineEntry(Status.ON_TRACK))
    assert "Waiting for what is late or at risk" in (email := exceptions_text(told))
    assert email.endswith("It waits for A4, 29 days overdue.")
    (late,) = (each for each in late_section(told).blocks if isinstance(each, Table))
    (row,) = late.rows
    assert isinstance(row, tuple)
    assert row[-1].text.split("\n")[-2:] == [
        "A5 waits for it.",
        "No corrective action was given.",
    ]


def test_where_no_return_came_nobody_is_told_that_no_action_was_given() -> None:
    plan = replace(PLAN, milestones=(milestone(4, Deadline(1, LATE)),))
    none = assess(plan, Returns(JUNE), Earlier(), JUNE.last)
    assert none.deadlines[0].entry is None
    assert "corrective action was given" not in str(late_section(none).blocks)
    came = results(plan, A4=DeadlineEntry(Status.ON_TRACK))
    assert "No corrective action was given." in str(late_section(came).blocks)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (DeadlineState.OVERDUE, "is overdue"),
        (DeadlineState.AT_RISK, "is at risk"),
        (DeadlineState.MISSED, "has been missed"),
        (DeadlineState.MISSED_THIS_MONTH, "was missed this month"),
        (DeadlineState.MISSED_LAST_TERM, "was missed last term"),
    ],
)
def test_what_was_missed_is_told_as_past(state: DeadlineState, said: str) -> None:
    assert stands(state) == said


def test_a_milestone_of_several_deadlines_holds_up_by_its_longest_overdue() -> None:
    several = (Deadline(1, date(2017, 5, 31)), Deadline(2, date(2017, 4, 30)), Deadline(3, FAR))
    first = replace(milestone(4, several[0]), deadlines=several)
    done = milestone(6, Deadline(1, FAR), depends_on=("A4",))
    plan = replace(
        PLAN, milestones=(first, milestone(5, Deadline(1, FAR), depends_on=("A4", "A6")), done)
    )
    told = results(plan, A6=DeadlineEntry(Status.COMPLETED, JUNE.last)).deadlines
    assert deadline_reason(told[3], JUNE.last).endswith(
        "It waits for A4, deadline 2, 61 days overdue."
    )
    assert "waits" not in deadline_reason(told[4], JUNE.last), "what is done waits for nothing"


@pytest.mark.parametrize(
    ("states", "whole"),
    [
        (("On target", "Withdrawn"), "On target"),
        (("Off target", "Merged"), "Off target"),
        (("Withdrawn", "Not reported"), "Not reported"),
        (("Withdrawn", "Deferred"), "Withdrawn"),
    ],
)
def test_a_component_that_was_withdrawn_counts_only_where_all_were(
    states: tuple[str, str], whole: str
) -> None:
    rows = [
        RowState("A1", MeasureState(state), not MeasureState(state).is_withdrawn)
        for state in states
    ]
    assert state_of_measure(rows) == whole


LEADS = (Lead("AB", "A Bee", "Director", "a.bee@council.example"),)


@pytest.mark.parametrize(
    ("typed", "head"),
    [
        ("Jo Smith <jo@council.example>", Head("Jo Smith", "jo@council.example")),
        ("jo@council.example", Head("", "jo@council.example")),
        ("AB", Head("A Bee", "a.bee@council.example")),
        ("a bee", Head("A Bee", "a.bee@council.example")),
        ("Jo Smith", Head("Jo Smith")),
        ("", Head("")),
    ],
)
def test_who_is_named(typed: str, head: Head) -> None:
    assert head_in(typed, LEADS) == head


def test_where_the_plan_names_who_fills_in_a_row_is_known() -> None:
    at, beside = (CellRef("plan.xlsx", sheet, "R5") for sheet in ("Milestones", "Measures"))
    opens = milestone(8, Deadline(1, date(2017, 8, 29), places={"head": at}), head="Jo Smith")
    visits = Measure(
        "A", 1, "", "Visits", Unit.COUNT, Polarity.HIGHER, head="AB", places={"head": beside}
    )
    plan = small_plan(measures=(visits,), milestones=(opens,), leads=LEADS)
    month = assess(plan, Returns(JUNE), Earlier(), JUNE.last)
    own, *others = parts_of(month, plan.priorities[0], ())
    assert (own.head, own.place) == (None, CellRef())
    assert [(each.head, each.place) for each in others] == [
        (Head("A Bee", "a.bee@council.example"), beside),
        (Head("Jo Smith"), at),
    ]


def test_a_malformed_address_of_a_row_is_told_once() -> None:
    wrong = replace(PLAN.milestones[0], head="Jo <jo@nowhere>")
    plan = replace(PLAN, milestones=(wrong, replace(wrong, number=20)))
    assert [each.code for each in malformed_addresses(plan)] == ["malformed-address"]
    assert list(malformed_addresses(PLAN)) == []


def read_errors(
    tmp_path: Path, plan: Plan, cells: dict[tuple[str, str], str]
) -> list[tuple[str, str]]:
    return [
        (each.code, each.place.sheet)
        for each in read_plan(plan_typed(tmp_path / "plan.xlsx", plan, cells))[1]
    ]


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({("Milestones", "Moves"): "A1; A9; A9"}, [("unknown-measure", "Milestones")]),
        ({("Milestones", "Depends on"): "A99"}, [("unknown-milestone", "Milestones")]),
        ({("Milestones", "Withdrawn"): "deferred"}, [("incomplete-withdrawal", "Milestones")]),
        ({("Measures", "Withdrawn"): "withdrawn"}, [("incomplete-withdrawal", "Measures")]),
        (
            {("Measures", "Withdrawal approved by"): "Cabinet"},
            [("incomplete-withdrawal", "Measures")],
        ),
        ({("Measures", "Withdrawn"): "gone"}, [("not-a-choice", "Measures")]),
        ({("Measures", "Withdrawal approved on"): "soon"}, [("not-a-date", "Measures")]),
    ],
)
def test_what_cannot_stand_is_one_finding(
    tmp_path: Path, cells: dict[tuple[str, str], str], codes: list[tuple[str, str]]
) -> None:
    assert read_errors(tmp_path, PLAN, cells) == codes


def test_a_circle_of_milestones_is_told_once() -> None:
    first, second, third = PLAN.milestones[:3]
    plan = replace(
        PLAN,
        milestones=(
            replace(first, depends_on=("A6",)),
            second,
            replace(third, depends_on=("A5",)),
            replace(PLAN.milestones[4], depends_on=("A4",)),
        ),
    )
    told = [each.message for each in faults(plan) if each.code == "plan-circular-dependency"]
    assert told == ["A4 waits for itself through A6 and A5, so nothing says which comes first."]


def test_a_circle_of_milestones_names_every_cell_that_makes_it() -> None:
    def at(number: int, needs: str, cell: str) -> Milestone:
        milestone = PLAN.milestones[number]
        (first, *others) = milestone.deadlines
        placed = replace(first, places={"depends_on": CellRef("plan.xlsx", "Milestones", cell)})
        return replace(milestone, depends_on=(needs,), deadlines=(placed, *others))

    plan = replace(PLAN, milestones=(at(0, "A5", "H4"), at(1, "A4", "H6")))
    (told,) = (each for each in faults(plan) if each.code == "plan-circular-dependency")
    assert told.message.startswith("A4 waits for itself through A5 (cells H4 and H6), so nothing")
    assert told.place.cell == "H4"


@pytest.mark.parametrize("why", ["another one", "into A145", "XA2"])
def test_what_is_merged_names_where_it_went(why: str) -> None:
    lost = Withdrawal(WithdrawnAs.MERGED, CABINET, date(2017, 6, 10), why)
    plan = replace(PLAN, measures=(replace(PLAN.measures[0], withdrawal=lost), *PLAN.measures[1:]))
    told = [each.message for each in faults(plan) if each.code == "plan-merged-into-nothing"]
    assert told == ["A1 was merged, but its reason names no row of the plan that it went into."]
    assert not [each for each in faults(PLAN) if each.code == "plan-merged-into-nothing"]
