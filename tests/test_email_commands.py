"""The email drafts by command: after a report, beside what an officer has there already."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cyps_reports import cli, locations
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.sheets import layout
from cyps_reports.writers.word.as_sent import as_sent
from tests.tools.approved_plan import example_plan
from tests.tools.emails import (
    BUILT_IN,
    OWN_TEXTS,
    edited_plan,
    read_back,
)
from tests.tools.returned import returned


@pytest.fixture
def office_folder(few_rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(few_rows, tmp_path / "returns")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def its_rows(
    few_rows: Path, is_full: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder with the example: some of its rows, and all of them with --full."""
    shutil.copytree(locations.example_returns() if is_full else few_rows, tmp_path / "returns")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("office_folder")
def test_email_wants_a_report_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["email", "returns/2012-08"]) == 2
    assert "Run this first: cyps-reports report returns/2012-08\n" in capsys.readouterr().err
    assert not Path("output").exists()
    plan = "returns/the plan.xlsx"
    shutil.copy("returns/plan.xlsx", plan)
    assert (
        cli.main(
            ["email", "returns/2012-08", "--plan", plan, "--output", "out", "--as-at", "2012-08-30"]
        )
        == 2
    )
    again = (
        'cyps-reports report returns/2012-08 --plan "returns/the plan.xlsx" --output out '
        "--as-at 2012-08-30\n"
    )
    assert capsys.readouterr().err.endswith(again)


@pytest.mark.full
def test_the_place_of_the_built_in_example_is_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["email"]) == 2
    assert capsys.readouterr().err.endswith("Run this first: cyps-reports report\n")
    assert cli.main(["run"]) == 1
    told = capsys.readouterr()
    assert str(locations.built_in()) not in told.out + told.err


@pytest.mark.usefixtures("its_rows")
def test_email_writes_the_drafts_of_the_report_and_takes_old_ones_away(
    capsys: pytest.CaptureFixture[str], is_full: bool
) -> None:
    cli.main(["report", "returns/2012-08", "--as-at", "2012-08-30"])
    assert cli.main(["email", "returns/2012-08"]) == 1
    said = capsys.readouterr().out
    assert "as at 30 August 2012" in said, "judged on the day of the report"
    emails = Path("output/2012-08/emails")
    assert f"Wrote {10 if is_full else 8} email drafts in output" in said
    assert (emails / "missing-D.eml").is_file()
    (attached,) = read_back((emails / "cabinet.eml").read_bytes()).iter_attachments()
    report = Path("output/2012-08/cyps-report-2012-08.docx")
    assert attached.get_content() == as_sent(report.read_bytes())
    own = dict.fromkeys(("missing-people.txt", "notes.txt", "lead-notes.eml"), b"mine")
    for name, content in own.items():
        (emails / name).write_bytes(content)
    returned(Path("returns/2012-08"), example_plan(), "D", {}, Month(2012, 8))
    assert cli.main(["email", "returns/2012-08"]) == 2
    assert "have changed since the report in output" in capsys.readouterr().err
    assert (emails / "missing-D.eml").is_file()
    cli.main(["report", "returns/2012-08"])
    cli.main(["email", "returns/2012-08"])
    assert "missing-D.eml, which no longer applies" in capsys.readouterr().out
    names = {path.name for path in emails.iterdir()}
    assert not any(name.startswith("missing-D") for name in names)
    assert "incomplete-D.eml" in names
    assert {name: (emails / name).read_bytes() for name in own} == own


@pytest.mark.usefixtures("office_folder")
def test_a_report_edited_in_word_is_attached_as_it_is_and_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["report", "returns/2012-08"])
    report = Path("output/2012-08/cyps-report-2012-08.docx")
    report.write_bytes(report.read_bytes() + b"edited")
    cli.main(["email", "returns/2012-08"])
    assert "This is not the Word report as it would be made now" in capsys.readouterr().out
    (attached,) = read_back(
        Path("output/2012-08/emails/cabinet.eml").read_bytes()
    ).iter_attachments()
    assert attached.get_content() == as_sent(report.read_bytes())
    report.unlink()
    assert cli.main(["email", "returns/2012-08"]) == 2
    assert "the Word report cyps-report-2012-08.docx is not in output" in capsys.readouterr().err


@pytest.mark.usefixtures("office_folder")
def test_an_officers_own_text_is_used_file_by_file(capsys: pytest.CaptureFixture[str]) -> None:
    own = Path("input_templates/emails")
    own.mkdir(parents=True)
    (own / "cabinet.txt").write_text(
        "Subject: {month} report\n\nDear Members, {monht}\n", encoding="utf-8"
    )
    assert cli.main(["run", "returns/2012-08"]) == 1
    said = capsys.readouterr().out
    assert "cabinet.txt\n  Warning: Nothing can be put in place of {monht} in this email" in said
    text = Path("output/2012-08/emails/cabinet.txt").read_bytes().decode("utf-8-sig")
    assert "August 2012 report" in text
    assert "Dear Members," in text
    assert "has not come yet" in Path("output/2012-08/emails/missing-D.txt").read_bytes().decode(
        "utf-8-sig"
    )


@pytest.mark.usefixtures("office_folder")
def test_built_in_texts_are_never_used_without_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["run", "returns/2012-08"])
    assert (
        f"The built-in email texts were used. Yours are looked for in {OWN_TEXTS}, in the folder"
        in capsys.readouterr().out
    )
    OWN_TEXTS.mkdir(parents=True)
    (OWN_TEXTS / "lead.txt").write_bytes(BUILT_IN["lead.txt"])
    (OWN_TEXTS / "cabinet.txt.txt").write_bytes(BUILT_IN["cabinet.txt"])
    cli.main(["email", "returns/2012-08"])
    said = capsys.readouterr().out
    assert (
        "Built in: cabinet.txt, incomplete.txt, missing.txt and unreadable.txt. Yours are looked "
        "for in" in said
    )
    assert (
        f"Not used in {OWN_TEXTS}, as no email is called so: cabinet.txt.txt. The names are "
        "cabinet.txt," in said
    )
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    cli.main(["run", "../returns/2012-08"])
    said = capsys.readouterr().out
    assert "The built-in email texts were used." in said
    assert re.search(
        r"There are email texts in \S+input_templates.emails, which were NOT used\."
        r"\nTo use them, run",
        said,
    )
    for name, content in BUILT_IN.items():
        (Path("..") / OWN_TEXTS / name).write_bytes(content)
    (Path("..") / OWN_TEXTS / "cabinet.txt.txt").unlink()
    monkeypatch.chdir("..")
    cli.main(["email", "returns/2012-08"])
    assert "texts" not in capsys.readouterr().out.replace("input_templates", "")


@pytest.mark.usefixtures("its_rows")
def test_the_month_end_in_one_go_says_where_it_is(
    capsys: pytest.CaptureFixture[str], is_full: bool
) -> None:
    assert cli.main(["run", "--output", "results"]) == 1
    said = capsys.readouterr().out
    steps = [
        "1 of 3: Reading and checking",
        "2 of 3: Writing the report",
        "3 of 3: Writing the email drafts",
    ]
    assert [said.index(step) for step in steps] == sorted(said.index(step) for step in steps)
    assert f"(Targets, {'I11' if is_full else 'I5'}): “approx 84” is not a figure." in said
    by_itself = {
        path.relative_to("results"): path.read_bytes() for path in Path("results").rglob("*.*")
    }
    cli.main(["report", "--output", "again"])
    cli.main(["email", "--output", "again"])
    assert {
        path.relative_to("again"): path.read_bytes() for path in Path("again").rglob("*.*")
    } == by_itself
    assert len(by_itself) == 3 + 2 * 10 + 1, "with the check sums of the drafts"


@pytest.mark.usefixtures("office_folder")
def test_the_example_never_mixes_with_a_real_month(capsys: pytest.CaptureFixture[str]) -> None:
    plan = str(locations.built_in() / "plan.xlsx")
    cli.main(["report", "returns/2012-09", "--plan", plan])
    before = {path: path.read_bytes() for path in Path("output").rglob("*.*")}
    assert cli.main(["run", "returns/2012-09"]) == 2
    assert cli.main(["email", "returns/2012-09"]) == 2
    assert {path: path.read_bytes() for path in Path("output").rglob("*.*")} == before


@pytest.mark.usefixtures("office_folder")
def test_a_full_disk_leaves_the_old_drafts_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["run", "returns/2012-08"])
    before = {path: path.read_bytes() for path in Path("output").rglob("*.*")}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cyps_reports.files.placing.os.fsync", full)
    assert cli.main(["email", "returns/2012-08"]) == 2
    assert (
        "(No space left on device). Make room on the disk, and run again."
        in capsys.readouterr().err
    )
    assert {path: path.read_bytes() for path in Path("output").rglob("*.*")} == before


@pytest.mark.full
def test_another_process_writes_the_same_drafts(tmp_path: Path) -> None:
    written, example = [], locations.example_returns() / "2012-08"
    for seed in ("1", "2"):
        folder = tmp_path / seed
        done = subprocess.run(
            [sys.executable, "-m", "cyps_reports", "run", str(example), "--output", str(folder)],
            cwd=Path(__file__).parent.parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr
        written.append(
            {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
        )
    assert written[0] == written[1]
    assert len(written[0]) == 3 + 2 * 9 + 1, "with the check sums of the drafts"


def every_byte(path: Path) -> bytes:
    """A file's content; of a zip file, that of each of its members."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as package:
        return b"".join(package.read(name) for name in package.namelist())


@pytest.mark.usefixtures("office_folder")
def test_no_address_or_path_stands_in_an_output_it_does_not_belong_in(
    office_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = edited_plan(office_folder, {(layout.LEADS, "D3"): "someone at council.example"})
    shutil.move(edited, office_folder / "returns" / "plan.xlsx")
    cli.main(["run", "returns/2012-08"])
    cli.main(["report", "returns/2012-08", "--audience", "leadership", "--csv"])
    cli.main(["check", "returns/2012-08", "--feedback", "feedback"])
    cli.main(["templates", "--from", "returns/2012-08", "--output", "blank"])
    (office_folder / "blank" / "plan.xlsx").unlink()
    told = capsys.readouterr()
    drafts = set(Path("output").rglob("emails/*.*"))
    others = [
        path for folder in ("output", "feedback", "blank") for path in Path(folder).rglob("*.*")
    ]
    others = [path for path in others if path not in drafts]
    assert len(others) >= 16
    for path in others:
        content = every_byte(path)
        assert b"council.example" not in content, path
        assert str(office_folder).encode() not in content, path
    for path in drafts:
        assert str(office_folder).encode() not in path.read_bytes()
    assert "council.example" not in told.out + told.err
    assert str(office_folder) not in told.out + told.err
