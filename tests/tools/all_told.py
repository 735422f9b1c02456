"""Whatever is found wrong in any test, and why any act cannot go on, ends as a sentence does.

Most tests hold one problem by its code; here the words of all are read.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from cyps_reports.acts.ended import CannotRun
from cyps_reports.findings import Finding, Refused

_AT_THE_END = re.compile(r"[.?…][”)]?$|: cyps-reports \S.*$")
"""How a sentence ends; or in a command, behind which nothing may stand."""
_KINDS: dict[type[Any], tuple[str, ...]] = {
    Finding: ("message", "fix"),
    Refused: ("message", "fix"),
    CannotRun: ("problem", "fix"),
}
"""What tells somebody of a problem, and which of its parts are sentences, or empty."""


@contextmanager
def read_all() -> Iterator[list[str]]:
    """The texts told meanwhile that are no sentences."""
    cut_off: list[str] = []
    with pytest.MonkeyPatch.context() as patched:
        for kind, parts in _KINDS.items():
            patched.setattr(kind, "__init__", _read(kind.__init__, parts, cut_off))
        yield cut_off


def _read(
    made: Callable[..., None], parts: tuple[str, ...], cut_off: list[str]
) -> Callable[..., None]:
    def read(self: object, *given: object, **named: object) -> None:
        made(self, *given, **named)
        said = (getattr(self, part) for part in parts)
        cut_off.extend(each for each in said if each and not _AT_THE_END.search(each))

    return read
