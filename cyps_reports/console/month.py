"""Says which month was found and read, against which plan workbook, and what was written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cyps_reports import locations
from cyps_reports.acts.ended import Progress, Watch
from cyps_reports.acts.keeping import Written
from cyps_reports.acts.month import ReadMonth
from cyps_reports.acts.month_folder import FoundMonth
from cyps_reports.acts.plan import HOW_TO_BEGIN, PlanBook, PlanOrigin
from cyps_reports.console.screen import Console
from cyps_reports.plan.dates.months import long


def month_steps(console: Console) -> Watch:
    """Says each step of finding and reading a month."""

    def said(step: Progress) -> None:
        match step:
            case FoundMonth(is_example=True):
                console.say(
                    "There is no ./returns folder with a month in it: this is the built-in "
                    "illustrative example."
                )
                console.say(HOW_TO_BEGIN)
            case ReadMonth():
                console.say_all(_about_month(step))

    return said


def _about_month(month: ReadMonth) -> Iterator[str]:
    plan, as_at = month.used.plan, month.checked.assessment.as_at
    yield f"{plan.identity}, {month.month.in_words}, as at {long(as_at)}"
    if plan.marking:
        yield plan.marking
    yield about_plan(month.used.book)
    if month.records.resolve() not in month.results.resolve().parents:
        yield f"Earlier months: as reported in {month.records}; {month.results.parent} holds none"


def about_plan(book: PlanBook) -> str:
    """Which plan workbook was used, as every command says."""
    if book.origin is PlanOrigin.BUILT_IN:
        return f"Plan workbook: the built-in one. Yours is looked for as {locations.PLAN_NAME}."
    if book.origin is PlanOrigin.EXAMPLE:
        return "Plan workbook: that of the built-in example"
    path, working = book.path.resolve(), Path.cwd()
    return f"Plan workbook: {path.relative_to(working) if path.is_relative_to(working) else path}"


def kept_lines(written: Written) -> Iterator[str]:
    """What is said of each file that was kept aside."""
    why = (
        "was changed since it was made"
        if written.is_known
        else "may not be as it was made, and no record tells"
    )
    return (f"{each.name} {why}; it is kept as {each.aside}." for each in written.kept)
