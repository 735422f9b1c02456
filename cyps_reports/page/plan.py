"""Plan: what the plan workbook holds, and what is wrong in it, by cell."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, send_file
from werkzeug.wrappers import Response as AnyResponse

from cyps_reports import api
from cyps_reports.page.folder import office
from cyps_reports.page.work import problem_said

pages = Blueprint("plan", __name__)


@pages.get("/plan", endpoint="shown")
def shown() -> str:
    """The plan that counts; where it cannot be read, why."""
    try:
        checked = office().plan()
    except api.CannotRun as cannot:
        return render_template("plan.html", heading="Plan", problem=problem_said(cannot))
    return render_template("plan.html", heading="Plan", problem=None, checked=checked)


@pages.get("/plan/file", endpoint="file")
def file() -> AnyResponse:
    """The plan workbook itself."""
    here = office()
    path = api.plan_of(here.root, here.plan_named, here.kept.read_plan).path.resolve()
    if not path.is_file():
        abort(404)
    return send_file(path, as_attachment=True, download_name=path.name)
