"""A month on the page: who has returned, and every problem with its row."""

import io
import json
import re
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cyps_reports import api, cli
from tests.tools.page import Page, bring, example_office, said_in, words
from tests.tools.returned import SEPTEMBER


@pytest.fixture(scope="module")
def read_page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The example's folder, for tests that only look."""
    return Page(example_office(tmp_path_factory.mktemp("page") / "office")).opened()


def test_a_month_says_who_has_returned_and_what_comes_next(read_page: Page) -> None:
    assert read_page.get("/").location == "/2012-09/"
    text = said_in(read_page.read("/2012-09/"))
    status = api.status(api.MonthRequest(root=read_page.office.root))
    assert "The month closes on" in text
    for each in status.priorities:
        assert f"{each.code} {each.title} {each.head} {each.workbooks[0]} {each.done}" in text
    assert "Next: Look through the problems" in text


def test_only_months_of_the_plan_or_the_folder_have_pages(read_page: Page) -> None:
    for named in ("2031-01", "returns", "2012-9", "....", "2012-13"):
        assert read_page.get(f"/{named}/").status_code == 404


def test_what_is_solved_is_told_until_somebody_has_looked(page: Page) -> None:
    """However often the month is read meanwhile, as where more is set aside."""
    root = page.office.root
    page.read("/2012-09/problems")
    mended = (root / "returns/2012-08/return-B.xlsx").read_bytes()
    files = [(io.BytesIO(mended), "return-B.xlsx"), (io.BytesIO(b"a,b"), "minutes.csv")]
    page.done("/2012-09/returns", {"files": files, "sets_aside": "yes"})
    page.read("/2012-09/")
    page.done("/2012-09/returns/set-aside", {"name": "minutes.csv"})
    solved = "<s>return-B.xlsx, Targets, I5: B7: “approx 84” is not a figure.</s>"
    for _ in range(2):
        assert solved in page.read("/2012-09/problems")
    page.done("/2012-09/returns/set-aside", {"name": "return-A.xlsx"})
    html = page.read("/2012-09/problems")
    assert solved not in html
    assert "<s>: " not in html
    assert "Solved since you last looked" in html


def test_what_comes_first_is_not_called_new(page: Page) -> None:
    folder = page.office.root / "returns" / "2012-09"
    returns = {path.name: path.read_bytes() for path in folder.iterdir()}
    for name in returns:
        (folder / name).unlink()
    page.read("/2012-09/problems")
    bring(page, *returns.items())
    html = page.read("/2012-09/problems")
    assert "approx 84" in html
    assert "New</strong>" not in html
    assert "<s>" not in html


def test_a_corrected_return_is_brought_where_its_problems_are(page: Page) -> None:
    html = page.read("/2012-09/problems")
    (form,) = re.findall(r"<form[^>]*data-drop>.*?</form>", html, re.S)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    mended = (page.office.root / "returns/2012-08/return-B.xlsx").read_bytes()
    html = page.done("/2012-09/returns", {**fields, "files": (io.BytesIO(mended), "return-B.xlsx")})
    assert "return-B.xlsx is the new one now" in html
    assert "<s>return-B.xlsx, Targets, I5: B7: “approx 84” is not a figure.</s>" in html


def test_what_is_solved_and_what_is_new() -> None:
    def found(workbook: str, cell: str, message: str = "Wrong.") -> api.Finding:
        place = api.CellRef(workbook, "Targets", cell)
        return api.Finding(api.Severity.ERROR, "not-a-figure", place, message, "Mend it.")

    before = (found("a.xlsx", "I7"), found("a.xlsx", "I8"))
    now = (found("a (2).xlsx", "I8"), found("a (2).xlsx", "I9"), found("a (2).xlsx", "I8", "Odd."))
    since = api.since(before, now)
    assert since.solved == (found("a.xlsx", "I7"),)
    assert since.new == {found("a (2).xlsx", "I9"), found("a (2).xlsx", "I8", "Odd.")}
    assert api.since(now, now) == api.Since()


def findings_said(capsys: pytest.CaptureFixture[str], folder: Path) -> list[dict[str, str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        cli.main(["check", "--json"])
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)
    return found


def test_whatever_check_says_the_page_says(
    read_page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    found = findings_said(capsys, read_page.office.root)
    text = said_in(read_page.read("/2012-09/problems"))
    assert found
    for each in found:
        where = ", ".join(part for part in (each["sheet"], each["cell"]) if part)
        at = f"{each['severity'].capitalize()} in {where}" if where else each["severity"]
        assert words(at) in text
        assert words(each["message"]) in text
        assert words(each["fix"]) in text


def hostile(folder: Path) -> None:
    """Files that are no returns, under names made to do harm, beside good ones."""
    good = (folder / "return-A.xlsx").read_bytes()
    files = {
        "<img src=x onerror=alert(1)>.xlsx": good[: len(good) // 2],
        "{{ 7*7 }}.xlsx": b"no workbook",
        "&amp; %2e%2e.csv": b"a,b\n1,2\n",
        'it\'s "quoted".xlsx': b"PK\x03\x04 damaged",
        "\u202exslx.gpj": b"\xff\xd8\xff picture",
        "letter.docx": b"PK\x05\x06" + bytes(18),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "folder").mkdir()
    (folder / "folder" / "return-X.xlsx").write_bytes(good)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no such names")
def test_whatever_check_says_of_damaged_files_and_hostile_names_the_page_says(
    page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile(page.office.root / "returns" / "2012-09")
    found = findings_said(capsys, page.office.root)
    for address in ("/2012-09/problems", "/2012-09/returns"):
        html = page.read(address)
        assert "<img" not in html
        assert "49.xlsx" not in html
    text = said_in(page.read("/2012-09/problems"))
    assert {each["workbook"] for each in found if each["workbook"].startswith("<img")}
    for each in found:
        for part in ("workbook", "message", "fix"):
            assert words(each[part]) in text
    for name in api.month_files(page.office.root, SEPTEMBER).returns:
        assert "set aside" in page.done("/2012-09/returns/set-aside", {"name": name})
    assert not api.month_files(page.office.root, SEPTEMBER).returns
    assert len(api.month_files(page.office.root, SEPTEMBER).set_aside) == 5 + 6


def test_a_problem_shows_its_row_with_its_headings_and_its_cell(read_page: Page) -> None:
    html = read_page.read("/2012-09/problems")
    (row,) = re.findall(r"<table>(?:(?!</table>).)*approx 84(?:(?!</table>).)*</table>", html, re.S)
    text = said_in(row)
    assert "Actual" in text
    assert "B7" in text
    (meant,) = re.findall(r'<td class="meant">(.*?)</td>', row, re.S)
    assert said_in(meant) == "approx 84 (this cell)"


@pytest.mark.parametrize("are_hidden", [True, False])
def test_a_problem_shows_no_column_that_nobody_sees(page: Page, *, are_hidden: bool) -> None:
    """LibreOffice saves what a return reads itself with; an .xls does not say that it is hidden."""
    path = page.office.root / "returns" / "2012-09" / "return-B.xlsx"
    book = load_workbook(path)
    sheet = book["Targets"]
    (headings,) = (row for row in sheet.iter_rows(max_row=6) if row[0].value == "Ref")
    (meant,) = (row for row in sheet.iter_rows() if "approx 84" in [cell.value for cell in row])
    inner = [
        cell
        for heading, cell in zip(headings, meant, strict=True)
        if str(heading.value).endswith((": raw", ": read"))
    ]
    assert len(inner) > 5
    for cell in inner:
        cell.value = "|approx 84"
    for dimension in sheet.column_dimensions.values() if not are_hidden else ():
        dimension.hidden = False
    book.save(path)
    html = page.read("/2012-09/problems")
    (row,) = re.findall(r"<table>(?:(?!</table>).)*approx 84(?:(?!</table>).)*</table>", html, re.S)
    text = said_in(row)
    assert "Data as at" in text
    assert "B Measure" in text
    assert "|approx 84" not in text
    assert ": raw" not in text


def test_each_owner_has_a_list(read_page: Page) -> None:
    read = api.read_month(api.MonthRequest(root=read_page.office.root))
    for number, text in enumerate(api.feedback_of(read.checked).values()):
        answer = read_page.get(f"/2012-09/problems/list/{number}")
        assert answer.text == text
        assert answer.mimetype == "text/plain"
    assert read_page.get("/2012-09/problems/list/99").status_code == 404
