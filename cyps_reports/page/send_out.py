"""Send out: the empty returns of a month, with what earlier months carry forward."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from flask import Blueprint, abort, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from cyps_reports import api
from cyps_reports.page.folder import begun, listed_month, office
from cyps_reports.page.work import Notice
from cyps_reports.phrases import listed

pages = Blueprint("send_out", __name__)

_NOTHING = "nothing"


@pages.get("/send-out", endpoint="shown")
def shown() -> str:
    """Which month the returns are for, and which one is carried forward."""
    here, months = office(), office().months()
    is_back = here.at is not None and bool(api.month_files(here.root, here.at).returns)
    return render_template(
        "send_out.html",
        heading="Send out",
        months=months,
        carried=_last_returned(months.begun),
        coming=api.month_to_make(here.root, months, here.today),
        files=api.returns_made(here.root),
        nothing=_NOTHING,
        is_back=is_back,
    )


def _last_returned(begun: tuple[api.Month, ...]) -> api.Month | None:
    """The newest month of which anything came."""
    root = office().root
    return next((each for each in begun if api.month_files(root, each).returns), None)


@pages.post("/send-out", endpoint="make")
def make() -> AnyResponse:
    """Makes the returns."""
    wanted, carried = request.form.get("month", ""), request.form.get("carried", _NOTHING)
    here = office()
    asked = api.TemplatesRequest(
        root=here.root,
        today=here.today,
        month=listed_month(wanted) if wanted else None,
        returns=_folder_of(carried),
        plan=here.plan_named,
    )

    def run(watch: api.Watch, _: Event) -> Notice:
        made = api.write_templates(asked, watch)
        api.begin_month(asked.root, made.month)
        here.at = made.month
        names = listed(path.name for path in made.paths)
        lines = (f"Written in {asked.output}: {names}.", "Send them out by email, or as you like.")
        return Notice(f"The returns for {made.month.in_words} are made", lines, made.findings)

    return begun("Making the returns", url_for("send_out.shown"), run)


def _folder_of(carried: str) -> Path | None:
    if carried in ("", _NOTHING):
        return None
    found = api.find_month(office().request_for(listed_month(carried)))
    return found.returns


@pages.get("/send-out/files/<name>", endpoint="file")
def file(name: str) -> AnyResponse:
    """One of the returns, to attach it to an email."""
    path = api.returns_made(office().root).get(name) or abort(404)
    return send_file(path, as_attachment=True, download_name=name)
