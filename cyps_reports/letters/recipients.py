"""Whom a draft is for: the file it is called after, the address, and what is said without one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.letters.texts import CABINET, INCOMPLETE, LEAD
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.rows.heads import Head
from cyps_reports.plan.sheets.fields import PLAN_FIELDS
from cyps_reports.plan.sheets.layout import LEAD_COLUMNS, LEADS, PLAN, PRIORITIES
from cyps_reports.workbooks.layout import headings

_PLAN_HEADING, _LEAD_HEADING = headings(PLAN_FIELDS), headings(LEAD_COLUMNS)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a draft is for.

    The name it is filed under, who that is, the address as typed, and where it stands.
    """

    name: str
    called: str
    email: str
    place: CellRef


def body_reader(plan: Plan) -> Reader:
    """The body that takes the report."""
    body = plan.vocabulary.body_word
    return Reader(_body_file(body), body, plan.email_to, plan.places.get("email_to", CellRef()))


def lead_reader(lead: Lead) -> Reader:
    """A director lead."""
    return Reader(_file(LEAD, lead.key), lead.called, lead.email, _email_place(lead, LEADS))


def row_reader(head: Head, place: CellRef, priority: Priority) -> Reader:
    """Somebody who fills in single rows of a return."""
    name = f"{_file(INCOMPLETE, priority.code)}-{_safe(head.name or head.email.partition('@')[0])}"
    return Reader(name, head.name or "who fills in these rows", head.email, place)


def head_reader(plan: Plan, priority: Priority, kind: str) -> Reader:
    """A priority's head of service, for an email of a kind."""
    called = f"the head of service of {plan.vocabulary.priority_called(priority.code)}"
    return Reader(
        _file(kind, priority.code), called, priority.email, _email_place(priority, PRIORITIES)
    )


def _email_place(owner: Lead | Priority, sheet: str) -> CellRef:
    return owner.places.get("email", CellRef(sheet=sheet))


def _file(kind: str, code: str) -> str:
    """A file name that nothing typed can lead out of the folder."""
    return f"{kind}-{_safe(code)}"


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", name)


def _body_file(body: str) -> str:
    """`partnership-board`: the draft is called as the body that takes the report."""
    plain = re.sub("['’]", "", body.lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or CABINET


def lacking_of(plan: Plan, readers: Iterable[Reader]) -> tuple[Finding, ...]:
    """A warning for each address that emails to these readers lack, and for that of the sender."""
    lacking = [] if plan.email_sender else [no_sender(plan)]
    lacking += [no_address(reader) for reader in readers if not reader.email]
    return tuple(dict.fromkeys(lacking))


def no_address(reader: Reader) -> Finding:
    """The warning about a reader without an address."""
    mend = "Type the address in this cell of the plan workbook."
    if not reader.place.cell:
        heading = (
            _PLAN_HEADING["email_to"]
            if reader.place.sheet in ("", PLAN)
            else _LEAD_HEADING["email"]
        )
        mend = f"{_put_heading(heading, reader.place.sheet or PLAN)} with it."
    problem = (
        f"There is no email address for {reader.called}; the draft {reader.name} is without one."
    )
    return warning("no-address", reader.place, problem, mend)


def _put_heading(heading: str, sheet: str) -> str:
    """What to do where a plan workbook has no cell for an address: the start of a sentence."""
    return f"Put “{heading}” in the plan workbook's sheet {sheet}, and the address"


def no_sender(plan: Plan) -> Finding:
    """The warning about a plan without the address that its emails come from."""
    place = plan.places.get("email_sender", CellRef(sheet=PLAN))
    mend = (
        "Type it in this cell of the plan workbook."
        if place.cell
        else f"{_put_heading(_PLAN_HEADING['email_sender'], PLAN)} beside it."
    )
    return warning("no-sender", place, "There is no address that the emails come from.", mend)
