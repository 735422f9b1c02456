"""Whatever is found wrong in any test is told in texts that end as a sentence does.

Most tests hold a problem by its code; here the words of all are read.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from cyps_reports.findings import Finding, Refused

_AT_THE_END = re.compile(r"[.?…][”)]?$")


@contextmanager
def read_all() -> Iterator[list[str]]:
    """The texts told meanwhile that are no sentences."""
    cut_off: list[str] = []
    with pytest.MonkeyPatch.context() as patched:
        for kind in (Finding, Refused):
            patched.setattr(kind, "__init__", _read(kind.__init__, cut_off))
        yield cut_off


def _read(made: Callable[..., None], cut_off: list[str]) -> Callable[..., None]:
    def read(self: Finding | Refused, *given: object, **named: object) -> None:
        made(self, *given, **named)
        said = (self.message, self.fix)
        cut_off.extend(each for each in said if each and not _AT_THE_END.search(each))

    return read
