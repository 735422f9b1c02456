"""What must hold of a working folder after commands in it were killed, met a fault of the
machine, or each other.
"""

import json
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cyps_reports.files.kept_aside import kept_of
from cyps_reports.files.written_sums import SUMS
from cyps_reports.record.file import sha256, sums_in
from cyps_reports.record.file_names import RECORD
from cyps_reports.sending.keeping import SENT_LOG
from cyps_reports.sending.log import Outcome, SentLog, log_in
from tests.campaigns.hostile import HostileServer
from tests.campaigns.office import EDIT, Ended, Offices, Tree

_JOURNAL = ".cyps-unfinished.json"
_EMAILS = "output/2012-09/emails/"
_SENT = f"{_EMAILS}{SENT_LOG}"


@dataclass(frozen=True)
class Case:
    """The folder as it was, and how it would be after each of the commands, had nothing happened.

    `ends` are how it may be in the end, once the first of them was run again: after that one alone,
    or after any of the others and that one.
    """

    before: Tree
    undisturbed: Sequence[Ended]
    ends: Sequence[Ended]

    @property
    def is_alone(self) -> bool:
        return len(self.undisturbed) == 1


def faults_at_rest(case: Case, tree: Tree) -> Iterator[str]:
    """What must hold whenever no command is running."""
    yield from (f"lost: {name}, which was edited" for name in _lost(case, tree))
    yield from (f"temporary file left: {name}" for name in tree if name.startswith("tmp/"))
    known = _known(case)
    for name, content in tree.items():
        if _is_hidden(name) or name == _SENT:
            continue
        if kept_of(PurePosixPath(name).name):
            if not content.endswith(EDIT):
                yield f"false copy: {name}"
        elif _plain(name, content) not in known.get(name, ()):
            yield f"neither old nor new: {name}"
    for folder in {str(PurePosixPath(name).parent) for name in tree}:
        if f"{folder}/{_JOURNAL}" not in tree:
            yield from _mixed(case, tree, folder)
            yield from _unknown(tree, folder)


def ended_badly(ended: Ended, sent: int = 0) -> Iterator[str]:
    """Whether a command ended as none may: `sent` is the signal that was sent to it, if any.

    One that could not do its work says so in a sentence, and so does one that was asked to stop.
    """
    said = [line for line in ended.said.splitlines() if line.startswith(_REFUSALS)]
    is_told = len(said) == 1 or _PERHAPS in ended.said
    if ended.code not in (0, 1, 2, *([-sent] if sent else [])) or "Traceback" in ended.said:
        yield f"ended with {ended.code} and said {ended.said}"
    elif (ended.code == 2) is not is_told:
        yield f"ended with {ended.code}, and the reason is {said}"
    elif any(line.startswith(_STOPPED) for line in said) and sent not in _ASKING:
        yield "said that it was stopped, and nobody did"


_ASKING = (signal.SIGTERM, signal.SIGINT)
_STOPPED, _PERHAPS = "Stopped", "  Perhaps sent: "
_REFUSALS = ("Could not run: ", "Broken off: ", _STOPPED)


def faults_of_next(offices: Offices, folder: Path, case: Case, command: str) -> Iterator[str]:
    """Runs the first command again, undisturbed: what is wrong then."""
    ended = offices.run(folder, command)
    yield from ended_badly(ended)
    yield from faults_at_rest(case, ended.tree)
    yield from faults_in_the_end(case, ended)
    yield from faults_of_sending(case, ended.tree, offices.server)
    yield from faults_of_sending_in_the_end(case, ended.tree)


def faults_in_the_end(case: Case, ended: Ended) -> Sequence[str]:
    """What must hold besides once the first command was run again.

    All is as if nothing had happened.
    """
    return min((list(_differing(case, ended, wanted)) for wanted in case.ends), key=len)


def _differing(case: Case, ended: Ended, wanted: Ended) -> Iterator[str]:
    is_held_back = "perhaps sent" in ended.said and ended.code == 1
    if ended.code != wanted.code and not is_held_back:
        yield f"ended with {ended.code} in the end, and said {ended.said}"
    for name in sorted({*wanted.tree, *ended.tree}):
        if name == _SENT:
            continue
        there, expected = ended.tree.get(name), wanted.tree.get(name)
        if there is None:
            yield f"missing in the end: {name}"
        elif expected is None and not (
            _may_be_more(case, name) or kept_of(PurePosixPath(name).name)
        ):
            yield f"left over in the end: {name}"
        elif expected is not None and not _is_as_expected(case, name, there, expected):
            yield f"different in the end: {name}"


def faults_of_sending(case: Case, tree: Tree, server: HostileServer) -> Iterator[str]:
    """Nobody had an email twice, and the record knows of every one that the server has."""
    yield from (
        f"sent {number} times: {who}" for (_, who), number in server.taken.items() if number > 1
    )
    log = log_in(tree[_SENT]) if _SENT in tree else SentLog()
    if log is None:
        yield "the record of what was sent is damaged"
        return
    taken = {(identity[1:33], who) for identity, who in server.taken}
    told = {(each.digest[:32], each.recipient): each.outcome for each in log.deliveries}
    accepted = {key for key, outcome in told.items() if outcome is Outcome.ACCEPTED}
    yield from (f"said to be sent, and was not: {who}" for _, who in accepted - taken)
    unsure = {key for key, outcome in told.items() if outcome is Outcome.UNCONFIRMED}
    yield from (f"sent, and not in the record: {who}" for _, who in taken - accepted - unsure)


def faults_of_sending_in_the_end(case: Case, tree: Tree) -> Iterator[str]:
    """Everybody has theirs, or may have it."""
    wanted = _told(case.undisturbed[0].tree)
    yield from (f"never sent: {who}" for _, who in wanted - _told(tree))


def _told(tree: Tree) -> set[tuple[str, str]]:
    log = (log_in(tree[_SENT]) if _SENT in tree else None) or SentLog()
    sent = (
        each for each in log.deliveries if each.outcome in (Outcome.ACCEPTED, Outcome.UNCONFIRMED)
    )
    return {(each.digest, each.recipient) for each in sent}


def _lost(case: Case, tree: Tree) -> Iterator[str]:
    there = set(tree.values())
    return (
        name
        for name, content in case.before.items()
        if content.endswith(EDIT) and content not in there
    )


def _known(case: Case) -> dict[str, set[bytes]]:
    """The contents that a file may have."""
    known: dict[str, set[bytes]] = {}
    for tree in (case.before, *(each.tree for each in case.undisturbed)):
        for name, content in tree.items():
            known.setdefault(name, set()).add(_plain(name, content))
    return known


def _plain(name: str, content: bytes) -> bytes:
    """A record without the check sums of what was written beside it.

    Those depend on what was written before.
    """
    if PurePosixPath(name).name != RECORD:
        return content
    record = json.loads(content)
    told = {key: value for key, value in record.items() if key not in ("outputs", "other_outputs")}
    return json.dumps(told).encode()


def _is_hidden(name: str) -> bool:
    return PurePosixPath(name).name.startswith(".")


def _mixed(case: Case, tree: Tree, folder: str) -> Iterator[str]:
    """Where a folder's files are neither wholly the old ones nor wholly the new ones, and no
    journal says so.
    """
    if case.is_alone:
        there = _seen(tree, folder)
        if there not in (_seen(case.before, folder), _seen(case.undisturbed[0].tree, folder)):
            yield f"mixed: {folder}"
    record = tree.get(f"{folder}/{RECORD}")
    for name, told in sums_in(json.loads(record)).items() if record else ():
        content = tree.get(f"{folder}/{name}", b"")
        if not content.endswith(EDIT) and sha256(content) != told:
            yield f"mixed: {folder}/{name} is not what the record says"


def _unknown(tree: Tree, folder: str) -> Iterator[str]:
    """Where the check sums kept in a folder do not know a file that the program wrote there."""
    if (kept := tree.get(f"{folder}/{SUMS}")) is None:
        return
    known = json.loads(kept)
    for name, content in _seen(tree, folder).items():
        # The plan is the officer's own, and of the others what was edited.
        if (
            not name.endswith("/plan.xlsx")
            and not content.endswith(EDIT)
            and sha256(content) not in known
        ):
            yield f"not known: {name}"


def _seen(tree: Tree, folder: str) -> dict[str, bytes]:
    names = (name for name in tree if str(PurePosixPath(name).parent) == folder)
    return {name: tree[name] for name in names if not _is_hidden(name) and name != _SENT}


def _may_be_more(case: Case, name: str) -> bool:
    """Whether another command that ran at the same time writes such a file.

    The emails are of one command.
    """
    return not name.startswith(_EMAILS) and any(name in each.tree for each in case.undisturbed)


def _is_as_expected(case: Case, name: str, there: bytes, expected: bytes) -> bool:
    if case.is_alone:
        return there == expected
    # What the first command does not write was written last by any of the others; that it is known
    # was seen.
    is_its_own = name not in case.before or _plain(name, case.before[name]) != _plain(
        name, expected
    )
    # The plan beside the blank returns is whosever was first, and check sums are of all that was
    # written.
    is_of_all = name.endswith((SUMS, "blank/plan.xlsx"))
    may_differ = is_of_all or not (is_its_own or name.startswith(_EMAILS))
    return may_differ or _plain(name, there) == _plain(name, expected)
