"""The scorecard in Word against the second opinion, measure by measure."""

from collections.abc import Iterator
from decimal import Decimal

from tests.second_opinion import said
from tests.second_opinion.differences import Difference, differ
from tests.second_opinion.readback import Part, Row, figures, part
from tests.second_opinion.rules import RATED
from tests.second_opinion.verdict import MeasureOpinion, Opinion

NONE = "n/a"
ARROWS = {"improving": "▲ Better", "same": "► Same", "worsening": "▼ Worse"}
AGAINST = {"better": "Better", "same": "Same", "worse": "Worse"}


def compare_scorecard(parts: list[Part], mine: Opinion) -> Iterator[Difference]:
    opinions = list(mine.measures.values())
    rows = part(parts, "Scorecard").rows
    names = [said.measure_name(each.measure) for each in opinions]
    yield from differ("Word, scorecard", "measures", names, [row["Measure"] for row in rows])
    for row, opinion in zip(rows, opinions, strict=False):
        for what, own, theirs in _cells(row, opinion):
            yield from differ("Word, scorecard", f"{opinion.measure.row}, {what}", own, theirs)


def _cells(row: Row, mine: MeasureOpinion) -> Iterator[tuple[str, object, object]]:
    actual = _under(row, "Actual").partition("\n")[0]
    if mine.figure is not None:
        yield "actual", [mine.figure], figures(actual)
    outturn = mine.measure.outturn
    if isinstance(outturn, Decimal):
        yield "outturn", [outturn], figures(_under(row, "Outturn"))
    yield "rating", said.rating(mine), row["Rating"]
    yield "gap", _gap(mine), row["Gap"][:1] if row["Gap"] != "Met" else "Met"
    yield "direction", ARROWS.get(mine.direction.kind, NONE), _under(row, "Direc")
    yield "similar", AGAINST.get(mine.similar, NONE), _under(row, "Similar")


def _under(row: Row, heading: str) -> str:
    """What stands under the heading that begins so; a column without anything is left out."""
    return next((text for name, text in row.items() if name.startswith(heading)), NONE)


def _gap(mine: MeasureOpinion) -> str:
    """Whether the gap is a plus, a minus or none: better, worse or just on the target."""
    rated = mine.rating
    if rated.state not in RATED or rated.value is None or rated.standard is None:
        return "n"
    if rated.value == rated.standard:
        return "Met"
    is_above = rated.value > rated.standard
    is_better = {"higher": is_above, "lower": not is_above}.get(mine.measure.polarity, False)
    return "+" if is_better else "−"
