"""The public edition as an officer makes it: what it refuses, where it lies, what it tells."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest

from cyps_reports import cli
from cyps_reports.acts.public import refuse_unsaid
from cyps_reports.acts.ended import CannotRun, Reason
from cyps_reports.disclosure.findings import public_findings
from cyps_reports.disclosure.shown import Disclosure
from cyps_reports.findings import Severity
from cyps_reports.plan.dates import Month
from cyps_reports.plan.measure import AboutChildren, Measure, Polarity
from cyps_reports.plan.model import Plan
from cyps_reports.plan.small_in_words import small_numbers_said
from cyps_reports.plan.small_numbers import Edition
from cyps_reports.plan.units import Unit
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns.checks import entry_findings
from cyps_reports.returns.model import DeadlineEntry, MeasureEntry, Returns
from tests.tools.small_plan import small_plan
from tests.tools.typed import typed_return

JUNE, JULY = Month(2017, 6), Month(2017, 7)
YES, NO = AboutChildren.YES, AboutChildren.NO


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Only 3 children came.", ["3 children"]),
        ("Two of the boys have moved.", ["Two of the boys"]),
        ("A young person was placed.", ["A young person"]),
        ("Pupils excluded: 4.", ["Pupils excluded: 4"]),
        ("One sibling group of five moved.", ["One sibling"]),
        ("The 3 year plan is on course.", []),
        ("12 children and 30 pupils came.", []),
        ("3% of children, and £5 a child.", []),
        ("Children moved in 2012.", []),
        ("5,000 children were seen.", []),
        ("Attendance of children rose to 95.3%.", []),
    ],
)
def test_small_numbers_beside_a_word_for_a_child(text: str, said: list[str]) -> None:
    assert list(small_numbers_said(text)) == said


def count(number: int, about: AboutChildren | None = YES, unit: Unit = Unit.COUNT) -> Measure:
    return Measure(
        "A", number, "", f"Measure number {number}", unit, Polarity.HIGHER, about_children=about
    )


def test_a_public_comment_that_tells_of_few_children_is_asked_about() -> None:
    plan = small_plan(measures=(count(1),))
    milestone, deadline = plan.deadlines()[0]
    further = (("public_comment", "Only 3 children came."),)
    returns = Returns(
        JUNE,
        measures={("A1", ""): MeasureEntry(Decimal(9), further=further)},
        deadlines={(milestone.ref, deadline.number): DeadlineEntry(further=further)},
    )
    found = [each for each in entry_findings(plan, returns) if each.code == "small-number-in-words"]
    assert [each.message for each in found] == [
        "The public comment on A1 may tell of few children: “3 children”.",
        f"The public comment on {milestone.called(deadline)} may tell of few children: "
        "“3 children”.",
    ]


def test_no_public_edition_until_the_plan_says_of_each_measure() -> None:
    plan = small_plan(measures=(count(1), count(2, None), count(3, NO), count(4, None)))
    with pytest.raises(CannotRun) as refused:
        refuse_unsaid(plan)
    assert refused.value.reason is Reason.UNSAID_OF_CHILDREN
    assert [(each.code, each.severity, each.message) for each in refused.value.findings] == [
        (
            "about-children-unsaid",
            Severity.ERROR,
            f"{ref} does not say whether it is about children.",
        )
        for ref in ("A2", "A4")
    ]
    refuse_unsaid(small_plan(measures=(count(1), count(3, NO))))


def test_what_is_hidden_for_want_of_counts_or_out_already_is_said() -> None:
    from cyps_reports.disclosure.shown import disclosure_of

    plan = small_plan(measures=(count(1, unit=Unit.PERCENT),))
    returns = Returns(JUNE, measures={("A1", ""): MeasureEntry(Decimal(25))})
    disclosure = disclosure_of(plan, (returns,))
    assert [each.code for each in public_findings(disclosure, JUNE)] == ["counts-unknown"]
    told: Disclosure = replace(disclosure, figures={}, told=frozenset({(("A1", ""), JUNE)}))
    assert [each.code for each in public_findings(told, JUNE)] == ["small-number-published"]


def office(folder: Path, plan: Plan, months: dict[Month, dict[tuple[str, str], str]]) -> None:
    """A folder with a plan workbook and the months' returns."""
    (folder / "input_templates").mkdir()
    (folder / "input_templates" / "plan.xlsx").write_bytes(plan_workbook(plan))
    for month, answers in months.items():
        place = folder / "returns" / str(month)
        place.mkdir(parents=True)
        typed_return(place / "return.xlsx", plan, plan.priorities[0], month, answers)
