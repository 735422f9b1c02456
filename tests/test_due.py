"""What falls due next: what is known of it, and what is not."""

from dataclasses import replace
from datetime import date

import pytest

from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.model import Assessment
from cyps_reports.report.blocks import Heading, Paragraph, Points
from cyps_reports.report.sections.due import due_section
from tests.test_foremost import assessed

NO_UPDATE, NO_RETURN = DeadlineState.NO_UPDATE, DeadlineState.NO_RETURN
ON_TRACK, DUE_SOON = DeadlineState.ON_TRACK, DeadlineState.DUE_SOON
NOT_AT_RISK = "Due by 31 October 2017, and not at risk"
NOT_KNOWN = "Due by 31 October 2017, and not known whether at risk"


def _in_states(*states: DeadlineState) -> Assessment:
    names = [f"D{number}" for number in range(1, len(states) + 1)]
    month = assessed({}, dict.fromkeys(names, (date(2017, 10, 31), None)))
    stand = zip(month.deadlines, states, strict=True)
    return replace(month, deadlines=tuple(replace(each, state=state) for each, state in stand))


def _told(assessment: Assessment) -> dict[str, list[str]]:
    """The references under each heading."""
    told: dict[str, list[str]] = {}
    for block in due_section(assessment).blocks:
        if isinstance(block, Heading):
            told[block.text] = []
        elif isinstance(block, Points):
            told[[*told][-1]] += [each.name.split()[0] for each in block.points]
    return told


@pytest.mark.parametrize(
    ("states", "told"),
    [
        ((), {}),
        ((NO_RETURN,), {NOT_KNOWN: ["D1"]}),
        ((ON_TRACK, NO_UPDATE), {NOT_AT_RISK: ["D1"], NOT_KNOWN: ["D2"]}),
        (
            (NO_UPDATE, ON_TRACK, NO_RETURN, DUE_SOON, DeadlineState.NOT_YET_STARTED),
            {NOT_AT_RISK: ["D2", "D4", "D5"], NOT_KNOWN: ["D1", "D3"]},
        ),
    ],
    ids=["none", "one", "two", "many"],
)
def test_what_nobody_said_anything_of_is_not_said_to_be_not_at_risk(
    states: tuple[DeadlineState, ...], told: dict[str, list[str]]
) -> None:
    assert _told(_in_states(*states)) == told


def test_where_nothing_is_due_nothing_more_is_claimed_than_is_known() -> None:
    assert due_section(_in_states()).blocks == (
        Paragraph(
            "No open deadline falls due by 31 October 2017, and none is known to be at risk."
        ),
    )
