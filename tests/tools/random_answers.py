"""Answers typed into returns at random, in every form that a cell can be given, right and wrong."""

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Tolerance
from cyps_reports.returns.model import DataStatus, OwnRating, Status
from tests.tools.returned import cells_of
from tests.tools.typed_cells import type_into

NO_FIGURES = [
    "see comments",
    " ",
    "approx",
    "soon",
    "n/a",
    "N/A ",
    "NA",
    "tbc",
    "TBD",
    "-",
    "\u2013",
    "not yet due",
    "#N/A",
]
FIGURE_TEXTS = [
    "1:{0:f}{1}",
    "1: {0:f}",
    "{0}{1}",
    "{0:f}{1}",
    "{0:,f}{1}",
    " {0:f}{1}",
    "{0:.1f}{1} ",
    "{0:+f}{1}",
    "({0:f}{1})",
    "({0:f}){1}",
    "\u00a3{0:f}{1}",
    "\u00a3 {0:f} {1}",
    "\u2212\u00a3{0:.3f}{1}",
    "\u00a3({0:.3f}{1})",
    "\u00a3-{0:.3f}{1}",
    "{0:f}{1}\u00a0",
    "\u200b{0:f}{1}\n",
    "{0:.2f} {0:.1f}{1}",
    "{0:.0f}\n{0:.0f}{1}",
    "1 234{1}",
    "12 34{1}",
    "1,234.5{1}",
    "12,34{1}",
    "0,785{1}",
    "0 785{1}",
    "148 151{1}",
    "148\u00a0151{1}",
    "1,234 567{1}",
    "1 234 567.25{1}",
    "1  234{1}",
    "1,234,567,890{1}",
    "1234567890123{1}",
    "999,999,999,999.4{1}",
    ".5{1}",
    "0.5{1}",
    "5.{1}",
    "1.2.3{1}",
    "{0:f}{1}{1}",
    "166\u00b9{1}",
    "{0:f}{1} approx",
    "1e2{1}",
    "41065{1}",
    "41065.5{1}",
    "0x10{1}",
    "1001{1}",
    "{0:f}P{1}",
]

DATE_TEXTS = [
    "{0:%Y-%m-%d}",
    "{0:%Y-%m-%d} 00:00:00",
    "{0:%Y-%m-%d}T00:00:00",
    "{0:%Y-%m-%d} 12:00:00",
    "{0:%Y-%m-}{0.day}",
    "{0:%Y.%m.%d}",
    "{0:%d.%m.%y}",
    "{0:%d.%m.%Y}",
    "{0.day}.{0.month}.{0:%y}",
    " {0:%d.%m.%y} ",
    "{0:%d.%m.%y}\n",
    "\u200b{0:%d.%m.%y}\u00a0",
    "{0:%d. %m. %y}",
    "{0:%d/%m/%y}",
    "{0:%d/%m/%Y}",
    "{0:%d-%m-%Y}",
    "{0:%m/%d/%Y}",
    "{0:%d/%m-%Y}",
    "{0:%d %m %Y}",
    "{0.day} {0:%B %Y}",
    "{0.day} {0:%b %y}",
    "{0.day}-{0:%b-%Y}",
    "{0.day}/{0:%b/%y}",
    "{0.day}-{0:%b} {0:%Y}",
    "{0.day}.{0:%b.%Y}",
    "{0.day}{0:%b%Y}",
    "{0.day} {0:%b}. {0:%Y}",
    "{0.day} {0:%b}, {0:%Y}",
    "{0.day} {0:%b}., {0:%Y}",
    "{0.day} {0:%b},. {0:%Y}",
    "{0.day} {0:%B %Y} ",
    "{0.day}th {0:%B %Y}",
    "{0.day}ST {0:%b %y}",
    "{0.day}xx {0:%b %y}",
    "{0.day} st {0:%b %y}",
    "{0:%A} {0.day} {0:%B %Y}",
    "{0:%A}, {0.day} {0:%B %Y}",
    "{0:%a} {0.day} {0:%b %Y}",
    "{0:%a}. {0.day} {0:%b %Y}",
    "{0:%a}  {0.day} {0:%b %Y}",
    "{0:%a} {0:%d.%m.%Y}",
    "Weds {0.day} {0:%b %Y}",
    "Thurs, {0.day} {0:%b %Y}",
    "Monday {0.day} {0:%B %Y}",
    "due {0.day} {0:%B %Y}",
    "not {0.day} {0:%B %Y}",
    "{0:%B} {0.day} {0:%Y}",
    "{0:%B %Y}",
    "{0:%b-%y}",
    "{0.day} {0:%B}",
    "{0.day} Septemb 2012",
    "{0.day} Sept 2012",
    "{0.day} Sept. 12",
    "{0.day} sEP 2012",
    "{0.day} SEPTEMBER 2012",
    "{0.day} Juny 2012",
    "{0.day}  {0:%b %Y}",
    "{0.day}\n{0:%b %Y}",
    "{0.day}\u00a0{0:%b}\u00a0{0:%Y}",
    "31.09.12",
    "31 Sep 2012",
    "29 Feb 2012",
    "29.02.2013",
    "00.09.12",
    "0.9.12",
    "1.13.12",
    "13.1.12",
    "031.08.12",
    "31.08.012",
    "31.08.112",
    "31.08.1904",
    "1 Jan 1905",
    "31.12.9999",
    "9/9/12",
    "9-9-2012",
    "13/9/12",
    "9/13/12",
    "2012-09",
    "2012-9-30",
    "2012-13-01",
    "0012-09-30",
    "30.09.12|",
    "30|09|12",
    "3o.09.12",
    "30,09,12",
    "30.09.'12",
    "-",
    "\u2013",
    "--",
    "n/a",
    "?",
    "summer",
    "next week",
    "41182",
]
DATE_VALUES = [
    *(41182, 41182.75, 0, 1, 366, 367, 1827, 1828, 1989, 1990, 2012, 2099.5, 2100),
    *(2958465, 2958466, -5, "#N/A"),
]
DATA_STATUSES = [
    *DataStatus,
    *DataStatus,
    "final ",
    "FINAL.",
    " Not-yet-due",
    "sort of",
    "Final?",
    "-",
    5,
    "#N/A",
]
OWN_RATINGS = [
    *OwnRating,
    "close to target",
    "OFF TARGET.",
    "~On target",
    "amber",
    "so-so",
    "nearly",
    "#N/A",
]
STATUSES = [
    *Status,
    *Status,
    *Status,
    "on track",
    "On\u00a0track!",
    "at\nrisk",
    "Nearly",
    "On track?",
    "#N/A",
]
SAYS_NOTHING = [
    "n/a",
    "N/A.",
    "TBC",
    "-",
    "\u2026",
    "None",
    " none\nneeded",
    "(n / a)",
    "No\u00a0update",
]
"""Placeholders, and behind them what looks like one and is words."""
SAYS_LITTLE = ["As above", "No progress", "No. Action required.", "n/a as yet", "\u2713", 0]
FEW_WORDS = [*SAYS_NOTHING, *SAYS_LITTLE]
PROGRESS = [*["Something was done."] * 12, *FEW_WORDS, "- done", "\u200b", " \n", 5, "#NAME?"]
ACTIONS = [*["Will be done."] * 24, *FEW_WORDS, "\u00a0", "#NAME?"]
COMMENTS = [*["As before."] * 20, *FEW_WORDS, *["#REF!"] * 6]


def some_actual(measure: Measure, tolerance: Tolerance, chance: random.Random) -> object:
    """Mostly figures on and around the boundaries, as a spreadsheet holds them, or as they may
    be typed as text.
    """
    roll = chance.random()
    if roll < 0.12:
        return None
    if roll < 0.2:
        return chance.choice(NO_FIGURES)
    ends = [
        *measure.target_figures,
        *(each for each in (measure.green_limit, measure.amber_limit) if each is not None),
    ]
    figure = chance.choice(ends) if ends else Decimal(chance.randint(0, 190))
    step = Decimal(1).scaleb(-measure.decimals)
    figure += chance.choice([-1, 0, 1]) * tolerance.around(figure) + chance.choice(
        [-1, 0, 0, 1, 2]
    ) * step / chance.choice([1, 2])
    if chance.random() < 0.2:
        figure = Decimal(chance.randint(-100, 15000)) / 100
    if chance.random() < 0.3:
        figure = figure * chance.choice([1, 1, 10, 1000, 1000000])
        own = [f" {each}" for each in measure.unit.endings]
        return chance.choice(FIGURE_TEXTS).format(
            figure, chance.choice(["", "%", " %", "m", "k", " days", *own])
        )
    return float(figure / 100 if measure.unit.is_percentage else figure)


def some_judgement(measure: Measure, chance: random.Random) -> object:
    """Mostly one of the values, however its letters are; now and then another word, or nothing."""
    if chance.random() < 0.3:
        return chance.choice([None, *NO_FIGURES, "Splendid", 5, "\u200b", "two\nlines"])
    words = chance.choice(measure.unit.values or ("A strategy is agreed.", "Nothing yet"))
    return chance.choice(["{}", "{}", "{}", " {}.", "{}\n"]).format(
        chance.choice([words, words.upper()])
    )


def some_day(around: date, chance: random.Random) -> object:
    day = around + timedelta(chance.choice([-400, -90, -40, -1, 0, 1, 15, 40]))
    roll = chance.random()
    if roll < 0.4:
        return chance.choice(DATE_TEXTS).format(day)
    return chance.choice(DATE_VALUES) if roll < 0.45 else datetime(day.year, day.month, day.day)  # noqa: DTZ001


def maybe(value: object, chance: random.Random, likely: float = 0.6) -> object:
    return value if chance.random() < likely else None


def fill(
    path: Path, plan: Plan, as_at: date, chance: random.Random, kept: Iterable[tuple[str, str]] = ()
) -> None:
    """Types into every row of a blank return that is there, but for some cells that are left as
    they are.
    """
    places = cells_of(path)
    answers = {
        **{
            (measure.called, key): value
            for measure in plan.measures
            for key, value in measure_answers(measure, plan, as_at, chance)
        },
        **{
            (row_of(milestone, deadline), key): value
            for milestone, deadline in plan.deadlines()
            for key, value in deadline_answers(deadline, as_at, chance)
        },
    }
    type_into(
        path,
        {
            places[place]: value
            for place, value in answers.items()
            if place in places and place not in kept
        },
    )


def row_of(milestone: Milestone, deadline: Deadline) -> str:
    """The row as `cells_of` names it."""
    return milestone.ref if len(milestone.deadlines) == 1 else f"{milestone.ref} {deadline.number}"


def measure_answers(
    measure: Measure, plan: Plan, as_at: date, chance: random.Random
) -> Iterable[tuple[str, object]]:
    if measure.unit.is_judged:
        yield "actual", some_judgement(measure, chance)
        yield "own_rating", maybe(chance.choice(OWN_RATINGS), chance, 0.7)
    else:
        yield "actual", some_actual(measure, plan.tolerance_of(measure), chance)
    yield "as_at", maybe(some_day(as_at, chance), chance, 0.8)
    yield "data_status", maybe(chance.choice(DATA_STATUSES), chance, 0.8)
    yield "comment", maybe(chance.choice(COMMENTS), chance, 0.4)
    yield "corrective_action", maybe(chance.choice(ACTIONS), chance)


def deadline_answers(
    deadline: Deadline, as_at: date, chance: random.Random
) -> Iterable[tuple[str, object]]:
    due = deadline.due or as_at
    yield "status", maybe(chance.choice(STATUSES), chance)
    yield "completed", maybe(some_day(chance.choice([due, as_at]), chance), chance, 0.25)
    yield "expected", maybe(some_day(chance.choice([due, as_at]), chance), chance, 0.4)
    yield "progress", maybe(chance.choice(PROGRESS), chance)
    yield "corrective_action", maybe(chance.choice(ACTIONS), chance)
