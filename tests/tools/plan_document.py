"""The approved plan as a Word document, in the form in which councils publish such plans."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby

from tests.tools.approved_plan import rows
from tests.tools.word_package import Cell, Row, WordDocument

ROWS_OF_A_PAGE = 6
MEASURE_HEADS: tuple[Row, ...] = (
    (
        Cell("Ref", merged="restart", is_bold=True),
        Cell("Measure", merged="restart", is_bold=True),
        Cell("Similar authorities", merged="restart", is_bold=True),
        Cell("Performance", 2, is_bold=True),
        Cell("Annual results", 2, is_bold=True),
        Cell("Tolerance", merged="restart", is_bold=True),
    ),
    (
        *(Cell("", merged="continue"),) * 3,
        Cell("Outturn 2011/12", is_bold=True),
        Cell("Target 2012/13", is_bold=True),
        Cell("Result due", is_bold=True),
        Cell("Frequency", is_bold=True),
        Cell("", merged="continue"),
    ),
)
MILESTONE_HEADS: tuple[Row, ...] = (
    (
        Cell("Ref", merged="restart", is_bold=True),
        Cell("What will be done", merged="restart", is_bold=True),
        Cell("By when", merged="restart", is_bold=True),
        Cell("By whom", 2, is_bold=True),
        Cell("Progress to date", merged="restart", is_bold=True),
    ),
    (
        *(Cell("", merged="continue"),) * 3,
        Cell("Director lead", is_bold=True),
        Cell("Partners", is_bold=True),
        Cell("", merged="continue"),
    ),
)
_AROUND = {"%": ("", "%"), "£m": ("£", "m"), "days": ("", " days"), "count": ("", "")}
Day = Callable[[date], str]


def in_words(day: date) -> str:
    """`30 June 2012`."""
    return f"{day.day} {day:%B %Y}"


def in_figures(day: date) -> str:
    """`30/06/12`."""
    return f"{day:%d/%m/%y}"


def plan_document(shown: Day = in_words) -> bytes:
    """The document; `shown` is how it writes a day."""
    document = WordDocument()
    document.heading("CYPS Improvement Plan 2012/13", 0)
    document.text("Doncaster Metropolitan Borough Council")
    document.text("1 April 2012 to 31 March 2013")
    document.table([("Version", "Date", "Changes"), ("1.0", "March 2012", "Approved by Cabinet")])
    document.heading("Director leads", 1)
    leads = [(each["initials"], each["name"], each["post"]) for each in rows("leads")]
    document.table([("Initials", "Name", "Post"), *leads])
    for priority in rows("priorities"):
        document.heading(f"Priority {priority['code']}: {priority['title']}", 1)
        measures = list(_measures(document, priority["code"]))
        if measures:
            document.heading("How we will measure success", 2)
            _in_pages(document, MEASURE_HEADS, measures)
        document.heading("What we will do", 2)
        _in_pages(document, MILESTONE_HEADS, list(_milestones(priority["code"], shown)))
    return document.bytes()


def _in_pages(document: WordDocument, heads: tuple[Row, ...], body: list[Row]) -> None:
    for at in range(0, len(body), ROWS_OF_A_PAGE):
        document.table([*heads, *body[at : at + ROWS_OF_A_PAGE]], heads=len(heads))
        document.text("")


def _measures(document: WordDocument, code: str) -> Iterator[Row]:
    own = [row for row in rows("measures") if row["priority"] == code]
    for number, group in groupby(own, key=lambda row: row["number"]):
        parts = list(group)
        first = parts[0]
        yield (
            f"{code}{number}",
            first["measure"],
            _figures(document, parts, "similar_authorities", "similar_note"),
            _figures(document, parts, "outturn_2011_12", "outturn_note"),
            _figures(document, parts, "target_2012_13", "target_note"),
            _month(first["target_due"]),
            first["frequency"],
            first["tolerance"],
        )


def _figures(document: WordDocument, parts: list[dict[str, str]], key: str, note: str) -> str:
    """Figures of a cell, each in a line of its own behind its component; NA once for all."""
    said = [part[key] for part in parts]
    if len(parts) > 1 and set(said) == {"NA"}:
        return "NA"
    lines = []
    for part in parts:
        before, after = _AROUND[part["unit"]]
        is_figure = part[key][:1].isdigit()
        figure = f"{before}{part[key]}{after}" if is_figure else part[key]
        mark = document.note(part[note]) if part[note] else ""
        if figure or mark:
            lines.append(f"{part['component']} {figure}{mark}".strip())
    return "\n".join(lines)


def _month(month: str) -> str:
    return f"{date.fromisoformat(f'{month}-01'):%B %Y}" if month else ""


def _milestones(code: str, shown: Day) -> Iterator[Row]:
    own = [row for row in rows("milestones") if row["priority"] == code]
    for heading, under in groupby(own, key=lambda row: row["heading"]):
        yield (Cell(heading, 6, is_bold=True),)
        for number, group in groupby(under, key=lambda row: row["number"]):
            deadlines = list(group)
            first = deadlines[0]
            yield (
                f"{code}{number}",
                first["milestone"],
                "\n".join(_deadlines(deadlines, shown)),
                first["lead"],
                first["partners"].replace("; ", "\n"),
                first["progress_at_approval"],
            )


def _deadlines(deadlines: list[dict[str, str]], shown: Day) -> Iterator[str]:
    """A line for each thing that dates are for, with all its dates."""
    for purpose, group in groupby(deadlines, key=lambda row: row["deadline_for"]):
        for is_dated, same in groupby(group, key=lambda row: bool(row["due"])):
            said = [_deadline(row, shown) for row in same]
            line = ", ".join(said) if is_dated else said[0]
            yield f"{line} – {purpose}" if purpose else line


def _deadline(row: dict[str, str], shown: Day) -> str:
    if row["due"]:
        return shown(date.fromisoformat(row["due"]))
    return (row["recurrence"] or row["status_at_approval"]).capitalize()
