"""Keeps what libraries print and warn of while they read a file off the officer's screen, and out of piped output."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from threading import RLock

_ONE_AT_A_TIME = RLock()
"""The screen and the filter of warnings are the whole process's: two threads would put back each other's."""


@contextmanager
def quietly() -> Iterator[None]:
    """Nothing that is printed or warned of in it is shown; none of it is of use to an officer."""
    nowhere = io.StringIO()
    with _ONE_AT_A_TIME, redirect_stdout(nowhere), redirect_stderr(nowhere), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
