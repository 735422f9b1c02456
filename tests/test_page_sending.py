"""The emails of a report are seen on the page before they go, and go once."""

import re
from html import unescape
from pathlib import Path

from openpyxl import load_workbook

from cyps_reports.page.folder import Mail
from cyps_reports.writers.word.as_sent import as_sent
from tests.tools.mail_server import PASSWORD, USER, Post, mail_server
from tests.tools.page import Page, errors_in, said_in, words
from tests.tools.returned import SEPTEMBER


def to_send(page: Page) -> dict[str, object]:
    """What the form on the page sends along with a yes."""
    html = page.read("/2012-09/send")
    seen = [unescape(each) for each in re.findall(r'name="seen" value="([^"]*)"', html)]
    return {"seen": seen, "user": USER, "password": PASSWORD}


def test_every_email_is_seen_before_it_goes_and_goes_once(page: Page, tmp_path: Path) -> None:
    with mail_server(tmp_path, Post(), wants_login=True) as running:
        page.office.mail = Mail(running.address, ca_file=running.ca_file)
        assert "Make the report first" in page.done("/2012-09/send/report/drafts")
        page.done("/2012-09/report", {"goes_on": errors_in(page)})
        text = said_in(page.done("/2012-09/send/report/drafts"))
        drafted = page.office.drafted[SEPTEMBER, "report"][1]
        for draft in drafted.drafts:
            for part in (*draft.recipients, draft.subject, draft.body):
                assert words(part) in text
        shown = to_send(page)["seen"]
        assert isinstance(shown, list)
        unseen = page.done("/2012-09/send/report", {**to_send(page), "seen": shown[1:]})
        assert "Nothing was sent, as something has changed" in unseen
        assert not running.post.taken
        form = to_send(page)
        text = said_in(page.done("/2012-09/send/report", form))
        sent = [each for each in drafted.drafts if each.recipients and not each.doubt]
        assert "Sent" in text
        assert len(running.post.taken) <= len(sent)
        assert running.post.taken
        once = list(running.post.taken)
        page.done("/2012-09/send/report", form)
        assert running.post.taken == once
        assert "already sent to" in page.read("/2012-09/send")
        assert "Make the returns for October 2012, and send them out" in page.read("/2012-09/")


def test_without_a_mail_server_the_emails_are_opened_in_a_mail_program(page: Page) -> None:
    plan = page.office.root / "returns" / "plan.xlsx"
    book = load_workbook(plan)
    (server,) = (row for row in book["Plan"].iter_rows() if row[0].value == "Mail server")
    server[1].value = None
    book.save(plan)
    page.done("/2012-09/report", {"goes_on": errors_in(page)})
    text = said_in(page.done("/2012-09/send/report/drafts"))
    assert "They can go out in two ways" in text
    assert "could not be done" not in text
    drafted = page.office.drafted[SEPTEMBER, "report"][1]
    assert drafted.drafts
    for draft in drafted.drafts:
        answer = page.get(f"/2012-09/send/report/drafts/{draft.name}")
        assert answer.data == (drafted.folder / f"{draft.name}.eml").read_bytes()
        assert answer.mimetype == "message/rfc822"
        assert "attachment" in answer.headers["Content-Disposition"]
        assert b"X-Unsent: 1" in answer.data
    for name in ("nobody", "../emails/cabinet", "..%2f..%2fas-reported"):
        assert page.get(f"/2012-09/send/report/drafts/{name}").status_code == 404
    assert page.get("/2012-09/send/returns/drafts/cabinet").status_code == 404


def test_drafts_of_other_returns_are_not_sent(page: Page) -> None:
    page.done("/2012-09/report", {"goes_on": errors_in(page)})
    page.done("/2012-09/send/report/drafts")
    page.done("/2012-09/returns/set-aside", {"name": "return-E.xlsx"})
    assert "Make the drafts again" in page.done("/2012-09/send/report", {"seen": ["x"]})


def test_a_report_that_is_edited_after_the_drafts_were_made_goes_out_with_new_ones(
    page: Page,
) -> None:
    page.done("/2012-09/report", {"goes_on": errors_in(page)})
    page.done("/2012-09/send/report/drafts")
    report = page.office.root / "output/2012-09/cyps-report-2012-09.docx"
    report.write_bytes(report.read_bytes() + b"edited")
    assert "Make the drafts again" in page.done("/2012-09/send/report", {"seen": ["x"]})
    text = page.done("/2012-09/send/report/drafts")
    assert "This is not the Word report as it would be made now" in text
    drafted = page.office.drafted[SEPTEMBER, "report"][1]
    attached = {file.content for each in drafted.drafts for file in each.attachments}
    assert attached == {as_sent(report.read_bytes())}
