"""Bounded shares of `python -m tests.campaigns.kills` and `python -m tests.campaigns.faults`."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.campaigns.mail_servers import hostile_server

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="signals and sessions are those of POSIX"
)

if sys.platform != "win32":
    from tests.campaigns.faults import faults_of_fault
    from tests.campaigns.kills import faults_of_run
    from tests.campaigns.office import Offices, in_this_process

KILLED, BROKEN = (1, 3), (1, 3)
"""How many: a share, and with --full."""
IN_FULL = 20
"""How many of all kinds, where the tests run at their full size."""


@pytest.fixture
def offices(tmp_path: Path) -> Iterator["Offices"]:
    with hostile_server(tmp_path) as (server, ca_file):
        yield Offices(tmp_path / "office", server, ca_file)


def test_what_is_killed_loses_mixes_and_doubles_nothing(offices: "Offices", is_full: bool) -> None:
    """At calls to the system that the dice choose.

    The clock would choose others on another machine.
    """
    alone, together = (
        ("report", "run and send"),
        (("report", "report"), ("run and send", "run and send")),
    )
    for number in range(KILLED[is_full]):
        assert (
            faults_of_run(offices, f"pytest/{number}", ("edited",), alone, together, by_clock=False)
            == []
        )
        verified = offices.run(offices.folder / "case", "verify")
        assert verified.code == 0, verified.said


@pytest.mark.full
def test_so_it_is_of_all_commands_in_all_states(offices: "Offices") -> None:
    faults = [
        fault
        for number in range(IN_FULL)
        for fault in faults_of_run(offices, f"full/{number}", by_clock=False)
    ]
    assert faults == []


def test_a_fault_of_the_machine_loses_nothing_and_is_said(
    offices: "Offices", is_full: bool
) -> None:
    offices.start = in_this_process
    faults = [
        fault
        for number in range(BROKEN[is_full])
        for fault in faults_of_fault(
            offices, f"pytest/{number}", ("edited",), ("report", "run and send")
        )
    ]
    assert faults == []
