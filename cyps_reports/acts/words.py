"""The officer's words of a month: what is written in each place, and writing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cyps_reports.acts.ended import CannotRun, Reason
from cyps_reports.acts.keeping import write_once_made
from cyps_reports.acts.month import ReadMonth
from cyps_reports.files.names import report_file
from cyps_reports.machine import content_of
from cyps_reports.record.file import sha256
from cyps_reports.record.file_names import WORDS
from cyps_reports.theme import Tone
from cyps_reports.words.file import words_bytes, words_in
from cyps_reports.words.folder import Results, folder_words, with_typed
from cyps_reports.words.model import BULLET, Place, Words, measure_place, places_of

LONGEST = 50_000
"""So many letters may be written in a place, as in the Word report: some twenty pages."""


@dataclass(frozen=True, slots=True)
class PlaceOfWords:
    """A place to write in: what is written there now, a paragraph a line, and for the last report.

    `is_asked` where the report has the place: of a measure, only where it is red, or where
    something was written. `ref` is the measure's, "" of the others.
    """

    place: Place
    text: str
    last: str
    is_asked: bool
    ref: str = ""


@dataclass(frozen=True, slots=True)
class WordsWritten:
    """The places whose words are others now, by their titles.

    `disputed` are those, by tag, in which others wrote something else meanwhile: what stands there
    now. Nothing of these was written.
    """

    changed: tuple[str, ...]
    disputed: Mapping[str, str]


def words_of(month: ReadMonth) -> tuple[PlaceOfWords, ...]:
    """Every place of the plan's report with what is written there now; measures in their order.

    Raises:
        OSError: a file is there and cannot be opened.

    """
    order = [each.ref for each in month.checked.assessment.plan.measures]
    return tuple(sorted(_places(month), key=lambda each: order.index(each.ref) if each.ref else -1))


def _places(month: ReadMonth) -> Iterator[PlaceOfWords]:
    assessment, told = month.checked.assessment, month.checked.words_told
    red = {result.measure.ref for result in assessment.measures if result.rag is Tone.RED}
    now = _now(_results_of(month))
    refs = {measure_place(each.ref, each.name).tag: each.ref for each in assessment.plan.measures}
    for place in places_of(assessment.plan):
        text, ref = _text(now.paragraphs(place.tag)), refs.get(place.tag, "")
        is_asked = not ref or ref in red or bool(text)
        yield PlaceOfWords(place, text, told.last(place.tag), is_asked, ref)


def _results_of(month: ReadMonth) -> Results:
    plan = month.checked.assessment.plan
    return Results(month.results, report_file(plan, month.month), month.month, plan)


def _now(results: Results) -> Words:
    return folder_words(results).words


def write_words(
    month: ReadMonth, typed: Mapping[str, str], shown: Mapping[str, str], today: date
) -> WordsWritten:
    """Writes what was typed into the places of a month's report, by tag, a paragraph a line.

    `shown` is what stood there when somebody began to type: where something else stands there now,
    that stays. The words are kept beside the results, and each new report has them.

    Raises:
        CannotRun: the folder cannot be written, or what is kept there cannot be read.
        OSError: a file is there and cannot be opened.

    """
    titles = {place.tag: place.title for place in places_of(month.checked.assessment.plan)}
    began = {tag: _paragraphs(shown.get(tag, "")) for tag in titles}
    wanted = {tag: _paragraphs(text) for tag, text in typed.items() if tag in titles}
    changed = {tag: text for tag, text in wanted.items() if text != began[tag]}
    _refuse_too_long(changed, titles)
    told: list[WordsWritten] = []

    def files() -> Mapping[str, bytes | None]:
        results = _results_of(month)
        _refuse_damaged(results)
        now = {tag: _now(results).paragraphs(tag) for tag in changed}
        disputed = [tag for tag in changed if now[tag] not in (began[tag], changed[tag])]
        new = {tag: changed[tag] for tag in changed if tag not in disputed}
        others = tuple(titles[tag] for tag in new if new[tag] != now[tag])
        told[:] = [WordsWritten(others, {tag: _text(now[tag]) for tag in disputed})]
        return {WORDS: words_bytes(with_typed(results, new, today))} if others else {}

    write_once_made(month.results, files)
    return told[0]


def words_taken_in(month: ReadMonth) -> frozenset[tuple[str, str]]:
    """The file of words as it lies there, by name and sum, where the month has all that is in it.

    So nothing is lost where it is replaced.
    """
    results = _results_of(month)
    content = content_of(results.folder / WORDS)
    kept, _ = words_in(results.folder, results.month)
    # A damaged file may hold words that nobody has read: it seems to hold none, as does the month.
    if content is None or kept is None or _now(results).said != month.checked.words_told.now.said:
        return frozenset()
    return frozenset([(WORDS, sha256(content))])


def _refuse_too_long(changed: Mapping[str, tuple[str, ...]], titles: Mapping[str, str]) -> None:
    for tag, paragraphs in changed.items():
        if sum(map(len, paragraphs)) > LONGEST:
            problem = f"{titles[tag]} is longer than {LONGEST:,} letters, and was not kept."
            mend = "Shorten it, or put it in a document of its own."
            raise CannotRun(Reason.NOT_WRITTEN, problem, mend)


def _refuse_damaged(results: Results) -> None:
    """Words that cannot be read are not written over."""
    _, damaged = words_in(results.folder, results.month)
    if damaged:
        finding = damaged[0]
        raise CannotRun(Reason.NOT_WRITTEN, finding.message, finding.fix)


def _paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text that was typed, without what an empty line holds."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(line for line in lines if line and line != BULLET.strip())


def _text(paragraphs: tuple[str, ...]) -> str:
    return "\n".join(paragraphs)
