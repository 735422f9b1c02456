"""The page *Start here*: the plan and the month in plain steps, as a Word document of one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cyps_reports import locations
from cyps_reports.plan.dates.months import Month
from cyps_reports.report.blocks import Block, Callout, Heading, Paragraph, Report, Section
from cyps_reports.report.table_blocks import Cell, Table, TableColumn
from cyps_reports.setup.open_file import OPEN_FILE
from cyps_reports.writers.word.report import word_report

START_HERE = "Start here.docx"
"""What it is called."""


@dataclass(frozen=True, slots=True)
class AboutFolder:
    """What the page says of a folder: whose plan, which one, and the month of its next returns.

    `marking` is "" but for an example. `first` is what to type in a new terminal before the
    program's commands are known there; "" where that is nothing.
    """

    council: str
    plan: str
    month: Month
    marking: str = ""
    first: str = ""


def start_here(about: AboutFolder, template: bytes | None) -> bytes:
    """The page, as the bytes of a .docx file, in the look of a Word template where there is one."""
    sections = _example_sections if about.marking else _sections
    report = Report(
        title="Start here",
        month="your month in plain steps",
        council=about.council,
        service=about.plan,
        marking=about.marking,
        facts=(),
        sections=tuple(Section(title, tuple(blocks)) for title, blocks in sections(about)),
    )
    return word_report(report, template)


Titled = Iterator[tuple[str, tuple[Block, ...]]]


def _sections(about: AboutFolder) -> Titled:
    once = (
        Paragraph(_PAGE),
        Paragraph(_ONCE),
        Callout("cyps-reports plan check"),
        _how_to_type(about),
    )
    yield "Once: the plan", once
    yield "Every month", tuple(_steps(about.month))
    yield "Where things lie", (_places(about.month), Paragraph(_KEEP))


def _example_sections(about: AboutFolder) -> Titled:
    yield "What this is", (Paragraph(_EXAMPLE), Paragraph(_PAGE), _how_to_type(about))
    yield "Every month", tuple(_steps(about.month))
    yield "Where things lie", (_places(about.month),)


_PLAN = f"{locations.TEMPLATES_NAME}/{locations.PLAN_NAME}"
_PAGE = (
    f"Double-click “{OPEN_FILE}” in this folder: on the page that opens in your browser, all of"
    " this can be done without a command."
)
_ONCE = (
    f"Open {_PLAN} in Excel and fill it in. Yellow cells are open: their notes, and the sheet To do"
    " where there is one, say what belongs there; so does the note at each column's heading. Save,"
    " close, and see what is still open, until nothing is:"
)
_KEEP = (
    "Keep every month's folder, in returns and in output: what was completed, what has changed and"
    " the trends come from them. When the plan's year is over, cyps-reports new-year writes next"
    " year's plan beside this one."
)
_EXAMPLE = (
    "An example to look at and to try things with: a plan, and three months of returns as managers"
    " might fill them in, with their mistakes. All figures are illustrative and not real"
    " performance. To begin with your own plan, go to another folder and type: cyps-reports start"
)


def _steps(month: Month) -> Iterator[Block]:
    """Each step: its name, what to do, and in grey what to type."""
    returns, results = f"{locations.RETURNS_NAME}/{month}", f"{locations.OUTPUT_NAME}/{month}"
    steps = (
        (
            "Send out the blank returns",
            "One for each priority, for its head of service; they lie in"
            f" {locations.TEMPLATES_NAME}. From the second month on, name the last month too: what"
            " stays true is carried forward.",
            f"cyps-reports templates   or   cyps-reports templates --from {returns}",
        ),
        (
            f"Put what comes back in the folder {returns}",
            "A folder for each month; the files may have any name. See who has returned:",
            "cyps-reports status",
        ),
        (
            "See what is wrong with it",
            "Cell by cell, with what to type instead. Mend it in the returned workbook, or ask its"
            " owner.",
            "cyps-reports check",
        ),
        (
            "Make the report",
            f"The Word report and the Excel summary lie in {results}. Write your words in the Word"
            " report where it says so, save it, close it, and make the report again: they stay.",
            "cyps-reports report",
        ),
        (
            "Send it",
            f"The emails lie as drafts in {results}/emails: to those who take the report, to each"
            " lead about what is late, to each head of service about what is missing.",
            "cyps-reports email",
        ),
    )
    for number, (name, what, typed) in enumerate(steps, start=1):
        yield Heading(f"{number}. {name}")
        yield Paragraph(what)
        yield Callout(typed)


def _how_to_type(about: AboutFolder) -> Paragraph:
    first = f" In a new window, type first: {about.first}" if about.first else ""
    return Paragraph(
        "To type a command, open this folder, click in the line above the files that says where you"
        f" are, type cmd there, and press Enter (on a Mac or Linux: open a terminal here).{first}"
    )


def _places(month: Month) -> Table:
    rows = (
        (locations.TEMPLATES_NAME, "plan.xlsx, your plan; the blank returns, once they are made"),
        (
            f"{locations.TEMPLATES_NAME}/{locations.REPORT_TEMPLATE_NAME}",
            "the report's look: change its styles, header and logo in Word",
        ),
        (
            f"{locations.TEMPLATES_NAME}/{locations.EMAIL_TEXTS_NAME}",
            "the texts of the emails: change them in Notepad",
        ),
        (
            locations.RETURNS_NAME,
            f"what came back, in a folder for each month, named like {month}",
        ),
        (locations.OUTPUT_NAME, "the results, in a folder for each month; it is made for you"),
    )
    return Table(
        "Folders",
        "What lies in which folder.",
        (TableColumn("Folder", 36), TableColumn("What lies there", 64)),
        tuple((Cell(place), Cell(what)) for place, what in rows),
    )
