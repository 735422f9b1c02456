"""Which plan workbook and which month's folder a command takes, and what it says where it finds
neither.
"""

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cyps_reports import cli, locations
from cyps_reports.acts import month as month_act
from cyps_reports.findings import Finding
from cyps_reports.plan.dates.months import Month, month_of_folder, months_between
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.writer import plan_workbook
from tests.tools.approved_plan import approved_plan
from tests.tools.returned import returned

YEAR = months_between(date(2012, 4, 1), date(2013, 3, 31))


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("2012-09", Month(2012, 9)),
        ("2012-9", Month(2012, 9)),
        ("2012_09", Month(2012, 9)),
        ("09-2012", Month(2012, 9)),
        ("September 2012", Month(2012, 9)),
        ("Sept 2012", Month(2012, 9)),
        ("sep-12", Month(2012, 9)),
        ("2012 September", Month(2012, 9)),
        ("06 September 2012", Month(2012, 9)),
        ("Sept", Month(2012, 9)),
        ("06 Sept", Month(2012, 9)),
        ("January", Month(2013, 1)),
        ("2012", None),
        ("2012-13", None),
        ("September draft", None),
        ("returns", None),
        ("09", None),
        ("September October 2012", None),
    ],
)
def test_a_folder_is_named_after_its_month_as_people_name_it(
    name: str, month: Month | None
) -> None:
    assert month_of_folder(name, YEAR) == month


def test_a_month_without_its_year_is_one_of_a_plan_of_one_year_only() -> None:
    assert month_of_folder("Sept", months_between(date(2012, 4, 1), date(2014, 3, 31))) is None
    assert month_of_folder("Sept") is None


def plan_of_another_council() -> Plan:
    plan = approved_plan()
    first = plan.priorities[:1]
    measures = tuple(each for each in plan.measures if each.priority == first[0].code)[:2]
    milestones = tuple(each for each in plan.milestones if each.priority == first[0].code)[:2]
    return replace(
        plan, title="Partnership Plan", priorities=first, measures=measures, milestones=milestones
    )


def with_returns(folder: Path, plan: Plan, names: dict[str, Month]) -> None:
    for name, month in names.items():
        path = folder / "returns" / name
        path.mkdir(parents=True)
        returned(
            path, plan, "A", {("A1", "actual"): Decimal("0.7"), ("A1", "as_at"): month.last}, month
        )


@pytest.mark.parametrize(
    "names", [("Aug", "Sept"), ("2012-8", "2012-9"), ("August 2012", "September 2012")]
)
def test_months_by_any_name_are_history_and_carried_forward(
    folder: Path, names: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    plan = plan_of_another_council()
    with_returns(folder, plan, {names[0]: Month(2012, 8), names[1]: Month(2012, 9)})
    (folder / "returns" / "plan.xlsx").write_bytes(plan_workbook(plan))
    assert cli.main(["report"]) == 0
    said = capsys.readouterr().out
    assert "Partnership Plan 2012/13, September 2012, as at 30 September 2012" in said
    assert (folder / "output/2012-09/as-reported.json").is_file()
    assert "There are neither returns nor a record of what was reported for August" not in said
    assert cli.main(["templates", "--from", f"returns/{names[1]}", "--output", "blank"]) == 0
    said = capsys.readouterr().out
    assert "Carried forward from August 2012 and September 2012." in said
    assert "The returns are for October 2012." in said


@pytest.mark.parametrize("typed", ["2012-09", "2012-9", "September 2012", "Sept"])
def test_a_month_is_found_under_returns(
    folder: Path, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = plan_of_another_council()
    with_returns(folder, plan, {"2012-09": Month(2012, 9)})
    (folder / "returns" / "plan.xlsx").write_bytes(plan_workbook(plan))
    assert cli.main(["check", typed]) == 0
    assert "September 2012, as at" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("names", "newest"),
    [
        ({"2012-08": Month(2012, 8), "September": Month(2012, 9)}, "September 2012"),
        ({"2012-09": Month(2012, 9), "Aug": Month(2012, 8)}, "September 2012"),
        ({"2012-08": Month(2012, 8)}, "August 2012"),
        ({"2012-08": Month(2012, 8), "July 2012": Month(2012, 7)}, "August 2012"),
    ],
)
def test_the_newest_month_is_found_and_the_plan_is_read_once(
    folder: Path,
    names: dict[str, Month],
    newest: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The returns are read against the plan.

    A folder without its year is found by the same reading of it.
    """
    plan = plan_of_another_council()
    with_returns(folder, plan, names)
    (folder / "returns" / "plan.xlsx").write_bytes(plan_workbook(plan))
    read: list[Path] = []

    def counted(path: Path) -> tuple[Plan | None, tuple[Finding, ...]]:
        read.append(path)
        return read_plan(path)

    monkeypatch.setattr(month_act, "read_plan", counted)
    assert cli.main(["check"]) == 0
    assert f"Partnership Plan 2012/13, {newest}, as at " in capsys.readouterr().out
    assert read == [folder / "returns" / "plan.xlsx"]


def test_what_is_not_there_is_answered_with_the_nearest(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_returns(folder, plan_of_another_council(), {"2012-09": Month(2012, 9)})
    assert cli.main(["check", "returns/2012-08"]) == 2
    assert (
        "returns/2012-08 is not there. The nearest that is there is returns/2012-09."
        in capsys.readouterr().err
    )
    assert cli.main(["check", "2012-08"]) == 2
    assert "The nearest that is there is returns/2012-09." in capsys.readouterr().err


@pytest.mark.share(2)
@pytest.mark.parametrize(
    "place",
    [
        "returns/plan.xlsx",
        "input_templates/plan.xlsx",
        "input_templates/PLAN.XLSX",
        "input_templates/Plan.xlsm",
    ],
)
def test_every_command_says_which_plan_workbook_it_used(
    folder: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = plan_of_another_council()
    with_returns(folder, plan, {"2012-09": Month(2012, 9)})
    path = folder / place
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(plan_workbook(plan))
    for command in ("check", "status", "report", "email", "run"):
        assert cli.main([command, "returns/2012-09"]) == 0
        assert f"Plan workbook: {place}" in capsys.readouterr().out
    assert cli.main(["templates", "--month", "2012-10", "--output", "blank"]) == 0
    assert "Plan workbook: " in capsys.readouterr().out


def plans_in(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if path.stem.casefold() == "plan"
    }


@pytest.mark.parametrize(
    ("name", "copied"),
    [
        ("plan.xlsx", "plan.xlsx"),
        ("plan.xlsm", "plan.xlsm"),
        ("plan.ods", "plan.ods"),
        ("plan.XLSX", "plan.xlsx"),
        ("Plan.Xlsm", "plan.xlsm"),
    ],
)
def test_the_plan_is_copied_beside_the_blank_returns_under_its_own_kind(
    folder: Path, name: str, copied: str
) -> None:
    """A workbook with macros that is called as one without them is one that Excel does not open."""
    content = plan_workbook(plan_of_another_council())
    (folder / "returns").mkdir()
    (folder / "returns" / name).write_bytes(content)
    assert cli.main(["templates", "--month", "2012-10", "--output", "blank"]) == 0
    assert plans_in(folder / "blank") == {copied: content}


@pytest.mark.parametrize(
    "there", ["plan.xlsx", "plan.xlsm", "plan.ods", "plan.xls", "PLAN.XLSX", "Plan.Ods"]
)
def test_no_plan_is_copied_where_one_of_any_kind_lies_already(folder: Path, there: str) -> None:
    (folder / "returns").mkdir()
    (folder / "returns" / "plan.xlsx").write_bytes(plan_workbook(plan_of_another_council()))
    (folder / "blank").mkdir()
    (folder / "blank" / there).write_bytes(b"somebody's own")
    assert cli.main(["templates", "--month", "2012-10", "--output", "blank"]) == 0
    assert plans_in(folder / "blank") == {there: b"somebody's own"}
    assert (folder / "blank" / "return-A.xlsx").is_file()


def test_run_from_another_folder_the_plan_beside_the_returns_is_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = plan_of_another_council()
    with_returns(folder, plan, {"2012-09": Month(2012, 9)})
    (folder / "input_templates").mkdir()
    (folder / "input_templates/plan.xlsx").write_bytes(plan_workbook(plan))
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    assert cli.main(["check", "../returns/2012-09"]) == 0
    assert "Partnership Plan 2012/13, September 2012" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "status", "report", "email", "run"])
def test_returns_of_another_plan_are_never_read_against_the_built_in_one(
    folder: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = plan_of_another_council()
    with_returns(folder, plan, {"2012-09": Month(2012, 9)})
    (folder / "input_templates").mkdir()
    (folder / "input_templates/Improvement plan v3.xlsx").write_bytes(plan_workbook(plan))
    assert cli.main([command, "returns/2012-09"]) == 2
    said = capsys.readouterr().err
    assert "are of another plan than the built-in one" in said
    assert "plan.xlsx was looked for in" in said
    assert "Perhaps it is input_templates/Improvement plan v3.xlsx: give it with --plan." in said
    assert not (folder / "output").exists()


def test_the_built_in_example_says_that_it_is_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check"]) == 1
    said = capsys.readouterr().out
    assert "this is the built-in illustrative example" in said
    assert "Plan workbook: that of the built-in example" in said


def checked_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is a checkout, and the program that runs was installed from it elsewhere."""
    installed = folder.parent / "installed" / "input_templates"
    for place in (installed, folder / "input_templates"):
        shutil.copytree(locations.built_in(), place, dirs_exist_ok=True)
    monkeypatch.setattr(locations, "built_in", lambda: installed)


@pytest.mark.full
@pytest.mark.parametrize("command", ["report", "check", "status", "run"])
def test_in_a_checkout_the_installed_program_shows_the_example(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    checked_out(folder, monkeypatch)
    assert cli.main([command]) in (0, 1)
    assert "illustrative example" in capsys.readouterr().out


def test_a_plan_that_was_changed_in_a_checkout_is_ones_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    checked_out(folder, monkeypatch)
    changed = replace(approved_plan(), title="Our plan")
    (folder / "input_templates" / "plan.xlsx").write_bytes(plan_workbook(changed))
    assert cli.main(["report"]) == 2
    assert "no returns have come back yet" in capsys.readouterr().err


def test_a_plan_is_begun_beside_what_travels_with_the_program_and_not_over_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    checked_out(folder, monkeypatch)
    for place in (".", "input_templates", "input_templates/example_returns"):
        assert cli.main(["start", place, "--example"]) == 2
        assert "is the program's own folder" in capsys.readouterr().err
    assert cli.main(["start", "ours", "--example"]) == 0
