"""`cyps-reports verify`: whether results and inputs are still what the record says."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cyps_reports import cli, locations

MONTH = Path("output/2012-09")
RECORD = MONTH / "as-reported.json"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with three months of returns and September's results, made once."""
    folder = tmp_path_factory.mktemp("results")
    shutil.copytree(locations.example_returns(), folder / "returns")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert cli.main(["report"]) == 1
    return folder


@pytest.fixture
def reported(results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to change."""
    shutil.copytree(results, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def verified(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, list[str]]:
    capsys.readouterr()
    ended = cli.main(["verify", str(MONTH), *more])
    told = capsys.readouterr()
    return ended, (told.out + told.err).splitlines()


@pytest.mark.usefixtures("reported")
def test_all_is_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    assert verified(capsys) == (0, ["2 results and 16 inputs are what the record says."])
    assert verified(capsys, "--returns", "returns/2012-09")[0] == 0


def test_every_input_is_in_the_record_and_no_path_is(reported: Path) -> None:
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    named = {(each["month"], each["workbook"]) for each in record["inputs"]}
    returned = {(path.parent.name, path.name) for path in (reported / "returns").rglob("return-*.xlsx")}
    assert named == {("", "plan.xlsx"), ("", "report_template.docx"), *returned}
    assert all(len(each["sha256"]) == 64 for each in (*record["inputs"], *record["outputs"]))
    assert [each["file"] for each in record["outputs"]] == ["cyps-report-2012-09.docx", "cyps-summary-2012-09.xlsx"]
    assert str(reported) not in RECORD.read_text(encoding="utf-8")


@pytest.mark.usefixtures("reported")
def test_the_same_inputs_give_the_same_record() -> None:
    before = RECORD.read_bytes()
    cli.main(["report"])
    assert RECORD.read_bytes() == before


def _append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


CHANGES: dict[str, tuple[Callable[[], object], str]] = {
    "a result changed": (
        lambda: _append(MONTH / "cyps-report-2012-09.docx"),
        "Result cyps-report-2012-09.docx has changed since it was made.",
    ),
    "a result is gone": (
        lambda: (MONTH / "cyps-summary-2012-09.xlsx").unlink(),
        "Result cyps-summary-2012-09.xlsx is missing.",
    ),
    "a result is new": (
        lambda: (MONTH / "more.docx").write_bytes(b""),
        "Result more.docx is not in the record: it comes from another run, or was put there.",
    ),
    "a return changed": (
        lambda: _append(Path("returns/2012-09/return-A.xlsx")),
        "Input 2012-09/return-A.xlsx has changed since the report was made.",
    ),
    "an earlier return is gone": (
        lambda: Path("returns/2012-07/return-B.xlsx").unlink(),
        "Input 2012-07/return-B.xlsx is missing.",
    ),
    "a return is new": (
        lambda: shutil.copy("returns/2012-09/return-A.xlsx", "returns/2012-08/return-D.xlsx"),
        "Input 2012-08/return-D.xlsx is new: it was not there when the report was made.",
    ),
    "an earlier month is new": (
        lambda: shutil.copytree("returns/2012-07", "returns/2012-06"),
        "Input 2012-06/return-A.xlsx is new: it was not there when the report was made.",
    ),
    "the plan changed": (
        lambda: _append(Path("returns/plan.xlsx")),
        "Input plan.xlsx has changed since the report was made.",
    ),
    "a run was stopped": (
        lambda: (MONTH / ".cyps-x.part").write_bytes(b""),
        f"{MONTH}: a run was stopped while it wrote here. Run cyps-reports report again.",
    ),
}


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize("change", CHANGES)
def test_what_differs_is_named(change: str, capsys: pytest.CaptureFixture[str]) -> None:
    make, says = CHANGES[change]
    make()
    ended, lines = verified(capsys)
    assert ended == 1
    assert lines[0] == says


@pytest.mark.usefixtures("reported")
def test_an_unread_return_is_an_input_too(capsys: pytest.CaptureFixture[str]) -> None:
    Path("returns/2012-09/return-A.xlsx").write_bytes(b"PK damaged")
    cli.main(["report"])
    assert verified(capsys)[0] == 0
    _append(Path("returns/2012-09/return-A.xlsx"))
    assert verified(capsys)[0] == 1


@pytest.mark.usefixtures("reported")
def test_results_of_several_runs_on_the_same_inputs_stand_together(capsys: pytest.CaptureFixture[str]) -> None:
    for more in (["--lead", "JM"], ["--audience", "leadership"], ["--csv"]):
        cli.main(["report", *more])
        assert verified(capsys)[0] == 0, more
    assert "7 results" in verified(capsys)[1][0]


@pytest.mark.usefixtures("reported")
def test_a_result_of_an_earlier_state_is_pointed_out(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["report", "--lead", "JM"])
    cli.main(["report", "--as-at", "2012-09-14"])
    ended, (line,) = verified(capsys)
    assert ended == 1
    assert line.startswith("Result cyps-report-2012-09-JM.docx is not in the record")


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b"{}", b'{"plan": 1}', b"[" * 100_000, b"\xff\xfe"])
def test_a_damaged_record_cannot_be_gone_by(damaged: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    RECORD.write_bytes(damaged)
    ended, (line,) = verified(capsys)
    assert ended == 2
    assert line.startswith("Could not run: the record")
    assert line.endswith("Run cyps-reports report again.")
    assert cli.main(["report"]) == 1, "and the next report replaces it"
    assert verified(capsys)[0] == 0
    assert RECORD.with_stem("as-reported-edited").read_bytes() == damaged, "but nothing is lost"


@pytest.mark.usefixtures("reported")
def test_what_the_program_kept_of_an_edited_report_is_no_result(capsys: pytest.CaptureFixture[str]) -> None:
    for edited in (b"edited", b"and again"):
        RECORD.with_name("cyps-report-2012-09.docx").write_bytes(edited)
        cli.main(["report"])
    assert verified(capsys)[0] == 0
    RECORD.with_name("my-edited.docx").write_bytes(b"somebody's own")
    assert verified(capsys) == (
        1,
        ["Result my-edited.docx is not in the record: it comes from another run, or was put there."],
    )


def test_without_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    ended, (line,) = verified(capsys)
    assert ended == 2
    assert line == f"Could not run: there is no record {RECORD}. Give a folder of results, like output/2012-09."


def test_the_built_in_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    cli.main(["report"])
    assert verified(capsys)[0] == 0


@pytest.mark.usefixtures("reported")
def test_real_results_are_never_compared_with_the_example(capsys: pytest.CaptureFixture[str]) -> None:
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    record["plan"]["marking"] = ""
    RECORD.write_text(json.dumps(record), encoding="utf-8")
    shutil.move("returns/2012-09", "away")
    ended, lines = verified(capsys)
    assert ended == 1
    assert "Input 2012-09/return-A.xlsx is missing." in lines
    assert "Compared with the returns in returns/2012-09; --returns and --plan give others." in lines
    assert not any("has changed" in line and "return-A" in line for line in lines)


@pytest.mark.parametrize("name", ["~$ps-report-2012-09.docx", "Thumbs.db", "desktop.ini"])
@pytest.mark.usefixtures("reported")
def test_what_other_programs_leave_beside_results_is_passed_over(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (MONTH / name).write_bytes(b"x")
    assert verified(capsys)[0] == 0
