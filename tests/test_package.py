"""The package as it is installed, and the house rules it is kept by."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.tools import libreoffice

ROOT = Path(__file__).parent.parent


def run(*command: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.full
def test_plan_templates_and_example_travel_with_the_package(tmp_path: Path) -> None:
    built = run("-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path))
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as package:
        package.extractall(installed)
    assert (installed / "cyps_reports" / "input_templates" / "emails" / "lead.txt").is_file()
    done = run("-m", "cyps_reports", "report", cwd=elsewhere, PYTHONPATH=str(installed))
    assert done.returncode == 1, done.stderr
    assert "built-in illustrative example" in done.stdout
    assert len(list((elsewhere / "output" / "2012-09").iterdir())) == 3
    for command in (("start", "--example"), ("templates",)):
        done = run("-m", "cyps_reports", *command, cwd=elsewhere, PYTHONPATH=str(installed))
        assert done.returncode == 0, done.stderr
    assert len(list((elsewhere / "input_templates").glob("*.xlsx"))) == 6


@pytest.mark.full
def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    """Python orders sets differently in each process; nothing written may depend on it."""
    written = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        for ends, *command in (
            (1, "report", "--csv"),
            (0, "templates", "--from", "input_templates/example_returns/2012-09"),
        ):
            done = run("-m", "cyps_reports", *command, "--output", str(folder), PYTHONHASHSEED=seed)
            assert done.returncode == ends, done.stderr
        written.append(
            {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
        )
    assert written[0] == written[1]
    assert len(written[0]) == 13


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "ruff", "check", "."),
        ("-m", "ruff", "format", "--check", "."),
        pytest.param(("-m", "mypy"), marks=pytest.mark.full),
    ],
    ids=["ruff check", "ruff format", "mypy"],
)
def test_ruff_and_mypy_are_clean(command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_names_a_path_of_a_machine() -> None:
    path = re.compile(r"(^|[^.A-Za-z/])/(work|farm|root|home)/")
    for each in (*ROOT.rglob("*.py"), *ROOT.glob("*.*"), ROOT / ".ci" / "run"):
        if (
            each.is_file()
            and each.suffix in (".py", ".md", ".toml", ".lock", "")
            and ".venv" not in each.parts
        ):
            assert not path.search(each.read_text(encoding="utf-8")), each


def test_the_top_level_is_as_agreed() -> None:
    allowed = {"pyproject.toml", "cyps_reports", "input_templates", "output", "tests", "README.md"}
    beside = {"requirements.lock", "requirements-dev.lock", "CHANGELOG.md", "LICENCE"}
    made = {"build", "dist"}
    names = {each.name for each in ROOT.iterdir() if not each.name.startswith(".")}
    assert allowed | beside <= names
    assert names <= allowed | beside | made


def test_where_nothing_may_skip_libreoffice_is_there() -> None:
    if os.environ.get("CYPS_REPORTS_NO_SKIP"):
        assert libreoffice.why_missing() == ""
