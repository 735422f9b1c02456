"""Keeps what libraries print and warn of while they read a file off the officer's screen, and out of piped output."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from threading import RLock

_ONE_AT_A_TIME = RLock()
"""The screen and the filter of warnings are the whole process's: two threads would put back each other's."""
_ERRORS = 2


@contextmanager
def quietly() -> Iterator[None]:
    """Nothing that is printed or warned of in it is shown; none of it is of use to an officer."""
    nowhere = io.StringIO()
    with (
        _ONE_AT_A_TIME,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
        _nothing_from_below(),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _nothing_from_below() -> Iterator[None]:
    """Python does not see what calamine, which is not written in it, says of a file that it did not foresee."""
    try:
        kept = os.dup(_ERRORS)
    except OSError:
        # A program without a screen has nowhere to say it.
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _ERRORS)
        yield
    finally:
        os.dup2(kept, _ERRORS)
        os.close(kept)
        os.close(nowhere)
