"""Runs commands in which a call to the system fails, and looks at what they did about it.

`python -m tests.campaigns.faults --faults 200 --seed 1` does it in working folders with good earlier results, some of
which the officer edited: a disk is full, a file cannot be opened, a network breaks, once or from then on. What must
hold: a command that says that it is done has done all that it does undisturbed; one that could not says so in a
sentence, and leaves what was good; the next run goes as if nothing had happened.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from tests.campaigns.breaking import ERRORS, Break
from tests.campaigns.holding import (
    Case,
    faults_at_rest,
    faults_in_the_end,
    faults_of_sending,
    faults_of_sending_in_the_end,
)
from tests.campaigns.mail_servers import hostile_server
from tests.campaigns.office import COMMANDS, STATES, Ended, Offices, tree_of

_SENDING = ("run and send", "send")


def faults_of_fault(
    offices: Offices, seed: str, states: Sequence[str] = tuple(STATES), commands: Sequence[str] = tuple(COMMANDS)
) -> list[str]:
    """What goes wrong where one call of a command fails, in one of the states."""
    dice = random.Random(seed)
    state, command = dice.choice(states), dice.choice(commands)
    undisturbed = offices.expected(state, command)
    is_broken = some_fault(undisturbed.calls, dice)
    folder = offices.fresh(state)
    case = Case(tree_of(folder), [undisturbed])
    ended = offices.run(folder, command, is_broken)
    found = [
        *_ended_badly(command, ended, undisturbed),
        *faults_at_rest(case, ended.tree),
        *faults_of_sending(case, ended.tree, offices.server),
        *_again(offices, folder, case, command),
    ]
    stays = " from then on" if is_broken.stays else ""
    where = f"{undisturbed.calls[is_broken.number]} ({is_broken.number}): {is_broken.what}{stays}"
    return [f"{seed}, {state}, {command}, {where}: {each}" for each in found]


def some_fault(calls: Sequence[str], dice: random.Random) -> Break:
    """A call that fails: the rarer its kind, the likelier."""
    kind = dice.choice(sorted({each.split(" ", 1)[0] for each in calls}))
    number = dice.choice([number for number, each in enumerate(calls) if each.startswith(f"{kind} ")])
    # That somebody may not read a returned workbook is said of the workbook; the report is made without it.
    is_returned = "returns/2012" in calls[number]
    errors = [each for each in ERRORS[kind] if each != "EACCES" or not is_returned]
    return Break(number, dice.choice(errors), dice.random() < 0.3)


def _ended_badly(command: str, ended: Ended, undisturbed: Ended) -> Iterator[str]:
    if ended.code not in (0, 1, 2) or "Traceback" in ended.said:
        yield f"ended with {ended.code} and said {ended.said}"
    if ended.code == 2 or command in _SENDING:
        return
    if (ended.code, ended.said) != (undisturbed.code, undisturbed.said):
        said = set(ended.said.splitlines()).symmetric_difference(undisturbed.said.splitlines())
        yield f"it is said to be done, and is not as undisturbed ({ended.code}): {sorted(said)}"
    # A lock that could not be taken away holds nobody up, and goes with the next run.
    there = {name: content for name, content in ended.tree.items() if not name.endswith("lock")}
    at_end = replace(ended, tree=there)
    yield from (f"it is said to be done: {each}" for each in faults_in_the_end(Case({}, [undisturbed]), at_end))


def _again(offices: Offices, folder: Path, case: Case, command: str) -> Iterator[str]:
    """The next run, in which nothing fails."""
    ended = offices.run(folder, command)
    held_back = "perhaps sent" in ended.said and ended.code == 1
    if ended.code != case.undisturbed[0].code and not held_back:
        yield f"the next run ended with {ended.code} and said {ended.said}"
    yield from faults_at_rest(case, ended.tree)
    yield from faults_in_the_end(case, ended)
    yield from faults_of_sending(case, ended.tree, offices.server)
    yield from faults_of_sending_in_the_end(case, ended.tree)


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns.faults", description=__doc__)
    parser.add_argument("--faults", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the fault to begin with")
    options = parser.parse_args(words)
    began, faults = time.monotonic(), 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server, ca_file = stack.enter_context(hostile_server(folder))
        offices = Offices(folder / "office", server, ca_file)
        for number in range(options.first, options.first + options.faults):
            found = faults_of_fault(offices, f"{options.seed}/{number}")
            faults += len(found)
            for fault in found:
                print(fault, flush=True)
            if number % 25 == 24:
                print(f"{number + 1} faults, {faults} of them not met, {time.monotonic() - began:.0f} s", flush=True)
    print(f"{options.faults} faults: {faults} of them not met")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
