"""What a year's first report says of last year's plan: what was closed and why, and what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cyps_reports.assessment.model import Assessment
from cyps_reports.phrases import are, counted, listed
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.model.decisions import Closed, ClosedAs
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.was import called_in_list
from cyps_reports.report.blocks import Block, Heading, Paragraph
from cyps_reports.report.table_blocks import Cell, Table, TableColumn


def compared_with_nothing(assessment: Assessment, *, is_news: bool) -> str:
    """What is said where the plan year has no month before; the year before may have told of it."""
    before = assessment.earlier.year_before
    if before is None:
        return "There are no earlier returns to compare with."
    what = "" if is_news else " Nothing has changed in them."
    return (
        f"The rows that go on from {before.year} are compared with what was reported as at"
        f" {long(before.as_at)}.{what}"
    )


def since_last_year(assessment: Assessment) -> Iterator[Block]:
    """What of last year's plan is closed, and why; and what is new."""
    plan = assessment.plan
    is_whole = len(assessment.deadlines) == len(plan.deadlines())
    if not (plan.goes_on and is_whole):
        return
    before = assessment.earlier.year_before
    last_year = before.year if before else "last year"
    if plan.closed:
        yield Heading(f"Closed since {last_year}")
        yield from _closed_blocks(plan, last_year, before.names if before else {})
    if new := _new_rows(plan):
        yield Heading("New in the plan")
        yield Paragraph(f"{listed(map(called_in_list, new))} {are(len(new))} new in {plan.year}.")


def _closed_blocks(plan: Plan, last_year: str, names: Mapping[str, str]) -> Iterator[Block]:
    """What was completed in a sentence, as that is good news told before; the rest in a table."""
    done = [
        called_in_list(each.was) for each in plan.closed if each.closed_as is ClosedAs.COMPLETED
    ]
    if done:
        yield Paragraph(
            f"{counted(len(done), 'row')} of {last_year} {'was' if len(done) == 1 else 'were'}"
            f" completed and {'is' if len(done) == 1 else 'are'} closed: {listed(done)}."
        )
    others = tuple(each for each in plan.closed if each.closed_as is not ClosedAs.COMPLETED)
    if others:
        yield closed_table(others, last_year, names)


def _new_rows(plan: Plan) -> list[str]:
    """The references of the rows that were in no plan before."""
    measures = [each.called for each in plan.measures if not each.was]
    deadlines = [
        milestone.label(deadline) for milestone, deadline in plan.deadlines() if not deadline.was
    ]
    return [*measures, *deadlines]


def closed_table(closed: Sequence[Closed], last_year: str, names: Mapping[str, str]) -> Table:
    """What was not completed and this plan does not go on with all the same, and why.

    `names` are last year's words, where the plan does not say what a row was.
    """
    rows = tuple(
        (
            Cell(each.was),
            Cell(each.name or names.get(each.was, "")),
            Cell(each.closed_as.capitalize()),
            Cell(long(each.closed_on) if each.closed_on else "", value=each.closed_on),
            Cell(each.decided_by),
            Cell(each.why),
        )
        for each in closed
    )
    return Table(
        f"Closed since {last_year}",
        f"Each row of {last_year} that was not completed and does not go on, and why.",
        (
            TableColumn("Ref", 8),
            TableColumn("What it was", 40),
            TableColumn("Closed as", 14),
            TableColumn("On", 14),
            TableColumn("Decided by", 16),
            TableColumn("Reason", 30),
        ),
        rows,
    )
