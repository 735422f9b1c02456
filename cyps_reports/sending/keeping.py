"""Keeps the record of what was sent, on the disk before the next step.

And one sending at a time in a folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from cyps_reports.files.locking import FolderInUseError, locked, mark_of
from cyps_reports.files.placing import CannotWriteError, write_all
from cyps_reports.sending.connection import CannotSendError
from cyps_reports.sending.log import SentLog, log_bytes, log_in

SENT_LOG = "sent.json"
"""The record of what was sent, in the folder of the drafts."""

_LOCK = ".sending.lock"


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Nobody else sends from the folder meanwhile; a run that was killed holds nobody up.

    Raises:
        CannotSendError: another run is sending, or nothing can be written there.

    """
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # A sending lasts as long as somebody takes to say yes: its mark is never forgotten.
            stack.enter_context(locked(folder, _LOCK, forgotten=float("inf")))
        except FolderInUseError as problem:
            busy = f"another run is sending the emails in {folder}. Nothing was sent by this one."
            mark = mark_of(folder / _LOCK)
            killed = f" If there is no other any more, delete {mark}." if mark.exists() else ""
            raise CannotSendError(
                f"{busy} Wait until the other is done, and run again.{killed}"
            ) from problem
        except OSError as problem:
            raise CannotSendError(_not_kept(folder / SENT_LOG, problem)) from problem
        yield


class Record:
    """The file of the record, as it was when it was last looked at or written."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / SENT_LOG
        self._content: bytes | None = None

    def read(self) -> SentLog | None:
        """What it says; None where it is damaged.

        Raises:
            CannotSendError: it cannot be read.

        """
        self._content = self._there()
        return SentLog() if self._content is None else log_in(self._content)

    def keep(self, log: SentLog) -> None:
        """Writes it, so that it is still there after the power has failed.

        Raises:
            CannotSendError: it cannot be written, or somebody else has written to it since.

        """
        if self._there() != self._content:
            changed = (
                f"{self.path}, the record of what was sent, was changed by somebody else meanwhile."
            )
            raise CannotSendError(f"{changed} Wait until any other run is done, and run again.")
        content = log_bytes(log)
        try:
            write_all(self.path.parent, {self.path.name: content})
        except CannotWriteError as problem:
            raise CannotSendError(_not_kept(self.path, problem.__cause__)) from problem
        _settle(self.path.parent)
        self._content = content

    def _there(self) -> bytes | None:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise CannotSendError(_not_kept(self.path, problem)) from problem


def _not_kept(path: Path, problem: BaseException | None) -> str:
    # Never another folder: there, nothing is known of what was sent, and everything would be sent
    # again.
    reason = (isinstance(problem, OSError) and problem.strerror) or "another program is using it"
    return (
        f"{path}, the record of what was sent, cannot be kept ({reason}). No email goes out "
        "without it. Make room on"
        " the disk, or allow reading and writing it, and run the same command again."
    )


def _settle(folder: Path) -> None:
    """Sees to it that the folder itself is on the disk; Windows does so by itself."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
