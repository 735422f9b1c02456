"""The report's page in a real browser: axe finds nothing, a telephone shows it, nothing runs."""

import io
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pikepdf
import pytest

from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.blocks import Report
from cyps_reports.writers.html.report import html_fragment, html_report
from tests.test_html import OF_HTML
from tests.test_typed_text import HOSTILE
from tests.tools.report_models import ALL_KINDS, of_month, with_every_text
from tests.tools.worst_months import all_red_and_late, march_of_twelve, nothing_came

try:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import BrowserContext, Page

    from tests.tools import browser as tool
except ImportError:  # the libraries of the tests' browser are not everywhere
    pytest.skip("playwright is not installed", allow_module_level=True)

DESKTOP, TELEPHONE = {"width": 1280, "height": 800}, {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def context() -> Iterator[BrowserContext]:
    if reason := tool.why_missing():
        if os.environ.get("CYPS_REPORTS_NO_SKIP"):
            pytest.fail(reason)
        pytest.skip(reason)
    with tool.chromium() as chromium, tool.browser(chromium) as made:
        yield made


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that asks the network for nothing."""
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    page.close()
    assert not [url for url in asked if not url.startswith(("file:", "about:"))]


def opened(page: Page, content: bytes, folder: Path) -> Page:
    path = folder / "report.html"
    path.write_bytes(content)
    page.goto(path.as_uri())
    return page


def axe_finds_nothing(page: Page) -> None:
    # What it finds right is not wanted: to tell of it takes ten times as long.
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


MONTHS = ("example", "nothing came", "March of twelve months", "all red and late", "all kinds")


@pytest.fixture(scope="module")
def reports(september: CheckedMonth, example_plan_read: Plan) -> dict[str, Report]:
    plan = example_plan_read
    made = (
        of_month(september),
        nothing_came(plan),
        march_of_twelve(plan),
        all_red_and_late(plan),
        ALL_KINDS,
    )
    return dict(zip(MONTHS, made, strict=True))


@pytest.mark.share(5)
@pytest.mark.parametrize("month", MONTHS)
def test_axe_finds_nothing_and_a_telephone_shows_it_whole(
    page: Page, reports: dict[str, Report], month: str, tmp_path: Path, is_full: bool
) -> None:
    """With --full, axe looks at a telephone too."""
    opened(page, html_report(reports[month]), tmp_path)
    for size in (DESKTOP, TELEPHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        if size == DESKTOP or is_full:
            axe_finds_nothing(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"], f"{width} wide"


def test_the_worst_months_are_as_bad_as_they_say(reports: dict[str, Report]) -> None:
    pages = {month: html_report(report).decode() for month, report in reports.items()}
    assert "All 38 measures" not in pages["nothing came"]
    assert pages["all red and late"].count('class="chip red"') > 100
    assert pages["March of twelve months"].count('class="icon"') > 40


def test_a_fragment_stands_in_a_page_of_the_councils_own(
    page: Page, reports: dict[str, Report], tmp_path: Path
) -> None:
    around = (
        b'<!DOCTYPE html><html lang="en"><head><title>Council</title></head><body>'
        b"<main><h1>Improvement plan</h1>%s</main></body></html>"
    )
    opened(page, around % html_fragment(reports["all kinds"]), tmp_path)
    axe_finds_nothing(page)


def test_wide_tables_are_scrolled_by_key(
    page: Page, reports: dict[str, Report], tmp_path: Path
) -> None:
    opened(page, html_report(reports["example"]), tmp_path)
    page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type]
    wide = page.locator(".scroll:has(table.many)").first
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")


def test_the_skip_link_is_the_first_stop_and_leads_past_the_contents(
    page: Page, reports: dict[str, Report], tmp_path: Path
) -> None:
    opened(page, html_report(reports["example"]), tmp_path)
    tool.skip_to_main(page, "Skip to the report")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def _instead(said: str, _: str) -> str:
    return said


def test_nothing_that_is_typed_runs_in_a_browser(page: Page, tmp_path: Path) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    harmless: list[str] | None = None
    count = "[...document.querySelectorAll('*')].map(each => each.tagName)"
    for typed in ("x", *OF_HTML, *(each for each in HOSTILE if len(each) < 1000)):
        said = f"x{typed}x".replace("\n", " ").replace("\r", " ")
        said = said.encode("utf-8", "ignore").decode().ljust(70, "x")
        made = html_report(with_every_text(ALL_KINDS, partial(_instead, said)))
        there = opened(page, made, tmp_path).evaluate(count)
        harmless = harmless or there
        assert there == harmless, typed


@pytest.mark.full
def test_it_prints_on_a4_with_its_marking_on_every_page(
    page: Page, reports: dict[str, Report], tmp_path: Path
) -> None:
    opened(page, html_report(reports["example"]), tmp_path)
    printed = page.pdf(prefer_css_page_size=True)
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        sizes = {tuple(round(float(each)) for each in p.mediabox[2:]) for p in pdf.pages}
    assert sizes == {(595, 842), (842, 595)}, "upright, and across for wide tables"
