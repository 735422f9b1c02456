"""How much of an imported plan is right, and whether anything in it is wrong or was guessed.

What is missing makes a row not right; a date, a figure or a polarity that the document does not say
is wrong, and there may be none; what was left open or left out must be named in a finding.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from cyps_reports.plan.model.units import unit_named
from cyps_reports.plan.sheets import layout
from cyps_reports.setup.draft import PlanDraft, place_of
from tests.setup_documents.expected import Action, Deadline, Expected, Figures, Named
from tests.setup_documents.readings import (
    Row,
    When,
    deadlines,
    everything,
    findings_said,
    has,
    measures,
    milestones,
    names,
    of_measure,
    plain,
    reference,
    typed,
)

FEWEST_RIGHT = 0.95


@dataclass(frozen=True)
class Score:
    """What came out: how many rows are right of how many, and everything that is not, in words."""

    right: int
    of: int
    not_right: tuple[str, ...] = ()
    wrong_dates: tuple[str, ...] = ()
    wrong_figures: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    @property
    def has_passed(self) -> bool:
        wrong = self.wrong_dates + self.wrong_figures + self.guessed + self.unnamed + self.unwanted
        return self.right >= FEWEST_RIGHT * self.of and not wrong

    def __str__(self) -> str:
        kinds = ("not_right", "wrong_dates", "wrong_figures", "guessed", "unnamed", "unwanted")
        lines = [f"{kind}: {each}" for kind in kinds for each in getattr(self, kind)]
        return "\n".join((f"{self.right} of {self.of} rows right", *lines))


@dataclass
class _Tally:
    """Gathers what is right and wrong while one thing after the other is looked at."""

    draft: PlanDraft
    right: int = 0
    of: int = 0
    not_right: list[str] = field(default_factory=list)
    wrong_dates: list[str] = field(default_factory=list)
    wrong_figures: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)

    def row(self, called: str, faults: Iterable[str]) -> None:
        found = tuple(faults)
        self.of += 1
        self.right += not found
        self.not_right.extend(f"{called}: {each}" for each in found)


def score(draft: PlanDraft, expected: Expected) -> Score:
    """The draft held against what is to be read."""
    tally = _Tally(draft)
    _facts(tally, expected)
    _priorities(tally, expected)
    _each(tally, milestones(draft), expected.actions, _action)
    _each(tally, measures(draft), expected.measures, _measure)
    said, texts = findings_said(draft), tuple(everything(draft))
    unnamed = (str(each) for each in expected.named if not _is_named(draft, said, each))
    return Score(
        tally.right,
        tally.of,
        tuple(tally.not_right),
        tuple(tally.wrong_dates),
        tuple(tally.wrong_figures),
        tuple(tally.guessed),
        tuple(unnamed),
        tuple(each for each in expected.never if has(texts, each)),
    )


def _facts(tally: _Tally, expected: Expected) -> None:
    for key, wanted in (("starts", expected.starts), ("ends", expected.ends)):
        cell = tally.draft.facts.get(key)
        got = typed(cell.value) if cell else ""
        if wanted:
            tally.row(f"the plan {key}", (f"{got!r}, not {wanted}",) if got != wanted else ())
        if got and got != wanted:
            tally.wrong_dates.append(f"the plan {key} {got}")


def _priorities(tally: _Tally, expected: Expected) -> None:
    rows = tally.draft.rows(layout.PRIORITIES)
    got = [(typed(row.value("code")), typed(row.value("title"))) for row in rows]
    for each in expected.priorities:
        tally.row(f"priority {each[0]}", () if each in got else (f"not in {got}",))
    for other in got:
        if other not in expected.priorities:
            tally.row(f"priority {other[0]}", ("is none",))


Wanted = TypeVar("Wanted", Action, Figures)


def _each(
    tally: _Tally,
    rows: tuple[Row, ...],
    wanted: tuple[Wanted, ...],
    look: Callable[[_Tally, Row, Wanted], Iterable[str]],
) -> None:
    """Looks at each thing that is wanted, found by its words; what else there is, is wrong."""
    left = list(rows)
    for each in wanted:
        called = f"{each.reference} {each.name[:40]}"
        row = next((row for row in left if _is_called(row, each.name)), None)
        if row is None:
            tally.row(called, ("is not there",))
            continue
        left.remove(row)
        tally.row(called, look(tally, row, each))
    for row in left:
        tally.row(f"{row.reference} {row.text('name')[:40]}", ("is not in the document",))


def _is_called(row: Row, name: str) -> bool:
    return row.text("name").casefold() == plain(name).casefold()


def _differs(row: Row, key: str, wanted: str) -> Iterator[str]:
    got = row.text(key)
    if got != plain(wanted):
        yield f"{key} is {got!r}, not {wanted!r}"


def _action(tally: _Tally, row: Row, wanted: Action) -> Iterator[str]:
    if wanted.reference:
        yield from _reference(row, wanted.reference)
    for key in ("priority", "heading", "success", "evidence", "at_approval"):
        yield from _differs(row, key, getattr(wanted, key))
    yield from _differs(row, "progress_at_approval", wanted.progress)
    for key in ("lead", "partners"):
        got, right = names(row.text(key)), names(getattr(wanted, key))
        # Which of two is accountable may be left open; then it is named.
        is_left = key == "lead" and len(right) > 1 and not got and row.is_open(key)
        if got != right and not is_left:
            yield f"{key} is {sorted(got)}, not {getattr(wanted, key)!r}"
    yield from _unknown_leads(tally, row)
    yield from _dates(tally, row, wanted)


def _reference(row: Row, wanted: str) -> Iterator[str]:
    if row.reference != wanted:
        yield f"reference is {row.reference!r}"


def _unknown_leads(tally: _Tally, row: Row) -> Iterator[str]:
    known = {
        typed(each.value(key))
        for each in tally.draft.rows(layout.LEADS)
        for key in ("initials", "name", "post")
    }
    for each in sorted(names(row.text("lead")) - known):
        yield f"the lead {each!r} is not on the sheet Leads"


def _dates(tally: _Tally, row: Row, wanted: Action) -> Iterator[str]:
    got = deadlines(row, tally.draft)
    if len(got) != len(wanted.deadlines):
        yield f"has {len(got)} deadlines, not {len(wanted.deadlines)}"
    days = {each.day for each in wanted.deadlines}
    repeats = {each.recurs for each in wanted.deadlines}
    for each in got:
        if (each.day and each.day not in days) or (each.recurs and each.recurs not in repeats):
            said = each.day or each.recurs
            tally.wrong_dates.append(f"{wanted.reference} {wanted.name[:30]}: {said}")
    pairs = zip(got, wanted.deadlines, strict=False)
    for at, (one, other) in enumerate(pairs, start=1):
        yield from _date(at, one, other)


def _date(at: int, got: When, wanted: Deadline) -> Iterator[str]:
    if (got.day, got.recurs) != (wanted.day, wanted.recurs):
        yield f"deadline {at} is {got.day or got.recurs or got.said!r}, not {wanted}"
    if plain(got.purpose) != plain(wanted.purpose):
        yield f"deadline {at} is for {got.purpose!r}, not {wanted.purpose!r}"
    is_said = wanted.said and (wanted.day or not got.is_open)
    if is_said and got.said.casefold() != plain(wanted.said).casefold():
        yield f"deadline {at} says {got.said!r}, not {wanted.said!r}"


def _measure(tally: _Tally, row: Row, wanted: Figures) -> Iterator[str]:
    if wanted.reference:
        yield from _reference(row, wanted.reference)
    for key in ("priority", "component"):
        yield from _differs(row, key, getattr(wanted, key))
    yield from _unit(row, wanted.unit)
    polarity = row.text("polarity")
    if polarity != wanted.polarity:
        yield f"polarity is {polarity!r}, not {wanted.polarity!r}"
    if polarity and not wanted.polarity:
        tally.guessed.append(f"{wanted.reference}: {polarity}")
    if not polarity and not row.is_open("polarity"):
        yield "its empty polarity is not left open"
    yield from _figures(tally, row, wanted)
    noted = (*row.texts(), *findings_said(tally.draft), *everything(tally.draft))
    for each in wanted.notes:
        if not has(noted, each):
            yield f"the note {each!r} is lost"


def _unit(row: Row, wanted: str) -> Iterator[str]:
    unit = unit_named(row.text("unit"))
    got = unit.name if unit else ""
    is_left = not wanted and (got == "count" or row.is_open("unit"))
    if got != wanted and not is_left:
        yield f"unit is {got!r}, not {wanted!r}"


def _figures(tally: _Tally, row: Row, wanted: Figures) -> Iterator[str]:
    for key in ("target", "outturn"):
        yield from _figure(tally, wanted, key, row, getattr(wanted, key))
    lists = (
        ("steps", _steps(tally.draft, row), dict(wanted.steps)),
        ("comparators", _compared(tally.draft, row, wanted), _wanted_comparators(wanted)),
        ("earlier years", _earlier(tally.draft, row), dict(wanted.earlier)),
    )
    for kind, got, right in lists:
        yield from _listed(tally, wanted, kind, got, right)


def _figure(tally: _Tally, wanted: Figures, key: str, row: Row, right: str) -> Iterator[str]:
    got = row.text(key)
    if _same(got, right):
        return
    yield f"{key} is {got!r}, not {right!r}"
    if got and not row.is_open(key):
        tally.wrong_figures.append(f"{wanted.reference}: {key} {got}")


def _same(got: str, wanted: str) -> bool:
    return _bare(got) == _bare(wanted)


def _bare(said: str) -> str:
    text = plain(said).removeprefix("1:").casefold()
    return "" if text in ("na", "n/a") else text


def _listed(
    tally: _Tally, wanted: Figures, kind: str, got: dict[str, str], right: dict[str, str]
) -> Iterator[str]:
    """Figures by what they are of: the months of steps, the names of comparators, years."""
    # The last step is the target itself, and need not be said twice.
    is_last_step = kind == "steps" and bool(right)
    optional = {max(right)} if is_last_step and right[max(right)] == wanted.target else set()
    for key, figure in right.items():
        is_asked = key in got or key not in optional
        if is_asked and not _same(got.get(key, ""), figure):
            yield f"{kind}: {key} is {got.get(key)!r}, not {figure!r}"
    for key, figure in got.items():
        if not _same(figure, right.get(key, "")):
            tally.wrong_figures.append(f"{wanted.reference}: {kind} {key} {figure}")


def _steps(draft: PlanDraft, row: Row) -> dict[str, str]:
    rows = of_measure(draft, layout.STEPS, row.reference)
    return {
        key: typed(cell.value)
        for each in rows
        for key, cell in each.cells.items()
        if key[:2] == "20" and typed(cell.value)
    }


def _wanted_comparators(wanted: Figures) -> dict[str, str]:
    return dict(wanted.comparators) or ({"": wanted.similar} if wanted.similar else {})


def _compared(draft: PlanDraft, row: Row, wanted: Figures) -> dict[str, str]:
    """The comparators by their names, one alone by none; one may stand with the measure."""
    rows = of_measure(draft, layout.COMPARATORS, row.reference)
    found = {typed(each.value("name")): typed(each.value("figure")) for each in rows}
    if row.text("similar"):
        named = draft.facts.get("similar_name")
        found[typed(named.value) if named else ""] = row.text("similar")
    found = {key: figure for key, figure in found.items() if _bare(figure)}
    is_alone = len(found) == 1 and not wanted.comparators
    return {"": next(iter(found.values()))} if is_alone else found


def _earlier(draft: PlanDraft, row: Row) -> dict[str, str]:
    rows = of_measure(draft, layout.EARLIER_YEARS, row.reference)
    return {typed(each.value("year")): typed(each.value("figure")) for each in rows}


def _is_named(draft: PlanDraft, said: tuple[str, ...], wanted: Named) -> bool:
    """Whether a finding quotes it, and says of which row or cell it is, if only by its place."""
    quoting = [text for text in said if has((text,), wanted.quotes)]
    if not wanted.at:
        return bool(quoting)
    places = (wanted.at, *_places(draft, wanted.at))
    return any(has(quoting, each) for each in places)


def _places(draft: PlanDraft, at: str) -> Iterator[str]:
    """The cells of the plan workbook that the row of a reference becomes."""
    for sheet in (layout.MEASURES, layout.MILESTONES):
        for number, row in enumerate(draft.rows(sheet)):
            if at in (reference(row), typed(row.value("name"))):
                yield from (str(place_of(sheet, number, key)) for key in row.cells)
