"""The columns of the plan workbook and of the returns: what they are called, how wide they are, and
which of them a workbook of before may lack.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cyps_reports import locations
from cyps_reports.plan.model.decisions import Closed, ClosedAs
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.fields import PLAN_FIELDS, VOCABULARY_FIELDS
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns import layout as return_layout
from cyps_reports.workbooks.layout import Column
from tests.tools.small_plan import small_plan

PLAN_WORKBOOK = {
    "Plan": """
    council            | Council                            |  40 | needed
    service            | Service                            |  40 | needed
    title              | Plan title                         |  40 | needed
    year               | Plan year                          |  12 | needed
    starts             | First day                          |  12 | needed
    ends               | Last day                           |  12 | needed
    tolerance          | Tolerance                          |  12 | needed
    closing_days       | Returns due                        |  12 | needed
    report_to          | Report to                          |  40 | needed
    report_of          | Report of                          |  40 | needed
    also_to            | Copies to                          |  40 | needed
    cabinet_member     | Cabinet member                     |  40 | needed
    wards              | Wards affected                     |  40 | needed
    key_decision       | Key decision                       |  40 | needed
    contact            | Contact                            |  40
    marking            | Marking                            |  40 | needed
    email_sender       | Email sender                       |  40
    email_to           | Email to                           |  40
    email_copies       | Email copies                       |  40
    outturn_heading    | Last year's column                 |  40
    lead_word          | Leads are called                   |  40
    similar_name       | Similar authorities are            |  40
    reported           | Reported                           |  40
    also_titles        | Also sent out as                   |  40
    small_numbers      | Small numbers                      |  40
    emailed            | Edition emailed                    |  40
    sign_off           | Sign-off asked for                 |  40
    mail_server        | Mail server                        |  40
    priority           | Priorities are called              |  40
    body               | Decision body                      |  40
    green              | Green is called                    |  40
    amber              | Amber is called                    |  40
    red                | Red is called                      |  40
    blue               | Blue is called                     |  40
    grey               | Grey is called                     |  40
    """,
    "Priorities": """
    code               | Priority                           |  10 | needed
    title              | Title                              |  90 | needed
    head               | Head of service                    |  24
    email              | Email                              |  40
    short_title        | Short title                        |  24
    """,
    "Leads": """
    initials           | Initials                           |  10 | needed
    name               | Name                               |  24 | needed
    post               | Post                               |  60 | needed
    email              | Email                              |  40
    """,
    "Measures": """
    priority           | Priority                           |   9 | needed
    number             | Number                             |   9 | needed
    component          | Component                          |  18 | needed
    name               | Measure                            |  48 | needed
    unit               | Unit                               |  11 | needed
    polarity           | Polarity                           |  10 | needed
    similar            | Similar authorities                |  12 | needed
    similar_note       | Note on similar authorities        |  24 | needed
    outturn            | Outturn                            |  12 | needed
    outturn_note       | Note on outturn                    |  30 | needed
    target             | Target                             |  14 | needed
    target_note        | Note on target                     |  40 | needed
    target_due         | Result due                         |  14 | needed
    frequency          | Frequency                          |  11 | needed
    tolerance          | Tolerance                          |  11 | needed
    green_limit        | Green limit                        |  11
    amber_limit        | Amber limit                        |  11
    values             | Values                             |  24
    decimals_set       | Decimals                           |  10 | needed
    basis_set          | Data basis                         |  12
    reported           | Reported                           |  12
    reference          | Reference                          |  11
    head               | Head of service                    |  24
    withdrawn_as       | Withdrawn                          |  12
    withdrawn_by       | Withdrawal approved by             |  24
    withdrawn_on       | Withdrawal approved on             |  12
    withdrawn_why      | Reason for withdrawal              |  36
    was                | Was                                |  12
    about_children     | About children                     |  10
    numerator          | Numerator                          |  12
    denominator        | Denominator                        |  12
    sum_of             | Sum of                             |  18
    """,
    "Milestones": """
    priority           | Priority                           |   9 | needed
    number             | Number                             |   9 | needed
    deadline           | Deadline                           |  10 | needed
    heading            | Heading                            |  20 | needed
    name               | Milestone                          |  46 | needed
    due                | Due date                           |  11 | needed
    recurrence         | Recurrence                         |  12 | needed
    at_approval        | Status at approval                 |  20 | needed
    purpose            | Deadline for                       |  24 | needed
    lead               | Lead                               |   8 | needed
    partners           | Partners                           |  28 | needed
    progress_at_approval | Progress at approval               |  36 | needed
    depends_on         | Depends on                         |  12 | needed
    redated_due        | Re-dated due date                  |  12 | needed
    redated_by         | Re-dating approved by              |  24 | needed
    redated_on         | Re-dating approved on              |  12 | needed
    reference          | Reference                          |  11
    success            | Success measure                    |  36
    evidence           | Evidence                           |  36
    moves              | Moves                              |  12
    head               | Head of service                    |  24
    withdrawn_as       | Withdrawn                          |  12
    withdrawn_by       | Withdrawal approved by             |  24
    withdrawn_on       | Withdrawal approved on             |  12
    withdrawn_why      | Reason for withdrawal              |  36
    was                | Was                                |  12
    """,
    "Steps": """
    priority           | Priority                           |   9 | needed
    number             | Number                             |   9 | needed
    component          | Component                          |  18 | needed
    2017-04            | April                              |  11 | needed
    2017-05            | May                                |  11 | needed
    2017-06            | June                               |  11 | needed
    between_set        | Between steps                      |  12
    reference          | Reference                          |  11
    """,
    "Comparators": """
    reference          | Reference                          |  11 | needed
    component          | Component                          |  18
    name               | Comparator                         |  30 | needed
    year               | Year                               |  14
    figure             | Figure                             |  12 | needed
    note               | Note                               |  40
    """,
    "Earlier years": """
    reference          | Reference                          |  11 | needed
    component          | Component                          |  18
    year               | Earlier year                       |  20 | needed
    figure             | Figure                             |  12 | needed
    note               | Note                               |  40
    """,
    "Usual ranges": """
    reference          | Reference                          |  11 | needed
    component          | Component                          |  18
    starts             | Made anew from                     |  12 | needed
    approved_by        | Approved by                        |  24 | needed
    approved_on        | Approved on                        |  12 | needed
    why                | Reason                             |  40 | needed
    """,
    "Closed": """
    was                | Was                                |  12 | needed
    name               | What it was                        |  60
    closed_as          | Closed as                          |  16 | needed
    closed_on          | Closed on                          |  12
    decided_by         | Decided by                         |  24
    why                | Reason                             |  40
    """,
    "Standing text": """
    heading            | Heading                            |  36 | needed
    where              | Where                              |  18 | needed
    text               | Text                               | 100 | needed
    """,
    "Asked by Cabinet": """
    asked_on           | Date                               |  12 | needed
    meeting            | Meeting                            |  24 | needed
    reference          | Reference                          |  12 | needed
    asked              | Asked                              |  60 | needed
    by_whom            | By whom                            |  20 | needed
    due                | Due                                |  12 | needed
    answer             | Answer                             |  60 | needed
    closed             | Closed                             |  12 | needed
    """,
}
RETURN = {
    "Targets": """
    ref                | Ref                                |   5 | needed
    name               | Measure                            |  30 | needed
    component          | Component                          |  11 | needed
    state              | Rating                             |  14 | needed
    todo               | To do                              |  22 | needed
    unit               | Unit                               |   7 | needed
    target             | Target                             |   9 | needed
    previous           | Last figure                        |  10 | needed
    actual             | Actual                             |  10 | needed
    as_at              | Data as at                         |  10 | needed
    data_status        | Data status                        |  12 | needed
    own_rating         | Your rating                        |  14
    comment            | Comment                            |  36 | needed
    corrective_action  | Corrective action                  |  36 | needed
    numerator          | Numerator                          |  11
    denominator        | Denominator                        |  12
    public_comment     | Public comment                     |  36
    outturn            | Outturn                            |   9 | needed
    similar            | Similar authorities                |  10 | needed
    polarity           | Polarity                           |  12 | needed
    notes              | Plan notes                         |  54 | needed
    withdrawn          | Withdrawn                          |  20
    """,
    "Milestones": """
    ref                | Ref                                |   5 | needed
    deadline           | Deadline                           |   9 | needed
    name               | Milestone                          |  32 | needed
    state              | State                              |  15 | needed
    todo               | To do                              |  22 | needed
    purpose            | Deadline for                       |  13 | needed
    due                | Due date                           |  10 | needed
    redated            | Re-dated to                        |  10 | needed
    status             | Status                             |  12 | needed
    completed          | Date completed                     |  11 | needed
    expected           | Expected date                      |  11 | needed
    progress           | Progress                           |  36 | needed
    corrective_action  | Corrective action                  |  36 | needed
    public_comment     | Public comment                     |  36
    previous           | Last progress                      |  30 | needed
    lead               | Lead                               |   5 | needed
    heading            | Heading                            |  16 | needed
    partners           | Partners                           |  14 | needed
    notes              | Plan notes                         |  54
    withdrawn          | Withdrawn                          |  20
    """,
}


def told(columns: Sequence[Column]) -> list[str]:
    return [
        f"{each.key} | {each.heading} | {each.width}{'' if each.is_optional else ' | needed'}"
        for each in columns
    ]


def written(sheet: str) -> list[str]:
    lines = (line.split("|") for line in sheet.strip().splitlines())
    return [" | ".join(each.strip() for each in parts) for parts in lines]


def test_the_columns_of_each_sheet_of_the_plan_workbook() -> None:
    sheets = {
        layout.PLAN: (*PLAN_FIELDS, *VOCABULARY_FIELDS),
        **layout.tables(date(2017, 4, 1), date(2017, 6, 30)),
    }
    assert sheets.keys() == PLAN_WORKBOOK.keys()
    for name, columns in sheets.items():
        assert told(columns) == written(PLAN_WORKBOOK[name]), name


@pytest.mark.parametrize(
    ("sheet", "columns"),
    [
        ("Targets", return_layout.TARGET_COLUMNS),
        ("Milestones", return_layout.MILESTONE_COLUMNS),
    ],
)
def test_the_columns_of_each_table_of_a_return(sheet: str, columns: Sequence[Column]) -> None:
    assert told(columns) == written(RETURN[sheet])


def test_a_plan_workbook_without_any_column_that_it_may_lack_is_read(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(locations.built_in() / "plan.xlsx")
    for name, columns in layout.tables(date(2012, 4, 1), date(2013, 3, 31)).items():
        if name in workbook.sheetnames:
            _without(workbook[name], [each.heading for each in columns if each.is_optional])
    workbook.save(tmp_path / "plan.xlsx")
    whole, _ = read_plan(locations.built_in() / "plan.xlsx")
    read, findings = read_plan(tmp_path / "plan.xlsx")
    assert findings == ()
    assert read is not None
    assert whole is not None
    assert [(each.ref, each.target) for each in read.measures] == [
        (each.ref, each.target) for each in whole.measures
    ]
    assert [each.title for each in read.priorities] == [each.title for each in whole.priorities]


def test_a_list_of_what_is_closed_needs_what_it_was_and_as_what(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    closed = Closed("A4", "Open the centre", ClosedAs.COMPLETED, date(2017, 6, 20))
    path.write_bytes(plan_workbook(replace(small_plan(), closed=(closed,))))
    workbook = openpyxl.load_workbook(path)
    _without(workbook[layout.CLOSED], ["What it was", "Closed on", "Decided by", "Reason"])
    workbook.save(path)
    read, findings = read_plan(path)
    assert findings == ()
    assert read is not None
    assert read.closed == (Closed("A4", "", ClosedAs.COMPLETED, None),)


def _without(sheet: Any, headings: list[str]) -> None:
    """Takes columns out of a sheet."""
    for cell in reversed(sheet[1]):
        if cell.value in headings:
            sheet.delete_cols(cell.column)
