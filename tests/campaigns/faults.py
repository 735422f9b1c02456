"""Runs commands in which a call to the system fails, and looks at what they did about it.

`python -m tests.campaigns.faults --cases 200 --seed 1` does it in working folders with good earlier
results, some of which the officer edited: a disk is full, a file cannot be opened, a network
breaks, once or from then on. What must hold: a command that says that it is done has done all that
it does undisturbed; one that could not says so in a sentence, and leaves what was good; the next
run goes as if nothing had happened.
"""

import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from tests.campaigns.breaking import ERRORS, Break, of_kind
from tests.campaigns.campaign import campaign
from tests.campaigns.holding import (
    Case,
    ended_badly,
    faults_at_rest,
    faults_in_the_end,
    faults_of_next,
    faults_of_sending,
)
from tests.campaigns.mail_servers import hostile_server
from tests.campaigns.office import COMMANDS, STATES, Ended, Offices, tree_of


def faults_of_fault(
    offices: Offices,
    seed: str,
    states: Sequence[str] = tuple(STATES),
    commands: Sequence[str] = tuple(COMMANDS),
) -> list[str]:
    """What goes wrong where one call of a command fails, in one of the states."""
    dice = random.Random(seed)
    state, command = dice.choice(states), dice.choice(commands)
    undisturbed = offices.expected(state, command)
    is_broken = some_fault(undisturbed.calls, dice)
    folder = offices.fresh(state)
    case = Case(tree_of(folder), [undisturbed], [undisturbed])
    ended = offices.run(folder, command, is_broken)
    found = [
        *_ended_badly(ended, undisturbed, is_broken),
        *faults_at_rest(case, ended.tree),
        *faults_of_sending(case, ended.tree, offices.server),
        *faults_of_next(offices, folder, case, command),
    ]
    stays = " from then on" if is_broken.stays else ""
    call = of_kind(is_broken.kind, undisturbed.calls)[is_broken.number]
    where = f"{call} ({is_broken.number}): {is_broken.what}{stays}"
    return [f"{seed}, {state}, {command}, {where}: {each}" for each in found]


def some_fault(calls: Sequence[str], dice: random.Random) -> Break:
    """A call that fails: the rarer its kind, the likelier."""
    kind = dice.choice(sorted({each.split(" ", 1)[0] for each in calls}))
    number, call = dice.choice(list(enumerate(of_kind(kind, calls))))
    # That somebody may not read a returned workbook is said of the workbook; the report is made
    # without it.
    errors = [each for each in ERRORS[kind] if each != "EACCES" or "returns/2012" not in call]
    return Break(kind, number, dice.choice(errors), dice.random() < 0.3)


def _ended_badly(ended: Ended, undisturbed: Ended, is_broken: Break) -> Iterator[str]:
    if not is_broken.is_reached(ended.calls):
        yield "there was no such call"
    yield from ended_badly(ended)
    if ended.code == 2:
        return
    if (ended.code, ended.said) != (undisturbed.code, undisturbed.said):
        said = set(ended.said.splitlines()).symmetric_difference(undisturbed.said.splitlines())
        yield f"it is said to be done, and is not as undisturbed ({ended.code}): {sorted(said)}"
    # A lock that could not be taken away holds nobody up, and goes with the next run.
    there = {name: content for name, content in ended.tree.items() if not name.endswith("lock")}
    at_end = replace(ended, tree=there)
    done = Case({}, [undisturbed], [undisturbed])
    yield from (f"it is said to be done: {each}" for each in faults_in_the_end(done, at_end))


def main(words: Sequence[str] | None = None) -> int:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server, ca_file = stack.enter_context(hostile_server(folder))
        offices = Offices(folder / "office", server, ca_file)
        return campaign(
            "faults", str(__doc__), 200, lambda seed, _: faults_of_fault(offices, seed), words
        )


if __name__ == "__main__":
    sys.exit(main())
