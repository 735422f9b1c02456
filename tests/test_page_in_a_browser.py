"""A month on the page in a real browser, with script and without, and by keyboard alone."""

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cyps_reports import api, locations
from cyps_reports.words.document import read_document
from tests.tools.mail_server import PASSWORD, USER, Post, mail_server
from tests.tools.outlook_message import Mail, message
from tests.tools.page import example_office, served

try:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import Browser, Page, expect

    from tests.tools import browser as tool
except ImportError:  # the libraries of the tests' browser are not everywhere
    pytest.skip("playwright is not installed", allow_module_level=True)

WITHIN = 60_000
"""Milliseconds after which a page that never comes fails its test; none is judged by the clock."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if reason := tool.why_missing():
        if os.environ.get("CYPS_REPORTS_NO_SKIP"):
            pytest.fail(reason)
        pytest.skip(reason)
    with tool.chromium() as started:
        yield started


@pytest.fixture
def office(few_rows: Path, tmp_path: Path) -> Path:
    return example_office(tmp_path / "office", few_rows)


@pytest.fixture(
    params=[True, pytest.param(False, marks=pytest.mark.full)],
    ids=["with script", "without script"],
)
def has_script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def page(chromium: Browser, has_script: bool, office: Path) -> Iterator[Page]:
    """The page as it comes when the officer opens it."""
    with served(office) as address, tool.browser(chromium, has_script=has_script) as context:
        page = context.new_page()
        page.set_default_timeout(WITHIN)
        page.goto(address)
        yield page


def said(page: Page, words: str) -> None:
    expect(page.locator(".done")).to_contain_text(words, timeout=WITHIN)
    page.wait_for_load_state()


def go(page: Page, words: str) -> None:
    """Follows a link; the page that it leads to is there, with its looks and its script."""
    with page.expect_navigation():
        page.get_by_role("link", name=words, exact=True).click()


WIDE = """Array.from(document.querySelectorAll("body *"))
    .filter((each) => each.getBoundingClientRect().right > 320)
    .map((each) => `${each.tagName} ${each.textContent.trim().slice(0, 40)}`)"""
"""What is wider than a phone."""


def looks_well(page: Page, has_script: bool) -> None:
    """One heading, a title that says it, nothing that axe finds, no wider than a phone."""
    headings = page.get_by_role("heading", level=1)
    expect(headings).to_have_count(1)
    assert (headings.text_content() or "") in page.title()
    if not has_script:
        return  # what looks at the page is script itself
    # Before its stylesheet is there, a page has no looks.
    page.wait_for_load_state()
    page.set_viewport_size({"width": 320, "height": 640})
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320, f"{page.url} is {width} wide: {page.evaluate(WIDE)}"
    page.set_viewport_size({"width": 1280, "height": 800})
    # What it finds right is not wanted: to tell of it takes longer than to find it.
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


def test_a_month_from_returns_to_the_report(
    page: Page, has_script: bool, office: Path, tmp_path: Path
) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("September 2012", timeout=WITHIN)
    looks_well(page, has_script)

    go(page, "Returns")
    packed = tmp_path / "mended.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(office / "returns" / "2012-09" / "return-B.xlsx", "return-B.xlsx")
    page.get_by_role("button", name="Set aside return-B.xlsx").click()
    said(page, "return-B.xlsx is set aside")
    page.get_by_label("Returned workbooks").set_input_files([packed])
    page.get_by_role("button", name="Take them in").click()
    expect(page.get_by_role("row", name="mended.zip")).to_contain_text(
        "Return of B", timeout=WITHIN
    )
    looks_well(page, has_script)

    go(page, "Problems")
    expect(page.get_by_text("B7: “approx 84” is not a figure.", exact=True)).to_be_visible()
    expect(page.locator("td.meant", has_text="approx 84")).to_be_visible()
    looks_well(page, has_script)

    go(page, "Report")
    page.get_by_label("that could not be read or used").check()
    page.get_by_role("button", name="Make the report").click()
    said(page, "The report is made")
    looks_well(page, has_script)
    with page.expect_download() as download:
        page.get_by_role("link", name="cyps-report-2012-09.docx", exact=True).click()
    report = office / "output" / "2012-09" / "cyps-report-2012-09.docx"
    assert download.value.path().read_bytes() == report.read_bytes()

    go(page, "Send")
    page.get_by_role("button", name="Make the email drafts").click()
    said(page, "drafts are made")
    looks_well(page, has_script)

    for words in ("Send out", "Plan", "Year"):
        go(page, words)
        looks_well(page, has_script)

    page.get_by_role("button", name="End cyps-reports").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The page has ended")


@pytest.mark.full
@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_a_whole_month_from_the_empty_folder_to_the_next_one(
    chromium: Browser, has_script: bool, tmp_path: Path
) -> None:
    office, example = tmp_path / "office", locations.example_returns()
    office.mkdir()
    returns = sorted((example / "2012-09").glob("*.xlsx"))
    with (
        mail_server(tmp_path, Post(), wants_login=True) as running,
        served(office, "--server", running.address, "--ca-file", str(running.ca_file)) as address,
        tool.browser(chromium, has_script=has_script) as context,
    ):
        page = context.new_page()
        page.set_default_timeout(WITHIN)
        page.goto(address)
        begin_with(page, example / "plan.xlsx", has_script)
        send_out(page, "September 2012", has_script)
        sent_out = len(running.post.taken)
        assert sent_out == len(returns)
        take_in_and_mend(page, returns, mended(tmp_path, example / "2012-09"), has_script)
        write_words(page, has_script)
        report_and_send(page, has_script)
        assert len(running.post.taken) > sent_out
        make_returns(page, "October 2012", has_script)
        go(page, "Year")
        expect(page.get_by_role("row", name="September 2012")).to_contain_text("30 September 2012")
        looks_well(page, has_script)
    made = api.read_month(api.MonthRequest(root=office, returns=Path("2012-09")))
    assert len(made.checked.assessment.returns.inputs) == len(returns)
    assert (office / "set-aside" / "2012-09" / "return-B.xlsx").is_file()
    assert (office / "returns" / "2012-10").is_dir()
    report = read_document((office / "output/2012-09/cyps-report-2012-09.docx").read_bytes())
    assert report
    assert "Written on the page." in [block.text for block in report.blocks]


def mended(folder: Path, returns: Path) -> Path:
    """The return of B as its head of service sends it again, with its first fault put right."""
    path = folder / "mended" / "return-B.xlsx"
    path.parent.mkdir()
    book = load_workbook(returns / "return-B.xlsx")
    (cell,) = (cell for cell in book["Targets"]["I"] if cell.value == "approx 84")
    cell.value = "84%"
    book.save(path)
    return path


def begin_with(page: Page, plan: Path, has_script: bool) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Begin with your plan")
    looks_well(page, has_script)
    page.get_by_role("button", name="Make the folder").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    looks_well(page, has_script)
    page.get_by_label("A document that holds the plan").set_input_files([plan])
    page.get_by_role("button", name="Make the folder").click()
    said(page, "Your folder is made")
    looks_well(page, has_script)


def make_returns(page: Page, month: str, has_script: bool) -> None:
    go(page, "Send out")
    looks_well(page, has_script)
    page.get_by_label("Month of the returns").select_option(label=month)
    page.get_by_role("button", name="Make the returns").click()
    said(page, f"The returns for {month} are made")
    looks_well(page, has_script)


def send_out(page: Page, month: str, has_script: bool) -> None:
    make_returns(page, month, has_script)
    go(page, f"Send the returns for {month} out by email")
    looks_well(page, has_script)
    send_emails(page, has_script)


def send_emails(page: Page, has_script: bool) -> None:
    page.get_by_role("button", name="Make the email drafts").click()
    said(page, "The email drafts are made")
    page.get_by_label("User name").fill(USER)
    page.get_by_label("Password").fill(PASSWORD)
    looks_well(page, has_script)
    page.get_by_role("button", name="Yes, send them").click()
    expect(page.get_by_role("heading", name="Sent", exact=True)).to_be_visible(timeout=WITHIN)
    expect(page.get_by_text("already sent to").first).to_be_visible()
    looks_well(page, has_script)


def write_words(page: Page, has_script: bool) -> None:
    go(page, "Words")
    looks_well(page, has_script)
    page.get_by_label("Overall commentary").fill("Written on the page.")
    page.get_by_role("button", name="Keep these words").click()
    said(page, "Your words are kept")
    looks_well(page, has_script)


def take_in_and_mend(page: Page, returns: list[Path], mended: Path, has_script: bool) -> None:
    go(page, "Returns")
    page.get_by_label("Returned workbooks").set_input_files(returns)
    page.get_by_role("button", name="Take them in").click()
    said(page, "The files are taken in")
    go(page, "Problems")
    expect(page.get_by_text("B7: “approx 84” is not a figure.", exact=True)).to_be_visible()
    go(page, "Returns")
    page.get_by_label("Returned workbooks").set_input_files([mended])
    page.get_by_label("They are corrected ones").check()
    page.get_by_role("button", name="Take them in").click()
    said(page, "return-B.xlsx is the new one now")
    go(page, "Problems")
    expect(page.locator("s", has_text="“approx 84” is not a figure")).to_be_visible()
    looks_well(page, has_script)


def report_and_send(page: Page, has_script: bool) -> None:
    go(page, "Report")
    page.get_by_label("that could not be read or used").check()
    page.get_by_role("button", name="Make the report").click()
    said(page, "The report is made")
    looks_well(page, has_script)
    go(page, "Send")
    send_emails(page, has_script)


def drop(page: Page, name: str, content: bytes) -> None:
    """Drops a file on the heading of the page, as by hand."""
    page.wait_for_load_state()
    page.evaluate(
        """([name, bytes]) => {
            const brought = new DataTransfer();
            brought.items.add(new File([new Uint8Array(bytes)], name));
            const said = { dataTransfer: brought, bubbles: true, cancelable: true };
            document.querySelector("h1").dispatchEvent(new DragEvent("drop", said));
        }""",
        [name, list(content)],
    )


@pytest.mark.share(2)
def test_files_are_dropped_anywhere_on_the_pages_of_a_month(
    chromium: Browser, office: Path, tmp_path: Path, is_full: bool
) -> None:
    """A workbook, a mail saved from Outlook, a corrected one where its problems are, a folder.

    What others look at too is looked at here with --full.
    """
    folder = office / "returns" / "2012-09"
    contents = {name: (folder / f"return-{name}.xlsx").read_bytes() for name in "CD"}
    for name in contents:
        api.set_aside(office, api.Month(2012, 9), f"return-{name}.xlsx")
    mail = message(Mail({"our return.xlsx": contents["D"], "signature.png": b"\x89PNG"}))
    with served(office) as address, tool.browser(chromium) as context:
        page = context.new_page()
        page.set_default_timeout(WITHIN)
        page.goto(address)
        expect(page.get_by_text("Drop what comes back anywhere")).to_be_visible(timeout=WITHIN)
        drop(page, "C again.xlsx", contents["C"])
        row = page.get_by_role("row", name="C again.xlsx")
        expect(row).to_contain_text("Return of C", timeout=WITHIN)
        expect(page.get_by_text("or drop them anywhere")).to_be_visible()
        drop(page, "RE September.msg", mail)
        row = page.get_by_role("row", name="RE September.msg")
        expect(row).to_contain_text("Return of D", timeout=WITHIN)
        looks_well(page, has_script=is_full)
        go(page, "Problems")
        expect(page.get_by_text("our return.xlsx in RE September.msg").first).to_be_visible()
        drop(page, "return-B.xlsx", mended(tmp_path, folder).read_bytes())
        said(page, "return-B.xlsx is the new one now")
        expect(page.locator("s", has_text="“approx 84” is not a figure")).to_be_visible()
        looks_well(page, has_script=is_full)
        drop_folder(page)
        expect(page.get_by_role("alert")).to_have_text(
            "A folder cannot be brought. Open it, and drop the files that are in it."
        )
        looks_well(page, has_script=is_full)
        go(page, "Plan")
        drop(page, "plan.xlsx", changed_plan(office / "returns" / "plan.xlsx"))
        expect(page.get_by_role("heading", level=1)).to_have_text("What would change")
        expect(page.get_by_role("row", name="Contact")).to_contain_text("Somebody else")
        looks_well(page, has_script=True)
    assert (folder / "C again.xlsx").read_bytes() == contents["C"]
    assert (folder / "RE September.msg").read_bytes() == mail


def changed_plan(plan: Path) -> bytes:
    """The plan workbook with another contact."""
    book, content = load_workbook(plan), io.BytesIO()
    (contact,) = (row for row in book["Plan"].iter_rows() if row[0].value == "Contact")
    contact[1].value = "Somebody else"
    book.save(content)
    return content.getvalue()


def drop_folder(page: Page) -> None:
    """Drops what a browser says is a folder."""
    page.wait_for_load_state()
    page.evaluate(
        """() => {
            const brought = new DataTransfer();
            brought.items.add(new File([], "returns"));
            const folder = { isDirectory: true };
            DataTransferItem.prototype.webkitGetAsEntry = () => folder;
            const said = { dataTransfer: brought, bubbles: true, cancelable: true };
            document.querySelector("h1").dispatchEvent(new DragEvent("drop", said));
        }"""
    )


def test_it_works_by_keyboard_alone(chromium: Browser, office: Path) -> None:
    with served(office) as address, tool.browser(chromium) as context:
        page = context.new_page()
        page.set_default_timeout(WITHIN)
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("September 2012", timeout=WITHIN)
        tool.skip_to_main(page, "Skip to the main part")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Look through the problems")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Problems in September 2012")
        tool.skip_to_main(page, "Skip to the main part")
        page.keyboard.press("Tab")
        expect(page.locator(".row").first).to_be_focused()


MOST_TABS = 150


def reach(page: Page, words: str) -> None:
    """Presses Tab until what is called so is reached."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        called = page.evaluate(
            """() => {
                const here = document.activeElement;
                // Where nothing has the keyboard yet, this is the whole page.
                if (here === document.body) return "";
                const labels = Array.from(here.labels ?? [], (each) => each.textContent);
                return [here.textContent, ...labels].join(" ").replace(/\\s+/g, " ").trim();
            }"""
        )
        if words in called:
            return
    pytest.fail(f"{words} is not reached by keyboard on {page.url}")


def follow(page: Page, words: str, heading: str) -> None:
    """Reaches a link or a button and presses it; the page that it leads to has that heading."""
    reach(page, words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading, timeout=WITHIN)
    page.wait_for_load_state()


def press(page: Page, words: str, done: str) -> None:
    """Reaches a button and presses it; what was done is said then."""
    reach(page, words)
    page.keyboard.press("Enter")
    said(page, done)


@pytest.mark.full
def test_a_month_by_keyboard_alone(chromium: Browser, office: Path) -> None:
    content = office / "returns" / "2012-09" / "return-C.xlsx"
    path = content.rename(office / "again.xlsx")
    with served(office) as address, tool.browser(chromium) as context:
        page = context.new_page()
        page.set_default_timeout(WITHIN)
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("September 2012", timeout=WITHIN)
        follow(page, "Returns", "Returns for")
        reach(page, "Returned workbooks")
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")
        chooser.value.set_files([path])
        press(page, "Take them in", "The files are taken in")
        follow(page, "Words", "Your words")
        reach(page, "Overall commentary")
        page.keyboard.type("By keyboard.")
        press(page, "Keep these words", "Your words are kept")
        follow(page, "Report", "Report for")
        reach(page, "that could not be read or used")
        page.keyboard.press("Space")
        press(page, "Make the report", "The report is made")
        follow(page, "Plan", "Plan")
        follow(page, "End cyps-reports", "The page has ended")
    assert (office / "returns" / "2012-09" / "again.xlsx").is_file()
    words_kept = (office / "output" / "2012-09" / "words.json").read_text(encoding="utf-8")
    assert "By keyboard." in words_kept


@pytest.mark.full
def test_in_high_contrast_nothing_rests_on_a_colour_of_ours(
    chromium: Browser, office: Path
) -> None:
    with served(office) as address, tool.browser(chromium, has_high_contrast=True) as context:
        page = context.new_page()
        page.set_default_timeout(WITHIN)
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("September 2012", timeout=WITHIN)
        go(page, "Problems")
        meant = page.locator("td.meant").first
        expect(meant).to_contain_text("this cell")
        expect(meant).to_have_css("outline-style", "solid")
        error = page.locator(".findings .error").first
        expect(error).to_contain_text("Error in")
        expect(error).to_have_css("border-left-style", "double")
        button = page.get_by_role("button", name="End cyps-reports")
        expect(button).to_have_css("border-style", "solid")
        looks_well(page, has_script=True)


def test_a_page_of_another_site_gets_nothing(
    chromium: Browser, office: Path, tmp_path: Path
) -> None:
    with served(office) as address, tool.browser(chromium) as context:
        page = context.new_page()
        page.set_default_timeout(WITHIN)
        page.goto(address)
        origin = address.partition("/open/")[0]
        expect(page.get_by_role("heading", level=1)).to_have_text("September 2012", timeout=WITHIN)
        form = (
            f'<form method="post" action="{origin}/months">'
            '<input name="month" value="2012-10"><button>Win</button></form>'
        )
        (tmp_path / "evil.html").write_text(form)
        other = context.new_page()
        other.goto((tmp_path / "evil.html").as_uri())
        other.get_by_role("button").click()
        expect(other.get_by_role("heading", level=1)).to_have_text("This cannot be shown")
    assert not (office / locations.RETURNS_NAME / "2012-10").exists()
