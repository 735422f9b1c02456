"""How plans group their rows: under headings, rows across, merged columns, tables among others."""

import re
from io import BytesIO

import docx
import pytest

from cyps_reports.plan.sheets import layout
from cyps_reports.setup.draft import PlanDraft
from cyps_reports.setup.meaning.column_meanings import settled
from cyps_reports.setup.meaning.priorities import is_generic
from cyps_reports.setup.meaning.understanding import draft_of
from cyps_reports.setup.sources.word_documents import read_document
from tests.setup_documents.blocks import UP, Block, Document, Heading, Table
from tests.setup_documents.readings import measures, milestones
from tests.setup_documents.word_like import word_like

HEADS = ("Ref", "Action", "Lead", "By when")


def draft(*blocks: Block) -> PlanDraft:
    return draft_of(read_document("plan.docx", word_like(Document(blocks))))


def row(reference: str, name: str) -> tuple[str, ...]:
    return reference, name, "JH", "June 2017"


def read(*blocks: Block) -> list[str]:
    """Each milestone as its reference, its priority, its heading and its name."""
    found = milestones(draft(*blocks))
    keys = ("priority", "heading", "name")
    return [" | ".join((each.reference, *map(each.text, keys))) for each in found]


def test_headings_over_tables_are_priorities_and_what_rows_stand_under() -> None:
    assert read(
        Heading("Priority 1: Safe"),
        Heading("Early help", 2),
        Table((HEADS, row("1.1", "One"))),
        Heading("Front door", 2),
        Table((HEADS, row("1.2", "Two"))),
        Heading("Priority 2: Learn"),
        Heading("Schools", 2),
        Table((HEADS, row("2.1", "Three"))),
    ) == [
        "1.1 | 1 | Early help | One",
        "1.2 | 1 | Front door | Two",
        "2.1 | 2 | Schools | Three",
    ]


def test_so_are_rows_across_a_table() -> None:
    rows = (
        HEADS,
        ("Priority 1: Safe",),
        ("Early help",),
        row("1.1", "One"),
        ("Front door",),
        row("1.2", "Two"),
        ("Priority 2: Learn",),
        ("Schools",),
        row("2.1", "Three"),
    )
    assert read(Table(rows)) == [
        "1.1 | 1 | Early help | One",
        "1.2 | 1 | Front door | Two",
        "2.1 | 2 | Schools | Three",
    ]


def test_headings_may_be_repeated_under_each_row_across() -> None:
    rows = (
        ("Priority 1: Safe",),
        HEADS,
        row("1.1", "One"),
        ("Priority 2: Learn",),
        HEADS,
        row("2.1", "Two"),
    )
    assert read(Table(rows, heads=0)) == ["1.1 | 1 |  | One", "2.1 | 2 |  | Two"]


def test_a_column_of_workstreams_is_what_rows_stand_under() -> None:
    rows = (
        ("Workstream", *HEADS),
        ("Early help", *row("1.1", "One")),
        (UP, *row("1.2", "Two")),
        ("Front door", *row("1.3", "Three")),
    )
    assert read(Heading("Priority 1: Safe"), Table(rows)) == [
        "1.1 | 1 | Early help | One",
        "1.2 | 1 | Early help | Two",
        "1.3 | 1 | Front door | Three",
    ]


def test_what_is_merged_down_counts_for_each_row_and_empty_rows_for_none() -> None:
    rows = (
        HEADS,
        row("1.1", "One"),
        ("",) * 4,
        ("1.2", "Two", "TK", "May 2017"),
        ("1.3", "Three", UP, UP),
    )
    found = milestones(draft(Table(rows)))
    assert [(each.text("lead"), each.text("due")) for each in found] == [
        ("JH", "June 2017"),
        ("TK", "May 2017"),
        ("TK", "May 2017"),
    ]


def test_a_page_laid_out_in_tall_cells_is_no_table_and_costs_no_other() -> None:
    """Each of its cells is merged down over more rows than headings have."""
    tall = (("Our aims", "What has been done"), *((UP, UP),) * 6)
    assert read(
        Heading("Priority 1: Safe"), Table(tall, heads=0), Table((HEADS, row("1.1", "One")))
    ) == ["1.1 | 1 |  | One"]


def test_tables_of_measures_and_of_actions_may_alternate() -> None:
    figures = ("KPI", "Baseline", "Target")
    made = draft(
        Heading("Priority 1: Safe"),
        Table((figures, ("Re-referrals", "24%", "20%"))),
        Table((HEADS, row("1.1", "One"))),
        Heading("Priority 2: Learn"),
        Table((figures, ("Attendance", "94%", "95%"))),
        Table((HEADS, row("2.1", "Two"))),
    )
    assert [each.text("priority") for each in measures(made)] == ["1", "2"]
    assert [each.text("priority") for each in milestones(made)] == ["1", "2"]


def test_a_plan_without_priorities_is_told_so_once() -> None:
    made = draft(Table((HEADS, row("1", "One"), row("2", "Two"))))
    assert made.rows(layout.PRIORITIES) == ()
    (finding,) = made.findings
    assert finding.code == "draft-priority"
    assert str(finding.place) == "plan.xlsx, sheet Milestones, cell A2"
    assert finding.message == "The document names no priorities, so none of its rows has one."


def test_the_council_on_top_of_a_document_is_not_what_the_plan_is_called() -> None:
    made = docx.Document()
    made.add_heading("Millbrook Borough Council", 0)
    made.add_heading("SEND Improvement Plan 2026–2027", 1)
    made.add_table(1, 2)
    content = BytesIO()
    made.save(content)
    facts = draft_of(read_document("plan.docx", content.getvalue())).facts
    values = {key: facts[key].value for key in ("council", "title", "year")}
    assert values == {
        "council": "Millbrook Borough Council",
        "title": "SEND Improvement Plan",
        "year": "2026–2027",
    }


def test_the_title_of_a_table_is_no_priority() -> None:
    made = draft(Table((("Improvement action plan",), HEADS, row("1", "One")), heads=2))
    assert made.rows(layout.PRIORITIES) == ()
    assert any("“Improvement action plan” was not taken" in each.message for each in made.findings)


def test_a_reference_that_stands_twice_is_left_open_the_second_time() -> None:
    made = draft(Table((HEADS, row("1", "One"), row("1", "Two"))))
    told = [each.message for each in made.findings if each.code == "draft-reference"]
    assert len(told) == 1
    assert "stands at two rows" in told[0]


@pytest.mark.parametrize(
    ("headings", "cells", "sheets"),
    [
        ("Measure | Target | Date due", "On time | 90% | June 2017", "Measures"),
        ("Measure | Lead | Date due", "Visits | JH | June 2017", "Milestones, Leads"),
        ("Action | Lead | By when", "Visits | JH | June 2017", "Milestones, Leads"),
        ("Action | Target | By when", "Visits | 90% | June 2017", "Milestones"),
        ("Action | Outturn | Target", "On time | 80% | 90%", "Measures"),
        ("Action | Outturn | Target | Lead", "On time | 80% | 90% | JH", "Measures"),
        ("Objective | Outturn | Target", "On time | 80% | 90%", "Measures"),
        ("Objective | Lead | By when", "Visits | JH | June 2017", "Milestones, Leads"),
        ("KPI | Outturn | Target", "On time | 80% | 90%", "Measures"),
        ("What | Lead | By when", "Visits | JH | June 2017", "Milestones, Leads"),
        ("Initials | Name | Post", "JH | Jo Head | Head of Service", "Leads"),
        ("Initials | Name | Email", "JH | Jo Head | j.head@council.example", "Leads"),
        ("Risk | Score | Impact", "Money | 3 | High", ""),
        ("Risk | Target | By when", "Money | 3 | June 2017", ""),
    ],
)
def test_what_the_rows_of_a_table_are_goes_by_all_its_headings(
    headings: str, cells: str, sheets: str
) -> None:
    rows = (tuple(headings.split(" | ")), tuple(cells.split(" | ")))
    made = draft(Heading("Priority 1: Safe"), Table(rows)).sheets
    kinds = (layout.MEASURES, layout.MILESTONES, layout.LEADS)
    assert ", ".join(each for each in kinds if made[each]) == sheets


@pytest.mark.parametrize(
    ("headings", "meant"),
    [
        ("action", "name of action"),
        ("step", "name of action"),
        ("measure", "name of measure"),
        ("kpi", "name of measure"),
        ("what", "name of what"),
        ("objective", "name of objective"),
        ("lead, action, due", "lead, name of action, due"),
        ("objective, action", "heading, name of action"),
        ("action, objective", "name of action, success"),
        ("outcome, action", "priority, name of action"),
        ("action, outcome", "name of action, success"),
        ("kpi, action", "reference, name of action"),
        ("action, kpi", "name of action, success"),
        ("what, action", "heading, name of action"),
        ("action, what", "name of action, "),
        ("measure, action", "success, name of action"),
        ("action, measure", "name of action, success"),
        ("step, measure", "name of action, success"),
        ("action, step", "name of action, "),
        ("what, measure", "heading, name of measure"),
        ("what, kpi", "name of what, success"),
        ("kpi, objective", "reference, name of objective"),
        ("outcome, lead", "outcome, lead"),
    ],
)
def test_what_a_column_means_goes_by_the_one_that_has_the_names(headings: str, meant: str) -> None:
    keys = dict(enumerate(headings.split(", ")))
    assert ", ".join(settled(keys, ()).values()) == meant


@pytest.mark.parametrize(
    ("target", "is_judged"),
    [("Good", True), ("Good or better", True), ("Top 12", False), ("", False)],
)
def test_what_to_type_for_a_unit_goes_by_the_figures_that_there_are(
    target: str, is_judged: bool
) -> None:
    rows = (("Measure", "Target", "Outturn"), ("Visits", target, ""), ("Schools", "80%", "70%"))
    made = draft(Heading("Priority 1: Safe"), Table(rows))
    fixes = [each.fix for each in made.findings if each.code == "draft-unit"]
    judged = "Type grade, with its values under Values, the best first; or text."
    counted = "Type what is counted, like people, or one of the list."
    assert fixes == [judged if is_judged else counted]


@pytest.mark.parametrize(
    ("names", "are_measures"),
    [
        (("Visits on time", "Schools visited"), True),
        (("Visits on time", "Schools visited", "Total"), True),
        (("Visits on time", "Total"), False),
        (("North", "South"), False),
    ],
)
def test_a_first_column_without_a_heading_has_names_where_most_of_it_reads_so(
    names: tuple[str, ...], are_measures: bool
) -> None:
    rows = (("", "Outturn", "Target"), *((each, "80%", "90%") for each in names))
    made = draft(Heading("Priority 1: Safe"), Table(rows))
    assert bool(measures(made)) is are_measures


GENERIC = """
Measures; Actions; Milestones; Performance measures; Performance indicators
Key performance indicators; KPIs; Indicators; Action plan; Improvement plan
Delivery plan; Targets; Key actions; Key milestones; Objectives; Plan; Table
Priorities; Key measures; Success measures; How we will measure success; Timetable
What we will do; How will we know; Performance framework; Scorecard; Dataset
What we will measure; What we will do and by when; The plan; Tables; Appendix
3. Our actions; Action plan 2017/18; The joint improvement plan; Post inspection action plan
Action tracker; Table 4; Appendix B; Work plan for improvement
"""
OF_THEIR_OWN = (
    "Safeguarding; Measures that last; Plans for permanence; Our children; The front door; Success"
)


@pytest.mark.parametrize("heading", re.split(r"; |\n", GENERIC.strip()))
def test_a_heading_that_says_only_what_follows_is_no_priority(heading: str) -> None:
    assert is_generic(heading)


@pytest.mark.parametrize("heading", OF_THEIR_OWN.split("; "))
def test_a_heading_of_its_own_may_be_one(heading: str) -> None:
    assert not is_generic(heading)
