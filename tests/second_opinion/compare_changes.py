"""What has changed, in Word and in Excel, against the second opinion."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from tests.second_opinion.changes import Change, Told
from tests.second_opinion.differences import Difference
from tests.second_opinion.plan import Plan
from tests.second_opinion.readback import Part, Row, Sheet, figures, part, short_day
from tests.second_opinion.said import shown
from tests.tools.read_changes import rows_in, steps_in

SECTION, IN_SHORT = "Further changes", "What has changed since"
IN_WORD = {
    "Figures added or missing": "figure",
    "Corrected for earlier months": "figure",
    "Dates that moved": "date",
    "Withdrawn, merged and deferred": "withdrawn",
}
IN_EXCEL = {
    "Rating": "rating",
    "New figure": "figure",
    "No figure this month": "figure",
    "Restated figure": "figure",
    "Expected date moved": "date",
    "Re-dated with approval": "due",
    "Withdrawn, merged or deferred": "withdrawn",
}
EDITED = "Plan"
"""A cell of the plan that somebody edited; the simulated officer edits none during the year."""
SYMBOLS = "●◊■√○"


def compare_changes(
    parts: list[Part], sheet: list[Sheet], own: list[Change], plan: Plan
) -> Iterator[Difference]:
    yield from _held("Word, changes", own, list(_in_word(parts)))
    yield from _held("Excel, changes", own, list(_in_excel(sheet, plan)))


def _held(place: str, own: list[Change], theirs: list[Change]) -> Iterator[Difference]:
    for change in own:
        if change not in theirs:
            yield Difference(place, change.label, change, "nothing of it")
    for change in theirs:
        if change not in own:
            yield Difference(place, change.label, "nothing of it", change)
    for change in {each for each in theirs if theirs.count(each) > 1}:
        yield Difference(place, change.label, "it once", f"it {theirs.count(change)} times")


def _in_word(parts: list[Part]) -> Iterator[Change]:
    for title, kind in IN_WORD.items():
        for row in part(parts, SECTION, title).rows:
            was, now = _was_and_is(row)
            is_due = kind == "date" and "pproved" in row["Reason"]
            yield Change("due" if is_due else kind, row["Ref"], _read(was, kind), _read(now, kind))
    yield from _in_short(parts)
    for title, kind in STEPS.items():
        for row in part(parts, SECTION, title).rows:
            for label in rows_in(row["Which"]):
                yield Change(kind, label, *_was_and_is(row))


STEPS = {"Other ratings that moved": "rating", "Other deadlines whose state changed": "state"}
OF_RATINGS = ("Now off target", "Now close to target", "Now on target", "No longer rated")


def _in_short(parts: list[Part]) -> Iterator[Change]:
    """The steps that the lines before the annex tell."""
    for line in part(parts, IN_SHORT).paragraphs:
        kind = "rating" if line.startswith(OF_RATINGS) else "state"
        for was, now, label in steps_in(line):
            yield Change(
                kind, label, *(shown(f"{each[0].upper()}{each[1:]}") for each in (was, now))
            )


def _was_and_is(row: Row) -> tuple[str, str]:
    """What stands under the two months, whichever they are."""
    was, now = (text for heading, text in row.items() if heading not in OTHERS)
    return was, now


OTHERS = ("Ref", "Measure or milestone", "What", "Month", "Reason", "Which")


def _read(text: str, kind: str) -> Told:
    if kind == "date":
        return short_day(text) or text
    if kind == "figure" and text and text[0] not in SYMBOLS:
        return figures(text)[0]
    return text


def _in_excel(tables: list[Sheet], plan: Plan) -> Iterator[Change]:
    units = {measure.row: measure.unit for measure in plan.measures}
    for row in tables[0] if tables else ():
        kind = IN_EXCEL.get(str(row["What"]), "state")
        if row["What"] == EDITED:
            continue
        unit = units.get(str(row["Ref"]), "")
        # What it was and what it is stand before the reason, under the months.
        *_, was, now, _ = row.values()
        yield Change(kind, str(row["Ref"]), _cell(was, unit), _cell(now, unit))


def _cell(value: Any, unit: str) -> Told:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, int | float):
        return plain(value, unit)
    return str(value or "")


def plain(value: float, unit: str) -> Decimal:
    """A cell's number as the report writes it: 78.5 for 78.5%, which a cell holds as 0.785."""
    figure = Decimal(repr(value)) * (100 if unit == "%" else 1)
    return figure.quantize(Decimal("0.000001")).normalize() + 0
