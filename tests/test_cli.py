"""The command line as an officer uses it: what it prints, what it writes, how it ends."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date, datetime, tzinfo
from pathlib import Path

import openpyxl
import pytest

from cyps_reports import __version__, cli, locations
from cyps_reports.workbooks.grid import RawCell
from tests.tools.approved_plan import EXAMPLE_MARKING
from tests.tools.binary_workbook import xlsb

BUILT_IN = ["--plan", str(locations.built_in_plan())]
NAMES = {"cyps-report-2012-09.docx", "cyps-summary-2012-09.xlsx", "as-reported.json"}


@pytest.fixture
def office_folder(few_rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An officer's working folder with three months of a few rows in ./returns."""
    shutil.copytree(few_rows, tmp_path / "returns")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_report_without_anything_makes_the_illustrative_example_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["report"]) == 1
    said = capsys.readouterr().out
    assert "built-in illustrative example" in said
    assert EXAMPLE_MARKING in said
    assert {path.name for path in (tmp_path / "output" / "2012-09").iterdir()} == NAMES


@pytest.mark.usefixtures("office_folder")
def test_the_newest_month_of_returns_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report"]) == 1
    said = capsys.readouterr().out
    assert "CYPS Improvement Plan 2012/13, September 2012, as at 30 September 2012" in said
    assert "built-in" not in said
    assert {path.name for path in Path("output/2012-09").iterdir()} == NAMES


def test_check_prints_place_problem_and_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(locations.example_returns(), "returns")
    assert cli.main(["check", "returns/2012-09"]) == 1
    said = capsys.readouterr().out
    quoted = (
        "return-B.xlsx",
        "  Error: B7 Performance and Development Reviews (PDRs) completed (Targets, I11): "
        "“approx 84” is not a figure.",
        "    Type 84% if that is the figure, and put the words in the comment.",
    )
    assert "\n".join(quoted) in said
    assert "(deadline 2 of 2) (Milestones, J13): “31/09/12” does not exist in the calendar." in said
    assert "Found: 5 errors, " in said
    assert said.index("C37 has no due date") < said.index("return-A.xlsx"), (
        "what matters stays on the screen"
    )
    assert not Path("output").exists()


@pytest.mark.usefixtures("office_folder")
def test_check_without_the_notes_on_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["check", "--no-notes"])
    said = capsys.readouterr().out
    assert "C37 has no due date" not in said
    assert "return-A.xlsx" in said


@pytest.mark.usefixtures("office_folder")
def test_the_example_never_replaces_a_real_report(capsys: pytest.CaptureFixture[str]) -> None:
    plan = str(locations.built_in() / "plan.xlsx")
    assert cli.main(["report", "--plan", plan]) == 1
    before = Path("output/2012-09/as-reported.json").read_bytes()
    assert cli.main(["report"]) == 2
    assert "Choose another folder with --output" in capsys.readouterr().err
    assert Path("output/2012-09/as-reported.json").read_bytes() == before


@pytest.mark.usefixtures("office_folder")
def test_a_day_outside_the_month_is_pointed_out(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["check", "--as-at", "31 October 2012"])
    assert "which is not in the return month September 2012" in capsys.readouterr().out


@pytest.mark.usefixtures("office_folder")
def test_templates_carry_forward_what_stays_true(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["templates", "--from", "returns/2012-09", "--output", "blank"]) == 0
    said = capsys.readouterr().out
    assert "Carried forward from July 2012, August 2012 and September 2012." in said
    assert "The returns are for October 2012." in said


@pytest.mark.usefixtures("office_folder")
def test_check_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "returns/2012-08", "--json"]) == 1
    findings = json.loads(capsys.readouterr().out)
    assert {"severity", "code", "workbook", "sheet", "cell", "message", "fix"} == set(findings[0])
    assert findings[0]["message"] == "No return received from Priority D for August 2012."


@pytest.mark.usefixtures("office_folder")
def test_json_is_all_that_is_printed_whatever_a_library_says(
    capfd: pytest.CaptureFixture[str],
) -> None:
    # Calamine says on the error stream where it breaks off, and then ends the process that reads
    # the file.
    Path("returns/2012-08/far.xlsb").write_bytes(
        xlsb({"Targets": {(1, 1): RawCell("x"), (1_048_576, 16_384): RawCell(1)}})
    )
    cli.main(["check", "returns/2012-08", "--json"])
    said = capfd.readouterr()
    assert [each["code"] for each in json.loads(said.out) if each["workbook"] == "far.xlsb"] == [
        "oversized-file"
    ]
    assert said.err == ""


@pytest.mark.usefixtures("office_folder")
def test_json_stays_empty_where_the_plan_must_be_mended(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.xlsx").write_bytes(b"PK")
    assert cli.main(["check", "--json", "--plan", "bad.xlsx"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "The file is damaged" in said.err


@pytest.mark.share(2)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_output_that_is_read_no_further(office_folder: Path, more: list[str]) -> None:
    command = [sys.executable, "-m", "cyps_reports", "check", *more]
    with subprocess.Popen(
        command, cwd=office_folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as check:
        assert check.stdout is not None
        assert check.stderr is not None
        check.stdout.close()
        assert check.stderr.read() == b""
    assert check.returncode == 141


@pytest.mark.usefixtures("office_folder")
def test_the_as_at_date_can_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["report", "returns/2012-09", "--as-at", "2012-09-14", "--output", "elsewhere"])
    assert "as at 14 September 2012" in capsys.readouterr().out
    record = json.loads(Path("elsewhere/2012-09/as-reported.json").read_text(encoding="utf-8"))
    assert record["as_at"] == "2012-09-14"


@pytest.mark.usefixtures("office_folder")
def test_csv_files_on_request() -> None:
    cli.main(["report", "--csv"])
    names = {path.name for path in Path("output/2012-09").iterdir()}
    assert names == NAMES | {"measures.csv", "deadlines.csv", "findings.csv"}


def test_templates_writes_one_for_each_priority_and_the_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["templates", "--month", "2012-10", *BUILT_IN]) == 0
    names = {path.name for path in Path("input_templates").iterdir()}
    assert names == {
        "plan.xlsx",
        *(f"return-{code}.xlsx" for code in "ABCDE"),
        ".cyps-written.json",
    }
    assert "October 2012" in capsys.readouterr().out


def test_templates_never_replaces_the_officers_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "input_templates" / "plan.xlsx"
    own.parent.mkdir()
    shutil.copy(locations.example_returns() / "plan.xlsx", own)
    before = own.read_bytes()
    assert cli.main(["templates"]) == 0
    assert own.read_bytes() == before


def test_templates_never_replaces_what_somebody_filled_in(
    office_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["templates", "--from", "returns/2012-08"]) == 0
    assert cli.main(["templates", "--from", "returns/2012-09"]) == 0, "blank ones are replaced"
    filled = office_folder / "input_templates" / "return-B.xlsx"
    shutil.copy(office_folder / "returns" / "2012-09" / "return-B.xlsx", filled)
    before = filled.read_bytes()
    assert cli.main(["templates"]) == 2
    assert "has been filled in. Move it into its month's folder" in capsys.readouterr().err
    assert filled.read_bytes() == before


@pytest.fixture(scope="module")
def sent_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which blank returns were written; for copies only."""
    folder = tmp_path_factory.mktemp("sent")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        assert cli.main(["templates", *BUILT_IN]) == 0
    return folder


@pytest.mark.share(3)
@pytest.mark.parametrize(
    ("sheet", "heading", "answer"),
    [
        ("Targets", "Comment", "Soon."),
        ("Targets", "Data status", "Provisional"),
        ("Targets", "Actual", 0.7),
        ("Milestones", "Status", "Completed"),
        ("Milestones", "Date completed", date(2012, 9, 3)),
    ],
)
def test_any_answer_keeps_a_return_from_being_replaced(
    sheet: str,
    heading: str,
    answer: str | float | date,
    sent_out: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(sent_out, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "input_templates" / "return-A.xlsx"
    book = openpyxl.load_workbook(path)
    row = next(row for row in book[sheet].iter_rows() if row[0].value == "Ref")
    column = next(cell.column for cell in row if cell.value == heading)
    book[sheet].cell((row[0].row or 0) + 1, column).value = answer
    book.save(path)
    before = path.read_bytes()
    assert cli.main(["templates"]) == 2
    assert path.read_bytes() == before


def test_templates_says_what_of_earlier_months_cannot_be_read(
    office_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = office_folder / "returns" / "2012-09" / "return-A.xlsx"
    path.write_bytes(path.read_bytes()[:3000])
    assert cli.main(["templates", "--from", "returns/2012-09"]) == 0
    said = capsys.readouterr().out
    assert "Of the returns for September 2012: The file is damaged" in said
    assert "The returns are for October 2012." in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["--month", "2015-01"],
            "January 2015 is not in the plan year 2012/13. Give the plan workbook of its year",
        ),
        (
            ["--from", "returns/2012-09", "--month", "2012-08"],
            "cannot be carried forward to August 2012",
        ),
        (
            ["--from", "returns/2012-09", "--month", "2012-09"],
            "cannot be carried forward to September 2012",
        ),
    ],
)
@pytest.mark.usefixtures("office_folder")
def test_templates_for_an_odd_month_are_refused(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["templates", *arguments]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.usefixtures("office_folder")
def test_a_month_of_another_plan_year_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    Path("returns/2012-09").rename("returns/2013-04")
    assert cli.main(["check", "returns/2013-04"]) == 1
    assert "April 2013 is not in the year of the plan, 2012/13." in capsys.readouterr().out


@pytest.mark.usefixtures("office_folder")
def test_status_tells_of_a_workbook_that_came_and_was_left_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = Path("returns/2012-09/return-A.xlsx")
    path.write_bytes(path.read_bytes()[:3000])
    assert cli.main(["status", "returns/2012-09"]) == 1
    said = capsys.readouterr().out
    assert "A: not returned" in said
    assert "The file is damaged" in said


@pytest.mark.share(2)
@pytest.mark.usefixtures("office_folder")
@pytest.mark.parametrize("command", ["report", "run"])
def test_a_report_that_was_edited_by_hand_is_kept(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path("output/2012-09")
    cli.main(["report"])
    made = (folder / "cyps-report-2012-09.docx").read_bytes()
    for number, edited in (("", b"edited in Word"), ("2", b"and again")):
        (folder / "cyps-report-2012-09.docx").write_bytes(edited)
        cli.main([command])
        kept = f"cyps-report-2012-09-edited{number}.docx"
        said = f"cyps-report-2012-09.docx was changed since it was made; it is kept as {kept}."
        assert said in capsys.readouterr().out
        assert (folder / kept).read_bytes() == edited
        assert (folder / "cyps-report-2012-09.docx").read_bytes() == made
    cli.main([command])
    assert "was changed since" not in capsys.readouterr().out


@pytest.mark.full
@pytest.mark.usefixtures("office_folder")
def test_what_was_made_of_earlier_returns_and_not_again_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["report", "--lead", "JM"])
    cli.main(["report", "--csv"])
    cli.main(["report", "--audience", "leadership"])
    capsys.readouterr()
    cli.main(["report", "--as-at", "2012-09-14"])
    said = capsys.readouterr().out
    assert "Made from the earlier returns, and not made again now: " in said
    assert "measures.csv" in said
    assert "cyps-report-2012-09-leadership.docx" in said


@pytest.mark.usefixtures("office_folder")
def test_results_never_lie_among_the_returns(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", "--output", "returns"]) == 2
    assert "the results would lie among the returns" in capsys.readouterr().err


@pytest.mark.usefixtures("office_folder")
def test_run_says_what_it_replaces_as_report_does(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["report"])
    cli.main(["run", "--as-at", "2012-09-14"])
    assert "This replaces another report of September 2012." in capsys.readouterr().out


def test_months_of_the_plan_year_are_used_today_and_else_its_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    cli.main(["templates", *BUILT_IN])
    assert "The returns are for April 2012." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["report", "nowhere"], "nowhere is not there."),
        (["check", "a file.txt"], "is a file, not a folder"),
        (
            ["report", "returns/2012-09", "--plan", "no.xlsx"],
            "the plan workbook no.xlsx is not there",
        ),
        (["report", "returns/2012-09", "--plan", "a file.txt"], "must be mended first"),
        (["report", "unnamed"], "nothing tells which month the folder unnamed is for"),
        (["report", "returns"], "It holds months: give one, like returns"),
        (
            ["report", "returns/2012-09", "--output", "a file.txt"],
            "Choose another folder with --output",
        ),
    ],
)
def test_what_cannot_run_says_why_and_what_to_do(
    office_folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    (office_folder / "a file.txt").write_text("text", encoding="utf-8")
    (office_folder / "unnamed").mkdir()
    assert cli.main(arguments) == 2
    told = capsys.readouterr()
    assert says in told.err
    assert "Traceback" not in told.err + told.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["report", "--as-at", "05/06/12"], "Type the month as a word"),
        (["report", "--as-at", ""], "the date is empty"),
        (["templates", "--month", "October"], "type it like 2012-10"),
        ([], "COMMAND"),
    ],
)
def test_a_mistyped_command_is_explained(
    capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert says in capsys.readouterr().err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.strip() == f"cyps-reports {__version__}"


@pytest.mark.usefixtures("office_folder")
def test_an_output_open_in_word_stays_whole_and_the_message_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["report"])
    report = Path("output/2012-09/cyps-report-2012-09.docx")
    report.write_bytes(b"what was there")
    opened = Path.open

    def locked(self: Path, mode: str = "r", *more: object, **others: object) -> object:
        if self.name == report.name and "+" in mode:
            raise PermissionError(13, "Permission denied")
        return opened(self, mode, *more, **others)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", locked)
    capsys.readouterr()
    assert cli.main(["report"]) == 2
    assert "Close it in Word, Excel or whatever shows it" in capsys.readouterr().err
    assert report.read_bytes() == b"what was there"
    assert {path.name for path in report.parent.iterdir()} == NAMES, "nothing half-written is left"


@pytest.mark.usefixtures("office_folder")
def test_an_interrupted_run_leaves_the_last_outputs_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    cli.main(["report", "--as-at", "2012-09-14"])
    before = {path.name: path.read_bytes() for path in Path("output/2012-09").iterdir()}

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cyps_reports.files.placing.os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        cli.main(["report"])
    assert {path.name: path.read_bytes() for path in Path("output/2012-09").iterdir()} == before


@pytest.mark.usefixtures("office_folder")
def test_a_full_disk_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cyps_reports.files.placing.os.fsync", full)
    assert cli.main(["report"]) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert list(Path("output/2012-09").iterdir()) == []


@pytest.mark.usefixtures("office_folder")
def test_the_inputs_are_never_written_to() -> None:
    before = {path: path.read_bytes() for path in Path("returns").rglob("*.xlsx")}
    cli.main(["check"])
    cli.main(["report"])
    assert {path: path.read_bytes() for path in Path("returns").rglob("*.xlsx")} == before


def test_the_plan_beside_the_months_is_used_before_the_officers_other_one(
    office_folder: Path,
) -> None:
    own = office_folder / "input_templates"
    own.mkdir()
    shutil.copy(locations.built_in() / "plan.xlsx", own)
    assert (
        locations.plan_for(Path("returns/2012-09"), Path())
        == office_folder / "returns" / "plan.xlsx"
    )
    (office_folder / "returns" / "plan.xlsx").unlink()
    assert locations.plan_for(Path("returns/2012-09"), Path()) == Path("input_templates/plan.xlsx")
    (own / "plan.xlsx").unlink()
    assert locations.plan_for(Path("returns/2012-09"), Path()) == locations.built_in() / "plan.xlsx"


# What is odd about the machine


class Stopped1970(datetime):
    """A clock without a battery; Windows knows no local time so early."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Stopped1970":
        return cls(1970, 1, 1, 0, 5, tzinfo=tz)

    def astimezone(self, tz: tzinfo | None = None) -> "Stopped1970":
        raise OSError(22, "Invalid argument")


@pytest.mark.parametrize("command", [["report"], ["run"], ["run", "--send", "--yes"], ["email"]])
def test_a_clock_in_1970_is_said(
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "datetime", Stopped1970)
    assert cli.main(command) == 2
    assert capsys.readouterr().err == (
        "Could not run: this computer's clock says that it is 1970. Set it right, and run again.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_what_needs_no_clock_runs_in_1970(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "datetime", Stopped1970)
    assert cli.main(["status"]) == 0
    assert "returned" in capsys.readouterr().out


STEERING = "\x1b[2J\x9b\u202e\u2066\u200f"


@pytest.mark.share(2)
@pytest.mark.usefixtures("office_folder")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
@pytest.mark.parametrize("command", ["check", "status", "report", "run"])
def test_nothing_typed_steers_the_screen_or_turns_a_text_round(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a cell as well as in a file's name."""
    month = Path("returns/2012-08")
    workbook = openpyxl.load_workbook(month / "return-A.xlsx")
    workbook["Targets"]["E7"].value = "approx \u202e84\u2066"
    workbook.save(month / "return-A.xlsx")
    (month / "return-B.xlsx").rename(month / f"return-{STEERING}B.xlsx")
    (month / f"{STEERING}odd.xlsx").write_bytes(b"odd")
    cli.main([command, str(month)])
    said = capsys.readouterr()
    assert "odd.xlsx" in said.out
    assert not set(STEERING) - set("[2J") & set(said.out + said.err)
