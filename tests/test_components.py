"""A measure of several components is rated as the worst of them, or as what asks most."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.exceptions import measure_counts
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.measures import RowState, count_measures, state_of_measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns.model import Input, MeasureEntry, Returns
from tests.tools.ratings import AMBER, GREEN, RED
from tests.tools.returned import SEPTEMBER


def test_a_measure_is_its_worst_rated_component(plan: Plan) -> None:
    returns = Returns(
        SEPTEMBER,
        (Input("e.xlsx", "", "E"),),
        {
            ("E1", "Gross"): MeasureEntry(actual=Decimal("82.000")),
            ("E1", "Net"): MeasureEntry(actual=Decimal("42.900")),
            ("E3", "Other CYPS"): MeasureEntry(actual=Decimal("0.400")),
        },
    )
    results = assess(plan, returns, Earlier(), SEPTEMBER.last).measures_of("E")
    counts = measure_counts(results)
    # Spend of the year so far cannot be rated from one figure, and of E3 not all was returned.
    assert counts == {
        MeasureState.NO_FORECAST: 1,
        MeasureState.PART_REPORTED: 1,
        MeasureState.NOT_REPORTED: 6,
    }
    assert measure_counts(results[:2]).total() == 1


UNTOLD = MeasureState.NOT_REPORTED


@pytest.mark.parametrize(
    ("components", "state"),
    [
        ([(GREEN, True), (AMBER, True)], AMBER),
        ([(RED, True), (AMBER, True)], RED),
        ([(GREEN, True), (GREEN, True)], GREEN),
        ([(GREEN, True), (UNTOLD, True)], MeasureState.PART_REPORTED),
        ([(MeasureState.NO_FORECAST, True), (GREEN, True)], MeasureState.PART_REPORTED),
        ([(MeasureState.UNREADABLE, True), (GREEN, True)], MeasureState.PART_REPORTED),
        # Red and amber are known, whatever the others turn out to be.
        ([(AMBER, True), (UNTOLD, True)], AMBER),
        ([(RED, True), (UNTOLD, True)], RED),
        # A component without a target can never be rated, and holds nothing up.
        ([(GREEN, True), (UNTOLD, False)], GREEN),
        ([(GREEN, True), (MeasureState.NO_TARGET, False)], GREEN),
        # One has a figure that is not rated, the other has none.
        ([(MeasureState.NO_TARGET, False), (UNTOLD, True)], MeasureState.PART_REPORTED),
        ([(UNTOLD, True), (MeasureState.NO_FORECAST, True)], MeasureState.PART_REPORTED),
        ([(MeasureState.MONITOR_ONLY, False), (UNTOLD, False)], MeasureState.PART_REPORTED),
        # One is said in words that nobody has rated.
        ([(MeasureState.NOT_JUDGED, True), (GREEN, True)], MeasureState.PART_REPORTED),
        ([(MeasureState.NOT_JUDGED, True), (UNTOLD, True)], MeasureState.PART_REPORTED),
        (
            [(MeasureState.NOT_AVAILABLE, True), (MeasureState.NOT_JUDGED, True)],
            MeasureState.NOT_JUDGED,
        ),
        # Where none is rated, what asks most of somebody counts, wherever it stands.
        (
            [(MeasureState.NO_TARGET, False), (MeasureState.UNREADABLE, True)],
            MeasureState.UNREADABLE,
        ),
        ([(UNTOLD, True), (MeasureState.UNREADABLE, True)], MeasureState.UNREADABLE),
        ([(MeasureState.NOT_YET_DUE, True), (UNTOLD, True)], UNTOLD),
        (
            [(MeasureState.NO_FORECAST, True), (MeasureState.NOT_AVAILABLE, True)],
            MeasureState.NOT_AVAILABLE,
        ),
        (
            [(MeasureState.NO_TARGET, False), (MeasureState.NOT_YET_DUE, True)],
            MeasureState.NOT_YET_DUE,
        ),
        (
            [(MeasureState.NO_TARGET, False), (MeasureState.NO_FORECAST, True)],
            MeasureState.NO_FORECAST,
        ),
        ([(MeasureState.NO_TARGET, False), (MeasureState.NO_RETURN, True)], MeasureState.NO_RETURN),
        ([(UNTOLD, True), (UNTOLD, True)], UNTOLD),
        ([(UNTOLD, True)], UNTOLD),
    ],
)
def test_a_measure_with_components(
    components: list[tuple[MeasureState, bool]], state: MeasureState
) -> None:
    rows = [RowState("E1", each, can_be_rated) for each, can_be_rated in components]
    assert state_of_measure(rows) is state
    assert count_measures(rows) == {state: 1}


def test_every_state_without_a_rating_has_its_place_among_components() -> None:
    unrated = {each for each in MeasureState if not each.is_rated} - {MeasureState.PART_REPORTED}
    for state in unrated:
        assert state_of_measure([RowState("E1", state)]) is state
    told = unrated - {MeasureState.NOT_SHOWN}
    assert state_of_measure([RowState("E1", each) for each in told]) is MeasureState.UNREADABLE
    # In the public edition, what is hidden comes before all that could tell something of it.
    assert state_of_measure([RowState("E1", each) for each in unrated]) is MeasureState.NOT_SHOWN


def test_a_measure_is_not_on_target_while_its_net_spend_is_not_known(plan: Plan) -> None:
    """E1 Gross is on its step; of Net nothing was returned."""
    stepped = {"Gross": Decimal("43.000"), "Net": Decimal("21.000")}
    measures = tuple(
        replace(each, steps={SEPTEMBER: stepped[each.component]})
        for each in plan.measures
        if each.ref == "E1"
    )
    entries = {("E1", "Gross"): MeasureEntry(actual=Decimal("43.000"), as_at=SEPTEMBER.last)}
    returns = Returns(SEPTEMBER, (Input("e.xlsx", "", "E"),), entries)
    results = assess(replace(plan, measures=measures), returns, Earlier(), SEPTEMBER.last).measures
    assert [each.state for each in results] == [GREEN, UNTOLD]
    assert measure_counts(results) == {MeasureState.PART_REPORTED: 1}
