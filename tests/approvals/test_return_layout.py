"""The columns of a return, what the plan puts in them, and all words that it goes by."""

from collections.abc import Iterator

from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.returns import layout
from cyps_reports.returns.model import (
    FOR_PUBLIC,
    SYMBOLS,
    Absent,
    DataStatus,
    OwnRating,
    Status,
)
from tests.tools.approved import Approved
from tests.tools.odd_returns import PLAN
from tests.tools.return_books import plan_of_returns


def words_told() -> Iterator[str]:
    """The words that entries are kept as."""
    for kind in (Absent, DataStatus, Status, OwnRating):
        yield f"{kind.__name__}: {[f'{each.name} {each.value}' for each in kind]}"
    yield f"in public: {[*map(str, SYMBOLS)]}, {sorted(FOR_PUBLIC)}"


def columns_told() -> Iterator[str]:
    for name, columns in (
        ("Targets", layout.TARGET_COLUMNS),
        ("Milestones", layout.MILESTONE_COLUMNS),
    ):
        for column in columns:
            kept = {
                each: getattr(column, each)
                for each in (
                    "key",
                    "heading",
                    "width",
                    "prompt",
                    "choices",
                    "is_optional",
                    "is_open",
                    "is_text",
                )
            }
            yield (
                f"{name}, {type(column).__name__}: "
                f"{kept | {'choices': [*map(str, column.choices)]}}"
            )
    for measure in PLAN.measures:
        values = {
            c.key: str(c.value(measure))
            for c in layout.TARGET_PLAN
            if isinstance(c, layout.MeasureColumn)
        }
        yield f"{measure.called}: {values}"
    for milestone, deadline in PLAN.deadlines():
        shown = {
            c.key: str(c.value(milestone, deadline))
            for c in layout.MILESTONE_PLAN
            if isinstance(c, layout.DeadlineColumn)
        }
        yield f"{milestone.called(deadline)}: {shown}"
    for name, words in vars(layout).items():
        if name.isupper() and "COLUMNS" not in name and not name.startswith("_"):
            plain = (
                [each.key for each in words]
                if isinstance(words, tuple) and hasattr(words[0], "key")
                else words
            )
            yield f"{name}: {plain}"
    for heading in (
        "Actual: as number",
        "ACTUAL : x",
        "Actual:x",
        "Other: x",
        "Actual",
        ": ",
        "Data as at: a: b",
    ):
        yield (
            f"{heading}: {layout.is_step_heading(heading)}, {layout.step_heading(heading, 'step')}"
        )
    for word in (
        "Lead",
        "Director",
        "Ref",
        "status",
        "",
        "   ",
        "l" * 60,
        "l" * 61,
        "Head of service responsible",
    ):
        columns = layout.milestone_columns(plan_of_returns(lead_word=word))
        own = next(each for each in columns if each.key == "lead")
        yield (
            f"leads as {word[:30]!r}: {own.heading[:30]!r}, {own.width} wide, as ever "
            f"{columns is layout.MILESTONE_COLUMNS}"
        )
    for word in ("Priority", "Outcome", "Plan", "plan", "Return month", "Marking"):
        yield f"priorities as {word}: {layout.priority_label(Vocabulary(priority=word))}"


def test_the_layout_of_returns(approved: Approved) -> None:
    approved.check("layout of returns", (*words_told(), *columns_told()))
