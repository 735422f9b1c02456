"""What a file says, asked of a worker once in a process of tests.

Tests bring the same few workbooks again and again. What a worker said of a file is kept as it came,
and said again of a file of the same name and the same bytes.
"""

import pickle
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from cyps_reports.workbooks import opening, workers
from cyps_reports.workbooks.reading import Said

Answers = Callable[[str, Sequence[Path]], Iterator[tuple[Said, ...]]]
_Asked = tuple[str, str, bytes]
"""The act, the file's name, and the check sum of its bytes."""

_MOST = 400
"""Files whose answers are kept, the newest: of most the tests soon have no more need."""


def read_once(answers: Answers) -> Answers:
    """The same answers, from memory where it has been asked before."""
    kept: dict[_Asked, bytes] = {}

    def answers_of_old(act: str, paths: Sequence[Path]) -> Iterator[tuple[Said, ...]]:
        asked = [_asked(act, path) for path in paths]
        told = [kept.get(each) if each else None for each in asked]
        anew = answers(act, [path for path, each in zip(paths, told, strict=True) if each is None])
        for key, old in zip(asked, told, strict=True):
            if old is not None:
                yield pickle.loads(old)  # nobody but this process has put it there
                continue
            said = next(anew)
            if key:
                kept[key] = pickle.dumps(said, pickle.HIGHEST_PROTOCOL)
                _forget(kept)
            yield said

    return answers_of_old


def read_here(patched: pytest.MonkeyPatch) -> None:
    """Has every file read each time, and in this process, where its calls can be counted."""
    patched.setattr(opening, "answers", workers.answers)
    patched.setattr(workers, "_idle", lambda: None)
    patched.setattr(workers, "_started", lambda: None)


def _asked(act: str, path: Path) -> _Asked | None:
    """What is kept of it; None of what is no file, or a machine does not give."""
    try:
        return (act, path.name, sha256(path.read_bytes()).digest())
    except OSError:
        return None


def _forget(kept: dict[_Asked, bytes]) -> None:
    while len(kept) > _MOST:
        del kept[next(iter(kept))]
