"""Month: the year at a glance; of a month who has returned what, and what comes next."""

from __future__ import annotations

from threading import Event

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from cyps_reports import api
from cyps_reports.letters.status import closing_words
from cyps_reports.page.folder import SAID, done, listed_month, office
from cyps_reports.page.work import Notice
from cyps_reports.plan.dates.months import long

pages = Blueprint("month", __name__)

_STEPS = {
    api.NextStep.SEND_OUT: "send_out.shown",
    api.NextStep.TAKE_IN: "returns.shown",
    api.NextStep.REMIND: "send.shown",
    api.NextStep.MEND: "problems.shown",
    api.NextStep.SIGN_OFF: "problems.shown",
    api.NextStep.REPORT: "report.shown",
    api.NextStep.SEND: "send.shown",
    api.NextStep.NEXT_MONTH: "send_out.shown",
}
"""The page on which each step is taken."""


@pages.get("/", endpoint="newest")
def newest() -> AnyResponse:
    """The newest month that was begun; where there is none, the choice of one, or the start."""
    if not api.is_begun(office().root):
        return redirect(url_for("start.shown"))
    months = office().months().begun
    if not months:
        return redirect(url_for("month.choose"))
    # What was done before is said where it leads to; what is None stands in no address.
    return redirect(url_for("month.shown", month=months[0], said=request.args.get(SAID)))


@pages.get("/months", endpoint="choose")
def choose() -> str:
    """The year at a glance: all months, those begun, and those that can be."""
    here, months = office(), office().months()
    request_of_any = api.MonthRequest(root=here.root, plan=here.plan_named)
    return render_template(
        "months.html",
        heading="The year at a glance",
        months=months,
        year=api.year_at_a_glance(request_of_any, months),
        to_begin=sorted(each for each in months.due if each not in months.begun),
        newest=max(months.begun, default=None),
        coming=api.month_to_begin(months, here.today),
    )


@pages.post("/months", endpoint="begin")
def begin() -> AnyResponse:
    """Begins a month: makes its folder."""
    month = listed_month(request.form.get("month", ""))
    root = office().root

    def run(_: api.Watch, __: Event) -> Notice:
        folder = api.begin_month(root, month)
        return Notice(f"{month.in_words} has begun", (f"Its returns lie in {folder}.",))

    return done("Beginning the month", url_for("month.shown", month=month), run)


@pages.get("/<month>/", endpoint="shown")
def shown(month: str) -> str:
    """The month on one page."""
    named = listed_month(month)
    status = api.status_in(office().month(named))
    assessment = status.month.checked.assessment
    coming = api.next_step(status, office().today)
    occasion = "reminders" if coming.step is api.NextStep.REMIND else None
    return render_template(
        "month.html",
        heading=named.in_words,
        month=named,
        status=status,
        as_at=long(assessment.as_at),
        closing=closing_words(assessment, office().today),
        problems=_problems_by_priority(status),
        is_signed=any(each.signed for each in status.priorities),
        next_words=coming.sentence,
        next_page=url_for(_STEPS[coming.step], month=named, occasion=occasion),
    )


@pages.post("/<month>/day", endpoint="judge_at")
def judge_at(month: str) -> AnyResponse:
    """Judges the month on a day that was typed; on its last one where none was."""
    named, here, typed = listed_month(month), office(), request.form.get("as_at", "")

    def run(_: api.Watch, __: Event) -> Notice:
        day = api.day_in(typed)
        if isinstance(day, api.Refused):
            return Notice(day.message, (day.fix,), is_problem=True, field="as-at")
        if day is None:
            here.as_at.pop(named, None)
        else:
            here.as_at[named] = day
        return Notice(f"The month is judged as at {long(day or named.last)}")

    return done("Choosing the day", url_for("month.shown", month=named), run)


def _problems_by_priority(status: api.MonthStatus) -> dict[str, int]:
    """How many errors and warnings there are in the workbooks of each priority."""
    findings = status.month.checked.findings
    return {
        priority.code: sum(
            each.place.workbook in priority.workbooks and each.severity is not api.Severity.NOTE
            for each in findings
        )
        for priority in status.priorities
    }
