"""Plans put together at random, and laid out at random as councils do; with what is to be read.

What stands in a plan and how it is laid out are drawn apart: headings in many words, columns in any
order, priorities as headings, as rows across the table or as a column, dates in any form.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.setup_documents.blocks import UP, Block, Document, Heading, Paragraph, Row, Table
from tests.setup_documents.expected import Action, Deadline, Expected, Figures, Named
from tests.setup_documents.sheets import SheetData, Typed

_TITLES = (
    "Safe at home and outside it",
    "Good schools for all",
    "A home for every child in care",
    "Help at the right time",
    "Skilled and steady staff",
)
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

_CALLED = {
    "ref": ("Ref", "Ref.", "No.", "Ref no", "ID", "Action ref"),
    "name": (
        *("Action", "Actions", "Key actions", "What will we do?", "Activity", "Milestone"),
        *("Task", "Actions required", "What we will do", "Improvement action"),
    ),
    "due": (
        *("By when", "Deadline", "Due date", "Timescale", "When", "Target date", "By when?"),
        *("Completion date", "Due", "Timeframe"),
    ),
    "lead": (
        *("Lead", "Lead officer", "Owner", "Who", "Responsible officer", "Accountable lead"),
        *("Action owner", "Responsibility", "By whom", "Lead person"),
    ),
    "success": (
        *("Success measure", "Success criteria", "How will we know?", "Impact"),
        *("Expected outcome", "What will success look like?", "Measure of success"),
    ),
    "partners": ("Partners", "Working with", "Key partners", "Supported by", "Partner agencies"),
    "progress": ("Progress", "Update", "Progress to date", "Comments", "Latest update"),
    "budget": ("Budget", "Cost", "Resources", "Funding"),
    "rag": ("RAG", "Status", "RAG rating", "BRAG"),
    "priority": ("Priority", "Theme", "Priority area", "Strategic priority"),
    "measure": (
        *("Measure", "Indicator", "Performance indicator", "Key performance indicator"),
        *("Performance measure", "PI", "What we will measure"),
    ),
    "measure ref": ("Ref", "No.", "Ref no", "KPI ref"),
    "outturn": ("Baseline", "Outturn", "Baseline {last}", "{last} outturn", "Outturn {last}"),
    "target": ("Target", "Target {this}", "{this} target", "Annual target"),
    "england": ("England", "National average", "England average", "National"),
}
"""What a column may be called."""


@dataclass(frozen=True)
class _Year:
    starts: date
    ends: date

    @property
    def this(self) -> str:
        return f"{self.starts.year}/{self.ends.year % 100:02d}"

    @property
    def last(self) -> str:
        return f"{self.starts.year - 1}/{self.starts.year % 100:02d}"


def _when(random: Random, year: _Year) -> tuple[str, tuple[Deadline, ...]]:
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


def _several(random: Random, day: date, year: _Year) -> tuple[str, tuple[Deadline, ...]]:
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
class _Written:
    """An action or a measure as the plan has it: its cells, and what is to be read of them."""

    cells: dict[str, str]
    action: Action | None = None
    figures: Figures | None = None


@dataclass(frozen=True)
class RandomPlan:
    """A plan in its layout; `sheet` is the same as a tracker, for which days are real dates."""

    document: Document
    sheet: SheetData
    expected: Expected


def random_plan(seed: int) -> RandomPlan:
    """The plan of a seed."""
    random = Random(seed)
    first = random.randrange(2012, 2024)
    year = _Year(date(first, 4, 1), date(first + 1, 3, 31))
    codes = random.choice((("A", "B", "C"), ("1", "2", "3"), ("SP1", "SP2", "SP3")))
    titles = tuple(random.sample(_TITLES, k=random.randint(1, 3)))
    priorities = tuple(zip(codes, titles, strict=False))
    is_of_measures = random.random() < 0.5
    keys = _keys(random, is_of_measures=is_of_measures)
    written = {code: _rows(random, code, year, keys, is_of_measures) for code, _ in priorities}
    heads = {key: _head(random, key, year, is_of_measures) for key in keys}
    period = random.choice(
        (
            f"1 April {first} to 31 March {first + 1}",
            f"The plan runs from April {first} to March {first + 1}.",
        )
    )
    told: list[Block] = [
        Paragraph("Anywhere Council"),
        Paragraph(period),
    ]
    told += _front(random)
    blocks, sheet_rows = _laid_out(random, priorities, written, keys, heads)
    document = Document((Heading(f"Improvement plan {year.this}"), *told, *blocks))
    sheet = SheetData("Plan", ((f"Improvement plan {year.this}",), (period,), *sheet_rows))
    return RandomPlan(document, sheet, _expected(priorities, written, year))


_VERSIONS = Table(
    (
        ("Version", "Date", "Author", "Changes"),
        ("0.1", "3 March 2012", "P Nair", "First draft"),
        ("1.0", "1 April 2012", "P Nair", "Approved by Cabinet"),
    )
)
_KEY = Table((("Red", "Off track"), ("Amber", "At risk"), ("Green", "On track")), heads=0)
_WORDS = Table((("Term", "Meaning"), ("EHCP", "Education, health and care plan")))


def _front(random: Random) -> list[Block]:
    """What stands before a plan and is none of it: versions, the key of colours, a glossary."""
    found = [each for each in (_VERSIONS, _KEY, _WORDS) if random.random() < 0.25]
    return [block for each in found for block in (each, Paragraph(""))]


def _keys(random: Random, *, is_of_measures: bool) -> list[str]:
    """The columns in their order: the reference first where there is one."""
    if is_of_measures:
        others = ["outturn", "target", *(["england"] if random.random() < 0.5 else [])]
        random.shuffle(others)
        return ["measure ref", "measure", *others]
    choice = ("success", "partners", "progress", "rag", "budget")
    others = [each for each in choice if random.random() < 0.5]
    others += ["due", "lead"]
    random.shuffle(others)
    return [*(["ref"] if random.random() < 0.6 else []), "name", *others]


def _head(random: Random, key: str, year: _Year, is_of_measures: bool) -> str:
    return random.choice(_CALLED[key]).format(this=year.this, last=year.last)


def _rows(
    random: Random, code: str, year: _Year, keys: list[str], is_of_measures: bool
) -> list[_Written]:
    between = "." if code[-1].isdigit() else ""
    make = _a_measure if is_of_measures else _an_action
    numbers = range(1, random.randint(3, 5))
    return [make(random, code, f"{code}{between}{number}", year, keys) for number in numbers]


def _an_action(random: Random, code: str, reference: str, year: _Year, keys: list[str]) -> _Written:
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
    return _Written(cells, action=action)


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


def _a_measure(random: Random, code: str, reference: str, year: _Year, keys: list[str]) -> _Written:
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
    return _Written(cells, figures=figures)


def _bare(shown: str) -> str:
    text = shown.removesuffix("%").removesuffix(" days").removeprefix("£").removeprefix("1:")
    return text.replace(",", "")


def _laid_out(
    random: Random,
    priorities: tuple[tuple[str, str], ...],
    written: dict[str, list[_Written]],
    keys: list[str],
    heads: dict[str, str],
) -> tuple[list[Block], list[tuple[Typed, ...]]]:
    """The blocks of a document, and the rows of a sheet that says the same."""
    way = random.choice(("headings", "across", "column", "merged"))
    word = random.choice(("Priority", "Theme", "Outcome", "Objective"))
    titles = {code: f"{word} {code}: {title}" for code, title in priorities}
    top = tuple(heads[key] for key in keys)
    rows = {
        code: [tuple(each.cells[key] for key in keys) for each in written[code]] for code in titles
    }
    if way == "headings":
        blocks: list[Block] = [
            block
            for code, title in titles.items()
            for block in (Heading(title, 2), Table((top, *rows[code])))
        ]
        sheet = [row for code, title in titles.items() for row in ((title,), top, *rows[code], ())]
        return blocks, sheet
    if way == "across":
        body: list[Row] = [row for code in titles for row in ((titles[code],), *rows[code])]
        return _continued(random, top, body), [top, *body]
    called = random.choice(_CALLED["priority"])
    sign = random.choice((": ", " – ", ". "))
    named = {code: f"{code}{sign}{title}" for code, title in priorities}
    first = (called, *top)
    full = [(named[code], *row) for code in titles for row in rows[code]]
    if way == "merged":
        body = [
            (named[code] if at == 0 else UP, *row)
            for code in titles
            for at, row in enumerate(rows[code])
        ]
        return [Table((first, *body))], [first, *full]
    return _continued(random, first, full), [first, *full]


def _cells(written: _Written, keys: list[str]) -> Row:
    return tuple(written.cells[key] for key in keys)


def _continued(random: Random, top: Row, body: list[Row]) -> list[Block]:
    """One table, or two with the headings again or without them."""
    at = random.randrange(1, len(body))
    if random.random() < 0.5:
        return [Table((top, *body))]
    is_headed = random.random() < 0.6
    rest = Table((top, *body[at:])) if is_headed else Table(tuple(body[at:]), heads=0)
    return [Table((top, *body[:at])), rest]


def _expected(
    priorities: tuple[tuple[str, str], ...], written: dict[str, list[_Written]], year: _Year
) -> Expected:
    every = [each for rows in written.values() for each in rows]
    return Expected(
        priorities,
        tuple(each.action for each in every if each.action),
        tuple(each.figures for each in every if each.figures),
        tuple(_named(every)),
        starts=year.starts.isoformat(),
        ends=year.ends.isoformat(),
    )


def _named(every: list[_Written]) -> list[Named]:
    """What cannot be read as a date must be told, and that a measure's polarity is open."""
    named = []
    for each in every:
        said = each.cells.get("due", "")
        if each.action and said[:2] in ("32", "Fr", "Fo", "Ev"):
            named.append(Named(said, each.action.reference))
        if each.action and "; " in each.action.lead:
            named.append(Named(each.cells["lead"], each.action.reference))
        if each.figures:
            named.append(Named("polarity", each.figures.reference))
    return named
