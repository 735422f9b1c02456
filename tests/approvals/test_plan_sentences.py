"""What the plan says of its rows in returns and reports, and what its cells say, to be compared."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from cyps_reports.plan.cell_texts import plan_cells, row_name
from cyps_reports.plan.checks.small_in_words import may_tell, small_numbers_said, telling_words
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Withdrawal, WithdrawnAs
from cyps_reports.plan.model.milestone import Recurrence
from cyps_reports.plan.row_sentences import (
    deadline_label,
    due_words,
    milestone_notes,
    notes_of_before,
    outturn_shown,
    plan_notes,
    polarity_words,
    redated_to,
    similar_shown,
    target_shown,
    withdrawal_words,
)
from tests.tools.approved import Approved
from tests.tools.every_row import OTHERWISE, every_row
from tests.tools.odd_figures import parts
from tests.tools.placed import question
from tests.tools.said import each_said, said

_DAY, _JUNE_20 = date(2017, 6, 12), date(2017, 6, 20)
_WHYS = (
    "",
    "A14",
    "P 1.2",
    "E1 Gross",
    "into A14",
    "the next one.",
    "A14 too",
    "Not 1 Now",
    "ended..",
)


def _of_measures() -> Iterator[str]:
    for row in every_row().measures:
        shown = (target_shown(row), outturn_shown(row), similar_shown(row), polarity_words(row))
        yield f"{row.called}: {said(shown)}, decimals {row.decimals}, values {said(row.values)}"
        yield f"{row.called}, notes: {said(plan_notes(row))}, before: {said(notes_of_before(row))}"
        kind = (
            row.basis,
            row.between,
            row.can_be_rated,
            row.is_of_year_alone,
            row.is_about_children,
        )
        yield f"{row.called}: {said(kind)}, target {said(row.target_figures)}"
        days = (date(2017, 6, 11), _DAY, date(2018, 2, 1))
        stood = [(each.withdrawal, each.range_moves) for each in map(row.as_it_stood, days)]
        if any(map(any, stood)):
            yield f"{row.called}, as it stood: {said(stood)}"


def _of_milestones() -> Iterator[str]:
    for row, each in every_row().deadlines():
        names = (row.ref, row.leads, row.label(each), row.called(each), deadline_label(row, each))
        yield f"{row.ref}.{each.number}: {said(names)} {due_words(each)}, {said(redated_to(each))}"
        kind = (each.binding, each.binding_said, each.is_ongoing, each.period, each.recurs)
        yield f"{row.ref}.{each.number}: {said(kind)} {said(withdrawal_words(each.withdrawal))}"
        stood = [each.as_it_stood(day) for day in (date(2017, 6, 11), _DAY, date(2018, 1, 1))]
        known = [(then.binding, then.withdrawal) for then in stood]
        yield f"{row.ref}.{each.number}, as it stood: {said(known)}"
        yield f"{row.ref}: {said(milestone_notes(row))}"
    kinds = [Withdrawal(kind, "Cabinet", _DAY, why) for kind, why in product(WithdrawnAs, _WHYS)]
    yield from each_said(withdrawal_words, ((each,) for each in (None, *kinds)))
    yield said([each.with_article for each in Recurrence])


def _of_questions() -> Iterator[str]:
    rows: tuple[dict[str, Any], ...] = ({}, {"asked_on": None}, {"due": _DAY}, {"closed": _JUNE_20})
    for more in rows:
        each = question(1, **more)
        for day in (date(2017, 6, number) for number in (11, 12, 13, 19, 20, 21)):
            told = (each.is_open(day), each.is_overdue(day), each.is_answered(day))
            yield f"question {said(more)} on {day}: {each.key} {said(told)}"


def test_what_is_said_of_each_row(approved: Approved) -> None:
    approved.check("sentences of rows", (*_of_measures(), *_of_milestones(), *_of_questions()))


def _of_plans() -> Iterator[str]:
    for name, plan in (("a year", every_row()), ("otherwise", every_row(**OTHERWISE))):
        yield from (f"{name}: {row}: {said(cells)}" for row, cells in plan_cells(plan).items())
        measures = {each.called: plan.due_months(each) for each in plan.measures}
        yield from (f"{name}: {row} is due {said(months)}" for row, months in measures.items())
        periods = {each.called: str(plan.period_of(each)) for each in plan.measures}
        yield f"{name}: periods {said(periods)}, returns {said(plan.report_months)}"
        months = (Month(2017, 3), *plan.months, Month(2019, 4), Month(2019, 6))
        for month in months:
            near = (plan.report_month_after(month), plan.report_month_before(month))
            yield f"{name}: {month}: returns {plan.is_report_month(month)}, {said(near)}"
    plan = every_row()
    cells = plan_cells(plan)
    rows = ("A40, deadline 1", "A41, deadline 1", "A41, deadline 2", "A1", "A99, deadline 1")
    yield f"rows are called {said([row_name(row, cells) for row in rows])}"
    refs = ("a 1", "KPI4", "A41", "S1", "s 1", "A99", "")
    yield f"priorities {said([plan.priority_with(ref) for ref in refs])}"
    for code in ("A", "Outcome 2", "a"):
        yield f"rows of {code}: {len(plan.measures_of(code))}, {len(plan.milestones_of(code))}"
    yield f"leads {said([plan.lead(key) for key in ('', 'ab', 'c dee')])}"
    tolerances = [plan.tolerance_of(each) for each in plan.measures[:2]]
    yield f"references {said(plan.references)}, tolerances {said(tolerances)}"
    days = (date(2017, 6, 11), _DAY, date(2018, 1, 31), date(2018, 2, 1))
    yield f"as it stood: {[plan.as_it_stood(day) is plan for day in days]}"
    bare = replace(plan, measures=plan.measures[:1], milestones=plan.milestones[:1])
    yield f"as nothing was decided: {bare.as_it_stood(days[0]) is bare}"


def test_what_each_cell_of_a_plan_says(approved: Approved) -> None:
    approved.check("cells of a plan as texts", _of_plans())


_CHILDREN = """
2 children|two boys|5 pupils|6 pupils|0 children|12 children|1.5 children|2% of children
2 per cent children|£2 for children|one young person|three young people|four young women
a young man|1 young men|single child|single parents|children: 3|children, three of them
children under 5|3 of our children|3 of the many more children|3 of very many other children
3 of a very great many children|3 looked-after children|sibling groups of 2|sons 2|2/3 of children
2:1 children|2-1 girls|three babies|one baby|2 teenagers|2 infants|2 toddlers|2 adolescents
2 youths|2 care leavers|2 daughters|2 brothers|2 sisters|2 students|2 staff|children. 2
children and 2|children and also 2|child 1|2 / children|-2 children|3,000 children
"""
_TELLING = """
rose|risen|rise|rises|rising|grow|grows|fell|fallen|fall|falling|falls|grew|grown|growing|dropped
drop|dropping|drops|increased|decreasing|improved|worse|worsened|better|higher|lower|more|less
fewer|up|down|doubled|halved|reduced|on target|off its target|above the target|below target
near target|met target|missed the target|close to target|target|red|amber|green|blue|one|two|three
four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|single|both|none|half|third|quarter|12%
£1,250.50|3.5 %|in 2017|June 2017|30 June 2017|30/06/2017|06/2017|2017/18|3 sept 2017|march 2017
marched 2017|may 2017|A12|12a|v1.2|1 of 3|jan 2017|feb 2017|mar 2017|april 2017|july 2017
august 2017|october 2017|nov 2017|december 2017|1817|upper|greenest|0
"""


def _telling() -> Iterator[str]:
    yield from each_said(small_numbers_said, ((each,) for each in parts(_CHILDREN)))
    yield from each_said(telling_words, ((each,) for each in parts(_TELLING)))
    yield may_tell("Overall", "two boys")


def test_what_may_tell_of_few_children(approved: Approved) -> None:
    approved.check("words that may tell of few children", _telling())
