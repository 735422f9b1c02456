"""What a plan calls its rows, leads and words, and what is said of each: names, notes, cells."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from cyps_reports.plan.model.leads import Lead, may_be_one, same_lead
from cyps_reports.plan.model.measure import (
    AboutChildren,
)
from cyps_reports.plan.model.references import (
    codes_named,
    names_reference,
    reference_of,
    row_key,
    same_reference,
    what_is_wrong_with,
)
from cyps_reports.plan.model.short_names import short_name_of
from cyps_reports.plan.model.small_numbers import (
    asks_denominator,
    asks_numerator,
    count_said,
    out_of,
    rests_on,
)
from cyps_reports.plan.model.units import Unit, unit_named
from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.plan.model.was import called_in_list, deadline_was, rows_then
from cyps_reports.plan.rows.asked import leads_asked
from cyps_reports.plan.rows.cell_values import leads_in, names_of, several
from cyps_reports.plan.rows.heads import head_in, head_name
from cyps_reports.plan.titles import goes_on_from, how_to_adopt, is_called
from cyps_reports.theme import Tone
from tests.tools.approved import Approved
from tests.tools.odd_figures import FIGURED, JUDGED, parts
from tests.tools.placed import measure, milestone, placed_plan, question
from tests.tools.said import each_said, said

_DAY = date(2017, 6, 12)
_REFERENCES = """
A12|a 12|A 12|a12|A145|into A12.|A12a|(A12)|xA12|A12/3|Ａ12|A1 2|12A|A1|SP1.2|sp 1 . 2|SP1.23
Safeguarding 3|merged with safeguarding3 now|KPI|KPI 4|kpi4|KPI 41|
"""
_CODES = """
A|a|Priority A|priority  B|Priorities A and B|A and B|A & B|A/B|A+B|A;B|A,SP1|Outcome A
outcomes A and b|Outcome Outcome A|A B|C|Health and Safety|Priority Health and Safety
health and safety and A|Outcome 1|Priority|and|A and C|PriorityA|x A
"""


def _named() -> Iterator[str]:
    codes = ("A", "AB", "ABC", "ABCD", "SP1", "1", "Safeguarding", "A ", "")
    yield from each_said(reference_of, product(codes, (None, 0, 12)))
    refs = ("A12", "SP1.2", "Safeguarding 3", "KPI 4", "")
    for text in parts(_REFERENCES):
        named = [ref for ref in refs if names_reference(text, ref)]
        yield f"{said(text)} is {said(same_reference(text))} and names {said(named)}"
    known = ("A", "B", "SP1", "Health and Safety", "Outcome 1", "1")
    for text in parts(_CODES):
        told = {word: codes_named(text, known, word) for word in ("Priority", "Outcome")}
        yield f"{said(text)} names {said(told)}"
    yield from each_said(row_key, (("A 1", "Girls (all)"), ("Ａ1", ""), ("a1", " girls - all ")))
    wrong = ("", "A", "x" * 40, "x" * 41, "A\u202eB", "A\u200bB", "A B")
    yield from each_said(what_is_wrong_with, ((each,) for each in wrong))
    yield from each_said(short_name_of, ((each,) for each in parts(_SERVICES)))


def test_references_and_codes(approved: Approved) -> None:
    approved.check("references and codes", _named())


_SERVICES = """
Children and Young People's Service|Early Help|Children’s Services|The Service|of the|Ünï|A|and B
a a a a a a a a a a a a a a a a a a a a a|Safeguardingandlookedafterchildren|42
Health & Care in Hull with Leeds for all
"""
_LEADS = (
    *(Lead("AB", "A Bee", "Director"), Lead("", "L. O'Brien", "Head"), Lead("XY", "", "Head")),
    *(
        Lead("", "", "Youth Justice and Police Team"),
        Lead("CD", "Ms C Dee", ""),
        Lead("EF", "Mr C Dee", ""),
    ),
    *(Lead("bee", "B Bee", ""), Lead("", "AB", ""), Lead("A&E", "", "")),
)
_TYPED_LEADS = """
AB|ab|A. Bee|a bee|Director|Head|L O’Brien|l.o'brien|Mrs L O'Brien|Dr. L O'Brien|AB; XY|AB, XY
AB and XY|AB/XY|AB + A Bee|AB & CD|Youth Justice and Police Team|youth justice team and police
C Dee|Ms C Dee|Mr C Dee|Sir C. Dee|Dame C Dee|AB; nobody|AB and nobody|nobody|;||A&E|A&E; AB|Bee
BEE|Miss C Dee|Mx C Dee|Prof C Dee|Professor. C Dee|Cllr C Dee|Councillor C Dee|Mrs. C Dee|MrC Dee
AB; ab; A Bee
"""
_HEADS = """
J Kay <j.kay@c.uk>|<j.kay@c.uk>| J  Kay < j.kay@c.uk > |j.kay@c.uk|J Kay|AB|a bee|XY|Director; AB
J <a> <b>||Ms C Dee
"""


def _led() -> Iterator[str]:
    names = names_of(_LEADS)
    yield from (f"{said(each)} names {said(leads_in(each, names))}" for each in parts(_TYPED_LEADS))
    for each in _LEADS:
        yield f"{said(each)}: key {each.key}, called {each.called}, in full {each.in_full}"
    for text in parts(_HEADS):
        heads = (head_in(text, _LEADS), head_in(text), head_name(text))
        yield f"{said(text)} among leads, alone, in outputs: {said(heads)}"
    writings = (
        "C Dee",
        "Mr C Dee",
        "Ms C. Dee",
        "Dr C Dee",
        "MRS C DEE",
        "Miss. C Dee",
        "c`dee",
        "C´Dee",
        "Sir C Dee",
        "Dame C Dee",
    )
    yield from each_said(same_lead, ((each,) for each in writings))
    pairs = [pair for pair in product(writings, writings) if may_be_one(*pair)]
    yield from (
        f"may be one: {one} and {', '.join(b for a, b in pairs if a == one)}" for one in writings
    )
    plan = placed_plan(
        leads=_LEADS, milestones=(milestone(1), milestone(2, lead="CD"), milestone(3, lead=""))
    )
    asked: list[dict[str, Any]] = [
        {"by_whom": each} for each in ("AB", "ab and nobody", "nobody", "A Bee; CD")
    ]
    about: list[dict[str, Any]] = [
        {"references": each} for each in (("A1",), ("a 2", "A1"), ("A3",), ("A9",), ())
    ]
    both: dict[str, Any] = {"by_whom": "nobody", "references": ("A1",)}
    for row in (*asked, *about, both):
        yield f"asked {said(row)}: {said(leads_asked(question(1, **row), plan))}"
    yield from each_said(several, ((each,) for each in ("a; b ;; c", "", ";", "a")))


def test_leads_and_heads(approved: Approved) -> None:
    approved.check("leads and heads", _led())


_CALLED_BEFORE = """
A1|a 1|A1 Girls|A2|A2 Girls|a2girls|A2 (Girls)|A3|A3 Boys|A9|A20|A20, deadline 1|A20, deadline 2
a20 deadline 2|A20; (deadline 2)|A20 (Deadline 3)|A21|A21, deadline 2|A21, deadline 1
A20, deadline 123456|deadline 2| A20 , deadline 2 |A20 deadline|A2 All
"""


def _were() -> Iterator[str]:
    then = rows_then(
        [("A1", ""), ("A2", "Girls"), ("A2", "All"), ("A3", "Boys"), ("A30", "")],
        [("A20", 1), ("A20", 2), ("A21", 2), ("A30", 1)],
    )
    for was in (*parts(_CALLED_BEFORE), "A30"):
        of_measure = [then.measure(was, component) for component in ("", "girls", "Boys")]
        of_deadline = [then.deadline(was, number) for number in (1, 2, 3)]
        closed = said(then.closed(was))
        yield f"{said(was)}: measure {said(of_measure)}, deadline {said(of_deadline)}"
        yield f"{said(was)}: closes {closed}"
        yield f"{said(was)}: several {said(then.has_several(was))}, in a list {called_in_list(was)}"
    told = [deadline_was(("A20", 2), is_only_one=each) for each in (True, False)]
    yield f"typed under Was: {said(told)}"
    titles = ("Partnership Plan", "partnership  plan", "Old Plan", "Older plan!", "Other")
    plan = placed_plan(also_titles="Old Plan; Older Plan")
    for title, year in product(titles, ("2017/18", "2016/17", "")):
        own = is_called(plan, f"{title} {year}".strip())
        after = goes_on_from(plan, title, year)
        adopted = how_to_adopt(plan, f"{title} {year}")
        yield f"“{title} {year}”: own {own}, goes on {after}, adopted by{adopted}"
    further = (
        "Partnership Plan 2016 to 2019",
        "Partnership Plan - 2016",
        "Partnership Plans",
        "2017/18",
        "Plan–2017/18",
        "Partnership Plan two",
    )
    yield from (f"“{each}”: adopted by{how_to_adopt(plan, each)}" for each in further)
    before = placed_plan(also_titles="Old Plan 2016/17")
    yield f"with its year before: {is_called(before, 'Old Plan 2016/17')}"


def test_rows_and_titles_of_before(approved: Approved) -> None:
    approved.check("rows and titles of before", _were())


_OWN_WORDS = (
    Vocabulary(),
    Vocabulary("Outcome", "Board", "On course", "Some concern", "Black", "Done", "Not rated"),
    Vocabulary(priority="Key result area", body="cabinet"),
    Vocabulary(priority="Priority area", grey="Unrated"),
    Vocabulary(body="Cabinet Committee", amber="Yellow"),
)


def _words() -> Iterator[str]:
    for each in _OWN_WORDS:
        words = (each.priority_word, each.priorities_word, each.body_word, each.member_word)
        codes = [
            each.priority_called(code) for code in ("A", "1", "Outcome 1", "outcome2", "Priority 3")
        ]
        together = [
            each.priorities_called(codes) for codes in (("A",), ("A", "B"), ("A", "B", "C"))
        ]
        ratings = {tone: (each.rating(tone), each.own_rating(tone)) for tone in Tone}
        yield f"{said(each)}: {said(words)} {said(codes)} {said(together)}"
        yield f"{said(each)}: {said(ratings)}, has own {each.has_own_ratings}"
    plans: tuple[dict[str, Any], ...] = (
        {},
        {"outturn_heading": "Baseline", "lead_word": "Director lead", "similar_name": "England"},
        {"starts": date(2018, 1, 1), "ends": date(2018, 12, 31), "lead_word": "Owner"},
        {"measures": (measure(1, about_children=AboutChildren.NO),)},
        {"measures": (measure(1, was="A2"),)},
        {"milestones": (milestone(1, {"was": "A2"}),)},
    )
    for more in plans:
        plan = placed_plan(**more)
        names = (
            plan.identity,
            plan.short_name,
            plan.outturn_year,
            plan.outturn_column,
            plan.outturn_said,
        )
        yield f"plan {said(more)}: {said(names)} {plan.similar_column}, {plan.lead_column}"
        kind = f"about children {plan.says_about_children}, goes on {plan.goes_on}"
        yield f"plan {said(more)}: {kind}"


def test_words_of_a_plan(approved: Approved) -> None:
    approved.check("words of a plan", _words())


_FURTHER = ("rate per 1,5", "per head", "per 10", "hours")
_COUNTS = """
1,250|1250|12,50|0|1,250,000|123456789|1234567890| 5 |-5|1.5||five|1,2500
"""


def _resting() -> Iterator[str]:
    units = FIGURED | JUDGED | {name: unit_named(name) or Unit.COUNT for name in _FURTHER}
    for (name, unit), about in product(units.items(), (None, *AboutChildren)):
        bare = measure(1, unit=unit, about_children=about)
        full = replace(bare, numerator="A2", denominator="9")
        asked = [(asks_numerator(row), asks_denominator(row)) for row in (bare, full)]
        rests = f"{rests_on(bare)} of {out_of(unit)}"
        yield f"{name}, about children {said(about)}: {rests}, asked {said(asked)}"
    yield from each_said(count_said, ((each,) for each in parts(_COUNTS)))


def test_what_figures_rest_on(approved: Approved) -> None:
    approved.check("what figures rest on", _resting())
