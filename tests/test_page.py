"""The page: each part of it says what the acts say, and does what they do."""

import io
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from html import unescape
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from cyps_reports import api, cli, locations
from cyps_reports.acts.taking_in import refusal
from cyps_reports.files.locking import locked
from cyps_reports.page.folder import Mail
from cyps_reports.returns import kept_readings
from cyps_reports.workbooks.opening import Opened, open_books
from cyps_reports.writers.word.as_sent import as_sent
from tests.tools.mail_server import PASSWORD, USER, Post, mail_server
from tests.tools.page import Page, example_office

SEPTEMBER = api.Month(2012, 9)


@pytest.fixture(scope="module")
def read_page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The example's folder, for tests that only look."""
    return Page(example_office(tmp_path_factory.mktemp("page") / "office")).opened()


@pytest.fixture
def page(few_rows: Path, tmp_path: Path) -> Page:
    return Page(example_office(tmp_path / "office", few_rows)).opened()


def said_in(html: str) -> str:
    """What a person reads, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def words(text: str) -> str:
    return " ".join(text.split())


# Months


def test_a_folder_with_a_plan_offers_to_begin_a_month(tmp_path: Path) -> None:
    (tmp_path / "input_templates").mkdir()
    shutil.copy(locations.example_returns() / "plan.xlsx", tmp_path / "input_templates")
    page = Page(tmp_path).opened()
    assert page.get("/").location == "/months"
    text = page.done("/months", {"month": "2012-10"})
    assert "October 2012 has begun" in text
    assert (tmp_path / "returns" / "2012-10").is_dir()
    assert said_in(text).count("Not returned") == 5
    assert "Next: Send out the returns for October 2012" in said_in(text)


@pytest.mark.parametrize(
    ("name", "bytes_of_it", "why"),
    [
        ("return-A.xlsx", 50 * 1024 * 1024, ""),
        ("return-A.xlsx", 50 * 1024 * 1024 + 1, "It is larger than 50 MB, as no return is."),
        ("return-A.xlsx", 0, "There is nothing in it."),
        ("C:\\Returns\\~$return-A.xlsx", 1, "A program left it beside another file;"),
        (".return-A.xlsx", 1, "A program left it beside another file;"),
    ],
)
def test_why_a_file_is_not_taken_in(name: str, bytes_of_it: int, why: str) -> None:
    said = refusal(api.Arrived(name, bytes(bytes_of_it)))
    assert said.startswith(why)
    assert bool(said) is bool(why)


def test_the_year_counts_every_colour_of_a_months_record(tmp_path: Path) -> None:
    for name, content in (
        ("input_templates/plan.xlsx", (locations.example_returns() / "plan.xlsx").read_bytes()),
        ("output/2012-09/as-reported.json", json.dumps(RECORD_OF_COLOURS).encode()),
    ):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(content)
    text = said_in(Page(tmp_path).opened().read("/months"))
    measures, deadlines = "■ 3 red ◊ 1 amber ● 2 green", "√ 2 blue ○ 1 grey"
    assert f"September 2012 Not begun {measures} {deadlines} 30 September 2012" in text


RECORD_OF_COLOURS = {
    "as_at": "2012-09-30",
    "measures": [{"rag": each} for each in ("red", "green", "red", "amber", "green", "red")],
    "deadlines": [{"rag": each} for each in ("blue", "grey", "blue")],
}


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


@pytest.mark.full
def test_a_month_is_judged_on_another_day_that_is_chosen(page: Page) -> None:
    text = said_in(page.done("/2012-09/day", {"as_at": "28.9.12"}))
    assert "As at 28 September 2012" in text
    assert "is not a date" in said_in(page.done("/2012-09/day", {"as_at": "soon"}))
    assert "As at 30 September 2012" in said_in(page.done("/2012-09/day", {"as_at": ""}))


# Returns


def bring(page: Page, *files: tuple[str, bytes]) -> str:
    sent = [(io.BytesIO(content), name) for name, content in files]
    return page.done("/2012-09/returns", {"files": sent})


def test_what_is_brought_is_never_put_over_another(page: Page) -> None:
    folder = page.office.root / "returns" / "2012-09"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    august = page.office.root / "returns" / "2012-08" / "return-A.xlsx"
    text = said_in(
        bring(
            page,
            ("return-A.xlsx", before["return-A.xlsx"]),
            ("RETURN-B.xlsx", august.read_bytes()),
            ("new.xlsx", b"no workbook"),
            ("empty.xlsx", b""),
            ("Thumbs.db", b"picture"),
        )
    )
    assert "Had come already with the same content: return-A.xlsx." in text
    assert "the new one is called RETURN-B (2).xlsx" in text
    assert "Now in the month's folder: new.xlsx." in text
    assert re.search(r"Some files were not taken in\b", text)
    assert "Not taken in: empty.xlsx. There is nothing in it." in text
    assert "Not taken in: Thumbs.db." in text
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert before.items() <= after.items()
    assert set(after) - set(before) == {"RETURN-B (2).xlsx", "new.xlsx"}
    left_out = api.read_month(api.MonthRequest(root=page.office.root)).checked.left_out
    for each in left_out:
        assert words(each.message) in text


def test_a_corrected_return_takes_the_place_of_the_one_that_is_set_aside(page: Page) -> None:
    root = page.office.root
    folder, aside = root / "returns/2012-09", root / "set-aside/2012-09"
    page.read("/2012-09/problems")
    before = (folder / "return-B.xlsx").read_bytes()
    mended = (root / "returns/2012-08/return-B.xlsx").read_bytes()
    sent = {"files": [(io.BytesIO(mended), "return-B.xlsx")], "sets_aside": "yes"}
    text = said_in(page.done("/2012-09/returns", sent))
    assert "return-B.xlsx is the new one now. The one of before is set aside" in text
    assert (folder / "return-B.xlsx").read_bytes() == mended
    assert (aside / "return-B.xlsx").read_bytes() == before
    assert len(list(folder.iterdir())) == 5
    html = page.read("/2012-09/problems")
    assert "<s>return-B.xlsx, Targets, I5: B7: “approx 84” is not a figure.</s>" in html
    assert '<strong class="new">New</strong>' in html


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


def test_two_of_one_name_that_come_together_are_both_kept(page: Page) -> None:
    root = page.office.root
    (root / "returns/2012-09/folder.xlsx").mkdir()
    names = ("new.xlsx", "NEW.xlsx", "return-A.xlsx", "folder.xlsx")
    files = tuple(api.Arrived(name, name.encode()) for name in names)
    taken = api.take_in(root, SEPTEMBER, files, sets_aside=True)
    assert taken.new == ("new.xlsx",)
    assert taken.beside == (("NEW.xlsx", "NEW (2).xlsx"), ("folder.xlsx", "folder (2).xlsx"))
    assert taken.replaced == (("return-A.xlsx", "return-A.xlsx"),)
    assert api.take_in(root, SEPTEMBER, files).there_already == (
        *("new.xlsx", "NEW (2).xlsx", "return-A.xlsx", "folder (2).xlsx"),
    )


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


def test_two_do_not_write_at_once(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cyps_reports.files.locking._PAUSE_SECONDS", 0.01)
    with locked(page.office.root / "returns" / "2012-09"):
        text = bring(page, ("new.xlsx", b"x"))
        assert "nother run is writing" in text
        text = page.done("/2012-09/returns/set-aside", {"name": "return-A.xlsx"})
        assert "nother run is writing" in text
    assert "return-A.xlsx" in api.month_files(page.office.root, SEPTEMBER).returns


def test_a_return_is_set_aside_and_taken_back(page: Page) -> None:
    root = page.office.root
    content = (root / "returns/2012-09/return-C.xlsx").read_bytes()
    text = said_in(page.done("/2012-09/returns/set-aside", {"name": "return-C.xlsx"}))
    assert "return-C.xlsx is set aside; it is not deleted" in text
    assert (root / "set-aside/2012-09/return-C.xlsx").read_bytes() == content
    assert "C " in said_in(page.read("/2012-09/"))
    assert "Not returned" in said_in(page.read("/2012-09/"))
    bring(page, ("return-C.xlsx", b"another"))
    text = said_in(page.done("/2012-09/returns/take-back", {"name": "return-C.xlsx"}))
    assert "return-C (2).xlsx is back" in text
    assert (root / "returns/2012-09/return-C (2).xlsx").read_bytes() == content
    assert (root / "returns/2012-09/return-C.xlsx").read_bytes() == b"another"


def test_an_email_with_returns_is_brought_as_it_is_and_read(page: Page) -> None:
    from email.message import EmailMessage

    root = page.office.root
    folder = root / "returns" / "2012-09"
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "head@example.org", "our return"
    content = (folder / "return-D.xlsx").read_bytes()
    mail.add_attachment(content, maintype="application", subtype="x", filename="return-D.xlsx")
    page.done("/2012-09/returns/set-aside", {"name": "return-D.xlsx"})
    text = said_in(bring(page, ("our return.eml", mail.as_bytes())))
    assert "our return.eml Return of D" in text
    assert "return-D.xlsx in our return.eml" in said_in(page.read("/2012-09/"))


# Problems


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


def test_nothing_is_read_twice_that_has_not_changed(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[api.MonthRequest] = []
    read_month = api.read_month

    def counted(request: api.MonthRequest, watch: api.Watch) -> api.ReadMonth:
        reads.append(request)
        return read_month(request, watch)

    monkeypatch.setattr("cyps_reports.page.folder.api.read_month", counted)
    for address in ("/2012-09/", "/2012-09/problems", "/2012-09/returns", "/2012-09/report"):
        page.read(address)
    assert len(reads) == 1
    bring(page, ("note.csv", b"a,b"))
    page.read("/2012-09/problems")
    assert len(reads) == 2


def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the returns that are opened from now on."""
    names: list[str] = []

    def counted(paths: Sequence[Path]) -> Iterator[Opened]:
        names.extend(path.name for path in paths)
        return open_books(paths)

    monkeypatch.setattr(kept_readings, "open_books", counted)
    return names


def test_only_the_workbook_that_has_changed_is_opened_again(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.read("/2012-09/problems")
    names = opened(monkeypatch)
    folder = page.office.root / "returns" / "2012-09"
    shutil.copy(page.office.root / "returns/2012-08/return-B.xlsx", folder / "return-B.xlsx")
    text = said_in(page.read("/2012-09/problems"))
    page.done("/2012-09/report", {"goes_on": errors_in(page)})
    page.done("/2012-09/send/report/drafts")
    assert names == ["return-B.xlsx"]
    fresh = api.read_month(api.MonthRequest(root=page.office.root))
    for each in fresh.checked.findings:
        assert words(each.message) in text
    plan = page.office.root / "returns" / "plan.xlsx"
    plan.write_bytes(locations.built_in_plan().read_bytes())
    page.read("/2012-09/problems")
    assert len(names) > 5, "what was read against another plan says nothing"


PAGES = (
    *("/2012-09/", "/months", "/send-out", "/2012-09/returns", "/2012-09/problems", "/plan"),
    *("/2012-09/words", "/2012-09/report", "/2012-09/report/page", "/2012-09/send"),
)


def test_no_page_that_is_asked_for_again_opens_or_makes_anything(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in PAGES:
        page.read(address)
    done: list[str] = []

    def counted(name: str) -> Callable[..., object]:
        return lambda *_: done.append(name)

    monkeypatch.setattr(kept_readings, "open_books", counted("workbooks"))
    monkeypatch.setattr(kept_readings, "read_plan", counted("plan"))
    monkeypatch.setattr("cyps_reports.acts.plan_check.open_book", counted("plan checked"))
    monkeypatch.setattr("cyps_reports.page.folder.api.read_month", counted("month"))
    monkeypatch.setattr("cyps_reports.page.folder.api.report_page", counted("report"))
    for address in PAGES:
        assert page.get(address).status_code == 200
    assert done == []


def test_what_is_kept_says_what_reading_says(page: Page) -> None:
    root, kept = page.office.root, api.KeptReadings()
    for _ in range(2):
        request = api.MonthRequest(root=root, kept=kept)
        assert (
            api.read_month(request).checked == api.read_month(api.MonthRequest(root=root)).checked
        )


# Report


def errors_in(page: Page) -> int:
    told = re.search(r'name="goes_on" value="(\d+)"', page.read("/2012-09/report"))
    assert told
    return int(told[1])


def test_a_report_with_errors_takes_a_tick_and_is_what_the_command_makes(
    page: Page, few_rows: Path, tmp_path: Path
) -> None:
    root, errors = page.office.root, errors_in(page)
    assert f"Make it without {errors} things that could not be read" in page.read("/2012-09/report")
    assert "The report was not made" in page.done("/2012-09/report")
    text = page.done("/2012-09/report", {"goes_on": errors - 1})
    assert f"There are {errors} things that cannot be read or used, not {errors - 1}." in text
    assert not (root / "output").exists()
    text = page.done("/2012-09/report", {"goes_on": errors, "csv": "yes"})
    assert "The report is made" in text
    same = example_office(tmp_path / "same", few_rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(same)
        assert cli.main(["report", "--csv", "--goes-on", str(errors)]) == 1
    made = {path.name: path.read_bytes() for path in (root / "output/2012-09").iterdir()}
    assert made == {path.name: path.read_bytes() for path in (same / "output/2012-09").iterdir()}
    assert made
    for name, content in made.items():
        answer = page.get(f"/2012-09/report/files/{name}")
        assert answer.data == content
        assert "attachment" in answer.headers["Content-Disposition"]


def test_the_files_of_a_month_say_what_they_are_and_come_in_one_zip_file(page: Page) -> None:
    assert page.get("/2012-09/report/all").status_code == 404
    page.done("/2012-09/words", {"typed-words:overall": "Ours.", "shown-words:overall": ""})
    form = {"goes_on": errors_in(page), "csv": "yes", "html": "yes"}
    text = said_in(page.done("/2012-09/report", form))
    folder = page.office.root / "output" / "2012-09"
    made = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert len(made) > 6
    for name in made:
        assert re.search(rf"{re.escape(name)} , (the|your|a|what) ", text), name
    answer = page.get("/2012-09/report/all")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == made
    assert page.get("/2012-09/report/all").data == answer.data


def test_the_tick_is_recorded_printed_mailed_with_and_verified(page: Page) -> None:
    root, errors = page.office.root, errors_in(page)
    said = f"Whoever made this report was shown {errors} things that could not be read or used"
    page.done("/2012-09/report", {"goes_on": errors})
    results = root / "output" / "2012-09"
    told = json.loads((results / "as-reported.json").read_text(encoding="utf-8"))
    (noted,) = (each for each in told["findings"] if each["code"] == "goes-on-without")
    assert noted["message"].startswith(said)
    document = docx.Document(str(results / "cyps-report-2012-09.docx"))
    assert any(each.text.startswith(said) for each in document.paragraphs)
    assert "The email drafts are made" in page.done("/2012-09/send/report/drafts")
    asked = api.VerifyRequest(root=root, results=Path("2012-09"))
    assert api.verify(asked).ended is api.Ended.DONE
    api.report(api.ReportRequest(root=root))
    document = docx.Document(str(results / "cyps-report-2012-09.docx"))
    assert not any(said in each.text for each in document.paragraphs)


# Send


def to_send(page: Page) -> dict[str, object]:
    """What the form on the page sends along with a yes."""
    html = page.read("/2012-09/send")
    seen = [unescape(each) for each in re.findall(r'name="seen" value="([^"]*)"', html)]
    return {"seen": seen, "user": USER, "password": PASSWORD}


def test_every_email_is_seen_before_it_goes_and_goes_once(page: Page, tmp_path: Path) -> None:
    with mail_server(tmp_path, Post(), wants_login=True) as running:
        page.office.mail = Mail(running.address, ca_file=running.ca_file)
        assert "Make the report first" in page.done("/2012-09/send/report/drafts")
        page.done("/2012-09/report", {"goes_on": errors_in(page)})
        text = said_in(page.done("/2012-09/send/report/drafts"))
        drafted = page.office.drafted[SEPTEMBER, "report"][1]
        for draft in drafted.drafts:
            for part in (*draft.recipients, draft.subject, draft.body):
                assert words(part) in text
        shown = to_send(page)["seen"]
        assert isinstance(shown, list)
        unseen = page.done("/2012-09/send/report", {**to_send(page), "seen": shown[1:]})
        assert "Nothing was sent, as something has changed" in unseen
        assert not running.post.taken
        form = to_send(page)
        text = said_in(page.done("/2012-09/send/report", form))
        sent = [each for each in drafted.drafts if each.recipients and not each.doubt]
        assert "Sent" in text
        assert len(running.post.taken) <= len(sent)
        assert running.post.taken
        once = list(running.post.taken)
        page.done("/2012-09/send/report", form)
        assert running.post.taken == once
        assert "already sent to" in page.read("/2012-09/send")
        assert "Make the returns for October 2012, and send them out" in page.read("/2012-09/")


def test_without_a_mail_server_the_emails_are_opened_in_a_mail_program(page: Page) -> None:
    plan = page.office.root / "returns" / "plan.xlsx"
    book = load_workbook(plan)
    (server,) = (row for row in book["Plan"].iter_rows() if row[0].value == "Mail server")
    server[1].value = None
    book.save(plan)
    page.done("/2012-09/report", {"goes_on": errors_in(page)})
    text = said_in(page.done("/2012-09/send/report/drafts"))
    assert "They can go out in two ways" in text
    assert "could not be done" not in text
    drafted = page.office.drafted[SEPTEMBER, "report"][1]
    assert drafted.drafts
    for draft in drafted.drafts:
        answer = page.get(f"/2012-09/send/report/drafts/{draft.name}")
        assert answer.data == (drafted.folder / f"{draft.name}.eml").read_bytes()
        assert answer.mimetype == "message/rfc822"
        assert "attachment" in answer.headers["Content-Disposition"]
        assert b"X-Unsent: 1" in answer.data
    for name in ("nobody", "../emails/cabinet", "..%2f..%2fas-reported"):
        assert page.get(f"/2012-09/send/report/drafts/{name}").status_code == 404
    assert page.get("/2012-09/send/returns/drafts/cabinet").status_code == 404


def test_drafts_of_other_returns_are_not_sent(page: Page) -> None:
    page.done("/2012-09/report", {"goes_on": errors_in(page)})
    page.done("/2012-09/send/report/drafts")
    page.done("/2012-09/returns/set-aside", {"name": "return-E.xlsx"})
    assert "Make the drafts again" in page.done("/2012-09/send/report", {"seen": ["x"]})


def test_a_report_that_is_edited_after_the_drafts_were_made_goes_out_with_new_ones(
    page: Page,
) -> None:
    page.done("/2012-09/report", {"goes_on": errors_in(page)})
    page.done("/2012-09/send/report/drafts")
    report = page.office.root / "output/2012-09/cyps-report-2012-09.docx"
    report.write_bytes(report.read_bytes() + b"edited")
    assert "Make the drafts again" in page.done("/2012-09/send/report", {"seen": ["x"]})
    text = page.done("/2012-09/send/report/drafts")
    assert "This is not the Word report as it would be made now" in text
    drafted = page.office.drafted[SEPTEMBER, "report"][1]
    attached = {file.content for each in drafted.drafts for file in each.attachments}
    assert attached == {as_sent(report.read_bytes())}


# Send out, plan


def test_returns_are_made_and_handed_out(page: Page) -> None:
    text = said_in(page.done("/send-out", {"carried": "2012-09"}))
    assert "The returns for October 2012 are made" in text
    path = page.office.root / locations.TEMPLATES_NAME / "return-A.xlsx"
    assert page.get("/send-out/files/return-A.xlsx").data == path.read_bytes()


def test_returns_are_sent_out_next_only_while_none_has_come_back(page: Page) -> None:
    page.done("/send-out", {"carried": "2012-09"})
    page.office.at = api.Month(2012, 10)
    assert "Next: Send the returns for October 2012 out by email" in said_in(page.read("/send-out"))
    page.office.at = api.Month(2012, 9)
    text = said_in(page.read("/send-out"))
    assert "Next: See what comes next in September 2012" in text
    assert "Send the returns for" not in text


def month(name: str) -> api.Month:
    year, number = name.split("-")
    return api.Month(int(year), int(number))


@pytest.mark.parametrize(
    ("begun", "returned", "today", "makes", "begins"),
    [
        ((), (), "2012-11-27", "2012-11", "2012-11"),
        ((), (), "2012-01-05", "2012-04", "2012-04"),
        ((), (), "2013-06-01", "2012-04", "2012-04"),
        (("2012-09",), (), "2012-11-27", "2012-09", "2012-10"),
        (("2012-09",), ("2012-09",), "2012-11-27", "2012-10", "2012-10"),
        (("2012-08", "2012-09"), ("2012-08",), "2012-09-01", "2012-09", "2012-10"),
        (("2013-03",), ("2013-03",), "2013-03-31", "", ""),
    ],
)
def test_which_month_is_made_and_begun_next(
    tmp_path: Path,
    begun: tuple[str, ...],
    returned: tuple[str, ...],
    today: str,
    makes: str,
    begins: str,
) -> None:
    for name in begun:
        (tmp_path / "returns" / name).mkdir(parents=True)
    for name in returned:
        (tmp_path / "returns" / name / "return.xlsx").write_bytes(b"came")
    due = tuple(month(f"{2012 + at // 12}-{at % 12 + 1}") for at in range(3, 15))
    months = api.Months(tuple(map(month, begun)), due)
    day = date.fromisoformat(today)
    assert str(api.month_to_make(tmp_path, months, day) or "") == makes
    assert str(api.month_to_begin(months, day) or "") == begins


def test_the_plan_says_what_it_holds_and_what_is_open_in_it(page: Page) -> None:
    plan = page.office.root / "returns" / "plan.xlsx"
    book = load_workbook(plan)
    book["Leads"]["A2"] = None
    book.save(plan)
    text = said_in(page.read("/plan"))
    checked = api.check_plan(api.PlanCheckRequest(root=page.office.root, plan=plan))
    assert checked.findings
    for each in checked.findings:
        assert words(each.message) in text
        assert words(each.fix) in text
    assert page.get("/plan/of/plan.xlsx/file").data == plan.read_bytes()
    (row,) = (each for each in checked.rows.values() if each.number == 2)
    assert all(words(each.text) in text for each in row.cells)


def test_a_plan_that_cannot_be_read_is_told_on_every_page(page: Page) -> None:
    plan = page.office.root / "returns" / "plan.xlsx"
    plan.write_bytes(b"no workbook")
    assert "though its name ends like one" in said_in(page.read("/plan"))
    assert "This could not be done" in said_in(page.read("/2012-09/"))


# The end


def test_it_ends_from_the_page(page: Page) -> None:
    assert "The page has ended" in page.post("/end").text
    assert page.office.wants_to_end.is_set()


def test_something_unforeseen_ends_in_a_sentence(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("cyps_reports.page.folder.api.months_of", broken)
    answer = page.get("/months")
    assert answer.status_code == 500
    assert "Something happened that the program does not know of" in answer.text
    assert "secret" not in answer.text


# The report as a page


def test_the_report_is_shown_as_a_page_that_can_run_nothing(page: Page) -> None:
    before = sorted(page.office.root.rglob("*"))
    page.read("/2012-09/")
    answer = page.get("/2012-09/report/page")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.text.startswith("<!DOCTYPE html>")
    assert '<iframe class="report" src="/2012-09/report/page"' in page.read("/2012-09/report")
    assert sorted(page.office.root.rglob("*")) == before, "nothing is written"
    page.done("/2012-09/words", {"typed-words:overall": "Ours.", "shown-words:overall": ""})
    assert "Ours." in page.get("/2012-09/report/page").text
    page.done("/2012-09/report", {"goes_on": errors_in(page), "html": "yes"})
    made = page.office.root / "output" / "2012-09" / "cyps-report-2012-09.html"
    said = "had it made without them"
    shown = said_in(page.get("/2012-09/report/page").text)
    assert said in made.read_text(encoding="utf-8")
    assert said_in(made.read_text(encoding="utf-8")).startswith(shown[:2000])


def test_a_public_edition_is_made_and_handed_out(page: Page) -> None:
    form = {"goes_on": errors_in(page), "edition": "public"}
    assert "The report is made" in page.done("/2012-09/report", form)
    folder = page.office.root / "output" / "2012-09" / "public"
    names = {path.name for path in folder.iterdir() if path.is_file()}
    html = page.read("/2012-09/report")
    assert "Files of the public edition" in html
    for name in names & set(re.findall(r"/report/public/([^\"]+)\"", html)):
        assert page.get(f"/2012-09/report/public/{name}").data == (folder / name).read_bytes()
    assert page.get("/2012-09/report/public/..%2fas-reported.json").status_code == 404
    assert "no public edition" in page.done("/2012-09/report", {**form, "audience": "leadership"})
