"""How what was found is said on the screen.

The screen, the keyboard, the clock and the environment are handed in by cli.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, zip_longest

from cyps_reports.findings import Finding, numbers_said
from cyps_reports.phrases import without_steering


@dataclass(frozen=True, slots=True)
class Console:
    """The screen, the keyboard, the clock and the environment.

    Asking raises CannotRun where nobody can answer.
    """

    say: Callable[[str], None]
    complain: Callable[[str], None]
    ask: Callable[[str], str]
    ask_secret: Callable[[str], str]
    clock: Callable[[], datetime]
    environment: Mapping[str, str]

    @property
    def today(self) -> date:
        """The day the clock is at."""
        return self.clock().date()

    def say_all(self, lines: Iterable[str]) -> None:
        """Says one line after the other."""
        for line in lines:
            self.say(line)


def on_screen(line: str) -> str:
    """A line as it may be printed.

    What was typed into a workbook steers no screen and hides nothing.

    What of a file's name is no letter in any code is a question mark.
    """
    return without_steering(line, "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()


def finding_lines(findings: tuple[Finding, ...]) -> Iterator[str]:
    """The findings by workbook, each with its place and its mend.

    A mend that several share comes after the last.
    """
    for workbook, group in groupby(findings, key=lambda finding: finding.place.workbook):
        yield f"\n{workbook or 'The whole month'}"
        together = tuple(group)
        for finding, following in zip_longest(together, together[1:]):
            yield f"  {finding.severity.capitalize()}: {_on_one_line(finding.told)}"
            if following is None or following.fix != finding.fix:
                yield f"    {_on_one_line(finding.fix)}"
    if findings:
        yield ""


def _on_one_line(text: str) -> str:
    """What was typed on several lines passes for no finding of its own."""
    return " ".join(text.split())


def tally(findings: tuple[Finding, ...]) -> str:
    """How many findings there are of each severity, in a sentence."""
    return f"Found: {numbers_said(findings)}." if findings else "Nothing was found wrong."


def say_findings(console: Console, findings: tuple[Finding, ...]) -> None:
    """Says each finding with its place and its mend."""
    console.say_all(finding_lines(findings))
