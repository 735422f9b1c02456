"""What is odd about the officer's words, beside the figures of the month.

Nothing here keeps a report from being made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from cyps_reports.assessment.exceptions import exceptions_of
from cyps_reports.assessment.model import Assessment
from cyps_reports.findings import CellRef, Finding, note, warning
from cyps_reports.phrases import listed
from cyps_reports.plan.checks.small_in_words import (
    IS_PRINTED,
    SAY_OTHERWISE,
    may_tell,
    small_numbers_said,
)
from cyps_reports.plan.figures.published import printed, published
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.quantities import Target
from cyps_reports.plan.model.references import names_reference
from cyps_reports.record.file_names import WORDS
from cyps_reports.words.model import FigureSaid, ReportWords, Said, places_of, priority_place

_LONG_WORD, _ENOUGH_WORDS = 5, 2


def words_findings(words: ReportWords, assessment: Assessment) -> tuple[Finding, ...]:
    """What is odd about the words of a month, check by check."""
    return tuple(finding for check in CHECKS for finding in check(words, assessment))


def _stale_figures(words: ReportWords, assessment: Assessment) -> Iterator[Finding]:
    """A number that was a figure when the words were written, and is none any more."""
    measures = {result.measure.key: result for result in assessment.measures}
    for said, label in _in_order(words, assessment):
        gone: dict[str, list[str]] = {}
        kept = set()
        for figure in said.figures:
            result = measures.get((figure.ref, figure.component))
            now = _now(figure, result.measure, result.actual) if result else ""
            if now:
                gone.setdefault(figure.said, []).append(now)
            elif result:
                kept.add(figure.said)
        for number in (each for each in gone if each not in kept):
            yield warning(
                "words-figure-changed",
                CellRef(WORDS),
                f"{label} says “{number}”. When that was written it was {listed(gone[number])}.",
                "Correct the number in the Word report, and make the report again.",
            )


def _now(figure: FigureSaid, measure: Measure, actual: Decimal | None) -> str:
    """`the actual of A1, which is 76% now`; "" where the figure still is what it was."""
    figures: dict[str, Target | None] = {
        "actual": actual,
        "target": measure.target,
        "outturn": measure.outturn,
    }
    told = figures.get(figure.what)
    shown = published(measure, told) if told is not None else None
    if shown == figure.figure:
        return ""
    said = printed(shown, measure.unit) if shown is not None else "not known"
    return f"the {figure.what} of {measure.called}, which is {said} now"


def _reds_not_named(words: ReportWords, assessment: Assessment) -> Iterator[Finding]:
    """A priority with measures off target, whose words name none of them."""
    red = exceptions_of(assessment).measures
    for priority in assessment.plan.priorities:
        place = priority_place(assessment.plan, priority.code)
        said = words.now.said.get(place.tag)
        theirs = tuple(each.measure for each in red if each.measure.priority == priority.code)
        if said and theirs and not any(names_measure(said.text, measure) for measure in theirs):
            refs = tuple(dict.fromkeys(measure.ref for measure in theirs))
            yield warning(
                "words-name-no-red",
                CellRef(WORDS),
                f"{place.label} names nothing that is off target: {listed(refs)}.",
                "Say something of what is off target, or leave it if you meant to.",
            )


def names_measure(text: str, measure: Measure) -> bool:
    """Whether words name a measure: by its reference, or by words of its name."""
    if names_reference(text, measure.ref):
        return True
    spoken = {word.casefold().strip(".,;:()“”'") for word in text.split()}
    words = {word.casefold().strip(".,;:()“”'") for word in measure.name.split()}
    telling = {word for word in words if len(word) >= _LONG_WORD}
    return len(telling & spoken) >= min(_ENOUGH_WORDS, len(telling) or _ENOUGH_WORDS)


def _unchanged(words: ReportWords, assessment: Assessment) -> Iterator[Finding]:
    """Words that are, word for word, those of the report before."""
    for said, label in _in_order(words, assessment):
        if words.before and said.paragraphs == words.before.paragraphs(said.place):
            yield note(
                "words-unchanged",
                CellRef(WORDS),
                f"{label} is word for word what the report for {words.before.month.in_words} said.",
                "Bring it up to date, or leave it if it still holds.",
            )


def _without_place(words: ReportWords, assessment: Assessment) -> Iterator[Finding]:
    """Words of a place that the plan no longer has: they are kept, and stand in no report."""
    known = {place.tag for place in places_of(assessment.plan)}
    for tag, said in words.now.said.items():
        if tag not in known:
            yield warning(
                "words-without-place",
                CellRef(WORDS),
                f"Words were written of “{tag.rpartition(':')[2]}”, which the plan no longer has; "
                f"they are kept in {WORDS} and stand in no report: “{said.text[:80]}”.",
                "Type them where they belong now, or put the reference back in the plan.",
            )


def _small_numbers(words: ReportWords, assessment: Assessment) -> Iterator[Finding]:
    """Words that may tell of few children, where a public edition prints them too."""
    if not assessment.plan.says_about_children:
        return
    for said, label in _in_order(words, assessment):
        for beside in small_numbers_said(said.text):
            yield warning(
                "small-number-in-words",
                CellRef(WORDS),
                f"{may_tell(label, beside)} {IS_PRINTED}",
                SAY_OTHERWISE,
            )


def _in_order(words: ReportWords, assessment: Assessment) -> Iterator[tuple[Said, str]]:
    """What was written, with the title of its place, in the report's order."""
    for place in places_of(assessment.plan):
        if said := words.now.said.get(place.tag):
            yield said, place.label


CHECKS: tuple[Callable[[ReportWords, Assessment], Iterator[Finding]], ...] = (
    _stale_figures,
    _reds_not_named,
    _unchanged,
    _without_place,
    _small_numbers,
)
"""The checks of the words. A new one is a line here."""
