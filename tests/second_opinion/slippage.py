"""How far expected dates moved over the year, counted from the due date that the plan froze."""

from collections.abc import Iterator
from datetime import date

from tests.second_opinion.verdict import Known, Opinion

Slip = tuple[str, str, int, int]
"""Ref, the dates expected since, how often they moved, by how many days in all."""


def slips(mine: Opinion, known: Known) -> Iterator[Slip]:
    for key, row in mine.deadlines.items():
        due = row.deadline.due
        if due is None:
            continue
        dates = [due]
        for month in sorted(known):
            returned = known[month].get(key[0][0])
            expected = returned.deadlines[key].expected if returned and month <= mine.month else None
            if isinstance(expected, date) and expected != dates[-1]:
                dates.append(expected)
        if len(dates) > 1:
            listed = ", ".join(f"{each:%d/%m/%y}" for each in dates[1:])
            yield key[0], listed, len(dates) - 1, (dates[-1] - due).days
