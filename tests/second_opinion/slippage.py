"""How far expected dates moved over the year, counted from the due date that the plan froze."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tests.second_opinion.rules import WITHDRAWN
from tests.second_opinion.verdict import Known, Opinion


@dataclass(frozen=True)
class Slip:
    """A deadline's dates expected since, how often they moved, and by how many days in all."""

    ref: str
    lead: str
    dates: tuple[date, ...]
    days: int

    @property
    def listed(self) -> str:
        return ", ".join(f"{each:%d/%m/%y}" for each in self.dates)


def slips(mine: Opinion, known: Known) -> list[Slip]:
    return list(_slips(mine, known))


def _slips(mine: Opinion, known: Known) -> Iterator[Slip]:
    for key, row in mine.deadlines.items():
        due = row.deadline.due
        if due is None or row.state in WITHDRAWN:
            continue
        dates = [due]
        for month in sorted(known):
            returned = known[month].get(key[0][0])
            expected = (
                returned.deadlines[key].expected if returned and month <= mine.month else None
            )
            if isinstance(expected, date) and expected != dates[-1]:
                dates.append(expected)
        if len(dates) > 1:
            yield Slip(key[0], row.deadline.lead, tuple(dates[1:]), (dates[-1] - due).days)


def by_lead(found: list[Slip]) -> dict[str, tuple[int, int, int, int]]:
    """Lead to how many are late, how often these moved, days late in all, and how many are early.

    What is early makes up for nothing.
    """
    sums: dict[str, tuple[int, int, int, int]] = {}
    for lead in {each.lead for each in found}:
        theirs = [each for each in found if each.lead == lead]
        late = [each for each in theirs if each.days > 0]
        times = sum(len(each.dates) for each in late)
        days = sum(each.days for each in late)
        sums[lead] = len(late), times, days, sum(each.days < 0 for each in theirs)
    return sums


def lead_of(row: Mapping[str, object]) -> str:
    """The initials that stand after a name."""
    return str(row["Director lead"]).rpartition("(")[2].rstrip(")")
