"""A year of public editions, before somebody who reads every file of them.

What is hidden could be anything: the files are the same, byte for byte. And whoever reads all of
them, seen and unseen, finds nothing, but does find what is planted.
"""

import io
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pikepdf
import pytest

from cyps_reports.outputs import month_outputs
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.small_numbers import SmallNumbers
from cyps_reports.writers.pdf.report import PdfMaker
from cyps_reports.writers.report_files import Formats
from tests.attacker.finding import Target, leaks
from tests.attacker.reading import pieces_in
from tests.attacker.tables import Row
from tests.tools.approved import Approved, sum_of_file
from tests.tools.planted import IN_PDF, SAY_MORE, in_record
from tests.tools.published_year import (
    EXPLOITED,
    MARCH,
    MONTHS,
    PublishedYear,
    plain_year,
    published_plan,
    published_year,
    with_other,
)

JUNE, LAST = MONTHS[2], MONTHS[-1]
ALL = "Referrals of any kind"
NEGLECT, OTHER = "Referrals for neglect", "Referrals for other reasons"
ADOPTED, MISSING = "Adoptions so far", "Missing from care"
TARGETS = (
    Target(Row(ALL, parts=(EXPLOITED, NEGLECT, OTHER)), "A1", (Decimal(50),)),
    Target(Row(EXPLOITED), "A2", (Decimal(2),)),
    Target(Row(NEGLECT), "A3", (Decimal(18),)),
    Target(Row(OTHER), "A4", (Decimal(25),)),
    Target(
        Row("Share of referrals for exploitation", 100, above=EXPLOITED, below=ALL),
        "A5",
        (Decimal("4.0"),),
    ),
    Target(Row("Days until a family is found"), "A6", (Decimal("40.0"),)),
    Target(Row(ADOPTED, is_so_far=True), "A7", (Decimal(12),)),
    Target(Row(MISSING), "A8", (Decimal(3),)),
)
TRUTH = {
    (name, str(month)): int(counts[key])
    for month, counts in plain_year().items()
    for name, key in ((EXPLOITED, "exploitation"), (ADOPTED, "adopted"), (MISSING, "missing"))
}
COLUMNS = {"Outturn 2016/17": str(MARCH), "outturn": str(MARCH)}
"""Under which last year's last month is told of."""
Files = dict[str, dict[str, bytes]]

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")


@pytest.fixture(scope="module")
def year() -> PublishedYear:
    return published_year(published_plan(), plain_year())


@pytest.fixture(scope="module")
def files(year: PublishedYear) -> Files:
    return {str(month): made for month, made in year.editions.items()}


def test_the_small_figures_are_hidden_and_no_others(year: PublishedYear) -> None:
    disclosure = year.checked[LAST].disclosure
    assert disclosure
    hidden = {key[0] for (key, month) in disclosure.figures if disclosure.is_hidden(key, LAST)}
    assert hidden == {"A2", "A3", "A5", "A6", "A8"}
    assert disclosure.is_hidden(("A7", ""), MONTHS[0])
    assert not disclosure.is_hidden(("A7", ""), LAST)


def test_the_editions_are_as_approved(files: Files, approved: Approved) -> None:
    made = (
        f"{sum_of_file(name, content)} {month} {name}"
        for month, contents in files.items()
        for name, content in contents.items()
    )
    approved.check("published year", made)


@pytest.mark.share(21)
@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize(
    "other",
    [
        {"exploitation": 1, "neglect": 22},
        {"exploitation": 5, "neglect": 18},
        {"missing": 1},
        {"missing": 5},
        {"days": "77.0", "waiting": 1},
    ],
)
def test_what_is_hidden_changes_nothing_that_is_told(
    year: PublishedYear, month: Month, other: dict[str, int | str]
) -> None:
    """Neither this month's edition nor a later one's."""
    again = published_year(published_plan(), with_other(month, **other), months=())
    for each, checked in year.checked.items():
        assert again.checked[each].assessment == checked.assessment
        assert again.checked[each].changes == checked.changes
        assert again.checked[each].history == checked.history


def test_every_file_is_the_same_whatever_is_hidden(year: PublishedYear) -> None:
    counts = {
        month: {**each, "exploitation": 5, "neglect": 18, "missing": 2, "waiting": 3, "days": "9.9"}
        for month, each in plain_year().items()
    }
    counts[MARCH] = {**plain_year()[MARCH], "missing": 2, "waiting": 3, "days": "9.9"}
    counts[MONTHS[0]] |= {"adopted": 1}
    counts[MONTHS[1]] |= {"adopted": 5}
    again = published_year(published_plan(), counts, months=(JUNE, LAST))
    for month, made in again.editions.items():
        assert made == year.editions[month]


@pytest.mark.parametrize("rule", [SmallNumbers.FIVES, SmallNumbers.TENS])
def test_what_rounds_to_the_same_is_told_as_the_same(rule: SmallNumbers) -> None:
    plan = published_plan(small_numbers=rule)
    one, other = plain_year(), plain_year()
    for month in MONTHS:
        one[month] = {**one[month], "exploitation": 8, "neglect": 19, "other": 40, "missing": 6}
        other[month] = {
            **other[month],
            "exploitation": 11,
            "neglect": 21,
            "other": 41,
            "missing": 7,
        }
    made, again = (published_year(plan, counts, months=()) for counts in (one, other))
    for month, checked in made.checked.items():
        assert again.checked[month].assessment == checked.assessment
        assert again.checked[month].changes == checked.changes


def test_nobody_finds_anything_in_the_files(files: Files) -> None:
    assert len(files) == 12
    assert leaks(TARGETS, files, TRUTH, COLUMNS) == []


@pytest.fixture(scope="module")
def pdf(year: PublishedYear, pdf_maker: PdfMaker) -> bytes:
    """The PDF of the last edition."""
    made = month_outputs(year.checked[LAST], formats=Formats(pdf=pdf_maker)).files
    return next(content for name, content in made.items() if name.endswith(".pdf"))


@pytest.mark.full
def test_nobody_finds_anything_in_a_pdf_either(files: Files, pdf: bytes) -> None:
    with_pdf = {**files, str(LAST): {**files[str(LAST)], "report.pdf": pdf}}
    assert leaks(TARGETS, with_pdf, TRUTH, COLUMNS) == []
    shown = [each.text for each in pieces_in("report.pdf", pdf) if f"A4 | {OTHER}" in each.text]
    assert any("| 45 |" in each for each in shown), "it is read"


# What is planted is found.


@pytest.mark.share(3)
@pytest.mark.parametrize("planted", SAY_MORE)
def test_what_is_planted_is_found(files: Files, planted: str) -> None:
    last = {str(LAST): dict(files[str(LAST)])}
    SAY_MORE[planted](last[str(LAST)])
    found = leaks(TARGETS, last, TRUTH)
    assert any(each in told for told in found for each in ("A2", EXPLOITED, "7 of 9 measures"))


@pytest.mark.full
@pytest.mark.parametrize("plant", IN_PDF)
def test_what_is_planted_in_a_pdf_is_found(
    pdf: bytes, plant: Callable[[pikepdf.Pdf], None]
) -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        plant(opened)
        opened.save(made)
    edition = {str(LAST): {"report.pdf": made.getvalue()}}
    assert any("A2" in each for each in leaks(TARGETS, edition, TRUTH))


def test_a_cell_of_a_pdf_is_reckoned_with(files: Files, pdf: bytes) -> None:
    """The edition of March stands as PDF alone; its record tells what was hidden beside."""
    edition = {"report.pdf": pdf, "more.csv": b"Ref,Actual\nA3,20\n"}
    found = leaks(TARGETS, {str(LAST): edition}, TRUTH)
    assert f"{EXPLOITED} in {LAST} can only be [3]" in found


def test_last_years_figures_are_reckoned_with(files: Files) -> None:
    """The outturn of what was hidden beside, and the sum of last year's last month."""
    editions = {month: dict(made) for month, made in files.items()}
    editions[str(LAST)]["more.csv"] = b"Ref,March 2017,Outturn 2016/17\nA1,58,\nA3,,21\n"
    found = leaks(TARGETS, editions, TRUTH, COLUMNS)
    assert f"{EXPLOITED} in {MARCH} can only be [4]" in found


def test_what_another_edition_tells_is_reckoned_with(files: Files) -> None:
    """The part that was hidden beside a small one stands in the edition of another month."""
    editions = {month: dict(made) for month, made in files.items()}
    in_excel_of_july = next(each for each in editions[str(MONTHS[3])] if each.endswith(".xlsx"))
    workbook = openpyxl.load_workbook(io.BytesIO(editions[str(MONTHS[3])][in_excel_of_july]))
    sheet = workbook.create_sheet("More")
    sheet.append(["Ref", "June 2017"])
    sheet.append(["A3", 20])
    buffer = io.BytesIO()
    workbook.save(buffer)
    editions[str(MONTHS[3])][in_excel_of_july] = buffer.getvalue()
    found = leaks(TARGETS, editions, TRUTH)
    assert f"{EXPLOITED} in {JUNE} can only be [3]" in found


def test_a_share_that_is_left_is_reckoned_with(files: Files) -> None:
    editions = {month: dict(made) for month, made in files.items()}
    in_record("A5", actual="5.1")(editions[str(JUNE)])
    assert f"{EXPLOITED} in {JUNE} can only be [3]" in leaks(TARGETS, editions, TRUTH)
