"""Which plan workbook a month is in, and which records of last year count."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cyps_reports import api, cli
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.history.former import FormerYears, find_former
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.titles import how_to_adopt
from cyps_reports.plan.writer import plan_workbook
from tests.tools.returned import returned
from tests.tools.year_gone_on import (
    CLOSED,
    FEBRUARY,
    JUNE,
    MARCH,
    MAY,
    checked,
    codes,
    last_years,
    of_code,
    state_of,
    this_years,
)


def test_a_month_that_two_plan_workbooks_have_is_told(
    a_year_on: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(a_year_on)
    templates = a_year_on / "input_templates"
    request = api.MonthRequest(root=a_year_on, returns=Path("returns/2018-03"))
    assert "month-in-two-plans" not in codes(api.read_month(request).checked)
    (templates / "plan-2018-19.xlsx").write_bytes((templates / "plan.xlsx").read_bytes())
    month = api.read_month(request)
    told = of_code(month.checked, "month-in-two-plans")
    assert month.used.book.path.name == told.place.workbook == "plan.xlsx"
    assert "in that of plan-2018-19.xlsx. This one was used." in told.message
    cli.main(["report", "returns/2018-03"])
    assert told.message in capsys.readouterr().out, "the report rests on it"
    (templates / "plan-2018-19.xlsx").write_bytes(plan_workbook(this_years()))
    assert "month-in-two-plans" not in codes(api.read_month(request).checked)


def test_a_renamed_plan_is_told_how_to_take_its_returns(a_year_on: Path) -> None:
    renamed = replace(last_years(), title="Better Futures Plan")
    path = a_year_on / "input_templates" / "plan.xlsx"
    path.write_bytes(plan_workbook(renamed))
    request = api.MonthRequest(root=a_year_on, returns=Path(f"returns/{MARCH}"))
    lost = api.read_month(request).checked
    (told,) = (each for each in lost.findings if each.code == "another-plan")
    words = "type “Partnership Plan” beside “Also sent out as” on the sheet Plan"
    assert words in told.fix
    (told, *_) = (each for each in lost.findings if each.code == "record-of-another-plan")
    assert words in told.fix
    path.write_bytes(plan_workbook(replace(renamed, also_titles="Partnership Plan")))
    found = api.read_month(request).checked
    assert not {"another-plan", "record-of-another-plan"} & codes(found)
    assert len(found.history.months) == 2


def test_a_plan_renamed_in_the_new_year_goes_on_all_the_same(a_year_on: Path) -> None:
    plan = this_years(title="Better Futures Plan")
    told = of_code(checked(a_year_on, plan), "record-of-another-plan")
    assert "June 2017 to March 2018" in told.message
    assert "type “Partnership Plan” beside" in told.fix
    again = checked(a_year_on, replace(plan, also_titles="Partnership Plan"), MAY)
    assert "record-of-another-plan" not in codes(again)
    assert again.history.earlier.actuals["A1", ""]


def test_where_nothing_is_known_of_last_year_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "input_templates").mkdir()
    (tmp_path / "returns").mkdir()
    assert "no-record-of-last-year" in codes(checked(tmp_path, this_years()))


def test_a_record_of_last_year_that_was_edited_is_told(a_year_on: Path) -> None:
    path = a_year_on / "output/2018-03/as-reported.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"78"', '"88"'), encoding="utf-8")
    told = of_code(checked(a_year_on, this_years()), "edited-record")
    assert told.place.workbook == "2018-03/as-reported.json"


def test_a_record_of_last_year_that_cannot_be_read_is_told(a_year_on: Path) -> None:
    (a_year_on / "output/2018-02/as-reported.json").write_bytes(b"{")
    month = checked(a_year_on, this_years())
    assert of_code(month, "unreadable-record").place.workbook == "2018-02/as-reported.json"
    assert state_of(month, "A3") is DeadlineState.MISSED_THIS_MONTH, "the others still count"


def test_a_record_of_last_year_that_a_report_knew_and_that_is_gone_is_told(a_year_on: Path) -> None:
    checked(a_year_on, this_years(), answers={("A1", "actual"): 0.8})
    api.report(api.ReportRequest(root=a_year_on, returns=Path("returns/2018-04")))
    assert "nothing-known-of-month" not in codes(checked(a_year_on, this_years(), MAY))
    (a_year_on / "output/2018-02/as-reported.json").unlink()
    may = api.read_month(api.MonthRequest(root=a_year_on, returns=Path("returns/2018-05"))).checked
    told = of_code(may, "nothing-known-of-month")
    assert told.place.workbook == "2018-02/as-reported.json"
    assert "the report for April 2018 was made from it" in told.message


@pytest.mark.parametrize("figure", ["1E+99999", "-1E-99999", "NaN"])
def test_a_record_with_a_figure_that_none_can_be_is_told(a_year_on: Path, figure: str) -> None:
    path = a_year_on / "output/2018-03/as-reported.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["measures"][0]["actual"] = figure
    path.write_text(json.dumps(record), encoding="utf-8")
    now = {("A1", "actual"): 0.8, ("A1", "as_at"): date(2018, 4, 30)}
    month = checked(a_year_on, this_years(), answers=now)
    assert of_code(month, "unreadable-record").place.workbook == "2018-03/as-reported.json"


def test_beyond_a_year_without_records_no_reference_tells(a_year_on: Path) -> None:
    later = this_years(year="2019/20", starts=date(2019, 4, 1), ends=date(2020, 3, 31))
    (a_year_on / "input_templates" / "plan-2019-20.xlsx").write_bytes(plan_workbook(later))
    folder = a_year_on / "returns" / "2019-04"
    folder.mkdir()
    returned(folder, later, "A", {}, Month(2019, 4))
    request = api.MonthRequest(root=a_year_on, returns=Path("returns/2019-04"))
    read = api.read_month(request).checked
    assert "no-record-of-last-year" in codes(read)
    assert not read.history.earlier.actuals


def test_a_year_goes_on_from_another_year_of_its_own_marking(year_behind: Path) -> None:
    def former(plan: Plan) -> FormerYears:
        return find_former(year_behind / "returns", year_behind / "output", plan)

    (before,) = former(this_years()).years
    assert [each.month for each in before.records] == [JUNE, FEBRUARY, MARCH]
    corrected = replace(last_years(), starts=date(2018, 4, 1))
    assert former(corrected) == FormerYears(), "its own year, before its first day was corrected"
    assert former(this_years(marking="Restricted")) == FormerYears(), "nothing of what is open"


def test_where_this_years_plan_must_be_mended_first_it_is_the_one_that_is_told(
    a_year_on: Path,
) -> None:
    twice = this_years(closed=(*CLOSED, CLOSED[0]))
    (a_year_on / "input_templates" / "plan-2018-19.xlsx").write_bytes(plan_workbook(twice))
    (a_year_on / "returns" / "2018-04").mkdir()
    with pytest.raises(api.CannotRun) as told:
        api.read_month(api.MonthRequest(root=a_year_on, returns=Path("returns/2018-04")))
    assert "plan-2018-19.xlsx must be mended first" in told.value.problem
    assert [each.code for each in told.value.findings] == ["closed-twice"]


def test_the_plan_in_use_may_be_called_plan_and_the_old_one_after_its_year(a_year_on: Path) -> None:
    templates = a_year_on / "input_templates"
    (templates / "plan.xlsx").rename(templates / "plan-2017-18.xlsx")
    (templates / "plan.xlsx").write_bytes(plan_workbook(this_years()))
    late = api.read_month(api.MonthRequest(root=a_year_on, returns=Path("returns/2018-03")))
    assert late.used.book.path.name == "plan-2017-18.xlsx"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Partnership Plan 2016/17", ""),
        ("Partnership plan 2016 to 2019", ""),
        ("Partnership Plan for Children 2017/18", "“Partnership Plan for Children”"),
        ("Better Futures 2017/18", "“Better Futures”"),
        ("Better Futures 2016/17", "“Better Futures 2016/17”"),
    ],
)
def test_a_title_is_adopted_and_another_year_is_not(said: str, told: str) -> None:
    advice = how_to_adopt(last_years(), said)
    assert (told in advice) if told else not advice
