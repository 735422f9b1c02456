"""Says which empty returns were written."""

from __future__ import annotations

from cyps_reports.acts.ended import Progress, Watch
from cyps_reports.acts.templates import CarriedForward, TemplatesWritten
from cyps_reports.console.month import about_plan
from cyps_reports.console.screen import Console, say_findings
from cyps_reports.phrases import listed


def template_steps(console: Console) -> Watch:
    """Says what is carried forward."""

    def said(step: Progress) -> None:
        if isinstance(step, CarriedForward):
            known = listed(month.in_words for month in step.months)
            console.say(
                f"Carried forward from {known}." if known else "There is nothing to carry forward."
            )

    return said


def say_templates(console: Console, written: TemplatesWritten) -> None:
    """Says what was written, for which month, and what of earlier months could not be read."""
    console.say_all(f"Wrote {path}" for path in written.paths)
    console.say(f"The returns are for {written.month.in_words}.")
    console.say(about_plan(written.used.book))
    say_findings(console, written.findings)
