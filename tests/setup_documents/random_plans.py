"""Plans put together at random, and laid out at random as councils do; with what is to be read.

What stands in a plan and how it is laid out are drawn apart: headings in many words, columns in any
order, priorities as headings, as rows across the table or as a column, dates in any form.
"""

from dataclasses import dataclass
from datetime import date
from random import Random

from tests.setup_documents.blocks import UP, Block, Document, Heading, Paragraph, Row, Table
from tests.setup_documents.expected import Expected, Named
from tests.setup_documents.random_rows import Written, Year, a_measure, an_action
from tests.setup_documents.sheets import SheetData, Typed

_TITLES = (
    "Safe at home and outside it",
    "Good schools for all",
    "A home for every child in care",
    "Help at the right time",
    "Skilled and steady staff",
)
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
class RandomPlan:
    """A plan in its layout; `sheet` is the same as a tracker, for which days are real dates."""

    document: Document
    sheet: SheetData
    expected: Expected


def random_plan(seed: int) -> RandomPlan:
    """The plan of a seed."""
    random = Random(seed)
    first = random.randrange(2012, 2024)
    year = Year(date(first, 4, 1), date(first + 1, 3, 31))
    codes = random.choice((("A", "B", "C"), ("1", "2", "3"), ("SP1", "SP2", "SP3")))
    titles = tuple(random.sample(_TITLES, k=random.randint(1, 3)))
    priorities = tuple(zip(codes, titles, strict=False))
    is_of_measures = random.random() < 0.5
    keys = _keys(random, is_of_measures=is_of_measures)
    written = {code: _rows(random, code, year, keys, is_of_measures) for code, _ in priorities}
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
    top = tuple(_head(random, key, year) for key in keys)
    rows = {code: [each.row(keys) for each in written[code]] for code, _ in priorities}
    blocks, sheet_rows = _laid_out(random, priorities, rows, top)
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


def _head(random: Random, key: str, year: Year) -> str:
    return random.choice(_CALLED[key]).format(this=year.this, last=year.last)


def _rows(
    random: Random, code: str, year: Year, keys: list[str], is_of_measures: bool
) -> list[Written]:
    between = "." if code[-1].isdigit() else ""
    make = a_measure if is_of_measures else an_action
    numbers = range(1, random.randint(3, 5))
    return [make(random, code, f"{code}{between}{number}", year, keys) for number in numbers]


Priorities = tuple[tuple[str, str], ...]
LaidOut = tuple[list[Block], list[tuple[Typed, ...]]]
"""The blocks of a document, and the rows of a sheet that says the same."""


def _laid_out(
    random: Random, priorities: Priorities, rows: dict[str, list[Row]], top: Row
) -> LaidOut:
    way = random.choice((_under_headings, _under_rows_across, _in_a_column, _in_a_merged_column))
    return way(random, priorities, rows, top)


def _titles(random: Random, priorities: Priorities) -> dict[str, str]:
    word = random.choice(("Priority", "Theme", "Outcome", "Objective"))
    return {code: f"{word} {code}: {title}" for code, title in priorities}


def _under_headings(
    random: Random, priorities: Priorities, rows: dict[str, list[Row]], top: Row
) -> LaidOut:
    blocks, sheet = list[Block](), list[tuple[Typed, ...]]()
    for code, title in _titles(random, priorities).items():
        blocks += [Heading(title, 2), Table((top, *rows[code]))]
        sheet += [(title,), top, *rows[code], ()]
    return blocks, sheet


def _under_rows_across(
    random: Random, priorities: Priorities, rows: dict[str, list[Row]], top: Row
) -> LaidOut:
    titles = _titles(random, priorities)
    body: list[Row] = [row for code in titles for row in ((titles[code],), *rows[code])]
    return _continued(random, top, body), [top, *body]


def _in_a_column(
    random: Random, priorities: Priorities, rows: dict[str, list[Row]], top: Row
) -> LaidOut:
    first, named = _column(random, priorities, top)
    body: list[Row] = [(named[code], *row) for code in named for row in rows[code]]
    return _continued(random, first, body), [first, *body]


def _in_a_merged_column(
    random: Random, priorities: Priorities, rows: dict[str, list[Row]], top: Row
) -> LaidOut:
    first, named = _column(random, priorities, top)
    body: list[Row] = [(named[code], *row) for code in named for row in rows[code]]
    merged = [
        (named[code] if at == 0 else UP, *row)
        for code in named
        for at, row in enumerate(rows[code])
    ]
    return [Table((first, *merged))], [first, *body]


def _column(random: Random, priorities: Priorities, top: Row) -> tuple[Row, dict[str, str]]:
    """The headings with one of priorities before them, and what each priority is called."""
    called = random.choice(_CALLED["priority"])
    sign = random.choice((": ", " – ", ". "))
    return (called, *top), {code: f"{code}{sign}{title}" for code, title in priorities}


def _continued(random: Random, top: Row, body: list[Row]) -> list[Block]:
    """One table, or two with the headings again or without them."""
    at = random.randrange(1, len(body))
    if random.random() < 0.5:
        return [Table((top, *body))]
    is_headed = random.random() < 0.6
    rest = Table((top, *body[at:])) if is_headed else Table(tuple(body[at:]), heads=0)
    return [Table((top, *body[:at])), rest]


def _expected(
    priorities: tuple[tuple[str, str], ...], written: dict[str, list[Written]], year: Year
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


def _named(every: list[Written]) -> list[Named]:
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
