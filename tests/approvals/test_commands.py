"""What is said where a command is typed wrongly or there is nothing; how a folder is begun."""

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from cyps_reports import locations
from tests.tools.approved import Approved
from tests.tools.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its paths are written otherwise")

_WRONG = (
    *("", "nonsense", "plan", "plan mend", "verify", "report a b", "check --lead JM"),
    *("check --as-at 31/09/12", "check --as-at ''", "check --as-at 'next week'"),
    *("check --as-at 3/4/5/6", "report --as-at 1.5"),
    *("templates --month 2012-13", "templates --month ''", "templates --month '13 May'"),
    *("templates --month soon", "email --month 2012-00", "email --for fun", "email --tls ssl"),
    *("report --audience all", "report --edition secret", "report --goes-on many"),
    *("start --reported ''", "start --reported 'now and then'", "start --first-day tomorrow"),
    *("start --from a --example", "report \u202ea", "report --nonsense"),
)
"""What is typed wrongly; each is refused before anything is looked for."""


def test_what_is_typed_wrongly(
    folder: Path, approved: Approved, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal(folder, monkeypatch)
    terminal.all_of(*_WRONG)
    # Python 3.12 and later set the choices without quotation marks.
    approved.check("typed wrongly", (line.replace("'", "") for line in terminal.told))


_NOWHERE = (
    *("plan check", "templates", "email --for returns", "email --for reminders", "new-year"),
    *("check 2012-09", "status nowhere", "report --plan nowhere.xlsx", "verify 2012-09"),
    *("verify output/2012-09", "open nowhere", "templates --from 2012-09", "templates --from x"),
    "email --for returns x",
)


def test_where_there_is_nothing(
    folder: Path, approved: Approved, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal(folder, monkeypatch)
    terminal.about("an empty folder")
    terminal.all_of(*_NOWHERE)
    (folder / "returns" / "2012-09").mkdir(parents=True)
    terminal.about("a month without a plan")
    terminal.all_of("check --no-notes", "status", "templates --month 2013-03", "plan check")
    (folder / "input_templates" / "plan.xlsx").write_bytes(b"PK")
    terminal.about("a plan that is damaged")
    terminal.all_of("check", "plan check", "templates", "new-year", "check --plan returns")
    approved.check("where there is nothing", terminal.told)


# Starting

_TOLD = (
    "--council 'Anywhere Council' --service Services --title Plan --first-day '1 April 2012'"
    " --last-day '31 March 2013' --reported quarterly"
)
_DAYS = "--council C --service S --title T --first-day"


def test_starting(folder: Path, approved: Approved, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(folder, monkeypatch)
    terminal.about("nobody answers")
    terminal.all_of(
        "start",
        "start plan --council 'Anywhere Council'",
        "start plan --reported monthly --title Plan",
        f"start plan {_DAYS} '1 April 2012' --last-day '1 April 2012'",
        f"start plan {_DAYS} '1 April 2012' --last-day '31 March 2017'",
    )
    terminal.about("somebody answers, and says it wrongly at first")
    wrong = ("", "Anywhere Council", "Services", "", "soon", "1 April 2012", "1 March 2012", "")
    terminal.types("start 'our plan'", *wrong, "now and then", "Termly")
    terminal.about("all is given")
    terminal.all_of(f"start given {_TOLD}", f"start given {_TOLD}")
    (folder / "given" / "input_templates" / "plan.xlsx").unlink()
    (folder / "given" / "Start here.docx").write_bytes(b"mine")
    terminal.about("something is missing")
    terminal.all_of(f"start given {_TOLD}", "start given --from given/input_templates/plan.xlsx")
    terminal.about("the example")
    terminal.all_of("start try --example", "start try --example", "start given --example")
    (folder / "other" / "returns" / "2012-09").mkdir(parents=True)
    terminal.all_of("start other --example")
    (folder / "built-in" / "input_templates").mkdir(parents=True)
    shutil.copy(locations.built_in_plan(), folder / "built-in" / "input_templates")
    terminal.all_of("start built-in", "start built-in --example")
    terminal.about("where it cannot be")
    (folder / "file").write_bytes(b"")
    terminal.all_of("start file", "start new --from file2", "start new --from given")
    terminal.all_of("start new --from file")
    terminal.now = datetime(1970, 1, 1, tzinfo=UTC)
    terminal.all_of(f"start new {_TOLD}")
    terminal.now = datetime(2108, 1, 1, tzinfo=UTC)
    terminal.all_of(f"start new {_TOLD}")
    approved.check("starting", terminal.told)


def _document(path: Path, rows: list[list[str]], heading: str = "") -> None:
    """A Word document with a table."""
    document = docx.Document()
    if heading:
        document.add_heading(heading)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))


def test_starting_from_a_document(
    folder: Path, approved: Approved, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal(folder, monkeypatch)
    heads = ["Ref", "Action", "By when", "Lead"]
    _document(folder / "one.docx", [heads, ["A1", "Open the centre", "30 June 2012", "Ann Bee"]])
    several = [
        ["A1", "Open the centre", "30 June 2012", "Ann Bee"],
        ["A2", "Train the staff", "soon", "Ann Bee"],
        ["B1", "Write the guide", "", "Cy Dee"],
    ]
    _document(folder / "several.docx", [heads, *several], "Improvement Plan 2012/13")
    _document(folder / "nothing.docx", [["Weather", "Mood"], ["rain", "good"]])
    tracker = [
        ["Priority", "No.", "Action", "By when", "Lead"],
        ["A", "1", "Open it", "30 June 2012", "AB"],
        ["B", "1", "Close it", "31 July 2012", "AC"],
    ]
    _document(folder / "tracker.docx", tracker)
    terminal.all_of(
        f"start tracker --from tracker.docx {_TOLD}",
        f"start one --from one.docx {_TOLD}",
        f"start several --from several.docx {_TOLD}",
        f"start nothing --from nothing.docx {_TOLD}",
        f"start one --from several.docx {_TOLD}",
        f"start again --from one/input_templates/plan.xlsx {_TOLD}",
    )
    terminal.types("start asked --from several.docx", "Anywhere", "Services", "", "", "", "")
    approved.check("starting from a document", terminal.told)
