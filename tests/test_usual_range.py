"""Usual ranges (XmR) of measures, what in a figure is unusual, and what is said and shown of it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.model import Travel
from cyps_reports.assessment.usual_range import (
    Assurance,
    Limits,
    Signal,
    Variation,
    assurance_of,
    limits_of,
    variation_of,
)
from cyps_reports.findings import Severity
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import RangeMove
from cyps_reports.plan.model.measure import Basis, Polarity
from cyps_reports.plan.model.quantities import Band, Missing, Target
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.report.blocks import Paragraph
from cyps_reports.report.headline_wording import headlines
from cyps_reports.report.outlook_wording import assurance_name, range_since, variation_name
from cyps_reports.report.sections.key import key_section
from cyps_reports.report.sheets.history import history_sheet
from cyps_reports.report.trend_charts import trend_chart
from cyps_reports.report.wording import direction_words
from cyps_reports.returns.model import Input, MeasureEntry, Returns
from tests.test_trends import MONTHS, PERCENT, PLAN, assessed, points, told
from tests.tools.small_plan import small_plan

INCOMPLETE, NO_RANGE = "incomplete-range-move", "range-move-without-range"
UNKNOWN = "unknown-measure"
STEADY = ("80.0", "82.0", "79.0", "81.0", "80.0", "82.0", "79.0", "81.0", "80.0", "82.0", "79.0")


def test_under_twelve_points_there_are_no_limits() -> None:
    assert limits_of(PERCENT, points(PERCENT, *STEADY)) is None


def test_the_limits_are_those_of_the_textbook() -> None:
    """Mean 80.5, mean moving range 23/11; 2.66 times that is 5.56: from 74.94 to 86.06."""
    limits = limits_of(PERCENT, points(PERCENT, *STEADY, "81.0"))
    assert limits is not None
    assert (limits.mean, limits.lower, limits.upper) == (
        Decimal("80.5"),
        Decimal("74.9"),
        Decimal("86.1"),
    )
    assert limits.signal is None


def test_the_limits_stay_those_of_the_first_twelve_figures() -> None:
    """Thirteen and more come where figures of two days came in a month."""
    first = points(PERCENT, *STEADY, "81.0")
    later = (
        *first,
        replace(first[-1], day=first[-1].day + timedelta(days=1), actual=Decimal("99.0")),
    )
    locked, now = limits_of(PERCENT, first), limits_of(PERCENT, later)
    assert locked is not None
    assert now is not None
    assert (now.mean, now.lower, now.upper) == (locked.mean, locked.lower, locked.upper)
    assert now.signal is Signal.OUTSIDE


def test_a_usual_range_is_kept_to_what_can_be() -> None:
    high = limits_of(PERCENT, points(PERCENT, *("98.0", "100.0") * 6))
    low = limits_of(PERCENT, points(PERCENT, *("0.0", "2.0") * 6))
    steady = limits_of(PERCENT, points(PERCENT, *("80.0",) * 12))
    assert high is not None
    assert low is not None
    assert steady is not None
    assert (high.lower, high.upper) == (Decimal("93.7"), Decimal(100))
    assert (low.lower, low.upper) == (Decimal(0), Decimal("6.3"))
    assert (steady.lower, steady.upper) == (Decimal("79.9"), Decimal("80.1")), (
        "never narrower than a step"
    )


@pytest.mark.parametrize(
    ("last", "signal", "is_high"),
    [
        # Average 80.5, range 74.9 to 86.1: the outer thirds begin at 76.8 and 84.2.
        (("81.0",), None, True),
        (("87.0",), Signal.OUTSIDE, True),
        (("74.0",), Signal.OUTSIDE, False),
        (("81.0", *("80.6",) * 5), None, True),
        (("81.0", *("80.6",) * 6), Signal.RUN, True),
        (("81.0", *("80.4",) * 7), Signal.RUN, False),
        (("81.0", *("80.4",) * 6), None, False),
        (("81.0", "79.0", "79.5", "80.0", "80.2", "80.9", "81.0", "81.1"), Signal.TREND, True),
        (("81.0", "79.0", "79.5", "80.0", "80.0", "80.9", "81.0", "81.1"), None, True),
        (("81.0", "82.0", "81.5", "81.0", "80.6", "80.2", "80.0", "79.9"), Signal.TREND, False),
        (("81.0", "84.5", "81.0", "84.5"), Signal.NEAR_LIMIT, True),
        (("81.0", "84.5", "84.5"), Signal.NEAR_LIMIT, True),
        (("81.0", "76.0", "80.0", "76.5"), Signal.NEAR_LIMIT, False),
        # The newest is not near, or one of the three is on the other side.
        (("81.0", "84.5", "84.5", "81.0"), None, True),
        (("81.0", "84.5", "80.0", "84.5"), None, True),
        (("80.5",), None, False),
    ],
)
def test_signals_are_those_of_making_data_count(
    last: tuple[str, ...], signal: Signal | None, is_high: bool
) -> None:
    measure = replace(PERCENT, decimals_set=1)
    first = points(measure, *STEADY, "81.0")
    more = last[1:] if last[0] == "81.0" else last
    days = (first[-1].day + timedelta(days=each) for each in range(1, len(more) + 1))
    later = (
        replace(first[-1], day=day, actual=Decimal(each))
        for day, each in zip(days, more, strict=True)
    )
    limits = limits_of(measure, (*first, *later))
    assert limits is not None
    assert limits.signal is signal
    assert signal is None or limits.is_high is is_high


def test_figures_that_never_moved_give_no_signal() -> None:
    limits = limits_of(PERCENT, points(PERCENT, *("80",) * 12))
    assert limits is not None
    assert limits.signal is None


# A range made anew


def made_anew(starts: date) -> RangeMove:
    return RangeMove(starts, "Cabinet", date(2012, 10, 1), "A new way of counting.")


def test_a_range_is_made_anew_from_a_day_of_the_plan_on() -> None:
    first = points(PERCENT, *STEADY, "81.0")
    later = tuple(
        replace(first[-1], day=first[-1].day + timedelta(days=each), actual=Decimal(50 + each % 2))
        for each in range(1, 13)
    )
    measure = replace(PERCENT, range_moves=(made_anew(later[0].day),))
    limits = limits_of(measure, (*first, *later))
    assert limits is not None
    assert (limits.since, limits.mean) == (later[0].day, Decimal("50.5"))
    assert limits.signal is None, "what was before is not looked at"
    old = limits_of(measure, (*first, *later[:11]))
    assert old is not None
    assert (old.since, old.signal) == (first[0].day, Signal.OUTSIDE), "until there are twelve"


def test_of_several_the_newest_with_twelve_figures_counts() -> None:
    figures = points(PERCENT, *STEADY, "81.0")
    moves = (made_anew(figures[0].day), made_anew(figures[5].day))
    limits = limits_of(replace(PERCENT, range_moves=moves), figures)
    assert limits is not None
    assert limits.since == figures[0].day


def test_a_range_made_anew_counts_from_its_approval() -> None:
    measure = replace(PERCENT, range_moves=(made_anew(date(2012, 4, 1)),))
    assert measure.as_it_stood(date(2012, 9, 30)).range_moves == ()
    assert measure.as_it_stood(date(2012, 10, 1)) == measure


@pytest.mark.parametrize("basis", [Basis.ROLLING, Basis.CUMULATIVE])
def test_months_that_overlap_are_no_samples(basis: Basis) -> None:
    measure = replace(PERCENT, basis_set=basis)
    assert limits_of(measure, points(measure, *STEADY, "81.0")) is None


def test_a_move_within_the_usual_range_is_told_as_the_move_it_is_and_as_no_more_than_usual() -> (
    None
):
    result = assessed(PERCENT, *STEADY, "81.0")
    assert result.direction.travel is Travel.IMPROVING
    said = "▲ Improving since Feb 2013 (79.0%); no more than usual (74.9% to 86.1%)"
    assert direction_words(result, PLAN) == said


def test_a_signal_is_told_beside_the_direction() -> None:
    result = assessed(PERCENT, *STEADY, "99.0")
    assert result.direction.travel is Travel.IMPROVING
    said = (
        "▲ Improving since Feb 2013 (79.0%); real improvement: unusually high (usual 72.1% to "
        "91.9%)"
    )
    assert direction_words(result, PLAN) == said


@pytest.mark.parametrize("last", ["81.0", "79.5", "99.0"])
def test_a_figure_that_rose_where_lower_is_better_is_never_improving(last: str) -> None:
    lower = replace(PERCENT, polarity=Polarity.LOWER)
    assert assessed(lower, *STEADY, last).direction.travel is Travel.WORSENING


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (("A1", None, date(2017, 6, 1), "Cabinet", date(2017, 6, 9), None), INCOMPLETE, "C2"),
        (("A1", None, date(2017, 6, 1), None, date(2017, 6, 9), "Why"), INCOMPLETE, "C2"),
        (("A1", None, None, "Cabinet", date(2017, 6, 9), "Why"), INCOMPLETE, "C2"),
        (("A1", None, "soon", "Cabinet", date(2017, 6, 9), "Why"), "not-a-date", "C2"),
        (("A2", None, date(2017, 6, 1), "Cabinet", date(2017, 6, 9), "Why"), NO_RANGE, "A2"),
        (("A9", None, date(2017, 6, 1), "Cabinet", date(2017, 6, 9), "Why"), UNKNOWN, "A2"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_by_cell(
    tmp_path: Path, row: tuple[str | date | None, ...], code: str, cell: str
) -> None:
    spend = replace(PERCENT, number=2, basis_set=Basis.CUMULATIVE)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(small_plan(measures=(PERCENT, spend))))
    workbook = openpyxl.load_workbook(path)
    workbook[layout.USUAL_RANGES].append([*row])
    workbook.save(path)
    _, findings = read_plan(path)
    found = [each for each in findings if each.severity is Severity.ERROR]
    assert [(each.code, each.place.sheet, each.place.cell) for each in found] == [
        (code, layout.USUAL_RANGES, cell)
    ]


def test_a_plan_without_the_sheet_is_read_as_before(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(small_plan(measures=(PERCENT,))))
    workbook = openpyxl.load_workbook(path)
    workbook.remove(workbook[layout.USUAL_RANGES])
    workbook.save(path)
    plan, findings = read_plan(path)
    assert findings == ()
    assert plan is not None
    assert plan.measures == (PERCENT,)


# What it means

LIMITS = Limits(Decimal(80), Decimal(75), Decimal(85), date(2012, 4, 30))


@pytest.mark.parametrize(
    ("polarity", "is_high", "variation", "name"),
    [
        (Polarity.HIGHER, True, Variation.BETTER, "Improving (high)"),
        (Polarity.HIGHER, False, Variation.WORSE, "Concerning (low)"),
        (Polarity.LOWER, True, Variation.WORSE, "Concerning (high)"),
        (Polarity.LOWER, False, Variation.BETTER, "Improving (low)"),
        (Polarity.CLOSE, True, Variation.UNJUDGED, "Unusually high"),
        (Polarity.MONITOR, False, Variation.UNJUDGED, "Unusually low"),
    ],
)
@pytest.mark.parametrize("signal", Signal)
def test_variation_is_judged_by_which_way_is_better(
    polarity: Polarity, is_high: bool, variation: Variation, name: str, signal: Signal
) -> None:
    measure = replace(PERCENT, polarity=polarity)
    limits = replace(LIMITS, signal=signal, is_high=is_high)
    assert variation_of(measure, limits) is variation
    assert variation_name(replace(assessed(PERCENT, "80"), measure=measure), limits) == name


def test_without_a_signal_variation_is_no_more_than_usual() -> None:
    assert variation_of(PERCENT, LIMITS) is Variation.USUAL
    assert variation_name(assessed(PERCENT, "80"), LIMITS) == "No more than usual"


@pytest.mark.parametrize(
    ("target", "polarity", "assurance"),
    [
        ("74.9", Polarity.HIGHER, Assurance.MEETS),
        ("75.0", Polarity.HIGHER, Assurance.EITHER),
        ("85.0", Polarity.HIGHER, Assurance.EITHER),
        ("85.1", Polarity.HIGHER, Assurance.MISSES),
        ("74.9", Polarity.LOWER, Assurance.MISSES),
        ("80.0", Polarity.LOWER, Assurance.EITHER),
        ("85.1", Polarity.LOWER, Assurance.MEETS),
        ("85.1", Polarity.CLOSE, None),
        ("85.1", Polarity.MONITOR, None),
    ],
)
def test_assurance_sets_the_whole_usual_range_against_the_target(
    target: str, polarity: Polarity, assurance: Assurance | None
) -> None:
    measure = replace(PERCENT, target=Decimal(target), polarity=polarity)
    assert assurance_of(measure, LIMITS) is assurance


@pytest.mark.parametrize("target", [Missing.TO_BE_CONFIRMED, Band(Decimal(70), Decimal(90))])
def test_without_a_target_that_is_a_figure_there_is_no_assurance(target: Target) -> None:
    assert assurance_of(replace(PERCENT, target=target), LIMITS) is None
    result = replace(assessed(PERCENT, "80"), measure=replace(PERCENT, target=target))
    assert assurance_name(result, LIMITS) == ""


def test_the_summary_counts_moves_and_not_what_the_usual_range_says_of_them() -> None:
    """One rose by two points, which is no more than usual, and one fell by as much."""
    worse = replace(PERCENT, number=2)
    plan = replace(PLAN, measures=(PERCENT, worse))
    now = {
        PERCENT.key: MeasureEntry(Decimal("81.0"), MONTHS[-1].last),
        worse.key: MeasureEntry(Decimal("78.0"), MONTHS[-1].last),
    }
    returns = Returns(MONTHS[-1], (Input("a.xlsx", "", "A"),), now)
    before = told(*STEADY)
    earlier = Earlier(actuals={PERCENT.key: before, worse.key: before})
    assessment = assess(plan, returns, earlier, MONTHS[-1].last)
    assert all(each.limits and not each.limits.signal for each in assessment.measures)
    (moves,) = (said for said in headlines(assessment) if said.startswith("Since"))
    assert moves.startswith("Since the previous figure 1 improved and 1 worsened")


def test_a_range_that_rests_on_figures_of_years_before_says_since_when() -> None:
    """The months of this year alone are drawn and listed, so who counts them is told why."""
    plan = replace(PLAN, measures=(PERCENT,))
    before = told(*STEADY, "81.0", first=Month(2011, 4))
    entry = MeasureEntry(Decimal("80.0"), MONTHS[0].last)
    returns = Returns(MONTHS[0], (Input("a.xlsx", "", "A"),), {PERCENT.key: entry})
    earlier = Earlier(actuals={PERCENT.key: before})
    assessment = assess(plan, returns, earlier, MONTHS[0].last)
    (result,) = assessment.measures
    band = trend_chart(result, plan).band
    assert band is not None
    assert band.name == "Usual since Apr 2011"
    sheet = history_sheet(assessment)
    (table,) = sheet.tables
    assert table.columns[-1].heading == "Usual range since"
    (row,) = table.rows
    assert isinstance(row, tuple)
    assert [cell.text for cell in row[-2:]] == ["74.9% to 86.1%", "April 2011"]
    assert "which its own reports show" in sheet.lines[-1]
    paragraphs = [b.text for b in key_section(assessment).blocks if isinstance(b, Paragraph)]
    assert any("the charts draw the months of this year alone" in said for said in paragraphs)


def test_a_range_of_this_years_figures_says_no_month() -> None:
    result = assessed(PERCENT, *STEADY, "81.0")
    assert result.limits is not None
    assert range_since(result.limits, PLAN) == ""
