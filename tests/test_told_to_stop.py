"""A run that is told to stop says so in a sentence, at whatever moment."""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence

import pytest

from tests.tools.started import ON_POSIX, PLAIN, RECORD, lines, ran

pytestmark = [ON_POSIX, pytest.mark.usefixtures("september_alone")]
STOPPED = "Stopped. Nothing was replaced that was not finished; run the command again.\n"


def stopped_while(words: Sequence[str], ready: str, number: int) -> tuple[int, str]:
    """How a run ends that is told to stop when a line like that came."""
    hook = f"import sys; from cyps_reports.start import main; {ready}; sys.exit(main())"
    command = [sys.executable, "-c", hook, *words]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=PLAIN
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        while run.stdout.readline() != "ready\n":
            assert run.poll() is None
        run.send_signal(number)
        run.stdout.read()
        said = run.stderr.read()
    return run.returncode, said


WAITS = "(print('ready', flush=True), time.sleep(60))"
WHILE_LOADING = f"""
import time, builtins
load = builtins.__import__
def slow(name, *more):
    if name.endswith('arguments'):
        try:
            {WAITS}
        except BaseException:
            raise ImportError('as a library does that takes it for a fault of its own')
    return load(name, *more)
builtins.__import__ = slow
"""
WHILE_WRITING = f"""
import time
from cyps_reports.files import placing
placing.os = type('Slow', (), {{'fsync': lambda *_: {WAITS}}})
"""
IN_A_DESTRUCTOR = f"""
import time
from cyps_reports.console import arguments
class Last:
    def __del__(self):
        {WAITS}
parser_for = arguments.parser_for
arguments.parser_for = lambda commands: (Last(), parser_for(commands))[1]
"""


@pytest.mark.share(2)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    "moment", [WHILE_LOADING, WHILE_WRITING, IN_A_DESTRUCTOR], ids=["loading", "writing", "lost"]
)
def test_a_wish_to_stop_ends_in_one_sentence(moment: str, number: int) -> None:
    assert stopped_while(["report"], lines(moment), number) == (2, STOPPED)
    assert not RECORD.exists()


def test_a_stop_at_any_moment_is_said_or_comes_too_late() -> None:
    """The very first moments are Python's own.

    There it is stopped before it reads a line of the program.
    """
    start_of_python = (
        f"import sys; print('ready', flush=True); {lines('from cyps_reports.start import main')}"
    )
    for moment in range(6):
        command = [sys.executable, "-c", f"{start_of_python}; sys.exit(main())", "report"]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=PLAIN
        ) as run:
            assert run.stdout is not None
            assert run.stderr is not None
            run.stdout.readline()
            time.sleep(0.02 + moment * 0.05)
            run.send_signal(signal.SIGINT)
            run.stdout.read()
            said = run.stderr.read().decode()
        assert (run.returncode, said) in ((2, STOPPED), (1, ""))


@pytest.mark.full
def test_a_program_that_was_told_to_pass_signals_over_does() -> None:
    done = ran("report", before="trap '' INT; { sleep 0.2; kill -INT $$; } & true")
    assert (done.returncode, done.stderr) == (1, "")
