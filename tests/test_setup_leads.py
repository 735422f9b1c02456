"""Leads in the cells of plans: one is taken as it stands, two are left open, nobody is nobody."""

from pathlib import Path

import pytest

from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.model.leads import Lead, same_lead
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.rows.cell_values import leads_in, names_of
from cyps_reports.setup.meaning.lead_cells import Leads, lead_in
from cyps_reports.setup.meaning.made_cells import Made
from cyps_reports.setup.sources.source import SourceCell, SourcePlace
from cyps_reports.workbooks.grid import RawCell
from tests.tools.small_plan import plan_typed, small_plan


def read(said: str) -> tuple[Made | None, Leads]:
    leads = Leads()
    place = SourcePlace("plan.docx", "table 1", "row 2, column 3")
    return lead_in(SourceCell(RawCell(said), place, 1, 2), leads), leads


@pytest.mark.parametrize(
    "said",
    [
        *("JH", "J. Smith", "John Smith", "Dr K. O'Neill", "Cllr Jones", "CCG", "Police"),
        *("AD Education", "Assistant Director (Education)", "Assistant Director – Education"),
        *("Head of Service, Early Help", "Head of Safeguarding & Quality Assurance"),
        *("Head of Service for Children in Care and Care Leavers", "Service Manager – MASH"),
        *("Commissioning Manager – Health & Social Care", "All Heads of Service"),
        *("Education and Skills Team", "Principal Social Worker", "Head of HR, Finance and ICT"),
    ],
)
def test_one_lead_is_taken_as_it_stands(said: str) -> None:
    made, _ = read(said)
    assert made is not None
    assert (made.value, made.refused) == (said, None)


@pytest.mark.parametrize(
    ("said", "name", "post"),
    [
        ("John Smith, Head of Service", "John Smith", "Head of Service"),
        ("John Smith (Head of Early Help)", "John Smith", "Head of Early Help"),
        ("John Smith\nHead of Service", "John Smith", "Head of Service"),
    ],
)
def test_a_person_with_a_post_is_one_lead(said: str, name: str, post: str) -> None:
    made, leads = read(said)
    assert made is not None
    assert made.value == name
    assert [(lead.name, lead.post) for lead, _ in leads.found.values()] == [(name, post)]


@pytest.mark.parametrize(
    "said",
    [
        *("JS/JD", "JS, JD", "JS & JD", "JS and JD", "JS JD", "JS (lead), JD", "JS\nJD"),
        *("John Smith & Jane Doe", "John Smith, Jane Doe", "DCS / CEX", "Police/Health"),
        *("Head of Early Help / Head of Social Care", "Head of HR and Head of Finance"),
        *("JS supported by JD", "Cllr Jones and DCS", "Jo Moxon, AD Education and Al Pratt, DCS"),
    ],
)
def test_of_two_nobody_is_chosen(said: str) -> None:
    made, leads = read(said)
    assert made is not None
    assert made.value is None
    assert made.refused is not None
    assert said.split("\n")[0] in made.refused.message
    assert not leads.found


@pytest.mark.parametrize("said", ["TBC", "Vacant", "To be appointed", "N/A", "?"])
def test_no_lead_yet_is_told_and_no_lead(said: str) -> None:
    made, leads = read(said)
    assert made is not None
    assert made.value is None
    assert made.refused is not None
    assert not leads.found


@pytest.mark.parametrize("said", ["", "-", " – "])
def test_an_empty_cell_has_no_lead(said: str) -> None:
    assert read(said)[0] is None


@pytest.mark.parametrize(
    "other",
    [
        *("L O'Brien", "L O’Brien", "l. o'brien", "L.O'Brien", "L  O'Brien", "Mrs L O'Brien"),
        *("Mrs. L. O'Brien", "L OBrien", "Dr L. O`Brien"),
    ],
)
def test_a_lead_in_another_writing_is_the_same_lead(other: str) -> None:
    leads = Leads()
    place = SourcePlace("plan.docx", "table 1", "row 2, column 3")
    told = [
        lead_in(SourceCell(RawCell(said), place, 1, 2), leads)
        for said in ("L. O'Brien", other, "L. O'Brien")
    ]
    assert [made.value for made in told if made] == ["L. O'Brien"] * 3
    assert len(leads.rows) == 1


@pytest.mark.parametrize("other", ["M. O'Brien", "L. Brien", "Lou O'Brien", "L. O'Brien-Smith"])
def test_another_name_is_another_lead(other: str) -> None:
    assert same_lead(other) != same_lead("L. O'Brien")


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        *(("Mr J Smith", "Ms J Smith", False), ("Sir J Smith", "Mrs J. Smith", False)),
        *(("Mrs J Smith", "Ms J Smith", True), ("Mr. J Smith", "J Smith", True)),
        *(("Dr J Smith", "Mr J Smith", True), ("Cllr J Smith", "Miss J Smith", True)),
    ],
)
def test_a_mr_and_a_ms_of_one_name_are_two_leads(one: str, other: str, is_one: bool) -> None:
    leads = Leads()
    place = SourcePlace("plan.docx", "table 1", "row 2, column 3")
    for said in (one, other):
        lead_in(SourceCell(RawCell(said), place, 1, 2), leads)
    assert (len(leads.rows) == 1) is is_one
    assert leads_in(other, names_of([Lead("", one, "")])) == ((one if is_one else other),)


def test_without_a_title_neither_of_a_mr_and_a_ms_is_meant() -> None:
    both = (Lead("", "Mr J Smith", ""), Lead("", "Ms J Smith", ""))
    assert leads_in("J. Smith", names_of(both)) == ("J. Smith",)
    assert leads_in("ms. j smith", names_of(both)) == ("Ms J Smith",)
    leads = Leads({each.key: (each, {}) for each in both})
    assert leads.known("J Smith") is None
    assert leads.known("Mrs J Smith") == "Ms J Smith"


TWO_WRITINGS = (Lead("", "L. O'Brien", "Head of Early Help"), Lead("", "L O’Brien", ""))


def test_a_plan_that_lists_one_lead_in_two_writings_is_warned_at_both_cells(tmp_path: Path) -> None:
    path = plan_typed(tmp_path / "plan.xlsx", small_plan(leads=TWO_WRITINGS), {})
    plan, _ = read_plan(path)
    assert plan is not None
    (finding,) = (each for each in faults(plan) if each.code == "plan-lead-twice")
    assert (finding.severity, finding.place.sheet, finding.place.cell) == ("warning", "Leads", "B3")
    assert "“L O’Brien” may be “L. O'Brien” of cell B2" in finding.message


@pytest.mark.parametrize(
    ("said", "key"),
    [
        *(("L. O'Brien", "L. O'Brien"), ("l o’brien", "L O’Brien"), ("Lo’Brien", "L O’Brien")),
        *(("Head of Early Help", "L. O'Brien"), ("J.M.", "JM"), ("Cllr A Bee", "A Bee")),
        *(("L O'Brien", "L O'Brien"), ("Dr L.O'Brien", "Dr L.O'Brien")),
    ],
)
def test_a_milestone_names_its_lead_in_any_writing_and_the_nearest_counts(
    said: str, key: str
) -> None:
    """Of two it is nearer to neither of, it names neither, which the plan's check refuses."""
    leads = (*TWO_WRITINGS, Lead("JM", "J Moxon", ""), Lead("", "A Bee", ""))
    assert leads_in(said, names_of(leads)) == (key,)
