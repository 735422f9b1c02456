"""The score of an imported plan: a right one passes, and one that is wrong in anything does not."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from cyps_reports.plan.sheets import layout
from cyps_reports.setup.draft import DraftCell, DraftRow, DraftValue, PlanDraft
from tests.setup_documents import marlowe, thornby
from tests.setup_documents.councils import DOCUMENTS, TRACKERS
from tests.setup_documents.drafting import drafted
from tests.setup_documents.expected import Expected
from tests.setup_documents.scoring import score

ALL: Mapping[str, Expected] = {
    **{name: each.expected for name, each in DOCUMENTS.items()},
    **{name: each.expected for name, each in TRACKERS.items()},
}


@pytest.mark.parametrize("name", ALL)
def test_a_plan_that_is_typed_with_care_passes(name: str) -> None:
    result = score(drafted(ALL[name]), ALL[name])
    assert result.has_passed, str(result)
    assert result.right == result.of


def changed(
    draft: PlanDraft, sheet: str, key: str, to: Callable[[DraftValue], DraftValue]
) -> PlanDraft:
    """The draft with one cell changed: the first of a column that is not empty."""
    rows = list(draft.rows(sheet))
    at = next(at for at, row in enumerate(rows) if row.value(key) is not None)
    cell = replace(rows[at].cells[key], value=to(rows[at].value(key)))
    rows[at] = DraftRow({**rows[at].cells, key: cell})
    return replace(draft, sheets={**draft.sheets, sheet: tuple(rows)})


def later(value: DraftValue) -> DraftValue:
    assert isinstance(value, date)
    return value + timedelta(days=1)


def test_a_wrong_date_does_not_pass() -> None:
    draft = changed(drafted(marlowe.EXPECTED), layout.MILESTONES, "due", later)
    assert score(draft, marlowe.EXPECTED).wrong_dates


def test_a_date_that_the_document_does_not_have_does_not_pass() -> None:
    draft = drafted(marlowe.EXPECTED)
    rows = list(draft.rows(layout.MILESTONES))
    at = next(at for at, row in enumerate(rows) if row.value("due") is None)
    rows[at] = DraftRow({**rows[at].cells, "due": DraftCell(date(2018, 3, 3))})
    guessing = replace(draft, sheets={**draft.sheets, layout.MILESTONES: tuple(rows)})
    assert score(guessing, marlowe.EXPECTED).wrong_dates


@pytest.mark.parametrize("key", ["target", "outturn"])
def test_a_wrong_figure_does_not_pass(key: str) -> None:
    draft = changed(drafted(thornby.EXPECTED), layout.MEASURES, key, lambda _: Decimal("7.7"))
    assert score(draft, thornby.EXPECTED).wrong_figures


@pytest.mark.parametrize(
    ("sheet", "key"),
    [
        (layout.STEPS, "2018-06"),
        (layout.COMPARATORS, "figure"),
        (layout.EARLIER_YEARS, "figure"),
    ],
)
def test_a_wrong_figure_on_another_sheet_does_not_pass(sheet: str, key: str) -> None:
    draft = changed(drafted(thornby.EXPECTED), sheet, key, lambda _: Decimal("7.7"))
    assert score(draft, thornby.EXPECTED).wrong_figures


def test_a_figure_that_lost_its_decimals_is_wrong() -> None:
    draft = changed(drafted(thornby.EXPECTED), layout.MEASURES, "target", lambda _: Decimal(570))
    assert score(draft, thornby.EXPECTED).wrong_figures


def test_a_guessed_polarity_does_not_pass() -> None:
    draft = drafted(thornby.EXPECTED)
    rows = list(draft.rows(layout.MEASURES))
    rows[-1] = DraftRow({**rows[-1].cells, "polarity": DraftCell("lower")})
    guessing = replace(draft, sheets={**draft.sheets, layout.MEASURES: tuple(rows)})
    assert score(guessing, thornby.EXPECTED).guessed


@pytest.mark.parametrize("name", ALL)
def test_what_is_left_open_without_a_word_does_not_pass(name: str) -> None:
    silent = replace(drafted(ALL[name]), findings=())
    assert not score(silent, ALL[name]).has_passed


@pytest.mark.parametrize("name", ALL)
def test_a_plan_with_nothing_in_it_does_not_pass(name: str) -> None:
    nothing = replace(drafted(ALL[name]), sheets={})
    result = score(nothing, ALL[name])
    assert not result.has_passed
    assert result.right <= 2


@pytest.mark.parametrize("key", ["lead", "success", "name", "reference"])
def test_wrong_words_are_not_right(key: str) -> None:
    draft = changed(drafted(marlowe.EXPECTED), layout.MILESTONES, key, lambda _: "Somebody")
    result = score(draft, marlowe.EXPECTED)
    assert result.right < result.of
    assert not result.has_passed


def test_a_row_that_is_in_no_document_does_not_pass() -> None:
    draft = drafted(marlowe.EXPECTED)
    heads = DraftRow({"name": DraftCell("What will we do?"), "deadline": DraftCell("1")})
    rows = (*draft.rows(layout.MILESTONES), heads)
    more = replace(draft, sheets={**draft.sheets, layout.MILESTONES: rows})
    assert not score(more, marlowe.EXPECTED).has_passed


def test_what_was_struck_out_does_not_pass() -> None:
    draft = changed(
        drafted(marlowe.EXPECTED),
        layout.MILESTONES,
        "progress_at_approval",
        lambda _: "Talks with two three employers",
    )
    assert score(draft, marlowe.EXPECTED).unwanted
