"""The page as a whole: its parts, its looks, and what is said where something cannot be shown."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Flask, Response, render_template, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from cyps_reports import api, theme
from cyps_reports.page import (
    month,
    plan,
    problems,
    progress,
    report,
    returns,
    send,
    send_out,
    start,
    words,
)
from cyps_reports.page.folder import Office, StillWorking, said
from cyps_reports.page.security import Guard, guarded
from cyps_reports.page.work import Notice, problem_said
from cyps_reports.plan.dates.months import long

_MOST_PARTS = api.MOST_FILES + 20
_FIELD_BYTES = 500_000

_PARTS = (
    month.pages,
    send_out.pages,
    returns.pages,
    problems.pages,
    report.pages,
    send.pages,
    plan.pages,
    start.pages,
    words.pages,
    progress.pages,
)

_REFUSALS = {
    403: "This window does not belong to cyps-reports any more, as the browser was closed, or the "
    "page was opened anew. Close it, and double-click “Open cyps-reports” in your folder (or type: "
    "cyps-reports open).",
    404: "There is no such page. What it showed may have been moved or set aside since.",
    413: f"That is more than {api.MOST_BYTES // 1_000_000} MB or {api.MOST_FILES} files at once. "
    "Bring fewer files at a time.",
}


def app_for(office: Office, guard: Guard) -> Flask:
    """The page of an officer's folder, for a server to serve."""
    app = Flask(__name__)
    app.jinja_options = {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "undefined": StrictUndefined,
    }
    app.config["MAX_CONTENT_LENGTH"] = api.MOST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = _FIELD_BYTES
    app.config["MAX_FORM_PARTS"] = _MOST_PARTS
    app.extensions["office"] = office
    app.add_template_filter(long, "long")
    guarded(app, guard)
    for part in (_look(), *_PARTS):
        app.register_blueprint(part)
    _with_ends(app)

    @app.before_request
    def used() -> None:
        office.was_used.set()

    @app.context_processor
    def on_every_page() -> dict[str, object]:
        return {
            "office": office,
            "said": said(),
            "Severity": api.Severity,
            "symbols": {tone.value: paint.symbol for tone, paint in theme.PAINTS.items()},
            "month": office.at,
            "is_over": False,
        }

    return app


def _look() -> Blueprint:
    look = Blueprint("look", __name__)

    @look.get("/style.css", endpoint="style")
    def style() -> Response:
        return Response(render_template("style.css", theme=theme), mimetype="text/css")

    return look


def _with_ends(app: Flask) -> None:
    """What is shown where a page cannot be: still being read, refused, not to be done."""

    @app.errorhandler(StillWorking)
    def working(waited: StillWorking) -> str:
        # What was done before is said on the page that is waited for.
        work, again = waited.work, request.full_path
        return render_template(
            "progress.html", work=work, heading=work.title, said=None, again=again
        )

    @app.errorhandler(HTTPException)
    def refused(problem: HTTPException) -> tuple[str, int]:
        code = problem.code or 500
        why = _REFUSALS.get(code, "The browser asked for something that this page does not do.")
        # Whoever is refused learns nothing of the folder, nor the token of its forms.
        is_stranger = code == HTTPStatus.FORBIDDEN
        notice = Notice("This cannot be shown", (why,), is_problem=True)
        return _ended(notice, is_over=is_stranger), code

    @app.errorhandler(Exception)
    def could_not(problem: Exception) -> tuple[str, int]:
        return _ended(problem_said(problem)), 200 if isinstance(problem, api.CannotRun) else 500


def _ended(notice: Notice, *, is_over: bool = False) -> str:
    return render_template("ended.html", heading=notice.title, notice=notice, is_over=is_over)
