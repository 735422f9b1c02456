"""Any plan is written to its workbook and read back without loss, and so is its blank return."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import Period, ReportingPeriod
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.model.decisions import (
    Closed,
    ClosedAs,
    RangeMove,
    Redating,
    Withdrawal,
    WithdrawnAs,
)
from cyps_reports.plan.model.measure import (
    AboutChildren,
    Basis,
    Between,
    Comparator,
    EarlierYear,
    Measure,
    Polarity,
)
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.quantities import Band, Figure, Missing, Tolerance
from cyps_reports.plan.model.question import Question
from cyps_reports.plan.model.report_text import StandingText, Where
from cyps_reports.plan.model.sign_off import SignOffAsked
from cyps_reports.plan.model.small_numbers import Edition, SmallNumbers
from cyps_reports.plan.model.units import NO_IS_RIGHT, Unit, graded
from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets.fields import VOCABULARY_FIELDS
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.templates.workbook import return_workbook
from tests.tools.shares import share_of
from tests.tools.small_plan import small_plan
from tests.tools.units import UNITS


def figures(unit: Unit) -> st.SearchStrategy[Figure]:
    places = {Unit.PERCENT: 2, Unit.COUNT: 0, Unit.MONEY: 3}.get(unit, 1)
    numbers = st.decimals(min_value=0, max_value=150, places=places)
    return st.one_of(numbers, st.sampled_from(Missing))


WORDS = st.text("abc DEF-,.'é", min_size=1, max_size=12).map(
    lambda text: f"x{' '.join(text.split())}"
)
DAYS = st.dates(date(2017, 4, 1), date(2018, 3, 31))
WITHDRAWALS = st.none() | st.builds(
    Withdrawal,
    kind=st.sampled_from(WithdrawnAs),
    approved_by=WORDS,
    approved_on=DAYS,
    why=st.just("") | WORDS,
)
PERIODS = st.sampled_from(
    [
        *(ReportingPeriod(each) for each in Period),
        ReportingPeriod(months=(10, 1, 4)),
        ReportingPeriod(months=(5,)),
    ]
)


def steps(measure: Measure) -> st.SearchStrategy[dict[Month, Decimal]]:
    figure = figures(measure.unit).filter(lambda each: isinstance(each, Decimal))
    months = st.sampled_from([Month(2017, 4), Month(2017, 12), Month(2018, 1), Month(2018, 3)])
    some: st.SearchStrategy[dict[Month, Decimal]] = st.dictionaries(months, figure)  # type: ignore[arg-type]
    is_single = measure.amber_limit is None and not isinstance(measure.target, Band)
    return some if is_single else st.just({})


def bands(unit: Unit) -> st.SearchStrategy[Band]:
    ends = st.lists(
        figures(unit).filter(lambda each: isinstance(each, Decimal)),
        min_size=2,
        max_size=2,
        unique=True,
    )
    return ends.map(lambda two: Band(*sorted(two)))  # type: ignore[arg-type]


SIDES = {
    Polarity.HIGHER: ("at least {}", "{} or more", "≥ {}"),
    Polarity.LOWER: ("at most {}", "no more than {}", "<={}"),
}


@st.composite
def standards(draw: st.DrawFn, unit: Unit, polarity: Polarity) -> dict[str, Any]:
    """A target in one of its forms, and now and then limits of its own, that agree with the
    polarity.
    """
    if polarity is Polarity.CLOSE and draw(st.booleans()):
        return {"target": draw(bands(unit))}
    target = draw(figures(unit))
    if not isinstance(target, Decimal) or polarity not in SIDES:
        return {"target": target}
    fields: dict[str, Any] = {"target": target}
    if draw(st.booleans()):
        shown = printed(target, unit)
        fields["target_said"] = draw(st.sampled_from(SIDES[polarity])).format(shown)
    if draw(st.booleans()):
        worse = Decimal(-1 if polarity is Polarity.HIGHER else 1)
        fields["green_limit"] = draw(st.none() | st.just(target + worse))
        fields["amber_limit"] = target + draw(st.integers(1, 9)) * worse
    return fields


GRADES = graded(("Outstanding", "Good", "Requires improvement", "Inadequate"))


def values(unit: Unit) -> st.SearchStrategy[Figure]:
    """Places of a unit's values; none of a text."""
    missing = st.sampled_from(Missing)
    return (
        st.one_of(missing, st.integers(1, len(unit.values)).map(Decimal))
        if unit.values
        else missing
    )


@st.composite
def judged(draw: st.DrawFn, number: int) -> Measure:
    """A measure of grades, of yes and no, or of a text, with its target, outturn and similar
    authorities.
    """
    unit = draw(st.sampled_from([GRADES, graded(("1", "2")), Unit.YES_NO, NO_IS_RIGHT, Unit.TEXT]))
    fields: dict[str, Any] = {key: draw(values(unit)) for key in ("target", "outturn", "similar")}
    if unit.is_text:
        fields = {f"{key}_said": draw(st.just("") | WORDS) for key in fields}
    elif unit.is_yes_or_no:
        fields["target"] = Decimal(2)
    polarity = draw(st.sampled_from([Polarity.HIGHER, Polarity.MONITOR]))
    return Measure(
        "A", number, "", draw(WORDS), unit, polarity, reported=draw(st.none() | PERIODS), **fields
    )


NAMES, YEARS = (
    ("England", "Region", "Statistical neighbours"),
    ("", "2009/10", "2010/11", "2016", "Baseline July 2010"),
)


@st.composite
def with_other_figures(draw: st.DrawFn, measure: Measure, default: str) -> Measure:
    """The measure with any comparators and earlier years.

    The default one stands for similar authorities.
    """
    notes = st.just("") | WORDS
    figure = values(measure.unit) if measure.unit.is_judged else figures(measure.unit)

    def told() -> dict[str, Any]:
        said = draw(st.just("") | WORDS) if measure.unit.is_text else ""
        return {
            "figure": Missing.NOT_GIVEN if said else draw(figure),
            "note": draw(notes),
            "said": said,
        }

    whose = draw(
        st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(YEARS)), max_size=4, unique=True)
    )
    years = draw(st.lists(st.sampled_from(YEARS[1:]), max_size=4, unique=True))
    measure = replace(
        measure,
        comparators=tuple(Comparator(name, year=year, **told()) for name, year in whose),
        earlier_years=tuple(EarlierYear(year, **told()) for year in years),
    )
    # Of several years of the default one, the newest counts: written down here by itself.
    newest = {"": 0, "2009/10": 2009, "2010/11": 2010, "2016": 2016, "Baseline July 2010": 2010}
    ofs = [
        each
        for each in measure.comparators
        if each.name == default and (each.said or each.figure is not Missing.NOT_GIVEN)
    ]
    if not ofs:
        return measure
    last = max(ofs, key=lambda each: newest[each.year])
    return replace(measure, similar=last.figure, similar_said=last.said, similar_named=default)


STANDING_TEXTS = st.builds(
    StandingText,
    heading=WORDS,
    where=st.sampled_from(Where),
    paragraphs=st.lists(WORDS, min_size=1, max_size=3).map(tuple),
)
QUESTIONS = st.builds(
    Question,
    asked_on=st.none() | DAYS,
    meeting=st.just("") | WORDS,
    references=st.lists(st.sampled_from(("A", "A11", "KPI 4")), unique=True).map(tuple),
    asked=WORDS,
    by_whom=st.just("") | WORDS,
    due=st.none() | DAYS,
    answer=st.just("") | WORDS,
    closed=st.none() | DAYS,
)
VOCABULARIES = st.builds(
    Vocabulary, **dict.fromkeys((each.key for each in VOCABULARY_FIELDS), st.just("") | WORDS)
)


def range_moves(measure: Measure) -> st.SearchStrategy[tuple[RangeMove, ...]]:
    """Only what is a figure of a day has a usual range."""
    if measure.basis is not Basis.SNAPSHOT or measure.unit.is_judged:
        return st.just(())
    move = st.builds(RangeMove, DAYS, WORDS, DAYS, WORDS)
    several = st.lists(move, max_size=2, unique_by=lambda each: each.starts)
    return several.map(lambda moves: tuple(sorted(moves, key=lambda each: each.starts)))


def made_of(measure: Measure, before: list[Measure]) -> Measure:
    """The same, said to be made of the rows before it that are counted in the same."""
    alike = [each.ref for each in before if each.unit == measure.unit]
    return replace(measure, numerator=alike[0] if alike else "", sum_of=tuple(alike))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    measures = []
    for number in range(1, draw(st.integers(1, 4))):
        unit, polarity = draw(st.sampled_from(UNITS)), draw(st.sampled_from(Polarity))
        measures.append(
            Measure(
                priority="A",
                number=number,
                component="",
                name=draw(WORDS),
                unit=unit,
                polarity=polarity,
                similar=draw(figures(unit)),
                outturn=draw(figures(unit)),
                **draw(standards(unit, polarity)),
                target_note=draw(WORDS),
                target_due=draw(st.none() | st.just(Month(2017, 8))),
                tolerance=draw(
                    st.none()
                    | st.builds(
                        Tolerance, st.decimals(min_value=0, max_value=20, places=1), st.booleans()
                    )
                ),
                decimals_set=draw(st.none() | st.integers(0, 3)),
                basis_set=draw(st.none() | st.sampled_from(Basis)),
                head=draw(st.just("") | WORDS),
                withdrawal=draw(WITHDRAWALS),
                reported=draw(st.none() | PERIODS),
                between_set=draw(st.none() | st.sampled_from(Between)),
                was=draw(st.sampled_from(("", f"A{number + 1}"))),
                about_children=draw(st.none() | st.sampled_from(AboutChildren)),
                denominator=draw(st.sampled_from(("", "1,250", "37"))),
            )
        )
    default = draw(st.sampled_from(("", *NAMES)))
    measures = [replace(each, steps=draw(steps(each))) for each in measures]
    measures += [draw(judged(number)) for number in range(5, 5 + draw(st.integers(0, 3)))]
    measures = [draw(with_other_figures(each, default)) for each in measures]
    measures = [replace(each, range_moves=draw(range_moves(each))) for each in measures]
    measures = [made_of(each, measures[:at]) for at, each in enumerate(measures)]
    is_named = any(each.similar_named for each in measures)
    deadline = st.builds(
        Deadline,
        number=st.just(1),
        due=st.none() | DAYS,
        recurrence=st.sampled_from(Recurrence),
        at_approval=st.sampled_from(AtApproval),
        redating=st.none() | st.builds(Redating, due=DAYS, approved_by=WORDS, approved_on=DAYS),
        withdrawal=WITHDRAWALS,
        was=st.sampled_from(("", "A20, deadline 2")),
    )
    words, moves = (
        st.just("") | WORDS,
        st.lists(st.sampled_from([each.ref for each in measures]), unique=True),
    )
    milestones = [
        Milestone(
            "A",
            10 + n,
            draw(WORDS),
            draw(WORDS),
            "AB",
            (draw(WORDS),),
            deadlines=(draw(deadline),),
            success=draw(words),
            evidence=draw(words),
            moves=tuple(draw(moves)) if measures else (),
            head=draw(words),
        )
        for n in range(1 + draw(st.integers(0, 3)))
    ]
    return small_plan(
        priorities=(Priority("A", "First", short_title=draw(words)),),
        contact=draw(words),
        reported=draw(PERIODS),
        closing_days=draw(st.integers(0, 20)),
        vocabulary=draw(VOCABULARIES),
        similar_name=default if is_named else "",
        small_numbers=draw(st.sampled_from(SmallNumbers)),
        emailed=draw(st.sampled_from(Edition)),
        sign_off=draw(st.sampled_from(SignOffAsked)),
        measures=tuple(measures),
        milestones=tuple(milestones),
        also_titles=draw(st.sampled_from(("", "Plan of before; Older plan"))),
        closed=tuple(draw(closed(at)) for at in range(draw(st.integers(0, 3)))),
        standing_texts=tuple(draw(st.lists(STANDING_TEXTS, max_size=3))),
        questions=tuple(draw(st.lists(QUESTIONS, max_size=3))),
    )


def closed(at: int) -> st.SearchStrategy[Closed]:
    return st.builds(
        Closed,
        was=st.just(f"B{at}"),
        name=st.just("") | WORDS,
        closed_as=st.sampled_from(ClosedAs),
        closed_on=st.none() | DAYS,
        decided_by=st.just("") | WORDS,
        why=st.just("") | WORDS,
    )


@settings(max_examples=share_of(25))
@given(plans())
def test_any_plan_reads_back_without_loss(
    tmp_path_factory: pytest.TempPathFactory, plan: Plan
) -> None:
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    path.write_bytes(plan_workbook(plan))
    read, findings = read_plan(path)
    assert findings == ()
    assert read == plan


@settings(max_examples=share_of(8))
@given(
    plans(), st.sampled_from(["Lead", "Director lead", "Owner", "Accountable officer", "Status"])
)
def test_the_blank_return_of_any_plan_reads_back_as_untouched(
    tmp_path_factory: pytest.TempPathFactory, plan: Plan, lead_word: str
) -> None:
    """Whatever the plan calls things and whatever it holds, its own return is not said to be
    edited.
    """
    plan, folder, month = (
        replace(plan, lead_word=lead_word),
        tmp_path_factory.mktemp("blank"),
        Month(2017, 9),
    )
    (folder / "return.xlsx").write_bytes(return_workbook(plan, plan.priorities[0], month))
    returns, findings = returns_for(month, read_folder(folder, plan))
    assert findings == ()
    assert returns.came_from("A")
