"""The steps that the Word report's lines tell: from which state to which, and which row."""

import re
from collections.abc import Iterator

_TO = {
    "Now off target": "off target",
    "Now close to target": "close to target",
    "Now on target": "on target",
    "No longer rated": "",
    "Now overdue or missed": "overdue",
    "Now at risk, re-dated or missed once": "at risk",
    "Completed in time": "completed",
    "Completed late": "completed late",
}
"""To which state the steps of a line lead that do not say it themselves."""


def steps_in(line: str) -> Iterator[tuple[str, str, str]]:
    """`Now on target (2). From off target: A4. From not reported: C10.` as its steps.

    Each is what it was, what it is, and the row.
    """
    first, *steps = line.removesuffix(".").split(". From ")
    what = re.sub(r" \(\d+\)$", "", first)
    for step in steps if what in _TO else ():
        states, _, refs = step.partition(": ")
        was, *now = states.replace("close to", "close-to").split(" to ")
        for ref in rows_in(refs.partition(". ")[0]):
            yield was.replace("-to", " to"), "".join(now).replace("-to", " to") or _TO[what], ref


def rows_in(refs: str) -> list[str]:
    """`A14 (its due date was changed from 01/09/12 to 16/10/12); B20` as its rows."""
    return re.sub(r" \([^()]*\)", "", refs).split("; ")
