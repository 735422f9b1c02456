"""A whole year run month by month.

Every change the reports tell is checked against the simulation's own record.
"""

import cProfile
import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from cyps_reports import cli
from cyps_reports.history.earlier_months import find_earlier
from cyps_reports.history.joined_months import History
from cyps_reports.monthly import check_month
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import read_plan
from cyps_reports.workbooks import opening, reading
from tests.tools.approved import Approved, sums_of_results
from tests.tools.read_changes import rows_in, steps_in
from tests.tools.read_once import read_here
from tests.tools.sentences import folder_texts, slips_in, word_texts
from tests.tools.simulated_year import Told, Year

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")

MARCH = Month(2013, 3)


@dataclass(frozen=True)
class Size:
    """Of which rows of the plan a year is simulated, by which chance, and what comes of it.

    `read` are the months whose workbooks are read for March's report: its own, and those that were
    corrected after they were reported. In each year all happens that is easily told wrongly.
    """

    every: int
    seed: int
    lines: int
    read: str

    def rows_of(self, plan: Plan) -> Plan:
        """The plan with every so many rows of it."""
        milestones = plan.milestones[:: self.every]
        kept = {each.ref for each in milestones}
        return replace(
            plan,
            measures=plan.measures[:: self.every],
            milestones=tuple(
                replace(each, depends_on=tuple(ref for ref in each.depends_on if ref in kept))
                for each in milestones
            ),
        )


SOME = Size(
    *(4, 64, 800),
    "2012-04 2012-05 2012-07 2012-08 2012-09 2012-10 2012-11 2013-01 2013-03",
)
ALL = Size(
    *(1, 2012, 3000),
    "2012-04 2012-05 2012-07 2012-08 2012-09 2012-11 2013-01 2013-03",
)


@dataclass
class Ran:
    """A year that was run: its folder, and what each month's changes had to be."""

    size: Size
    folder: Path
    year: Year
    wanted: dict[Month, set[Told]] = field(default_factory=dict)
    edited: dict[Month, list[str]] = field(default_factory=dict)


@pytest.fixture(
    scope="module",
    params=[SOME, pytest.param(ALL, marks=pytest.mark.full)],
    ids=["some-rows", "all-rows"],
)
def ran(
    request: pytest.FixtureRequest, plan: Plan, tmp_path_factory: pytest.TempPathFactory
) -> Ran:
    size: Size = request.param
    plan, folder = size.rows_of(plan), tmp_path_factory.mktemp("year")
    (folder / "returns").mkdir()
    year = Year(plan, random.Random(size.seed), folder)
    ran = Ran(size, folder, year)
    before = Path.cwd()
    os.chdir(folder)
    try:
        for month in plan.months:
            year.begin(month)
            if month.number in (10, 3):
                year.edit_in_return(month)
            is_lacking = len(year.arrived[month]) < len(plan.priorities)
            assert cli.main(["report", f"returns/{month}"]) == is_lacking, (
                "a return that did not come is the one error"
            )
            ran.wanted[month], ran.edited[month] = year.changes(month), list(year.edited)
    finally:
        os.chdir(before)
    return ran


def test_all_that_is_made_through_the_year_is_as_approved(ran: Ran, approved: Approved) -> None:
    approved.check(f"simulated year of {ran.size.every}", sums_of_results(ran.folder / "output"))


def test_all_that_is_said_through_the_year_is_well_said(ran: Ran) -> None:
    lines = dict.fromkeys(folder_texts(ran.folder / "output"))
    assert len(lines) > ran.size.lines
    assert [slip for line in lines for slip in slips_in(line)] == []


def bare(text: str) -> str:
    """A cell's text without the symbol that goes with its colour."""
    return re.sub(r"^[■◊●√○] ", "", text)


def word_tables(path: Path) -> dict[str, list[list[str]]]:
    tables: dict[str, list[list[str]]] = {}
    for table in Document(str(path)).tables:
        caption: Any = table._tbl.tblPr.find(qn("w:tblCaption"))
        tables[caption.get(qn("w:val"))] = [[cell.text for cell in row.cells] for row in table.rows]
    return tables


GROUPS = (
    "Figures added or missing",
    "Corrected for earlier months",
    "Dates that moved",
    "Withdrawn, merged and deferred",
    "Changes of the plan",
)
OTHERS = ("Ref", "Measure or milestone", "What", "Month", "Reason")
"""The headings beside those over what was and what is."""
MISSED = ("Overdue", "Missed")


def what_is(title: str, cells: dict[str, str]) -> str:
    """What kind of change a row without a word for it is."""
    match title:
        case "Dates that moved":
            return (
                "Re-dated with approval" if "approved" in cells["Reason"] else "Expected date moved"
            )
        case "Withdrawn, merged and deferred":
            return "Withdrawn, merged or deferred"
        case "Changes of the plan":
            return f"Plan: {cells['Measure or milestone']}"
        case "Corrected for earlier months":
            return "Restated figure"
        case _:
            return "New figure" if re.search(r"\d", cells["Is"]) else "No figure this month"


def in_full(text: str) -> str:
    """`30 June 2012` of `30/06/12`; any other text as it is."""
    if not re.fullmatch(r"\d\d/\d\d/\d\d", text):
        return text
    day, month, year = map(int, text.split("/"))
    return f"{day} {date(2000 + year, month, day):%B %Y}"


def told_in_word(path: Path) -> list[Told]:
    tables, told = word_tables(path), list[Told]()
    for title in GROUPS:
        heads, *rows = tables.get(title, [[]])
        for row in rows:
            cells = dict(zip(heads, row, strict=True))
            was, now = (text for head, text in cells.items() if head not in OTHERS)
            cells |= {"Was": was, "Is": now}
            what = cells.get("What") or what_is(title, cells)
            told.append((what, cells["Ref"], in_full(bare(was)), in_full(bare(now))))
    for title, kind in (("Other ratings that moved", "Rating"), (OTHER_STATES, "")):
        for was, now, refs in tables.get(title, [])[1:]:
            what = kind or step(bare(was), bare(now))
            told += [(what, ref, bare(was), bare(now)) for ref in rows_in(refs)]
    told += told_in_lines(path)
    return told


OTHER_STATES = "Other deadlines whose state changed"
OF_RATINGS = ("Now off target", "Now close to target", "Now on target", "No longer rated")


def told_in_lines(path: Path) -> Iterator[Told]:
    """What the lines before the annex tell whole."""
    for line in word_texts(path):
        for *states, ref in steps_in(line):
            was, now = (f"{each[0].upper()}{each[1:]}" for each in states)
            yield ("Rating" if line.startswith(OF_RATINGS) else step(was, now), ref, was, now)


def step(was: str, now: str) -> str:
    """What kind of change it is that a deadline went from one state to another."""
    if now in ("Completed", "Completed late"):
        return "Deadline met" if now == "Completed" else now
    return "Deadline missed" if now in MISSED and was not in MISSED else "State"


def test_every_change_that_is_told_happened_and_every_change_that_happened_is_told(
    ran: Ran,
) -> None:
    kinds = set()
    for month in ran.year.plan.months:
        told = told_in_word(ran.folder / "output" / str(month) / f"cyps-report-{month}.docx")
        assert len(told) == len(set(told)), month
        assert set(told) == ran.wanted[month], (month, set(told) ^ ran.wanted[month])
        kinds |= {what for what, *_ in told}
    assert {
        "Rating",
        "New figure",
        "No figure this month",
        "Restated figure",
        "Deadline met",
        "Completed late",
        "Deadline missed",
        "State",
        "Expected date moved",
        "Re-dated with approval",
        "Withdrawn, merged or deferred",
        "Plan: Target",
        "Plan: Lead",
    } <= kinds


def test_the_excel_summary_tells_the_same_changes(ran: Ran) -> None:
    for month in (Month(2012, 8), MARCH):
        workbook = openpyxl.load_workbook(
            ran.folder / "output" / str(month) / f"cyps-summary-{month}.xlsx"
        )
        rows = list(workbook["Changes"].iter_rows(values_only=True))
        start = next(at for at, row in enumerate(rows) if row[0] == "What")
        refs = sorted((str(row[0]), str(row[1])) for row in rows[start + 1 :] if row[0])
        assert refs == sorted((what.split(":")[0], ref) for what, ref, *_ in ran.wanted[month])


def test_a_plan_cell_edited_in_a_return_is_named(ran: Ran) -> None:
    """By its cell, so that it stands in the record, the summary and the leadership's report."""
    for month, edited in ran.edited.items():
        path = ran.folder / f"output/{month}/as-reported.json"
        found = json.loads(path.read_text(encoding="utf-8"))["findings"]
        places = [f"{e['workbook']}, sheet {e['sheet']}, cell {e['cell']}" for e in found]
        for place in edited:
            assert any(place in each for each in places), (month, place)
    assert sum(map(len, ran.edited.values())) == 2


def told(ran: Ran, what: str, was: str, now: str) -> bool:
    changes = (each for wanted in ran.wanted.values() for each in wanted)
    return any(each[0] == what and (each[2], each[3]) == (was, now) for each in changes)


def test_the_year_has_what_is_easily_told_twice_or_never(ran: Ran) -> None:
    """A year without them would prove nothing."""
    assert told(ran, "Completed late", "Completed", "Completed late")
    assert told(ran, "Deadline met", "Completed late", "Completed")
    assert told(ran, "State", "At risk", "Re-dated")
    steps = [
        (ref, was, now)
        for wanted in ran.wanted.values()
        for what, ref, was, now in wanted
        if "date" in what
    ]
    assert any(was == "no date" for _, was, _ in steps)
    restated = [
        each for wanted in ran.wanted.values() for each in wanted if each[0] == "Restated figure"
    ]
    assert any(now == "no figure" for *_, now in restated)
    assert any(was == "no figure" for _, _, was, _ in restated)
    assert any(
        (what, ref, now, was) in restated
        for what, ref, was, now in restated
        if "no figure" not in (was, now)
    )


# What becomes of March when an earlier month is lost or damaged

Harm = Callable[[Path, Month], None]


def lose_returns(folder: Path, month: Month) -> None:
    shutil.rmtree(folder / "returns" / str(month))


def lose_record(folder: Path, month: Month) -> None:
    (folder / "output" / str(month) / "as-reported.json").unlink()


def damage_record(folder: Path, month: Month) -> None:
    record = folder / "output" / str(month) / "as-reported.json"
    record.write_bytes(record.read_bytes()[:5000])


def damage_workbook(folder: Path, month: Month) -> None:
    workbook = next(iter(sorted((folder / "returns" / str(month)).glob("*.xlsx"))))
    workbook.write_bytes(workbook.read_bytes()[:3000])


def lose_both(folder: Path, month: Month) -> None:
    lose_returns(folder, month)
    shutil.rmtree(folder / "output" / str(month))


Rows = dict[tuple[str, object], dict[str, Any]]


def march(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Rows, dict[str, list[str]]]:
    """Every row of March's record, and the findings by code."""
    monkeypatch.chdir(folder)
    assert cli.main(["report", "returns/2013-03"]) == 0
    record = json.loads(
        (folder / "output" / "2013-03" / "as-reported.json").read_text(encoding="utf-8")
    )
    rows = {(row["ref"], row["component"]): row for row in record["measures"]}
    rows |= {(row["ref"], row["deadline"]): row for row in record["deadlines"]}
    codes: dict[str, list[str]] = {}
    for finding in record["findings"]:
        codes.setdefault(finding["code"], []).append(finding["message"])
    return rows, codes


@pytest.fixture
def copied(ran: Ran, tmp_path: Path) -> Path:
    shutil.copytree(ran.folder, tmp_path / "copy")
    return tmp_path / "copy"


LOST = [Month(2012, 11), pytest.param(Month(2012, 4), marks=pytest.mark.full)]


@pytest.mark.full
@pytest.mark.parametrize("month", LOST, ids=str)
@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (lose_returns, "earlier-return-gone"),
        (lose_record, "no-record"),
        (damage_record, "unreadable-record"),
        (damage_workbook, "earlier-workbook-unreadable"),
    ],
    ids=lambda each: getattr(each, "__name__", each),
)
def test_what_one_source_of_a_month_loses_the_other_gives(
    copied: Path, monkeypatch: pytest.MonkeyPatch, harm: Harm, code: str, month: Month
) -> None:
    before, _ = march(copied, monkeypatch)
    harm(copied, month)
    after, codes = march(copied, monkeypatch)
    assert after == before
    assert any(month.in_words in message or str(month) in message for message in codes[code]), (
        codes[code]
    )


DEPENDS_ON_EARLIER_MONTHS = {
    *("state", "rag", "reason", "completed", "days_overdue", "days_late"),
    *("forecast", "direction", "direction_since"),
}


@pytest.mark.full
@pytest.mark.parametrize("month", LOST, ids=str)
def test_a_month_that_is_gone_changes_only_what_depends_on_it(
    ran: Ran, copied: Path, monkeypatch: pytest.MonkeyPatch, month: Month
) -> None:
    before, _ = march(copied, monkeypatch)
    lose_both(copied, month)
    after, codes = march(copied, monkeypatch)
    changed = {key for key in before if before[key] != after[key]}
    told = {key for key in before if key[0].rstrip("0123456789") in ran.year.arrived[month]}
    assert changed <= told
    for key in changed:
        parts = {name for name in before[key] if before[key][name] != after[key][name]}
        assert parts <= DEPENDS_ON_EARLIER_MONTHS, (key, parts)
    assert any(month.in_words in message for message in codes["nothing-known-of-month"])


# What a year's history costs


def test_records_tell_the_same_as_the_workbooks_they_stand_for(ran: Ran) -> None:
    plan, findings = read_plan(ran.folder / "returns" / "plan.xlsx")
    assert plan is not None, findings
    folder, output = ran.folder / "returns" / str(MARCH), ran.folder / "output"
    assert find_earlier(folder.parent, output, MARCH, plan).standing, (
        "some months were never corrected"
    )
    told = check_month(folder, plan, None, findings, output)
    read = check_month(folder, plan, None, findings, output, from_workbooks=True)
    assert told is not None
    assert read is not None
    assert replace(told, history=History()) == replace(read, history=History())
    assert (told.history.positions, told.history.tellings) == (
        read.history.positions,
        read.history.tellings,
    )


def months_opened(
    monkeypatch: pytest.MonkeyPatch, ran: Ran, *, from_workbooks: bool = False
) -> list[str]:
    """The months whose workbooks are opened for March's report.

    Each workbook of them is opened once.
    """
    opened: list[Path] = []

    def counted(paths: list[Path]) -> object:
        opened.extend(paths)
        return opening.open_books(paths)

    with monkeypatch.context() as patch:
        patch.setattr("cyps_reports.returns.folder.open_books", counted)
        checked(ran, MARCH, from_workbooks=from_workbooks)
    months = sorted({path.parent.name for path in opened})
    there = [path for month in months for path in (ran.folder / "returns" / month).glob("*.xlsx")]
    assert sorted(opened) == sorted(there)
    return months


def test_each_workbook_that_no_record_stands_for_is_opened_once(
    ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of March itself, and of months that were corrected after they were reported."""
    read = months_opened(monkeypatch, ran)
    assert read == ran.size.read.split()
    every_month = months_opened(monkeypatch, ran, from_workbooks=True)
    assert every_month == [str(month) for month in ran.year.plan.months]
    assert set(read) < set(every_month), (
        "a year in which no record stands for its workbooks would prove nothing"
    )


@pytest.mark.full
@pytest.mark.parametrize("from_workbooks", [False, True], ids=["from records", "from workbooks"])
def test_a_year_of_history_costs_no_more_than_linear(
    ran: Ran, monkeypatch: pytest.MonkeyPatch, from_workbooks: bool
) -> None:
    """Counted in function calls, which no noise of the machine changes."""
    read_here(monkeypatch)

    def calls(month: Month) -> int:
        profile = cProfile.Profile()
        profile.runcall(checked, ran, month, from_workbooks=from_workbooks)
        counted = profile.getstats()
        assert any(getattr(each.code, "co_filename", "") == reading.__file__ for each in counted)
        return sum(each.callcount for each in counted)

    june, september, march = (calls(month) for month in (Month(2012, 6), Month(2012, 9), MARCH))
    a_month = (september - june) / 3
    assert march - september <= 6 * a_month * 1.15


def checked(ran: Ran, month: Month, *, from_workbooks: bool = False) -> None:
    plan, findings = read_plan(ran.folder / "returns" / "plan.xlsx")
    assert plan is not None, findings
    returns, output = ran.folder / "returns" / str(month), ran.folder / "output"
    assert check_month(returns, plan, None, (), output, from_workbooks=from_workbooks) is not None
