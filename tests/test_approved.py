"""What the program makes is what was looked at and approved, to the last border and blank."""

import os

import pytest

from cyps_reports import locations
from cyps_reports.monthly import CheckedMonth
from tests.tools.approve import (
    approved,
    differing,
    sums_of_files,
    sums_of_outputs,
    what_travels,
    written_with,
)


@pytest.fixture(scope="module")
def made(july: CheckedMonth, august: CheckedMonth, september: CheckedMonth) -> dict[str, str]:
    return sums_of_outputs(july, august, september)


def test_nothing_has_changed_that_nobody_has_looked_at(made: dict[str, str]) -> None:
    libraries, before = approved()
    if libraries != written_with() and not os.environ.get("CYPS_REPORTS_NO_SKIP"):
        pytest.skip(f"approved as written with {libraries}, not with {written_with()}")
    assert libraries == written_with(), "made with other libraries: look at all, and approve it"
    told = "Look at them. If they are as they should be: python -m tests.tools.approve"
    assert not differing(made, before), told


def test_what_travels_with_the_program_is_what_it_makes() -> None:
    """The plan workbook, the blank returns and the Word template; see `tests.tools.build`."""
    made = what_travels()
    there = {name: (locations.built_in() / name).read_bytes() for name in made}

    assert not differing(dict(sums_of_files(made)), dict(sums_of_files(there)))


def test_what_differs_is_named() -> None:
    before = {"a.docx, word/document.xml": "1", "a.docx, word/charts/chartN.xml": "2"}
    now = {"a.docx, word/document.xml": "3", "b.html": "4"}

    assert differing(now, before) == [
        "changed: a.docx, word/document.xml",
        "gone: a.docx, word/charts/chartN.xml",
        "new: b.html",
    ]
    assert differing(now, now) == []
