"""A plugin of pytest that notes which functions of the package each test calls.

`-p tests.tools.touched`.

Each worker writes a file into the folder that CYPS_TOUCHED names: of each test its seconds and its
functions, as `assessment/trends.py:usual_range`. What another process calls is not seen.
"""

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from cProfile import Profile
from pathlib import Path
from types import CodeType, FrameType

import pytest

import cyps_reports

PACKAGE = str(Path(cyps_reports.__file__).parent) + os.sep
FOLDER = Path(os.environ["CYPS_TOUCHED"])

_outer: list[Profile] = []
_by_fixture: dict[str, set[CodeType]] = {}
_by_test: dict[str, tuple[float, list[str]]] = {}


@contextmanager
def _noted() -> Iterator[set[CodeType]]:
    """The code that is called meanwhile.

    Where one lies in another, only the inner one sees what it spans.
    """
    seen: set[CodeType] = set()
    # A profiler written in C, as one in Python would make the tests take several times as long.
    profiler = Profile(subcalls=False, builtins=False)

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            seen.add(frame.f_code)

    if _outer:
        _outer[-1].disable()
    _outer.append(profiler)
    threading.setprofile(note)
    profiler.enable()
    try:
        yield seen
    finally:
        profiler.disable()
        threading.setprofile(None)
        seen.update(each.code for each in profiler.getstats() if isinstance(each.code, CodeType))
        _outer.pop()
        if _outer:
            _outer[-1].enable()


@pytest.hookimpl(hookwrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
    with _noted() as seen:
        yield
    _by_fixture.setdefault(fixturedef.argname, set()).update(seen)


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    start = time.perf_counter()
    with _noted() as seen:
        yield
    together = seen.union(
        *(_by_fixture.get(name, set()) for name in getattr(item, "fixturenames", ()))
    )
    names = {each for code in together if (each := _name(code))}
    _by_test[item.nodeid] = time.perf_counter() - start, sorted(names)


def _name(code: CodeType) -> str:
    """The outermost function that code lies in, with its module.

    "" for what is not the package's or in none.
    """
    function = code.co_qualname.split(".<locals>")[0]
    if not code.co_filename.startswith(PACKAGE) or function.startswith("<"):
        return ""
    return f"{Path(code.co_filename[len(PACKAGE) :]).as_posix()}:{function}"


def pytest_sessionfinish() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{os.getpid()}.json").write_text(json.dumps(_by_test), encoding="utf-8")
