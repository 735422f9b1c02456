"""The program as a shell starts it in the working folder, under what is odd about a machine."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.measured import ENVIRONMENT

ON_POSIX = pytest.mark.skipif(
    sys.platform == "win32", reason="signals, limits and closed streams are those of POSIX"
)
PLAIN = {name: value for name, value in ENVIRONMENT.items() if name != "CYPS_REPORTS_TRACEBACK"}
RECORD = Path("output/2012-09/as-reported.json")
_HANGS_AFTER_SECONDS = 300


def program(*words: str, before: str = ":") -> list[str]:
    """The program as a shell starts it.

    `before` is what the shell does first, or to its streams.
    """
    return ["sh", "-c", f'{before}; exec "$0" -m cyps_reports "$@"', sys.executable, *words]


def ran(*words: str, before: str = ":", **more: str) -> subprocess.CompletedProcess[str]:
    """How a run ends, and what it says."""
    command = program(*words, before=before)
    environment = {**PLAIN, **more}
    return subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env=environment,
        timeout=_HANGS_AFTER_SECONDS,
    )


def lines(code: str) -> str:
    """Several lines of Python as one."""
    return f"exec({code!r}, globals())"
