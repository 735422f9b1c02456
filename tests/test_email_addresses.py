"""The addresses of emails: as they are typed, where they are missing, and where they belong."""

import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_reports.findings import Finding, Severity
from cyps_reports.letters.letter import Draft
from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import outputs_of
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.rows.addresses import address_in, addresses_in, malformed_addresses
from cyps_reports.plan.sheets import layout
from cyps_reports.writers.email import draft_files
from tests.tools.approved_plan import example_plan
from tests.tools.emails import (
    ADDRESS,
    edited_plan,
    mailing,
    with_plan,
)

# Addresses in the plan workbook


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ()),
        ("j.smith@council.gov.uk", ("j.smith@council.gov.uk",)),
        (" a@b.example ;; c@d.example; a@b.example", ("a@b.example", "c@d.example")),
        ("Smith, Jo <j.smith@council.gov.uk>", ("j.smith@council.gov.uk",)),
        ("o'neill+plan@council.gov.uk", ("o'neill+plan@council.gov.uk",)),
        ("jo@localhost", ()),
        ("jo smith@council.gov.uk", ()),
        ("jo@council..uk", ()),
        (".jo@council.gov.uk", ()),
        ("jo@council.gov.uk, al@council.gov.uk", ()),
        ("jö@council.gov.uk", ()),
        ("jo@cöuncil.gov.uk", ()),
        ("jo@council.gov.uk\nBcc: al@council.gov.uk", ()),
        ("Jo <jo@council.gov.uk> <al@council.gov.uk>", ()),
        ("jo@-council.gov.uk", ()),
        (f"{'x' * 250}@council.gov.uk", ()),
        ("@council.gov.uk", ()),
        ("ask Jo", ()),
    ],
)
def test_an_address_is_taken_as_mail_servers_do(typed: str, expected: tuple[str, ...]) -> None:
    assert addresses_in(typed) == expected


def test_there_is_one_sender() -> None:
    assert address_in("a@b.example") == "a@b.example"
    assert address_in("a@b.example; c@d.example") == ""
    assert address_in("a@b.example; nonsense") == ""


@given(st.text(max_size=60))
def test_whatever_is_typed_an_address_is_on_one_line_and_has_a_domain(typed: str) -> None:
    for address in addresses_in(typed):
        assert re.fullmatch(r"[\x21-\x7e]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+", address)
        assert not set(address) & set('<>,;:" ()[]\\')


def test_the_example_has_its_addresses_and_the_built_in_plan_none(
    plan: Plan, example_plan_read: Plan
) -> None:
    assert example_plan_read == example_plan()
    assert {each.email for each in plan.leads} | {each.email for each in plan.priorities} == {""}
    assert plan.email_sender == plan.email_to == plan.email_copies == plan.mail_server == ""


def test_a_plan_workbook_from_before_the_addresses_reads_as_it_did(tmp_path: Path) -> None:
    path = edited_plan(tmp_path, {})
    workbook = openpyxl.load_workbook(path)
    workbook[layout.PRIORITIES].delete_cols(3, 2)
    workbook[layout.LEADS].delete_cols(4)
    labels = {
        str(row[0].value): int(row[0].row or 0)
        for row in workbook[layout.PLAN].iter_rows(max_col=1)
    }
    for label in ("Mail server", "Email copies", "Email to", "Email sender"):
        workbook[layout.PLAN].delete_rows(labels[label])
    workbook.save(path)
    read, findings = read_plan(path)
    assert findings == ()
    assert read is not None
    expected = example_plan()
    assert read == replace(
        expected,
        email_sender="",
        email_to="",
        email_copies="",
        mail_server="",
        priorities=tuple(replace(each, head="", email="") for each in expected.priorities),
        leads=tuple(replace(each, email="") for each in expected.leads),
    )


def test_a_malformed_address_is_found_by_cell_and_never_quoted(tmp_path: Path) -> None:
    cells = {
        (layout.LEADS, "D3"),
        (layout.PRIORITIES, "D2"),
        (layout.PLAN, "B19"),
        (layout.PLAN, "B20"),
    }
    read, findings = read_plan(
        edited_plan(tmp_path, dict.fromkeys(cells, "secret.person at council"))
    )
    assert read is not None, "a plan can be used without"
    assert {(each.place.sheet, each.place.cell) for each in findings} == cells
    for finding in findings:
        assert (finding.severity, finding.code) == (Severity.WARNING, "malformed-address")
        assert finding.place.workbook == "plan.xlsx"
        assert "secret" not in finding.message + finding.fix


# Addresses that are not there


def test_a_missing_address_is_found_by_cell_and_the_draft_is_written_all_the_same(
    tmp_path: Path, august: CheckedMonth
) -> None:
    cells = {
        (layout.LEADS, "D2"),
        (layout.PRIORITIES, "D5"),
        (layout.PLAN, "B19"),
        (layout.PLAN, "B20"),
    }
    read, findings = read_plan(edited_plan(tmp_path, dict.fromkeys(cells)))
    assert read is not None, findings
    made = mailing(with_plan(august, read))
    assert {(each.place.sheet, each.place.cell) for each in made.findings} == cells
    assert {each.code for each in made.findings} == {"no-address", "no-sender"}
    assert all(each.severity is Severity.WARNING for each in made.findings)
    by_name = {draft.name: draft for draft in made.drafts}
    assert by_name["lead-JM"].to == by_name["missing-D"].to == by_name["cabinet"].to == ()
    assert b"\r\nTo:" not in made.files["lead-JM.eml"]
    assert b"From:" not in made.files["lead-JM.eml"]
    assert len(made.drafts) == len(mailing(august).drafts)


def test_without_the_columns_the_finding_says_which_to_add(august: CheckedMonth) -> None:
    plan = august.assessment.plan
    bare = replace(
        plan,
        email_sender="",
        email_to="",
        places={},
        leads=tuple(replace(each, email="", places={}) for each in plan.leads),
        priorities=tuple(Priority(each.code, each.title) for each in plan.priorities),
    )
    made = mailing(with_plan(august, bare))
    mends = {each.fix for each in made.findings}
    assert "Put “Email” in the plan workbook's sheet Leads, and the address with it." in mends
    assert "Put “Email to” in the plan workbook's sheet Plan, and the address with it." in mends
    assert (
        next(draft.body for draft in made.drafts if draft.name == "missing-D").find(
            "Dear colleague,"
        )
        > 0
    )


def test_a_malformed_address_is_told_once(tmp_path: Path, august: CheckedMonth) -> None:
    read, findings = read_plan(edited_plan(tmp_path, {(layout.LEADS, "D2"): "nonsense"}))
    assert read is not None
    made = mailing(replace(with_plan(august, read), findings=(*august.findings, *findings)))
    assert [each.code for each in made.findings] == ["malformed-address"]


# What must stay where it belongs


def test_drafts_name_nobody_elses_address(august: CheckedMonth) -> None:
    for draft in mailing(august).drafts:
        written = b"".join(draft_files(draft).values()).decode()
        assert set(ADDRESS.findall(written)) == {draft.sender, *draft.recipients}


def test_the_record_does_not_depend_on_the_addresses(august: CheckedMonth) -> None:
    plan = august.assessment.plan
    other = replace(plan, email_to="", email_sender="x@y.example", mail_server="")
    assert outputs_of(with_plan(august, other)) == outputs_of(august)


def findings_of(plan: Plan) -> list[Finding]:
    return list(malformed_addresses(plan))


def test_a_plan_made_in_code_is_checked_too(plan: Plan) -> None:
    assert findings_of(plan) == []
    assert len(findings_of(replace(plan, email_sender="a@b.example; c@d.example"))) == 1
    assert Draft("x", "", ("a@b.example",), ("a@b.example", "c@d.example"), "", "").recipients == (
        "a@b.example",
        "c@d.example",
    )
