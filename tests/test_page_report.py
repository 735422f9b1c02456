"""The report is made on the page, shown there and handed out."""

import io
import json
import re
import zipfile
from pathlib import Path

import docx
import pytest

from cyps_reports import api, cli
from tests.tools.page import Page, errors_in, example_office, said_in


def test_a_report_with_errors_takes_a_tick_and_is_what_the_command_makes(
    page: Page, few_rows: Path, tmp_path: Path
) -> None:
    root, errors = page.office.root, errors_in(page)
    assert f"Make it without {errors} things that could not be read" in page.read("/2012-09/report")
    assert "The report was not made" in page.done("/2012-09/report")
    text = page.done("/2012-09/report", {"goes_on": errors - 1})
    assert f"There are {errors} things that cannot be read or used, not {errors - 1}." in text
    assert "Look through them, and say it again. " in said_in(text)
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
