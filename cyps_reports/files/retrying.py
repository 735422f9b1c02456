"""What the system refuses only for a moment.

A virus scanner or a folder that is being synchronised holds a file.
"""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")
Wait = Callable[[float], object]

IS_WINDOWS = sys.platform == "win32"

PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)
"""How long to wait before each further try, in seconds."""

# Access denied, used by another process, locked in part, shown in memory by another program.
_WINDOWS = frozenset({5, 32, 33, 1224})
_POSIX = frozenset({errno.EBUSY})


def retried(act: Callable[[], Result], wait: Wait = time.sleep) -> Result:
    """What the act gives, tried again while the file is in somebody's hands.

    After longer and longer pauses.

    Raises:
        OSError: of the last try, or one that says that waiting is of no use.

    """
    for pause in PAUSES:
        try:
            return act()
        except OSError as problem:
            if not is_in_use(problem):
                raise
        wait(pause)
    return act()


def is_in_use(problem: OSError) -> bool:
    """Whether somebody else has the file.

    Windows says of a file that may not be written just the same.
    """
    number = getattr(problem, "winerror", None)
    # Opening a file, Windows does not say its own number.
    is_held = IS_WINDOWS and number is None and isinstance(problem, PermissionError)
    return number in _WINDOWS or problem.errno in _POSIX or is_held


_LONGEST_PATH = 259


def is_too_long(path: Path, problem: OSError) -> bool:
    """Whether a path is longer than the system takes.

    Windows says of such a one that it is not there.
    """
    number = getattr(problem, "winerror", None)
    is_of_windows = number in {2, 3, 206} or (
        IS_WINDOWS and number is None and isinstance(problem, FileNotFoundError)
    )
    return problem.errno == errno.ENAMETOOLONG or (
        is_of_windows and len(str(path.absolute())) > _LONGEST_PATH
    )
