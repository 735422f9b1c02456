"""A monthly scorecard with rates per 10,000 and tolerances in points goes through its year."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cyps_reports import cli
from cyps_reports.plan.dates.months import Month, months_between
from cyps_reports.plan.model.decisions import Redating
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Comparator, EarlierYear, Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Priority
from cyps_reports.plan.model.quantities import Tolerance
from cyps_reports.plan.model.units import Unit, unit_named
from cyps_reports.plan.model.vocabulary import Vocabulary
from tests.tools.read_results import sheet_rows
from tests.tools.small_plan import small_plan
from tests.tools.typed_office import Typed, TypedOffice, statements

RATE = unit_named("per 10,000")
assert RATE is not None
MEASURES = (
    Measure(
        "1",
        1,
        "",
        "Children in need",
        RATE,
        Polarity.LOWER,
        outturn=Decimal("352.4"),
        target=Decimal("330.0"),
        target_said="at most 330.0 per 10,000",
        tolerance=Tolerance(Decimal("7.5"), is_absolute=True),
        steps={Month(2017, 9): Decimal("345.0"), Month(2017, 12): Decimal("340.0")},
        similar=Decimal("337.7"),
        similar_named="Statistical neighbours",
        comparators=(
            Comparator("England", Decimal("330.1"), "2016"),
            Comparator("Statistical neighbours", Decimal("337.7"), "2016"),
        ),
        earlier_years=(
            EarlierYear("2014/15", Decimal("371.4")),
            EarlierYear("2015/16", Decimal("362.0")),
        ),
    ),
    Measure(
        "1",
        2,
        "",
        "Assessments within 45 days",
        Unit.PERCENT,
        Polarity.HIGHER,
        outturn=Decimal(81),
        target=Decimal(90),
        target_said="at least 90%",
        tolerance=Tolerance(Decimal("2.5"), is_absolute=True),
    ),
    Measure(
        "2",
        1,
        "",
        "Average caseload",
        Unit.COUNT,
        Polarity.LOWER,
        outturn=Decimal(22),
        target=Decimal(16),
        green_limit=Decimal(17),
        amber_limit=Decimal(20),
        head="H Eye <h.eye@anywhere.gov.uk>",
    ),
)
MILESTONES = (
    Milestone("1", 10, "", "Single assessment", "AB", deadlines=(Deadline(1, date(2017, 9, 29)),)),
    Milestone(
        "1",
        11,
        "",
        "Front door",
        "AB",
        other_leads=("CD",),
        deadlines=(
            Deadline(
                1,
                date(2017, 12, 31),
                due_said="December 2017",
                redating=Redating(date(2018, 2, 28), "the Board", date(2017, 12, 12)),
            ),
        ),
    ),
    Milestone("2", 10, "", "Audit", "CD", deadlines=(Deadline(1, recurrence=Recurrence.MONTHLY),)),
    Milestone(
        "2",
        11,
        "",
        "Workforce plan",
        "CD",
        depends_on=("1.10",),
        moves=("2.1",),
        deadlines=(Deadline(1, date(2018, 1, 31), due_said="January 2018"),),
    ),
)
PLAN = small_plan(
    title="Scorecard",
    priorities=(
        Priority("1", "Safe", "P Cue", "p.cue@anywhere.gov.uk"),
        Priority("2", "Strong", "R Ess", "r.ess@anywhere.gov.uk"),
    ),
    leads=(Lead("AB", "A Bee", "Director"), Lead("CD", "C Dee", "Head of Workforce")),
    measures=MEASURES,
    milestones=MILESTONES,
    similar_name="Statistical neighbours",
    vocabulary=Vocabulary(priority="Key result", body="Board"),
    email_sender="office@anywhere.gov.uk",
)
MONTHS = months_between(PLAN.starts, PLAN.ends)

FIGURES = {
    "1.1": [
        "351.2",
        "350.1",
        "352.6",
        "353",
        "349.9",
        "346.1",
        "344.8",
        "342.5",
        "339.9",
        "336.2",
        "333.4",
        "329.6",
    ],
    "1.2": ["82", "85%", "87.5%", "87.4%", "88", "89", "90", "91", "87", "88", "92", "93"],
    "2.1": ["22", "21", "20", "20", "19", "18", "17", "17", "-", "16", "16", "15"],
}
"""What is typed each month; `-` for nothing."""


def typed_in(month: Month) -> Typed:
    at = MONTHS.index(month)
    typed: dict[str, dict[str, Any]] = {}
    for ref, figures in FIGURES.items():
        figure = figures[at]
        if figure == "-":
            continue
        unit = "%" if ref == "1.2" else ""
        typed[ref] = {
            "actual": f"{figure.removesuffix('%')}{unit}",
            "as_at": month.last,
            "data_status": "Final",
            "corrective_action": "More social workers by June.",
        }
    done = {"1.10": Month(2017, 10), "1.11": Month(2018, 2), "2.11": Month(2018, 2)}
    for ref in (ref for ref, last in done.items() if month <= last):
        typed[ref] = {"status": "On track", "progress": f"What was done by {month.in_words}."}
    if month == Month(2017, 10):
        typed["1.10"] = {
            "status": "Completed",
            "completed": date(2017, 10, 20),
            "progress": "Done.",
        }
    if month == Month(2017, 11):
        typed["1.11"] |= {
            "status": "At risk",
            "expected": date(2018, 2, 28),
            "corrective_action": "A.",
        }
    if month == Month(2018, 2):
        typed["1.11"] |= {"status": "Completed", "completed": date(2018, 2, 27)}
        typed["2.11"] |= {"status": "Completed", "completed": date(2018, 2, 9)}
    if month not in (Month(2017, 8), Month(2017, 12), Month(2018, 1)):
        typed["2.10"] = {"completed": month.last, "progress": "Ten files audited."}
    return typed


SAID = {
    Month(2017, 4): (
        "Off target: 21.2 per 10,000 above the 330.0 per 10,000 target; amber starts at "
        "337.5 per 10,000; its first step is 345.0 per 10,000 for 30 September 2017.",
        "Off target: 8 points below the 90% target; amber starts at 88%.",
        "Off target: 6 above the 16 target; amber starts at 20.",
        "On track: Started.",
        "On track: Started.",
        "Done this month: Done on 30 April 2017.",
        "On track: Started.",
    ),
    Month(2017, 5): (
        "Off target: 20.1 per 10,000 above the 330.0 per 10,000 target; amber starts at "
        "337.5 per 10,000; its first step is 345.0 per 10,000 for 30 September 2017.",
        "Off target: 5 points below the 90% target; amber starts at 88%.",
        "Off target: 5 above the 16 target; amber starts at 20.",
        "On track: Started.",
        "On track: Started.",
        "Done this month: Done on 31 May 2017.",
        "On track: Started.",
    ),
    Month(2017, 6): (
        "Off target: 22.6 per 10,000 above the 330.0 per 10,000 target; amber starts at "
        "337.5 per 10,000; its first step is 345.0 per 10,000 for 30 September 2017.",
        "Close to target: 2 points below the 90% target; amber down to 88%.",
        "Close to target: 4 above the 16 target; amber up to 20.",
        "On track: Started.",
        "On track: Started.",
        "Done this month: Done on 30 June 2017.",
        "On track: Started.",
    ),
    Month(2017, 7): (
        "Off target: 23.0 per 10,000 above the 330.0 per 10,000 target; amber starts at "
        "337.5 per 10,000; its first step is 345.0 per 10,000 for 30 September 2017.",
        "Off target: 3 points below the 90% target; amber starts at 88%.",
        "Close to target: 4 above the 16 target; amber up to 20.",
        "On track: Started.",
        "On track: Started.",
        "Done this month: Done on 31 July 2017.",
        "On track: Started.",
    ),
    Month(2017, 8): (
        "Off target: 19.9 per 10,000 above the 330.0 per 10,000 target; amber starts at "
        "337.5 per 10,000; its first step is 345.0 per 10,000 for 30 September 2017.",
        "Close to target: 2 points below the 90% target; amber down to 88%.",
        "Close to target: 3 above the 16 target; amber up to 20.",
        "Due soon: Due in 29 days.",
        "On track: Started.",
        "Missed this month: Not done this month; last done in July 2017.",
        "On track: Started.",
    ),
    Month(2017, 9): (
        "Close to target: 1.1 per 10,000 above the step of 345.0 per 10,000 for 30 "
        "September 2017; amber up to 352.5 per 10,000; the year-end target is at most "
        "330.0 per 10,000.",
        "Close to target: 1 point below the 90% target; amber down to 88%.",
        "Close to target: 2 above the 16 target; amber up to 20.",
        "Overdue: 1 day overdue.",
        "On track: Started.",
        "Done this month: Done on 30 September 2017.",
        "On track: Started. It waits for 1.10, 1 day overdue.",
    ),
    Month(2017, 10): (
        "On target: 0.2 per 10,000 below the step of 345.0 per 10,000 for 30 September "
        "2017, where lower is better; the year-end target is at most 330.0 per 10,000.",
        "On target: Exactly on the 90% target.",
        "On target: 1 above the 16 target; on target up to 17.",
        "Completed late: Completed on 20 October 2017, 21 days late.",
        "On track: Started.",
        "Done this month: Done on 31 October 2017.",
        "On track: Started.",
    ),
    Month(2017, 11): (
        "On target: 2.5 per 10,000 below the step of 345.0 per 10,000 for 30 September "
        "2017, where lower is better; the year-end target is at most 330.0 per 10,000.",
        "On target: 1 point above the 90% target.",
        "On target: 1 above the 16 target; on target up to 17.",
        "Completed late: Completed on 20 October 2017, 21 days late.",
        "At risk: Reported as at risk. Expected on 28 February 2018.",
        "Done this month: Done on 30 November 2017.",
        "On track: Started.",
    ),
    Month(2017, 12): (
        "On target: 0.1 per 10,000 below the step of 340.0 per 10,000 for 31 December "
        "2017, where lower is better; the year-end target is at most 330.0 per 10,000.",
        "Off target: 3 points below the 90% target; amber starts at 88%.",
        "Not reported: No figure was given in the December 2017 return.",
        "Completed late: Completed on 20 October 2017, 21 days late.",
        "Re-dated: The new date was approved by the Board on 12 December 2017.",
        "Missed this month: Not done this month; last done in November 2017.",
        "On track: Started.",
    ),
    Month(2018, 1): (
        "On target: 3.8 per 10,000 below the step of 340.0 per 10,000 for 31 December "
        "2017, where lower is better; the year-end target is at most 330.0 per 10,000.",
        "Close to target: 2 points below the 90% target; amber down to 88%.",
        "On target: Exactly on the 16 target.",
        "Completed late: Completed on 20 October 2017, 21 days late.",
        "Re-dated: The new date was approved by the Board on 12 December 2017.",
        "Missed: Not done this month; last done in November 2017.",
        "Due soon: Due today.",
    ),
    Month(2018, 2): (
        "On target: 6.6 per 10,000 below the step of 340.0 per 10,000 for 31 December "
        "2017, where lower is better; the year-end target is at most 330.0 per 10,000.",
        "On target: 2 points above the 90% target.",
        "On target: Exactly on the 16 target.",
        "Completed late: Completed on 20 October 2017, 21 days late.",
        "Completed late: Completed on 27 February 2018, 58 days after the plan's date, within the "
        "approved new date (28/02/18).",
        "Done this month: Done on 28 February 2018.",
        "Completed late: Completed on 9 February 2018, 9 days late.",
    ),
    Month(2018, 3): (
        "On target: 0.4 per 10,000 below the 330.0 per 10,000 target, where lower is better.",
        "On target: 3 points above the 90% target.",
        "On target: 1 below the 16 target, where lower is better.",
        "Completed late: Completed on 20 October 2017, 21 days late.",
        "Completed late: Completed on 27 February 2018, 58 days after the plan's date, within the "
        "approved new date (28/02/18).",
        "Done this month: Done on 31 March 2018.",
        "Completed late: Completed on 9 February 2018, 9 days late.",
    ),
}
"""What is said of each row, the three measures first: its state, and why."""


FOUND = {
    Month(2017, 8): ("no-update",),
    Month(2017, 9): ("status-against-state", "no-corrective-action", "no-expected-date"),
    Month(2017, 12): ("not-reported", "no-update"),
    Month(2018, 1): ("no-update",),
}


@pytest.mark.full
def test_every_month_is_told_as_the_rules_have_it(folder: Path) -> None:
    office = TypedOffice(folder, PLAN)
    records = {month: office.month(month, typed_in(month)) for month in MONTHS}
    for month, record in records.items():
        assert (month, (*statements(record, "measures", "deadlines"),)) == (month, SAID[month])
        assert codes(record) == FOUND.get(month, ()), month
    against = [record["measures"][0]["against_similar"] for record in records.values()]
    assert against == ["worse"] * 9 + ["better"] * 3, "than 337.7 of the statistical neighbours"
    december, january = Month(2017, 12), Month(2018, 1)
    directions = [
        (each["direction"], each["direction_since"]) for each in records[january]["measures"]
    ]
    assert directions == [
        ("improving", "December 2017"),
        ("improving", "December 2017"),
        ("improving", "November 2017"),
    ]
    said = office.said(january)
    assert "Compared with what was reported as at 31 December 2017." in said
    rows = sheet_rows(office.output(january, "*-summary-*.xlsx"), ("Measures",))["Measures"]
    travels = [row["Direction of travel"] for row in rows]
    assert "▲ Improving since Dec 2017 (339.9 per 10,000)" in travels
    assert "Comparators: England 2016: 330.1 per 10,000" in said
    assert "Earlier years: 2014/15: 371.4 per 10,000; 2015/16: 362.0 per 10,000" in said
    outlook = "331.2 per 10,000 to 339.8 per 10,000"
    assert f"Likely to miss: {outlook}" in said
    wanted = f"Likely to miss at most 330.0 per 10,000: {outlook} if nothing changes"
    assert wanted in [row["Year end"] for row in rows]
    asked = office.drafts(december)
    assert {name: to for name, draft in asked.items() if (to := addressed(draft))} == {
        "incomplete-2": "r.ess@anywhere.gov.uk",
        "incomplete-2-HEye": "h.eye@anywhere.gov.uk",
    }
    figures = sheet_rows(office.output(MONTHS[-1], "*-summary-*.xlsx"), ("History",))["History"]
    given = [[row[month.in_words] for month in MONTHS] for row in figures]
    assert given == [
        [f"{Decimal(each):.1f}" for each in FIGURES["1.1"]],
        [
            f"{each}%"
            for each in ["82", "85", "88", "87", "88", "89", "90", "91", "87", "88", "92", "93"]
        ],
        ["" if each == "-" else each for each in FIGURES["2.1"]],
    ]
    assert cli.main(["verify", "output/2018-03"]) == 0


def addressed(draft: str) -> str:
    return next(
        (line.removeprefix("To: ") for line in draft.splitlines() if line.startswith("To: ")), ""
    )


def codes(record: dict[str, Any]) -> tuple[str, ...]:
    found = (each["code"] for each in record["findings"])
    return tuple(each for each in found if not each.startswith("plan-"))
