"""The page is its own browser's alone, and no path from there reaches the disk."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cyps_reports import api
from tests.tools.page import Page, example_office


def test_the_first_address_opens_the_page_once_and_gives_a_strict_cookie(tmp_path: Path) -> None:
    page = Page(example_office(tmp_path / "office"))
    assert page.get("/months").status_code == 403
    assert page.get("/open/guessed").status_code == 403
    answer = page.get(f"/open/{page.guard.first}")
    assert answer.status_code == 302
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert page.guard.first not in cookie
    assert page.get("/months").status_code == 200
    stranger = page.app.test_client()
    again = stranger.get(f"/open/{page.guard.first}", base_url=page.guard.origin)
    assert again.status_code == 403, "somebody else saw the address"


@pytest.mark.parametrize("host", ["evil.example", "localhost:50123", "127.0.0.1", "127.0.0.1:80"])
def test_under_another_name_there_is_no_page(page: Page, host: str) -> None:
    """As where another site has its name lead to this computer."""
    assert page.get("/months", {"Host": host}).status_code == 403
    assert page.get("/style.css", {"Host": host}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:50124"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_another_sites_form_does_nothing(page: Page, headers: dict[str, str]) -> None:
    before = api.month_files(page.office.root, api.Month(2012, 9))
    answer = page.post("/2012-09/returns/set-aside", {"name": "return-A.xlsx"}, headers)
    assert answer.status_code == 403
    assert api.month_files(page.office.root, api.Month(2012, 9)) == before


def test_a_form_needs_origin_cookie_and_token(page: Page) -> None:
    form, origin = {"token": page.guard.form, "month": "2012-10"}, page.guard.origin
    stranger = page.app.test_client()
    sent = {"Origin": origin}
    assert stranger.post("/months", base_url=origin, data=form, headers=sent).status_code == 403
    assert page.client.post("/months", base_url=origin, data=form).status_code == 403
    assert page.post("/months", {**form, "token": "guessed"}).status_code == 403
    assert page.post("/months", {**form, "token": ""}).status_code == 403
    assert not (page.office.root / "returns" / "2012-10").exists()
    assert page.post("/months", form).status_code == 302
    assert (page.office.root / "returns" / "2012-10").is_dir()


def test_nothing_is_changed_by_asking_for_an_address(page: Page) -> None:
    for rule in page.app.url_map.iter_rules():
        methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
        assert methods in ({"GET"}, {"POST"}), rule
    assert page.get("/2012-09/returns/set-aside").status_code == 405


def test_every_answer_has_strict_headers(page: Page) -> None:
    for address in ("/months", "/style.css", "/static/page.js", "/nowhere", "/2012-09/returns"):
        headers = page.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cache-Control"] == "no-store"


def test_who_is_refused_learns_nothing(page: Page) -> None:
    stranger = page.app.test_client()
    answers = (
        stranger.get("/months", base_url=page.guard.origin),
        stranger.get("/nowhere?said=1", base_url=page.guard.origin),
        page.get("/months", {"Host": "evil.example"}),
        page.post("/months", {"token": "guessed"}),
    )
    for answer in answers:
        assert answer.status_code == 403
        for secret in (page.guard.form, page.guard.cookie, page.office.root.name, "2012"):
            assert secret not in answer.text


WAYS = (
    "../plan.xlsx",
    "..%2fplan.xlsx",
    "%2e%2e/plan.xlsx",
    "..\\plan.xlsx",
    "/etc/passwd",
    "C:\\Windows\\win.ini",
    "return-A.xlsx\x00.txt",
)


HANDING_OUT = (
    *("/2012-09/report/files/", "/2012-09/report/public/", "/2012-09/send/report/drafts/"),
    *("/send-out/files/", "/plan/of/"),
)


@pytest.fixture
def folders(page: Page) -> Page:
    """With what can be handed out, a record that tells of other files, and these beside it."""
    results = page.office.root / "output" / "2012-09"
    for folder in (results, results / "public"):
        folder.mkdir(parents=True)
        told = {"outputs": [{"file": way, "sha256": "0" * 64} for way in (*WAYS, "told.docx")]}
        (folder / "as-reported.json").write_text(json.dumps({"schema": 1, **told}))
        (folder / "told.docx").write_bytes(b"told")
    templates = page.office.root / "input_templates"
    templates.mkdir()
    (templates / "return-A.xlsx").write_bytes(b"made")
    for folder in (results.parent, page.office.root, page.office.root / "set-aside"):
        folder.mkdir(exist_ok=True)
        (folder / "plan.xlsx").write_bytes(b"not to be had")
    return page


def test_what_is_listed_is_handed_out(folders: Page) -> None:
    """Without which what follows could not fail."""
    assert folders.get("/send-out/files/return-A.xlsx").data == b"made"
    for part in ("files", "public"):
        assert folders.get(f"/2012-09/report/{part}/told.docx").data == b"told"
    with zipfile.ZipFile(io.BytesIO(folders.get("/2012-09/report/all").data)) as archive:
        assert set(archive.namelist()) == {"told.docx", "as-reported.json"}
    assert folders.get("/plan/of/plan.xlsx/file").status_code == 200


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_out_of_a_folder(folders: Page, way: str) -> None:
    page, root = folders, folders.office.root
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for address in HANDING_OUT:
        for ending in ("", "/file"):
            assert page.get(f"{address}{way}{ending}").status_code in (308, 404)
    assert page.get(f"/{way}/returns").status_code in (308, 404)
    for act in ("set-aside", "take-back"):
        text = page.done(f"/2012-09/returns/{act}", {"name": way})
        assert "This could not be done" in text
    for address in ("/months", "/send-out"):
        assert page.post(address, {"month": way, "carried": way}).status_code == 404
    brought = {"file": (io.BytesIO(b"x"), "plan.xlsx")}
    assert page.post(f"/plan/of/{way}/changed", brought).status_code in (308, 404)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_file_lies_under_its_last_name_whatever_it_came_as(page: Page) -> None:
    names = ("../../out.xlsx", "/tmp/out3.xlsx", "con.xlsx", "a\x00b.xlsx")
    files = [(io.BytesIO(name.encode()), name) for name in names]
    page.done("/2012-09/returns", {"files": files})
    root = page.office.root
    api.take_in(root, api.Month(2012, 9), [api.Arrived("..\\..\\out2.xlsx", b"from Windows")])
    assert not list(root.parent.glob("out*"))
    assert not list(root.glob("out*"))
    there = api.month_files(root, api.Month(2012, 9)).returns
    assert {"out.xlsx", "out2.xlsx", "out3.xlsx"} <= set(there)
    assert "con.xlsx" not in there
    assert len(there) == 5 + len(names) + 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_is_brought_is_bounded(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    root, month = page.office.root, api.Month(2012, 9)
    before = api.month_files(root, month)
    page.app.config["MAX_CONTENT_LENGTH"] = 10_000
    huge = page.post("/2012-09/returns", {"files": [(io.BytesIO(b"x" * 20_000), "huge.xlsx")]})
    assert huge.status_code == 413
    assert "Bring fewer files at a time" in huge.text
    many = [(io.BytesIO(b"x"), f"{number}.xlsx") for number in range(api.MOST_FILES + 40)]
    page.app.config["MAX_CONTENT_LENGTH"] = api.MOST_BYTES
    assert page.post("/2012-09/returns", {"files": many}).status_code == 413
    assert api.month_files(root, month) == before


def test_what_was_typed_into_a_workbook_is_text_on_the_page(page: Page) -> None:
    root, script = page.office.root, "<script>alert(1)</script>"
    name = f'"><{script}.csv'
    text = page.done("/2012-09/returns", {"files": [(io.BytesIO(b"a,b\n1,2\n"), name)]})
    assert "<script>alert" not in text
    path = root / "returns" / "2012-09" / "return-B.xlsx"
    book = load_workbook(path)
    book["Targets"]["I5"], book["Targets"]["L5"] = script, script
    book.save(path)
    page.done("/2012-09/words", {"typed-words:overall": script, "shown-words:overall": ""})
    for address in ("/2012-09/problems", "/2012-09/words", "/2012-09/report/page"):
        html = page.read(address)
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html
