"""An odd environment changes no output, and odd names and words steer nothing: done for real."""

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from cyps_reports import cli, locations
from cyps_reports.console.screen import finding_lines
from cyps_reports.findings import CellRef, error
from tests.tools.started import ON_POSIX, ran

pytestmark = [ON_POSIX, pytest.mark.usefixtures("september_alone")]

ODD: tuple[dict[str, str], ...] = (
    {"HOME": "/nowhere", "TZ": "Nowhere/At_all", "TMPDIR": "/nowhere", "PYTHONOPTIMIZE": "2"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "XXX+99999"},
    {"LC_ALL": "nowhere.ISO-8859-1", "LANG": "POSIX", "PYTHONIOENCODING": "cp1252:strict"},
)


@pytest.mark.full
def test_an_odd_environment_changes_no_output() -> None:
    assert ran("run").returncode == 1
    usual = {path: path.read_bytes() for path in Path("output").rglob("*") if path.is_file()}
    for odd in ODD:
        shutil.rmtree("output")
        done = ran("run", **odd)
        assert (done.returncode, done.stderr) == (1, ""), odd
        assert {
            path: path.read_bytes() for path in Path("output").rglob("*") if path.is_file()
        } == usual, odd


def test_a_bare_locale_still_says_what_it_means() -> None:
    assert "“approx 84” is not a figure" in ran("check", LC_ALL="C").stdout


def test_a_folder_that_was_taken_away(tmp_path: Path) -> None:
    done = ran("report", before="mkdir gone; cd gone; rmdir ../gone")
    assert done.returncode == 2
    assert done.stderr == (
        "Could not run: the folder you are in is no longer there. Go to another one, and run "
        "again.\n"
    )


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize(("umask", "folder", "file"), [(0o027, 0o750, 0o640)])
def test_who_may_read_what_is_written_is_what_the_system_says(
    umask: int, folder: int, file: int
) -> None:
    before = os.umask(umask)
    try:
        assert cli.main(["run"]) == 1
        assert cli.main(["report", "--csv", "--as-at", "2012-09-14"]) == 1
        assert cli.main(["check", "--feedback", "feedback"]) == 1
        assert cli.main(["templates", "--plan", str(locations.built_in_plan())]) == 0
    finally:
        os.umask(before)
    made = [
        each
        for name in ("output", "feedback", "input_templates")
        for each in (Path(name), *Path(name).rglob("*"))
    ]
    assert {mode_of(path) for path in made if path.is_dir()} == {folder}
    assert {mode_of(path) for path in made if path.is_file()} == {file}


@pytest.mark.full
@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_no_text_can_hold(capsys: pytest.CaptureFixture[str]) -> None:
    """In findings, outputs, the record, emails and what is said.

    The folder of the results is called so too.
    """
    odd = {
        "A": "CON.xlsx",
        "B": "re\udcfft.xlsx",
        "C": "\x1b[31mC\u202e.xlsx",
        "D": "new\nline\u2028.xlsx",
    }
    month = Path("returns/2012-09")
    for priority, name in odd.items():
        (month / f"return-{priority}.xlsx").rename(month / name)
    (month / "damaged\udcfe.xlsx").write_bytes(b"PK")
    assert cli.main(["check", "--feedback", "fb\udcff"]) == 1
    assert cli.main(["run", "--output", "out\udcff"]) == 1
    assert cli.main(["verify", "out\udcff/2012-09"]) == 0
    assert cli.main(["status"]) == 1
    said = capsys.readouterr()
    assert not set("\x1b\u202e\u2028") & set(said.out + said.err)
    assert len([path for path in Path("fb\udcff").iterdir() if path.suffix == ".txt"]) == 6
    for path in Path("out\udcff").rglob("*"):
        if path.suffix in (".json", ".txt"):
            assert "\\udcff" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [["\x1b[31m"], ["check", "--as-at", "\x1b[31m\u202e"], ["report", "--lead", "\x1b[31m"]],
)
def test_what_is_typed_on_the_command_line_steers_no_screen(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with suppress(SystemExit):
        assert cli.main(words) == 2
    said = capsys.readouterr()
    assert not set("\x1b\u202e") & set(said.out + said.err)
    assert "[31m" in said.err


def test_what_was_typed_on_several_lines_passes_for_no_finding() -> None:
    place = CellRef("a.xlsx", "Targets", "I5")
    one = error(
        "not-a-figure", place, "“84\n\nplan.xlsx\n  Error: all wrong” is not a figure.", "Type\n84."
    )
    assert tuple(finding_lines((one,)))[1:3] == (
        "  Error: Targets, I5: “84 plan.xlsx Error: all wrong” is not a figure.",
        "    Type 84.",
    )
