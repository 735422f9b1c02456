"""What the years before cost a report: records read once each, workbooks never, work in line."""

import cProfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from cyps_reports import api
from cyps_reports.history import followed, former
from cyps_reports.record import codec
from cyps_reports.record import former as former_record
from cyps_reports.workbooks import reading
from tests.tools.read_once import read_here
from tests.tools.years_of_records import example_request, reported_example, with_years


@dataclass(frozen=True)
class Work:
    """How much a report took: calls in all, rows of records read, records and workbooks opened."""

    calls: int
    in_history: int
    rows: int
    records: int
    workbooks: int


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return reported_example(tmp_path_factory.mktemp("costs") / "reported")


def work_of(root: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    read_here(monkeypatch)
    profile = cProfile.Profile()
    profile.runcall(api.report, example_request(root))
    counted = [(each.code, each.callcount) for each in profile.getstats()]

    def calls(path: str | None, name: str) -> int:
        return sum(
            number
            for code, number in counted
            if getattr(code, "co_name", "") == name and getattr(code, "co_filename", "") == path
        )

    ours = {former.__file__, followed.__file__, codec.__file__}
    return Work(
        calls=sum(number for _, number in counted),
        in_history=sum(n for code, n in counted if getattr(code, "co_filename", "") in ours),
        rows=calls(codec.__file__, "read"),
        records=calls(former_record.__file__, "read_former"),
        workbooks=calls(reading.__file__, "read_book"),
    )


@pytest.mark.full
def test_the_years_before_cost_in_line_with_their_months_and_at_most_a_tenth(
    reported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is loaded, or remembered, once in a process is no cost of the years.
    api.report(example_request(with_years(reported, 0, tmp_path / "before")))
    folders = (with_years(reported, years, tmp_path / f"{years}") for years in range(3))
    none, one, two = (work_of(folder, monkeypatch) for folder in folders)
    assert (none.records, one.records, two.records) == (0, 12, 24)
    assert none.workbooks == one.workbooks == two.workbooks > 0
    assert two.rows - one.rows == one.rows - none.rows > 0
    a_year = one.in_history - none.in_history
    assert two.in_history - one.in_history <= a_year * 1.1
    # With the year itself these are three years of records.
    assert two.calls <= none.calls * 1.1
