"""What is told in fixed words and colours, written down once more: tables to be read beside it."""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from cyps_reports import api, cli
from cyps_reports.assessment import changes
from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.earlier import Earlier, EarlierActual, EarlierCompletion
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Against, Travel
from cyps_reports.assessment.state_words import word_of
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import Period, ReportingPeriod
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone
from cyps_reports.plan.model.units import Unit
from cyps_reports.report.build import build_summary
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import (
    DataStatus,
    DeadlineEntry,
    Input,
    MeasureEntry,
    Returns,
    Status,
)
from cyps_reports.workbooks.plain_text import note_text
from tests.tools.returned import returned
from tests.tools.small_plan import small_plan

SEPTEMBER = Month(2017, 9)
MEASURE = Measure("A", 1, "", "M", Unit.PERCENT, Polarity.HIGHER, target=Decimal(80))

WORDS = {
    MeasureState: (
        "On target, Close to target, Off target, No return, Not reported, Not judged,"
        " Part reported, Not yet due, Not available, No target, No forecast yet, Unreadable,"
        " Monitor only, Not shown, Withdrawn, Merged, Deferred"
    ),
    DeadlineState: (
        "Overdue, Missed, At risk, Missed this month, Missed this quarter, Missed this term,"
        " Missed this half-year, Missed this year, Missed last quarter, Missed last term,"
        " Missed last half-year, Missed last year, Re-dated, No return, No update, No date set,"
        " Not yet started, Due this quarter, Due this term, Due this half-year, Due this year,"
        " Due soon, On track, Ongoing, Done this month, Done this quarter, Done this term,"
        " Done this half-year, Done this year, Completed late, Completed, Withdrawn, Merged,"
        " Deferred"
    ),
    Travel: "improving, same, worsening, not comparable",
    Against: "better, same, worse, not comparable",
    Status: "Not started, On track, At risk, Completed",
    DataStatus: "Final, Provisional, Not yet due, Not available",
}
"""What is printed for each code."""


@pytest.mark.parametrize("codes", WORDS, ids=lambda codes: codes.__name__)
def test_each_code_has_its_word(codes: type[StrEnum]) -> None:
    told = [word_of(each) for each in codes]  # type: ignore[arg-type]
    assert sorted(told) == sorted(WORDS[codes].split(", "))


def test_why_an_act_cannot_go_on_is_known_by_these_keys() -> None:
    """Another face goes by them, so none changes by the way."""
    assert [each.value for each in api.Reason] == [
        "no-returns",
        "no-month",
        "no-plan",
        "faulty-plan",
        "other-plan",
        "no-plan-workbook",
        "changed-since",
        "no-lead",
        "among-returns",
        "unsaid-of-children",
        "internal-only",
        "would-replace-unmarked",
        "not-reported",
        "not-written",
        "filled-in",
        "not-made",
        "no-file",
        "no-folder",
        "no-record",
        "other-month",
        "no-mail-server",
        "no-sender",
        "no-password",
        "cannot-send",
        "nobody-answers",
        "no-source",
        "not-told",
        "odd-machine",
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            ["check", "--as-at", ""],
            "argument --as-at: the date is empty; type it like 2012-09-30 or 30 September 2012",
        ),
        (
            ["check", "--as-at", "31/09/12"],
            "argument --as-at: “31/09/12” does not exist in the calendar. Type the date as"
            " day/month/year (dd/mm/yy).",
        ),
        (
            ["templates", "--month", "autumn"],
            "argument --month: “autumn” is not a month; type it like 2012-10",
        ),
    ],
)
def test_what_cannot_be_understood_is_said_with_what_to_type(
    typed: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(typed)
    assert ended.value.code == 2
    told = " ".join(capsys.readouterr().err.split())
    assert told.endswith(f"error: {said}"), told


BY_WORD = {
    "Measures": {"RAG", "State"},
    "Milestones": {"RAG", "State"},
    "Missed deadlines": {"RAG", "State"},
    "Overview": {"State"},
    "Changes": {"Was", "Now"},
    "Slippage": {"State"},
    "Findings": {"Severity"},
}
"""The columns of each sheet that have the colour of what stands in them, also once it is pasted."""


def test_the_columns_of_words_have_the_colours_of_their_words(september: CheckedMonth) -> None:
    told: dict[str, set[str]] = {}
    for sheet in build_summary(september.assessment, september.findings).sheets:
        columns = (each for table in sheet.tables for each in table.columns if each.by_word)
        if found := {each.heading for each in columns}:
            told[sheet.name] = found
    assert told == BY_WORD


_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def test_a_measures_own_figures_are_marked_in_a_chart_and_what_they_aim_for_is_dashed(
    outputs: Path,
) -> None:
    """A line that is neither marked nor dashed carries labels alone, and is not seen."""
    seen: set[tuple[str, str, bool]] = set()
    with zipfile.ZipFile(next(outputs.glob("*-report-*.docx"))) as archive:
        charts = [name for name in archive.namelist() if re.search(r"charts?/chart\d+\.xml$", name)]
        for name in charts:
            for series in etree.fromstring(archive.read(name)).iter(f"{_C}ser"):
                seen |= set(_drawn(series))
    assert seen == {
        ("Actual", "circle", False),
        ("Actual", "none", False),
        ("Target", "none", True),
        ("Even pace", "none", True),
        ("Forecast (rough)", "none", True),
        ("Last year", "diamond", False),
        ("Similar authorities", "triangle", False),
    }


def _drawn(series: etree._Element) -> Iterable[tuple[str, str, bool]]:
    name = next(each.text or "" for each in series.iter(f"{_C}v"))
    marker = series.find(f"{_C}marker/{_C}symbol")
    if marker is not None:
        is_dashed = any(each.tag.endswith("prstDash") for each in series.iter())
        yield name, marker.get("val", ""), is_dashed


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("As agreed.", "As agreed."),
        ("  As agreed.\n", "As agreed."),
        (
            "[Threaded comment]\n\nYour version of Excel allows you to read this threaded"
            " comment.\n\nComment:\n    As agreed.",
            "As agreed.",
        ),
        (
            "[Threaded comment]\n\nYour version.\n\nComment:\n    As agreed.\nReply:\n    Yes.",
            "As agreed.\nReply:\n Yes.",
        ),
        ("Comment: as agreed.", "Comment: as agreed."),
    ],
)
def test_a_threads_text_is_told_without_what_excel_puts_before_it(note: str, text: str) -> None:
    told = "\n".join(" ".join(line.split()) for line in note_text(note).splitlines())
    assert told == "\n".join(" ".join(line.split()) for line in text.splitlines())


def test_a_heading_that_is_lost_is_told_of_its_sheet_and_a_second_table_by_its_place(
    tmp_path: Path,
) -> None:
    """There is no cell to look at where nothing stands."""
    plan = small_plan(measures=(MEASURE,))
    path = returned(tmp_path, plan, "A", {("A1", "actual"): 0.7}, SEPTEMBER)
    book = openpyxl.load_workbook(path)
    sheet = book["Targets"]
    (heading,) = (cell for cell in sheet[4] if cell.value == "Data status")
    heading.value = "Something else"
    book.save(path)
    _, findings = returns_for(SEPTEMBER, read_folder(tmp_path, plan))
    (lost,) = (each for each in findings if each.code == "no-column")
    assert (lost.place.sheet, lost.place.cell) == ("Targets", "")
    assert "Data status" in lost.message


def test_a_figure_that_stands_is_in_the_history_in_its_own_month_alone() -> None:
    """A quarterly measure of a monthly plan: nothing came in July, and June's figure stands."""
    june, july = Month(2017, 6), Month(2017, 7)
    quarterly = replace(MEASURE, reported=ReportingPeriod(Period.QUARTER))
    monthly = replace(MEASURE, number=2)
    told = {
        each.key: (EarlierActual(june, Decimal(70), june.last),) for each in (quarterly, monthly)
    }
    plan = small_plan(measures=(quarterly, monthly))
    entry = MeasureEntry(Decimal(75), july.last, DataStatus.FINAL)
    returns = Returns(july, (Input("a.xlsx", "", "A"),), {monthly.key: entry})
    assessment = assess(plan, returns, Earlier(months=(june,), actuals=told), july.last)
    history = next(each for each in build_summary(assessment, ()).sheets if each.name == "History")
    (table,) = history.tables
    headings = [column.heading for column in table.columns]
    at = [headings.index(month.in_words) for month in (june, july)]
    figures = [[row[each].text for each in at] for row in table.rows if isinstance(row, tuple)]
    assert figures == [["70%", ""], ["70%", "75%"]]
    assert assessment.measures[0].kept is not None


@pytest.mark.parametrize(
    ("at_approval", "completed_in", "when"),
    [
        (AtApproval.COMPLETED, None, "when the plan was approved"),
        (AtApproval.OPEN, Month(2017, 8), "on 20 August 2017 (return of August 2017)"),
    ],
)
def test_what_was_completed_and_is_said_to_be_open_is_asked_about(
    at_approval: AtApproval, completed_in: Month | None, when: str
) -> None:
    due = None if completed_in is None else date(2017, 12, 31)
    deadline = Deadline(1, due, at_approval=at_approval)
    plan = small_plan(milestones=(Milestone("A", 1, "", "M", "AB", deadlines=(deadline,)),))
    done = EarlierCompletion(completed_in, date(2017, 8, 20)) if completed_in else None
    earlier = Earlier(
        months=(Month(2017, 8),), completions={("A1", 1): done} if done is not None else {}
    )
    entries = {("A1", 1): DeadlineEntry(Status.ON_TRACK, progress="Going on.")}
    returns = Returns(SEPTEMBER, (Input("a.xlsx", "", "A"),), deadlines=entries)
    found = assess(plan, returns, earlier, SEPTEMBER.last).findings
    (told,) = (each for each in found if each.code == "reopened")
    assert told.message == (f"A1 says “On track”, but it was completed {when}. It stays completed.")
    assert told.fix == "Empty the row, or explain in the progress what is left to do."


@pytest.mark.parametrize("ending", [".numbers", ".pages", ".key", ".download", ".Numbers"])
def test_a_folder_that_a_mac_shows_as_a_file_is_told_as_one(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"return{ending}").mkdir()
    (tmp_path / f"return{ending}" / "part").write_text("something", encoding="utf-8")
    _, findings = returns_for(SEPTEMBER, read_folder(tmp_path, small_plan(measures=(MEASURE,))))
    (told,) = (each for each in findings if each.place.workbook.startswith("return"))
    assert told.code == "folder-passed-over"
    assert told.message == (
        f"return{ending} is a folder with the parts of one file; they were not read."
    )
    assert told.fix == "Ask its owner for the Excel workbook (.xlsx) itself, in one file."


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        ({"Target": "80%"}, {"Target": "80%"}, []),
        ({"Target": "80%"}, {"Target": "85%"}, [("80%", "85%", "Target")]),
        ({}, {"Note on target": "agreed"}, [("", "agreed", "Note on target")]),
        ({"Note on target": "agreed"}, {}, [("agreed", "", "Note on target")]),
    ],
    ids=["the same", "another", "newly said", "no longer said"],
)
def test_a_cell_of_the_plan_that_says_something_else_is_told(
    then: dict[str, str], now: dict[str, str], told: list[tuple[str, str, str]]
) -> None:
    found = [
        (each.was, each.now, each.about) for each in changes._of_plan({"A1": then}, {"A1": now}, {})
    ]
    assert found == told
