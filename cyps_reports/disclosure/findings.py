"""What the officer should know of a public edition before it goes out."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.assessment.model import Assessment
from cyps_reports.disclosure.in_words import told_in_words
from cyps_reports.disclosure.shown import Disclosure
from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.words.model import ReportWords


def public_findings(
    disclosure: Disclosure, assessment: Assessment, words: ReportWords | None = None
) -> Iterator[Finding]:
    """The figures of a month that nobody knows what they rest on, and what is out already.

    And what the words of the edition may tell of a figure that it hides.
    """
    yield from told_in_words(assessment, words)
    for figure in disclosure.unknown:
        if figure.column == assessment.month:
            yield warning(
                "counts-unknown",
                figure.measure.places.get("denominator", CellRef()),
                f"{figure.measure.called} is hidden, because the plan and the return do not say "
                "how many children it rests on.",
                "Type its denominator, in the plan where it holds all year, or in the return.",
            )
    for (ref, component), column in sorted(disclosure.told, key=str):
        yield warning(
            "small-number-published",
            CellRef(),
            f"{' '.join((ref, component)).strip()} ({column}) can be told from figures that "
            "earlier public editions showed.",
            "Ask whoever decides on publishing; what is out cannot be taken back.",
        )
