"""What the commands of a month say and write, and how they end, is what was approved."""

import copy
import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from cyps_reports import api
from cyps_reports.plan.model.plan import Plan
from cyps_reports.record.file import record_bytes, sealed_with_sum, texts_in
from cyps_reports.verify.records import record_differences
from tests.tools.approved import Approved
from tests.tools.terminal import Terminal
from tests.tools.two_reported import late_return
from tests.tools.word_typist import edited, type_in

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its paths are written otherwise")

_LEAD = "Subject: {month}\n\nDear {nam},\n{exceptions}{\n{closing_day}"


@pytest.fixture
def terminal(two_months: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """An office in which July and August were reported, and September has come back."""
    return Terminal(two_months, monkeypatch)


def test_a_month(terminal: Terminal, some_rows: Plan, approved: Approved) -> None:
    results = terminal.folder / "output" / "2012-09"
    terminal.all_of(
        *("check", "check --json 2012-08", "check 2012-08 --no-notes --feedback lists"),
        *("status", "status 2012-08", "email", "report --goes-on 4", "report --goes-on 5"),
        *("report --lead 'Jo Moxon'", "report --lead XX --audience summary", "email --output x"),
        *("report --audience leadership --html --csv --html-fragment", "report --edition both"),
        *("report --edition public --audience leadership", "report --output returns"),
        "report 2012-08 --as-at '14 August 2012' --output elsewhere",
    )
    for record in sorted((terminal.folder / "output").rglob("as-reported.json")):
        many = len(texts_in(json.loads(record.read_bytes())))
        terminal.tell(f"{record.parent.name} knows {'what it says' if many else 'no texts'}")
    terminal.about("what somebody changed")
    (results / "cyps-summary-2012-09.xlsx").write_bytes(b"mine")
    (results / "cyps-report-2012-09.html").write_bytes(b"mine")
    (results / "deadlines.csv").unlink()
    terminal.all_of("report")
    late_return(terminal.folder, some_rows)
    terminal.about("a return comes late")
    terminal.all_of("email 2012-08", "report 2012-08")
    approved.check("a month by commands", terminal.told)


def test_a_quiet_year(a_year_on: Path, approved: Approved, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan of few rows, of whose last months nothing is wrong."""
    terminal = Terminal(a_year_on, monkeypatch, datetime(2018, 4, 3, 12, tzinfo=UTC))
    terminal.all_of(
        *("check --no-notes", "status", "report --goes-on 1", "report", "email", "run"),
        *("check 2017-06", "report 2017-06 --as-at 2017-07-01", "templates", "plan check"),
        *("new-year", "new-year --output x", "status", "templates --month 2018-04"),
    )
    (a_year_on / "returns" / "2018-04").mkdir()
    terminal.about("a month of the next year")
    terminal.all_of("check --no-notes", "status", "plan check --plan returns/plan.xlsx")
    terminal.all_of("check 2018-04 --plan input_templates/plan.xlsx --no-notes")
    approved.check("a quiet year", terminal.told)


def test_emails(terminal: Terminal, some_rows: Plan, approved: Approved) -> None:
    texts = terminal.folder / "input_templates" / "emails"
    emails = terminal.folder / "output" / "2012-08" / "emails"
    terminal.all_of("email 2012-08", "status 2012-08", "email 2012-08 --as-at 2012-08-30")
    terminal.about("texts of one's own, and drafts that somebody changed")
    texts.mkdir(parents=True)
    (texts / "lead.txt").write_text(_LEAD, "utf-8")
    (texts / "cabinet.txt").write_bytes(b"no subject")
    (texts / "notes.txt").write_bytes(b"mine")
    (emails / "lead-JM.txt").write_bytes(b"mine")
    (emails / "cabinet.eml").write_bytes(b"mine")
    (emails / "missing-X.eml").write_bytes(b"mine")
    terminal.all_of("email 2012-08")
    for each in ("incomplete", "missing", "unreadable"):
        (texts / f"{each}.txt").write_text("Subject: a\n\nb {closing}", "utf-8")
    (emails / "lead-CP.eml").unlink()
    (emails / "lead-MV.eml").write_bytes(b"mine")
    terminal.all_of("verify 2012-08", "run 2012-08")
    late_return(terminal.folder, some_rows)
    terminal.about("a return comes late")
    terminal.all_of("run 2012-08")
    approved.check("emails by commands", terminal.told)


def test_sending_out(terminal: Terminal, some_rows: Plan, approved: Approved) -> None:
    blank = terminal.folder / "input_templates"
    terminal.all_of("email --for reminders --month 2012-08", "email --for returns --month 2012-11")
    terminal.all_of("templates --month 2012-06", "templates --month 2013-04", "templates --from x")
    terminal.all_of("templates --month 2012-08 --from 2012-09", "templates")
    terminal.all_of("email --for returns", "status 2012-10", "email --for returns 2012-11")
    terminal.about("returns that were changed, or are not there")
    (blank / "return-A.xlsx").write_bytes((blank / "return-B.xlsx").read_bytes())
    (blank / "return-B.xlsx").unlink()
    (blank / "return-C.xlsx").write_bytes(b"PK")
    came = terminal.folder / "returns" / "2012-09" / "return-D.xlsx"
    (blank / "return-D.xlsx").write_bytes(came.read_bytes())
    terminal.all_of("email --for returns", "templates --from 2012-09")
    for day in (date(2012, 9, 6), date(2012, 9, 7), date(2012, 9, 8)):
        terminal.about(f"{day:%d %B}")
        terminal.now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        terminal.all_of("email --for reminders --month 2012-08", "status 2012-08")
    (terminal.folder / "returns" / "2012-08" / "return-D.xlsx").write_bytes(b"PK")
    (terminal.folder / "returns" / "2012-08" / "holiday.docx").write_bytes(b"PK")
    terminal.about("a return that cannot be read")
    terminal.all_of("email --for reminders --month 2012-08", "status 2012-08", "run 2012-08")
    approved.check("sending out by commands", terminal.told)


def test_words(terminal: Terminal, approved: Approved) -> None:
    folder = terminal.folder / "output" / "2012-09"
    report = folder / "cyps-report-2012-09.docx"
    terminal.all_of("report --audience summary", "report")
    terminal.about("words in the report")
    edited(report, lambda body: type_in(body, "words:overall", "All is well.", "171 children."))
    terminal.all_of("check --no-notes", "status", "report", "report", "email")
    terminal.about("words in a damaged file")
    (folder / "words.json").write_bytes(b"{")
    terminal.all_of("check --no-notes", "report", "verify 2012-09")
    approved.check("words by commands", terminal.told)


def test_what_is_not_as_it_was(terminal: Terminal, approved: Approved) -> None:
    folder, returns = terminal.folder / "output" / "2012-08", terminal.folder / "returns"
    record = folder / "as-reported.json"
    kept = {path: path.read_bytes() for path in terminal.folder.rglob("*") if path.is_file()}
    terminal.all_of("verify 2012-07", "verify output", "verify 2012-09")
    terminal.all_of("verify 2012-08 --returns returns/2012-07", "verify 2012-08 --returns returns")
    terminal.all_of("verify 2012-08 --plan nowhere.xlsx")

    def is_as_it_was() -> None:
        for path in [each for each in terminal.folder.rglob("*") if each.is_file()]:
            if path not in kept:
                path.unlink()
        for path, content in kept.items():
            path.write_bytes(content)

    terminal.about("results changed, gone and new")
    (folder / "cyps-summary-2012-08.xlsx").unlink()
    edited(folder / "cyps-report-2012-08.docx", lambda body: type_in(body, "words:overall", "Hm."))
    (folder / "notes.txt").write_bytes(b"mine")
    (folder / "~$port.docx").write_bytes(b"Word")
    terminal.all_of("verify 2012-08")
    is_as_it_was()
    terminal.about("inputs changed, gone and new")
    (returns / "2012-08" / "return-A.xlsx").write_bytes(kept[returns / "2012-07" / "return-A.xlsx"])
    (returns / "2012-08" / "return-B.xlsx").unlink()
    (returns / "2012-08" / "return-F.xlsx").write_bytes(b"PK")
    terminal.all_of("verify 2012-08")
    is_as_it_was()
    terminal.about("July reported again on another day")
    terminal.all_of("report 2012-07 --as-at 2012-07-30", "verify 2012-07", "verify 2012-08")
    is_as_it_was()
    whole = json.loads(kept[record])
    for words, change in _CHANGED.items():
        terminal.about(words)
        changed = copy.deepcopy(whole)
        change(changed)
        terminal.told += list(record_differences(changed, whole))[:_MOST]
    terminal.about("a record of another program")
    whole["program"] = "0.0.9"
    _row(whole, "A8")["actual"] = "180"
    record.write_bytes(record_bytes(sealed_with_sum(whole)))
    terminal.all_of("verify 2012-08")
    del whole["program"]
    record.write_bytes(record_bytes(sealed_with_sum(whole)))
    terminal.all_of("verify 2012-08")
    terminal.about("the record changed by hand, and damaged")
    record.write_bytes(kept[record].replace(b"171", b"172", 1))
    terminal.all_of("verify 2012-08")
    record.write_bytes(b"{}")
    terminal.all_of("verify 2012-08")
    record.write_bytes(b"{")
    terminal.all_of("verify 2012-08")
    approved.check("not as it was", terminal.told)


_MOST = 6
"""Lines of a kind that are enough."""


def _row(told: dict[str, Any], ref: str) -> dict[str, Any]:
    """A row of a record."""
    return next(row for row in (*told["measures"], *told["deadlines"]) if row["ref"] == ref)


_CHANGED: Mapping[str, Callable[[dict[str, Any]], object]] = {
    "a figure and a colour": lambda told: _row(told, "A8").update(actual="180", rag="red"),
    "a word gone, and one there": lambda told: _row(told, "A9").update(
        lead="x" * 41, comment="", reason="so long", next_steps=[1, {"a b": None}]
    ),
    "a row gone": lambda told: told["measures"].pop(),
    "a deadline gone, and one more": lambda told: told["deadlines"].append(
        {**told["deadlines"].pop(0), "ref": "Z9", "deadline": 2}
    ),
    "a finding gone, and one more": lambda told: told["findings"].append(
        {**told["findings"].pop(0), "cell": "B7", "message": "Another."}
    ),
    "the month otherwise": lambda told: told.update(
        as_at="2012-08-30", program="0.0.9", edition="public", schema=1, return_month=""
    ),
    "the plan otherwise": lambda told: told["plan"].update(title="Another plan"),
    "no table": lambda told: told.update(measures=3, findings={}, restated=[{"ref": "A8"}]),
}


def test_a_year_at_a_glance(two_months: Path, approved: Approved) -> None:
    """The months that are due, are begun, or both; one of them is of no plan."""
    (two_months / "returns" / "2011-11").mkdir(parents=True)
    request = api.MonthRequest(root=two_months, returns=Path("returns"))
    glances = api.year_at_a_glance(request, api.months_of(two_months))
    approved.check("year at a glance", map(str, glances))
