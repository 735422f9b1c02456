"""Many trials, on all processors, each worker within bounds of memory."""

import os
import resource
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path
from threading import Thread

from cyps_reports import locations
from cyps_reports.workbooks.folders import files_in
from tests.fuzz.trial import Trial, tried
from tests.tools import libreoffice

_BATCH = 50
_ADDRESS_SPACE = 3 * 1024 * 1024 * 1024
"""More than is allowed, so that a trial says how much it was; less than a computer has."""

_SECONDS_BETWEEN_LOOKS = 0.5

KINDS = ("ods", "xls")


def sources(folder: Path) -> tuple[Path, ...]:
    """The returns to damage: as LibreOffice saved them, blank ones, and where it is there, .ods
    and .xls copies.
    """
    typed = files_in(locations.example_returns() / "2012-09")
    blank = [locations.built_in() / f"return-{code}.xlsx" for code in "AD"]
    copies: list[Path] = []
    if libreoffice.SOFFICE:
        for kind in KINDS:
            copies += libreoffice.convert([typed[0], typed[3]], kind, folder)
    plan = locations.example_returns() / locations.PLAN_NAME
    return (*typed, *blank, plan, *copies)


def trials(
    paths: tuple[Path, ...], seed: int, files: int, minutes: float, kept: Path
) -> Iterator[Trial]:
    """The trials, numbered from 0, as far as files and minutes allow."""
    end = time.monotonic() + minutes * 60
    batches = (
        range(start, min(start + _BATCH, files))
        for start in islice(count(0, _BATCH), -(-files // _BATCH))
    )
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_begin, initargs=(os.getpid(),)
    ) as pool:
        for together in iter(lambda: list(islice(batches, workers * 2)), []):
            if time.monotonic() > end:
                return
            for done in pool.map(
                _batch, *zip(*((paths, seed, batch, kept) for batch in together), strict=True)
            ):
                yield from done


def _begin(campaign: int) -> None:
    """What a worker does first: it takes its bounds on, and ends where the campaign has ended,
    however it did.
    """
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    Thread(target=_end_after, args=(campaign,), daemon=True).start()


def _end_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(1)


def _batch(paths: tuple[Path, ...], seed: int, numbers: range, kept: Path) -> list[Trial]:
    return [tried(paths, seed, number, kept) for number in numbers]


def failures_folder() -> Path:
    """Where damaged files with a problem are kept."""
    return Path(tempfile.mkdtemp(prefix="cyps-fuzz-"))


def summary(done: list[Trial]) -> str:
    """How many, how long, how much, and what was wrong."""
    slowest = max(done, key=lambda each: each.seconds)
    largest = max(done, key=lambda each: each.megabytes)
    wrong = [each for each in done if each.problem]
    return (
        f"{len(done)} damaged files; slowest {slowest.seconds:.2f} s ({slowest.kind}, number "
        f"{slowest.number});"
        f" most memory {largest.megabytes:.0f} MB; {len(wrong)} problems"
    )


def how_to_rerun(trial: Trial, seed: int) -> str:
    """The problem, and the command that does this trial again."""
    again = f"python -m tests.fuzz --seed {seed} --only {trial.number}"
    return f"{trial.number} ({trial.kind}): {trial.problem}\n    again: {again}"
