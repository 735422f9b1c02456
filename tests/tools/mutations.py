"""Mutation testing: `python -m tests.tools.mutations --number 200 --seed 1` changes the program
in so many places.

One place at a time is changed in a copy of the project (an operator, a constant, a comparison, a
default, a keyword), and the tests that call the changed function run there, the quick ones first. A
change that no test notices is printed: it is code that could be wrong without anybody knowing, or a
change that makes no difference. A test that fails in any way has found it; so has one that does not
end.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from pathlib import Path
from queue import SimpleQueue

from tests.tools.mutants import Mutant, chosen

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "cyps_reports"
_LEFT_OUT = shutil.ignore_patterns(".venv", ".git", "__pycache__", ".*_cache", ".hypothesis")
_LEAST_SECONDS, _TIMES_AS_LONG = 300, 20
"""How long a run may last before it counts as one that does not end."""
_NO_TEST_RAN = 5


@dataclass(frozen=True, slots=True)
class Touched:
    """Of each test: how many seconds it takes, and which functions it calls."""

    seconds: dict[str, float]
    functions: dict[str, frozenset[str]]

    def by(self, mutant: Mutant) -> tuple[str, ...]:
        """The tests that a change bears on, by file, the file whose tests are quickest first."""
        wanted = f"{mutant.path.relative_to(PACKAGE.name).as_posix()}:"
        if mutant.function:
            tests = [
                test
                for test, called in self.functions.items()
                if f"{wanted}{mutant.function}" in called
            ]
        else:
            modules = (wanted, *(f"{each}:" for each in _users_of(mutant.path)))
            tests = [
                test
                for test, called in self.functions.items()
                if any(f.startswith(modules) for f in called)
            ]
        return self._quickest_first(tests or list(self.functions))

    def _quickest_first(self, tests: Iterable[str]) -> tuple[str, ...]:
        by_file: dict[str, list[str]] = defaultdict(list)
        for test in tests:
            by_file[test.split("::")[0]].append(test)
        files = sorted(
            by_file.values(), key=lambda together: sum(self.seconds[each] for each in together)
        )
        return tuple(test for together in files for test in together)

    def first(self, tests: Sequence[str], seconds: float) -> tuple[str, ...]:
        """Of some tests in their order, as many as are done in so many seconds; at least one."""
        ends = accumulate(self.seconds[each] for each in tests)
        number = sum(each <= seconds for each in ends)
        return tuple(tests[: max(number, 1)])


def _users_of(path: Path) -> tuple[str, ...]:
    """The modules that import a module."""
    module = ".".join(path.with_suffix("").parts)
    short = f"from {module.rpartition('.')[0]} import .*\\b{path.stem}\\b"
    imports = re.compile(rf"(from {re.escape(module)} |import {re.escape(module)}\b|{short})")
    found = [
        each for each in PACKAGE.rglob("*.py") if imports.search(each.read_text(encoding="utf-8"))
    ]
    return tuple(each.relative_to(PACKAGE).as_posix() for each in found)


def touched_in(folder: Path) -> Touched:
    """What the runs of the tests wrote into a folder."""
    noted: dict[str, tuple[float, list[str]]] = {}
    for path in sorted(folder.glob("*.json")):
        noted |= json.loads(path.read_text(encoding="utf-8"))
    seconds = {test: told[0] for test, told in noted.items()}
    return Touched(seconds, {test: frozenset(told[1]) for test, told in noted.items()})


def _run(
    copy: Path, arguments: Sequence[str], seconds: float | None = None, **environment: str
) -> int | None:
    """How pytest ended in the copy of the project; None where it did not end."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    # Compiled code goes by the second in which a file changed, and two mutants may be of the same
    # second.
    there = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", **environment}
    there["HYPOTHESIS_STORAGE_DIRECTORY"] = str(copy / ".hypothesis")
    with _said(copy).open("w", encoding="utf-8") as said:
        run = subprocess.Popen(
            command, cwd=copy, env=there, stdout=said, stderr=said, start_new_session=True
        )
        try:
            return run.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end(run)


def _said(copy: Path) -> Path:
    """What pytest says of a copy, beside it: in it, it would be a file of the project."""
    return copy.with_name("said.txt")


def _end(run: subprocess.Popen[bytes]) -> None:
    """Nothing that the tests started is left over."""
    with suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()


def is_found(mutant: Mutant, copy: Path, touched: Touched, seconds: float) -> bool:
    """Whether a test fails where the copy is changed so, of the quickest tests that are done in so
    many seconds; the copy is put back.
    """
    tests = touched.first(touched.by(mutant), seconds)
    listed = copy.with_name("tests.txt")
    listed.write_text("\n".join(tests), encoding="utf-8")
    path = copy / mutant.path
    kept = path.read_bytes()
    path.write_text(mutant.source, encoding="utf-8")
    bound = _LEAST_SECONDS + _TIMES_AS_LONG * sum(touched.seconds[each] for each in tests)
    try:
        ended = _run(copy, ["-x", "-n", "0", f"@{listed}"], bound)
        if ended == _NO_TEST_RAN:
            raise RuntimeError(f"no test ran for {mutant}")
        return ended != 0
    finally:
        path.write_bytes(kept)


def survivors(
    numbered: Sequence[tuple[int, Mutant]], copies: Sequence[Path], touched: Touched, seconds: float
) -> list[Mutant]:
    """The changes that no test notices, tried side by side in so many copies; each change is told
    as it is done.
    """
    free: SimpleQueue[Path] = SimpleQueue()
    for each in copies:
        free.put(each)

    def survives(number: int, mutant: Mutant) -> bool:
        copy = free.get()
        try:
            found = is_found(mutant, copy, touched, seconds)
        finally:
            free.put(copy)
        said = "found   " if found else "SURVIVED"
        print(f"{number:4} {said} {mutant}", flush=True)
        return not found

    with ThreadPoolExecutor(len(copies)) as streams:
        have_survived = streams.map(survives, *zip(*numbered, strict=True))
        return [mutant for (_, mutant), left in zip(numbered, have_survived, strict=True) if left]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.mutations", description=__doc__)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", default="", help="only modules whose path has this in it, like assessment/"
    )
    parser.add_argument(
        "--touched", type=Path, help="a folder to keep, and find again, which test calls what"
    )
    parser.add_argument(
        "--from", type=int, default=1, dest="start", help="go on with this one of the changes"
    )
    parser.add_argument("--streams", type=int, default=1, help="try so many changes side by side")
    parser.add_argument(
        "--seconds",
        type=float,
        default=inf,
        help="run only the quickest tests of each change, of so many seconds together",
    )
    return parser


def main(words: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(words)
    numbered = list(enumerate(chosen(PACKAGE, options.number, options.seed, options.only), 1))
    to_do = numbered[options.start - 1 :]
    with tempfile.TemporaryDirectory() as name:
        # Some tests are run as somebody who has no rights.
        Path(name).chmod(0o755)
        copies = [Path(name) / str(each) / ROOT.name for each in range(options.streams)]
        for copy in copies:
            shutil.copytree(ROOT, copy, ignore=_LEFT_OUT)
        folder = options.touched or Path(name) / "touched"
        if not folder.exists() and _run(
            copies[0], ["-p", "tests.tools.touched"], CYPS_TOUCHED=str(folder.resolve())
        ):
            said = _said(copies[0]).read_text(encoding="utf-8")
            print(f"The tests must pass first:\n{said}")
            return 2
        left = survivors(to_do, copies, touched_in(folder), options.seconds)
    print(f"{len(to_do)} changes: {len(to_do) - len(left)} found, {len(left)} survived")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
