"""Progress: how far long work is, how it is stopped, and how the page is ended."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from cyps_reports.page.folder import office, where_after
from cyps_reports.page.work import Notice, Work

pages = Blueprint("work", __name__)


def _known(number: int) -> Work:
    return office().desk.find(number) or abort(404)


@pages.get("/progress/<int:number>", endpoint="shown")
def shown(number: int) -> str | AnyResponse:
    """The steps so far; once it is done, the page that it leads to."""
    work = _known(number)
    if work.done.is_set():
        return redirect(where_after(work))
    again = url_for("work.shown", number=number)
    return render_template("progress.html", heading=work.title, work=work, again=again)


@pages.post("/progress/<int:number>/stop", endpoint="stop")
def stop(number: int) -> AnyResponse:
    """Asks it to end before its next step."""
    _known(number).wants_to_stop.set()
    return redirect(url_for("work.shown", number=number))


@pages.post("/end", endpoint="end")
def end() -> str:
    """Ends the program, unless something is still being done."""
    if office().desk.is_busy:
        wait = "Something is still being done. Wait until it is, and end then."
        notice = Notice("Not ended", (wait,), is_problem=True)
        return render_template("ended.html", heading=notice.title, notice=notice)
    office().wants_to_end.set()
    notice = Notice("The page has ended", ("Close this window. Your folder is as you left it.",))
    return render_template("ended.html", heading=notice.title, notice=notice, is_over=True)
