"""Runs commands that are killed at random moments, alone or several at once, and looks at what they left.

`python -m tests.campaigns.kills --runs 500 --seed 1` does it in working folders with good earlier results, some of
which the officer edited. What must hold: every folder is wholly as before or wholly new, or the next run makes it
so; nothing that was edited is lost; no email goes out twice; nothing is left over, and no process goes on.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.campaigns.breaking import KILLED_AFTER, KILLED_BEFORE, Break
from tests.campaigns.holding import (
    Case,
    faults_at_rest,
    faults_in_the_end,
    faults_of_sending,
    faults_of_sending_in_the_end,
)
from tests.campaigns.mail_servers import hostile_server
from tests.campaigns.office import DID_NOT_END, STATES, Offices, Program, tree_of

ALONE = (
    *("report", "csv", "leadership", "lead", "early", "run", "email", "blank", "carried"),
    *("feedback", "status", "run and send", "run and send", "send", "send"),
)
TOGETHER = (
    ("report", "report"),
    ("report", "early"),
    ("report", "csv"),
    ("lead", "report"),
    ("run", "run"),
    ("email", "run"),
    ("blank", "blank"),
    ("blank", "carried"),
    ("feedback", "feedback"),
    ("send", "send"),
    ("run and send", "run and send"),
    ("report", "report", "report", "report"),
    ("lead", "report", "leadership", "early"),
    ("run", "email", "report", "run"),
    ("send", "send", "send", "send"),
)
_SIGNALS = (*[signal.SIGKILL] * 6, signal.SIGTERM, signal.SIGINT)
_ENDS = (0, 1, 2, *(-each for each in set(_SIGNALS)))


def faults_of_run(
    offices: Offices,
    seed: str,
    states: Sequence[str] = tuple(STATES),
    alone: Sequence[str] = ALONE,
    together: Sequence[tuple[str, ...]] = TOGETHER,
) -> list[str]:
    """What goes wrong where one command, or several at once, are killed, in one of the states."""
    dice = random.Random(seed)
    state = dice.choice(states)
    commands = dice.choice(together) if dice.random() < 0.3 else (dice.choice(alone),)
    undisturbed = [offices.expected(state, each) for each in commands]
    folder = offices.fresh(state)
    case = Case(tree_of(folder), undisturbed)
    faults = [
        *_killed(offices, folder, state, commands, dice),
        *faults_at_rest(case, tree_of(folder)),
        *faults_of_sending(case, tree_of(folder), offices.server),
        *_again(offices, folder, case, commands[0]),
    ]
    return [f"{seed}, {state}, {' and '.join(commands)}: {each}" for each in faults]


def _killed(offices: Offices, folder: Path, state: str, commands: Sequence[str], dice: random.Random) -> Iterator[str]:
    programs = []
    for number, command in enumerate(commands):
        is_killed = not number or dice.random() < 0.6
        at_call = is_killed and dice.random() < 0.5
        is_broken = _some_call(offices, state, command, dice) if at_call else None
        programs.append(Program(folder, offices.words(command), str(number), is_broken))
        if is_killed and not at_call:
            seconds = offices.expected(state, command).seconds * dice.choice((dice.random(), dice.uniform(0.6, 1.05)))
            time.sleep(seconds / len(commands))
            programs[-1].stop(dice.choice(_SIGNALS))
    for program in programs:
        yield from _ended_badly(program)


def _ended_badly(program: Program) -> Iterator[str]:
    code = program.ended()
    if code == DID_NOT_END:
        yield "did not end"
    elif code not in _ENDS or "Traceback" in program.said:
        yield f"ended with {code} and said {program.said}"
    if left := program.left():
        yield f"{len(left)} processes left"


def _some_call(offices: Offices, state: str, command: str, dice: random.Random) -> Break:
    """A call at which the program is killed: the rarer its kind, the likelier."""
    calls = offices.expected(state, command).calls
    kind = dice.choice(sorted({each.split(" ", 1)[0] for each in calls}))
    number = dice.choice([number for number, each in enumerate(calls) if each.startswith(kind)])
    return Break(number, dice.choice((KILLED_BEFORE, KILLED_AFTER)))


def _again(offices: Offices, folder: Path, case: Case, command: str) -> Iterator[str]:
    """The next run, which nobody disturbs."""
    ended = offices.run(folder, command)
    held_back = "perhaps sent" in ended.said and ended.code == 1
    # Where another command has made a report meanwhile, there is one to go by.
    if ended.code not in {each.code for each in case.undisturbed} and not held_back:
        yield f"the next run ended with {ended.code} and said {ended.said}"
    yield from faults_at_rest(case, ended.tree)
    yield from faults_in_the_end(case, ended)
    yield from faults_of_sending(case, ended.tree, offices.server)
    yield from faults_of_sending_in_the_end(case, ended.tree)


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns.kills", description=__doc__)
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the run to begin with")
    options = parser.parse_args(words)
    began, faults = time.monotonic(), 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server, ca_file = stack.enter_context(hostile_server(folder))
        few, many = Offices(folder / "few", server, ca_file), Offices(folder / "many", server, ca_file, "ABCDE")
        for number in range(options.first, options.first + options.runs):
            # With many returns, they are read by several processes.
            found = faults_of_run(many if number % 4 == 3 else few, f"{options.seed}/{number}")
            faults += len(found)
            for fault in found:
                print(fault, flush=True)
            if number % 25 == 24:
                print(f"{number + 1} runs, {faults} faults, {time.monotonic() - began:.0f} s", flush=True)
    print(f"{options.runs} runs: {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
