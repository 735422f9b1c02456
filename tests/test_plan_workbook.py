"""The plan workbook: equal to the approved plan, read back without loss, told of its faults."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from cyps_reports import locations
from cyps_reports.findings import Severity
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import Period, ReportingPeriod
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.model.decisions import (
    Closed,
    ClosedAs,
    RangeMove,
    Redating,
    Withdrawal,
    WithdrawnAs,
)
from cyps_reports.plan.model.measure import (
    AboutChildren,
    Basis,
    Between,
    Comparator,
    EarlierYear,
    Measure,
    Polarity,
)
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.quantities import Band, Figure, Missing, Tolerance
from cyps_reports.plan.model.question import Question
from cyps_reports.plan.model.report_text import StandingText, Where
from cyps_reports.plan.model.sign_off import SignOffAsked
from cyps_reports.plan.model.small_numbers import Edition, SmallNumbers
from cyps_reports.plan.model.units import NO_IS_RIGHT, Unit, graded
from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.fields import VOCABULARY_FIELDS
from cyps_reports.plan.sheets.measure_columns import MEASURE_COLUMNS
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.templates.workbook import return_workbook
from tests.tools.approved_plan import rows
from tests.tools.shares import share_of
from tests.tools.small_plan import small_plan
from tests.tools.units import UNITS

BUILT_IN = locations.built_in() / "plan.xlsx"


def sheet_rows(name: str) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(BUILT_IN)[name]
    headings, *body = [list(row) for row in sheet.iter_rows()]
    names = [str(cell.value) for cell in headings]
    return [dict(zip(names, row, strict=True)) for row in body]


def shown(cell: object) -> str:
    """What the cell shows, worked out here without the product's code."""
    value, form = cell.value, cell.number_format  # type: ignore[attr-defined]
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, str):
        return value
    places = len(form.split(".")[1].rstrip("%")) if "." in form else 0
    return f"{value * 100:.{places}f}" if "%" in form else f"{value:.{places}f}"


def test_every_measure_equals_the_approved_plan() -> None:
    approved, written = rows("measures"), sheet_rows("Measures")
    assert len(approved) == len(written) == 41
    for promised, row in zip(approved, written, strict=True):
        for column, heading in {
            "priority": "Priority",
            "number": "Number",
            "component": "Component",
            "measure": "Measure",
            "unit": "Unit",
            "polarity": "Polarity",
            "similar_authorities": "Similar authorities",
            "similar_note": "Note on similar authorities",
            "outturn_2011_12": "Outturn",
            "outturn_note": "Note on outturn",
            "target_2012_13": "Target",
            "target_note": "Note on target",
            "frequency": "Frequency",
        }.items():
            assert shown(row[heading]) == promised[column], (promised["measure"], heading)
        due = shown(row["Result due"])[:7]
        assert due == promised["target_due"]
        tolerance = shown(row["Tolerance"])
        assert tolerance + "%" * bool(tolerance) == promised["tolerance"]


def test_every_deadline_equals_the_approved_plan() -> None:
    approved, written = rows("milestones"), sheet_rows("Milestones")
    assert len(approved) == len(written) == 113
    assert sum(bool(row["due"]) for row in approved) == 101
    for promised, row in zip(approved, written, strict=True):
        for column, heading in {
            "priority": "Priority",
            "number": "Number",
            "deadline": "Deadline",
            "heading": "Heading",
            "milestone": "Milestone",
            "due": "Due date",
            "recurrence": "Recurrence",
            "status_at_approval": "Status at approval",
            "deadline_for": "Deadline for",
            "lead": "Lead",
            "partners": "Partners",
            "progress_at_approval": "Progress at approval",
        }.items():
            assert shown(row[heading]) == promised[column], (promised["number"], heading)


def test_percentages_and_dates_are_typed() -> None:
    by_name = {
        shown(row["Priority"]) + shown(row["Number"]) + shown(row["Component"]): row
        for row in sheet_rows("Measures")
    }
    assert by_name["A1"]["Similar authorities"].value == 0.798  # type: ignore[attr-defined]
    assert by_name["E1Gross"]["Outturn"].number_format == "#,##0.000"  # type: ignore[attr-defined]
    assert isinstance(sheet_rows("Milestones")[0]["Due date"].value, datetime)  # type: ignore[attr-defined]


def test_the_built_in_plan_reads_back_as_the_approved_plan(plan: Plan) -> None:
    read, findings = read_plan(BUILT_IN)
    assert read == plan
    assert findings == ()
    assert len({measure.ref for measure in plan.measures}) == 38
    assert len(plan.milestones) == 87


def test_leads_and_priorities_equal_the_approved_plan(plan: Plan) -> None:
    read, _ = read_plan(BUILT_IN)
    assert read is not None
    assert [(each.code, each.title) for each in read.priorities] == [
        (r["code"], r["title"]) for r in rows("priorities")
    ]
    assert [(each.initials, each.name, each.post) for each in read.leads] == [
        (r["initials"], r["name"], r["post"]) for r in rows("leads")
    ]


FAULTS = {
    "plan-no-date": {"C37"},
    "plan-due-before-what-it-needs": {"C33"},
    "plan-outside-plan-year": {"A20", "C32", "E24"},
    "plan-no-target": {"C3", "C7", "E3"},
    "plan-no-outturn": {"C3", "E8"},
    "plan-target-worse-than-outturn": {"A1", "B1", "B2", "B3", "E2"},
    "plan-same-numbers": {"E5"},
    "plan-target-worse-than-similar": {
        "A1",
        "A4",
        "A7",
        "B4",
        "B8",
        "C5",
        "C6",
        "C10",
        "C11",
        "E4",
    },
    "plan-mixed-deadlines": {"B14"},
    "plan-two-actions": {"B18"},
}


def test_the_plan_check_says_what_the_plan_gets_wrong() -> None:
    read, _ = read_plan(BUILT_IN)
    assert read is not None
    said: dict[str, set[str]] = {}
    for finding in faults(read):
        assert finding.severity is Severity.NOTE
        assert finding.place.workbook == "plan.xlsx"
        assert finding.place.cell
        said.setdefault(finding.code, set()).add(finding.message.split()[0].rstrip(","))
    assert said == FAULTS


SAYS = {
    "plan-no-date": "C37 has no due date.",
    "plan-due-before-what-it-needs": "C33 is due on 30 June 2012, before C32, which it depends on"
    " and which is due on 30 April 2013.",
    "plan-outside-plan-year": "A20, deadline 2, is due on 30 September 2013, outside the plan year"
    " 2012/13.",
    "plan-no-target": "C3 has no target yet, so it cannot be rated.",
    "plan-no-outturn": "C3 has no outturn, so its direction of travel starts with the year.",
    "plan-target-worse-than-outturn": "A1 aims for 78%, worse than last year's outturn of 79%, and"
    " no note says why.",
    "plan-target-worse-than-similar": "A1 aims for 78%, worse than similar authorities already have"
    " (79.8%).",
    "plan-same-numbers": "E5 carries the same outturn and target as E4 Number (57 and 51).",
    "plan-mixed-deadlines": "B14 mixes 4 dates with a monthly duty under one number.",
    "plan-two-actions": "B18 is two actions under one number: one was completed when the plan was"
    " approved, the other was not.",
}
"""Of each check the sentence on the first row that it finds."""


def test_in_which_words_the_plan_check_says_it(plan: Plan) -> None:
    said: dict[str, str] = {}
    for finding in faults(plan):
        said.setdefault(finding.code, finding.message)
        assert finding.fix == (
            "Ask whoever approves the plan; correct the plan workbook once it is decided."
        )
    assert said == SAYS


def test_a_missing_reason_for_a_lower_target_is_told_apart(plan: Plan) -> None:
    told = {
        f.message.split()[0]: f.message
        for f in faults(plan)
        if f.code == "plan-target-worse-than-outturn"
    }
    assert told["B1"] == "B1 aims for 85%, worse than last year's outturn of 85.77%."
    assert told["B2"] == (
        "B2 aims for 85%, worse than last year's outturn of 85.76%, and no note says why."
    )


def edited(tmp_path: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    workbook = openpyxl.load_workbook(BUILT_IN)
    change(workbook)
    path = tmp_path / "plan.xlsx"
    workbook.save(path)
    return path


def put(sheet: str, cell: str, value: object) -> Callable[[openpyxl.Workbook], None]:
    def change(workbook: openpyxl.Workbook) -> None:
        workbook[sheet][cell].value = value

    return change


def first_cell_under(sheet: str, heading: str) -> str:
    head = next(
        each for each in openpyxl.load_workbook(BUILT_IN)[sheet][1] if each.value == heading
    )
    return f"{head.column_letter}2"


@pytest.mark.share(3)
@pytest.mark.parametrize(
    ("sheet", "cell", "value", "code"),
    [
        (layout.MEASURES, "B3", 1, "duplicate-number"),
        (layout.MILESTONES, "B2", 1, "duplicate-number"),
        (layout.MILESTONES, "J2", "XX", "unknown-lead"),
        (layout.MILESTONES, "A2", "Z", "unknown-priority"),
        (layout.MILESTONES, "F2", "30/02/12", "impossible-date"),
        (layout.MILESTONES, "F2", "June", "not-a-date"),
        (layout.MILESTONES, "M2", "Q9", "unknown-milestone"),
        (layout.MILESTONES, "G2", "weekly", "not-a-choice"),
        (layout.MILESTONES, "N2", datetime(2012, 9, 1), "incomplete-redating"),  # noqa: DTZ001
        (layout.MILESTONES, "E11", "Something else", "milestone-rows-differ"),
        (layout.MEASURES, "K2", "lots", "not-a-figure"),
        (layout.MEASURES, "E2", None, "no-unit"),
        (layout.MEASURES, "B2", None, "no-number"),
        (layout.MEASURES, "O2", -1, "negative-tolerance"),
        (layout.MEASURES, "Decimals", 1.5, "not-a-whole-number"),
        (layout.PLAN, "B6", "", "empty-cell"),
        (layout.PLAN, "B7", "", "no-date"),
    ],
)
def test_a_plan_that_cannot_be_worked_with_is_refused_by_cell(
    tmp_path: Path, sheet: str, cell: str, value: object, code: str
) -> None:
    cell = cell if cell[-1].isdigit() else first_cell_under(sheet, cell)
    read, findings = read_plan(edited(tmp_path, put(sheet, cell, value)))
    assert read is None
    found = [finding for finding in findings if finding.code == code]
    assert found, findings
    assert any((f.place.sheet, f.place.cell) == (sheet, cell) for f in found), found


def test_steps_that_stand_twice_are_told_and_not_lost(tmp_path: Path) -> None:
    measure = Measure(
        "A", 1, "", "M", Unit.PERCENT, Polarity.HIGHER, steps={Month(2017, 6): Decimal(40)}
    )
    (tmp_path / "plan.xlsx").write_bytes(plan_workbook(small_plan(measures=(measure,))))
    workbook = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    workbook[layout.STEPS].append(["a", 1, None, None, None, None, 0.5])
    workbook.save(tmp_path / "plan.xlsx")
    read, findings = read_plan(tmp_path / "plan.xlsx")
    assert read is None
    assert [(each.code, each.place.cell, each.message) for each in findings] == [
        ("figure-twice", "B3", "a1 has steps in row 2 too.")
    ]


def test_the_rows_of_a_milestone_are_of_one_priority(tmp_path: Path) -> None:
    """Its own reference names it, whatever else stands beside it."""
    days = (date(2017, 6, 30), date(2017, 9, 30))
    deadlines = tuple(Deadline(number, day) for number, day in enumerate(days, start=1))
    milestone = Milestone("A", None, "", "M", "AB", reference="1.3", deadlines=deadlines)
    plan = small_plan(
        milestones=(milestone,), priorities=(Priority("A", "First"), Priority("B", "Second"))
    )
    (tmp_path / "plan.xlsx").write_bytes(plan_workbook(plan))
    assert read_plan(tmp_path / "plan.xlsx") == (plan, ())
    workbook = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    workbook[layout.MILESTONES]["A3"].value = "B"
    workbook.save(tmp_path / "plan.xlsx")
    _, findings = read_plan(tmp_path / "plan.xlsx")
    assert [(each.code, each.place.cell) for each in findings] == [("milestone-rows-differ", "A3")]


@pytest.mark.parametrize("frequency", ["annual", "Annual", "ANNUAL"])
def test_an_annual_result_is_one_in_any_letters(frequency: str) -> None:
    assert (
        Measure("A", 1, "", "M", Unit.PERCENT, Polarity.HIGHER, frequency=frequency).basis
        is Basis.ANNUAL
    )


def test_a_lost_sheet_and_a_lost_column_are_told(tmp_path: Path) -> None:
    read, findings = read_plan(
        edited(tmp_path, lambda workbook: workbook.remove(workbook[layout.LEADS]))
    )
    assert read is None
    assert any(f.code == "no-sheet" and "Leads" in f.message for f in findings)
    read, findings = read_plan(edited(tmp_path, put(layout.MEASURES, "K1", "Aim")))
    assert read is None
    assert any(f.code == "no-column" and "Target" in f.message for f in findings)


def with_copy(workbook: openpyxl.Workbook, *, hidden: str) -> None:
    """A sheet of measures with another target for A1, in front of the right one.

    One of the two is hidden.
    """
    copy = workbook.copy_worksheet(workbook[layout.MEASURES])
    copy.title = "Measures (2)"
    copy["K2"] = 0.5
    workbook.move_sheet(copy, -workbook.index(copy))
    workbook[hidden].sheet_state = "hidden"


def test_a_hidden_copy_in_front_is_not_the_plan(tmp_path: Path, plan: Plan) -> None:
    read, findings = read_plan(
        edited(tmp_path, lambda workbook: with_copy(workbook, hidden="Measures (2)"))
    )
    assert read == plan
    assert [(f.code, f.severity, f.place.sheet) for f in findings] == [
        ("several-tables", Severity.WARNING, "Measures (2)")
    ]


def test_a_copy_that_is_seen_where_the_sheet_of_the_plan_is_hidden(tmp_path: Path) -> None:
    read, findings = read_plan(
        edited(tmp_path, lambda workbook: with_copy(workbook, hidden=layout.MEASURES))
    )
    assert read is None
    assert [(f.code, f.severity) for f in findings] == [("several-tables", Severity.ERROR)]


@pytest.mark.parametrize(("target", "is_plain"), [(None, True), (0.78, True), (0.8, False)])
def test_one_heading_of_the_plan_twice(
    tmp_path: Path, plan: Plan, target: float | None, is_plain: bool
) -> None:
    beside = get_column_letter(len(MEASURE_COLUMNS) + 1)

    def double(workbook: openpyxl.Workbook) -> None:
        sheet = workbook[layout.MEASURES]
        sheet[f"{beside}1"] = "Target"
        sheet[f"{beside}2"] = target
        sheet[f"{beside}2"].number_format = sheet["K2"].number_format

    read, findings = read_plan(edited(tmp_path, double))
    assert read == (plan if is_plain else None)
    assert [(f.code, f.place.cell) for f in findings] == [
        ("heading-twice", f"{beside}1"),
        *([] if is_plain else [("two-answers", f"{beside}2")]),
    ]


def test_headings_of_the_plan_repeated_among_its_rows(tmp_path: Path, plan: Plan) -> None:
    def repeat(workbook: openpyxl.Workbook) -> None:
        for name in (layout.LEADS, layout.MEASURES, layout.MILESTONES):
            sheet: Any = workbook[name]
            sheet.insert_rows(4)
            for cell in list(sheet[1]):
                sheet.cell(4, cell.column, cell.value)

    read, findings = read_plan(edited(tmp_path, repeat))
    assert findings == ()
    assert read == plan


def figures(unit: Unit) -> st.SearchStrategy[Figure]:
    places = {Unit.PERCENT: 2, Unit.COUNT: 0, Unit.MONEY: 3}.get(unit, 1)
    numbers = st.decimals(min_value=0, max_value=150, places=places)
    return st.one_of(numbers, st.sampled_from(Missing))


WORDS = st.text("abc DEF-,.'é", min_size=1, max_size=12).map(
    lambda text: f"x{' '.join(text.split())}"
)
DAYS = st.dates(date(2017, 4, 1), date(2018, 3, 31))
WITHDRAWALS = st.none() | st.builds(
    Withdrawal,
    kind=st.sampled_from(WithdrawnAs),
    approved_by=WORDS,
    approved_on=DAYS,
    why=st.just("") | WORDS,
)


PERIODS = st.sampled_from(
    [
        *(ReportingPeriod(each) for each in Period),
        ReportingPeriod(months=(10, 1, 4)),
        ReportingPeriod(months=(5,)),
    ]
)


def steps(measure: Measure) -> st.SearchStrategy[dict[Month, Decimal]]:
    figure = figures(measure.unit).filter(lambda each: isinstance(each, Decimal))
    months = st.sampled_from([Month(2017, 4), Month(2017, 12), Month(2018, 1), Month(2018, 3)])
    some: st.SearchStrategy[dict[Month, Decimal]] = st.dictionaries(months, figure)  # type: ignore[arg-type]
    is_single = measure.amber_limit is None and not isinstance(measure.target, Band)
    return some if is_single else st.just({})


def bands(unit: Unit) -> st.SearchStrategy[Band]:
    ends = st.lists(
        figures(unit).filter(lambda each: isinstance(each, Decimal)),
        min_size=2,
        max_size=2,
        unique=True,
    )
    return ends.map(lambda two: Band(*sorted(two)))  # type: ignore[arg-type]


SIDES = {
    Polarity.HIGHER: ("at least {}", "{} or more", "≥ {}"),
    Polarity.LOWER: ("at most {}", "no more than {}", "<={}"),
}


@st.composite
def standards(draw: st.DrawFn, unit: Unit, polarity: Polarity) -> dict[str, Any]:
    """A target in one of its forms, and now and then limits of its own, that agree with the
    polarity.
    """
    if polarity is Polarity.CLOSE and draw(st.booleans()):
        return {"target": draw(bands(unit))}
    target = draw(figures(unit))
    if not isinstance(target, Decimal) or polarity not in SIDES:
        return {"target": target}
    fields: dict[str, Any] = {"target": target}
    if draw(st.booleans()):
        shown = printed(target, unit)
        fields["target_said"] = draw(st.sampled_from(SIDES[polarity])).format(shown)
    if draw(st.booleans()):
        worse = Decimal(-1 if polarity is Polarity.HIGHER else 1)
        fields["green_limit"] = draw(st.none() | st.just(target + worse))
        fields["amber_limit"] = target + draw(st.integers(1, 9)) * worse
    return fields


GRADES = graded(("Outstanding", "Good", "Requires improvement", "Inadequate"))


def values(unit: Unit) -> st.SearchStrategy[Figure]:
    """Places of a unit's values; none of a text."""
    missing = st.sampled_from(Missing)
    return (
        st.one_of(missing, st.integers(1, len(unit.values)).map(Decimal))
        if unit.values
        else missing
    )


@st.composite
def judged(draw: st.DrawFn, number: int) -> Measure:
    """A measure of grades, of yes and no, or of a text, with its target, outturn and similar
    authorities.
    """
    unit = draw(st.sampled_from([GRADES, graded(("1", "2")), Unit.YES_NO, NO_IS_RIGHT, Unit.TEXT]))
    fields: dict[str, Any] = {key: draw(values(unit)) for key in ("target", "outturn", "similar")}
    if unit.is_text:
        fields = {f"{key}_said": draw(st.just("") | WORDS) for key in fields}
    elif unit.is_yes_or_no:
        fields["target"] = Decimal(2)
    polarity = draw(st.sampled_from([Polarity.HIGHER, Polarity.MONITOR]))
    return Measure(
        "A", number, "", draw(WORDS), unit, polarity, reported=draw(st.none() | PERIODS), **fields
    )


NAMES, YEARS = (
    ("England", "Region", "Statistical neighbours"),
    ("", "2009/10", "2010/11", "2016", "Baseline July 2010"),
)


@st.composite
def with_other_figures(draw: st.DrawFn, measure: Measure, default: str) -> Measure:
    """The measure with any comparators and earlier years.

    The default one stands for similar authorities.
    """
    notes = st.just("") | WORDS
    figure = values(measure.unit) if measure.unit.is_judged else figures(measure.unit)

    def told() -> dict[str, Any]:
        said = draw(st.just("") | WORDS) if measure.unit.is_text else ""
        return {
            "figure": Missing.NOT_GIVEN if said else draw(figure),
            "note": draw(notes),
            "said": said,
        }

    whose = draw(
        st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(YEARS)), max_size=4, unique=True)
    )
    years = draw(st.lists(st.sampled_from(YEARS[1:]), max_size=4, unique=True))
    measure = replace(
        measure,
        comparators=tuple(Comparator(name, year=year, **told()) for name, year in whose),
        earlier_years=tuple(EarlierYear(year, **told()) for year in years),
    )
    # Of several years of the default one, the newest counts: written down here by itself.
    newest = {"": 0, "2009/10": 2009, "2010/11": 2010, "2016": 2016, "Baseline July 2010": 2010}
    ofs = [
        each
        for each in measure.comparators
        if each.name == default and (each.said or each.figure is not Missing.NOT_GIVEN)
    ]
    if not ofs:
        return measure
    last = max(ofs, key=lambda each: newest[each.year])
    return replace(measure, similar=last.figure, similar_said=last.said, similar_named=default)


STANDING_TEXTS = st.builds(
    StandingText,
    heading=WORDS,
    where=st.sampled_from(Where),
    paragraphs=st.lists(WORDS, min_size=1, max_size=3).map(tuple),
)
QUESTIONS = st.builds(
    Question,
    asked_on=st.none() | DAYS,
    meeting=st.just("") | WORDS,
    references=st.lists(st.sampled_from(("A", "A11", "KPI 4")), unique=True).map(tuple),
    asked=WORDS,
    by_whom=st.just("") | WORDS,
    due=st.none() | DAYS,
    answer=st.just("") | WORDS,
    closed=st.none() | DAYS,
)
VOCABULARIES = st.builds(
    Vocabulary, **dict.fromkeys((each.key for each in VOCABULARY_FIELDS), st.just("") | WORDS)
)


def range_moves(measure: Measure) -> st.SearchStrategy[tuple[RangeMove, ...]]:
    """Only what is a figure of a day has a usual range."""
    if measure.basis is not Basis.SNAPSHOT or measure.unit.is_judged:
        return st.just(())
    move = st.builds(RangeMove, DAYS, WORDS, DAYS, WORDS)
    several = st.lists(move, max_size=2, unique_by=lambda each: each.starts)
    return several.map(lambda moves: tuple(sorted(moves, key=lambda each: each.starts)))


def made_of(measure: Measure, before: list[Measure]) -> Measure:
    """The same, said to be made of the rows before it that are counted in the same."""
    alike = [each.ref for each in before if each.unit == measure.unit]
    return replace(measure, numerator=alike[0] if alike else "", sum_of=tuple(alike))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    measures = []
    for number in range(1, draw(st.integers(1, 4))):
        unit, polarity = draw(st.sampled_from(UNITS)), draw(st.sampled_from(Polarity))
        measures.append(
            Measure(
                priority="A",
                number=number,
                component="",
                name=draw(WORDS),
                unit=unit,
                polarity=polarity,
                similar=draw(figures(unit)),
                outturn=draw(figures(unit)),
                **draw(standards(unit, polarity)),
                target_note=draw(WORDS),
                target_due=draw(st.none() | st.just(Month(2017, 8))),
                tolerance=draw(
                    st.none()
                    | st.builds(
                        Tolerance, st.decimals(min_value=0, max_value=20, places=1), st.booleans()
                    )
                ),
                decimals_set=draw(st.none() | st.integers(0, 3)),
                basis_set=draw(st.none() | st.sampled_from(Basis)),
                head=draw(st.just("") | WORDS),
                withdrawal=draw(WITHDRAWALS),
                reported=draw(st.none() | PERIODS),
                between_set=draw(st.none() | st.sampled_from(Between)),
                was=draw(st.sampled_from(("", f"A{number + 1}"))),
                about_children=draw(st.none() | st.sampled_from(AboutChildren)),
                denominator=draw(st.sampled_from(("", "1,250", "37"))),
            )
        )
    default = draw(st.sampled_from(("", *NAMES)))
    measures = [replace(each, steps=draw(steps(each))) for each in measures]
    measures += [draw(judged(number)) for number in range(5, 5 + draw(st.integers(0, 3)))]
    measures = [draw(with_other_figures(each, default)) for each in measures]
    measures = [replace(each, range_moves=draw(range_moves(each))) for each in measures]
    measures = [made_of(each, measures[:at]) for at, each in enumerate(measures)]
    is_named = any(each.similar_named for each in measures)
    deadline = st.builds(
        Deadline,
        number=st.just(1),
        due=st.none() | DAYS,
        recurrence=st.sampled_from(Recurrence),
        at_approval=st.sampled_from(AtApproval),
        redating=st.none() | st.builds(Redating, due=DAYS, approved_by=WORDS, approved_on=DAYS),
        withdrawal=WITHDRAWALS,
        was=st.sampled_from(("", "A20, deadline 2")),
    )
    words, moves = (
        st.just("") | WORDS,
        st.lists(st.sampled_from([each.ref for each in measures]), unique=True),
    )
    milestones = [
        Milestone(
            "A",
            10 + n,
            draw(WORDS),
            draw(WORDS),
            "AB",
            (draw(WORDS),),
            deadlines=(draw(deadline),),
            success=draw(words),
            evidence=draw(words),
            moves=tuple(draw(moves)) if measures else (),
            head=draw(words),
        )
        for n in range(1 + draw(st.integers(0, 3)))
    ]
    return small_plan(
        priorities=(Priority("A", "First", short_title=draw(words)),),
        contact=draw(words),
        reported=draw(PERIODS),
        closing_days=draw(st.integers(0, 20)),
        vocabulary=draw(VOCABULARIES),
        similar_name=default if is_named else "",
        small_numbers=draw(st.sampled_from(SmallNumbers)),
        emailed=draw(st.sampled_from(Edition)),
        sign_off=draw(st.sampled_from(SignOffAsked)),
        measures=tuple(measures),
        milestones=tuple(milestones),
        also_titles=draw(st.sampled_from(("", "Plan of before; Older plan"))),
        closed=tuple(draw(closed(at)) for at in range(draw(st.integers(0, 3)))),
        standing_texts=tuple(draw(st.lists(STANDING_TEXTS, max_size=3))),
        questions=tuple(draw(st.lists(QUESTIONS, max_size=3))),
    )


def closed(at: int) -> st.SearchStrategy[Closed]:
    return st.builds(
        Closed,
        was=st.just(f"B{at}"),
        name=st.just("") | WORDS,
        closed_as=st.sampled_from(ClosedAs),
        closed_on=st.none() | DAYS,
        decided_by=st.just("") | WORDS,
        why=st.just("") | WORDS,
    )


@settings(max_examples=share_of(25))
@given(plans())
def test_any_plan_reads_back_without_loss(
    tmp_path_factory: pytest.TempPathFactory, plan: Plan
) -> None:
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    path.write_bytes(plan_workbook(plan))
    read, findings = read_plan(path)
    assert findings == ()
    assert read == plan


@settings(max_examples=share_of(8))
@given(
    plans(), st.sampled_from(["Lead", "Director lead", "Owner", "Accountable officer", "Status"])
)
def test_the_blank_return_of_any_plan_reads_back_as_untouched(
    tmp_path_factory: pytest.TempPathFactory, plan: Plan, lead_word: str
) -> None:
    """Whatever the plan calls things and whatever it holds, its own return is not said to be
    edited.
    """
    plan, folder, month = (
        replace(plan, lead_word=lead_word),
        tmp_path_factory.mktemp("blank"),
        Month(2017, 9),
    )
    (folder / "return.xlsx").write_bytes(return_workbook(plan, plan.priorities[0], month))
    returns, findings = returns_for(month, read_folder(folder, plan))
    assert findings == ()
    assert returns.came_from("A")


def test_a_target_of_nought_needs_an_absolute_tolerance(plan: Plan) -> None:
    measure = replace(plan.measures[0], target=Decimal(0))
    assert "plan-zero-target" in {f.code for f in faults(replace(plan, measures=(measure,)))}
    mended = replace(measure, tolerance=Tolerance(Decimal(1), is_absolute=True))
    assert "plan-zero-target" not in {f.code for f in faults(replace(plan, measures=(mended,)))}
