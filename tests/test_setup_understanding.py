"""What a document means as a plan: what is plain is taken as it stands, all else is named."""

from datetime import date
from decimal import Decimal

import pytest

from cyps_reports.finding_codes import Code
from cyps_reports.findings import Finding
from cyps_reports.plan.sheets import layout
from cyps_reports.setup.draft import DraftRow, PlanDraft
from cyps_reports.setup.meaning.understanding import draft_of
from cyps_reports.setup.sources.word_documents import read_document
from tests.tools.word_package import Cell, Row, WordDocument, paragraph

MILESTONE_HEAD: Row = ("Ref", "Action", "By when", "Lead")
MEASURE_HEAD: Row = ("Ref", "Measure", "Outturn 2011/12", "Target 2012/13")
DAY = "30 June 2012"


def document(*blocks: str | list[Row]) -> WordDocument:
    """Headings, and tables of rows."""
    made = WordDocument()
    made.heading("Improvement Plan 2012/13", 0)
    for each in blocks:
        if isinstance(each, str):
            made.heading(each, 1)
        else:
            made.table(each)
    return made


def draft(*blocks: str | list[Row]) -> PlanDraft:
    return draft_of(read_document("plan.docx", document(*blocks).bytes()))


def told(made: PlanDraft, code: Code) -> list[Finding]:
    return [each for each in made.findings if each.code == code]


def values(rows: tuple[DraftRow, ...], *keys: str) -> list[tuple[object, ...]]:
    return [tuple(row.value(key) for key in keys) for row in rows]


def test_a_document_without_a_plan_says_so_and_names_its_tables() -> None:
    made = draft([("Version", "Changes"), ("1.0", "Approved")])
    assert [each.code for each in made.findings] == ["draft-no-plan", "draft-table-left-out"]
    assert "“Version”, “Changes”, “1.0” and “Approved”" in made.findings[1].message


def test_columns_without_a_place_and_cells_beside_the_plan_are_named_with_their_words() -> None:
    made = draft(
        "Priority A: Safe",
        [
            (*MILESTONE_HEAD, "RAG"),
            ("A1", "Visit schools", DAY, "AB", "Green"),
            ("A2", "Visit homes", DAY, "AB", "Red"),
            ("", "", "", "CP", ""),
        ],
    )
    (column,) = told(made, "draft-column-left-out")
    assert "“RAG”" in column.message
    assert "“Green” (row 2) and “Red” (row 3)" in column.message
    (row,) = told(made, "draft-row-left-out")
    assert row.message == "Table 1, row 4, column 4 of plan.docx: “CP” (A2, Lead) was not taken."


def test_what_is_struck_through_and_the_footnote_of_a_name_are_named_with_their_cell() -> None:
    made = WordDocument(notes=["As agreed with Health"])
    struck = paragraph("31 May 2012", run="<w:strike/>") + paragraph(DAY)
    made.heading("Priority A: Safe", 1)
    made.table([MILESTONE_HEAD, ("A1", "Visit schools{1}", Cell(inner=struck), "AB")])
    found = draft_of(read_document("plan.docx", made.bytes()))
    (crossed,) = told(found, "draft-struck-out")
    assert "“31 May 2012”" in crossed.message
    assert str(crossed.place) == "plan.xlsx, sheet Milestones, cell F2"
    (note,) = told(found, "draft-text-left-out")
    assert "“As agreed with Health”" in note.message


@pytest.mark.parametrize(
    "heading",
    ["Priority A: Safe and well", "Outcome A – Safe and well", "A. Safe and well", "Theme A Safe"],
)
def test_a_heading_with_a_code_is_a_priority(heading: str) -> None:
    made = draft(heading, [MILESTONE_HEAD, ("A1", "Visit schools", DAY, "AB")])
    ((code, title),) = values(made.rows(layout.PRIORITIES), "code", "title")
    assert code == "A"
    assert str(title).startswith("Safe")
    assert values(made.rows(layout.MILESTONES), "priority", "number", "reference") == [
        ("A", Decimal(1), None)
    ]


@pytest.mark.parametrize("level", ["High", "medium", "LOW", "H", "Urgent", "Essential", "Critical"])
def test_how_urgent_an_action_is_is_no_priority_of_the_plan(level: str) -> None:
    rows: list[Row] = [
        ("Ref", "Priority", "Action", "By when", "Lead"),
        ("A1", level, "Visit schools", DAY, "AB"),
    ]
    made = draft("Priority A: Safe", rows)
    assert values(made.rows(layout.PRIORITIES), "code", "title") == [("A", "Safe")]
    assert values(made.rows(layout.MILESTONES), "priority", "name") == [("A", "Visit schools")]


def test_headings_without_codes_are_priorities_by_their_names() -> None:
    long = "Improve outcomes for children in care through swifter permanence"
    first = [MILESTONE_HEAD, ("1", "Visit schools", DAY, "AB")]
    second = [MILESTONE_HEAD, ("2", "Visit homes", DAY, "AB")]
    made = draft("Safeguarding", first, long, second)
    assert values(made.rows(layout.PRIORITIES), "code", "title") == [
        ("Safeguarding", "Safeguarding"),
        ("2", long),
    ]
    (finding,) = told(made, "draft-priority")
    assert "no letter and no number" in finding.message


def test_rows_of_no_priority_are_left_open() -> None:
    made = draft([MILESTONE_HEAD, ("1", "Visit schools", DAY, "AB")])
    (row,) = made.rows(layout.MILESTONES)
    assert row.cells["priority"].is_open
    assert len(told(made, "draft-priority")) == 1


def test_priorities_may_stand_in_a_column_that_is_merged_downwards() -> None:
    made = draft(
        [
            ("Priority", *MILESTONE_HEAD),
            (Cell("A: Safe", merged="restart"), "A1", "Visit schools", DAY, "AB"),
            (Cell("", merged="continue"), "A2", "Visit homes", DAY, "AB"),
            ("B: Sound", "B1", "Visit all", DAY, "AB"),
        ]
    )
    assert values(made.rows(layout.PRIORITIES), "code", "title") == [("A", "Safe"), ("B", "Sound")]
    rows = values(made.rows(layout.MILESTONES), "priority", "number")
    assert rows == [("A", Decimal(1)), ("A", Decimal(2)), ("B", Decimal(1))]


def test_rows_across_the_table_are_priorities_or_what_milestones_stand_under() -> None:
    made = draft(
        [
            MILESTONE_HEAD,
            (Cell("Priority A: Safe", 4),),
            (Cell("Schools", 4),),
            ("A1", "Visit schools", DAY, "AB"),
            (Cell("Homes", 4),),
            ("A2", "Visit homes", DAY, "AB"),
            (Cell("Priority B: Sound", 4),),
            ("B1", "Visit all", DAY, "AB"),
        ]
    )
    assert values(made.rows(layout.MILESTONES), "priority", "heading") == [
        ("A", "Schools"),
        ("A", "Homes"),
        ("B", None),
    ]


def test_several_steps_of_an_action_are_what_is_done_and_the_action_is_their_heading() -> None:
    head = ("Action", "Milestones", "By when", "Lead")
    several = draft(
        "Priority A: Safe",
        [
            head,
            (Cell("Visit schools", merged="restart"), "Plan agreed", DAY, "AB"),
            (Cell("", merged="continue"), "Visits made", "31 July 2012", "AB"),
        ],
    )
    assert values(several.rows(layout.MILESTONES), "heading", "name", "deadline") == [
        ("Visit schools", "Plan agreed", Decimal(1)),
        ("Visit schools", "Visits made", Decimal(1)),
    ]
    one = draft("Priority A: Safe", [head, ("Visit schools", "Plan agreed", DAY, "AB")])
    assert values(one.rows(layout.MILESTONES), "heading", "name") == [(None, "Visit schools")]
    assert "“Plan agreed” (row 2)" in told(one, "draft-column-left-out")[0].message


@pytest.mark.parametrize("again", ["Schools (continued)", "Schools – cont’d", "Schools cont."])
def test_a_heading_that_goes_on_from_the_page_before_is_the_same(again: str) -> None:
    first = [MILESTONE_HEAD, (Cell("Schools", 4),), ("A1", "Visit schools", DAY, "AB")]
    more = [MILESTONE_HEAD, (Cell(again, 4),), ("A2", "Visit homes", DAY, "AB")]
    made = draft("Priority A: Safe", first, "Priority A: Safe (continued)", more)
    assert values(made.rows(layout.PRIORITIES), "code", "title") == [("A", "Safe")]
    assert values(made.rows(layout.MILESTONES), "heading") == [("Schools",), ("Schools",)]


def test_what_a_measure_stands_under_has_no_place_and_is_named() -> None:
    rows: list[Row] = [MEASURE_HEAD, (Cell("Attendance", 4),), ("A1", "Primary", "93%", "95%")]
    made = draft("Priority A: Safe", rows)
    assert "“Attendance” was not taken" in told(made, "draft-row-left-out")[0].message


def test_a_numbered_heading_that_only_says_what_follows_is_no_priority() -> None:
    rows: list[Row] = [
        MILESTONE_HEAD,
        (Cell("Safeguarding", 4),),
        ("1", "Visit schools", DAY, "AB"),
        (Cell("Attainment", 4),),
        ("2", "Visit homes", DAY, "AB"),
    ]
    made = draft("3. Improvement action plan 2012/13", rows)
    assert values(made.rows(layout.PRIORITIES), "code") == [("Safeguarding",), ("Attainment",)]


def test_headings_of_sections_with_numbers_are_priorities() -> None:
    made = WordDocument()
    made.heading("2. Our plan", 1)
    for number, title in (("2.1", "Safeguarding"), ("2.2", "Attainment")):
        made.heading(f"{number} {title}", 2)
        made.table([MILESTONE_HEAD, (f"{number}.1", "Visit schools", DAY, "AB")])
    found = draft_of(read_document("plan.docx", made.bytes()))
    assert values(found.rows(layout.PRIORITIES), "code", "title") == [
        ("2.1", "Safeguarding"),
        ("2.2", "Attainment"),
    ]
    assert values(found.rows(layout.MILESTONES), "priority", "number") == [
        ("2.1", Decimal(1)),
        ("2.2", Decimal(1)),
    ]


def test_references_are_as_printed_or_numbers_through_both_tables() -> None:
    made = draft(
        "Priority A: Safe",
        [MEASURE_HEAD[1:], ("Attendance", "93%", "95%")],
        [MILESTONE_HEAD[1:], ("Visit schools", DAY, "AB")],
        "Priority B: Sound",
        [MILESTONE_HEAD, ("KPI 4", "Visit all", DAY, "AB")],
    )
    assert values(made.rows(layout.MEASURES), "number", "reference") == [(Decimal(1), None)]
    assert values(made.rows(layout.MILESTONES), "number", "reference") == [
        (Decimal(2), None),
        (None, "KPI 4"),
    ]
    assert not told(made, "draft-reference")


def test_a_reference_that_two_rows_have_and_one_that_a_row_lacks_are_left_open() -> None:
    made = draft(
        "Priority A: Safe",
        [
            MILESTONE_HEAD,
            ("A1", "Visit schools", DAY, "AB"),
            ("A1", "Visit homes", DAY, "AB"),
            ("", "Visit all", DAY, "AB"),
        ],
    )
    twice, missing = told(made, "draft-reference")
    assert "“A1” stands at two rows" in twice.message
    assert str(twice.place) == "plan.xlsx, sheet Milestones, cell B3"
    assert "“Visit all” has no reference; it was called A2" in missing.message


def test_references_may_stand_under_no_heading() -> None:
    made = draft(
        "Priority 1: Safe",
        [
            ("", "Action", "By when", "Lead"),
            ("1.1", "Visit schools", DAY, "AB"),
            ("1.2", "Visit homes", DAY, "AB"),
        ],
    )
    assert values(made.rows(layout.MILESTONES), "number") == [(Decimal(1),), (Decimal(2),)]
    assert [each.code for each in made.findings] == []


def test_words_alone_in_a_row_are_what_the_next_ones_stand_under() -> None:
    made = draft(
        "Priority A: Safe",
        [MILESTONE_HEAD, ("Staff sickness", "", "", ""), ("A1", "Visit schools", DAY, "AB")],
    )
    assert values(made.rows(layout.MILESTONES), "heading", "name") == [
        ("Staff sickness", "Visit schools")
    ]


def test_a_table_with_targets_and_actuals_in_rows_is_left_out_whole() -> None:
    made = draft(
        "Priority A: Safe",
        [
            ("Measure", "", "2010/11", "2011/12", "2012/13"),
            ("Attendance", "Target", "92%", "93%", "95%"),
            ("", "Actual", "91%", "93%", ""),
        ],
    )
    assert not made.rows(layout.MEASURES)
    assert "targets and actuals in rows" in told(made, "draft-table-left-out")[0].message


def test_references_may_stand_before_the_names() -> None:
    rows: list[Row] = [
        ("Action", "By when", "Lead"),
        ("1.1 Visit schools", DAY, "AB"),
        ("1.2 16-25 strategy agreed", DAY, "AB"),
    ]
    made = draft("Priority 1: Safe", rows)
    assert values(made.rows(layout.MILESTONES), "number", "name") == [
        (Decimal(1), "Visit schools"),
        (Decimal(2), "16-25 strategy agreed"),
    ]


def test_figures_of_two_units_and_of_none_leave_the_unit_open_and_are_not_told_twice() -> None:
    made = draft(
        "Priority A: Safe",
        [MEASURE_HEAD, ("A1", "Placements", "57", "16%"), ("A2", "Sickness", "14.7", "12.4")],
    )
    (mixed,), (unsaid,) = told(made, "draft-units"), told(made, "draft-unit")
    assert "more than one unit: “57”, “16%”" in mixed.message
    assert "in what “Sickness” is counted" in unsaid.message
    assert values(made.rows(layout.MEASURES), "outturn", "target") == [
        ("57", "16%"),
        ("14.7", "12.4"),
    ]
    assert len(told(made, "draft-polarity")) == len(made.findings) - 2
    mixed_row, unsaid_row = made.rows(layout.MEASURES)
    assert mixed_row.cells["target"].is_open, "one of its figures has to be mended"
    assert not unsaid_row.cells["target"].is_open, "it is right as soon as the unit is typed"


@pytest.mark.parametrize("said", ["close", "Close to the target", "monitor", "HIGHER", "lower"])
def test_the_polarities_that_a_plan_workbook_takes_are_taken_from_a_document(said: str) -> None:
    head: Row = (*MEASURE_HEAD, "Polarity")
    made = draft("Priority A: Safe", [head, ("A1", "Pupils", "70%", "80%", said)])
    assert values(made.rows(layout.MEASURES), "polarity") == [(said.split()[0].lower(),)]


def test_a_polarity_that_is_none_is_to_be_chosen_as_the_plan_workbook_has_it() -> None:
    head: Row = (*MEASURE_HEAD, "Polarity")
    made = draft("Priority A: Safe", [head, ("A1", "Pupils", "70%", "80%", "sideways")])
    (finding,) = told(made, "draft-polarity")
    assert finding.fix == "Choose one of: higher, lower, close, monitor."


def test_words_in_place_of_a_figure_leave_the_unit_as_it_is() -> None:
    made = draft("Priority A: Safe", [MEASURE_HEAD, ("A1", "Pupils", "not available", "80%")])
    (row,) = made.rows(layout.MEASURES)
    assert (row.value("unit"), row.value("target")) == ("%", Decimal(80))
    assert (row.value("outturn"), row.cells["outturn"].is_open) == ("not available", True)


def test_whole_numbers_are_counts_where_the_table_writes_the_signs_of_the_others() -> None:
    made = draft(
        "Priority A: Safe",
        [MEASURE_HEAD, ("A1", "Pupils", "217", "150"), ("A2", "Attendance", "93%", "95%")],
    )
    assert values(made.rows(layout.MEASURES), "unit") == [("count",), ("%",)]


def test_components_have_rows_of_their_own_and_a_word_stands_for_all_of_them() -> None:
    made = draft(
        "Priority E: Money",
        [
            ("Ref", "Measure", "Similar authorities", "Outturn", "Target"),
            ("E1", "Spend", "NA", "Gross £86.190m\nNet £43.802m", "Gross £82.907m\nNet £42.528m"),
        ],
    )
    assert values(made.rows(layout.MEASURES), "component", "similar", "outturn", "target") == [
        ("Gross", "NA", Decimal("86.190"), Decimal("82.907")),
        ("Net", "NA", Decimal("43.802"), Decimal("42.528")),
    ]


def test_years_before_last_year_and_other_authorities_stand_on_their_own_sheets() -> None:
    head = ("Ref", "Measure", "2010/11", "2011/12", "Target 2012/13", "Target 2013/14", "England")
    made = draft(
        "Priority A: Safe", [head, ("A1", "Attendance", "90%", "93%", "95%", "96%", "92%")]
    )
    assert values(made.rows(layout.MEASURES), "outturn", "target") == [(Decimal(93), Decimal(95))]
    assert values(made.rows(layout.EARLIER_YEARS), "reference", "year", "figure") == [
        ("A1", "2010/11", Decimal(90))
    ]
    assert values(made.rows(layout.COMPARATORS), "name", "figure") == [("England", Decimal(92))]
    (later,) = told(made, "draft-column-left-out")
    assert "“Target 2013/14”" in later.message


def test_last_years_column_is_called_as_the_one_before_the_plans_year() -> None:
    heads = ("Ref", "Measure", "Actual 2011/12", "Actual 2012/13", "Target 2012/13")
    made = draft("Priority A: Safe", [heads, ("A1", "Visits on time", "77%", "74%", "78%")])
    assert made.facts["outturn_heading"].value == "Actual 2011/12"
    (outturn,) = values(made.rows(layout.MEASURES), "outturn")
    assert outturn == (Decimal(77),), "the figure is of the same year"


def test_the_row_under_headings_merged_across_it_is_the_last_of_them() -> None:
    """Also where the rows beneath say so little that they could be headings too."""
    made = draft(
        "Priority A: Safe",
        [
            ("Ref", "Measure", Cell("Outturn", columns=2), Cell("Target", columns=2)),
            ("", "", "2010/11", "2011/12", "2012/13", "2013/14"),
            ("A1", "Visits on time", "71%", "77%", "78%", "80%"),
        ],
    )
    (visits,) = values(made.rows(layout.MEASURES), "name", "outturn", "target")
    assert visits == ("Visits on time", Decimal(77), Decimal(78))


def test_a_table_that_goes_on_without_headings_keeps_those_of_the_one_before() -> None:
    made = draft("Priority A: Safe", [MILESTONE_HEAD, ("A1", "Visit schools", DAY, "AB")])
    more = document("Priority A: Safe", [MILESTONE_HEAD, ("A1", "Visit schools", DAY, "AB")])
    more.table([("A2", "Visit homes", DAY, "CP")], heads=0)
    both = draft_of(read_document("plan.docx", more.bytes()))
    assert both.rows(layout.MILESTONES)[:1] == made.rows(layout.MILESTONES)
    assert values(both.rows(layout.MILESTONES), "name", "due", "lead")[1] == (
        "Visit homes",
        date(2012, 6, 30),
        "CP",
    )
    assert str(both.rows(layout.MILESTONES)[1].cells["name"].source) == "table 2, row 1, column 2"


def test_measures_and_milestones_may_stand_in_one_table_under_headings_of_their_own() -> None:
    made = draft(
        "Priority A: Safe",
        [
            MEASURE_HEAD,
            ("A1", "Attendance", "93%", "95%"),
            MILESTONE_HEAD,
            ("A2", "Visit schools", DAY, "AB"),
        ],
    )
    assert (len(made.rows(layout.MEASURES)), len(made.rows(layout.MILESTONES))) == (1, 1)


def test_endless_cells_are_left_open() -> None:
    long = "1 to do by June 2012 and " * 20_000
    made = draft(
        "Priority A: Safe",
        [MEASURE_HEAD, ("A1", "Attendance", long, "95%"), ("A2", long, "93%", "95%")],
        [MILESTONE_HEAD, ("A3", "Visit schools", long, long), (long, long, DAY, "AB")],
    )
    assert made.rows(layout.MEASURES)[0].cells["outturn"].is_open
    due, lead = (made.rows(layout.MILESTONES)[0].cells[key] for key in ("due", "lead"))
    assert due.is_open
    assert lead.is_open


SIX_MONTHS = {
    "September 2016 to February 2017": (date(2016, 9, 1), date(2017, 2, 28)),
    "October 2016 - March 2017": (date(2016, 10, 1), date(2017, 3, 31)),
    "April to September 2016": (date(2016, 4, 1), date(2016, 9, 30)),
    "1 September 2016 until 28 February 2017": (date(2016, 9, 1), date(2017, 2, 28)),
}
LESS = ("October 2016 to February 2017", "April to August 2016", "1 May 2016 to 30 September 2016")


@pytest.mark.parametrize("said", [*SIX_MONTHS, *LESS])
def test_a_plan_is_for_six_months_at_least_and_a_shorter_time_is_one_that_a_text_is_about(
    said: str,
) -> None:
    facts = draft(f"Plan for {said}", [MILESTONE_HEAD, ("A1", "Visit schools", DAY, "AB")]).facts
    days = tuple(facts[key].value for key in ("starts", "ends") if key in facts)
    assert days == SIX_MONTHS.get(said, ())


def test_text_outside_the_tables_is_named_once() -> None:
    made = document("Priority A: Safe", [MILESTONE_HEAD, ("A1", "Visit schools", DAY, "AB")])
    made.text("We will also talk to families.")
    made.text("And to children.")
    (finding,) = told(draft_of(read_document("plan.docx", made.bytes())), "draft-text-left-out")
    assert "“We will also talk to families.” and “And to children.”" in finding.message


def test_a_finding_names_the_cell_of_the_document_and_the_cell_to_fill() -> None:
    rows: list[Row] = [MILESTONE_HEAD, ("A1", "Visit schools", "05/06/12", "AB / CP")]
    made = draft("Priority A: Safe", rows)
    due, lead = (told(made, code)[0] for code in ("two-way-date", "draft-owners"))
    assert str(due.place) == "plan.xlsx, sheet Milestones, cell F2"
    assert due.message.startswith("Table 1, row 2, column 3 of plan.docx: “05/06/12”")
    assert str(lead.place) == "plan.xlsx, sheet Milestones, cell J2"
    assert lead.message.startswith("Table 1, row 2, column 4 of plan.docx: “AB / CP” names")
