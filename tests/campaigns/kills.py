"""Runs commands that are killed at random moments, alone or several at once, and looks at what
they left.

`python -m tests.campaigns.kills --cases 500 --seed 1` does it in working folders with good earlier
results, some of which the officer edited. What must hold: every folder is wholly as before or
wholly new, or the next run makes it so; nothing that was edited is lost; no email goes out twice;
nothing is left over, and no process goes on.
"""

import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.campaigns.breaking import KILLED_AFTER, KILLED_BEFORE, Break, of_kind
from tests.campaigns.campaign import DID_NOT_END, campaign
from tests.campaigns.holding import (
    Case,
    ended_badly,
    faults_at_rest,
    faults_of_next,
    faults_of_sending,
)
from tests.campaigns.mail_servers import hostile_server
from tests.campaigns.office import STATES, Ended, Offices, Program, tree_of

ALONE = (
    *("report", "csv", "leadership", "lead", "early", "run", "email", "blank", "carried"),
    *("start", "example", "feedback", "status", "run and send", "run and send", "send", "send"),
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
    ("start", "start"),
    ("send", "send"),
    ("run and send", "run and send"),
    ("report", "report", "report", "report"),
    ("lead", "report", "leadership", "early"),
    ("run", "email", "report", "run"),
    ("send", "send", "send", "send"),
)
_SIGNALS = (*[signal.SIGKILL] * 6, signal.SIGTERM, signal.SIGINT)


def faults_of_run(
    offices: Offices,
    seed: str,
    states: Sequence[str] = tuple(STATES),
    alone: Sequence[str] = ALONE,
    together: Sequence[tuple[str, ...]] = TOGETHER,
    *,
    by_clock: bool = True,
) -> list[str]:
    """What goes wrong where one command, or several at once, are killed, in one of the states.

    They are killed at one of their calls to the system, or `by_clock` after some time.
    """
    dice = random.Random(seed)
    state = dice.choice(states)
    commands = dice.choice(together) if dice.random() < 0.3 else (dice.choice(alone),)
    undisturbed = [offices.expected(state, each) for each in commands]
    ends = offices.ends(state, commands)
    folder = offices.fresh(state)
    case = Case(tree_of(folder), undisturbed, ends)
    programs = list(_started(offices, folder, state, commands, dice, by_clock=by_clock))
    faults = [
        *(fault for each in programs for fault in _ended_badly(each, is_alone=case.is_alone)),
        *faults_at_rest(case, tree_of(folder)),
        *faults_of_sending(case, tree_of(folder), offices.server),
        *faults_of_next(offices, folder, case, commands[0]),
    ]
    return [f"{seed}, {state}, {' and '.join(commands)}: {each}" for each in faults]


def _started(
    offices: Offices,
    folder: Path,
    state: str,
    commands: Sequence[str],
    dice: random.Random,
    *,
    by_clock: bool,
) -> Iterator[Program]:
    for number, command in enumerate(commands):
        is_killed = not number or dice.random() < 0.6
        at_call = is_killed and (dice.random() < 0.5 or not by_clock)
        is_broken = _some_call(offices, state, command, dice) if at_call else None
        program = Program(folder, offices.words(command), str(number), is_broken)
        if is_killed and not at_call:
            seconds = offices.expected(state, command).seconds * dice.choice(
                (dice.random(), dice.uniform(0.6, 1.05))
            )
            time.sleep(seconds / len(commands))
            program.stop(dice.choice(_SIGNALS))
        yield program


def _ended_badly(program: Program, *, is_alone: bool) -> Iterator[str]:
    ended = Ended(program.ended(), program.said, {})
    if ended.code == DID_NOT_END:
        yield "did not end"
    elif is_alone and program.is_surely_killed and ended.code != -signal.SIGKILL:
        yield f"was not killed, and ended with {ended.code}"
    else:
        yield from ended_badly(ended, program.sent)
    if left := program.left():
        yield f"{len(left)} processes left"


def _some_call(offices: Offices, state: str, command: str, dice: random.Random) -> Break:
    """A call at which the program is killed: the rarer its kind, the likelier."""
    calls = offices.expected(state, command).calls
    kind = dice.choice(sorted({each.split(" ", 1)[0] for each in calls}))
    number = dice.randrange(len(of_kind(kind, calls)))
    return Break(kind, number, dice.choice((KILLED_BEFORE, KILLED_AFTER)))


def main(words: Sequence[str] | None = None) -> int:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server, ca_file = stack.enter_context(hostile_server(folder))
        few, many = (
            Offices(folder / "few", server, ca_file),
            Offices(folder / "many", server, ca_file, "ABCDE"),
        )

        def faults(seed: str, number: int) -> list[str]:
            # With many returns, they are read by several processes.
            return faults_of_run(many if number % 4 == 3 else few, seed)

        return campaign("kills", str(__doc__), 500, faults, words)


if __name__ == "__main__":
    sys.exit(main())
