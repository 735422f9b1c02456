"""What an entry says against itself, which columns rows need, and what is kept of what was read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from cyps_reports.findings import CellRef
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import Period, ReportingPeriod
from cyps_reports.plan.model.measure import AboutChildren, Measure
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.plan.model.units import Unit, unit_named
from cyps_reports.returns.checks import entry_findings
from cyps_reports.returns.counts import count_in
from cyps_reports.returns.kept_readings import KeptReadings, texts_of
from cyps_reports.returns.model import (
    Absent,
    DeadlineEntry,
    MeasureEntry,
    OwnRating,
    Returns,
    Status,
    further_in,
)
from cyps_reports.returns.months import earlier_folders, month_folders
from cyps_reports.returns.needed_columns import deadline_columns, not_asked_of, target_columns
from cyps_reports.workbooks.grid import RawCell, Sheet
from tests.tools.approved import Approved
from tests.tools.return_books import (
    MEASURES,
    MILESTONES,
    SEPTEMBER,
    plan_of_returns,
    told_entry,
    told_finding,
)
from tests.tools.returned import returned

_SHARE = MEASURES[10]
_RATE = replace(
    MEASURES[9],
    about_children=AboutChildren.YES,
    number=31,
    unit=unit_named("per 10,000") or Unit.COUNT,
)
_AVERAGE = replace(MEASURES[3], about_children=AboutChildren.YES, number=32)
_COUNTED = replace(MEASURES[1], about_children=AboutChildren.YES, number=33)
_NOT = replace(MEASURES[0], about_children=AboutChildren.NO, number=34)
_JUDGED = replace(MEASURES[6], about_children=AboutChildren.YES, number=35)
_QUARTERLY = replace(MEASURES[0], number=36, reported=ReportingPeriod(Period.QUARTER))
_WITH_ROWS = replace(_SHARE, number=37, numerator="A2", denominator="150")
OWN = (_RATE, _AVERAGE, _COUNTED, _NOT, _JUDGED, _QUARTERLY, _WITH_ROWS)
_GOING_ON = Milestone(
    *("A", 31, "", "Goes on", "AB"),
    deadlines=(
        Deadline(1, date(2017, 10, 31), was="A3"),
        Deadline(2, recurrence=Recurrence.ANNUAL),
        Deadline(3, date(2019, 5, 1)),
        Deadline(4),
    ),
)
PLAN = plan_of_returns(measures=(*MEASURES, *OWN), milestones=(*MILESTONES, _GOING_ON))


def of_measure(measure: Measure, month: Month = SEPTEMBER, **more: Any) -> str:
    places = {
        key: CellRef("r.xlsx", "Targets", key) for key in ("as_at", "own_rating", "numerator")
    }
    places |= {key: CellRef("r.xlsx", "Targets", key) for key in ("denominator", "public_comment")}
    entry = MeasureEntry(places=places, **more)
    found = entry_findings(PLAN, Returns(month, measures={measure.key: entry}))
    return " | ".join(map(told_finding, found)) or "nothing"


def of_deadline(milestone: Milestone, number: int, **more: Any) -> str:
    entry = DeadlineEntry(**more)
    returns = Returns(SEPTEMBER, deadlines={(milestone.ref, number): entry})
    return " | ".join(map(told_finding, entry_findings(PLAN, returns))) or "nothing"


DAYS = (
    date(2016, 9, 30),
    date(2017, 3, 31),
    date(2017, 4, 1),
    date(2017, 6, 30),
    date(2017, 7, 31),
    date(2017, 9, 30),
)
COUNTS: tuple[tuple[str, str], ...] = (
    *(
        ("9", "10"),
        ("10", "9"),
        ("10", "10"),
        ("0", "10"),
        ("0", "0"),
        ("9", "0"),
        ("9", ""),
        ("", "10"),
    ),
    *(
        ("nine", "10"),
        ("9", "ten"),
        ("9\n8", "10"),
        ("1,250", "2,500"),
        ("1,25", "2"),
        (" 9 ", "10"),
        ("n" * 99, "10"),
    ),
    *(("1234567890", "10"), ("123456789", "1,000,000,000"), ("25", "1000")),
)
ACTUALS = (
    Decimal("90.0"),
    Decimal("50.0"),
    Decimal("100.0"),
    Decimal("250.0"),
    Absent.EMPTY,
    Absent.UNREADABLE,
)
SAID = (
    "Two children moved.",
    "All is well.",
    "Fewer than 5 children, and one family.",
    "12 children",
    "none of the three boys",
)


def of_checks() -> Iterator[str]:
    for measure in (MEASURES[0], _QUARTERLY, MEASURES[2], MEASURES[8]):
        for day in DAYS:
            for month in (SEPTEMBER, Month(2018, 2)):
                told = of_measure(measure, month, actual=Decimal(5), as_at=day)
                yield f"{measure.called} of {day} in {month}: {told}"
        yield f"{measure.called} without a figure: {of_measure(measure, as_at=DAYS[0])}"
        yield f"{measure.called} of words: {of_measure(measure, said='Agreed.', as_at=DAYS[0])}"
        yield f"{measure.called} without a day: {of_measure(measure, actual=Decimal(5))}"
    for measure in MEASURES:
        for rating in OwnRating:
            told = of_measure(measure, further=(("own_rating", rating),))
            yield f"{measure.called} rated {rating}: {told.partition(' ⟶ ')[0]}"
    twice = (("own_rating", OwnRating.ON_TARGET), ("own_rating", OwnRating.OFF_TARGET))
    yield f"rated twice: {of_measure(MEASURES[0], further=twice)}"
    for measure in (_SHARE, _RATE, _AVERAGE, _COUNTED, _NOT, _JUDGED, MEASURES[0]):
        for above, below in COUNTS:
            kept = tuple(each for each in (("numerator", above), ("denominator", below)) if each[1])
            each_told = [of_measure(measure, actual=it, further=kept) for it in ACTUALS]
            same = " ‖ ".join(each_told if len(set(each_told)) > 1 else each_told[:1])
            yield f"{measure.called} {measure.unit.name}, {above[:20]!r} of {below!r}: {same}"
    for said in SAID:
        yield f"in public, {said}: {of_measure(MEASURES[0], further=(('public_comment', said),))}"
        yield (
            f"… of a deadline: {of_deadline(MILESTONES[0], 1, further=(('public_comment', said),))}"
        )
    entry = MeasureEntry(
        further=(("numerator", "9"), ("denominator", "x"), ("note", "a"), ("note", "b"))
    )
    yield (
        f"counts {count_in(entry, 'numerator')}, {count_in(entry, 'denominator')}, "
        f"{count_in(None, 'numerator')}"
    )
    yield (
        f"further {further_in(entry, 'note')!r}, {further_in(None, 'note')!r}, "
        f"{further_in(entry, 'no')!r}"
    )


def of_deadlines() -> Iterator[str]:
    days = (
        date(2017, 3, 31),
        date(2017, 4, 1),
        date(2028, 12, 31),
        date(2029, 1, 1),
        date(2029, 12, 31),
        date(2030, 1, 1),
    )
    for number in (1, 2, 3, 4):
        for day in days:
            yield f"{number} completed {day}: {of_deadline(_GOING_ON, number, completed=day)}"
            yield f"{number} expected {day}: {of_deadline(_GOING_ON, number, expected=day)}"
        for status in (*Status, Absent.EMPTY, Absent.UNREADABLE):
            told = of_deadline(_GOING_ON, number, completed=date(2017, 9, 1), status=status)
            yield f"{number} {status} and completed: {told}"
            yield f"{number} {status} alone: {of_deadline(_GOING_ON, number, status=status)}"
    first = MILESTONES[0]
    for day in days:
        yield f"{first.ref} completed {day}: {of_deadline(first, 1, completed=day)}"
    for each in (
        DeadlineEntry(),
        DeadlineEntry(status=Status.ON_TRACK),
        DeadlineEntry(status=Status.NOT_STARTED),
        DeadlineEntry(progress="x"),
        DeadlineEntry(progress="x", status=Status.AT_RISK),
        DeadlineEntry(progress="x", status=Absent.UNREADABLE),
        DeadlineEntry(completed=days[0]),
        DeadlineEntry(expected=days[0]),
        DeadlineEntry(status=Absent.UNREADABLE),
    ):
        yield f"{told_entry(each)}: update {each.is_update}, started {each.is_started}"


def of_columns() -> Iterator[str]:
    everything = target_columns(PLAN.measures)
    yield f"of all: {[each.key for each in everything]}"
    for measure in PLAN.measures:
        kept = {each.key for each in target_columns((measure,))}
        without = [each.key for each in everything if each.key not in kept]
        yield f"{measure.called}: without {without}, not asked of {sorted(not_asked_of(measure))}"
    yield f"of none: {[each.key for each in target_columns(())]}"
    for plan in (
        PLAN,
        plan_of_returns(measures=MEASURES[:2]),
        plan_of_returns(lead_word="Director"),
    ):
        yield f"deadlines: {[each.heading for each in deadline_columns(plan, plan.deadlines())]}"
        yield f"no deadlines: {[each.heading for each in deadline_columns(plan, ())]}"


NAMES = """
2017-09 2017-9 September-2017 Sept 2017-10 october 2017-04 2017-03 2018-03 notes 2017-13 2016-12
201709
"""


def of_folders(folder: Path) -> Iterator[str]:
    for name in NAMES.split():
        (folder / name).mkdir()
    (folder / "2017-11").write_text("a file", encoding="utf-8")
    for months in ((), PLAN.months):
        found = month_folders(folder, months)
        yield (
            f"of {len(months)} months: {[f'{month} {path.name}' for month, path in found.items()]}"
        )
    for month, first in (
        (SEPTEMBER, Month(2017, 4)),
        (Month(2018, 3), Month(2016, 1)),
        (Month(2017, 4), Month(2017, 4)),
    ):
        earlier = earlier_folders(folder, month, first)
        yield (
            f"before {month} from {first}: {[f'{at} {path.name}' for at, path in earlier.items()]}"
        )
    (folder / "named").mkdir()
    for name in ("Sept", "October 2017", "2017-8", "May 2018", "2018-02"):
        (folder / "named" / name).mkdir()
    for months in ((), PLAN.months):
        named = month_folders(folder / "named", months)
        yield f"by names: {[f'{month} {path.name}' for month, path in named.items()]}"
    yield f"nowhere: {month_folders(folder / 'gone')}"


def of_kept(folder: Path) -> Iterator[str]:
    plan, kept = plan_of_returns(), KeptReadings()
    path = returned(folder, plan, "A", {("A1", "actual"): "78%"}, SEPTEMBER)
    (read,) = kept.read_files([path], plan)
    (again,) = kept.read_files([path], plan)
    (other,) = kept.read_files([path], plan_of_returns())
    yield (
        f"the very same {read is again}; of another plan {other is read}, but equal {other == read}"
    )
    for (workbook, sheet), texts in kept.texts_in(folder).items():
        unseen = sorted(texts.unseen)
        yield (
            f"{workbook} {sheet}: headings {texts.headings}, {len(texts.rows)} rows, unseen "
            f"{unseen}"
        )
        for row, column in ((5, 1), (4, 1), (5, 9), (3, 2), (60, 9)):
            yield f"over {row}, {column}: {texts.heading_above(row, column)!r}"
    yield f"elsewhere: {kept.texts_in(folder / 'gone')}"
    cells = {
        (1, 1): RawCell("a"),
        (2, 3): RawCell(None, struck="b"),
        (500, 1): RawCell("c"),
        (501, 1): RawCell("d"),
    }
    yield f"texts: {texts_of(Sheet('', '', cells, ((1, 1, 2, 2),)))}"


def test_what_entries_say_against_themselves(approved: Approved) -> None:
    approved.check("checks of returns", (*of_checks(), *of_deadlines()))


def test_what_returns_need_and_what_is_kept_of_them(approved: Approved, tmp_path: Path) -> None:
    (tmp_path / "months").mkdir()
    (tmp_path / "kept").mkdir()
    told = (*of_columns(), *of_folders(tmp_path / "months"), *of_kept(tmp_path / "kept"))
    approved.check("columns of returns", told)
