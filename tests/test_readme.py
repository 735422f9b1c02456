"""Every command in the README works as it stands, and says the same on Windows."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from cyps_reports import cli, frames, locations
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.fields import PLAN_FIELDS, VOCABULARY_FIELDS
from cyps_reports.plan.sheets.figure_columns import BETWEEN_STEPS, STEP_KEYS
from tests.tools.plan_document import plan_document

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
COMMANDS = [line for kind, body in BLOCKS if not kind for line in body.splitlines()]
SET_UP = [command for command in COMMANDS if " venv " in command]
DAILY = [command for command in COMMANDS if " venv " not in command]


@pytest.fixture
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work_in(tmp_path, locations.example_returns(), monkeypatch)


@pytest.fixture
def folder_of_few_rows(few_rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work_in(tmp_path, few_rows, monkeypatch)


def work_in(folder: Path, returns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for month in ("2012-07", "2012-08", "2012-09"):
        shutil.copytree(returns / month, folder / "returns" / month)
    (folder / "input_templates").mkdir()
    shutil.copy(returns / "plan.xlsx", folder / "input_templates")
    answer_as_an_officer(folder, monkeypatch)


def answer_as_an_officer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder with a plan in Word, somebody who types what must be typed and else Enter."""
    (folder / "Our plan.docx").write_bytes(plan_document())
    monkeypatch.chdir(folder)
    monkeypatch.setattr("builtins.input", lambda asked: "" if "[" in asked else "Our council")


@pytest.mark.share(5)
@pytest.mark.usefixtures("folder_of_few_rows")
@pytest.mark.parametrize("command", DAILY)
def test_every_daily_command_runs(command: str) -> None:
    words = shlex.split(command)
    arguments = words[3:] if words[:3] == ["python", "-m", "cyps_reports"] else words[1:]
    assert words[0] in ("cyps-reports", "python")
    if "--for" in arguments:
        cli.main(["templates", "--from", "returns/2012-09"])
    elif arguments[0] in ("email", "verify"):
        cli.main(["report", "returns/2012-09"])
    assert cli.main(arguments) in (cli.DONE, cli.DONE_WITH_ERRORS)


OWN_PLAN = README.partition("## Your own plan")[2].partition("\n## ")[0]


def test_from_a_plan_in_word_to_the_first_returns_step_by_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In an empty folder, with the commands of this section alone."""
    start, blank, plan_check, templates, *_ = re.findall(
        r"^```\n(.*?)\n```", OWN_PLAN, flags=re.MULTILINE
    )
    answer_as_an_officer(tmp_path, monkeypatch)
    assert cli.main(shlex.split(start)[1:]) == cli.DONE
    assert f"{blank} " in start
    (going,) = re.findall(r"^```text\ncd (.*)\n```", OWN_PLAN, flags=re.MULTILINE)
    monkeypatch.chdir(going)
    assert cli.main(shlex.split(plan_check)[1:]) == cli.DONE_WITH_ERRORS
    plan = openpyxl.load_workbook("input_templates/plan.xlsx")
    for row in plan["Measures"].iter_rows(2, 42):
        row[5].value, row[4].value = row[5].value or "higher", row[4].value or "count"
    plan.save("input_templates/plan.xlsx")
    assert cli.main(shlex.split(plan_check)[1:]) == cli.DONE
    assert "run: cyps-reports templates" in capsys.readouterr().out
    assert cli.main(shlex.split(templates)[1:]) == cli.DONE
    names = {path.name for path in Path("input_templates").glob("return-*.xlsx")}
    assert names == {f"return-{code}.xlsx" for code in "ABCDE"}


def test_there_are_commands_to_test() -> None:
    assert len(SET_UP) == 4
    assert len(DAILY) >= 9
    assert {shlex.split(command)[1] for command in DAILY if command.startswith("cyps")} == {
        "start",
        "plan",
        "templates",
        "check",
        "status",
        "report",
        "email",
        "run",
        "verify",
        "new-year",
    }


PLAN_SHEETS = {
    **layout.tables(date(2012, 4, 1), date(2013, 3, 31)),
    layout.PLAN: (*PLAN_FIELDS, *VOCABULARY_FIELDS),
    layout.STEPS: (*STEP_KEYS, BETWEEN_STEPS),
}


@pytest.mark.parametrize("sheet", PLAN_SHEETS)
def test_every_column_of_the_plan_workbook_is_explained_as_at_its_heading(sheet: str) -> None:
    for column in PLAN_SHEETS[sheet]:
        assert column.prompt, column.heading
        assert f"| {sheet} | {column.heading} | {column.prompt} |" in README.splitlines()


def test_each_set_up_command_has_its_windows_form() -> None:
    for unix, windows in (SET_UP[:2], SET_UP[2:]):
        translated = unix.replace("python3 -m venv", "py -m venv").replace(
            ".venv/bin/", ".venv\\Scripts\\"
        )
        assert translated == windows


def test_ci_calls_the_set_up_commands() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command in (SET_UP[0], SET_UP[2]):
        ending = command.split(".venv/")[-1]
        assert f"command_ending '{ending}'" in script
        assert README.count(f"{ending}\n") == 1


def locked(name: str) -> dict[str, str]:
    """The libraries of a lock file with their versions.

    More than one version where Pythons differ.
    """
    lock = (ROOT / name).read_text(encoding="utf-8")
    pinned = re.findall(r"^([a-z0-9-]+)==(\S+)([^\\\n]*)", lock, flags=re.MULTILINE)
    assert lock.count("--hash=sha256:") > len(pinned)
    assert not re.search(r"https?://|file:|--index|--find-links| @ ", lock)
    return {f"{library}{where}": version for library, version, where in pinned}


def test_the_set_up_commands_install_everything_that_is_imported() -> None:
    """Each lock names every dependency with its hash, and no registry or folder."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [re.match(r"[a-z0-9-]+", each) for each in project["project"]["dependencies"]]
    for lock in ("requirements.lock", "requirements-dev.lock"):
        libraries = {each.split(" ")[0] for each in locked(lock)}
        assert {match[0] for match in needed if match} <= libraries


def test_running_the_program_needs_half_of_what_its_tests_need_and_the_same_versions() -> None:
    running, testing = locked("requirements.lock"), locked("requirements-dev.lock")
    assert running.items() <= testing.items()
    assert len(running) * 2 < len(testing)
    assert not {"ruff", "mypy", "pytest", "aiosmtpd", "pandas-stubs"} & running.keys()


def test_the_reports_command_installs_what_running_needs_and_the_tests_command_all() -> None:
    report, tests = SET_UP[0], SET_UP[2]
    assert "-r requirements.lock" in report
    assert "-r requirements-dev.lock" in tests


@pytest.mark.usefixtures("working_folder")
def test_the_analysts_example_runs() -> None:
    cli.main(["report"])
    (code,) = [body for kind, body in BLOCKS if kind == "python"]
    names: dict[str, object] = {}
    exec(code, names)
    assert names["frames"] is frames
    assert len(names["measures"]) == 41  # type: ignore[arg-type]
    assert len(names["late"]) == 6  # type: ignore[arg-type]


@pytest.mark.usefixtures("working_folder")
def test_the_finding_quoted_is_what_check_prints(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["check"])
    quoted = next(body for kind, body in BLOCKS if kind == "text" and body.startswith("return-B"))
    assert quoted in capsys.readouterr().out


def test_the_pictures_of_report_and_page_are_there() -> None:
    pictures = re.findall(r"!\[.+?\]\((.+?)\)", README)
    assert pictures == [".readme/page.png", ".readme/report.png"]
    for picture in pictures:
        assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")


def test_the_module_runs_as_a_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cyps_reports", "report", "--output", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == ""
    assert len(list((tmp_path / "2012-09").iterdir())) == 3
