"""The email drafts of a month, and how they read."""

import re
from collections.abc import Mapping
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from cyps_reports import locations
from cyps_reports.letters.letter import Attachment
from cyps_reports.mailing import Mailing, mailing_of
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.writer import plan_workbook
from tests.tools.approved_plan import example_plan
from tests.tools.typed_cells import type_into

BUILT_IN = {path.name: path.read_bytes() for path in locations.built_in_email_texts()}
REPORT = Attachment("cyps-report.docx", b"PK\x03\x04" + bytes(range(256)))
OWN_TEXTS = Path("input_templates", "emails")
ADDRESS = re.compile(r"[\w.]+@council\.example")


def mailing(checked: CheckedMonth, texts: Mapping[str, bytes] | None = None) -> Mailing:
    return mailing_of(checked, REPORT, {**BUILT_IN, **(texts or {})}, BUILT_IN)


def with_plan(checked: CheckedMonth, plan: Plan) -> CheckedMonth:
    return replace(checked, assessment=replace(checked.assessment, plan=plan))


def read_back(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


def edited_plan(tmp_path: Path, edits: Mapping[tuple[str, str], object]) -> Path:
    """The example's plan workbook, with something typed into it by sheet and cell."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(example_plan()))
    type_into(path, edits)
    return path
