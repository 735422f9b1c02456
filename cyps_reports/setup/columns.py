"""What each column of a table means beside the others: which has the rows' own texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cyps_reports.setup.source import SourceRow

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
    found = dict(keys)
    for at, key in keys.items():
        found[at] = f"name of {_AS_NAMES.get(key, key)}" if at == name else _beside(key, at, name)
    return found


def _name_column(keys: Mapping[int, str], body: Sequence[SourceRow]) -> int | None:
    """The column with each row's own text; None of a table of leads."""
    first = {key: next((at for at, each in keys.items() if each == key), None) for key in _NAMES}
    action, step = first["action"], first["step"]
    if action is not None and step is not None and _has_several(body, action, step):
        return step
    return next((at for at in first.values() if at is not None), None)


def _has_several(body: Sequence[SourceRow], action: int, step: int) -> bool:
    """Whether an action has more than one step, being merged beside them or said once."""
    before = None
    for row in body:
        if row.across is not None or action >= len(row.cells) or step >= len(row.cells):
            continue
        own, is_same = row.cells[action], row.cells[action] is before
        if before is not None and row.cells[step].text and (is_same or own.is_empty):
            return True
        before = own
    return False


def _beside(key: str, at: int, name: int | None) -> str:
    """What a column holds that stands before or behind the name column."""
    if name is None:
        return key
    is_before = at < name
    meant = {
        "objective": "heading" if is_before else "success",
        "outcome": "priority" if is_before else "success",
        "kpi": "reference" if is_before else "success",
        "action": "heading" if is_before else "",
        "measure": "success",
        "step": "",
        "what": "",
    }
    return meant.get(key, key)
