"""Dates, figures, leads and headings as councils write them in the cells of their plans."""

from datetime import date
from decimal import Decimal

import pytest

from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.units import unit_named
from cyps_reports.setup.meaning.date_cells import DeadlineSaid, PlanTime, deadlines_in
from cyps_reports.setup.meaning.figure_cells import figure_of, parts_of
from cyps_reports.setup.meaning.lead_cells import Leads, lead_in
from cyps_reports.setup.meaning.units_said import unit_named_in, unit_said
from cyps_reports.setup.sources.source import SourceCell, SourcePlace
from cyps_reports.setup.synonyms import SYNONYMS, key_of
from cyps_reports.workbooks.grid import RawCell
from cyps_reports.workbooks.plain_text import same_words

PLACE = SourcePlace("plan.docx", "table 1", "row 2, column 3")
YEAR = PlanTime(date(2012, 4, 1), date(2013, 3, 31))
JUNE, JULY, SEPTEMBER = date(2012, 6, 30), date(2012, 7, 31), date(2013, 9, 30)


def cell(text: str, raised: str = "") -> SourceCell:
    return SourceCell(RawCell(text, raised=raised), PLACE, 1, 2)


def deadlines(text: str, time: PlanTime = YEAR) -> list[tuple[object, str, str, str, str]]:
    """Each deadline: its day, how often, how far, what for, and why it is open."""
    return [_plain(each) for each in deadlines_in(cell(text), time)]


def _plain(said: DeadlineSaid) -> tuple[object, str, str, str, str]:
    why = said.refused.code if said.refused else ""
    return said.due, said.recurrence, said.at_approval, said.purpose, why


def day(due: object, purpose: str = "") -> tuple[object, str, str, str, str]:
    return due, "", "", purpose, ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("30 June 2012", [day(JUNE)]),
        ("30/06/12", [day(JUNE)]),
        ("Saturday 30th June 2012", [day(JUNE)]),
        ("by 30 June 2012", [day(JUNE)]),
        ("June 2012", [day("June 2012")]),
        ("by end of Q3", [day("by end of Q3")]),
        ("Autumn term", [day("Autumn term")]),
        ("31/07/12 plan\n30/09/13 in place", [day(JULY, "plan"), day(SEPTEMBER, "in place")]),
        ("plan: 31/07/12\nin place: 30/09/13", [day(JULY, "plan"), day(SEPTEMBER, "in place")]),
        ("31/07/12 (plan), 30/09/13 (in place)", [day(JULY, "plan"), day(SEPTEMBER, "in place")]),
        ("Plan 31/07/12; in place 30/09/13", [day(JULY, "Plan"), day(SEPTEMBER, "in place")]),
        ("• 31/07/12 – plan\n• 30/09/13", [day(JULY, "plan"), day(SEPTEMBER)]),
        ("31/07/12\nplan\n30/09/13\nin place", [day(JULY, "plan"), day(SEPTEMBER, "in place")]),
        ("Plan\n31/07/12\nIn place\n30/09/13", [day(JULY, "Plan"), day(SEPTEMBER, "In place")]),
        ("30/06/12 and 31/07/12", [day(JUNE), day(JULY)]),
        ("31/07/12 (plan) / 30/09/13 (in place)", [day(JULY, "plan"), day(SEPTEMBER, "in place")]),
        ("30/06/12, 31/07/12: Board", [day(JUNE, "Board"), day(JULY, "Board")]),
        ("monthly", [(None, "monthly", "", "", "")]),
        ("6-monthly", [(None, "half-yearly", "", "", "")]),
        ("On-going", [(None, "ongoing", "", "", "")]),
        ("Every quarter", [(None, "quarterly", "", "", "")]),
        ("30/06/12, then quarterly", [day(JUNE), (None, "quarterly", "", "", "")]),
        ("31/07/12 quarterly report", [day(JULY, "quarterly report")]),
        ("Completed", [(None, "", "completed", "", "")]),
        ("Completed and ongoing", [(None, "", "completed & ongoing", "", "")]),
        ("30/06/12 review completed", [day(JUNE, "review completed")]),
        ("TBC", [day("TBC")]),
        ("", []),
        ("–", []),
    ],
)
def test_deadlines_are_read_with_what_each_is_for(
    text: str, said: list[tuple[object, str, str, str, str]]
) -> None:
    assert deadlines(text) == said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("05/06/12", "two-way-date"),
        ("31/02/12", "impossible-date"),
        ("30/06/2112", "draft-year"),
        ("30 June 1012", "impossible-date"),
        ("06/30/12", "month-first-date"),
        ("Sept 12", "not-a-date"),
        ("Phase 2", "words-for-date"),
        ("Immediate", "words-for-date"),
        ("From October 2012", "draft-deadlines"),
        ("April 2012 to June 2012", "draft-deadlines"),
        ("30/06/12 revised from 31/05/12", "draft-deadlines"),
        ("31/07/12 plan, 30/09/13", "draft-deadlines"),
        ("start of June 2012", "draft-deadlines"),
        ("not 30 June 2012", "draft-deadlines"),
        ("missed 30 June 2012", "draft-deadlines"),
        ("originally 31/05/12, now 30/06/12", "draft-deadlines"),
        ("1, 8 and 15 June 2012", "draft-deadlines"),
        ("31 March each year", "draft-deadlines"),
        ("30 June 2012\nCompleted", "draft-deadlines"),
        ("31/07/12 plan\nagreed with\npartners", "draft-deadlines"),
    ],
)
def test_dates_that_are_not_plain_are_left_open(text: str, code: str) -> None:
    (said,) = deadlines(text)
    assert said[4] == code
    assert not isinstance(said[0], date)


def test_a_quarter_of_a_plan_whose_days_are_not_known_stays_as_it_is_said() -> None:
    assert deadlines("Q3", PlanTime()) == [day("Q3")]


@pytest.mark.parametrize(
    ("text", "unit", "value", "note"),
    [
        ("78%", "%", Decimal(78), ""),
        ("78.50%", "%", Decimal("78.50"), ""),
        ("£86.190m", "£m", Decimal("86.190"), ""),
        ("£1.285 million", "£m", Decimal("1.285"), ""),
        ("14.7 days", "days", Decimal("14.7"), ""),
        ("52.3 per 10,000", "per 10,000", Decimal("52.3"), ""),
        ("85.77% (provisional)", "%", Decimal("85.77"), "provisional"),
        ("18% (2010 figure)", "%", Decimal(18), "2010 figure"),
        ("at least 85%", "%", "at least 85%", ""),
        ("85-90%", "%", "85-90%", ""),
        ("n/a", "", "NA", ""),
        ("To be confirmed", "", "TBC", ""),
    ],
)
def test_figures_are_read_in_the_unit_they_are_written_with(
    text: str, unit: str, value: object, note: str
) -> None:
    (part,) = parts_of(cell(text))
    assert (unit_said(part.text) if not part.missing else "", part.note) == (unit, note)
    known = unit_named(unit or "%")
    assert known is not None
    made = figure_of(part, known, cell(text), is_target=True)
    assert (made.value, made.refused) == (value, None)


@pytest.mark.parametrize(
    "text", ["76% (2010) 78% (2011)", "57 (18%)", "about 80%", "90 or 75% of referrals", "78% 79%"]
)
def test_what_is_no_figure_stays_as_it_stands_and_open(text: str) -> None:
    (part,) = parts_of(cell(text))
    known = unit_named("%")
    assert known is not None
    made = figure_of(part, known, cell(text), is_target=True)
    assert made.value == text
    assert made.refused is not None


def test_gross_and_net_in_one_cell_are_components() -> None:
    gross, net = parts_of(cell("Gross £86.190m\nNet: £43.802m"))
    assert [(each.label, each.text) for each in (gross, net)] == [
        ("Gross", "£86.190m"),
        ("Net", "£43.802m"),
    ]


def test_components_may_stand_behind_their_figures() -> None:
    girls, boys = parts_of(cell("78% (girls)\n70% (boys)"))
    assert [(each.label, each.text) for each in (girls, boys)] == [
        ("girls", "78%"),
        ("boys", "70%"),
    ]


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("% of pupils who attend", "%"),
        ("Percentage of plans on time", "%"),
        ("Number of foster carers", "count"),
        ("Spend on agency staff (£m)", "£m"),
        ("Spending (£000)", "£000"),
        ("Children in care per 10,000", "per 10,000"),
        ("Average wait (days)", "days"),
        ("Young people on plans", ""),
        ("Change in percentage points", ""),
    ],
)
def test_a_name_may_say_the_unit(name: str, unit: str) -> None:
    assert unit_named_in(name) == unit


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("JM", Lead("JM", "", "")),
        ("Jo Moxon", Lead("", "Jo Moxon", "")),
        ("Jo Moxon, Assistant Director", Lead("", "Jo Moxon", "Assistant Director")),
        ("Jo Moxon\nAssistant Director", Lead("", "Jo Moxon", "Assistant Director")),
        ("Jo Moxon (Head of Service)", Lead("", "Jo Moxon", "Head of Service")),
        ("Head of Safeguarding and Quality", Lead("", "", "Head of Safeguarding and Quality")),
        ("Schools, Families and Skills Team", Lead("", "", "Schools, Families and Skills Team")),
    ],
)
def test_a_lead_is_a_person_a_post_or_initials(text: str, lead: Lead) -> None:
    leads = Leads()
    made = lead_in(cell(text), leads)
    assert made is not None
    assert (made.value, made.refused) == (lead.key, None)
    assert [each for each, _ in leads.found.values()] == [lead]


@pytest.mark.parametrize(
    "text",
    [
        *("JM / CP", "JM & CP", "JM and CP", "JM, CP", "JM\nCP", "Jo Moxon and Chris Pratt"),
        *("Head of Quality / Head of Service", "Director of Education and Director of Care"),
        *("JM (supported by CP)", "JM with CP", "TBC", "Vacant"),
    ],
)
def test_of_two_leads_none_is_taken(text: str) -> None:
    leads = Leads()
    made = lead_in(cell(text), leads)
    assert made is not None
    assert made.refused is not None
    assert (made.value, made.refused.code, leads.found) == (None, "draft-owners", {})


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("By when?", "due"),
        ("Timescale / milestone date", "due"),
        ("Who is responsible?", "lead"),
        ("Director lead", "lead"),
        ("What will we do", "action"),
        ("Key Performance Indicator", "measure"),
        ("Baseline 2011/12", "outturn"),
        ("2012/13 Target", "target"),
        ("Statistical neighbours (2010/11)", "similar"),
        ("RAG status", "status"),
        ("How will we know it has worked?", "success"),
        ("Ref.", "reference"),
        ("Target date", "due"),
        ("Anything else", ""),
        ("A long sentence that says by when each of the leads will have reported", ""),
    ],
)
def test_headings_are_looked_up_in_one_list(heading: str, key: str) -> None:
    assert key_of(heading) == key


def test_no_heading_means_two_things() -> None:
    said = [
        same_words(each) or each for all_said in SYNONYMS.values() for each in all_said.split("; ")
    ]
    assert sorted(said) == sorted(set(said))
