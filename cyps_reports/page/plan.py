"""Plan: what the plan workbook holds and leaves open; it is taken out, put back, carried on."""

from __future__ import annotations

from itertools import groupby
from threading import Event

from flask import Blueprint, abort, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from cyps_reports import api
from cyps_reports.page.folder import begun, done, office
from cyps_reports.page.wording import new_year_lines, put_back_lines
from cyps_reports.page.work import Notice, problem_said
from cyps_reports.phrases import counted

pages = Blueprint("plan", __name__)


@pages.get("/plan", endpoint="shown")
def shown() -> str:
    """The plan that counts; where it cannot be read, why."""
    return _shown(office().plan_book())


@pages.get("/plan/of/<name>", endpoint="other")
def other(name: str) -> str:
    """The plan of another year that lies beside it."""
    return _shown(_listed(name))


def _shown(book: api.PlanBook) -> str:
    others = [each.path.name for each in office().plan_books() if each.path != book.path]
    about = {"heading": "Plan", "book": book, "others": others, "problem": None, "checked": None}
    about |= {"errors": 0, "counted": counted, "months": office().months()}
    if not api.is_begun(office().root):
        return render_template("plan.html", **about, begin=True)
    try:
        checked = about["checked"] = office().plan(book)
        about["errors"] = api.errors_in(checked.findings)
        about["numbers"] = api.numbers_said(checked.findings)
    except api.CannotRun as cannot:
        about["problem"] = problem_said(cannot)
    return render_template("plan.html", **about, begin=False)


def _listed(name: str) -> api.PlanBook:
    """A plan workbook by its name: one of those that the page itself lists."""
    known = {each.path.name: each for each in office().plan_books()}
    return known.get(name) or abort(404)


@pages.get("/plan/of/<name>/file", endpoint="file")
def file(name: str) -> AnyResponse:
    """The plan workbook itself."""
    path = _listed(name).path.resolve()
    if not path.is_file():
        abort(404)
    return send_file(path, as_attachment=True, download_name=path.name)


@pages.post("/plan/of/<name>/changed", endpoint="bring")
def bring(name: str) -> AnyResponse:
    """Reads a changed plan workbook and shows what it would change."""
    here, book = office(), _listed(name)
    files = [each for each in request.files.getlist("file") if each.filename]
    come = [api.Arrived(each.filename or "", each.read()) for each in files]

    def run(_: api.Watch, __: Event) -> Notice | None:
        if len(come) != 1:
            what = ("Choose the plan workbook that you changed.",)
            return Notice("No workbook was chosen", what, is_problem=True, field="file")
        here.plan_come = api.plan_brought(book, come[0])
        return None

    back = url_for("plan.other", name=name)
    return begun("Reading the plan", url_for("plan.changes"), run, otherwise=back)


@pages.get("/plan/changes", endpoint="changes")
def changes() -> str:
    """What the workbook that came would change, before it counts."""
    come = office().plan_come or abort(404)
    by_kind = groupby(come.changes, key=lambda change: change.kind)
    return render_template(
        "changes.html",
        heading="What would change",
        come=come,
        summed_up=api.changes_said(come.changes),
        kinds=[(kind.value, list(each)) for kind, each in by_kind],
    )


@pages.post("/plan/put-back", endpoint="put_back")
def put_back() -> AnyResponse:
    """Puts it in the place of the one there is, as it was shown."""
    here = office()
    come = here.plan_come

    def run(_: api.Watch, __: Event) -> Notice:
        if come is None or come.digest != request_digest:
            what = ("Another one was looked at since. Bring yours again.",)
            return Notice("The plan was not put back", what, is_problem=True)
        back = api.put_plan_back(here.root, come)
        here.plan_come = None
        return Notice("The changed plan is in its place", tuple(put_back_lines(back)))

    request_digest = request.form.get("digest", "")
    return done("Putting the plan back", url_for("plan.shown"), run)


@pages.post("/plan/new-year", endpoint="new_year")
def new_year() -> AnyResponse:
    """Writes next year's plan beside this one."""
    here = office()
    asked = api.NewYearRequest(root=here.root, plan=here.plan_named)

    def run(watch: api.Watch, _: Event) -> Notice:
        made = api.write_new_year(asked, watch)
        title = f"The plan for {made.proposed.year} is written"
        return Notice(title, tuple(new_year_lines(made)))

    return begun("Writing next year's plan", url_for("plan.shown"), run)
