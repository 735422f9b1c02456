"""Whatever happens, the page says it: what a plan gets wrong, what nobody foresaw, its end."""

import pytest
from openpyxl import load_workbook

from cyps_reports import api
from tests.tools.page import Page, said_in, words


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
