"""What an officer does next in a month: the first that holds of what is left."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cyps_reports import api, cli
from cyps_reports.api import NextStep, Progressed

ALL = ("A", "B", "C")


@pytest.mark.parametrize(
    ("done", "comes"),
    [
        # Nothing has come
        ({"missing": ALL}, NextStep.SEND_OUT),
        ({"missing": ALL, "is_late": True}, NextStep.SEND_OUT),
        ({"missing": ALL, "is_sent_out": True}, NextStep.TAKE_IN),
        ({"missing": ALL, "is_sent_out": True, "is_late": True}, NextStep.REMIND),
        (
            {"missing": ALL, "is_sent_out": True, "is_late": True, "is_reminded": True},
            NextStep.TAKE_IN,
        ),
        # Some have
        ({"returned": 2, "missing": ("C",)}, NextStep.TAKE_IN),
        ({"returned": 2, "missing": ("C",), "errors": 4}, NextStep.MEND),
        ({"returned": 2, "missing": ("C",), "unsigned": ("A",)}, NextStep.SIGN_OFF),
        ({"returned": 2, "missing": ("C",), "errors": 4, "is_late": True}, NextStep.REMIND),
        (
            {"returned": 2, "missing": ("C",), "errors": 4, "is_late": True, "is_reminded": True},
            NextStep.MEND,
        ),
        (
            {"returned": 2, "missing": ("C",), "is_late": True, "is_reminded": True},
            NextStep.REPORT,
        ),
        # All have
        ({"returned": 3, "errors": 1, "unsigned": ("A",)}, NextStep.MEND),
        ({"returned": 3, "unsigned": ("A",)}, NextStep.SIGN_OFF),
        ({"returned": 3}, NextStep.REPORT),
        # Nothing is due
        ({}, NextStep.REPORT),
        # What is reported is sent, whatever was wrong with it
        ({"returned": 2, "missing": ("C",), "errors": 1, "is_reported": True}, NextStep.SEND),
        ({"returned": 3, "is_reported": True, "is_anything_sent": True}, NextStep.NEXT_MONTH),
        ({"returned": 3, "is_reported": True, "is_sent_elsewhere": True}, NextStep.NEXT_MONTH),
    ],
)
def test_what_comes_next(done: dict[str, Any], comes: NextStep) -> None:
    assert api.step_after(Progressed(**done)) is comes


@pytest.fixture
def root(few_rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(few_rows / "2012-09", tmp_path / "returns" / "2012-09")
    (tmp_path / "input_templates").mkdir()
    shutil.copy(few_rows / "plan.xlsx", tmp_path / "input_templates")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(root: Path, today: date) -> str:
    return api.next_step(api.status(api.MonthRequest(root=root)), today).sentence


def test_each_step_is_said_as_a_sentence(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    month, aside = root / "returns" / "2012-09", root / "aside"
    closing, after = date(2012, 10, 5), date(2012, 10, 6)
    shutil.move(month, aside)
    month.mkdir()
    assert said(root, after) == (
        "Send out the returns for September 2012; none has come or was sent out here."
    )
    for code in "ABDE":
        shutil.copy(aside / f"return-{code}.xlsx", month)
    assert said(root, closing).startswith("Look through the problems: ")
    assert said(root, after) == "Remind those whose return has not come: Priority C."
    assert cli.main(["status", "2012-09"]) == 0
    line = "Next: Remind those whose return has not come: Priority C. "
    command = "(cyps-reports email --for reminders --month 2012-09)"
    assert capsys.readouterr().out.endswith(f"{line}{command}\n")
    api.draft_reminders(api.SendOutRequest(root=root, month=api.Month(2012, 9)), after)
    assert said(root, after).startswith("Look through the problems: ")
    api.report(api.ReportRequest(root=root))
    assert said(root, after) == "Look through the emails and send them."
    api.draft(api.MonthRequest(root=root))
    assert said(root, after) == "Look through the emails and send them."


def test_without_a_mail_server_the_next_month_comes_once_the_emails_are_there(root: Path) -> None:
    plan = root / "input_templates" / "plan.xlsx"
    book = openpyxl.load_workbook(plan)
    (server,) = (row for row in book["Plan"].iter_rows() if row[0].value == "Mail server")
    server[1].value = None
    book.save(plan)
    api.report(api.ReportRequest(root=root))
    today = date(2012, 10, 8)
    assert said(root, today) == "Look through the emails and send them."
    api.draft(api.MonthRequest(root=root))
    assert said(root, today) == (
        "Send the emails from your mail program, if they are not sent yet. Then: Make the returns "
        "for October 2012, and send them out."
    )
