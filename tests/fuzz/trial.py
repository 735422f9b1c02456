"""One trial: a real return is damaged and read. What must hold then."""

import resource
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from cyps_reports import locations
from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.findings import Finding
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.working_days import working_days_after
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import read_plan
from cyps_reports.returns import layout
from cyps_reports.returns.checks import entry_findings
from cyps_reports.returns.folder import read_workbook, returns_for
from cyps_reports.returns.model import Returns
from cyps_reports.workbooks.grid import Book, column_letters
from cyps_reports.workbooks.layout import headings
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.tables import find_table
from tests.fuzz.mutations import ON_BYTES, ON_PACKAGES, ON_XML, row_changed

MAX_SECONDS, MAX_MEGABYTES = 10, 500
SEPTEMBER = Month(2012, 9)
PLAN_NAME = locations.PLAN_NAME
EXAMPLE = locations.example_returns() / "2012-09" / "return-A.xlsx"
_SHARE_OF_ROWS = 0.45


class Hang(BaseException):
    """A file takes too long."""


@dataclass(frozen=True)
class Trial:
    """What one damaged file did: `problem` is "" where all was well."""

    number: int
    kind: str
    seconds: float
    megabytes: float
    problem: str = ""


@cache
def example_plan() -> Plan:
    plan, findings = read_plan(locations.example_returns() / "plan.xlsx")
    assert plan is not None, findings
    return plan


@cache
def _original(path: Path) -> tuple[bytes, Returns]:
    returns, _ = returns_for(SEPTEMBER, (read_workbook(path, example_plan()),))
    return path.read_bytes(), returns


@cache
def _rows(path: Path) -> tuple[tuple[tuple[str, object], str, int, frozenset[str]], ...]:
    """Of each row: its key, the part it lies in, its number, the columns that say which row it
    is.
    """
    book = open_book(path)
    assert isinstance(book, Book)
    found = []
    for at, sheet in enumerate(book.sheets, start=1):
        for columns, names in (
            (layout.TARGET_COLUMNS, ("ref", "component")),
            (layout.MILESTONE_COLUMNS, ("ref", "deadline")),
        ):
            table = find_table(sheet, headings(columns))
            for row in table.rows if table else ():
                kept = frozenset(column_letters(row.columns[name]) for name in names)
                second: object = row.text("component")
                if "deadline" in names:
                    second = int(row.text("deadline").split(" ")[0] or 1)
                found.append(
                    ((row.text("ref"), second), f"xl/worksheets/sheet{at}.xml", row.number, kept)
                )
    return tuple(found)


def damaged(
    paths: tuple[Path, ...], seed: int, number: int
) -> tuple[str, str, bytes, Path, tuple[str, object] | None]:
    """A damaged file: how it was damaged, its ending, its bytes, the one it was, and the one row
    that was touched.
    """
    chance, path, in_a_row = _begun(paths, seed, number)
    content = path.read_bytes()
    if in_a_row:
        key, part, row, kept = chance.choice(_rows(path))
        return "row_changed", path.suffix, row_changed(content, part, row, kept, chance), path, key
    families = (ON_BYTES,) if path.suffix == ".xls" else (ON_BYTES, ON_PACKAGES, ON_XML, ON_XML)
    mutation = chance.choice(chance.choice(families))
    return mutation.__name__, path.suffix, mutation(content, chance), path, None


def changes_a_row(paths: tuple[Path, ...], seed: int, number: int) -> bool:
    """Whether `damaged` changes one row and leaves all else as it was."""
    return _begun(paths, seed, number)[2]


def _begun(paths: tuple[Path, ...], seed: int, number: int) -> tuple[Random, Path, bool]:
    """The dice, the file that is damaged, and whether in one row alone."""
    chance = Random(f"{seed} {number}")
    path = chance.choice(paths)
    is_return = path.suffix == ".xlsx" and path.name != PLAN_NAME
    return chance, path, is_return and chance.random() < _SHARE_OF_ROWS


def tried(paths: tuple[Path, ...], seed: int, number: int, folder: Path) -> Trial:
    """Damages a file, reads it, and says what was wrong with that.

    A file with a problem is kept in the folder.
    """
    kind, suffix, content, source, touched = damaged(paths, seed, number)
    path = folder / f"{seed}-{number}{suffix}"
    path.write_bytes(content)
    problem = ""
    start = time.process_time()
    try:
        with _time_limit():
            problem = (
                _plan_problem(path) if source.name == PLAN_NAME else _problem(path, source, touched)
            )
    except Hang:
        problem = f"over {MAX_SECONDS} s"
    except Exception as raised:
        problem = f"raised {raised!r}"
    seconds = time.process_time() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if megabytes > MAX_MEGABYTES:
        problem = problem or f"{megabytes:.0f} MB"
    if not problem:
        path.unlink()
    return Trial(number, f"{kind}{suffix}", seconds, megabytes, problem)


@contextmanager
def _time_limit() -> Iterator[None]:
    def over(*_: object) -> None:
        raise Hang

    signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, MAX_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _plan_problem(path: Path) -> str:
    plan, findings = read_plan(path)
    if plan is None and not any(each.place.workbook == path.name for each in findings):
        return "not read, and no finding says so"
    if plan is not None:
        assess(plan, _original(EXAMPLE)[1], Earlier(), SEPTEMBER.last)
        faults(plan)
        working_days_after(SEPTEMBER.last, plan.closing_days)
    return ""


def _problem(path: Path, source: Path, touched: tuple[str, object] | None) -> str:
    plan = example_plan()
    returns, findings = returns_for(SEPTEMBER, (read_workbook(path, plan),))
    assessment = assess(plan, returns, Earlier(), SEPTEMBER.last)
    all_findings = (*findings, *entry_findings(plan, returns), *assessment.findings)
    if not all(each.message and each.fix for each in all_findings):
        return "a finding without words"
    if not returns.inputs and not any(each.place.workbook == path.name for each in findings):
        return "not read, and no finding says so"
    return _touched_more(_original(source)[1], returns, findings, touched) if touched else ""


def _entries(returns: Returns) -> dict[tuple[str, object], object]:
    return {
        **{(ref, component): entry for (ref, component), entry in returns.measures.items()},
        **{(ref, number): entry for (ref, number), entry in returns.deadlines.items()},
    }


def _touched_more(
    before: Returns, after: Returns, findings: tuple[Finding, ...], touched: tuple[str, object]
) -> str:
    """Every row but the touched one must be there with the values it had."""
    entries_before, entries_after = (_entries(each) for each in (before, after))
    others = [key for key in entries_before if key != touched]
    lost = [key for key in others if key not in entries_after]
    changed = [
        key for key in others if key in entries_after and entries_after[key] != entries_before[key]
    ]
    if lost or changed or entries_after.keys() - entries_before.keys():
        return (
            f"touched {touched}, but lost {lost[:5]}, changed {changed[:5]} "
            f"({[each.code for each in findings][:5]})"
        )
    return ""
