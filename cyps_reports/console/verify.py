"""Says what of a month's results is not as it was, or not what the inputs give."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports import __version__
from cyps_reports.acts.ended import Progress, Watch
from cyps_reports.acts.verify import Compared, Verified
from cyps_reports.console.month import about_plan
from cyps_reports.console.screen import Console
from cyps_reports.phrases import counted


def verify_steps(console: Console) -> Watch:
    """Says what the results were compared with, and what differs from the record."""

    def said(step: Progress) -> None:
        if isinstance(step, Compared):
            console.say(about_plan(step.book))
            console.say_all(difference.told for difference in step.differences)

    return said


def say_verified(console: Console, verified: Verified) -> None:
    """Says what differs from what the inputs give, made again, or that all is the same."""
    console.say_all(_closing_lines(verified))


def _closing_lines(verified: Verified) -> Iterator[str]:
    if verified.compared.is_input_changed:
        yield (
            f"Compared with the returns in {verified.compared.returns}; --returns and --plan "
            "give others."
        )
        yield "The results and drafts were not made again: that takes every input as it was."
        return
    if verified.made_otherwise and verified.made_by != __version__:
        by = f"version {verified.made_by}" if verified.made_by else "an earlier version"
        yield (
            f"The results were made with {by} of the program, and made again with version "
            f"{__version__}, which may"
            " write some things otherwise:"
        )
    yield from (each.told for each in verified.made_otherwise)
    if not verified.made_otherwise and not verified.compared.differences:
        results, inputs = counted(verified.results, "result"), counted(verified.inputs, "input")
        yield f"{results} and {inputs} are what the record says."
        yield "Made again from the inputs, the results are the same."
