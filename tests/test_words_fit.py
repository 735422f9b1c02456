"""How tables of a Word report look: no word is broken, no wall is painted, no lead-in is alone."""

from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import report_of
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.blocks import Report
from cyps_reports.report.readers import Audience, Readers
from cyps_reports.theme import PAINTS, Tone
from cyps_reports.writers.word.report import word_report
from tests.conftest import checked
from tests.tools.word_widths import broken_words
from tests.tools.worst_months import march_of_twelve, nothing_came


def broken_in(report: Report, folder: Path) -> list[str]:
    path = folder / "report.docx"
    path.write_bytes(word_report(report))
    return broken_words(path)


@pytest.mark.parametrize("audience", [Audience.CABINET, Audience.LEADERSHIP])
def test_in_the_example(audience: Audience, september: CheckedMonth, tmp_path: Path) -> None:
    assert broken_in(report_of(september, Readers(audience), None), tmp_path) == []


@pytest.mark.parametrize("build", [nothing_came, march_of_twelve])
def test_in_months_that_are_hard_to_read(build: object, plan: Plan, tmp_path: Path) -> None:
    assert callable(build)
    assert broken_in(build(plan), tmp_path) == []


def test_in_rows_of_many_lines_the_word_alone_is_painted(outputs: Path) -> None:
    tables = Document(str(outputs / "cyps-report-2012-09.docx")).tables
    states = 0
    for table in tables:
        heads = [cell.text for cell in table.rows[0].cells]
        at = heads.index("State") if "State" in heads else None
        for row in table.rows[1:] if at is not None else ():
            cell = row.cells[at or 0]
            tone = next(each for each in Tone if cell.text.startswith(PAINTS[each].symbol))
            assert not cell._tc.xpath("./w:tcPr/w:shd"), cell.text
            (run,) = cell.paragraphs[0].runs
            shade = run._r.rPr.find(qn("w:shd"))
            assert shade.get(qn("w:fill")) == PAINTS[tone].background
            states += 1
    assert states >= 20


def test_what_leads_up_to_a_table_stays_with_it(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(word_report(nothing_came(plan)))
    paragraphs = Document(str(path)).paragraphs
    said = [each for each in paragraphs if each.style and each.style.name == "Callout"]
    assert len(said) == 5, "no return came from any of the five priorities"
    assert all(each.paragraph_format.keep_with_next for each in said)


POSTS = (
    *("AD Safeguarding", "Finance Business Partner", "Helen Marsh", "AD Corporate Parenting"),
    *("Head of Commissioning and Transformation", "Children's Rights Officer", "Police"),
    "Assistant Director – Communities and Neighbourhoods",
)
"""What plans call their leads that give them no initials."""


def led_by_posts(plan: Plan) -> Plan:
    """The plan with posts and names in the place of its leads' initials."""
    posts = {lead.key: post for lead, post in zip(plan.leads, cycle(POSTS), strict=False)}
    milestones = tuple(
        replace(
            each,
            lead=posts.get(each.lead, each.lead),
            other_leads=tuple(posts[other] for other in each.other_leads),
        )
        for each in plan.milestones
    )
    leads = tuple(Lead("", "", posts[lead.key]) for lead in plan.leads)
    return replace(plan, leads=leads, milestones=milestones)


@pytest.mark.parametrize("build", [nothing_came, march_of_twelve])
def test_where_the_leads_have_no_initials(build: object, plan: Plan, tmp_path: Path) -> None:
    assert callable(build)
    assert broken_in(build(led_by_posts(plan)), tmp_path) == []


@pytest.mark.parametrize("audience", [Audience.CABINET, Audience.LEADERSHIP])
def test_of_leads_without_initials_in_the_slippage_and_what_is_due(
    audience: Audience, example_plan_read: Plan, tmp_path: Path
) -> None:
    month = checked(led_by_posts(example_plan_read), "2012-09")
    assert broken_in(report_of(month, Readers(audience), None), tmp_path) == []
    assert "Safeguarding" in "".join(all_text(tmp_path / "report.docx"))


def all_text(path: Path) -> list[str]:
    """The texts of all cells."""
    tables = Document(str(path)).tables
    return [cell.text for table in tables for row in table.rows for cell in row.cells]
