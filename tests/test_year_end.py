"""How a year ended, as the report of the plan's last month tells it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier, earlier_of
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.year_end import Fate, Firmness, YearEnd, year_end_of
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import Period, ReportingPeriod
from cyps_reports.plan.model.decisions import Redating, Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.model.units import Unit
from cyps_reports.report.blocks import Paragraph, Report, Summary
from cyps_reports.report.build import build_report, build_summary
from cyps_reports.report.readers import Audience, Readers
from cyps_reports.report.sections.year_end import TITLE, where_it_went, year_sentences
from cyps_reports.report.sheets.year_end import NAME
from cyps_reports.report.table_blocks import Band, Table
from cyps_reports.returns.model import (
    Absent,
    DataStatus,
    DeadlineEntry,
    Input,
    MeasureEntry,
    Returns,
    Status,
)
from tests.tools.approved import Approved
from tests.tools.ratings import AMBER, GREEN, RED
from tests.tools.report_models import lines_of
from tests.tools.small_plan import small_plan

FEBRUARY, MARCH = Month(2018, 2), Month(2018, 3)
FINAL, PROVISIONAL = DataStatus.FINAL, DataStatus.PROVISIONAL
QUARTERLY, TERMLY = ReportingPeriod(Period.QUARTER), ReportingPeriod(Period.TERM)


def measure(number: int = 1, **more: Any) -> Measure:
    fields: dict[str, Any] = {"target": Decimal(50), "component": "", **more}
    return Measure(
        "A",
        number,
        name=f"Measure {number}",
        unit=Unit.PERCENT,
        polarity=Polarity.HIGHER,
        **fields,
    )


def milestone(number: int, *deadlines: Deadline) -> Milestone:
    return Milestone("A", number, "", f"Milestone {number}", "AB", deadlines=deadlines)


def given(
    actual: int | None, status: DataStatus | Absent = FINAL, as_at: date | Absent = MARCH.last
) -> MeasureEntry:
    figure = Absent.EMPTY if actual is None else Decimal(actual)
    return MeasureEntry(figure, as_at if actual is not None else Absent.EMPTY, status)


def assessed(
    plan: Plan,
    measures: Mapping[int, MeasureEntry] | None = None,
    deadlines: Mapping[int, DeadlineEntry] | None = None,
    month: Month = MARCH,
    earlier: Earlier | None = None,
) -> Assessment:
    rows = {(f"A{number}", ""): entry for number, entry in (measures or {}).items()}
    dated = {(f"A{number}", 1): entry for number, entry in (deadlines or {}).items()}
    returns = Returns(month, (Input("return-A.xlsx", "", "A"),), rows, dated)
    return assess(plan, returns, earlier or Earlier(), month.last)


def end_of(assessment: Assessment) -> YearEnd:
    end = year_end_of(assessment)
    assert end is not None
    return end


@pytest.mark.parametrize(
    ("reported", "month", "is_last"),
    [
        (None, FEBRUARY, False),
        (None, MARCH, True),
        (None, MARCH.next, False),
        (QUARTERLY, Month(2017, 12), False),
        (QUARTERLY, MARCH, True),
        (TERMLY, Month(2017, 7), False),
        (TERMLY, Month(2017, 12), True),
        (TERMLY, FEBRUARY, True),
        (ReportingPeriod(months=(10, 1)), Month(2018, 1), True),
    ],
)
def test_it_is_told_from_the_last_month_with_returns_on(
    reported: ReportingPeriod | None, month: Month, is_last: bool
) -> None:
    plan = small_plan(measures=(measure(),), **({"reported": reported} if reported else {}))
    assert (year_end_of(assessed(plan, month=month)) is not None) is is_last


@pytest.mark.parametrize(
    ("entry", "state", "firmness"),
    [
        (given(50), GREEN, Firmness.FINAL),
        (given(49), AMBER, Firmness.FINAL),
        (given(40), RED, Firmness.FINAL),
        (given(50, PROVISIONAL), GREEN, Firmness.PROVISIONAL),
        (given(50, Absent.EMPTY), GREEN, Firmness.UNSAID),
        (given(50, as_at=Absent.EMPTY), GREEN, Firmness.FINAL),
        (given(50, as_at=date(2017, 10, 31)), GREEN, Firmness.FINAL),
        (given(None, DataStatus.NOT_YET_DUE), MeasureState.NOT_YET_DUE, Firmness.MISSING),
        (given(None, DataStatus.NOT_AVAILABLE), MeasureState.NOT_AVAILABLE, Firmness.MISSING),
        (given(None, Absent.EMPTY), MeasureState.NOT_REPORTED, Firmness.MISSING),
        # Last year's result that came late is none of this year's.
        (given(50, as_at=date(2017, 3, 31)), MeasureState.NOT_REPORTED, Firmness.MISSING),
        # Of a day to come nothing can be known.
        (given(50, as_at=date(2018, 4, 30)), MeasureState.UNREADABLE, Firmness.MISSING),
    ],
)
def test_a_figure_is_final_provisional_or_missing(
    entry: MeasureEntry, state: MeasureState, firmness: Firmness
) -> None:
    end = end_of(assessed(small_plan(measures=(measure(),)), {1: entry}))
    assert [(each.state, each.firmness) for each in end.measures] == [(state, firmness)]


def test_a_figure_that_was_rated_on_a_step_is_held_against_the_year_s_target() -> None:
    stepped = measure(steps={Month(2018, 1): Decimal(40)})
    assessment = assessed(small_plan(measures=(stepped,)), {1: given(42, as_at=date(2018, 2, 28))})
    assert assessment.measures[0].state is GREEN
    assert end_of(assessment).measures[0].state is RED


@pytest.mark.parametrize(
    ("as_at", "state"),
    [(date(2018, 1, 31), MeasureState.NOT_REPORTED), (date(2018, 3, 28), GREEN)],
)
def test_a_year_so_far_is_the_year_s_in_the_last_month(as_at: date, state: MeasureState) -> None:
    plan = small_plan(measures=(measure(basis_set=Basis.CUMULATIVE),))
    assert end_of(assessed(plan, {1: given(50, as_at=as_at)})).measures[0].state is state


def test_a_figure_that_stands_from_an_earlier_month_is_the_year_s() -> None:
    plan = small_plan(measures=(measure(basis_set=Basis.ANNUAL),))
    told = Returns(Month(2017, 9), (), {("A1", ""): given(50, as_at=date(2017, 8, 31))})
    assessment = assessed(plan, {1: given(None, Absent.EMPTY)}, earlier=earlier_of([told]))
    end = end_of(assessment).measures[0]
    assert (end.state, end.firmness) == (GREEN, Firmness.FINAL)


def test_the_worst_stands_first_and_what_has_no_target_last() -> None:
    measures = (
        measure(1),
        measure(2),
        measure(3, target=Missing.TO_BE_CONFIRMED),
        measure(4),
        measure(5),
        measure(6),
        measure(7, withdrawal=Withdrawal(WithdrawnAs.MERGED, "Cabinet", date(2017, 6, 1), "A1")),
    )
    entries = {1: given(50), 2: given(49), 3: given(10), 4: given(30), 5: given(20)}
    entries[6] = given(None, DataStatus.NOT_YET_DUE)
    end = end_of(assessed(small_plan(measures=measures), entries))
    order = [each.result.measure.ref for each in end.measures]
    assert order == ["A5", "A4", "A2", "A6", "A1", "A3"]


def test_measures_are_counted_and_not_their_rows() -> None:
    measures = (measure(1, component="Gross"), measure(1, component="Net"), measure(2))
    entries = {
        ("A1", "Gross"): given(50),
        ("A1", "Net"): given(40, PROVISIONAL),
        ("A2", ""): given(50),
    }
    returns = Returns(MARCH, (Input("return-A.xlsx", "", "A"),), entries)
    assessment = assess(small_plan(measures=measures), returns, Earlier(), MARCH.last)
    assert year_sentences(end_of(assessment), assessment) == (
        "1 of 2 measures met the target and 1 missed it.",
        "1 of 2 figures for the year is final and 1 is provisional. What is not final may change.",
    )


BEYOND = Redating(date(2018, 6, 30), "Cabinet", date(2018, 1, 8))
DUE = date(2017, 12, 31)


@pytest.mark.parametrize(
    ("deadline", "entry", "fate", "words"),
    [
        (
            Deadline(1, DUE),
            DeadlineEntry(Status.AT_RISK, expected=date(2018, 5, 1)),
            Fate.OVERDUE,
            "Still open; expected on 1 May 2018.",
        ),
        (
            Deadline(1, DUE),
            DeadlineEntry(Status.AT_RISK, expected=date(2018, 2, 1)),
            Fate.OVERDUE,
            "Still open; no new date was given.",
        ),
        (
            Deadline(1, DUE, redating=BEYOND),
            DeadlineEntry(Status.ON_TRACK),
            Fate.REDATED,
            "Re-dated beyond the plan, by Cabinet on 8 January 2018.",
        ),
        (
            Deadline(
                1, DUE, withdrawal=Withdrawal(WithdrawnAs.DEFERRED, "Cabinet", DUE, "No money")
            ),
            DeadlineEntry(),
            Fate.DEFERRED,
            "Deferred by Cabinet on 31 December 2017: No money.",
        ),
        (
            Deadline(1, DUE, withdrawal=Withdrawal(WithdrawnAs.MERGED, "Cabinet", DUE, "A9")),
            DeadlineEntry(),
            Fate.MERGED,
            "Merged by Cabinet on 31 December 2017: into A9.",
        ),
        (
            Deadline(1, DUE, withdrawal=Withdrawal(WithdrawnAs.WITHDRAWN, "Cabinet", DUE)),
            DeadlineEntry(),
            Fate.WITHDRAWN,
            "Withdrawn by Cabinet on 31 December 2017.",
        ),
        (
            Deadline(1, date(2018, 9, 30)),
            DeadlineEntry(Status.ON_TRACK),
            Fate.OPEN,
            "Still open; due after the plan's end.",
        ),
        (Deadline(1), DeadlineEntry(), Fate.OPEN, "Still open; no due date has been set."),
        (
            Deadline(1, MARCH.last),
            DeadlineEntry(Status.ON_TRACK),
            Fate.OPEN,
            "Still open; no new date was given.",
        ),
    ],
)
def test_what_was_not_done_and_where_it_went(
    deadline: Deadline, entry: DeadlineEntry, fate: Fate, words: str
) -> None:
    plan = small_plan(milestones=(milestone(1, deadline),))
    assessment = assessed(plan, deadlines={1: entry})
    (not_done,) = end_of(assessment).not_done
    assert (not_done.fate, where_it_went(not_done, assessment)) == (fate, words)


def test_a_return_that_never_came_is_said() -> None:
    plan = small_plan(milestones=(milestone(1, Deadline(1, DUE)),))
    assessment = assess(plan, Returns(MARCH), Earlier(), MARCH.last)
    (not_done,) = end_of(assessment).not_done
    assert where_it_went(not_done, assessment) == "Still open; no return received."


def the_year() -> Assessment:
    """Deadlines met, late, not done in every way, and one that recurs."""
    milestones = (
        milestone(11, Deadline(1, at_approval=AtApproval.COMPLETED)),
        milestone(12, Deadline(1, DUE)),
        milestone(13, Deadline(1, DUE)),
        milestone(14, Deadline(1, DUE)),
        milestone(15, Deadline(1, DUE)),
        milestone(16, Deadline(1, date(2017, 9, 30))),
        milestone(17, Deadline(1, DUE, redating=BEYOND)),
        milestone(18, Deadline(1, recurrence=Recurrence.MONTHLY)),
    )
    done = {12: date(2017, 12, 1), 13: date(2018, 1, 10), 14: date(2018, 2, 9)}
    entries = {
        number: DeadlineEntry(Status.COMPLETED, completed=day) for number, day in done.items()
    }
    measures = (measure(1), measure(2), measure(3))
    figures = {1: given(50), 2: given(40, PROVISIONAL), 3: given(None, DataStatus.NOT_YET_DUE)}
    return assessed(small_plan(measures=measures, milestones=milestones), figures, entries)


def test_the_year_s_end_is_told_as_approved(approved: Approved) -> None:
    """In the report for each of its readers, and in the summary."""
    assessment = the_year()
    readers = (*(Readers(each) for each in Audience), Readers(lead="AB"))
    reports = (build_report(assessment, (), readers=each) for each in readers)
    models: tuple[Report | Summary, ...] = (*reports, build_summary(assessment, ()))
    approved.check("end of a year", (line for each in models for line in lines_of(each)))


@pytest.mark.parametrize(
    ("without", "said"), [(1, " 1 other has no target."), (2, " 2 others have no target.")]
)
def test_measures_without_a_target_are_told_apart(without: int, said: str) -> None:
    rows = (measure(1), *(measure(2 + at, target=Missing.TO_BE_CONFIRMED) for at in range(without)))
    figures = {1 + at: given(50) for at in range(1 + without)}
    assessment = assessed(small_plan(measures=rows), figures, {})

    assert year_sentences(end_of(assessment), assessment)[0].endswith(f"met the target.{said}")


def test_the_year_in_sentences() -> None:
    assessment = the_year()
    end = end_of(assessment)
    assert [each.milestone.ref for each in end.late] == ["A14", "A13"]
    assert [each.result.milestone.ref for each in end.not_done] == ["A16", "A15", "A17"]
    assert year_sentences(end, assessment) == (
        "1 of 3 measures met the target, 1 missed it and 1 is not known.",
        "1 of 3 figures for the year is final, 1 is provisional and 1 is missing."
        " What is not final may change.",
        "2 of 7 deadlines were met, 2 were completed late and 3 were not done:"
        " 2 overdue and 1 re-dated beyond the plan's end.",
        "One duty that recurs or goes on is not counted here, as no day ends it.",
    )


def test_the_word_report_tells_the_overdue_in_full_in_one_place() -> None:
    report = build_report(the_year(), ())
    titles = [each.title for each in report.sections]
    assert titles[2] == f"3. {TITLE}"
    year_end = report.sections[2]
    tables = {each.title: each for each in year_end.blocks if isinstance(each, Table)}
    refs = {
        title: [row[0].text for row in table.rows if not isinstance(row, Band)]
        for title, table in tables.items()
    }
    assert list(refs.values()) == [["A2", "A3", "A1"], ["A14", "A13"], ["A17"]]
    said = [each.text for each in year_end.blocks if isinstance(each, Paragraph)]
    assert "Overdue, and told under “Late deadlines”: A16; A15." in said


def test_a_lead_s_report_tells_of_their_deadlines_alone() -> None:
    report = build_report(the_year(), (), readers=Readers(lead="AB"))
    blocks = report.sections[1].blocks
    assert [each.title for each in blocks if isinstance(each, Table)] == [
        "Completed late",
        "Not done, and where it went",
    ]
    said = " ".join(each.text for each in blocks if isinstance(each, Paragraph))
    assert "measure" not in said
    assert "figure" not in said


def test_many_that_were_late_are_counted_in_word_and_listed_in_excel() -> None:
    milestones = tuple(milestone(number, Deadline(1, DUE)) for number in range(1, 21))
    done = {
        number: DeadlineEntry(Status.COMPLETED, completed=date(2018, 1, number))
        for number in range(1, 21)
    }
    assessment = assessed(small_plan(milestones=milestones), deadlines=done)
    (section,) = [each for each in build_report(assessment, ()).sections if TITLE in each.title]
    (late,) = [each for each in section.blocks if isinstance(each, Table)]
    assert [row[0].text for row in late.rows if not isinstance(row, Band)][:2] == ["A20", "A19"]
    assert len(late.rows) == 15
    notes = [each.text for each in section.blocks if isinstance(each, Paragraph) and each.is_note]
    assert notes == ["5 others were 1 to 5 days late; the Excel summary has each."]
    (sheet,) = [each for each in build_summary(assessment, ()).sheets if each.name == NAME]
    assert [len(each.rows) for each in sheet.tables] == [0, 20, 0]


def test_the_excel_summary_has_every_row_once() -> None:
    (sheet,) = [each for each in build_summary(the_year(), ()).sheets if each.name == NAME]
    refs = [
        [row[0].text for row in table.rows if not isinstance(row, Band)] for table in sheet.tables
    ]
    assert refs == [["A2", "A3", "A1"], ["A14", "A13"], ["A16", "A15", "A17"]]


def test_no_month_before_the_last_tells_it(september: CheckedMonth) -> None:
    report = build_report(september.assessment, ())
    assert not any(TITLE in each.title for each in report.sections)
    assert NAME not in [each.name for each in build_summary(september.assessment, ()).sheets]


def test_a_plan_with_nothing_in_it_ends_without_a_word() -> None:
    assessment = assessed(small_plan())
    assert year_sentences(end_of(assessment), assessment) == ()
    assert not any(TITLE in each.title for each in build_report(assessment, ()).sections)


def test_the_year_is_told_as_at_its_last_day_for_what_was_withdrawn_since() -> None:
    withdrawal = Withdrawal(WithdrawnAs.WITHDRAWN, "Cabinet", date(2018, 4, 2))
    plan = small_plan(measures=(replace(measure(), withdrawal=withdrawal),))
    end = end_of(assessed(plan.as_it_stood(MARCH.last), {1: given(50)}))
    assert [each.state for each in end.measures] == [GREEN]
