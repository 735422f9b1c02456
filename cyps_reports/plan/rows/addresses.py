"""Email addresses as they are typed in the plan workbook.

What is wrong with one never quotes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_reports.finding_codes import Code
from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.rows.heads import head_in
from cyps_reports.plan.sheets.layout import EXAMPLE_ADDRESS

MALFORMED: Code = "malformed-address"
"""The code of a finding on a cell that holds something else than email addresses."""

_LONGEST = 254
_NAME_AND_ADDRESS = re.compile(r"[^<>]*<([^<>]*)>")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"({_LABEL}\.)+{_LABEL}")

MEND = f"Type an address like {EXAMPLE_ADDRESS}."
MEND_SEVERAL = f"Type an address like {EXAMPLE_ADDRESS}; part several by semicolons."


def addresses_in(text: str) -> tuple[str, ...]:
    """The addresses in a cell, in their order and each once; what is no address is left out."""
    return tuple(dict.fromkeys(address for part in _parts(text) if (address := _address(part))))


def address_in(text: str) -> str:
    """The only address in a cell; "" where there is none, or several."""
    found = addresses_in(text)
    return found[0] if len(found) == len(_parts(text)) == 1 else ""


def malformed_addresses(plan: Plan) -> Iterator[Finding]:
    """A warning for each cell of the plan workbook that holds no email addresses but should."""
    if plan.email_sender and not address_in(plan.email_sender):
        yield _malformed(plan.places.get("email_sender", CellRef()), MEND)
    owners: tuple[Priority | Lead, ...] = (*plan.priorities, *plan.leads)
    several = [(getattr(plan, key), plan.places.get(key)) for key in ("email_to", "email_copies")]
    several += [(owner.email, owner.places.get("email")) for owner in owners]
    several += _of_rows(plan)
    for text, place in several:
        if not all(_address(part) for part in _parts(text)):
            yield _malformed(place or CellRef(), MEND_SEVERAL)


def _of_rows(plan: Plan) -> list[tuple[str, CellRef | None]]:
    """What should be an address of somebody who fills in single rows, each once."""
    named = [(measure.head, measure.places) for measure in plan.measures]
    named += [(milestone.head, milestone.deadlines[0].places) for milestone in plan.milestones]
    typed = {head_in(text).email: places.get("head") for text, places in reversed(named)}
    return [(email, place) for email, place in reversed(typed.items()) if email]


def _malformed(place: CellRef, mend: str) -> Finding:
    return warning(MALFORMED, place, "What is in this cell is not an email address.", mend)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _address(text: str) -> str:
    """An address as mail servers take it, also from `Name <address>`; "" where it is none."""
    named = _NAME_AND_ADDRESS.fullmatch(text)
    bare = named[1].strip() if named else text
    local, _, domain = bare.rpartition("@")
    is_address = _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain) and len(bare) <= _LONGEST
    return bare if is_address else ""
