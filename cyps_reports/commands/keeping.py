"""Writes files that people edit afterwards: what somebody changed, or put there, is kept beside the new one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from cyps_reports.commands.console import write_once_made
from cyps_reports.writers.aside import Kept, kept_aside
from cyps_reports.writers.written import SUMS, sums_in, sums_with


def write_keeping(
    folder: Path, contents: Mapping[str, bytes], going: Callable[[], Collection[str]] = tuple
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """The files written, and what is said of what was kept of those that the program did not write as they lie there.

    `going` names files that are taken away, which are kept likewise. All is found out while no other run writes to the
    folder. Beside the files lie the check sums of what the program wrote.

    Raises:
        CannotRun: the folder or a file cannot be written.

    """
    kept: list[Kept] = []
    known: list[bool] = []

    def files() -> dict[str, bytes | None]:
        gone = going()
        at_stake = {**dict.fromkeys(gone, b""), **contents}
        sums = sums_in(folder)
        known[:] = [bool(sums)]
        kept[:] = kept_aside(folder, at_stake, {(name, each) for name in at_stake for each in sums})
        copies = {each.aside: each.content for each in kept}
        return {**dict.fromkeys(gone), **contents, **copies, SUMS: sums_with(folder, contents)}

    paths = write_once_made(folder, files)
    told = kept_lines(kept, is_known=any(known))
    return tuple(path for path in paths if path.name in contents), tuple(told)


def kept_lines(kept: Sequence[Kept], *, is_known: bool) -> Iterator[str]:
    """What is said of each; `is_known` where it is known what the program wrote before."""
    why = "was changed since it was made" if is_known else "may not be as it was made, and no record tells"
    return (f"{each.name} {why}; it is kept as {each.aside}." for each in kept)
