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
    """The plan that counts; where it cannot be used, what must be mended first."""
    used = office().plan()
    if isinstance(used, api.CannotRun):
        problem = problem_said(used)
        return render_template("plan.html", heading="Plan", problem=problem, findings=())
    return render_template(
        "plan.html",
        heading="Plan",
        problem=None,
        used=used,
        findings=api.findings_of(used),
        origins=api.PlanOrigin,
    )


@pages.get("/plan/file", endpoint="file")
def file() -> AnyResponse:
    """The plan workbook itself."""
    used = office().plan()
    if isinstance(used, api.CannotRun):
        abort(404)
    path = used.book.path.resolve()
    return send_file(path, as_attachment=True, download_name=path.name)
