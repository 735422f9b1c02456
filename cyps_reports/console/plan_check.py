"""Says what is open in a plan workbook, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cyps_reports.acts.plan_check import PlanChecked
from cyps_reports.console.alike_findings import open_summed_up
from cyps_reports.console.month import about_plan
from cyps_reports.console.screen import Console, say_findings, tally
from cyps_reports.findings import Severity
from cyps_reports.phrases import counted, listed
from cyps_reports.plan.model.plan import Plan


def say_plan_checked(console: Console, checked: PlanChecked) -> None:
    """Says which plan it is, what is open in the order of the sheets, and what to do next."""
    console.say(about_plan(checked.book))
    console.say(f"{checked.plan.identity}: {_what_it_has(checked.plan)}.")
    say_findings(console, open_summed_up(checked.findings))
    console.say_all(_closing_lines(checked))


def _what_it_has(plan: Plan) -> str:
    measures = {each.ref for each in plan.measures}
    return what_there_is(
        (
            (len(plan.priorities), "priority"),
            (len(measures), "measure"),
            (len(plan.milestones), "milestone"),
            (len(plan.leads), "lead"),
        )
    )


def what_there_is(counts: Iterable[tuple[int, str]]) -> str:
    """How many there are of each that there is: `5 priorities, 31 measures and 4 leads`."""
    return listed(counted(number, noun) for number, noun in counts if number) or "no row yet"


def _closing_lines(checked: PlanChecked) -> Iterator[str]:
    severities = {each.severity for each in checked.findings}
    if severities:
        yield tally(checked.findings)
    if Severity.ERROR in severities:
        yield "Errors must be mended before returns can be made. Save the plan, close it, and run:"
        yield "  cyps-reports plan check"
    elif Severity.WARNING in severities:
        yield "What is open keeps no return back. When you are ready, run: cyps-reports templates"
    else:
        yield "Nothing is open: run cyps-reports templates"
