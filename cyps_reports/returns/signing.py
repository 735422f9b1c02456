"""Who filled a return in and who signed it off, and whether it was changed since.

That it was changed is known from what was entered, beside what was entered in the copy that an
earlier run of the month saw with the same sign-off; the record keeps a fingerprint of that. When
the file was saved last tells nothing: opening it to send it on saves it too.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from cyps_reports.findings import CellRef, Finding, Refused, shortened, warning
from cyps_reports.phrases import are, listed
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.dates.reading import TYPE_THE_DATE, date_in
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.sign_off import SignOffAsked
from cyps_reports.returns import layout
from cyps_reports.returns.model import DeadlineEntry, Input, MeasureEntry, Returns, SignOff
from cyps_reports.returns.says_nothing import given
from cyps_reports.workbooks.cell_places import place_of
from cyps_reports.workbooks.grid import Book, RawCell

_LONGEST_NAME = 100
_TYPE_A_NAME = "Type the name."


def sign_off_of(book: Book) -> tuple[SignOff, tuple[Finding, ...]]:
    """What a workbook's guide says of who answers for it, and what of that cannot be read."""
    sheets = sorted(book.sheets, key=lambda sheet: sheet.rank(layout.GUIDE))
    cells = {
        key: cell
        for key, label in layout.SIGN_OFF_LABELS.items()
        for cell in (next(filter(None, (sheet.right_of(label) for sheet in sheets)), None),)
        if cell
    }
    texts = {key: _name(cell) for key, (cell, _) in cells.items()}
    day = date_in(cells[layout.SIGNED_ON][0]) if layout.SIGNED_ON in cells else None
    places = {key: place for key, (_, place) in cells.items()}
    read = SignOff(
        filled_in_by=texts.get(layout.FILLED_IN_BY, ""),
        by=texts.get(layout.SIGNED_BY, ""),
        on=day if isinstance(day, date) else None,
        is_day_unread=isinstance(day, Refused),
        places=places,
    )
    odd = (_unread(day, places[layout.SIGNED_ON]),) if isinstance(day, Refused) else ()
    return read, (*odd, *_odd_names(cells), *_of_today(cells, read))


def _name(cell: RawCell) -> str:
    """Who is named in a cell; nobody by an error, a dash or what may repeat an empty cell."""
    name = " ".join(cell.text.split())[:_LONGEST_NAME]
    return "" if cell.refusal("") or _no_name(cell) else given(name)


_SAYS_NOT = re.compile(
    # A person may be called Thi No.
    r"[?]|^(?:no|yes)\b|\b(?:not|awaiting|waiting|pending|outstanding|unsigned|draft|to be)\b",
    re.I,
)


def _no_name(cell: RawCell) -> Refused | None:
    """Why what stands where a name belongs is none: it says that nobody did, or has no letter."""
    name = " ".join(cell.text.split())
    has_letters = isinstance(cell.value, str) and any(map(str.isalpha, name))
    if not given(name) or (has_letters and not _SAYS_NOT.search(name)):
        return None
    problem = f"“{shortened(name)}” is nobody's name."
    return Refused("unreadable-sign-off", problem, f"{_TYPE_A_NAME} If there is none, empty it.")


def _odd_names(cells: Mapping[str, tuple[RawCell, CellRef]]) -> Iterator[Finding]:
    for key, (cell, place) in cells.items():
        refused = cell.refusal(_TYPE_A_NAME) or _no_name(cell)
        if key != layout.SIGNED_ON and refused:
            yield _unread(refused, place)
        if cell.struck:
            problem = f"“{shortened(cell.struck)}” is struck through, so it was not used."
            yield warning("struck-out", place, problem, "Delete it, or type what counts.")


def _of_today(cells: Mapping[str, tuple[RawCell, CellRef]], read: SignOff) -> Iterator[Finding]:
    if read.on and cells[layout.SIGNED_ON][0].is_of_today:
        problem = "The day of the sign-off is that on which the workbook was calculated last."
        place = cells[layout.SIGNED_ON][1]
        yield warning("date-of-today", place, problem, TYPE_THE_DATE)


def _unread(refused: Refused, place: CellRef) -> Finding:
    """It changes no figure, so it is no error."""
    return warning("unreadable-sign-off", place, refused.message, refused.fix)


def content_of(
    book: Book, entries: Iterable[tuple[tuple[str, str | int], MeasureEntry | DeadlineEntry]]
) -> str:
    """A fingerprint of what was typed into the rows of a workbook, by their keys.

    Whatever program stored it, in whatever order the rows stand, and whatever the plan makes of it.
    """
    said = [
        [*map(str, key), column, text]
        for key, entry in sorted(entries, key=lambda each: tuple(map(str, each[0])))
        for column, place in sorted(entry.places.items())
        if column in _TYPED and (text := _text_at(book, place))
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


_TYPED = frozenset(column.key for column in (*layout.TARGET_ENTRIES, *layout.MILESTONE_ENTRIES))


def _text_at(book: Book, place: CellRef) -> str:
    sheet, at = book.sheet(place.sheet), place_of(place.cell)
    return " ".join(sheet.at(*at).text.split()) if sheet and at else ""


def as_signed(returns: Returns, before: Iterable[Input]) -> Returns:
    """The returns with what each held when it was first seen with its sign-off.

    `before` are the inputs that the month's record tells of. Where two workbooks have the same
    sign-off, nothing tells which is which: what they hold now counts.
    """
    earlier = _once_each(before)
    now = _once_each(returns.inputs)
    inputs = tuple(_signed(each, now, earlier) for each in returns.inputs)
    return returns if inputs == returns.inputs else replace(returns, inputs=inputs)


def _signed(each: Input, now: Mapping[object, Input], earlier: Mapping[object, Input]) -> Input:
    if not each.sign_off.is_given:
        return each
    same = earlier.get(_signature(each)) if _signature(each) in now else None
    seen = same.signed_content if same else ""
    return replace(each, signed_content=seen or each.content)


def _signature(each: Input) -> tuple[str, SignOff]:
    return each.priority, each.sign_off


def _once_each(inputs: Iterable[Input]) -> dict[object, Input]:
    """Those that are signed off, by their sign-off, but for any that several share."""
    signed = [each for each in inputs if each.sign_off.is_given]
    times = Counter(map(_signature, signed))
    return {_signature(each): each for each in signed if times[_signature(each)] == 1}


def sign_off_findings(plan: Plan, returns: Returns) -> Iterator[Finding]:
    """What is to be said of the sign-offs of a month's workbooks, each once."""
    told: set[str] = set()
    for each in returns.inputs:
        if each.workbook in told:
            continue
        if each.is_changed_since_signed:
            told.add(each.workbook)
            yield _changed(each)
        elif plan.sign_off is SignOffAsked.YES and (empty := _empty(each.sign_off)):
            told.add(each.workbook)
            yield _missing(each, empty)


def _empty(said: SignOff) -> tuple[str, ...]:
    """The keys of what a sign-off needs and is not there; what cannot be read is told already."""
    given = {layout.SIGNED_BY: said.by, layout.SIGNED_ON: said.on or said.is_day_unread}
    return tuple(key for key, value in given.items() if not value)


def _changed(each: Input) -> Finding:
    said = each.sign_off
    day = f" on {long(said.on)}" if said.on else ""
    return warning(
        "changed-after-sign-off",
        said.places.get(layout.SIGNED_ON, CellRef(each.workbook)),
        f"What is entered in this return was changed since {said.by} signed it off{day}.",
        f"{said.by} should look at it again and type the new day here. If it is as it should be, "
        "nothing else is needed.",
    )


def _missing(each: Input, empty: tuple[str, ...]) -> Finding:
    said = each.sign_off
    labels = listed(f"“{layout.SIGN_OFF_LABELS[key]}”" for key in empty)
    place, verb = said.places.get(empty[0]), are(len(empty))
    if place is None:
        return warning(
            "not-signed-off",
            CellRef(each.workbook, layout.GUIDE),
            f"This return is not signed off, as the plan asks: it has no cell for {labels}.",
            f"Type {labels} one below the other on the sheet {layout.GUIDE}, and the name and the "
            "day beside them; returns made from now on have these cells.",
        )
    return warning(
        "not-signed-off",
        place,
        f"This return is not signed off, as the plan asks: {labels} {verb} empty.",
        "Type who answers for what it says, and the day they said so.",
    )
