"""An empty folder becomes the officer's on the page: from nothing, a document, or the example."""

import io
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest

from cyps_reports import api, cli
from cyps_reports.console.requests import first_command
from cyps_reports.page.folder import Office
from cyps_reports.setup.open_file import OPEN_FILE, is_as_made, open_file
from tests.tools.page import Page, said_in, words
from tests.tools.plan_document import plan_document

FACTS = {
    "council": "Thornby Borough Council",
    "service": "Children's Services",
    "title": "Improvement Plan",
    "starts": "1 April 2012",
    "ends": "31 March 2013",
    "reported": "quarterly",
}


@pytest.fixture
def page(tmp_path: Path) -> Page:
    folder = tmp_path / "our plan"
    folder.mkdir()
    return Page(folder).opened()


def test_an_empty_folder_leads_to_the_start(page: Page) -> None:
    assert page.get("/").location == "/start"
    for address in ("/months", "/plan", "/send-out"):
        assert page.get(address).status_code == 200
    assert "Begin with your plan" in page.read("/plan")


def test_a_plan_begins_with_what_was_typed(page: Page) -> None:
    text = said_in(page.done("/start", {"what": "plan", **FACTS}))
    assert "Your folder is made" in text
    root = page.office.root
    assert (root / "Start here.docx").is_file()
    checked = api.check_plan(api.PlanCheckRequest(root=root))
    assert checked.plan.identity == "Improvement Plan 2012/13"
    assert checked.plan.council == "Thornby Borough Council"
    for each in checked.findings:
        assert " ".join(each.message.split()) in text
    assert "Thornby Borough Council" in page.read("/plan")


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(page: Page) -> None:
    typed = {**FACTS, "what": "plan", "council": "", "ends": "31st of nothing"}
    html = page.done("/start", typed)
    text = said_in(html)
    assert "There is a problem" in text
    assert '<a href="#council">' in html
    assert '<a href="#ends">' in html
    assert 'value="31st of nothing"' in html
    assert 'value="Children&#39;s Services"' in html
    assert not list(page.office.root.iterdir())


def test_a_plan_begins_with_a_document(page: Page) -> None:
    sent = (io.BytesIO(plan_document()), "Our plan.docx")
    text = said_in(page.done("/start", {"what": "plan", "service": "CYPS", "document": sent}))
    assert "Your folder is made" in text
    checked = api.check_plan(api.PlanCheckRequest(root=page.office.root))
    assert checked.plan.service == "CYPS"
    missing = [each for each in checked.findings if "polarity is missing" in each.message]
    assert len(missing) == len(checked.plan.measures) > 0
    assert text.count("polarity") == len(missing), "each is told once"
    errors = sum(each.severity is api.Severity.ERROR for each in checked.findings)
    assert f"Next: Fill in what is open in plan.xlsx: {errors} errors." in text
    for each in missing:
        shown = checked.rows[each.place]
        (cell,) = (each for each in shown.cells if each.is_meant)
        assert (cell.heading, cell.text) == ("Polarity", "")
    assert words(checked.plan.measures[0].name) in text


def test_what_a_document_says_counts_before_what_was_only_proposed(page: Page) -> None:
    """A browser sends what stood in the form, also where nobody touched it."""
    document = plan_document()
    page.office.clock = lambda: datetime(2026, 11, 27, tzinfo=UTC)
    proposed = {each.name: each.proposed for each in api.first_questions(page.office.today)}
    assert proposed["starts"] == "1 April 2026"
    sent = {**proposed, "what": "plan", "document": (io.BytesIO(document), "Our plan.docx")}
    assert "Your folder is made" in said_in(page.done("/start", sent))
    plan = api.check_plan(api.PlanCheckRequest(root=page.office.root)).plan
    assert (plan.starts, plan.ends) == (date(2012, 4, 1), date(2013, 3, 31))
    assert plan.council == "Doncaster Metropolitan Borough Council"
    assert plan.service == proposed["service"], "the document says none"


def few_actions() -> bytes:
    """A document that says neither whose plan it is nor when it runs."""
    document, content = docx.Document(), io.BytesIO()
    rows = (("Ref", "Action", "Lead", "Due date"), ("A1", "Train all staff", "JS", "30 June 2012"))
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(content)
    return content.getvalue()


def test_a_document_is_kept_until_all_is_known(page: Page) -> None:
    sent = (io.BytesIO(few_actions()), "Our plan.docx")
    html = page.done("/start", {"what": "plan", "service": "Children", "document": sent})
    assert "Type what is still empty" in html
    assert "Your document Our plan.docx is kept" in html
    assert 'value="Children"' in html
    assert not (page.office.root / "input_templates").exists()
    assert "Your folder is made" in page.done("/start", {"what": "plan", **FACTS})
    (milestone,) = api.check_plan(api.PlanCheckRequest(root=page.office.root)).plan.milestones
    assert milestone.name == "Train all staff"


def test_a_document_that_holds_no_plan_makes_no_folder(page: Page) -> None:
    sent = {"what": "plan", **FACTS, "document": (io.BytesIO(b"%PDF-1.7"), "../plan.docx")}
    assert "This could not be done" in page.done("/start", sent)
    assert not list(page.office.root.iterdir())
    text = page.done("/start", {"what": "plan", **FACTS, "without": "yes"})
    assert "Your folder is made" in text


def test_the_example_is_put_into_an_empty_folder(page: Page) -> None:
    assert "The example is here" in page.done("/start", {"what": "example"})
    assert page.get("/").location == "/2012-09/"


def test_the_file_to_double_click_opens_this_folder(tmp_path: Path) -> None:
    (name,) = windows = open_file(r"C:\Users\Zoë 100%\python.exe", on_windows=True)
    lines = windows[name].decode().split("\r\n")
    assert name == "Open cyps-reports.cmd"
    assert r'"C:\Users\Zoë 100%%\python.exe" -m cyps_reports open' in lines
    assert r'if exist "C:\Users\Zoë 100%%\python.exe" goto there' in lines
    assert 'pushd "%~dp0"' in lines
    assert not open_file("", on_windows=True)


@pytest.mark.parametrize("on_windows", [True, False])
def test_only_what_the_program_made_is_known_as_such(on_windows: bool) -> None:
    for program in (r"C:\Users\Zoë 100%\python.exe", "/opt/it's here/python", "python"):
        (content,) = open_file(program, on_windows=on_windows).values()
        assert is_as_made(content)
        assert not is_as_made(content + b"start outlook\n")
        assert not is_as_made(content.replace(b"open", b"open --server mail.example", 1))
    (content,) = open_file("/one/python", on_windows=True).values()
    assert not is_as_made(content.replace(b"/one/", b"/two/", 1)), "one of the places was changed"


@pytest.fixture
def moved(tmp_path: Path) -> Path:
    """A folder whose file to double-click starts a program that is no longer there."""
    folder = tmp_path / "it's ours"
    request = api.StartRequest(
        root=folder, today=date(2026, 11, 27), is_example=True, program=str(tmp_path / "gone")
    )
    api.start(request)
    return folder


def opening(folder: Path) -> Path:
    (path,) = folder.glob(f"{OPEN_FILE}.*")
    return path


@pytest.mark.skipif(os.name == "nt", reason="Windows runs another file")
def test_where_the_program_is_gone_the_file_says_what_to_do(moved: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [str(opening(moved))], input="", text=True, cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert f"no longer where it was: {tmp_path}/gone." in done.stdout
    assert f'.venv/bin/cyps-reports open "{moved}"' in done.stdout


@pytest.mark.parametrize("do", ["start", "open"])
def test_a_python_that_has_moved_is_put_into_the_file(
    moved: Path, monkeypatch: pytest.MonkeyPatch, do: str
) -> None:
    monkeypatch.chdir(moved)
    monkeypatch.setattr("cyps_reports.page.server.serve", lambda *_: None)
    assert cli.main([do]) == 0
    (wanted,) = open_file(sys.executable, on_windows=os.name == "nt").values()
    assert opening(moved).read_bytes() == wanted
    assert os.access(opening(moved), os.X_OK)
    opening(moved).write_bytes(wanted + b"ours")
    assert cli.main([do]) == 0
    assert opening(moved).read_bytes() == wanted + b"ours"


def test_opening_a_folder_puts_the_file_there_once_it_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("cyps_reports.page.server.serve", lambda *_: None)
    assert cli.main(["open"]) == 0
    assert not any(tmp_path.iterdir())
    (tmp_path / "returns" / "2012-09").mkdir(parents=True)
    assert cli.main(["open"]) == 0
    assert opening(tmp_path).is_file()


def test_the_page_makes_a_folder_that_a_double_click_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the command on: what the page knows of the program is what the command tells it."""
    told: list[Office] = []
    monkeypatch.setattr("cyps_reports.page.server.serve", lambda office, _: told.append(office))
    assert cli.main(["open", str(tmp_path)]) == 0
    page = Page(tmp_path)
    page.office.program, page.office.first = told[0].program, told[0].first
    assert "The example is here" in page.opened().done("/start", {"what": "example"})
    (wanted,) = open_file(sys.executable, on_windows=os.name == "nt").values()
    assert opening(tmp_path).read_bytes() == wanted
    texts = [each.text for each in docx.Document(str(tmp_path / "Start here.docx")).paragraphs]
    assert any(first_command() in each for each in texts)


@pytest.mark.parametrize(
    ("prefix", "platform", "said"),
    [
        ("/usr", "linux", ""),
        ("/plan/.venv", "linux", 'source "/plan/.venv/bin/activate"'),
        ("/plan/.venv", "darwin", 'source "/plan/.venv/bin/activate"'),
        ("/plan/.venv", "win32", '"/plan/.venv/Scripts/activate"'),
    ],
)
def test_what_a_new_terminal_needs_before_it_knows_the_commands(
    monkeypatch: pytest.MonkeyPatch, prefix: str, platform: str, said: str
) -> None:
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    monkeypatch.setattr(sys, "prefix", prefix)
    monkeypatch.setattr(sys, "platform", platform)
    assert first_command().replace("\\", "/") == said


@pytest.mark.skipif(os.name == "nt", reason="Windows runs another file")
def test_start_puts_the_file_to_double_click_into_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "it's ours"
    request = api.StartRequest(
        root=tmp_path,
        today=date(2026, 11, 27),
        folder=folder,
        is_example=True,
        program=_said(tmp_path),
    )
    made = api.start(request)
    (path,) = (each for each in made.written if each.suffix == ".command")
    subprocess.run([str(path)], check=True, input="", text=True, cwd=tmp_path)
    assert (tmp_path / "said").read_text() == f"-m cyps_reports open in {folder}"


def _said(folder: Path) -> str:
    """A program that notes what it was started with, and where."""
    program = folder / "a program"
    program.write_text(f'#!/bin/sh\nprintf %s "$* in $(pwd)" > "{folder}/said"\n')
    program.chmod(0o755)
    return str(program)
