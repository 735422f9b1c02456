"""Where cells lead: to addresses in the web and of mail, or to files.

A link within the workbook leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element

from cyps_reports.workbooks.cell_places import Place, range_of
from cyps_reports.workbooks.excel_parts import Relation, relation_of
from cyps_reports.workbooks.limits import MAX_COLUMNS, MAX_LINK_LETTERS, MAX_LINKS, MAX_ROWS
from cyps_reports.workbooks.plain_text import plain

# What may not stand in an address as it is.
_UNSAFE = re.compile(r'[\s"<>\[\]^`{|}\\]')
_FORMULA = re.compile(r'(?-i:of:)?=?HYPERLINK\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)


def address(target: str) -> str:
    """The address that a hyperlink's target is, as every program takes it; "" where it is none."""
    if len(target) > MAX_LINK_LETTERS:
        return ""
    escaped = _UNSAFE.sub(lambda found: quote(found[0]), plain(target).strip())
    try:
        parts = urlsplit(escaped)
        is_of_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    is_of_mail = parts.scheme == "mailto" and re.fullmatch("[^@]+@[^@]+", parts.path) is not None
    if len(escaped) > MAX_LINK_LETTERS or not (is_of_web or is_of_mail):
        return ""
    # Not every program knows a scheme in capitals.
    return f"{parts.scheme}{escaped[len(parts.scheme) :]}"


def leads_to(target: str) -> str:
    """Where a hyperlink's target leads: an address, or as it stands what is none, such as a file.

    "" where nowhere.
    """
    elsewhere = plain(target).strip()
    is_here = elsewhere.startswith("#") or len(elsewhere) > MAX_LINK_LETTERS
    return address(target) or ("" if is_here else elsewhere)


def formula_leads_to(formula: str) -> str:
    """Where a formula HYPERLINK leads that names it outright; "" for any other."""
    found = _FORMULA.match(formula)
    return leads_to(found[1].replace('""', '"')) if found else ""


def links_on(laid: Iterable[Element], relations: Iterable[Relation]) -> dict[Place, str]:
    """Where the cells of an Excel sheet lead that a hyperlink is laid on."""
    outside = (
        relation
        for relation in relations
        if relation.is_external and len(relation.target) <= MAX_LINK_LETTERS
    )
    return dict(islice(_links(laid, {each.key: each.target for each in outside}), MAX_LINKS))


def _links(laid: Iterable[Element], targets: Mapping[str, str]) -> Iterator[tuple[Place, str]]:
    for each in laid:
        target, part = targets.get(relation_of(each), ""), each.get("location")
        if found := leads_to(f"{target}#{part}" if part else target):
            yield from ((place, found) for place in _places(each.get("ref", "")))


def _places(ref: str) -> Iterator[Place]:
    top, left, bottom, right = range_of(ref) or (1, 1, 0, 0)
    for row in range(top, min(bottom, MAX_ROWS) + 1):
        for column in range(left, min(right, MAX_COLUMNS) + 1):
            yield row, column
