"""The benchmark runs and tells every stage.

What it promises is for a quiet machine, and so for those who run it.
"""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import COLUMNS, Promise, promises
from tests.benchmarks.runs import Case, Figures, calls, example, figures_of, grown_month

ROOT = Path(__file__).parent.parent


@pytest.mark.full
def test_the_stages_of_a_grown_month_are_told(tmp_path: Path) -> None:
    case = replace(grown_month(tmp_path, 3, 25), name="small", of_floor=1.2)
    figures = figures_of(case, 1, with_floor=True)
    assert set(figures.stages) == set(COLUMNS)
    assert all(seconds >= 0 for seconds in figures.stages.values())
    assert (
        figures.stages["all"]
        >= figures.stages["reading"] + figures.stages["Word"] + figures.stages["Excel"]
    )
    assert figures.seconds > 0
    assert figures.floor > 0
    assert figures.megabytes > 10 or sys.platform != "linux"
    assert [each.what for each in promises([figures])] == ["small: report ÷ floor"]


def test_a_promise_is_kept_or_not() -> None:
    assert Promise("ratio", 1.3, 1.3).is_kept
    assert not Promise("ratio", 1.31, 1.3).is_kept
    assert Promise("ratio", 3, 3, at_least=True).is_kept
    assert str(Promise("ratio", 2, 3, at_least=True)).endswith("NOT KEPT")


def test_the_example_and_fifty_workbooks_are_held_against_floor_and_peer() -> None:
    def figures(name: str, of_floor: float, floor: float, peer: float) -> Figures:
        return Figures(
            Case(name, Path(), 5, 125, of_floor=of_floor), {}, 1.0, 200, 2.0, floor, peer
        )

    cases = (
        figures("example", 0.9, 1.0, 1.5),
        figures("5", 0.0, 1.0, 0.0),
        figures("50", 1.2, 1.0, 1.7),
    )
    assert [(each.what, each.bound, each.is_kept) for each in promises([*cases])] == [
        ("example: report ÷ floor", 0.9, False),
        ("example: peer ÷ report", 1.6, False),
        ("50: report ÷ floor", 1.2, True),
        ("50: peer ÷ report", 1.6, True),
    ]


def test_growth_is_judged_by_the_workbook_and_by_the_row() -> None:
    def figures(workbooks: int, rows: int, processor: float) -> Figures:
        return Figures(Case("x", Path(), workbooks, rows), {}, 1.0, 200, processor)

    told = {
        each.what: (each.came_to, each.is_kept)
        for each in promises([figures(50, 1250, 5), figures(500, 12500, 60), figures(1, 5000, 19)])
    }
    assert told == {
        "processor time of a workbook, 500 ÷ 50": (pytest.approx(1.2), False),
        "500 workbooks: megabytes at most": (200, True),
        "processor time of a row, 1 × 5,000 ÷ 50 × 25": (pytest.approx(0.95), True),
    }


@pytest.mark.full
def test_the_example_month_computes_little_more_than_opening_and_saving_as_much() -> None:
    # What is promised is time, which the benchmark tells; calls are the same on any machine. Those
    # of the report are shorter.
    whole, floor = calls(example())
    assert whole < 1.15 * floor


WRITERS, OTHERS = {"docx", "xlsxwriter"}, {"openpyxl", "numpy", "pandas", "smtplib"}
"""What only writes; and what takes long to load, and is for odd workbooks, for analysts and for
sending.
"""


@pytest.mark.share(2)
@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--help"], WRITERS | OTHERS),
        (["check", "input_templates/example_returns/2012-09"], WRITERS | OTHERS),
        (["report", "--output", "{folder}"], OTHERS),
    ],
)
def test_what_a_command_does_not_need_is_not_loaded(
    tmp_path: Path, arguments: list[str], unwanted: set[str]
) -> None:
    told = [each.format(folder=tmp_path) for each in arguments]
    code = (
        "import sys\nfrom cyps_reports import cli\n"
        f"try: cli.main({told!r})\nexcept SystemExit: pass\n"
        f"print(sorted({unwanted!r} & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"
