"""Years in a row, run month by month with the real acts, and held against what is true."""

import json
import random
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Basis
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import read_plan
from tests.tools.approved import Approved, sums_of_results
from tests.tools.office_of_years import Office, left_in
from tests.tools.sentences import folder_texts, slips_in
from tests.tools.simulated_years import DeadlineThing, Years, months_of, year_of
from tests.tools.told_of_years import (
    Told,
    changes,
    days_of,
    deadline_state,
    measure_state,
    slip,
    travel,
    usual_range,
)

# What is said across a roll-over is tested without --full too, in `test_from_year_to_year`.
pytestmark = [
    pytest.mark.full,
    pytest.mark.filterwarnings("ignore:Sparkline Group extension"),
]

Sheet = list[tuple[Any, ...]]


@dataclass
class Seen:
    """A month's results as a reader sees them; `mail` are the emails of a year's first months."""

    record: dict[str, Any]
    sheets: dict[str, Sheet]
    word: str
    mail: str = ""

    @property
    def text(self) -> str:
        """All that is said in the report, the summary and the emails."""
        cells = (str(cell) for rows in self.sheets.values() for row in rows for cell in row)
        return "\n".join((self.word, self.mail, *cells))


@dataclass
class Ran:
    """Years that were run: what each month's results say, and what they have to."""

    office: Office
    seen: dict[Month, Seen] = field(default_factory=dict)
    changed: dict[Month, set[Told]] = field(default_factory=dict)
    slips: dict[Month, dict[str, tuple[int, int]]] = field(default_factory=dict)
    ranges: dict[Month, dict[str, str]] = field(default_factory=dict)
    travels: dict[Month, dict[str, str]] = field(default_factory=dict)
    ratings: dict[Month, dict[str, str]] = field(default_factory=dict)
    corrected: dict[Month, list[tuple[str, float, float]]] = field(default_factory=dict)
    untyped: dict[Month, set[str]] = field(default_factory=dict)

    @property
    def years(self) -> Years:
        return self.office.years

    @property
    def later(self) -> list[Month]:
        """The months of all years but the first."""
        return [month for month in self.seen if year_of(month)]

    def run(self, month: Month) -> None:
        """A month, and what has to be told of it by what is known then."""
        if year_of(month) and month.number in (5, 6, 7):
            self._last_year_again(month)
        self.office.month(month)
        year = year_of(month)
        measures, deadlines = self.years.measures_in(year), self.years.deadlines_in(year)
        if month.previous in self.seen:
            self.changed[month] = changes(self.years, month)
        self.slips[month] = {
            _titled(each): slip(each, month)
            for each in deadlines
            if each.is_pursued(month) and slip(each, month)[0]
        }
        pursued = [each for each in measures if each.is_pursued(month)]
        self.ranges[month] = {each.name: usual_range(each, month) for each in pursued}
        self.travels[month] = {each.name: travel(each, month) for each in pursued}
        self.ratings[month] = {
            each.refs[year]: state for each in measures if (state := measure_state(each, month))
        }
        self.seen[month] = _seen(self.office, month, with_mail=bool(year))

    def _last_year_again(self, month: Month) -> None:
        """In May a figure of last March is corrected, in June last year's results come.

        The officer reports March again, and types in the month after what is final now.
        """
        year = year_of(month)
        march = months_of(year - 1)[-1]
        before = {each.name: each.typed[march].actual for each in self.years.measures_in(year - 1)}
        for each in self.years.measures_in(year):
            if each.name in self.untyped.get(month.previous, ()):
                self.years.outturn_is_typed(each, year)
        if month.number == 7:
            return
        again = self.years.correct if month.number == 5 else self.years.result_comes_late
        things = list(again(march))
        self.office.write_return(march)
        self.office.report(march)
        self.untyped[month] = {each.name for each in things if year in each.refs}
        # What was told of nothing is no figure that was restated.
        self.corrected[month] = [
            (each.name, float(was / 100), float(now / 100))
            for each in things
            if (was := before[each.name]) and (now := each.typed[march].actual)
            if year in each.refs
        ]


def _titled(thing: DeadlineThing) -> str:
    return f"{thing.name}\n{thing.purpose}" if thing.purpose else thing.name


def _seen(office: Office, month: Month, *, with_mail: bool) -> Seen:
    folder = office.output(month)
    record = json.loads((folder / "as-reported.json").read_text(encoding="utf-8"))
    book = openpyxl.load_workbook(next(folder.glob("*.xlsx")), read_only=True)
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    word = _words(next(folder.glob("*.docx")))
    drafts = office.draft(month).drafts if with_mail else ()
    mail = "\n".join(f"{each.subject}\n{each.body}" for each in drafts)
    return Seen(record, sheets, word, mail)


def _words(path: Path) -> str:
    paragraphs = Document(str(path)).element.body.iter(qn("w:p"))
    texts = ("".join(text.text or "" for text in each.iter(qn("w:t"))) for each in paragraphs)
    return "\n".join(texts)


@dataclass(frozen=True)
class Size:
    """How much is simulated: rows of each kind, years, and months of the last year."""

    rows: int
    years: int
    last: int


SMALL, FULL = Size(8, 2, 6), Size(24, 3, 12)


@pytest.fixture(
    scope="module",
    params=[SMALL, FULL],
    ids=["one-roll-over", "three-years"],
)
def ran(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    size: Size = request.param
    years = Years(random.Random(2012), size.rows)
    ran = Ran(Office(tmp_path_factory.mktemp("years"), years))
    for year in range(size.years):
        if year:
            ran.office.roll_over(year)
        is_last = year == size.years - 1
        for month in months_of(year)[: size.last if is_last else None]:
            ran.run(month)
    return ran


def test_all_that_is_made_through_the_years_is_as_approved(ran: Ran, approved: Approved) -> None:
    made = sums_of_results(ran.office.folder / "output")
    approved.check(f"{len(ran.seen)} months over years", made)


def test_all_that_is_said_through_the_years_is_well_said(ran: Ran) -> None:
    emails = (line for seen in ran.seen.values() for line in seen.mail.splitlines())
    lines = dict.fromkeys((*folder_texts(ran.office.folder / "output"), *emails))
    assert len(lines) > 1000
    assert [slip for line in lines for slip in slips_in(line)] == []


def table(seen: Seen, sheet: str, first: str = "Ref") -> list[dict[str, Any]]:
    """The rows of a sheet's table, by heading."""
    rows = seen.sheets[sheet]
    at = next(number for number, row in enumerate(rows) if row and row[0] == first)
    return [
        dict(zip(map(str, rows[at]), row, strict=False))
        for row in rows[at + 1 :]
        if row and row[0] is not None
    ]


def bare(text: object) -> str:
    """A cell's text without the symbol that goes with its colour, a day as a day."""
    if isinstance(text, date):
        return f"{text:%Y-%m-%d}"
    return re.sub(r"^[■◊●√○] ", "", str(text or ""))


def says(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


def test_every_deadline_has_the_state_that_it_has_in_truth(ran: Ran) -> None:
    for month, seen in ran.seen.items():
        told = {(row["ref"], row["deadline"]): row for row in seen.record["deadlines"]}
        things = ran.years.deadlines_in(year_of(month))
        states = {each.name + each.purpose: told[each.refs[year_of(month)]] for each in things}
        said = {
            name: (row["state"], row["days_overdue"] or row["days_late"])
            for name, row in states.items()
        }
        wanted = {
            each.name + each.purpose: (deadline_state(each, month), days_of(each, month))
            for each in things
        }
        assert said == wanted, month


def test_every_snapshot_has_the_rating_that_it_has_in_truth(ran: Ran) -> None:
    for month, seen in ran.seen.items():
        told = {row["ref"]: row["state"] for row in seen.record["measures"]}
        assert {ref: told[ref] for ref in ran.ratings[month]} == ran.ratings[month], month


def test_nothing_that_was_closed_comes_back(ran: Ran) -> None:
    for month in ran.later:
        year, is_first = year_of(month), month == months_of(year_of(month))[0]
        for before in range(1, year + 1):
            gone = left_in(ran.years, before)
            going_on = {each.name for each in ran.years.deadlines_in(before)}
            names = {each.name for each in gone} - going_on
            may_be_told = is_first and before == year
            text = ran.seen[month].mail if may_be_told else ran.seen[month].text
            assert [name for name in names if says(text, name)] == [], month


def test_nobody_is_written_to_about_what_is_completed(ran: Ran) -> None:
    for month in ran.later:
        done = [
            each.name
            for each in ran.years.deadlines_in(year_of(month))
            if each.completed(month.previous) and not each.purpose
        ]
        assert [name for name in done if says(ran.seen[month].mail, name)] == [], month


def test_the_first_report_of_a_year_says_what_was_closed_and_why(ran: Ran) -> None:
    for month in ran.later:
        year = year_of(month)
        if month != months_of(year)[0]:
            continue
        word = ran.seen[month].word
        for thing in left_in(ran.years, year):
            if isinstance(thing, DeadlineThing) and thing.ending is None:
                (done,) = re.findall(r"were completed and are closed: (.*)", word)
                assert says(done, thing.refs[year - 1][0]), (month, thing)
            else:
                assert says(word, thing.name), (month, thing)
            if thing.ending:
                assert thing.ending.why.rstrip(".") in word, (month, thing)


def test_slippage_runs_on_from_the_first_due_date(ran: Ran) -> None:
    for month, seen in ran.seen.items():
        rows = table(seen, "Slippage") if ran.slips[month] else []
        told = {
            re.sub(r"Deadline \d of \d: ", "", row["Milestone"]): (row["Times moved"], row["Days"])
            for row in rows
        }
        assert told == ran.slips[month], month


def test_usual_ranges_run_on_from_the_first_twelve_figures(ran: Ran) -> None:
    for month, seen in ran.seen.items():
        told = {row["Measure"]: row["Usual range"] or "" for row in table(seen, "History")}
        assert {name: told[name] for name in ran.ranges[month]} == ran.ranges[month], month
    assert any(any(each.values()) for each in ran.ranges.values())


def test_directions_are_seen_against_the_month_before_in_whichever_year(ran: Ran) -> None:
    for month, seen in ran.seen.items():
        told = {row["name"]: row["direction"] for row in seen.record["measures"]}
        wanted = {name: way for name, way in ran.travels[month].items() if way}
        assert {name: told[name] for name in wanted} == wanted, month


def was_and_is(row: dict[str, Any]) -> tuple[Any, Any]:
    """What stands before the reason, under the two months."""
    *_, was, now, _ = row.values()
    return was, now


OF_DEADLINES = ("State", "Deadline met", "Deadline missed", "Completed late", "Expected date moved")


def test_changes_are_told_across_the_roll_over_as_within_a_year(ran: Ran) -> None:
    snapshots = {each.name for each in ran.years.measures if each.basis is Basis.SNAPSHOT}
    for month, wanted in ran.changed.items():
        rows = table(ran.seen[month], "Changes", "What") if wanted else []
        told = {
            (row["What"], row["Measure or milestone"], *map(bare, was_and_is(row)))
            for row in rows
            if row["What"] in OF_DEADLINES
            or (row["What"] == "Rating" and row["Measure or milestone"] in snapshots)
        }
        assert told == wanted, month


def test_a_figure_of_last_march_that_was_corrected_since_is_told_once(ran: Ran) -> None:
    assert any(ran.corrected.values())
    for month in ran.later:
        has_changes = any(row[0] == "What" for row in ran.seen[month].sheets["Changes"])
        rows = table(ran.seen[month], "Changes", "What") if has_changes else []
        told = [
            (row["Measure or milestone"], *was_and_is(row))
            for row in rows
            if row["What"] == "Restated figure"
        ]
        assert sorted(told) == sorted(ran.corrected.get(month, [])), month


def test_an_outturn_that_became_final_since_is_pointed_out_until_the_plan_has_it(ran: Ran) -> None:
    for month in ran.later:
        refs = {
            each.refs[year_of(month)]: each.name for each in ran.years.measures_in(year_of(month))
        }
        found = [
            each["message"]
            for each in ran.seen[month].record["findings"]
            if each["code"] == "outturn-against-record"
        ]
        named = {name for ref, name in refs.items() for message in found if says(message, ref)}
        assert named == ran.untyped.get(month, set()), month


def test_nothing_that_was_typed_is_typed_again(ran: Ran) -> None:
    for year, cells in ran.office.typed.items():
        assert cells
        assert ran.office.again[year] == [], year


def test_the_proposed_plan_with_what_was_typed_is_the_plan_that_is_wanted(ran: Ran) -> None:
    for year in ran.office.typed:
        plan, findings = read_plan(ran.office.plan_path(year))
        wanted = ran.office.plans[year]
        assert plan, findings
        assert (plan.title, plan.year, plan.starts, plan.ends) == (
            wanted.title,
            wanted.year,
            wanted.starts,
            wanted.ends,
        )
        rows = {each.ref: (each.name, each.was, each.target) for each in plan.measures}
        assert rows == {each.ref: (each.name, each.was, each.target) for each in wanted.measures}
        assert _dates(plan) == _dates(wanted)
        assert {(each.was, each.closed_as, each.closed_on) for each in plan.closed} == {
            (each.was, each.closed_as, each.closed_on) for each in wanted.closed
        }


def _dates(plan: Plan) -> dict[tuple[str, int], tuple[object, ...]]:
    return {
        (milestone.ref, each.number): (milestone.name, each.was, each.due, each.redating)
        for milestone, each in plan.deadlines()
    }


def test_rolled_over_by_hand_what_was_completed_stays_completed(tmp_path: Path) -> None:
    years = Years(random.Random(7), 8, keeps_done=True)
    office = Office(tmp_path, years)
    for month in months_of(0)[9:]:
        office.month(month)
    office.roll_over_by_hand(1)
    april = months_of(1)[0]
    office.month(april)
    seen = _seen(office, april, with_mail=True)
    done = [each for each in years.deadlines_in(1) if each.completed(april)]
    rows = {(row["ref"], row["deadline"]): row for row in seen.record["deadlines"]}
    assert len(done) > 1
    for each in done:
        row = rows[each.refs[1]]
        assert (row["state"], row["completed"]) == (
            deadline_state(each, april),
            f"{each.completed(april):%Y-%m-%d}",
        )
        assert each.purpose or not says(seen.mail, each.name)


def test_a_march_that_was_corrected_and_not_reported_again_is_pointed_out(tmp_path: Path) -> None:
    office = Office(tmp_path, Years(random.Random(3), 8))
    for month in months_of(0)[10:]:
        office.month(month)
    office.roll_over(1)
    april, may, june = months_of(1)[:3]
    office.month(april)
    march = months_of(0)[-1]
    assert list(office.years.correct(march))
    office.write_return(march)

    def pointed_out(month: Month) -> list[str]:
        found = office.month(month).month.checked.findings
        return [str(each.place) for each in found if each.code == "earlier-return-changed"]

    assert pointed_out(may) == ["2013-03/return-A.xlsx"]
    office.report(march)
    assert pointed_out(june) == []
