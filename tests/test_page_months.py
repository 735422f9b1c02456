"""Months on the page: begun, judged on a day, and their returns made and sent out."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from cyps_reports import api, locations
from tests.tools.page import Page, said_in


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


@pytest.mark.full
def test_a_month_is_judged_on_another_day_that_is_chosen(page: Page) -> None:
    text = said_in(page.done("/2012-09/day", {"as_at": "28.9.12"}))
    assert "As at 28 September 2012" in text
    assert "is not a date" in said_in(page.done("/2012-09/day", {"as_at": "soon"}))
    assert "As at 30 September 2012" in said_in(page.done("/2012-09/day", {"as_at": ""}))


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
