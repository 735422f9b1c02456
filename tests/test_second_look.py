"""A report made a second time, in a folder of its own, is made from the same earlier months."""

import json
import shutil
from pathlib import Path

import pytest

from cyps_reports import cli
from cyps_reports.history.earlier_months import records_in
from cyps_reports.plan.dates.months import Month

REPORT, SUMMARY = "cyps-report-2012-09.docx", "cyps-summary-2012-09.xlsx"


@pytest.fixture
def office(few_rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An officer's folder in which August and September are reported."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(few_rows, tmp_path / "returns")
    reported("2012-08")
    reported("2012-09")
    return tmp_path


def reported(month: str, *options: str) -> None:
    assert cli.main(["report", f"returns/{month}", *options]) == 1, "the example has errors"


def files(folder: Path) -> list[bytes]:
    return [(folder / "2012-09" / name).read_bytes() for name in (REPORT, SUMMARY)]


def test_a_second_look_tells_the_same_and_says_from_where(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Earlier months:" not in capsys.readouterr().out, "output has its own"
    for _ in ("the first time", "again, beside the first"):
        reported("2012-09", "--output", "look")
        said = capsys.readouterr().out
        assert "Earlier months: as reported in output; look holds none" in said
        assert files(office / "look") == files(office / "output")
    told = json.loads((office / "look/2012-09/as-reported.json").read_text("utf-8"))
    assert told == json.loads((office / "output/2012-09/as-reported.json").read_text("utf-8"))
    assert cli.main(["verify", "look/2012-09"]) == 0


def test_a_second_look_changes_nothing_of_what_was_reported(office: Path) -> None:
    before = {path: path.read_bytes() for path in (office / "output").rglob("*") if path.is_file()}
    reported("2012-09", "--output", "look")
    after = {path: path.read_bytes() for path in (office / "output").rglob("*") if path.is_file()}
    assert after == before


def test_a_folder_that_holds_an_earlier_month_has_its_own(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reported("2012-08", "--output", "look")
    capsys.readouterr()
    reported("2012-09", "--output", "look")
    assert "Earlier months:" not in capsys.readouterr().out
    shutil.rmtree(office / "output")
    assert cli.main(["verify", "look/2012-09"]) == 0


@pytest.mark.parametrize(
    ("own", "usual", "counts"),
    [
        ([], ["2012-08"], "output"),
        (["2012-09"], ["2012-08"], "output"),
        (["2012-10"], ["2011-12"], "output"),
        (["2012-07"], ["2012-08"], "look"),
        (["2012-09"], ["2012-09", "2012-10"], "look"),
        ([], [], "look"),
    ],
)
def test_whose_earlier_months_count(
    own: list[str], usual: list[str], counts: str, tmp_path: Path
) -> None:
    look, output = tmp_path / "look", tmp_path / "output"
    for folder, months in ((look, own), (output, usual)):
        for month in months:
            (folder / month).mkdir(parents=True)
    assert records_in(look, output, Month(2012, 9)) == tmp_path / counts
    assert records_in(look, None, Month(2012, 9)) == look
