"""Python processes that this program starts for itself."""

from __future__ import annotations

import subprocess
import sys


def program_of(module: str) -> str:
    """The program that calls `main` of a module, wherever this one loads its modules from."""
    return f"import sys; sys.path[:] = sys.argv[1:]; from {module} import main; main()"


def process_of(program: str) -> subprocess.Popen[bytes]:
    """A process that runs a program; it is written to and read from, and its errors go nowhere.

    Raises:
        OSError: the system starts none, as on some offices' computers.

    """
    return subprocess.Popen(
        [sys.executable, "-c", program, *sys.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
