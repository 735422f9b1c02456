"""What is understood of councils' documents and trackers, cell by cell, is what was approved."""

from collections.abc import Iterator

from cyps_reports.findings import Finding
from cyps_reports.setup.draft import PlanDraft
from cyps_reports.setup.meaning.understanding import draft_of
from cyps_reports.setup.sources.trackers import tracker_of
from cyps_reports.setup.sources.word_documents import read_document
from cyps_reports.workbooks.reading import read_book
from tests.setup_documents.councils import DOCUMENTS, TRACKERS, WRITERS
from tests.tools.approved import Approved, differing
from tests.tools.plan_document import in_figures, plan_document
from tests.tools.told_of_drafts import lines_of


def of_document(content: bytes) -> list[str]:
    return list(lines_of(draft_of(read_document("plan.docx", content))))


def of_tracker(content: bytes) -> list[str]:
    book = read_book("plan.xlsx", content)
    assert not isinstance(book, Finding)
    return list(lines_of(draft_of(tracker_of(book))))


def all_documents() -> Iterator[str]:
    """Each as Word writes it, and what is other where Google does."""
    for name, plan in DOCUMENTS.items():
        by_writer = {writer: of_document(WRITERS[writer](plan.document)) for writer in WRITERS}
        yield f"== {name}"
        yield from by_writer["word"]
        yield f"== {name}, where Google wrote it"
        yield from differing(by_writer["word"], by_writer["google"])


def all_trackers() -> Iterator[str]:
    for name, plan in TRACKERS.items():
        yield f"== {name}"
        yield from of_tracker(plan.as_workbook)


def own_plan() -> Iterator[str]:
    """The approved plan; its first document writes days in words, the other in figures."""
    in_words = of_document(plan_document())
    yield from in_words
    yield "== with days in figures"
    yield from differing(in_words, of_document(plan_document(in_figures)))


def test_documents_are_understood_as_approved(approved: Approved) -> None:
    approved.check("setup documents", all_documents())


def test_trackers_are_understood_as_approved(approved: Approved) -> None:
    approved.check("setup trackers", all_trackers())


def test_the_own_plan_is_understood_as_approved(approved: Approved) -> None:
    approved.check("setup own plan", own_plan())


def test_nothing_is_understood_of_nothing() -> None:
    assert list(lines_of(PlanDraft())) == []
