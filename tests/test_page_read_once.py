"""Nothing is read or made again on the page that has not changed."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from cyps_reports import api, locations
from cyps_reports.returns import kept_readings
from cyps_reports.workbooks.opening import Opened, open_books
from tests.tools.page import Page, bring, errors_in, said_in, words


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
