"""Says which plan goes on, what is proposed for next year, and what to do with it."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.acts.ended import Progress, Watch
from cyps_reports.acts.new_year import NewYearWritten, YearRead
from cyps_reports.console.alike_findings import open_summed_up
from cyps_reports.console.month import about_plan
from cyps_reports.console.screen import Console, say_findings
from cyps_reports.phrases import counted, listed
from cyps_reports.plan.dates.months import month_of


def year_steps(console: Console) -> Watch:
    """Says which plan goes on, and from which months."""

    def said(step: Progress) -> None:
        if isinstance(step, YearRead):
            console.say(about_plan(step.used.book))
            known = listed(each.in_words for each in step.months)
            console.say(f"{step.used.plan.identity}, with what is known of {known or 'no month'}.")

    return said


def say_new_year(console: Console, written: NewYearWritten) -> None:
    """Says what is open, what was written, and what to do next."""
    say_findings(console, open_summed_up(written.findings))
    console.say(f"Wrote {written.path}")
    console.say_all(_what_goes_on(written))
    console.say_all(_what_to_do(written))


def _what_goes_on(written: NewYearWritten) -> Iterator[str]:
    new = written.proposed
    rows = counted(new.measures, "measure row"), counted(new.deadlines, "deadline")
    yield f"Going on into {new.year}: {listed(rows)}. Closed: {counted(new.closed, 'row')}."


def _what_to_do(written: NewYearWritten) -> Iterator[str]:
    first = month_of(written.proposed.cells.starts).in_words
    this = written.used.book.path.name
    yield (
        "Look through it in Excel: its sheet “To do” leads to each yellow cell. Take rows out, put"
        " new ones in, renumber; what stands under Was and on the sheet Closed stays."
    )
    yield f"Then see what is still open:  cyps-reports plan check --plan {written.path}"
    yield (
        f"From {first} on the program uses it by itself. Leave {this} where it is: late returns of"
        f" {written.used.plan.year} are still reported with it."
    )
