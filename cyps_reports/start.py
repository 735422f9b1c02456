"""How the program starts and ends, whatever the machine is like.

The program itself is loaded in here.

Ctrl-C is heard from the first moment on, a stream may be closed, memory may be short: each ends in
a sentence and a number that says how it ended, never in a traceback.
"""

from __future__ import annotations

import os
import sys

# Nothing is loaded out here that Python has not loaded already: until `main` begins, Ctrl-C ends in
# a traceback.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType
    from typing import TextIO

    from cyps_reports.console.stopping import Stop

_COULD_NOT_RUN = 2
_NOBODY_READS = 128 + 13
"""How a program ends whose output is read no further, as by `head`."""

_STOPPED = "Stopped. Nothing was replaced that was not finished; run the command again."

_WITH_TRACEBACK = "CYPS_REPORTS_TRACEBACK"
"""The variable of the environment that shows developers where something unforeseen happened."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The whole program.

    0 when done, 1 when done with errors among the findings, 2 when it could not run.

    It ends with 141 where its output is read no further. It is for a process of its own: from here
    on, signals end in one sentence, and after the last word they are passed over.
    """
    stop: Stop | None = None
    try:
        _open_what_is_closed()
        _last_words.append(os.dup(2))
        sys.unraisablehook, sys.excepthook = _lost, _told_by_a_library
        given = sys.argv[1:] if arguments is None else arguments
        # What begins with a dash asks for help, or for the version.
        command = _loaded(is_command=bool(given) and not given[0].startswith("-"))
        from cyps_reports.console.stopping import Stop, hear

        stop = Stop()
        hear(stop.ask)
        ended = command(arguments)
        stop.no_more()
    except BaseException as problem:
        if stop is not None:
            stop.no_more()
        ended = _ended_by(problem, is_stopped=stop is not None and stop.is_asked)
    return _with_all_said(ended)


def _open_what_is_closed() -> None:
    """What is said to a closed stream goes nowhere.

    Were it left closed, the next opened file would be in its place.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        # A Windows console in an old code page must not turn £ or a name into a crash.
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - pathlib need not be loaded for it


def _lost(raised: sys.UnraisableHookArgs) -> None:
    """What is raised where Python has nobody to raise it to.

    As to something that is just being taken away.
    """
    if raised.exc_type is KeyboardInterrupt:
        _end_at_once()
    if os.environ.get(_WITH_TRACEBACK):
        sys.__unraisablehook__(raised)


def _told_by_a_library(
    kind: type[BaseException], problem: BaseException, trace: TracebackType | None
) -> None:
    """What libraries that are not written in Python tell of before they lose it."""
    if os.environ.get(_WITH_TRACEBACK):
        sys.__excepthook__(kind, problem, trace)


def _end_at_once(*_: object) -> None:
    """Ends as if killed: the next run puts in order what may be unfinished."""
    _complain(_STOPPED)
    os._exit(_COULD_NOT_RUN)


def _loaded(*, is_command: bool) -> Callable[[Sequence[str] | None], int]:
    """The command line.

    Ctrl-C ends the loading at once: a library may lose it, or take it for a fault of its own.
    Nearly every command reads workbooks: who reads them loads beside the rest of the program.
    """
    from cyps_reports.console.stopping import be_deaf, hear

    heard = hear(_end_at_once)
    if sys.platform != "win32":
        os.register_at_fork(after_in_child=lambda: be_deaf(heard))
    # The numbers' library asks for memory for each processor before it has anything to do.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import gc

    if is_command:
        from cyps_reports.workbooks.workers import get_ready

        get_ready()
    from cyps_reports import cli

    # The program stays to the end: Python need not look through it for what is unused, nor copy it
    # for its readers; and what a month is read into stays as long, so it need not look often.
    gc.freeze()
    gc.set_threshold(*_LOOKS_FOR_UNUSED)
    return cli.main


_LOOKS_FOR_UNUSED = (50_000, 20, 100)
"""How many more things there are before Python looks, and how seldom it looks at older ones."""


def _ended_by(problem: BaseException, *, is_stopped: bool) -> int:
    """Says in a sentence what ended the run; the number that stands for it."""
    if isinstance(problem, SystemExit):
        if isinstance(problem.code, str):
            _complain(problem.code)
            return _COULD_NOT_RUN
        return problem.code or 0
    if isinstance(problem, BrokenPipeError):
        return _NOBODY_READS
    if is_stopped or isinstance(problem, KeyboardInterrupt):
        # Python remembers where a text run as a program was broken off, and would end as if nobody
        # had caught it.
        exec("")
        _complain(_STOPPED)
    else:
        _complain(f"Could not run: {_why(problem)}")
        if os.environ.get(_WITH_TRACEBACK):
            raise problem
    return _COULD_NOT_RUN


def _why(problem: BaseException) -> str:
    if isinstance(problem, MemoryError):
        # Nothing more can be loaded for a sentence.
        return "there is not enough memory. Close other programs, and run again."
    if isinstance(problem, ImportError):
        which = f" ({problem.name})" if problem.name else ""
        return (
            f"a part of the program cannot be loaded{which}. Close other programs, as memory may "
            "be short, and run"
            " again; if it says the same, set the program up anew."
        )
    return (
        "something happened that the program does not know of "
        f"({type(problem).__name__}{_where(problem)}). Nothing was"
        " replaced that was not finished. Run again; if it says the same, send this line to "
        "whoever looks after the"
        " program."
    )


def _where(problem: BaseException) -> str:
    """The line of the program in which it happened."""
    where, trace = "", problem.__traceback__
    while trace:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if name.startswith("cyps_reports."):
            where = f" in {name.removeprefix('cyps_reports.')}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return where


_last_words: list[int] = []
"""The errors' stream as it was at the beginning.

The run may be stopped while what libraries say goes nowhere.
"""


def _complain(line: str) -> None:
    try:
        os.write((_last_words or [2])[-1], f"{line}\n".encode("ascii", "replace"))
    except OSError:
        return  # nobody is there to be told


def _with_all_said(ended: int) -> int:
    """The same, where everything that was said got out.

    Python would complain of the rest at the very end.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError) as problem:
            if isinstance(problem, OSError):
                _leave_quietly(stream.fileno())
            if stream is sys.stdout and ended != _COULD_NOT_RUN:
                ended = _NOBODY_READS if isinstance(problem, BrokenPipeError) else _COULD_NOT_RUN
    return ended


def _leave_quietly(number: int) -> None:
    """What is left to be said to a stream goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
