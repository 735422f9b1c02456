"""Plans of every form are written, read, sent out, filled in through LibreOffice and reported."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cyps_reports.assessment.completeness import needs_of, said_of
from cyps_reports.plan.model.decisions import WithdrawnAs
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.quantities import Band, Figure, Missing
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns import layout
from cyps_reports.templates.comparison_words import RATED_LATER
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.layout import headings
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.tables import find_table
from tests.tools.any_answers import Answer
from tests.tools.any_office import AnyOffice, Reported, any_offices
from tests.tools.any_plan import any_plan
from tests.tools.own_print import BEFORE_AND_AFTER, at_places, shown
from tests.tools.read_results import Rows, sheet_rows, word_rows
from tests.tools.sentences import word_texts

SEEDS = (2, 16)
"""How many plans: a share, and with --full."""
READ_BACK = 200


@dataclass(frozen=True)
class Printed:
    """A month of a plan with its results as they are read from the files."""

    office: AnyOffice
    month: Reported
    record: dict[str, Any]
    word: Rows
    lines: tuple[str, ...]
    sheets: dict[str, Rows]

    @property
    def text(self) -> str:
        """All that the Word report says, with single spaces."""
        return " ".join(" ".join(self.lines).split())


@pytest.fixture(scope="module")
def printed(
    tmp_path_factory: pytest.TempPathFactory, office: None, is_full: bool
) -> tuple[Printed, ...]:
    offices = any_offices(range(SEEDS[is_full]), tmp_path_factory.mktemp("any"))
    return tuple(_read(each, month) for each in offices for month in each.reported)


def _read(office: AnyOffice, month: Reported) -> Printed:
    (report,) = month.results.glob("*-report-*.docx")
    (summary,) = month.results.glob("*-summary-*.xlsx")
    record = json.loads((month.results / "as-reported.json").read_text(encoding="utf-8"))
    names = ("Measures", "Milestones", "History")
    lines = tuple(word_texts(report))
    return Printed(office, month, record, word_rows(report), lines, sheet_rows(summary, names))


@pytest.mark.parametrize("seed", range(READ_BACK))
@pytest.mark.share(16)
def test_it_reads_back_as_it_was_written(tmp_path: Path, seed: int) -> None:
    plan = any_plan(seed)
    (tmp_path / "plan.xlsx").write_bytes(plan_workbook(plan))
    assert read_plan(tmp_path / "plan.xlsx") == (plan, ())


def test_every_row_is_in_the_record_the_report_and_the_summary_once(
    printed: tuple[Printed, ...],
) -> None:
    for each in printed:
        plan = each.office.plan
        keys = [measure.key for measure in plan.measures]
        dated = [(milestone.ref, deadline.number) for milestone, deadline in plan.deadlines()]
        record = each.record
        assert [(row["ref"], row["component"]) for row in record["measures"]] == keys
        assert [(row["ref"], row["deadline"]) for row in record["deadlines"]] == dated
        names = [(measure.ref, _name(measure)) for measure in plan.measures]
        refs = [milestone.ref for milestone, _ in plan.deadlines()]
        for rows in (each.sheets["Measures"], _scorecard(each)):
            assert sorted((row["Ref"], row["Measure"]) for row in rows) == sorted(names)
        here = [(row["Ref"], row["Measure"]) for row in _targets(each)]
        before = [(measure.ref, _name(measure)) for measure in _told_before(each)]
        assert sorted((*here, *before)) == sorted(names)
        assert sorted(row["Ref"] for row in each.sheets["Milestones"]) == sorted(refs)
        going = [row["ref"] for row in record["deadlines"] if row["state"] not in ENDED]
        assert sorted(row["Ref"] for row in _milestones(each)) == sorted(going)
        for row in (row for row in record["deadlines"] if row["state"] in ENDED):
            named = any(line.startswith(row["ref"]) and row["name"] in line for line in each.lines)
            assert named or _is_reported_before(row["ref"], each), row["ref"]


def _is_reported_before(ref: str, each: Printed) -> bool:
    """Whether it is told by its reference and date alone, as the report before told the rest."""
    lines = (line for line in each.lines if line.startswith("Reported before: "))
    return any(re.search(rf"(?:: |; ){re.escape(ref)}[ ,]", line) for line in lines)


ENDED = ("Completed", "Completed late", "Withdrawn", "Merged", "Deferred")
"""What has a line of its own in place of a row."""


def _name(measure: Measure) -> str:
    return f"{measure.name}: {measure.component}" if measure.component else measure.name


def _told_before(each: Printed) -> list[Measure]:
    """The measures off target or close to it that are told before the priorities' tables."""
    start = "Under “Needs attention”: "
    lines = (line for line in each.lines if line.startswith(start))
    refs = [ref for line in lines for ref in line.removeprefix(start).rstrip(".").split("; ")]
    colours = {(row["ref"], row["component"]): row["rag"] for row in each.record["measures"]}
    told = [measure for measure in each.office.plan.measures if measure.called in refs]
    assert all(colours[measure.key] in ("red", "amber") for measure in told)
    for measure in told:
        name = f"{measure.ref} {_name(measure)}"
        assert any(line == name or line.startswith(f"{name}: ") for line in each.lines), name
    return told


def _targets(each: Printed) -> Rows:
    """The rows of the priorities' targets tables of the Word report."""
    return [row for row in each.word if REASON in row]


def _scorecard(each: Printed) -> Rows:
    return [row for row in each.word if "Target or step" in row]


def _milestones(each: Printed) -> Rows:
    """The rows of milestones that are late or at risk, and the lines of the others."""
    rows = [row for row in each.word if LATE in row]
    return [*rows, *_lines_of_deadlines(each)]


def _lines_of_deadlines(each: Printed) -> Iterator[dict[str, str]]:
    """`C24 Survey (VL), on track.` under its due date; `B9 Audits (MV): 31/05/13, on track.`.

    Or `B9 (deadline 2 of 2): 31/05/13.` under its state, where a line before names it.
    """
    lines = [" ".join(line.split()) for line in each.lines]
    states = [row["state"] for row in each.record["deadlines"]]
    for (milestone, deadline), state in zip(each.office.plan.deadlines(), states, strict=True):
        if state in ENDED:
            continue
        which = _which(milestone, deadline)
        short = f"{milestone.ref} ({which[:1].lower()}{which[1:]})" if which else ""
        called = [_called(milestone, deadline), *([short] if short else [])]
        starts = "|".join(re.escape(" ".join(name.split())) for name in called)
        ends = re.escape(state.lower())
        is_it = re.compile(
            rf"(?:{starts})(?:: (?:(?P<due>[^:]*), )?{ends}\.|(?P<next>), {ends}\."
            r"|: (?P<quiet>[^:,]*)\.$)"
        )
        over = ""
        for at, line in enumerate(lines):
            over = line if line.endswith(":") else over
            found = is_it.match(line)
            if found and (found["quiet"] is None or over == f"{state}:"):
                told = line.replace(which[1:], f"{which[1:]}\n{which}") if which else line
                due = over if found["next"] is not None else found["due"] or found["quiet"] or line
                # What ends in no full stop is followed by a line of its own.
                told = "\n".join((told, *lines[at + 1 : at + 5]))
                yield {"Ref": milestone.ref, "Milestone": told, "Due": due}


def _which(milestone: Milestone, deadline: Deadline) -> str:
    of = len(milestone.deadlines)
    several = f"Deadline {deadline.number} of {of}" if of > 1 else ""
    return " ".join(": ".join(part for part in (several, deadline.purpose) if part).split())


def _called(milestone: Milestone, deadline: Deadline) -> str:
    """What a line calls a deadline, and its people."""
    which = _which(milestone, deadline)
    told = f" ({which[0].lower()}{which[1:]})" if which else ""
    people = "; ".join(part for part in (milestone.leads, *milestone.partners) if part)
    return f"{milestone.ref} {milestone.name}{told}{people and f' ({people})'}"


REASON = "Reason, comment and corrective action"
LATE = "Reason, progress and corrective action"


def test_every_answer_reaches_the_record_the_report_and_the_summary(
    printed: tuple[Printed, ...],
) -> None:
    count = 0
    for each in printed:
        for measure, answer in _answered(each):
            rows = _rows_of(each, measure)
            for key, heading in (
                ("comment", "Comment"),
                ("corrective_action", "Corrective action"),
            ):
                # What stood there last month is carried into a cell that nobody types into.
                if typed := answer.typed.get(key):
                    assert rows.record[key] == rows.sheet[heading] == typed
                    assert _plain(typed) in each.text
            if own := answer.typed.get("own_rating"):
                assert rows.sheet["Your rating"] == own
            assert rows.record["as_at"] == _iso(answer.typed["as_at"])
            assert rows.record["data_status"] == answer.typed["data_status"].lower()
            count += 1
        for at, (milestone, deadline) in enumerate(each.office.plan.deadlines()):
            given = each.month.answers.deadlines.get((milestone.ref, str(deadline.number)))
            if given is None:
                continue
            record, sheet = each.record["deadlines"][at], each.sheets["Milestones"][at]
            for key, heading in (
                ("progress", "Progress"),
                ("corrective_action", "Corrective action"),
            ):
                assert record[key] == sheet[heading] == given.typed[key]
                assert record["state"] in ENDED or _plain(given.typed[key]) in each.text
            assert record["status"] == sheet["Manager's view"] == given.typed.get("status", "")
            for key in ("completed", "expected"):
                assert not (key in given.typed and record[key] != _iso(given.typed[key])), record
            count += 1
    assert count > 10 * len(printed)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _iso(typed: str) -> str:
    return "-".join(reversed(typed.split("/")))


def _own_date(answer: Answer, of_report: str) -> str:
    """The line under an actual of another date than the report's."""
    typed = answer.typed["as_at"]
    if not answer.actual or _iso(typed) == of_report:
        return ""
    return f"\n{date.fromisoformat(_iso(typed)):%d/%m/%y}"


def _answered(each: Printed) -> Iterator[tuple[Measure, Answer]]:
    for measure in each.office.plan.measures:
        if answer := each.month.answers.measures.get(measure.key):
            yield measure, answer


@dataclass(frozen=True)
class RowsOf:
    """What is told of one measure: its row in the record, in the Word report, in the summary.

    In Word those of the scorecard and of its priority's targets.
    """

    record: dict[str, Any]
    scorecard: dict[str, str]
    word: dict[str, str]
    sheet: dict[str, str]
    history: dict[str, str]


def _rows_of(each: Printed, measure: Measure) -> RowsOf:
    by_key = {(row["ref"], row["component"]): row for row in each.record["measures"]}

    named = (measure.ref, _name(measure))

    def row_in(rows: Rows) -> dict[str, str]:
        return next(row for row in rows if (row["Ref"], row["Measure"]) == named)

    is_before = measure in _told_before(each)

    return RowsOf(
        by_key[measure.key],
        row_in(_scorecard(each)),
        {} if is_before else row_in(_targets(each)),
        row_in(each.sheets["Measures"]),
        row_in(each.sheets["History"]),
    )


def test_every_figure_is_printed_in_the_plans_unit_and_decimals(
    printed: tuple[Printed, ...],
) -> None:
    for each in printed:
        plan, month = each.office.plan, each.month.month.in_words
        for measure in plan.measures:
            rows, similar = _rows_of(each, measure), plan.similar_name or "Similar authorities"
            outturn = _said(measure, measure.outturn, measure.outturn_said)
            others = _said(measure, measure.similar, measure.similar_said)
            columns = {"Outturn": outturn, "Target": _target(measure), similar: others}
            assert rows.sheet["Unit"] == measure.unit.name
            for in_sheet, expected in columns.items():
                assert _of_sheet(rows.sheet[in_sheet], measure) == expected, (measure, in_sheet)
            assert rows.scorecard[plan.outturn_column] == (outturn or "n/a"), measure
            target = _target(measure) or "n/a"
            assert measure.steps or rows.scorecard["Target or step"] == target
            is_figure = any(map(str.isdigit, others))
            if rows.word:
                assert rows.word.get(similar, "") == others
            else:
                assert not is_figure or f"{similar}: {others}" in each.text
            beside = rows.word.get(REASON, each.text)
            for other in measure.comparators:
                expected = _said(measure, other.figure, other.said)
                in_column = other.name == measure.similar_named
                assert in_column or not expected or f"{other.called}: {expected}" in beside
                assert _of_sheet(rows.sheet[other.called], measure) == expected
            for year in measure.earlier_years:
                expected = _said(measure, year.figure, year.said)
                assert not expected or f"{year.year}: {expected}" in beside
                assert _of_sheet(rows.history[year.year], measure) == expected
            is_kept = rows.record["kept_from"] is not None
            assert not (is_kept and rows.history[month]), "what is kept was given before"
        for measure, answer in _answered(each):
            rows = _rows_of(each, measure)
            under = _own_date(answer, each.record["as_at"])
            assert rows.scorecard["Actual"] == f"{answer.actual}{under}", (measure, answer)
            assert _of_sheet(rows.sheet["Actual"], measure) == answer.actual
            in_history = rows.history[month]
            assert _of_sheet(in_history, measure) == answer.actual
            if answer.figure is not None:
                assert rows.record["actual"] == str(answer.figure)
            if rows.record["rag"] in ("green", "amber", "red"):
                _assert_said(measure, answer, rows.record)


def _assert_said(measure: Measure, answer: Answer, record: dict[str, Any]) -> None:
    """A reason names the value that was judged, or how far the figure is from the target."""
    reason = record["reason"]
    if measure.unit.values:
        assert answer.actual in reason
    elif record["rated_on"] == "actual" and isinstance(measure.target, Decimal):
        assert answer.figure is not None
        places = measure.decimals_set
        aim = measure.target if places is None else at_places(measure.target, places)
        gap = abs(answer.figure - aim)
        far = shown(gap, measure.unit.name).removeprefix("1:").replace("%", " point")
        assert (far if gap else "xactly on") in reason


def _said(measure: Measure, figure: Figure, said: str) -> str:
    """How a figure of the plan is printed, worked out here."""
    if isinstance(figure, Missing):
        return said or figure.value
    if measure.unit.values:
        return measure.unit.values[-int(figure)]
    places = measure.decimals_set
    return shown(figure if places is None else at_places(figure, places), measure.unit.name)


def _target(measure: Measure) -> str:
    target, places = measure.target, measure.decimals_set
    if isinstance(target, Band):
        low, high = (_said(measure, each, "") for each in (target.low, target.high))
        _, after, after_one = BEFORE_AND_AFTER[measure.unit.name]
        words = [each for each in (after, after_one) if each.startswith(" ")]
        bare = next((low.removesuffix(each) for each in words if low.endswith(each)), low)
        return f"{bare} to {high}"
    is_same = places is None or (
        not isinstance(target, Missing) and at_places(target, places) == target
    )
    if measure.target_said and (is_same or measure.unit.is_judged):
        return measure.target_said
    return _said(measure, target, "")


def _of_sheet(printed: str, measure: Measure) -> str:
    """What a cell of the summary shows, with the unit's words, which have a column of their own."""
    _, after, after_one = BEFORE_AND_AFTER.get(measure.unit.name, ("", "", ""))
    is_number = re.fullmatch(r"−?[\d,.]+", printed) and not measure.unit.is_judged
    words = after_one if printed == "1" else after
    return f"{printed}{words}" if is_number and after.startswith(" ") else printed


def test_milestones_are_printed_as_the_plan_has_them(printed: tuple[Printed, ...]) -> None:
    for each in printed:
        plan, last = each.office.plan, each.month.month.last
        states = [row["state"] for row in each.record["deadlines"]]
        for (milestone, deadline), state in zip(plan.deadlines(), states, strict=True):
            withdrawal = deadline.withdrawal
            if state in WITHDRAWN:
                assert withdrawal
                assert withdrawal.approved_on <= last
                into = "into " if withdrawal.kind is WithdrawnAs.MERGED else ""
                assert f"{into}{withdrawal.why}." in each.text
            if state in ENDED:
                continue
            (word,) = _rows_of_deadline(each, milestone, deadline)
            days = [_due(deadline, form).removeprefix("by ") for form in (_day, _short)]
            assert any(day.lower() in word["Due"].lower() for day in days)
            redating = deadline.redating
            if redating and redating.approved_on <= last:
                forms = (_day(redating.due), _short(redating.due))
                given = (redating.due_said,) if redating.due_said else forms
                assert any(day.lower() in word["Due"].lower() for day in given)
            assert deadline.purpose in word["Milestone"]
        for milestone in plan.milestones:
            rows = [row for row in _milestones(each) if row["Ref"] == milestone.ref]
            told = "\n".join(row["Milestone"] for row in rows)
            moves = "; ".join(milestone.moves)
            for said in (milestone.name, milestone.success, milestone.evidence, moves):
                assert said in told or not rows
            people = "; ".join(part for part in (milestone.leads, *milestone.partners) if part)
            lines = [row["Milestone"] for row in rows if LATE not in row]
            assert not people or not lines or any(f"({people})" in line for line in lines)


WITHDRAWN = ("Withdrawn", "Merged", "Deferred")


def _rows_of_deadline(each: Printed, milestone: Milestone, deadline: Deadline) -> Rows:
    of = len(milestone.deadlines)
    which = f"Deadline {deadline.number} of {of}" if of > 1 else ""
    rows = [row for row in _milestones(each) if row["Ref"] == milestone.ref]
    return [row for row in rows if which in row["Milestone"]]


def _due(deadline: Deadline, form: Callable[[date], str]) -> str:
    if deadline.due_said or deadline.due is None:
        return deadline.due_said or deadline.recurrence.capitalize()
    return form(deadline.due)


def _short(day: date) -> str:
    return f"{day:%d/%m/%y}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def test_live_words_are_what_the_program_says(printed: tuple[Printed, ...]) -> None:
    for each in printed:
        words = {key: said for path in each.month.returns for key, said in _live(path).items()}
        assessment = each.month.assessment
        is_all_known = each.office.months[0] == each.office.plan.report_months[0]
        for result in assessment.measures:
            said = words[(*result.measure.key, "")]
            if said[0] == RATED_LATER and not is_all_known:
                continue
            wanted = result.state.value, said_of(needs_of(assessment, result), result.state.value)
            assert said == wanted, (result.measure, result.entry)
        for late in assessment.deadlines:
            wanted = late.state.value, said_of(needs_of(assessment, late), late.state.value)
            of = len(late.milestone.deadlines)
            part = f"{late.deadline.number} of {of}" if of > 1 else ""
            assert words[late.milestone.ref, "", part] == wanted, (late.deadline, late.entry)


def _live(path: Path) -> dict[tuple[str, str, str], tuple[str, str]]:
    """State and what is to do, of each row of a return that LibreOffice saved."""
    book = open_book(path)
    assert isinstance(book, Book)
    words: dict[tuple[str, str, str], tuple[str, str]] = {}
    for name, columns in (
        (layout.TARGETS, layout.TARGET_COLUMNS),
        (layout.MILESTONES, layout.MILESTONE_COLUMNS),
    ):
        sheet = book.sheet(name)
        table = find_table(sheet, headings(columns)) if sheet else None
        for row in table.rows if table else ():
            key = row.text("ref"), row.text("component"), row.text("deadline")
            words[key] = row.text("state"), row.text("todo")
    return words
