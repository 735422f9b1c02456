"""The words of a month as they lie in its folder of results: in their file and in the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from cyps_reports.findings import CellRef, Finding, note, shortened, warning
from cyps_reports.machine import content_of
from cyps_reports.phrases import counted, listed
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.record.file import RecordFile, sha256, sums_in, texts_in, written_in
from cyps_reports.record.file_names import RECORD, WORDS
from cyps_reports.record.sources import Source
from cyps_reports.words.document import read_document
from cyps_reports.words.figures import figures_said
from cyps_reports.words.file import words_bytes, words_in
from cyps_reports.words.harvest import Harvest, harvest
from cyps_reports.words.model import ReportWords, Said, Words, places_of


@dataclass(frozen=True)
class FolderWords:
    """The words of a month.

    `findings` say what was taken out of the report and what could not be; they are about the
    files as they lie there, and stand in no record.
    """

    words: Words
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Results:
    """A month's folder of results, with the name of the report that the words are written in."""

    folder: Path
    report: str
    month: Month
    plan: Plan

    @cached_property
    def record(self) -> RecordFile:
        """The record there; empty where there is none."""
        return RecordFile(content_of(self.folder / RECORD) or b"")

    @property
    def written(self) -> frozenset[str]:
        """The fingerprints of all that the program wrote in the month's report."""
        return texts_in(self.record.told)

    @cached_property
    def kept_words(self) -> Words:
        """The words that are kept beside the results."""
        return words_in(self.folder, self.month)[0] or Words(self.month)

    def harvest_of(self, content: bytes) -> Harvest | None:
        """The words in one of its reports, or in a copy of one; None where it cannot be read."""
        document = read_document(content)
        return harvest(document, self.plan, self.written) if document else None


def folder_words(results: Results, *, as_kept: bool = False) -> FolderWords:
    """The words of a month; with `as_kept` those of their file alone.

    Raises:
        OSError: a file is there and cannot be opened.

    """
    kept, damaged = words_in(results.folder, results.month)
    words = kept or Words(results.month)
    content = None if as_kept else content_of(results.folder / results.report)
    if content is None or _is_as_made(results, content, is_kept=kept is not None):
        return FolderWords(words, damaged)
    found = results.harvest_of(content)
    if found is None:
        return FolderWords(words, (*damaged, _unreadable(results)))
    taken = with_harvest(words, found, results)
    return FolderWords(taken, (*damaged, *_about(results, words, taken, found)))


def _is_as_made(results: Results, content: bytes, *, is_kept: bool) -> bool:
    """Whether the report holds nothing that the file of words does not."""
    told = results.record.told
    is_written = (results.report, sha256(content)) in written_in(told)
    return is_written and (is_kept or WORDS not in sums_in(told))


def with_harvest(words: Words, found: Harvest, results: Results) -> Words:
    """The words with those that stand in the report.

    What is new has the day of the report's saving; an empty place takes away what was there. What
    was written elsewhere since stands where the report still says what it said then.
    """
    new = {
        tag: paragraphs
        for tag, paragraphs in found.words.items()
        if paragraphs != words.instead_of.get(tag)
    }
    return _written_over(words, new, found.saved, results)


def _written_over(
    words: Words, new: Mapping[str, tuple[str, ...]], day: date | None, results: Results
) -> Words:
    """The words with these in their places, as of a day; what is the same stays as it is."""
    said = dict(words.said)
    for tag, paragraphs in new.items():
        if paragraphs == words.paragraphs(tag):
            continue
        said.pop(tag, None)
        if paragraphs:
            figures = figures_said(tag, paragraphs, results.plan, results.record.told)
            said[tag] = Said(place=tag, written=day, paragraphs=paragraphs, figures=figures)
    return replace(words, said=said)


def with_typed(results: Results, typed: Mapping[str, tuple[str, ...]], day: date) -> Words:
    """The words of a month with these in their places, as of a day.

    They count until somebody writes something else in the Word report itself.

    Raises:
        OSError: a file is there and cannot be opened.

    """
    written = _written_over(folder_words(results).words, typed, day, results)
    content = content_of(results.folder / results.report)
    found = results.harvest_of(content) if content is not None else None
    in_report = found.words if found else {}
    instead_of = {tag: text for tag, text in in_report.items() if text != written.paragraphs(tag)}
    return replace(written, instead_of=instead_of)


def _about(results: Results, words: Words, taken: Words, found: Harvest) -> Iterator[Finding]:
    place = CellRef(results.report)
    changed = changed_places(words, taken, results.plan)
    if changed:
        yield note(
            "words-taken-over",
            place,
            f"Words were written or changed in the report since it was made: {listed(changed)}.",
            "There is nothing to do: each new report of the month has them.",
        )
    if found.elsewhere:
        yield warning(
            "text-typed-elsewhere",
            place,
            f"{typed_words(found.elsewhere)} That stands outside the places to write, and a new "
            "report does not have it.",
            "Type it in a place to write. The report as you edited it is kept beside a new one, "
            "as -edited.",
        )
    if found.beyond:
        yield warning(
            "words-beyond-text",
            place,
            "There are pictures or tables, or many pages of text, among the words of: "
            f"{listed(found.beyond)}. Not all of it is taken over.",
            "The report as you edited it is kept beside a new one, as -edited: put them in again "
            "before it goes out.",
        )


def typed_words(texts: tuple[str, ...]) -> str:
    """What was typed elsewhere, as a sentence with its first text."""
    more = len(texts) - 1
    others = f" and {counted(more, 'other text')}" if more else ""
    return f"Somebody typed or changed in it: “{shortened(texts[0])}”{others}."


def changed_places(before: Words, now: Words, plan: Plan) -> tuple[str, ...]:
    """The titles of the places whose words are others now, in the report's order."""
    labels: Mapping[str, str] = {place.tag: place.label for place in places_of(plan)}
    tags = dict.fromkeys((*labels, *now.said, *before.said))
    return tuple(
        labels.get(tag, tag) for tag in tags if before.paragraphs(tag) != now.paragraphs(tag)
    )


def _unreadable(results: Results) -> Finding:
    return warning(
        "report-unreadable",
        CellRef(results.report),
        "The Word report in the folder of results cannot be read, so no words were taken from it.",
        "If you wrote in it, open it in Word, save it again as a Word document (.docx), and run "
        "this again.",
    )


@dataclass(frozen=True)
class MonthWords:
    """The words that a month's report has, and what is to be said of the files they are in."""

    told: ReportWords
    findings: tuple[Finding, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The words as inputs of the report, each with its check sum."""
        both = (self.told.before, self.told.now)
        return tuple(
            Source(WORDS, sha256(words_bytes(words)), str(words.month))
            for words in both
            if words and words.said
        )


def month_words(now: Results, before: Results | None, *, as_kept: bool = False) -> MonthWords:
    """The words of a month, and of the report before it where there is one.

    Raises:
        OSError: a file is there and cannot be opened.

    """
    own = folder_words(now, as_kept=as_kept)
    words = replace(own.words, instead_of={})
    last = folder_words(before).words if before else None
    is_monthly = before is None or before.month.next == now.month
    return MonthWords(ReportWords(words, last, is_monthly), own.findings)
