"""What a folder begins with, and what is still open in its plan, is told as was approved."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from docx import Document

from cyps_reports.findings import Refused
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import MONTHLY
from cyps_reports.setup.new_plan import KNOWN_FIRST, FirstFacts, question_for
from cyps_reports.setup.officers_folder import example_files, first_files
from cyps_reports.setup.open_file import is_as_made, open_file
from cyps_reports.setup.start_here import AboutFolder, start_here
from tests.tools.approved import Approved
from tests.tools.told_of_drafts import refusal_of, shown

TYPED: Mapping[str, tuple[str, ...]] = {
    "council": ("Anywhere  Council", " ", ""),
    "service": ("Children's Services",),
    "title": ("Plan",),
    "starts": ("1 April 2026", "01/04/26", "05/04/26", "April", "", "31/03/2027", "1 May 2026"),
    "ends": ("31 March 2027", "1 April 2026", "2 April 2026", "31 March 2036", "31 December 2037"),
    "reported": ("quarterly", "October; January", "weekly", ""),
}
TODAYS = (date(2026, 3, 31), date(2026, 4, 1), date(2026, 11, 28))
STARTS = (None, date(2026, 4, 1), date(2024, 2, 29), date(2026, 2, 28), date(2025, 3, 1))
PROGRAMS = ("", "/usr/bin/python", "C:\\Program Files\\100% Python\\python.exe", "/it's/python")


def questions() -> Iterator[str]:
    """What is asked first, with what is proposed; and what becomes of what is typed."""
    for name in KNOWN_FIRST:
        for today in TODAYS:
            for starts in STARTS:
                asked = question_for(name, FirstFacts(starts=starts), today)
                yield f"{name} on {today}, from {starts}: {asked.asked} [{asked.proposed}]"
    known = FirstFacts(starts=date(2026, 4, 2))
    for name, texts in TYPED.items():
        for text in texts:
            told = known.told(name, text)
            read = refusal_of(told) if isinstance(told, Refused) else shown(getattr(told, name))
            yield f"{name} {shown(text)} → {read}"
    for starts, ends in (
        (date(2026, 4, 1), date(year, 3, 31)) for year in (2026, 2027, 2030, 2036, 2037)
    ):
        wrong = FirstFacts(starts=starts, ends=ends).wrong_days
        yield f"{starts} to {ends} → {refusal_of(wrong) if wrong else 'a plan'}"
    yield from _settled()


WHOLE = FirstFacts(
    council="A", service="B", title="C", starts=date(2026, 4, 1), ends=date(2027, 3, 31)
)
LESS = {
    "council": replace(WHOLE, council=""),
    "service": replace(WHOLE, service=""),
    "title": replace(WHOLE, title=""),
    "starts": replace(WHOLE, starts=None),
    "ends": replace(WHOLE, ends=None),
    "nothing": replace(WHOLE, reported=MONTHLY),
}


def _settled() -> Iterator[str]:
    settled = WHOLE.settled
    assert settled is not None
    yield f"whole: {settled}, called {settled.year}, wrong {WHOLE.wrong_days}"
    for name, facts in LESS.items():
        settled_or_not = "settled" if facts.settled else "not settled"
        yield f"without {name}: missing {facts.missing}, {settled_or_not}, {facts.wrong_days}"
    other = FirstFacts(council="Z", title="Y", ends=date(2028, 3, 31))
    yield f"{FirstFacts(council='A').over(other)}"
    months = [settled.next_month(today) for today in (*TODAYS, date(2030, 1, 1))]
    yield f"next month: {[str(month) for month in months]}"


def files() -> Iterator[str]:
    """The first files of a folder, and the file to double-click."""
    page = {"Start here.docx": b"b"}
    every = {"new": first_files({"plan.xlsx": b"a"}, page), "example": example_files(page)}
    for kind, folders in every.items():
        for folder, each in folders.items():
            yield f"{kind}: {folder.as_posix()}: {', '.join(each) or 'nothing'}"
    for program in PROGRAMS:
        yield from _opened_by(program, on_windows=True)
        yield from _opened_by(program, on_windows=False)


def _opened_by(program: str, *, on_windows: bool) -> Iterator[str]:
    for name, content in open_file(program, on_windows=on_windows).items():
        yield f"== {name} for {program}"
        yield from content.decode().replace("\r", "␍").split("\n")
        others = {
            "as made": content,
            "with more": content + b"x",
            "at two places": content.replace(b"python", b"other", 1),
            "with its own line ends": content.replace(b"\r\n", b"\n"),
        }
        yield ", ".join(f"{how} {is_as_made(each)}" for how, each in others.items())


ABOUT = (
    AboutFolder("Anywhere Council", "Plan 2026/27", Month(2026, 4)),
    AboutFolder("Anywhere Council", "Plan 2026/27", Month(2026, 12), "Illustrative", "venv"),
)


def pages() -> Iterator[str]:
    """The page Start here, paragraph by paragraph, and its table."""
    for about in ABOUT:
        page = Document(io.BytesIO(start_here(about, None)))
        yield f"== {about}"
        for part in page.element.body.iter():
            if part.tag.endswith("}p"):
                yield "".join(each.text or "" for each in part.iter() if each.tag.endswith("}t"))


def test_what_is_asked_first_is_as_approved(approved: Approved) -> None:
    approved.check("setup first facts", questions())


def test_a_folder_begins_as_approved(approved: Approved) -> None:
    approved.check("setup first files", (*files(), *pages()))
