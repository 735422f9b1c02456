"""Returns: what came for the month; more can be brought, set aside and taken back."""

from __future__ import annotations

from threading import Event

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from cyps_reports import api
from cyps_reports.page.folder import done, listed_month, office
from cyps_reports.page.wording import taken_in_lines
from cyps_reports.page.work import Notice

pages = Blueprint("returns", __name__)

_NOTHING_CHOSEN = Notice(
    "Nothing was chosen", ("Choose one file or more.",), is_problem=True, field="files"
)

_ACTS = {
    "set-aside": (api.set_aside, "set aside; it is not deleted and can be taken back"),
    "take-back": (api.take_back, "back among the month's returns"),
}


@pages.get("/<month>/returns", endpoint="shown")
def shown(month: str) -> str:
    """The files of the month, those set aside, and where more can be brought."""
    named = listed_month(month)
    files = api.month_files(office().root, named)
    read = office().month(named) if files.returns else None
    return render_template(
        "returns.html",
        heading=f"Returns for {named.in_words}",
        month=named,
        files=files,
        left_out=read.checked.left_out if read else (),
        used=_used(read, files.returns) if read else {},
    )


def _used(read: api.ReadMonth, names: tuple[str, ...]) -> dict[str, list[str]]:
    """The priorities that each file is a return of; a zip file or an email may hold several."""
    inputs = read.checked.assessment.returns.inputs
    return {
        name: sorted({each.priority for each in inputs if _is_in(each.workbook, name)})
        for name in names
    }


def _is_in(workbook: str, file: str) -> bool:
    """Whether a workbook is that file, or lies in it: it is then called after it last."""
    return workbook == file or workbook.endswith(f" in {file}")


@pages.post("/<month>/returns", endpoint="bring")
def bring(month: str) -> AnyResponse:
    """Takes in the files that were brought."""
    named, root = listed_month(month), office().root
    files = tuple(
        api.Arrived(each.filename, each.read())
        for each in request.files.getlist("files")
        if each.filename
    )

    sets_aside = request.form.get("sets_aside") == "yes"

    def run(_: api.Watch, __: Event) -> Notice:
        if not files:
            return _NOTHING_CHOSEN
        taken = api.take_in(root, named, files, sets_aside=sets_aside)
        title = "Some files were not taken in" if taken.refused else "The files are taken in"
        return Notice(title, tuple(taken_in_lines(taken)), is_problem=bool(taken.refused))

    back = "problems.shown" if request.form.get("back") == "problems" else "returns.shown"
    return done("Taking in the files", url_for(back, month=named), run)


@pages.post("/<month>/returns/<act>", endpoint="move")
def move(month: str, act: str) -> AnyResponse:
    """Sets a file aside, or takes it back."""
    named, root, name = listed_month(month), office().root, request.form.get("name", "")
    if act not in _ACTS:
        act = "set-aside"
    do, words = _ACTS[act]

    def run(_: api.Watch, __: Event) -> Notice:
        place = do(root, named, name)
        return Notice(f"{place.name} is {words}")

    return done("Moving the file", url_for("returns.shown", month=named), run)
