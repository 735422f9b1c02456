"""Leads in the cells of plans: one is taken as it stands, two are left open, nobody is nobody."""

import pytest

from cyps_reports.setup.meaning.lead_cells import Leads, lead_in
from cyps_reports.setup.meaning.made_cells import Made
from cyps_reports.setup.sources.source import SourceCell, SourcePlace
from cyps_reports.workbooks.grid import RawCell


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
