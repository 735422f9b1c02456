"""Says which email drafts were written, with which texts."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.acts.drafts import Drafted, DraftsMade, TextsUsed
from cyps_reports.acts.ended import Progress, Watch
from cyps_reports.acts.sending_out import DraftedOut, OutDraftsMade
from cyps_reports.console.month import about_plan, kept_lines, month_steps
from cyps_reports.console.screen import Console, say_findings
from cyps_reports.phrases import counted, listed


def draft_steps(console: Console) -> Watch:
    """Says each step of making the drafts."""
    month_said = month_steps(console)

    def said(step: Progress) -> None:
        month_said(step)
        if isinstance(step, DraftsMade):
            say_findings(console, step.findings)
            console.say_all(_about_texts(step.texts))

    return said


def out_draft_steps(console: Console) -> Watch:
    """Says for which month the drafts of a month's beginning are, and what is odd about them."""

    def said(step: Progress) -> None:
        if isinstance(step, OutDraftsMade):
            console.say(f"{step.used.plan.identity}, returns for {step.month.in_words}")
            console.say(about_plan(step.used.book))
            say_findings(console, step.findings)
            console.say_all(_about_texts(step.texts))

    return said


def _about_texts(texts: TextsUsed) -> Iterator[str]:
    """Which texts are built in where the officer may have meant their own.

    And where theirs are looked for.
    """
    own, built_in = texts.own, texts.built_in
    if built_in:
        is_all = len(built_in) == len(texts.paths)
        which = "The built-in email texts were used" if is_all else f"Built in: {listed(built_in)}"
        yield f"{which}. Yours are looked for in {own}, in the folder where the command is run."
    if passed_over := texts.passed_over:
        yield (
            f"Not used in {own}, as no email is called so: {listed(passed_over)}. The names are "
            f"{listed(texts.names)}."
        )
    if built_in and texts.not_used:
        yield f"There are email texts in {texts.not_used}, which were NOT used."
        yield f"To use them, run the command in the folder {texts.not_used.parent.parent}."


def say_drafted(console: Console, drafted: Drafted | DraftedOut) -> None:
    """Says which drafts were written, what was kept, and what was taken away."""
    if not drafted.drafts:
        console.say("Every return has come: nobody needs a reminder.")
    else:
        _say_written(console, drafted)
    console.say_all(kept_lines(drafted.written))
    console.say_all(
        f"Took away {path}, which no longer applies" for path in drafted.written.taken_away
    )


def _say_written(console: Console, drafted: Drafted | DraftedOut) -> None:
    console.say(f"Wrote {counted(len(drafted.drafts), 'email draft')} in {drafted.folder}:")
    console.say(f"  {', '.join(draft.name for draft in drafted.drafts)}")
