"""The process that does one piece of work for the program (`work.py`), and ends."""

from __future__ import annotations

import gc
import pickle
import signal
import sys


def main() -> None:
    """Applies a function to what it is given; both are read from the standard input.

    What it makes is written to the standard output. Where it raises, it writes nothing: the work is
    done once more by whoever asked, who raises the same.
    """
    # Ctrl-C is for the program that asks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # It ends before what is unused is worth looking for.
    gc.disable()
    function = pickle.load(sys.stdin.buffer)
    made = function(pickle.load(sys.stdin.buffer))
    sys.stdout.buffer.write(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
