"""How rows, tables and texts of documents hang together is understood as was approved."""

from collections.abc import Iterator, Mapping

from cyps_reports.setup.draft import PlanDraft
from tests.setup_documents.said_of_plans import FACTS, WORDS
from tests.setup_documents.said_of_rows import BESIDE, ROWS
from tests.setup_documents.said_of_structures import A1, CARDS, HEAD, SAFE, TABLES
from tests.tools.approved import Approved
from tests.tools.told_of_drafts import Line, draft_of_lines, in_short, lines_of


def told(documents: Mapping[str, tuple[Line, ...]]) -> Iterator[str]:
    for name, lines in documents.items():
        yield f"== {name}"
        yield from in_short(draft_of_lines(*lines))


def facts() -> Iterator[str]:
    """What a document says of its plan, with its first text as its title, and without."""
    for name, texts in FACTS.items():
        yield f"== {name}: {' / '.join(dict.fromkeys(texts))}"
        for title in ("", texts[0]):
            draft = draft_of_lines(*texts, "", SAFE, HEAD, A1, title=title)
            called = "by its title: " if title else ""
            yield from (f"{called}{line}" for line in lines_of(draft) if line.startswith("Plan, "))


def test_cards_and_tables_are_understood_as_approved(approved: Approved) -> None:
    approved.check("setup tables", (*told(CARDS), *told(TABLES)))


def test_rows_and_what_stands_beside_are_understood_as_approved(approved: Approved) -> None:
    approved.check("setup rows", (*told(ROWS), *told(BESIDE)))


def test_what_is_said_of_the_plan_is_understood_as_approved(approved: Approved) -> None:
    approved.check("setup facts", (*facts(), *told(WORDS)))


def test_nothing_stands_in_a_draft_of_nothing() -> None:
    assert list(lines_of(PlanDraft())) == []
