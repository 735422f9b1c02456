"""A partnership's plan of three years with several leads, reported quarterly, goes to its end."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cyps_reports import cli
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import ANNUAL, Period, ReportingPeriod
from cyps_reports.plan.model.decisions import Withdrawal, WithdrawnAs
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Basis, Comparator, EarlierYear, Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Priority
from cyps_reports.plan.model.quantities import Tolerance
from cyps_reports.plan.model.units import Unit, unit_named
from cyps_reports.plan.model.vocabulary import Vocabulary
from tests.tools.read_results import sheet_rows
from tests.tools.small_plan import small_plan
from tests.tools.typed_office import Typed, TypedOffice, statements

FAMILIES, THOUSANDS = unit_named("families"), unit_named("£000")
assert FAMILIES is not None
assert THOUSANDS is not None
MEASURES = (
    Measure(
        "Early",
        None,
        "",
        "Families with a plan",
        FAMILIES,
        Polarity.HIGHER,
        reference="KPI 1",
        outturn=Decimal(210),
        target=Decimal(900),
        basis_set=Basis.CUMULATIVE,
        steps={
            Month(2018, 3): Decimal(300),
            Month(2019, 3): Decimal(600),
        },
    ),
    Measure(
        "Early",
        None,
        "",
        "Children ready for school",
        Unit.PERCENT,
        Polarity.HIGHER,
        reference="KPI 2",
        outturn=Decimal("64.5"),
        target=Decimal("75.0"),
        reported=ANNUAL,
        tolerance=Tolerance(Decimal(2), is_absolute=True),
        steps={Month(2018, 3): Decimal("67.0"), Month(2019, 3): Decimal("71.0")},
        similar=Decimal("69.3"),
        similar_named="England",
        comparators=(
            Comparator("England", Decimal("66.3"), "2014/15"),
            Comparator("England", Decimal("69.3"), "2015/16"),
            Comparator("Yorkshire and the Humber", Decimal("67.4"), "2015/16"),
        ),
        earlier_years=(
            EarlierYear("2014/15", Decimal("59.8")),
            EarlierYear("2015/16", Decimal("62.1"), "provisional"),
        ),
    ),
    Measure(
        "Late",
        None,
        "",
        "Cost of placements out of area",
        THOUSANDS,
        Polarity.LOWER,
        reference="KPI 3",
        outturn=Decimal(1650),
        target=Decimal(1400),
        green_limit=Decimal(1425),
        amber_limit=Decimal(1500),
        head="H Eye <h.eye@anywhere.gov.uk>",
    ),
)
MILESTONES = (
    Milestone(
        "Early",
        None,
        "",
        "Family hubs",
        "AB",
        other_leads=("C Dee", "Police and NHS"),
        reference="S1",
        deadlines=(
            Deadline(1, date(2018, 6, 30), due_said="June 2018", purpose="First hub"),
            Deadline(2, date(2019, 9, 30), due_said="by end of Q2 2019/20", purpose="All hubs"),
        ),
    ),
    Milestone(
        "Early",
        None,
        "",
        "Joint inspection",
        "C Dee",
        reference="S2",
        deadlines=(Deadline(1, recurrence=Recurrence.HALF_YEARLY),),
    ),
    Milestone(
        "Late",
        None,
        "",
        "Shared commissioning",
        "Police and NHS",
        reference="S3",
        depends_on=("S1",),
        moves=("KPI 3",),
        deadlines=(
            Deadline(
                1,
                date(2020, 2, 28),
                withdrawal=Withdrawal(WithdrawnAs.MERGED, "the Board", date(2019, 6, 3), "S1"),
            ),
        ),
    ),
)
PLAN = small_plan(
    title="Partnership Plan",
    year="2017 to 2020",
    starts=date(2017, 4, 1),
    ends=date(2020, 3, 31),
    reported=ReportingPeriod(Period.QUARTER),
    priorities=(Priority("Early", "Early help"), Priority("Late", "Care")),
    leads=(
        Lead("AB", "A Bee", "Director", "a.bee@anywhere.gov.uk"),
        Lead("", "C Dee", ""),
        Lead("", "", "Police and NHS"),
    ),
    measures=MEASURES,
    milestones=MILESTONES,
    similar_name="England",
    lead_word="Accountable partner",
    vocabulary=Vocabulary(priority="Outcome", body="Partnership Board"),
)
QUARTERS = PLAN.report_months

FIGURES: dict[str, list[Any]] = {
    "KPI 1": [60, 130, 220, 310, 390, 450, 520, 610, 700, 760, 820, 905],
    "KPI 2": [None, None, None, "66.9", None, None, "71.2", None, None, None, None, "73.4"],
    "KPI 3": [1640, 1610, 1500, 1480, 1501, 1450, 1425, 1424, 1430, 1400, 1390, 1385],
}
"""What is typed each quarter. The second year's result of KPI 2 comes a quarter early."""


def typed_in(month: Month) -> Typed:
    at = QUARTERS.index(month)
    typed: dict[str, dict[str, Any]] = {}
    for ref, figures in FIGURES.items():
        if figures[at] is None:
            continue
        shown = {"KPI 1": "{}", "KPI 2": "{}%", "KPI 3": "£{:,}k"}[ref].format(figures[at])
        typed[ref] = {
            "actual": shown,
            "as_at": month.last,
            "data_status": "Final",
            "corrective_action": "More joint work by June.",
        }
    update = {"status": "On track", "progress": f"What was done by {month.in_words}."}
    if month <= Month(2018, 9):
        typed["S1 1"] = dict(update)
    if month == Month(2018, 9):
        typed["S1 1"] |= {"status": "Completed", "completed": date(2018, 8, 31)}
    typed["S1 2"] = {**update, "status": "Not started"} if month < Month(2018, 9) else dict(update)
    if month == Month(2019, 9):
        typed["S1 2"] |= {"status": "Completed", "completed": date(2019, 9, 30)}
    if month > Month(2019, 9):
        del typed["S1 2"]
    if month in (Month(2017, 9), Month(2018, 3), Month(2018, 9), Month(2019, 9)):
        typed["S2"] = {"completed": month.last, "progress": "Held."}
    if month < Month(2019, 6):
        typed["S3"] = dict(update)
    return typed


SAID = {
    Month(2017, 6): (
        "Off target: 15 families below the step of 75 families for 30 June 2017 (on the "
        "line between two steps); amber starts at 71.25 families; the final target is "
        "900 families.",
        "Not yet due: No figure is due until March 2018.",
        "Off target: £240k over the £1,400k target; amber starts at £1,500k.",
        "On track: Started.",
        "Not yet started: Not due within 30 days.",
        "Due this half-year: Due by 30 September 2017.",
        "On track: Started.",
    ),
    Month(2017, 9): (
        "Off target: 20 families below the step of 150 families for 30 September 2017 "
        "(on the line between two steps); amber starts at 142.5 families; the final "
        "target is 900 families.",
        "Not yet due: No figure is due until March 2018.",
        "Off target: £210k over the £1,400k target; amber starts at £1,500k.",
        "On track: Started.",
        "Not yet started: Not due within 30 days.",
        "Done this half-year: Done on 30 September 2017.",
        "On track: Started.",
    ),
    Month(2017, 12): (
        "Close to target: 6 families below the step of 226 families for 31 December 2017 "
        "(on the line between two steps); amber down to 215 families; the final target "
        "is 900 families.",
        "Not yet due: No figure is due until March 2018.",
        "Close to target: £100k over the £1,400k target; amber up to £1,500k.",
        "On track: Started.",
        "Not yet started: Not due within 30 days.",
        "Due this half-year: Last done in September 2017; due by 31 March 2018.",
        "On track: Started.",
    ),
    Month(2018, 3): (
        "On target: 10 families above the step of 300 families for 31 March 2018; the "
        "final target is 900 families.",
        "Close to target: 0.1 points below the step of 67.0% for 31 March 2018; amber "
        "down to 65.0%; the final target is 75.0%.",
        "Close to target: £80k over the £1,400k target; amber up to £1,500k.",
        "On track: Started.",
        "Not yet started: Not due within 30 days.",
        "Done this half-year: Done on 31 March 2018.",
        "On track: Started.",
    ),
    Month(2018, 6): (
        "On target: 15 families above the step of 375 families for 30 June 2018 (on the "
        "line between two steps); the final target is 900 families.",
        "Close to target: 0.1 points below the step of 67.0% for 31 March 2018; amber "
        "down to 65.0%; the final target is 75.0%.",
        "Off target: £101k over the £1,400k target; amber starts at £1,500k.",
        "Due soon: Due today.",
        "Not yet started: Not due within 30 days.",
        "Due this half-year: Last done in March 2018; due by 30 September 2018.",
        "On track: Started.",
    ),
    Month(2018, 9): (
        "On target: Exactly on the step of 450 families for 30 September 2018 (on the "
        "line between two steps); the final target is 900 families.",
        "Close to target: 0.1 points below the step of 67.0% for 31 March 2018; amber "
        "down to 65.0%; the final target is 75.0%.",
        "Close to target: £50k over the £1,400k target; amber up to £1,500k.",
        "Completed late: Completed on 31 August 2018, 62 days late.",
        "On track: Started.",
        "Done this half-year: Done on 30 September 2018.",
        "On track: Started.",
    ),
    Month(2018, 12): (
        "Close to target: 6 families below the step of 526 families for 31 December 2018 "
        "(on the line between two steps); amber down to 500 families; the final target "
        "is 900 families.",
        "On target: 4.2 points above the step of 67.0% for 31 March 2018; the final "
        "target is 75.0%.",
        "On target: £25k over the £1,400k target; on target up to £1,425k.",
        "Completed late: Completed on 31 August 2018, 62 days late.",
        "On track: Started.",
        "Due this half-year: Last done in September 2018; due by 31 March 2019.",
        "On track: Started.",
    ),
    Month(2019, 3): (
        "On target: 10 families above the step of 600 families for 31 March 2019; the "
        "final target is 900 families.",
        "On target: 4.2 points above the step of 67.0% for 31 March 2018; the final "
        "target is 75.0%.",
        "On target: £24k over the £1,400k target; on target up to £1,425k.",
        "Completed late: Completed on 31 August 2018, 62 days late.",
        "On track: Started.",
        "Missed this half-year: Not done in the half-year to March 2019; last done in "
        "September 2018.",
        "On track: Started.",
    ),
    Month(2019, 6): (
        "On target: 700 families by 30 June 2019. At this rate 934 families by 31 March "
        "2020: 34 families (4%) above the 900 families target.",
        "On target: 4.2 points above the step of 67.0% for 31 March 2018; the final "
        "target is 75.0%.",
        "Close to target: £30k over the £1,400k target; amber up to £1,500k.",
        "Completed late: Completed on 31 August 2018, 62 days late.",
        "On track: Started.",
        "Missed last half-year: Not done in the half-year to March 2019; last done in "
        "September 2018.",
        "Merged: Merged by the Board on 3 June 2019: into S1.",
    ),
    Month(2019, 9): (
        "On target: 760 families by 30 September 2019. At this rate 912 families by 31 "
        "March 2020: 12 families (1%) above the 900 families target.",
        "On target: 4.2 points above the step of 67.0% for 31 March 2018; the final "
        "target is 75.0%.",
        "On target: Exactly on the £1,400k target.",
        "Completed late: Completed on 31 August 2018, 62 days late.",
        "Completed: Completed on 30 September 2019.",
        "Done this half-year: Done on 30 September 2019.",
        "Merged: Merged by the Board on 3 June 2019: into S1.",
    ),
    Month(2019, 12): (
        "Close to target: 820 families by 31 December 2019. At this rate 894 families by "
        "31 March 2020: 6 families (1%) below the 900 families target; amber down to 855 "
        "families.",
        "On target: 4.2 points above the step of 67.0% for 31 March 2018; the final "
        "target is 75.0%.",
        "On target: £10k under the £1,400k target.",
        "Completed late: Completed on 31 August 2018, 62 days late.",
        "Completed: Completed on 30 September 2019.",
        "Due this half-year: Last done in September 2019; due by 31 March 2020.",
        "Merged: Merged by the Board on 3 June 2019: into S1.",
    ),
    Month(2020, 3): (
        "On target: 5 families above the 900 families target.",
        "Close to target: 1.6 points below the 75.0% target; amber down to 73.0%.",
        "On target: £15k under the £1,400k target.",
        "Completed late: Completed on 31 August 2018, 62 days late.",
        "Completed: Completed on 30 September 2019.",
        "Missed this half-year: Not done in the half-year to March 2020; last done in "
        "September 2019.",
        "Merged: Merged by the Board on 3 June 2019: into S1.",
    ),
}
"""What is said of each row, the three measures first: its state, and why."""

FOUND = {
    Month(2019, 3): ("no-update",),
    Month(2019, 6): ("no-update",),
    Month(2020, 3): ("no-update",),
}
"""The joint inspection that was not held in two of the half-years; nothing is asked for twice."""


@pytest.mark.full
def test_every_quarter_is_told_as_the_rules_have_it(folder: Path) -> None:
    office = TypedOffice(folder, PLAN)
    records = {month: office.month(month, typed_in(month)) for month in QUARTERS}
    for month, record in records.items():
        assert (month, (*statements(record, "measures", "deadlines"),)) == (month, SAID[month])
        found = (each["code"] for each in record["findings"])
        assert tuple(each for each in found if not each.startswith("plan-")) == FOUND.get(month, ())
    against = [record["measures"][1]["against_similar"] for record in records.values()]
    assert against == ["not comparable"] * 3 + ["worse"] * 3 + ["better"] * 6, (
        "than 69.3% in England"
    )
    before, after = Month(2018, 12), Month(2019, 3)
    said = office.said(after)
    assert "Compared with what was reported as at 31 December 2018, last quarter." in said
    rows = sheet_rows(office.output(after, "*-summary-*.xlsx"), ("Measures",))["Measures"]
    assert "▲ Improving since Dec 2018 (£1,425k)" in [row["Direction of travel"] for row in rows]
    assert "Comparators: England 2014/15: 66.3%; Yorkshire and the Humber 2015/16: 67.4%" in said
    assert "Earlier years: 2014/15: 59.8%; 2015/16: 62.1% (provisional)" in said
    assert "AB; C Dee; Police and NHS" in said
    assert "All hubs" in office.said(before)
    figures = sheet_rows(office.output(QUARTERS[-1], "*-summary-*.xlsx"), ("History",))["History"]
    given = [[row[month.in_words] for month in QUARTERS] for row in figures]
    assert given[0] == [str(each) for each in FIGURES["KPI 1"]]
    # The result that came early stands in each return until the next, and may be corrected there.
    assert given[1] == ["", "", "", *["66.9%"] * 3, *["71.2%"] * 5, "73.4%"]
    assert given[2] == [f"£{each:,}k" for each in FIGURES["KPI 3"]]
    assert cli.main(["verify", "output/2020-03"]) == 0
