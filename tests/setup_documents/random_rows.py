"""Actions and measures put together at random, each with what is to be read of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.setup_documents.expected import Action, Deadline, Figures

_DOES = ("Review", "Publish", "Agree", "Launch", "Audit", "Replace", "Extend", "Commission")
_WHAT = (
    "the strategy for short breaks",
    "the offer to foster carers",
    "a protocol between health and schools",
    "the training of designated leads",
    "the way that complaints are answered",
    "the advice line for families",
    "a register of vulnerable pupils",
    "the supervision of newly qualified staff",
)
_MEASURED = (
    "Care leavers in education, work or training",
    "Visits made on time",
    "Young people who offend again",
    "Pupils who reach the expected standard",
    "Reviews held in time",
    "Families who say that they were helped",
)
_LEADS = (
    *("JH", "TK", "AMB"),
    *("Head of Early Help", "Director of Education", "Service Manager, Fostering"),
    *("Priya Nair", "Tom O'Leary"),
)
_SEVERAL = (
    ("JH / TK", "JH; TK"),
    ("JH and TK", "JH; TK"),
    ("JH & AMB", "JH; AMB"),
    ("JH\nTK", "JH; TK"),
    ("Head of Early Help and Director of Education", "Head of Early Help; Director of Education"),
    ("Priya Nair / Tom O'Leary", "Priya Nair; Tom O'Leary"),
)
"""Two who lead, as plans write them; which of them is accountable nobody can tell."""
_PARTNERS = ("Police", "Health visiting", "Primary schools", "Voluntary sector")
_SUCCESS = ("Fewer repeat plans", "All staff trained", "Families say so", "Board satisfied")
_PROGRESS = ("Draft written", "Two of five done", "Out for consultation", "Group has met twice")


@dataclass(frozen=True)
class Year:
    starts: date
    ends: date

    @property
    def this(self) -> str:
        return f"{self.starts.year}/{self.ends.year % 100:02d}"

    @property
    def last(self) -> str:
        return f"{self.starts.year - 1}/{self.starts.year % 100:02d}"


def _when(random: Random, year: Year) -> tuple[str, tuple[Deadline, ...]]:
    """A date, or two, as a plan may write them, and what they say."""
    days = (year.ends - year.starts).days
    day = year.starts + timedelta(random.randrange(days))
    month = (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
    unclear = day.replace(day=13 + day.day % 15)
    forms: tuple[Callable[[], tuple[str, Deadline]], ...] = (
        lambda: (f"{day.day} {day:%B %Y}", Deadline(day.isoformat())),
        lambda: (f"{day.day} {day:%b %Y}", Deadline(day.isoformat())),
        lambda: (f"{day.day}{_ordinal(day.day)} {day:%B %Y}", Deadline(day.isoformat())),
        lambda: (f"{unclear:%d/%m/%Y}", Deadline(unclear.isoformat())),
        lambda: (f"{unclear:%d/%m/%y}", Deadline(unclear.isoformat())),
        lambda: (f"{day:%d.%m.%Y}", Deadline(day.isoformat())),
        lambda: (f"By {day.day} {day:%B %Y}", Deadline(day.isoformat())),
        lambda: (f"{day:%B %Y}", Deadline(month.isoformat(), said=f"{day:%B %Y}")),
        lambda: (
            f"by end of {day:%B %Y}",
            Deadline(month.isoformat(), said=f"by end of {day:%B %Y}"),
        ),
        lambda: ("Monthly", Deadline(recurs="monthly")),
        lambda: ("Quarterly", Deadline(recurs="quarterly")),
        lambda: ("Ongoing", Deadline(recurs="ongoing")),
        lambda: ("TBC", Deadline(said="TBC")),
        lambda: ("", Deadline()),
        lambda: (f"32 {day:%B %Y}", Deadline()),
        lambda: (f"From {day:%B %Y}", Deadline()),
        lambda: ("Fortnightly", Deadline(said="Fortnightly")),
        lambda: ("Every other month", Deadline(said="Every other month")),
    )
    if random.random() < _SHARE_OF_SEVERAL:
        return _several(random, day, year)
    said, deadline = random.choice(forms)()
    return said, (deadline,)


_SHARE_OF_SEVERAL = 0.15


_WITH_PURPOSE: tuple[Callable[[date, str], str], ...] = (
    lambda when, what: f"{when.day} {when:%B %Y} ({what})",
    lambda when, what: f"{when.day} {when:%B %Y} – {what}",
    lambda when, what: f"{what}: {when.day} {when:%b %Y}",
    lambda when, what: f"{what} {when:%d.%m.%y}",
)


def _several(random: Random, day: date, year: Year) -> tuple[str, tuple[Deadline, ...]]:
    """Two dates in a cell, each with what it is for."""
    other = day + timedelta(random.randrange(20, 90))
    pair = random.choice((("draft", "final"), ("first half", "second half"), ("pilot", "all")))
    write = random.choice(_WITH_PURPOSE)
    between = random.choice(("\n", "\n", "; "))
    days = ((day, pair[0]), (other, pair[1]))
    said = between.join(write(when, what) for when, what in days)
    return said, tuple(Deadline(when.isoformat(), purpose=what) for when, what in days)


def _ordinal(day: int) -> str:
    return {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day, "th")


def _some(random: Random, choices: tuple[str, ...], least: float) -> str:
    return random.choice(choices) if random.random() < least else ""


@dataclass(frozen=True)
class Written:
    """An action or a measure as the plan has it: its cells, and what is to be read of them."""

    cells: dict[str, str]
    action: Action | None = None
    figures: Figures | None = None

    def row(self, keys: list[str]) -> tuple[str, ...]:
        """Its cells in the columns of a table."""
        return tuple(self.cells[key] for key in keys)


def an_action(random: Random, code: str, reference: str, year: Year, keys: list[str]) -> Written:
    said, deadlines = _when(random, year)
    lead, leads = random.choice(_lead_choices(random))
    name = f"{random.choice(_DOES)} {random.choice(_WHAT)} in area {reference}"
    cells = {
        "ref": reference,
        "name": name,
        "due": said,
        "lead": lead,
        "success": _some(random, _SUCCESS, 0.8),
        "partners": _some(random, _PARTNERS, 0.7),
        "progress": _some(random, _PROGRESS, 0.5),
        "rag": _some(random, ("R", "A", "G", "B"), 0.8),
        "budget": _some(random, ("£12,000", "Within budgets", "£5k a year"), 0.6),
    }
    if "ref" not in keys:
        cells["name"] = f"{reference}{random.choice((' ', '. ', ': ', ') ', ' – '))}{name}"
    there = {key: text if key in keys else "" for key, text in cells.items()}
    action = Action(
        reference,
        name,
        deadlines,
        code,
        lead=leads,
        partners=there["partners"],
        success=there["success"],
        progress=there["progress"],
    )
    return Written(cells, action=action)


def _lead_choices(random: Random) -> tuple[tuple[str, str], ...]:
    """One lead most times, else two."""
    alone = tuple((each, each) for each in _LEADS)
    return alone if random.random() < 0.85 else _SEVERAL


_UNITS: tuple[tuple[str, Callable[[int], str]], ...] = (
    ("%", lambda figure: f"{figure}%"),
    ("%", lambda figure: f"{figure}.5%"),
    ("days", lambda figure: f"{figure} days"),
    ("£", lambda figure: f"£{figure},000"),
    ("ratio", lambda figure: f"1:{figure}"),
)


def a_measure(random: Random, code: str, reference: str, year: Year, keys: list[str]) -> Written:
    unit, write = random.choice(_UNITS)
    shown = [write(random.randrange(11, 90)) for _ in range(3)]
    bound = random.choice(("", "", "at least ", "no more than "))
    target = f"{bound}{shown[1]}"
    name = f"{random.choice(_MEASURED)} ({reference})"
    figures = Figures(
        reference,
        name,
        unit,
        target if bound else _bare(shown[1]),
        _bare(shown[0]),
        _bare(shown[2]) if "england" in keys else "",
        priority=code,
    )
    cells = {"measure ref": reference, "measure": name}
    cells |= {"outturn": shown[0], "target": target, "england": shown[2]}
    return Written(cells, figures=figures)


def _bare(shown: str) -> str:
    text = shown.removesuffix("%").removesuffix(" days").removeprefix("£").removeprefix("1:")
    return text.replace(",", "")
