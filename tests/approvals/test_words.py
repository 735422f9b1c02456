"""What the officer writes, as it is read, kept and looked through, is as approved."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import AboutChildren, Measure, Polarity
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.record.file import Json, record_bytes
from cyps_reports.returns.model import MeasureEntry, Returns
from cyps_reports.words.checks import words_findings
from cyps_reports.words.figures import figure_in, figures_said
from cyps_reports.words.file import words_bytes, words_in
from cyps_reports.words.folder import changed_places, typed_words
from cyps_reports.words.model import (
    OVERALL,
    FigureSaid,
    ReportWords,
    Said,
    Words,
    measure_place,
    places_of,
    priority_place,
)
from tests.tools.approved import Approved
from tests.tools.small_plan import small_plan

_JUNE, _MAY = Month(2017, 6), Month(2017, 5)
_LONG = "A priority with a code that is longer than any control may be called, or tagged"


def _measure(number: int, name: str, unit: Unit, target: str, component: str = "") -> Measure:
    """A measure with an outturn of 70."""
    return Measure(
        "A",
        number,
        component,
        name,
        unit,
        Polarity.HIGHER,
        outturn=Decimal(70),
        target=Decimal(target),
    )


_PLAN = small_plan(
    priorities=(Priority("A", "First"), Priority("B", "Second"), Priority(_LONG, "Third")),
    measures=(
        _measure(1, "Visits on time", Unit.PERCENT, "80"),
        _measure(2, "Children seen", Unit.COUNT, "99"),
        _measure(3, "Days waited", Unit.DAYS, "100"),
        _measure(4, "Spend", Unit.MONEY, "12.5"),
    ),
)


# Places


def _places(plan: Plan) -> Iterator[str]:
    for place in places_of(plan):
        yield f"{place.tag} ({place.name}): {place.title}. {place.prompt}"


def test_places(approved: Approved) -> None:
    other = replace(_PLAN, vocabulary=Vocabulary(priority="Outcome", body="Board"))
    approved.check("places to write", (*_places(_PLAN), *_places(other)))


# Figures in words


_NUMBERS = (
    *("A1 is 75", "75% of A1", "75 % there", "75 per cent", "at 75", "175", "7.5", "75.0", "75,0"),
    *("in 1999", "£12.5m", "12.5", "£12.5bn", "£12.5k", "12.5x", "x12.5", "A2: 98", "98 seen"),
    *("100 days", "99", "99 of A2", "1,000", "1,00", "A3 took 100", "70", "A1 had 70", "70%"),
    *("A1 aims for 80", "80%", "A4 70", "no number", "", "75%75%"),
)
_RECORD: Json = {
    "measures": [
        {"ref": "A1", "component": "", "actual": "75", "target": "80", "outturn": "70"},
        {"ref": "A2", "component": "", "actual": "98", "target": "99", "outturn": "NA"},
        {"ref": "A3", "component": "", "actual": "100", "target": "1000", "outturn": None},
        {"ref": "A4", "component": "", "actual": "12.5", "target": "Infinity", "outturn": "70"},
        "no row",
    ]
}


def test_figures_in_words(approved: Approved) -> None:
    told: list[str] = []
    tags = (OVERALL, priority_place(_PLAN, "A").tag, priority_place(_PLAN, "B").tag)
    for text in _NUMBERS:
        for tag in (*tags, measure_place("A1", "").tag):
            found = figures_said(tag, (text,), _PLAN, _RECORD)
            if found:
                said = ", ".join(f"{each.said} the {each.what} of {each.ref}" for each in found)
                told.append(f"“{text}” in {tag}: {said}")
    told += [f"{each!r}: {figure_in(each)}" for each in ("1.5", 2, None, "NA", "NaN", "Infinity")]
    told.append(f"{figures_said(OVERALL, ('75%',), _PLAN, {'measures': 3})}")
    approved.check("figures in words", told)


# What is odd about words


def _said(place: str, *paragraphs: str, **figures: str) -> Said:
    """What was written in a place, with figures that were the actual of A1 then."""
    told = tuple(
        FigureSaid(ref="A1", component="", what=what, figure=Decimal(number), said=f"{number}%")
        for what, number in figures.items()
    )
    return Said(place=place, written=date(2017, 7, 3), paragraphs=paragraphs, figures=told)


_WORDS: Mapping[str, tuple[Said, ...]] = {
    "figures that are others": (
        _said(OVERALL, "75% then.", actual="75", target="80", outturn="71"),
    ),
    "a figure that still is one": (_said(OVERALL, "60% and 80%.", actual="60", target="80"),),
    "no red named": (_said("words:priority:A", "All is well."),),
    "a red named by its reference": (_said("words:priority:A", "A1 is worse."),),
    "by one word of its name": (_said("words:priority:A", "Visits."),),
    "by two words of its name": (_said("words:priority:A", "(Visits) are late."),),
    "a priority without reds": (_said("words:priority:B", "All is well."),),
    "as before": (_said(OVERALL, "Same.", "Again."),),
    "a place that is gone": (_said("words:measure:Z9", "x" * 81),),
    "few children": (_said(OVERALL, "3 children waited."), _said("words:priority:A", "A1: 12")),
}


def test_what_is_odd_about_words(approved: Approved) -> None:
    told: list[str] = []
    before = Words(_MAY, {OVERALL: _said(OVERALL, "Same.", "Again.")})
    for about in AboutChildren:
        measures = tuple(replace(each, about_children=about) for each in _PLAN.measures)
        plan = replace(_PLAN, measures=measures)
        entry = MeasureEntry(actual=Decimal(60), as_at=_JUNE.last)
        returns = Returns(_JUNE, measures={("A1", ""): entry})
        here = assess(plan, returns, Earlier(), _JUNE.last)
        for words, said in _WORDS.items():
            told.append(f"# {words}, {about.value or 'not said'}")
            now = Words(_JUNE, {each.place: each for each in said})
            for found in words_findings(ReportWords(now, before), here):
                told.append(f"{found.severity} {found.code}: {found.message} {found.fix}")
    approved.check("odd words", told)


def test_last_words(approved: Approved) -> None:
    told: list[str] = []
    for text in ("Ours.", "x" * 300, "x" * 301, f"{'x' * 299} y"):
        for written in (date(2017, 6, 3), None):
            said = replace(_said(OVERALL, text), written=written)
            for is_monthly in (True, False):
                words = ReportWords(Words(_JUNE), Words(_MAY, {OVERALL: said}), is_monthly)
                last = words.last(OVERALL)
                told.append(f"{last[:60]}…{last[-9:]} ({len(last)})")
    told.append(repr(ReportWords(Words(_JUNE)).last(OVERALL)))
    told += [typed_words(tuple("abcd"[:number])) for number in (1, 2, 3)]
    one, two = Words(_JUNE, {OVERALL: _said(OVERALL, "a")}), Words(_JUNE, {"z": _said("z", "b")})
    told += [repr(changed_places(*each, _PLAN)) for each in ((one, two), (one, one), (two, one))]
    approved.check("last words", told)


# The file of words


_LARGEST = 10 * 1024 * 1024


def test_the_file_of_words(tmp_path: Path, approved: Approved) -> None:
    said = {OVERALL: _said(OVERALL, "Ours.", actual="75"), "a": _said("a", "b", "é")}
    whole = words_bytes(Words(_JUNE, said, {"b": ("c",), "a": ()}))
    told = [*whole.decode().splitlines(), *words_bytes(Words(_JUNE, said)).decode().splitlines()]
    files = {
        "as written": whole,
        "of another month": words_bytes(Words(_MAY, said)),
        "of another schema": whole.replace(b'"schema": 1', b'"schema": 2'),
        "empty": b"",
        "damaged": whole[:-9],
        "no words": record_bytes({"schema": 1, "month": "2017-06"}),
        "as large as it may be": whole.ljust(_LARGEST),
        "too large": whole.ljust(_LARGEST + 1),
    }
    for words, content in files.items():
        (tmp_path / "words.json").write_bytes(content)
        kept, findings = words_in(tmp_path, _JUNE)
        told += [f"{words}: {sorted(kept.said) if kept else 'nothing'}", *map(repr, findings)]
    approved.check("file of words", told)
