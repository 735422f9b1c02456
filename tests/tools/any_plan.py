"""A plan in any of the forms in which councils write theirs: the same for the same seed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cyps_reports.plan.dates.months import Month, months_between
from cyps_reports.plan.model.decisions import Redating
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.quantities import Tolerance
from cyps_reports.plan.model.references import reference_of
from cyps_reports.plan.model.vocabulary import Vocabulary
from tests.tools.any_measure import COMPARATORS, PERIODS, Of, any_measures, any_withdrawal

TIMES = (
    ("2017/18", date(2017, 4, 1), date(2018, 3, 31)),
    ("2018", date(2018, 1, 1), date(2018, 12, 31)),
    ("2017/18", date(2017, 9, 1), date(2018, 8, 31)),
    ("2017/18", date(2017, 4, 1), date(2018, 6, 30)),
    ("2017 to 2020", date(2017, 4, 1), date(2020, 3, 31)),
)
"""Plan years: financial, calendar and school ones, fifteen months, three years."""

CODES = ("A", "1", "SP1", "P 1", "1.2", "Safeguarding")
LEADS = (
    Lead("AB", "A Bee", "Director"),
    Lead("", "C Dee", ""),
    Lead("", "", "Youth Justice and Police Team"),
    Lead("EF", "", "Head of Inclusion"),
)
OWN_WORDS = (
    Vocabulary(),
    Vocabulary(priority="Outcome", body="Board"),
    Vocabulary(green="On course", amber="Some concern", red="Black", blue="Done", grey="Unrated"),
)
HEADS = ("", "", "", "H Eye <h.eye@council.gov.uk>", "J Kay")


def any_plan(seed: int) -> Plan:
    """All forms at once: of codes and references, times, units, targets, dates, leads and words."""
    chance = random.Random(seed)
    year, starts, ends = TIMES[seed % len(TIMES)]
    months = months_between(starts, ends)
    leads = () if chance.random() < 0.15 else LEADS
    codes = chance.sample(CODES, chance.choice([2, 3]))
    similar_name = chance.choice(["", *COMPARATORS])
    of = Of(months, starts.year - 1, similar_name)
    rows = [_rows_of(code, at, of, leads, chance) for at, code in enumerate(codes)]
    measures = tuple(each for of_code, _ in rows for each in of_code)
    refs = tuple(dict.fromkeys(each.ref for each in measures))
    milestones = tuple(_settled(each, refs, chance) for _, of_code in rows for each in of_code)
    is_compared = any(each.similar_named for each in measures)
    return Plan(
        council="Anywhere Council",
        service="Children's Services",
        title=f"Plan {seed}",
        year=year,
        starts=starts,
        ends=ends,
        tolerance=Tolerance(Decimal(chance.choice([5, 10])), is_absolute=chance.random() < 0.2),
        reported=chance.choice(PERIODS),
        closing_days=chance.randint(0, 10),
        outturn_heading=chance.choice(["", "Baseline July 2016"]),
        lead_word=chance.choice(["Lead", "Accountable officer"]),
        similar_name=similar_name if is_compared else "",
        vocabulary=chance.choice(OWN_WORDS),
        priorities=tuple(
            Priority(each, f"Aim of {each}", "P Cue", short_title=each[:3]) for each in codes
        ),
        leads=leads,
        measures=measures,
        milestones=milestones,
    )


def _rows_of(
    code: str, at: int, of: Of, leads: Sequence[Lead], chance: random.Random
) -> tuple[list[Measure], list[Milestone]]:
    """The rows of a priority, numbered through or with references of their own."""
    has_own = chance.random() < 0.4
    measures: list[Measure] = []
    milestones: list[Milestone] = []
    for number in range(1, chance.randint(3, 6) + 1):
        named: dict[str, Any] = {"priority": code, "number": None if has_own else number}
        named["reference"] = f"KPI {at}-{number}" if has_own else ""
        named["head"] = chance.choice(HEADS)
        ref = named["reference"] or reference_of(code, number)
        name = f"Measure {number} of aim {at}"
        withdrawal = any_withdrawal([each.called for each in measures], _days(of), chance)
        more = {**named, "name": name, "withdrawal": withdrawal}
        measures += any_measures(more, of, chance)
        assert measures[-1].ref == ref
    for number in range(20, chance.randint(22, 26)):
        named = {"priority": code, "number": None if has_own else number}
        named["reference"] = f"S-{at}.{number}" if has_own else ""
        named["name"] = f"Milestone {number} of aim {at}"
        milestones.append(_milestone(named, milestones, of, leads, chance))
    return measures, milestones


def _days(of: Of) -> list[date]:
    return [of.months[0].last, of.months[len(of.months) // 2].last, of.months[-1].last]


def _milestone(
    named: dict[str, Any],
    before: Sequence[Milestone],
    of: Of,
    leads: Sequence[Lead],
    chance: random.Random,
) -> Milestone:
    named_leads = chance.sample(
        [each.key for each in leads], chance.choice([1, 1, 2]) if leads else 0
    )
    lead, *others = named_leads or [""]
    number = chance.choice([1, 1, 1, 2, 3])
    earlier = [each.ref for each in before]
    days = sorted(chance.sample(_due_days(of), number))
    return Milestone(
        **named,
        heading=chance.choice(["", "Early help", "Workforce"]),
        lead=lead,
        other_leads=tuple(others),
        partners=chance.choice([(), ("NHS",), ("Police", "Schools")]),
        progress_at_approval=chance.choice(["", "Scoped"]),
        depends_on=tuple(chance.sample(earlier, 1)) if earlier and chance.random() < 0.3 else (),
        deadlines=tuple(_deadline(at, day, of, chance) for at, day in enumerate(days, start=1)),
        success=chance.choice(["", "Families say it works"]),
        evidence=chance.choice(["", "Audit report"]),
        head=chance.choice(HEADS),
    )


def _due_days(of: Of) -> list[date]:
    return [month.first + timedelta(9) for month in of.months]


def _deadline(number: int, day: date, of: Of, chance: random.Random) -> Deadline:
    """A day, a month, a quarter, a term, something that recurs or is ongoing, or no date."""
    month = Month(day.year, day.month)
    purpose = chance.choice(["", f"Part {number}"])
    roll = chance.random()
    if roll < 0.3:
        deadline = Deadline(number, day, purpose=purpose)
    elif roll < 0.6:
        due, said = chance.choice([*_said(month, of)])
        deadline = Deadline(number, due, due_said=said, purpose=purpose)
    elif roll < 0.8:
        deadline = Deadline(number, recurrence=chance.choice([*Recurrence][1:]), purpose=purpose)
    elif roll < 0.9:
        done = chance.choice([AtApproval.COMPLETED, AtApproval.COMPLETED_AND_ONGOING])
        deadline = Deadline(number, at_approval=done, purpose=purpose)
    else:
        deadline = Deadline(number, due_said=chance.choice(["", "TBC"]), purpose=purpose)
    if deadline.due and chance.random() < 0.3:
        return replace(deadline, redating=_redating(deadline.due, of, chance))
    return deadline


def _said(month: Month, of: Of) -> Iterator[tuple[date, str]]:
    """How plans say a time that is no day, with the last day of it."""
    yield month.last, month.in_words
    yield month.last, f"by the end of {month.in_words}"
    first = of.months[0]
    if len(of.months) == 12:
        third = of.months[8]
        yield third.last, "by end of Q3"
    if month.number in (9, 10, 11, 12):
        yield date(month.year, 12, 31), f"Autumn term {month.year}"
    if first.number == 1:
        yield date(first.year, 6, 30), f"Q2 {first.year}"


def _redating(due: date, of: Of, chance: random.Random) -> Redating:
    later = Month(due.year + 1, due.month)
    said = chance.choice(["", later.in_words])
    return Redating(later.last, "the Board", chance.choice(_days(of)), said)


def _settled(milestone: Milestone, measures: Sequence[str], chance: random.Random) -> Milestone:
    """The milestone with what it moves, and now and then without one of its deadlines."""
    moves = tuple(chance.sample(list(measures), 2)) if chance.random() < 0.4 else ()
    days = [date(2018, 2, 28)]
    deadlines = tuple(
        replace(each, withdrawal=any_withdrawal(measures, days, chance))
        for each in milestone.deadlines
    )
    return replace(milestone, moves=moves, deadlines=deadlines)
