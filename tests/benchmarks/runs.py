"""Runs the program, the floor and the peer one after the other in turns, and keeps the least of
each figure.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from cyps_reports import locations
from tests.benchmarks.grown import AUGUST, JULY, SEPTEMBER, grown
from tests.benchmarks.memory import most_megabytes

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@dataclass(frozen=True)
class Case:
    """Returns to run on: the month's folder, rows and workbooks of the month, and the earlier
    months beside it.

    Where those were reported, they are taken from their records, as in every month of an officer.
    What is promised is how much of the floor the report takes at most; 0 where nothing is.
    """

    name: str
    month: Path
    workbooks: int
    rows: int
    heading: int = 0
    earlier: tuple[Path, ...] = ()
    are_reported: bool = False
    of_floor: float = 0.0

    @property
    def files(self) -> list[str]:
        """Every workbook of all months."""
        plan = self.month.parent / "plan.xlsx"
        return [
            str(plan),
            *(
                str(path)
                for folder in (*self.earlier, self.month)
                for path in folder.glob("*.xlsx")
            ),
        ]


@dataclass(frozen=True)
class Figures:
    """What a case came to: seconds of each stage, of the whole command, of floor and peer.

    Megabytes at most, and seconds of processor time, over all processes.
    """

    case: Case
    stages: dict[str, float]
    seconds: float
    megabytes: float
    processor: float
    floor: float = 0.0
    peer: float = 0.0


def example(*, are_reported: bool = False) -> Case:
    """The built-in example month with the two months before it."""
    folder = locations.example_returns()
    return Case(
        *(f"example month{_REPORTED * are_reported}", folder / "2012-09", 5, 154, 3),
        earlier=(folder / "2012-07", folder / "2012-08"),
        are_reported=are_reported,
        of_floor=0.9,
    )


def grown_month(folder: Path, workbooks: int, rows: int) -> Case:
    """A month of a grown plan, the first that there is."""
    month = grown(folder, workbooks, rows, SEPTEMBER)
    return _grown_case(month, workbooks, rows)


def grown_months(folder: Path, workbooks: int, rows: int) -> Case:
    """Three months of a grown plan, the first two of them reported."""
    *earlier, month = (grown(folder, workbooks, rows, each) for each in (JULY, AUGUST, SEPTEMBER))
    return _grown_case(month, workbooks, rows, *earlier)


def _grown_case(month: Path, workbooks: int, rows: int, *earlier: Path) -> Case:
    return Case(
        f"{workbooks} × {rows} rows{_REPORTED * bool(earlier)}",
        *(month, workbooks, workbooks * rows),
        earlier=earlier,
        are_reported=bool(earlier),
        of_floor=1.2 if workbooks == 50 else 0.0,
    )


_REPORTED = ", reported"


def figures_of(
    case: Case, repeats: int, *, with_floor: bool = False, with_peer: bool = False
) -> Figures:
    """The case run so many times; every figure is the least of its kind, as noise only ever
    adds.
    """
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        _report_earlier(case, work)
        runs = [_staged(case, work)]
        cells = _cells(work / "output" / case.month.name)
        times: dict[str, list[float]] = {"whole": [], "processor": [], "floor": [], "peer": []}
        for _ in range(repeats):
            times["whole"].append(timed(_whole(case, work), work))
            times["processor"].append(processed(_whole(case, work), work))
            runs.append(_staged(case, work))
            if with_floor:
                times["floor"].append(timed(_floor(case, work, cells), work))
            if with_peer:
                folders = map(str, (*case.earlier, case.month))
                command = [str(HERE / "peer.py"), name, str(case.heading), "2012-09-30", *folders]
                times["peer"].append(timed([sys.executable, *command], work))
    stages = {stage: min(each.seconds[stage] for each in runs) for stage in runs[0].seconds}
    least = {kind: min(each, default=0.0) for kind, each in times.items()}
    megabytes = max(each.megabytes for each in runs)
    return Figures(
        case, stages, least["whole"], megabytes, least["processor"], least["floor"], least["peer"]
    )


def calls(case: Case) -> tuple[int, int]:
    """Function calls of the whole command and of the floor, which are the same on any machine."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        _report_earlier(case, work)
        report = _counted("report", _report(case, work), work)
        _, *floor = _floor(case, work, _cells(work / "output" / case.month.name))[1:]
        return report, _counted("floor", floor, work)


def _counted(what: str, arguments: list[str], work: Path) -> int:
    command = [sys.executable, str(HERE / "counted.py"), what, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=_surroundings(work), capture_output=True, text=True, check=True
    )
    return int(done.stderr.split()[-1])


_MODULE = (sys.executable, "-m")


def _whole(case: Case, work: Path) -> list[str]:
    return [*_MODULE, "cyps_reports", *_report(case, work)]


def _floor(case: Case, work: Path, cells: tuple[int, int, int]) -> list[str]:
    return [sys.executable, str(HERE / "floor.py"), str(work), *map(str, cells), *case.files]


def _surroundings(work: Path) -> dict[str, str]:
    """The environment of a run, in which Python keeps what it compiled, as it does of an
    installed program.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(work / "compiled")}


def _report(case: Case, work: Path) -> list[str]:
    return _report_of(case.month, work)


def _report_of(month: Path, work: Path) -> list[str]:
    plan = str(month.parent / "plan.xlsx")
    return ["report", str(month), "--plan", plan, "--output", str(work / "output")]


def _report_earlier(case: Case, work: Path) -> None:
    for month in case.earlier if case.are_reported else ():
        timed([*_MODULE, "cyps_reports", *_report_of(month, work)], work)


def timed(command: list[str], work: Path) -> float:
    """Seconds of a command that ends well, run beside the code."""
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=ROOT, env=_surroundings(work), capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise RuntimeError(done.stderr)
    return seconds


def processed(command: list[str], work: Path) -> float:
    """Seconds of processor time, of the command and of all processes that it started and waited
    for.
    """
    before = os.times()
    timed(command, work)
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )


@dataclass(frozen=True)
class Staged:
    """One run with its stages: seconds of each, megabytes at most."""

    seconds: dict[str, float]
    megabytes: float


def _staged(case: Case, work: Path) -> Staged:
    shutil.rmtree(work / "output" / case.month.name, ignore_errors=True)
    command = [*_MODULE, "tests.benchmarks.stages", *_report(case, work)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=_surroundings(work),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        megabytes = most_megabytes(process)
        assert process.stderr
        told = process.stderr.read()
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{case.name}: the command ended with {process.returncode}: {told}")
    return Staged(json.loads(told), megabytes)


def _cells(output: Path) -> tuple[int, int, int]:
    """How many cells the tables of the Word report have, how many paragraphs there are beside
    them, and how many cells the sheets of the summary have.
    """
    (word,), (excel,) = (list(output.glob(pattern)) for pattern in ("*.docx", "*.xlsx"))
    with zipfile.ZipFile(word) as package:
        text = package.read("word/document.xml")
        in_word = len(re.findall(rb"<w:tc>", text))
        beside = len(
            re.findall(rb"<w:p>", re.sub(rb"<w:tbl>.*?</w:tbl>", b"", text, flags=re.DOTALL))
        )
    with zipfile.ZipFile(excel) as package:
        sheets = [each for each in package.namelist() if each.startswith("xl/worksheets/sheet")]
        in_excel = sum(len(re.findall(rb"<c ", package.read(each))) for each in sheets)
    return in_word, beside, in_excel
