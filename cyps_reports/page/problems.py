"""Problems: what is wrong in each workbook, its own row shown, and what to type instead."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from urllib.parse import quote

from flask import Blueprint, Response, abort, render_template
from werkzeug.wrappers import Response as AnyResponse

from cyps_reports import api
from cyps_reports.page.folder import listed_month, office
from cyps_reports.phrases import counted

pages = Blueprint("problems", __name__)

_WHOLE_MONTH = "The whole month"


@pages.get("/<month>/problems", endpoint="shown")
def shown(month: str) -> str:
    """The findings by workbook, the worst first."""
    named = listed_month(month)
    reading = office().reading(named)
    read = reading.read
    office().saw_problems(named, read)
    return render_template(
        "problems.html",
        heading=f"Problems in {named.in_words}",
        month=named,
        books=_by_workbook(read.checked.findings),
        rows=reading.rows,
        since=reading.since,
        lists=[(each, _mail_to(each)) for each in api.owners_lists(read.checked)],
        counted=counted,
        whole_month=_WHOLE_MONTH,
    )


def _by_workbook(
    findings: Iterable[api.Finding],
) -> list[tuple[str, tuple[api.Finding, ...]]]:
    """The findings of each workbook; first the one with the most serious and the most of them."""
    groups = groupby(findings, key=lambda each: each.place.workbook)
    books: dict[str, tuple[api.Finding, ...]] = {}
    for name, found in groups:
        books[name] = (*books.get(name, ()), *found)
    return sorted(books.items(), key=lambda each: _weight(each[1]))


def _weight(findings: tuple[api.Finding, ...]) -> tuple[int, ...]:
    return tuple(-sum(each.severity is severity for each in findings) for severity in api.Severity)


_LONGEST_MAIL = 1800
"""Letters of an address that opens an email: Windows takes few more."""


def _mail_to(owner: api.OwnersList) -> str:
    """The address that opens an email to the owner, with the list in it where it is short."""
    subject = owner.text.partition("\n")[0]
    to = f"mailto:{quote(','.join(owner.addresses), safe='@,')}?subject={quote(subject)}"
    whole = f"{to}&body={quote(owner.text)}"
    return whole if len(whole) <= _LONGEST_MAIL else to


@pages.get("/<month>/problems/list/<int:number>", endpoint="feedback")
def feedback(month: str, number: int) -> AnyResponse:
    """The list for the owner of a workbook, by its place among the lists, as a text file."""
    lists = api.owners_lists(office().month(listed_month(month)).checked)
    if number >= len(lists):
        abort(404)
    return Response(lists[number].text, mimetype="text/plain")
