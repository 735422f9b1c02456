"""What the program makes is what was looked at and approved, to the last border and blank.

Here of the illustrative example; the tests of other plans and years hold theirs.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cyps_reports import locations
from cyps_reports.monthly import CheckedMonth, public_edition
from cyps_reports.outputs import month_outputs
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.record.file import content_sum
from cyps_reports.report.readers import Audience, Readers
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.writers.report_files import Formats
from cyps_reports.writers.word.house_style import word_template
from tests.tools.approved import Approved, differing, sum_of, sums_of_parts
from tests.tools.approved_plan import approved_plan
from tests.tools.desk import drafts_of

_EVERY = Formats(csv=True, html=True, fragment=True)


def all_that_is_made(
    first: CheckedMonth, second: CheckedMonth, month: CheckedMonth
) -> Iterator[str]:
    """The check sums of all that is made of the example, by file and part.

    Its first month, one of which a return is missing, and one for all readers and both editions.
    """
    lead = month.assessment.plan.leads[0].key
    every = {
        "first month": month_outputs(first),
        "return missing": month_outputs(second),
        "Cabinet": month_outputs(month, formats=_EVERY),
        "leadership": month_outputs(month, Readers(Audience.LEADERSHIP)),
        "summary": month_outputs(month, Readers(Audience.SUMMARY)),
        "one lead": month_outputs(month, Readers(lead=lead), formats=_EVERY),
        "public": month_outputs(public_edition(month), formats=_EVERY),
    }
    for readers, outputs in every.items():
        yield from (f"{line} ({readers})" for line in sums_of_parts(outputs.files))
        yield f"{content_sum(outputs.record)[:12]} the record ({readers})"
    for draft in drafts_of(month):
        yield f"{sum_of(repr(draft).encode())} email {draft.name}"


def test_nothing_of_the_example_has_changed_that_nobody_has_looked_at(
    approved: Approved, july: CheckedMonth, august: CheckedMonth, september: CheckedMonth
) -> None:
    approved.check("example", all_that_is_made(july, august, september))


def test_what_travels_with_the_program_is_what_it_makes() -> None:
    """The plan workbook, the blank returns and the Word template; see `tests.tools.build`."""
    plan = approved_plan()
    blank = {
        f"return-{each.code}.xlsx": return_workbook(plan, each, Month(2012, 4))
        for each in plan.priorities
    }
    made = {"plan.xlsx": plan_workbook(plan), "report_template.docx": word_template(), **blank}
    there = {name: (locations.built_in() / name).read_bytes() for name in made}

    assert not differing(list(sums_of_parts(there)), list(sums_of_parts(made)))


def test_what_differs_is_told_line_by_line(tmp_path: Path) -> None:
    Approved(is_written=True, folder=tmp_path).check("a month", ["1 a.docx", "2 b.html"])

    Approved(folder=tmp_path).check("a month", ["1 a.docx", "2 b.html"])
    with pytest.raises(AssertionError, match=r"a month: [^\n]*\n-2 b\.html\n\+3 c\.html"):
        Approved(folder=tmp_path).check("a month", ["1 a.docx", "3 c.html"])
    with pytest.raises(AssertionError, match=r"\+1 a\.docx"):
        Approved(folder=tmp_path).check("never approved", ["1 a.docx"])
