"""`cyps-reports verify`: whether results and inputs are still what the record says."""

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cyps_reports import cli
from cyps_reports.record.file import record_bytes, sealed_with_sum, sha256
from cyps_reports.verify.records import record_differences
from tests.tools.word_typist import edited, type_in

MONTH = Path("output/2012-09")
RECORD = MONTH / "as-reported.json"


@pytest.fixture(scope="module")
def results(few_rows: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with three months of returns and September's results, made once."""
    folder = tmp_path_factory.mktemp("results")
    shutil.copytree(few_rows, folder / "returns")
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
    """How it ended, and what it said after the plan workbook it used."""
    capsys.readouterr()
    ended = cli.main(["verify", str(MONTH), *more])
    told = capsys.readouterr()
    lines = told.out.splitlines()
    assert not lines or lines[0].startswith("Plan workbook: ")
    return ended, [*lines[1:], *told.err.splitlines()]


@pytest.mark.usefixtures("reported")
def test_all_is_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    said = [
        "2 results and 16 inputs are what the record says.",
        "Made again from the inputs, the results are the same.",
    ]
    assert verified(capsys) == (0, said)
    cli.main(["verify", str(MONTH)])
    assert capsys.readouterr().out.startswith("Plan workbook: returns/plan.xlsx\n")
    assert verified(capsys, "--returns", "returns/2012-09")[0] == 0


@pytest.mark.usefixtures("reported")
def test_the_month_may_be_named_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", "2012-09"]) == 0
    assert "the results are the same." in capsys.readouterr().out


def test_every_input_is_in_the_record_and_no_path_is(reported: Path) -> None:
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    named = {(each["month"], each["workbook"]) for each in record["inputs"]}
    returned = {
        (path.parent.name, path.name) for path in (reported / "returns").rglob("return-*.xlsx")
    }
    assert named == {("", "plan.xlsx"), ("", "report_template.docx"), *returned}
    assert all(len(each["sha256"]) == 64 for each in (*record["inputs"], *record["outputs"]))
    assert [each["file"] for each in record["outputs"]] == [
        "cyps-report-2012-09.docx",
        "cyps-summary-2012-09.xlsx",
    ]
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


@pytest.mark.share(3)
@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize("change", CHANGES)
def test_what_differs_is_named(change: str, capsys: pytest.CaptureFixture[str]) -> None:
    make, says = CHANGES[change]
    make()
    ended, lines = verified(capsys)
    assert ended == 1
    assert lines[0] == says


@pytest.mark.full
@pytest.mark.usefixtures("reported")
def test_an_unread_return_is_an_input_too(capsys: pytest.CaptureFixture[str]) -> None:
    Path("returns/2012-09/return-A.xlsx").write_bytes(b"PK damaged")
    cli.main(["report"])
    assert verified(capsys)[0] == 0
    _append(Path("returns/2012-09/return-A.xlsx"))
    assert verified(capsys)[0] == 1


@pytest.mark.full
@pytest.mark.usefixtures("reported")
def test_results_of_several_runs_on_the_same_inputs_stand_together(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for more in (["--lead", "JM"], ["--audience", "leadership"], ["--csv"]):
        cli.main(["report", *more])
        assert verified(capsys)[0] == 0, more
    assert "7 results" in verified(capsys)[1][0]


@pytest.mark.full
@pytest.mark.usefixtures("reported")
def test_a_result_of_an_earlier_state_is_pointed_out(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["report", "--lead", "JM"])
    cli.main(["report", "--as-at", "2012-09-14"])
    ended, (line,) = verified(capsys)
    assert ended == 1
    assert line.startswith("Result cyps-report-2012-09-JM.docx is not in the record")
    assert line.endswith(
        "is of an earlier report, made from other inputs. Make it again, or take it away."
    )


@pytest.mark.usefixtures("reported")
def test_cabinets_report_beside_one_for_others_from_other_inputs_is_told_as_what_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    edited(
        MONTH / "cyps-report-2012-09.docx",
        lambda body: type_in(body, "words:overall", "A hard month."),
    )
    cli.main(["report", "--audience", "leadership"])
    assert verified(capsys) == (
        1,
        [
            "Result cyps-report-2012-09.docx is not in the record: it is of an earlier report, "
            "made from other inputs. Make it again, or take it away."
        ],
    )
    cli.main(["report"])
    assert verified(capsys)[0] == 0


@pytest.mark.share(4)
@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize(
    "damaged", [b"", b"{", b"[]", b"{}", b'{"plan": 1}', b"[" * 100_000, b"\xff\xfe"]
)
def test_a_damaged_record_cannot_be_gone_by(
    damaged: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    RECORD.write_bytes(damaged)
    ended, (line,) = verified(capsys)
    assert ended == 2
    assert line.startswith("Could not run: the record")
    assert line.endswith("Run cyps-reports report again.")
    assert cli.main(["report"]) == 1, "and the next report replaces it"
    assert verified(capsys)[0] == 0
    assert RECORD.with_stem("as-reported-edited").read_bytes() == damaged, "but nothing is lost"


@pytest.mark.full
@pytest.mark.usefixtures("reported")
def test_what_the_program_kept_of_an_edited_report_is_no_result(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for content in (b"edited", b"and again"):
        RECORD.with_name("cyps-report-2012-09.docx").write_bytes(content)
        cli.main(["report"])
    assert verified(capsys)[0] == 0
    RECORD.with_name("my-edited.docx").write_bytes(b"somebody's own")
    assert verified(capsys) == (
        1,
        [
            "Result my-edited.docx is not in the record: it comes from another run, or was put "
            "there."
        ],
    )


def test_without_a_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ended, (line,) = verified(capsys)
    assert ended == 2
    assert (
        line == f"Could not run: there is no record {RECORD}. Give a folder of results, like "
        "output/2012-09."
    )


def test_the_built_in_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    cli.main(["report"])
    assert verified(capsys)[0] == 0


@pytest.mark.usefixtures("reported")
def test_real_results_are_never_compared_with_the_example(
    capsys: pytest.CaptureFixture[str],
) -> None:
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    record["plan"]["marking"] = ""
    RECORD.write_text(json.dumps(record), encoding="utf-8")
    shutil.move("returns/2012-09", "away")
    ended, lines = verified(capsys)
    assert ended == 1
    assert "Input 2012-09/return-A.xlsx is missing." in lines
    assert (
        "Compared with the returns in returns/2012-09; --returns and --plan give others." in lines
    )
    assert not any("has changed" in line and "return-A" in line for line in lines)


@pytest.mark.usefixtures("reported")
def test_what_other_programs_leave_beside_results_is_passed_over(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("~$ps-report-2012-09.docx", "Thumbs.db", "desktop.ini"):
        (MONTH / name).write_bytes(b"x")
    assert verified(capsys)[0] == 0


Json = dict[str, Any]


def row_of(record: Json, table: str, ref: str) -> Json:
    return next(row for row in record[table] if row["ref"] == ref)


def a_figure(record: Json) -> None:
    row_of(record, "measures", "A8")["actual"] = "180"


def a_colour(record: Json) -> None:
    row_of(record, "deadlines", "A12")["rag"] = "green"


def a_finding(record: Json) -> None:
    record["findings"] = [row for row in record["findings"] if row["code"] != "impossible-date"]


def a_date(record: Json) -> None:
    row_of(record, "deadlines", "A12")["completed"] = "2012-06-29"


def a_row(record: Json) -> None:
    record["measures"] = [row for row in record["measures"] if row["ref"] != "A8"]


def the_plan(record: Json) -> None:
    record["plan_cells"]["A8"]["Target"] = "99"


EDITS: dict[Callable[[Json], None], str] = {
    a_figure: "A8's actual in the record is 180; the returns give ",
    a_colour: "A12's colour in the record is green; the returns give red.",
    a_finding: "The record lacks a finding that the returns give: error impossible-date in return-",
    a_date: "A12's completed in the record is 2012-06-29; the returns give nothing.",
    a_row: "The record lacks A8's actual: the returns give ",
    the_plan: "A8's Target in the plan in the record is 99; the returns give ",
}


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_an_edited_record_is_told_in_plain_words(
    edit: Callable[[Json], None], results: Path
) -> None:
    record = json.loads((results / RECORD).read_bytes())
    edited = json.loads((results / RECORD).read_bytes())
    edit(edited)
    lines = list(record_differences(edited, record))
    assert any(line.startswith(EDITS[edit]) for line in lines), lines
    assert not list(record_differences(record, record))


@pytest.mark.usefixtures("reported")
def test_an_edited_record_is_told_where_its_own_sum_was_put_right_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    record = json.loads(RECORD.read_bytes())
    edits = [edit for edit in EDITS if edit is not a_row]
    for edit in edits:
        edit(record)
    RECORD.write_bytes(record_bytes(sealed_with_sum(record)))
    ended, lines = verified(capsys)
    assert ended == 1
    for edit in edits:
        assert any(line.startswith(EDITS[edit]) for line in lines), lines


@pytest.mark.usefixtures("reported")
def test_an_edited_record_is_known_by_its_own_sum(capsys: pytest.CaptureFixture[str]) -> None:
    record = json.loads(RECORD.read_bytes())
    for row in record["measures"]:
        row["actual"] = row["unit"] = "1"
    for row in record["deadlines"]:
        row["rag"] = "1"
    RECORD.write_bytes(record_bytes(record))
    ended, lines = verified(capsys)
    assert ended == 1
    assert lines[0] == "The record as-reported.json was changed since it was written."
    assert lines[-1].startswith("The record tells ")
    assert lines[-1].endswith(" further things otherwise.")
    assert cli.main(["report"]) == 1
    assert RECORD.with_stem("as-reported-edited").exists(), (
        "and it is not taken for the program's own"
    )


def with_text(document: Path, old: bytes, new: bytes) -> None:
    """The document with another text in one of its parts, and its check sum in the record put
    right.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(document) as package, zipfile.ZipFile(made, "w") as edited:
        for name in package.namelist():
            edited.writestr(name, package.read(name).replace(old, new))
    document.write_bytes(made.getvalue())
    record = json.loads(RECORD.read_bytes())
    (row,) = [each for each in record["outputs"] if each["file"] == document.name]
    row["sha256"] = sha256(made.getvalue())
    RECORD.write_bytes(record_bytes(record))


@pytest.mark.share(3)
@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("cyps-report-2012-09.docx", b"Overdue", b"On track", " where they give “"),
        (
            "cyps-report-2012-09.docx",
            b"9C1B14",
            b"6FBF7F",
            "says the same, but looks otherwise or holds other parts.",
        ),
        ("cyps-summary-2012-09.xlsx", b"Overdue", b"On track", " where they give “"),
    ],
    ids=["words", "colours", "summary"],
)
def test_a_document_changed_with_its_sum_is_told(
    name: str, old: bytes, new: bytes, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with_text(MONTH / name, old, new)
    ended, (line,) = verified(capsys)
    assert ended == 1
    assert line.startswith(f"Result {name} is not what the inputs give: it says ")
    assert says in line


@pytest.mark.usefixtures("reported")
def test_a_document_that_was_only_packed_otherwise_is_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with_text(MONTH / "cyps-report-2012-09.docx", b"", b"")
    assert verified(capsys)[0] == 0


@pytest.mark.usefixtures("reported")
def test_drafts_are_made_again(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["email", "returns/2012-09"])
    assert verified(capsys)[0] == 0
    drafts = MONTH / "emails"
    _append(drafts / "cabinet.txt")
    (drafts / "lead-JM.eml").unlink()
    ended, lines = verified(capsys)
    assert ended == 1
    assert lines == [
        "Draft cabinet.txt was edited, or the report or the email texts have changed since it was "
        "written.",
        "Draft lead-JM.eml is missing.",
    ]
    for path in drafts.iterdir():
        path.unlink()
    assert verified(capsys)[0] == 0, "who wants no drafts needs none"


@pytest.mark.usefixtures("reported")
def test_what_cannot_be_made_again_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    Path("returns/2012-07/return-B.xlsx").unlink()
    ended, lines = verified(capsys)
    assert ended == 1
    assert lines == [
        "Input 2012-07/return-B.xlsx is missing.",
        "Compared with the returns in returns/2012-09; --returns and --plan give others.",
        "The results and drafts were not made again: that takes every input as it was.",
    ]


def of_before(record: Json) -> Json:
    """The record as earlier versions wrote it."""
    for row in record["deadlines"]:
        row.pop("completed_entered")
    return {
        key: value
        for key, value in record.items()
        if key not in ("sha256", "program", "reading_basis")
    }


@pytest.mark.full
@pytest.mark.usefixtures("reported")
def test_a_record_of_an_earlier_version(capsys: pytest.CaptureFixture[str]) -> None:
    record = of_before(json.loads(RECORD.read_bytes()))
    RECORD.write_bytes(record_bytes(record))
    assert verified(capsys)[0] == 0
    a_figure(record)
    RECORD.write_bytes(record_bytes(record))
    ended, lines = verified(capsys)
    assert ended == 1
    assert lines[0].startswith(
        "The results were made with an earlier version of the program, and made again with"
    )
    assert lines[1].startswith(EDITS[a_figure])


@pytest.mark.full
@pytest.mark.usefixtures("reported")
def test_a_later_report_knows_the_record_it_was_made_from(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["report", "returns/2012-08"])
    cli.main(["report", "returns/2012-09"])
    august = MONTH.with_name("2012-08")
    cli.main(["report", "returns/2012-08", "--lead", "JM"])
    assert cli.main(["verify", str(august)]) == 0, (
        "another file beside it changes nothing that it tells"
    )
    assert verified(capsys)[0] == 0
    cli.main(["report", "returns/2012-08", "--as-at", "2012-08-30"])
    capsys.readouterr()
    assert cli.main(["verify", str(august)]) == 1
    assert (
        "The report for September 2012 was made from another record of August 2012"
        in capsys.readouterr().out
    )
    assert (
        verified(capsys)[1][0]
        == "Input 2012-08/as-reported.json has changed since the report was made."
    )
    cli.main(["report", "returns/2012-09"])
    assert (
        "The record of 2012-08 is not the one that the report in this folder was made from"
        in capsys.readouterr().out
    )
