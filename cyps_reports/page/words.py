"""Words: what the officer writes into the report, beside the report itself."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Event

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from cyps_reports import api
from cyps_reports.page.folder import begun, listed_month, office
from cyps_reports.page.work import Notice
from cyps_reports.phrases import listed

pages = Blueprint("words", __name__)

_TYPED, _SHOWN = "typed-", "shown-"


@pages.get("/<month>/words", endpoint="shown")
def shown(month: str) -> str:
    """The places to write in, with what is written there."""
    named = listed_month(month)
    places = api.words_of(office().month(named))
    unsaved = office().unsaved.get(named, {})
    also = {request.args.get("also", ""), *unsaved}
    return render_template(
        "words.html",
        heading=f"Your words for {named.in_words}",
        month=named,
        places=[each for each in places if each.is_asked or each.place.tag in also],
        others=[each for each in places if not each.is_asked and each.place.tag not in also],
        unsaved=unsaved,
        typed=_TYPED,
        shown=_SHOWN,
    )


@pages.post("/<month>/words", endpoint="save")
def save(month: str) -> AnyResponse:
    """Keeps what was typed."""
    named, here = listed_month(month), office()
    typed, began = _fields(_TYPED), _fields(_SHOWN)
    read = here.month(named)
    here.unsaved[named] = typed

    def run(_: api.Watch, __: Event) -> Notice:
        written = api.write_words(read, typed, began, here.today)
        here.unsaved[named] = {tag: typed[tag] for tag in written.disputed}
        if written.disputed:
            what = "Somebody wrote something else there meanwhile. See both below, and save again."
            return Notice("Not all of your words are kept", (what,), is_problem=True)
        if not written.changed:
            return Notice("Nothing was changed")
        lines = (f"Kept: {listed(written.changed)}.", "The next report that you make has them.")
        return Notice("Your words are kept", lines)

    return begun("Keeping your words", url_for("words.shown", month=named), run)


def _fields(prefix: str) -> Mapping[str, str]:
    form = request.form
    return {key.removeprefix(prefix): form[key] for key in form if key.startswith(prefix)}
