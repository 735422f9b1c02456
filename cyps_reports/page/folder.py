"""The officer's folder as the page knows it: what was read is kept until a file changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from threading import Event
from typing import cast

from flask import Response, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from cyps_reports import api
from cyps_reports.page.work import Desk, Notice, Run, Work

QUICK_SECONDS = 1.5
"""How long is waited for work before the page that shows how far it is comes instead."""

SAID = "said"
"""The argument that names the work of which a page says how it went."""


class StillWorking(Exception):  # noqa: N818 - reads as what happened
    """A page needs what is still being read."""

    def __init__(self, work: Work) -> None:
        super().__init__(work.title)
        self.work = work


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail server, where it is not the plan's, and who logs in to it; "" for nobody."""

    server: str = ""
    tls: api.Tls | None = None
    ca_file: Path | None = None
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Reading:
    """A month as it was read when its files were in a state, or why it could not be.

    `rows` are the workbooks' own rows that findings are about. `before` is what was found when
    somebody last looked at the problems, None where nobody did.
    """

    state: api.State
    outcome: api.ReadMonth | None
    problem: Exception | None
    rows: Mapping[api.CellRef, api.ShownRow]
    before: tuple[api.Finding, ...] | None

    @property
    def read(self) -> api.ReadMonth:
        """The month, where it could be read."""
        if self.outcome is None:
            raise self.problem or LookupError
        return self.outcome

    @property
    def since(self) -> api.Since:
        """What is solved and new since somebody last looked at the problems."""
        if self.before is None or self.outcome is None:
            return api.Since()
        return api.since(self.before, self.outcome.checked.findings)


@dataclass
class Office:
    """The folder, the clock, who logs in to the mail server, and what has been read so far.

    `at` is the month that was looked at last. `program` is the Python that runs the program here,
    `first` what is typed in a new terminal before its commands are known.
    `document` is one that a plan is to begin with, `typed` what was typed of it, `plan_come` a
    changed plan workbook, each while somebody looks at what is made of it. `as_at` are the days to
    judge on that somebody chose, `unsaved` words that were typed and not kept.
    """

    root: Path
    clock: Callable[[], datetime]
    plan_named: Path | None = None
    mail: Mail = field(default_factory=Mail)
    desk: Desk = field(default_factory=Desk)
    wants_to_end: Event = field(default_factory=Event)
    was_used: Event = field(default_factory=Event)
    at: api.Month | None = None
    program: str = ""
    first: str = ""
    document: api.Arrived | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    plan_come: api.PlanBrought | None = None
    as_at: dict[api.Month, date] = field(default_factory=dict)
    unsaved: dict[api.Month, Mapping[str, str]] = field(default_factory=dict)
    drafted: dict[tuple[api.Month, str], tuple[object, api.Drafted | api.DraftedOut]] = field(
        default_factory=dict
    )
    kept: api.KeptReadings = field(default_factory=api.KeptReadings)
    _read: dict[api.Month, Reading] = field(default_factory=dict)
    _seen: dict[api.Month, tuple[api.Finding, ...]] = field(default_factory=dict)
    _pages: dict[api.Month, tuple[object, bytes]] = field(default_factory=dict)
    _plans: dict[api.PlanBook, tuple[api.State, api.PlanChecked]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day on the clock."""
        return self.clock().date()

    def request_for(self, month: api.Month) -> api.MonthRequest:
        """The month as the acts ask for it."""
        return api.MonthRequest(
            root=self.root,
            returns=Path(str(month)),
            plan=self.plan_named,
            as_at=self.as_at.get(month),
            kept=self.kept,
        )

    def sending_out(self, month: api.Month) -> api.SendOutRequest:
        """The month whose returns go out as the acts ask for it."""
        return api.SendOutRequest(root=self.root, month=month, plan=self.plan_named)

    def state(self, month: api.Month) -> api.State:
        """The state of the files that the month rests on, and the day it is judged on."""
        as_at = str(self.as_at.get(month, ""))
        return (*api.state_for(self.request_for(month), month), (as_at, 0, 0))

    def drafts_state(self, month: api.Month) -> tuple[api.State, api.State]:
        """The state of the files that the month's email drafts rest on."""
        return self.state(month), api.results_state(self.request_for(month), month)

    def plan_book(self) -> api.PlanBook:
        """The plan workbook that counts."""
        return api.plan_of(self.root, self.plan_named, self.kept.read_plan)

    def plan_books(self) -> tuple[api.PlanBook, ...]:
        """It, and those of other years beside it."""
        return api.plans_of(self.root, self.plan_named, self.kept.read_plan)

    def plan(self, book: api.PlanBook) -> api.PlanChecked:
        """What is open in a plan workbook; read anew once it changed.

        Raises:
            CannotRun: it is not there, or is no workbook.

        """
        state = api.plan_state(self.root, book.path)
        if book not in self._plans or self._plans[book][0] != state:
            checked = api.check_plan(api.PlanCheckRequest(root=self.root, plan=book.path))
            self._plans[book] = (state, checked)
        return self._plans[book][1]

    def months(self) -> api.Months:
        """The months that can be worked on."""
        return api.months_of(self.root, self.plan_named, self.kept.read_plan)

    def month(self, month: api.Month) -> api.ReadMonth:
        """The month as it reads now; read only where a file has changed.

        Raises:
            StillWorking: it is still being read. CannotRun, OSError: it cannot be.

        """
        return self.reading(month).read

    def report_page(self, month: api.Month) -> bytes:
        """The month's report as a page; made anew once its files or its words changed.

        Raises:
            StillWorking, CannotRun, OSError: as of `month`.

        """
        state = self.drafts_state(month)
        kept = self._pages.get(month)
        if kept is None or kept[0] != state:
            page = api.report_page(self.request_for(month), self.month(month))
            kept = self._pages[month] = (state, page)
        return kept[1]

    def reading(self, month: api.Month) -> Reading:
        """The same, with what is shown beside it.

        Raises:
            StillWorking, CannotRun, OSError: as of `month`.

        """
        state = self.state(month)
        kept = self._read.get(month)
        if kept is None or kept.state != state:
            title = f"Reading the returns for {month.in_words}"
            run = self._reading(month, state)
            then = url_for("month.shown", month=month)
            work = self.desk.begin(title, then, run, key=("read", month, state))
            if not work.done.wait(QUICK_SECONDS):
                raise StillWorking(work)
            kept = self._read[month]
        if kept.problem is not None:
            raise kept.problem
        return kept

    def saw_problems(self, month: api.Month, read: api.ReadMonth) -> None:
        """Notes what somebody sees of a month's problems; what is told later is told against it."""
        if read.checked.assessment.returns.inputs:
            self._seen[month] = read.checked.findings

    def _reading(self, month: api.Month, state: api.State) -> Run:
        def run(watch: api.Watch, _: Event) -> Notice | None:
            seen = self._seen.get(month)
            try:
                read = api.read_month(self.request_for(month), watch)
                places = [each.place for each in read.checked.findings]
                rows = api.rows_shown(read, self.kept, places)
                self._read[month] = Reading(state, read, None, rows, seen)
            except Exception as problem:
                self._read[month] = Reading(state, None, problem, {}, seen)
            return None

        return run


def office() -> Office:
    """The officer's folder of this page."""
    return cast(Office, current_app.extensions["office"])


def listed_month(named: str) -> api.Month:
    """The month of an address: one of those that the page itself lists, else there is no page."""
    months = office().months()
    known = {str(each): each for each in (*months.begun, *months.due)}
    if named not in known:
        abort(404)
    office().at = known[named]
    return known[named]


def begun(
    title: str, then: str, run: Run, *, can_stop: bool = False, otherwise: str = ""
) -> AnyResponse:
    """Begins work and leads to the page after it; where it takes long, to how far it is.

    `otherwise` is the page that says why it could not be done, where that is another one.
    """
    work = office().desk.begin(title, then, run, can_stop=can_stop, otherwise=otherwise)
    if work.done.wait(QUICK_SECONDS):
        return redirect(where_after(work), Response=Response)
    return redirect(url_for("work.shown", number=work.number), Response=Response)


def done(title: str, then: str, run: Run) -> AnyResponse:
    """Does something short, and leads to the page after it."""
    return redirect(where_after(office().desk.at_once(title, then, run)), Response=Response)


def where_after(work: Work) -> str:
    """The page that the work leads to, which says how it went."""
    if work.notice is None:
        return work.then
    leads_to = work.otherwise if work.notice.is_problem and work.otherwise else work.then
    joint = "&" if "?" in leads_to else "?"
    return f"{leads_to}{joint}{SAID}={work.number}"


def said() -> Notice | None:
    """What the page is to say of work that led to it."""
    number = request.args.get(SAID, "")
    work = office().desk.find(int(number)) if _NUMBER.fullmatch(number) else None
    return work.notice if work else None


_NUMBER = re.compile(r"[0-9]{1,9}")
