"""What each column of a table means beside the others: which has the rows' own texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cyps_reports.setup.sources.source import SourceRow

_NAMES = ("action", "step", "measure", "what", "objective", "kpi")
"""What a row's own text may stand under, the best first."""
NAMES = ("name of action", "name of measure", "name of what", "name of objective")
"""The keys of the column that has each row's own text."""
_AS_NAMES = {"kpi": "measure", "step": "action"}


def settled(keys: Mapping[int, str], body: Sequence[SourceRow]) -> dict[int, str]:
    """The key of each column, where one has the name; `keys` are what the headings alone say.

    `body` are the rows under them: where an action has several steps, each in a row, these are
    what is done by a day, and the action is what they stand under.
    """
    name = _name_column(keys, body)
    if name is None and _is_of_figures(keys, body):
        return {**keys, min(keys): "name of measure"}
    found = dict(keys)
    for at, key in keys.items():
        found[at] = f"name of {_AS_NAMES.get(key, key)}" if at == name else _beside(key, at, name)
    return found


def has_references(body: Sequence[SourceRow]) -> bool:
    """Whether the first cells of the rows are references, each its own, although unnamed."""
    cells = dict.fromkeys(row.cells[0] for row in body if row.across is None and row.cells)
    said = [" ".join(cell.text.split()) for cell in cells if not cell.is_empty]
    are_short = all(_REFERENCE.fullmatch(each) for each in said)
    return bool(said) and are_short and len(set(said)) == len(said)


_REFERENCE = re.compile(r"\(?[A-Z]{0,4}[ -]?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?[.):]?")


def _name_column(keys: Mapping[int, str], body: Sequence[SourceRow]) -> int | None:
    """The column with each row's own text; None of a table of leads."""
    first = {key: _first_of(keys, key) for key in _NAMES}
    action, step = first["action"], first["step"]
    if action is not None and step is not None and _has_several(body, action, step):
        return step
    return next((at for at in first.values() if at is not None), None)


_FIGURES = {"target", "outturn", "similar", "comparator", "polarity", "unit"}
_FEWEST_FIGURES, _FEWEST_WORDS = 2, 2


def _is_of_figures(keys: Mapping[int, str], body: Sequence[SourceRow]) -> bool:
    """Whether the first column has no heading that says so, and yet the names of measures."""
    first = min(keys, default=0)
    has_figures = sum(key in _FIGURES for key in keys.values()) >= _FEWEST_FIGURES
    rows = [row for row in body if row.across is None and len(row.filled) > 1]
    names = [row.cells[first].text for row in rows]
    are_names = [len(name.split()) >= _FEWEST_WORDS and not name[0].isdigit() for name in names]
    is_named = bool(names) and sum(are_names) * 2 > len(names)
    return has_figures and keys.get(first) == "" and is_named


def _first_of(keys: Mapping[int, str], wanted: str) -> int | None:
    return next((at for at, key in keys.items() if key == wanted), None)


def _has_several(body: Sequence[SourceRow], action: int, step: int) -> bool:
    """Whether an action has more than one step, being merged beside them or said once."""
    before = None
    for row in body:
        if row.across is not None:
            continue
        own, is_same = row.cells[action], row.cells[action] == before
        if before is not None and row.cells[step].text and (is_same or own.is_empty):
            return True
        before = own
    return False


def _beside(key: str, at: int, name: int | None) -> str:
    """What a column holds that stands before or behind the name column."""
    if name is None:
        return key
    before, behind = _MEANT.get(key, (key, key))
    return before if at < name else behind


_MEANT = {
    "objective": ("heading", "success"),
    "outcome": ("priority", "success"),
    "kpi": ("reference", "success"),
    "action": ("heading", ""),
    "what": ("heading", ""),
    "measure": ("success", "success"),
    "step": ("", ""),
}
"""What a column holds that stands before the name column, and what one behind it."""
