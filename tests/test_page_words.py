"""The officer's words, written on the page and in the Word report, are never lost."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from cyps_reports import api
from tests.test_words import kept as kept_in
from tests.tools.page import Page, errors_in, said_in
from tests.tools.word_typist import edited, type_in

OVERALL, PRIORITY = "words:overall", "words:priority:A"
TODAY = date(2012, 10, 1)


@pytest.fixture
def page(few_rows: Path, tmp_path: Path) -> Page:
    office = tmp_path / "office"
    shutil.copytree(few_rows / "2012-09", office / "returns" / "2012-09")
    shutil.copy(few_rows / "plan.xlsx", office / "returns")
    return Page(office).opened()


def results(page: Page) -> Path:
    return page.office.root / "output" / "2012-09"


def kept(page: Page) -> dict[str, list[str]]:
    return kept_in(results(page) / "words.json")


def save(page: Page, typed: dict[str, str], shown: dict[str, str] | None = None) -> str:
    form = {f"typed-{tag}": text for tag, text in typed.items()}
    began = {f"shown-{tag}": (shown or {}).get(tag, "") for tag in typed}
    return said_in(page.done("/2012-09/words", {**form, **began}))


def report(page: Page) -> None:
    assert "The report is made" in page.done("/2012-09/report", {"goes_on": errors_in(page)})


def type_in_word(page: Page, tag: str, text: str) -> None:
    edited(results(page) / "cyps-report-2012-09.docx", lambda body: _typed(body, tag, text))


def _typed(body: etree._Element, tag: str, text: str) -> None:
    type_in(body, tag, text)


def test_words_written_before_the_report_stand_in_it(page: Page) -> None:
    text = save(page, {OVERALL: "A good month.\r\n\r\nMore to do.", PRIORITY: " "})
    assert "Your words are kept" in text
    assert "Overall commentary" in text
    assert kept(page) == {OVERALL: ["A good month.", "More to do."]}
    report(page)
    assert kept(page) == {OVERALL: ["A good month.", "More to do."]}
    assert not list(results(page).glob("words-edited*"))
    assert "A good month." in page.read("/2012-09/words")
    assert api.verify(api.VerifyRequest(root=page.office.root, results=Path("2012-09"))).ended == 0


def test_words_written_on_the_page_stand_though_the_report_says_otherwise(page: Page) -> None:
    save(page, {OVERALL: "First."})
    report(page)
    save(page, {OVERALL: "Second."}, {OVERALL: "First."})
    # Somebody saves the report with the first words, and writes something elsewhere in it.
    type_in_word(page, PRIORITY, "Of A, in Word.")
    report(page)
    assert kept(page) == {OVERALL: ["Second."], PRIORITY: ["Of A, in Word."]}


def test_what_is_written_in_word_afterwards_counts(page: Page) -> None:
    report(page)
    save(page, {OVERALL: "On the page."})
    type_in_word(page, OVERALL, "In Word, later.")
    assert "In Word, later." in page.read("/2012-09/words")
    report(page)
    assert kept(page) == {OVERALL: ["In Word, later."]}


def test_words_in_word_that_no_report_has_yet_are_on_the_page_and_can_be_changed_there(
    page: Page,
) -> None:
    report(page)
    type_in_word(page, OVERALL, "In Word.")
    assert "In Word." in page.read("/2012-09/words")
    save(page, {OVERALL: "On the page."}, {OVERALL: "In Word."})
    report(page)
    assert kept(page) == {OVERALL: ["On the page."]}
    type_in_word(page, OVERALL, "In Word.")
    report(page)
    assert kept(page) == {OVERALL: ["In Word."]}, "the report was made anew since"


def test_a_place_that_is_emptied_on_the_page_is_empty_in_the_report(page: Page) -> None:
    report(page)
    type_in_word(page, OVERALL, "In Word.")
    save(page, {OVERALL: ""}, {OVERALL: "In Word."})
    report(page)
    assert kept(page) == {}


def test_two_who_write_in_one_place_see_both_and_lose_nothing(page: Page) -> None:
    save(page, {OVERALL: "Hers."})
    text = save(page, {OVERALL: "His.", PRIORITY: "Of A."})
    assert "Not all of your words are kept" in text
    assert "What stands there now: Hers." in text
    assert "His." in text
    assert kept(page) == {OVERALL: ["Hers."], PRIORITY: ["Of A."]}
    save(page, {OVERALL: "Both."}, {OVERALL: "Hers."})
    assert kept(page) == {OVERALL: ["Both."], PRIORITY: ["Of A."]}


def test_words_that_cannot_be_read_or_are_too_long_are_not_written_over(page: Page) -> None:
    save(page, {OVERALL: "Ours."})
    text = save(page, {PRIORITY: "x" * 60_000})
    assert "is longer than 50,000 letters" in text
    assert "x" * 1_000 in page.read("/2012-09/words"), "what was typed is still there"
    (results(page) / "words.json").write_text("damaged")
    assert "is damaged" in save(page, {PRIORITY: "Of A."})
    assert (results(page) / "words.json").read_text() == "damaged"


def test_of_each_measure_something_can_be_written(page: Page) -> None:
    html = page.read("/2012-09/words")
    assert 'name="typed-words:measure:A9"' not in html
    assert '<option value="words:measure:A9">' in html
    html = page.read("/2012-09/words?also=words:measure:A9")
    assert 'name="typed-words:measure:A9"' in html
    assert "Nothing was changed" in save(page, {"words:nowhere": "x", OVERALL: ""})
    save(page, {"words:measure:A9": "Of A9."})
    assert kept(page) == {"words:measure:A9": ["Of A9."]}
