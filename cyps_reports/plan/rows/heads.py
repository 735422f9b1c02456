"""Who fills in a single row of a return, where that is not the priority's head of service."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.rows.cell_values import leads_in, names_of

_NAME_AND_ADDRESS = re.compile(r"\s*([^<>]*?)\s*<([^<>]*)>\s*")


class Head(NamedTuple):
    """A person: what they are called, and their email address as it is typed.

    The name is "" where only an address says it.
    """

    name: str
    email: str = ""


def head_in(text: str, leads: Sequence[Lead] = ()) -> Head:
    """The person a cell names.

    `Jo Smith <j.smith@council.gov.uk>`, an address, a lead, or a name alone.
    """
    if named := _NAME_AND_ADDRESS.fullmatch(text):
        return Head(named[1], named[2])
    if "@" in text:
        return Head("", text)
    keys = leads_in(text, names_of(leads)) if text and leads else ()
    lead = next((each for each in leads if keys == (each.key,)), None)
    return Head(lead.called, lead.email) if lead else Head(text)


def head_name(text: str) -> str:
    """What outputs call the person a cell names; no address stands in them."""
    return head_in(text).name
