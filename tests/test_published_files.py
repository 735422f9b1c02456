"""Half a year of public editions, before somebody who reads every file of them.

What is hidden could be anything: the files are the same, byte for byte. And whoever reads all of
them, seen and unseen, finds nothing, but does find what is planted.
"""

import io
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from cyps_reports.plan.dates import Month
from cyps_reports.plan.small_numbers import SmallNumbers
from tests.attacker.finding import Target, leaks
from tests.attacker.tables import Row
from tests.tools.published_year import (
    MONTHS,
    PublishedYear,
    plain_year,
    published_plan,
    published_year,
    with_other,
)

JUNE, LAST = MONTHS[2], MONTHS[-1]
ALL = "Referrals of any kind"
EXPLOITED, NEGLECT, OTHER = (
    "Referrals for exploitation",
    "Referrals for neglect",
    "Referrals for other reasons",
)
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
    assert leaks(TARGETS, files, TRUTH) == []


# What is planted is found.


def in_package(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with a part changed, the first whose name begins so, or made where none does."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as there, ZipFile(buffer, "w") as made:
        names = there.namelist()
        name = next((each for each in names if each.startswith(part)), part)
        for each in names:
            inside = there.read(each)
            made.writestr(each, change(inside) if each == name else inside)
        if name not in names:
            made.writestr(name, change(b""))
    return buffer.getvalue()


def swapped(old: str, new: str) -> Callable[[bytes], bytes]:
    """Replaces the first of a pattern."""

    def change(content: bytes) -> bytes:
        made, number = re.subn(old.encode(), new.encode(), content, count=1)
        assert number, old
        return made

    return change


def in_word(part: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def plant(edition: dict[str, bytes]) -> None:
        name = next(each for each in edition if each.endswith(".docx"))
        edition[name] = in_package(edition[name], part, swapped(old, new))

    return plant


def in_word_text(text: str) -> Callable[[dict[str, bytes]], None]:
    """A paragraph at the end of the report."""
    said = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    return in_word("word/document.xml", r"<w:sectPr(?![\s\S]*<w:sectPr)", f"{said}<w:sectPr")


def in_excel(change: Callable[[openpyxl.Workbook], None]) -> Callable[[dict[str, bytes]], None]:
    def plant(edition: dict[str, bytes]) -> None:
        name = next(each for each in edition if each.endswith(".xlsx"))
        workbook, buffer = openpyxl.load_workbook(io.BytesIO(edition[name])), io.BytesIO()
        change(workbook)
        workbook.save(buffer)
        edition[name] = buffer.getvalue()

    return plant


def in_row(heading: str, value: int | str) -> Callable[[openpyxl.Workbook], None]:
    """What stands in the row of A2 under a heading of the sheet Measures."""

    def change(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Measures"]
        head = next(row for row in sheet.iter_rows() if row[0].value == "Ref")
        column = next(cell.column for cell in head if cell.value == heading)
        row = next(row for row in sheet.iter_rows() if row[0].value == "A2")
        row[column - 1].value = value

    return change


def on_hidden_sheet(workbook: openpyxl.Workbook) -> None:
    sheet = workbook.create_sheet("Data of charts")
    sheet.sheet_state = "veryHidden"
    sheet.append(["A2", EXPLOITED, 3])


def noted(workbook: openpyxl.Workbook) -> None:
    from openpyxl.comments import Comment

    workbook["Measures"]["A1"].comment = Comment("A2: 3 of them", "somebody")


def in_csv(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def plant(edition: dict[str, bytes]) -> None:
        edition[name] = swapped(old, new)(edition[name])

    return plant


def in_record(ref: str, **said: Any) -> Callable[[dict[str, bytes]], None]:
    def plant(edition: dict[str, bytes]) -> None:
        record = json.loads(edition["as-reported.json"])
        next(row for row in record["measures"] if row["ref"] == ref).update(said)
        edition["as-reported.json"] = json.dumps(record).encode()

    return plant


def embedded_chart(edition: dict[str, bytes]) -> None:
    """A chart of the hidden measure with the workbook that it is drawn from."""
    name = next(each for each in edition if each.endswith(".docx"))
    workbook, buffer = openpyxl.Workbook(), io.BytesIO()
    assert workbook.active is not None
    workbook.active.append(["September 2017", 3])
    workbook.save(buffer)
    chart = f"<chart><title>{EXPLOITED}</title></chart>".encode()
    link = b'<Relationships><Relationship Target="../embeddings/data99.xlsx"/></Relationships>'
    made = in_package(edition[name], "word/charts/chart99.xml", lambda _: chart)
    made = in_package(made, "word/charts/_rels/chart99.xml.rels", lambda _: link)
    edition[name] = in_package(made, "word/embeddings/data99.xlsx", lambda _: buffer.getvalue())


def chart_cache(edition: dict[str, bytes]) -> None:
    """What a chart keeps of its figures."""
    name = next(each for each in edition if each.endswith(".docx"))
    chart = f"<chart><tx><v>{EXPLOITED}</v></tx><val><pt><v>3</v></pt></val></chart>".encode()
    edition[name] = in_package(edition[name], "word/charts/chart98.xml", lambda _: chart)


def as_html(edition: dict[str, bytes]) -> None:
    row = f"<tr><th>A2</th><td>{EXPLOITED}</td><td>3</td></tr>"
    edition["report.html"] = f"<html><body><table>{row}</table></body></html>".encode()


def html_chart(edition: dict[str, bytes]) -> None:
    edition["report.html"] = (
        f'<svg role="img" aria-label="{EXPLOITED}: 3 in September 2017"></svg>'.encode()
    )


SAY_MORE: Mapping[str, Callable[[dict[str, bytes]], None]] = {
    "a sentence": in_word_text("A2 stands at 3."),
    "a gap": in_word_text(f"{EXPLOITED}: 1 more than the target."),
    "a rating": in_word_text("A2 is off target."),
    "a rating's reason": in_word_text("A2: Amber: above its target."),
    "a direction": in_word_text("A2 ▲ Improving since August 2017"),
    "a forecast": in_word_text("A2: likely to miss its target"),
    "a description": in_word(
        "word/document.xml", r'descr="[^"]*"', f'descr="{EXPLOITED}: up to 3"'
    ),
    "a footnote": in_word(
        "word/footnotes.xml",
        r"</w:footnotes>",
        "<w:footnote><w:p><w:r><w:t>A2 was 3</w:t></w:r></w:p></w:footnote></w:footnotes>",
    ),
    "a property": in_word(
        "docProps/core.xml", r"</cp:coreProperties>", "<x>A2: 3</x></cp:coreProperties>"
    ),
    "a page's head": in_word(
        "word/header", r"</w:hdr>", "<w:p><w:r><w:t>A2 3</w:t></w:r></w:p></w:hdr>"
    ),
    "a chart's workbook": embedded_chart,
    "a chart's cache": chart_cache,
    "a cell": in_excel(in_row("Actual", 3)),
    "a cell with a reason": in_excel(in_row("Reason", "3 is above the target")),
    "a formula": in_excel(in_row("Comment", "=1+2")),
    "a hidden sheet": in_excel(on_hidden_sheet),
    "a note on a cell": in_excel(noted),
    "a table of the record": in_record("A2", actual="3"),
    "a reason in the record": in_record("A2", reason="It was 3."),
    "a rating in the record": in_record("A2", state="On target"),
    "a row of a CSV file": in_csv("measures-public.csv", r"A2,,A,([^,]*),", r"A2,,A,\1 3,"),
    "a web page": as_html,
    "a drawing in a web page": html_chart,
}


@pytest.mark.parametrize("planted", SAY_MORE)
def test_what_is_planted_is_found(files: Files, planted: str) -> None:
    last = {str(LAST): dict(files[str(LAST)])}
    SAY_MORE[planted](last[str(LAST)])
    found = leaks(TARGETS, last, TRUTH)
    assert any("A2" in each or EXPLOITED in each for each in found)


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
