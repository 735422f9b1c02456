"""Report: makes the month's report and hands out its files."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from threading import Event

from flask import Blueprint, Response, abort, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from cyps_reports import api
from cyps_reports.page.folder import begun, listed_month, office
from cyps_reports.page.wording import (
    audiences_said,
    files_said,
    replaced_lines,
    written_lines,
)
from cyps_reports.page.work import Notice
from cyps_reports.phrases import counted
from cyps_reports.writers.pdf.said import pdf_lines

pages = Blueprint("report", __name__)

TICKED = "yes"

_NOT_TICKED = Notice(
    "The report was not made",
    ("Tick that it is made without what could not be read or used, or mend that first.",),
    is_problem=True,
    field="goes-on",
)


class _NotTickedError(Exception):
    """There are errors, and nobody said that the report is made all the same."""


@pages.get("/<month>/report", endpoint="shown")
def shown(month: str) -> str:
    """What can be made, and the files that were."""
    named = listed_month(month)
    read = office().month(named)
    return render_template(
        "report.html",
        heading=f"Report for {named.in_words}",
        month=named,
        errors=api.errors_in(read.checked.findings),
        counted=counted,
        audiences=audiences_said(read.used.plan.vocabulary.body_word),
        editions=tuple(api.Edition),
        leads=read.used.plan.leads,
        lead_word=read.used.plan.lead_word,
        files=files_said(api.results_in(read.results)),
        public=files_said(api.public_results_in(read.results)),
    )


def _refuse_errors(read: api.ReadMonth) -> None:
    if api.errors_in(read.checked.findings):
        raise _NotTickedError


@pages.post("/<month>/report", endpoint="make")
def make(month: str) -> AnyResponse:
    """Makes the report, where it was said that it goes on without what could not be read."""
    named, today = listed_month(month), office().today
    asked = _asked(named)

    def run(watch: api.Watch, _: Event) -> Notice:
        api.refuse_wrong_clock(today)

        def watched(step: api.Progress) -> None:
            watch(step)
            if isinstance(step, api.ReadMonth) and not asked.goes_on:
                _refuse_errors(step)

        try:
            made = api.report(asked, watched)
        except _NotTickedError:
            return _NOT_TICKED
        lines = (*replaced_lines(made.replaced), *written_lines(made.written))
        return Notice("The report is made", (*lines, *_of_pdf(made)), made.outputs.about_style)

    return begun("Making the report", url_for("report.shown", month=named), run)


def _of_pdf(made: api.Reported) -> tuple[str, ...]:
    """What was checked in the PDF, or why there is none; nothing where none was wanted."""
    return tuple(pdf_lines(made.outputs.pdf)) if made.outputs.pdf else ()


def _asked(month: api.Month) -> api.ReportRequest:
    """The report that was asked for, of the month as every page has it: its plan, its day."""
    typed, asked = request.form, office().request_for(month)
    of_month = {each.name: getattr(asked, each.name) for each in fields(asked)}
    audiences = {each.value: each for each in api.Audience}
    editions = {each.value: each for each in api.Edition}
    return api.ReportRequest(
        **of_month,
        audience=audiences.get(typed.get("audience", ""), api.Audience.CABINET),
        lead=typed.get("lead", ""),
        csv=typed.get("csv") == TICKED,
        html=typed.get("html") == TICKED,
        pdf=typed.get("pdf") == TICKED,
        edition=editions.get(typed.get("edition", ""), api.Edition.INTERNAL),
        goes_on=typed.get("goes_on", 0, type=int),
    )


@pages.get("/<month>/report/page", endpoint="page")
def page(month: str) -> AnyResponse:
    """The report as a page, with the words as they are now, to be shown within another."""
    return Response(office().report_page(listed_month(month)), mimetype="text/html")


@pages.get("/<month>/report/files/<name>", endpoint="file")
def file(month: str, name: str) -> AnyResponse:
    """One of the results that the month's record tells of."""
    return _sent(api.results_in(_results(month)), name)


@pages.get("/<month>/report/public/<name>", endpoint="public_file")
def public_file(month: str, name: str) -> AnyResponse:
    """One of the results of the public edition."""
    return _sent(api.public_results_in(_results(month)), name)


@pages.get("/<month>/report/all", endpoint="all")
def all_files(month: str) -> AnyResponse:
    """All of them in one zip file."""
    return _packed(api.results_in(_results(month)), f"cyps-reports-{month}.zip")


@pages.get("/<month>/report/public", endpoint="all_public")
def all_public_files(month: str) -> AnyResponse:
    """All results of the public edition in one zip file."""
    return _packed(api.public_results_in(_results(month)), f"cyps-reports-{month}-public.zip")


def _packed(files: Mapping[str, Path], name: str) -> AnyResponse:
    if not files:
        abort(404)
    content = io.BytesIO(api.packed(files))
    return send_file(content, "application/zip", as_attachment=True, download_name=name)


def _results(month: str) -> Path:
    return office().request_for(listed_month(month)).results / month


def _sent(files: Mapping[str, Path], name: str) -> AnyResponse:
    path = files.get(name) or abort(404)
    return send_file(path.resolve(), as_attachment=True, download_name=name)
