"""Plans that are put together and laid out at random are imported: everything right."""

import pytest

from cyps_reports.findings import Finding
from cyps_reports.setup.draft import PlanDraft
from cyps_reports.setup.meaning.understanding import draft_of
from cyps_reports.setup.sources.trackers import tracker_of
from cyps_reports.setup.sources.word_documents import read_document
from cyps_reports.workbooks.reading import read_book
from tests.setup_documents.councils import WRITERS
from tests.setup_documents.random_plans import RandomPlan, random_plan
from tests.setup_documents.random_scorecards import random_scorecard
from tests.setup_documents.scoring import score
from tests.setup_documents.sheets import tracker

PLANS = 200


def imported(plan: RandomPlan, writer: str) -> PlanDraft:
    if writer in WRITERS:
        return draft_of(read_document("plan.docx", WRITERS[writer](plan.document)))
    book = read_book("plan.xlsx", tracker(plan.sheet))
    assert not isinstance(book, Finding)
    return draft_of(tracker_of(book))


@pytest.mark.share(10)
@pytest.mark.parametrize("seed", range(PLANS))
def test_a_random_plan_is_imported(seed: int) -> None:
    plan = random_plan(seed)
    for writer in (*WRITERS, "tracker"):
        result = score(imported(plan, writer), plan.expected)
        assert result.has_passed, f"{writer}: {result}"


@pytest.mark.share(10)
@pytest.mark.parametrize("seed", range(PLANS))
def test_a_random_scorecard_is_imported(seed: int) -> None:
    scorecard = random_scorecard(seed)
    for writer, write in WRITERS.items():
        draft = draft_of(read_document("plan.docx", write(scorecard.document)))
        result = score(draft, scorecard.expected)
        assert result.has_passed, f"{writer}: {result}"
