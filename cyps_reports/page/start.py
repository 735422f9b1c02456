"""Start: makes the officer's folder, with a plan from a document or to fill in, or the example."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Event

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from cyps_reports import api
from cyps_reports.page.folder import Office, begun, office
from cyps_reports.page.wording import started_lines
from cyps_reports.page.work import Notice

pages = Blueprint("start", __name__)

_PLAN, _EXAMPLE = "plan", "example"


@pages.get("/start", endpoint="shown")
def shown() -> str:
    """What must be known of a plan before it can begin."""
    return _form(office().typed, {})


def _form(typed: Mapping[str, str], refused: Mapping[str, api.Refused]) -> str:
    here = office()
    questions = api.first_questions(here.today)
    return render_template(
        "start.html",
        heading="Begin with your plan",
        questions=questions,
        typed={each.name: typed.get(each.name, each.proposed) for each in questions},
        refused=refused,
        document=here.document,
        plan=_PLAN,
        example=_EXAMPLE,
    )


@pages.post("/start", endpoint="make")
def make() -> str | AnyResponse:
    """Makes the folder; where an answer cannot be read, asks again."""
    here, typed = office(), request.form
    is_example = typed.get("what") == _EXAMPLE
    if not is_example:
        _keep(typed)
    facts, refused = api.typed_facts(_told(here), with_document=here.document is not None)
    if refused and not is_example:
        return _form(here.typed, refused)
    asked = api.StartRequest(
        root=here.root,
        today=here.today,
        is_example=is_example,
        facts=facts,
        first=here.first,
        program=here.program,
    )
    document = None if is_example else here.document

    def run(watch: api.Watch, _: Event) -> Notice:
        started = api.start_brought(asked, document, watch)
        here.document = None
        title = "The example is here" if is_example else "Your folder is made"
        return Notice(title, tuple(started_lines(started)), _not_on_the_page(here, started))

    then = url_for("month.newest" if is_example else "plan.shown")
    return begun("Making your folder", then, run, otherwise=url_for("start.shown"))


def _told(here: Office) -> Mapping[str, str]:
    """What was typed; beside a document, which may say otherwise, not what was only proposed."""
    if here.document is None:
        return here.typed
    proposed = {each.name: each.proposed for each in api.first_questions(here.today)}
    return {name: text for name, text in here.typed.items() if text.strip() != proposed.get(name)}


def _not_on_the_page(here: Office, started: api.Started) -> tuple[api.Finding, ...]:
    """What was found in the document that the page of the plan does not say of a cell itself."""
    if not started.findings:
        return ()
    there = here.plan(api.PlanBook(started.plan, api.PlanOrigin.OWN)).findings
    open_cells = {each.place for each in there}
    return tuple(each for each in started.findings if each.place not in open_cells)


def _keep(typed: Mapping[str, str]) -> None:
    """Keeps what was typed, and the document that was chosen, until the folder is made."""
    here = office()
    here.typed = dict(typed)
    for file in request.files.getlist("document"):
        if file.filename:
            here.document = api.Arrived(file.filename, file.read())
    if typed.get("without"):
        here.document = None
