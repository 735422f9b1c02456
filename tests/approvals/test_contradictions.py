"""What makes a plan unworkable although each of its cells can be read; and what is an address."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cyps_reports.plan.checks.contradictions import contradictions
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.rows.addresses import address_in, addresses_in, malformed_addresses
from tests.approvals.test_plan_checks import LEADS
from tests.tools.approved import Approved
from tests.tools.odd_figures import parts
from tests.tools.placed import closed, lead, measure, milestone, placed_plan, priority
from tests.tools.said import said, told_of


def _plans() -> Mapping[str, Plan]:
    ends = (
        date(2017, 4, 1),
        date(2017, 4, 2),
        date(2017, 3, 31),
        date(2027, 12, 31),
        date(2028, 1, 1),
    )
    of_time = {f"ends on {each}": placed_plan(ends=each) for each in ends}
    codes = ("", "A", "a", "x" * 40, "x" * 41, "A\u202eB", "SP 1", "SP1", "B")
    same = [measure(1), measure(1), measure(1, component="Girls"), measure(2, reference="a 1")]
    same += [measure(3, reference="", priority="a"), measure(4)]
    rows = [
        milestone(1),
        milestone(4, {}, {"number": 1}),
        milestone(5, {}, {}),
        milestone(6, reference="a5"),
    ]
    named: dict[str, Any] = {
        "lead": "XY",
        "other_leads": ("AB", "x y", "ZZ"),
        "depends_on": ("A9", "A1"),
    }
    odd = [milestone(1, {}, {}, priority="C", **named), milestone(2, moves=("A1", "A8"), lead="xy")]
    going_on = [
        measure(1, was="A7"),
        measure(2, was="a 7"),
        measure(3, was="A7", component="Girls"),
    ]
    further = [milestone(4, {"was": "A9"}, {"was": "A20, deadline 2"}), milestone(5, {"was": "A9"})]
    return {
        "nothing": placed_plan(
            priorities=(), leads=(), milestones=(milestone(1, depends_on=("A2",)),)
        ),
        "no first day": placed_plan(starts=date.min),
        "no last day": placed_plan(ends=date.min),
        **of_time,
        "codes": placed_plan(priorities=tuple(map(priority, codes))),
        "leads": placed_plan(leads=tuple(lead(*each) for each in (*LEADS, ("ab",), ("", "x y")))),
        "references": placed_plan(measures=tuple(same), milestones=tuple(rows)),
        "no number": placed_plan(measures=(measure(None), measure(None))),
        "unknown": placed_plan(
            measures=(measure(1, priority="B"), measure(2, priority="b"), measure(3, priority="C")),
            milestones=tuple(odd),
        ),
        "going on": placed_plan(
            measures=tuple(going_on),
            milestones=tuple(further),
            closed=tuple(map(closed, ("A7", "a9", "A20, deadline 2", "A20", "A8"))),
        ),
    }


_RELATED: tuple[dict[str, Any], ...] = (
    {"numerator": "A2"},
    {"numerator": "A2 Boys"},
    {"numerator": "A3 Girls"},
    {"numerator": "A3"},
    {"numerator": "250"},
    {"denominator": "250"},
    {"denominator": "1,250"},
    {"denominator": "12,50"},
    {"denominator": "1234567890"},
    {"denominator": "123456789"},
    {"denominator": "7"},
    {"denominator": "A1"},
    {"sum_of": ("A2", "A4")},
    {"sum_of": ("A4", "A5")},
    {"sum_of": ("A1",)},
    {"sum_of": ("A6",)},
    {"sum_of": ("A9", "A4")},
)


def _related() -> Iterator[str]:
    others = [
        *(measure(2, unit=Unit.COUNT), measure(3, component="Girls"), measure(3, component="Boys")),
        *(measure(4), measure(5, sum_of=("A6",)), measure(6, sum_of=("A1",))),
        measure(None, reference="7"),
    ]
    for row in _RELATED:
        plan = placed_plan(measures=(measure(1, **row), *others))
        yield from told_of(said(row), contradictions(plan))


def test_what_makes_a_plan_unworkable(approved: Approved) -> None:
    told = (line for name, plan in _plans().items() for line in told_of(name, contradictions(plan)))
    approved.check("contradictions of a plan", (*told, *_related()))


_ADDRESSES = """
j.smith@council.gov.uk|J Smith <j.smith@council.gov.uk>|<j@c.uk>|J <j@c.uk> x|j@c|j@c.|@c.uk|j@.uk
j..s@c.uk|.j@c.uk|j.@c.uk|j s@c.uk|j@c.uk; k@c.uk|j@c.uk;j@c.uk|j@c.uk, k@c.uk|j@c.uk;|;|j@-c.uk
j@c-.uk|j@c-d.uk|j'o@c.uk|j@c_d.uk|J <k@c.uk>; x|a@b@c.uk|j+k@c.uk|é@c.uk|J < j@c.uk >|none|
!#$%&'*+/=?^_`{}~-@c.uk|J <>|j@c.u
"""


def _addresses() -> Iterator[str]:
    long = [f"{'j' * (254 - len('@c.uk') + more)}@c.uk" for more in (0, 1)]
    long += [f"j@{'c' * length}.uk" for length in (63, 64)]
    for text in (*parts(_ADDRESSES), *long):
        yield f"{said(text)}: {said(addresses_in(text))}, alone {said(address_in(text))}"
    wrong: dict[str, Any] = {
        "email_sender": "a@b.uk; c@d.uk",
        "email_to": "x; y",
        "email_copies": "z",
    }
    heads = ("J <j@c>", "K <k@c.uk>", "J <j@c>", "l@c", "")
    plan = placed_plan(
        **wrong,
        priorities=(priority("A", email="x"), priority("B", email="j@c.uk; k@c.uk")),
        leads=(lead("AB", email="y"), lead("CD")),
        measures=tuple(measure(at, head=each) for at, each in enumerate(heads, start=1)),
        milestones=(milestone(7, {}, {}, head="m@c"), milestone(8, head="l@c")),
    )
    yield from told_of("addresses of a plan", malformed_addresses(plan))
    yield from told_of("no addresses", malformed_addresses(placed_plan()))


def test_what_is_an_address(approved: Approved) -> None:
    approved.check("addresses typed", _addresses())
