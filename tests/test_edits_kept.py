"""What somebody changed in a folder of results is kept, whatever was made there in between."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cyps_reports import cli
from cyps_reports.files import placing
from cyps_reports.files.kept_aside import kept_aside, kept_of
from cyps_reports.files.placing import write_all
from tests.tools.measured import ENVIRONMENT

MONTH = Path("output/2012-09")
CABINET, SUMMARY = MONTH / "cyps-report-2012-09.docx", MONTH / "cyps-summary-2012-09.xlsx"
LEADERSHIP, LEAD = (
    MONTH / "cyps-report-2012-09-leadership.docx",
    MONTH / "cyps-report-2012-09-JM.docx",
)
RECORD = MONTH / "as-reported.json"
EDITED = b"edited in Word"


@pytest.fixture(autouse=True)
def office_folder(few_rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with September's returns, of which Priority E's is late."""
    shutil.copytree(few_rows / "2012-09", tmp_path / "returns" / "2012-09")
    shutil.copy(few_rows / "plan.xlsx", tmp_path / "returns")
    monkeypatch.chdir(tmp_path)
    Path("returns/2012-09/return-E.xlsx").rename("late.xlsx")


def late_return() -> None:
    shutil.move("late.xlsx", "returns/2012-09/return-E.xlsx")


def report(*more: str) -> None:
    assert cli.main(["report", *more]) == 1


def aside() -> dict[str, bytes]:
    """What lies in the folder beside the results."""
    return {path.name: path.read_bytes() for path in MONTH.iterdir() if kept_of(path.name)}


@pytest.mark.full
def test_after_a_late_return_and_the_report_of_another_audience() -> None:
    report("--audience", "leadership")
    LEADERSHIP.write_bytes(EDITED)
    late_return()
    report()
    report("--audience", "leadership")
    assert aside() == {"cyps-report-2012-09-leadership-edited.docx": EDITED}


@pytest.mark.full
def test_a_leads_report_beside_a_report_of_other_returns() -> None:
    report()
    late_return()
    report("--lead", "JM")
    LEAD.write_bytes(EDITED)
    report("--lead", "JM")
    assert aside() == {"cyps-report-2012-09-JM-edited.docx": EDITED}


def test_a_leads_report_where_there_is_no_other() -> None:
    report("--lead", "JM")
    LEAD.write_bytes(EDITED)
    report("--lead", "JM")
    assert aside() == {"cyps-report-2012-09-JM-edited.docx": EDITED}


@pytest.mark.parametrize("edited", [CABINET, SUMMARY], ids=["report", "summary"])
def test_with_the_record_missing(edited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report()
    made = edited.read_bytes()
    edited.write_bytes(EDITED)
    RECORD.unlink()
    capsys.readouterr()
    report()
    kept = f"{edited.stem}-edited{edited.suffix}"
    assert aside() == {kept: EDITED}
    assert edited.read_bytes() == made
    told = f"{edited.name} may not be as it was made, and no record tells; it is kept as {kept}."
    assert told in capsys.readouterr().out


def cut_short(record: bytes) -> bytes:
    return record[: len(record) // 2]


def without_sums(record: bytes) -> bytes:
    return json.dumps({**json.loads(record), "outputs": [{}], "other_outputs": 3}).encode()


@pytest.mark.full
@pytest.mark.parametrize(
    "damage", [cut_short, without_sums, lambda _: b"[]"], ids=["cut short", "no sums", "no record"]
)
def test_with_the_record_damaged(damage: Callable[[bytes], bytes]) -> None:
    report()
    CABINET.write_bytes(EDITED)
    damaged = damage(RECORD.read_bytes())
    RECORD.write_bytes(damaged)
    report()
    assert aside() == {
        "cyps-report-2012-09-edited.docx": EDITED,
        "as-reported-edited.json": damaged,
    }


def test_csv_files_too() -> None:
    report("--csv")
    path = MONTH / "measures.csv"
    path.write_bytes(EDITED)
    report("--csv")
    assert aside() == {"measures-edited.csv": EDITED}


@pytest.mark.full
def test_what_the_program_wrote_itself_is_replaced_whatever_it_was_made_of() -> None:
    report("--csv")
    report("--audience", "leadership")
    report("--lead", "JM")
    first = CABINET.read_bytes()
    late_return()
    for more in (
        [],
        ["--lead", "JM"],
        ["--audience", "leadership"],
        ["--csv", "--as-at", "2012-09-14"],
        ["--csv"],
    ):
        report(*more)
    CABINET.write_bytes(first)  # as somebody puts an earlier report back
    report()
    assert aside() == {}


def test_a_leads_report_of_other_returns_leaves_the_record_as_it_was() -> None:
    report()
    before = json.loads(RECORD.read_bytes())
    late_return()
    report("--lead", "JM")
    after = json.loads(RECORD.read_bytes())
    (more,) = after.pop("other_outputs")
    assert more["file"] == LEAD.name
    assert after == before


@pytest.mark.full
def test_edits_of_the_same_report_are_numbered() -> None:
    for number in (1, 2, 3):
        report()
        CABINET.write_bytes(EDITED + bytes([number]))
    report()
    assert [aside()[f"cyps-report-2012-09-edited{each}.docx"][-1] for each in ("", "2", "3")] == [
        1,
        2,
        3,
    ]


@pytest.mark.full
@pytest.mark.parametrize("edited", [False, True], ids=["as made", "edited"])
@pytest.mark.skipif(sys.platform == "win32", reason="runs at once wait for each other as on POSIX")
def test_four_runs_at_once_make_no_false_copies(edited: bool) -> None:
    report()
    late_return()
    if edited:
        CABINET.write_bytes(EDITED)
    command = [sys.executable, "-m", "cyps_reports", "report", "--as-at"]
    days = ("2012-09-14", "2012-09-20", "2012-09-25", "2012-09-30")
    runs = [
        subprocess.Popen([*command, day], env=ENVIRONMENT, stdout=subprocess.DEVNULL)
        for day in days
    ]
    assert [run.wait(120) for run in runs] == [1, 1, 1, 1]
    assert aside() == ({"cyps-report-2012-09-edited.docx": EDITED} if edited else {})


def test_what_is_kept_is_found_out_when_no_other_run_writes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Somebody saves the report between the making of the new one and its writing."""
    report("--as-at", "2012-09-14")
    finish = placing._finish_what_was_left

    def meanwhile(folder: Path) -> None:
        finish(folder)
        CABINET.write_bytes(EDITED)

    monkeypatch.setattr(placing, "_finish_what_was_left", meanwhile)
    report()
    assert aside() == {"cyps-report-2012-09-edited.docx": EDITED}


STOPPED = """
import os, sys
from pathlib import Path
from cyps_reports.files import placing
put = placing._put
def stop(written, target):
    os._exit(9)
placing._put = stop
placing.write_all(Path(sys.argv[1]), {"a.docx": b"new", "b.docx": b"new"})
"""


def test_an_edit_between_a_run_that_was_killed_and_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write_all(folder, {"a.docx": b"old", "b.docx": b"old"})
    stopped = subprocess.run(
        [sys.executable, "-c", STOPPED, str(folder)], check=False, env=ENVIRONMENT
    )
    assert stopped.returncode == 9
    (folder / "a.docx").write_bytes(EDITED)
    write_all(folder, {"other.txt": b"x"})
    there = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert there == {"a.docx": b"new", "a-edited.docx": EDITED, "b.docx": b"new", "other.txt": b"x"}


def test_a_name_that_is_as_long_as_a_name_can_be(tmp_path: Path) -> None:
    name = "r" * 115 + ".docx"
    (tmp_path / name).write_bytes(EDITED)
    (kept,) = kept_aside(tmp_path, {name: b"new"}, ())
    write_all(tmp_path, {name: b"new", kept.aside: kept.content})
    assert sorted(path.read_bytes() for path in tmp_path.glob("*.docx")) == [EDITED, b"new"]


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("a-edited.docx", "a.docx"),
        ("a-edited2.docx", "a.docx"),
        ("a-edited10.csv", "a.csv"),
        ("a-edited1.docx", ""),
        ("a-edited-by-me.docx", ""),
        ("edited.docx", ""),
    ],
)
def test_the_names_that_edits_are_kept_by(name: str, of: str) -> None:
    assert kept_of(name) == of


# Drafts of emails

EMAILS = MONTH / "emails"


def kept_drafts() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in EMAILS.iterdir() if kept_of(path.name)}


def run() -> None:
    assert cli.main(["run"]) == 1


@pytest.mark.parametrize("again", [["run"], ["email"]])
def test_an_edited_draft_is_kept_and_said(
    again: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    for name in ("cabinet.txt", "lead-JM.eml"):
        (EMAILS / name).write_bytes(EDITED)
    capsys.readouterr()
    assert cli.main(again) == 1
    assert kept_drafts() == {"cabinet-edited.txt": EDITED, "lead-JM-edited.eml": EDITED}
    said = capsys.readouterr().out
    assert "cabinet.txt was changed since it was made; it is kept as cabinet-edited.txt." in said
    assert (EMAILS / "lead-JM.eml").read_bytes().startswith(b"X-Unsent: 1")


def test_what_the_program_wrote_as_drafts_is_replaced_and_taken_away() -> None:
    run()
    assert (EMAILS / "missing-E.eml").is_file()
    late_return()
    run()
    assert not (EMAILS / "missing-E.eml").exists()
    assert kept_drafts() == {}


@pytest.mark.full
def test_an_edited_draft_that_no_longer_applies_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    run()
    draft = EMAILS / "missing-E.eml"
    edited = draft.read_bytes() + b"\r\nDear Jo"
    draft.write_bytes(edited)
    late_return()
    run()
    assert kept_drafts() == {"missing-E-edited.eml": edited}
    assert not draft.exists()
    run()
    assert kept_drafts() == {"missing-E-edited.eml": edited}


@pytest.mark.share(3)
@pytest.mark.parametrize("damaged", [None, b"[", b"{}"])
def test_drafts_that_no_check_sum_tells_of_are_kept_where_they_differ(
    damaged: bytes | None,
) -> None:
    run()
    sums = EMAILS / ".cyps-written.json"
    sums.unlink() if damaged is None else sums.write_bytes(damaged)
    before = (EMAILS / "missing-E.eml").read_bytes()
    late_return()
    run()
    assert kept_drafts()["missing-E-edited.eml"] == before


def test_a_draft_under_a_name_of_other_capitals_is_not_taken_away() -> None:
    """Windows and macOS keep the capitals of the name a file had before, and take both names for
    one.
    """
    run()
    (EMAILS / "lead-jm.eml").write_bytes((EMAILS / "lead-JM.eml").read_bytes())
    run()
    assert (EMAILS / "lead-jm.eml").is_file()


def test_an_edited_list_for_an_owner_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["check", "--feedback", "feedback"]
    cli.main(words)
    path = Path("feedback/return-A.xlsx 2012-09 feedback.txt")
    made = path.read_bytes()
    path.write_bytes(EDITED)
    capsys.readouterr()
    cli.main(words)
    kept = f"{path.stem}-edited.txt"
    assert (
        f"{path.name} was changed since it was made; it is kept as {kept}."
        in capsys.readouterr().out
    )
    assert (path.with_name(kept).read_bytes(), path.read_bytes()) == (EDITED, made)
    cli.main(words)
    assert sum(bool(kept_of(each.name)) for each in path.parent.iterdir()) == 1
