"""Words of a public edition that may tell of a figure which it hides."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.assessment.model import Assessment, MeasureResult
from cyps_reports.disclosure.plan_words import PlanWords, words_of_plan
from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.phrases import listed
from cyps_reports.plan.checks.small_in_words import (
    IS_PRINTED,
    may_tell,
    small_numbers_said,
    telling_words,
)
from cyps_reports.record.file_names import WORDS
from cyps_reports.returns.model import Absent
from cyps_reports.words.checks import names_measure
from cyps_reports.words.model import ReportWords, places_of

_HIDDEN = (Absent.CONFIDENTIAL, Absent.LOW)


def told_in_words(assessment: Assessment, words: ReportWords | None) -> Iterator[Finding]:
    """Warnings: words on a hidden figure, or that name its measure, may tell of it.

    Such as a number, a rise, a rating; and words of the plan that tell of few children.
    """
    hidden = [each for each in assessment.measures if each.symbol in _HIDDEN]
    for result in hidden:
        label = f"The public comment on {result.measure.called}"
        yield from _telling(label, result.comment, result, CellRef())
    for label, text, place in _of_others(assessment, words):
        for result in hidden:
            if names_measure(text, result.measure):
                yield from _telling(label, text, result, place)
    for said in words_of_plan(assessment.plan, assessment.as_at):
        yield from _small_numbers(said)
        for result in hidden:
            if said.about == result.measure or names_measure(said.text, result.measure):
                yield from _telling(said.label, said.text, result, said.place)


def _small_numbers(said: PlanWords) -> Iterator[Finding]:
    for beside in small_numbers_said(said.text):
        yield warning(
            "small-number-in-words",
            said.place,
            f"{may_tell(said.label, beside)} {IS_PRINTED}",
            "Say it in the plan without the number, or so that no child can be recognised.",
        )


def _of_others(
    assessment: Assessment, words: ReportWords | None
) -> Iterator[tuple[str, str, CellRef]]:
    """The words about other rows, or about none: what they are, their text, where they stand."""
    for each in assessment.measures:
        if each.symbol not in _HIDDEN and each.comment:
            yield f"The public comment on {each.measure.called}", each.comment, CellRef()
    for deadline in assessment.deadlines:
        if deadline.told and deadline.told.progress:
            yield f"The public comment on {deadline.label}", deadline.told.progress, CellRef()
    for place in places_of(assessment.plan):
        if words and (said := words.now.said.get(place.tag)):
            yield place.label, said.text, CellRef(WORDS)


def _telling(label: str, text: str, result: MeasureResult, place: CellRef) -> Iterator[Finding]:
    called = result.measure.called
    told = tuple(dict.fromkeys(f"“{each}”" for each in telling_words(_without(called, text))))
    if told:
        yield warning(
            "hidden-figure-in-words",
            place,
            f"{label} may tell of {called}, whose figure the public edition hides: {listed(told)}.",
            "Say nothing of how much it is, whether it rose or fell, or how it stands to its "
            "target.",
        )


def _without(called: str, text: str) -> str:
    return text.replace(called, " ")
