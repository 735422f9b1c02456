"""Many cases of one kind, one after another, each with dice of its own."""

import argparse
import time
from collections.abc import Callable, Sequence

DID_NOT_END = 999
"""The exit code of a program that is still running minutes later."""


def campaign(
    name: str,
    description: str,
    cases: int,
    faults_of: Callable[[str, int], Sequence[str]],
    words: Sequence[str] | None,
) -> int:
    """Prints what goes wrong in each of the cases; 1 where anything did.

    `faults_of` takes what a case's dice are seeded with, and its number. `cases` is how many there
    are where the words of the command line do not say.
    """
    parser = argparse.ArgumentParser(
        prog=f"python -m tests.campaigns.{name}", description=description
    )
    parser.add_argument("--cases", type=int, default=cases)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the case to begin with")
    options = parser.parse_args(words)
    began, faults = time.monotonic(), 0
    for number in range(options.first, options.first + options.cases):
        found = faults_of(f"{options.seed}/{number}", number)
        faults += len(found)
        for fault in found:
            print(fault, flush=True)
        if number % 25 == 24:
            print(
                f"{number + 1} cases, {faults} faults, {time.monotonic() - began:.0f} s", flush=True
            )
    print(f"{options.cases} cases: {faults} faults")
    return 1 if faults else 0
