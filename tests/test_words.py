"""The officer's words: written in the Word report, kept, and put into the next making of it."""

import json
import shutil
from pathlib import Path

import pytest
from lxml import etree

from cyps_reports import cli, locations
from tests.tools.word_typist import W, edited, type_in

MONTH = Path("output/2012-09")
REPORT = MONTH / "cyps-report-2012-09.docx"
WORDS = MONTH / "words.json"
A = "words:priority:A"


@pytest.fixture(autouse=True)
def office_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for month in ("2012-08", "2012-09"):
        shutil.copytree(locations.example_returns() / month, tmp_path / "returns" / month)
    shutil.copy(locations.example_returns() / "plan.xlsx", tmp_path / "returns")
    monkeypatch.chdir(tmp_path)


def run(*typed: str) -> None:
    assert cli.main([*typed]) in (0, 1)


def said() -> dict[str, list[str]]:
    """What is kept, by place."""
    told = json.loads(WORDS.read_text(encoding="utf-8")) if WORDS.exists() else {"words": []}
    return {each["place"]: each["paragraphs"] for each in told["words"]}


def test_words_survive_each_new_run() -> None:
    run("report", "2012-09")
    assert not WORDS.exists()
    edited(REPORT, lambda body: type_in(body, "words:overall", "A hard month.", "It will mend."))
    run("report", "2012-09")
    assert said() == {"words:overall": ["A hard month.", "It will mend."]}
    assert json.loads(WORDS.read_text())["words"][0]["written"] == "2012-10-03"
    assert "A hard month." in texts()
    made = REPORT.read_bytes()
    run("report", "2012-09")
    assert REPORT.read_bytes() == made
    run("verify", "output/2012-09")
    assert cli.main(["verify", "output/2012-09"]) == 0


def texts() -> str:
    root = etree.fromstring(document())
    return "\n".join("".join(each.itertext(f"{W}t")) for each in root.iter(f"{W}p"))


def document() -> bytes:
    import zipfile

    return zipfile.ZipFile(REPORT).read("word/document.xml")
