"""Where memory is short, that is said, and no file is blamed for it."""

import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

import pytest
from lxml import etree

from cyps_reports import cli
from cyps_reports.acts import month as month_act
from cyps_reports.machine import OF_MEMORY
from cyps_reports.workbooks import reading
from cyps_reports.workbooks.budget import Budget
from cyps_reports.workbooks.grid import Sheet
from cyps_reports.workbooks.readers import Reader
from cyps_reports.writers.word import house_style
from cyps_reports.writers.word.house_style import HouseStyle, style_findings
from tests.test_other_files import zipped
from tests.tools.started import ON_POSIX, PLAIN, RECORD, ran

pytestmark = [ON_POSIX, pytest.mark.usefixtures("september_alone")]

OF_ODS = ("office", "table", "text")
ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def coded(problem: Exception, code: int) -> Exception:
    """As the parser raises it."""
    problem.code = code  # type: ignore[attr-defined]
    return problem


def of_lxml(message: str, code: int) -> Exception:
    kind: Any = etree.XMLSyntaxError
    problem: Exception = kind(message, code, 0, 0)
    return problem


def limited(megabytes: int) -> str:
    return f"ulimit -v {megabytes * 1024}"


SHORT_OF_MEMORY = (
    *(
        "there is not enough memory",
        "this computer has no room",
        "a part of the program cannot be loaded",
    ),
    *("something happened", "output"),
)


@pytest.mark.share(3)
@pytest.mark.parametrize("megabytes", [33, 36, 38, 44, 50, 70])
def test_little_memory(megabytes: int) -> None:
    """It ends while the program is loaded, while a library is, or while the report is made.

    No file is blamed.
    """
    done = ran("report", "--csv", before=limited(megabytes))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith(tuple(f"Could not run: {each}" for each in SHORT_OF_MEMORY))
    assert "Error:" not in done.stdout
    assert not RECORD.exists()


NO_MEMORY = [
    MemoryError(),
    ImportError(name="lxml"),
    coded(ExpatError("out of memory"), 1),
    coded(ElementTree.ParseError("out of memory"), 1),
    of_lxml("unknown error", 2),
    zlib.error("Error -4 while decompressing data"),
]
OF_THE_FILE = [
    coded(ExpatError("syntax error"), 2),
    coded(ElementTree.ParseError("syntax error"), 2),
    of_lxml("xmlSAX2Characters: huge text node", 2),
    of_lxml("Start tag expected", 4),
    zlib.error("Error -3 while decompressing data"),
]


def reader_that_ends_in(problem: Exception) -> Reader:
    def read(name: str, content: bytes, budget: Budget) -> tuple[Sheet, ...]:
        raise problem

    return read


@pytest.mark.parametrize("problem", NO_MEMORY, ids=repr)
def test_what_says_that_memory_is_short_is_no_property_of_a_file(problem: Exception) -> None:
    with pytest.raises(OF_MEMORY):
        reading._tried(reader_that_ends_in(problem), "a.ods", b"", Budget())


@pytest.mark.parametrize("problem", OF_THE_FILE, ids=repr)
def test_what_is_wrong_with_a_file_is_no_lack_of_memory(problem: Exception) -> None:
    assert reading._tried(reader_that_ends_in(problem), "a.ods", b"", Budget()) == ()


@pytest.mark.parametrize("problem", NO_MEMORY, ids=repr)
def test_a_word_template_is_not_blamed_for_a_lack_of_memory(
    problem: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_through(template: bytes) -> None:
        raise problem

    monkeypatch.setattr(house_style, "look_through", look_through)
    with pytest.raises(OF_MEMORY):
        style_findings(HouseStyle("report_template.docx", b""))


@pytest.mark.parametrize(
    "problem", [each for each in NO_MEMORY if not isinstance(each, ImportError)], ids=repr
)
def test_whatever_says_that_memory_is_short_is_told_in_one_sentence(
    problem: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read_month(*_: object) -> None:
        raise problem

    monkeypatch.setattr(month_act, "read_month", read_month)
    assert cli.main(["check"]) == 2
    assert capsys.readouterr().err.startswith("Could not run: this computer has no room")


IN_STEPS = """
import os, resource, sys
from pathlib import Path
from cyps_reports.machine import OF_MEMORY
from cyps_reports.workbooks import ods, reading
from cyps_reports.workbooks.grid import Book

for more in range(0, 24_000_000, 200_000):
    if not os.fork():
        held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + more, resource.RLIM_INFINITY))
        try:
            (said,) = reading.book_of(Path(sys.argv[1]))
            os._exit(1 if isinstance(said, Book) else 2)
        except OF_MEMORY:
            os._exit(0)
    print(os.waitstatus_to_exitcode(os.wait()[1]), end=" ")
"""


@pytest.mark.full
@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells how much memory a process holds")
def test_an_opendocument_file_is_read_or_memory_is_short(tmp_path: Path) -> None:
    """At no bound is a good file called one that cannot be understood."""
    row = (
        "<table:table-row><table:table-cell "
        'office:value-type="string"><text:p>A12</text:p></table:table-cell>'
    )
    spaces = " ".join(
        f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in OF_ODS
    )
    rows = f"{row}</table:table-row>" * 5000
    table = (
        f'<office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet>'
    )
    content = (
        "<office:document-content "
        f"{spaces}><office:body>{table}</office:body></office:document-content>"
    )
    path = tmp_path / "return.ods"
    path.write_bytes(zipped({"mimetype": ODS, "content.xml": content.encode()}))
    done = subprocess.run(
        [sys.executable, "-c", IN_STEPS, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=PLAIN,
    )
    assert set(done.stdout.split()) == {"0", "1"}


def test_enough_memory() -> None:
    """A bound by itself changes nothing."""
    assert ran("report", "--csv", before=limited(2000)).returncode == 1
    assert RECORD.exists()
