"""Who fills in a row of a plan, as its cells name them."""

from dataclasses import replace
from datetime import date

import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.findings import CellRef
from cyps_reports.letters.heads import parts_of
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.rows.addresses import malformed_addresses
from cyps_reports.plan.rows.heads import Head, head_in
from cyps_reports.returns.model import Returns
from tests.tools.many_milestones import JUNE, PLAN, milestone
from tests.tools.small_plan import small_plan

LEADS = (Lead("AB", "A Bee", "Director", "a.bee@council.example"),)


@pytest.mark.parametrize(
    ("typed", "head"),
    [
        ("Jo Smith <jo@council.example>", Head("Jo Smith", "jo@council.example")),
        ("jo@council.example", Head("", "jo@council.example")),
        ("AB", Head("A Bee", "a.bee@council.example")),
        ("a bee", Head("A Bee", "a.bee@council.example")),
        ("Jo Smith", Head("Jo Smith")),
        ("", Head("")),
    ],
)
def test_who_is_named(typed: str, head: Head) -> None:
    assert head_in(typed, LEADS) == head


def test_where_the_plan_names_who_fills_in_a_row_is_known() -> None:
    at, beside = (CellRef("plan.xlsx", sheet, "R5") for sheet in ("Milestones", "Measures"))
    opens = milestone(8, Deadline(1, date(2017, 8, 29), places={"head": at}), head="Jo Smith")
    visits = Measure(
        "A", 1, "", "Visits", Unit.COUNT, Polarity.HIGHER, head="AB", places={"head": beside}
    )
    plan = small_plan(measures=(visits,), milestones=(opens,), leads=LEADS)
    month = assess(plan, Returns(JUNE), Earlier(), JUNE.last)
    own, *others = parts_of(month, plan.priorities[0], ())
    assert (own.head, own.place) == (None, CellRef())
    assert [(each.head, each.place) for each in others] == [
        (Head("A Bee", "a.bee@council.example"), beside),
        (Head("Jo Smith"), at),
    ]


def test_a_malformed_address_of_a_row_is_told_once() -> None:
    wrong = replace(PLAN.milestones[0], head="Jo <jo@nowhere>")
    plan = replace(PLAN, milestones=(wrong, replace(wrong, number=20)))
    assert [each.code for each in malformed_addresses(plan)] == ["malformed-address"]
    assert list(malformed_addresses(PLAN)) == []
