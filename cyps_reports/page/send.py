"""Send: every email before it goes, a yes, and what became of it.

Those with the report, and those of a month's beginning: the blank returns, and reminders of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Event

from flask import Blueprint, abort, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from cyps_reports import api
from cyps_reports.page.folder import Office, begun, listed_month, office
from cyps_reports.page.wording import drafted_lines, sent_lines, sent_title
from cyps_reports.page.work import Notice, problem_said
from cyps_reports.sending.wording import preview_lines

pages = Blueprint("send", __name__)

ANYWAY, YES = "anyway", "yes"
"""Asks for what is held back, as a workbook that came could not be used, to be sent too."""

_FATES = {"again": api.Fate.AGAIN, "counted": api.Fate.COUNTED}


Emails = api.Drafted | api.DraftedOut


@dataclass(frozen=True, slots=True)
class _Occasion:
    """What emails are for: what their page is called and says, and the act that drafts them."""

    heading: str
    about: str
    draft: Callable[[Office, api.Month, api.Watch], Emails]


def _of_report(here: Office, month: api.Month, watch: api.Watch) -> Emails:
    return api.draft(here.request_for(month), watch)


def _of_returns(here: Office, month: api.Month, watch: api.Watch) -> Emails:
    return api.draft_returns(here.sending_out(month), watch)


def _of_reminders(here: Office, month: api.Month, watch: api.Watch) -> Emails:
    return api.draft_reminders(here.sending_out(month), here.today, watch)


REPORT, RETURNS, REMINDERS = "report", "returns", "reminders"
_OCCASIONS = {
    REPORT: _Occasion(
        "Send the report for {}",
        "The report goes to those who take it, to each lead what needs attention of theirs, and to "
        "each head of service what their return still needs.",
        _of_report,
    ),
    RETURNS: _Occasion(
        "Send out the returns for {}",
        "Each head of service is sent their return, and a calendar file with the days it is about.",
        _of_returns,
    ),
    REMINDERS: _Occasion(
        "Remind of the returns for {}",
        "Those whose return has not come are reminded; after the closing day, the leads have a "
        "copy.",
        _of_reminders,
    ),
}


@pages.get("/<month>/send", endpoint="shown", defaults={"occasion": REPORT})
@pages.get("/<month>/send/<occasion>", endpoint="shown")
def shown(month: str, occasion: str) -> str:
    """The emails as they would go out now, where their drafts are made."""
    named, about = listed_month(month), _OCCASIONS.get(occasion) or abort(404)
    drafted, sending, problem, has_server = _drafted(named, occasion), None, None, True
    sends_doubtful = request.args.get(ANYWAY) == YES
    if drafted is not None:
        try:
            sending = api.shown(_request(drafted, sends_doubtful=sends_doubtful))
        except api.CannotRun as cannot:
            has_server = cannot.reason is not api.Reason.NO_MAIL_SERVER
            problem = problem_said(cannot) if has_server else None
    return render_template(
        "send.html",
        heading=about.heading.format(named.in_words),
        month=named,
        occasion=occasion,
        about=about.about,
        has_server=has_server,
        drafted=drafted,
        sending=sending,
        problem=problem,
        preview=list(preview_lines(sending.pendings, sending.server)) if sending else (),
        user=office().mail.user,
        sends_doubtful=sends_doubtful,
    )


def _drafted(month: api.Month, occasion: str) -> Emails | None:
    """The drafts, where they were made from what lies in the folder now."""
    kept = office().drafted.get((month, occasion))
    return kept[1] if kept and kept[0] == _state(month) else None


def _state(month: api.Month) -> object:
    return (*office().drafts_state(month), office().today)


@pages.post("/<month>/send/<occasion>/drafts", endpoint="draft")
def draft(month: str, occasion: str) -> AnyResponse:
    """Makes the drafts and writes them."""
    named, here = listed_month(month), office()
    about, today = _OCCASIONS.get(occasion) or abort(404), here.today

    def run(watch: api.Watch, _: Event) -> Notice:
        api.refuse_wrong_clock(today)
        state = (*here.drafts_state(named), today)
        drafted = about.draft(here, named, watch)
        here.drafted[named, occasion] = (state, drafted)
        lines = drafted_lines(drafted, here.root) if drafted.drafts else (_NOBODY,)
        return Notice("The email drafts are made", tuple(lines), drafted.findings)

    then = url_for("send.shown", month=named, occasion=occasion)
    return begun("Making the email drafts", then, run)


@pages.get("/<month>/send/<occasion>/drafts/<name>", endpoint="open")
def open_draft(month: str, occasion: str, name: str) -> AnyResponse:
    """One of the drafts, which a mail program opens to be looked at and sent from there."""
    drafted = _drafted(listed_month(month), occasion) or abort(404)
    known = {each.name: drafted.folder / f"{each.name}.eml" for each in drafted.drafts}
    path = known.get(name) or abort(404)
    if not path.is_file():
        abort(404)
    return send_file(path.resolve(), "message/rfc822", as_attachment=True, download_name=path.name)


_NOBODY = "There is nobody to write to."


@dataclass(frozen=True, slots=True)
class _Form:
    """What was answered on the page: what was seen there, and what is to become of the unsure."""

    seen: frozenset[str]
    fates: Mapping[str, str]
    password: str

    def fate_of(self, pending: api.Pending) -> api.Fate:
        """What was chosen for an email that may have arrived."""
        return _FATES.get(self.fates.get(pending.digest, ""), api.Fate.LEFT)

    def may_send(self, to_send: Sequence[api.Pending]) -> bool:
        """Whether every one of them was shown with the yes, to each of its recipients."""
        again = {digest for digest, fate in self.fates.items() if fate == "again"}
        return all(each.digest in again or seen_as(each) in self.seen for each in to_send)

    def password_for(self, server: api.MailServer) -> str:
        """The password that was typed."""
        return self.password


def seen_as(pending: api.Pending) -> str:
    """An email with those it goes to, as a form names it."""
    return " ".join((pending.digest, *sorted(pending.recipients)))


@pages.app_template_filter("seen_as")
def _seen_as(pending: api.Pending) -> str:
    return seen_as(pending)


@pages.post("/<month>/send/<occasion>", endpoint="send")
def send(month: str, occasion: str) -> AnyResponse:
    """Sends what was shown; stops before the next email where that is asked for."""
    named, typed = listed_month(month), request.form
    if occasion not in _OCCASIONS:
        abort(404)
    drafted = _drafted(named, occasion)
    form = _Form(
        frozenset(typed.getlist("seen")),
        {key.removeprefix("fate-"): typed[key] for key in typed if key.startswith("fate-")},
        typed.get("password", ""),
    )
    sends_doubtful = typed.get(ANYWAY) == YES
    user = typed.get("user", "")
    asked = _request(drafted, user, sends_doubtful=sends_doubtful) if drafted else None

    def run(watch: api.Watch, stop: Event) -> Notice:
        if asked is None:
            changed = "The returns, the plan or the texts have changed. Make the drafts again."
            return Notice("Nothing was sent", (changed,), is_problem=True)
        sent = api.send(asked, form, watch, api.StopsWhen(stop.is_set))
        is_problem = sent.ended is not api.Ended.DONE or sent.end is api.SendingEnd.DECLINED
        return Notice(sent_title(sent), tuple(sent_lines(sent)), is_problem=is_problem)

    then = url_for("send.shown", month=named, occasion=occasion)
    return begun("Sending the emails", then, run, can_stop=True)


def _request(drafted: Emails, user: str = "", *, sends_doubtful: bool = False) -> api.SendRequest:
    here: Office = office()
    mail = here.mail
    return api.SendRequest(
        folder=drafted.folder,
        drafts=drafted.drafts,
        server=api.mail_server(drafted.plan, mail.server, mail.tls, mail.ca_file),
        now=here.clock,
        sends_doubtful=sends_doubtful,
        user=user or mail.user,
        password=mail.password,
    )
