"""What the page says in its many states is what was approved."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from cyps_reports.page.folder import Mail
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.sending import smtp
from tests.tools.approved import Approved
from tests.tools.approved_plan import example_plan
from tests.tools.page import NOON, Page, errors_in
from tests.tools.page_told import Browser
from tests.tools.scripted_mail import HANGS_UP, OK, ScriptedServer


@pytest.fixture
def browser(page: Page) -> Browser:
    """Somebody at the page of an office with three months of returns."""
    return Browser(page)


def test_a_month_on_the_page(browser: Browser, approved: Approved) -> None:
    browser.sees("/", "/months", "/send-out", "/plan")
    for part in ("", "returns", "problems", "words", "report", "send", "send/returns"):
        browser.sees(f"/2012-09/{part}")
    browser.sees("/2012-08/", "/2012-08/send/reminders", "/nowhere/", "/2012-09/send/never")
    browser.about("another day")
    for typed in ("soon", "29 September 2012", "1 October 2012", ""):
        browser.does("/2012-09/day", as_at=typed)
    browser.about("months begun")
    browser.does("/months", month="2012-10")
    browser.does("/months", month="2013-04")
    browser.sees("/", "/months", "/2012-10/returns", "/2012-10/problems", "/2012-10/report")
    approved.check("page of a month", browser.told)


def _upload(*names: str, content: bytes = b"PK") -> list[tuple[io.BytesIO, str]]:
    return [(io.BytesIO(content), name) for name in names]


def test_returns_on_the_page(browser: Browser, approved: Approved) -> None:
    folder = browser.page.office.root / "returns" / "2012-09"
    there = (folder / "return-B.xlsx").read_bytes()
    july = (folder.parent / "2012-07" / "return-B.xlsx").read_bytes()
    browser.sees("/2012-09/problems")
    browser.does("/2012-09/returns")
    browser.does("/2012-09/returns", files=_upload("notes.txt", "x.exe", "return-F.xlsx"))
    browser.does("/2012-09/returns", files=_upload("return-B.xlsx", "b.xlsx", content=there))
    browser.does("/2012-09/returns", files=_upload("return-B.xlsx", content=july))
    form = {"sets_aside": "yes", "back": "problems"}
    browser.does("/2012-09/returns", files=_upload("return-B.xlsx", content=july), **form)
    browser.sees("/2012-09/returns")
    for act, name in (
        ("set-aside", "return-A.xlsx"),
        ("set-aside", "return-A.xlsx"),
        ("take-back", "return-A.xlsx"),
        ("take-back", "../plan.xlsx"),
        ("never", "b.xlsx"),
    ):
        browser.does(f"/2012-09/returns/{act}", name=name)
    browser.sees("/2012-09/problems", "/2012-09/problems", "/2012-09/")
    browser.sees("/2012-09/problems/list/0")
    browser.takes("/2012-09/problems/list/0", "/2012-09/problems/list/99")
    approved.check("page of returns", browser.told)


def test_report_on_the_page(browser: Browser, approved: Approved) -> None:
    office, errors = browser.page.office, errors_in(browser.page)
    results = office.root / "output" / "2012-09"
    browser.does("/2012-09/report")
    browser.does("/2012-09/report", goes_on=errors + 1)
    browser.does(
        "/2012-09/words", **{"typed-words:overall": "Ours. 171", "shown-words:overall": ""}
    )
    browser.does("/2012-09/words", **_words("Ours. 171"))
    browser.does("/2012-09/words", **_words("Mine.", "x"))
    browser.does("/2012-09/words", **_words("x " * 25_001, "Ours. 171"))
    browser.does("/2012-09/words")
    browser.sees("/2012-09/words?also=words:measure:A8")
    browser.does("/2012-09/report", goes_on=errors, csv="yes", html="yes", audience="summary")
    (results / "cyps-summary-2012-09.xlsx").write_bytes(b"mine")
    office.as_at[next(iter(office.months().begun))] = NOON.date().replace(month=9, day=29)
    browser.does("/2012-09/report", goes_on=errors, lead="JM")
    browser.does("/2012-09/report", goes_on=errors, lead="XX")
    browser.does("/2012-09/report", goes_on=errors_in(browser.page), edition="public")
    browser.does("/2012-09/report", goes_on=9, edition="public", audience="leadership")
    browser.does("/2012-09/report", goes_on=errors_in(browser.page), audience="nobody")
    browser.sees("/2012-09/report", "/2012-09/", "/months")
    files = "cyps-report-2012-09.docx", "as-reported.json", "../plan.xlsx"
    browser.takes(*(f"/2012-09/report/files/{name}" for name in files))
    public = "cyps-report-2012-09-public.docx", "cyps-report-2012-09.docx"
    browser.takes(*(f"/2012-09/report/public/{name}" for name in public))
    browser.takes("/2012-09/report/all", "/2012-09/report/public", "/2012-08/report/all")
    browser.takes("/2012-09/report/page", "/style.css", "/static/page.js")
    approved.check("page of a report", browser.told)


def _words(typed: str, shown: str = "") -> dict[str, object]:
    """What is typed in place of what was shown."""
    return {"typed-words:overall": typed, "shown-words:overall": shown}


def test_sending_on_the_page(
    browser: Browser, approved: Approved, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = browser.page
    office, errors = page.office, errors_in(page)
    server = ScriptedServer(heard=lambda line: browser.told.append(f"[{line}]"))
    monkeypatch.setattr(smtp, "connected", lambda given: server.connected(given))
    browser.does("/2012-09/send/report/drafts")
    browser.does("/2012-09/send/report")
    browser.does("/2012-09/report", goes_on=errors)
    browser.does("/2012-09/send/report/drafts")
    for name in ("cabinet", "nobody", "../plan"):
        browser.takes(f"/2012-09/send/report/drafts/{name}")
    office.mail = Mail(server="mail.council.example", user="me", password="secret")
    browser.sees("/2012-09/send")
    browser.does("/2012-09/send/report", seen="x")
    seen = re.findall(r'name="seen" value="([^"]*)"', page.read("/2012-09/send"))
    server.answers = {"END": [OK, HANGS_UP]}
    browser.does("/2012-09/send/report", seen=seen)
    browser.sees("/2012-09/send", "/2012-09/", "/months")
    fates = re.findall(r'name="(fate-[^"]*)"', page.read("/2012-09/send"))
    server.answers = {"RCPT": [OK, (550, b"no such mailbox"), OK]}
    chosen = {each: ("again", "counted")[at % 2] for at, each in enumerate(dict.fromkeys(fates))}
    browser.does("/2012-09/send/report", seen=seen, **chosen)
    browser.does("/2012-09/send/report", seen=seen)
    office.mail = Mail(server="mail.council.example")
    browser.does("/2012-08/send/reminders/drafts")
    browser.sees("/2012-08/send/reminders?anyway=yes")
    browser.does("/2012-09/send/reminders/drafts")
    (office.root / "output/2012-09/emails/sent.json").write_bytes(b"{")
    browser.sees("/2012-09/send", "/2012-09/", "/months")
    approved.check("page of a sending", browser.told)


def test_plan_on_the_page(browser: Browser, approved: Approved) -> None:
    root = browser.page.office.root
    plan = root / "returns" / "plan.xlsx"
    there, changed = plan.read_bytes(), replace(example_plan(), title="Another plan")
    bring = "/plan/of/plan.xlsx/changed"
    browser.does(bring)
    browser.does(bring, file=_upload("plan.xlsx"))
    browser.does(bring, file=_upload("plan.docx"))
    came = (root / "returns" / "2012-09" / "return-A.xlsx").read_bytes()
    browser.does(bring, file=_upload("plan.xlsx", content=came))
    browser.does(bring, file=_upload("plan.xlsx", content=there))
    browser.does("/plan/put-back", digest="x")
    browser.does(bring, file=_upload("plan.xlsx", content=plan_workbook(_small(changed))))
    assert browser.page.office.plan_come
    digest = browser.page.office.plan_come.digest
    browser.does("/plan/put-back", digest=digest)
    browser.does("/plan/put-back", digest=digest)
    browser.sees("/plan/changes", "/plan/of/nothing.xlsx")
    browser.does("/plan/new-year")
    browser.does("/plan/new-year")
    browser.sees("/plan/of/plan-2013-14.xlsx")
    browser.does("/send-out", month="2012-10", carried="2012-09")
    browser.does("/send-out", month="2012-10", carried="nothing")
    browser.does("/send-out", month="2012-09", carried="2012-09")
    browser.sees("/", "/send-out", "/2012-10/send/returns")
    browser.does("/2012-10/send/returns/drafts")
    browser.takes("/plan/of/plan.xlsx/file", "/plan/of/x/file")
    browser.takes("/send-out/files/return-A.xlsx", "/send-out/files/plan.xlsx")
    browser.does("/end")
    approved.check("page of a plan", browser.told)


def _small(plan: Plan) -> Plan:
    """The same with a few rows."""
    return replace(plan, measures=plan.measures[:2], milestones=plan.milestones[:2])


def test_beginning_on_the_page(tmp_path: Path, approved: Approved) -> None:
    (tmp_path / "office").mkdir()
    browser = Browser(Page(tmp_path / "office").opened())
    browser.sees("/", "/plan", "/months", "/send-out", "/start")
    facts = {"council": "Ours", "service": "Services", "title": "Plan", "reported": "monthly"}
    days = {"starts": "1 April 2012", "ends": "31 March 2013"}
    browser.does("/start", what="plan")
    browser.does("/start", what="plan", **facts, starts="soon", ends="later")
    browser.does("/start", what="plan", **facts, starts="1 April 2012", ends="1 April 2012")
    browser.does("/start", what="plan", document=_upload("plan.txt"), **facts, **days)
    browser.does("/start", what="plan", without="yes", **facts, **days)
    browser.sees("/", "/plan", "/months", "/send-out")
    browser.does("/start", what="plan", **facts, **days)
    browser.does("/start", what="example")
    (tmp_path / "example").mkdir()
    example = Browser(Page(tmp_path / "example").opened())
    example.page.post("/start", {"what": "example"})
    for work in example.page.office.desk.under_way:
        work.done.wait()
    example.sees("/months?said=1")
    browser.told += example.told
    stranger = Browser(Page(tmp_path / "example"))
    stranger.sees("/")
    stranger.takes("/", "/months", "/style.css", "/static/page.js", "/open/x")
    browser.told += stranger.told
    approved.check("page of a beginning", browser.told)
